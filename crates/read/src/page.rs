//! The article behind a web page.
//!
//! What the page says of itself (title, dates, author, paywall) is read by `meta`, the article's text is
//! found by `text`; both listen to the page in one go, and what is found goes through
//! [`mod@crate::clean`] like any other markup.

mod hard;
mod meta;
mod ruled;
mod state;
mod text;

use depesche_feed::decode;
use depesche_model::picture::Lead;
use depesche_model::{Body, Html, Lang, Segment, SegmentKind, Sign};
use html5ever::LocalName;
use html5ever::tokenizer::Tag;
use jiff::Timestamp;
use serde::{Serialize, Serializer};
use url::Url;

use crate::clean::clean;
use crate::elements::Raw;
use crate::furniture::PageBlocks;
use crate::rule::Followed;
use crate::segment::segments;
use crate::tokens::{Listener, listen};
use crate::tree::Growing;
use hard::Seen;
pub use hard::{Obstacle, leads_away, was_cut_off};
use meta::Ear;
pub use meta::{Claim, Fact, Hints, Kind, Place};

/// The largest page that is read, in bytes; of a larger one the beginning.
pub const MAX_BYTES: usize = 8 << 20;

/// From how many characters on a text is an article's.
const ARTICLE_CHARS: usize = 200;

/// How much of the feed's text must stand in the page's, in percent; less is another text: a notice,
/// a list, the front page.
const LEAST_SHARED: usize = 30;

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
    pub authors: Vec<String>,
    /// What the page calls the part of its site that it stands in.
    pub section: String,
    /// What sort of piece it says it is.
    pub kind: Option<Kind>,
    /// The address of its shorter form for telephones, absolute; may be empty.
    pub amp: String,
    /// What it calls its own address, on whatever host; may be empty.
    pub original: String,
    /// How many words it says it has.
    pub words: Option<u32>,
    /// The addresses of what it says it is taken from.
    pub based_on: Vec<String>,
    /// Who on the page said what of it, also what was not believed.
    pub claims: Vec<Claim>,
    /// What stands where the article should be. Where it is a paywall the text is the article's free
    /// beginning, else there is none, or the one that the structured data give.
    pub obstacle: Option<Obstacle>,
    /// What it says of its terms.
    #[serde(skip)]
    pub signs: Vec<Sign>,
    /// The text in blocks, for the store.
    #[serde(skip)]
    pub body: Body,
    /// What became of its source's rules, where it has any.
    #[serde(skip)]
    pub rules: Option<Followed>,
    /// The picture that stands for it: the one that the page names, or the text's first.
    pub picture: Option<Lead>,
    /// Whether the text has what the feed has of it; `None`: the feed has a teaser, or nothing.
    #[serde(skip)]
    pub has_feed_text: Option<bool>,
    /// What it teaches of its source, where that is remembered ([`Hints::memory`]).
    #[serde(skip)]
    pub lesson: PageBlocks,
}

impl Page {
    /// How many words its text has; where words are not parted by spaces, two signs are taken for one.
    pub fn count_words(&self) -> u32 {
        text::words(&self.text)
    }
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

/// Like [`page`], where a feed has told of the article or its source is remembered.
pub fn page_of(bytes: &[u8], url: &Url, content_type: Option<&str>, hints: Hints) -> Page {
    let mut complaints = Vec::new();
    let decoded = decode(&bytes[..bytes.len().min(MAX_BYTES)], content_type);
    complaints.extend(decoded.complaint);
    // Decoding may make a page twice as large.
    let markup = &decoded.text[..decoded.text.floor_char_boundary(MAX_BYTES)];
    if bytes.len() > MAX_BYTES || markup.len() < decoded.text.len() {
        complaints.push(format!("only the first {} MiB were read", MAX_BYTES >> 20));
    }
    let (heard, length) = listen(markup, Heard::default());
    if length < markup.len() {
        complaints.push("a tag has too many attributes: what follows it was left out".to_owned());
    }
    let said = heard.ear.finish();
    if said.is_data_cut {
        complaints.push("the structured data are too large: their end was left out".to_owned());
    }
    let (mut tree, complaint) = heard.growing.finish();
    complaints.extend(complaint.map(str::to_owned));
    let base = said.base(url);
    let mut facts = meta::facts(&said, hints, url);
    let reading = ruled::Reading::new(facts.knowledge(hints), hints, &base);
    let ruled::Read {
        mut body,
        rules,
        lesson,
    } = reading.body(&mut tree, &mut complaints);
    let mut text = told_text(&body);
    let obstacle = hard::obstacle(&Seen {
        url,
        markup,
        tree: &tree,
        title: said.title(),
        headline: &facts.title,
        text: &text,
        is_piece: facts.is_piece(),
        is_paid: facts.is_paid == Some(true),
        has_paywall_element: said.has_paywall_element(),
        told_words: facts.words(),
        paid_parts: facts.paid_parts(),
    });
    complaints.extend(obstacle.map(|obstacle| obstacle.says().to_owned()));
    if obstacle.is_some_and(|obstacle| obstacle != Obstacle::Paywall) {
        (body, text) = (Body::default(), String::new());
    }
    if body.text().is_empty() && facts.body.is_empty() {
        facts.body = state::body(markup, &facts.description);
    }
    if body.text().is_empty() && facts.may_give_its_body(obstacle) {
        complaints.push("the text is the one that the structured data give".to_owned());
        body = segments(&clean(&facts.body, Some(&base)));
        text = told_text(&body);
    }
    if obstacle.is_none() {
        complain_of_emptiness(&text, &mut complaints);
    }
    let has_feed_text = (hints.text.len() > meta::TEASER_BYTES)
        .then(|| text::shared(hints.text, &text) >= LEAST_SHARED);
    if has_feed_text == Some(false) {
        complaints.push("the text has little of what the feed has".to_owned());
    }
    let page = Page {
        url: url.to_string(),
        html: body.html(),
        text,
        body,
        rules,
        obstacle,
        complaints,
        has_feed_text,
        lesson,
        ..Page::default()
    };
    meta::told(&said, facts, hints, &base, page)
}

/// What is heard of a page in one go: what it says of itself, and its tree.
#[derive(Default)]
struct Heard {
    ear: Ear,
    growing: Growing,
}

impl Listener for Heard {
    fn text(&mut self, text: &str) {
        self.ear.text(text);
        self.growing.text(text);
    }

    fn start(&mut self, tag: &Tag) -> Option<Raw> {
        self.ear.start(tag);
        self.growing.start(tag)
    }

    fn end(&mut self, name: &LocalName) {
        self.ear.end(name);
        self.growing.end(name);
    }

    fn is_deaf(&self) -> bool {
        self.ear.is_deaf() && self.growing.is_deaf()
    }
}

/// The numbers of a page's blocks, from which the model that finds texts is learned: the text of
/// each block, its numbers, and the numbers of what it stands in.
#[doc(hidden)]
pub fn numbers(bytes: &[u8], url: &Url) -> (Vec<String>, Vec<(String, Vec<f32>)>) {
    let decoded = decode(&bytes[..bytes.len().min(MAX_BYTES)], None);
    let (heard, _) = listen(&decoded.text, Heard::default());
    let facts = meta::facts(&heard.ear.finish(), Hints::default(), url);
    text::numbers(
        &heard.growing.finish().0,
        &facts.knowledge(Hints::default()),
    )
}

/// The text without the captions of its pictures; posts from elsewhere are part of it.
pub(crate) fn told_text(body: &Body) -> String {
    let is_picture = |segment: &&Segment| {
        segment.kind == SegmentKind::Figure && !segment.html.as_str().starts_with("<figure class")
    };
    let told = body.0.iter().filter(|segment| !is_picture(segment));
    Body(told.cloned().collect()).text()
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

    use super::{Hints, Page, page, page_of};

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
        for html in ["", "<html><body></body></html>"] {
            assert_eq!(
                read(html).complaints,
                ["no article was found on the page"],
                "{html}"
            );
        }
    }

    #[test]
    fn a_page_without_the_feeds_text_says_so() {
        let known = |text: &str| {
            let url = Url::parse("https://town.example/news/bridge").expect("a URL");
            let hints = Hints {
                text,
                ..Hints::default()
            };
            let html = format!("<article><h1>Bridge closed</h1>{}</article>", paragraphs());
            page_of(html.as_bytes(), &url, None, hints).has_feed_text
        };
        let other =
            "The ferry sails twice a day from now on, and in the summer it sails four times. ";
        assert_eq!(known(&paragraphs().replace("<p>", "")), Some(true));
        assert_eq!(known(&other.repeat(10)), Some(false));
        assert_eq!(known(other), None);
    }

    #[test]
    fn deep_and_broad_pages_are_read() {
        let deep = format!("{}{}", "<div>".repeat(50_000), paragraphs());
        let page = read(&deep);
        assert!(page.text.starts_with("The bridge"), "{}", page.text);
        assert!(
            page.complaints[0].contains("nested"),
            "{:?}",
            page.complaints
        );
        let attributes = (0..20_000).fold(String::new(), |all, n| format!("{all} a{n}=1"));
        assert!(read(&format!("<p{attributes}>x")).complaints[0].contains("attributes"));
    }

    #[test]
    fn a_page_without_a_text_has_that_of_its_structured_data() {
        let body = "The bridge by the harbour stays closed until Friday, as the town said.";
        let page = read(&format!(
            "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"Bridge\",\
             \"articleBody\":\"{body}\"}}</script><div id=app></div>"
        ));
        assert_eq!(page.text.trim(), body);
        assert!(
            page.complaints[1].contains("structured data"),
            "{:?}",
            page.complaints
        );
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
            "amp authors based_on byline canonical claims complaints html image kind language license modified obstacle original paywalled picture published section site_name text title url words"
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
