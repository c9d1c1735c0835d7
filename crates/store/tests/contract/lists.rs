//! Lists: newest first, a page at a time, nothing private, nothing that was taken away.

use depesche_model::{Held, Policy, SectionId, TextPolicy};
use depesche_store::StoreError;
use depesche_store::poll::{NewEntry, PageResult};
use depesche_store::portal::{Cursor, Page};

use crate::harness::{Database, on_both};
use crate::samples::{
    add, at, claim_pages, decide, entry, feed, finish, first, fresh, german, ids, polled,
    put_section, replace_front, shown, stocked, titles,
};

/// Seven entries of which some have the same date.
fn dated(section: SectionId) -> Vec<NewEntry> {
    let dates = [-10, -50, -20, -20, -20, -90, -30];
    let entries = dates.into_iter().enumerate().map(|(number, seconds)| {
        let mut entry = entry(&format!("e{number}"));
        entry.article.published_at = at(seconds);
        entry.article.sections = vec![section];
        entry
    });
    entries.collect()
}

const NEWEST_FIRST: [&str; 7] = [
    "About e0", "About e2", "About e3", "About e4", "About e6", "About e1", "About e5",
];

/// Walks through a list, two at a time.
async fn walk<F>(page_of: impl Fn(Page) -> F) -> Vec<String>
where
    F: Future<Output = Result<Vec<Held>, StoreError>>,
{
    let mut titles = Vec::new();
    let mut after = None;
    loop {
        let page = page_of(Page { after, limit: 2 }).await;
        let page: Vec<_> = page.expect("it is read").into_iter().map(shown).collect();
        assert!(page.len() <= 2);
        titles.extend(page.iter().map(|shown| shown.title.clone()));
        let Some(last) = page.last() else {
            return titles;
        };
        after = Some(Cursor {
            published_at: last.published_at,
            id: last.id,
        });
    }
}

#[tokio::test]
async fn lists_are_walked_page_by_page() {
    on_both(async |db: &Database| {
        let town = put_section(&db.store, "town", 0).await;
        let added = stocked(&db.store, &dated(town)).await;
        let (store, lang) = (&db.store, german());
        assert_eq!(walk(|page| store.latest(page, &lang)).await, NEWEST_FIRST);
        let of_source = walk(|page| store.of_source(added.source, page, &lang)).await;
        assert_eq!(of_source, NEWEST_FIRST);
        let of_section = walk(|page| store.of_section(town, page, &lang)).await;
        assert_eq!(of_section, NEWEST_FIRST);
    })
    .await;
}

#[tokio::test]
async fn a_list_holds_its_own_articles_alone() {
    on_both(async |db: &Database| {
        let town = put_section(&db.store, "town", 0).await;
        let one = stocked(&db.store, &[entry("one")]).await;
        let two = add(&db.store, &feed("b")).await;
        let mut in_town = entry("two");
        in_town.article.sections = vec![town, town];
        polled(&db.store, two.feed, 1, fresh(&[in_town])).await;
        let of = async |source| titles(db.store.of_source(source, first(9), &german()).await);
        assert_eq!(of(one.source).await, ["About one"]);
        assert_eq!(of(two.source).await, ["About two"]);
        let of_town = db.store.of_section(town, first(9), &german()).await;
        assert_eq!(titles(of_town), ["About two"]);
    })
    .await;
}

async fn everywhere(db: &Database, source: depesche_model::SourceId, town: SectionId) -> usize {
    let lists = [
        db.store.latest(first(9), &german()).await,
        db.store.of_source(source, first(9), &german()).await,
        db.store.of_section(town, first(9), &german()).await,
        db.store.front(9, &german()).await,
    ];
    let lengths = lists.map(|list| list.expect("it is read").len());
    assert!(
        lengths.iter().all(|length| *length == lengths[0]),
        "{lengths:?}"
    );
    let candidates = db.store.front_candidates(at(-1000), 9).await;
    assert_eq!(candidates.expect("they are read").len(), lengths[0]);
    lengths[0]
}

#[tokio::test]
async fn what_is_private_or_taken_away_is_in_no_list() {
    on_both(async |db: &Database| {
        let town = put_section(&db.store, "town", 0).await;
        let mut one = entry("one");
        one.article.sections = vec![town];
        one.page_due_at = Some(at(0));
        let source = stocked(&db.store, &[one]).await.source;
        let ids = ids(&db.store).await;
        replace_front(&db.store, &ids).await;
        assert_eq!(everywhere(db, source, town).await, 1);

        let private = Policy {
            text: TextPolicy::Private,
            ..Policy::default()
        };
        decide(&db.store, source, private).await;
        assert_eq!(everywhere(db, source, town).await, 0);
        decide(&db.store, source, Policy::default()).await;
        assert_eq!(everywhere(db, source, town).await, 1);

        let ticket = claim_pages(&db.store, 2).await.remove(0);
        assert!(finish(&db.store, &ticket, 3, PageResult::Gone).await);
        assert_eq!(everywhere(db, source, town).await, 0);
    })
    .await;
}
