//! Units get their translations: from the memory where there are any, else from the engines.

use std::collections::{HashMap, HashSet};

use depesche_model::{Glossary, Lang, Term};
use depesche_store::StoreError;
use depesche_store::translation::Remembered;
use depesche_translate::chain::{Order, Outcome, Urgency, Wanted};
use depesche_translate::check::check;
use depesche_translate::glossary::Finder;
use depesche_translate::marked::Marked;
use depesche_translate::memory;
use depesche_translate::notation::{Notation, read, write};
use depesche_translate::unit::Unit;

use super::budget::day;
use super::draft::Answer;
use crate::house::House;

/// What people have written goes before all engines.
pub(crate) const HUMAN: &str = "human";

/// A unit that wants a translation.
pub(crate) struct Need<'d> {
    pub(crate) unit: &'d Unit,
    pub(crate) from: &'d Lang,
    pub(crate) to: &'d Lang,
    /// Whether it may be given to engines outside of the house.
    pub(crate) may_leave: bool,
    /// What it is about.
    pub(crate) context: &'d str,
}

/// A need on its way.
struct Asked<'d> {
    need: &'d Need<'d>,
    terms: Vec<Term>,
    /// What the memory knows it by: first as people's words, then as each engine's.
    keys: Vec<String>,
    answer: Answer,
    refused_by: u64,
    is_open: bool,
}

/// Translates: an answer for each need, in their order.
pub(crate) async fn translate(
    house: &House,
    needs: &[Need<'_>],
    glossary: &Glossary,
    urgency: Urgency,
) -> Result<Vec<Answer>, StoreError> {
    let names = names(house);
    let mut asked = looked_up(house, needs, glossary, &names).await?;
    for group in groups(&asked) {
        ask(house, &mut asked, &group, &names, urgency).await?;
    }
    Ok(asked.into_iter().map(|asked| asked.answer).collect())
}

/// What the memory has for each need; nobody is asked.
pub(crate) async fn recalled(
    house: &House,
    needs: &[Need<'_>],
    glossary: &Glossary,
) -> Result<Vec<Answer>, StoreError> {
    let asked = looked_up(house, needs, glossary, &names(house)).await?;
    Ok(asked.into_iter().map(|asked| asked.answer).collect())
}

/// The needs with what the memory has for them.
async fn looked_up<'d>(
    house: &House,
    needs: &'d [Need<'d>],
    glossary: &Glossary,
    names: &[(String, String)],
) -> Result<Vec<Asked<'d>>, StoreError> {
    // Making one takes longer than a search: one for each pair of languages.
    let mut finders: HashMap<(&Lang, &Lang), Finder<'_>> = HashMap::new();
    let mut asked = Vec::with_capacity(needs.len());
    for need in needs {
        let finder = finders.entry((need.from, need.to)).or_insert_with(|| {
            let terms = glossary.terms.iter();
            Finder::new(terms.filter(|term| term.is_for(need.from, need.to)))
        });
        asked.push(Asked::new(need, finder, names));
    }
    recall(house, &mut asked, names).await?;
    Ok(asked)
}

impl<'d> Asked<'d> {
    fn new(need: &'d Need<'d>, finder: &Finder<'_>, names: &[(String, String)]) -> Self {
        let text = &need.unit.text;
        let terms = finder.terms_in(&text.plain());
        let key = |(engine, model): &(String, String)| {
            // People's words hold whatever the glossary says.
            let terms: &[Term] = if engine == HUMAN { &[] } else { &terms };
            memory::key(text, need.from, need.to, engine, model, terms)
        };
        Self {
            keys: names.iter().map(key).collect(),
            need,
            terms,
            answer: Answer::default(),
            refused_by: 0,
            is_open: true,
        }
    }
}

/// The names and models under which the memory keeps what was made: people's first.
fn names(house: &House) -> Vec<(String, String)> {
    let engines = house.translation.chain.profiles();
    let engines = engines.map(|profile| (profile.name.clone(), profile.model.clone()));
    std::iter::once((HUMAN.to_owned(), String::new()))
        .chain(engines)
        .collect()
}

/// Takes what is remembered, and notes whose answers were refused before.
async fn recall(
    house: &House,
    asked: &mut [Asked<'_>],
    names: &[(String, String)],
) -> Result<(), StoreError> {
    let keys: HashSet<_> = asked.iter().flat_map(|asked| &asked.keys).collect();
    let keys: Vec<_> = keys.into_iter().cloned().collect();
    let known = house.store.remembered(&keys).await?;
    let mut saved: HashMap<usize, u64> = HashMap::new();
    for asked in asked {
        for (place, key) in asked.keys.iter().enumerate() {
            let Some(row) = known.get(key) else { continue };
            let text = row
                .text
                .as_deref()
                .map(|text| read(text, Notation::Brackets));
            let text = text.and_then(|text| asked.need.unit.accepts(&text).ok());
            if let Some(text) = text {
                asked.answer.done = Some((text, names[place].clone()));
                asked.answer.is_heard = true;
                asked.is_open = false;
                *saved.entry(place).or_default() += asked.need.unit.text.chars();
                break;
            }
            if place > 0 {
                asked.answer.is_heard = true;
                asked.refused_by |= 1 << (place - 1);
            }
        }
    }
    note_saved(house, saved, names).await
}

async fn note_saved(
    house: &House,
    saved: HashMap<usize, u64>,
    names: &[(String, String)],
) -> Result<(), StoreError> {
    let today = day((house.clock)());
    let saved: Vec<_> = saved
        .into_iter()
        .filter(|(place, _)| *place > 0)
        .map(|(place, chars)| (names[place].0.clone(), chars))
        .collect();
    if saved.is_empty() {
        return Ok(());
    }
    house
        .store
        .write(&saved, |tx, saved| {
            Box::pin(async move {
                for (engine, chars) in saved {
                    tx.note_saved(engine, today, *chars).await?;
                }
                Ok(())
            })
        })
        .await
}

/// The open ones by pairs of languages, each text once: boilerplate stands in every article.
fn groups(asked: &[Asked<'_>]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut places: HashMap<(&Lang, &Lang), usize> = HashMap::new();
    let mut seen = HashSet::new();
    for (index, one) in asked.iter().enumerate() {
        if !one.is_open || !seen.insert((&one.keys[0], one.need.may_leave)) {
            continue;
        }
        let pair = (one.need.from, one.need.to);
        let place = *places.entry(pair).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[place].push(index);
    }
    groups
}

/// Asks the engines for a group, remembers what they said, and gives it to all that want the same.
async fn ask(
    house: &House,
    asked: &mut [Asked<'_>],
    group: &[usize],
    names: &[(String, String)],
    urgency: Urgency,
) -> Result<(), StoreError> {
    let outcomes = outcomes(house, asked, group, urgency).await;
    remember(house, asked, group, &outcomes, names).await?;
    let mut by_key: HashMap<(String, bool), &Outcome> = HashMap::new();
    for (index, outcome) in group.iter().zip(&outcomes) {
        let one = &asked[*index];
        by_key.insert((one.keys[0].clone(), one.need.may_leave), outcome);
    }
    for one in asked.iter_mut().filter(|one| one.is_open) {
        let key = (one.keys[0].clone(), one.need.may_leave);
        let Some(outcome) = by_key.get(&key) else {
            continue;
        };
        one.is_open = false;
        one.answer.again_at = outcome.again_at.filter(|_| outcome.done.is_none());
        one.answer.is_heard |= outcome.done.is_some() || !outcome.refused.is_empty();
        // The same text may hold other links: its own spans decide.
        let done = outcome.done.as_ref();
        one.answer.done = done.and_then(|(place, text)| {
            let text = one.need.unit.accepts(text).ok()?;
            Some((text, names[place + 1].clone()))
        });
    }
    Ok(())
}

async fn outcomes(
    house: &House,
    asked: &[Asked<'_>],
    group: &[usize],
    urgency: Urgency,
) -> Vec<Outcome> {
    let group: Vec<_> = group.iter().map(|index| &asked[*index]).collect();
    let Some(first) = group.first().map(|one| one.need) else {
        return Vec::new();
    };
    let units: Vec<_> = group
        .iter()
        .map(|one| Wanted {
            text: &one.need.unit.text,
            may_leave: one.need.may_leave,
            refused_by: one.refused_by,
        })
        .collect();
    let mut terms: Vec<Term> = group.iter().flat_map(|one| one.terms.clone()).collect();
    terms.sort();
    terms.dedup();
    let is_one = group.iter().all(|one| one.need.context == first.context);
    let judge = |index: usize, answer: &Marked| {
        let one = group[index];
        let need = one.need;
        let text = need.unit.accepts(answer)?;
        check(need.unit, &text, need.from, need.to, &one.terms)?;
        Ok(text)
    };
    let order = Order {
        from: first.from,
        to: first.to,
        units: &units,
        context: if is_one { first.context } else { "" },
        terms: &terms,
        urgency,
        judge: &judge,
    };
    let translation = &house.translation;
    translation
        .chain
        .translate(&order, &translation.budget)
        .await
}

/// Keeps what was paid for: good answers for ever, and that an answer was refused.
async fn remember(
    house: &House,
    asked: &[Asked<'_>],
    group: &[usize],
    outcomes: &[Outcome],
    names: &[(String, String)],
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for (index, outcome) in group.iter().zip(outcomes) {
        let one = &asked[*index];
        let row = |place: usize, text: Option<String>, fault: &str| Remembered {
            key: one.keys[place + 1].clone(),
            text,
            fault: fault.to_owned(),
            engine: names[place + 1].0.clone(),
            model: names[place + 1].1.clone(),
            from: one.need.from.clone(),
            to: one.need.to.clone(),
        };
        let refused = outcome.refused.iter();
        rows.extend(refused.map(|(place, fault)| row(*place, None, fault.as_str())));
        if let Some((place, text)) = &outcome.done {
            rows.push(row(*place, Some(write(text, Notation::Brackets)), ""));
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    let input = (rows, (house.clock)());
    house
        .store
        .write(&input, |tx, (rows, at)| Box::pin(tx.remember(rows, *at)))
        .await
}
