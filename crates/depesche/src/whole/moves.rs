//! Feeds that move, end, come back, and are looked for (reliability 12).

use depesche_model::TextPolicy;
use depesche_model::health::State;
use depesche_world::Answer;
use jiff::SignedDuration;

use super::{LATER, Whole};
use crate::cli::{Fetch, Format, Move};
use crate::cmd;
use crate::house::House;

#[tokio::test(flavor = "multi_thread")]
async fn a_permanent_redirect_is_followed_after_a_day_and_three_sightings() {
    let mut whole = Whole::start().await;
    let (old, new) = (whole.world.feed("old").await, whole.world.feed("new").await);
    new.entries(3);
    old.redirect(301, &new.url());
    let id = whole.subscribe(&old, TextPolicy::Headline).await;
    whole.run().await;
    whole.after(SignedDuration::from_hours(12)).await;
    assert_eq!(whole.feed(id).await.url, old.url());
    whole.after(LATER).await;
    assert_eq!(whole.feed(id).await.url, new.url());
    let asked = old.polls().len();
    whole.after(LATER).await;
    assert_eq!(old.polls().len(), asked);
    assert!(
        new.polls()[1..]
            .iter()
            .all(depesche_world::Request::is_conditional)
    );
    assert_eq!(whole.articles().await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_moves_to_another_one_that_is_polled_ends_with_words() {
    let mut whole = Whole::start().await;
    let (old, new) = (whole.world.feed("old").await, whole.world.feed("new").await);
    new.entries(1);
    old.redirect(308, &new.url());
    let id = whole.subscribe(&old, TextPolicy::Headline).await;
    let kept = whole.subscribe(&new, TextPolicy::Headline).await;
    whole.run().await;
    whole.after(LATER).await;
    whole.after(LATER).await;
    let ended = whole.feed(id).await;
    assert_eq!(whole.state(&ended), State::Ended);
    assert!(
        ended.last_outcome.contains("polled already"),
        "{}",
        ended.last_outcome
    );
    assert_eq!(whole.state(&whole.feed(kept).await), State::Fine);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_temporary_redirect_moves_nothing() {
    let mut whole = Whole::start().await;
    let (old, new) = (whole.world.feed("old").await, whole.world.feed("new").await);
    new.entries(1);
    old.redirect(302, &new.url());
    let id = whole.subscribe(&old, TextPolicy::Headline).await;
    whole.run().await;
    for _ in 0..4 {
        whole.after(LATER).await;
    }
    assert_eq!(whole.feed(id).await.url, old.url());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_is_lost_is_looked_for_once_on_its_home_page() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    let new = feed.site().url("/new.xml");
    let page = format!("<link rel=alternate type=application/rss+xml href='{new}'>");
    feed.site().put("/", Answer::html(page));
    feed.missing();
    let id = whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    for _ in 0..6 {
        whole.after(LATER).await;
    }
    let lost = whole.feed(id).await;
    assert_eq!(lost.notes.proposed_url, Some(new));
    let now = whole.world.clock().now();
    let state = State::of(&lost, now);
    assert_eq!(state, State::Lost);
    let homes = feed.site().requests();
    let homes = homes.iter().filter(|request| request.path == "/").count();
    assert_eq!(homes, 1);
    assert_eq!(lost.ended_at, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_makes_nobody_ask_for_everything_at_once() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.entries(3).not_modified();
    let id = whole.subscribe(&feed, TextPolicy::Headline).await;
    feed.works();
    whole.run().await;
    whole.after(LATER).await;
    whole.after(SignedDuration::from_hours(10 * 365 * 24)).await;
    whole.after(LATER).await;
    let polls = feed.polls();
    assert_eq!(polls.len(), 4);
    assert!(
        polls[1..]
            .iter()
            .all(depesche_world::Request::is_conditional)
    );
    assert_eq!(whole.state(&whole.feed(id).await), State::Fine);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_takes_up_a_feed_again_and_moves_it() {
    let mut whole = Whole::start().await;
    let (old, new) = (whole.world.feed("old").await, whole.world.feed("new").await);
    new.entries(2);
    old.gone();
    let id = whole.subscribe(&old, TextPolicy::Headline).await;
    whole.run().await;
    whole.after(LATER).await;
    assert_eq!(whole.state(&whole.feed(id).await), State::Ended);
    old.works().entries(1);
    // Like a command beside a portal that runs: it leaves the index to that.
    let _lock = crate::house::lock(&whole.house.folder).expect("nobody has it");
    let fetch = Fetch {
        sources: vec![old.url()],
        now: false,
        revive: true,
        format: Format { json: true },
    };
    Box::pin(cmd::fetch::run(&whole.house, &fetch))
        .await
        .expect("it is taken up");
    assert_eq!(whole.state(&whole.feed(id).await), State::Fine);
    assert_eq!(whole.articles().await, 1);

    let moved = Move {
        feed: old.url(),
        to: Some(new.url()),
    };
    cmd::relocate::run(&whole.house, &moved)
        .await
        .expect("it is moved");
    whole.run().await;
    assert_eq!(whole.feed(id).await.url, new.url());
    assert_eq!(whole.articles().await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asked_to_be_left_alone_is_so_after_a_restart() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.fails(503, Some("86400"));
    whole.subscribe(&feed, TextPolicy::Headline).await;
    whole.run().await;
    let (config, clock) = ((*whole.house.config).clone(), whole.house.clock.clone());
    let again = Box::pin(House::open(config, &whole.house.folder, clock)).await;
    let again = again.expect("the house opens again");
    let url = url::Url::parse(&feed.url()).expect("a URL");
    let until = again.client.paused_until(&url).expect("it is left alone");
    let now = whole.world.clock().now();
    assert_eq!(until.duration_since(now).as_hours(), 24);
    // Nor does an operator in a hurry change that.
    let _lock = crate::house::lock(&whole.house.folder).expect("nobody has it");
    let fetch = Fetch {
        sources: vec![feed.url()],
        now: true,
        revive: false,
        format: Format { json: true },
    };
    let asked = Box::pin(cmd::fetch::run(&again, &fetch)).await;
    asked.expect("nothing is wrong");
    assert_eq!(feed.polls().len(), 1);
}
