//! Pages that are made to hurt, in full size: each is one way to make a reader slow, large or dead.

/// What bounds the size of a page: what is behind is not read.
const LARGE: usize = 8_000_000;

/// A page: what it does, and how it is made.
type Case = (&'static str, fn() -> String);

/// The page of this number, and what it does.
pub fn page(number: usize) -> Option<(&'static str, Vec<u8>)> {
    if let Some((name, make)) = PAGES.get(number) {
        return Some((name, make().into_bytes()));
    }
    let (name, make) = ENCODED.get(number - PAGES.len())?;
    Some((name, make()))
}

/// Pages that are larger once they are decoded.
const ENCODED: &[(&str, fn() -> Vec<u8>)] = &[
    ("8 MB of one byte that are two in UTF-8", || {
        let mut page = b"<meta charset=windows-1252><article><p>".to_vec();
        page.extend(b"\xe4\xf6 \xfc".repeat(LARGE / 4));
        page
    }),
    (
        "8 MB of paragraphs that are twice as large in UTF-8",
        || {
            let mut page = b"<meta charset=windows-1252><article>".to_vec();
            page.extend(
                [b"<p>".as_slice(), &b"\xe4\xf6 \xfc".repeat(100)]
                    .concat()
                    .repeat(LARGE / 403),
            );
            page
        },
    ),
    ("8 MB of UTF-16 that are 12 MB in UTF-8", || {
        let text = format!(
            "<article><p>{}",
            "\u{6e2f}\u{53e3}\u{6865}\u{3002}".repeat(LARGE / 8)
        );
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xff, 0xfe].into_iter().chain(units).collect()
    }),
];

const PAGES: &[Case] = &[
    // Depth.
    ("div, 50,000 deep", || deep("<div>", 50_000)),
    ("div, 1,600,000 deep", || deep("<div>", LARGE / 5)),
    ("div and text, 50,000 deep", || deep("<div>a word ", 50_000)),
    ("div, 500 deep, 200 times", || {
        article(&(nested("<div>", "</div>", 500) + "<p>word</p>").repeat(200))
    }),
    ("span, 50,000 deep", || deep("<span>", 50_000)),
    ("blockquote, 50,000 deep", || deep("<blockquote>", 50_000)),
    ("ul and li, 25,000 deep", || deep("<ul><li>", 25_000)),
    ("table, 10,000 deep", || deep("<table><tr><td>", 10_000)),
    ("section and article, 25,000 deep", || {
        deep("<section><article>", 25_000)
    }),
    ("template, 50,000 deep", || deep("<template>", 50_000)),
    ("svg, 50,000 deep", || deep("<svg>", 50_000)),
    ("svg and foreignObject, 20,000 deep", || {
        deep("<svg><foreignObject>", 20_000)
    }),
    ("math and mi, 25,000 deep", || deep("<math><mi>", 25_000)),
    ("noscript, 50,000 deep", || deep("<noscript>", 50_000)),
    ("select, 50,000 deep", || deep("<select>", 50_000)),
    ("figure, 50,000 deep", || deep("<figure>", 50_000)),
    ("quote of a post, 20,000 deep", || {
        deep("<blockquote class=twitter-tweet><p>", 20_000)
    }),
    // What a parser repairs.
    ("b that never closes, before 50,000 paragraphs", || {
        article(&"<b><p>word ".repeat(50_000))
    }),
    ("b with another attribute each, 50,000 never closed", || {
        article(&numbered(50_000, |number| format!("<b a{number}>word<p>")))
    }),
    ("a within a, 50,000 times", || {
        article(&numbered(50_000, |number| {
            format!("<a href=/{number}><p>word ")
        }))
    }),
    ("b and i that close crosswise, 50,000 times", || {
        article(&"<b>one<i>two</b>three</i>".repeat(50_000))
    }),
    ("formatting closed across blocks, 50,000 times", || {
        article(&"<b><em><i><div>word</b></em></i>".repeat(50_000))
    }),
    ("text in tables beside cells, 50,000 times", || {
        article(&"<table>word<tr>word".repeat(50_000))
    }),
    ("closing tags of nothing, 500,000", || {
        article(&"</div></p></b>".repeat(500_000 / 3))
    }),
    ("closing tags of paragraphs, 2,000,000", || {
        article(&"</p>".repeat(LARGE / 4))
    }),
    ("a paragraph in each heading, 50,000", || {
        article(&"<h2><p>word".repeat(50_000))
    }),
    ("body tags with attributes, 50,000", || {
        article(&numbered(50_000, |number| {
            format!("<body a{number}=1>word ")
        }))
    }),
    // Attributes.
    ("50,000 attributes", || {
        article(&format!(
            "<p{}>word",
            numbered(50_000, |number| format!(" a{number}=1"))
        ))
    }),
    ("400 attributes on 1,000 tags", || {
        let attributes = numbered(400, |number| format!(" a{number}=1"));
        article(&format!("<p{attributes}>word</p>").repeat(1_000))
    }),
    ("190 attributes on 10,000 tags", || {
        let attributes = numbered(190, |number| format!(" a{number}"));
        article(&format!("<p{attributes}>word</p>").repeat(10_000))
    }),
    ("190 attributes on 10,000 tags, each another", || {
        article(&numbered(10_000, |tag| {
            format!(
                "<i{}>word</i>",
                numbered(190, |number| format!(" {:x}", tag * 190 + number))
            )
        }))
    }),
    (
        "190 attributes on a b that never closes, 7,000 paragraphs",
        || {
            let attributes = numbered(190, |number| format!(" a{number}"));
            article(&format!(
                "<b{attributes}>{}",
                "<p>word<div>word</div>".repeat(7_000)
            ))
        },
    ),
    ("600,000 values of ten letters", || {
        let attributes = numbered(20, |number| format!(" a{number}='abcdefghij'"));
        article(&format!("<p{attributes}>word</p>").repeat(30_000))
    }),
    ("an attribute of 50 MB", || {
        article(&format!("<p title='{}'>word", "x".repeat(50_000_000)))
    }),
    ("an attribute of 7 MB", || {
        article(&format!("<p title='{}'>word", "x".repeat(7_000_000)))
    }),
    ("a million classes", || {
        article(&format!("<p class='{}'>word", "x ".repeat(1_000_000)))
    }),
    ("srcset of 200,000 pictures", || {
        let set = numbered(200_000, |number| format!("/p{number}.jpg {number}w, "));
        article(&format!("<img srcset='{set}'>"))
    }),
    ("srcset of a million commas", || {
        article(&format!("<img srcset='{}'>", ", ".repeat(1_000_000)))
    }),
    ("an address of 7 MB", || {
        article(&format!(
            "<a href='/{}'>word</a>",
            "x/../".repeat(1_400_000)
        ))
    }),
    ("styles of 7 MB", || {
        article(&format!("<p style='{}'>word", "a:b;".repeat(1_750_000)))
    }),
    // Breadth.
    ("100,000 paragraphs, all the same", || {
        article(&format!("<p>{SENTENCE}</p>").repeat(100_000))
    }),
    ("100,000 paragraphs, each another", || {
        article(&numbered(100_000, |number| {
            format!("<p>{number} words that say little, yet stand here</p>")
        }))
    }),
    ("20,000 paragraphs, 240 deep", || {
        article(&("<div class=a>".repeat(240) + &format!("<p>{SENTENCE}</p>").repeat(20_000)))
    }),
    ("20,000 items, 200 deep, each of another class", || {
        let items = numbered(20_000, |number| {
            format!("<p class='item {number}'>word {number}")
        });
        article(&("<section class=card>".repeat(200) + &items))
    }),
    ("7,000 classes of 1,000 letters", || {
        article(&numbered(7_000, |number| {
            format!("<p class='{number}{}'>word</p>", "-storybodyX".repeat(90))
        }))
    }),
    ("200,000 line breaks", || {
        article(&"word<br>".repeat(200_000))
    }),
    ("400,000 empty tags", || {
        article(&"<i></i><span></span>".repeat(200_000))
    }),
    ("100,000 links", || {
        article(&numbered(100_000, |number| {
            format!("<a href=/news/{number}>read more</a> ")
        }))
    }),
    ("100,000 list items with links", || {
        let items = numbered(100_000, |number| {
            format!("<li><a href=/{number}>word {number}</a>")
        });
        article(&format!("<ul>{items}</ul>"))
    }),
    ("60,000 figures", || {
        article(&numbered(60_000, |number| {
            format!(
                "<figure><img src=/{number}.jpg><figcaption>picture {number}</figcaption></figure>"
            )
        }))
    }),
    ("60,000 pictures with sources", || {
        article(&numbered(60_000, |number| {
            format!(
                "<picture><source srcset='/{number}.webp 2x'><img data-src=/{number}.jpg></picture>"
            )
        }))
    }),
    ("60,000 noscripts with a picture", || {
        article(&numbered(60_000, |number| {
            format!("<noscript><img src=/{number}.jpg></noscript>")
        }))
    }),
    ("60,000 frames", || {
        article(&numbered(60_000, |number| {
            format!("<iframe src=https://www.youtube.com/embed/{number}></iframe>")
        }))
    }),
    ("60,000 quotes of posts", || {
        article(
            &"<blockquote class=twitter-tweet><p>word</p>by <a href=/x>one</a></blockquote>"
                .repeat(60_000),
        )
    }),
    ("a table of 250,000 cells", || {
        article(&format!(
            "<table>{}</table>",
            format!("<tr>{}", "<td>1".repeat(500)).repeat(500)
        ))
    }),
    ("40,000 articles", || {
        (format!("<article><h2>Title</h2><p>{SENTENCE}</p></article>")).repeat(40_000)
    }),
    ("100,000 ids that are one", || {
        article(&"<p id=a>word</p><a href=#a>1</a>".repeat(100_000))
    }),
    ("80,000 footnotes", || {
        article(&numbered(80_000, |number| {
            format!("<sup><a href=#f{number}>{number}</a></sup><p id=f{number}>note")
        }))
    }),
    // Text.
    ("a paragraph of 8 MB", || {
        article(&"word ".repeat(LARGE / 5))
    }),
    ("a word of 8 MB", || article(&"x".repeat(LARGE))),
    ("a blank of 8 MB", || article(&" ".repeat(LARGE))),
    ("a million blanks that do not break", || {
        article(&"\u{a0}".repeat(1_000_000))
    }),
    ("a million entities", || article(&"&amp;".repeat(1_000_000))),
    ("a million entities without an end", || {
        article(&"&ampx&notit".repeat(500_000))
    }),
    ("a million signs on one letter", || {
        article(&format!("e{}", "\u{301}".repeat(1_000_000)))
    }),
    ("a million NULs", || article(&"\0".repeat(1_000_000))),
    ("8 MB of less-than signs", || article(&"<".repeat(LARGE))),
    ("8 MB of tags that never end", || {
        article(&"<a ".repeat(LARGE / 3))
    }),
    ("a comment of 8 MB without an end", || {
        article(&format!("<!--{}", "-".repeat(LARGE)))
    }),
    ("a million comments", || {
        article(&"<!---->x".repeat(1_000_000))
    }),
    ("a textarea of 8 MB without an end", || {
        article(&format!("<textarea>{}", "<p>x".repeat(LARGE / 4)))
    }),
    ("plaintext of 8 MB", || {
        article(&format!("<plaintext>{}", "<p>x".repeat(LARGE / 4)))
    }),
    ("a script of 8 MB without an end", || {
        article(&format!("<script>{}", "<!--<script>".repeat(LARGE / 12)))
    }),
    // What it says of itself.
    ("100,000 metas", || {
        let metas = numbered(100_000, |number| {
            format!("<meta property=og:image content=/{number}.jpg>")
        });
        metas + &article("")
    }),
    ("100,000 metas of authors", || {
        numbered(100_000, |number| {
            format!("<meta name=author content='One {number}'>")
        }) + &article("")
    }),
    ("a title of 8 MB", || {
        format!("<title>{}</title>", "word | ".repeat(LARGE / 7)) + &article("")
    }),
    ("a byline of 7 MB", || {
        format!(
            "<meta name=author content='{}'>",
            "One and ".repeat(7_000_000 / 8)
        ) + &article("")
    }),
    ("a date of 7 MB", || {
        format!(
            "<meta property=article:published_time content='{}'>",
            "2026-".repeat(1_400_000)
        ) + &article("")
    }),
    ("100,000 times", || {
        article(&"<time datetime=2026-02-28>28 February</time> ".repeat(100_000))
    }),
    ("JSON-LD, 100,000 lists deep", || data(&"[".repeat(100_000))),
    ("JSON-LD, 100,000 objects deep", || {
        data(&"{\"@graph\":".repeat(100_000))
    }),
    ("JSON-LD of 100,000 authors", || {
        let authors = numbered(100_000, |number| format!("{{\"name\":\"One {number}\"}},"));
        data(&format!(
            "{{\"@type\":\"NewsArticle\",\"author\":[{authors}{{}}]}}"
        ))
    }),
    ("JSON-LD of 100,000 articles", || {
        let articles = "{\"@type\":\"NewsArticle\",\"headline\":\"word\"},".repeat(100_000);
        data(&format!("{{\"@graph\":[{articles}{{}}]}}"))
    }),
    ("JSON-LD of 180,000 objects, whole", || {
        data(&format!("[{}{{}}]", "{\"a\":1},".repeat(180_000)))
    }),
    ("JSON-LD of 700,000 values, whole", || {
        data(&format!("[{}1]", "1,".repeat(700_000)))
    }),
    ("JSON-LD of 100,000 names, whole", || {
        let names = numbered(100_000, |number| format!("\"{number}\":1,"));
        data(&format!("{{{names}\"a\":1}}"))
    }),
    ("5,000 JSON-LDs of 30 objects, whole", || {
        data(&format!("[{}{{}}]", "{\"a\":1},".repeat(30))).repeat(5_000)
    }),
    (
        "JSON-LD of 1,300 articles with long headlines, whole",
        || {
            let headline = "word &amp;amp; ".repeat(80);
            let articles =
                format!("{{\"@type\":\"NewsArticle\",\"headline\":\"{headline}\"}},").repeat(1_300);
            data(&format!("[{articles}{{}}]"))
        },
    ),
    ("JSON-LD with a text of 7 MB", || {
        data(&format!(
            "{{\"@type\":\"NewsArticle\",\"articleBody\":\"{}\"}}",
            "word ".repeat(1_400_000)
        ))
    }),
    ("50,000 broken JSON-LDs", || {
        "<script type=application/ld+json>{\"a\":\"b\n,}</script>".repeat(50_000) + &article("")
    }),
    ("100,000 itemprops, nested", || {
        deep("<div itemscope itemprop=author>", 20_000)
    }),
    ("canonical links, 100,000", || {
        numbered(100_000, |number| {
            format!("<link rel=canonical href=/{number}>")
        }) + &article("")
    }),
];

const SENTENCE: &str = "The bridge by the harbour stays closed until Friday, because the work on its \
                        bearings takes longer than planned, as the town said on Monday.";

/// A page with this in an article that would be found without it.
fn article(inner: &str) -> String {
    let paragraphs = format!("<p>{SENTENCE}</p>").repeat(6);
    format!("<html><body><article><h1>Bridge closed</h1>{paragraphs}{inner}{paragraphs}</article>")
}

fn deep(tags: &str, depth: usize) -> String {
    article(&tags.repeat(depth)) + "deep"
}

fn nested(open: &str, close: &str, depth: usize) -> String {
    format!("{}word{}", open.repeat(depth), close.repeat(depth))
}

fn data(json: &str) -> String {
    format!("<script type=application/ld+json>{json}</script>") + &article("")
}

fn numbered(count: usize, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect()
}

#[cfg(test)]
mod tests {
    use super::{ENCODED, PAGES};

    #[test]
    fn names_are_unique() {
        let pages = PAGES.iter().map(|(name, _)| *name);
        let mut names: Vec<&str> = pages.chain(ENCODED.iter().map(|(name, _)| *name)).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), PAGES.len() + ENCODED.len());
    }
}
