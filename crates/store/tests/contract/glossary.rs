//! The house glossary.

use depesche_model::Term;
use depesche_store::{Store, StoreError};

use crate::harness::{Database, on_both, told};
use crate::samples::{at, entry, german, stocked};

fn term(term: &str, translation: Option<&str>) -> Term {
    Term {
        term: term.to_owned(),
        translation: translation.map(str::to_owned),
        from: None,
        to: Some(german()),
        is_case_sensitive: true,
    }
}

async fn put(store: &Store, terms: &[Term]) -> Result<u32, StoreError> {
    let put = store.write(terms, |tx, terms| Box::pin(tx.put_terms(terms, at(1))));
    put.await
}

#[tokio::test]
async fn the_version_counts_changes_alone() {
    on_both(async |db: &Database| {
        let store = &db.store;
        assert_eq!(store.glossary().await.expect("it is read").version, 0);
        let terms = [term("harbour", Some("Hafen")), term("Tidewatch", None)];
        assert_eq!(put(store, &terms).await.expect("they are put"), 1);
        assert_eq!(put(store, &terms).await.expect("they are put"), 1);
        let other = [term(" harbour ", Some("Seehafen"))];
        assert_eq!(put(store, &other).await.expect("it is put"), 2);
        let insensitive = Term {
            is_case_sensitive: false,
            to: None,
            ..term("harbour", None)
        };
        assert_eq!(
            put(store, std::slice::from_ref(&insensitive))
                .await
                .expect("it is put"),
            3
        );
        let glossary = store.glossary().await.expect("it is read");
        let mut expected = [
            term("Tidewatch", None),
            insensitive,
            term("harbour", Some("Seehafen")),
        ];
        expected.sort();
        assert_eq!(glossary.terms, expected);

        for (word, was_there) in [("harbour", true), ("harbour", false)] {
            let removed = store.write(word, |tx, word| Box::pin(tx.remove_term(word)));
            assert_eq!(removed.await.expect("it is done"), was_there);
        }
        let glossary = store.glossary().await.expect("it is read");
        assert_eq!((glossary.version, glossary.terms.len()), (4, 1));
    })
    .await;
}

#[tokio::test]
async fn a_term_that_is_none_changes_nothing() {
    on_both(async |db: &Database| {
        for word in ["  ", &"x".repeat(201)] {
            let terms = [term("harbour", None), term(word, None)];
            assert!(told(put(&db.store, &terms).await).contains("at most 200"));
        }
        let empty = [term("harbour", Some(" "))];
        assert_eq!(put(&db.store, &empty).await.expect("it is put"), 1);
        let glossary = db.store.glossary().await.expect("it is read");
        assert_eq!(glossary.terms, [term("harbour", None)]);
    })
    .await;
}

#[tokio::test]
async fn headlines_are_told_newest_first_with_language_and_source() {
    on_both(async |db: &Database| {
        let mut one = entry("one");
        one.article.language = Some(german());
        let mut two = entry("two");
        two.article.published_at = at(-30);
        let source = stocked(&db.store, &[one, two]).await.source;
        let titles = db
            .store
            .recent_titles(at(-60), 9)
            .await
            .expect("they are read");
        let expected = [
            (None, source, "About two".to_owned()),
            (Some(german()), source, "About one".to_owned()),
        ];
        assert_eq!(titles, expected);
        let newest = db.store.recent_titles(at(-59), 9).await;
        assert_eq!(newest.expect("they are read"), expected[..1]);
    })
    .await;
}

#[tokio::test]
async fn the_operators_file_goes_before_and_goes_with_its_lines() {
    on_both(async |db: &Database| {
        let follow = async |terms: &[Term]| {
            let followed = db.store.write(terms, |tx, terms| {
                Box::pin(tx.follow_glossary_file(terms, at(2)))
            });
            followed.await.expect("it is followed")
        };
        let own = [term("gate", Some("Tor")), term("harbour", Some("Hafen"))];
        put(&db.store, &own).await.expect("they are put");
        let file = [term("harbour", Some("Seehafen")), term("Tidewatch", None)];
        assert_eq!(follow(&file).await, 2);
        assert_eq!(follow(&file).await, 2, "nothing has changed");
        assert_eq!(follow(&file[1..]).await, 3);
        let glossary = db.store.glossary().await.expect("it is read");
        let mut expected = [term("gate", Some("Tor")), term("Tidewatch", None)];
        expected.sort();
        assert_eq!(glossary.terms, expected);
        assert_eq!(follow(&[]).await, 4);
        let glossary = db.store.glossary().await.expect("it is read");
        assert_eq!(glossary.terms, [term("gate", Some("Tor"))]);
    })
    .await;
}
