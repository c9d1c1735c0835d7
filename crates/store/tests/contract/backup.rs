//! Backup and restore.

use depesche_store::{Store, StoreError, StoreUrl};

use crate::harness::{Database, on_postgres, on_sqlite, told};
use crate::samples::{add, at, entry, feed, fresh, ids, polled, stocked};

#[tokio::test]
async fn a_backup_while_others_write_is_whole() {
    on_sqlite(async |db: &Database| {
        let added = stocked(&db.store, &[entry("first")]).await;
        let writing = async {
            for round in 0..30 {
                let entries: Vec<_> = (0..20)
                    .map(|number| entry(&format!("{round}-{number}")))
                    .collect();
                polled(&db.store, added.feed, round, fresh(&entries)).await;
            }
        };
        let saving = async {
            for number in 0..5 {
                let copy = db.file(&format!("copy-{number}"));
                db.store.backup(&copy).await.expect("it is saved");
            }
        };
        tokio::join!(writing, saving);
        let version = db.number("select max(version) from schema_version").await;
        for number in 0..5 {
            let copy = db.file(&format!("copy-{number}"));
            assert_eq!(
                Store::check_file(&copy).await.expect("it is whole"),
                version
            );
            let copy = Store::open(&StoreUrl::Sqlite(copy))
                .await
                .expect("it opens");
            assert_eq!(copy.integrity().await.expect("it is checked"), None);
            // All of a poll or nothing.
            let counts = copy.counts(at(0)).await.expect("they are counted");
            assert_eq!(counts.articles % 20, 1);
            copy.close().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_backup_overwrites_nothing() {
    on_sqlite(async |db: &Database| {
        let copy = db.file("copy");
        db.store.backup(&copy).await.expect("it is saved");
        assert!(told(db.store.backup(&copy).await).contains("is there already"));
        let nowhere = db.file("no/such/folder/copy");
        assert!(db.store.backup(&nowhere).await.is_err());
        assert!(!db.file("copy.part").exists());
    })
    .await;
}

#[tokio::test]
async fn a_restored_backup_is_what_was_saved() {
    on_sqlite(async |db: &Database| {
        stocked(&db.store, &[entry("one")]).await;
        let copy = db.file("copy");
        db.store.backup(&copy).await.expect("it is saved");
        add(&db.store, &feed("later")).await;
        let StoreUrl::Sqlite(path) = &db.url else {
            return;
        };
        db.store.close().await;
        Store::restore(&copy, path).await.expect("it is restored");
        let restored = db.second_store().await;
        assert_eq!(ids(&restored).await.len(), 1);
        assert!(
            restored
                .source("later")
                .await
                .expect("it is read")
                .is_none()
        );
        restored.close().await;
        // What was there before is not lost.
        let before = StoreUrl::Sqlite(db.file("depesche.sqlite.before-restore"));
        let before = Store::open(&before).await.expect("it opens");
        assert!(before.source("later").await.expect("it is read").is_some());
        before.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_no_whole_backup_is_not_restored() {
    on_sqlite(async |db: &Database| {
        stocked(&db.store, &[entry("one")]).await;
        let copy = db.file("copy");
        db.store.backup(&copy).await.expect("it is saved");
        let whole = std::fs::read(&copy).expect("it is read");
        let target = db.file("target");
        let refuse = async |name: &str, bytes: &[u8]| {
            let file = db.file(name);
            std::fs::write(&file, bytes).expect("it is written");
            let refused = Store::restore(&file, &target).await;
            assert!(refused.is_err(), "{name}");
            assert!(!target.exists(), "{name}");
        };
        refuse("empty", b"").await;
        refuse("text", b"this is no database, but it is long enough").await;
        refuse("half", &whole[..whole.len() / 2]).await;
        let mut torn = whole.clone();
        let middle = torn.len() / 2;
        torn[middle..middle + 8192].fill(0x5a);
        refuse("torn", &torn).await;
        told(Store::restore(&db.file("absent"), &target).await);

        // A file that is being written is no backup; its log is needed, too.
        let StoreUrl::Sqlite(path) = &db.url else {
            return;
        };
        assert!(told(Store::check_file(path).await).contains("is in use"));
    })
    .await;
}

#[tokio::test]
async fn a_backup_of_a_newer_program_is_not_restored() {
    on_sqlite(async |db: &Database| {
        db.run("insert into schema_version (version) values (1000)")
            .await;
        let copy = db.file("copy");
        db.store.backup(&copy).await.expect("it is saved");
        let checked = Store::check_file(&copy).await;
        assert!(
            matches!(checked, Err(StoreError::Newer { found: 1000, .. })),
            "{checked:?}"
        );
        db.run("delete from schema_version where version = 1000")
            .await;
    })
    .await;
}

#[tokio::test]
async fn postgresql_has_its_own_backup() {
    on_postgres(async |db: &Database| {
        let saved = db.store.backup(&db.file("copy")).await;
        assert!(told(saved).contains("pg_dump"));
    })
    .await;
}
