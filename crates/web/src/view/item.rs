//! An article as lists show it.

use depesche_model::{Shown, slug};
use jiff::Timestamp;
use serde::Serialize;

use super::{Figure, Link, Mark, Reading, When, Words};
use crate::editions::Edition;

/// An article as lists show it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Item {
    /// Our page of it.
    pub(crate) href: String,
    /// The source's headline, translated where there is a translation; where the source gives
    /// none, the beginning of its text, or its name.
    pub(crate) title: Words,
    /// The source's words, translated where there is a translation, as many as may be shown;
    /// `None` where there are none.
    pub(crate) excerpt: Option<Words>,
    /// Whether the excerpt goes on at the source.
    pub(crate) is_cut: bool,
    /// Whose words these are.
    pub(crate) source: SourceRef,
    /// The original; empty where the source gives no link.
    pub(crate) original: String,
    /// When it was published.
    pub(crate) when: When,
    /// The language's name, where it is not the page's and nothing is translated.
    pub(crate) language: Option<String>,
    /// That headline or excerpt are translated.
    pub(crate) mark: Option<Mark>,
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
        Self::read(shown, &Reading::new(shown, edition), edition, now)
    }

    /// An article in the words of a reading.
    pub(crate) fn read(
        shown: &Shown,
        reading: &Reading<'_>,
        edition: &Edition,
        now: Timestamp,
    ) -> Self {
        let mark = reading.mark();
        let language = shown.language.as_ref().filter(|_| mark.is_none());
        Self {
            href: edition.path(&piece_path(shown)),
            title: reading.title(),
            excerpt: reading.excerpt(),
            is_cut: reading.is_cut(),
            source: SourceRef::of(shown, edition),
            original: http_url(&shown.url),
            when: edition.when(shown.published_at, now),
            language: language
                .filter(|lang| **lang != edition.lang)
                .map(|lang| edition.language_name(lang)),
            mark,
            section: None,
            picture: reading.figure(),
        }
    }
}

/// The path of an article's page, without the edition's prefix. It is made of the source's
/// headline: a translation comes and goes, an address stays.
pub(crate) fn piece_path(shown: &Shown) -> String {
    let mut slug = slug::slug(&shown.title);
    // The pages of an article stand beside it; a headline that is called so gives way.
    if matches!(slug.as_str(), "versions" | "original" | "translation") {
        slug.push('-');
    }
    format!("/articles/{}/{}", shown.id, encoded(&slug))
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
