//! Reads many feeds in one process: what `cargo xtask conform feeds` compares.
//!
//! A line of JSON in, a line of JSON out. In: `path`, `content_type` and `base` (each a string or
//! null) and anything else. Out: `feed`, as `depesche read feed` prints it, or `error`.
//!
//! ```sh
//! echo '{"path": "feed.xml"}' | cargo run -p depesche-feed --example readings
//! ```

use std::error::Error;
use std::io::{BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use depesche_feed::{Hints, read};
use serde_json::{Value, json};
use url::Url;

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let asked: Value = serde_json::from_str(&line?)?;
        // One feed that makes us panic must not hide how the others fare.
        let answer = catch_unwind(AssertUnwindSafe(|| answer(&asked)))
            .unwrap_or_else(|_| Err("it panicked".into()));
        let answer = match answer {
            Ok(feed) => json!({ "feed": feed }),
            Err(error) => json!({ "error": error.to_string() }),
        };
        writeln!(out, "{answer}")?;
    }
    out.flush()?;
    Ok(())
}

fn answer(asked: &Value) -> Result<Value, Box<dyn Error>> {
    let path = asked["path"].as_str().ok_or("the line has no `path`")?;
    let base = asked["base"].as_str().map(Url::parse).transpose()?;
    let hints = Hints {
        content_type: asked["content_type"].as_str(),
        base: base.as_ref(),
    };
    let feed = read(&std::fs::read(path)?, &hints)?;
    Ok(serde_json::to_value(feed)?)
}
