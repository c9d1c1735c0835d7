//! `depesche read`: the inspectors. Nothing is fetched and nothing is stored.

use anyhow::Context as _;
use depesche_read::furniture::{Memory, cut_page};
use depesche_read::page::{Hints, Page, page_of};
use jiff::Timestamp;
use serde::Serialize;
use url::Url;

use super::input;
use crate::cli::{Read, ReadPage};
use crate::out;

/// When all pages were read: nothing is forgotten between two of them.
const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// Prints what is read from the bytes of a feed or a page.
pub(crate) fn run(what: &Read) -> anyhow::Result<()> {
    match what {
        Read::Feed {
            file,
            base,
            content_type,
        } => {
            let base = base.as_deref().map(address).transpose()?;
            let hints = depesche_feed::Hints {
                content_type: content_type.as_deref(),
                base: base.as_ref(),
            };
            let reading = depesche_feed::read(&input(file)?, &hints)?;
            out::json(&reading)
        }
        Read::Page(asked) => out::json(&page(asked)?),
    }
}

/// A page, and what of its text readers are not shown.
#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    page: Page,
    cut: Vec<Cut>,
}

#[derive(Serialize)]
struct Cut {
    why: String,
    text: String,
}

/// Reads a page as the service would: after those that are like it, and by what the feed has said.
fn page(asked: &ReadPage) -> anyhow::Result<Shown> {
    let url = address(&asked.url)?;
    let mut memory = Memory::default();
    for file in &asked.like {
        let mut page = page_of(&input(file)?, &url, None, with(&memory));
        let title = page.title.clone();
        cut_page(&mut page, &title, NOW, &mut memory);
    }
    let hints = Hints {
        title: &asked.title,
        text: &asked.teaser,
        ..with(&memory)
    };
    let bytes = input(&asked.file)?;
    let mut page = page_of(&bytes, &url, asked.content_type.as_deref(), hints);
    let title = page.title.clone();
    cut_page(&mut page, &title, NOW, &mut memory);
    let segments = page.body.0.iter();
    let cut = segments.filter_map(|segment| {
        Some(Cut {
            why: segment.cut.clone()?,
            text: segment.html.text(),
        })
    });
    Ok(Shown {
        cut: cut.collect(),
        page,
    })
}

fn with(memory: &Memory) -> Hints<'_> {
    Hints {
        memory: Some(memory),
        ..Hints::default()
    }
}

fn address(text: &str) -> anyhow::Result<Url> {
    Url::parse(text).with_context(|| {
        format!("{text:?} is not a web address; it must begin with http:// or https://")
    })
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::page;
    use crate::cli::ReadPage;

    const CALL: &str =
        "More of this stands in the archive of our house, day by day and word for word.";

    /// A file with an article that no other number has.
    fn file(folder: &Path, number: usize) -> PathBuf {
        let word = ["Ada", "Bo", "Cleo"][number];
        let paragraph = |part: &str| {
            format!(
                "<p>{word} said on Monday that the {part} of the {word} bridge stays closed until \
                 {word} and the town have agreed on who pays for the {part}, which may take long.</p>"
            )
        };
        let text = ["deck", "pier"].map(paragraph).concat();
        let more = ["rail", "lamp"].map(paragraph).concat();
        let call = CALL.replace("archive", "<a href='/archive'>archive</a>");
        let path = folder.join(format!("{number}.html"));
        let page = format!(
            "<title>{word} bridge</title><article><h1>{word} bridge</h1>{text}<p>{call}</p>{more}</article>"
        );
        std::fs::write(&path, page).expect("it is written");
        path
    }

    /// What is cut out of the last of so many pages.
    fn check(pages: usize, expected: &[&str]) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut like: Vec<_> = (0..pages)
            .map(|number| file(folder.path(), number))
            .collect();
        let asked = ReadPage {
            file: like.pop().expect("at least one"),
            url: "https://town.example/news".to_owned(),
            content_type: None,
            like,
            title: String::new(),
            teaser: String::new(),
        };
        let shown = page(&asked).expect("it is read");
        let cut: Vec<_> = shown.cut.iter().map(|cut| cut.text.as_str()).collect();
        assert_eq!(cut, expected);
        assert!(shown.page.text.contains("the pier"), "{}", shown.page.text);
        let is_shown = shown.page.text.contains(CALL);
        assert!(
            !(is_shown && expected.contains(&CALL)),
            "{}",
            shown.page.text
        );
    }

    #[test]
    fn what_pages_that_are_like_it_have_is_cut() {
        check(1, &[]);
        check(3, &[CALL]);
    }
}
