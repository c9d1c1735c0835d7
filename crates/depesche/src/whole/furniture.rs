//! What repeats over a source's articles is not shown, and the operator may decide otherwise.

use depesche_model::{ArticleId, TextPolicy};
use depesche_world::{Feed, Item};

use super::{LATER, Whole};
use crate::stage::furniture;

/// A call that no list of words knows.
const CALL: &str = "<p>Das <a href=\"https://a.example/lotse\">Lotsenbuch</a> liegt im Laden.</p>";

const SHAPE: &str = "<p>Abonnieren Sie jetzt unseren Newsletter!</p>";

fn item(word: &str, with: &str) -> Item {
    let paragraph = |part: &str| {
        format!(
            "<p>{part}: the {word} of the {word} office said on Monday that the {word} works would \
             take longer than planned, since the {word} had been found in a worse state {part}.</p>"
        )
    };
    let paragraphs = ["In spring", "In summer", "In autumn", "In winter"].map(paragraph);
    Item::new(&format!("About the {word}")).with_html(&format!("{}{with}", paragraphs.concat()))
}

async fn with_items(words: &[&str]) -> (Whole, Feed) {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    for word in words {
        feed.add(item(word, &format!("{CALL}{SHAPE}")));
    }
    whole.subscribe(&feed, TextPolicy::Full).await;
    whole.run().await;
    (whole, feed)
}

/// How many of the articles show the call.
async fn shown(whole: &Whole, what: &str) -> usize {
    let mut count = 0;
    let lang = whole.house.language();
    for id in 1..=3 {
        let id = ArticleId(id);
        let held = whole.house.store.article(id, &lang).await;
        let Some(held) = held.expect("it is read") else {
            continue;
        };
        let shown = depesche_model::gate::show(held, depesche_model::gate::Audience::Owner);
        let body = shown.and_then(|shown| shown.body.clone());
        count += usize::from(body.is_some_and(|body| body.as_str().contains(what)));
    }
    count
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_third_article_on_it_goes_and_the_older_follow() {
    let (mut whole, feed) = with_items(&["bridge", "lock"]).await;
    assert_eq!(shown(&whole, "Lotsenbuch").await, 2);
    assert_eq!(shown(&whole, "Newsletter").await, 0);
    feed.add(item("quay", CALL));
    whole.after(LATER).await;
    assert_eq!(whole.articles().await, 3);
    assert_eq!(shown(&whole, "Lotsenbuch").await, 0);
    assert_eq!(shown(&whole, "In winter").await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_articles_that_only_their_pages_have_it_goes_too() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.teaser();
    let teased = |word: &str| {
        let item = item(word, "").with_teaser(&format!("The {word} works."));
        let amid = item
            .html
            .replace("<p>In winter", &format!("{CALL}<p>In winter"));
        item.with_html(&amid)
    };
    whole.subscribe(&feed, TextPolicy::Full).await;
    // One after another: of two pages that are read at once only one is heard.
    for word in ["bridge", "lock", "quay"] {
        assert_eq!(
            shown(&whole, "In winter").await,
            shown(&whole, "Lotsenbuch").await
        );
        feed.add(teased(word));
        whole.after(LATER).await;
    }
    assert_eq!(shown(&whole, "In winter").await, 3);
    assert_eq!(shown(&whole, "Lotsenbuch").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_operator_keeps_is_shown_again() {
    let (whole, _feed) = with_items(&["bridge", "lock", "quay"]).await;
    assert_eq!(shown(&whole, "Lotsenbuch").await, 0);
    let sources = whole.house.store.sources().await.expect("they are read");
    let source = sources[0].source.id;
    let args = |keep: Vec<String>| crate::cli::Cuts {
        source: source.to_string(),
        keep,
        cut: Vec::new(),
        format: crate::cli::Format { json: false },
    };
    let known = furniture::known(&whole.house, source).await;
    let rules = known.expect("it is read").memory.list();
    let keep: Vec<_> = rules.into_iter().map(|rule| rule.id).collect();
    let wrong = crate::cmd::cuts::run(&whole.house, &args(vec!["no-such-rule".into()])).await;
    assert!(wrong.is_err());
    let done = crate::cmd::cuts::run(&whole.house, &args(keep)).await;
    done.expect("it is decided");
    assert_eq!(shown(&whole, "Lotsenbuch").await, 3);
    assert_eq!(shown(&whole, "Newsletter").await, 3);
}
