//! What became of the pages that rules were tried on, and whether the rules are good enough.

use std::collections::HashSet;

use depesche_model::text::shorten;
use depesche_read::Page;
use depesche_read::rule::Followed;
use serde_json::{Value, json};

use crate::out;

/// A page that rules were tried on.
pub(super) struct Tried {
    pub(super) url: String,
    pub(super) title: String,
    pub(super) outcome: Outcome,
}

/// What became of it.
pub(super) enum Outcome {
    /// It could not be had: why.
    Unread(String),
    /// It was read.
    Read {
        /// By the rules that there are.
        before: Box<Page>,
        /// By those that are tried.
        after: Box<Page>,
    },
}

/// Why rules that were tried like this are not saved; `None`: they may be.
pub(super) fn refusal(tried: &[Tried]) -> Option<String> {
    let followed: Vec<_> = tried.iter().filter_map(Tried::followed).collect();
    let count = |wanted| followed.iter().filter(|it| **it == wanted).count();
    let all = followed.len();
    if all == 0 {
        let reason = tried.iter().find_map(|tried| match &tried.outcome {
            Outcome::Unread(reason) => Some(reason.as_str()),
            Outcome::Read { .. } => None,
        });
        let reason = reason.unwrap_or_default();
        return Some(format!("none of the last pages could be read ({reason})"));
    }
    let emptied = count(Followed::TooLittle);
    if emptied * 2 > all {
        return Some(format!(
            "they would leave next to nothing of {emptied} of {all} pages"
        ));
    }
    (count(Followed::Yes) == 0).then(|| format!("there is nothing to take on any of {all} pages"))
}

/// Prints them as a table, and below it what is to be said of single pages.
pub(super) fn print(tried: &[Tried]) {
    let head = ["page", "words", "gone", "new", "begins with"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(tried.iter().map(Tried::row));
    out::table(&rows);
    for (note, urls) in notes(tried) {
        out::line(match urls.as_slice() {
            [only] => format!("! {only}: {note}"),
            [first, ..] => format!("! {} pages: {note} (as {first})", urls.len()),
            [] => continue,
        });
    }
    let is_in_vain =
        |tried: &Tried| tried.followed() == Some(Followed::Yes) && tried.is_as_before();
    if tried.iter().all(is_in_vain) {
        out::line("They change nothing on these pages.");
    }
}

/// What is to be said of pages, with those that it is said of.
fn notes(tried: &[Tried]) -> Vec<(&str, Vec<&str>)> {
    let mut notes: Vec<(&str, Vec<&str>)> = Vec::new();
    for (note, url) in tried
        .iter()
        .filter_map(|tried| Some((tried.note()?, &*tried.url)))
    {
        match notes.iter_mut().find(|(said, _)| *said == note) {
            Some((_, urls)) => urls.push(url),
            None => notes.push((note, vec![url])),
        }
    }
    notes
}

impl Tried {
    fn pages(&self) -> Option<(&Page, &Page)> {
        match &self.outcome {
            Outcome::Read { before, after } => Some((before, after)),
            Outcome::Unread(_) => None,
        }
    }

    fn followed(&self) -> Option<Followed> {
        self.pages().and_then(|(_, after)| after.rules)
    }

    fn is_as_before(&self) -> bool {
        self.pages()
            .is_none_or(|(before, after)| before.html == after.html)
    }

    /// What is wrong with this page, or with the rules on it.
    fn note(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Unread(reason) => Some(reason),
            Outcome::Read { after, .. } if after.rules == Some(Followed::Yes) => None,
            Outcome::Read { after, .. } => {
                let told = after.complaints.iter().find(|text| text.contains("rules"));
                told.map(String::as_str)
            }
        }
    }

    fn row(&self) -> Vec<String> {
        let cell = |text: &str, chars| shorten(text, chars).0;
        let Some((before, after)) = self.pages() else {
            return vec![cell(&self.title, 28), "not read".to_owned()];
        };
        let (was, is) = (before.count_words(), after.count_words());
        let begins = after.text.lines().next().unwrap_or_default();
        vec![
            cell(&self.title, 28),
            if was == is {
                was.to_string()
            } else {
                format!("{was} → {is}")
            },
            cell(&sample(&self.gone()), 34),
            cell(&sample(&self.come()), 34),
            cell(begins, 34),
        ]
    }

    /// The blocks that are not shown any more.
    fn gone(&self) -> Vec<&str> {
        self.pages()
            .map_or_else(Vec::new, |(before, after)| missing(before, after))
    }

    /// The blocks that were not shown before.
    fn come(&self) -> Vec<&str> {
        self.pages()
            .map_or_else(Vec::new, |(before, after)| missing(after, before))
    }

    pub(super) fn as_json(&self) -> Value {
        let mut json = json!({ "url": self.url, "title": self.title, "note": self.note() });
        if let Some((before, after)) = self.pages() {
            json["words_before"] = before.count_words().into();
            json["words_after"] = after.count_words().into();
            json["gone"] = self.gone().into();
            json["new"] = self.come().into();
            json["are_followed"] = (after.rules == Some(Followed::Yes)).into();
        }
        json
    }
}

/// The blocks of one page that are none of the other's.
fn missing<'p>(one: &'p Page, other: &Page) -> Vec<&'p str> {
    let others: HashSet<_> = other.text.lines().collect();
    let lines = one.text.lines();
    lines
        .filter(|line| !line.is_empty() && !others.contains(line))
        .collect()
}

/// How many blocks, and the first of them.
fn sample(blocks: &[&str]) -> String {
    match blocks {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, ..] => format!("{}: {first}", blocks.len()),
    }
}

#[cfg(test)]
mod tests {
    use depesche_read::Page;
    use depesche_read::rule::Followed;

    use super::{Outcome, Tried, refusal, sample};

    fn tried(followed: Option<Followed>) -> Tried {
        let outcome = match followed {
            None => Outcome::Unread("it is gone".to_owned()),
            rules => Outcome::Read {
                before: Box::default(),
                after: Box::new(Page {
                    rules,
                    ..Page::default()
                }),
            },
        };
        Tried {
            url: String::new(),
            title: String::new(),
            outcome,
        }
    }

    fn check(followed: &[Option<Followed>], expected: Option<&str>) {
        let tried: Vec<_> = followed.iter().map(|followed| tried(*followed)).collect();
        assert_eq!(refusal(&tried).as_deref(), expected, "{followed:?}");
    }

    #[test]
    fn rules_that_fit_no_page_or_empty_most_are_refused() {
        let [yes, nothing, little] =
            [Followed::Yes, Followed::FoundNothing, Followed::TooLittle].map(Some);
        check(&[yes, nothing, nothing, None], None);
        check(&[yes, little], None);
        let emptied = "they would leave next to nothing of 2 of 3 pages";
        check(&[yes, little, little], Some(emptied));
        let nowhere = "there is nothing to take on any of 2 pages";
        check(&[nothing, nothing, None], Some(nowhere));
        check(
            &[None],
            Some("none of the last pages could be read (it is gone)"),
        );
    }

    #[test]
    fn blocks_are_counted_where_they_are_several() {
        assert_eq!(sample(&[]), "");
        assert_eq!(sample(&["a"]), "a");
        assert_eq!(sample(&["a", "b"]), "2: a");
    }
}
