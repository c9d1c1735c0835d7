//! Recording polls: what is written, and what is not.

use depesche_model::health::State;
use depesche_model::{Feed, Validators};
use depesche_store::Store;
use depesche_store::poll::{NewEntry, PollResult, Recorded};

use crate::harness::{Database, on_both};
use crate::samples::{
    HOUR, add, article, at, body, claim_now, entry, feed, first, fresh, fresh_with, german, ids,
    only, poll, polled, read, record, stocked, titles,
};

fn recorded(new_articles: u32, new_versions: u32) -> Recorded {
    Recorded {
        new_articles,
        new_versions,
    }
}

async fn only_feed(store: &Store) -> Feed {
    let mut reports = store.sources().await.expect("they are read");
    reports.remove(0).feeds.remove(0)
}

fn etag(word: &str) -> Validators {
    Validators {
        etag: Some(word.to_owned()),
        last_modified: None,
    }
}

/// From now on every statement that writes entries fails.
async fn forbid_writing_entries(db: &Database) {
    if db.is_sqlite() {
        for sql in [
            "create trigger no_insert before insert on entries
            begin select raise(fail, 'entries were written'); end",
            "create trigger no_update before update on entries
            begin select raise(fail, 'entries were written'); end",
            "create trigger no_delete before delete on entries
            begin select raise(fail, 'entries were written'); end",
        ] {
            db.run(sql).await;
        }
    } else {
        db.run(
            "create function stop() returns trigger language plpgsql
            as $$ begin raise exception 'entries were written'; end $$;
            create trigger stop before insert or update or delete on entries
            for each statement execute function stop()",
        )
        .await;
    }
}

#[tokio::test]
async fn a_first_poll_is_stored_whole() {
    on_both(async |db: &Database| {
        let added = add(&db.store, &feed("a")).await;
        let entries: Vec<_> = (0..30).map(|number| entry(&format!("e{number}"))).collect();
        let result = fresh_with(&entries, |poll| {
            poll.validators = etag("W/\"1\"");
            poll.title = "The A".to_owned();
        });
        let came = polled(&db.store, added.feed, 7, result).await;
        assert_eq!(came, recorded(30, 0));

        let feed = only_feed(&db.store).await;
        assert_eq!((feed.title.as_str(), feed.entries), ("The A", 30));
        assert_eq!(feed.validators, etag("W/\"1\""));
        assert_eq!(feed.body_hash.as_deref(), Some("body of 30"));
        assert_eq!(
            [feed.last_try_at, feed.last_success_at, feed.last_full_at],
            [Some(at(7)); 3]
        );
        assert_eq!(feed.next_fetch_at, at(7) + HOUR);
        assert_eq!((feed.last_outcome.as_str(), feed.failures), ("done", 0));

        // All have one date: the feed's order is the list's.
        let names: Vec<_> = (0..30).map(|number| format!("About e{number}")).collect();
        assert_eq!(titles(db.store.latest(first(100), &german()).await), names);
        let last = ids(&db.store).await[29];
        let shown = read(&db.store, last).await;
        assert_eq!(shown.title, "About e29");
        assert_eq!(shown.url, "https://a.example/e29");
        assert_eq!((shown.byline.as_str(), shown.versions), ("Ida Quill", 1));
        assert_eq!(shown.excerpt, "It is about e29.");
        let markup = shown.body.as_ref().expect("there is a text").as_str();
        assert_eq!(markup, "<p>It is about e29, and more.</p>\n");
        assert_eq!((shown.published_at, shown.changed_at), (at(-60), at(7)));
    })
    .await;
}

#[tokio::test]
async fn a_thousand_polls_of_an_unchanged_feed_write_no_entry() {
    on_both(async |db: &Database| {
        let entries = [entry("one"), entry("two"), entry("three")];
        let added = stocked(&db.store, &entries).await;
        forbid_writing_entries(db).await;
        let (stamp, id) = (
            db.store.stamp().await.expect("it is read"),
            ids(&db.store).await[0],
        );
        let turn = claim_now(&db.store, added.feed).await.turn;
        for second in 1..=1000 {
            let result = match second % 2 {
                0 => fresh(&entries),
                _ => PollResult::Unchanged {
                    validators: None,
                    full_at: None,
                },
            };
            let came = record(&db.store, &poll(added.feed, turn, second, result)).await;
            assert_eq!(came, Some(Recorded::default()));
        }
        assert_eq!(only_feed(&db.store).await.entries, 3);
        assert_eq!(db.store.stamp().await.expect("it is read"), stamp);
        assert_eq!(read(&db.store, id).await.changed_at, at(0));
    })
    .await;
}

#[tokio::test]
async fn an_old_turn_writes_nothing() {
    on_both(async |db: &Database| {
        let added = add(&db.store, &feed("a")).await;
        let old = claim_now(&db.store, added.feed).await;
        let new = claim_now(&db.store, added.feed).await;
        let before = only_feed(&db.store).await;
        let late = poll(added.feed, old.turn, 5, fresh(&[entry("late")]));
        assert_eq!(record(&db.store, &late).await, None);
        assert_eq!(only_feed(&db.store).await, before);
        assert_eq!(ids(&db.store).await.len(), 0);
        let timely = poll(added.feed, new.turn, 6, fresh(&[entry("timely")]));
        assert_eq!(record(&db.store, &timely).await, Some(recorded(1, 0)));
    })
    .await;
}

#[tokio::test]
async fn a_304_keeps_or_replaces_the_validators() {
    on_both(async |db: &Database| {
        let added = add(&db.store, &feed("a")).await;
        let whole = fresh_with(&[], |poll| poll.validators = etag("1"));
        polled(&db.store, added.feed, 1, whole).await;
        let unchanged = |validators, full_at| PollResult::Unchanged {
            validators,
            full_at,
        };
        polled(&db.store, added.feed, 2, unchanged(None, None)).await;
        let feed = only_feed(&db.store).await;
        assert_eq!(feed.validators, etag("1"));
        assert_eq!(
            (feed.last_success_at, feed.last_full_at),
            (Some(at(2)), Some(at(1)))
        );
        polled(
            &db.store,
            added.feed,
            3,
            unchanged(Some(etag("2")), Some(at(3))),
        )
        .await;
        let feed = only_feed(&db.store).await;
        assert_eq!(feed.validators, etag("2"));
        assert_eq!(feed.last_full_at, Some(at(3)));
        assert_eq!(feed.body_hash.as_deref(), Some("body of 0"));
        polled(&db.store, added.feed, 4, fresh(&[])).await;
        assert!(only_feed(&db.store).await.validators.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_failure_is_counted_and_touches_nothing_else() {
    on_both(async |db: &Database| {
        let added = add(&db.store, &feed("a")).await;
        let whole = fresh_with(&[], |poll| poll.validators = etag("1"));
        polled(&db.store, added.feed, 1, whole).await;
        for second in 2..=3 {
            polled(&db.store, added.feed, second, PollResult::Failed).await;
        }
        let feed = only_feed(&db.store).await;
        assert_eq!(
            (feed.failures, State::of(&feed, at(9))),
            (2, State::Failing)
        );
        assert_eq!(feed.validators, etag("1"));
        assert_eq!(
            (feed.last_try_at, feed.last_success_at),
            (Some(at(3)), Some(at(1)))
        );
        let counts = db.store.counts(at(3)).await.expect("they are counted");
        assert_eq!(counts.feeds_failing, 1);
        polled(&db.store, added.feed, 4, fresh(&[])).await;
        assert_eq!(only_feed(&db.store).await.failures, 0);
        polled(&db.store, added.feed, 5, PollResult::Ended).await;
        let feed = only_feed(&db.store).await;
        assert_eq!(
            (feed.ended_at, State::of(&feed, at(9))),
            (Some(at(5)), State::Ended)
        );
    })
    .await;
}

#[tokio::test]
async fn an_entry_that_vanishes_and_comes_back_changes_nothing() {
    on_both(async |db: &Database| {
        let (one, two) = (entry("one"), entry("two"));
        let added = stocked(&db.store, &[one.clone(), two.clone()]).await;
        for (second, entries) in [(1, vec![two.clone()]), (2, vec![]), (3, vec![one, two])] {
            let came = polled(&db.store, added.feed, second, fresh(&entries)).await;
            assert_eq!(came, Recorded::default());
            assert_eq!(ids(&db.store).await.len(), 2);
        }
    })
    .await;
}

#[tokio::test]
async fn new_identities_with_old_urls_bring_no_doubles() {
    on_both(async |db: &Database| {
        let added = stocked(&db.store, &[entry("one"), entry("two")]).await;
        for round in 1..=5 {
            let renamed = ["one", "two"].map(|name| NewEntry {
                identity: format!("{name}, round {round}"),
                ..entry(name)
            });
            let came = polled(&db.store, added.feed, round, fresh(&renamed)).await;
            assert_eq!(came, Recorded::default());
        }
        assert_eq!(ids(&db.store).await.len(), 2);
        let counts = db.store.counts(at(9)).await.expect("they are counted");
        assert_eq!(
            (counts.entries, counts.articles, counts.versions),
            (12, 2, 2)
        );
    })
    .await;
}

#[tokio::test]
async fn entries_of_one_url_are_one_article_and_those_of_none_are_each_their_own() {
    on_both(async |db: &Database| {
        let named = |identity: &str, url: &str| {
            let mut entry = entry(identity);
            entry.article.url = url.to_owned();
            entry
        };
        let entries = [
            named("1", "https://a.example/x"),
            named("2", ""),
            named("3", "https://a.example/x"),
            named("4", ""),
            named("5", "https://a.example/y"),
        ];
        let added = add(&db.store, &feed("a")).await;
        let came = polled(&db.store, added.feed, 1, fresh(&entries)).await;
        assert_eq!(came, recorded(4, 0));
        let expected = ["About 1", "About 2", "About 4", "About 5"];
        assert_eq!(titles(db.store.latest(first(9), &german()).await), expected);
        // Another source may have the same URL: two houses' reports stay two.
        let other = add(&db.store, &feed("b")).await;
        let came = polled(&db.store, other.feed, 1, fresh(&entries)).await;
        assert_eq!(came, recorded(4, 0));
    })
    .await;
}

#[tokio::test]
async fn two_feeds_of_a_source_share_an_article() {
    on_both(async |db: &Database| {
        stocked(&db.store, &[entry("one")]).await;
        let mut second = feed("a");
        second.url.push_str("/all");
        let second = add(&db.store, &second).await;
        let came = polled(
            &db.store,
            second.feed,
            1,
            fresh(&[entry("one"), entry("two")]),
        )
        .await;
        assert_eq!(came, recorded(1, 0));
    })
    .await;
}

#[tokio::test]
async fn two_nodes_that_bring_one_url_at_once_store_one_article() {
    on_both(async |db: &Database| {
        let one = add(&db.store, &feed("a")).await;
        let mut second = feed("a");
        second.url.push_str("/all");
        let two = add(&db.store, &second).await;
        let other = db.second_store().await;
        let entries: Vec<_> = (0..20).map(|number| entry(&format!("e{number}"))).collect();
        let (first, second) = tokio::join!(
            polled(&db.store, one.feed, 1, fresh(&entries)),
            polled(&other, two.feed, 1, fresh(&entries))
        );
        assert_eq!(first.new_articles + second.new_articles, 20);
        other.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_a_stranger_sends_is_stored_or_cut_but_never_stops_the_feed() {
    on_both(async |db: &Database| {
        let long = "x".repeat(5000);
        let mut nul = entry("nul");
        nul.identity = "a\0b".to_owned();
        nul.article.title = "one\0two".to_owned();
        nul.article.url = "https://a.example/\0".to_owned();
        nul.article.body = body("one\0two");
        let mut huge = entry("huge");
        huge.identity.clone_from(&long);
        huge.article.url.push_str(&long);
        huge.article.title = "❦ ' \" \\ $1 {rows}".to_owned();
        let entries = [nul.clone(), huge.clone(), nul, huge];
        let added = stocked(&db.store, &entries).await;
        assert_eq!(ids(&db.store).await.len(), 2);
        let came = polled(&db.store, added.feed, 1, fresh(&entries)).await;
        assert_eq!(came, Recorded::default());
        let expected = ["one\u{fffd}two", "❦ ' \" \\ $1 {rows}"];
        assert_eq!(titles(db.store.latest(first(9), &german()).await), expected);
    })
    .await;
}

#[tokio::test]
async fn an_article_without_text_is_one() {
    on_both(async |db: &Database| {
        let mut bare = entry("bare");
        bare.article.body = depesche_model::Body::default();
        bare.article.language = depesche_model::Lang::parse("de");
        bare.article.modified_at = Some(at(-5));
        stocked(&db.store, &[bare]).await;
        let shown = read(&db.store, only(&db.store).await).await;
        assert_eq!(shown.title, article("bare").title);
        assert_eq!(shown.language, depesche_model::Lang::parse("de"));
        assert_eq!(shown.modified_at, Some(at(-5)));
    })
    .await;
}
