//! A block's fingerprint: the same for what a reader would call the same line.
//!
//! The algorithm is written down since fingerprints outlive a release (they lie in the database):
//! FNV-1a (64 bits, offset basis `cbf29ce484222325`, prime `100000001b3`) over the folded text in
//! UTF-8, a byte `ff`, and two bytes for its links. Folding: letters in lower case; every run of
//! digits, with whatever stands between them, is one `0`; the name of a month or a weekday beside a
//! number belongs to it, and so does an ordinal's ending; everything else parts words and is one
//! space. Of a text of more than 160 bytes only the first 64 and the last 32 count.

use std::fmt::Write as _;

/// A longer text is hashed by its beginning and its end: half of what an import spends here.
const MAX_BYTES: usize = 160;
const HEAD_BYTES: usize = 64;
const TAIL_BYTES: usize = 32;

/// How a block is linked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Links {
    /// How many links it has.
    pub(crate) count: usize,
    /// How many bytes of its text stand in them.
    pub(crate) linked_bytes: usize,
}

impl Links {
    /// Whether (nearly) all of a text of so many bytes is link.
    pub(crate) fn is_whole(self, text_bytes: usize) -> bool {
        // Between two links of a list stands a space.
        self.count > 0 && (self.linked_bytes + self.count) * 10 >= text_bytes * 9
    }

    /// The share of a text of so many bytes that is link, in percent.
    pub(crate) fn percent(self, text_bytes: usize) -> usize {
        (self.linked_bytes * 100)
            .checked_div(text_bytes)
            .unwrap_or(0)
    }

    fn shape(self, text_bytes: usize) -> [u8; 2] {
        let count = match self.count {
            0 => 0,
            1 => 1,
            _ => 2,
        };
        [count, u8::from(self.is_whole(text_bytes))]
    }
}

/// The fingerprint of a block: of its plain text and how it is linked. The same in every release.
pub(crate) fn fingerprint(text: &str, links: Links) -> u64 {
    let mut folded = String::with_capacity(text.len().min(MAX_BYTES) + 8);
    fold_into(&mut folded, text);
    of_folded(&folded, links, text.len())
}

/// The same of a text that [`fold_into`] has folded, and that was so long.
pub(crate) fn of_folded(folded: &str, links: Links, text_bytes: usize) -> u64 {
    hash([folded.as_bytes(), &[0xff], &links.shape(text_bytes)])
}

/// FNV-1a.
pub(crate) fn hash<const N: usize>(parts: [&[u8]; N]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

/// A text, folded whole, however long it is.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold(&mut out, text);
    if out.contains('0') {
        fold_dates(&mut out);
    }
    out
}

/// Appends a text, folded, or of a long one the beginning and the end.
pub(crate) fn fold_into(out: &mut String, text: &str) {
    if text.len() <= MAX_BYTES {
        fold(out, text);
    } else {
        fold(out, &text[..text.floor_char_boundary(HEAD_BYTES)]);
        out.push(' ');
        fold(
            out,
            &text[text.ceil_char_boundary(text.len() - TAIL_BYTES)..],
        );
    }
    if out.contains('0') {
        fold_dates(out);
    }
}

fn fold(out: &mut String, text: &str) {
    let mut is_parted = false;
    let mut rest = text;
    loop {
        // Most of a text is small letters: they are copied as they are.
        let bytes = rest.as_bytes();
        let small = bytes.iter().position(|byte| !byte.is_ascii_lowercase());
        let (run, after) = rest.split_at(small.unwrap_or(rest.len()));
        if !run.is_empty() {
            part(out, is_parted);
            is_parted = false;
            out.push_str(run);
        }
        let mut chars = after.chars();
        let Some(c) = chars.next() else {
            return;
        };
        rest = chars.as_str();
        if c == ' ' {
            is_parted = true;
        } else if c.is_ascii_digit() || (!c.is_ascii() && c.is_numeric()) {
            if !out.ends_with('0') {
                part(out, is_parted);
                out.push('0');
            }
            is_parted = false;
        } else if c.is_ascii_uppercase() {
            part(out, is_parted);
            is_parted = false;
            out.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphabetic() {
            part(out, is_parted);
            is_parted = false;
            out.extend(c.to_lowercase());
        } else {
            is_parted = true;
        }
    }
}

fn part(out: &mut String, is_parted: bool) {
    if is_parted && !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// "on Monday, 3rd of March 2026" and "on Friday, 12th of June 2026" are one.
fn fold_dates(text: &mut String) {
    let words: Vec<&str> = text.split(' ').collect();
    let is_number = |at: usize| {
        let word = words.get(at).copied().unwrap_or("");
        matches!(word, "0" | "0st" | "0nd" | "0rd" | "0th" | "0er")
    };
    let mut folded = String::with_capacity(text.len());
    for (at, word) in words.iter().enumerate() {
        let is_joint_at =
            |at: usize| at > 0 && matches!(words[at], "of" | "de") && is_number(at - 1);
        let is_joint = is_joint_at(at);
        let is_before = at > 0 && (is_number(at - 1) || is_joint_at(at - 1));
        let is_beside = is_before || is_number(at + 1);
        if is_number(at) || is_joint || is_beside && is_date_word(word) {
            if !folded.ends_with('0') {
                part(&mut folded, true);
                folded.push('0');
            }
        } else {
            part(&mut folded, true);
            let _ = write!(folded, "{word}");
        }
    }
    *text = folded;
}

fn is_date_word(word: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep",
        "sept", "oct", "nov", "dec", "januar", "jänner", "februar", "märz", "mai", "juni", "juli",
        "oktober", "dezember", "okt", "dez", "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "montag", "dienstag",
        "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag", "janvier",
        "février", "mars", "avril", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre", "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
        "septiembre", "octubre", "noviembre", "diciembre",
    ];
    WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::{Links, fingerprint};

    const NONE: Links = Links {
        count: 0,
        linked_bytes: 0,
    };

    fn check(one: &str, other: &str, is_same: bool) {
        let same = fingerprint(one, NONE) == fingerprint(other, NONE);
        assert_eq!(same, is_same, "{one} / {other}");
    }

    #[test]
    fn what_a_reader_calls_the_same_line_is_one() {
        check("Join 2,300 readers!", "JOIN  17 readers", true);
        check(
            "Stand: 3. März 2026, 14:05 Uhr",
            "Stand: 12. Mai 2026, 9:30 Uhr",
            true,
        );
        check(
            "on Monday, 3rd of March 2026",
            "on Friday, 12th of June 2026",
            true,
        );
        check("Größe – klein", "GRÖSSE klein", false);
        check("Ähnliche Artikel:", "ähnliche artikel", true);
        check("the 3rd of June", "the 4th of May 2026", true);
        check("one of March", "one of May", false);
        check("March is over", "May is over", false);
    }

    #[test]
    fn a_long_text_counts_by_its_ends() {
        let long = |middle: &str| format!("a{}{middle}{}", " word".repeat(80), " end".repeat(40));
        check(&long("one"), &long("two"), true);
        check(&long("one"), &long("one more end"), true);
        check(&format!("b{}", long("one")), &long("one"), false);
        check(&"ä".repeat(400), &"ä".repeat(401), true);
    }

    #[test]
    fn links_are_part_of_it() {
        let links = |count, linked_bytes| {
            fingerprint(
                "Read on here",
                Links {
                    count,
                    linked_bytes,
                },
            )
        };
        assert_ne!(links(0, 0), links(1, 4));
        assert_ne!(links(1, 12), links(1, 4));
        assert_eq!(links(1, 3), links(1, 4));
    }

    #[test]
    fn it_is_the_same_in_every_release() {
        // Computed by hand from the module's description; a change here forgets what every source
        // has taught.
        assert_eq!(fingerprint("", NONE), 0xf921_091b_e416_3e9e);
        assert_eq!(
            fingerprint("Read more: 12 days!", NONE),
            0x358d_5895_645e_b146
        );
    }
}
