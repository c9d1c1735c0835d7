//! `/robots.txt` (RFC 9309).

use crate::answer::{Answer, CachePolicy};
use crate::ask::Ask;

/// Everything may be read but the searches: their number has no end.
pub(crate) fn answer(ask: &Ask) -> Answer {
    let mut text = String::from("User-agent: *\n");
    for edition in &ask.app.editions {
        text.push_str("Disallow: ");
        text.push_str(&edition.path("/search"));
        text.push('\n');
    }
    if ask.base.is_some() {
        text.push_str("\nSitemap: ");
        text.push_str(&ask.absolute("/sitemap.xml"));
        text.push('\n');
    }
    Answer::new("text/plain; charset=utf-8", text, CachePolicy::Page)
}
