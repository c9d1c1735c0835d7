//! An engine that knows a table of texts by heart: for the demo and for tests.
//!
//! It knows a text whole, or sentence by sentence. What is not in its table it does not translate:
//! it is no dictionary, and makes nothing up.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::future::ready;

use depesche_model::Lang;

use crate::engine::{Engine, EngineError, Job, Profile, Reply, Soon};
use crate::marked::{Marked, Piece};
use crate::memory::normal;
use crate::sentence;

/// Translations by heart.
#[derive(Debug)]
pub struct Phrases {
    profile: Profile,
    /// By languages, then by the text with its marks numbered from 1.
    table: HashMap<(Lang, Lang), HashMap<String, Marked>>,
}

impl Phrases {
    /// An engine of the name `phrases` that knows nothing yet.
    pub fn new(model: &str) -> Self {
        let profile = Profile {
            name: "phrases".to_owned(),
            model: model.to_owned(),
            max_units: 100,
            max_chars: 100_000,
            is_external: false,
            is_per_sentence: false,
        };
        Self {
            profile,
            table: HashMap::new(),
        }
    }

    /// Learns a text. The marks of its translation have the numbers of the source's; where both have
    /// as many sentences, it knows each of them, too. What it knew before stays.
    pub fn learn(&mut self, from: &Lang, to: &Lang, source: &Marked, translation: &Marked) {
        let table = self.table.entry((from.clone(), to.clone())).or_default();
        learn(table, source, translation);
        let sentences = (
            sentence::split(source, from),
            sentence::split(translation, to),
        );
        if let (Some(source), Some(translation)) = sentences
            && source.len() == translation.len()
        {
            for (source, translation) in source.iter().zip(&translation) {
                learn(table, source, translation);
            }
        }
    }

    /// The translation of one text, if it is known.
    pub fn translation(&self, from: &Lang, to: &Lang, source: &Marked) -> Option<Marked> {
        let table = self.table.get(&(from.clone(), to.clone()))?;
        known(table, source).or_else(|| {
            let mut whole = Vec::new();
            for sentence in sentence::split(source, from)? {
                whole.extend(known(table, &sentence)?.0);
                if sentence.plain().ends_with(char::is_whitespace) {
                    whole.push(Piece::Text(" ".to_owned()));
                }
            }
            (!whole.is_empty()).then_some(Marked(whole))
        })
    }
}

impl Engine for Phrases {
    fn profile(&self) -> &Profile {
        &self.profile
    }

    fn translate<'a>(&'a self, job: &'a Job<'a>) -> Soon<'a, Result<Reply, EngineError>> {
        let (from, to) = (job.from, job.to);
        if !self.table.contains_key(&(from.clone(), to.clone())) {
            let (from, to) = (from.clone(), to.clone());
            return Box::pin(ready(Err(EngineError::Unsupported { from, to })));
        }
        let units = job
            .units
            .iter()
            .map(|unit| self.translation(from, to, unit));
        let reply = Reply {
            units: units.collect(),
            billed_chars: None,
        };
        Box::pin(ready(Ok(reply)))
    }
}

fn learn(table: &mut HashMap<String, Marked>, source: &Marked, translation: &Marked) {
    let (_, numbers) = numbers(source);
    let number = |id| numbers.get(&id).copied();
    let numbered = (renumbered(source, number), renumbered(translation, number));
    if let (Some(source), Some(translation)) = numbered {
        table.entry(normal(&source)).or_insert(trimmed(translation));
    }
}

fn known(table: &HashMap<String, Marked>, source: &Marked) -> Option<Marked> {
    let (ids, numbers) = numbers(source);
    let source = renumbered(source, |id| numbers.get(&id).copied())?;
    let found = table.get(&normal(&source))?;
    let id = |number: u16| ids.get(usize::from(number).checked_sub(1)?).copied();
    renumbered(found, id)
}

/// The numbers of a text's marks in the order of the text, and that order by number: those of a
/// sentence depend on where it stands.
fn numbers(text: &Marked) -> (Vec<u16>, HashMap<u16, u16>) {
    let (mut ids, mut numbers) = (Vec::new(), HashMap::new());
    for piece in &text.0 {
        if let Piece::Open(id) | Piece::Atom(id, _) = piece
            && let Entry::Vacant(entry) = numbers.entry(*id)
        {
            ids.push(*id);
            entry.insert(u16::try_from(ids.len()).unwrap_or(u16::MAX));
        }
    }
    (ids, numbers)
}

/// The text with other numbers; none where one of them has none.
fn renumbered(text: &Marked, number: impl Fn(u16) -> Option<u16>) -> Option<Marked> {
    let pieces = text.0.iter().map(|piece| {
        Some(match piece {
            Piece::Text(text) => Piece::Text(text.clone()),
            Piece::Open(id) => Piece::Open(number(*id)?),
            Piece::Close(id) => Piece::Close(number(*id)?),
            Piece::Atom(id, text) => Piece::Atom(number(*id)?, text.clone()),
        })
    });
    pieces.collect::<Option<_>>().map(Marked)
}

/// The text without white space at its end.
fn trimmed(mut text: Marked) -> Marked {
    if let Some(Piece::Text(last)) = text.0.last_mut() {
        last.truncate(last.trim_end().len());
    }
    text.0
        .retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    text
}

#[cfg(test)]
mod tests {
    use depesche_model::Lang;

    use super::Phrases;
    use crate::engine::{Engine, EngineError, Job};
    use crate::marked::Marked;
    use crate::notation::{Notation, read, write};

    fn lang(tag: &str) -> Lang {
        Lang::parse(tag).expect("it is a tag")
    }

    fn marked(text: &str) -> Marked {
        read(text, Notation::Brackets)
    }

    fn check(source: &str, expected: Option<&str>) {
        let (from, to) = (lang("en"), lang("de"));
        let mut phrases = Phrases::new("demo");
        let table = [
            ("The bridge is closed.", "Die Brücke ist gesperrt."),
            (
                "Nobody knows why. Nobody asks.",
                "Niemand weiß, warum. Niemand fragt.",
            ),
            (
                "See ⟦7⟧our list⟦/7⟧, ⟦9⟧.",
                "⟦9⟧: siehe ⟦7⟧unsere Liste⟦/7⟧.",
            ),
        ];
        for (source, translation) in table {
            phrases.learn(&from, &to, &marked(source), &marked(translation));
        }
        let found = phrases.translation(&from, &to, &marked(source));
        let found = found.map(|found| write(&found, Notation::Brackets));
        assert_eq!(found.as_deref(), expected, "{source}");
    }

    #[test]
    fn a_text_is_known_whole_or_by_its_sentences() {
        check("The bridge is closed.", Some("Die Brücke ist gesperrt."));
        check(
            " The  bridge is\nclosed. ",
            Some("Die Brücke ist gesperrt."),
        );
        check(
            "Nobody asks. The bridge is closed.",
            Some("Niemand fragt. Die Brücke ist gesperrt."),
        );
        check("The bridge is closed. Who knows?", None);
        check("", None);
    }

    #[test]
    fn marks_have_the_numbers_of_their_place() {
        check(
            "See ⟦1⟧our list⟦/1⟧, ⟦2⟧.",
            Some("⟦2⟧: siehe ⟦1⟧unsere Liste⟦/1⟧."),
        );
        check(
            "Nobody asks. See ⟦3⟧our list⟦/3⟧, ⟦4⟧.",
            Some("Niemand fragt. ⟦4⟧: siehe ⟦3⟧unsere Liste⟦/3⟧."),
        );
        check("⟦1⟧Nobody asks. The bridge is closed.⟦/1⟧", None);
        check("See our list, ⟦2⟧.", None);
    }

    #[tokio::test]
    async fn it_answers_as_an_engine() {
        let (from, to) = (lang("en"), lang("de"));
        let mut phrases = Phrases::new("demo");
        phrases.learn(&from, &to, &marked("Yes."), &marked("Ja."));
        let units = [&marked("Yes."), &marked("No.")];
        let job = Job {
            from: &from,
            to: &to,
            units: &units,
            context: "",
            terms: &[],
        };
        let reply = phrases
            .translate(&job)
            .await
            .expect("it knows the languages");
        assert_eq!(reply.units, [Some(marked("Ja.")), None]);
        let job = Job {
            from: &to,
            to: &from,
            ..job
        };
        assert_eq!(
            phrases.translate(&job).await,
            Err(EngineError::Unsupported {
                from: to.clone(),
                to: from.clone()
            })
        );
    }
}
