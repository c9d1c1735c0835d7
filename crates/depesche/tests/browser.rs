//! The demo's pages in real Chromium, on a desktop and on a phone.
//!
//! `cargo xtask test` brings Chromium and its driver and names them in `DEPESCHE_TEST_CHROMIUM`
//! and `DEPESCHE_TEST_CHROMEDRIVER`. Without them these tests are left out, which under CI is a
//! failure.

#[path = "browser/forms.rs"]
mod forms;
#[path = "house/mod.rs"]
mod house;
#[path = "browser/translation.rs"]
mod translation;

use std::io::Write;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use house::{House, Running, free_port};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// What a page is looked at on.
#[derive(Clone, Copy, Debug)]
struct Screen {
    width: u32,
    height: u32,
    is_phone: bool,
}

const SCREENS: [Screen; 2] = [
    Screen {
        width: 1280,
        height: 800,
        is_phone: false,
    },
    Screen {
        width: 390,
        height: 844,
        is_phone: true,
    },
];

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_fit_their_screens_and_keep_to_themselves() {
    let Some(browser) = Browser::found() else {
        return;
    };
    let (demo, house) = demo();
    for screen in SCREENS {
        let session = browser.open(screen, &house).await;
        let address = format!("http://127.0.0.1:{}", demo.port());
        for path in ["/", "/latest", "/sources", "/search?q=a", "/en/"] {
            session
                .client
                .goto(&format!("{address}{path}"))
                .await
                .expect("the page loads");
            assert_eq!(
                faults(&session.client, screen).await,
                [""; 0],
                "{path} on {screen:?}"
            );
        }
        session.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_of_a_page_is_noticed() {
    let Some(browser) = Browser::found() else {
        return;
    };
    let (demo, house) = demo();
    let session = browser.open(SCREENS[1], &house).await;
    let address = format!("http://127.0.0.1:{}/latest", demo.port());
    for fault in [
        "console.error('trouble')",
        "document.title = ''",
        "document.body.style.width = '3000px'",
        "document.cookie = 'a=b'",
    ] {
        session.client.goto(&address).await.expect("the page loads");
        session
            .client
            .execute(fault, Vec::new())
            .await
            .expect("the script runs");
        assert_eq!(
            faults(&session.client, SCREENS[1]).await.len(),
            1,
            "{fault}"
        );
        let forget = "document.cookie = 'a=b; max-age=0'";
        session
            .client
            .execute(forget, Vec::new())
            .await
            .expect("the script runs");
    }
    session.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_finds_the_way() {
    let Some(browser) = Browser::found() else {
        return;
    };
    let (demo, house) = demo();
    for screen in SCREENS {
        let session = browser.open(screen, &house).await;
        walk(&session.client, demo.port(), screen).await;
        session.end().await;
    }
    assert!(
        demo.terminate().0.success(),
        "the demo ends when it is told to"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_works_without_javascript() {
    let Some(browser) = Browser::found() else {
        return;
    };
    let (demo, house) = demo();
    let session = browser.open(SCREENS[0], &house).await;
    let off = json!({ "value": true });
    session
        .developer("Emulation.setScriptExecutionDisabled", off)
        .await;
    walk(&session.client, demo.port(), SCREENS[0]).await;
    session.end().await;
}

/// The way of a reader: a headline, its article, back, a search, the other language.
async fn walk(client: &Client, port: u16, screen: Screen) {
    client
        .goto(&format!("http://127.0.0.1:{port}/"))
        .await
        .expect("the front page loads");
    let headlines = Locator::Css("main a[href*='/articles/']");
    let found = client
        .find_all(headlines)
        .await
        .expect("the page can be searched");
    assert!(
        found.len() >= 10,
        "{} headlines on the front page, {screen:?}",
        found.len()
    );
    let title = found[0].text().await.expect("a headline has a text");
    assert!(!title.trim().is_empty());

    found[0].click().await.expect("a headline can be clicked");
    let address = client.current_url().await.expect("there is an address");
    assert!(address.path().contains("/articles/"), "{address}");
    let heading = client
        .find(Locator::Css("h1"))
        .await
        .expect("an article has a heading");
    assert_eq!(
        heading.text().await.expect("it has a text").trim(),
        title.trim()
    );

    // The longest word of the headline surely finds its article.
    let word = title
        .split(|letter: char| !letter.is_alphanumeric())
        .max_by_key(|word| word.len());
    client
        .goto(&format!("http://127.0.0.1:{port}/search"))
        .await
        .expect("search loads");
    let field = client
        .find(Locator::Css("main input[name=q]"))
        .await
        .expect("there is a field");
    field
        .send_keys(&format!("{}\u{e007}", word.expect("a word")))
        .await
        .expect("it is typed");
    let hits = client
        .wait()
        .for_element(headlines)
        .await
        .expect("something is found");
    assert!(!hits.text().await.expect("it has a text").is_empty());

    client
        .goto(&format!("http://127.0.0.1:{port}/"))
        .await
        .expect("the front page loads");
    let before = language(client).await;
    let switch = client
        .find(Locator::Css("header a[lang]:not([aria-current])"))
        .await
        .expect("there is a switch");
    switch.click().await.expect("it can be clicked");
    assert_ne!(language(client).await, before, "the language has changed");
}

async fn language(client: &Client) -> String {
    let root = client
        .find(Locator::Css("html"))
        .await
        .expect("a page has a root");
    root.attr("lang")
        .await
        .expect("it can be asked")
        .expect("a page says its language")
}

/// What is wrong with the page: wider than the screen, something asked of another host or left on
/// the reader's machine, no title, or a complaint of the console.
async fn faults(client: &Client, screen: Screen) -> Vec<String> {
    let script = "
        const faults = performance.getEntriesByType('resource').map(entry => entry.name)
            .filter(name => new URL(name).host !== location.host);
        // A phone's `innerWidth` grows with what is too wide, so the screen's own is given.
        const wide = document.documentElement.scrollWidth - arguments[0];
        if (wide > 0) faults.push(`${wide} pixels too wide`);
        if (document.cookie) faults.push(document.cookie);
        if (!document.title) faults.push('no title');
        return faults";
    let seen = client
        .execute(script, vec![json!(screen.width)])
        .await
        .expect("the script runs");
    let log = client
        .issue_cmd(ConsoleLog)
        .await
        .expect("the console can be read");
    let [Value::Array(mut seen), Value::Array(log)] = [seen, log] else {
        unreachable!("both are lists")
    };
    seen.extend(log);
    seen.iter().map(ToString::to_string).collect()
}

/// The running demo, and its folder.
fn demo() -> (Running, House) {
    let house = House::new("");
    let port = free_port();
    let command = house.command(&["demo", "--listen", &format!("127.0.0.1:{port}")]);
    (Running::start(command, port), house)
}

/// The browser's programs.
struct Browser {
    chromium: PathBuf,
    driver: PathBuf,
}

impl Browser {
    /// Those that the environment names; `None` where it names none, which under CI is a failure.
    #[expect(
        clippy::disallowed_methods,
        reason = "how `cargo xtask test` speaks to its tests"
    )]
    fn found() -> Option<Self> {
        let path = |name| std::env::var_os(name).map(PathBuf::from);
        let found = path("DEPESCHE_TEST_CHROMIUM").zip(path("DEPESCHE_TEST_CHROMEDRIVER"));
        assert!(
            found.is_some() || std::env::var_os("CI").is_none_or(|value| value != "true"),
            "no browser is named, and under CI these tests are not left out"
        );
        found.map(|(chromium, driver)| Self { chromium, driver })
    }

    /// A window of this size.
    async fn open(&self, screen: Screen, house: &House) -> Session {
        let port = free_port();
        let driver = Command::new(&self.driver)
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let driver = Driver(driver, port);
        let profile = house.path().join("profile");
        let capabilities = self.capabilities(screen, &profile.to_string_lossy());
        let Value::Object(capabilities) = capabilities else {
            unreachable!("it is an object")
        };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{port}");
        let mut tries = 0;
        let client = loop {
            match builder.connect(&address).await {
                Ok(client) => break client,
                Err(error) if tries > 100 => panic!("chromedriver gives no session: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
            tries += 1;
        };
        Session {
            client,
            _driver: driver,
        }
    }

    /// Chromium that keeps to itself: no call home, no profile of ours, no sandbox (root in a
    /// container has none to give).
    fn capabilities(&self, screen: Screen, profile: &str) -> Value {
        let mut arguments = vec![
            "--headless".to_owned(),
            format!("--user-data-dir={profile}"),
            format!("--window-size={},{}", screen.width, screen.height),
        ];
        for flag in [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ] {
            arguments.push(flag.to_owned());
        }
        let mut options = json!({ "binary": self.chromium, "args": arguments });
        if screen.is_phone {
            let metrics = json!({
                "width": screen.width, "height": screen.height, "pixelRatio": 3, "touch": true,
            });
            options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
        }
        json!({ "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" } })
    }
}

/// chromedriver and its port; ends when dropped.
struct Driver(Child, u16);

impl Drop for Driver {
    fn drop(&mut self) {
        // Killed alone it would leave its browser behind, as after a failed assertion.
        let asked = TcpStream::connect(("127.0.0.1", self.1)).and_then(|mut stream| {
            stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\n\r\n")
        });
        for _ in 0..250 {
            if asked.is_err() || self.0.try_wait().is_ok_and(|status| status.is_some()) {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// A window with its driver.
struct Session {
    client: Client,
    _driver: Driver,
}

impl Session {
    /// A command of Chromium's own protocol.
    async fn developer(&self, name: &'static str, parameters: Value) {
        let command = Developer { name, parameters };
        self.client
            .issue_cmd(command)
            .await
            .expect("chromium obeys");
    }

    /// Ends the browser, then its driver.
    async fn end(self) {
        self.client.close().await.expect("the browser ends");
    }
}

/// Reads what the console has said since the last time; an extension of chromedriver.
#[derive(Debug)]
struct ConsoleLog;

/// A command of Chromium's own protocol; an extension of chromedriver.
#[derive(Debug)]
struct Developer {
    name: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for ConsoleLog {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/se/log", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (axum::http::Method, Option<String>) {
        (
            axum::http::Method::POST,
            Some(json!({ "type": "browser" }).to_string()),
        )
    }
}

impl WebDriverCompatibleCommand for Developer {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!(
            "session/{}/goog/cdp/execute",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &url::Url) -> (axum::http::Method, Option<String>) {
        let body = json!({ "cmd": self.name, "params": self.parameters });
        (axum::http::Method::POST, Some(body.to_string()))
    }
}
