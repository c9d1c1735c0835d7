//! The example file, and the configuration as it is in force.

use std::fmt::Write as _;

use super::options::{Config, OPTIONS, SECTIONS};

/// `config.example.toml`: every option with its reason and its default, commented out.
pub(crate) fn example() -> String {
    let mut text = String::from(
        "# Depesche reads depesche.toml in the folder it is started in (or --config FILE).\n\
         # Every option has a default; this file names them all. In the environment an option is\n\
         # DEPESCHE_SECTION_KEY; with _FILE behind it the value is read from that file.\n\
         # Sources, sections and policies live in the database: `depesche add`, `depesche policy`.\n",
    );
    for (section, doc) in SECTIONS {
        text.push('\n');
        push_comment(&mut text, doc);
        let _ = writeln!(text, "[{section}]");
        for option in OPTIONS.iter().filter(|option| option.section == *section) {
            text.push('\n');
            push_comment(&mut text, option.doc);
            let _ = writeln!(text, "# {} = {}", option.key, option.default);
        }
    }
    text
}

fn push_comment(text: &mut String, lines: &[&str]) {
    for line in lines {
        let _ = writeln!(text, "#{line}");
    }
}

/// The configuration in force, as TOML. Secrets are masked.
pub(crate) fn effective(config: &Config) -> String {
    let values = toml::Table::try_from(config).expect("every option has a form in TOML");
    let mut text = String::new();
    for (section, _) in SECTIONS {
        let _ = writeln!(
            text,
            "{}[{section}]",
            if text.is_empty() { "" } else { "\n" }
        );
        for option in OPTIONS.iter().filter(|option| option.section == *section) {
            let value = values[option.section][option.key].to_string();
            let is_hidden = option.is_secret && value != option.default;
            let value = if is_hidden {
                "\"(secret)\"".to_owned()
            } else {
                value
            };
            let _ = writeln!(text, "{} = {value}", option.key);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{effective, example};
    use crate::config::{Config, load};

    #[test]
    fn the_example_in_the_repository_is_complete() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config.example.toml");
        let stored = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(
            stored,
            example(),
            "config.example.toml is out of date: write it with `depesche config --example`"
        );
    }

    #[test]
    fn what_is_printed_can_be_read_again() {
        let mut config = Config::default();
        config.fetch.allow_private = vec![super::super::values::Network(
            "127.0.0.0/8".parse().expect("a network"),
        )];
        config.imprint.address = "Am Hafen 1\n12345 Ort".to_owned();
        let printed = effective(&config);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("depesche.toml");
        std::fs::write(&path, &printed).expect("a write");
        let read = load(&path, []).expect("what we print is right");
        assert_eq!(format!("{read:?}"), format!("{config:?}"));
    }

    #[test]
    fn a_secret_is_not_printed() {
        let mut config = Config::default();
        config.store.url = "postgres://me:hunter2@host/db".to_owned();
        assert!(!effective(&config).contains("hunter2"));
    }
}
