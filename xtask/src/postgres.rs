//! A throw-away PostgreSQL for the tests.
//!
//! The cluster belongs to a *keeper*: a second process of this program in a process group of its
//! own that waits on a pipe. Whatever ends the tests – success, failure, a panic, Ctrl-C, even
//! kill -9 – closes the pipe, and the keeper stops the server and deletes its folder. A signal
//! handler could not promise that.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::{KEEPER, machine, shell};

/// A running cluster; it ends when this is dropped.
pub(crate) struct Cluster {
    keeper: Child,
    url: String,
}

impl Cluster {
    /// Makes a cluster with the programs in a folder and starts it.
    pub(crate) fn start(programs: &Path) -> Result<Self> {
        let own = std::env::current_exe().context("cannot find this program's own file")?;
        let mut keeper = Command::new(own)
            .arg(KEEPER)
            .arg(programs)
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the database's keeper")?;
        let answer = keeper.stdout.take().expect("stdout is piped");
        let mut url = String::new();
        BufReader::new(answer).read_line(&mut url)?;
        if url.is_empty() {
            let status = keeper.wait()?;
            bail!("the throw-away PostgreSQL did not start (its keeper: {status}), see above");
        }
        Ok(Self {
            keeper,
            url: url.trim().to_owned(),
        })
    }

    /// Where clients connect.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let gone = shell::wait_for(Duration::from_secs(20), || self.keeper.try_wait().ok()?);
        if gone.is_none() {
            eprintln!(
                "the throw-away PostgreSQL does not end; its keeper is {}",
                self.keeper.id()
            );
        }
    }
}

/// The keeper's whole life: starts a cluster, says its URL, waits for the pipe's end, tidies up.
pub(crate) fn keep(programs: &Path) -> Result<()> {
    // The socket's path may have 107 bytes at most, so it cannot lie below the target folder.
    let folder = std::env::temp_dir().join(format!("depesche-postgres-{}", std::process::id()));
    let server = Server {
        programs: programs.to_owned(),
        folder,
    };
    server.make()?;
    server.start()?;
    println!(
        "postgres:///postgres?host={}&user=postgres",
        server.folder.display()
    );
    let mut pipe = std::io::stdin().lock();
    pipe.read_to_end(&mut Vec::new())
        .context("cannot wait for the tests' end")?;
    Ok(())
}

/// The cluster as the keeper sees it; stopped and deleted when dropped.
struct Server {
    programs: PathBuf,
    folder: PathBuf,
}

impl Server {
    fn make(&self) -> Result<()> {
        std::fs::create_dir(&self.folder)
            .with_context(|| format!("cannot make {}", self.folder.display()))?;
        if machine::is_root() {
            let (user, group) = machine::user("postgres").context("there is no user `postgres`")?;
            std::os::unix::fs::chown(&self.folder, Some(user), Some(group))?;
        }
        // ICU sorts as people do, so a query that forgot `collate "C"` is found out here.
        let people = [
            "--locale-provider=icu",
            "--icu-locale=en-US",
            "--locale=C.UTF-8",
        ];
        if self.initialise(&people).is_err() {
            // Before version 15, or built without ICU.
            self.initialise(&["--no-locale"])?;
        }
        Ok(())
    }

    fn initialise(&self, locale: &[&str]) -> Result<String> {
        let mut command = self.program("initdb");
        command.args([
            "--username=postgres",
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
        ]);
        shell::output(command.args(locale).arg("-D").arg(self.data()))
    }

    /// Nothing here outlives the tests, so nothing waits for the disk.
    fn start(&self) -> Result<()> {
        let folder = self.folder.display();
        let options = format!(
            "-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off \
             -c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB"
        );
        let log = self.folder.join("log");
        let mut command = self.program("pg_ctl");
        command
            .arg("-D")
            .arg(self.data())
            .arg("-l")
            .arg(&log)
            .args(["-w", "-o", &options]);
        // The server inherits these and outlives `pg_ctl`, so they must not be pipes of ours.
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if !command
            .arg("start")
            .status()
            .context("cannot start `pg_ctl`")?
            .success()
        {
            let log = std::fs::read_to_string(&log).unwrap_or_default();
            bail!("PostgreSQL does not start: {}", log.trim());
        }
        Ok(())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// PostgreSQL refuses to run as root, so root takes the user that Debian's package makes.
    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.current_dir("/").env("LC_ALL", "C.UTF-8");
        if machine::is_root()
            && let Some((user, group)) = machine::user("postgres")
        {
            command.uid(user).gid(group);
        }
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.data().join("postmaster.pid").exists() {
            let mut command = self.program("pg_ctl");
            command
                .arg("-D")
                .arg(self.data())
                .args(["-m", "immediate", "-w", "stop"]);
            if let Err(error) = shell::output(&mut command) {
                eprintln!("the throw-away PostgreSQL could not be stopped: {error:#}");
            }
        }
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            eprintln!("{} could not be removed: {error}", self.folder.display());
        }
    }
}
