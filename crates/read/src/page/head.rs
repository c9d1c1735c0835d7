//! What a page says of itself: its meta elements and its structured data.

use depesche_feed::date;
use html5ever::tokenizer::Tag;
use html5ever::{LocalName, local_name};
use jiff::Timestamp;
use serde_json::Value;

use super::rewrite::Rewrite;
use crate::elements::{Raw, raw};
use crate::tokens::{Listener, listen};

/// The longest base address that is taken, in bytes.
const MAX_BASE_BYTES: usize = 2_048;

/// How many objects of structured data are looked at.
const MAX_OBJECTS: usize = 2_000;

/// How many rules for robots are read.
const MAX_ROBOTS: usize = 8;

/// What a page says of itself, as it was written. What it does not say is empty.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) base: String,
    pub(super) canonical: String,
    pub(super) title: String,
    pub(super) og_title: String,
    pub(super) description: String,
    pub(super) headline: String,
    pub(super) author: String,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<Timestamp>,
    pub(super) modified: Option<Timestamp>,
    pub(super) language: String,
    pub(super) site_name: String,
    pub(super) publisher: String,
    pub(super) image: String,
    pub(super) license: String,
    pub(super) is_free: Option<bool>,
    pub(super) robots: Vec<String>,
    pub(super) tdm_reservation: String,
    pub(super) tdm_policy: String,
    pub(super) rsl: String,
}

impl Head {
    fn meta(&mut self, name: &str, content: &str) {
        match name {
            "og:title" => set(&mut self.og_title, content),
            "og:description" | "description" => set(&mut self.description, content),
            "og:site_name" | "application-name" => set(&mut self.site_name, content),
            "og:image" | "og:image:url" | "twitter:image" => set(&mut self.image, content),
            "og:locale" | "language" | "content-language" | "dc.language" => {
                set(&mut self.language, content);
            }
            "author" | "dc.creator" | "article:author" | "parsely-author" | "sailthru.author"
                if !content.starts_with("http") =>
            {
                set(&mut self.author, content);
            }
            "article:published_time"
            | "datepublished"
            | "dc.date"
            | "dc.date.issued"
            | "parsely-pub-date"
            | "sailthru.date"
            | "pubdate"
            | "date"
            | "publish-date" => {
                self.published = self.published.or_else(|| date::parse(content));
            }
            "article:modified_time" | "og:updated_time" | "datemodified" | "last-modified" => {
                self.modified = self.modified.or_else(|| date::parse(content));
            }
            "license" | "dc.rights" | "copyright" | "og:license" => set(&mut self.license, content),
            "robots" | "depesche" if self.robots.len() < MAX_ROBOTS => {
                self.robots.push(content.to_owned());
            }
            "tdm-reservation" => set(&mut self.tdm_reservation, content),
            "tdm-policy" => set(&mut self.tdm_policy, content),
            "article:content_tier" => self.is_free = self.is_free.or(Some(content == "free")),
            _ => {}
        }
    }

    fn link(&mut self, rel: &str, media_type: &str, href: &str) {
        for rel in rel.split_ascii_whitespace() {
            match rel {
                "canonical" => set(&mut self.canonical, href),
                // Really Simple Licensing names its terms by such a link with a type of its own.
                "license" if media_type.contains("rsl") => set(&mut self.rsl, href),
                // It goes before the words of a meta element.
                "license" => href.clone_into(&mut self.license),
                _ => {}
            }
        }
    }

    /// Structured data (schema.org as JSON-LD). It goes before the meta elements where it is about
    /// an article, since publishers keep it for search engines.
    fn data(&mut self, json: &str) {
        let Ok(data) = serde_json::from_str::<Value>(json.trim()) else {
            return;
        };
        let mut waiting = vec![&data];
        for _ in 0..MAX_OBJECTS {
            let Some(value) = waiting.pop() else { return };
            match value {
                Value::Array(values) => waiting.extend(values.iter().rev()),
                Value::Object(object) => {
                    if is_article(value) {
                        self.article(value);
                    }
                    waiting.extend(object.get("@graph"));
                    waiting.extend(object.get("mainEntity"));
                    waiting.extend(object.get("mainEntityOfPage"));
                }
                _ => {}
            }
        }
    }

    fn article(&mut self, article: &Value) {
        let text = |name: &str| article.get(name).and_then(text_of).unwrap_or_default();
        set(&mut self.headline, &text("headline"));
        set(&mut self.publisher, &text("publisher"));
        if self.image.is_empty() {
            set(&mut self.image, &text("image"));
        }
        let license = text("license");
        if !license.is_empty() {
            self.license = license;
        }
        set(&mut self.language, &text("inLanguage"));
        self.published = date::parse(&text("datePublished")).or(self.published);
        self.modified = date::parse(&text("dateModified")).or(self.modified);
        if self.authors.is_empty() {
            self.authors = article.get("author").map(names).unwrap_or_default();
        }
        self.is_free = article
            .get("isAccessibleForFree")
            .and_then(truth)
            .or(self.is_free);
    }
}

fn set(field: &mut String, text: &str) {
    if field.is_empty() {
        text.trim().clone_into(field);
    }
}

fn is_article(object: &Value) -> bool {
    let is = |kind: &Value| {
        let kind = kind.as_str().unwrap_or_default();
        kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report"
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

/// A text, or an object's name or address, or the first of several.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(values) => values
            .first()
            .filter(|value| !value.is_array())
            .and_then(text_of),
        Value::Object(object) => {
            let text = object
                .get("name")
                .or_else(|| object.get("url"))
                .or_else(|| object.get("@id"));
            text.and_then(Value::as_str).map(str::to_owned)
        }
        _ => None,
    }
}

fn names(value: &Value) -> Vec<String> {
    let values = value
        .as_array()
        .map_or(std::slice::from_ref(value), Vec::as_slice);
    let names = values.iter().take(8).filter_map(text_of);
    names
        .filter(|name| !name.is_empty() && !name.starts_with("http"))
        .collect()
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// Reads what a page says of itself, and writes it anew for the extractor, in one go. Says how many
/// bytes were read.
pub(super) fn read(html: &str) -> (Head, Rewrite, usize) {
    let (mut page, length) = listen(html, Page::default());
    page.collected();
    (page.head, page.rewrite, length)
}

#[derive(Default)]
struct Page {
    head: Head,
    rewrite: Rewrite,
    /// The element whose text is collected.
    collecting: Option<LocalName>,
    text: String,
}

impl Listener for Page {
    fn text(&mut self, text: &str) {
        if self.collecting.is_some() {
            self.text.push_str(text);
        }
        self.rewrite.text(text);
    }

    fn start(&mut self, tag: &Tag) -> Option<Raw> {
        self.told_by(tag);
        self.rewrite.start(tag);
        raw(&tag.name)
    }

    fn end(&mut self, name: &LocalName) {
        self.rewrite.end(name);
        if self.collecting.as_ref() == Some(name) {
            self.collected();
        }
    }
}

impl Page {
    fn told_by(&mut self, tag: &Tag) {
        let value = |name: &str| {
            let found = tag
                .attrs
                .iter()
                .find(|attribute| *attribute.name.local == *name);
            found
                .map(|attribute| attribute.value.trim())
                .unwrap_or_default()
        };
        match tag.name {
            local_name!("html") => set(&mut self.head.language, value("lang")),
            // Each link is joined to it: a long one would be copied as often.
            local_name!("base") if value("href").len() <= MAX_BASE_BYTES => {
                set(&mut self.head.base, value("href"));
            }
            local_name!("title") if self.head.title.is_empty() => {
                self.collecting = Some(tag.name.clone());
            }
            local_name!("script") if value("type").to_ascii_lowercase().contains("ld+json") => {
                self.collecting = Some(tag.name.clone());
            }
            local_name!("link") | local_name!("a") => {
                self.head.link(
                    &value("rel").to_ascii_lowercase(),
                    value("type"),
                    value("href"),
                );
            }
            local_name!("meta") => {
                let names = [
                    value("property"),
                    value("name"),
                    value("itemprop"),
                    value("http-equiv"),
                ];
                let name = names
                    .into_iter()
                    .find(|name| !name.is_empty())
                    .unwrap_or_default();
                self.head.meta(&name.to_ascii_lowercase(), value("content"));
            }
            _ => {}
        }
    }

    /// What was collected is whole.
    fn collected(&mut self) {
        let text = std::mem::take(&mut self.text);
        match self.collecting.take() {
            Some(local_name!("title")) => set(&mut self.head.title, &text),
            Some(_) => {
                self.head.data(&text);
                self.rewrite.data(&text);
            }
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn structured_data_goes_before_meta_elements() {
        let (head, ..) = read(
            "<meta name=date content=2020-01-01><script type=application/ld+json>\
             [{\"@type\":[\"x\",\"BlogPosting\"],\"datePublished\":\"2026-02-28\",\"author\":[{\"name\":\"A\"},\"B\"]}]</script>",
        );
        assert_eq!(
            head.published.map(|at| at.to_string()).as_deref(),
            Some("2026-02-28T00:00:00Z")
        );
        assert_eq!(head.authors, ["A", "B"]);
    }

    #[test]
    fn what_is_about_something_else_is_left_alone() {
        let (head, ..) = read(
            "<script type=application/ld+json>{\"@type\":\"Event\",\"headline\":\"x\"}</script><svg><title>t</title></svg>",
        );
        assert_eq!(head.headline, "");
    }

    #[test]
    fn broken_and_deep_data_does_no_harm() {
        let deep = format!(
            "<title>t</title><script type=application/ld+json>{}",
            "[".repeat(100_000)
        );
        assert_eq!(read(&deep).0.title, "t");
    }
}
