//! What chat models say around a translation, and markup that nobody gave them.

use super::Pair;
use crate::fault::Fault;

/// How far the first words go, in characters.
const HEAD: usize = 120;

/// What "translation" begins with, in the languages in which models speak of it.
const TRANSLATION: [&str; 14] = [
    "translat",
    "übersetz",
    "traduc",
    "traduç",
    "traduz",
    "traduit",
    "vertal",
    "översätt",
    "oversett",
    "oversæt",
    "tłumacz",
    "перевод",
    "翻译",
    "翻訳",
];

/// What a remark begins with. Beside a colon they are what they are in few texts.
const REMARKS: [&str; 14] = [
    "note:",
    "notes:",
    "hinweis:",
    "anmerkung:",
    "anmerkungen:",
    "erläuterung:",
    "explanation:",
    "remarque:",
    "remarques:",
    "nota:",
    "notas:",
    "translator's note",
    "anmerkung des übersetzers",
    "note du traducteur",
];

/// Signs of markup and of a model's own protocol: what the source has not, the answer may not have.
const SIGNS: [&str; 18] = [
    "```", "**", "<think", "</think", "<|", "|>", "[inst]", "[/inst]", "&amp;", "&quot;", "&lt;",
    "&gt;", "&#", "&nbsp;", "\\n", "\\u", "⟦", "⟧",
];

/// After what a remark begins.
const BEGINNINGS: [char; 9] = ['\n', '(', '（', '[', '*', '.', '!', '?', '。'];

/// What a model says of itself.
const SELF: [&str; 7] = [
    "language model",
    "sprachmodell",
    "as an ai",
    "als ki",
    "modèle de langage",
    "i cannot translate",
    "i can't translate",
];

pub(super) fn check(pair: &Pair<'_>) -> Result<(), Fault> {
    let source = pair.source.to_lowercase();
    let answer = pair.answer.trim().to_lowercase();
    let is_new = |sign: &&str| answer.contains(*sign) && !source.contains(*sign);
    let is_chatter = SIGNS.iter().any(is_new)
        || has_tag(&answer) && !source.contains('<')
        || is_talk(&source, &answer)
        || has_remark(&source, &answer)
        || is_wrapped(source.trim(), &answer)
        || SELF.iter().any(is_new) && !speaks_of_machines(&source)
        || answer.starts_with(['{', '[']) && !source.trim().starts_with(['{', '[', '(']);
    if is_chatter {
        Err(Fault::Chatter)
    } else {
        Ok(())
    }
}

/// Whether it begins with words about the translation: "Here is the translation:".
fn is_talk(source: &str, answer: &str) -> bool {
    let head = beginning(answer);
    let speaks = |text: &str| TRANSLATION.iter().any(|word| text.contains(word));
    let label = head.split_once([':', '\n']).map(|(label, _)| label);
    if label.is_some_and(speaks) && !speaks(source) {
        return true;
    }
    let begins = |words: &[&str]| words.iter().any(|word| answer.starts_with(word));
    let is_polite = begins(&[
        "sure",
        "certainly",
        "of course",
        "gern",
        "natürlich",
        "klar",
        "bien sûr",
    ]);
    let has_here = [
        "here is", "here's", "here are", "hier ist", "hier die", "voici",
    ];
    let has_here = label.is_some_and(|label| has_here.iter().any(|word| label.contains(word)));
    let is_named = begins(&[
        "german:",
        "english:",
        "deutsch:",
        "englisch:",
        "french:",
        "output:",
    ]);
    let has_label = beginning(source).contains([':', '：']);
    (is_polite && has_here || is_named || has_here && begins(&["here", "hier"])) && !has_label
}

/// Whether a line of it, a sentence or a bracket begins with a remark, and nothing in the source does.
fn has_remark(source: &str, answer: &str) -> bool {
    let starts = |text: &str| {
        let parts = text.split(BEGINNINGS);
        let mut parts = parts.map(str::trim_start);
        parts.any(|part| REMARKS.iter().any(|remark| part.starts_with(remark)))
    };
    // What it is called in the source's language nobody here may know: any label will do.
    let has_label = || {
        let mut parts = source.split(BEGINNINGS);
        parts.any(|part| part.chars().take(40).any(|c| matches!(c, ':' | '：')))
    };
    starts(answer) && !has_label()
}

/// Whether it is wrapped in quotes, and the source has none.
fn is_wrapped(source: &str, answer: &str) -> bool {
    let inner = answer
        .strip_prefix(is_quote)
        .and_then(|rest| rest.strip_suffix(is_quote));
    inner.is_some_and(|inner| !inner.contains(is_double)) && !has_quotes(source)
}

/// Whether a text has quotes: an apostrophe is one only where a word begins.
fn has_quotes(text: &str) -> bool {
    let mut is_beginning = true;
    text.chars().any(|c| {
        let found = is_double(c) || is_beginning && is_quote(c);
        is_beginning = !c.is_alphanumeric();
        found
    })
}

/// Whether there is a tag: it would be shown as it is.
fn has_tag(text: &str) -> bool {
    text.split('<').skip(1).any(|part| {
        let part = part.strip_prefix('/').unwrap_or(part);
        let head = part.split('<').next().unwrap_or(part);
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') && head.contains('>')
    })
}

fn speaks_of_machines(source: &str) -> bool {
    let mut words = source.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        matches!(word, "ai" | "ki" | "ia" | "ии" | "si")
            || ["model", "modèl", "модел"].iter().any(|m| word.contains(m))
    })
}

fn beginning(text: &str) -> &str {
    let end = text
        .char_indices()
        .nth(HEAD)
        .map_or(text.len(), |(at, _)| at);
    &text[..end]
}

fn is_double(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '”'
            | '„'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '《'
            | '》'
    )
}

fn is_quote(c: char) -> bool {
    is_double(c) || matches!(c, '\'' | '‘' | '’' | '‚' | '`')
}
