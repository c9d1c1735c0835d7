//! What the names that a site gives its elements say: classes, ids, roles.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::kinds::KINDS;
use crate::tree::Element;

/// The longest names that are looked at, in bytes.
const MAX_BYTES: usize = 1000;

/// Reads names, and remembers what they say: a page calls many elements the same.
#[derive(Default)]
pub(super) struct Hints<'p> {
    known: HashMap<&'p str, u32, RandomState>,
}

impl<'p> Hints<'p> {
    /// The kinds that an element's names speak of, as bits.
    pub(super) fn kinds(&mut self, element: &'p Element) -> u32 {
        let mut found = 0;
        for attribute in &element.attributes {
            let names = &*attribute.value;
            if is_naming(&attribute.name.local) && !names.is_empty() && names.len() < MAX_BYTES {
                found |= *self.known.entry(names).or_insert_with(|| of_names(names));
            }
        }
        found
    }
}

fn is_naming(attribute: &str) -> bool {
    matches!(
        attribute,
        "class"
            | "id"
            | "role"
            | "itemprop"
            | "data-testid"
            | "data-component"
            | "data-type"
            | "aria-label"
    )
}

fn of_names(names: &str) -> u32 {
    let mut found = 0;
    let mut word = String::new();
    for name in names.split_ascii_whitespace() {
        found |= u32::from(is_body(name));
        let mut was_small = false;
        for c in name.chars() {
            let is_part = c.is_alphabetic();
            // Words are parted by signs, and where a capital follows a small letter.
            if !is_part || (was_small && c.is_uppercase()) {
                found |= of_word(&word);
                word.clear();
            }
            if is_part {
                word.extend(c.to_lowercase());
            }
            was_small = c.is_lowercase();
        }
        found |= of_word(&word);
        word.clear();
    }
    found
}

/// The first kind is known by its parts: names of bodies are composed in many ways.
fn is_body(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    KINDS[0].1.iter().any(|part| name.contains(part))
}

/// The other kinds are known by whole words.
fn of_word(word: &str) -> u32 {
    static KNOWN: LazyLock<HashMap<&str, u32, RandomState>> = LazyLock::new(|| {
        let mut known = HashMap::default();
        for (bit, (_, words)) in KINDS.iter().enumerate().skip(1) {
            for word in *words {
                *known.entry(*word).or_default() |= 1 << bit;
            }
        }
        known
    });
    KNOWN.get(word).copied().unwrap_or_default()
}
