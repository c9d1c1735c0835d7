//! Versions: a change makes a new one, and nothing is overwritten.

use depesche_model::Origin;
use depesche_model::gate::{Audience, show_change};
use depesche_store::poll::{NewEntry, Recorded};

use crate::harness::{Database, on_both};
use crate::samples::{
    at, edited, entry, first, fresh, german, ids, only, polled, read, stocked, titles,
};

#[tokio::test]
async fn a_changed_entry_is_a_new_version() {
    on_both(async |db: &Database| {
        let (one, two) = (entry("one"), entry("two"));
        let added = stocked(&db.store, &[one.clone(), two.clone()]).await;
        let id = ids(&db.store).await[0];
        let stamp = db.store.stamp().await.expect("it is read");
        let mut new = edited(&one, ", corrected");
        new.article.published_at = at(3000);
        let came = polled(&db.store, added.feed, 5, fresh(&[new, two.clone()])).await;
        assert_eq!((came.new_articles, came.new_versions), (0, 1));
        assert!(db.store.stamp().await.expect("it is read") > stamp);

        let shown = read(&db.store, id).await;
        assert_eq!(shown.title, "About one, corrected");
        assert_eq!((shown.versions, shown.changed_at), (2, at(5)));
        assert_eq!((shown.published_at, shown.first_seen_at), (at(-60), at(0)));
        let markup = shown.body.as_ref().expect("there is a text").as_str();
        assert_eq!(markup, "<p>, corrected</p>\n");
        let versions = db.store.versions(id).await.expect("they are read");
        let seen: Vec<_> = versions.iter().map(|it| (it.number, it.seen_at)).collect();
        assert_eq!(seen, [(1, at(0)), (2, at(5))]);

        let whole = db.store.whole_versions(id, 9).await.expect("they are read");
        let numbers: Vec<_> = whole.iter().map(|it| (it.number, it.origin)).collect();
        assert_eq!(numbers, [(2, Origin::Feed), (1, Origin::Feed)]);
        let [after, before] = [0, 1].map(|at| whole[at].held.clone());
        let changed = show_change(before, after, Audience::Owner).expect("it is shown");
        assert!(!changed.title.is_empty() && changed.is_text_changed);

        // Back again is a change, too; the same once more is none.
        for (second, versions) in [(6, 1), (7, 0)] {
            let again = [one.clone(), two.clone()];
            let came = polled(&db.store, added.feed, second, fresh(&again)).await;
            assert_eq!(came.new_versions, versions);
        }
        assert_eq!(db.store.versions(id).await.expect("they are read").len(), 3);
        assert_eq!(db.number("select count(*) from versions").await, 4);
    })
    .await;
}

#[tokio::test]
async fn what_a_change_leaves_empty_stays() {
    on_both(async |db: &Database| {
        let one = entry("one");
        let added = stocked(&db.store, std::slice::from_ref(&one)).await;
        let mut bare = edited(&one, "!");
        bare.article.title = String::new();
        bare.article.byline = String::new();
        bare.article.url = String::new();
        polled(&db.store, added.feed, 1, fresh(&[bare])).await;
        let shown = read(&db.store, only(&db.store).await).await;
        assert_eq!(shown.title, "About one");
        assert_eq!(shown.byline, "Ida Quill");
        assert_eq!(shown.url, "https://a.example/one");
    })
    .await;
}

#[tokio::test]
async fn an_articles_url_follows_unless_another_article_has_it() {
    on_both(async |db: &Database| {
        let (one, two) = (entry("one"), entry("two"));
        let added = stocked(&db.store, &[one.clone(), two.clone()]).await;
        let (mut moved, mut taken) = (edited(&one, "!"), edited(&two, "!"));
        moved.article.url = "https://a.example/new".to_owned();
        taken.article.url = "https://a.example/new".to_owned();
        polled(&db.store, added.feed, 1, fresh(&[moved, taken])).await;
        let ids = ids(&db.store).await;
        assert_eq!(read(&db.store, ids[0]).await.url, "https://a.example/new");
        assert_eq!(read(&db.store, ids[1]).await.url, "https://a.example/two");
    })
    .await;
}

#[tokio::test]
async fn two_entries_of_one_article_may_change_at_once() {
    on_both(async |db: &Database| {
        let one = entry("one");
        let twin = NewEntry {
            identity: "twin".to_owned(),
            ..one.clone()
        };
        let added = stocked(&db.store, &[one.clone(), twin.clone()]).await;
        let both = [edited(&one, " A"), edited(&twin, " B")];
        let came = polled(&db.store, added.feed, 1, fresh(&both)).await;
        assert_eq!(came.new_versions, 2);
        let again = polled(&db.store, added.feed, 2, fresh(&both)).await;
        assert_eq!(again, Recorded::default());
        assert_eq!(
            titles(db.store.latest(first(9), &german()).await),
            ["About one B"]
        );
    })
    .await;
}

#[tokio::test]
async fn an_article_that_never_was_has_no_versions() {
    on_both(async |db: &Database| {
        let none = depesche_model::ArticleId(99);
        assert!(
            db.store
                .article(none, &german())
                .await
                .expect("it is read")
                .is_none()
        );
        assert!(
            db.store
                .versions(none)
                .await
                .expect("it is read")
                .is_empty()
        );
    })
    .await;
}
