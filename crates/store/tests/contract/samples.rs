//! Things to store, as small as they may be, and short ways to store them.

use depesche_model::gate::{self, Audience, Shown};
use depesche_model::{
    ArticleId, Body, Criterion, EntryKeys, FeedId, Held, Html, Lang, Languages, Policy, SectionId,
    Segment, SegmentKind,
};
use depesche_store::poll::{
    Added, FeedJob, FreshPoll, NewArticle, NewEntry, NewFeed, NewSection, PageRead, PageResult,
    Poll, PollResult, Recorded, SourceOf, Stage, Ticket,
};
use depesche_store::portal::Page;
use depesche_store::{Store, StoreError};
use jiff::{SignedDuration, Timestamp};

/// A time: so many seconds after the beginning of the test's world.
pub(crate) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_736_000_000 + seconds).expect("a time")
}

pub(crate) const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// A feed of a source of its own.
pub(crate) fn feed(name: &str) -> NewFeed {
    NewFeed {
        url: format!("https://{name}.example/feed"),
        title: String::new(),
        source: SourceOf::Home {
            name: name.to_owned(),
            home: format!("https://{name}.example/"),
            policy: Policy::default(),
        },
        at: at(0),
        first_fetch_at: at(0),
        interval: HOUR,
    }
}

pub(crate) fn german() -> Lang {
    Lang::parse("de").expect("a language")
}

pub(crate) fn english() -> Lang {
    Lang::parse("en").expect("a language")
}

#[expect(clippy::disallowed_methods, reason = "this suite is its own cleaner")]
pub(crate) fn html(markup: &str) -> Html {
    Html::from_cleaned(markup.to_owned())
}

pub(crate) fn body(text: &str) -> Body {
    Body(vec![Segment {
        kind: SegmentKind::Paragraph,
        html: html(&format!("<p>{text}</p>")),
        cut: None,
        lang: None,
    }])
}

/// An article with a URL and a headline after its name.
pub(crate) fn article(name: &str) -> NewArticle {
    NewArticle {
        url: format!("https://a.example/{name}"),
        title: format!("About {name}"),
        byline: "Ida Quill".to_owned(),
        lead: format!("It is about {name}."),
        language: None,
        published_at: at(-60),
        modified_at: None,
        body: body(&format!("It is about {name}, and more.")),
        picture: None,
        media_due_at: None,
        sections: Vec::new(),
    }
}

pub(crate) fn entry(name: &str) -> NewEntry {
    NewEntry {
        identity: format!("id:{name}"),
        keys: EntryKeys::default(),
        content_hash: format!("hash of {name}"),
        article: article(name),
        page_due_at: None,
    }
}

/// The entry again, saying something else.
pub(crate) fn edited(entry: &NewEntry, word: &str) -> NewEntry {
    let mut entry = entry.clone();
    entry.content_hash.push_str(word);
    entry.article.title.push_str(word);
    entry.article.body = body(word);
    entry
}

pub(crate) fn fresh(entries: &[NewEntry]) -> PollResult {
    PollResult::Fresh(Box::new(FreshPoll {
        validators: depesche_model::Validators::default(),
        body_hash: format!("body of {}", entries.len()),
        title: String::new(),
        home: String::new(),
        language: None,
        licence: String::new(),
        signs: Vec::new(),
        criterion: Criterion::default(),
        languages: Languages::default(),
        entries: entries.to_vec(),
        learned: None,
    }))
}

/// A fresh poll that more is to be said about.
pub(crate) fn fresh_with(entries: &[NewEntry], change: impl FnOnce(&mut FreshPoll)) -> PollResult {
    let mut result = fresh(entries);
    if let PollResult::Fresh(poll) = &mut result {
        change(poll);
    }
    result
}

pub(crate) fn poll(feed: FeedId, turn: i64, seconds: i64, result: PollResult) -> Poll {
    Poll {
        feed,
        turn,
        at: at(seconds),
        next_fetch_at: at(seconds) + HOUR,
        interval: HOUR,
        outcome: "done".to_owned(),
        result,
        notes: None,
        moves_to: None,
        push: depesche_store::websub::Push::default(),
    }
}

pub(crate) fn section(slug: &str, position: u32) -> NewSection {
    NewSection {
        slug: slug.to_owned(),
        title: slug.to_uppercase(),
        query: format!("\"{slug}\""),
        notice: String::new(),
        position,
    }
}

pub(crate) async fn add(store: &Store, feed: &NewFeed) -> Added {
    let added = store.write(feed, |tx, feed| Box::pin(tx.add_feed(feed)));
    added.await.expect("the feed is added")
}

pub(crate) async fn claim_now(store: &Store, feed: FeedId) -> FeedJob {
    let jobs = store.write(&feed, |tx, feed| {
        Box::pin(async move { tx.claim_feeds_now(&[*feed], at(0)).await })
    });
    let mut jobs = jobs.await.expect("the feed is claimed");
    assert_eq!(jobs.len(), 1);
    jobs.remove(0)
}

pub(crate) async fn record(store: &Store, poll: &Poll) -> Option<Recorded> {
    let recorded = store.write(poll, |tx, poll| Box::pin(tx.record_poll(poll)));
    recorded.await.expect("the poll is recorded")
}

/// Polls a feed: claims it and records what came.
pub(crate) async fn polled(
    store: &Store,
    feed: FeedId,
    seconds: i64,
    result: PollResult,
) -> Recorded {
    let job = claim_now(store, feed).await;
    let recorded = record(store, &poll(feed, job.turn, seconds, result)).await;
    recorded.expect("it is the feed's turn")
}

/// A feed called `a` with these entries, polled at second 0.
pub(crate) async fn stocked(store: &Store, entries: &[NewEntry]) -> Added {
    let added = add(store, &feed("a")).await;
    polled(store, added.feed, 0, fresh(entries)).await;
    added
}

pub(crate) async fn claim_pages(store: &Store, seconds: i64) -> Vec<Ticket> {
    let claimed = store.write(&seconds, |tx, seconds| {
        let (now, until) = (at(*seconds), at(*seconds + 60));
        Box::pin(tx.claim_work(Stage::Page, now, until, 10))
    });
    claimed.await.expect("tickets are claimed")
}

pub(crate) async fn finish(
    store: &Store,
    ticket: &Ticket,
    seconds: i64,
    result: PageResult,
) -> bool {
    finish_and_look_again(store, ticket, seconds, result, None).await
}

pub(crate) async fn finish_and_look_again(
    store: &Store,
    ticket: &Ticket,
    seconds: i64,
    result: PageResult,
    look_again_at: Option<Timestamp>,
) -> bool {
    let read = PageRead {
        at: at(seconds),
        look_again_at,
        ..page_read(result)
    };
    let input = (ticket.clone(), read);
    let done = store.write(&input, |tx, (ticket, read)| {
        Box::pin(tx.finish_page(ticket, read))
    });
    done.await.expect("the page is recorded")
}

/// What came of a page, and nothing else.
pub(crate) fn page_read(result: PageResult) -> PageRead {
    PageRead {
        at: at(0),
        result,
        seen: None,
        signs: Vec::new(),
        restrictions: None,
        has_text: None,
        look_again_at: None,
        learned: None,
    }
}

pub(crate) async fn decide(store: &Store, source: depesche_model::SourceId, policy: Policy) {
    let done = store.write(&policy, |tx, policy| {
        Box::pin(tx.set_policy(source, policy, at(500)))
    });
    done.await.expect("the policy is set");
}

pub(crate) async fn put_section(store: &Store, slug: &str, position: u32) -> SectionId {
    let new = section(slug, position);
    let put = store.write(&new, |tx, new| Box::pin(tx.put_section(new, at(0))));
    put.await.expect("it is put").id
}

pub(crate) async fn replace_front(store: &Store, ids: &[ArticleId]) {
    let done = store.write(ids, |tx, ids| Box::pin(tx.replace_front(ids, at(1))));
    done.await.expect("the front is replaced");
}

/// The beginning of a list.
pub(crate) fn first(limit: u32) -> Page {
    Page { after: None, limit }
}

/// What the owner sees of it: everything.
pub(crate) fn shown(held: Held) -> Shown {
    gate::show(held, Audience::Owner).expect("the owner sees everything")
}

pub(crate) fn titles(list: Result<Vec<Held>, StoreError>) -> Vec<String> {
    let list = list.expect("the list is read").into_iter();
    list.map(|held| shown(held).title.clone()).collect()
}

/// All articles' numbers, newest first.
pub(crate) async fn ids(store: &Store) -> Vec<ArticleId> {
    let list = store
        .latest(first(100), &german())
        .await
        .expect("the list is read");
    list.into_iter().map(|held| shown(held).id).collect()
}

/// The one article.
pub(crate) async fn only(store: &Store) -> ArticleId {
    let ids = ids(store).await;
    assert_eq!(ids.len(), 1);
    ids[0]
}

pub(crate) async fn read(store: &Store, id: ArticleId) -> Shown {
    let held = store
        .article(id, &german())
        .await
        .expect("the article is read");
    shown(held.expect("there is one"))
}
