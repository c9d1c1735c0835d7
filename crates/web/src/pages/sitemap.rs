//! `/sitemap.xml` (sitemaps.org): what is ours to be found. Articles of which an excerpt is shown
//! are found at their source and are not in it.

use depesche_model::Audience;
use depesche_model::gate::show;
use depesche_store::portal::Page;

use crate::answer::{Answer, CachePolicy};
use crate::ask::Ask;
use crate::editions::Edition;
use crate::failure::Failure;
use crate::feeds::Xml;
use crate::pages::article::is_found;
use crate::routes::{self, Format, Scope};
use crate::view::{encoded, piece_path, section_path};

/// How many of the latest articles are looked at.
const LOOKED_AT: u32 = 2_000;

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let mut paths: Vec<(String, Option<String>)> = fixed().map(|path| (path, None)).collect();
    for section in ask.app.sections().await? {
        paths.push((section_path(&section), None));
    }
    for report in ask.store().sources().await? {
        if super::sources::is_public(&report) {
            paths.push((format!("/sources/{}", encoded(&report.source.slug)), None));
        }
    }
    let mut xml = Xml::new();
    xml.open(
        "urlset",
        &[("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9")],
    );
    for edition in &ask.app.editions {
        for (path, changed) in paths.iter().chain(&pieces(ask, edition).await?) {
            xml.open("url", &[]);
            xml.text("loc", &ask.absolute(&edition.path(path)));
            if let Some(changed) = changed {
                xml.text("lastmod", changed);
            }
            xml.close("url");
        }
    }
    xml.close("urlset");
    Ok(Answer::new(
        "application/xml; charset=utf-8",
        xml.finish(),
        CachePolicy::Page,
    ))
}

/// The pages without a name or number in their path, but the search.
fn fixed() -> impl Iterator<Item = String> {
    routes::ALL
        .iter()
        .filter(|route| route.scope == Scope::Edition && route.format == Format::Html)
        .filter(|route| !route.path.contains('{') && route.name != "search")
        .map(|route| route.path.to_owned())
}

/// The articles that may be found in an edition.
async fn pieces(ask: &Ask, edition: &Edition) -> Result<Vec<(String, Option<String>)>, Failure> {
    let part = Page {
        after: None,
        limit: LOOKED_AT,
    };
    let held = ask.store().latest(part, &edition.lang).await?;
    Ok(held
        .into_iter()
        .filter_map(|held| show(held, Audience::Public))
        .filter(|shown| shown.deleted_at.is_none() && is_found(shown, edition))
        .map(|shown| {
            let changed = edition.dates.machine(shown.changed_at);
            (piece_path(&shown), Some(changed))
        })
        .collect())
}
