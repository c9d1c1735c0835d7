//! `adversary [ARTICLES] [SEED]`: what becomes of articles whose engine does everything wrong.
//!
//! Invented articles are taken apart, the answers to their units are dropped, doubled, crossed, cut
//! and filled with markup, and what is put back is judged by a strict reader that shares nothing with
//! the code that is tried. Prints counts as JSON; fails where one of those is not 0 that must be.

mod adversary;
mod articles;
mod chance;
mod judge;
mod trial;

use std::hint::black_box;
use std::time::Instant;

use depesche_model::Lang;
use depesche_read::clean;
use depesche_read::segment::segments;
use depesche_translate::memory::key;
use depesche_translate::notation::{Notation, read, write};
use depesche_translate::unit::Block;
use serde_json::json;

use self::articles::article;
use self::chance::Chance;
use self::trial::{Counts, trial};

#[expect(clippy::print_stdout, reason = "it is what this program is for")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let articles: u64 = arguments
        .next()
        .map_or(Ok(10_000), |number| number.parse())?;
    let seed: u64 = arguments.next().map_or(Ok(1), |number| number.parse())?;
    let begun = Instant::now();
    let mut counts = Counts::default();
    for article in 0..articles {
        trial(
            seed.wrapping_mul(1 << 32).wrapping_add(article),
            &mut counts,
        );
    }
    let report = json!({
        "articles": counts.articles,
        "segments": counts.segments,
        "units": counts.units,
        "refused": counts.refused,
        "mended": counts.mended,
        "translated_segments": counts.translated,
        "reshaped_segments": counts.reshaped,
        "broken_markup": counts.broken_markup,
        "lost_links": counts.lost_links,
        "lost_pictures": counts.lost_pictures,
        "injected": counts.injected,
        "unstable": counts.unstable,
        "panics": counts.panics,
        "micros_per_article": micros_per_article(seed),
        "seconds": begun.elapsed().as_secs_f64(),
    });
    println!("{report}");
    match counts.wrong() {
        0 => Ok(()),
        _ => Err(counts.first.unwrap_or_default().into()),
    }
}

/// What one article costs besides the engine, where that does what it should: units, keys, reading,
/// mending, putting back.
fn micros_per_article(seed: u64) -> u128 {
    const ARTICLES: u64 = 500;
    let (from, to) = (Lang::parse("en"), Lang::parse("de"));
    let (Some(from), Some(to)) = (from, to) else {
        return 0;
    };
    let bodies = (0..ARTICLES).map(|number| article(&mut Chance::new(seed + number)));
    let bodies: Vec<_> = bodies
        .map(|markup| segments(&clean(&markup, None)))
        .collect();
    let begun = Instant::now();
    for segment in bodies.iter().flat_map(|body| &body.0) {
        let block = Block::of(segment, &[]);
        let answers = block.units().iter().map(|unit| {
            black_box(key(&unit.text, &from, &to, "engine", "model", &[]));
            let answer = read(&write(&unit.text, Notation::Xml), Notation::Xml);
            unit.accepts(&answer).ok()
        });
        let answers: Vec<_> = answers.collect();
        black_box(block.restore(&answers));
    }
    begun.elapsed().as_micros() / u128::from(ARTICLES)
}
