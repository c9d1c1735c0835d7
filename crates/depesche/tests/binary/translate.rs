//! `depesche translate`, as an operator meets it.

use depesche_world::World;
use depesche_world::engines::{KEY, Kind, Mock};

use crate::house::House;
use crate::{Answer, LOOPBACK, refused, run};

/// A house with an engine and one article; the web they are in goes with it.
async fn translating() -> (World, Mock, House) {
    let world = World::start().await;
    let engine = world.engine(Kind::LibreTranslate).await;
    engine.translates(|text| {
        text.replace("The council", "Der Rat").replace(
            "has said yes to the new harbour",
            "hat ja zum neuen Hafen gesagt",
        )
    });
    let house = House::new(&format!(
        "{LOOPBACK}[translate]\nengines = [\"libretranslate\"]\n\
         [libretranslate]\nurl = \"{}\"\nkey = \"{KEY}\"\n",
        engine.base()
    ));
    let feed = world.feed("a").await;
    let item = depesche_world::Item::new("The council has said yes to the new harbour");
    feed.language("en").add(item);
    let url = feed.url();
    let added = tokio::task::block_in_place(|| run(&house, &["add", &url]));
    assert!(added.status.success(), "{added:?}");
    let fetched = tokio::task::block_in_place(|| run(&house, &["fetch", "--now"]));
    assert!(fetched.status.success(), "{fetched:?}");
    (world, engine, house)
}

fn said(house: &House, arguments: &[&str]) -> Answer {
    tokio::task::block_in_place(|| run(house, arguments))
}

fn check(answer: &Answer, words: &[&str]) {
    assert!(answer.status.success(), "{answer:?}");
    for word in words {
        assert!(
            answer.stdout.contains(word),
            "`{word}` is not in {answer:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_sees_what_is_translated_and_what_it_costs() {
    let (_world, engine, house) = translating().await;
    check(
        &said(&house, &["translate", "status"]),
        &[
            "libretranslate",
            "ready",
            "into de: of 1 the headlines of 1",
        ],
    );
    check(
        &said(&house, &["translate", "article", "1", "--to", "de"]),
        &[
            "en → de by libretranslate",
            "Der Rat hat ja zum neuen Hafen gesagt",
        ],
    );
    let paid = engine.chars();
    let text = "The council has said yes to the new harbour";
    check(
        &said(
            &house,
            &["translate", "text", "--from", "en", "--to", "de", text],
        ),
        &["Der Rat hat ja zum neuen Hafen gesagt"],
    );
    assert_eq!(engine.chars(), paid, "it was remembered");
    refused(
        &said(&house, &["translate", "article", "77"]),
        &["no article 77"],
    );
    refused(
        &said(&house, &["translate", "text", "--to", "german", "a"]),
        &["\"german\""],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_signs_what_they_have_read() {
    let (_world, _engine, house) = translating().await;
    let review = ["translate", "review", "1", "--to", "de"];
    check(&said(&house, &review), &["title", "Sign it with --by"]);
    let title = [
        "--by",
        "R. Calder",
        "--title",
        "Der Rat stimmt dem Hafen zu",
    ];
    check(
        &said(&house, &[&review[..], &title].concat()),
        &["R. Calder signs"],
    );
    check(&said(&house, &review), &["Der Rat stimmt dem Hafen zu"]);
    let wrong = ["--by", "R. Calder", "--segment", "40=x"];
    refused(
        &said(&house, &[&review[..], &wrong].concat()),
        &["no unit \"40\""],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_glossary_is_changed_and_printed_as_a_file() {
    let (_world, _engine, house) = translating().await;
    let glossary = |more: &[&str]| said(&house, &[&["translate", "glossary"], more].concat());
    check(&glossary(&[]), &["empty", "glossary add"]);
    check(&glossary(&["add", "Tidewatch"]), &["version 1"]);
    check(
        &glossary(&["add", "--from", "en", "--to", "de", "council", "Rat"]),
        &["version 2"],
    );
    check(
        &glossary(&["export"]),
        &["Tidewatch", "en>de: council = Rat"],
    );
    check(
        &glossary(&["remove", "Tidewatch"]),
        &["like any other word"],
    );
    refused(
        &glossary(&["remove", "Tidewatch"]),
        &["no term \"Tidewatch\""],
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_named() {
    let with = |config: &str| House::new(&format!("{LOOPBACK}{config}"));
    let house = with("[translate]\nengines = [\"babelfish\"]\n");
    refused(
        &said(&house, &["import", "/dev/null"]),
        &["babelfish", "libretranslate, deepl"],
    );
    let house = with("[translate]\nengines = [\"deepl\"]\n");
    refused(
        &said(&house, &["import", "/dev/null"]),
        &["deepl.key", "DEPESCHE_DEEPL_KEY_FILE"],
    );
    let house = with("");
    said(&house, &["import", "/dev/null"]);
    check(
        &said(&house, &["translate", "status"]),
        &["no engine is configured", "libretranslate.url"],
    );
    refused(
        &said(&house, &["translate", "text", "a"]),
        &["no engine is configured"],
    );
}
