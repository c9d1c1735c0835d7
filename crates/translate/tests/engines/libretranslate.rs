//! `LibreTranslate`: golden requests, its documented errors and limits, hostile answers.

use depesche_translate::engine::libretranslate::{LibreTranslate, Options};
use depesche_translate::engine::{Engine, EngineError, Key};
use depesche_world::engines::libretranslate::error;
use depesche_world::engines::{KEY, Kind, Mock};
use depesche_world::{Answer, World};

use crate::hostile;
use crate::house::{
    HASTE, PATIENCE, answers, check, check_refusals, last_body, mock, nonsense, rate_limited,
    refused, service, translate, translate_into, unauthorized, units, unsupported,
};

async fn engine() -> (World, Mock, LibreTranslate) {
    let (world, mock) = mock(Kind::LibreTranslate).await;
    let engine = with_key(&mock, Some(KEY));
    (world, mock, engine)
}

fn with_key(mock: &Mock, key: Option<&str>) -> LibreTranslate {
    let options = Options {
        key: key.and_then(Key::new),
        timeout: PATIENCE,
        ..Options::default()
    };
    LibreTranslate::new(service(mock), options)
}

#[tokio::test]
async fn a_batch_goes_out_as_documented() {
    let (_world, mock, engine) = engine().await;
    check(
        &engine,
        &["The ⟦1⟧harbour⟦/1⟧ is \"open\".", "⟦2⟧ & co"],
        &["THE ⟦1⟧HARBOUR⟦/1⟧ IS \"OPEN\".", "⟦2⟧ & CO"],
    )
    .await;
    let golden = r#"{"q":["The ⟦1⟧harbour⟦/1⟧ is \"open\".","⟦2⟧ & co"],"source":"en","target":"de","format":"text","api_key":"open-sesame"}"#;
    assert_eq!(last_body(&mock), golden);
    let asked = mock.requests().pop().expect("it was asked");
    assert_eq!(
        (asked.method.as_str(), asked.path.as_str()),
        ("POST", "/translate")
    );
    assert_eq!(asked.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn who_needs_no_key_sends_none_and_norwegian_has_a_code_of_its_own() {
    let (_world, mock) = mock(Kind::LibreTranslate).await;
    let engine = with_key(&mock, None);
    let refused = translate_into("no", &engine, &units(&["One."]), &[]).await;
    let wants_one = "400: Please contact the server operator to get an API key";
    assert_eq!(refused, Err(unauthorized(wants_one)));
    let golden = r#"{"q":["One."],"source":"en","target":"nb","format":"text"}"#;
    assert_eq!(last_body(&mock), golden);
}

#[tokio::test]
async fn every_documented_no_is_understood() {
    let (_world, mock, engine) = engine().await;
    let too_large = "Invalid request: request (9000) exceeds text limit (5000)";
    let no_pair = "German (de) is not available as a target language from English (en)";
    let broken = "Cannot translate text: out of memory";
    let slow = error(429, "Slowdown: 10 per 1 minute");
    let table = vec![
        (
            error(400, "Invalid request: missing q parameter"),
            refused("400: Invalid request: missing q parameter"),
        ),
        (error(400, too_large), EngineError::TooLarge),
        (error(400, "en is not supported"), unsupported("en", "de")),
        (error(400, no_pair), unsupported("en", "de")),
        (
            error(400, "pdf format is not supported"),
            unsupported("en", "de"),
        ),
        (
            error(400, "Visit https://keys.example to get an API key"),
            unauthorized("400: Visit https://keys.example to get an API key"),
        ),
        (
            error(403, "Invalid API key"),
            unauthorized("403: Invalid API key"),
        ),
        (
            error(403, "Too many request limits violations"),
            rate_limited(None),
        ),
        (slow.clone(), rate_limited(None)),
        (slow.header("retry-after", "60"), rate_limited(Some(60))),
        (
            error(500, broken),
            refused("500: Cannot translate text: out of memory"),
        ),
    ];
    check_refusals(&mock, &engine, table).await;
}

#[tokio::test]
async fn its_own_limits_are_told_apart() {
    let (_world, mock, engine) = engine().await;
    mock.takes(2, 20);
    check(&engine, &["One.", "Two."], &["ONE.", "TWO."]).await;
    let too_many = translate(&engine, &["1", "2", "3"]).await;
    assert_eq!(too_many, Err(EngineError::TooLarge));
    let too_long = translate(&engine, &["A sentence of more than twenty characters."]).await;
    assert_eq!(too_long, Err(EngineError::TooLarge));
    assert_eq!(engine.char_limit().await, Some(20));
}

#[tokio::test]
async fn without_a_bound_there_is_none() {
    let (_world, mock, engine) = engine().await;
    assert_eq!(engine.char_limit().await, None);
    mock.always_answers_with(Answer::status(404));
    assert_eq!(engine.char_limit().await, None);
}

#[tokio::test]
async fn a_wrong_key_and_an_unknown_language_are_said_so() {
    let (_world, mock, engine) = engine().await;
    let wrong = with_key(&mock, Some("guess"));
    let refused = translate(&wrong, &["One."]).await;
    assert_eq!(refused, Err(unauthorized("403: Invalid API key")));
    let unknown = translate_into("sw", &engine, &units(&["One."]), &[]).await;
    assert_eq!(unknown, Err(unsupported("en", "sw")));
}

#[tokio::test]
async fn another_count_is_no_answer() {
    let (_world, mock, engine) = engine().await;
    mock.bends(|mut texts| {
        texts.pop();
        texts
    });
    let short = translate(&engine, &["One.", "Two."]).await;
    assert_eq!(short, Err(nonsense("1 translations of 2 texts")));
    mock.bends(|texts| [texts.clone(), texts].concat());
    let long = translate(&engine, &["One.", "Two."]).await;
    assert_eq!(long, Err(nonsense("4 translations of 2 texts")));
    mock.bends(|_| Vec::new());
    let none = translate(&engine, &["One.", "Two."]).await;
    assert_eq!(none, Err(nonsense("0 translations of 2 texts")));
}

#[tokio::test]
async fn what_is_no_text_is_no_translation_of_that_unit_alone() {
    let (_world, mock, engine) = engine().await;
    mock.answers_with(Answer::text(
        r#"{"translatedText":["EINS",null,17,["x"]],"more":{}}"#,
    ));
    let came = answers(&engine, &["1", "2", "3", "4"]).await;
    assert_eq!(came, [Some("EINS".to_owned()), None, None, None]);
    mock.answers_with(Answer::text(r#"{"translatedText":"EINS"}"#));
    let bare = translate(&engine, &["One."]).await;
    assert_eq!(bare, Err(nonsense("JSON of another form")));
}

#[tokio::test]
async fn no_markup_of_its_own_is_more_than_text() {
    let (_world, mock, engine) = engine().await;
    let live = "<img src=x onerror=alert(1)> &lt;b&gt; ⟦9⟧x⟦/9⟧";
    mock.bends(move |_| vec![live.to_owned()]);
    check(&engine, &["One."], &[live]).await;
}

#[tokio::test]
async fn whatever_a_server_does_is_survived() {
    let (_world, mock, engine) = engine().await;
    let hasty = Options {
        timeout: HASTE,
        ..Options::default()
    };
    let hasty = LibreTranslate::new(service(&mock), hasty);
    hostile::check_all(&mock, &engine, &hasty).await;
    check(&engine, &["One."], &["ONE."]).await;
}

#[tokio::test]
async fn it_is_said_to_be_outside_unless_the_operator_knows_better() {
    let (_world, mock, engine) = engine().await;
    assert!(engine.profile().is_external);
    let options = Options {
        is_external: false,
        ..Options::default()
    };
    let inside = LibreTranslate::new(service(&mock), options);
    assert!(!inside.profile().is_external);
}

#[tokio::test]
async fn a_broken_answer_is_an_error_or_as_many_units_as_asked_for() {
    let (_world, mock, engine) = engine().await;
    let whole = r#"{"translatedText":["A ⟦1⟧b⟦/1⟧","C"],"more":[{"x":1.5e3}]}"#;
    hostile::check_garbled(&mock, &engine, whole).await;
}
