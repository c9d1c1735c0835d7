//! Watches the tormentor: it may abort or stand still, and is then started again behind the
//! document that did it.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::comparisons::Programs;
use crate::shell::Scratch;

/// How long one document may be read by the clock on the wall before the program is ended. Far
/// more than the goal, so that a slow document is measured on a busy machine too.
const PATIENCE: Duration = Duration::from_mins(1);

/// The address space of the program in kB: what wants more aborts.
const MOST_KB: &str = "4000000";

/// After so many ends the rest is left out: the first of them say enough.
const MOST_ENDS: usize = 30;

/// What is known of one document.
pub(super) struct Seen {
    pub(super) number: u64,
    pub(super) name: String,
    pub(super) seconds: f64,
    /// The peak of the heap, in bytes.
    pub(super) heap: f64,
    /// Whether reading it panicked, aborted, or did not end.
    pub(super) has_failed: bool,
    /// How many of the entries in it were not found.
    pub(super) lost: u64,
}

/// A run of the tormentor, in as many parts as it takes.
pub(super) struct Watch<'a> {
    programs: &'a Programs,
    what: &'a [String],
    scratch: Scratch,
}

impl<'a> Watch<'a> {
    pub(super) fn new(programs: &'a Programs, what: &'a [String]) -> Result<Self> {
        Ok(Self {
            programs,
            what,
            scratch: Scratch::new("chaos-feeds")?,
        })
    }

    /// All that is worth knowing.
    pub(super) fn run(&self) -> Result<Vec<Seen>> {
        let mut all = Vec::new();
        let mut first = 0;
        for _ in 0..MOST_ENDS {
            let (seen, failed) = self.part(first)?;
            all.extend(seen);
            let Some(failed) = failed else {
                return Ok(all);
            };
            first = failed.number + 1;
            all.push(failed);
        }
        println!("  it ended {MOST_ENDS} times; from number {first} on nothing was read");
        Ok(all)
    }

    /// Reads from this number on; what was seen, and the document that ended the program, if one
    /// did.
    fn part(&self, first: u64) -> Result<(Vec<Seen>, Option<Seen>)> {
        std::fs::write(self.progress(), first.to_le_bytes()).context("cannot write to scratch")?;
        let mut child = self.start(first)?;
        let stdout = child.stdout.take().context("the tormentor has no stdout")?;
        let lines = std::thread::spawn(move || {
            BufReader::new(stdout)
                .lines()
                .map_while(Result::ok)
                .collect()
        });
        let end = self.wait(&mut child);
        let lines: Vec<String> = lines.join().ok().context("a reader of lines panicked")?;
        let seen = lines.iter().filter_map(|line| super::seen(line)).collect();
        let Some((why, seconds)) = end? else {
            return Ok((seen, None));
        };
        let number = self.number()?;
        let failed = Seen {
            number,
            name: format!("number {number}: {why}"),
            seconds,
            heap: 0.0,
            has_failed: true,
            lost: 0,
        };
        Ok((seen, Some(failed)))
    }

    /// In a shell, since only that can bound the memory of what it starts.
    fn start(&self, first: u64) -> Result<Child> {
        let (progress, first) = (self.progress(), first.to_string());
        let progress = progress.to_string_lossy();
        let mut arguments = vec!["run", &progress, &first];
        arguments.extend(self.what.iter().map(String::as_str));
        let inner = self.programs.command("torment", &arguments);
        let mut command = Command::new("sh");
        let script = format!("ulimit -v {MOST_KB} && exec \"$0\" \"$@\"");
        command
            .args(["-c", &script])
            .arg(inner.get_program())
            .args(inner.get_args());
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command.spawn().context("cannot start bench/torment")
    }

    /// Waits for the end; why it was no good one, and how long the last document had been read.
    fn wait(&self, child: &mut Child) -> Result<Option<(String, f64)>> {
        let (mut number, mut since) = (self.number()?, Instant::now());
        loop {
            if let Some(status) = child.try_wait()? {
                let seconds = since.elapsed().as_secs_f64();
                return Ok((!status.success()).then(|| (format!("it ended ({status})"), seconds)));
            }
            std::thread::sleep(Duration::from_millis(20));
            let now = self.number()?;
            if now != number {
                (number, since) = (now, Instant::now());
            } else if since.elapsed() > PATIENCE {
                child.kill().context("cannot end bench/torment")?;
                child.wait()?;
                return Ok(Some((
                    "it did not end".into(),
                    since.elapsed().as_secs_f64(),
                )));
            }
        }
    }

    fn progress(&self) -> PathBuf {
        self.scratch.path().join("progress")
    }

    /// The number of the document that is being read.
    fn number(&self) -> Result<u64> {
        let bytes = std::fs::read(self.progress()).context("cannot read the progress")?;
        match <[u8; 8]>::try_from(bytes) {
            Ok(bytes) => Ok(u64::from_le_bytes(bytes)),
            // Between its making and its first number.
            Err(bytes) if bytes.is_empty() => Ok(0),
            Err(_) => bail!("the progress is no number"),
        }
    }
}
