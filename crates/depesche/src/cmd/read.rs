//! `depesche read`: the inspectors. Nothing is fetched and nothing is stored; of a source its rules are
//! looked up.

use anyhow::Context as _;
use depesche_read::furniture::{Memory, cut_page};
use depesche_read::page::{Hints, Page, page_of};
use depesche_read::rule::SiteRules;
use jiff::Timestamp;
use serde::Serialize;
use url::Url;

use super::{input, rules, source_named};
use crate::cli::{Read, ReadPage};
use crate::house::House;
use crate::out;

/// When all pages were read: nothing is forgotten between two of them.
const NOW: Timestamp = Timestamp::UNIX_EPOCH;

/// Prints what is read from the bytes of a feed or a page.
pub(crate) async fn run(what: &Read, house: Option<&House>) -> anyhow::Result<()> {
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
        Read::Page(asked) => {
            let known = match (house, &asked.source) {
                (Some(house), Some(source)) => known(house, source).await?,
                _ => Known::default(),
            };
            out::json(&page(asked, known)?)
        }
    }
}

/// What is known of a page's source.
#[derive(Default)]
struct Known {
    memory: Memory,
    rules: SiteRules,
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

/// Reads a page as the service would: after those that are like it, by its source's rules, and by
/// what the feed has said.
fn page(asked: &ReadPage, known: Known) -> anyhow::Result<Shown> {
    let url = address(&asked.url)?;
    let rules = rules::changed(&known.rules, &asked.selectors)?;
    let rules = Some(&rules).filter(|rules| !rules.is_empty());
    let mut memory = known.memory;
    for file in &asked.like {
        let mut page = page_of(&input(file)?, &url, None, with(&memory, rules));
        let title = page.title.clone();
        cut_page(&mut page, &title, NOW, &mut memory);
    }
    let hints = Hints {
        title: &asked.title,
        text: &asked.teaser,
        ..with(&memory, rules)
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

fn with<'a>(memory: &'a Memory, rules: Option<&'a SiteRules>) -> Hints<'a> {
    Hints {
        memory: Some(memory),
        rules,
        ..Hints::default()
    }
}

async fn known(house: &House, source: &str) -> anyhow::Result<Known> {
    let reports = house.store.sources().await?;
    let source = source_named(&reports, source)?.source.id;
    let rules = crate::stage::rules::known(house, source).await?;
    Ok(Known {
        memory: crate::stage::furniture::known(house, source).await?.memory,
        rules: rules.unwrap_or_default(),
    })
}

fn address(text: &str) -> anyhow::Result<Url> {
    Url::parse(text).with_context(|| {
        format!("{text:?} is not a web address; it must begin with http:// or https://")
    })
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Known, page};
    use crate::cli::{ReadPage, Selectors};

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
            source: None,
            selectors: Selectors::default(),
        };
        let shown = page(&asked, Known::default()).expect("it is read");
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
