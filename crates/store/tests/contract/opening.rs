//! Opening, refusing to open, closing.

use depesche_store::{Store, StoreError, StoreUrl};

use crate::harness::{Database, on_both, on_sqlite, told};
use crate::samples::{add, entry, feed, ids, stocked};

#[tokio::test]
async fn what_was_stored_is_there_after_closing_and_opening() {
    on_both(async |db: &Database| {
        stocked(&db.store, &[entry("one")]).await;
        db.store.close().await;
        let again = db.second_store().await;
        assert_eq!(ids(&again).await.len(), 1);
        assert_eq!(again.integrity().await.expect("it is checked"), None);
        again.close().await;
    })
    .await;
}

#[tokio::test]
async fn many_that_open_a_new_database_at_once_make_it_once() {
    on_both(async |db: &Database| {
        let url = match &db.url {
            StoreUrl::Sqlite(_) => StoreUrl::Sqlite(db.file("new.sqlite")),
            StoreUrl::Postgres { url, schema } => StoreUrl::Postgres {
                url: url.clone(),
                schema: format!("{schema}_new"),
            },
        };
        let opened = tokio::join!(Store::open(&url), Store::open(&url), Store::open(&url));
        for store in [opened.0, opened.1, opened.2] {
            let store = store.expect("it opens");
            assert_eq!(store.stamp().await.expect("it is read"), 1);
            store.close().await;
        }
        if let StoreUrl::Postgres { schema, .. } = &url {
            let sql = format!("drop schema {schema} cascade");
            db.run(sql.leak()).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_left_alone() {
    on_both(async |db: &Database| {
        db.run("insert into schema_version (version) values (1000)")
            .await;
        for opened in [
            Store::open(&db.url).await,
            Store::open_read_only(&db.url).await,
        ] {
            let error = opened.err().expect("it is refused");
            assert!(
                matches!(error, StoreError::Newer { found: 1000, .. }),
                "{error}"
            );
            assert!(
                error.to_string().contains("use the newer program"),
                "{error}"
            );
        }
        db.run("delete from schema_version where version = 1000")
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_reader_reads_beside_a_writer_and_cannot_write() {
    on_both(async |db: &Database| {
        let reader = Store::open_read_only(&db.url).await.expect("it opens");
        stocked(&db.store, &[entry("one")]).await;
        assert_eq!(ids(&reader).await.len(), 1);
        let written = reader
            .write(&feed("b"), |tx, feed| Box::pin(tx.add_feed(feed)))
            .await;
        assert_eq!(told(written), "the database was opened for reading alone");
        assert_eq!(reader.integrity().await.expect("it is checked"), None);
        reader.close().await;
        add(&db.store, &feed("b")).await;
    })
    .await;
}

#[tokio::test]
async fn reading_makes_no_database() {
    on_both(async |db: &Database| {
        let url = match &db.url {
            StoreUrl::Sqlite(_) => StoreUrl::Sqlite(db.file("none.sqlite")),
            StoreUrl::Postgres { url, .. } => StoreUrl::Postgres {
                url: url.clone(),
                schema: "nobody_made_this".to_owned(),
            },
        };
        told(Store::open_read_only(&url).await);
        assert!(!db.file("none.sqlite").exists());
        told(Store::open_read_only(&url).await);
    })
    .await;
}

#[tokio::test]
async fn another_programs_file_is_refused() {
    on_sqlite(async |db: &Database| {
        let path = db.file("other.sqlite");
        std::fs::write(&path, "no database at all, but long enough to look at").expect("a file");
        let opened = Store::open(&StoreUrl::Sqlite(path.clone())).await;
        assert!(told(opened).contains("not a database"));
        let folder = StoreUrl::Sqlite(db.file("no/such/folder/x.sqlite"));
        assert!(told(Store::open(&folder).await).contains("does the folder exist"));
    })
    .await;
}

#[tokio::test]
async fn another_programs_tables_are_refused() {
    on_both(async |db: &Database| {
        // What stands there is somebody else's as soon as our version is not.
        db.run("alter table schema_version rename to theirs").await;
        assert!(told(Store::open(&db.url).await).contains("another program's database"));
        db.run("alter table theirs rename to schema_version").await;
    })
    .await;
}

#[tokio::test]
async fn a_password_is_in_no_text() {
    let url = |url: &str, schema: &str| StoreUrl::Postgres {
        url: url.to_owned(),
        schema: schema.to_owned(),
    };
    let odd = url("postgres://me:hunter2@[/x?sslmode=odd", "a");
    let absent = url("postgres://me:hunter2@%2Fnowhere/x", "a");
    for url in [
        &odd,
        &absent,
        &url("postgres://me:hunter2@localhost/x", "A;b"),
    ] {
        assert!(!format!("{url:?}").contains("hunter2"));
        let error = Store::open(url).await.err().expect("it cannot be opened");
        assert!(
            !format!("{error:?} {error}").contains("hunter2"),
            "{error:?}"
        );
    }
    let sqlite = StoreUrl::Sqlite("x".into());
    assert_eq!(format!("{sqlite:?}"), "Sqlite(\"x\")");
}
