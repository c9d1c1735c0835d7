//! What a word means: a month, a weekday, a half of the day, the unit of the number before it.
//!
//! All words come here folded (see [`super::words::fold`]).

use std::collections::HashMap;
use std::sync::LazyLock;

use super::languages::{ENGLISH, LANGUAGES};
use super::words;

/// What a name means in the languages that have it: `mar` is March and, in French, a Tuesday.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Name {
    /// From 1.
    pub(super) month: Option<i8>,
    /// From Monday, 1.
    pub(super) weekday: Option<i8>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Half {
    Morning,
    Afternoon,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Unit {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

/// The whole word as it stands in a table.
pub(super) fn name(word: &str) -> Option<Name> {
    NAMES.get(word).copied()
}

/// The longest name the word begins with: for endings (`januarii`) and slips (`Febuary`).
pub(super) fn name_begun(word: &str) -> Option<Name> {
    let ends = word.char_indices().map(|(at, _)| at).rev();
    ends.take_while(|end| *end >= 3)
        .map(|end| &word[..end])
        .filter(|beginning| is_telling(beginning))
        .find_map(name)
}

/// Three letters of any language made May of the Irish Tuesday (`Máirt`).
fn is_telling(beginning: &str) -> bool {
    let mut english = ENGLISH.months.iter().chain(&ENGLISH.weekdays);
    beginning.chars().count() > 3 || english.any(|words| words.starts_with(beginning))
}

pub(super) fn half(word: &str) -> Option<Half> {
    match word {
        "am" | "上午" | "午前" | "凌晨" | "早上" | "清晨" | "오전" | "새벽" | "πμ" | "oo" | "ص"
        | "pg" | "صباحا" => Some(Half::Morning),
        "pm" | "下午" | "午後" | "午后" | "晚上" | "傍晚" | "中午" | "오후" | "저녁" | "밤"
        | "μμ" | "os" | "م" | "ptg" | "مساء" => Some(Half::Afternoon),
        _ => None,
    }
}

/// Of two letters with points: `a.m.`, `π.μ.`.
pub(super) fn half_of(first: &str, second: &str) -> Option<Half> {
    match (first, second) {
        ("a", "m") | ("π", "μ") | ("p", "d") => Some(Half::Morning),
        ("p", "m") | ("μ", "μ") | ("m", "d") => Some(Half::Afternoon),
        _ => None,
    }
}

/// Words that make a unit of the number before them.
pub(super) fn unit(word: &str) -> Option<Unit> {
    match word {
        "年" | "년" => Some(Unit::Year),
        "月" | "월" => Some(Unit::Month),
        "日" | "일" | "号" | "號" => Some(Unit::Day),
        "時" | "时" | "点" | "點" | "시" | "h" | "hs" | "hrs" | "u" | "uhr" | "uur" | "ч" => {
            Some(Unit::Hour)
        }
        "分" | "분" | "min" | "мин" => Some(Unit::Minute),
        "秒" | "초" | "s" | "sec" | "сек" => Some(Unit::Second),
        _ => None,
    }
}

/// Whether a word of a script without spaces means anything.
pub(super) fn is_known(word: &str) -> bool {
    name(word).is_some() || half(word).is_some() || unit(word).is_some()
}

static NAMES: LazyLock<HashMap<String, Name>> = LazyLock::new(|| {
    let mut names: HashMap<String, Name> = HashMap::new();
    for language in LANGUAGES {
        for (number, words) in (1..).zip(language.months) {
            for word in words.split_whitespace() {
                names
                    .entry(words::fold(word))
                    .or_default()
                    .month
                    .get_or_insert(number);
            }
        }
        for (number, words) in (1..).zip(language.weekdays) {
            for word in words.split_whitespace() {
                names
                    .entry(words::fold(word))
                    .or_default()
                    .weekday
                    .get_or_insert(number);
            }
        }
    }
    names
});

#[cfg(test)]
mod tests {
    use super::super::{languages::LANGUAGES, words};
    use super::name;

    /// Czech and Polish call November what Croatian calls October: the tables have only the former.
    #[test]
    fn no_name_is_two_months() {
        for language in LANGUAGES {
            for (number, words) in (1..).zip(language.months) {
                for word in words.split_whitespace() {
                    let month = name(&words::fold(word)).and_then(|name| name.month);
                    assert_eq!(month, Some(number), "{word}");
                }
            }
        }
    }
}
