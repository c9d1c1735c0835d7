//! `depesche read`: the inspectors. Nothing is fetched and nothing is stored; of a source its rules are
//! looked up.

use anyhow::Context as _;
use depesche_feed::Hints;
use depesche_read::page;
use depesche_read::rule::SiteRules;
use url::Url;

use super::{input, rules, source_named};
use crate::cli::Read;
use crate::house::House;
use crate::out;

/// Prints what is read from the bytes of a feed or a page.
pub(crate) async fn run(what: &Read, house: Option<&House>) -> anyhow::Result<()> {
    match what {
        Read::Feed {
            file,
            base,
            content_type,
        } => {
            let base = base.as_deref().map(address).transpose()?;
            let hints = Hints {
                content_type: content_type.as_deref(),
                base: base.as_ref(),
            };
            let reading = depesche_feed::read(&input(file)?, &hints)?;
            out::json(&reading)
        }
        Read::Page {
            file,
            url,
            content_type,
            source,
            selectors,
        } => {
            let stored = match (house, source) {
                (Some(house), Some(source)) => stored(house, source).await?,
                _ => SiteRules::default(),
            };
            let rules = rules::changed(&stored, selectors)?;
            let hints = page::Hints {
                rules: Some(&rules).filter(|rules| !rules.is_empty()),
                ..page::Hints::default()
            };
            let content_type = content_type.as_deref();
            let page = page::page_of(&input(file)?, &address(url)?, content_type, hints);
            out::json(&page)
        }
    }
}

async fn stored(house: &House, source: &str) -> anyhow::Result<SiteRules> {
    let reports = house.store.sources().await?;
    let source = source_named(&reports, source)?.source.id;
    Ok(crate::stage::rules::known(house, source)
        .await?
        .unwrap_or_default())
}

fn address(text: &str) -> anyhow::Result<Url> {
    Url::parse(text).with_context(|| {
        format!("{text:?} is not a web address; it must begin with http:// or https://")
    })
}
