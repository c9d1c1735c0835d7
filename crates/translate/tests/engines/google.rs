//! Google: golden requests, its documented errors and limits, hostile answers.

use std::time::Duration;

use depesche_translate::engine::google::{Google, Options};
use depesche_translate::engine::{Engine, EngineError, Key};
use depesche_world::engines::google::error;
use depesche_world::engines::{KEY, Kind, Mock};
use depesche_world::{Answer, World};

use crate::hostile;
use crate::house::{
    HASTE, PATIENCE, answers, check, check_refusals, last_body, mock, nonsense, rate_limited,
    refused, service, translate, translate_into, unauthorized, unavailable, units, unsupported,
    used_up,
};

async fn engine() -> (World, Mock, Google) {
    let (world, mock) = mock(Kind::Google).await;
    let engine = Google::new(service(&mock), options(KEY));
    (world, mock, engine)
}

fn options(key: &str) -> Options {
    Options {
        timeout: PATIENCE,
        ..Options::new(Key::new(key).expect("a key"))
    }
}

#[tokio::test]
async fn a_batch_goes_out_as_documented() {
    let (_world, mock, engine) = engine().await;
    check(
        &engine,
        &["The ⟦1⟧harbour⟦/1⟧ is \"open\".", "⟦2⟧ & co < 3"],
        &["THE ⟦1⟧HARBOUR⟦/1⟧ IS \"OPEN\".", "⟦2⟧ & CO < 3"],
    )
    .await;
    let asked = mock.requests().pop().expect("it was asked");
    // The key stands in no URL.
    assert_eq!(
        (asked.method.as_str(), asked.path.as_str()),
        ("POST", "/language/translate/v2")
    );
    assert_eq!(asked.header("x-goog-api-key"), Some(KEY));
    let golden = concat!(
        r#"{"q":["The <a id=1>harbour</a> is \"open\".","#,
        r#""<span class=\"notranslate\" id=2></span> &amp; co &lt; 3"],"#,
        r#""source":"en","target":"de","format":"html","model":"nmt"}"#,
    );
    assert_eq!(last_body(&mock), golden);
}

#[tokio::test]
async fn languages_go_by_its_own_names() {
    let (_world, mock, engine) = engine().await;
    for (to, target) in [("nb", "no"), ("zh", "zh-CN"), ("fr", "fr")] {
        let reply = translate_into(to, &engine, &units(&["One."]), &[]).await;
        assert!(reply.is_ok(), "{to}: {reply:?}");
        let body = last_body(&mock);
        assert!(body.contains(&format!("\"target\":\"{target}\"")), "{body}");
    }
    let unknown = translate_into("sw", &engine, &units(&["One."]), &[]).await;
    assert_eq!(unknown, Err(unsupported("en", "sw")));
    let same = translate_into("en", &engine, &units(&["One."]), &[]).await;
    assert_eq!(same, Err(unsupported("en", "en")));
}

#[tokio::test]
async fn every_documented_no_is_understood() {
    let (_world, mock, engine) = engine().await;
    let invalid_key = "API key not valid. Please pass a valid API key.";
    // It is midnight where Google is.
    let a_day = Some(Duration::from_hours(24));
    let daily = || used_up(a_day, "403: Daily Limit Exceeded");
    let off = "Cloud Translation API has not been used before or it is disabled.";
    let per_day = "Quota exceeded for 'characters' and limit 'characters per day'.";
    let per_day_said = format!("429: {per_day}");
    let table = vec![
        (
            error(429, "rateLimitExceeded", per_day),
            used_up(a_day, &per_day_said),
        ),
        (
            error(400, "badRequest", invalid_key),
            unauthorized(&format!("400: {invalid_key}")),
        ),
        (
            error(400, "invalid", "Bad language pair: en|xx"),
            unsupported("en", "de"),
        ),
        (
            error(400, "invalid", "Invalid Value"),
            unsupported("en", "de"),
        ),
        (
            error(400, "invalid", "Too many text segments"),
            EngineError::TooLarge,
        ),
        (
            error(400, "invalid", "Text too long"),
            EngineError::TooLarge,
        ),
        (
            error(400, "invalid", "Request payload size exceeds the limit"),
            EngineError::TooLarge,
        ),
        (
            error(400, "required", "Required Text"),
            refused("400: Required Text"),
        ),
        (
            error(400, "parseError", "Parse Error"),
            refused("400: Parse Error"),
        ),
        (
            error(401, "authError", "Invalid Credentials"),
            unauthorized("401: Invalid Credentials"),
        ),
        (
            error(403, "accessNotConfigured", off),
            unauthorized(&format!("403: {off}")),
        ),
        (
            error(403, "dailyLimitExceeded", "Daily Limit Exceeded"),
            daily(),
        ),
        (error(403, "", "Daily Limit Exceeded"), daily()),
        (
            error(403, "userRateLimitExceeded", "User Rate Limit Exceeded"),
            rate_limited(None),
        ),
        (
            error(403, "rateLimitExceeded", "Rate Limit Exceeded"),
            rate_limited(None),
        ),
        (
            error(403, "", "User Rate Limit Exceeded").header("retry-after", "60"),
            rate_limited(Some(60)),
        ),
        (
            error(404, "notFound", "Not Found"),
            unavailable("404: Not Found"),
        ),
        (
            error(413, "uploadTooLarge", "Too Large"),
            EngineError::TooLarge,
        ),
        (
            error(429, "rateLimitExceeded", "Resource has been exhausted"),
            rate_limited(None),
        ),
        (
            error(500, "backendError", "Backend Error"),
            unavailable("500: Backend Error"),
        ),
        (
            error(503, "backendError", "Backend Error"),
            unavailable("503: Backend Error"),
        ),
    ];
    check_refusals(&mock, &engine, table).await;
}

#[tokio::test]
async fn a_hundred_and_twenty_eight_texts_are_taken_and_no_more() {
    let (_world, _mock, engine) = engine().await;
    let texts = vec!["One."; 129];
    assert_eq!(engine.profile().max_units, 128);
    let taken = translate(&engine, &texts[..128]).await;
    assert_eq!(taken.expect("as many are taken").units.len(), 128);
    assert_eq!(translate(&engine, &texts).await, Err(EngineError::TooLarge));
    let long = "a".repeat(31_000);
    assert_eq!(
        translate(&engine, &[&long]).await,
        Err(EngineError::TooLarge)
    );
}

#[tokio::test]
async fn a_quota_that_ends_ends_until_midnight() {
    let (_world, mock, engine) = engine().await;
    mock.has_sold(10);
    check(&engine, &["One.", "Two."], &["ONE.", "TWO."]).await;
    let beyond = translate(&engine, &["Three."]).await;
    let a_day = Some(Duration::from_hours(24));
    assert_eq!(beyond, Err(used_up(a_day, "403: Daily Limit Exceeded")));
}

#[tokio::test]
async fn a_wrong_key_is_said_so_and_not_which() {
    let (_world, mock, _) = engine().await;
    let wrong = Google::new(service(&mock), options("guess"));
    let refused = translate(&wrong, &["One."]).await;
    let said = "400: API key not valid. Please pass a valid API key.";
    assert_eq!(refused, Err(unauthorized(said)));
    assert!(!format!("{wrong:?}").contains("guess"));
}

#[tokio::test]
async fn another_count_is_no_answer_and_a_hole_is_one_unit_less() {
    let (_world, mock, engine) = engine().await;
    mock.bends(|texts| texts[1..].to_vec());
    let short = translate(&engine, &["One.", "Two."]).await;
    assert_eq!(short, Err(nonsense("1 translations of 2 texts")));
    let holes = r#"{"data":{"translations":[{"translatedText":"A"},{"translatedText":null},{}]}}"#;
    mock.answers_with(Answer::text(holes));
    let came = answers(&engine, &["1", "2", "3"]).await;
    assert_eq!(came, [Some("A".to_owned()), None, None]);
}

#[tokio::test]
async fn entities_and_foreign_markup_are_text_or_nothing() {
    let (_world, mock, engine) = engine().await;
    mock.bends(|_| vec!["K&#39;s &lt;b&gt; <b>fett</b><script>x</script>".to_owned()]);
    let came = answers(&engine, &["One."]).await;
    let came = came[0].as_deref().expect("it can be read");
    assert!(came.starts_with("K's <b> fett"), "{came}");
    assert!(!came.contains("<script>"), "{came}");
}

#[tokio::test]
async fn whatever_a_server_does_is_survived() {
    let (_world, mock, engine) = engine().await;
    let hasty = Options {
        timeout: HASTE,
        ..options(KEY)
    };
    let hasty = Google::new(service(&mock), hasty);
    hostile::check_all(&mock, &engine, &hasty).await;
    check(&engine, &["One."], &["ONE."]).await;
}

#[tokio::test]
async fn a_broken_answer_is_an_error_or_as_many_units_as_asked_for() {
    let (_world, mock, engine) = engine().await;
    let whole = r#"{"data":{"translations":[{"translatedText":"A <a id=1>b</a>"},{"translatedText":"C"}]}}"#;
    hostile::check_garbled(&mock, &engine, whole).await;
}
