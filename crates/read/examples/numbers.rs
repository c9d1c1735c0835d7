//! `numbers FOLDER`: what the model that finds texts is learned from.
//!
//! Reads `FOLDER/index.json` (a list of objects with `id` and `url`) and `FOLDER/html/ID.html.gz`, and
//! prints a line of JSON with the names of the numbers, then one for each page with its blocks. See
//! `crates/read/learn/learn.py`.

use std::io::Read as _;
use std::path::Path;

use flate2::read::GzDecoder;
use serde_json::{Value, json};
use url::Url;

#[expect(clippy::print_stdout, reason = "it is what this program is for")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let folder = Path::new(&folder);
    let index: Value = serde_json::from_slice(&std::fs::read(folder.join("index.json"))?)?;
    for (at, page) in index.as_array().into_iter().flatten().enumerate() {
        let id = page["id"].as_str().ok_or("a page without an id")?;
        let file = std::fs::File::open(folder.join("html").join(format!("{id}.html.gz")))?;
        let mut bytes = Vec::new();
        GzDecoder::new(file).read_to_end(&mut bytes)?;
        let address = page["url"].as_str().unwrap_or_default();
        let url = Url::parse(address).or_else(|_| Url::parse("https://page.example/"))?;
        let (names, blocks) = depesche_read::page::numbers(&bytes, &url);
        if at == 0 {
            println!("{}", json!(names));
        }
        println!("{}", json!({"id": id, "blocks": blocks}));
    }
    Ok(())
}
