//! The demo's engine: a table of its own articles' texts, written by people. It stands where an
//! operator has an engine, and all else is real: the units, the memory, the checks, the glossary.

use std::sync::Arc;

use depesche_model::{Lang, Segment, Term};
use depesche_read::segment::segments;
use depesche_translate::chain::Chain;
use depesche_translate::marked::Marked;
use depesche_translate::phrases::Phrases;
use depesche_translate::unit::{Block, Kind, Unit};
use depesche_world::demo::{Demo, Phrase, PhraseKind};

use crate::cmd::translate::terms_of;
use crate::house::House;
use crate::stage::translate::engines::Translation;

/// What the label and the receipt call it.
const MODEL: &str = "table of the demo, written by people";

/// Gives the house the demo's engine in place of all others, and the demo's glossary.
pub(super) async fn install(house: &mut House, demo: &Demo) -> anyhow::Result<()> {
    let terms = terms_of(demo.glossary())?;
    let chain = Chain::new(vec![Arc::new(engine(demo, &terms))], house.clock.clone());
    house.translation = Arc::new(Translation {
        chain,
        ..Translation::none(&house.config, &house.store, &house.clock)
    });
    let input = (terms, (house.clock)());
    house
        .store
        .write(&input, |tx, (terms, at)| Box::pin(tx.put_terms(terms, *at)))
        .await?;
    Ok(())
}

fn engine(demo: &Demo, terms: &[Term]) -> Phrases {
    let mut phrases = Phrases::new(MODEL);
    for phrase in demo.phrases() {
        let lang = |tag: &str| Lang::parse(tag).expect("the demo's languages are some");
        let (from, to) = (lang(phrase.from), lang(phrase.to));
        let kept: Vec<_> = terms
            .iter()
            .filter(|term| term.translation.is_none() && term.is_for(&from, &to))
            .cloned()
            .collect();
        for (original, translation) in pairs(&phrase, &kept) {
            phrases.learn(&from, &to, &original, &translation);
        }
    }
    phrases
}

/// The units of a phrase, each beside its translation: they stand in the same order in both.
fn pairs(phrase: &Phrase, kept: &[Term]) -> Vec<(Marked, Marked)> {
    let units = |text: &str| match phrase.kind {
        PhraseKind::Line => Unit::line(Kind::Title, text, kept)
            .into_iter()
            .map(|unit| unit.text)
            .collect(),
        PhraseKind::Block => {
            let blocks = segments(&depesche_read::clean(text, None));
            let of = |segment: &Segment| -> Vec<Marked> {
                let block = Block::of(segment, kept);
                block.units().iter().map(|unit| unit.text.clone()).collect()
            };
            blocks.0.iter().flat_map(of).collect::<Vec<_>>()
        }
    };
    let (originals, translations) = (units(&phrase.original), units(&phrase.translation));
    originals.into_iter().zip(translations).collect()
}
