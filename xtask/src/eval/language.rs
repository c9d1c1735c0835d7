//! `cargo xtask eval language`: are texts told to be in the languages that they are in?

use anyhow::{Context, Result};
use serde_json::Value;

use super::there;
use crate::shell;

pub(crate) const MANUAL: &str = "
Tells the language of every line of a folder's files. A file is called after its language (de.txt,
pt.txt) and holds a text a line. Each is asked about whole (a title with its teaser) and cut to its
first six words (a headline): with the true claim, with a false one (English; of English texts
German), and with none. `words` is what small words alone tell, by which a feed's usual language is
learned.

Printed: right and wrong in percent; what is missing was left open. And the CPU time of an answer.
";

/// What is asked, in the table's order.
const KINDS: [&str; 7] = [
    "headline.true",
    "headline.lie",
    "headline.none",
    "text.true",
    "text.lie",
    "text.none",
    "text.words",
];

/// Asks, and prints the table.
pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let [folder] = arguments else {
        anyhow::bail!("which folder? It holds a file for each language");
    };
    let mut command = shell::cargo();
    command.args(["run", "--quiet", "--release", "--package", "depesche-read"]);
    command
        .args(["--example", "language", "--"])
        .arg(there(folder)?);
    let said = shell::output(&mut command)?;
    let heads = KINDS.map(|kind| format!("{kind:>15}"));
    println!("lang{}", heads.concat());
    let mut all = [[0; 3]; KINDS.len()];
    for line in said.lines() {
        let line: Value = serde_json::from_str(line).context("the example said no JSON")?;
        if let Some(micros) = line["micros"].as_f64() {
            print("all", &all);
            println!("{micros:.1} microseconds an answer");
            continue;
        }
        let told = KINDS.map(|kind| numbers(&line, kind));
        for (sum, told) in all.iter_mut().zip(&told) {
            sum.iter_mut()
                .zip(told)
                .for_each(|(sum, more)| *sum += more);
        }
        print(line["lang"].as_str().unwrap_or_default(), &told);
    }
    Ok(())
}

/// Right, wrong, all.
fn numbers(line: &Value, kind: &str) -> [u32; 3] {
    let told = &line["told"][kind];
    [&told[0], &told[1], &line["lines"]].map(|number| {
        let number = number.as_u64().unwrap_or_default();
        u32::try_from(number).unwrap_or(u32::MAX)
    })
}

fn print(name: &str, told: &[[u32; 3]]) {
    let columns = told.iter().map(|[right, wrong, all]| {
        let percent = |part: u32| 100.0 * f64::from(part) / f64::from(*all.max(&1));
        format!("{:9.1} {:5.1}", percent(*right), percent(*wrong))
    });
    println!("{name:4}{}", columns.collect::<String>());
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::numbers;

    #[test]
    fn what_was_never_told_is_nothing() {
        let line = json!({ "lang": "de", "lines": 4, "told": { "text.lie": [3, 1] } });
        assert_eq!(numbers(&line, "text.lie"), [3, 1, 4]);
        assert_eq!(numbers(&line, "text.none"), [0, 0, 4]);
    }
}
