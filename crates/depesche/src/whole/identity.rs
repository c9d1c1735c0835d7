//! Which entry is which, over many fetches (reliability 3, 4).

use depesche_model::gate::{Audience, Shown, show};
use depesche_model::{Criterion, TextPolicy};
use depesche_store::portal::Page;
use depesche_world::{Feed, Item};
use jiff::SignedDuration;

use super::{LATER, Whole};

/// All articles as the portal lists them.
async fn latest(whole: &Whole) -> Vec<Shown> {
    let page = Page {
        after: None,
        limit: 1000,
    };
    let lang = whole.house.language();
    let held = whole.house.store.latest(page, &lang).await;
    let held = held.expect("the store reads").into_iter();
    held.map(|held| show(held, Audience::Public).expect("is shown"))
        .collect()
}

async fn titles(whole: &Whole) -> Vec<String> {
    let all = latest(whole).await.into_iter();
    all.map(|shown| shown.title.clone()).collect()
}

/// A feed with a habit over many fetches, a new article before each: how its entries are told
/// apart in the end.
async fn check(habit: impl FnOnce(&Feed) -> &Feed, rounds: u64) -> Criterion {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.entries(20);
    habit(&feed);
    let id = whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    for round in 1..=rounds {
        feed.add(Item::new(&format!("Late news, part {round}")));
        whole.after(LATER).await;
        assert_eq!(whole.articles().await, 20 + round);
        let counts = whole.house.store.counts(whole.world.clock().now()).await;
        let counts = counts.expect("the store counts");
        assert_eq!((counts.entries, counts.versions), (20 + round, 20 + round));
    }
    let feed = whole.feed(id).await;
    assert_eq!(feed.failures, 0, "{}", feed.last_outcome);
    feed.criterion
}

#[tokio::test(flavor = "multi_thread")]
async fn new_guids_at_each_of_fifty_fetches_bring_nothing_twice() {
    let told_by = check(Feed::new_guids_each_time, 50).await;
    assert_eq!(told_by, Criterion::Link);
    assert_eq!(told_by.fault(), Some("its GUIDs change or repeat"));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_guid_for_all_brings_nothing_twice() {
    assert_eq!(check(Feed::one_guid_for_all, 10).await, Criterion::Link);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proper_feed_has_no_fault() {
    let told_by = check(Feed::both_validators, 3).await;
    assert_eq!(told_by, Criterion::Guid);
    assert_eq!(told_by.fault(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_loses_its_guids_and_finds_others_brings_nothing_twice() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.entries(20);
    whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    let habits: [fn(&Feed) -> &Feed; 5] = [
        Feed::without_guids,
        Feed::new_guids_each_time,
        Feed::without_dates,
        Feed::one_guid_for_all,
        Feed::atom,
    ];
    for habit in habits {
        habit(&feed);
        for _ in 0..2 {
            whole.after(LATER).await;
            assert_eq!(whole.articles().await, 20);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_old_articles_with_new_dates_are_the_old_ones() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.entries(500);
    whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    let before = titles(&whole).await;
    assert_eq!(before.len(), 500);
    for _ in 0..3 {
        whole.world.clock().advance(LATER);
        let now = whole.world.clock().now();
        for item in feed.items().iter().step_by(7) {
            feed.edit(&item.slug, |item| item.published = Some(now));
        }
        whole.run().await;
        assert_eq!(titles(&whole).await, before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_that_moves_stays_the_same_one() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.entries(10);
    let id = whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    feed.add(Item::new("Quay reopens"));
    whole.after(LATER).await;
    assert_eq!(whole.feed(id).await.criterion, Criterion::Guid);
    let old = latest(&whole).await.remove(0);
    assert_eq!(old.url, feed.site().url("/articles/quay-reopens"));

    feed.edit("quay-reopens", |item| item.slug = "quay-open".to_owned());
    whole.after(LATER).await;
    let moved = latest(&whole).await.remove(0);
    assert_eq!((moved.id, moved.versions), (old.id, 1));
    assert_eq!(moved.url, feed.site().url("/articles/quay-open"));
    // Its page here stands where it stood, and links to the new one.
    let page = whole
        .get(&format!("/articles/{}/quay-reopens", old.id))
        .await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("/articles/quay-open\""));

    // It moves back, with another headline.
    feed.edit("quay-open", |item| {
        item.slug = "quay-reopens".to_owned();
        item.title = "Quay reopens at last".to_owned();
    });
    whole.after(LATER).await;
    let back = latest(&whole).await.remove(0);
    assert_eq!((back.id, back.versions, &back.url), (old.id, 2, &old.url));
    assert_eq!(whole.articles().await, 11);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outlet_that_writes_links_with_a_token_is_seen_through() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.entries(20).without_guids();
    let id = whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    for round in 0..5 {
        for item in feed.items() {
            feed.edit(&item.slug, |item| item.slug.push_str(&round.to_string()));
        }
        whole.after(SignedDuration::from_hours(30)).await;
        assert_eq!(whole.articles().await, 20);
    }
    let feed = whole.feed(id).await;
    assert_eq!(feed.criterion, Criterion::Title);
}
