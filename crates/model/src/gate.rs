//! The gate: the one function that decides what may leave the house.
//!
//! Pages, feeds, API and mail take [`Shown`], which only [`show`] can make. What the store hands
//! to them is [`Held`]: it can be carried to the gate and to nowhere else.

mod changed;

use jiff::Timestamp;

use crate::picture::{Kept, Lead};
use crate::text::shorten;
use crate::{
    Article, ArticleId, Body, Html, Lang, Policy, Restrictions, Source, TextPolicy, Translation,
};
pub use changed::{Changed, ChangedParts, show_change};

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
        translation: _,
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
    let (body, pictures) = body.map_or((None, Vec::new()), |body| {
        let (html, pictures) = pictured(&body, &pictures);
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
fn pictured(body: &Body, kept: &[Kept]) -> (Html, Vec<Kept>) {
    let mut shown: Vec<Kept> = Vec::new();
    let html = body.html().with_pictures(|address| {
        let found = kept.iter().find(|kept| kept.url == address)?;
        let is_shown = |other: &Kept| other.picture.hash == found.picture.hash;
        if shown.iter().any(is_shown) {
            return None;
        }
        shown.push(found.clone());
        Some(&found.picture)
    });
    (html, shown)
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
mod tests {
    use jiff::Timestamp;

    use super::{Audience, Held, show, show_change, shows_picture};
    use crate::picture::{Format, Kept, Lead, Size};
    use crate::{
        Article, ArticleId, Body, Html, Picture, Policy, Restrictions, Segment, SegmentKind,
        Source, SourceId, TextPolicy,
    };

    const SECRET: &str = "The tide table was forged in March.";

    #[expect(clippy::disallowed_methods, reason = "this test is its own cleaner")]
    fn clean(markup: &str) -> Html {
        Html::from_cleaned(markup.to_owned())
    }

    fn held(text: TextPolicy) -> Held {
        let lead = format!(
            "{} {SECRET}",
            "An opening sentence of some length. ".repeat(6)
        );
        let policy = Policy {
            text,
            excerpt_chars: 40,
            ..Policy::default()
        };
        let segment = Segment {
            kind: SegmentKind::Paragraph,
            html: clean(&format!("<p>{lead}</p>")),
            cut: None,
            lang: None,
        };
        let article = Article {
            id: ArticleId(1),
            source_id: SourceId(1),
            url: "https://outlet.example/1".into(),
            title: "A headline".into(),
            byline: String::new(),
            lead,
            picture: None,
            language: None,
            published_at: Timestamp::UNIX_EPOCH,
            modified_at: None,
            first_seen_at: Timestamp::UNIX_EPOCH,
            changed_at: Timestamp::UNIX_EPOCH,
            version: 1,
            deleted_at: None,
            restrictions: Restrictions::default(),
        };
        let source = Source {
            id: SourceId(1),
            slug: "outlet".into(),
            name: "Outlet".into(),
            home: String::new(),
            owner: String::new(),
            country: String::new(),
            language: None,
            licence: String::new(),
            policy,
            restrictions: Restrictions::default(),
            added_at: Timestamp::UNIX_EPOCH,
        };
        Held::new(article, source, Some(Body(vec![segment])))
    }

    #[test]
    fn of_a_change_no_more_is_shown_than_of_the_article() {
        let changed = |text: TextPolicy, audience: Audience| {
            let mut after = held(text);
            after.article.title = "Another headline".into();
            after.body = Some(Body(Vec::new()));
            show_change(held(text), after, audience)
        };
        let shown = changed(TextPolicy::Headline, Audience::Public).expect("is shown");
        assert!(shown.blocks.is_none() && shown.is_text_changed && !shown.title.is_empty());
        let shown = changed(TextPolicy::Full, Audience::Public).expect("is shown");
        assert_eq!(shown.blocks.as_ref().map(Vec::len), Some(1));
        assert!(changed(TextPolicy::Private, Audience::Public).is_none());
        assert!(changed(TextPolicy::Private, Audience::Owner).is_some());
        let mut gone = held(TextPolicy::Full);
        gone.article.deleted_at = Some(Timestamp::UNIX_EPOCH);
        assert!(show_change(held(TextPolicy::Full), gone, Audience::Owner).is_none());
    }

    #[test]
    fn a_headline_source_shows_a_headline_and_a_short_excerpt() {
        let shown = show(held(TextPolicy::Headline), Audience::Public).expect("is shown");
        assert!(shown.body.is_none());
        assert!(shown.is_cut);
        assert!(shown.excerpt.chars().count() <= 160);
        assert!(!format!("{shown:?}").contains(SECRET));
    }

    #[test]
    fn an_excerpt_is_as_long_as_its_policy_says() {
        let shown = show(held(TextPolicy::Excerpt), Audience::Public).expect("is shown");
        assert!(shown.excerpt.chars().count() <= 40);
    }

    #[test]
    fn a_full_source_shows_its_text_in_public() {
        let shown = show(held(TextPolicy::Full), Audience::Public).expect("is shown");
        assert!(
            shown
                .body
                .as_ref()
                .expect("has a body")
                .as_str()
                .contains(SECRET)
        );
    }

    #[test]
    fn a_private_source_is_for_its_owner_alone() {
        assert!(show(held(TextPolicy::Private), Audience::Public).is_none());
        assert!(show(held(TextPolicy::Private), Audience::Feeds).is_none());
        let shown = show(held(TextPolicy::Private), Audience::Owner).expect("the owner reads it");
        assert!(shown.body.is_some());
    }

    #[test]
    fn a_deleted_article_leaves_a_tombstone_without_words() {
        let mut held = held(TextPolicy::Full);
        held.article.deleted_at = Some(Timestamp::UNIX_EPOCH);
        let shown = show(held, Audience::Public).expect("a tombstone");
        assert!(shown.title.is_empty() && shown.excerpt.is_empty() && shown.body.is_none());
    }

    #[test]
    fn a_source_that_keeps_out_of_feeds_is_not_in_feeds() {
        let mut held = held(TextPolicy::Full);
        held.source.policy.feeds = false;
        assert!(show(held.clone(), Audience::Feeds).is_none());
        assert!(show(held, Audience::Public).is_some());
    }

    #[test]
    fn what_signs_forbid_is_shown_to_nobody_but_the_owner() {
        let reserved = Restrictions {
            is_reserved: true,
            ..Restrictions::default()
        };
        let silent = Restrictions {
            no_snippet: true,
            ..Restrictions::default()
        };
        let mut of_source = held(TextPolicy::Full);
        of_source.source.restrictions = reserved;
        let page = show(of_source.clone(), Audience::Public).expect("is shown");
        assert!(page.body.is_some(), "what the feed itself contains");
        let feed = show(of_source, Audience::Feeds).expect("is shown");
        assert!(feed.body.is_none() && !format!("{feed:?}").contains(SECRET));

        let mut of_page = held(TextPolicy::Full);
        of_page.article.restrictions = silent;
        let page = show(of_page.clone(), Audience::Public).expect("is shown");
        assert_eq!(
            (page.title.as_str(), page.excerpt.as_str()),
            ("A headline", "")
        );
        assert!(page.body.is_none());
        let own = show(of_page, Audience::Owner).expect("is shown");
        assert!(own.body.is_some());
    }

    fn with_pictures(text: TextPolicy, images: bool) -> Held {
        let mut held = held(text);
        let kept = Kept {
            url: "https://outlet.example/1.jpg".into(),
            picture: Picture {
                hash: "ab".into(),
                format: Format::Jpeg,
                sizes: vec![Size {
                    width: 9,
                    height: 9,
                    bytes: 9,
                }],
            },
        };
        held.source.policy.images = images;
        held.article.picture = Some(Lead {
            url: kept.url.clone(),
            kept: Some(kept.picture.clone()),
            ..Lead::default()
        });
        let segment = Segment {
            kind: SegmentKind::Figure,
            html: clean(
                "<figure><img src=\"media:https://outlet.example/1.jpg\" alt=\"\"></figure>",
            ),
            cut: None,
            lang: None,
        };
        held.body.get_or_insert_default().0.push(segment);
        held.with_pictures(vec![kept])
    }

    #[test]
    fn pictures_are_shown_where_the_policy_says_so() {
        let check = |text, images, has_cover, has_pictures| {
            let shown = show(with_pictures(text, images), Audience::Public).expect("is shown");
            assert_eq!(shown.cover.is_some(), has_cover, "{text:?} {images}");
            assert_eq!(
                !shown.pictures.is_empty(),
                has_pictures,
                "{text:?} {images}"
            );
            let body = shown.body.as_ref().map_or("", Html::as_str);
            assert_eq!(body.contains("media:ab"), has_pictures, "{body}");
            assert!(!body.contains("1.jpg"), "{body}");
        };
        check(TextPolicy::Full, true, true, true);
        check(TextPolicy::Full, false, false, false);
        check(TextPolicy::Headline, true, true, false);
        check(TextPolicy::Headline, false, false, false);
    }

    #[test]
    fn a_picture_is_shown_where_its_article_would_show_it() {
        let check = |text, images, signs, expected: [bool; 2]| {
            let source = with_pictures(text, images).source;
            let shown = [true, false].map(|is_lead| shows_picture(&source, signs, is_lead));
            assert_eq!(shown, expected, "{text:?} {images} {signs:?}");
        };
        let (none, shy) = (Restrictions::default(), Restrictions::from_bits(8));
        check(TextPolicy::Full, true, none, [true, true]);
        check(TextPolicy::Full, true, shy, [false, false]);
        check(TextPolicy::Full, false, none, [false, false]);
        check(TextPolicy::Headline, true, none, [true, false]);
        check(TextPolicy::Private, true, none, [false, false]);
    }
}
