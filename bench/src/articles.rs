//! The candidates for reading pages, and the pages that they read.

use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use anyhow::{Context, Result};
use dom_query::Document;
use serde_json::{Value, json};
use trafilatura::{ExtractionFocus, Options};
use url::Url;

/// A page in memory, as it came over the wire, and decoded.
pub struct Page {
    /// Its `id` in the folder's index.
    pub id: String,
    url: Url,
    bytes: Vec<u8>,
    text: String,
}

/// A way to find the article of a page.
pub struct Extractor {
    /// Its crate, and how it is set.
    pub name: &'static str,
    run: fn(&Page) -> Option<Article>,
}

/// What is found, in the words of `crates/read/examples/pages.rs`.
#[derive(Default)]
pub struct Article {
    title: String,
    byline: String,
    published: String,
    image: String,
    html: String,
    /// Where it is none of the HTML's.
    text: Option<String>,
    is_paywalled: bool,
}

/// The name of ours.
pub const OURS: &str = "depesche-read";

/// All candidates. Ours decodes, and cleans what it finds; the others do neither.
pub const EXTRACTORS: &[Extractor] = &[
    Extractor {
        name: OURS,
        run: ours,
    },
    Extractor {
        name: "trafilatura",
        run: trafilatura_balanced,
    },
    Extractor {
        name: "trafilatura-precision",
        run: trafilatura_precise,
    },
    Extractor {
        name: "dom_smoothie",
        run: dom_smoothie,
    },
];

impl Extractor {
    /// The candidate of this name.
    pub fn named(name: &str) -> Result<&'static Self> {
        let mut all = EXTRACTORS.iter();
        all.find(|extractor| extractor.name == name)
            .with_context(|| format!("there is no candidate {name}"))
    }

    /// Reads, and takes a panic for giving up.
    pub fn read(&self, page: &Page) -> Option<Article> {
        catch_unwind(AssertUnwindSafe(|| (self.run)(page)))
            .ok()
            .flatten()
    }
}

impl Page {
    /// All pages of a folder with an `index.json`, one after the other.
    pub fn all(folder: &Path) -> Result<impl Iterator<Item = Result<Self>>> {
        let file = folder.join("index.json");
        let index =
            std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let index: Vec<Value> = serde_json::from_slice(&index)?;
        let folder = folder.join("html");
        Ok(index
            .into_iter()
            .map(move |entry| Self::read(&folder, &entry)))
    }

    fn read(folder: &Path, entry: &Value) -> Result<Self> {
        let id = entry["id"].as_str().context("a page has no `id`")?;
        let url = entry["url"].as_str().context("a page has no `url`")?;
        let packed = std::fs::read(folder.join(format!("{id}.html.gz")))?;
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes)?;
        let text = depesche_feed::decode(&bytes, Some("text/html"))
            .text
            .into_owned();
        Ok(Self {
            id: id.to_owned(),
            url: Url::parse(url)?,
            bytes,
            text,
        })
    }
}

impl Article {
    /// The article of a page as a line for the scorer.
    pub fn line(self, id: &str) -> Value {
        let text = match self.text {
            Some(text) => text,
            // One converter for all who give HTML: blocks become lines.
            None => Document::from(self.html.as_str())
                .formatted_text()
                .to_string(),
        };
        json!({
            "id": id,
            "text": text,
            "title": self.title,
            "byline": self.byline,
            "published": self.published,
            "image": self.image,
            "html": self.html,
            "paywalled": self.is_paywalled,
        })
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "all candidates are called alike, and ours never gives up"
)]
fn ours(page: &Page) -> Option<Article> {
    let read = depesche_read::page(&page.bytes, &page.url, Some("text/html"));
    Some(Article {
        title: read.title,
        byline: read.byline,
        published: read.published.map(|at| at.to_string()).unwrap_or_default(),
        image: read.image,
        html: read.html.as_str().to_owned(),
        text: Some(read.text),
        is_paywalled: read.paywalled == Some(true),
    })
}

/// Reads a page that came from nowhere with ours; how many segments it found.
pub fn ours_alone(bytes: &[u8]) -> usize {
    let url = Url::parse("https://town.example/news/bridge").expect("it is an address");
    let page = depesche_read::page(bytes, &url, Some("text/html"));
    page.body.0.len()
}

fn trafilatura_balanced(page: &Page) -> Option<Article> {
    trafilatura(page, ExtractionFocus::Balanced)
}

fn trafilatura_precise(page: &Page) -> Option<Article> {
    trafilatura(page, ExtractionFocus::FavorPrecision)
}

fn trafilatura(page: &Page, focus: ExtractionFocus) -> Option<Article> {
    let mut options = Options::default()
        .with_fallback(true)
        .with_exclude_comments(true);
    options.focus = focus;
    options.original_url = Some(page.url.clone());
    let found = trafilatura::extract(&page.text, &options).ok()?;
    Some(Article {
        title: found.metadata.title,
        byline: found.metadata.author,
        published: found
            .metadata
            .date
            .map(|date| date.to_string())
            .unwrap_or_default(),
        image: found.metadata.image,
        html: found.content_html,
        ..Article::default()
    })
}

fn dom_smoothie(page: &Page) -> Option<Article> {
    let url = Some(page.url.as_str());
    let mut reading = dom_smoothie::Readability::new(page.text.as_str(), url, None).ok()?;
    let found = reading.parse().ok()?;
    Some(Article {
        title: found.title,
        byline: found.byline.unwrap_or_default(),
        published: found.published_time.unwrap_or_default(),
        image: found.image.unwrap_or_default(),
        html: found.content.to_string(),
        ..Article::default()
    })
}
