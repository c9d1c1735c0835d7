//! Translation, from the feed to the page: what is sent, what is paid, what is shown.

use depesche_model::{Term, TextPolicy};
use depesche_world::engines::{KEY, Kind, Mock};
use depesche_world::{Answer, Feed, Item, World};
use jiff::SignedDuration;

use super::{LATER, Whole};
use crate::config::Config;

/// What the mock knows: sentences, and what they are in German.
const SENTENCES: [(&str, &str); 5] = [
    (
        "Lock gates need eleven weeks of repairs",
        "Schleusentore brauchen elf Wochen Reparatur",
    ),
    (
        "The council heard four experts on the old gates.",
        "Der Rat hörte vier Fachleute zu den alten Toren.",
    ),
    (
        "Repairs could begin in March, ",
        "Die Arbeiten könnten im März beginnen, ",
    ),
    ("the port office said", "sagte das Hafenamt"),
    (
        "A second report is due before the end of the year.",
        "Ein zweiter Bericht soll noch vor Ende des Jahres kommen.",
    ),
];

const TEXT: &str = "<p>The council heard four experts on the old gates.</p>\
    <p>Repairs could begin in March, <a href=\"https://port.example/plan\">the port office said</a>.</p>\
    <p>A second report is due before the end of the year.</p>";

/// A house with an engine; the web in which the engine stands goes with it.
struct Desk {
    whole: Whole,
    engine: Mock,
    feed: Feed,
    _elsewhere: World,
}

impl Desk {
    async fn open(change: impl FnOnce(&mut Config)) -> Self {
        let elsewhere = World::start().await;
        let engine = elsewhere.engine(Kind::LibreTranslate).await;
        engine.translates(in_german);
        let whole = Whole::with(|config| {
            config.translate.engines = vec!["libretranslate".to_owned()];
            config.libretranslate.url = engine.base();
            KEY.clone_into(&mut config.libretranslate.key);
            config.site.languages = vec!["de".to_owned()];
            change(config);
        })
        .await;
        let feed = whole.world.feed("a").await;
        feed.language("en").full_text().add(item());
        Self {
            whole,
            engine,
            feed,
            _elsewhere: elsewhere,
        }
    }

    /// With a feed of this policy, read and translated.
    async fn with(text: TextPolicy) -> Self {
        let mut desk = Self::open(|_| {}).await;
        desk.whole.subscribe(&desk.feed, text).await;
        desk.whole.run().await;
        desk
    }

    /// The texts that the engine was given since the beginning.
    fn sent(&self) -> String {
        let requests = self.engine.requests();
        let bodies = requests
            .iter()
            .map(|request| String::from_utf8_lossy(&request.body).into_owned());
        bodies.collect::<Vec<_>>().join("\n")
    }

    async fn article(&self) -> String {
        let page = self.whole.get(ARTICLE).await;
        assert_eq!(page.status, 200);
        page.text
    }
}

const ARTICLE: &str = "/articles/1/lock-gates-need-eleven-weeks-of-repairs";

fn item() -> Item {
    Item::new("Lock gates need eleven weeks of repairs")
        .with_teaser("The council heard four experts on the old gates.")
        .with_html(TEXT)
}

fn in_german(text: &str) -> String {
    SENTENCES
        .iter()
        .fold(text.to_owned(), |text, (en, de)| text.replace(en, de))
}

/// Fails unless the text holds all of these, and none of those.
fn check(text: &str, has: &[&str], lacks: &[&str]) {
    for piece in has {
        assert!(text.contains(piece), "no {piece:?} in {text}");
    }
    for piece in lacks {
        assert!(!text.contains(piece), "{piece:?} in {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_is_read_in_the_portals_language_with_its_original_beside_it() {
    let desk = Desk::with(TextPolicy::Full).await;
    let page = desk.article().await;
    check(
        &page,
        &[
            "Schleusentore brauchen elf Wochen Reparatur",
            "Maschinell übersetzt aus dem Englischen",
            "<a href=\"https://port.example/plan\" rel=\"nofollow noopener\">sagte das Hafenamt</a>",
            "/articles/1/original",
            "/articles/1/translation",
        ],
        &["The council heard", "⟦"],
    );
    let original = desk.whole.get("/articles/1/original").await.text;
    check(&original, &["The council heard four experts"], &["Der Rat hörte"]);
    let both = desk.whole.get("/articles/1/translation").await.text;
    check(&both, &["The council heard four experts", "Der Rat hörte vier"], &[]);
    check(
        &desk.whole.get("/").await.text,
        &["Schleusentore brauchen elf Wochen", "aus dem Englischen"],
        &[],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_change_costs_nothing_and_an_edit_costs_its_paragraph() {
    let mut desk = Desk::with(TextPolicy::Full).await;
    let paid = desk.engine.chars();
    for _ in 0..7 {
        desk.whole.after(LATER).await;
    }
    assert_eq!(desk.engine.chars(), paid);
    let edited = "A third report is due next spring.";
    desk.feed.edit(&item().slug, |item| {
        item.html = item.html.replace(SENTENCES[4].0, edited);
    });
    desk.whole.after(LATER).await;
    assert_eq!(desk.engine.chars() - paid, edited.len() as u64);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_headline_source_no_more_is_sent_than_is_shown() {
    let desk = Desk::with(TextPolicy::Headline).await;
    check(
        &desk.sent(),
        &["Lock gates need", "The council heard"],
        &["port office"],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_outside_of_the_house_never_sees_private_texts() {
    let mut desk = Desk::open(|config| {
        let url = config.libretranslate.url.replace("127.0.0.1", "engine.example");
        config.libretranslate.url = url;
        let loopback = "127.0.0.1".parse().expect("an address");
        config.fetch.resolve.insert("engine.example".to_owned(), loopback);
    })
    .await;
    desk.whole.subscribe(&desk.feed, TextPolicy::Private).await;
    let public = desk.whole.world.feed("b").await;
    public.language("en").add(Item::new("The bank raises its rates by half a point"));
    desk.whole.subscribe(&public, TextPolicy::Headline).await;
    desk.whole.run().await;
    check(&desk.sent(), &["The bank raises"], &["Lock gates", "council"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_in_the_house_may_see_them() {
    let desk = Desk::with(TextPolicy::Private).await;
    check(&desk.sent(), &["Lock gates", "port office"], &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_is_down_delays_a_translation_and_nothing_else() {
    let mut desk = Desk::open(|_| {}).await;
    desk.engine.always_answers_with(Answer::status(503));
    desk.whole.subscribe(&desk.feed, TextPolicy::Full).await;
    desk.whole.run().await;
    check(&desk.article().await, &["The council heard"], &["Maschinell übersetzt"]);
    desk.engine.recovers();
    desk.whole.after(SignedDuration::from_mins(20)).await;
    check(&desk.article().await, &["Der Rat hörte", "Maschinell übersetzt"], &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_an_engine_says_no_markup_of_its_own_is_shown() {
    let mut desk = Desk::open(|_| {}).await;
    desk.engine.translates(|text| {
        format!(
            "{}<script>alert(1)</script><img src=x onerror=alert(1)><a href=\"https://evil.example\">da</a>",
            in_german(text)
        )
    });
    desk.whole.subscribe(&desk.feed, TextPolicy::Full).await;
    desk.whole.run().await;
    for path in [ARTICLE, "/", "/articles/1/translation", "/latest.atom", "/latest.json"] {
        let page = desk.whole.get(path).await.text;
        check(&page, &[], &["<script>alert", "onerror=alert(1)>", "href=\"https://evil"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_is_paid_once() {
    let mut desk = Desk::open(|_| {}).await;
    // Numbers out of nowhere: no answer of it can be used.
    desk.engine.translates(|text| format!("{} 4711", in_german(text)));
    desk.whole.subscribe(&desk.feed, TextPolicy::Full).await;
    desk.whole.run().await;
    check(&desk.article().await, &["The council heard"], &["4711", "Der Rat hörte"]);
    let paid = desk.engine.chars();
    desk.whole.after(LATER).await;
    assert_eq!(desk.engine.chars(), paid);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_term_costs_the_units_that_hold_it() {
    let mut desk = Desk::with(TextPolicy::Full).await;
    let paid = desk.engine.chars();
    let term = Term {
        term: "experts".to_owned(),
        translation: Some("Fachleute".to_owned()),
        from: None,
        to: None,
        is_case_sensitive: true,
    };
    let input = (vec![term], desk.whole.world.clock().now());
    desk.whole
        .house
        .store
        .write(&input, |tx, (terms, at)| Box::pin(tx.put_terms(terms, *at)))
        .await
        .expect("the store writes");
    desk.whole.after(SignedDuration::from_mins(1)).await;
    let expected = SENTENCES[1].0.len() as u64;
    assert_eq!(desk.engine.chars() - paid, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_is_found_by_the_words_of_both_languages() {
    let desk = Desk::with(TextPolicy::Full).await;
    for word in ["Schleusentore", "gates", "Fachleuten", "experts"] {
        let page = desk.whole.get(&format!("/search?q={word}")).await.text;
        check(&page, &["/articles/1/"], &[]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_is_not_to_be_translated_is_not() {
    let mut desk = Desk::open(|_| {}).await;
    desk.whole.subscribe(&desk.feed, TextPolicy::Full).await;
    let reports = desk.whole.house.store.sources().await.expect("the store reads");
    let source = &reports[0].source;
    let mut policy = source.policy.clone();
    policy.translation = false;
    let input = (source.id, policy, desk.whole.world.clock().now());
    desk.whole
        .house
        .store
        .write(&input, |tx, (source, policy, at)| {
            Box::pin(tx.set_policy(*source, policy, *at))
        })
        .await
        .expect("the store writes");
    desk.whole.run().await;
    assert!(desk.engine.requests().is_empty());
    check(&desk.article().await, &["The council heard"], &[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn headlines_go_on_where_the_budget_for_texts_is_spent() {
    let mut desk = Desk::open(|config| {
        // The headline and the beginning fit, and the rest of the text does not.
        config.libretranslate.daily_chars = 130;
        config.translate.soft_limit = 70;
    })
    .await;
    desk.whole.subscribe(&desk.feed, TextPolicy::Full).await;
    desk.whole.run().await;
    assert!(desk.engine.chars() <= 130, "{}", desk.engine.chars());
    check(&desk.article().await, &["Schleusentore brauchen", "A second report"], &[]);
}
