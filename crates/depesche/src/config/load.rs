//! Reading the configuration: the file, then the environment over it.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::options::{Config, OPTIONS, OptionDoc, SECTIONS};

/// What is wrong with the configuration, in a sentence that says where and what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read {path}: {error}")]
    Unreadable {
        path: PathBuf,
        error: std::io::Error,
    },
    /// The file is no TOML, or has a value of the wrong kind.
    #[error("{path}, line {line}: {message}")]
    Wrong {
        path: PathBuf,
        line: usize,
        message: String,
    },
    /// The environment names an option that does not exist, or a value it cannot have.
    #[error("environment variable {name}: {message}")]
    Environment { name: String, message: String },
}

/// Reads the file (which may be missing) and the environment's `DEPESCHE_…` over it.
///
/// # Errors
/// When something is wrong; nothing is guessed.
pub(crate) fn load(
    path: &Path,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => {
            return Err(ConfigError::Unreadable {
                path: path.to_owned(),
                error,
            });
        }
    };
    // Read alone first: its errors know their lines.
    let wrong = |error: &toml::de::Error| wrong(path, &text, error);
    let _: Config = toml::from_str(&text).map_err(|error| wrong(&error))?;
    let mut table: Table = toml::from_str(&text).map_err(|error| wrong(&error))?;
    let mut last = None;
    for (name, value) in environment {
        let Some(rest) = name.strip_prefix("DEPESCHE_") else {
            continue;
        };
        if matches!(rest, "DATA" | "CONFIG") || rest.starts_with("TEST_") {
            continue;
        }
        let (option, value) = from_environment(&name, rest, &value)?;
        set(&mut table, option, &value);
        table
            .clone()
            .try_into::<Config>()
            .map_err(|error| ConfigError::Environment {
                name: name.clone(),
                message: error.message().to_owned(),
            })?;
        last = Some(name);
    }
    table
        .try_into()
        .map_err(|error: toml::de::Error| ConfigError::Environment {
            name: last.unwrap_or_default(),
            message: error.message().to_owned(),
        })
}

fn from_environment(
    name: &str,
    rest: &str,
    value: &str,
) -> Result<(&'static OptionDoc, String), ConfigError> {
    let option = |rest: &str| {
        OPTIONS
            .iter()
            .find(|option| rest.eq_ignore_ascii_case(&format!("{}_{}", option.section, option.key)))
    };
    let failed = |message: String| ConfigError::Environment {
        name: name.to_owned(),
        message,
    };
    if let Some(option) = option(rest) {
        return Ok((option, value.to_owned()));
    }
    if let Some(option) = rest.strip_suffix("_FILE").and_then(option) {
        let secret = std::fs::read_to_string(value)
            .map_err(|error| failed(format!("cannot read {value}: {error}")))?;
        return Ok((option, secret.trim_end_matches(['\r', '\n']).to_owned()));
    }
    let names = OPTIONS
        .iter()
        .map(|option| format!("DEPESCHE_{}_{}", option.section, option.key).to_uppercase());
    Err(failed(format!(
        "there is no such option{}",
        did_you_mean(name, names)
    )))
}

/// Sets an option from a text: as TOML where it is TOML of the default's kind, else as a string.
fn set(table: &mut Table, option: &OptionDoc, text: &str) {
    let value = toml::from_str::<Table>(&format!("value = {text}"))
        .ok()
        .and_then(|mut holder| holder.remove("value"))
        .filter(|_| !option.default.starts_with('"'))
        .unwrap_or_else(|| Value::String(text.to_owned()));
    let section = table
        .entry(option.section)
        .or_insert_with(|| Value::Table(Table::new()));
    if let Value::Table(section) = section {
        section.insert(option.key.to_owned(), value);
    }
}

fn wrong(path: &Path, text: &str, error: &toml::de::Error) -> ConfigError {
    let start = error.span().map_or(0, |span| span.start).min(text.len());
    let line = text[..start].matches('\n').count() + 1;
    let unknown = error
        .message()
        .strip_prefix("unknown field `")
        .and_then(|rest| rest.split_once('`'))
        .map(|(key, _)| key);
    let message = match unknown {
        Some(key) => unknown_key(key, section_at(text, start)),
        None => error.message().trim_end().to_owned(),
    };
    ConfigError::Wrong {
        path: path.to_owned(),
        line,
        message,
    }
}

/// The `[section]` that a place in the file stands in.
fn section_at(text: &str, place: usize) -> Option<&str> {
    text[..place]
        .lines()
        .rev()
        .find_map(|line| line.trim().strip_prefix('[')?.strip_suffix(']'))
        .map(str::trim)
}

fn unknown_key(key: &str, section: Option<&str>) -> String {
    let is_section = section.is_none_or(|section| section == key);
    let suggestion = if is_section {
        let names = SECTIONS.iter().map(|(name, _)| (*name).to_owned());
        let options = OPTIONS
            .iter()
            .filter(|option| option.key == key)
            .map(|option| format!("{} (in section [{}])", option.key, option.section))
            .next();
        options.map_or_else(
            || did_you_mean(key, names),
            |found| format!("; did you mean {found}?"),
        )
    } else {
        let here = OPTIONS
            .iter()
            .filter(|option| Some(option.section) == section);
        did_you_mean(key, here.map(|option| option.key.to_owned()))
    };
    format!("there is no option {key:?}{suggestion}")
}

/// The nearest of the right names, where one is near enough to be meant.
fn did_you_mean(wrong: &str, names: impl Iterator<Item = String>) -> String {
    const NEAR_ENOUGH: f64 = 0.75;
    names
        .map(|name| {
            (
                strsim::jaro_winkler(&wrong.to_lowercase(), &name.to_lowercase()),
                name,
            )
        })
        .filter(|(nearness, _)| *nearness > NEAR_ENOUGH)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map_or_else(
            || "; `depesche config` prints those there are".to_owned(),
            |(_, name)| format!("; did you mean {name}?"),
        )
}

#[cfg(test)]
mod tests {
    use super::{Config, ConfigError, load};

    fn read(text: &str, environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("depesche.toml");
        std::fs::write(&path, text).expect("a write");
        let environment = environment
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        load(&path, environment)
    }

    fn complaint(text: &str, environment: &[(&str, &str)]) -> String {
        read(text, environment)
            .expect_err("it is wrong")
            .to_string()
    }

    #[test]
    fn a_missing_file_is_all_defaults() {
        let config =
            load(std::path::Path::new("/nonexistent/depesche.toml"), []).expect("defaults");
        assert_eq!(config.serve.listen, "127.0.0.1:8080");
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line_and_the_nearest_right_one() {
        let text = complaint(
            "[site]\nname = \"x\"\n\n[fetch]\nmin_intervall = \"1h\"\n",
            &[],
        );
        assert!(text.contains("line 5"), "{text}");
        assert!(text.contains("did you mean min_interval?"), "{text}");
        let text = complaint("[fetsch]\n", &[]);
        assert!(
            text.contains("line 1") && text.contains("did you mean fetch?"),
            "{text}"
        );
        let text = complaint("listen = \"0.0.0.0:80\"\n", &[]);
        assert!(text.contains("listen (in section [serve])"), "{text}");
    }

    #[test]
    fn a_wrong_value_is_named_with_its_line() {
        let text = complaint("[fetch]\nmin_interval = \"soon\"\n", &[]);
        assert!(
            text.contains("line 2") && text.contains("no span of time"),
            "{text}"
        );
        let text = complaint("[fetch]\nallow_private = [\"here\"]\n", &[]);
        assert!(
            text.contains("line 2") && text.contains("no network"),
            "{text}"
        );
        let text = complaint("[fetch\n", &[]);
        assert!(text.contains("line 1"), "{text}");
    }

    #[test]
    fn the_environment_stands_over_the_file() {
        let config = read(
            "[site]\nname = \"file\"\n[fetch]\nmax_in_flight = 3\n",
            &[
                ("DEPESCHE_SITE_NAME", "42"),
                ("DEPESCHE_FETCH_ALLOW_PRIVATE", "[\"127.0.0.0/8\"]"),
                ("DEPESCHE_PAGES_ENABLED", "false"),
                ("DEPESCHE_DATA", "/somewhere"),
                ("PATH", "/bin"),
            ],
        )
        .expect("it is right");
        assert_eq!(config.site.name, "42");
        assert_eq!(config.fetch.max_in_flight, 3);
        assert_eq!(config.fetch.allow_private.len(), 1);
        assert!(!config.pages.enabled);
    }

    #[test]
    fn a_secret_may_stand_in_a_file() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("url");
        std::fs::write(&path, "postgres://me:secret@host/db\n").expect("a write");
        let path = path.to_str().expect("a plain path").to_owned();
        let config = read("", &[("DEPESCHE_STORE_URL_FILE", &path)]).expect("it is right");
        assert_eq!(config.store.url, "postgres://me:secret@host/db");
    }

    #[test]
    fn a_wrong_variable_is_named_with_the_nearest_right_one() {
        let text = complaint("", &[("DEPESCHE_FETCH_MIN_INTERVALL", "1h")]);
        assert!(
            text.contains("did you mean DEPESCHE_FETCH_MIN_INTERVAL?"),
            "{text}"
        );
        let text = complaint("", &[("DEPESCHE_FETCH_MAX_IN_FLIGHT", "many")]);
        assert!(text.contains("DEPESCHE_FETCH_MAX_IN_FLIGHT"), "{text}");
    }
}
