//! Names: their case, their prefixes, their namespaces.

use depesche_feed::Format;

use crate::{check_item, check_titles, reading};

#[test]
fn the_case_of_names_does_not_matter() {
    let read = reading(
        "<RSS VERSION='2.0'><CHANNEL><TITLE>F</TITLE><ITEM><TITLE>a</TITLE><LINK>/x</LINK>\
         <PUBDATE>Tue, 03 Mar 2026 05:00:00 GMT</PUBDATE><DC:CREATOR>Mara Quill</DC:CREATOR>\
         <Content:Encoded>c</Content:Encoded></ITEM></CHANNEL></RSS>",
    );
    let entry = &read.entries[0];
    assert_eq!(
        (&*read.title, &*entry.title, &*entry.content),
        ("F", "a", "c")
    );
    assert_eq!(entry.authors, ["Mara Quill"]);
    assert!(entry.published.is_some());
    check_item("<Title>a</tItLe><gUID>g</Guid>", "title: a, id: g");
}

#[test]
fn a_prefix_stands_for_its_address() {
    let of = |declared: &str, element: &str| {
        let feed = format!(
            "<rss {declared}><channel><item><title>t</title>{element}</item></channel></rss>"
        );
        let entry = reading(&feed).entries.remove(0);
        (entry.authors.concat(), entry.content.into_string())
    };
    let (author, content) = (
        ("x".to_owned(), String::new()),
        (String::new(), "x".to_owned()),
    );
    assert_eq!(
        of(
            "xmlns:d='http://purl.org/dc/elements/1.1/'",
            "<d:creator>x</d:creator>"
        ),
        author
    );
    assert_eq!(
        of(
            "xmlns:d='HTTPS://PURL.ORG/dc/elements/1.1'",
            "<d:creator>x</d:creator>"
        ),
        author
    );
    assert_eq!(
        of(
            "xmlns:dc='http://purl.org/rss/1.0/modules/content/'",
            "<dc:encoded>x</dc:encoded>"
        ),
        content
    );
    assert_eq!(
        of(
            "",
            "<d:creator xmlns:d='http://purl.org/dc/elements/1.1/'>x</d:creator>"
        ),
        author
    );
    assert_eq!(
        of(
            "",
            "<creator xmlns='http://purl.org/dc/elements/1.1/'>x</creator>"
        ),
        author
    );
}

#[test]
fn a_prefix_without_its_address_stands_for_what_others_mean() {
    check_item(
        "<content:encoded>c</content:encoded><dc:title>t</dc:title>",
        "title: t, content: c",
    );
    check_item("<a:title>no</a:title><title>t</title>", "title: t");
    let odd = "<rss xmlns:dc='urn:nobody' xmlns:content=''><channel><item><content:encoded>c</content:encoded><dc:title>t</dc:title></item></channel></rss>";
    let entry = reading(odd).entries.remove(0);
    assert_eq!((&*entry.title, &*entry.content), ("t", "c"));
}

#[test]
fn no_namespace_hides_a_feed() {
    for address in [
        "",
        "http://www.w3.org/2005/Atom",
        "http://purl.org/rss/1.0/",
        "http://purl.org/dc/elements/1.1/",
        "http://www.w3.org/1999/xhtml",
        "http://search.yahoo.com/mrss/",
        "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://nobody.example/",
        " http://www.w3.org/2005/Atom ",
    ] {
        for (root, entry) in [("rss", "item"), ("feed", "entry"), ("RDF", "item")] {
            let feed = format!(
                "<{root} xmlns='{address}'><title>F</title><{entry}><title>a</title></{entry}></{root}>"
            );
            assert_eq!(&*reading(&feed).title, "F", "{feed}");
            check_titles(&feed, &["a"]);
        }
    }
}

#[test]
fn any_prefix_may_be_a_dialects_own() {
    check_titles(
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>x</a:title></a:entry></a:feed>",
        &["x"],
    );
    check_titles(
        "<atom:feed><atom:entry><atom:title>x</atom:title></atom:entry></atom:feed>",
        &["x"],
    );
    check_titles(
        "<rdf:RDF><rss:item xmlns:rss='http://purl.org/rss/1.0/'><rss:title>x</rss:title></rss:item></rdf:RDF>",
        &["x"],
    );
    check_titles(
        "<rdf:RDF xmlns='http://purl.org/rss/1.0/'><item><title>x</title></item></rdf:RDF>",
        &["x"],
    );
}

#[test]
fn a_namespace_ends_with_its_element() {
    check_titles(
        "<rss><channel><item><x xmlns='http://search.yahoo.com/mrss/'><title>no</title></x><title>a</title></item>\
         <item><title>b</title></item></channel></rss>",
        &["a", "b"],
    );
}

#[test]
fn the_dialect_is_named_by_what_it_says_of_itself() {
    let format = |feed: &str| reading(feed).format;
    assert_eq!(format("<rss><channel/></rss>"), Format::Rss20);
    assert_eq!(
        format("<rss version='2.01'><channel/></rss>"),
        Format::Rss20
    );
    assert_eq!(
        format("<rss version=' 0.91 '><channel/></rss>"),
        Format::Rss091
    );
    assert_eq!(
        format("<rss version='0.94'><channel/></rss>"),
        Format::Rss092
    );
    assert_eq!(
        format("<rdf:RDF xmlns='http://purl.org/rss/1.0/'/>"),
        Format::Rss10
    );
    assert_eq!(
        format("<rdf:RDF xmlns='http://my.netscape.com/rdf/simple/0.9/'/>"),
        Format::Rss090
    );
    assert_eq!(format("<feed/>"), Format::Atom10);
    assert_eq!(format("<feed version='0.3'/>"), Format::Atom03);
    assert_eq!(
        format("<feed xmlns='http://purl.org/atom/ns#'/>"),
        Format::Atom03
    );
    assert_eq!(
        format("<feed version='0.3' xmlns='http://www.w3.org/2005/Atom'/>"),
        Format::Atom10
    );
}
