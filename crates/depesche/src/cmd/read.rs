//! `depesche read`: the inspectors. Nothing is fetched and nothing is stored.

use anyhow::Context as _;
use depesche_feed::Hints;
use url::Url;

use super::input;
use crate::cli::Read;
use crate::out;

/// Prints what is read from the bytes of a feed or a page.
pub(crate) fn run(what: &Read) -> anyhow::Result<()> {
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
        } => {
            let page = depesche_read::page(&input(file)?, &address(url)?, content_type.as_deref());
            out::json(&page)
        }
    }
}

fn address(text: &str) -> anyhow::Result<Url> {
    Url::parse(text).with_context(|| {
        format!("{text:?} is not a web address; it must begin with http:// or https://")
    })
}
