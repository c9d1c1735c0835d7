//! What is to be translated, in which order, and how far that has come.

use depesche_model::{ArticleId, Policy, TextPolicy, TextState, Translation};
use depesche_store::Store;
use depesche_store::poll::{NewEntry, Stage};
use depesche_store::translation::{LanguageCounts, Plan, due_at};

use crate::harness::{Database, on_both};
use crate::samples::{
    at, decide, edited, english, entry, fresh, german, ids, only, polled, shown, stocked,
};
use crate::translation::{claim, done, put, record, review, translated};

fn plan() -> Plan {
    Plan {
        languages: vec![german(), english()],
        since: at(-100),
        glossary: 0,
        shows_private: false,
        at: at(1),
    }
}

/// An article in English that was published so many seconds after the beginning.
fn in_english(name: &str, published: i64) -> NewEntry {
    let mut entry = entry(name);
    entry.article.language = Some(english());
    entry.article.published_at = at(published);
    entry
}

async fn planned(store: &Store, plan: &Plan) -> u64 {
    let planned = store.write(plan, |tx, plan| Box::pin(tx.plan_translations(plan)));
    planned.await.expect("it is planned")
}

async fn claimed(store: &Store, stage: Stage, limit: u32) -> Vec<ArticleId> {
    let tickets = claim(store, stage, limit).await;
    tickets
        .iter()
        .map(|ticket| ArticleId(ticket.subject))
        .collect()
}

#[tokio::test]
async fn what_lacks_a_translation_is_planned_once() {
    on_both(async |db: &Database| {
        let mut unknown = entry("unknown");
        unknown.article.language = None;
        let added = stocked(&db.store, &[in_english("one", -60), unknown]).await;
        let check = async |plan: Plan, expected: u64| {
            assert_eq!(planned(&db.store, &plan).await, expected, "{plan:?}");
            db.run("delete from work").await;
        };
        check(plan(), 1).await;
        let own = Plan {
            languages: vec![english()],
            ..plan()
        };
        check(own, 0).await;
        let later = Plan {
            since: at(1),
            ..plan()
        };
        check(later.clone(), 0).await;
        let english = Policy::default();
        let policy = |text, translation| Policy {
            text,
            translation,
            ..english.clone()
        };
        decide(&db.store, added.source, policy(TextPolicy::Full, false)).await;
        check(plan(), 0).await;
        decide(&db.store, added.source, policy(TextPolicy::Private, true)).await;
        check(plan(), 0).await;
        let owner = Plan {
            shows_private: true,
            ..plan()
        };
        check(owner, 1).await;
        decide(&db.store, added.source, policy(TextPolicy::Headline, true)).await;
        check(later, 1).await;
        assert_eq!(planned(&db.store, &plan()).await, 1);
        assert_eq!(planned(&db.store, &plan()).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_newer_version_or_glossary_is_translated_anew_and_what_is_signed_is_not() {
    on_both(async |db: &Database| {
        let one = in_english("one", -60);
        let added = stocked(&db.store, std::slice::from_ref(&one)).await;
        let id = only(&db.store).await;
        put(db, id, &translated("eins", 1), 2).await;
        let newer = Plan {
            glossary: 1,
            ..plan()
        };
        assert_eq!(planned(&db.store, &plan()).await, 0);
        assert_eq!(planned(&db.store, &newer).await, 1);
        db.run("delete from work").await;
        assert!(review(&db.store, &record(id, 1, 4), &translated("eins", 1)).await);
        assert_eq!(planned(&db.store, &newer).await, 0);
        polled(&db.store, added.feed, 5, fresh(&[edited(&one, " B")])).await;
        assert_eq!(planned(&db.store, &plan()).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_text_is_planned_where_it_was_not_tried_and_may_be_shown() {
    on_both(async |db: &Database| {
        let added = stocked(&db.store, &[in_english("one", -60)]).await;
        let id = only(&db.store).await;
        put(db, id, &translated("eins", 1), 2).await;
        assert_eq!(planned(&db.store, &plan()).await, 0);
        let check = async |text, shows_private, expected| {
            let policy = Policy {
                text,
                ..Policy::default()
            };
            decide(&db.store, added.source, policy).await;
            let plan = Plan {
                shows_private,
                ..plan()
            };
            planned(&db.store, &plan).await;
            assert_eq!(claimed(&db.store, Stage::Text, 9).await, expected);
            db.run("delete from work").await;
        };
        check(TextPolicy::Private, false, vec![]).await;
        check(TextPolicy::Private, true, vec![id]).await;
        check(TextPolicy::Full, false, vec![id]).await;
        for text in [TextState::Done, TextState::Failed] {
            let tried = Translation {
                text,
                ..translated("eins", 1)
            };
            put(db, id, &tried, 3).await;
            check(TextPolicy::Full, false, vec![]).await;
        }
        assert!(review(&db.store, &record(id, 1, 4), &translated("eins", 1)).await);
        check(TextPolicy::Full, false, vec![]).await;
    })
    .await;
}

#[tokio::test]
async fn the_newest_are_claimed_first_and_what_is_hastened_before_them() {
    on_both(async |db: &Database| {
        let entries: Vec<_> = (0..5)
            .map(|n| in_english(&format!("e{n}"), -60 + n))
            .collect();
        let added = stocked(&db.store, &entries).await;
        assert_eq!(planned(&db.store, &plan()).await, 5);
        let ids = ids(&db.store).await;
        let order = |mut found: Vec<ArticleId>| {
            found.sort_by_key(|id| ids.iter().position(|other| other == id));
            found
        };
        let least = db.number("select min(due_at) from work").await;
        assert_eq!(due_at(at(-56)).as_millisecond(), least);
        let first = claimed(&db.store, Stage::Headline, 1).await;
        assert_eq!(first, ids[..1]);
        let chosen = [ids[4], ids[0], ids[3]];
        for expected in [2, 0] {
            let hastened = db.store.write(&chosen[..], |tx, ids| {
                Box::pin(tx.hasten(Stage::Headline, ids, at(2)))
            });
            assert_eq!(hastened.await.expect("it is done"), expected);
        }
        for expected in [ids[3], ids[4]] {
            assert_eq!(claimed(&db.store, Stage::Headline, 1).await, [expected]);
        }

        // What comes later and is newer does not wait behind what is there.
        polled(&db.store, added.feed, 2, fresh(&[in_english("new", -1)])).await;
        assert_eq!(planned(&db.store, &plan()).await, 1);
        let newest = claimed(&db.store, Stage::Headline, 1).await.remove(0);
        let held = db.store.articles(&[newest], &german()).await;
        assert_eq!(
            shown(held.expect("it is read").remove(0)).title,
            "About new"
        );
        assert_eq!(
            order(claimed(&db.store, Stage::Headline, 9).await),
            ids[1..3]
        );
    })
    .await;
}

#[tokio::test]
async fn what_was_given_up_is_tried_again_when_it_says_something_new() {
    on_both(async |db: &Database| {
        let one = in_english("one", -60);
        let added = stocked(&db.store, std::slice::from_ref(&one)).await;
        planned(&db.store, &plan()).await;
        let ticket = claim(&db.store, Stage::Headline, 1).await.remove(0);
        let failed = db.store.write(&ticket, |tx, ticket| {
            Box::pin(tx.fail_work(ticket, "refused", None))
        });
        failed.await.expect("it is parked");
        assert_eq!(planned(&db.store, &plan()).await, 0);
        let counts = db.store.translation_counts(&[], at(-100)).await;
        let counts = counts.expect("they are counted");
        assert_eq!((counts.parked, counts.headline_tickets), (1, 0));
        let told = counts.parked_some.iter();
        let told: Vec<_> = told
            .map(|it| (it.stage, it.article.0, &*it.error))
            .collect();
        assert_eq!(told, [(Stage::Headline, ticket.subject, "refused")]);
        polled(&db.store, added.feed, 5, fresh(&[edited(&one, " B")])).await;
        assert_eq!(planned(&db.store, &plan()).await, 1);
    })
    .await;
}

#[tokio::test]
async fn how_far_it_has_come_is_counted() {
    on_both(async |db: &Database| {
        let mut in_german = entry("zwei");
        in_german.article.language = Some(german());
        in_german.article.published_at = at(-61);
        let three = [in_english("one", -60), in_german, entry("unknown")];
        stocked(&db.store, &three).await;
        planned(&db.store, &plan()).await;
        let texts = [Translation {
            text: TextState::Done,
            ..translated("eins", 1)
        }];
        for ticket in claim(&db.store, Stage::Headline, 1).await {
            assert!(done(&db.store, &ticket, &texts, Some(at(9)), 3).await);
        }
        let languages = [german(), english()];
        let counts = db.store.translation_counts(&languages, at(-100)).await;
        let counts = counts.expect("they are counted");
        assert_eq!((counts.articles, counts.with_language), (3, 2));
        assert_eq!((counts.headline_tickets, counts.text_tickets), (1, 1));
        let of = |lang, done| LanguageCounts {
            lang,
            articles: 1,
            headlines: done,
            texts: done,
            failed: 0,
            reviewed: 0,
        };
        assert_eq!(counts.languages, [of(german(), 1), of(english(), 0)]);
        let later = db.store.translation_counts(&languages, at(1)).await;
        assert_eq!(later.expect("they are counted").articles, 0);
    })
    .await;
}
