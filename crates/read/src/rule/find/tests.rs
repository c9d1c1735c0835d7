use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::Finder;
use crate::rule::parse::selector;
use crate::tokens::listen;
use crate::tree::{Growing, Tree};

const PAGE: &str = "<body class='page MD'><div id=top class='box a:b'><h1>t</h1><p n=1>x<p n=2 class=lead>y\
    <p n=3>z <a n=l href='https://shop.example/x.html' rel='nofollow sponsored' lang=de-AT>s</a></div>\
    <ul n=u><li n=i>1<li n=j class='ad x'>2<li n=k>3</ul><section n=s><div n=d><p n=4>q</div></section>";

fn tree(markup: &str) -> Tree {
    listen(markup, Growing::default()).0.finish().0
}

/// The marks (`n`) of what is found, or names where there is none.
fn check(text: &str, expected: &str) {
    let tree = tree(PAGE);
    let selector = selector(text).unwrap_or_else(|error| panic!("{error}"));
    let found = Finder::new(&tree).outermost(&[selector]);
    let marks = found.iter().map(|id| match tree.attribute(*id, "n") {
        "" => tree.name(*id).expect("an element").to_string(),
        mark => mark.to_owned(),
    });
    assert_eq!(marks.collect::<Vec<_>>().join(" "), expected, "{text}");
}

#[test]
fn elements_are_found_by_what_they_are() {
    check("h1", "h1");
    check("H1", "h1");
    check("*", "html");
    check(".lead", "2");
    check("p.lead", "2");
    check("li.ad.x", "j");
    check(".md", "");
    check("#top", "div");
    check(r".a\:b", "div");
    check(r"#\74 op", "div");
    check("h1, .lead ,li.x", "h1 2 j");
}

#[test]
fn elements_are_found_by_their_attributes() {
    check("[href]", "l");
    check("a[rel~=sponsored]", "l");
    check("a[rel='sponsored']", "");
    check("[lang|=de]", "l");
    check("[lang|=d]", "");
    check("[href^='https://shop.']", "l");
    check("[href$=\".html\"]", "l");
    check("a[ href *= shop ]", "l");
    check("[href*='SHOP']", "");
    check("[href*='SHOP' i]", "l");
    check("[href*='']", "");
    check("li[class]", "j");
}

#[test]
fn elements_are_found_by_what_stands_around_and_before_them() {
    check("body p", "1 2 3 4");
    check("div > p", "1 2 3 4");
    check("section > p", "");
    check("section p", "4");
    check("body > section>div p", "4");
    check("h1 + p", "1");
    check("h1 ~ p", "1 2 3");
    check("h1+p~p", "2 3");
    check("li ~ li.ad", "j");
    check("ul + section p", "4");
    check("p p", "");
}

#[test]
fn elements_are_found_by_their_place() {
    check("p:first-child", "4");
    check("p:first-of-type", "1 4");
    check("li:last-child", "k");
    check("li:nth-child(2)", "j");
    check("li:nth-child(odd)", "i k");
    check("li:nth-child(n+2)", "j k");
    check("li:nth-child(-n + 2)", "i j");
    check("p:nth-of-type(2)", "2");
    check("p:nth-last-of-type(1)", "3 4");
    check("div:only-child", "d");
    check("a:only-of-type", "l");
    check("li:not(:first-child)", "j k");
}

#[test]
fn elements_are_found_by_what_they_are_not_and_what_they_hold() {
    check("li:not(.ad)", "i k");
    check("p:not(.lead, [n='1'])", "3 4");
    check("p:is(.lead, [n='1'])", "1 2");
    check("p:has(a[href*=shop])", "3");
    check("body > :has(a)", "div");
    check("body > :has(> a)", "");
    check("body > div:has(h1):has(.lead) > p:has(a)", "3");
    check("ul:has(> .ad)", "u");
    check("div:not(#top)", "d");
}

#[test]
fn a_hostile_page_takes_no_longer_than_its_length() {
    let pages = [
        "<p>x".repeat(90_000),
        "<div>".repeat(100_000),
        (0..60_000).fold(String::new(), |all, n| format!("{all}<x-{n}>")),
    ];
    for page in pages {
        let tree = tree(&page);
        let began = Instant::now();
        for text in [
            "h6 ~ p + p",
            "div div div div div h6",
            "p:nth-last-of-type(2n+1)",
            "*:has(h6) p",
        ] {
            let selector = selector(text).expect("a selector");
            Finder::new(&tree).outermost(&[selector]);
        }
        // Twenty times what it takes on a slow machine, unoptimised; the square would be minutes.
        assert!(began.elapsed() < Duration::from_secs(20));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_selector_makes_it_panic(text in "(p|a|\\*|[.#]x|\\[n|=|'|\\]|:not|:has|:is|:nth-child|:only-child|\\(|\\)|2n\\+1| |>|~|\\+|,|\\\\|ä){0,12}") {
        if let Ok(selector) = selector(&text) {
            Finder::new(&tree(PAGE)).outermost(&[selector]);
        }
    }
}
