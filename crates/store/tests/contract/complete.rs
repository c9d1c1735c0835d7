//! Nothing public is left out of this suite.

use std::fs;
use std::path::Path;

fn read_all(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).expect("the folder is read") {
        let path = entry.expect("the folder is read").path();
        if path.is_dir() {
            read_all(&path, text);
        } else if path.extension().is_some_and(|end| end == "rs") {
            text.push_str(&fs::read_to_string(&path).expect("the file is read"));
        }
    }
}

/// The names of the public functions of `Store` and `Tx`.
fn public_functions(sources: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut is_inside = false;
    for line in sources.lines() {
        match line {
            "impl Store {" | "impl Tx {" => is_inside = true,
            "}" => is_inside = false,
            _ => {}
        }
        let head = line
            .strip_prefix("    pub async fn ")
            .or_else(|| line.strip_prefix("    pub fn "));
        if let Some(head) = head.filter(|_| is_inside) {
            names.push(head.split(['(', '<']).next().unwrap_or(head));
        }
    }
    names
}

#[test]
fn every_public_function_of_the_store_is_called_here() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut sources, mut suite) = (String::new(), String::new());
    read_all(&here.join("src"), &mut sources);
    read_all(&here.join("tests/contract"), &mut suite);
    let names = public_functions(&sources);
    assert!(names.len() > 30, "only {} were found", names.len());
    let missing: Vec<_> = names
        .into_iter()
        .filter(|name| {
            !suite.contains(&format!(".{name}(")) && !suite.contains(&format!("::{name}("))
        })
        .collect();
    assert!(missing.is_empty(), "no test calls {missing:?}");
}
