//! The goals of all figures, in one list, so that they can be raised; and how a figure is printed.
//!
//! A figure's line is for machines: `FIGURE <dotted.name> <value> <unit> <goal> <ok|short>`.

use std::fmt;

use anyhow::{Context, Result};

/// What a figure should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Goal {
    AtMost(f64),
    AtLeast(f64),
    Exactly(f64),
}

use Goal::{AtLeast, AtMost, Exactly};

/// All figures: name, unit, goal. Measured on two cores.
#[rustfmt::skip]
const GOALS: &[(&str, &str, Goal)] = &[
    // `bench ingest`: 1,000 feeds × 30 entries, article pages off.
    ("ingest.first.cpu",     "s",        AtMost(8.0)),
    ("ingest.second.cpu",    "s",        AtMost(0.5)),
    ("ingest.rss",           "MB",       AtMost(200.0)),
    ("ingest.articles",      "articles", Exactly(30_000.0)),
    ("ingest.searchable",    "percent",  AtLeast(100.0)),
    // `bench real`: a folder of real feeds.
    ("real.stored",          "feeds",    Exactly(198.0)),
    ("real.counts_right",    "percent",  AtLeast(95.0)),
    ("real.found",           "percent",  AtLeast(100.0)),
    // `conform feeds`: the reference's suite, folders of real feeds, and probes.
    ("suite.right",          "files",    AtLeast(1400.0)),
    ("suite.in_the_wild.right", "files", AtLeast(935.0)),
    ("real.parsed",          "percent",  AtLeast(100.0)),
    ("real.entry_counts",    "percent",  AtLeast(100.0)),
    ("real.fields",          "percent",  AtLeast(99.0)),
    ("probes.right",         "probes",   AtLeast(60.0)),
    ("probes.dates",         "dates",    AtLeast(36.0)),
    // `bench feeds`: ours against feed-rs; peak heap over input, the worst file over 50 kB.
    // The stretch goal of the speed is 5.
    ("feeds.speed",          "times",    AtLeast(3.5)),
    ("feeds.heap",           "times",    AtMost(3.0)),
    ("feeds.failed",         "files",    AtMost(0.0)),
    // `eval translate`: 10,000 articles broken by an engine; 1,000 through a mock, a week without
    // change, one edited paragraph; eight workers and a budget; the protocols' suites; the demo.
    ("translate.broken_markup", "units", AtMost(0.0)),
    ("translate.lost",       "elements", AtMost(0.0)),
    ("translate.injected",   "elements", AtMost(0.0)),
    ("translate.panics",     "panics",   AtMost(0.0)),
    ("translate.done",       "percent",  AtLeast(100.0)),
    ("translate.cpu",        "ms",       AtMost(3.0)),
    ("translate.unchanged_week", "characters", AtMost(0.0)),
    ("translate.edited_beside", "characters", AtMost(0.0)),
    ("translate.overshoot",  "characters", AtMost(0.0)),
    ("translate.protocols",  "tests",    AtLeast(60.0)),
    ("translate.glossary",   "percent",  AtLeast(100.0)),
    // `eval pages`: the public benchmark, and publishers' pages; the lead is that over Python's
    // trafilatura in the same run. The stretch goals are .975, .40 and a lead of .01; of the facts
    // 88, 89, 99, 90, and 93 for captions.
    ("pages.benchmark.f1",   "of_1",     AtLeast(0.970)),
    ("pages.benchmark.identical", "of_1", AtLeast(0.345)),
    ("pages.publishers.f1",  "of_1",     AtLeast(0.951)),
    ("pages.publishers.lead", "of_1",    AtLeast(0.003)),
    // The model has learned these very pages: knowing more of their sources can only cost here.
    ("pages.publishers.learned", "of_1", AtLeast(-0.005)),
    ("pages.publishers.title", "percent", AtLeast(83.0)),
    ("pages.publishers.author", "percent", AtLeast(86.0)),
    ("pages.publishers.date", "percent", AtLeast(98.0)),
    ("pages.publishers.time", "percent", AtLeast(97.0)),
    ("pages.publishers.image", "percent", AtLeast(86.0)),
    ("pages.publishers.captions", "percent", AtLeast(80.0)),
    ("pages.publishers.paywall", "percent", AtLeast(100.0)),
    // `bench pages`: all stages, on one core. The stretch goal of the speed is 220.
    ("pages.speed",          "pages/s",  AtLeast(150.0)),
    ("pages.p99",            "ms",       AtMost(30.0)),
    ("pages.rss",            "MB",       AtMost(80.0)),
    // `chaos pages`: CPU time and peak heap of one page.
    ("pages.hostile.panics", "pages",    AtMost(0.0)),
    ("pages.hostile.slowest", "s",       AtMost(2.0)),
    ("pages.hostile.heap",   "MB",       AtMost(64.0)),
    // `eval promo`: planted lines cut when an article comes, and once the source has twenty; true
    // texts cut; what one article teaches that is stored ten times.
    ("promo.cut",            "percent",  AtLeast(98.0)),
    ("promo.cut_later",      "percent",  AtLeast(98.0)),
    ("promo.texts_cut",      "percent",  AtMost(0.1)),
    ("promo.texts_cut_later", "percent", AtMost(0.1)),
    ("promo.one_article",    "rules",    AtMost(0.0)),
    // `chaos feeds`: CPU time and peak heap of one document.
    ("feeds.hostile.panics", "documents", AtMost(0.0)),
    ("feeds.hostile.slowest", "s",       AtMost(0.5)),
    ("feeds.hostile.heap",   "MB",       AtMost(64.0)),
    ("feeds.mutated.panics", "documents", AtMost(0.0)),
    ("feeds.mutated.slowest", "s",       AtMost(0.5)),
    ("feeds.mutated.heap",   "MB",       AtMost(64.0)),
    // `chaos …`: the number is that of the check in the list of what the portal must withstand.
    // 1: kill -9 at random points of an import.
    ("chaos.1.lost",         "entries",  AtMost(0.0)),
    ("chaos.1.double",       "entries",  AtMost(0.0)),
    ("chaos.1.half",         "rows",     AtMost(0.0)),
    ("chaos.1.broken",       "rounds",   AtMost(0.0)),
    ("chaos.1.restart",      "s",        AtMost(2.0)),
    // 2: a full disk for a minute.
    ("chaos.2.served",       "percent",  AtLeast(100.0)),
    ("chaos.2.alarm",        "shown",    AtLeast(1.0)),
    ("chaos.2.recovery",     "s",        AtMost(30.0)),
    ("chaos.2.ended",        "times",    AtMost(0.0)),
    ("chaos.2.lost",         "entries",  AtMost(0.0)),
    // 3–5: what feeds say of entries they have said before, and of dates.
    ("chaos.3.new",          "entries",  AtMost(0.0)),
    ("chaos.3.written",      "rows",     AtMost(0.0)),
    ("chaos.4.copies",       "articles", AtMost(0.0)),
    ("chaos.4.on_top",       "articles", AtMost(0.0)),
    ("chaos.4.one_guid",     "articles", Exactly(20.0)),
    ("chaos.5.future",       "articles", AtMost(0.0)),
    // 6: the clock jumps; the rate against the usual one.
    ("chaos.6.burst",        "times",    AtMost(2.0)),
    ("chaos.6.lost",         "articles", AtMost(0.0)),
    // 9–13: a week of every bad habit.
    ("chaos.9.unconditional", "requests", Exactly(1.0)),
    ("chaos.9.forgotten",    "requests", AtMost(0.0)),
    ("chaos.9.exact",        "percent",  AtLeast(100.0)),
    ("chaos.10.under_an_hour", "polls",  AtMost(0.0)),
    ("chaos.10.shortest",    "min",      AtLeast(60.0)),
    ("chaos.11.in_flight",   "requests", AtMost(1.0)),
    ("chaos.11.before_retry_after", "requests", AtMost(0.0)),
    ("chaos.12.moved",       "percent",  AtLeast(100.0)),
    ("chaos.12.moved_wrongly", "feeds",  AtMost(0.0)),
    ("chaos.12.ended_wrongly", "feeds",  AtMost(0.0)),
    ("chaos.12.asked_after_end", "requests", AtMost(0.0)),
    ("chaos.12.silent",      "feeds",    AtMost(0.0)),
    ("chaos.13.told",        "requests", AtMost(0.0)),
    ("chaos.13.contact",     "given",    AtLeast(1.0)),
    // 14: an hour and a tenth; and the rate while all are asked for the first time.
    ("chaos.14.fresh",       "min",      AtMost(66.0)),
    ("chaos.14.start",       "percent",  AtMost(20.0)),
    // 15: forms of addresses that must not be reached, by every way out.
    ("chaos.15.forms",       "forms",    AtLeast(200.0)),
    ("chaos.15.connections", "connections", AtMost(0.0)),
    ("chaos.15.not_refused", "forms",    AtMost(0.0)),
    // 16: what takes time and memory.
    ("chaos.16.cut",         "s",        AtMost(31.0)),
    ("chaos.16.others",      "s",        AtMost(5.0)),
    ("chaos.16.memory",      "MB",       AtMost(32.0)),
    ("chaos.16.abort",       "s",        AtMost(2.0)),
    ("chaos.16.flood",       "MB",       AtMost(32.0)),
    ("chaos.16.flood_wait",  "s",        AtMost(2.0)),
    ("chaos.16.hops",        "hops",     AtMost(5.0)),
    // 17 is `chaos feeds`. 19: images.
    ("chaos.19.failed",      "tests",    AtMost(0.0)),
    ("chaos.19.passed",      "tests",    AtLeast(1.0)),
];

/// A measured figure with its goal.
pub(crate) struct Figure {
    name: &'static str,
    value: f64,
    unit: &'static str,
    goal: Goal,
}

impl Figure {
    /// A figure of the list.
    pub(crate) fn new(name: &str, value: f64) -> Result<Self> {
        let found = GOALS.iter().find(|(known, _, _)| *known == name);
        let (name, unit, goal) = *found.with_context(|| format!("no goal is set for {name}"))?;
        Ok(Self {
            name,
            value,
            unit,
            goal,
        })
    }

    /// Whether the goal is reached.
    pub(crate) fn is_reached(&self) -> bool {
        match self.goal {
            AtMost(limit) => self.value <= limit,
            AtLeast(limit) => self.value >= limit,
            Exactly(wanted) => (self.value - wanted).abs() < 1e-9,
        }
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AtMost(limit) => write!(formatter, "<={limit}"),
            AtLeast(limit) => write!(formatter, ">={limit}"),
            Exactly(wanted) => write!(formatter, "=={wanted}"),
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            value,
            unit,
            goal,
        } = self;
        let verdict = if self.is_reached() { "ok" } else { "short" };
        // Three decimals at most, and none that say nothing.
        let value = (value * 1000.0).round() / 1000.0;
        write!(formatter, "FIGURE {name} {value} {unit} {goal} {verdict}")
    }
}

/// Prints figures as a table for people, then as lines for machines; returns the lines.
pub(crate) fn print(measured: &[(&str, f64)]) -> Result<Vec<String>> {
    let figures = measured
        .iter()
        .map(|(name, value)| Figure::new(name, *value))
        .collect::<Result<Vec<_>>>()?;
    println!(
        "\n  {:<24}{:>12}  {:<10}{:<10}",
        "figure", "measured", "", "goal"
    );
    for figure in &figures {
        let verdict = if figure.is_reached() { "" } else { "  short" };
        let goal = figure.goal.to_string();
        println!(
            "  {:<24}{:>12.3}  {:<10}{goal:<10}{verdict}",
            figure.name, figure.value, figure.unit
        );
    }
    println!();
    let lines: Vec<String> = figures.iter().map(ToString::to_string).collect();
    for line in &lines {
        println!("{line}");
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, value: f64) -> String {
        Figure::new(name, value).expect("a goal is set").to_string()
    }

    #[test]
    fn a_line_says_name_value_unit_goal_and_verdict() {
        assert_eq!(
            line("ingest.first.cpu", 2.34567),
            "FIGURE ingest.first.cpu 2.346 s <=8 ok"
        );
        assert_eq!(
            line("ingest.second.cpu", 0.6),
            "FIGURE ingest.second.cpu 0.6 s <=0.5 short"
        );
        assert_eq!(
            line("ingest.articles", 29_999.0),
            "FIGURE ingest.articles 29999 articles ==30000 short"
        );
    }

    #[test]
    fn a_figure_without_a_goal_is_an_error() {
        assert!(Figure::new("ingest.luck", 1.0).is_err());
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<&str> = GOALS.iter().map(|(name, _, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), GOALS.len());
    }
}
