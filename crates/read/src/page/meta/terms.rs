//! Under which terms the text stands: its licence, whether it is free to read, what it tells robots.

use depesche_model::{Sign, SignKind, SignPlace};

use super::claim::{Claim, Fact, Place};
use super::data::Piece;
use super::said::Said;
use super::words::line;

/// The word for a text that one must pay for.
pub(super) const PAID: &str = "paid";

/// How many rules for robots are read.
const MAX_ROBOTS: usize = 8;

/// What is said of the licence. A note that all rights are reserved is none.
pub(super) fn licenses(said: &Said, article: &Piece, page: &Piece) -> Vec<Claim> {
    let link = said
        .links
        .iter()
        .find(|link| link.rel == "license" && !is_rsl(&link.media_type));
    let property = said.properties.iter().find(|(name, _)| name == "license");
    let rights = ["dc.rights", "dcterms.rights", "copyright"].map(|name| said.meta(&[name]));
    let rights = rights.into_iter().find(|text| is_license(text));
    let rights = rights.unwrap_or_default();
    let found = [
        (Place::Data, article.license.clone()),
        (
            Place::Link,
            link.map(|link| link.href.clone()).unwrap_or_default(),
        ),
        (
            Place::Microdata,
            property.map(|(_, says)| line(says)).unwrap_or_default(),
        ),
        (Place::OpenGraph, said.meta(&["og:license"])),
        (Place::PageData, page.license.clone()),
        (Place::Meta, said.meta(&["license", "dcterms.license"])),
        (Place::Meta, rights),
    ];
    let claims = found.into_iter().filter(|(_, says)| !says.is_empty());
    claims
        .map(|(place, says)| Claim::new(Fact::License, place, says))
        .collect()
}

/// Whether a note on rights gives some: most say that all are reserved.
fn is_license(text: &str) -> bool {
    let text = text.to_lowercase();
    let marks = [
        "creativecommons",
        "creative commons",
        "cc by",
        "cc-by",
        "cc0",
        "licen",
        "lizenz",
    ];
    marks.iter().any(|mark| text.contains(mark))
}

/// What is said of whether one must pay: "free" or "paid". A name of an element is not believed:
/// many pages hold a paywall that opens after some visits only.
pub(super) fn paywalls(said: &Said, article: &Piece, page: &Piece) -> Vec<Claim> {
    let word = |is_free: bool| if is_free { "free" } else { PAID }.to_owned();
    let tier = said.meta(&["article:content_tier", "og:article:content_tier"]);
    let tier = Some(tier).filter(|tier| !tier.is_empty());
    let property = said
        .properties
        .iter()
        .find(|(name, _)| name == "isAccessibleForFree");
    let property = property.map(|(_, says)| !says.eq_ignore_ascii_case("false"));
    let found = [
        (Place::Data, article.is_free),
        (Place::Microdata, property),
        (Place::PageData, page.is_free),
        (
            Place::OpenGraph,
            tier.map(|tier| tier.eq_ignore_ascii_case("free")),
        ),
    ];
    let claims = found
        .into_iter()
        .filter_map(|(place, is_free)| Some((place, is_free?)));
    let mut claims: Vec<Claim> = claims
        .map(|(place, is_free)| Claim::new(Fact::Paywall, place, word(is_free)))
        .collect();
    super::claim::take_first(&mut claims);
    if said.has_paywall_element {
        claims.push(Claim::new(Fact::Paywall, Place::Text, PAID.to_owned()));
    }
    claims
}

/// What a page says of its terms.
pub(super) fn signs(said: &Said, license: &str, paywalled: Option<bool>) -> Vec<Sign> {
    let rsl = said
        .links
        .iter()
        .find(|link| link.rel == "license" && is_rsl(&link.media_type));
    let rsl = rsl.map(|link| link.href.clone()).unwrap_or_default();
    let paywall = if paywalled == Some(true) { "paid" } else { "" };
    let single = [
        (SignKind::Licence, license.to_owned()),
        (SignKind::TdmReservation, said.meta(&["tdm-reservation"])),
        (SignKind::TdmPolicy, said.meta(&["tdm-policy"])),
        (SignKind::Rsl, rsl),
        (SignKind::Paywall, paywall.to_owned()),
    ];
    let robots = said
        .metas
        .iter()
        .filter(|(name, _)| name == "robots" || name == "depesche");
    let robots = robots
        .take(MAX_ROBOTS)
        .map(|(_, says)| (SignKind::Robots, says.clone()));
    let said = single.into_iter().chain(robots);
    said.filter(|(_, says)| !says.trim().is_empty())
        .map(|(kind, says)| Sign {
            kind,
            place: SignPlace::Page,
            says: says.trim().to_owned(),
        })
        .collect()
}

/// Really Simple Licensing names its terms by such a link with a type of its own.
fn is_rsl(media_type: &str) -> bool {
    media_type.to_ascii_lowercase().contains("rsl")
}
