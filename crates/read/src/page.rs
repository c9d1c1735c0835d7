//! The article behind a web page.
//!
//! For now the crate trafilatura finds the text, behind limits: on deep nesting it overflows the
//! stack, and tags with thousands of attributes cost it seconds. What the page says of itself (title,
//! dates, author, paywall) is read by `meta`.

mod meta;
mod pictures;
mod rewrite;

use depesche_feed::decode;
use depesche_model::picture::Lead;
use depesche_model::{Body, Html, Lang, Sign};
use jiff::Timestamp;
use serde::{Serialize, Serializer};
use trafilatura::Options;
use url::Url;

use crate::clean::{clean, html};
use crate::segment::segments;
pub use meta::{Claim, Fact, Hints, Kind, Place};

/// The largest page that is read, in bytes; of a larger one the beginning.
pub const MAX_BYTES: usize = 8 << 20;

/// From how many characters on a text is an article's.
const ARTICLE_CHARS: usize = 200;

/// An article as its page gives it. A text that the page does not give is empty.
///
/// Serialises as `depesche read page` prints it: times in unix seconds.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Page {
    /// Where it was fetched.
    pub url: String,
    /// What the page calls its own address, absolute, in its normal form; else `url`'s normal form.
    pub canonical: String,
    /// The headline, plain text.
    pub title: String,
    /// Who wrote it, plain text.
    pub byline: String,
    /// When it was published, as the page says; not yet believed (see [`crate::date::believed`]).
    #[serde(serialize_with = "unix_seconds")]
    pub published: Option<Timestamp>,
    /// When it was changed, as the page says; not yet believed.
    #[serde(serialize_with = "unix_seconds")]
    pub modified: Option<Timestamp>,
    /// The language it is written in.
    pub language: Option<Lang>,
    /// What the site calls itself.
    pub site_name: String,
    /// The picture that the page names for itself, absolute.
    pub image: String,
    /// The article's text, cleaned.
    pub html: Html,
    /// The same as plain text, a line for each block, without the captions of its pictures.
    pub text: String,
    /// The licence that the page declares, most often a URL.
    pub license: String,
    /// Whether the page says that one must pay to read it; `None`: it says nothing.
    pub paywalled: Option<bool>,
    /// What was wrong and what was left out, in words.
    pub complaints: Vec<String>,
    /// The names of those who wrote it.
    #[serde(skip)]
    pub authors: Vec<String>,
    /// What the page calls the part of its site that it stands in.
    #[serde(skip)]
    pub section: String,
    /// What sort of piece it says it is.
    #[serde(skip)]
    pub kind: Option<Kind>,
    /// The address of its shorter form for telephones, absolute; may be empty.
    #[serde(skip)]
    pub amp: String,
    /// How many words it says it has.
    #[serde(skip)]
    pub words: Option<u32>,
    /// The addresses of what it says it is taken from.
    #[serde(skip)]
    pub based_on: Vec<String>,
    /// Who on the page said what of it, also what was not believed.
    #[serde(skip)]
    pub claims: Vec<Claim>,
    /// What it says of its terms.
    #[serde(skip)]
    pub signs: Vec<Sign>,
    /// The text in blocks, for the store.
    #[serde(skip)]
    pub body: Body,
    /// The picture that stands for it: the one that the page names, or the text's first.
    #[serde(skip)]
    pub picture: Option<Lead>,
    /// Whether the article could not be told from the rest, and the text is all that is on the page.
    #[serde(skip)]
    pub is_whole_page: bool,
}

#[expect(clippy::ref_option, reason = "serde hands a field over by reference")]
fn unix_seconds<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
    at.map(Timestamp::as_second).serialize(serializer)
}

/// Reads the article of a web page that was fetched from `url`; `content_type` is the answer's.
///
/// Never fails. Where nothing is found the complaints say so.
pub fn page(bytes: &[u8], url: &Url, content_type: Option<&str>) -> Page {
    page_of(bytes, url, content_type, Hints::default())
}

/// Like [`page`], where a feed has told of the article.
pub fn page_of(bytes: &[u8], url: &Url, content_type: Option<&str>, hints: Hints) -> Page {
    let mut complaints = Vec::new();
    let decoded = decode(&bytes[..bytes.len().min(MAX_BYTES)], content_type);
    if bytes.len() > MAX_BYTES {
        complaints.push(format!("only the first {} MiB were read", MAX_BYTES >> 20));
    }
    complaints.extend(decoded.complaint);
    let (said, rewrite, length) = meta::read(&decoded.text);
    if length < decoded.text.len() {
        complaints.push("a tag has too many attributes: what follows it was left out".to_owned());
    }
    let base = said.base(url);
    let facts = meta::facts(&said, hints, url);
    let rewritten = rewrite.finish();
    let is_whole_page = rewritten.is_err();
    let (text, body) = match rewritten {
        Ok(page) => {
            let body = segments(&extracted(&page, url, &base));
            (body.text(), pictures::placed(body, &page, &base))
        }
        Err(what) => {
            complaints.push(format!("{what}: all text of the page was taken"));
            let body = segments(&clean(&decoded.text[..length], Some(&base)));
            (body.text(), body)
        }
    };
    complain_of_emptiness(&text, &mut complaints);
    let page = Page {
        url: url.to_string(),
        html: body.html(),
        text,
        body,
        is_whole_page,
        complaints,
        ..Page::default()
    };
    meta::told(&said, facts, hints, &base, page)
}

/// The article as trafilatura finds it.
fn extracted(text: &str, url: &Url, base: &Url) -> Html {
    let mut options = Options::default()
        .with_fallback(true)
        .with_links(true)
        .with_exclude_comments(true);
    options.original_url = Some(url.clone());
    // The crate has not panicked on any page so far, but it is large, and a stranger's page must not
    // take the pipeline with it. Nothing of it outlives the call.
    let found = std::panic::catch_unwind(|| trafilatura::extract(text, &options).ok());
    let found = found.ok().flatten().unwrap_or_default();
    clean(&found.content_html, Some(base))
}

fn complain_of_emptiness(text: &str, complaints: &mut Vec<String>) {
    let chars = text.chars().count();
    if chars == 0 {
        complaints.push("no article was found on the page".to_owned());
    } else if chars < ARTICLE_CHARS {
        complaints.push(format!(
            "the text has only {chars} characters: it may be a teaser"
        ));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::{Page, page};

    fn read(html: &str) -> Page {
        let url = Url::parse("https://town.example/news/bridge?utm_source=x").expect("a URL");
        page(html.as_bytes(), &url, Some("text/html"))
    }

    fn paragraphs() -> String {
        "<p>The bridge by the harbour stays closed until Friday, because the work on its bearings \
         takes longer than planned, as the town said on Monday. Pedestrians may still cross.</p>"
            .repeat(6)
    }

    #[test]
    fn an_article_is_read() {
        let page = read(&format!(
            "<html lang=en-GB><head><title>Bridge closed | Harbour Post</title>\
             <meta property=og:site_name content='Harbour Post'><meta name=author content='Mara Quill'>\
             <meta property=og:image content=/p.jpg><link rel=canonical href='/news/bridge'>\
             <meta property=article:published_time content=2026-02-28T10:00:00+01:00>\
             <script type='application/ld+json'>{{\"@graph\":[{{\"@type\":\"NewsArticle\",\"headline\":\
             \"Bridge &amp; harbour closed\",\"dateModified\":\"2026-02-28T12:00:00Z\",\"isAccessibleForFree\":\"False\",\
             \"license\":\"https://creativecommons.org/licenses/by/4.0/\"}}]}}</script></head>\
             <body><nav><a href=/>Home</a></nav><article><h1>Bridge closed</h1>{}</article>\
             <footer>Imprint</footer></body></html>",
            paragraphs()
        ));
        assert_eq!(page.title, "Bridge & harbour closed");
        assert_eq!(page.canonical, "https://town.example/news/bridge");
        assert_eq!(page.byline, "Mara Quill");
        assert_eq!(page.site_name, "Harbour Post");
        assert_eq!(
            page.published.map(|at| at.to_string()).as_deref(),
            Some("2026-02-28T09:00:00Z")
        );
        assert_eq!(
            page.modified.map(|at| at.to_string()).as_deref(),
            Some("2026-02-28T12:00:00Z")
        );
        assert_eq!(page.image, "https://town.example/p.jpg");
        assert_eq!(page.license, "https://creativecommons.org/licenses/by/4.0/");
        assert_eq!(page.paywalled, Some(true));
        assert_eq!(
            page.language.map(|lang| lang.to_string()).as_deref(),
            Some("en")
        );
        assert!(page.text.contains("takes longer than planned"));
        assert!(!page.text.contains("Imprint"), "{}", page.text);
        assert!(page.body.0.len() >= 6);
        assert_eq!(page.complaints, Vec::<String>::new());
    }

    #[test]
    fn an_empty_page_is_no_success() {
        for html in ["", "<html><body></body></html>", "<script>x</script>"] {
            assert_eq!(
                read(html).complaints,
                ["no article was found on the page"],
                "{html}"
            );
        }
    }

    #[test]
    fn deep_and_broad_pages_are_read_without_the_crate() {
        let deep = format!("{}deep", "<div>".repeat(50_000));
        let page = read(&deep);
        assert_eq!(page.text.trim(), "deep");
        assert!(
            page.complaints[0].contains("nested"),
            "{:?}",
            page.complaints
        );
        let attributes = (0..20_000).fold(String::new(), |all, n| format!("{all} a{n}=1"));
        assert!(read(&format!("<p{attributes}>x")).complaints[0].contains("attributes"));
    }

    #[test]
    fn a_page_does_not_take_a_strangers_address() {
        let page = read("<link rel=canonical href=https://other.example/x>");
        assert_eq!(page.canonical, "https://town.example/news/bridge");
    }

    #[test]
    fn it_prints_what_the_inspector_promises() {
        let json = serde_json::to_value(read("<p>x")).expect("it serialises");
        let mut keys: Vec<_> = json
            .as_object()
            .expect("an object")
            .keys()
            .map(String::as_str)
            .collect();
        keys.sort_unstable();
        assert_eq!(
            keys.join(" "),
            "byline canonical complaints html image language license modified paywalled published site_name text title url"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn no_bytes_make_it_panic(html in "(<|>|</|\"|'|=|html|meta|p|div|article|script|&|;|\\{|ä| |content|x){0,60}") {
            read(&html);
        }
    }
}
