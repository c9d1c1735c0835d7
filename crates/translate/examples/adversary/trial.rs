//! One article after another is broken in every way, and what comes of it is judged.

use std::panic::{AssertUnwindSafe, catch_unwind};

use depesche_model::{Segment, Term};
use depesche_read::segment::segments;
use depesche_read::{clean, clean_part};
use depesche_translate::marked::{Marked, Piece};
use depesche_translate::notation::{Notation, read, write};
use depesche_translate::unit::{Block, Unit};

use super::adversary::answer;
use super::articles::article;
use super::chance::Chance;
use super::judge::{Wrong, judge};

/// What came of some articles.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    /// Articles, segments with something to translate, and units.
    pub(crate) articles: u64,
    pub(crate) segments: u64,
    pub(crate) units: u64,
    /// Units whose answer was refused; whose answer was mended.
    pub(crate) refused: u64,
    pub(crate) mended: u64,
    /// Segments that were translated, at least in part, and that would have had another shape.
    pub(crate) translated: u64,
    pub(crate) reshaped: u64,
    /// What must not be.
    pub(crate) broken_markup: u64,
    pub(crate) lost_links: u64,
    pub(crate) lost_pictures: u64,
    pub(crate) injected: u64,
    pub(crate) unstable: u64,
    pub(crate) panics: u64,
    /// The first that went wrong.
    pub(crate) first: Option<String>,
}

impl Counts {
    /// How many things went wrong.
    pub(crate) fn wrong(&self) -> u64 {
        self.broken_markup
            + self.lost_links
            + self.lost_pictures
            + self.injected
            + self.unstable
            + self.panics
    }

    fn note(&mut self, wrong: &Wrong, said: impl FnOnce() -> String) {
        match wrong {
            Wrong::Markup(_) => self.broken_markup += 1,
            Wrong::Link(_) => self.lost_links += 1,
            Wrong::Picture(_) => self.lost_pictures += 1,
            Wrong::Injected(_) => self.injected += 1,
        }
        self.first
            .get_or_insert_with(|| format!("{wrong:?}\n{}", said()));
    }
}

/// Breaks the article of a seed.
pub(crate) fn trial(seed: u64, counts: &mut Counts) {
    let mut chance = Chance::new(seed);
    let markup = article(&mut chance);
    let keep = [Term {
        term: "Quay AI".to_owned(),
        translation: None,
        from: None,
        to: None,
        is_case_sensitive: true,
    }];
    counts.articles += 1;
    let mut other = Marked::from("Another text entirely.");
    for segment in segments(&clean(&markup, None)).0 {
        let tried = catch_unwind(AssertUnwindSafe(|| {
            tried(&mut chance, &segment, &keep, &mut other, counts);
        }));
        if tried.is_err() {
            counts.panics += 1;
            let said = || format!("panic: seed {seed}: {}", segment.html.as_str());
            counts.first.get_or_insert_with(said);
        }
    }
}

fn tried(
    chance: &mut Chance,
    segment: &Segment,
    keep: &[Term],
    other: &mut Marked,
    counts: &mut Counts,
) {
    let block = Block::of(segment, keep);
    if block.units().is_empty() {
        return;
    }
    counts.segments += 1;
    let mut answers = Vec::new();
    for unit in block.units() {
        let answer = answer(chance, &unit.text, other);
        counts.unit(unit, &answer);
        other.clone_from(&unit.text);
        answers.push(Some(answer).filter(|_| !chance.is_one_in(10)));
    }
    let is_accepted = |(unit, answer): (&Unit, &Option<Marked>)| {
        answer
            .as_ref()
            .is_some_and(|answer| unit.accepts(answer).is_ok())
    };
    let is_any = block.units().iter().zip(&answers).any(is_accepted);
    let Some(html) = block.restore(&answers) else {
        counts.reshaped += u64::from(is_any);
        return;
    };
    counts.translated += 1;
    let original = segment.html.as_str();
    if let Err(wrong) = judge(original, html.as_str()) {
        counts.note(&wrong, || {
            format!("{original}\n{}\n{answers:?}", html.as_str())
        });
    }
    if clean_part(html.as_str()) != html {
        counts.unstable += 1;
        let said = || format!("cleaned again it is another: {}", html.as_str());
        counts.first.get_or_insert_with(said);
    }
}

impl Counts {
    fn unit(&mut self, unit: &Unit, answer: &Marked) {
        self.units += 1;
        let Ok(accepted) = unit.accepts(answer) else {
            self.refused += 1;
            return;
        };
        self.mended += u64::from(numbers(answer) != numbers(&accepted));
        // What is remembered must be what was accepted.
        let again = read(&write(&accepted, Notation::Brackets), Notation::Brackets);
        if unit.accepts(&again).as_ref() != Ok(&accepted) {
            self.unstable += 1;
            let said = || {
                format!(
                    "remembered it is another: {accepted:?}\n{:?}",
                    unit.accepts(&again)
                )
            };
            self.first.get_or_insert_with(said);
        }
    }
}

/// The numbers of an answer in their order.
fn numbers(text: &Marked) -> Vec<u16> {
    let numbers = text.0.iter().filter_map(|piece| match piece {
        Piece::Text(_) => None,
        Piece::Open(id) | Piece::Close(id) | Piece::Atom(id, _) => Some(*id),
    });
    numbers.collect()
}
