//! `cargo xtask eval translate`: is nothing lost, nothing paid twice, and no engine believed?

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::bench::last_object;
use crate::chaos::simulation;
use crate::house::Programs;
use crate::{goals, shell};

pub(crate) const MANUAL: &str = "
  1. Generated articles (--articles N, 10,000) whose units an engine drops, swaps, doubles, nests
     wrong, injects markup into, truncates, re-cases and mixes up. What comes out is judged by a
     tokenizer of its own: broken markup, lost links and pictures, elements that were not there.
  2. The real pipeline with a mock of LibreTranslate over HTTP: a thousand articles (CPU time of
     the whole process, the mock in it), a week of feeds that do not change, one edited paragraph,
     and a budget under eight workers.
  3. The suites of the engines' protocols: every documented error and limit against mocks.
  4. `depesche demo --check`: are the glossary's terms kept in all of the demo's translations.

Start reading at crates/translate/examples/adversary.rs and
crates/depesche/src/simulation/translation.rs.
";

/// Runs all of it and prints the figures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    measure_all(arguments).map(drop)
}

/// Runs all of it; returns the lines of figures.
pub(crate) fn measure_all(arguments: &[String]) -> Result<Vec<String>> {
    let options = shell::Options::read(arguments, &["articles"])?;
    let mut lines = adversary(options.number("articles", 10_000)?)?;
    lines.extend(costs()?);
    lines.extend(protocols()?);
    lines.extend(glossary()?);
    Ok(lines)
}

fn adversary(articles: u64) -> Result<Vec<String>> {
    println!("· {articles} articles and an engine that breaks them");
    let mut command = shell::cargo();
    command.args([
        "run",
        "--quiet",
        "--release",
        "--package",
        "depesche-translate",
    ]);
    command.args(["--example", "adversary", "--", &articles.to_string()]);
    let said = shell::output(&mut command)?;
    let seen = last_object(&said).context("the example said no JSON")?;
    println!("  {seen}");
    let number = |name: &str| number(&seen, name);
    goals::print(&[
        ("translate.broken_markup", number("broken_markup")?),
        (
            "translate.lost",
            number("lost_links")? + number("lost_pictures")?,
        ),
        ("translate.injected", number("injected")?),
        ("translate.panics", number("panics")?),
    ])
}

fn costs() -> Result<Vec<String>> {
    let seen = simulation::play_alone("translation")?;
    println!("  {seen}");
    let number = |name: &str| number(&seen, name);
    let articles = number("articles")?;
    let done = number("headlines_translated")?.min(number("texts_translated")?);
    let chars = number("edited_paragraph_chars")? - number("edited_paragraph")?;
    goals::print(&[
        ("translate.done", done * 100.0 / articles),
        ("translate.cpu", number("cpu_ms_per_article")?),
        ("translate.unchanged_week", number("unchanged_week_chars")?),
        ("translate.edited_beside", chars.abs()),
        ("translate.overshoot", number("budget_overshoot_chars")?),
    ])
}

/// How many cases of the protocols pass; one that fails fails this.
fn protocols() -> Result<Vec<String>> {
    println!("· the engines' protocols");
    let mut command = shell::cargo();
    command.args([
        "test",
        "--quiet",
        "--package",
        "depesche-translate",
        "--test",
        "engines",
    ]);
    let said = shell::output(&mut command)?;
    let passed: f64 = said
        .lines()
        .filter_map(|line| line.strip_prefix("test result: ok. "))
        .filter_map(|line| line.split_whitespace().next()?.parse::<f64>().ok())
        .sum();
    goals::print(&[("translate.protocols", passed)])
}

fn glossary() -> Result<Vec<String>> {
    println!("· depesche demo --check");
    let programs = Programs::build()?;
    let mut command = std::process::Command::new(&programs.depesche);
    let said = shell::output(command.args(["demo", "--check"]))?;
    let Some(line) = said.lines().find(|line| line.contains("glossary")) else {
        bail!("the demo says nothing of its glossary");
    };
    println!("  {line}");
    let mut words = line.split_whitespace();
    let share = words.find_map(|word| word.strip_suffix('%')?.parse::<f64>().ok());
    let share = share.context("the demo gives no share")?;
    goals::print(&[("translate.glossary", share)])
}

fn number(seen: &Value, name: &str) -> Result<f64> {
    seen[name]
        .as_f64()
        .with_context(|| format!("nothing was said of {name}"))
}
