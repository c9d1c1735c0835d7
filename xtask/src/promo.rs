//! `cargo xtask eval promo`: is promotion cut, and nothing else.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{goals, shell};

pub(crate) const MANUAL: &str = "
Ten invented sources of twenty articles, half of them German, with planted promotion in several
wordings: some that its shape gives away, some with changing numbers, names and dates that only its
repeating gives away; and true paragraphs that repeat now and then, or are news of newsletters and
shops. The set is generated, the same in every run: crates/read/examples/promo.

Articles come one by one; each is cut by what is known then. A planted line counts from the source's
third article on, and one of the source's own making where two earlier articles had it. What is
left and what is lost is listed.
";

/// Measures and prints the figures.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    shell::Options::read(arguments, &[])?;
    let mut command = shell::cargo();
    command.args(["run", "--quiet", "--package", "depesche-read"]);
    command.args(["--example", "promo"]);
    let said = shell::output(&mut command)?;
    let found: Value = serde_json::from_str(&said).context("the example said no JSON")?;
    for (list, name) in [
        ("left", "promotion that is left"),
        ("lost", "texts that are lost"),
    ] {
        let lines = found[list].as_object().into_iter().flatten();
        for (line, times) in lines {
            println!("  {name}, {times} times: {line}");
        }
    }
    goals::print(&[
        ("promo.cut", percent(&found, "promo_cut", "promo")),
        (
            "promo.cut_later",
            percent(&found, "later_promo_cut", "later_promo"),
        ),
        ("promo.texts_cut", percent(&found, "texts_cut", "texts")),
        (
            "promo.texts_cut_later",
            percent(&found, "later_texts_cut", "texts"),
        ),
        ("promo.one_article", number(&found, "taught_by_one_article")),
    ])
    .map(drop)
}

fn percent(found: &Value, part: &str, all: &str) -> f64 {
    100.0 * number(found, part) / number(found, all)
}

fn number(found: &Value, name: &str) -> f64 {
    found[name].as_f64().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::percent;

    #[test]
    fn what_was_not_said_is_no_success() {
        assert!((percent(&json!({"a": 1, "b": 4}), "a", "b") - 25.0).abs() < 1e-9);
        assert!(percent(&json!({"b": 4}), "a", "b").is_nan());
    }
}
