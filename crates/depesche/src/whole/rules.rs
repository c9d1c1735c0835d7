//! A source's own rules: tried on its last pages, followed by the pipeline, taken back.

use depesche_model::gate::{self, Audience};
use depesche_model::{ArticleId, TextPolicy};
use depesche_world::{Answer, Feed, Item};
use jiff::SignedDuration;

use super::Whole;
use crate::{cli, cmd};

const WORDS: [&str; 2] = ["bridge", "ferry"];

fn paragraphs(word: &str) -> String {
    let paragraph = |part| {
        format!(
            "<p>The {word} by the harbour stays closed in {part}, because the work on it takes longer \
             than planned, as the town said on Monday. Pedestrians may still cross, said the {word} \
             master of the town.</p>"
        )
    };
    ["spring", "summer", "autumn"].map(paragraph).concat()
}

/// A page with its article, and another one under it that the ordinary way takes for a part of it.
fn page(word: &str, class: &str) -> String {
    format!(
        "<title>About the {word}</title><main><article><h1>About the {word}</h1><div class={class}>{}</div>\
         <div class=second>{}</div></article></main>",
        paragraphs(word),
        paragraphs("chandlery"),
    )
}

fn item(word: &str) -> Item {
    Item::new(&format!("About the {word}")).with_teaser("What the town said.")
}

fn put_pages(feed: &Feed, class: &str) {
    for word in WORDS {
        let answer = Answer::html(page(word, class));
        feed.site().put(&item(word).path(), answer);
    }
}

async fn with_pages() -> (Whole, Feed) {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.teaser();
    for word in WORDS {
        feed.add(item(word));
    }
    put_pages(&feed, "body");
    whole.subscribe(&feed, TextPolicy::Full).await;
    whole.run().await;
    assert_eq!(shown(&whole, "chandlery").await, 2);
    (whole, feed)
}

/// In how many articles a word is shown.
async fn shown(whole: &Whole, word: &str) -> usize {
    let mut count = 0;
    for id in 1..=2 {
        let lang = whole.house.language();
        let held = whole.house.store.article(ArticleId(id), &lang).await;
        let held = held.expect("it is read").expect("it is there");
        let body = gate::show(held, Audience::Owner).and_then(|shown| shown.body.clone());
        count += usize::from(body.is_some_and(|body| body.as_str().contains(word)));
    }
    count
}

fn args(take: &[&str], drop: &[&str]) -> cli::Rules {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    cli::Rules {
        source: "1".to_owned(),
        selectors: cli::Selectors {
            take: owned(take),
            drop: owned(drop),
        },
        clear: false,
        undo: false,
        yes: true,
        format: cli::Format { json: false },
    }
}

async fn decide(whole: &Whole, args: &cli::Rules) -> Result<(), String> {
    let done = Box::pin(cmd::rules::run(&whole.house, args)).await;
    done.map_err(|error| error.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_saved_is_followed_in_the_last_articles_and_can_be_taken_back() {
    let (mut whole, _feed) = with_pages().await;
    let done = decide(&whole, &args(&["article"], &[".second"])).await;
    done.expect("it is saved");
    whole.run().await;
    assert_eq!(shown(&whole, "chandlery").await, 0);
    assert_eq!(shown(&whole, "autumn").await, 2);
    let undo = cli::Rules {
        undo: true,
        ..args(&[], &[])
    };
    decide(&whole, &undo).await.expect("it is taken back");
    whole.run().await;
    assert_eq!(shown(&whole, "chandlery").await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_said_anew_is_replaced() {
    let (whole, _feed) = with_pages().await;
    for args in [args(&["article"], &[]), args(&[], &[".second"])] {
        decide(&whole, &args).await.expect("it is saved");
    }
    let stored = whole.house.store.sources().await.expect("they are read")[0]
        .source
        .id;
    let decided = whole.house.store.site_rules(stored, 9).await;
    let decided = decided.expect("they are read");
    assert_eq!(
        (&*decided[0].take[0], &*decided[0].drop[0]),
        ("article", ".second")
    );
    let clear = cli::Rules {
        clear: true,
        ..args(&[], &[])
    };
    decide(&whole, &clear).await.expect("they are forgotten");
    let known = crate::stage::rules::known(&whole.house, stored).await;
    assert_eq!(known.expect("they are read"), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_that_have_grown_stale_empty_nothing_and_are_told() {
    let (mut whole, feed) = with_pages().await;
    let done = decide(&whole, &args(&[".body"], &[])).await;
    done.expect("it is saved");
    whole.run().await;
    assert_eq!(shown(&whole, "chandlery").await, 0);
    put_pages(&feed, "text");
    whole.after(SignedDuration::from_hours(7)).await;
    assert_eq!(shown(&whole, "autumn").await, 2);
    let stale = whole
        .house
        .store
        .stale_rules(2)
        .await
        .expect("they are read");
    assert_eq!(stale.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_that_do_not_fit_are_not_saved() {
    let (whole, feed) = with_pages().await;
    let asked = || feed.site().requests().len();
    for (take, drop, reason) in [
        (&["article >"][..], &[][..], "at character 10, it ends"),
        (
            &[".story"],
            &[],
            "there is nothing to take on any of 2 pages",
        ),
        (&["h1"], &[], "next to nothing of 2 of 2 pages"),
        (&[], &["main"], "next to nothing of 2 of 2 pages"),
    ] {
        let refused = decide(&whole, &args(take, drop)).await;
        let refused = refused.expect_err("it is refused");
        assert!(refused.contains(reason), "{refused}");
    }
    let before = asked();
    feed.site().robots("User-agent: *\nDisallow: /articles/\n");
    whole.world.clock().advance(SignedDuration::from_hours(25));
    let refused = decide(&whole, &args(&["article"], &[])).await;
    let refused = refused.expect_err("nothing can be tried");
    assert!(refused.contains("robots.txt does not allow"), "{refused}");
    assert_eq!(asked(), before + 1);
    let source = whole.house.store.sources().await.expect("they are read")[0]
        .source
        .id;
    let decided = whole.house.store.site_rules(source, 9).await;
    assert_eq!(decided.expect("they are read"), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_pages_are_read_there_is_nothing_to_try() {
    let whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    whole.subscribe(&feed, TextPolicy::Headline).await;
    let refused = decide(&whole, &args(&["article"], &[])).await;
    let refused = refused.expect_err("it is refused");
    assert!(refused.contains("policy headline"), "{refused}");
}
