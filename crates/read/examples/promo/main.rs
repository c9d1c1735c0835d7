//! How well promotion is cut: ten invented sources of twenty articles, half of them German, with
//! planted lines in several wordings. Prints one JSON object; `cargo xtask eval promo` calls it.
//!
//! Articles come one by one, as they do in life: each teaches, and is cut by what is known then. A
//! planted line must go from the source's third article on: one whose shape gives it away at once,
//! one of the source's own making where two earlier articles had it.

#![expect(clippy::print_stdout, reason = "what it measures is its purpose")]

mod lines;
mod set;

use std::collections::{BTreeMap, HashMap};

use depesche_model::Body;
use depesche_read::clean;
use depesche_read::furniture::{Blocks, Lesson, Memory, cut};
use depesche_read::segment::segments;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use set::{Article, Part};

/// From which article of a source on its promotion must go.
const FROM: usize = 2;

#[derive(Default)]
struct Count {
    promo: usize,
    promo_cut: usize,
    texts: usize,
    texts_cut: usize,
    left: BTreeMap<String, usize>,
    lost: BTreeMap<String, usize>,
}

fn main() {
    let (mut arriving, mut later) = (Count::default(), Count::default());
    let mut twice = 0;
    for source in 0..set::SOURCES {
        let articles = set::articles(source);
        let mut memory = Memory::default();
        let mut seen: HashMap<usize, usize> = HashMap::new();
        for (number, article) in articles.iter().enumerate() {
            learn(&mut memory, article, number);
            arriving.count(article, number, &memory, &seen);
            for part in &article.parts {
                *seen.entry(part.line).or_default() += 1;
            }
        }
        for (number, article) in articles.iter().enumerate() {
            later.count(article, number, &memory, &seen);
        }
        twice += taught_by_one(&articles[0]);
    }
    println!(
        "{}",
        json!({
            "promo": arriving.promo,
            "promo_cut": arriving.promo_cut,
            "texts": arriving.texts,
            "texts_cut": arriving.texts_cut,
            "later_promo": later.promo,
            "later_promo_cut": later.promo_cut,
            "later_texts_cut": later.texts_cut,
            "taught_by_one_article": twice,
            "left": arriving.left,
            "lost": arriving.lost.into_iter().chain(later.lost).collect::<BTreeMap<_, _>>(),
        })
    );
}

fn body(article: &Article) -> Body {
    segments(&clean(&article.markup(), None))
}

fn learn(memory: &mut Memory, article: &Article, number: usize) {
    let start: Timestamp = "2026-03-01T12:00:00Z".parse().expect("a time");
    let hours = i64::try_from(number * 5).expect("a small number");
    let text = Blocks::of(&body(article));
    memory.learn(&Lesson {
        title: &article.title,
        at: start + SignedDuration::from_hours(hours),
        text: &text,
        page: None,
    });
}

impl Count {
    fn count(
        &mut self,
        article: &Article,
        number: usize,
        memory: &Memory,
        seen: &HashMap<usize, usize>,
    ) {
        let cut = cut(body(article), memory);
        assert_eq!(cut.0.len(), article.parts.len(), "a block for each part");
        for (part, segment) in article.parts.iter().zip(&cut.0) {
            let is_cut = segment.cut.is_some();
            match part.kind {
                Part::Text => {
                    self.texts += 1;
                    self.texts_cut += usize::from(is_cut);
                    if is_cut {
                        *self.lost.entry(segment.html.text()).or_default() += 1;
                    }
                }
                Part::Shape | Part::Own if number >= FROM => {
                    let earlier = seen.get(&part.line).copied().unwrap_or(0);
                    if part.kind == Part::Own && earlier < FROM {
                        continue;
                    }
                    self.promo += 1;
                    self.promo_cut += usize::from(is_cut);
                    if !is_cut {
                        *self.left.entry(segment.html.text()).or_default() += 1;
                    }
                }
                Part::Shape | Part::Own => {}
            }
        }
    }
}

/// How much an article teaches that is stored ten times, under its own headline and under others.
fn taught_by_one(article: &Article) -> usize {
    let mut memory = Memory::default();
    for copy in 0..10 {
        let title = match copy % 2 {
            0 => article.title.clone(),
            _ => format!("{} ({copy})", article.title),
        };
        let copy_of = Article {
            title,
            parts: article.parts.clone(),
        };
        learn(&mut memory, &copy_of, copy);
    }
    let rules = memory.list();
    rules
        .iter()
        .filter(|rule| rule.is_cut && !rule.reason.starts_with("its shape"))
        .count()
}
