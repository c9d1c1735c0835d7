//! The index at its edge: what is put in is found, in any language, and what is taken out is not.

use depesche_model::query::Query;
use depesche_model::{ArticleId, Lang};
use depesche_search::{Document, Index, Scope, Writer};

const ARENA: usize = 20_000_000;

fn put(writer: &mut Writer, id: i64, lang: &str, title: &str, text: &str) {
    put_translated(writer, id, lang, title, text, &[]);
}

fn put_translated(
    writer: &mut Writer,
    id: i64,
    lang: &str,
    title: &str,
    text: &str,
    translations: &[(Lang, String, String)],
) {
    let lang = Lang::parse(lang);
    let document = Document {
        id: ArticleId(id),
        title,
        text,
        translations,
        source: if id % 2 == 0 { "even-post" } else { "odd-post" },
        sections: &["town".to_owned()],
        lang: lang.as_ref(),
        is_public: id < 90,
        changed_at: id * 10,
    };
    writer.put(&document).expect("the index takes it");
}

fn filled() -> (tempfile::TempDir, Index, Writer) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let index = Index::open(&folder.path().join("index")).expect("a new index");
    let mut writer = index.writer(ARENA).expect("the only writer");
    put(
        &mut writer,
        1,
        "de",
        "Häfen bekommen neue Brücken",
        "Die Bauarbeiten beginnen im März.",
    );
    put(
        &mut writer,
        2,
        "en",
        "Harbour bridges close",
        "Repairs begin in March, the town said.",
    );
    put(&mut writer, 3, "", "Untitled", "A bridge too many.");
    put(
        &mut writer,
        90,
        "en",
        "Private notes",
        "Only for the owner of this harbour.",
    );
    writer.commit(7).expect("a commit");
    (folder, index, writer)
}

fn check(index: &Index, query: &str, scope: Scope, expected: &[i64]) {
    let hits = index
        .search(&Query::parse(query), scope, 0, 10)
        .expect("an answer");
    let mut ids: Vec<_> = hits.ids.iter().map(|id| id.0).collect();
    ids.sort_unstable();
    assert_eq!(ids, expected, "{query}");
    assert_eq!(hits.total, expected.len(), "{query}");
}

#[test]
fn an_article_is_found_by_any_form_of_its_words() {
    let (_folder, index, _writer) = filled();
    check(&index, "Hafen Brücke", Scope::Public, &[1]);
    check(&index, "bridge", Scope::Public, &[2, 3]);
    check(&index, "closing", Scope::Public, &[2]);
    check(&index, "\"begin in March\"", Scope::Public, &[2]);
    check(&index, "\"March in begin\"", Scope::Public, &[]);
}

#[test]
fn a_language_that_nobody_configured_is_found_too() {
    let (_folder, index, mut writer) = filled();
    put(
        &mut writer,
        4,
        "ru",
        "Главные стройплощадки",
        "Ледовый дворец открылся.",
    );
    writer.commit(8).expect("a commit");
    check(&index, "главная стройплощадка", Scope::Public, &[4]);
    check(&index, "\"ледовый дворец\"", Scope::Public, &[4]);
}

#[test]
fn a_translated_article_is_found_in_either_language() {
    let (_folder, index, mut writer) = filled();
    check(&index, "Hafen", Scope::Public, &[1]);
    let german = (
        Lang::parse("de").expect("a language"),
        "Hafenbrücken schließen".to_owned(),
        "Die Reparaturen beginnen im März, so die Stadt.".to_owned(),
    );
    put_translated(
        &mut writer,
        2,
        "en",
        "Harbour bridges close",
        "Repairs begin in March, the town said.",
        &[german],
    );
    writer.commit(8).expect("a commit");
    check(&index, "Reparatur", Scope::Public, &[2]);
    check(&index, "repairing", Scope::Public, &[2]);
    check(&index, "März", Scope::Public, &[1, 2]);
    check(&index, "\"Reparaturen beginnen\"", Scope::Public, &[2]);
    check(&index, "title:Hafenbrücken", Scope::Public, &[2]);
    // Both at once, but no phrase out of both.
    check(&index, "Reparatur repair", Scope::Public, &[2]);
    check(&index, "\"said Die\"", Scope::Public, &[]);
    check(&index, "\"close Hafenbrücken\"", Scope::Public, &[]);
    // It is an English article for all that.
    check(&index, "Reparatur lang:de", Scope::Public, &[]);
    check(&index, "Reparatur lang:en", Scope::Public, &[2]);
}

#[test]
fn conditions_hold_together() {
    let (_folder, index, _writer) = filled();
    check(&index, "bridge -close", Scope::Public, &[3]);
    check(&index, "Brücke OR bridge lang:en", Scope::Public, &[2]);
    check(
        &index,
        "source:odd-post section:town",
        Scope::Public,
        &[1, 3],
    );
    check(&index, "-bridge", Scope::Public, &[1]);
    check(&index, "", Scope::Public, &[]);
}

#[test]
fn private_articles_are_found_by_their_owner_alone() {
    let (_folder, index, _writer) = filled();
    check(&index, "notes", Scope::Public, &[]);
    check(&index, "notes", Scope::Everything, &[90]);
}

#[test]
fn putting_twice_is_harmless_and_removing_removes() {
    let (_folder, index, mut writer) = filled();
    put(&mut writer, 3, "", "Renamed", "No crossing at all.");
    writer.remove(ArticleId(2));
    writer.commit(7).expect("a commit");
    check(&index, "bridge", Scope::Public, &[]);
    check(&index, "renamed", Scope::Public, &[3]);
}

#[test]
fn a_later_writer_replaces_what_another_has_put_in() {
    let (folder, index, mut writer) = filled();
    let other = Index::open_existing(&folder.path().join("index")).expect("reading is free");
    put(&mut writer, 4, "", "Ferry", "Before.");
    put(&mut writer, 95, "", "Ferry", "Before.");
    writer.commit(7).expect("a commit");
    drop((index, writer));
    let mut writer = other.writer(ARENA).expect("the only writer");
    for id in [4, 95, 96, 96] {
        put(&mut writer, id, "", "Ferry", "After.");
    }
    writer.commit(8).expect("a commit");
    check(&other, "before", Scope::Everything, &[]);
    check(&other, "after", Scope::Everything, &[4, 95, 96]);
}

#[test]
fn one_process_writes_and_others_read() {
    let (folder, _index, _writer) = filled();
    let other = Index::open_existing(&folder.path().join("index")).expect("reading is free");
    check(&other, "bridge", Scope::Public, &[2, 3]);
    assert!(matches!(
        other.writer(ARENA),
        Err(depesche_search::SearchError::Busy)
    ));
}

#[test]
fn a_broken_index_is_thrown_away_and_wants_to_be_filled() {
    let (folder, index, writer) = filled();
    drop((index, writer));
    let path = folder.path().join("index");
    std::fs::write(path.join("meta.json"), "not json").expect("a write");
    let index = Index::open(&path).expect("a fresh index");
    assert!(index.is_empty());
}

#[test]
fn the_position_is_committed_with_the_articles() {
    let (folder, index, _writer) = filled();
    assert_eq!(index.position().expect("an answer"), Some(7));
    let fresh = Index::open(&folder.path().join("other")).expect("a new index");
    assert_eq!(fresh.position().expect("an answer"), None);
}

#[test]
fn a_follower_is_told_what_need_not_be_put_in_again() {
    let (_folder, index, mut writer) = filled();
    put(&mut writer, 2, "en", "Renamed", "An edited text.");
    writer.commit(8).expect("a commit");
    let mut known = index.changed_since(20).expect("an answer");
    known.sort_unstable();
    assert_eq!(
        known,
        [(ArticleId(2), 20), (ArticleId(3), 30), (ArticleId(90), 900)]
    );
}
