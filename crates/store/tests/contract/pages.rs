//! What came of articles' pages.

use depesche_model::{Origin, Validators};
use depesche_store::poll::{NewArticle, PageRead, PageResult, PageSeen, Ticket};

use crate::harness::{Database, on_both};
use crate::samples::{
    article, at, body, claim_pages, edited, entry, finish, finish_and_look_again, fresh, ids, only,
    page_read, polled, read, stocked,
};

async fn with_ticket(db: &Database) -> Ticket {
    let mut one = entry("one");
    one.page_due_at = Some(at(0));
    stocked(&db.store, &[one]).await;
    claim_pages(&db.store, 0).await.remove(0)
}

fn page(hash: &str) -> PageResult {
    PageResult::Read {
        article: Box::new(NewArticle {
            url: "https://a.example/canonical".to_owned(),
            title: "About one, in full".to_owned(),
            published_at: at(-90),
            body: body("The whole text."),
            ..article("one")
        }),
        content_hash: hash.to_owned(),
    }
}

#[tokio::test]
async fn a_page_job_tells_all_that_its_reading_needs() {
    on_both(async |db: &Database| {
        let ticket = with_ticket(db).await;
        let job = db.store.page_job(&ticket).await.expect("it is read");
        let job = job.expect("there is one");
        assert_eq!(
            (job.id.0, job.url.as_str()),
            (ticket.subject, "https://a.example/one")
        );
        assert_eq!((&*job.title, &*job.source.slug), ("About one", "a"));
        assert_eq!((job.published_at, job.language), (at(-60), None));
        assert_eq!(job.body, body("It is about one, and more."));
        assert_eq!(
            (&*job.content_hash, job.origin),
            ("hash of one", Origin::Feed)
        );
        let other = Ticket {
            subject: 99,
            ..ticket
        };
        assert!(
            db.store
                .page_job(&other)
                .await
                .expect("it is read")
                .is_none()
        );
    })
    .await;
}

#[tokio::test]
async fn an_article_without_a_url_has_no_page() {
    on_both(async |db: &Database| {
        let mut one = entry("one");
        one.article.url = String::new();
        one.page_due_at = Some(at(0));
        stocked(&db.store, &[one]).await;
        let ticket = claim_pages(&db.store, 0).await.remove(0);
        assert!(
            db.store
                .page_job(&ticket)
                .await
                .expect("it is read")
                .is_none()
        );
    })
    .await;
}

#[tokio::test]
async fn a_page_that_was_read_is_a_new_version() {
    on_both(async |db: &Database| {
        let ticket = with_ticket(db).await;
        assert!(finish(&db.store, &ticket, 5, page("whole")).await);
        let id = only(&db.store).await;
        let shown = read(&db.store, id).await;
        assert_eq!(shown.title, "About one, in full");
        assert_eq!(shown.url, "https://a.example/canonical");
        assert_eq!((shown.versions, shown.changed_at), (2, at(5)));
        assert_eq!(shown.published_at, at(-90));
        let job = db.store.page_job(&ticket).await.expect("it is read");
        assert_eq!(job.expect("there is one").origin, Origin::Page);
        // The ticket is gone, and what is said again under it is not heard.
        assert!(claim_pages(&db.store, 9999).await.is_empty());
        assert!(!finish(&db.store, &ticket, 6, page("other")).await);
        assert_eq!(read(&db.store, id).await.versions, 2);
    })
    .await;
}

#[tokio::test]
async fn a_page_that_says_the_same_again_is_no_version() {
    on_both(async |db: &Database| {
        let mut ticket = with_ticket(db).await;
        for (second, versions) in [(10, 2), (20, 2)] {
            let again = Some(at(second + 10));
            assert!(finish_and_look_again(&db.store, &ticket, second, page("whole"), again).await);
            let shown = read(&db.store, only(&db.store).await).await;
            assert_eq!((shown.versions, shown.changed_at), (versions, at(10)));
            ticket = claim_pages(&db.store, second + 10).await.remove(0);
            assert_eq!(ticket.tries, 0);
        }
        let stamp = db.store.stamp().await.expect("it is read");
        assert!(finish(&db.store, &ticket, 40, PageResult::Unchanged).await);
        assert_eq!(db.store.stamp().await.expect("it is read"), stamp);
    })
    .await;
}

#[tokio::test]
async fn an_old_turn_of_a_page_writes_nothing() {
    on_both(async |db: &Database| {
        let old = with_ticket(db).await;
        let new = claim_pages(&db.store, 60).await.remove(0);
        for result in [page("late"), PageResult::Gone, PageResult::Unchanged] {
            assert!(!finish(&db.store, &old, 61, result).await);
        }
        let shown = read(&db.store, only(&db.store).await).await;
        assert_eq!((shown.versions, shown.changed_at), (1, at(0)));
        assert!(finish(&db.store, &new, 62, page("whole")).await);
    })
    .await;
}

#[tokio::test]
async fn an_entry_that_changes_while_its_page_is_read_begins_a_new_turn() {
    on_both(async |db: &Database| {
        let mut one = entry("one");
        one.page_due_at = Some(at(0));
        let added = stocked(&db.store, std::slice::from_ref(&one)).await;
        let old = claim_pages(&db.store, 0).await.remove(0);
        let changed = edited(&one, "!");
        polled(&db.store, added.feed, 1, fresh(&[changed])).await;
        assert!(!finish(&db.store, &old, 2, page("of before")).await);
        assert_eq!(claim_pages(&db.store, 2).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_page_that_is_gone_leaves_a_tombstone_until_it_is_back() {
    on_both(async |db: &Database| {
        let ticket = with_ticket(db).await;
        let id = ids(&db.store).await[0];
        let again = Some(at(100));
        assert!(finish_and_look_again(&db.store, &ticket, 5, PageResult::Gone, again).await);
        let shown = read(&db.store, id).await;
        assert_eq!((shown.deleted_at, shown.changed_at), (Some(at(5)), at(5)));
        assert_eq!((shown.title.as_str(), shown.versions), ("", 1));
        assert!(
            db.store
                .page_job(&ticket)
                .await
                .expect("it is read")
                .is_none()
        );
        let versions = db.store.versions(id).await.expect("they are read");
        assert_eq!(versions.len(), 1);

        let ticket = claim_pages(&db.store, 100).await.remove(0);
        assert!(finish(&db.store, &ticket, 101, page("hash of one")).await);
        let shown = read(&db.store, id).await;
        assert_eq!((shown.deleted_at, shown.changed_at), (None, at(101)));
        assert_eq!((shown.title.as_str(), shown.versions), ("About one", 1));
    })
    .await;
}

#[tokio::test]
async fn what_is_remembered_of_a_page_comes_with_its_next_job() {
    on_both(async |db: &Database| {
        let ticket = with_ticket(db).await;
        let seen_by = async |ticket: &Ticket| {
            let job = db.store.page_job(ticket).await.expect("it is read");
            job.expect("there is one").seen
        };
        assert_eq!(seen_by(&ticket).await, PageSeen::default());
        let first = PageSeen {
            validators: Validators {
                etag: Some("\"1\"".to_owned()),
                last_modified: None,
            },
            looks: 1,
            read_at: Some(at(5)),
            ..PageSeen::default()
        };
        let second = PageSeen {
            looks: 2,
            missing_since: Some(at(20)),
            obstacle: Some(("paywall".to_owned(), at(20))),
            ..first.clone()
        };
        for seen in [Some(&first), Some(&second), None] {
            let ticket = claim_pages(&db.store, 1000).await.remove(0);
            remember(db, &ticket, seen).await;
            assert_eq!(seen_by(&ticket).await, *seen.unwrap_or(&second));
        }
        let found = db.store.page_seen(only(&db.store).await).await;
        assert_eq!(found.expect("it is read"), second);
        let source = db.store.source("a").await.expect("it is read");
        let source = source.expect("it is there").source.id;
        let found = db.store.obstacles(source).await.expect("they are read");
        assert_eq!(found, [("paywall".to_owned(), 1)]);
    })
    .await;
}

async fn remember(db: &Database, ticket: &Ticket, seen: Option<&PageSeen>) {
    let read = PageRead {
        at: at(900),
        seen: seen.cloned(),
        look_again_at: Some(at(1000)),
        ..page_read(PageResult::Unchanged)
    };
    let input = (ticket.clone(), read);
    let done = db.store.write(&input, |tx, (ticket, read)| {
        Box::pin(tx.finish_page(ticket, read))
    });
    assert!(done.await.expect("it is recorded"));
}

#[tokio::test]
async fn what_a_reader_does_not_see_is_no_version() {
    on_both(async |db: &Database| {
        let ticket = with_ticket(db).await;
        let again = Some(at(10));
        assert!(finish_and_look_again(&db.store, &ticket, 5, page("whole"), again).await);
        let ticket = claim_pages(&db.store, 10).await.remove(0);
        // The same words, in another markup.
        assert!(finish_and_look_again(&db.store, &ticket, 15, page("other markup"), again).await);
        assert_eq!(read(&db.store, only(&db.store).await).await.versions, 2);
    })
    .await;
}

#[tokio::test]
async fn a_feeds_teaser_does_not_replace_the_text_of_the_page() {
    on_both(async |db: &Database| {
        let mut one = entry("one");
        one.page_due_at = Some(at(0));
        let added = stocked(&db.store, std::slice::from_ref(&one)).await;
        let ticket = claim_pages(&db.store, 0).await.remove(0);
        let whole = "The whole text, much longer than what the feed has told of it.";
        let PageResult::Read { mut article, .. } = page("whole") else {
            unreachable!("a page was read")
        };
        (article.title, article.body) = ("About one".to_owned(), body(whole));
        let result = PageResult::Read {
            article,
            content_hash: "whole".to_owned(),
        };
        assert!(finish(&db.store, &ticket, 1, result).await);
        // Another teaser alone is nothing that a reader would see; another headline is.
        let mut told = edited(&one, "!");
        told.article.title = "About one".to_owned();
        let came = polled(&db.store, added.feed, 2, fresh(&[told])).await;
        assert_eq!(came.new_versions, 0);
        let came = polled(&db.store, added.feed, 3, fresh(&[edited(&one, "?")])).await;
        assert_eq!(came.new_versions, 1);
        let shown = read(&db.store, only(&db.store).await).await;
        assert_eq!((shown.title.as_str(), shown.versions), ("About one?", 3));
        let markup = shown.body.as_ref().expect("there is a text").as_str();
        assert!(markup.contains(whole), "{markup}");
        // The page is looked at at once, both times.
        assert_eq!(claim_pages(&db.store, 3).await.len(), 1);
    })
    .await;
}
