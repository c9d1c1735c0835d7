//! What a page says of itself, as it was written.

use html5ever::tokenizer::Tag;
use serde_json::Value;
use url::Url;

use super::words::line;

/// The longest base address that is taken, in bytes: each link is joined to it, and a long one would
/// be copied as often.
const MAX_BASE_BYTES: usize = 2_048;

/// What was heard.
#[derive(Debug, Default)]
pub(in crate::page) struct Said {
    pub(super) base: String,
    /// The language of the `html` element.
    pub(super) lang: String,
    /// The names of meta elements, small, and what they say.
    pub(super) metas: Vec<(String, String)>,
    pub(super) links: Vec<Link>,
    pub(super) title: String,
    pub(super) headings: Vec<String>,
    pub(super) data: Vec<Value>,
    /// Whether there were more structured data than are read.
    pub(in crate::page) is_data_cut: bool,
    /// Properties of microdata and what they say.
    pub(super) properties: Vec<(String, String)>,
    pub(super) bylines: Vec<Byline>,
    pub(super) times: Vec<Time>,
    pub(super) shots: Vec<Shot>,
    /// The short lines that stand below a headline, before the text.
    pub(super) lines: Vec<String>,
    /// Whether an element is called a paywall.
    pub(super) has_paywall_element: bool,
    /// The types of things that elements say they hold (microdata), each once.
    pub(super) types: Vec<String>,
}

/// A link that says what it is for.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) rel: String,
    pub(super) media_type: String,
    pub(super) href: String,
}

/// A place in the text that looks as if it names who wrote it.
#[derive(Debug, Default)]
pub(super) struct Byline {
    pub(super) text: String,
    /// The links and elements in it that look like names.
    pub(super) names: Vec<String>,
    /// Whether the headline stood before it.
    pub(super) is_below_heading: bool,
    /// Whether the page itself calls it its author (microdata, `rel=author`).
    pub(super) is_told: bool,
}

/// A place in the text that looks like a date.
#[derive(Debug, Default)]
pub(super) struct Time {
    /// For machines; may be empty.
    pub(super) machine: String,
    pub(super) text: String,
    /// What its element is called.
    pub(super) hint: String,
    /// Whether the page itself calls it the date of publication.
    pub(super) is_told: bool,
    pub(super) is_below_heading: bool,
}

/// A picture in the text.
#[derive(Debug)]
pub(super) struct Shot {
    pub(super) tag: Tag,
    pub(super) caption: String,
    pub(super) credit: String,
    pub(super) is_below_heading: bool,
    /// Whether it stands in a figure of its own, between the headline and the text.
    pub(super) is_on_top: bool,
}

impl Said {
    /// The address that the page's links start from.
    pub(in crate::page) fn base(&self, url: &Url) -> Url {
        let base = Some(&self.base).filter(|base| base.len() <= MAX_BASE_BYTES);
        let base = base.and_then(|base| url.join(base).ok());
        let base = base.filter(|base| matches!(base.scheme(), "http" | "https"));
        base.unwrap_or_else(|| url.clone())
    }

    /// What its `title` element says, as it was written.
    pub(in crate::page) fn title(&self) -> &str {
        &self.title
    }

    /// Whether an element is called a paywall.
    pub(in crate::page) fn has_paywall_element(&self) -> bool {
        self.has_paywall_element
    }

    /// What the first of the meta elements of these names says, as a plain line.
    pub(super) fn meta(&self, names: &[&str]) -> String {
        let said = names.iter().flat_map(|name| {
            let of_name = self.metas.iter().filter(move |(known, _)| known == name);
            of_name.map(|(_, content)| line(content))
        });
        said.into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or_default()
    }

    /// Where the page says it stands; may be relative.
    pub(super) fn canonical(&self) -> String {
        let link = self.link("canonical");
        if link.is_empty() {
            self.meta(&["og:url"])
        } else {
            link
        }
    }

    pub(super) fn link(&self, rel: &str) -> String {
        let mut links = self
            .links
            .iter()
            .filter(|link| link.rel == rel && !link.href.is_empty());
        links
            .next()
            .map(|link| link.href.clone())
            .unwrap_or_default()
    }
}
