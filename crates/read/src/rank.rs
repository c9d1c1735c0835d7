//! What stands on top of the front page.

use std::collections::HashMap;

use depesche_model::{ArticleId, SectionId, SourceId};
use jiff::Timestamp;

/// In how many hours a single report loses half of its weight.
const REPORT_HALF_LIFE: f64 = 6.0;

/// In how many hours a piece loses half of its place.
const PLACE_HALF_LIFE: f64 = 18.0;

/// What each piece above of the same source takes from one.
const SAME_SOURCE: f64 = 0.6;

/// What each piece above of the same section takes from one.
const SAME_SECTION: f64 = 0.85;

/// How many of the pieces above are looked at.
const WINDOW: usize = 10;

/// A lead that is shorter says too little for the top, in characters.
const SHORT_LEAD: u32 = 80;

/// An article that may stand on the front page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The article.
    pub id: ArticleId,
    /// Its source.
    pub source: SourceId,
    /// The sections it belongs to.
    pub sections: Vec<SectionId>,
    /// When it was published.
    pub published_at: Timestamp,
    /// How long its lead is, in characters.
    pub lead_chars: u32,
}

/// The articles of the front page, the foremost first, at most `limit`.
///
/// New pieces stand above old ones, and no source or section fills the top by itself: each of the
/// ten pieces above of the same source or section takes a share of a piece's weight. Nothing is
/// ranked by what readers click. The same candidates and `now` give the same page, in whatever
/// order they come.
pub fn front_page(candidates: &[Candidate], now: Timestamp, limit: usize) -> Vec<ArticleId> {
    let mut waiting: Vec<(f64, &Candidate)> = candidates
        .iter()
        .map(|candidate| (weight(candidate, now), candidate))
        .collect();
    waiting.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.id.cmp(&a.1.id)));
    waiting.truncate(limit.saturating_mul(8));
    let mut chosen: Vec<&Candidate> = Vec::new();
    while chosen.len() < limit && !waiting.is_empty() {
        let above = Above::new(&chosen);
        let mut best = (0, f64::MIN);
        for (at, (weight, candidate)) in waiting.iter().enumerate() {
            if *weight <= best.1 {
                break; // The rest weighs less even before anything is taken from it.
            }
            let weight = weight * above.share(candidate);
            if weight > best.1 {
                best = (at, weight);
            }
        }
        chosen.push(waiting.remove(best.0).1);
    }
    chosen.into_iter().map(|candidate| candidate.id).collect()
}

/// The weight of a piece by itself: one report, falling with its age.
fn weight(candidate: &Candidate, now: Timestamp) -> f64 {
    let hours = now
        .duration_since(candidate.published_at)
        .as_secs_f64()
        .max(0.0)
        / 3600.0;
    let report = (-hours / REPORT_HALF_LIFE).exp2().ln_1p();
    let place = (-hours / PLACE_HALF_LIFE).exp2();
    let lead = if candidate.lead_chars < SHORT_LEAD {
        0.7
    } else {
        1.0
    };
    report * place * lead
}

/// What stands in the pieces above.
struct Above {
    sources: HashMap<SourceId, i32>,
    sections: HashMap<SectionId, i32>,
}

impl Above {
    fn new(chosen: &[&Candidate]) -> Self {
        let mut above = Self {
            sources: HashMap::new(),
            sections: HashMap::new(),
        };
        for candidate in chosen.iter().rev().take(WINDOW) {
            *above.sources.entry(candidate.source).or_default() += 1;
            for section in &candidate.sections {
                *above.sections.entry(*section).or_default() += 1;
            }
        }
        above
    }

    fn share(&self, candidate: &Candidate) -> f64 {
        let of_source = self.sources.get(&candidate.source).copied().unwrap_or(0);
        let sections = candidate.sections.iter();
        let of_section = sections
            .filter_map(|section| self.sections.get(section))
            .max();
        SAME_SOURCE.powi(of_source) * SAME_SECTION.powi(of_section.copied().unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use depesche_model::{ArticleId, SectionId, SourceId};
    use jiff::{SignedDuration, Timestamp};
    use proptest::prelude::*;

    use super::{Candidate, front_page};

    fn now() -> Timestamp {
        "2026-03-01T12:00:00Z".parse().expect("a time")
    }

    fn candidate(id: i64, source: i64, section: i64, minutes_ago: i64) -> Candidate {
        Candidate {
            id: ArticleId(id),
            source: SourceId(source),
            sections: vec![SectionId(section)],
            published_at: now() - SignedDuration::from_mins(minutes_ago),
            lead_chars: 200,
        }
    }

    fn check(candidates: &[Candidate], limit: usize, expected: &[i64]) {
        let page: Vec<_> = front_page(candidates, now(), limit)
            .into_iter()
            .map(|id| id.0)
            .collect();
        assert_eq!(page, expected);
    }

    #[test]
    fn the_newest_stands_on_top() {
        check(
            &[
                candidate(1, 1, 1, 600),
                candidate(2, 2, 2, 5),
                candidate(3, 3, 3, 90),
            ],
            9,
            &[2, 3, 1],
        );
        check(&[candidate(1, 1, 1, 60), candidate(2, 2, 2, 60)], 1, &[2]);
        check(&[], 5, &[]);
    }

    #[test]
    fn one_source_does_not_fill_the_top() {
        let mut flood: Vec<_> = (1..=20).map(|id| candidate(id, 1, 1, id)).collect();
        flood.extend([candidate(50, 2, 2, 180), candidate(51, 3, 3, 240)]);
        let page: Vec<_> = front_page(&flood, now(), 5)
            .into_iter()
            .map(|id| id.0)
            .collect();
        assert_eq!(page[0], 1);
        assert!(
            page[..4].contains(&50) && page[..4].contains(&51),
            "{page:?}"
        );
    }

    #[test]
    fn a_headline_without_a_lead_stands_lower() {
        let mut bare = candidate(1, 1, 1, 5);
        bare.lead_chars = 0;
        check(&[bare, candidate(2, 2, 2, 60)], 9, &[2, 1]);
    }

    proptest! {
        #[test]
        fn every_order_gives_the_same_page(
            given in prop::collection::vec((1_i64..5, 1_i64..4, -100_i64..5000), 0..30), turn in 0_usize..30,
        ) {
            let mut candidates: Vec<_> = given.iter().zip(1..)
                .map(|((source, section, minutes), id)| candidate(id, *source, *section, *minutes)).collect();
            let page = front_page(&candidates, now(), 10);
            prop_assert_eq!(page.len(), candidates.len().min(10));
            let turn = turn.min(candidates.len());
            candidates.rotate_left(turn);
            prop_assert_eq!(front_page(&candidates, now(), 10), page);
        }
    }
}
