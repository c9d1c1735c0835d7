//! Standard output: what a command answers. Logs and progress go to standard error.

use std::fmt::Display;
use std::io::{IsTerminal, Write as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Prints a line. Whoever closed the pipe (`| head`) has seen enough.
pub(crate) fn line(text: impl Display) {
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Prints a value as JSON, indented where a person looks.
pub(crate) fn json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    let text = if std::io::stdout().is_terminal() {
        serde_json::to_string_pretty(value)?
    } else {
        serde_json::to_string(value)?
    };
    line(text);
    Ok(())
}

/// A progress bar on standard error where a person looks; nothing elsewhere.
pub(crate) fn progress(length: usize, what: &'static str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}")
        .expect("the template is right");
    let bar = ProgressBar::new(length as u64)
        .with_style(style)
        .with_message(what);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// A table: columns as wide as their widest cell, two spaces between, no lines.
pub(crate) fn table(rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|at| {
            rows.iter()
                .filter_map(|row| row.get(at))
                .map(|cell| cell.chars().count())
                .max()
        })
        .map(|width| width.unwrap_or(0).min(60))
        .collect();
    for row in rows {
        let cells: Vec<_> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| {
                let (cell, _) = depesche_model::text::shorten(cell, *width);
                let gap = width - cell.chars().count();
                format!("{cell}{}", " ".repeat(gap))
            })
            .collect();
        line(cells.join("  ").trim_end());
    }
}
