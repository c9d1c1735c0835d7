//! The demo's translations as a reader of its English edition meets them: the label, the way to the
//! original and back, both texts side by side, by keyboard and by ear.

use std::time::{Duration, Instant};

use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use super::house::get;
use super::{Browser, Developer, SCREENS, Screen, Session, demo, faults};

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";

/// How many presses of the tab key lead to any link of interest.
const MAX_TABS: usize = 80;

#[tokio::test(flavor = "multi_thread")]
async fn a_translation_says_so_and_the_original_is_beside_it() {
    let Some(browser) = Browser::found() else {
        return;
    };
    let (demo, house) = demo();
    let path = translated(demo.port());
    let home = format!("http://127.0.0.1:{}", demo.port());
    for screen in SCREENS {
        let session = browser.open(screen, &house).await;
        list(&session, &home, screen).await;
        let article = format!("{home}{path}");
        session.client.goto(&article).await.expect("it loads");
        labelled(&session.client, screen).await;
        there_and_back(&session.client, screen).await;
        side_by_side(&session, screen).await;
        session.end().await;
    }
}

/// The path of an article whose whole text is translated, once the demo has one.
fn translated(port: u16) -> String {
    let start = Instant::now();
    loop {
        let (_, list) = get(port, "/en/latest").unwrap_or_default();
        let links = list.split("href=\"").skip(1);
        let found = links
            .filter(|link| link.contains("ai-disclosure"))
            .filter_map(|link| link.split('"').next())
            .find(|path| is_whole(port, path));
        if let Some(path) = found {
            return path.to_owned();
        }
        assert!(
            start.elapsed() < Duration::from_mins(1),
            "no text is translated"
        );
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn is_whole(port: u16, path: &str) -> bool {
    get(port, path).is_some_and(|(status, page)| {
        status == 200
            && page.contains("class=\"body\" ai-disclosure")
            && page.contains("from German")
    })
}

/// In a list the mark is short for the eye, and a whole sentence for the ear.
async fn list(session: &Session, home: &str, screen: Screen) {
    let latest = format!("{home}/en/latest");
    session.client.goto(&latest).await.expect("it loads");
    assert_eq!(faults(&session.client, screen).await, [""; 0], "{screen:?}");
    let heard = heard(session).await;
    let is_told =
        |(_, name): &(String, String)| name == "Machine-translated from German, not reviewed";
    assert!(heard.iter().any(is_told), "{heard:?}");
    let is_short = |(_, name): &(String, String)| name.starts_with("machine-translated from");
    assert!(!heard.iter().any(is_short), "said twice: {heard:?}");
}

/// The label stands between headline and text, in words, and the text is in the page's language.
async fn labelled(client: &Client, screen: Screen) {
    assert_eq!(faults(client, screen).await, [""; 0], "{screen:?}");
    let script = "
        const [label, title, text] = ['.tl', 'h1', '.body'].map(it => document.querySelector(it));
        const top = one => one.getBoundingClientRect().top;
        const lang = one => one.closest('[lang]').lang;
        return [label.textContent, top(title) < top(label) && top(label) < top(text),
            lang(text), text.getAttribute('ai-disclosure'), text.dataset.translatedBy]";
    let found = run(client, script).await;
    let label = found[0].as_str().expect("a text");
    assert!(
        label.contains("Machine-translated from German, not reviewed"),
        "{label}"
    );
    let rest = json!([true, "en", "ai-generated", "phrases"]);
    assert_eq!(
        found.as_array().map(|all| &all[1..]),
        rest.as_array().map(Vec::as_slice)
    );
}

/// By keyboard to the original, and from there to the translation again.
async fn there_and_back(client: &Client, screen: Screen) {
    let article = client.current_url().await.expect("there is an address");
    let order = tab_to(client, "Show the original").await;
    press(client, TAB).await;
    assert_eq!(focused(client).await, "Side by side", "after {order:?}");
    tab_to(client, "Show the original").await;
    press(client, ENTER).await;
    arrive(client, "/original").await;
    assert_eq!(faults(client, screen).await, [""; 0], "{screen:?}");
    let script = "return [document.querySelector('h1').lang, document.querySelector('.body').lang, \
        document.querySelector('.tl b').textContent, document.querySelectorAll('[ai-disclosure]').length]";
    let found = run(client, script).await;
    assert_eq!((&found[0], &found[1]), (&json!("de"), &json!("de")));
    assert_eq!(found[2], "Original in German");
    tab_to(client, "Show the translation").await;
    press(client, ENTER).await;
    arrive(client, article.path()).await;
}

/// Two columns where there is room, one under the other where there is not; each says its
/// language, and each part has a name for those who hear the page.
async fn side_by_side(session: &Session, screen: Screen) {
    let client = &session.client;
    tab_to(client, "Side by side").await;
    press(client, ENTER).await;
    arrive(client, "/translation").await;
    assert_eq!(faults(client, screen).await, [""; 0], "{screen:?}");
    let script = "
        const pairs = [...document.querySelectorAll('section.pair')]
            .filter(pair => pair.querySelector('.to .body') && pair.querySelector('.from .body'));
        const lang = one => one.querySelector('.body').closest('[lang]').lang;
        return pairs.map(pair => {
            const [to, from] = ['.to', '.from'].map(it => pair.querySelector(it));
            const [here, there] = [to, from].map(one => one.getBoundingClientRect());
            return [lang(to), lang(from), there.left >= here.right, there.top >= here.bottom,
                to.textContent !== from.textContent] })";
    let found = run(client, script).await;
    let pairs = found.as_array().expect("a list");
    assert!(pairs.len() >= 3, "{pairs:?}");
    let expected = json!(["en", "de", !screen.is_phone, screen.is_phone, true]);
    for pair in pairs {
        assert_eq!(*pair, expected, "{screen:?}");
    }
    let heard = heard(session).await;
    for (role, name) in [
        ("region", "Headline"),
        ("region", "Section 1"),
        ("heading", "Translation"),
        ("heading", "Original in German"),
        ("link", "Show the translation"),
        ("link", "Show the original"),
    ] {
        let is_it = |node: &(String, String)| node.0 == role && node.1 == name;
        assert!(heard.iter().any(is_it), "no {role} {name}: {heard:?}");
    }
}

/// Presses the tab key from the page's beginning until a link with this text has the focus; gives
/// the texts that had it before, in order.
async fn tab_to(client: &Client, text: &str) -> Vec<String> {
    run(
        client,
        "document.activeElement.blur(); window.scrollTo(0, 0)",
    )
    .await;
    let mut before = Vec::new();
    for _ in 0..MAX_TABS {
        press(client, TAB).await;
        let here = focused(client).await;
        if here == text {
            return before;
        }
        before.push(here);
    }
    panic!("{text} is not reached by {before:?}");
}

async fn press(client: &Client, key: &str) {
    let element = client.active_element().await.expect("something has it");
    element.send_keys(key).await.expect("it is pressed");
}

async fn focused(client: &Client) -> String {
    let text = run(client, "return document.activeElement.textContent.trim()").await;
    text.as_str().unwrap_or_default().to_owned()
}

/// Waits for the page whose path ends so.
async fn arrive(client: &Client, ending: &str) {
    let start = Instant::now();
    loop {
        let address = client.current_url().await.expect("there is an address");
        if address.path().ends_with(ending) {
            break;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{address}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let main = client.wait().for_element(Locator::Css("footer"));
    main.await.expect("the page is there");
}

async fn run(client: &Client, script: &str) -> Value {
    let done = client.execute(script, Vec::new()).await;
    done.unwrap_or_else(|error| panic!("the script does not run: {error}"))
}

/// What a screen reader is given: role and name of each node of the accessibility tree.
async fn heard(session: &Session) -> Vec<(String, String)> {
    session.developer("Accessibility.enable", json!({})).await;
    let command = Developer {
        name: "Accessibility.getFullAXTree",
        parameters: json!({}),
    };
    let tree = session.client.issue_cmd(command).await;
    let tree = tree.expect("chromium has a tree");
    let nodes = tree["nodes"].as_array().expect("of nodes");
    let text =
        |node: &Value, part: &str| node[part]["value"].as_str().unwrap_or_default().to_owned();
    nodes
        .iter()
        .filter(|node| node["ignored"] != true)
        .map(|node| (text(node, "role"), text(node, "name")))
        .collect()
}
