//! Texts: sections, references, HTML that is escaped once, twice or not at all.

use crate::{check_entry, check_item, reading};

#[test]
fn a_text_is_what_its_pieces_say_together() {
    check_item(
        "<title>one <![CDATA[two & ]]>three<![CDATA[ <b>four</b>]]> &amp; five</title>",
        "title: one two & three <b>four</b> & five",
    );
    check_item("<title><![CDATA[a]]><![CDATA[b]]></title>", "title: ab");
    check_item(
        "<title><![CDATA[a]]]]><![CDATA[>b]]></title>",
        "title: a]]>b",
    );
    check_item("<title>a<!-- no -->b<?php no ?>c</title>", "title: abc");
    check_item(
        "<title><![CDATA[&amp; <!-- yes -->]]></title>",
        "title: &amp; <!-- yes -->",
    );
    check_item(
        "<title>\n  a\n</title><guid>\t g </guid>",
        "title: a, id: g",
    );
}

#[test]
fn sections_that_are_written_wrongly_are_sections() {
    check_item("<title><![cdata[a & b]]></title>", "title: a & b");
    check_item(
        "<title><![Cdata[a]]></title><description><![cdata[<p>x</p>]]></description>",
        "title: a, summary: <p>x</p>",
    );
    check_item("<title>a]]></title>", "title: a]]>");
    check_item("<title><![CDATA[a</title><guid>g</guid>", "title: a, id: g");
    check_item(
        "<description><![CDATA[<p>a</p><p>b</description><guid>g</guid>",
        "id: g, summary: <p>a<p>b",
    );
}

#[test]
fn bare_ampersands_and_angles_mean_themselves() {
    check_item("<title>a & b && c &</title>", "title: a & b && c &");
    check_item("<title>AT&T; R&D &c. &</title>", "title: AT&T; R&D &c. &");
    check_item("<title>1 < 2 <3 << a<b</title>", "title: 1 < 2 <3 << a<b");
    check_item("<title>a > b</title>", "title: a > b");
    check_item(
        "<link>http://x.example/?a=1&b=2&copy=3&lt;</link>",
        "link: http://x.example/?a=1&b=2&copy=3<",
    );
}

#[test]
fn references_by_name_and_number_are_resolved_once() {
    check_item(
        "<title>&eacute;&hellip;&nbsp;&mdash;&euro;</title>",
        "title: é…\u{a0}—€",
    );
    check_item(
        "<title>&#233;&#xE9;&#XE9;&#8230;&#x1F600;</title>",
        "title: ééé…😀",
    );
    check_item("<title>it&#146;s &#147;x&#148;</title>", "title: it’s “x”");
    check_item("<title>&apos;&quot;&gt;</title>", "title: '\">");
    check_item(
        "<title>a&#0;b&#1;c&#xFFFF;&#xD800;&#99999999999;d</title>",
        "title: abc\u{ffff}d",
    );
    check_item(
        "<title>&amp;eacute; &amp;#8217; &amp;amp;</title>",
        "title: &eacute; &#8217; &amp;",
    );
    check_item(
        "<title>&unknown; &; &#; &#x;</title>",
        "title: &unknown; &; &#; &#x;",
    );
}

#[test]
fn naked_html_is_taken_as_it_stands() {
    check_item(
        "<title>The <em>title</em></title><guid>g</guid>",
        "title: The <em>title</em>, id: g",
    );
    check_item(
        "<description><p>one</p><p>two<br>three<hr/></description><guid>g</guid>",
        "id: g, summary: <p>one</p><p>two<br>three<hr/>",
    );
    check_item(
        "<description>one <b>two <i>three</b> four</i></description><guid>g</guid>",
        "id: g, summary: one <b>two <i>three</b> four</i>",
    );
    check_item(
        "<description><div><p>open</description><guid>g</guid>",
        "id: g, summary: <div><p>open",
    );
    check_item(
        "<content:encoded><P CLASS=a>x</P>&lt;b&gt;</content:encoded>",
        "content: <P CLASS=a>x</P>&lt;b&gt;",
    );
    check_entry(
        "<content type='html'><p>x</p> &amp; y</content><id>i</id>",
        "id: i, content: <p>x</p> &amp; y",
    );
}

#[test]
fn xhtml_needs_no_div_and_no_namespace() {
    check_entry(
        "<content type='xhtml'><p>x</p></content>",
        "content: <p>x</p>",
    );
    check_entry(
        "<content type='xhtml'><div>x &amp; <b>y</b></div></content>",
        "content: x &amp; <b>y</b>",
    );
    check_entry(
        "<content type='xhtml'>x <b>y</b></content>",
        "content: x <b>y</b>",
    );
    check_entry(
        "<content type='xhtml'><h:div>x <h:b>y</h:b></h:div></content>",
        "content: x <b>y</b>",
    );
    check_entry(
        "<content type='application/xhtml+xml'><div><p>open</div></content><id>i</id>",
        "id: i, content: <p>open",
    );
    check_entry(
        "<content type='xhtml'><div>open</content><id>i</id>",
        "id: i, content: <div>open",
    );
    check_entry(
        "<content type='xhtml'><div>&nbsp;&eacute;&lt;</div></content>",
        "content: &nbsp;&eacute;&lt;",
    );
    check_entry(
        "<content type='xhtml'><div><![CDATA[1 < 2 & 3]]></div></content>",
        "content: 1 &lt; 2 &amp; 3",
    );
}

#[test]
fn whether_a_text_is_html_is_known_or_guessed() {
    let is_html = |kind: &str, text: &str| {
        let feed = format!("<feed><entry><title type='{kind}'>{text}</title></entry></feed>");
        reading(&feed).entries[0].title.is_html()
    };
    assert!(!is_html("text", "&lt;b&gt;"));
    assert!(is_html("html", "x"));
    assert!(is_html("xhtml", "<div>x</div>"));
    assert!(!is_html("", "x &lt; y"));
    assert!(is_html("", "&lt;b&gt;x&lt;/b&gt;"));
    let rss = reading(
        "<rss><channel><item><title>Vec&lt;u8&gt; &amp; co</title><description>x</description></item></channel></rss>",
    );
    assert!(!rss.entries[0].title.is_html() && rss.entries[0].summary.is_html());
}

#[test]
fn what_was_encoded_or_escaped_too_often_is_readable() {
    check_item("<title>Gr&#195;&#188;&#195;&#159;e</title>", "title: Grüße");
    check_item("<title>GrÃ¼ÃŸe â€“ x</title>", "title: Grüße – x");
    check_item(
        "<link>http://x.example/?a=1&amp;amp;b=2</link>",
        "link: http://x.example/?a=1&b=2",
    );
    check_item(
        "<link><![CDATA[http://x.example/?a=1&amp;b=2]]></link>",
        "link: http://x.example/?a=1&b=2",
    );
}

#[test]
fn control_characters_are_left_out() {
    check_item(
        "<title>a\u{1}b\u{b}c\u{c}d\u{1f}e</title><link>http://x.example/\u{8}1</link>",
        "title: abcde, link: http://x.example/1",
    );
    check_item(
        "<title>\u{2028}a\u{200b}b\u{fffe}</title>",
        "title: a\u{200b}b\u{fffe}",
    );
}

#[test]
fn of_several_texts_none_is_lost() {
    check_item(
        "<description>short</description><content:encoded>long</content:encoded>",
        "summary: short, content: long",
    );
    check_item(
        "<content:encoded>long</content:encoded><description>short</description>",
        "summary: short, content: long",
    );
    check_item(
        "<description>first</description><description>the second, longer</description>",
        "summary: first, content: the second, longer",
    );
    check_item(
        "<content:encoded>short</content:encoded><content:encoded>longer</content:encoded>",
        "content: longer",
    );
    check_item(
        "<description>d</description><itunes:summary>i</itunes:summary>",
        "summary: d, content: i",
    );
    check_item("<itunes:subtitle>s</itunes:subtitle>", "summary: s");
    check_item(
        "<description/><itunes:summary>i</itunes:summary>",
        "summary: i",
    );
    check_entry(
        "<summary>s</summary><content>c</content>",
        "summary: s, content: c",
    );
}
