//! The gate: the one function that decides what may leave the house.
//!
//! Pages, feeds, API and mail take [`Shown`], which only [`show`] can make. What the store hands
//! to them is [`Held`]: it can be carried to the gate and to nowhere else.

mod changed;
mod translated;

use jiff::Timestamp;

use crate::picture::{Kept, Lead};
use crate::text::shorten;
use crate::{
    Article, ArticleId, Body, Html, Lang, Policy, Restrictions, Source, TextPolicy, Translation,
};
pub use changed::{Changed, ChangedParts, show_change};
use translated::{Limits, translated};
pub use translated::{Pair, Translated};

/// Who is going to see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Anybody, on a page.
    Public,
    /// Anybody, in a feed of ours.
    Feeds,
    /// The signed-in owner of the house, reading alone.
    Owner,
}

/// An article on its way to the gate. It has no face of its own: nothing can be read from it.
#[derive(Clone, Debug)]
pub struct Held {
    article: Article,
    source: Source,
    body: Option<Body>,
    pictures: Vec<Kept>,
    translation: Option<Translation>,
}

impl Held {
    /// Holds an article of a source, with its text where the way leads to a page of its own.
    pub fn new(article: Article, source: Source, body: Option<Body>) -> Self {
        Self {
            article,
            source,
            body,
            pictures: Vec::new(),
            translation: None,
        }
    }

    /// The same with its newest version's translation into the language in which it is going to
    /// be read.
    #[must_use]
    pub fn with_translation(self, translation: Option<Translation>) -> Self {
        Self {
            translation,
            ..self
        }
    }

    /// The same with the pictures that the house keeps for its text.
    #[must_use]
    pub fn with_pictures(self, pictures: Vec<Kept>) -> Self {
        Self { pictures, ..self }
    }
}

/// What may be shown of an article. Only the gate makes one; its parts are read through
/// [`std::ops::Deref`].
#[derive(Clone, Debug)]
pub struct Shown(Parts);

impl std::ops::Deref for Shown {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// The parts of what is shown.
#[derive(Clone, Debug)]
pub struct Parts {
    /// The article's number.
    pub id: ArticleId,
    /// Its headline, plain text.
    pub title: String,
    /// Its excerpt, plain text, as long as the policy allows; may be empty.
    pub excerpt: String,
    /// Whether the excerpt is shorter than the text it begins.
    pub is_cut: bool,
    /// Its text, where the policy allows the whole of it.
    pub body: Option<Html>,
    /// The pictures in its text, each once. There they stand by their hashes.
    pub pictures: Vec<Kept>,
    /// The picture that stands for it.
    pub cover: Option<Cover>,
    /// Who wrote it; may be empty.
    pub byline: String,
    /// Where the original is; empty where the source gives no link.
    pub url: String,
    /// The language it is written in.
    pub language: Option<Lang>,
    /// When the source says it was published.
    pub published_at: Timestamp,
    /// When the source says it was changed.
    pub modified_at: Option<Timestamp>,
    /// When we saw it first.
    pub first_seen_at: Timestamp,
    /// When we last saw it change.
    pub changed_at: Timestamp,
    /// How many versions we have seen.
    pub versions: u32,
    /// When the source took it away; then there is nothing but this and the source.
    pub deleted_at: Option<Timestamp>,
    /// The source's name.
    pub source_name: String,
    /// The source's name in URLs.
    pub source_slug: String,
    /// The source's home page; may be empty.
    pub source_home: String,
    /// The licence that the source declares; may be empty.
    pub licence: String,
    /// The policy under which this was let through.
    pub policy: Policy,
    /// The same in the language in which it is going to be read, where the source lets itself be
    /// translated and its newest version was.
    pub translation: Option<Translated>,
}

/// The picture that stands for an article, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// What the house keeps of it, and where it is from.
    pub kept: Kept,
    /// What it shows; may be empty.
    pub alt: String,
    /// What its source writes under it; may be empty.
    pub caption: String,
    /// Who made it; may be empty.
    pub credit: String,
}

/// Lets through what the source's policy allows this audience to see.
///
/// `None` where nothing at all may be shown: a private source in public, or a source that keeps
/// out of feeds. What signs of the source and of the article's page forbid is not shown either
/// (see [`Policy::under`]). A deleted article is shown as a tombstone, without headline or text.
pub fn show(held: Held, audience: Audience) -> Option<Shown> {
    let Held {
        article,
        source,
        body,
        pictures,
        translation,
    } = held;
    let signs = source.restrictions.and(article.restrictions);
    let goes_out_whole = audience != Audience::Feeds || source.policy.feeds_whole(signs);
    let policy = source.policy.under(signs);
    let is_owner = audience == Audience::Owner;
    if (policy.text == TextPolicy::Private && !is_owner)
        || (audience == Audience::Feeds && !policy.feeds)
    {
        return None;
    }
    let shows_all = is_owner || (policy.shows_whole() && goes_out_whole);
    let excerpt_chars = if shows_all {
        Article::LEAD_CHARS
    } else {
        policy.excerpt_limit()
    };
    let is_deleted = article.deleted_at.is_some();
    let shows_pictures = !is_deleted && (policy.shows_images() || (is_owner && policy.images));
    let pictures = if shows_pictures { pictures } else { Vec::new() };
    let body = body.filter(|_| shows_all && !is_deleted);
    let limits = Limits {
        title_chars: (!shows_all).then_some(Policy::HEADLINE_CHARS),
        excerpt_chars,
        shows_cover: shows_pictures,
    };
    let translation = translation
        .filter(|_| policy.translation && !is_deleted)
        .and_then(|made| translated(made, &article, body.as_ref(), &pictures, &limits));
    let (body, pictures) = body.map_or((None, Vec::new()), |body| {
        let (html, pictures) = pictured(&body.html(), &pictures);
        (Some(html), pictures)
    });
    let (excerpt, is_cut) = if is_deleted {
        (String::new(), false)
    } else {
        shorten(&article.lead, excerpt_chars)
    };
    Some(Shown(Parts {
        id: article.id,
        title: match (is_deleted, shows_all) {
            (true, _) => String::new(),
            (false, true) => article.title,
            // A feed that puts its whole text into the title shows no more of it for that.
            (false, false) => shorten(&article.title, Policy::HEADLINE_CHARS).0,
        },
        excerpt,
        is_cut,
        body,
        pictures,
        cover: article.picture.filter(|_| shows_pictures).and_then(cover),
        byline: if is_deleted {
            String::new()
        } else {
            article.byline
        },
        url: article.url,
        language: article.language,
        published_at: article.published_at,
        modified_at: article.modified_at,
        first_seen_at: article.first_seen_at,
        changed_at: article.changed_at,
        versions: article.version,
        deleted_at: article.deleted_at,
        source_name: source.name,
        source_slug: source.slug,
        source_home: source.home,
        licence: source.licence,
        policy,
        translation,
    }))
}

/// Whether a picture of an article may be shown to anybody: `is_lead` where it stands for the
/// article, `signs` are those of the article's page.
pub fn shows_picture(source: &Source, signs: Restrictions, is_lead: bool) -> bool {
    let policy = source.policy.clone();
    let policy = policy.under(source.restrictions.and(signs));
    policy.shows_images() && (is_lead || policy.shows_whole())
}

/// A text with those of its pictures that may be shown, and which they are. Each is shown once: a
/// page holds some in several sizes, at several addresses.
fn pictured(html: &Html, kept: &[Kept]) -> (Html, Vec<Kept>) {
    let mut shown: Vec<Kept> = Vec::new();
    let html = each_once(html, kept, &mut shown);
    (html, shown)
}

/// A text with those of its pictures that are kept and not yet among the shown.
fn each_once(html: &Html, kept: &[Kept], shown: &mut Vec<Kept>) -> Html {
    html.with_pictures(|address| {
        let found = kept.iter().find(|kept| kept.url == address)?;
        let is_shown = |other: &Kept| other.picture.hash == found.picture.hash;
        if shown.iter().any(is_shown) {
            return None;
        }
        shown.push(found.clone());
        Some(&found.picture)
    })
}

fn cover(lead: Lead) -> Option<Cover> {
    Some(Cover {
        kept: Kept {
            url: lead.url,
            picture: lead.kept?,
        },
        alt: lead.alt,
        caption: lead.caption,
        credit: lead.credit,
    })
}

#[cfg(test)]
mod tests;
