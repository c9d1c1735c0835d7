//! An article as lists show it.

use depesche_model::text::shorten;
use depesche_model::{Shown, slug};
use jiff::Timestamp;
use serde::Serialize;

use super::{Figure, Link, When, Words};
use crate::editions::Edition;

/// How much of an excerpt stands in for a missing headline, in characters.
const HEADLINE_CHARS: usize = 90;

/// An article as lists show it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Item {
    /// Our page of it.
    pub(crate) href: String,
    /// The source's headline; where it gives none, the beginning of its text, or its name.
    pub(crate) title: Words,
    /// The source's words, as many as may be shown; `None` where there are none.
    pub(crate) excerpt: Option<Words>,
    /// Whether the excerpt goes on at the source.
    pub(crate) is_cut: bool,
    /// Whose words these are.
    pub(crate) source: SourceRef,
    /// The original; empty where the source gives no link.
    pub(crate) original: String,
    /// When it was published.
    pub(crate) when: When,
    /// The language's name, where it is not the page's.
    pub(crate) language: Option<String>,
    /// The first of its sections.
    pub(crate) section: Option<Link>,
    /// The picture that stands for it, where its source's pictures are shown.
    pub(crate) picture: Option<Figure>,
}

/// A source, as it stands beside its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct SourceRef {
    /// Its name.
    pub(crate) name: String,
    /// Our sheet of it.
    pub(crate) href: String,
    /// Its home page; may be empty.
    pub(crate) home: String,
}

impl SourceRef {
    /// The source of what is shown.
    pub(crate) fn of(shown: &Shown, edition: &Edition) -> Self {
        Self {
            name: shown.source_name.clone(),
            href: edition.path(&format!("/sources/{}", encoded(&shown.source_slug))),
            home: http_url(&shown.source_home),
        }
    }
}

impl Item {
    /// An article in a list of an edition.
    pub(crate) fn new(shown: &Shown, edition: &Edition, now: Timestamp) -> Self {
        let language = shown.language.as_ref();
        let words = |text: &str| Words::new(text, language, edition);
        Self {
            href: edition.path(&piece_path(shown)),
            title: words(&headline(shown)),
            excerpt: excerpt(shown).map(|text| words(&text)),
            is_cut: shown.is_cut,
            source: SourceRef::of(shown, edition),
            original: http_url(&shown.url),
            when: edition.when(shown.published_at, now),
            language: language
                .filter(|lang| **lang != edition.lang)
                .map(|lang| edition.language_name(lang)),
            section: None,
            picture: shown.cover.as_ref().and_then(Figure::of),
        }
    }
}

/// The path of an article's page, without the edition's prefix.
pub(crate) fn piece_path(shown: &Shown) -> String {
    let mut slug = slug::slug(&shown.title);
    // The pages of an article stand beside it; a headline that is called so gives way.
    if slug == "versions" {
        slug.push('-');
    }
    format!("/articles/{}/{}", shown.id, encoded(&slug))
}

/// The headline, or what stands in for one.
pub(crate) fn headline(shown: &Shown) -> String {
    let title = shown.title.trim();
    match (title.is_empty(), shown.excerpt.trim()) {
        (false, _) => title.to_owned(),
        (true, "") => shown.source_name.clone(),
        (true, excerpt) => shorten(excerpt, HEADLINE_CHARS).0,
    }
}

/// The excerpt, where it says more than the headline.
pub(crate) fn excerpt(shown: &Shown) -> Option<String> {
    let excerpt = shown.excerpt.trim();
    let is_new = !excerpt.is_empty() && excerpt != headline(shown);
    is_new.then(|| excerpt.to_owned())
}

/// A link from outside, where it is one that a browser may follow; else empty. `javascript:` and
/// its like never reach a page.
pub(crate) fn http_url(link: &str) -> String {
    match url::Url::parse(link.trim()) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => url.into(),
        _ => String::new(),
    }
}

/// A slug as it stands in a URL: letters of other scripts percent-encoded.
pub(crate) fn encoded(slug: &str) -> String {
    url::form_urlencoded::byte_serialize(slug.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::http_url;

    #[test]
    fn only_web_links_are_links() {
        assert_eq!(http_url(" https://a.example/x "), "https://a.example/x");
        for link in [
            "javascript:alert(1)",
            "data:text/html,x",
            "/x",
            "",
            "ftp://a.example/",
        ] {
            assert_eq!(http_url(link), "", "{link}");
        }
    }
}
