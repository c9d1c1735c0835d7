//! What the tests of the real executable share: starting it on a folder of its own, asking it by
//! HTTP, and ending it.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// The executable on a folder of its own; nothing of the tester's environment reaches it.
pub(crate) struct House {
    folder: tempfile::TempDir,
}

impl House {
    /// An empty folder and this configuration.
    pub(crate) fn new(config: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        std::fs::write(folder.path().join("depesche.toml"), config).expect("it can be written");
        Self { folder }
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A command line on this folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_depesche"));
        command.env_clear().current_dir(self.path()).args(arguments);
        // What it would leave in the temporary folder when it is killed goes with ours.
        command.env("TMPDIR", self.path());
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

/// A started executable that listens; killed, as kill -9 does, when dropped.
pub(crate) struct Running {
    child: Child,
    port: u16,
}

impl Running {
    /// Starts a command and waits until it answers on its port. What it logs is in the file `log`
    /// of its folder: nobody reads while it runs, and a full pipe would stop it.
    pub(crate) fn start(mut command: Command, port: u16) -> Self {
        let folder = command.get_current_dir().expect("it has a folder");
        let log = File::create(folder.join("log")).expect("it can be written");
        command.stdout(Stdio::null()).stderr(log);
        let mut running = Self {
            child: command.spawn().expect("the executable starts"),
            port,
        };
        let start = Instant::now();
        while get(port, "/healthz").is_none_or(|(status, _)| status != 200) {
            assert!(
                start.elapsed() < Duration::from_mins(1),
                "it does not answer in a minute"
            );
            let ended = running.child.try_wait().expect("it can be asked");
            assert!(ended.is_none(), "it ended before it answered: {ended:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
        running
    }

    /// Where it listens.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Sends SIGTERM, and waits for the end: how it ended and after how long.
    pub(crate) fn terminate(mut self) -> (ExitStatus, Duration) {
        let start = Instant::now();
        let order = format!("kill -TERM {}", self.child.id());
        let sent = Command::new("sh")
            .args(["-c", &order])
            .status()
            .expect("there is a shell");
        assert!(sent.success(), "the signal is sent");
        loop {
            if let Some(status) = self.child.try_wait().expect("it can be asked") {
                return (status, start.elapsed());
            }
            assert!(start.elapsed() < Duration::from_secs(30), "it does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; either way nothing stays behind.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A port on loopback that nobody listens on just now.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
    listener.local_addr().expect("it has an address").port()
}

/// Asks a server on loopback: status and body, or `None` where nobody answers.
pub(crate) fn get(port: u16, path: &str) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .ok()?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8_lossy(&answer);
    let status = answer.split(' ').nth(1)?.parse().ok()?;
    let body = answer.split_once("\r\n\r\n")?.1;
    Some((status, body.to_owned()))
}
