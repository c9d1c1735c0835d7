//! What cleaning keeps, and how.

mod embeds;

use proptest::prelude::*;
use url::Url;

use super::{clean, clean_part, plain};

fn base() -> Url {
    Url::parse("https://town.example/news/1").expect("a URL")
}

fn check(markup: &str, expected: &str) {
    assert_eq!(clean(markup, Some(&base())).as_str(), expected, "{markup}");
}

#[test]
fn texts_stay_in_blocks() {
    check("plain & simple", "<p>plain &amp; simple</p>");
    check("a \u{7f} b\u{1}\tc", "<p>a b c</p>");
    check(
        "<p>One<p>Two <b>bold</b> word",
        "<p>One</p><p>Two <b>bold</b> word</p>",
    );
    check(
        "<div><div>One</div>two<div>three</div></div>",
        "<p>One</p><p>two</p><p>three</p>",
    );
    check("one<br><br>two<br>three", "<p>one</p><p>two<br>three</p>");
    check(
        "<h2>Head</h2>text<ul><li>a<li><p>b</p><p>c</p></ul>",
        "<h2>Head</h2><p>text</p><ul><li>a</li><li>b<br>c</li></ul>",
    );
    check("<b><p>x</p><p>y</p></b>", "<p><b>x</b></p><p><b>y</b></p>");
    check(
        "<pre>\n\n  a\n   b <i>c</i></pre>",
        "<pre>  a\n   b <i>c</i></pre>",
    );
}

#[test]
fn tables_and_figures_keep_their_shape() {
    check(
        "<table class=x><caption>C</caption><tr><th colspan=2>H<td>a<div>b</div><tr><td>d</table>",
        "<table><caption>C</caption><tbody><tr><th colspan=\"2\">H</th><td>a<br>b</td></tr><tr><td>d</td></tr></tbody></table>",
    );
    check(
        "<figure><img src=/p.jpg alt=P><figcaption>What <i>it</i> shows</figcaption></figure>",
        "<figure><img src=\"media:https://town.example/p.jpg\" alt=\"P\"><figcaption>What <i>it</i> shows</figcaption></figure>",
    );
    check(
        "<dl><dt>T<dd>D<dd><ul><li>x</ul></dl>",
        "<dl><dt>T</dt><dd>D</dd><dd><ul><li>x</li></ul></dd></dl>",
    );
}

#[test]
fn what_shows_nothing_goes() {
    check(
        "<p>&nbsp;</p><p><img width=1 height=1 src='https://t.example/p.gif'></p><b></b>",
        "",
    );
    check(
        "<a href='/x'><img src='data:,a'></a><ul><li></li></ul><hr>",
        "",
    );
    check(
        "<p>a<img src=/x.svg> b<img class=emoji src=/b.png></p>",
        "<p>a b</p>",
    );
}

#[test]
fn links_are_absolute_and_harmless() {
    check(
        "<a href='/a?b=1&c=\"2' target=_blank onclick=x>l</a>",
        "<p><a href=\"https://town.example/a?b=1&amp;c=%222\" rel=\"nofollow noopener\">l</a></p>",
    );
    check(
        "<a href='javascript:alert(1)'>l</a> <a href=' data:text/html,x'>m</a>",
        "<p>l m</p>",
    );
    check(
        "<a href=https://a.example/>a <a href=https://b.example/>b</a></a>",
        "<p><a href=\"https://a.example/\" rel=\"nofollow noopener\">a b</a></p>",
    );
    assert_eq!(clean("<a href=x>l</a>", None).as_str(), "<p>l</p>");
}

#[test]
fn tables_that_only_arrange_go() {
    check(
        "<table><tr><td><p>a</p><table><tr><td>b<td>c<tr><td><td>d</table><tr><td>e</table>",
        "<p>a</p><table><tbody><tr><td>b</td><td>c</td></tr><tr><td></td><td>d</td></tr></tbody></table><p>e</p>",
    );
    check(
        "<table role=presentation><tr><td>a<td>b</table><table><tr><td><img src=/a.jpg><td>c</table>",
        "<p>a</p><p>b</p><figure><img src=\"media:https://town.example/a.jpg\" alt=\"\"></figure><p>c</p>",
    );
    check(
        "<table><tr><th><th>A<th>B<tr><td>x<td><td></td></tr><tr><td><td></tr></table>",
        "<table><tbody><tr><th></th><th>A</th><th>B</th></tr><tr><td>x</td><td></td><td></td></tr></tbody></table>",
    );
    check("<table><tr><td>a", "<p>a</p>");
    check("<table><tr><caption>a", "<p>a</p>");
    check(
        "<table><caption>a<ul><li>b<tr><td>c<td>d",
        "<table><caption>a<br>b</caption><tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
    );
    check("<pre>a<br>\u{1}</pre>", "<pre>a</pre>");
}

#[test]
fn headings_begin_at_the_second_level_and_leave_none_out() {
    check(
        "<h1><b>A</b></h1><h4>B</h4><h6>C</h6><h4>D</h4><h1>E</h1>",
        "<h2>A</h2><h3>B</h3><h4>C</h4><h3>D</h3><h2>E</h2>",
    );
    check(
        "<h3>A</h3><h2>B</h2><h3>C</h3>",
        "<h2>A</h2><h2>B</h2><h3>C</h3>",
    );
    check(
        "<h1>A</h1><h2>B</h2><h3>C</h3><h4>D</h4><h5>E</h5><h6>F</h6>",
        "<h2>A</h2><h3>B</h3><h4>C</h4><h5>D</h5><h6>E</h6><h6>F</h6>",
    );
}

#[test]
fn a_part_keeps_the_levels_of_its_headings() {
    let part = "<blockquote><h4>A</h4><p>b</p></blockquote>";
    assert_eq!(clean_part(part).as_str(), part);
    assert_eq!(clean_part("<h3 onclick=x>A<script>").as_str(), "<h3>A</h3>");
}

#[test]
fn who_spoke_belongs_to_the_quotation() {
    for name in [
        "~Altman",
        "— Mara Quill",
        "– Mara Quill, mayor",
        "- <a>M. Quill</a>",
    ] {
        check(
            &format!("<blockquote>Ebb</blockquote><p>{name}</p><p>b"),
            &format!(
                "<blockquote><p>Ebb</p><p><cite>{}</cite></p></blockquote><p>b</p>",
                name.replace("<a>", "").replace("</a>", "")
            ),
        );
    }
    check(
        "<blockquote>a<blockquote>b</blockquote></blockquote>~M",
        "<blockquote><p>a</p><blockquote><p>b</p><p><cite>~M</cite></p></blockquote></blockquote>",
    );
    for words in [
        "— and then it rained",
        "— Yes, she said.",
        "Mara Quill",
        "- Advertisement -",
    ] {
        check(
            &format!("<blockquote>Ebb</blockquote><p>{words}</p>"),
            &format!("<blockquote><p>Ebb</p></blockquote><p>{words}</p>"),
        );
    }
}

#[test]
fn footnotes_become_text_and_links_lose_their_tracking() {
    check(
        "<p>a<sup><a href='#fn1' id=r1>1</a></sup></p><ol><li id=fn1>b <a href='/news/1#r1'>↩</a></li></ol>",
        "<p>a<sup>1</sup></p><ol><li>b</li></ol>",
    );
    check(
        "<a href='/a?id=1&utm_source=x&wt_mc=y#z'>l</a> <time datetime='2026-11-23T10:00Z'>now</time>",
        "<p><a href=\"https://town.example/a?id=1#z\" rel=\"nofollow noopener\">l</a> <time datetime=\"2026-11-23T10:00Z\">now</time></p>",
    );
}

#[test]
fn elements_around_one_other_alone_go() {
    check(
        "<blockquote><blockquote><p>a</p></blockquote></blockquote><figure><table><tr><td>b<td>c</table></figure>",
        "<blockquote><p>a</p></blockquote><table><tbody><tr><td>b</td><td>c</td></tr></tbody></table>",
    );
    check(
        "<strong><b>a</b></strong> <em><i></i></em><blockquote>b<blockquote>c</blockquote></blockquote>",
        "<p><strong>a</strong></p><blockquote><p>b</p><blockquote><p>c</p></blockquote></blockquote>",
    );
}

#[test]
fn nothing_that_acts_survives() {
    check(
        "a<script>b</script><style>c</style><iframe>d</iframe><svg><a href=x>e</a></svg>f",
        "<p>af</p>",
    );
    check(
        "<svg><style><img src=x onerror=alert(1)></style></svg>ok",
        "<p>ok</p>",
    );
    check(
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<figure><img src=\"media:https://town.example/news/x\" alt=\"\"></figure><p>'&gt;</p>",
    );
    check(
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        "",
    );
    check(
        "<p id=x class=y style='color:red' onclick=z>t</p><textarea><b>u</textarea>",
        "<p>t</p>",
    );
    check(
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    );
}

#[test]
fn depth_and_floods_do_no_harm() {
    let deep = format!(
        "{}x{}",
        "<div><blockquote>".repeat(100_000),
        "</div>".repeat(100_000)
    );
    assert!(clean(&deep, None).as_str().len() < 2000);
    let links = format!(
        "<a href='https://e.example/{}'>{}",
        "x".repeat(2000),
        "<p>y".repeat(100_000)
    );
    assert!(clean(&links, None).as_str().len() < (4 << 20) + 10_000);
    let formats = "<b><i><u><a href=https://e.example/>x</p>".repeat(20_000);
    assert!(!clean(&formats, None).is_empty());
}

#[test]
fn titles_are_plain() {
    assert_eq!(
        plain("Tom &amp; <b>Jerry</b>\n  again<br>now"),
        "Tom & Jerry again now"
    );
    assert_eq!(plain("  a < b & c  "), "a < b & c");
    assert_eq!(plain("ab\u{202e}cd\u{0}"), "abcd");
    assert_eq!(plain(&"word ".repeat(1000)).chars().count(), 499);
    assert_eq!(plain("<script>x</script>y"), "y");
}

/// ammonia with the same list: it must find nothing to take away.
fn judge(markup: &str) -> String {
    let tags = "p h1 h2 h3 h4 h5 h6 pre blockquote figure figcaption caption ul ol li dl dt dd table \
        thead tbody tfoot tr td th img a b strong i em u s del ins sub sup small mark q cite abbr dfn \
        code kbd samp var time bdi br";
    ammonia::Builder::empty()
        .tags(tags.split_whitespace().collect())
        .tag_attributes(
            [
                ("a", ["href"].into()),
                ("img", ["src", "alt", "width", "height"].into()),
                ("td", ["colspan", "rowspan"].into()),
                ("th", ["colspan", "rowspan"].into()),
                ("figure", ["class", "data-kind"].into()),
                ("time", ["datetime"].into()),
            ]
            .into(),
        )
        .generic_attributes([].into())
        .url_schemes(["http", "https", "mailto", "media"].into())
        .link_rel(Some("nofollow noopener"))
        .clean(markup)
        .to_string()
        .replace("&nbsp;", "\u{a0}")
}

fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-c ]{0,4}",
        "</?(p|div|b|strong|i|a|ul|li|h1|h2|h3|h4|blockquote|figure|figcaption|pre|br|hr|dl|dt|dd|em|span)>",
        "</?(table|caption|thead|tbody|tr|td|th|script|style|svg|math|title|select|img|form|code|noscript)/?>",
        "<a href=\"(/x|https://e.example/\\?a&b&utm_x=1|javascript:x|mailto:a@e.example|#f|//e|https://x.com/m/status/1|\u{1}javascript:x)\"",
        "(&amp;|&lt;|&nbsp;|\u{7f}|&#0;|&#x202e;|&|<|>|\"|'|\n|\t|=|\u{a0}|<!--|-->|<!\\[CDATA\\[|\\]\\]>|ü|— M|~A|↩)",
        " (colspan=\"3\"|onclick=x|title='|style=\"x|role=presentation)",
        "<img src=(/x|/y.jpg|/y-9x9.jpg|'/x?a&b' alt='q\"&lt;p>'|javascript:x|media:https://e.example/ width=99 height=99|'media:javascript:x')/?>",
        "</?(picture|source srcset='/a 2x')>",
        "<iframe (src|data-src)=(/f|https://youtu.be/a1|'https://e.example/?x\"&y' title='T <b>&quot;'|javascript:x|//e)(>|/>|></iframe>)",
        "<(blockquote|div) class=(twitter-tweet|instagram-media|fb-post|mastodon-embed) (cite=https://e.example/@m/1)?>",
        "<(p|div|span|small) class=(x-caption|credit|wp-caption)>",
        "<figure class=\"?(embed|x)\"? data-kind=\"?(x|frame|y)\"?>",
        "<time datetime=(2026-11-23|'2026\"x')>",
        "<tr><td>(a|<b>c)?<td>(b|<img src=/z.jpg>)?(<td>)?",
        "<blockquote>a(</blockquote>)?</blockquote>(<p>)?[~—–-] ?M",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn cleaning_twice_changes_nothing(markup in markup()) {
        let once = clean(&markup, Some(&base()));
        prop_assert_eq!(clean(once.as_str(), Some(&base())), once);
    }

    #[test]
    fn ammonia_finds_nothing_to_take_away(markup in markup()) {
        let once = clean(&markup, Some(&base()));
        let bare = |markup: &str| markup.replace("&quot;", "\"");
        prop_assert_eq!(bare(&judge(once.as_str())), bare(once.as_str()));
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}") {
        clean(&text, None);
        plain(&text);
    }
}
