//! What a publisher's other pages teach: the same pages read with and without it.

use std::collections::{BTreeMap, HashMap};

use super::corpus::Corpus;
use super::report::row;
use super::score::Scores;
use super::text::Means;

/// From which difference of F1 on a text is better or worse.
const NOTICED: f64 = 0.001;

/// Two lines for each number of other pages, and which texts have become worse.
pub(super) fn report(corpus: &Corpus, without: &Scores, with: &Scores) {
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, others) in others(corpus).into_iter().enumerate() {
        groups.entry(others).or_default().push(at);
    }
    println!();
    for (others, pages) in &groups {
        let means = |scores: &Scores| Means::of(pages.iter().map(|at| &scores.pages[*at].text));
        let gain = |at: &usize| with.pages[*at].text.f1() - without.pages[*at].text.f1();
        let better = pages.iter().filter(|at| gain(at) > NOTICED).count();
        let worse = pages.iter().filter(|at| gain(at) < -NOTICED);
        row(
            &format!("{others} other pages ({})", pages.len()),
            &means(without),
        );
        println!();
        row("  learned from", &means(with));
        println!(" {better} better, {} worse", worse.clone().count());
        for at in worse {
            println!("{:>+36.3}  {}", gain(at), corpus.pages[*at].id);
        }
    }
}

/// How many other pages there are of each page's publisher.
fn others(corpus: &Corpus) -> Vec<usize> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for page in &corpus.pages {
        *counts.entry(page.publisher()).or_default() += 1;
    }
    let pages = corpus.pages.iter();
    pages.map(|page| counts[page.publisher()] - 1).collect()
}
