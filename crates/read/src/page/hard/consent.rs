//! Walls that ask for consent to cookies.

use super::Seen;
use super::marks::{holds_any, searched};
use crate::page::text::words;

/// The longest text that is looked at; a wall with the names of all its partners is longer, and its
/// beginning tells.
const MAX_BYTES: usize = 12_000;

/// Programmes that ask for consent, in small letters.
const VENDORS: [&str; 26] = [
    "onetrust",
    "optanon",
    "cookielaw.org",
    "sourcepoint",
    "sp_message",
    "sp-prod.net",
    "privacy-mgmt.com",
    "privacy-center.org",
    "usercentrics",
    "didomi",
    "cookiebot",
    "quantcast",
    "__tcfapi",
    "consentmanager.net",
    "cmp.quantcast",
    "cmpbox",
    "iubenda",
    "klaro",
    "trustarc",
    "truste.com",
    "cookieyes",
    "borlabs-cookie",
    "contentpass",
    "fundingchoices",
    "traffective",
    "opencmp",
];

/// What such walls speak of, in small letters; each stands for all words that begin so.
const STEMS: [&str; 36] = [
    "cookie",
    "consent",
    "tracking",
    "tracker",
    "partner",
    "privacy",
    "advertis",
    "personal",
    "einwillig",
    "zustimm",
    "datenschutz",
    "personenbezogen",
    "akzeptier",
    "werbung",
    "widerruf",
    "traceur",
    "consentement",
    "confidentialité",
    "publicité",
    "consentimiento",
    "privacidad",
    "publicidad",
    "consentimento",
    "consenso",
    "pubblicit",
    "toestemming",
    "advertent",
    "samtyck",
    "samtykk",
    "annons",
    "zgod",
    "prywatno",
    "reklam",
    "souhlas",
    "соглас",
    "同意",
];

/// Hosts and folders of walls that readers are sent to.
const HOSTS: [&str; 5] = [
    "consent.",
    "consent-",
    "zustimmung.",
    "cmp.",
    "privacywall.",
];
const FOLDERS: [&str; 11] = [
    "consent",
    "consentwall",
    "consent-wall",
    "consent-or-pay",
    "cookie-wall",
    "cookiewall",
    "collectconsent",
    "privacywall",
    "privacy-wall",
    "zustimmung",
    "cookie-consent",
];

/// Whether the text is a wall's, and not an article's.
///
/// An article may be about cookies, and stand on a page that loads a vendor's programme: it says
/// that it is an article, and most of it is about what its headline names.
pub(super) fn is_wall(seen: &Seen<'_>, count: u32) -> bool {
    if is_walls_address(seen) {
        return true;
    }
    if count == 0 || (seen.is_piece && !is_short(count)) {
        return false;
    }
    let density = Density::of(seen.text);
    let speaks = density.hits >= 4 && density.kinds >= 3 && density.hits * 100 >= density.words * 5;
    if !speaks {
        return false;
    }
    if !seen.is_piece {
        return is_short(count) || holds_any(&searched(seen.markup), &VENDORS);
    }
    // The page has an article, but a banner is all that was found of it.
    density.hits * 100 >= density.words * 8
        && is_short(count)
        && !is_about(seen.headline, seen.text)
        && holds_any(&searched(seen.markup), &VENDORS)
}

fn is_short(count: u32) -> bool {
    count < 350
}

/// Whether the reader was sent to a wall of its own.
fn is_walls_address(seen: &Seen<'_>) -> bool {
    let host = seen.url.host_str().unwrap_or_default();
    let is_host = HOSTS.iter().any(|start| host.starts_with(start));
    let mut folders = seen.url.path_segments().into_iter().flatten();
    let is_folder = folders.next().is_some_and(|first| {
        let first = first.to_ascii_lowercase();
        FOLDERS.contains(&first.as_str())
    });
    !seen.is_piece && (is_host || (is_folder && is_short(words(seen.text))))
}

/// How much a text speaks of consent.
struct Density {
    words: u32,
    hits: u32,
    /// How many of the stems are in it.
    kinds: u32,
}

impl Density {
    fn of(text: &str) -> Self {
        let text = text[..text.floor_char_boundary(MAX_BYTES)].to_lowercase();
        let (mut hits, mut seen) = (0, [false; STEMS.len()]);
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            if let Some(at) = STEMS.iter().position(|stem| word.starts_with(stem)) {
                hits += 1;
                seen[at] = true;
            }
        }
        let kinds = seen.iter().filter(|is_seen| **is_seen).count();
        Self {
            words: words(&text),
            hits,
            kinds: u32::try_from(kinds).unwrap_or(u32::MAX),
        }
    }
}

/// Whether a text holds half of the longer words of its headline.
fn is_about(headline: &str, text: &str) -> bool {
    let text = text.to_lowercase();
    let headline = headline.to_lowercase();
    let long = headline.split(|c: char| !c.is_alphanumeric());
    let long: Vec<&str> = long
        .filter(|word| word.chars().count() > 3)
        .take(20)
        .collect();
    let found = long.iter().filter(|word| text.contains(**word)).count();
    !long.is_empty() && found * 2 >= long.len()
}
