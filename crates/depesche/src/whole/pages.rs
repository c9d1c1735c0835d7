//! Articles' own pages: fetched where policy and robots allow, looked at again, taken away.

use depesche_model::TextPolicy;
use depesche_world::Item;
use jiff::SignedDuration;

use super::Whole;

const LONG: &str = "<p>The council met on Tuesday evening and heard four experts on the matter of \
    the old lock gates, which have not closed fully since the spring tides.</p><p>Repairs would \
    take eleven weeks, the port office said, and could begin in March at the earliest; until \
    then the inner basin stays open to the tide twice a day.</p><p>A second report, on the \
    foundations of the western wall, is due before the end of the year.</p>";

fn item() -> Item {
    Item::new("Lock gates need eleven weeks of repairs")
        .with_html(LONG)
        .with_teaser("The council heard four experts.")
}

async fn with_teaser(text: TextPolicy) -> (Whole, depesche_world::Feed) {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.teaser().add(item());
    whole.subscribe(&feed, text).await;
    whole.run().await;
    (whole, feed)
}

fn page_requests(feed: &depesche_world::Feed) -> usize {
    feed.requests()
        .iter()
        .filter(|request| request.path_only() == item().path())
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teaser_of_a_full_source_is_completed_from_its_page() {
    let (whole, feed) = with_teaser(TextPolicy::Full).await;
    assert_eq!(page_requests(&feed), 1);
    let page = whole.get("/articles/1/-").await;
    assert_eq!(page.status, 301);
    let path = page.headers[axum::http::header::LOCATION]
        .to_str()
        .expect("a plain path")
        .to_owned();
    let page = whole.get(&path).await;
    assert_eq!(page.status, 200);
    assert!(
        page.text.contains("foundations of the western wall"),
        "{}",
        page.text
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_not_fetched_where_only_headlines_are_shown() {
    let (_whole, feed) = with_teaser(TextPolicy::Headline).await;
    assert_eq!(page_requests(&feed), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_not_fetched_where_robots_say_no() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.site().robots("User-agent: *\nDisallow: /articles/\n");
    feed.teaser().add(item());
    whole.subscribe(&feed, TextPolicy::Full).await;
    whole.run().await;
    assert_eq!(page_requests(&feed), 0);
    assert_eq!(whole.articles().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_that_was_taken_away_leaves_a_tombstone() {
    let (mut whole, feed) = with_teaser(TextPolicy::Full).await;
    feed.delete(&item().slug);
    whole.after(SignedDuration::from_hours(7)).await;
    let page = whole
        .get("/articles/1/lock-gates-need-eleven-weeks-of-repairs")
        .await;
    assert_eq!(page.status, 410);
    assert!(!page.text.contains("western wall") && !page.text.contains("Lock gates"));
    let search = whole.get("/search?q=lock+gates").await;
    assert!(!search.text.contains("Lock gates need eleven"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_looked_at_soon_then_rarer_and_then_left_alone() {
    let (mut whole, feed) = with_teaser(TextPolicy::Full).await;
    for (hours, looks) in [(2, 2), (6, 3), (20, 4), (60, 5), (200, 6), (1000, 6)] {
        whole.after(SignedDuration::from_hours(hours)).await;
        assert_eq!(page_requests(&feed), looks, "after {hours} hours more");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_not_looked_at_once_the_operator_has_decided_otherwise() {
    let (mut whole, feed) = with_teaser(TextPolicy::Full).await;
    let sources = whole.house.store.sources().await.expect("the store reads");
    let input = (sources[0].source.id, depesche_model::Policy::default());
    let now = whole.world.clock().now();
    let decided = whole.house.store.write(&input, |tx, (source, policy)| {
        Box::pin(tx.set_policy(*source, policy, now))
    });
    decided.await.expect("it is decided");
    whole.after(SignedDuration::from_hours(7)).await;
    assert_eq!(page_requests(&feed), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_stays_in_its_sections_when_its_page_is_read() {
    let mut whole = Whole::start().await;
    let section = depesche_store::poll::NewSection {
        slug: "locks".into(),
        title: "Locks".into(),
        query: "title:lock".into(),
        notice: String::new(),
        position: 0,
    };
    crate::cmd::section::put(&whole.house, section)
        .await
        .expect("a section");
    let feed = whole.world.feed("a").await;
    feed.teaser().add(item());
    whole.subscribe(&feed, TextPolicy::Full).await;
    whole.run().await;
    assert_eq!(page_requests(&feed), 1);
    let page = whole.get("/sections/locks").await;
    assert!(
        page.text.contains("Lock gates need eleven weeks"),
        "{}",
        page.text
    );
}
