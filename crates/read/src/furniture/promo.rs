//! Promotion that is told by its own shape, at first sight: where that is certain.
//!
//! A word alone proves nothing: labels dropped by words were right on news, and wrong six times of
//! ten on blogs. So a line must be the label and nothing else, or a call with a link, or a sentence
//! that only machines write; and whoever calls must speak of itself ("our newsletter").

use std::fmt;

use memchr::memmem;
use serde::{Deserialize, Serialize};

use super::block::outside_links;
use super::print::{self, Links};
use super::words::{
    ADDRESSES, ADVERT, AFFILIATE, AFFILIATE_HOSTS, CALLS, MORE, MORE_STARTS, NETWORKS, ORIGINS,
    OWN_SHOP, RELATED, RELATED_STARTS, SHARE, SHOP, SUPPORT,
};

/// A longer line without a link is no call.
const CALL_BYTES: usize = 130;

/// A longer line that is all link is a sentence.
const LINK_BYTES: usize = 300;

/// What a line advertises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Promo {
    /// The label of an advertisement.
    Advert,
    /// A newsletter.
    Newsletter,
    /// The rest of the text, elsewhere.
    More,
    /// Other articles.
    Related,
    /// An account elsewhere.
    Follow,
    /// An app.
    App,
    /// A link that earns money, or a notice of such.
    Affiliate,
    /// A shop.
    Shop,
    /// A subscription, a membership, a donation.
    Support,
    /// Sharing, printing, commenting.
    Share,
    /// Where a machine says that it took the text from.
    Origin,
}

impl Promo {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Advert,
        Self::Newsletter,
        Self::More,
        Self::Related,
        Self::Follow,
        Self::App,
        Self::Affiliate,
        Self::Shop,
        Self::Support,
        Self::Share,
        Self::Origin,
    ];

    /// The word for it: the rule's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Advert => "advert",
            Self::Newsletter => "newsletter",
            Self::More => "more",
            Self::Related => "related",
            Self::Follow => "follow",
            Self::App => "app",
            Self::Affiliate => "affiliate",
            Self::Shop => "shop",
            Self::Support => "support",
            Self::Share => "share",
            Self::Origin => "origin",
        }
    }
}

impl fmt::Display for Promo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A line, looked at closely.
pub(crate) struct Line<'a> {
    folded: &'a str,
    /// What stands outside of its links.
    outside: String,
    bytes: usize,
    links: Links,
    targets: &'a [String],
}

impl<'a> Line<'a> {
    /// A line of so many bytes that was folded.
    pub(crate) fn new(
        folded: &'a str,
        bytes: usize,
        markup: &str,
        targets: &'a [String],
        links: Links,
    ) -> Self {
        let outside = if targets.is_empty() {
            String::new()
        } else {
            print::folded(&outside_links(markup))
        };
        Self {
            folded,
            outside,
            bytes,
            links,
            targets,
        }
    }

    fn is(&self, list: &[&str]) -> bool {
        list.contains(&self.folded)
    }

    fn starts(&self, list: &[&str]) -> bool {
        list.iter().any(|start| self.folded.starts_with(start))
    }

    fn has(&self, list: &[&str]) -> bool {
        list.iter().any(|phrase| has_phrase(self.folded, phrase))
    }

    fn has_word(&self, list: &[&str]) -> bool {
        self.folded.split(' ').any(|word| list.contains(&word))
    }

    fn leads_to(&self, parts: &[&str]) -> bool {
        let mut targets = self.targets.iter();
        targets.any(|target| parts.iter().any(|part| target.contains(part)))
    }

    fn is_all_link(&self) -> bool {
        self.links.is_whole(self.bytes)
    }

    /// A call to the reader: a short one, or one with a link.
    fn calls(&self) -> bool {
        let is_short = self.bytes <= CALL_BYTES;
        (is_short || self.links.count > 0) && self.starts(CALLS) && self.has_word(ADDRESSES)
    }
}

type Rule = fn(&Line<'_>) -> bool;

/// What a line of a text advertises, where its shape says so for certain.
pub(crate) fn told(line: &Line<'_>) -> Option<Promo> {
    const RULES: &[(Promo, Rule)] = &[
        (Promo::Advert, |line| line.is(ADVERT)),
        (Promo::Share, is_share),
        (Promo::Origin, is_origin),
        (Promo::More, is_more),
        (Promo::Related, is_related),
        (Promo::Newsletter, is_newsletter),
        (Promo::Follow, is_follow),
        (Promo::App, is_app),
        (Promo::Affiliate, is_affiliate),
        (Promo::Shop, is_shop),
        (Promo::Support, is_support),
    ];
    if line.folded.is_empty() {
        return None;
    }
    let found = RULES.iter().find(|(_, tells)| tells(line));
    found.map(|(promo, _)| *promo)
}

/// Whether a text that is hardly linked may be a notice of what its links earn: all that it can be.
/// Without the first letter, whatever its case.
pub(crate) fn may_be_notice(text: &str) -> bool {
    let parts: [&[u8]; 4] = [b"ffiliate", b"rovision", b"ommission", b"mazon"];
    let text = text.as_bytes();
    let mut parts = parts.iter();
    parts.any(|part| memmem::find(text, part).is_some())
}

/// Whole words: "uns" is not in "unsicher".
fn has_phrase(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let is_free = |c: Option<&u8>| c.is_none_or(|c| *c == b' ');
        let bytes = text.as_bytes();
        (at == 0 || is_free(bytes.get(at - 1))) && is_free(bytes.get(at + phrase.len()))
    })
}

fn is_share(line: &Line<'_>) -> bool {
    line.is(SHARE)
}

fn is_origin(line: &Line<'_>) -> bool {
    ORIGINS.iter().any(|(start, later)| {
        line.folded.starts_with(start) && (later.is_empty() || line.folded.contains(later))
    })
}

fn is_more(line: &Line<'_>) -> bool {
    let is_link = line.is_all_link() && line.bytes <= LINK_BYTES;
    line.is(MORE) || is_link && line.starts(MORE_STARTS)
}

/// The label alone, the label and a link, or a link with the label inside.
fn is_related(line: &Line<'_>) -> bool {
    if line.is(RELATED) {
        return true;
    }
    let is_labelled = line.links.count > 0
        && (RELATED.contains(&&*line.outside) || MORE.contains(&&*line.outside))
        && line.links.percent(line.bytes) >= 30;
    let is_link = line.is_all_link() && line.links.count == 1 && line.bytes <= LINK_BYTES;
    is_labelled
        || is_link
            && RELATED_STARTS.iter().any(|start| {
                let rest = line.folded.strip_prefix(start);
                rest.is_some_and(|rest| rest.starts_with(' '))
            })
}

fn is_newsletter(line: &Line<'_>) -> bool {
    #[rustfmt::skip]
    const NAMES: &[&str] = &[
        "newsletter", "newsletters", "mailing list", "newsletter abo",
    ];
    #[rustfmt::skip]
    const PLACES: &[&str] = &[
        "newsletter", "subscribe", "signup", "sign-up", "anmeld", "mailchi.mp",
    ];
    if !line.has_word(&["newsletter", "newsletters", "mailing"]) || !line.has(NAMES) {
        return false;
    }
    let leads_there = line.leads_to(PLACES) && line.links.percent(line.bytes) >= 15;
    line.calls() || leads_there && line.has_word(ADDRESSES) || line.is(&["newsletter"])
}

fn is_follow(line: &Line<'_>) -> bool {
    #[rustfmt::skip]
    const STARTS: &[&str] = &[
        "follow us", "follow our", "like us on", "find us on", "join us on", "join our",
        "folgen sie uns", "folge uns", "folgt uns", "folgen sie unserem", "folge unserem",
        "besuchen sie uns auf", "sie finden uns auf", "ihr findet uns auf",
        "abonnieren sie unseren", "abonniere unseren", "abonniert unseren", "subscribe to our",
        "hier geht s zu unserem", "hier geht es zu unserem", "treten sie unserem", "werden sie fan",
        "unser whatsapp kanal", "jetzt unserem", "jetzt unseren", "follow me on",
        "you can follow us",
    ];
    let is_short = line.bytes <= CALL_BYTES || line.links.count > 0 && line.bytes <= LINK_BYTES;
    is_short && line.starts(STARTS) && line.has_word(NETWORKS)
}

fn is_app(line: &Line<'_>) -> bool {
    #[rustfmt::skip]
    const OWN: &[&str] = &[
        "our app", "our free app", "our mobile app", "our news app", "unsere app", "unserer app",
        "unsere kostenlose app", "unsere news app", "unserer news app", "unserer kostenlosen app",
        "unsere nachrichten app",
    ];
    #[rustfmt::skip]
    const STORES: &[&str] = &[
        "apps.apple.com/", "itunes.apple.com/", "play.google.com/store",
    ];
    let leads_there = line.leads_to(STORES) && line.bytes <= LINK_BYTES;
    (leads_there || line.calls()) && line.has(OWN)
}

fn is_affiliate(line: &Line<'_>) -> bool {
    #[rustfmt::skip]
    const OFFERS: &[&str] = &[
        "preis", "angebot", "deal", "kaufen", "bestellen", "sichern", "sparen", "shop", "price",
        "offer", "buy", "order", "save", "sale",
    ];
    let leads_there =
        line.leads_to(AFFILIATE_HOSTS) || line.leads_to(&["amazon."]) && line.leads_to(&["tag="]);
    let is_offer = line.bytes <= CALL_BYTES && line.has_word(OFFERS);
    may_be_notice(line.folded) && line.has(AFFILIATE)
        || leads_there && line.is_all_link() && is_offer
}

fn is_shop(line: &Line<'_>) -> bool {
    if line.links.count == 0 || line.bytes > LINK_BYTES {
        return false;
    }
    let speaks_of_it = line.calls() || line.leads_to(&["shop", "store"]);
    let is_own = speaks_of_it && line.has(OWN_SHOP);
    let is_button = line.is_all_link() && line.has(SHOP) && line.bytes <= CALL_BYTES;
    line.is(SHOP) || is_own || is_button
}

fn is_support(line: &Line<'_>) -> bool {
    if line.links.count == 0 || line.bytes > LINK_BYTES {
        return false;
    }
    let is_button = line.is_all_link() && line.has(SUPPORT) && line.bytes <= CALL_BYTES;
    is_button || line.starts(CALLS) && line.has(SUPPORT)
}

#[cfg(test)]
mod tests {
    use super::Promo;
    use crate::clean;
    use crate::furniture::Blocks;
    use crate::segment::segments;

    fn check(markup: &str, expected: Option<Promo>) {
        let blocks = Blocks::of(&segments(&clean(markup, None)));
        let found: Vec<_> = blocks.list.iter().filter_map(|block| block.promo).collect();
        assert_eq!(found, Vec::from_iter(expected), "{markup}");
    }

    #[test]
    fn promotion_is_told_by_its_shape() {
        for (promo, lines) in [
            (
                Promo::Advert,
                &[
                    "- Advertisement -",
                    "<b>Anzeige</b>",
                    "- Advertisement -spot_img",
                ][..],
            ),
            (
                Promo::Newsletter,
                &[
                    "Abonnieren Sie jetzt unseren Newsletter!",
                    "<a href='https://a.example/n'>Sign up for our free newsletter</a> and read it first.",
                    "Nichts mehr verpassen: Mit dem <a href='https://a.example/newsletter'>Newsletter der Hafenpost</a> sind Sie immer informiert.",
                ],
            ),
            (
                Promo::More,
                &[
                    "<a href='https://a.example/1'>Weiterlesen …</a>",
                    "[Read more]",
                ],
            ),
            (
                Promo::Related,
                &[
                    "Lesen Sie auch: <a href='https://a.example/2'>Der Kran steht wieder</a>",
                    "<a href='https://a.example/2'>Read also: The crane stands again</a>",
                    "<h3>Ähnliche Artikel</h3>",
                ],
            ),
            (
                Promo::Follow,
                &[
                    "Follow us on Mastodon and Bluesky.",
                    "Folgen Sie uns auf WhatsApp",
                ],
            ),
            (Promo::App, &["Laden Sie jetzt unsere App herunter!"]),
            (
                Promo::Affiliate,
                &[
                    "Dieser Artikel enthält Affiliate-Links.",
                    "<a href='https://amzn.to/x'>Zum besten Preis</a>",
                ],
            ),
            (
                Promo::Shop,
                &["<a href='https://a.example/x'>Jetzt bestellen</a>"],
            ),
            (
                Promo::Support,
                &["<a href='https://a.example/plus'>Jetzt testen: vier Wochen für einen Euro</a>"],
            ),
            (Promo::Share, &["Share this article", "0 Kommentare"]),
            (
                Promo::Origin,
                &[
                    "The post <a href='https://a.example/1'>A bridge</a> appeared first on <a href='https://a.example'>Post</a>.",
                    "Dieser Beitrag ist ein öffentlicher RSS Feed. Sie finden den Original Post unter folgender Quelle (Website) .",
                ],
            ),
        ] {
            for line in lines {
                check(line, Some(promo));
            }
        }
    }

    #[test]
    fn news_of_the_same_things_is_none() {
        for text in [
            "The publisher closes its newsletter, and those who subscribe get their money back.",
            "Der Verlag stellt seinen Newsletter ein; wer ihn abonniert hat, erhält sein Geld zurück.",
            "The town asked its citizens to support <a href='https://a.example/x'>the shelter</a>.",
            "Read more books, the minister said.",
            "Anzeige erstattete der Betreiber am Montag.",
            "Follow the money, she said; it leads to <a href='https://b.example'>the harbour</a>.",
            "The <a href='https://a.example/app'>app</a> costs two euros and runs on every phone.",
            "Sie finden das Buch im Handel.",
            "Sponsored by the town, the race begins at noon.",
            "<a href='https://b.example/study'>The study</a>",
        ] {
            check(text, None);
        }
    }
}
