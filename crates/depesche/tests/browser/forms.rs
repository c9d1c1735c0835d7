//! Markup that acts, in all forms we know, through the whole house into real Chromium: nothing of it
//! executes, and nothing is asked for but our own files.
//!
//! `forms.txt` holds one form a line, by class; each calls `hit()` where it executes, or asks `{trap}`,
//! a server that must hear of nobody. Once the portal's policy (CSP) is in force, once it is switched
//! off, so that the cleaning alone is tried: then the text is also taken out of the page and read once
//! more, which is how markup that changes in reading gets its chance.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::house::{House, Running, free_port, get};
use super::{Browser, SCREENS, Session};

const FORMS: &str = include_str!("forms.txt");

/// How many forms stand in one article.
const TOGETHER: usize = 30;

/// Ends whatever a form has left open, so that the next one is read as it is written.
const END: &str = "--></script></style></title></textarea></noscript></noembed></noframes></iframe>\
    </xmp></template></select></svg></math></video></audio></object></applet></button></frameset>\
    </canvas></form></svg></math></template></noscript>'\">";

/// What a page is watched by, before anything of it is read.
const WATCH: &str = "window.hits = []; window.hit = () => { hits.push(document.currentScript?.outerHTML \
    ?? window.event?.target?.outerHTML ?? 'somewhere') }; \
    window.alert = window.confirm = window.prompt = window.print = window.hit;";

/// What stands behind a form, told by letters: lines that differ in their numbers alone repeat, and
/// what repeats over a source's articles is cut.
fn end_of(number: usize) -> String {
    let number = number.to_string();
    let letters = number.bytes().map(|digit| char::from(digit - b'0' + b'a'));
    format!("{} was the form", letters.collect::<String>())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_form_of_markup_acts() {
    let Some(browser) = Browser::found() else {
        return;
    };
    let trap = Server::start(Vec::new());
    let articles = articles(&trap.home());
    let feed = Server::start(articles.clone());
    let house = House::new(
        "[fetch]\nallow_private = [\"127.0.0.0/8\"]\nmin_interval = \"0s\"\ntimeout = \"5s\"\n",
    );
    run(&house, &["add", &format!("{}/feed.json", feed.home())]);
    run(
        &house,
        &[
            "policy", "forms", "full", "--basis", "test", "--images", "yes",
        ],
    );
    let port = free_port();
    let portal = Running::start(
        house.command(&["serve", "--listen", &format!("127.0.0.1:{port}")]),
        port,
    );
    let paths = published(port, articles.len());
    for is_bare in [false, true] {
        let session = browser.open(SCREENS[0], &house).await;
        session
            .developer(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": WATCH }),
            )
            .await;
        let bare = json!({ "enabled": is_bare });
        session.developer("Page.setBypassCSP", bare).await;
        let mut seen = String::new();
        for path in &paths {
            seen += &look(&session, &format!("http://127.0.0.1:{port}{path}"), is_bare).await;
        }
        for (number, form) in forms().iter().enumerate() {
            let end = end_of(number);
            assert!(
                form.contains("<plaintext") || seen.contains(&end),
                "the end of this form is not on its page: {form}"
            );
        }
        assert!(
            seen.contains("/media/"),
            "not even our own picture was asked for"
        );
        if is_bare {
            let mut asked = trap.asked();
            asked.retain(|request| !request.contains("depesche"));
            assert_eq!(asked, [""; 0], "a reader's browser has asked a stranger");
            is_awake(&session, &trap).await;
        }
        session.end().await;
    }
    drop(portal);
}

/// Looks at an article: its text, and what was asked for.
async fn look(session: &Session, address: &str, is_bare: bool) -> String {
    session.client.goto(address).await.expect("the page loads");
    let (faults, text) = watched(session, is_bare).await;
    assert_eq!(faults, [""; 0], "{address}, policy switched off: {is_bare}");
    text
}

/// What the page in the window has done, and its text with what it asked for.
async fn watched(session: &Session, is_bare: bool) -> (Vec<String>, String) {
    let script = "
        const [isBare] = arguments;
        const text = document.querySelector('.body')
            ?? (() => { throw new Error('no text: ' + document.body.innerText.slice(0, 900)) })();
        const faults = [];
        const look = root => {
            for (const one of root.querySelectorAll('*')) {
                if (one.matches('script,style,link,meta,base,iframe,frame,object,embed,form,input,button,select,'
                    + 'textarea,svg,math,template,video,audio,source,marquee,dialog,noscript,plaintext'))
                    faults.push(one.outerHTML);
                for (const { name, value } of one.attributes)
                    if (/^(on|style|id|name|target|ping|is|slot|data-(?!kind))/.test(name)
                        || (/^(href|src|cite)$/.test(name) && !/^(https?:|mailto:|\\/media\\/)/.test(value)))
                        faults.push(`${name}=${value} in ${one.outerHTML}`);
            }
        };
        look(text);
        let markup = text.innerHTML;
        for (let turn = 0; isBare && turn < 3; turn++) {
            const again = document.createElement(['div', 'template', 'p'][turn]);
            again.innerHTML = markup;
            if (again.content) { look(again.content); continue }
            text.append(again);
            look(again);
            if (again.innerHTML !== markup) faults.push('it changes when it is read again');
        }
        for (const one of text.querySelectorAll('*'))
            for (const name of ['click', 'focus', 'mouseover', 'error', 'load', 'animationstart', 'toggle'])
                one.dispatchEvent(new Event(name, { bubbles: false }));
        await_frames: {
            const asked = performance.getEntriesByType('resource').map(entry => new URL(entry.name));
            const strange = asked.filter(url => url.host !== location.host
                || !/^\\/(media|assets|favicon)/.test(url.pathname) );
            faults.push(...strange.map(String));
            return [[...faults, ...hits], text.textContent + ' ' + asked.map(String).join(' ')];
        }";
    let found = session
        .client
        .execute(script, vec![json!(is_bare)])
        .await
        .unwrap_or_else(|error| panic!("the script does not run: {error}"));
    serde_json::from_value(found).expect("a list and a text")
}

/// With the policy switched off, a form that was not cleaned is noticed: it executes, and it asks.
async fn is_awake(session: &Session, trap: &Server) {
    let script = "
        const [trap] = arguments;
        const text = document.querySelector('.body');
        text.innerHTML += `<img src=x:y onerror=hit()><img src='${trap}/control.png'>`;
        return new Promise(done => { text.lastElementChild.onerror = text.lastElementChild.onload = done })";
    session
        .client
        .execute(script, vec![json!(trap.home())])
        .await
        .expect("the script runs");
    let (faults, _) = watched(session, true).await;
    assert!(
        faults.iter().any(|fault| fault.contains("onerror=hit()")),
        "{faults:?}"
    );
    assert!(
        faults.iter().any(|fault| fault.ends_with("/control.png")),
        "{faults:?}"
    );
    assert!(
        trap.asked()
            .iter()
            .any(|request| request.contains("/control.png"))
    );
}

/// The forms, the class of each in front of it left out.
fn forms() -> Vec<String> {
    let lines = FORMS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "));
    lines.map(unescaped).collect()
}

/// The texts of the articles: the forms of a class, a few together, each with its end marked.
fn articles(trap: &str) -> Vec<String> {
    let mut articles: Vec<String> = Vec::new();
    let (mut number, mut together) = (0, TOGETHER);
    for line in FORMS.lines().filter(|line| !line.is_empty()) {
        if line.starts_with("# ") {
            together = TOGETHER;
            continue;
        }
        if together >= TOGETHER {
            // A text of its own: a picture that stands in every article is cut.
            let own = end_of(1000 + articles.len());
            articles.push(format!(
                "<p><img src=\"/p.png\" alt=\"ours\"></p><p>{own}</p>"
            ));
            together = 0;
        }
        let form = unescaped(line).replace("{trap}", trap);
        if let Some(article) = articles.last_mut() {
            let _ = write!(article, "{form}{END}<p>{}</p>", end_of(number));
        }
        number += 1;
        together += 1;
    }
    assert!(number >= 200, "{number} forms");
    articles
}

/// `\n`, `\t`, `\f`, `\0`, `\x00`, `\u0000` and `\\` as in most languages.
fn unescaped(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let digits = match after.chars().next() {
            Some('x') => 2,
            Some('u') => 4,
            _ => 0,
        };
        let number = after
            .get(1..=digits)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let (letter, length) = match after.chars().next() {
            Some('n') => ('\n', 1),
            Some('t') => ('\t', 1),
            Some('f') => ('\u{c}', 1),
            Some('0') => ('\0', 1),
            Some('\\') => ('\\', 1),
            _ => number
                .and_then(char::from_u32)
                .map_or(('\\', 0), |letter| (letter, digits + 1)),
        };
        text.push(letter);
        rest = &after[length..];
    }
    text.push_str(rest);
    text
}

fn run(house: &House, arguments: &[&str]) {
    let output = house
        .command(arguments)
        .output()
        .expect("the executable starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
}

/// The paths of the articles, once all are there and show their picture.
fn published(port: u16, count: usize) -> Vec<String> {
    let start = Instant::now();
    loop {
        let (_, list) = get(port, "/latest").unwrap_or_default();
        let mut paths: Vec<String> = list
            .split("href=\"")
            .filter_map(|rest| rest.split('"').next())
            .filter(|path| path.starts_with("/articles/"))
            .map(str::to_owned)
            .collect();
        paths.sort();
        paths.dedup();
        let is_shown = |path: &String| {
            get(port, path).is_some_and(|(status, page)| status == 200 && page.contains("/media/"))
        };
        if paths.len() == count && paths.iter().all(is_shown) {
            return paths;
        }
        assert!(
            start.elapsed() < Duration::from_mins(1),
            "{} of {count} articles are published",
            paths.len()
        );
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// A server on loopback that remembers what it was asked; it has a feed, where it has articles, and
/// one picture.
struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(articles: Vec<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
        let port = listener.local_addr().expect("it has an address").port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&asked);
        std::thread::spawn(move || {
            let (document, picture) = (feed(&articles), picture());
            for mut stream in listener.incoming().flatten() {
                let lines = BufReader::new(&stream).lines().map_while(Result::ok);
                let request: Vec<_> = lines.take_while(|line| !line.is_empty()).collect();
                let first = request.first().cloned().unwrap_or_default();
                let (kind, body) = if articles.is_empty() {
                    ("text/plain", Vec::new())
                } else if first.contains("/p.png") {
                    ("image/png", picture.clone())
                } else if first.contains("/feed.json") {
                    ("application/feed+json", document.clone().into_bytes())
                } else {
                    ("text/plain", Vec::new())
                };
                let request = request.join(" ").to_lowercase();
                heard.lock().expect("nobody panics with it").push(request);
                let status = format!(
                    "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                    body.len()
                );
                let _ = stream.write_all(status.as_bytes());
                let _ = stream.write_all(&body);
            }
        });
        Self { port, asked }
    }

    fn home(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("nobody panics with it").clone()
    }
}

fn feed(articles: &[String]) -> String {
    let items = articles.iter().enumerate().map(|(number, text)| {
        json!({ "id": format!("{number}"), "title": format!("Article {number}"), "content_html": text })
    });
    let items: Vec<Value> = items.collect();
    json!({ "version": "https://jsonfeed.org/version/1.1", "title": "forms", "items": items })
        .to_string()
}

fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(640, 420, |x, y| {
        image::Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 90])
    })
    .write_to(&mut bytes, image::ImageFormat::Png)
    .expect("a picture can be written");
    bytes.into_inner()
}
