//! The glossary as a file: one term a line.
//!
//! ```text
//! # Names stay names.
//! OpenAI
//! i: e-mail                      # i: whatever its case
//! en>de: state of play = Sachstand
//! *>de i: stablecoin = Stablecoin
//! "R = 0" = "R = 0"              # in quotes: a term with a sign that means something here
//! ```
//!
//! Before the colon stands for which languages a term is (`en>de`, `*` is any) and `i` where its case
//! does not matter. Without a translation it stays as it is. A comment begins with `#` at the line's
//! beginning or after white space.

use std::collections::HashMap;

use depesche_model::{Lang, Term};

/// Longer ones are no terms, in characters.
const MAX_CHARS: usize = 200;

/// What is wrong with a line of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {wrong}")]
pub struct GlossaryError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What can be wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// There is no term, or nothing after its `=`.
    #[error("there is no word on one side of the sign")]
    Empty,
    /// A quote is not closed, or something follows it.
    #[error("a quoted term has to end with a quote, and nothing but `=` may follow")]
    Quotes,
    /// It is longer than a term can be.
    #[error("a term has at most {MAX_CHARS} characters")]
    TooLong,
    /// The same term for the same languages stood before.
    #[error("the same term stands in line {before}")]
    Twice {
        /// In which line.
        before: usize,
    },
}

/// Reads a glossary file.
///
/// # Errors
/// All lines that cannot be understood, so that they are mended at once; nothing is taken then.
pub fn read(file: &str) -> Result<Vec<Term>, Vec<GlossaryError>> {
    let (mut terms, mut errors) = (Vec::new(), Vec::new());
    let mut known = HashMap::new();
    for (at, line) in file.trim_start_matches('\u{feff}').lines().enumerate() {
        let line_number = at + 1;
        let read = term(line).and_then(|term| {
            let Some(term) = term else { return Ok(None) };
            let key = (
                term.term.clone(),
                term.from.clone(),
                term.to.clone(),
                term.is_case_sensitive,
            );
            match known.insert(key, line_number) {
                Some(before) => Err(Wrong::Twice { before }),
                None => Ok(Some(term)),
            }
        });
        match read {
            Ok(term) => terms.extend(term),
            Err(wrong) => errors.push(GlossaryError {
                line: line_number,
                wrong,
            }),
        }
    }
    if errors.is_empty() {
        Ok(terms)
    } else {
        Err(errors)
    }
}

/// Writes terms as a file that [`read`] reads.
pub fn write(terms: &[Term]) -> String {
    let mut file = String::new();
    for term in terms {
        if term.from.is_some() || term.to.is_some() {
            file.extend([tag(term.from.as_ref()), ">", tag(term.to.as_ref())]);
            file += if term.is_case_sensitive { ": " } else { " i: " };
        } else if !term.is_case_sensitive {
            file += "i: ";
        }
        file += &quoted(&term.term);
        if let Some(translation) = &term.translation {
            file += " = ";
            file += &quoted(translation);
        }
        file.push('\n');
    }
    file
}

fn tag(lang: Option<&Lang>) -> &str {
    lang.map_or("*", Lang::as_str)
}

/// The term of a line; none where it is blank or a comment.
fn term(line: &str) -> Result<Option<Term>, Wrong> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return Ok(None);
    }
    let head = line
        .split_once(':')
        .and_then(|(head, rest)| Some((self::head(head)?, rest)));
    let ((from, to, is_case_sensitive), rest) = head.unwrap_or(((None, None, true), line));
    let (term, rest) = word(rest)?;
    let (translation, rest) = match rest.strip_prefix('=') {
        Some(rest) => {
            let (translation, rest) = word(rest)?;
            (Some(translation), rest)
        }
        None => (None, rest),
    };
    if !rest.is_empty() && !rest.starts_with('#') {
        return Err(Wrong::Quotes);
    }
    Ok(Some(Term {
        term,
        translation,
        from,
        to,
        is_case_sensitive,
    }))
}

/// What stands before the colon, if it is languages or `i` and not part of a term: from, to, and
/// whether the case matters.
fn head(head: &str) -> Option<(Option<Lang>, Option<Lang>, bool)> {
    let mut is_case_sensitive = true;
    let (mut from, mut to) = (None, None);
    for word in head.split_whitespace() {
        if word == "i" {
            is_case_sensitive = false;
            continue;
        }
        let (one, other) = word.split_once('>')?;
        (from, to) = (Lang::parse(one), Lang::parse(other));
        let is_pair = (from.is_some() || one == "*") && (to.is_some() || other == "*");
        is_pair.then_some(())?;
    }
    (!head.trim().is_empty()).then_some((from, to, is_case_sensitive))
}

/// A word, in quotes or up to `=` or a comment, with what follows.
fn word(text: &str) -> Result<(String, &str), Wrong> {
    let text = text.trim_start();
    let (word, rest) = if let Some(inner) = text.strip_prefix('"') {
        unquoted(inner).ok_or(Wrong::Quotes)?
    } else {
        let end = text.find('=').unwrap_or(text.len());
        let comment = [" #", "\t#"]
            .iter()
            .filter_map(|sign| text[..end].find(sign));
        let end = comment.min().unwrap_or(end);
        (text[..end].trim().to_owned(), &text[end..])
    };
    if word.trim().is_empty() {
        return Err(Wrong::Empty);
    }
    if word.chars().nth(MAX_CHARS).is_some() {
        return Err(Wrong::TooLong);
    }
    Ok((word, rest.trim_start()))
}

/// What stands up to the closing quote (two in a row are one of the word), with what follows.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut word = String::new();
    let mut rest = text;
    loop {
        let (part, after) = rest.split_once('"')?;
        word += part;
        let Some(more) = after.strip_prefix('"') else {
            return Some((word, after));
        };
        word.push('"');
        rest = more;
    }
}

/// A word as it stands in the file: in quotes where something in it would mean something there.
fn quoted(word: &str) -> String {
    let word: Vec<_> = word.split_whitespace().collect();
    let word = word.join(" ");
    if word.contains(['=', '#', ':', '"']) {
        return format!("\"{}\"", word.replace('"', "\"\""));
    }
    word
}

#[cfg(test)]
mod tests {
    use depesche_model::{Lang, Term};
    use proptest::prelude::*;

    use super::{GlossaryError, Wrong, read, write};

    fn check(line: &str, term: &str, translation: Option<&str>, pair: &str, is_exact: bool) {
        let (from, to) = pair.split_once('>').unwrap_or_default();
        let expected = Term {
            term: term.to_owned(),
            translation: translation.map(str::to_owned),
            from: Lang::parse(from),
            to: Lang::parse(to),
            is_case_sensitive: is_exact,
        };
        assert_eq!(read(line), Ok(vec![expected]), "{line}");
    }

    fn check_wrong(file: &str, expected: &[(usize, Wrong)]) {
        let expected = expected.iter().cloned();
        let expected = expected.map(|(line, wrong)| GlossaryError { line, wrong });
        assert_eq!(read(file), Err(expected.collect()), "{file}");
    }

    #[test]
    fn a_line_is_a_term() {
        check("OpenAI", "OpenAI", None, "", true);
        check(
            "  Harbour Bridge  # the one in the north",
            "Harbour Bridge",
            None,
            "",
            true,
        );
        check(
            "state of play = Sachstand",
            "state of play",
            Some("Sachstand"),
            "",
            true,
        );
        check("i: e-mail", "e-mail", None, "", false);
        check(
            "en>de: hard fork=Abspaltung",
            "hard fork",
            Some("Abspaltung"),
            "en>de",
            true,
        );
        check("*>de i: fork = Gabel", "fork", Some("Gabel"), "*>de", false);
        check("i en-GB>de: fork", "fork", None, "en>de", false);
        check("Tidewater: The Film", "Tidewater: The Film", None, "", true);
        check("C# = C#", "C#", Some("C#"), "", true);
        check("\u{feff}A", "A", None, "", true);
        check(
            "\"R = 0\" = \"say \"\"R\"\"\" # so",
            "R = 0",
            Some("say \"R\""),
            "",
            true,
        );
        assert_eq!(read("# nothing\n\n   \n#"), Ok(Vec::new()));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        check_wrong("A\n= B\nC =\nD", &[(2, Wrong::Empty), (3, Wrong::Empty)]);
        check_wrong("\"A", &[(1, Wrong::Quotes)]);
        check_wrong("\"A\" B", &[(1, Wrong::Quotes)]);
        check_wrong("A = B = C", &[(1, Wrong::Quotes)]);
        check_wrong(&"x".repeat(201), &[(1, Wrong::TooLong)]);
        check_wrong("A\n#\nA = B", &[(3, Wrong::Twice { before: 1 })]);
        let said = read("A\nA").map_err(|errors| errors[0].to_string());
        assert_eq!(
            said,
            Err("line 2: the same term stands in line 1".to_owned())
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            term in "[a-zA-Z#:=>\"* é]{0,12}x", translation in proptest::option::of("y[#:=\" z]{0,9}y"),
            from in proptest::option::of("en|fr"), to in proptest::option::of("de|es"),
            is_case_sensitive: bool,
        ) {
            let folded = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let lang = |tag: Option<String>| tag.and_then(|tag| Lang::parse(&tag));
            let (term, translation) = (folded(term), translation.map(folded));
            let term = Term { term, translation, from: lang(from), to: lang(to), is_case_sensitive };
            let terms = vec![term];
            prop_assert_eq!(read(&write(&terms)), Ok(terms));
        }

        #[test]
        fn any_file_is_read_or_refused(file in "(\\PC|[\n\":=#>i ]){0,200}") {
            let _ = read(&file).map(|terms| write(&terms));
        }
    }
}
