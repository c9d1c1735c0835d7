//! Translations: written with a ticket, read with their article.

use depesche_model::{ArticleId, Review, SourceId, TextState, Translation, Translator};
use depesche_store::Store;
use depesche_store::poll::{PageResult, Stage, Ticket};
use depesche_store::translation::{Edit, Place, ReviewRecord};
use jiff::Timestamp;

use crate::harness::{Database, on_both};
use crate::samples::{
    at, claim_pages, edited, english, entry, finish, first, fresh, german, html, only, polled,
    put_section, replace_front, stocked,
};

/// A headline in German, made of this version.
pub(crate) fn translated(title: &str, version: u32) -> Translation {
    Translation {
        lang: german(),
        from: english(),
        version,
        title: Some(title.to_owned()),
        lead: None,
        alt: None,
        caption: None,
        text: TextState::Untried,
        body: Vec::new(),
        engines: vec![Translator {
            engine: "phrases".to_owned(),
            model: String::new(),
            units: 1,
        }],
        glossary: 0,
        made_at: at(0),
        review: None,
    }
}

/// A person has read an article's translation.
pub(crate) fn record(article: ArticleId, version: u32, seconds: i64) -> ReviewRecord {
    ReviewRecord {
        article,
        lang: german(),
        version,
        by: "Ida Quill".to_owned(),
        at: at(seconds),
        edits: vec![Edit {
            place: Place::Segment(1),
            before: "<p>Eins</p>".to_owned(),
            after: "<p>Zwei</p>".to_owned(),
        }],
    }
}

pub(crate) async fn review(
    store: &Store,
    record: &ReviewRecord,
    translation: &Translation,
) -> bool {
    let input = (record.clone(), translation.clone());
    let done = store.write(&input, |tx, (record, translation)| {
        Box::pin(tx.review(record, translation))
    });
    done.await.expect("it is recorded")
}

/// An article's ticket, whoever asked for it.
pub(crate) async fn ticket_of(db: &Database, stage: Stage, id: ArticleId) -> Ticket {
    let sql = format!(
        "insert into work (stage, subject, due_at, tries, turn, looks, last_error)
        values ('{}', {}, 0, 0, 0, 0, '') on conflict do nothing",
        stage.as_str(),
        id.0
    );
    db.run(sql.leak()).await;
    let tickets = claim(&db.store, stage, 10).await;
    let mut tickets = tickets.into_iter();
    tickets
        .find(|ticket| ticket.subject == id.0)
        .expect("it is due")
}

pub(crate) async fn claim(store: &Store, stage: Stage, limit: u32) -> Vec<Ticket> {
    let claimed = store.write(&limit, |tx, limit| {
        Box::pin(tx.claim_work(stage, at(1), at(900), *limit))
    });
    claimed.await.expect("tickets are claimed")
}

pub(crate) async fn done(
    store: &Store,
    ticket: &Ticket,
    translations: &[Translation],
    text_due_at: Option<Timestamp>,
    seconds: i64,
) -> bool {
    let input = (ticket.clone(), translations.to_vec(), text_due_at);
    let done = store.write(&input, |tx, (ticket, translations, text_due_at)| {
        Box::pin(tx.finish_translation(ticket, translations, *text_due_at, at(seconds)))
    });
    done.await.expect("it is recorded")
}

/// Writes an article's translation.
pub(crate) async fn put(db: &Database, id: ArticleId, translation: &Translation, seconds: i64) {
    let put = db.store.write(translation, |tx, translation| {
        Box::pin(tx.put_translation(id, translation, at(seconds)))
    });
    put.await.expect("it is written");
}

/// What the store has of an article's newest version.
pub(crate) async fn kept(store: &Store, id: ArticleId) -> Vec<Translation> {
    let jobs = store.translation_jobs(&[id]).await.expect("they are read");
    jobs.into_iter().flat_map(|job| job.done).collect()
}

#[tokio::test]
async fn a_translation_comes_back_as_it_was_written() {
    on_both(async |db: &Database| {
        stocked(&db.store, &[entry("one")]).await;
        let id = only(&db.store).await;
        let whole = Translation {
            lead: Some("Es geht um eins.".to_owned()),
            alt: Some("Ein Bild".to_owned()),
            caption: Some("Darunter".to_owned()),
            text: TextState::Done,
            body: vec![Some(html("<p>Eins, und mehr.</p>")), None],
            glossary: 3,
            ..translated("Über eins", 1)
        };
        put(db, id, &whole, 7).await;
        let jobs = db.store.translation_jobs(&[id, ArticleId(99)]).await;
        let jobs = jobs.expect("they are read");
        assert_eq!(jobs.len(), 1);
        assert_eq!(jobs[0].article.title, "About one");
        assert_eq!(jobs[0].source.slug, "a");
        assert_eq!(jobs[0].body.0.len(), 1);
        let expected = Translation {
            made_at: at(7),
            ..whole
        };
        assert_eq!(jobs[0].done, [expected]);
    })
    .await;
}

/// In which of the ways to read an article its translation is found, and in which its text.
async fn ways(db: &Database, id: ArticleId, source: SourceId) -> [usize; 2] {
    let (store, lang) = (&db.store, german());
    let section = store.sections().await.expect("they are read")[0].id;
    let mut held = vec![
        store.front(9, &lang).await,
        store.latest(first(9), &lang).await,
        store.of_section(section, first(9), &lang).await,
        store.of_source(source, first(9), &lang).await,
        store.articles(&[id], &lang).await,
        store.whole_articles(&[id], &lang).await,
    ];
    held.push(
        store
            .article(id, &lang)
            .await
            .map(|held| held.into_iter().collect()),
    );
    let told = held
        .into_iter()
        .map(|list| format!("{:?}", list.expect("it is read")));
    let told: Vec<_> = told.collect();
    ["Über eins", "Eins, und mehr."]
        .map(|word| told.iter().filter(|held| held.contains(word)).count())
}

#[tokio::test]
async fn every_list_brings_the_headline_and_who_reads_an_article_its_text() {
    on_both(async |db: &Database| {
        let town = put_section(&db.store, "town", 0).await;
        let mut one = entry("one");
        one.article.sections = vec![town];
        let added = stocked(&db.store, std::slice::from_ref(&one)).await;
        let id = only(&db.store).await;
        replace_front(&db.store, &[id]).await;
        assert_eq!(ways(db, id, added.source).await, [0, 0]);
        let whole = Translation {
            text: TextState::Done,
            body: vec![Some(html("<p>Eins, und mehr.</p>"))],
            ..translated("Über eins", 1)
        };
        let other = Translation {
            lang: english(),
            ..translated("Of one", 1)
        };
        put(db, id, &other, 2).await;
        assert_eq!(ways(db, id, added.source).await, [0, 0]);
        let stamp = db.store.stamp().await.expect("it is read");
        put(db, id, &whole, 2).await;
        assert!(db.store.stamp().await.expect("it is read") > stamp);
        assert_eq!(ways(db, id, added.source).await, [7, 2]);

        // A new version is not what was translated.
        polled(&db.store, added.feed, 3, fresh(&[edited(&one, " B")])).await;
        assert_eq!(ways(db, id, added.source).await, [0, 0]);
        assert!(kept(&db.store, id).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn only_the_ticket_s_own_turn_writes_and_the_text_follows_when_wanted() {
    on_both(async |db: &Database| {
        stocked(&db.store, &[entry("one")]).await;
        let id = only(&db.store).await;
        let ticket = ticket_of(db, Stage::Headline, id).await;
        let late = Ticket {
            turn: ticket.turn - 1,
            ..ticket.clone()
        };
        let one = [translated("Über eins", 1)];
        assert!(!done(&db.store, &late, &one, None, 2).await);
        assert!(kept(&db.store, id).await.is_empty());
        assert!(done(&db.store, &ticket, &one, Some(at(1)), 2).await);
        assert_eq!(kept(&db.store, id).await.len(), 1);
        assert!(claim(&db.store, Stage::Headline, 9).await.is_empty());
        let texts = claim(&db.store, Stage::Text, 9).await;
        assert_eq!(
            texts.iter().map(|it| it.subject).collect::<Vec<_>>(),
            [id.0]
        );
    })
    .await;
}

#[tokio::test]
async fn what_a_person_signed_or_a_newer_version_says_is_not_overwritten() {
    on_both(async |db: &Database| {
        let one = entry("one");
        let added = stocked(&db.store, std::slice::from_ref(&one)).await;
        let id = only(&db.store).await;
        let title = async || {
            kept(&db.store, id)
                .await
                .remove(0)
                .title
                .expect("a headline")
        };
        let pretended = Translation {
            review: Some(Review {
                by: "Nobody".to_owned(),
                at: at(1),
                changed: 0,
            }),
            ..translated("machine", 1)
        };
        put(db, id, &pretended, 2).await;
        assert_eq!(kept(&db.store, id).await[0].review, None);
        put(db, id, &translated("machine again", 1), 3).await;
        assert_eq!(title().await, "machine again");
        assert!(review(&db.store, &record(id, 1, 4), &translated("person", 1)).await);
        put(db, id, &translated("machine", 1), 5).await;
        assert_eq!(title().await, "person");

        polled(&db.store, added.feed, 6, fresh(&[edited(&one, " B")])).await;
        put(db, id, &translated("machine B", 2), 7).await;
        put(db, id, &translated("machine", 1), 8).await;
        assert_eq!(title().await, "machine B");
    })
    .await;
}

#[tokio::test]
async fn with_its_article_a_translation_goes() {
    on_both(async |db: &Database| {
        let mut one = entry("one");
        one.page_due_at = Some(at(0));
        let added = stocked(&db.store, &[one]).await;
        let id = only(&db.store).await;
        let rows = async || db.number("select count(*) from translations").await;
        put(db, id, &translated("machine", 1), 2).await;
        let late = ticket_of(db, Stage::Text, id).await;
        let ticket = claim_pages(&db.store, 2).await.remove(0);
        assert!(finish(&db.store, &ticket, 3, PageResult::Gone).await);
        assert_eq!(rows().await, 0);
        assert!(done(&db.store, &late, &[translated("late", 1)], None, 4).await);
        assert_eq!(rows().await, 0);

        db.run("update articles set deleted_at = null").await;
        assert!(review(&db.store, &record(id, 1, 5), &translated("person", 1)).await);
        ticket_of(db, Stage::Text, id).await;
        let removed = db.store.write(&added.source, |tx, source| {
            Box::pin(tx.remove_source(*source, at(6)))
        });
        removed.await.expect("it is removed");
        assert_eq!(rows().await, 0);
        assert!(
            db.store
                .reviews(id)
                .await
                .expect("they are read")
                .is_empty()
        );
        assert_eq!(db.number("select count(*) from work").await, 0);
    })
    .await;
}
