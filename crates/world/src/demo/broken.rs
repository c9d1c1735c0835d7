//! The outlets' second feeds, each broken in its way.

use std::fmt::Write;

use jiff::{SignedDuration, Timestamp};

use super::outlet::Outlet;
use super::outlets::BROKEN_PATHS;
use crate::dates::rss_date;
use crate::render;
use crate::{Answer, Item};

/// The calendar's notices that any reader of feeds should still find: headline and text.
pub(super) const READABLE: [(&str, &str); 3] = [
    (
        "Kammerchor probt wieder in St. Annen",
        "Nach der Sanierung der Empore probt der Kammerchor wieder donnerstags um 19.30 Uhr in \
         St. Annen. Neue Stimmen sind willkommen, gesucht werden vor allem Bässe.",
    ),
    (
        "Segelverein & Seenotretter laden zum Knotenabend",
        "Vom Palstek bis zum Spleiß: Im Bootshaus am Südkai zeigen Mitglieder beider Vereine \
         einen Abend lang, was hält. Leinen liegen bereit, der Eintritt ist frei.",
    ),
    (
        "Tauschbörse für Saatgut zieht in die Bücherei",
        "Wer Bohnen, Ringelblumen oder alte Tomatensorten abzugeben hat, bringt sie in \
         beschrifteten Tütchen mit. Getauscht wird ohne Geld, gefachsimpelt ohne Ende.",
    ),
];

/// Those notices in English.
pub(super) const READABLE_IN_ENGLISH: [(&str, &str); 3] = [
    (
        "Chamber choir rehearses in St. Annen again",
        "Now that the gallery has been restored, the chamber choir is rehearsing again on Thursdays \
         at 19.30 in St. Annen. New voices are welcome; what is wanted above all is basses.",
    ),
    (
        "Sailing club & sea rescuers invite you to an evening of knots",
        "From the bowline to the splice: in the boathouse on the Südkai, members of both clubs \
         will spend an evening showing what holds. Ropes are provided, and admission is free.",
    ),
    (
        "Seed swap moves to the library",
        "Those who have beans, marigolds or old kinds of tomato to give away should bring them in \
         labelled packets. Swapping is done without money, and shop talk without end.",
    ),
];

/// The notice in the middle of which the document ends.
pub(super) const TORN: &str = "Nachtflohmarkt am Alten Kran: Anmeldung ab sofort";

/// Its headline in English.
pub(super) const TORN_IN_ENGLISH: &str = "Night flea market at the Old Crane: book a stall now";

/// How long before the demo's end the notices were published.
const AGE: SignedDuration = SignedDuration::from_hours(60);

/// What the path of a broken feed (or of one of its pages) answers; `None` for all other paths.
pub(super) fn answer(index: usize, outlet: &Outlet, path: &str, end: Timestamp) -> Option<Answer> {
    match (index, path) {
        (0, path) if path == BROKEN_PATHS[0] => Some(Answer::bytes(
            "application/rss+xml",
            calendar(&outlet.channel.home, end),
        )),
        (0, path) => notice(outlet, path.strip_prefix("/kalender/")?),
        (1, path) if path == BROKEN_PATHS[1] => {
            let page = "<!DOCTYPE html><title>500</title><h1>Interner Fehler</h1>";
            Some(Answer::html(page).with_status(500))
        }
        (2, path) if path == BROKEN_PATHS[2] => Some(Answer::html(MAINTENANCE)),
        _ => None,
    }
}

/// Where the feed should be, a page says that it is elsewhere, and does not say where.
const MAINTENANCE: &str = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>We have moved</title>\
    </head><body><h1>Our wire has a new home</h1><p>The wire is being rebuilt. Please come back \
    next week.</p></body></html>\n";

/// RSS with bare ampersands, elements that are never closed, a prefix that nobody declared, a
/// control character, and no end.
fn calendar(home: &str, end: Timestamp) -> String {
    let mut feed = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\">\n<channel>\n\
         <title>Hafenbote: Kalender & Vereine</title>\n<link>{home}/kalender</link>\n\
         <description>Was in Sandmünde los ist<br></description>\n"
    );
    let published = rss_date(end.saturating_sub(AGE).unwrap_or(end));
    for (title, text) in READABLE {
        let _ = write!(
            feed,
            "<item>\n<title>{title}</title>\n<link>{home}/kalender/{}</link>\n\
             <pubDate>{}</pubDate>\n<ort:halle>Südkai\u{8}</ort:halle>\n\
             <description>{}</description>\n</item>\n",
            crate::item::slug(title),
            published,
            with_link(text, "Mehr unter", home),
        );
    }
    let _ = write!(
        feed,
        "<textInput><title>Suche</title>\n<item>\n<title>{TORN}</title>\n<link>{home}/kalender/nacht"
    );
    feed
}

/// A notice's text as the calendar has it: with an address at its end.
pub(super) fn with_link(text: &str, more: &str, home: &str) -> String {
    format!("{text} {more} {home}/?a=1&b=2")
}

/// The page of a notice.
fn notice(outlet: &Outlet, slug: &str) -> Option<Answer> {
    let (title, text) = READABLE
        .iter()
        .find(|(title, _)| crate::item::slug(title) == slug)?;
    let item = Item {
        tags: vec!["Kalender".to_owned()],
        author: String::new(),
        ..Item::new(title)
            .with_teaser(text)
            .with_html(&format!("<p>{text}</p>"))
    };
    Some(Answer::html(render::article(&outlet.channel, &item, &[])))
}
