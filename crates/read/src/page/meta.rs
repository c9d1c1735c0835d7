//! What a page says of itself: headline, authors, dates, picture, terms.
//!
//! [`Ear`] listens to the whole page once and keeps what was said, as it was written.
//! Then each fact is decided in a file of its own: the claims are put in the order in which their
//! places are believed, and one of them is taken, where others may bear it out or complete it. All
//! of them are kept as evidence ([`Claim`]).
//!
//! Start reading at [`told`].

mod byline;
mod capture;
mod claim;
mod credit;
mod data;
mod dates;
mod hear;
mod hint;
mod json;
mod kind;
mod lead;
mod names;
mod said;
mod terms;
mod title;
mod words;

#[cfg(test)]
mod tests;

use depesche_model::Lang;
use depesche_model::picture::Lead;
use jiff::Timestamp;
use url::Url;

use super::text::{Knowledge, words};
use super::{Obstacle, Page};
use crate::furniture::Memory;
use crate::language::{language, mark};
use crate::lead_picture;
use crate::rule::SiteRules;
use crate::url::canonical_url;
pub use claim::{Claim, Fact, Place};
use claim::{take_first, taken};
use data::{Data, Piece};
pub(super) use hear::Ear;
pub use kind::Kind;
pub(super) use said::Said;
use words::line;
pub(super) use words::{is_same, letters, overlap};

/// How many names a site may have.
const MAX_NAMES: usize = 24;

/// A longer text of a feed's is the article's, or much of it.
pub(super) const TEASER_BYTES: usize = 600;

/// What is known of an article before its page is read: what the feed says, and of its source.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// The headline, plain text.
    pub title: &'a str,
    /// Who wrote it, plain text.
    pub byline: &'a str,
    /// When it was published.
    pub published: Option<Timestamp>,
    /// The language it is written in.
    pub language: Option<&'a Lang>,
    /// Its text, plain: a teaser, or all of it.
    pub text: &'a str,
    /// What is remembered of the source. The page is not learned from: see [`cut_page`].
    ///
    /// [`cut_page`]: crate::furniture::cut_page
    pub memory: Option<&'a Memory>,
    /// What the operator has said of its source's pages.
    pub rules: Option<&'a SiteRules>,
}

/// What a page says of itself, decided; the text is not looked at.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// The headline.
    pub(super) title: String,
    /// What it is about, in a sentence or two; a plain line.
    pub(super) description: String,
    /// The article's text as structured data give it: often cut, seldom marked up. Not cleaned.
    pub(super) body: String,
    /// What the feed and structured data have of its text.
    known: String,
    /// Whether it says that one must pay to read it; `None`: it says nothing.
    pub(super) is_paid: Option<bool>,
    kind: Option<Kind>,
    article: Piece,
    page: Piece,
    sites: Vec<String>,
    claims: Vec<Claim>,
}

impl Facts {
    /// Whether the page says that it is an article of any kind.
    pub(super) fn is_piece(&self) -> bool {
        self.kind.is_some()
    }

    /// Whether the text of its structured data may stand for the one that was not found: not where
    /// one must pay for it, nor where the page is no article's.
    pub(super) fn may_give_its_body(&self, obstacle: Option<Obstacle>) -> bool {
        let is_its_own = matches!(obstacle, None | Some(Obstacle::Shell | Obstacle::Consent));
        is_its_own && self.is_paid != Some(true) && !self.body.is_empty()
    }

    /// How many words the article says it has.
    pub(super) fn words(&self) -> Option<u32> {
        self.article.words
    }

    /// Selectors of the parts that one must pay for.
    pub(super) fn paid_parts(&self) -> &[String] {
        &self.article.paid_parts
    }

    /// What is known of the article before its text is found.
    pub(super) fn knowledge<'a>(&'a self, hints: Hints<'a>) -> Knowledge<'a> {
        Knowledge {
            title: &self.title,
            description: &self.description,
            body: &self.known,
            told: hints.text,
        }
    }
}

/// Decides what the article is: of a page with several pieces the one that the page is about.
pub(super) fn facts(said: &Said, hints: Hints, url: &Url) -> Facts {
    let data = data::read(&said.data);
    let sites = sites(said, &data, url);
    let (article, page) = main(said, data, url);
    let mut names = sites.clone();
    names.extend([&article.section, &said.meta(&["article:section"])].map(String::clone));
    let mut claims = title::claims(said, &article.headline, &names);
    title::take(&mut claims, hints.title);
    claims.extend(terms::paywalls(said, &article, &page));
    let mut description = said.meta(&[
        "og:description",
        "description",
        "twitter:description",
        "dc.description",
    ]);
    let mut known = article.body.clone();
    // A teaser is told from other blocks by its words, a text by runs of them.
    let (to, separator) = match hints.text.len() {
        ..=TEASER_BYTES => (&mut description, " "),
        _ => (&mut known, "\n"),
    };
    to.push_str(separator);
    to.push_str(hints.text);
    Facts {
        title: taken(&claims, Fact::Title).to_owned(),
        description,
        known,
        body: article.body.clone(),
        is_paid: match taken(&claims, Fact::Paywall) {
            "" => None,
            word => Some(word == terms::PAID),
        },
        kind: kind(said, &article),
        article,
        page,
        sites,
        claims,
    }
}

/// What sort of piece the page says it is: a text that is written entry by entry may be marked so on
/// its elements alone.
fn kind(said: &Said, article: &Piece) -> Option<Kind> {
    let of_types = kind::of_types(&said.types);
    let told = article.kind.or(of_types);
    let told = told.or_else(|| kind::of_open_graph(&said.meta(&["og:type"])));
    if told == Some(Kind::Article) && of_types == Some(Kind::LiveBlog) {
        return of_types;
    }
    told
}

/// Fills in what the page says of itself. The page's text is there already.
pub(super) fn told(said: &Said, facts: Facts, hints: Hints, base: &Url, mut page: Page) -> Page {
    let (article, about) = (&facts.article, &facts.page);
    let mut claims = facts.claims;
    let mut add = |mut found: Vec<Claim>| {
        take_first(&mut found);
        claims.append(&mut found);
    };
    let (bylines, authors) = byline::claims(said, &article.authors, &facts.sites, hints.byline);
    add(bylines);
    add(terms::licenses(said, article, about));
    add(languages(said, article, about, hints.language));
    let mut appeared = dates::published(said, article, about, base, hints.published);
    page.published = dates::take(&mut appeared, hints.published);
    let mut changed = dates::modified(said, article, about);
    page.modified = dates::take(&mut changed, None);
    let (lead, pictures) = lead::lead(said, article, about, base);
    claims.extend(appeared.into_iter().chain(changed).chain(pictures));
    page.title = facts.title;
    taken(&claims, Fact::Byline).clone_into(&mut page.byline);
    page.authors = authors;
    taken(&claims, Fact::License).clone_into(&mut page.license);
    page.paywalled = facts.is_paid;
    let at = Url::parse(&page.url).ok();
    let at = at.as_ref().unwrap_or(base);
    page.kind = kind::settled(facts.kind, at, words(&page.text), said.times.len());
    page.signs = terms::signs(said, &page.license, page.paywalled);
    let declared = Lang::parse(taken(&claims, Fact::Language));
    page.language = language(&format!("{}. {}", page.title, page.text), declared.as_ref());
    if mark(&mut page.body, page.language.as_ref()) {
        page.html = page.body.html();
    }
    page.picture = pictured(&lead, &page, base);
    page.image = lead.url;
    page.canonical = canonical(&said.canonical(), &page.url, base);
    page.original = canonical_url(&said.canonical(), Some(base));
    page.amp = canonical_url(&said.link("amphtml"), Some(base));
    page.claims = claims;
    named(said, facts.article, facts.sites, page)
}

/// Fills in how the site calls itself and what it calls the piece.
fn named(said: &Said, article: Piece, sites: Vec<String>, mut page: Page) -> Page {
    let names = [
        said.meta(&["og:site_name"]),
        article.publisher,
        said.meta(&["application-name"]),
    ];
    page.site_name = first(names.into_iter().chain(sites));
    page.section = first([
        article.section,
        said.meta(&["article:section", "parsely-section"]),
    ]);
    page.words = article.words;
    page.based_on = article.based_on;
    page
}

/// The lead picture with what is said of it; where the page names none, the first of the text.
fn pictured(lead: &data::Picture, page: &Page, base: &Url) -> Option<Lead> {
    let picture = lead_picture::of_page(&lead.url, &page.body, base)?;
    if picture.url != lead.url {
        return Some(picture);
    }
    Some(Lead {
        caption: lead.caption.clone(),
        credit: lead.credit.clone(),
        ..picture
    })
}

fn first(texts: impl IntoIterator<Item = String>) -> String {
    texts
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

/// A page may call another of its own site its address, not a stranger's.
fn canonical(said: &str, url: &str, base: &Url) -> String {
    let canonical = Url::parse(&canonical_url(said, Some(base))).ok();
    match canonical {
        Some(canonical) if canonical.host() == base.host() => canonical.into(),
        _ => canonical_url(url, None),
    }
}

/// What the site may be called, the best name first; the last are parts of its host's name.
fn sites(said: &Said, data: &Data, url: &Url) -> Vec<String> {
    let mut names = vec![said.meta(&["og:site_name"])];
    names.extend(data.articles.iter().map(|piece| piece.publisher.clone()));
    names.push(data.site.clone());
    names.extend(data.pages.iter().map(|piece| piece.publisher.clone()));
    names.push(said.meta(&[
        "application-name",
        "publisher",
        "dc.publisher",
        "apple-mobile-web-app-title",
    ]));
    let host = url
        .host_str()
        .unwrap_or_default()
        .trim_start_matches("www.");
    names.push(host.to_owned());
    let parts = host.split('.').filter(|part| part.len() > 3);
    names.extend(parts.map(str::to_owned));
    names.retain(|name| !name.is_empty());
    names.dedup();
    names.truncate(MAX_NAMES);
    names
}

/// The piece that the page is about, completed by what others say of the same; and what is said of
/// the page.
fn main(said: &Said, data: Data, url: &Url) -> (Piece, Piece) {
    let canonical = said.canonical();
    let own = [url.as_str(), canonical.as_str()].map(|address| canonical_url(address, Some(url)));
    let titles = [said.meta(&["og:title"]), line(&said.title)];
    let is_here = |piece: &Piece| {
        let mut addresses = piece
            .addresses
            .iter()
            .map(|address| canonical_url(address, Some(url)));
        addresses.any(|address| own.contains(&address))
    };
    let is_called = |piece: &Piece| {
        let mut titles = titles.iter().chain(&said.headings);
        titles.any(|title| overlap(title, &piece.headline) > 0.6)
    };
    let rank = |piece: &Piece| {
        let is_text = matches!(piece.kind, Some(Kind::Article | Kind::LiveBlog));
        (is_called(piece) || is_here(piece), is_text, is_here(piece))
    };
    let mut pieces = data.articles;
    let best = (0..pieces.len()).rev().max_by_key(|at| rank(&pieces[*at]));
    let mut article = best.map(|at| pieces.swap_remove(at)).unwrap_or_default();
    for piece in pieces.into_iter().chain(data.pages.iter().cloned()) {
        if is_same(&piece.headline, &article.headline) && article.kind.is_some() {
            complete(&mut article, piece);
        }
    }
    (article, data.pages.into_iter().next().unwrap_or_default())
}

fn complete(piece: &mut Piece, other: Piece) {
    let texts = [
        (&mut piece.published, other.published),
        (&mut piece.modified, other.modified),
        (&mut piece.language, other.language),
        (&mut piece.publisher, other.publisher),
        (&mut piece.section, other.section),
        (&mut piece.license, other.license),
        (&mut piece.body, other.body),
    ];
    for (text, other) in texts {
        if text.is_empty() {
            *text = other;
        }
    }
    if piece.authors.is_empty() {
        piece.authors = other.authors;
    }
    if piece.pictures.is_empty() {
        piece.pictures = other.pictures;
    }
    piece.is_free = piece.is_free.or(other.is_free);
    piece.words = piece.words.or(other.words);
}

/// What is said of the language; the feed is asked last, since it may be one for several languages.
fn languages(said: &Said, article: &Piece, page: &Piece, known: Option<&Lang>) -> Vec<Claim> {
    let found = [
        (Place::Html, said.lang.clone()),
        (Place::Data, article.language.clone()),
        (Place::PageData, page.language.clone()),
        (Place::OpenGraph, said.meta(&["og:locale"])),
        (
            Place::Meta,
            said.meta(&[
                "content-language",
                "language",
                "dc.language",
                "dcterms.language",
            ]),
        ),
        (Place::Feed, known.map_or("", Lang::as_str).to_owned()),
    ];
    let claims = found
        .into_iter()
        .filter(|(_, tag)| Lang::parse(tag).is_some());
    claims
        .map(|(place, tag)| Claim::new(Fact::Language, place, tag))
        .collect()
}
