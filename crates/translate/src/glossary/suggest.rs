//! What might be in the glossary: names that headlines spell in two ways, and words that stand
//! untranslated in headlines of several languages.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use depesche_model::Lang;
use depesche_read::language::language;

/// More are not looked at, and not suggested.
const MAX_TITLES: usize = 50_000;
const MAX_SUGGESTIONS: usize = 200;

/// So many words of a headline are looked at.
const MAX_WORDS: usize = 40;

/// In how many headlines a name has to stand that is always spelled alike.
const MIN_TITLES: usize = 3;

/// A term that the glossary might have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// As it is spelled most often.
    pub term: String,
    /// How else it is spelled, most often first; none for a name that all spell alike.
    pub others: Vec<String>,
    /// How often it stands in headlines, however it is spelled.
    pub count: usize,
}

/// Suggests terms from the headlines of many sources, the most frequent first.
///
/// Capitals tell little (German gives one to every noun, English headlines to every word). What
/// tells is that a name is written joined and parted (`OpenAI`, `Open AI`), or with other capitals
/// inside, and that it is the same in several languages.
pub fn suggest<'a>(titles: impl Iterator<Item = &'a str>) -> Vec<Suggestion> {
    let mut spellings: HashMap<String, BTreeMap<String, usize>> = HashMap::new();
    let mut uses: HashMap<String, Use> = HashMap::new();
    for title in titles.take(MAX_TITLES) {
        let words = words(title);
        for (key, spelling) in names(&words) {
            *spellings
                .entry(key)
                .or_default()
                .entry(spelling)
                .or_default() += 1;
        }
        note_uses(&mut uses, title, &words);
    }
    let mut found: Vec<_> = spellings
        .into_values()
        .filter_map(spelled_in_two_ways)
        .collect();
    let known: BTreeSet<_> = found.iter().map(|found| found.term.clone()).collect();
    let names = uses
        .into_values()
        .filter(|noted| noted.is_name() && !known.contains(&noted.term));
    found.extend(names.map(|noted| Suggestion {
        term: noted.term,
        others: Vec::new(),
        count: noted.capital,
    }));
    found.sort_by(|one, other| other.count.cmp(&one.count).then(one.term.cmp(&other.term)));
    found.truncate(MAX_SUGGESTIONS);
    found
}

/// How a word is used.
#[derive(Debug, Default)]
struct Use {
    /// With its capital.
    term: String,
    capital: usize,
    small: usize,
    langs: BTreeSet<Lang>,
}

impl Use {
    fn is_name(&self) -> bool {
        self.capital >= MIN_TITLES && self.small == 0 && self.langs.len() > 1
    }
}

/// The words of a headline, without the signs around them and without an apostrophe's s.
fn words(title: &str) -> Vec<&str> {
    let words = title.split_whitespace().take(MAX_WORDS);
    let words = words.map(|word| {
        let word = word.split(['\'', '’']).next().unwrap_or(word);
        word.trim_matches(|c: char| !c.is_alphanumeric())
    });
    words
        .filter(|word| (1..=40).contains(&word.len()))
        .collect()
}

/// The names that a headline may have, as one word, two or three, each with its letters alone.
fn names<'a>(words: &'a [&'a str]) -> impl Iterator<Item = (String, String)> + 'a {
    let runs = (1..=3).flat_map(|len| words.windows(len));
    let runs = runs.filter(|run| run.iter().all(|word| is_capital(word)));
    let names = runs.map(|run| {
        let spelling = run.join(" ");
        let key = spelling.chars().filter(|c| c.is_alphanumeric());
        (
            key.flat_map(char::to_lowercase).collect::<String>(),
            spelling,
        )
    });
    names.filter(|(key, _)| key.chars().nth(2).is_some())
}

/// A name of which there are several spellings that a glossary would make one.
fn spelled_in_two_ways(spellings: BTreeMap<String, usize>) -> Option<Suggestion> {
    // "BRIDGE" and "Bridge" are one: who shouts spells nothing.
    let mut spellings: Vec<_> = spellings
        .into_iter()
        .filter(|(name, _)| !is_shouted(name))
        .collect();
    // Of two that are as frequent the joined one.
    spellings.sort_by_key(|(name, count)| (Reverse(*count), name.contains(' '), name.clone()));
    let is_mixed = spellings
        .iter()
        .any(|(name, _)| name.split(' ').any(has_inner_capital));
    let has_capitals = |name: &str| name.split([' ', '-']).any(is_shouted);
    let is_abbreviated = spellings.iter().any(|(name, _)| has_capitals(name));
    let has_hyphen = |name: &str| name.contains('-');
    let joined = |name: &str| !name.contains(['-', ' ']);
    let is_hyphened = spellings.iter().any(|(name, _)| has_hyphen(name))
        && spellings.iter().any(|(name, _)| joined(name));
    if spellings.len() < 2 || !(is_mixed || is_abbreviated || is_hyphened) {
        return None;
    }
    let count = spellings.iter().map(|(_, count)| count).sum();
    let mut spellings = spellings.into_iter().map(|(name, _)| name);
    let term = spellings.next()?;
    Some(Suggestion {
        term,
        others: spellings.collect(),
        count,
    })
}

/// Notes how a headline's words are used, where that tells: where not every word is a capital's.
fn note_uses(uses: &mut HashMap<String, Use>, title: &str, words: &[&str]) {
    let capitals = words.iter().filter(|word| is_capital(word)).count();
    if capitals * 3 > words.len() * 2 {
        return;
    }
    let Some(lang) = language(title, None) else {
        return;
    };
    // The first word has its capital from its place.
    for word in words
        .iter()
        .skip(1)
        .filter(|word| word.chars().nth(2).is_some())
    {
        let noted = uses.entry(word.to_lowercase()).or_default();
        if is_capital(word) {
            (*word).clone_into(&mut noted.term);
            noted.capital += 1;
            noted.langs.insert(lang.clone());
        } else {
            noted.small += 1;
        }
    }
}

fn is_capital(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && word.starts_with(|c: char| c.is_alphabetic())
}

/// Whether a word has a capital after a small letter: `OpenAI`, `iPhone`.
fn has_inner_capital(word: &str) -> bool {
    let mut small = false;
    word.split('-').any(|part| {
        small = false;
        part.chars().any(|c| {
            let is_inner = small && c.is_uppercase();
            small = c.is_lowercase();
            is_inner
        })
    })
}

fn is_shouted(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
        && !word.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::suggest;

    fn check(titles: &[&str], expected: &[&str]) {
        let found = suggest(titles.iter().copied()).into_iter();
        let found = found.map(|s| format!("{} {} [{}]", s.count, s.term, s.others.join(", ")));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{titles:?}");
    }

    #[test]
    fn what_is_joined_and_parted_is_suggested() {
        let titles = [
            "OpenAI raises its prices again",
            "Why OpenAI’s board is quiet",
            "Open AI erhöht die Preise",
            "Chat GPT antwortet nicht mehr",
            "ChatGPT is down",
        ];
        check(&titles, &["3 OpenAI [Open AI]", "2 ChatGPT [Chat GPT]"]);
        let hyphens = [
            "Die E-Mail kommt nicht an",
            "Eine E-Mail der Stadt",
            "Email aus dem Amt",
        ];
        check(&hyphens, &["3 E-Mail [Email]"]);
        let capitals = [
            "Das neue OpenAi",
            "Was OpenAI kann",
            "Was OpenAI nicht kann",
        ];
        check(&capitals, &["3 OpenAI [OpenAi]"]);
    }

    #[test]
    fn capitals_alone_are_no_reason() {
        let titles = [
            "Die Brücke am Hafen bleibt gesperrt",
            "BRÜCKE GESPERRT",
            "Every Day Is a Bridge",
            "Everyday life at the harbour",
            "The harbour bridge is closed",
        ];
        check(&titles, &[]);
        check(&["", "…", "- - -", "A"], &[]);
    }

    #[test]
    fn what_is_the_same_in_several_languages_is_a_name() {
        let titles = [
            "Warum die Aktie von Tidewater wieder an Wert verliert",
            "Why the shares of Tidewater are falling again this week",
            "Pourquoi les actions de Tidewater baissent encore cette semaine",
            "Why the harbour of this town is closed until the end of the week",
        ];
        check(&titles, &["3 Tidewater []"]);
    }

    #[test]
    fn a_flood_of_words_takes_no_longer_for_its_length() {
        let long = "Open AI ".repeat(100_000);
        assert!(suggest([long.as_str()].into_iter()).is_empty());
    }
}
