//! What polling remembers: notes, pauses, wrong clocks, feeds that move, end and come back.

use depesche_model::health::State;
use depesche_model::{Feed, Moved, Notes, Restrictions, Rhythm, Trouble, Wishes};
use depesche_store::Store;
use depesche_store::poll::{Pause, Poll, PollResult};
use jiff::SignedDuration;

use crate::harness::{Database, on_both, told};
use crate::samples::{HOUR, add, at, claim_now, feed, fresh, poll, polled, record};

const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn feeds(store: &Store) -> Vec<Feed> {
    store.feeds().await.expect("they are read")
}

async fn record_with(db: &Database, seconds: i64, change: impl FnOnce(&mut Poll)) {
    let id = feeds(&db.store).await[0].id;
    let job = claim_now(&db.store, id).await;
    let mut poll = poll(id, job.turn, seconds, fresh(&[]));
    change(&mut poll);
    assert!(record(&db.store, &poll).await.is_some());
}

fn notes() -> Notes {
    let mut rhythm = Rhythm {
        gap: HOUR,
        seen: 3,
        newest: Some(at(-5)),
        ..Rhythm::default()
    };
    rhythm.hours[23] = 7;
    Notes {
        gone_at: Some(at(1)),
        moved: Some(Moved {
            to: "https://b.example/feed".to_owned(),
            since: at(2),
            sightings: 2,
        }),
        rhythm,
        newest_at: Some(at(3)),
        wishes: Wishes {
            least_wait: HOUR * 3,
            skip_hours: 0b101,
            skip_days: 0b110_0000,
        },
        restrictions: Restrictions {
            is_reserved: true,
            ..Restrictions::default()
        },
        failing_since: Some(at(4)),
        trouble: Trouble::BotWall,
        proposed_url: Some("https://c.example/feed".to_owned()),
        searched_at: Some(at(5)),
    }
}

#[tokio::test]
async fn notes_come_back_as_they_were_written_and_stay_until_they_are_changed() {
    on_both(async |db: &Database| {
        add(&db.store, &feed("a")).await;
        record_with(db, 9, |poll| poll.notes = Some(notes())).await;
        assert_eq!(feeds(&db.store).await[0].notes, notes());
        record_with(db, 10, |_| {}).await;
        assert_eq!(feeds(&db.store).await[0].notes, notes());
        record_with(db, 11, |poll| poll.notes = Some(Notes::default())).await;
        assert_eq!(feeds(&db.store).await[0].notes, Notes::default());
    })
    .await;
}

#[tokio::test]
async fn a_source_is_restricted_by_what_any_of_its_feeds_says() {
    on_both(async |db: &Database| {
        let first = add(&db.store, &feed("a")).await;
        let mut second = feed("a");
        second.url.push_str("/all");
        let second = add(&db.store, &second).await;
        let restricted = async |feed, bits| {
            let job = claim_now(&db.store, feed).await;
            let mut poll = poll(feed, job.turn, 1, fresh(&[]));
            poll.notes = Some(Notes {
                restrictions: Restrictions::from_bits(bits),
                ..Notes::default()
            });
            record(&db.store, &poll).await.expect("it is its turn");
            let report = db.store.source("a").await.expect("it is read");
            report.expect("there is one").source.restrictions.bits()
        };
        assert_eq!(restricted(first.feed, 0b0001).await, 0b0001);
        assert_eq!(restricted(second.feed, 0b0110).await, 0b0111);
        assert_eq!(restricted(first.feed, 0).await, 0b0110);
    })
    .await;
}

#[tokio::test]
async fn a_feed_follows_its_redirect_unless_another_is_there() {
    on_both(async |db: &Database| {
        add(&db.store, &feed("a")).await;
        add(&db.store, &feed("b")).await;
        let to = |url: &str| {
            let url = url.to_owned();
            move |poll: &mut Poll| {
                poll.notes = Some(notes());
                poll.moves_to = Some(url);
            }
        };
        record_with(db, 9, to("https://a.example/new")).await;
        let moved = feeds(&db.store).await.remove(0);
        assert_eq!(moved.url, "https://a.example/new");
        assert_eq!((moved.notes.moved, moved.ended_at), (None, None));

        record_with(db, 10, to("https://b.example/feed")).await;
        let ended = feeds(&db.store).await.remove(0);
        assert_eq!(
            (&*ended.url, ended.ended_at),
            ("https://a.example/new", Some(at(10)))
        );
        assert!(ended.last_outcome.contains("polled already"));
        assert_eq!(ended.notes.trouble, Trouble::Double);
    })
    .await;
}

#[tokio::test]
async fn an_operator_revives_and_moves_a_feed() {
    on_both(async |db: &Database| {
        let added = add(&db.store, &feed("a")).await;
        add(&db.store, &feed("b")).await;
        record_with(db, 1, |poll| poll.notes = Some(notes())).await;
        record_with(db, 2, |poll| poll.result = PollResult::Ended).await;
        assert_eq!(State::of(&feeds(&db.store).await[0], at(0)), State::Ended);
        let revived = db.store.write(&added.feed, |tx, feed| {
            Box::pin(tx.revive_feed(*feed, at(3)))
        });
        assert!(revived.await.expect("it is revived"));
        let feed = feeds(&db.store).await.remove(0);
        assert_eq!((feed.ended_at, feed.next_fetch_at), (None, at(3)));
        assert_eq!(feed.notes.gone_at, None);
        assert_eq!(feed.notes.rhythm, notes().rhythm);

        let moved = async |url: &'static str| {
            let moved = db.store.write(&added.feed, |tx, feed| {
                Box::pin(tx.move_feed(*feed, url, at(4)))
            });
            moved.await
        };
        moved("https://a.example/x").await.expect("it is moved");
        let feed = feeds(&db.store).await.remove(0);
        assert_eq!(feed.url, "https://a.example/x");
        assert!(feed.validators.is_empty() && feed.body_hash.is_none());
        let taken = moved("https://b.example/feed").await;
        assert_eq!(told(taken), "https://b.example/feed is polled already");
    })
    .await;
}

#[tokio::test]
async fn a_pause_holds_until_its_end_and_is_only_lengthened() {
    on_both(async |db: &Database| {
        let pause = async |site: &str, until: i64, now: i64| {
            let pause = Pause {
                site: site.to_owned(),
                until: at(until),
                reason: "it asked".to_owned(),
            };
            let paused = db
                .store
                .write(&pause, |tx, pause| Box::pin(tx.pause_site(pause, at(now))));
            paused.await.expect("it is noted");
        };
        let pauses = async |now| {
            let pauses = db.store.pauses(at(now)).await.expect("they are read");
            let pauses = pauses.into_iter().map(|it| (it.site, it.until));
            pauses.collect::<Vec<_>>()
        };
        pause("a.example", 100, 0).await;
        pause("a.example", 50, 0).await;
        pause("b.example", 10, 0).await;
        let (a, b) = ("a.example".to_owned(), "b.example".to_owned());
        assert_eq!(pauses(0).await, [(a.clone(), at(100)), (b, at(10))]);
        assert_eq!(pauses(10).await, [(a, at(100))]);
        pause("c.example", 9_000_000, 200).await;
        assert_eq!(pauses(200).await, [], "written while the clock was wrong");
        assert_eq!(db.number("select count(*) from pauses").await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_a_wrong_clock_planned_is_spread_over_an_interval() {
    on_both(async |db: &Database| {
        for number in 0..50 {
            let added = add(&db.store, &feed(&format!("f{number}"))).await;
            let seconds = if number % 2 == 0 { 300_000_000 } else { 0 };
            polled(&db.store, added.feed, seconds, fresh(&[])).await;
        }
        let healed = db
            .store
            .write(&(), |tx, ()| Box::pin(tx.heal_schedule(at(0), HOUR)));
        assert_eq!(healed.await.expect("it is healed"), 25);
        let mut due: Vec<_> = feeds(&db.store).await;
        assert!(due.iter().all(|feed| feed.last_try_at <= Some(at(0))));
        assert!(due.iter().all(|feed| feed.last_full_at <= Some(at(0))));
        due.retain(|feed| feed.id.0 % 2 == 1);
        let mut due: Vec<_> = due.into_iter().map(|feed| feed.next_fetch_at).collect();
        due.sort_unstable();
        due.dedup();
        assert_eq!(due.len(), 25);
        assert!(due[0] >= at(0) + HOUR && due[24] <= at(0) + HOUR * 2);
        let again = db
            .store
            .write(&(), |tx, ()| Box::pin(tx.heal_schedule(at(0), HOUR)));
        assert_eq!(again.await.expect("it is healed"), 0);
    })
    .await;
}

#[tokio::test]
async fn polls_of_a_day_are_counted_by_their_intervals() {
    on_both(async |db: &Database| {
        let polls = async || db.store.polls_per_day().await.expect("they are counted");
        assert_eq!(polls().await, 0);
        add(&db.store, &feed("a")).await;
        let mut slow = feed("b");
        slow.interval = DAY;
        add(&db.store, &slow).await;
        assert_eq!(polls().await, 25);
    })
    .await;
}
