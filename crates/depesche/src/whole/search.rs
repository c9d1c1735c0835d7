//! The search index follows articles and their translations.

use depesche_model::query::Query;
use depesche_model::{ArticleId, Lang, TextPolicy, TextState, Translation};
use depesche_search::Scope;
use depesche_world::Item;
use jiff::SignedDuration;

use super::Whole;

fn found(whole: &Whole, words: &str) -> usize {
    let query = Query::parse(words);
    let hits = whole.house.index.search(&query, Scope::Public, 0, 9);
    hits.expect("the index answers").total
}

async fn translate(whole: &Whole, title: &str) {
    let lang = |tag| Lang::parse(tag).expect("a language");
    let now = whole.world.clock().now();
    let translation = Translation {
        lang: lang("de"),
        from: lang("en"),
        version: 1,
        title: Some(title.to_owned()),
        lead: None,
        alt: None,
        caption: None,
        text: TextState::Untried,
        body: Vec::new(),
        engines: Vec::new(),
        glossary: 0,
        made_at: now,
        review: None,
    };
    let store = &whole.house.store;
    let put = store.write(&translation, |tx, translation| {
        Box::pin(tx.put_translation(ArticleId(1), translation, now))
    });
    put.await.expect("it is written");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_translated_article_is_found_in_either_language() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.add(Item::new("Ferry timetable changes in May"));
    whole.subscribe(&feed, TextPolicy::Full).await;
    whole.run().await;
    assert_eq!((found(&whole, "ferries"), found(&whole, "Fahrplan")), (1, 0));

    whole.world.clock().advance(SignedDuration::from_secs(1));
    translate(&whole, "Fahrpläne der Fähre ändern sich im Mai").await;
    whole.run().await;
    assert_eq!((found(&whole, "ferries"), found(&whole, "Fahrplan")), (1, 1));
    let again = whole.follower.follow().await.expect("the index is written");
    assert_eq!(again, 0, "it is put in once for each change");
}
