//! The values that feeds are written of.

use depesche_feed::{Enclosure, Entry};
use jiff::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What a feed says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Paper {
    pub(crate) title: String,
    pub(crate) link: String,
    pub(crate) stories: Vec<Story>,
}

/// What an entry says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Story {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) link: String,
    /// HTML.
    pub(crate) summary: String,
    /// HTML.
    pub(crate) content: String,
    pub(crate) author: String,
    /// In seconds since 1970.
    pub(crate) published: i64,
    pub(crate) categories: Vec<String>,
    /// Their addresses and lengths.
    pub(crate) files: Vec<(String, u64)>,
}

impl From<Entry> for Story {
    fn from(entry: Entry) -> Self {
        let file = |file: Enclosure| (file.url, file.length.unwrap_or_default());
        Self {
            id: entry.id,
            title: entry.title.into_string(),
            link: entry.link,
            summary: entry.summary.into_string(),
            content: entry.content.into_string(),
            author: entry.authors.join("; "),
            published: entry.published.map_or(0, Timestamp::as_second),
            categories: entry.categories,
            files: entry.enclosures.into_iter().map(file).collect(),
        }
    }
}

impl Story {
    /// Its texts as XHTML, the names of elements with a prefix.
    pub(crate) fn xhtml(&self, prefix: &str) -> String {
        let text = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let items = self.categories.iter().map(|category| {
            let category = text(category);
            format!("<{prefix}li class=\"c\">{category}<{prefix}br/></{prefix}li>")
        });
        let (title, items) = (text(&self.title), items.collect::<String>());
        format!("<{prefix}p>{title}</{prefix}p><{prefix}ul>{items}</{prefix}ul>")
    }
}

impl Paper {
    /// It with the letters alone that windows-1252 has.
    pub(crate) fn in_windows_1252(mut self) -> Self {
        let fitting = |text: &mut String| text.retain(|c| u32::from(c) < 0x100);
        fitting(&mut self.title);
        for story in &mut self.stories {
            let texts = [
                &mut story.title,
                &mut story.summary,
                &mut story.content,
                &mut story.author,
            ];
            texts.into_iter().for_each(fitting);
            story.categories.iter_mut().for_each(fitting);
            story.categories.sort();
            story.categories.dedup();
        }
        self
    }
}

/// A feed of up to five entries.
pub(crate) fn paper() -> impl Strategy<Value = Paper> {
    (text(), path(), vec(story(), 1..5)).prop_map(|(title, path, mut stories)| {
        for (number, story) in stories.iter_mut().enumerate() {
            story.id = format!("{number}/{}", story.id);
        }
        let link = format!("https://paper.example/{path}");
        Paper {
            title,
            link,
            stories,
        }
    })
}

fn story() -> impl Strategy<Value = Story> {
    let lists = (
        vec(text(), 0..3),
        vec((path(), 1..u64::from(u32::MAX)), 0..3),
    );
    let words = (path(), text(), path(), text());
    (words, (html(), html()), 0..4_000_000_000i64, lists).prop_map(
        |((id, title, link, author), (summary, content), published, (mut categories, files))| {
            categories.sort();
            categories.dedup();
            let numbered = files.into_iter().enumerate();
            let files = numbered
                .map(|(at, (path, length))| (format!("https://files.example/{at}/{path}"), length));
            Story {
                id,
                title,
                link: format!("https://paper.example/{link}"),
                summary,
                content,
                author,
                published,
                categories,
                files: files.collect(),
            }
        },
    )
}

/// Some characters that XML, HTML and feeds mean something by, and some that they do not.
fn text() -> impl Strategy<Value = String> {
    let pieces = vec![
        "a",
        "Zeit",
        "1",
        "ä",
        "ß",
        "é",
        "中",
        "😀",
        "&",
        "<",
        ">",
        "\"",
        "'",
        "]]>",
        "<![CDATA[",
        "<!--",
        "-->",
        "&amp;",
        "&lt;b&gt;",
        "&#233;",
        "<title>",
        "</item>",
        "<br>",
        "<?x?>",
        "a < b && c > d",
        "{}",
        "\\",
        "x:y",
        ".",
        " ",
        " ",
        "\n",
    ];
    joined(pieces)
}

/// HTML without relative addresses, well-formed or not.
fn html() -> impl Strategy<Value = String> {
    let pieces = vec![
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<br>",
        "<br/>",
        "text",
        "ä",
        "中",
        "&amp;",
        "&lt;",
        "&nbsp;",
        "&#233;",
        " ",
        "\n",
        "<a href=\"https://x.example/?a=1&amp;b=2\">x</a>",
        "<img src='https://x.example/i.png' alt=\"]]>\">",
        "<!-- x -->",
        "1 < 2",
        "a & b",
        "<item>",
        "</description>",
        "<svg><title>x</title></svg>",
        "<pre>\n  x\n</pre>",
    ];
    joined(pieces)
}

/// Some pieces in a row, with something visible at both ends: feeds say nothing by space around.
fn joined(pieces: Vec<&'static str>) -> impl Strategy<Value = String> {
    vec(select(pieces), 0..12).prop_map(|pieces| format!("x{}x", pieces.concat()))
}

fn path() -> impl Strategy<Value = String> {
    let pieces = vec![
        "a", "b/", "1", "?x=1&y=2", "%20", "~", "-", "#f", "'", "(", ";", "=", ",",
    ];
    vec(select(pieces), 0..6).prop_map(|pieces| pieces.concat())
}
