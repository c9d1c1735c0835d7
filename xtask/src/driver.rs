//! A very small WebDriver client: enough to open a page in Chromium and take its picture, with no
//! HTTP client to build.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::machine::Browser;
use crate::shell::{self, Scratch};

/// What the page is shown on.
#[derive(Clone, Copy)]
pub(crate) struct Screen {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) is_phone: bool,
    pub(crate) is_dark: bool,
}

/// chromedriver with one session; both end when this is dropped.
pub(crate) struct Driver {
    child: Child,
    port: u16,
    session: String,
}

impl Driver {
    /// Starts the driver and a browser with such a screen.
    pub(crate) fn start(browser: &Browser, screen: &Screen, scratch: &Scratch) -> Result<Self> {
        let port = shell::free_port()?;
        let child = Command::new(&browser.driver)
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .context("cannot start chromedriver")?;
        let mut driver = Self {
            child,
            port,
            session: String::new(),
        };
        let is_up = || TcpStream::connect(("127.0.0.1", port)).ok();
        shell::wait_for(Duration::from_secs(10), is_up).context("chromedriver does not listen")?;
        let answer = driver.post("/session", &capabilities(browser, scratch))?;
        let session = answer["sessionId"]
            .as_str()
            .context("chromedriver gave no session")?;
        session.clone_into(&mut driver.session);
        driver.take_screen(screen)?;
        Ok(driver)
    }

    /// Opens a page and waits until it is loaded.
    pub(crate) fn open(&self, url: &str) -> Result<()> {
        self.command("url", &json!({ "url": url })).map(drop)
    }

    /// What a script returns in the page.
    pub(crate) fn evaluate(&self, script: &str) -> Result<Value> {
        self.command("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// The visible part of the page as PNG.
    pub(crate) fn picture(&self) -> Result<Vec<u8>> {
        let answer = self.developer("Page.captureScreenshot", &json!({ "format": "png" }))?;
        decode_base64(
            answer["data"]
                .as_str()
                .context("chromium took no picture")?,
        )
    }

    fn take_screen(&self, screen: &Screen) -> Result<()> {
        let metrics = json!({
            "width": screen.width, "height": screen.height,
            "deviceScaleFactor": 1, "mobile": screen.is_phone,
        });
        self.developer("Emulation.setDeviceMetricsOverride", &metrics)?;
        let scheme = if screen.is_dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.developer(
            "Emulation.setEmulatedMedia",
            &json!({ "features": features }),
        )
        .map(drop)
    }

    /// A command of Chromium's own protocol.
    fn developer(&self, name: &str, parameters: &Value) -> Result<Value> {
        self.command(
            "goog/cdp/execute",
            &json!({ "cmd": name, "params": parameters }),
        )
    }

    fn command(&self, path: &str, body: &Value) -> Result<Value> {
        self.post(&format!("/session/{}/{path}", self.session), body)
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let body = body.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )?;
        let text = body_of(&mut BufReader::new(stream)).context("chromedriver does not answer")?;
        let answer: Value = serde_json::from_slice(&text).context("chromedriver gave no JSON")?;
        let value = &answer["value"];
        if let Some(error) = value["error"].as_str() {
            bail!(
                "chromium: {error}: {}",
                value["message"].as_str().unwrap_or_default()
            );
        }
        Ok(value.clone())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Killed alone it would leave the browser behind.
        if let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) {
            let request = "GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
            if stream.write_all(request.as_bytes()).is_ok() {
                let is_over = || self.child.try_wait().ok().flatten();
                shell::wait_for(Duration::from_secs(5), is_over);
            }
        }
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The body of an answer, by its length: chromedriver leaves the connection open all the same.
fn body_of(answer: &mut impl BufRead) -> Result<Vec<u8>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        answer.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').unwrap_or_default();
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse().context("a length that is no number")?;
        }
    }
    let mut body = vec![0; length];
    answer.read_exact(&mut body)?;
    Ok(body)
}

/// Chromium that keeps to itself: no call home, no profile of ours, no sandbox (root in a
/// container has none to give).
fn capabilities(browser: &Browser, scratch: &Scratch) -> Value {
    let profile = format!(
        "--user-data-dir={}",
        scratch.path().join("profile").display()
    );
    json!({ "capabilities": { "alwaysMatch": { "goog:chromeOptions": {
        "binary": browser.chromium,
        "args": [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-dev-shm-usage", "--disable-background-networking",
            "--disable-component-update", "--disable-lcd-text", "--disable-sync", "--hide-scrollbars", profile,
        ],
    }}}})
}

fn decode_base64(text: &str) -> Result<Vec<u8>> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let mut held = 0_u32;
    let mut bits = 0;
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let value = ALPHABET.iter().position(|known| *known == letter);
        let value = u32::try_from(value.context("the picture is no base64")?)?;
        held = (held << 6) | value;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff)?);
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::{body_of, decode_base64};

    #[test]
    fn an_answer_s_body_ends_at_its_length() {
        let mut answer = &b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}more"[..];
        assert_eq!(body_of(&mut answer).expect("it is whole"), b"{}");
        let mut cut = &b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}"[..];
        assert!(body_of(&mut cut).is_err());
    }

    #[test]
    fn base64_is_decoded() {
        assert_eq!(
            decode_base64("RGVwZXNjaGU=").expect("it is base64"),
            b"Depesche"
        );
        assert_eq!(decode_base64("AP/+").expect("it is base64"), [0, 255, 254]);
        assert!(decode_base64("R?==").is_err());
    }
}
