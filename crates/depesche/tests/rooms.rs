//! The rule of the rooms: data goes one way, and what only one room may do, only that room does.
//!
//! Read from `cargo metadata` and from the sources. Each check is a function of plain data, so
//! that a bad example can show that it is able to fail.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Who may use whom: the table of the architecture. `depesche` may use all. `world`, the fake
/// web, may be used by any room's tests.
const EDGES: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("feed", &[]),
    ("read", &["model", "feed"]),
    ("fetch", &["model"]),
    ("media", &["model"]),
    ("translate", &["model", "read", "fetch"]),
    ("store", &["model"]),
    ("search", &["model"]),
    ("web", &["model", "store", "search"]),
    ("world", &[]),
    (
        "depesche",
        &[
            "model",
            "feed",
            "read",
            "fetch",
            "media",
            "translate",
            "store",
            "search",
            "web",
            "world",
        ],
    ),
];

/// Crates that give a power, and the rooms that may have it.
const POWERS: &[(&str, &[&str])] = &[
    // Opening connections to strangers.
    ("hyper-rustls", &["fetch"]),
    ("rustls", &["fetch"]),
    ("reqwest", &[]),
    ("ureq", &[]),
    ("hyper", &["fetch", "world"]),
    ("hyper-util", &["fetch", "world"]),
    // SQL and the index.
    ("sqlx", &["store"]),
    ("rusqlite", &[]),
    ("tantivy", &["search"]),
    // Strangers' pictures, and where what was made of them lies.
    ("image", &["media"]),
    ("object_store", &["store"]),
    // Async and sockets: the pure rooms have neither, and `search` is called from threads.
    ("tokio", &["fetch", "store", "web", "world", "depesche"]),
    // Pages for people.
    ("minijinja", &["web"]),
];

/// Words that a room's sources may not hold outside its tests: rooms, the word, and why.
/// A word must stand by itself: `Entry` does not match `BTreeMapEntry`.
const FOREIGN_WORDS: &[(&[&str], &str, &str)] = &[
    (
        &["model", "feed", "read", "media"],
        "Timestamp::now",
        "the clock is an argument",
    ),
    (
        &["model", "feed", "read", "media"],
        "SystemTime::now",
        "the clock is an argument",
    ),
    (&["model", "feed", "read", "media"], "std::fs", "no I/O"),
    (&["model", "feed", "read", "media"], "std::net", "no I/O"),
    (&["model", "feed", "read", "media"], "async fn", "no async"),
    (
        &["web"],
        "Article",
        "pages see `Shown`, which only the gate makes",
    ),
    (
        &["web"],
        "Version",
        "pages see `Shown`, which only the gate makes",
    ),
    (
        &["web"],
        "Entry",
        "pages see `Shown`, which only the gate makes",
    ),
];

/// How a string of SQL begins, in the lower case in which we write it, and what it goes on with.
const SQL: &[(&str, &str)] = &[
    ("\"select ", " from "),
    ("\"insert into ", " "),
    ("\"update ", " set "),
    ("\"delete from ", " "),
    ("\"with ", " as ("),
    ("\"create table ", " "),
    ("\"pragma ", " "),
];

/// A room's use of a crate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Use {
    room: String,
    of: String,
    in_tests_alone: bool,
}

#[test]
fn data_goes_one_way() {
    assert_eq!(wrong_edges(&uses()), Vec::<String>::new());
}

#[test]
fn a_power_belongs_to_its_room() {
    assert_eq!(stolen_powers(&uses()), Vec::<String>::new());
}

#[test]
fn every_room_is_in_the_table() {
    let rooms: BTreeSet<String> = uses().into_iter().map(|using| using.room).collect();
    let table: BTreeSet<String> = EDGES.iter().map(|(room, _)| (*room).to_owned()).collect();
    // A room without any dependency would be missing here, and there is none.
    assert_eq!(rooms, table);
}

#[test]
fn no_source_holds_a_word_of_another_room() {
    let mut complaints = Vec::new();
    for (room, file, text) in sources() {
        complaints.extend(
            foreign_words(&room, &text)
                .into_iter()
                .map(|c| format!("{file}: {c}")),
        );
    }
    assert_eq!(complaints, Vec::<String>::new());
}

#[test]
fn a_wrong_edge_is_noticed() {
    let bad = |room: &str, of: &str, in_tests_alone| {
        let using = Use {
            room: room.into(),
            of: of.into(),
            in_tests_alone,
        };
        wrong_edges(&[using]).len()
    };
    assert_eq!(bad("model", "depesche-store", false), 1);
    assert_eq!(bad("web", "depesche-fetch", true), 1);
    assert_eq!(bad("web", "depesche-store", false), 0);
    assert_eq!(bad("fetch", "depesche-world", true), 0);
    assert_eq!(bad("fetch", "depesche-world", false), 1);
    assert_eq!(bad("cellar", "depesche-model", false), 1);
}

#[test]
fn a_stolen_power_is_noticed() {
    let bad = |room: &str, of: &str, in_tests_alone| {
        let using = Use {
            room: room.into(),
            of: of.into(),
            in_tests_alone,
        };
        stolen_powers(&[using]).len()
    };
    assert_eq!(bad("web", "sqlx", false), 1);
    assert_eq!(bad("read", "tokio", false), 1);
    assert_eq!(bad("read", "tokio", true), 0);
    assert_eq!(bad("web", "rusqlite", true), 1);
    assert_eq!(bad("store", "sqlx", false), 0);
}

#[test]
fn a_foreign_word_is_noticed() {
    assert_eq!(
        foreign_words("read", "let now = Timestamp::now();").len(),
        1
    );
    assert_eq!(foreign_words("web", "fn page(article: &Article)").len(), 1);
    assert_eq!(
        foreign_words("web", "let x = \"select id from articles\";").len(),
        1
    );
    assert_eq!(
        foreign_words("web", "let x = \"\n  delete from articles\";").len(),
        1
    );
    assert_eq!(
        foreign_words("store", "let x = \"select id from articles\";").len(),
        0
    );
    assert_eq!(
        foreign_words("web", "let x = \"update the page\";").len(),
        0
    );
    assert_eq!(foreign_words("web", "let x = \"Article pages\";").len(), 0);
    assert_eq!(
        foreign_words("web", "// An Article is what the gate takes.").len(),
        0
    );
    assert_eq!(
        foreign_words("web", "struct ArticlePage; // ArticleId").len(),
        0
    );
    let with_tests = "fn a() {}\n#[cfg(test)]\nmod tests { fn b(x: Article) {} }";
    assert_eq!(foreign_words("web", with_tests).len(), 0);
}

fn wrong_edges(uses: &[Use]) -> Vec<String> {
    let table: BTreeMap<&str, &[&str]> = EDGES.iter().copied().collect();
    let mut complaints = Vec::new();
    for using in uses {
        let Some(other) = using.of.strip_prefix("depesche-") else {
            continue;
        };
        let is_fake_web = other == "world" && using.in_tests_alone;
        let may = table
            .get(using.room.as_str())
            .is_some_and(|allowed| allowed.contains(&other));
        if !may && !is_fake_web {
            complaints.push(format!("{} must not use {other}", using.room));
        }
    }
    complaints
}

/// Tests may use what their room may not, if some room may.
fn stolen_powers(uses: &[Use]) -> Vec<String> {
    let powers: BTreeMap<&str, &[&str]> = POWERS.iter().copied().collect();
    let mut complaints = Vec::new();
    for using in uses {
        let Some(rooms) = powers.get(using.of.as_str()) else {
            continue;
        };
        let may = rooms.contains(&using.room.as_str());
        if !may && (!using.in_tests_alone || rooms.is_empty()) {
            complaints.push(format!(
                "{} must not use the crate {}",
                using.room, using.of
            ));
        }
    }
    complaints
}

fn foreign_words(room: &str, text: &str) -> Vec<String> {
    let code = without_comments_and_tests(text);
    let mut complaints = Vec::new();
    for (rooms, word, why) in FOREIGN_WORDS {
        if rooms.contains(&room) && holds_word(&without_strings(&code), word) {
            complaints.push(format!("`{word}`: {why}"));
        }
    }
    if room != "store" {
        let found = SQL
            .iter()
            .filter(|(start, then)| holds_sql(&code, start, then));
        complaints.extend(found.map(|(start, _)| format!("`{start}…`: only `store` holds SQL")));
    }
    complaints
}

/// SQL often begins on the line after the quote.
fn holds_sql(code: &str, start: &str, then: &str) -> bool {
    let joined = code
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace("\" ", "\"");
    joined.match_indices(start).any(|(at, _)| {
        let string = &joined[at + start.len() - 1..];
        string
            .split('"')
            .next()
            .is_some_and(|text| text.contains(then))
    })
}

fn without_strings(code: &str) -> String {
    let lines = code
        .lines()
        .map(|line| line.split('"').step_by(2).collect::<Vec<_>>().join("\"\""));
    lines.collect::<Vec<_>>().join("\n")
}

fn holds_word(code: &str, word: &str) -> bool {
    let is_part = |letter: Option<char>| letter.is_some_and(|l| l.is_alphanumeric() || l == '_');
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        !is_part(before) && !is_part(after)
    })
}

/// Cuts line comments, and everything from the tests on: they stand last in a file.
fn without_comments_and_tests(text: &str) -> String {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().map(|line| match line.trim_start() {
        comment if comment.starts_with("//") => "",
        _ => line.split(" // ").next().unwrap_or_default(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What the manifests of all rooms name.
fn uses() -> Vec<Use> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let packages = metadata["packages"].as_array().expect("there are packages");
    let mut uses = Vec::new();
    for package in packages.iter().filter(|package| package["name"] != "xtask") {
        let name = package["name"].as_str().expect("a package has a name");
        let room = name.strip_prefix("depesche-").unwrap_or(name);
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            uses.push(Use {
                room: room.to_owned(),
                of: dependency["name"]
                    .as_str()
                    .expect("a dependency has a name")
                    .to_owned(),
                in_tests_alone: dependency["kind"] == "dev",
            });
        }
    }
    uses
}

/// All sources of the rooms without their tests: room, path, text.
fn sources() -> Vec<(String, String, String)> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("crates/");
    let mut found = Vec::new();
    for (room, _) in EDGES {
        let mut files = Vec::new();
        collect(&crates.join(room).join("src"), &mut files);
        assert!(!files.is_empty(), "the room {room} has no sources");
        for file in files {
            let text = std::fs::read_to_string(&file).expect("a source can be read");
            found.push(((*room).to_owned(), file.display().to_string(), text));
        }
    }
    found
}

/// Rust files; one that holds only tests is named `tests.rs` or lies in a folder `tests`.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a source folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        let holds_tests = path.file_stem().is_some_and(|stem| stem == "tests");
        if path.is_dir() && !holds_tests {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") && !holds_tests {
            files.push(path);
        }
    }
}
