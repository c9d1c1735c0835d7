//! The memory of translations.

use depesche_store::Store;
use depesche_store::translation::Remembered;

use crate::harness::{Database, on_both};
use crate::samples::{at, english, german};

fn unit(key: &str, text: Option<&str>) -> Remembered {
    Remembered {
        key: key.to_owned(),
        text: text.map(str::to_owned),
        fault: text.map_or("numbers", |_| "").to_owned(),
        engine: "phrases".to_owned(),
        model: "one".to_owned(),
        from: english(),
        to: german(),
    }
}

async fn remember(store: &Store, units: &[Remembered]) {
    let done = store.write(units, |tx, units| Box::pin(tx.remember(units, at(1))));
    done.await.expect("it is remembered");
}

#[tokio::test]
async fn what_is_remembered_stays_and_a_failure_gives_way_to_a_text() {
    on_both(async |db: &Database| {
        let first = [
            unit("a", Some("eins")),
            unit("b", None),
            unit("b", Some("zwei")),
            unit("c", None),
        ];
        remember(&db.store, &first).await;
        let second = [
            unit("a", Some("anders")),
            unit("b", None),
            unit("c", Some("drei")),
        ];
        remember(&db.store, &second).await;
        let keys = ["a", "b", "c", "d"].map(str::to_owned);
        let found = db.store.remembered(&keys).await.expect("it is read");
        assert_eq!(found.len(), 3);
        for (key, text) in [("a", "eins"), ("b", "zwei"), ("c", "drei")] {
            assert_eq!(found[key], unit(key, Some(text)));
        }
        let words = [unit("a", Some("erst")), unit("a", Some("zuletzt"))];
        let corrected = db
            .store
            .write(&words[..], |tx, words| Box::pin(tx.correct(words, at(2))));
        corrected.await.expect("it is remembered");
        let found = db.store.remembered(&keys).await.expect("it is read");
        assert_eq!(found["a"], words[1]);
        remember(&db.store, &[unit("d", None)]).await;
        let found = db.store.remembered(&keys[3..]).await.expect("it is read");
        assert_eq!(found["d"], unit("d", None));
    })
    .await;
}

#[tokio::test]
async fn workers_that_remember_the_same_at_once_do_not_stop_each_other() {
    on_both(async |db: &Database| {
        let many: Vec<_> = (0..200).map(|n| unit(&format!("{n}"), Some("x"))).collect();
        let mut workers = tokio::task::JoinSet::new();
        for turn in 0..4 {
            let (store, mut units) = (db.store.clone(), many.clone());
            units.rotate_left(50 * turn);
            workers.spawn(async move { remember(&store, &units).await });
        }
        workers.join_all().await;
        assert_eq!(
            db.number("select count(*) from translation_memory").await,
            200
        );
    })
    .await;
}
