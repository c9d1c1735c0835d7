//! The four outlets of the demo.

use std::time::Duration;

use super::outlet::{Outlet, Special, Terms};
use crate::render::{Channel, Dialect};

/// How many there are.
pub(super) const COUNT: usize = 4;

/// What they publish, in their order.
pub(super) const TEXTS: [&str; COUNT] = [
    include_str!("../../demo/hafenbote.md"),
    include_str!("../../demo/netz-und-last.md"),
    include_str!("../../demo/clearing-hour.md"),
    include_str!("../../demo/quai-ouvert.md"),
];

/// Where the broken feeds stand, in the outlets' order; the last has none.
pub(super) const BROKEN_PATHS: [&str; 3] = ["/kalender.xml", "/kurzmeldungen.xml", "/wire.xml"];

/// The outlets, each at one of these addresses.
pub(super) fn all(homes: impl Iterator<Item = String>) -> Vec<Outlet> {
    let makers = [hafenbote, netz_und_last, clearing_hour, quai_ouvert];
    makers
        .iter()
        .zip(homes)
        .map(|(make, home)| make(&home))
        .collect()
}

/// The town's paper: RSS with whole texts under an open licence, and a calendar that is broken.
fn hafenbote(home: &str) -> Outlet {
    let channel = Channel {
        title: "Hafenbote".into(),
        description: "Nachrichten aus Sandmünde, von der Küste und aus dem Hafen".into(),
        rights: "Hafenbote Verlagsgenossenschaft, CC BY 4.0".into(),
        licence: "https://creativecommons.org/licenses/by/4.0/".into(),
        ..channel(home, "/rss.xml", "de", Dialect::Rss)
    };
    let outlet = Outlet {
        owner: "Hafenbote Verlagsgenossenschaft eG".into(),
        country: "DE".into(),
        terms: Terms::Full {
            basis: "CC BY 4.0".into(),
        },
        special: vec![Special::DeclaresLicence, Special::BrokenFeed],
        ..outlet("hafenbote", channel)
    };
    with_broken(outlet, BROKEN_PATHS[0])
}

/// The trade paper: Atom with whole texts, shown by contract, with a line of its own in each.
fn netz_und_last(home: &str) -> Outlet {
    let channel = Channel {
        title: "Netz & Last".into(),
        description: "Fachblatt für Stromnetze, Speicher und Rechenzentren".into(),
        rights: "© Lastgang Fachverlag. Alle Rechte vorbehalten.".into(),
        ..channel(home, "/atom.xml", "de", Dialect::Atom)
    };
    let outlet = Outlet {
        owner: "Lastgang Fachverlag GmbH".into(),
        country: "DE".into(),
        terms: Terms::Full {
            basis: "Vertrag mit dem Lastgang Fachverlag".into(),
        },
        special: vec![Special::Promo, Special::BrokenFeed],
        ..outlet("netz-last", channel)
    };
    with_broken(outlet, BROKEN_PATHS[1])
}

/// The money desk: RDF with whole texts that nobody has allowed anybody to show; slow.
fn clearing_hour(home: &str) -> Outlet {
    let channel = Channel {
        title: "Clearing Hour".into(),
        description: "Markets, money and the machines behind them".into(),
        rights: "Copyright Clearing Hour Media".into(),
        ..channel(home, "/index.rdf", "en", Dialect::Rdf)
    };
    let outlet = Outlet {
        owner: "Clearing Hour Media Ltd".into(),
        country: "IE".into(),
        terms: Terms::Headline,
        special: vec![Special::Slow, Special::Secret, Special::BrokenFeed],
        delay: Duration::from_millis(300),
        ..outlet("clearing-hour", channel)
    };
    with_broken(outlet, BROKEN_PATHS[2])
}

/// The French paper: JSON Feed with teasers, of which an excerpt may be shown.
fn quai_ouvert(home: &str) -> Outlet {
    let channel = Channel {
        title: "Quai Ouvert".into(),
        description: "L’économie des ports, de l’énergie et du numérique".into(),
        rights: "© Éditions du Quai Ouvert".into(),
        is_full_text: false,
        ..channel(home, "/feed.json", "fr", Dialect::Json)
    };
    Outlet {
        owner: "Éditions du Quai Ouvert SAS".into(),
        country: "FR".into(),
        terms: Terms::Excerpt {
            chars: 400,
            basis: "Accord écrit des Éditions du Quai Ouvert".into(),
        },
        special: vec![Special::TeasersOnly],
        ..outlet("quai-ouvert", channel)
    }
}

fn channel(home: &str, feed_path: &str, language: &str, dialect: Dialect) -> Channel {
    Channel {
        title: String::new(),
        description: String::new(),
        home: home.to_owned(),
        feed_path: feed_path.to_owned(),
        language: language.to_owned(),
        rights: String::new(),
        licence: String::new(),
        dialect,
        is_full_text: true,
    }
}

fn outlet(slug: &str, channel: Channel) -> Outlet {
    Outlet {
        name: channel.title.clone(),
        slug: slug.to_owned(),
        owner: String::new(),
        country: String::new(),
        language: channel.language.clone(),
        home: format!("{}/", channel.home),
        feeds: vec![channel.feed_url()],
        terms: Terms::Headline,
        special: Vec::new(),
        delay: Duration::ZERO,
        channel,
    }
}

fn with_broken(mut outlet: Outlet, path: &str) -> Outlet {
    outlet.feeds.push(format!("{}{path}", outlet.channel.home));
    outlet
}
