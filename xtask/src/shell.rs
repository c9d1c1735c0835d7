//! Running other programs, and saying so.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// The root of the checkout.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the checkout's root")
}

/// An environment variable that is set and not empty.
#[expect(
    clippy::disallowed_methods,
    reason = "xtask is the one reader of its own environment"
)]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether leaving something out is a failure: under CI, or when somebody asks for all.
pub(crate) fn all_is_asked() -> bool {
    variable("CI").is_some_and(|value| value == "true")
        || variable("DEPESCHE_TEST_ALL").is_some_and(|value| value == "1")
}

/// The `cargo` that runs this xtask, in the checkout's root.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(variable("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    // What cargo says to xtask about xtask: build scripts that look at it (ring's does) would build
    // everything behind them anew whenever somebody calls cargo without us.
    for name in [
        "NAME",
        "VERSION",
        "VERSION_MAJOR",
        "VERSION_MINOR",
        "VERSION_PATCH",
        "VERSION_PRE",
    ] {
        command.env_remove(format!("CARGO_PKG_{name}"));
    }
    command
        .env_remove("CARGO_MANIFEST_DIR")
        .env_remove("CARGO_MANIFEST_LINKS");
    command
}

/// Runs a program to its end, its output going where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = shown(command);
    println!("· {line}");
    let status = command
        .status()
        .with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Runs a program to its end and returns what it wrote to stdout; stderr is shown if it fails.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let line = shown(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{line}` failed ({}): {}", output.status, complaint.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Where a program lies in the search path.
pub(crate) fn which(program: &str) -> Option<PathBuf> {
    let path = variable("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|file| file.is_file())
}

/// Waits until `ready` gives something, looking every 20 ms; `None` after `patience`.
pub(crate) fn wait_for<T>(patience: Duration, mut ready: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    loop {
        if let Some(found) = ready() {
            return Some(found);
        }
        if start.elapsed() > patience {
            return None;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A folder for one run below the target folder; emptied at the start and removed at the end, so
/// that an interrupted run leaves at most one behind.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// Makes the folder, empty.
    pub(crate) fn new(name: &str) -> Result<Self> {
        let folder = target_folder()?.join("xtask-scratch").join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder)
                .with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Failing to tidy up must not hide what the run has to say.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Where cargo builds.
pub(crate) fn target_folder() -> Result<PathBuf> {
    let text = output(cargo().args(["metadata", "--no-deps", "--format-version", "1"]))?;
    let metadata: serde_json::Value =
        serde_json::from_str(&text).context("cannot read `cargo metadata`")?;
    let folder = metadata["target_directory"].as_str();
    Ok(PathBuf::from(
        folder.context("`cargo metadata` names no target folder")?,
    ))
}

/// A port that nobody listens on just now.
pub(crate) fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no port on loopback")?;
    Ok(listener.local_addr()?.port())
}

/// Whether the front page of a portal on loopback comes with status 200.
pub(crate) fn answers(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else {
        return false;
    };
    let request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let mut start = [0; 12];
    stream
        .set_read_timeout(Some(Duration::from_secs(5)))
        .is_ok()
        && stream.write_all(request.as_bytes()).is_ok()
        && stream.read_exact(&mut start).is_ok()
        && start == *b"HTTP/1.1 200"
}

/// Asks a server on loopback (`address:port`) for a path: status and body.
pub(crate) fn get(address: &str, path: &str) -> Result<(u16, String)> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer
        .split_once("\r\n\r\n")
        .context("the answer has no end of its head")?;
    let status = head.split(' ').nth(1).context("the answer has no status")?;
    Ok((status.parse()?, body.to_owned()))
}

/// `1 min 20 s`, `3.2 s`.
pub(crate) fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds >= 60 {
        format!("{} min {} s", seconds / 60, seconds % 60)
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

/// The options of a command, `--name value` each; anything else is an error.
pub(crate) struct Options<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Options<'a> {
    /// Reads the arguments; only the names in `known` are taken.
    pub(crate) fn read(arguments: &'a [String], known: &[&str]) -> Result<Self> {
        let mut options = Vec::new();
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            let name = word.strip_prefix("--").filter(|name| known.contains(name));
            let Some(name) = name else {
                bail!("`{word}` is not understood; known are: {}", listed(known));
            };
            let value = words
                .next()
                .with_context(|| format!("--{name} needs a value"))?;
            options.push((name, value.as_str()));
        }
        Ok(Self(options))
    }

    /// A number, or what stands in its place when it is not given.
    pub(crate) fn number(&self, name: &str, default: u64) -> Result<u64> {
        match self.0.iter().rev().find(|(given, _)| *given == name) {
            None => Ok(default),
            Some((_, value)) => value
                .parse()
                .with_context(|| format!("--{name} {value} is not a whole number")),
        }
    }
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() {
        return "no arguments".into();
    }
    names
        .iter()
        .map(|name| format!("--{name}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program
        .file_name()
        .unwrap_or(program.as_os_str())
        .to_string_lossy();
    let mut line = name.into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn an_option_is_read_or_its_default_stands() {
        let arguments = words("--rounds 3");
        let options = Options::read(&arguments, &["rounds", "seed"]).expect("both are known");
        assert_eq!(options.number("rounds", 10).expect("a number"), 3);
        assert_eq!(options.number("seed", 7).expect("the default"), 7);
    }

    #[test]
    fn an_unknown_option_and_a_missing_value_are_errors() {
        assert!(Options::read(&words("--round 3"), &["rounds"]).is_err());
        assert!(Options::read(&words("--rounds"), &["rounds"]).is_err());
        assert!(Options::read(&words("rounds 3"), &["rounds"]).is_err());
    }

    #[test]
    fn a_failing_program_is_an_error_with_what_it_said() {
        let error = output(Command::new("sh").args(["-c", "echo no luck >&2; exit 3"]))
            .expect_err("it fails");
        assert!(error.to_string().contains("no luck"), "{error}");
    }
}
