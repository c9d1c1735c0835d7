//! The UI's words, in Fluent files per language (`locales/`), compiled in.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

/// The languages that have texts: tag, the name each gives itself, the file.
pub(crate) const LOCALES: &[(&str, &str, &str)] = &[
    ("de", "Deutsch", include_str!("../locales/de.ftl")),
    ("en", "English", include_str!("../locales/en.ftl")),
];

/// The texts of one language.
pub(crate) struct Texts {
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The texts of a language by its tag; `None` where there are none.
    pub(crate) fn of(tag: &str) -> Option<Self> {
        let (tag, _, file) = LOCALES.iter().find(|(known, ..)| *known == tag)?;
        let mut bundle = FluentBundle::new_concurrent(vec![tag.parse().ok()?]);
        // Marks around each argument would land in titles, feeds and attributes; where a name's
        // direction matters the templates say so with `dir`.
        bundle.set_use_isolating(false);
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new((*file).to_owned());
        bundle.add_resource_overriding(resource);
        Some(Self { bundle })
    }

    /// A message with its arguments; `None` where there is no such message.
    pub(crate) fn get(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        Some(
            self.bundle
                .format_pattern(pattern, Some(args), &mut errors)
                .into_owned(),
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{LOCALES, Texts};

    /// Messages of a file with their arguments, read line by line as a person would.
    fn messages(file: &str) -> BTreeMap<String, Vec<String>> {
        let mut messages: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut current = String::new();
        for line in file.lines() {
            if let Some((key, _)) = line.split_once(" =")
                && key.starts_with(|c: char| c.is_ascii_lowercase())
            {
                current = key.to_owned();
                assert!(
                    messages.insert(current.clone(), Vec::new()).is_none(),
                    "{current} stands there twice"
                );
            }
            if line.starts_with('#') {
                continue;
            }
            for part in line.split("{ $").skip(1) {
                let name: String = part
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                    .collect();
                let names = messages
                    .get_mut(&current)
                    .expect("an argument in a message");
                if !names.contains(&name) {
                    names.push(name);
                    names.sort();
                }
            }
        }
        messages
    }

    #[test]
    fn all_languages_have_the_same_messages_with_the_same_arguments() {
        let first = messages(LOCALES[0].2);
        for (tag, _, file) in LOCALES {
            assert_eq!(first, messages(file), "{tag}");
        }
    }

    #[test]
    fn every_message_reads_without_error_and_holds_no_markup() {
        for (tag, _, file) in LOCALES {
            let texts = Texts::of(tag).expect("is there");
            for key in messages(file).keys() {
                let message = texts.bundle.get_message(key).expect("is parsed");
                assert!(message.value().is_some(), "{tag}: {key}");
            }
            assert!(!file.contains(['<', '&']), "{tag} holds markup");
            assert!(fluent_bundle::FluentResource::try_new((*file).to_owned()).is_ok());
        }
    }

    #[test]
    fn every_message_that_a_template_uses_is_there_and_every_message_is_used() {
        let known = messages(LOCALES[0].2);
        let mut sources: Vec<String> = crate::templates::BUILT_IN
            .iter()
            .map(|(_, source)| (*source).to_owned())
            .collect();
        for source in &sources {
            for piece in source.split("t(\"").skip(1) {
                let key = piece.split('"').next().expect("a key");
                // A key that ends in a hyphen is put together: `t("policy-" ~ word)`.
                let is_known = if key.ends_with('-') {
                    known.keys().any(|name| name.starts_with(key))
                } else {
                    known.contains_key(key)
                };
                assert!(is_known, "a template asks for {key:?}");
            }
        }
        sources.extend(rust_sources());
        let unused = known.keys().filter(|key| {
            !sources.iter().any(|source| {
                source.contains(&format!("\"{key}\""))
                    || key.match_indices('-').any(|(at, _)| {
                        source.contains(&format!("\"{}\"", &key[..=at]))
                            || source.contains(&format!("\"{}{{", &key[..=at]))
                    })
            })
        });
        assert_eq!(
            unused.collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "nobody says these"
        );
    }

    fn rust_sources() -> Vec<String> {
        let mut sources = Vec::new();
        let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(folder) = folders.pop() {
            for file in std::fs::read_dir(folder).expect("our own folder") {
                let path = file.expect("a file").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    sources.push(std::fs::read_to_string(path).expect("our own file"));
                }
            }
        }
        sources
    }
}
