//! Addresses: relative ones, and what stands around them.

use crate::{check_entry, check_item, reading};

#[test]
fn links_are_relative_to_the_feed() {
    check_item("<link>/a</link>", "link: https://base.example/a");
    check_item("<link>a?b=1#c</link>", "link: https://base.example/a?b=1#c");
    check_item("<link>//x.example/a</link>", "link: https://x.example/a");
    check_item("<link>?p=1</link>", "link: https://base.example/feed?p=1");
    check_item(
        "<link>\n http://x.example/a\n </link>",
        "link: http://x.example/a",
    );
    check_item(
        "<link>http://x.example/\na</link>",
        "link: http://x.example/a",
    );
    check_item(
        "<link>http://x.example/ä b</link>",
        "link: http://x.example/ä b",
    );
    check_item(
        "<link>mailto:desk@x.example</link>",
        "link: mailto:desk@x.example",
    );
    check_item("<link></link>", "");
}

#[test]
fn everything_that_is_an_address_is_made_absolute() {
    let read = reading(
        "<rss version='2.0' xml:base='/top/'><channel><link>.</link><image><url>i.png</url></image><docs>x</docs>\
         <atom:link rel='self' href='s'/><atom:link rel='hub' href='h'/><atom:link rel='next' href='n'/>\
         <item xml:base='e/'><link>l</link><comments>c</comments><wfw:commentRss>r</wfw:commentRss>\
         <enclosure url='f.mp3'/><media:content url='m.png'/><media:thumbnail url='t.png'/><source url='o'>O</source>\
         <itunes:image href='p.png'/><podcast:transcript url='v.vtt'/><podcast:chapters url='c.json'/>\
         <description>&lt;a href=d&gt;x&lt;/a&gt;</description></item></channel></rss>",
    );
    let entry = &read.entries[0];
    let episode = entry.podcast.as_ref().expect("it is an episode");
    let top = |path: &str| format!("https://base.example/top/{path}");
    let own = |path: &str| format!("https://base.example/top/e/{path}");
    assert_eq!(
        [
            &read.link,
            &read.image,
            &read.self_link,
            &read.hubs[0],
            &read.next
        ],
        [&top(""), &top("i.png"), &top("s"), &top("h"), &top("n")]
    );
    assert_eq!(
        [
            &entry.link,
            &entry.comments,
            &entry.comments_feed,
            &entry.enclosures[0].url
        ],
        [&own("l"), &own("c"), &own("r"), &own("f.mp3")]
    );
    let media: Vec<_> = entry.media.iter().map(|media| media.url.clone()).collect();
    assert_eq!(media, [own("m.png"), own("t.png"), own("p.png")]);
    assert_eq!(
        entry.source.as_ref().map(|source| &source.feed),
        Some(&own("o"))
    );
    assert_eq!(
        [&episode.transcripts[0].url, &episode.chapters_link],
        [&own("v.vtt"), &own("c.json")]
    );
    assert_eq!(
        entry.summary.as_str(),
        format!("<a href=\"{}\">x</a>", own("d"))
    );
}

#[test]
fn html_is_relative_to_the_nearest_base() {
    let html = "&lt;img src='i.png'&gt;";
    check_entry(
        &format!("<content type='html'>{html}</content>"),
        "content: <img src='https://base.example/i.png'>",
    );
    check_entry(
        &format!("<link href='http://x.example/dir/page'/><content type='html'>{html}</content>"),
        "link: http://x.example/dir/page, content: <img src='http://x.example/dir/i.png'>",
    );
    check_entry(
        &format!("<content type='html'>{html}</content><link href='http://x.example/dir/page'/>"),
        "link: http://x.example/dir/page, content: <img src='http://x.example/dir/i.png'>",
    );
    check_entry(
        &format!(
            "<link href='http://x.example/dir/page'/><content type='html' xml:base='http://b.example/b/'>{html}</content>"
        ),
        "link: http://x.example/dir/page, content: <img src='http://b.example/b/i.png'>",
    );
    check_entry(
        &format!("<link href='mailto:desk@x.example'/><content type='html'>{html}</content>"),
        "link: mailto:desk@x.example, content: <img src='https://base.example/i.png'>",
    );
}

#[test]
fn each_attribute_of_html_is_made_absolute() {
    let check = |html: &str, expected: &str| {
        check_item(
            &format!("<description><![CDATA[{html}]]></description>"),
            &format!("summary: {expected}"),
        );
    };
    check(
        "<a href='/a'>x</a>",
        "<a href='https://base.example/a'>x</a>",
    );
    check(
        "<A HREF=a>x</A>",
        "<A HREF=\"https://base.example/a\">x</A>",
    );
    check(
        "<img src='a b.png'>",
        "<img src='https://base.example/a%20b.png'>",
    );
    check(
        "<video poster='p' src='v'>",
        "<video poster='https://base.example/p' src='https://base.example/v'>",
    );
    check(
        "<blockquote cite='q'>",
        "<blockquote cite='https://base.example/q'>",
    );
    check(
        "<img srcset='a 1x, /b 2x'>",
        "<img srcset='https://base.example/a 1x, https://base.example/b 2x'>",
    );
    check(
        "<a href='?a=1&amp;b=2'>x</a>",
        "<a href='https://base.example/feed?a=1&amp;b=2'>x</a>",
    );
    check(
        "<a href='#n'>x</a><a href='javascript:x'>y</a>",
        "<a href='#n'>x</a><a href='javascript:x'>y</a>",
    );
    check(
        "<a href>x</a><p title='src=x'>1 &lt; 2",
        "<a href>x</a><p title='src=x'>1 &lt; 2",
    );
    check(
        "<!-- <a href='a'> --><a href='a'>",
        "<!-- <a href='a'> --><a href='https://base.example/a'>",
    );
}

#[test]
fn an_id_is_never_changed() {
    check_item("<guid isPermaLink='false'>/a</guid>", "id: /a");
    check_item(
        "<guid isPermaLink='FALSE'>http://x.example/</guid>",
        "id: http://x.example/",
    );
    check_item(
        "<guid>http://x.example/</guid>",
        "link: http://x.example/, id: http://x.example/",
    );
    check_item("<guid>/a</guid>", "link: https://base.example/a, id: /a");
    check_item(
        "<guid>HTTP://X.example/%7e</guid><link>/l</link>",
        "link: https://base.example/l, id: HTTP://X.example/%7e",
    );
    check_item("<guid>urn:x</guid>", "id: urn:x");
    check_entry(
        "<id>http://x.example/</id><link href='/l'/>",
        "link: https://base.example/l, id: http://x.example/",
    );
    check_entry("<id xml:base='http://b.example/'>a</id>", "id: a");
}

#[test]
fn a_feed_without_an_address_is_read_as_it_is_written() {
    let feed = "<rss><channel><item><link>/a</link><description>&lt;a href='b'&gt;</description></item></channel></rss>";
    let read = depesche_feed::read(feed.as_bytes(), &depesche_feed::Hints::default());
    let entry = read.expect("a feed").entries.remove(0);
    assert_eq!((&*entry.link, &*entry.summary), ("/a", "<a href='b'>"));
}

#[test]
fn the_page_is_the_alternate_link_of_a_page() {
    check_entry(
        "<link rel='self' href='/s'/><link href='/a'/>",
        "link: https://base.example/a",
    );
    check_entry(
        "<link rel='alternate' type='text/html' href='/a'/><link rel='alternate' type='application/json' href='/j'/>",
        "link: https://base.example/a",
    );
    check_entry(
        "<link rel='enclosure' href='/e'/><link rel='related' href='/r'/><link rel='via' href='/v'/>",
        "",
    );
    check_item(
        "<atom:link rel='self' href='/s'/><link>/a</link>",
        "link: https://base.example/a",
    );
    check_item("<link href='/a'/>", "link: https://base.example/a");
    check_item(
        "<link>/a</link><guid>http://g.example/</guid>",
        "link: https://base.example/a, id: http://g.example/",
    );
}

#[test]
fn what_is_no_page_is_the_link_where_there_is_no_page() {
    check_entry(
        "<link rel='alternate' type='application/pdf' href='/a.pdf'/>",
        "link: https://base.example/a.pdf",
    );
    check_entry(
        "<link rel='alternate' type='application/pdf' href='/a.pdf'/><link href='/a'/>",
        "link: https://base.example/a",
    );
    check_entry(
        "<link href='/a'/><link rel='alternate' type='audio/mpeg' href='/a.mp3'/>",
        "link: https://base.example/a",
    );
}

#[test]
fn relations_and_types_are_taken_as_people_write_them() {
    for link in [
        "rel='ALTERNATE' type='TEXT/HTML'",
        "rel='alternate nofollow'",
        "rel='alternate' type='text/html; charset=utf-8'",
        "rel='http://www.iana.org/assignments/relation/alternate'",
        "rel='' type=''",
        "type=html",
    ] {
        check_entry(
            &format!("<link {link} href='/a'/>"),
            "link: https://base.example/a",
        );
    }
}
