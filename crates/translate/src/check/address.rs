//! Addresses, handles and hashtags that stand in the text are the same in both.

use super::Pair;
use crate::fault::Fault;

pub(super) fn check(pair: &Pair<'_>) -> Result<(), Fault> {
    let (mut source, mut answer) = (addresses(pair.source), addresses(pair.answer));
    source.sort_unstable();
    answer.sort_unstable();
    if source == answer {
        Ok(())
    } else {
        Err(Fault::Address)
    }
}

fn addresses(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '„' | '“' | '”' | '«' | '»' | '<' | '>' | '(' | ')')
    });
    words.filter_map(address).collect()
}

/// The address in a word, without the signs of the sentence around it.
fn address(word: &str) -> Option<&str> {
    let begin = |c: char| !(c.is_alphanumeric() || matches!(c, '@' | '#'));
    let end = |c: char| !(c.is_alphanumeric() || matches!(c, '/' | '_' | '='));
    let word = word.trim_start_matches(begin).trim_end_matches(end);
    if let Some(name) = word.strip_prefix(['@', '#']) {
        let len = name
            .find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(name.len());
        return name[..len]
            .contains(|c: char| c.is_alphabetic())
            .then_some(&word[..=len]);
    }
    let is_web = word.contains("://") || word.starts_with("www.");
    let is_mail = word.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty()
            && host
                .split_once('.')
                .is_some_and(|(name, top)| !name.is_empty() && !top.is_empty())
    });
    (is_web || is_mail).then_some(word)
}
