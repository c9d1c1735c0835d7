//! What a source tells programs about its terms, and what of it restricts us.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a feed or a page was found to say of its terms.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sign {
    /// What it is about.
    pub kind: SignKind,
    /// Where it stands.
    pub place: SignPlace,
    /// What it says, as it was written.
    pub says: String,
}

/// A sign with its dates: evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What was found.
    pub sign: Sign,
    /// When it was seen first.
    pub found_at: Timestamp,
    /// When it was seen last; to the day.
    pub seen_at: Timestamp,
}

/// What a sign is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignKind {
    /// A licence: a name or an address.
    Licence,
    /// What robots may do: `X-Robots-Tag`, `meta name=robots`.
    Robots,
    /// Text and data mining is reserved, or not (`TDMRep`).
    TdmReservation,
    /// The terms of text and data mining (`TDMRep`).
    TdmPolicy,
    /// Really Simple Licensing: where the terms are.
    Rsl,
    /// The text is not free to read.
    Paywall,
}

/// Where a sign stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SignPlace {
    /// In the feed.
    Feed,
    /// In the head of the answer that brought the feed.
    FeedHeader,
    /// In an article's page.
    Page,
    /// In the head of the answer that brought an article's page.
    PageHeader,
    /// In `/.well-known/tdmrep.json`.
    TdmRep,
    /// In `robots.txt`.
    RobotsTxt,
}

macro_rules! words {
    ($type:ident, $unknown:ident: $($variant:ident $word:literal),+ $(,)?) => {
        impl $type {
            /// The word in the database and in `--json`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the word back.
            pub fn parse(word: &str) -> Self {
                match word { $($word => Self::$variant,)+ _ => Self::$unknown }
            }
        }
    };
}
words!(SignKind, Robots: Licence "licence", Robots "robots", TdmReservation "tdm-reservation",
    TdmPolicy "tdm-policy", Rsl "rsl", Paywall "paywall");
words!(SignPlace, Feed: Feed "feed", FeedHeader "feed header", Page "page",
    PageHeader "page header", TdmRep "tdmrep.json", RobotsTxt "robots.txt");

/// What the signs forbid us.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a sign of its own, set by another word"
)]
pub struct Restrictions {
    /// Text and data mining is reserved: nothing but what the feed itself contains.
    pub is_reserved: bool,
    /// `noarchive`: no copy of the whole text for others.
    pub no_archive: bool,
    /// `nosnippet`: nothing of the text.
    pub no_snippet: bool,
    /// `noimageindex`: no images.
    pub no_images: bool,
}

impl Restrictions {
    /// What these signs forbid.
    ///
    /// Of reservations the most particular place decides (`TDMRep`: the file, then the header, then
    /// the document); of robots' words each forbids by itself.
    pub fn of(signs: &[Sign]) -> Self {
        let reservation = signs
            .iter()
            .filter(|sign| sign.kind == SignKind::TdmReservation)
            .max_by_key(|sign| particular(sign.place));
        let mut all = Self {
            is_reserved: reservation.is_some_and(|sign| sign.says.trim() == "1"),
            ..Self::default()
        };
        for sign in signs.iter().filter(|sign| sign.kind == SignKind::Robots) {
            all.heed(&sign.says);
        }
        all
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::from_bits(self.bits() | other.bits())
    }

    /// As a number: what the database keeps.
    pub fn bits(self) -> u32 {
        u32::from(self.is_reserved)
            | u32::from(self.no_archive) << 1
            | u32::from(self.no_snippet) << 2
            | u32::from(self.no_images) << 3
    }

    /// Reads the number back.
    pub fn from_bits(bits: u32) -> Self {
        let is_set = |place: u32| bits & 1 << place != 0;
        Self {
            is_reserved: is_set(0),
            no_archive: is_set(1),
            no_snippet: is_set(2),
            no_images: is_set(3),
        }
    }

    /// The rules of one robots' tag: words between commas, for all robots or, after `name:`, for
    /// one. Those for others are theirs.
    fn heed(&mut self, tag: &str) {
        let mut is_for_us = true;
        for part in tag.split(',') {
            let part = part.trim().to_ascii_lowercase();
            let word = match part.split_once(':') {
                // These words have values; every other word before a colon is a robot's name.
                Some(("max-snippet", value)) => {
                    self.no_snippet |= is_for_us && value.trim() == "0";
                    continue;
                }
                Some(("max-image-preview", value)) => {
                    self.no_images |= is_for_us && value.trim() == "none";
                    continue;
                }
                Some(("unavailable_after" | "max-video-preview", _)) => continue,
                Some((robot, word)) => {
                    is_for_us = matches!(robot.trim(), "depesche" | "*" | "robots");
                    word.trim().to_owned()
                }
                None => part,
            };
            if !is_for_us {
                continue;
            }
            match word.as_str() {
                "noarchive" | "nocache" => self.no_archive = true,
                "nosnippet" => self.no_snippet = true,
                "noimageindex" => self.no_images = true,
                _ => {}
            }
        }
    }
}

fn particular(place: SignPlace) -> u8 {
    match place {
        SignPlace::TdmRep | SignPlace::RobotsTxt => 0,
        SignPlace::FeedHeader | SignPlace::PageHeader => 1,
        SignPlace::Feed | SignPlace::Page => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::{Restrictions, Sign, SignKind, SignPlace};

    fn sign(kind: SignKind, place: SignPlace, says: &str) -> Sign {
        Sign {
            kind,
            place,
            says: says.to_owned(),
        }
    }

    #[test]
    fn robots_words_forbid_each_its_own() {
        let check = |tag: &str, bits: u32| {
            let signs = [sign(SignKind::Robots, SignPlace::Page, tag)];
            assert_eq!(Restrictions::of(&signs).bits(), bits, "{tag}");
        };
        check("index, follow", 0);
        check("NoArchive", 0b0010);
        check("nosnippet,noimageindex", 0b1100);
        check("max-snippet:0", 0b0100);
        check("max-snippet:-1, max-image-preview:large", 0);
        check("max-image-preview: none", 0b1000);
        check("otherbot: noarchive, nosnippet", 0);
        check("otherbot: noarchive, depesche: nosnippet", 0b0100);
        check(
            "unavailable_after: 25 Jun 2030 15:00:00 PST, noarchive",
            0b0010,
        );
        check("noindex, nofollow, none", 0);
    }

    #[test]
    fn the_most_particular_reservation_decides() {
        let check = |said: &[(SignPlace, &str)], is_reserved: bool| {
            let signs: Vec<_> = said
                .iter()
                .map(|(place, says)| sign(SignKind::TdmReservation, *place, says))
                .collect();
            assert_eq!(
                Restrictions::of(&signs).is_reserved,
                is_reserved,
                "{said:?}"
            );
        };
        check(&[], false);
        check(&[(SignPlace::PageHeader, "1")], true);
        check(
            &[(SignPlace::PageHeader, "1"), (SignPlace::Page, "0")],
            false,
        );
        check(
            &[(SignPlace::TdmRep, "0"), (SignPlace::FeedHeader, " 1 ")],
            true,
        );
        check(&[(SignPlace::Feed, "yes")], false);
    }

    #[test]
    fn restrictions_come_back_from_their_number() {
        for bits in 0..16 {
            assert_eq!(Restrictions::from_bits(bits).bits(), bits);
        }
    }
}
