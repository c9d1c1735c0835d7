use proptest::prelude::*;
use url::Url;

use super::{Candidate, Origin, discover, links, of_site, ranked, well_known, without_twins};

fn at(url: &str) -> Url {
    Url::parse(url).expect("a URL")
}

fn told(found: Vec<Candidate>) -> Vec<String> {
    let told = |found: Candidate| format!("{} {}", found.url, found.title).trim().to_owned();
    found.into_iter().map(told).collect()
}

fn check(html: &str, expected: &[&str]) {
    let found = discover(html.as_bytes(), &at("https://town.example/news/"));
    assert_eq!(told(found), expected, "{html}");
}

fn check_header(header: &str, expected: &[&str]) {
    let found = links(header, &at("https://town.example/news/"));
    let told = |link: &super::Link| {
        format!(
            "{} {} {} {}",
            link.url,
            link.rels.join("+"),
            link.media_type,
            link.title
        )
    };
    let found: Vec<_> = found.iter().map(told).collect();
    let found: Vec<_> = found.iter().map(|told| told.trim()).collect();
    assert_eq!(found, expected, "{header}");
}

#[test]
fn the_head_names_feeds() {
    check(
        "<link rel='alternate' type='application/rss+xml' title='News &amp; more' href='/rss'>\
         <LINK REL=\"feed ALTERNATE\" TYPE=\"application/atom+xml; charset=utf-8\" HREF=a.xml>\
         <link rel=alternate type=application/rss+xml href='https://town.example/rss#x'>",
        &[
            "https://town.example/rss News & more",
            "https://town.example/news/a.xml",
        ],
    );
}

#[test]
fn feeds_are_known_by_many_types_and_some_without() {
    for link in [
        "rel=alternate type=text/rss",
        "rel=alternate type=application/x.atom+xml",
        "rel=alternate type=application/feed+json",
        "rel=alternate type=application/json",
        "rel=alternate type=text/xml",
        "rel=feed",
        "rel=alternate",
        "type=application/rss+xml",
        "rel=alternative type=application/atom+xml",
    ] {
        check(
            &format!("<link {link} href=/feed>"),
            &["https://town.example/feed"],
        );
    }
    for link in [
        "rel=stylesheet type=text/css",
        "rel=alternate hreflang=de",
        "rel=alternate type=text/html",
        "rel=alternate type=application/json+oembed",
        "rel=EditURI type=application/rsd+xml",
        "rel=meta type=application/rdf+xml",
        "rel=service.post type=application/atom+xml",
        "type=application/json",
    ] {
        check(&format!("<link {link} href=/feed>"), &[]);
    }
}

#[test]
fn the_pages_own_base_is_heeded() {
    check(
        "<base href='https://cdn.example/x/'><base href='https://other.example/'>\
         <link rel=alternate type=application/feed+json href=f>",
        &["https://cdn.example/x/f"],
    );
}

#[test]
fn comments_come_last_and_what_is_no_feed_not_at_all() {
    check(
        "<link rel=alternate type=application/rss+xml title='Comments' href=c>\
         <link rel=replies type=application/atom+xml href=r>\
         <link rel=alternate type=application/rss+xml href=n>\
         <link rel=alternate type=application/json href=/wp-json/posts/1>\
         <!-- <link rel=alternate type=application/rss+xml href=old> -->\
         <script>'<link rel=alternate type=application/rss+xml href=script>'</script>\
         <link rel=alternate type=application/rss+xml href='javascript:alert(1)'>",
        &[
            "https://town.example/news/n",
            "https://town.example/news/c Comments",
            "https://town.example/news/r Comments",
        ],
    );
}

#[test]
fn links_of_the_text_may_be_feeds() {
    check(
        "<a href='/subscribe'>RSS</a> <a href='/feed/'>Our feed</a> <a href='/?feed=rss2'>R</a>\
         <a href='/feedback'>no</a> <a href='feed://town.example/x'><img alt=x></a>\
         <a rel=alternate type=application/rss+xml href=/y>Y</a><a href='/rss.png'>RSS</a>\
         <a href='https://feedly.com/i/feed/https://town.example/rss.xml'>Feedly</a>",
        &[
            "https://town.example/feed/ Our feed",
            "https://town.example/?feed=rss2 R",
            "https://town.example/x",
            "https://town.example/y",
        ],
    );
    check(
        "<a href='/subscribe'>Our RSS</a><a class='icon rss' href='/y'><img></a><a href=/z>Z</a>",
        &[
            "https://town.example/subscribe Our RSS",
            "https://town.example/y",
        ],
    );
}

#[test]
fn a_channel_is_found_behind_its_nickname() {
    let page = at("https://www.youtube.com/@tide");
    let feed = "https://www.youtube.com/feeds/videos.xml?channel_id=UC0123456789012345678901";
    for html in [
        "<meta itemprop=channelId content=UC0123456789012345678901>",
        "<link rel=canonical href='https://www.youtube.com/channel/UC0123456789012345678901'>",
    ] {
        let found = discover(html.as_bytes(), &page);
        assert_eq!(found.len(), 1, "{html}");
        assert_eq!(found[0].url.as_str(), feed);
        assert_eq!(found[0].origin, Origin::Site);
    }
    check(
        "<meta itemprop=channelId content=UC0123456789012345678901>",
        &[],
    );
}

#[test]
fn software_that_names_itself_shows_where_to_look() {
    check(
        "<meta name=generator content='Hugo 0.140'>",
        &["https://town.example/index.xml"],
    );
}

#[test]
fn a_header_names_feeds_hubs_and_the_page_itself() {
    check_header(
        "<https://hub.example/>; rel=hub, </news/feed>; rel=\"self\"; type=\"application/atom+xml\",\
         <a>;rel=\"ALTERNATE feed\";type=\"application/rss+xml; charset=utf-8\";title=\"A, \\\"b\\\"; c\"",
        &[
            "https://hub.example/ hub",
            "https://town.example/news/feed self application/atom+xml",
            "https://town.example/news/a alternate+feed application/rss+xml A, \"b\"; c",
        ],
    );
    let found = links(
        "</f>; rel=alternate; type=application/rss+xml",
        &at("http://a.example"),
    );
    let feed = found[0].clone().feed().expect("a feed");
    assert_eq!(feed.origin, Origin::Header);
    assert!(found[0].is("alternate") && !found[0].is("hub"));
    let hub = links("</f>; rel=hub", &at("http://a.example"));
    assert_eq!(hub[0].clone().feed(), None);
}

#[test]
fn what_is_odd_in_a_header_is_heeded_or_left_out() {
    check_header(
        "<x>; title*=UTF-8'de'Br%C3%BCcke+; title=B; rel=next",
        &["https://town.example/news/x next  Brücke+"],
    );
    check_header(
        "<x>; rel=hub; anchor=\"/other\", <y>; rel=hub; rel=self",
        &["https://town.example/news/y hub"],
    );
    check_header(
        "<x> rel=hub, <y>;;rel , <z>;rel",
        &[
            "https://town.example/news/x",
            "https://town.example/news/y",
            "https://town.example/news/z",
        ],
    );
    check_header("<javascript:x>; rel=hub, <>; rel=hub, <y", &[]);
    assert_eq!(
        links(&"<a>;rel=hub,".repeat(10_000), &at("https://town.example/")).len(),
        64
    );
}

#[test]
fn the_usual_places_are_each_named_once() {
    let places = well_known(&at("https://town.example/?x=1#y"));
    let mut once = places.clone();
    once.dedup();
    assert_eq!(places.len(), once.len());
    assert_eq!(places[0].as_str(), "https://town.example/feed");
    assert!(places.contains(&at("https://town.example/?feed=rss2")));
    for (page, first) in [
        (
            "https://town.example/blog",
            "https://town.example/blog/feed",
        ),
        (
            "https://town.example/en/news/",
            "https://town.example/en/news/feed",
        ),
        (
            "https://town.example/blog/index.html",
            "https://town.example/blog/feed",
        ),
        (
            "https://town.example/blog/2026/02/bridge-closed",
            "https://town.example/blog/feed",
        ),
        (
            "https://town.example/bridge-closed/",
            "https://town.example/feed",
        ),
        (
            "https://town.example/2026/02/bridge",
            "https://town.example/feed",
        ),
    ] {
        assert_eq!(well_known(&at(page))[0].as_str(), first, "{page}");
    }
}

#[test]
fn candidates_are_ranked_by_where_they_come_from() {
    let of = |url: &str, title: &str, origin| Candidate {
        title: title.to_owned(),
        url: at(url),
        media_type: String::new(),
        origin,
    };
    let found = ranked(vec![
        of("http://www.town.example/feed/", "", Origin::WellKnown),
        of(
            "https://town.example/kommentare",
            "Kommentare",
            Origin::Head,
        ),
        of("https://town.example/site", "", Origin::Site),
        of("https://town.example/feed", "News", Origin::Body),
        of("https://town.example/header", "", Origin::Header),
    ]);
    assert_eq!(
        told(found),
        [
            "https://town.example/header",
            "https://town.example/site",
            "https://town.example/feed News",
            "https://town.example/kommentare Kommentare",
        ]
    );
}

#[test]
fn one_feed_in_two_formats_is_one() {
    let link = |kind: &str, title: &str, href: &str| {
        format!("<link rel=alternate type='application/{kind}+xml' title='{title}' href='{href}'>")
    };
    let check = |links: &[String], expected: &[&str]| {
        let found = discover(links.concat().as_bytes(), &at("https://town.example/"));
        assert_eq!(told(without_twins(found)), expected);
    };
    check(
        &[
            link("rss", "News (RSS 2.0)", "/1"),
            link("atom", "News (Atom)", "/2"),
        ],
        &["https://town.example/2 News (Atom)"],
    );
    check(
        &[
            link("rss", "RSS", "/feed.xml"),
            link("atom", "Atom", "/atom.xml"),
        ],
        &["https://town.example/atom.xml Atom"],
    );
    check(
        &[link("rss", "News", "/1"), link("rss", "Sports", "/2")],
        &[
            "https://town.example/1 News",
            "https://town.example/2 Sports",
        ],
    );
    check(
        &[
            link("rss", "", "/news/feed"),
            link("rss", "", "/sports/feed"),
        ],
        &[
            "https://town.example/news/feed",
            "https://town.example/sports/feed",
        ],
    );
}

#[test]
fn floods_are_cut() {
    let page = |link: &str| link.repeat(50_000);
    let found = discover(
        page("<link rel=feed href=/a><a href=/feed>").as_bytes(),
        &at("http://a.example"),
    );
    assert_eq!(found.len(), 2);
    let many = (0..5_000).fold(String::new(), |all, n| {
        format!("{all}<link rel=feed href=/{n}>")
    });
    assert_eq!(
        discover(many.as_bytes(), &at("http://a.example")).len(),
        super::MAX_CANDIDATES
    );
    let long = format!("<link rel=feed href='/{}'>", "a".repeat(3_000));
    assert_eq!(discover(long.as_bytes(), &at("http://a.example")), []);
}

proptest! {
    #[test]
    fn no_page_makes_it_panic(html in "(<|>|/|\"|'|=|&|;|link|base|href|rel|alternate|meta|generator|script|ä| |a){0,60}") {
        without_twins(discover(html.as_bytes(), &at("https://town.example/")));
    }

    #[test]
    fn no_header_makes_it_panic(header in "(<|>|/|\"|'|=|;|,|\\\\|rel|title\\*|UTF-8''|%C3|%|hub|ä| |a){0,60}") {
        links(&header, &at("https://town.example/"));
    }

    #[test]
    fn no_address_makes_it_panic(host in "(youtube\\.com|github\\.com|a\\.wordpress\\.com|town\\.example)", path in "(/|@|c|r|commits|%|\\?|list=|&|ä|\\.|x){0,20}") {
        if let Ok(url) = Url::parse(&format!("https://{host}/{path}")) {
            of_site(&url);
            prop_assert!(well_known(&url).len() <= 20);
        }
    }
}
