//! The shipped programs, started for measuring: the executable on a data folder of its own, and
//! the fake web that it reads.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::shell::{self, Scratch};

/// What the benches ask of the configuration: the fake web is on loopback and asked at will, and
/// article pages are off, so that only the feeds are measured.
const CONFIG: &str = "\
[fetch]
allow_private = [\"127.0.0.0/8\"]
min_interval = \"0s\"

[pages]
enabled = false
";

/// The programs, built for release.
pub(crate) struct Programs {
    pub(crate) depesche: PathBuf,
    pub(crate) world: PathBuf,
}

impl Programs {
    /// Builds them, which takes some minutes the first time.
    pub(crate) fn build() -> Result<Self> {
        let packages = ["-p", "depesche", "-p", "depesche-world"];
        shell::run(shell::cargo().args(["build", "--release"]).args(packages))?;
        let folder = shell::target_folder()?.join("release");
        Ok(Self {
            depesche: folder.join("depesche"),
            world: folder.join("depesche-world"),
        })
    }
}

/// The executable on an empty data folder.
pub(crate) struct House {
    program: PathBuf,
    folder: Scratch,
}

impl House {
    /// A house with nothing in it but the configuration.
    pub(crate) fn new(programs: &Programs, name: &str) -> Result<Self> {
        Self::with(programs, name, CONFIG)
    }

    /// A house with nothing in it but a configuration of its own.
    pub(crate) fn with(programs: &Programs, name: &str, config: &str) -> Result<Self> {
        let folder = Scratch::new(name)?;
        std::fs::write(folder.path().join("depesche.toml"), config)
            .context("cannot write the configuration")?;
        Ok(Self {
            program: programs.depesche.clone(),
            folder,
        })
    }

    /// A command line on this house's folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(self.folder.path());
        command
            .arg("--config")
            .arg(self.folder.path().join("depesche.toml"));
        command.arg("--data").arg(self.data()).args(arguments);
        command
    }

    /// Starts `serve` and waits until it answers.
    pub(crate) fn serve(&self) -> Result<Serving> {
        let port = shell::free_port()?;
        let listen = format!("127.0.0.1:{port}");
        let mut command = self.command(&["serve", "--listen", &listen]);
        command.env("DEPESCHE_LOG_LEVEL", "error");
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let child = command.spawn().context("cannot start depesche")?;
        let serving = Serving { child, port };
        shell::wait_for(Duration::from_secs(20), || {
            shell::answers(port).then_some(())
        })
        .context("depesche serve does not answer within twenty seconds")?;
        Ok(serving)
    }

    /// Runs a command to its end and returns what it wrote to stdout.
    pub(crate) fn output(&self, arguments: &[&str]) -> Result<String> {
        shell::output(&mut self.command(arguments))
    }

    /// A file of the house's own, such as an OPML list.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Rows of a query on the house's database, asked of the `sqlite3` program: what the house
    /// says of itself is what is to be checked.
    pub(crate) fn rows(&self, sqlite: &Path, query: &str) -> Result<Vec<Value>> {
        let mut command = Command::new(sqlite);
        command
            .args(["-readonly", "-json"])
            .arg(self.database()?)
            .arg(query);
        let text = shell::output(&mut command)?;
        if text.trim().is_empty() {
            return Ok(Vec::new());
        }
        serde_json::from_str(&text).context("cannot read what sqlite3 says")
    }

    /// The SQLite file in the data folder.
    fn database(&self) -> Result<PathBuf> {
        let entries = std::fs::read_dir(self.data()).context("there is no data folder")?;
        let files = entries.flatten().map(|entry| entry.path());
        files
            .into_iter()
            .find(|file| {
                file.extension()
                    .is_some_and(|end| end == "sqlite" || end == "db")
            })
            .context("there is no database in the data folder")
    }
}

/// `depesche serve`; killed, as kill -9 does, when dropped.
pub(crate) struct Serving {
    child: Child,
    port: u16,
}

impl Serving {
    /// Where it listens.
    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Whether it has ended by itself.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|ended| ended.is_some())
    }

    /// Asks it to end, and waits.
    pub(crate) fn stop(mut self) {
        let order = format!("kill -TERM {}", self.child.id());
        let is_told = Command::new("sh").args(["-c", &order]).status().is_ok();
        if is_told {
            shell::wait_for(Duration::from_secs(15), || self.has_ended().then_some(()));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself; either way nothing stays behind.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A number in the first of some rows.
pub(crate) fn number(rows: &[Value], column: &str) -> f64 {
    rows.first()
        .and_then(|row| row[column].as_f64())
        .unwrap_or(0.0)
}

/// The fake web, in a process of its own so that its work is not counted; ends when dropped, or
/// with us: it reads our pipe.
pub(crate) struct World {
    child: Child,
    _stdin: Option<ChildStdin>,
    // Open as long as it runs: it may have more to say, and ends where nobody listens.
    stdout: BufReader<ChildStdout>,
    address: String,
}

impl World {
    /// Starts it with the arguments of one of its modes and waits until it listens.
    pub(crate) fn start(programs: &Programs, arguments: &[&str], opml: &Path) -> Result<Self> {
        let mut command = Command::new(&programs.world);
        command
            .args(arguments)
            .args(["--port", "0", "--opml"])
            .arg(opml);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {}", programs.world.display()))?;
        let stdin = child.stdin.take();
        let stdout = BufReader::new(child.stdout.take().expect("stdout is piped"));
        let mut world = Self {
            child,
            _stdin: stdin,
            stdout,
            address: String::new(),
        };
        let mut line = String::new();
        world.stdout.read_line(&mut line)?;
        if !line.starts_with("listening ") {
            bail!("the fake web did not start; it said: {}", line.trim());
        }
        println!("· the fake web is {}", line.trim());
        let address = line.trim().trim_start_matches("listening http://");
        address.clone_into(&mut world.address);
        let has_opml = shell::wait_for(Duration::from_secs(30), || opml.exists().then_some(()));
        has_opml.context("the fake web wrote no list of its feeds")?;
        Ok(world)
    }

    /// Where it listens: address and port.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // It may have ended by itself; either way nothing stays behind.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
