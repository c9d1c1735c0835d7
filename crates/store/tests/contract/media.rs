//! Pictures: asked for, kept, shown as the policy says, let go.

use depesche_model::gate::{Audience, Shown, show};
use depesche_model::picture::{Format, Lead, Size};
use depesche_model::{ArticleId, Body, Html, Picture, Policy, Segment, SegmentKind, TextPolicy};
use depesche_store::poll::{Added, MediaRead, NewEntry, PictureSeen, Stage, Ticket};
use depesche_store::portal::Page;

use crate::harness::{Database, on_both};
use crate::samples::{at, edited, entry, fresh, german, only, polled, stocked};

const LEAD: &str = "https://a.example/lead.jpg";
const INNER: &str = "https://a.example/inner.png";

#[expect(clippy::disallowed_methods, reason = "this suite is its own cleaner")]
fn pictured(name: &str) -> NewEntry {
    let mut entry = entry(name);
    entry.article.body = Body(vec![Segment {
        kind: SegmentKind::Figure,
        html: Html::from_cleaned(format!(
            "<figure><img src=\"media:{INNER}\" alt=\"\"></figure>"
        )),
        cut: None,
        lang: None,
    }]);
    entry.article.picture = Some(Lead {
        url: LEAD.to_owned(),
        credit: "M. Quill".to_owned(),
        ..Lead::default()
    });
    entry.article.media_due_at = Some(at(0));
    entry
}

fn picture(letter: &str) -> Picture {
    Picture {
        hash: letter.repeat(32),
        format: Format::Jpeg,
        sizes: vec![Size {
            width: 480,
            height: 320,
            bytes: 9,
        }],
    }
}

fn seen(url: &str, result: Result<Picture, &str>) -> PictureSeen {
    PictureSeen {
        url: url.to_owned(),
        is_lead: url == LEAD,
        result: result.map_err(str::to_owned),
    }
}

fn both() -> Vec<PictureSeen> {
    vec![seen(LEAD, Ok(picture("a"))), seen(INNER, Ok(picture("b")))]
}

async fn claim(db: &Database, seconds: i64) -> Vec<Ticket> {
    let input = (at(seconds), at(seconds + 60));
    let work = db.store.write(&input, |tx, (now, lease)| {
        Box::pin(tx.claim_work(Stage::Media, *now, *lease, 10))
    });
    work.await.expect("it is claimed")
}

async fn finish(db: &Database, ticket: &Ticket, pictures: Vec<PictureSeen>) -> bool {
    let media = MediaRead {
        at: at(5),
        pictures,
        again: None,
    };
    let input = (ticket.clone(), media);
    let work = db.store.write(&input, |tx, (ticket, media)| {
        Box::pin(tx.finish_media(ticket, media))
    });
    work.await.expect("it is recorded")
}

async fn decide(db: &Database, added: &Added, text: TextPolicy, images: bool) {
    let policy = Policy {
        text,
        images,
        ..Policy::default()
    };
    let input = (added.source, policy);
    let work = db.store.write(&input, |tx, (source, policy)| {
        Box::pin(tx.set_policy(*source, policy, at(9)))
    });
    work.await.expect("it is decided");
}

async fn free(db: &Database) -> Vec<Picture> {
    let work = db.store.write(&(), |tx, ()| Box::pin(tx.free_media()));
    work.await.expect("they are let go")
}

async fn shown(db: &Database, id: ArticleId) -> Shown {
    let held = db.store.article(id, &german()).await.expect("it is read");
    show(held.expect("it is there"), Audience::Public).expect("it is shown")
}

async fn is_served(db: &Database, letter: &str) -> bool {
    let picture = db.store.shown_picture(&letter.repeat(32)).await;
    picture.expect("it is read").is_some()
}

/// An article whose two pictures are kept, of a source that shows all.
async fn kept(db: &Database) -> (Added, ArticleId) {
    let added = stocked(&db.store, &[pictured("one")]).await;
    decide(db, &added, TextPolicy::Full, true).await;
    let ticket = claim(db, 10).await.remove(0);
    assert!(finish(db, &ticket, both()).await);
    (added, only(&db.store).await)
}

#[tokio::test]
async fn a_media_job_tells_what_an_article_names() {
    on_both(async |db: &Database| {
        stocked(&db.store, &[pictured("one"), entry("two")]).await;
        let tickets = claim(db, 0).await;
        assert_eq!(tickets.len(), 1);
        let job = db.store.media_job(&tickets[0]).await.expect("it is read");
        let job = job.expect("there is one");
        assert_eq!(job.picture.expect("it is named").credit, "M. Quill");
        assert_eq!(job.body.html().pictures().count(), 1);
        assert_eq!((&*job.source.slug, job.feeds.len()), ("a", 1));
        assert_eq!((job.id.0, job.seen), (tickets[0].subject, Vec::new()));
    })
    .await;
}

#[tokio::test]
async fn what_is_kept_is_shown_and_told_again() {
    on_both(async |db: &Database| {
        let (_, id) = kept(db).await;
        let shown = shown(db, id).await;
        let cover = shown.cover.as_ref().expect("a cover");
        assert_eq!(
            (&cover.kept.url, &cover.kept.picture),
            (&LEAD.to_owned(), &picture("a"))
        );
        assert_eq!(shown.pictures.len(), 1);
        assert!(
            shown
                .body
                .as_ref()
                .is_some_and(|body| body.as_str().contains("media:bbbb"))
        );
        let part = Page {
            after: None,
            limit: 9,
        };
        let listed = db
            .store
            .latest(part, &german())
            .await
            .expect("they are read")
            .remove(0);
        let listed = show(listed, Audience::Public).expect("it is shown");
        assert_eq!(listed.cover, shown.cover);
        let whole = db
            .store
            .whole_articles(&[id], &german())
            .await
            .expect("they are read")
            .remove(0);
        assert_eq!(
            show(whole, Audience::Public)
                .expect("it is shown")
                .pictures
                .len(),
            1
        );
        let kept = db.store.kept_pictures("", 9).await.expect("they are read");
        assert_eq!(kept, [picture("a"), picture("b")]);
        let one = db
            .store
            .kept_picture(&"b".repeat(32))
            .await
            .expect("it is read");
        assert_eq!(one, Some(picture("b")));
        let after = db
            .store
            .kept_pictures(&kept[0].hash, 9)
            .await
            .expect("they are read");
        assert_eq!(after, [picture("b")]);
    })
    .await;
}

#[tokio::test]
async fn a_new_version_of_an_article_asks_for_its_pictures_again() {
    on_both(async |db: &Database| {
        let (added, _) = kept(db).await;
        let mut again = edited(&pictured("one"), "!");
        again.article.picture = None;
        polled(&db.store, added.feed, 2, fresh(&[again])).await;
        let ticket = claim(db, 20).await.remove(0);
        let job = db
            .store
            .media_job(&ticket)
            .await
            .expect("it is read")
            .expect("there is one");
        assert_eq!(job.picture.expect("the old one stays").url, LEAD);
        assert_eq!(job.seen.len(), 2);
        assert!(job.seen.iter().all(|seen| seen.result.is_ok()));
        assert!(finish(db, &ticket, vec![seen(LEAD, Err("it is too small"))]).await);
        assert!(!is_served(db, "a").await && !is_served(db, "b").await);
        assert_eq!(free(db).await.len(), 2);
        assert_eq!(free(db).await, []);
    })
    .await;
}

#[tokio::test]
async fn what_came_of_an_address_is_known_for_other_articles() {
    on_both(async |db: &Database| {
        stocked(&db.store, &[pictured("one")]).await;
        let ticket = claim(db, 0).await.remove(0);
        let pictures = vec![seen(LEAD, Ok(picture("a"))), seen(INNER, Err("a film"))];
        assert!(finish(db, &ticket, pictures).await);
        let at = async |url, since| {
            let known = db.store.picture_at(url, at(since)).await;
            known.expect("it is read")
        };
        assert_eq!(at(LEAD, 5).await, Some(Ok(picture("a"))));
        assert_eq!(at(INNER, 5).await, Some(Err("a film".to_owned())));
        assert_eq!(at(LEAD, 6).await, None);
        assert_eq!(at("https://a.example/", 0).await, None);
    })
    .await;
}

#[tokio::test]
async fn pictures_are_served_as_the_policy_says() {
    on_both(async |db: &Database| {
        let (added, _) = kept(db).await;
        assert!(is_served(db, "a").await && is_served(db, "b").await);
        assert!(!is_served(db, "c").await);
        decide(db, &added, TextPolicy::Headline, true).await;
        assert!(is_served(db, "a").await, "it stands for the article");
        assert!(!is_served(db, "b").await, "it stands in the text");
        decide(db, &added, TextPolicy::Private, true).await;
        assert!(!is_served(db, "a").await);
        decide(db, &added, TextPolicy::Full, false).await;
        assert!(!is_served(db, "a").await);
        assert_eq!(free(db).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_policy_that_shows_pictures_asks_for_them() {
    on_both(async |db: &Database| {
        let mut old = entry("old");
        old.article.published_at = at(-40 * 24 * 3600);
        let added = stocked(&db.store, &[entry("new"), old]).await;
        decide(db, &added, TextPolicy::Headline, false).await;
        assert_eq!(claim(db, 10).await.len(), 0);
        decide(db, &added, TextPolicy::Headline, true).await;
        assert_eq!(claim(db, 10).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_missing_is_asked_for_again_and_another_turn_writes_nothing() {
    on_both(async |db: &Database| {
        stocked(&db.store, &[pictured("one")]).await;
        let ticket = claim(db, 0).await.remove(0);
        let media = MediaRead {
            at: at(1),
            pictures: vec![seen(LEAD, Ok(picture("a")))],
            again: Some(("not now".to_owned(), at(100))),
        };
        let input = (ticket.clone(), media);
        let work = db.store.write(&input, |tx, (ticket, media)| {
            Box::pin(tx.finish_media(ticket, media))
        });
        assert!(work.await.expect("it is recorded"));
        assert_eq!(claim(db, 99).await.len(), 0);
        let again = claim(db, 100).await.remove(0);
        assert_eq!(again.tries, 1);
        assert!(!finish(db, &ticket, Vec::new()).await, "its turn is over");
        let job = db
            .store
            .media_job(&again)
            .await
            .expect("it is read")
            .expect("there is one");
        assert_eq!(job.seen, [seen(LEAD, Ok(picture("a")))]);
    })
    .await;
}

#[tokio::test]
async fn what_is_lost_is_asked_for_again() {
    on_both(async |db: &Database| {
        kept(db).await;
        let lost = vec!["a".repeat(32)];
        let work = db
            .store
            .write(&lost, |tx, lost| Box::pin(tx.lose_media(lost, at(50))));
        work.await.expect("it is forgotten");
        assert!(!is_served(db, "a").await && is_served(db, "b").await);
        let ticket = claim(db, 50).await.remove(0);
        let job = db
            .store
            .media_job(&ticket)
            .await
            .expect("it is read")
            .expect("there is one");
        assert_eq!(job.seen, [seen(INNER, Ok(picture("b")))]);
    })
    .await;
}

#[tokio::test]
async fn pictures_go_with_their_source() {
    on_both(async |db: &Database| {
        let (added, _) = kept(db).await;
        let removed = db.store.write(&added.source, |tx, source| {
            Box::pin(tx.remove_source(*source, at(50)))
        });
        removed.await.expect("it is removed");
        assert_eq!(free(db).await.len(), 2);
    })
    .await;
}
