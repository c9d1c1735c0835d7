//! What structured data (schema.org, written as JSON-LD) says of the article.

use std::collections::HashMap;

use serde_json::Value;

use super::kind::{self, Kind};
use super::words::{address, line};

/// How many objects are looked at.
const MAX_OBJECTS: usize = 2_000;

/// How many of them are read that are about an article or a page.
const MAX_PIECES: usize = 50;

/// How many of a list are looked at: authors, pictures, sections.
const MAX_LISTED: usize = 32;

/// How often a reference to another object is followed.
const MAX_STEPS: u32 = 4;

/// Somebody who wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Author {
    pub(super) name: String,
    /// Whether it is said to be a house, not a person.
    pub(super) is_house: bool,
}

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) url: String,
    pub(super) width: u32,
    pub(super) caption: String,
    pub(super) credit: String,
}

/// What an object says, texts as plain lines; what it does not say is empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    /// What it is, if it is an article in any form; `None`: a page, a site.
    pub(super) kind: Option<Kind>,
    pub(super) addresses: Vec<String>,
    pub(super) headline: String,
    pub(super) authors: Vec<Author>,
    pub(super) published: String,
    pub(super) modified: String,
    pub(super) language: String,
    pub(super) publisher: String,
    pub(super) logo: String,
    pub(super) section: String,
    pub(super) pictures: Vec<Picture>,
    pub(super) license: String,
    pub(super) is_free: Option<bool>,
    /// Selectors of the parts that one must pay for.
    pub(super) paid_parts: Vec<String>,
    pub(super) words: Option<u32>,
    pub(super) body: String,
    pub(super) based_on: Vec<String>,
}

/// What the objects of a page say: those about an article, and those about the page, each in their
/// order; and what the site calls itself.
#[derive(Debug, Default)]
pub(super) struct Data {
    pub(super) articles: Vec<Piece>,
    pub(super) pages: Vec<Piece>,
    pub(super) site: String,
}

/// Reads the programmes of a page, each as its values.
pub(super) fn read(programmes: &[Value]) -> Data {
    let mut graph = Graph::default();
    let mut waiting: Vec<&Value> = programmes.iter().rev().collect();
    let mut objects = Vec::new();
    for _ in 0..MAX_OBJECTS {
        let Some(value) = waiting.pop() else { break };
        match value {
            Value::Array(values) => {
                let room = MAX_OBJECTS.saturating_sub(waiting.len());
                waiting.extend(values[..values.len().min(room)].iter().rev());
            }
            Value::Object(object) => {
                let id = object.get("@id").and_then(Value::as_str);
                if let Some(id) = id.filter(|_| object.len() > 1) {
                    graph.by_id.entry(id).or_insert(value);
                }
                objects.push(value);
                let below = ["mainEntityOfPage", "mainEntity", "@graph", "itemReviewed"];
                waiting.extend(below.iter().filter_map(|name| object.get(*name)));
            }
            _ => {}
        }
    }
    let mut data = Data::default();
    for object in objects {
        let types = graph.texts(object.get("@type"));
        let kind = types.iter().find_map(|name| kind::of_schema(name));
        if data.articles.len() + data.pages.len() == MAX_PIECES {
            break;
        }
        if kind.is_some() {
            data.articles.push(graph.piece(object, kind));
        } else if types.iter().any(|name| name.ends_with("Page")) {
            data.pages.push(graph.piece(object, None));
        } else if types.iter().any(|name| name == "WebSite") && data.site.is_empty() {
            data.site = graph.line(object, "name");
        }
    }
    data
}

/// The objects that others name.
#[derive(Default)]
struct Graph<'a> {
    by_id: HashMap<&'a str, &'a Value>,
}

impl<'a> Graph<'a> {
    fn piece(&self, object: &'a Value, kind: Option<Kind>) -> Piece {
        let free = |value: &'a Value| value.get("isAccessibleForFree").and_then(truth);
        let parts = self.all(object.get("hasPart"));
        let paid = parts.into_iter().filter(|part| free(part) == Some(false));
        let paid: Vec<_> = paid.collect();
        let publisher = self.first(object, "publisher");
        let headline = self.line(object, "headline");
        let named = ["author", "creator"].map(|name| self.authors(object.get(name)));
        let pictures = ["image", "primaryImageOfPage", "thumbnailUrl"]
            .map(|name| self.pictures(object.get(name)));
        Piece {
            kind,
            addresses: ["url", "mainEntityOfPage", "@id"]
                .iter()
                .map(|name| address_of(object.get(*name)))
                .filter(|address| !address.is_empty())
                .collect(),
            headline: if headline.is_empty() {
                self.line(object, "name")
            } else {
                headline
            },
            authors: named
                .into_iter()
                .find(|all| !all.is_empty())
                .unwrap_or_default(),
            published: ["datePublished", "dateCreated", "uploadDate"]
                .map(|name| self.line(object, name))
                .into_iter()
                .find(|date| !date.is_empty())
                .unwrap_or_default(),
            modified: self.line(object, "dateModified"),
            language: self.line(object, "inLanguage"),
            publisher: publisher.map(|value| self.name(value)).unwrap_or_default(),
            logo: publisher
                .map(|value| address_of(value.get("logo")))
                .unwrap_or_default(),
            section: self.line(object, "articleSection"),
            pictures: pictures
                .into_iter()
                .find(|all| !all.is_empty())
                .unwrap_or_default(),
            license: self.license(object),
            is_free: free(object).or((!paid.is_empty()).then_some(false)),
            paid_parts: paid
                .into_iter()
                .flat_map(|part| self.texts(part.get("cssSelector")))
                .collect(),
            words: object.get("wordCount").and_then(number),
            body: object
                .get("articleBody")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            based_on: self
                .all(object.get("isBasedOn"))
                .into_iter()
                .map(|value| address_of(Some(value)))
                .filter(|address| !address.is_empty())
                .collect(),
        }
    }

    /// What a reference names, where it is one.
    fn followed(&self, mut value: &'a Value) -> &'a Value {
        for _ in 0..MAX_STEPS {
            let id = match value {
                Value::Object(object) if object.len() <= 2 => object.get("@id"),
                _ => None,
            };
            match id.and_then(Value::as_str).and_then(|id| self.by_id.get(id)) {
                Some(named) => value = named,
                None => break,
            }
        }
        value
    }

    /// A value or the values of a list, references followed.
    fn all(&self, value: Option<&'a Value>) -> Vec<&'a Value> {
        let values = match value {
            None => &[],
            Some(Value::Array(values)) => values.as_slice(),
            Some(value) => std::slice::from_ref(value),
        };
        let values = values.iter().take(MAX_LISTED);
        values.map(|value| self.followed(value)).collect()
    }

    fn first(&self, object: &'a Value, name: &str) -> Option<&'a Value> {
        self.all(object.get(name)).into_iter().next()
    }

    fn texts(&self, value: Option<&'a Value>) -> Vec<String> {
        let texts = self.all(value).into_iter().filter_map(Value::as_str);
        texts.map(str::to_owned).collect()
    }

    fn line(&self, object: &'a Value, name: &str) -> String {
        self.first(object, name)
            .map(|value| self.name(value))
            .unwrap_or_default()
    }

    /// A text, or what an object calls itself.
    fn name(&self, value: &'a Value) -> String {
        match value {
            Value::String(text) => line(text),
            Value::Number(number) => number.to_string(),
            Value::Object(object) => {
                let name = object.get("name").or_else(|| object.get("@value"));
                let name = self.all(name).into_iter().find_map(Value::as_str);
                if let Some(name) = name.filter(|name| !name.trim().is_empty()) {
                    return line(name);
                }
                let part =
                    |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default();
                line(&format!("{} {}", part("givenName"), part("familyName")))
            }
            _ => String::new(),
        }
    }

    fn authors(&self, value: Option<&'a Value>) -> Vec<Author> {
        let author = |value: &'a Value| Author {
            name: self.name(value),
            is_house: self
                .texts(value.get("@type"))
                .iter()
                .any(|name| name.ends_with("Organization")),
        };
        let authors = self.all(value).into_iter().map(author);
        authors.filter(|author| !author.name.is_empty()).collect()
    }

    fn pictures(&self, value: Option<&'a Value>) -> Vec<Picture> {
        let picture = |value: &'a Value| Picture {
            url: address_of(Some(value)),
            width: value.get("width").and_then(number).unwrap_or_default(),
            caption: ["caption", "description"]
                .map(|name| self.line(value, name))
                .into_iter()
                .find(|text| !text.is_empty())
                .unwrap_or_default(),
            credit: [
                "creditText",
                "author",
                "creator",
                "copyrightHolder",
                "copyrightNotice",
            ]
            .map(|name| self.line(value, name))
            .into_iter()
            .find(|text| !text.is_empty())
            .unwrap_or_default(),
        };
        let pictures = self.all(value).into_iter().map(picture);
        pictures.filter(|picture| !picture.url.is_empty()).collect()
    }

    fn license(&self, object: &'a Value) -> String {
        let license = self.first(object, "license");
        let address = address_of(license);
        if address.is_empty() {
            license.map(|value| self.name(value)).unwrap_or_default()
        } else {
            address
        }
    }
}

/// The address that a value is or has.
fn address_of(value: Option<&Value>) -> String {
    let found = match value {
        Some(Value::String(text)) => Some(text.as_str()),
        Some(Value::Array(values)) => {
            return values
                .first()
                .filter(|value| !value.is_array())
                .map_or_else(String::new, |value| address_of(Some(value)));
        }
        Some(Value::Object(object)) => ["contentUrl", "url", "@id"].iter().find_map(|name| {
            let value = match object.get(*name) {
                Some(Value::Array(values)) => values.first(),
                value => value,
            };
            value
                .and_then(Value::as_str)
                .filter(|text| !text.trim().is_empty())
        }),
        _ => None,
    };
    address(found.unwrap_or_default())
}

fn truth(value: &Value) -> Option<bool> {
    let word = match value {
        Value::Bool(truth) => return Some(*truth),
        Value::String(text) => text.trim().rsplit('/').next().unwrap_or_default(),
        _ => return None,
    };
    if word.eq_ignore_ascii_case("true") {
        return Some(true);
    }
    word.eq_ignore_ascii_case("false").then_some(false)
}

/// A number, also where it is written as a text: "1200", "1200px".
fn number(value: &Value) -> Option<u32> {
    match value {
        Value::Number(number) => u32::try_from(number.as_u64()?).ok(),
        Value::String(text) => {
            let text = text.trim();
            let digits = text
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(text.len());
            text[..digits].parse().ok()
        }
        Value::Object(object) => object
            .get("value")
            .filter(|value| !value.is_object())
            .and_then(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Data, Picture, read};
    use crate::page::meta::kind::Kind;

    fn of(json: &serde_json::Value) -> Data {
        read(std::slice::from_ref(json))
    }

    #[test]
    fn references_are_followed() {
        let data = of(&json!({"@graph": [
            {"@type": "NewsArticle", "headline": "Bridge &amp; harbour", "author": [{"@id": "#mara"}],
             "image": {"@id": "#picture"}, "publisher": {"@id": "#post"}},
            {"@type": "Person", "@id": "#mara", "name": "Mara Quill"},
            {"@type": "NewsMediaOrganization", "@id": "#post", "name": "Harbour Post",
             "logo": {"url": "/logo.png"}},
            {"@type": "ImageObject", "@id": "#picture", "url": "/p.jpg", "width": "1200px",
             "caption": "The bridge", "creditText": "Jon Reed"},
        ]}));
        let article = &data.articles[0];
        assert_eq!(article.headline, "Bridge & harbour");
        assert_eq!(article.authors[0].name, "Mara Quill");
        assert_eq!(article.publisher, "Harbour Post");
        assert_eq!(article.logo, "/logo.png");
        let picture = Picture {
            url: "/p.jpg".to_owned(),
            width: 1200,
            caption: "The bridge".to_owned(),
            credit: "Jon Reed".to_owned(),
        };
        assert_eq!(article.pictures, [picture]);
    }

    #[test]
    fn what_must_be_paid_for_is_told_as_words_and_in_parts() {
        let free = |json| of(&json).articles[0].is_free;
        assert_eq!(
            free(json!({"@type": "Article", "isAccessibleForFree": "False"})),
            Some(false)
        );
        assert_eq!(
            free(json!({"@type": "Article", "isAccessibleForFree": true})),
            Some(true)
        );
        let part = json!({"isAccessibleForFree": false, "cssSelector": ".paid"});
        assert_eq!(
            free(json!({"@type": "Article", "hasPart": [part]})),
            Some(false)
        );
        assert_eq!(free(json!({"@type": "Article"})), None);
    }

    #[test]
    fn every_sort_of_piece_is_known() {
        let kind = |name: &str| of(&json!({"@type": ["Thing", name]})).articles.pop()?.kind;
        assert_eq!(kind("NewsArticle"), Some(Kind::Article));
        assert_eq!(kind("https://schema.org/BlogPosting"), Some(Kind::Article));
        assert_eq!(kind("LiveBlogPosting"), Some(Kind::LiveBlog));
        assert_eq!(kind("VideoObject"), Some(Kind::Video));
        assert_eq!(kind("ImageGallery"), Some(Kind::Gallery));
        assert_eq!(kind("PodcastEpisode"), Some(Kind::Audio));
        assert_eq!(kind("Event"), None);
    }

    #[test]
    fn circles_come_to_an_end() {
        let data = of(&json!([{"@id": "#a", "mainEntityOfPage": {"@id": "#a"}},
            {"@type": "Article", "author": {"@id": "#b"}}, {"@id": "#b", "name": {"@id": "#b"}}]));
        assert!(data.articles[0].authors.is_empty());
    }
}
