//! Whole pages, and what is understood of them.

use depesche_model::Lang;
use html5ever::LocalName;
use html5ever::tokenizer::Tag;
use proptest::prelude::*;
use url::Url;

use super::{Ear, Fact, Hints, Kind, facts, told};
use crate::elements::{Raw, raw};
use crate::page::Page;
use crate::tokens::{Listener, listen};

fn hinted(html: &str, hints: Hints) -> Page {
    let url = Url::parse("https://post.example/news/bridge").expect("a URL");
    let said = listen(html, Listening(Ear::default())).0.0.finish();
    let page = Page {
        url: url.to_string(),
        ..Page::default()
    };
    told(
        &said,
        facts(&said, hints, &url),
        hints,
        &said.base(&url),
        page,
    )
}

struct Listening(Ear);

impl Listener for Listening {
    fn text(&mut self, text: &str) {
        self.0.text(text);
    }

    fn start(&mut self, tag: &Tag) -> Option<Raw> {
        self.0.start(tag);
        raw(&tag.name)
    }

    fn end(&mut self, name: &LocalName) {
        self.0.end(name);
    }
}

fn check(html: &str) -> Page {
    hinted(html, Hints::default())
}

fn data(json: &str) -> String {
    format!("<script type=application/ld+json>{json}</script>")
}

fn licensed(html: &str) -> String {
    check(html).license
}

#[test]
fn an_article_is_told_from_others_on_its_page() {
    let page = check(&format!(
        "<title>Bridge closed</title>{}",
        data(
            r#"[{"@type":"NewsArticle","headline":"Another","author":"Jon Reed"},
            {"@type":"VideoObject","name":"Bridge closed","uploadDate":"2020-01-01"},
            {"@type":"NewsArticle","headline":"Bridge closed","author":{"name":"Mara Quill"},
             "articleSection":["Harbour"],"wordCount":"320","isBasedOn":"https://a.example/b"}]"#
        )
    ));
    assert_eq!(
        (page.title.as_str(), page.byline.as_str()),
        ("Bridge closed", "Mara Quill")
    );
    assert_eq!((page.section.as_str(), page.words), ("Harbour", Some(320)));
    assert_eq!(page.kind, Some(Kind::Article));
    assert_eq!(page.based_on, ["https://a.example/b"]);
}

#[test]
fn what_readers_see_will_do() {
    let page = check(
        "<title>Bridge closed - Harbour Post</title><nav><span class=author>Ada Line</span></nav>\
         <h1>Bridge closed</h1><p class=article-byline>Von <a href=/m>Mara Quill</a> und <a>Jon \
         Reed</a><div>3. Mai 2024, 10:15 Uhr</div><figure><img src=/1.jpg width=800 height=600>\
         <figcaption>The bridge <span class=credit>Kim Sand</span></figcaption></figure><p>text",
    );
    assert_eq!(page.title, "Bridge closed");
    assert_eq!(page.authors, ["Mara Quill", "Jon Reed"]);
    assert_eq!(page.published, "2024-05-03T10:15:00Z".parse().ok());
    assert_eq!(page.image, "https://post.example/1.jpg");
    assert_eq!(
        page.picture.map(|picture| picture.credit).as_deref(),
        Some("Kim Sand")
    );
}

#[test]
fn comments_and_programmes_are_not_heard() {
    let page = check(
        "<h1>Bridge closed</h1><div class=byline><script>x</script>Mara Quill</div>\
         <div class=comments><div class=author>Tom Loud</div><time datetime=2025-01-01></time></div>",
    );
    assert_eq!(page.byline, "Mara Quill");
    assert_eq!(page.published, None);
}

#[test]
fn microdata_is_read() {
    let page = check(
        "<div itemscope><h1 itemprop=headline>Bridge closed</h1><span itemprop=author itemscope>\
         <b itemprop=name>Mara Quill</b><i itemprop=jobTitle>Editor</i></span>\
         <meta itemprop=isAccessibleForFree content=false>\
         <time itemprop=datePublished datetime=2024-05-03T10:00Z>Friday</time></div>",
    );
    assert_eq!(page.byline, "Mara Quill");
    assert_eq!(page.published, "2024-05-03T10:00:00Z".parse().ok());
    assert_eq!(page.paywalled, Some(true));
}

#[test]
fn the_largest_variation_of_the_picture_on_top_is_taken() {
    let image = r#"{"@type":"NewsArticle","image":[
        {"url":"/pics/bridge-300x200.jpg","width":300},{"url":"/pics/bridge-1200x800.jpg","width":1200}]}"#;
    let picture = |text: &str| check(&format!("{}<h1>a</h1>{text}", data(image))).image;
    assert_eq!(
        picture("<figure><img src=/pics/bridge-600x400.jpg></figure>"),
        "https://post.example/pics/bridge-1200x800.jpg"
    );
    assert_eq!(
        picture("<figure><img src=/pics/harbour.jpg></figure>"),
        "https://post.example/pics/harbour.jpg"
    );
    let logo = "<meta property=og:image content=/site-logo.png>";
    assert_eq!(check(logo).image, "");
}

#[test]
fn a_paywall_is_what_the_page_says() {
    let paid = |html: &str| check(html).paywalled;
    assert_eq!(
        paid("<meta property=article:content_tier content=locked>"),
        Some(true)
    );
    assert_eq!(
        paid("<meta property=article:content_tier content=free>"),
        Some(false)
    );
    let hidden = check("<div class=paywall-layer>");
    assert_eq!(hidden.paywalled, None);
    assert!(
        hidden
            .claims
            .iter()
            .any(|claim| claim.fact == Fact::Paywall)
    );
}

#[test]
fn a_note_that_rights_are_reserved_is_no_licence() {
    assert_eq!(
        licensed("<meta name=copyright content='Harbour Post, all rights reserved'>"),
        ""
    );
    assert_eq!(
        licensed("<meta name=dc.rights content='CC BY 4.0'>"),
        "CC BY 4.0"
    );
    assert_eq!(
        licensed("<a rel=license href=https://l.example/by>x</a>"),
        "https://l.example/by"
    );
}

#[test]
fn the_feed_decides_between_headlines() {
    let html = "<meta property=og:title content='Bridge shut: all you need to know'><h1>Bridge closed</h1>";
    let hints = Hints {
        title: "Bridge closed",
        ..Hints::default()
    };
    assert_eq!(hinted(html, hints).title, "Bridge closed");
    assert_eq!(check(html).title, "Bridge shut: all you need to know");
    for html in [
        "",
        "<meta property=og:title content='Bridge closed - Local news'>",
    ] {
        assert_eq!(hinted(html, hints).title, "Bridge closed");
    }
    let other = "<meta property=og:title content='Harbour bridge: closed again'>";
    assert_eq!(hinted(other, hints).title, "Harbour bridge: closed again");
}

#[test]
fn what_the_page_leaves_out_the_feed_says() {
    let language = Lang::parse("de");
    let hints = Hints {
        byline: "Mara Quill",
        language: language.as_ref(),
        ..Hints::default()
    };
    let page = hinted("<p>x</p>", hints);
    assert_eq!(page.byline, "Mara Quill");
    assert_eq!(page.language, language);
    let said = "<html lang=en><meta name=author content='Jon Reed'><p>x</p>";
    let page = hinted(said, hints);
    assert_eq!(page.byline, "Jon Reed");
    assert_eq!(page.language, Lang::parse("en"));
}

#[test]
fn much_of_everything_is_bounded() {
    let html = "<h1 class=author>a b c d</h1><meta name=author content='A B, C D, E F'>\
                <time class=date>3 May 2024</time><img src=/a.jpg>"
        .repeat(5_000);
    let objects = r#"{"@type":"Article","headline":"a b c d","author":"A B"},"#.repeat(5_000);
    let page = check(&format!("{html}{}", data(&format!("[{objects}"))));
    assert!(page.claims.len() < 60, "{}", page.claims.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_makes_it_panic(
        html in "(<h1>|</h1>|<p class=byline>|<div itemprop=author>|</div>|<a rel=author>|</a>|<time>|<figure>|<img src=/ä.jpg>|<figcaption>|</p>|<svg>|<title>|</title>|<aside>|By |ä|, | \\| |3 May 2024|<meta property=og:title content='a - b'>|Foto: ){0,40}",
    ) {
        check(&html);
    }
}
