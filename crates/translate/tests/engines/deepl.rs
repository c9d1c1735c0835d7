//! `DeepL`: golden requests, its documented errors and limits, hostile answers.

use std::time::Duration;

use depesche_translate::engine::deepl::{DeepL, Options, usual_base};
use depesche_translate::engine::{Engine, EngineError, Key, Usage};
use depesche_world::engines::deepl::{USED_UP, error};
use depesche_world::engines::{KEY, Kind, Mock};
use depesche_world::{Answer, World};

use crate::hostile;
use crate::house::{
    HASTE, PATIENCE, answers, check, check_refusals, lang, last_body, mock, nonsense, rate_limited,
    refused, service, translate, translate_into, unauthorized, unavailable, units, unsupported,
    used_up,
};

/// A period that is over.
const PAST: &str = r#"{"character_count":1,"character_limit":1,"end_time":"2026-11-01T00:00:00Z"}"#;

async fn engine() -> (World, Mock, DeepL) {
    let (world, mock) = mock(Kind::DeepL).await;
    let engine = DeepL::new(service(&mock), options(KEY));
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
    assert_eq!(
        (asked.method.as_str(), asked.path.as_str()),
        ("POST", "/v2/translate")
    );
    assert_eq!(
        asked.header("authorization"),
        Some("DeepL-Auth-Key open-sesame")
    );
    assert_eq!(asked.header("user-agent"), Some("Depesche/1"));
    let golden = concat!(
        r#"{"text":["The <x id=\"1\">harbour</x> is \"open\".","<k id=\"2\"></k> &amp; co &lt; 3"],"#,
        r#""source_lang":"EN","target_lang":"DE","tag_handling":"xml","ignore_tags":["k"],"#,
        r#""outline_detection":false,"split_sentences":"nonewlines","preserve_formatting":true,"#,
        r#""show_billed_characters":true,"context":"Harbour opens","formality":"prefer_more"}"#,
    );
    assert_eq!(last_body(&mock), golden);
}

#[tokio::test]
async fn what_an_operator_chose_goes_out_too() {
    let (_world, mock, _) = engine().await;
    let mut options = options(KEY);
    options.model = "prefer_quality_optimized".to_owned();
    options.formality.clear();
    let pair = (lang("en"), lang("pt"));
    options.glossaries.insert(pair, "0f-1".to_owned());
    options.variants.insert(lang("pt"), "PT-BR".to_owned());
    let engine = DeepL::new(service(&mock), options);
    let reply = translate_into("pt", &engine, &units(&["One."]), &[]).await;
    assert!(reply.is_ok(), "{reply:?}");
    let body = last_body(&mock);
    let end = r#""context":"Harbour opens","model_type":"prefer_quality_optimized","glossary_id":"0f-1"}"#;
    assert!(body.ends_with(end), "{body}");
    assert!(body.contains(r#""target_lang":"PT-BR""#), "{body}");
    assert_eq!(engine.profile().model, "prefer_quality_optimized");
}

#[tokio::test]
async fn of_some_languages_it_wants_to_know_which_kind() {
    let (_world, mock, engine) = engine().await;
    for (to, target) in [
        ("en", "EN-GB"),
        ("pt", "PT-PT"),
        ("zh", "ZH-HANS"),
        ("no", "NB"),
        ("nb", "NB"),
        ("fr", "FR"),
    ] {
        let reply = translate_into(to, &engine, &units(&["One."]), &[]).await;
        assert!(reply.is_ok(), "{to}: {reply:?}");
        let body = last_body(&mock);
        assert!(
            body.contains(&format!("\"target_lang\":\"{target}\"")),
            "{body}"
        );
    }
    let unknown = translate_into("sw", &engine, &units(&["One."]), &[]).await;
    assert_eq!(unknown, Err(unsupported("en", "sw")));
}

#[test]
fn keys_of_the_free_plan_are_served_elsewhere() {
    let base = |key| usual_base(&Key::new(key).expect("a key"));
    assert_eq!(base("0f:fx"), "https://api-free.deepl.com");
    assert_eq!(base("0f"), "https://api.deepl.com");
}

#[tokio::test]
async fn what_is_charged_is_told() {
    let (_world, mock, engine) = engine().await;
    let reply = translate(&engine, &["One.", "⟦1⟧Two⟦/1⟧."]).await;
    assert_eq!(reply.expect("an answer").billed_chars, Some(8));
    let half = r#"{"translations":[{"text":"A","billed_characters":1},{"text":"B"}]}"#;
    mock.answers_with(Answer::text(half));
    let reply = translate(&engine, &["One.", "Two."]).await;
    assert_eq!(reply.expect("an answer").billed_chars, None);
    let mad = format!(
        r#"{{"translations":[{{"text":"A","billed_characters":{0}}},{{"text":"B","billed_characters":{0}}}]}}"#,
        u64::MAX
    );
    mock.answers_with(Answer::text(mad));
    let reply = translate(&engine, &["One.", "Two."]).await;
    assert_eq!(reply.expect("an answer").billed_chars, Some(u64::MAX));
}

#[tokio::test]
async fn usage_is_told_where_it_can_be() {
    let (_world, mock, engine) = engine().await;
    mock.has_sold(500_000);
    check(&engine, &["One."], &["ONE."]).await;
    let (used_chars, limit_chars) = (4, 500_000);
    let usage = Usage {
        used_chars,
        limit_chars,
    };
    assert_eq!(engine.usage().await, Some(usage));
    for answer in [Answer::status(403), Answer::text("{}"), Answer::reset()] {
        mock.answers_with(answer);
        assert_eq!(engine.usage().await, None);
    }
}

#[tokio::test]
async fn every_documented_no_is_understood() {
    let (_world, mock, engine) = engine().await;
    let bad_target = "Value for 'target_lang' not supported.";
    let bad_source = "Value for 'source_lang' not supported.";
    let bad_tags = "Tag handling parsing failed, please check input.";
    let later = error(529, "").header("retry-after", "30");
    let table = vec![
        (error(400, bad_target), unsupported("en", "de")),
        (error(400, bad_source), unsupported("en", "de")),
        (error(400, bad_tags), refused(&format!("400: {bad_tags}"))),
        (
            error(400, "User-Agent header missing."),
            refused("400: User-Agent header missing."),
        ),
        (
            error(403, "Authorization failed."),
            unauthorized("403: Authorization failed."),
        ),
        (error(404, ""), unavailable("status 404")),
        (
            error(413, "Request Entity Too Large"),
            EngineError::TooLarge,
        ),
        (error(414, ""), EngineError::TooLarge),
        (error(429, ""), rate_limited(None)),
        (error(429, "Too many requests"), rate_limited(None)),
        (
            error(456, USED_UP),
            used_up(None, &format!("456: {USED_UP}")),
        ),
        (error(456, ""), used_up(None, "status 456")),
        (
            error(500, "Internal error"),
            unavailable("500: Internal error"),
        ),
        (
            error(503, "Service unavailable"),
            unavailable("503: Service unavailable"),
        ),
        (error(504, ""), unavailable("status 504")),
        (error(529, "Too many requests"), rate_limited(None)),
        (later, rate_limited(Some(30))),
    ];
    check_refusals(&mock, &engine, table).await;
}

#[tokio::test]
async fn fifty_texts_are_taken_and_no_more() {
    let (_world, mock, engine) = engine().await;
    let texts = vec!["One."; 51];
    let taken = translate(&engine, &texts[..50]).await;
    assert_eq!(taken.expect("fifty are taken").units.len(), 50);
    assert_eq!(engine.profile().max_units, 50);
    let too_many = translate(&engine, &texts).await;
    assert_eq!(too_many, Err(refused("400: Too many texts.")));
    assert_eq!(mock.chars(), 200);
}

#[tokio::test]
async fn what_is_too_large_is_not_even_sent() {
    let (_world, mock, engine) = engine().await;
    let long = "水".repeat(40 << 10);
    assert_eq!(
        translate(&engine, &[&long]).await,
        Err(EngineError::TooLarge)
    );
    assert_eq!(mock.requests().len(), 0);
    let widest = "\u{10000}".repeat(engine.profile().max_chars);
    assert!(translate(&engine, &[&widest]).await.is_ok());
}

#[tokio::test]
async fn a_quota_that_ends_ends_for_all_that_follow() {
    let (_world, mock, engine) = engine().await;
    mock.has_sold(10);
    check(&engine, &["One.", "Two."], &["ONE.", "TWO."]).await;
    let quota = format!("456: {USED_UP}");
    let beyond = translate(&engine, &["Three."]).await;
    // Eight days and sixteen hours are left of November.
    let renewed = Some(Duration::from_hours(8 * 24 + 16));
    assert_eq!(beyond, Err(used_up(renewed, &quota)));
    for usage in [
        "{}",
        r#"{"character_count":1,"character_limit":1,"end_time":"soon"}"#,
        PAST,
    ] {
        mock.answers_with(error(456, USED_UP))
            .answers_with(Answer::text(usage));
        let beyond = translate(&engine, &["Three."]).await;
        assert_eq!(beyond, Err(used_up(None, &quota)));
    }
    assert_eq!(mock.chars(), 8);
}

#[tokio::test]
async fn a_wrong_key_is_said_so() {
    let (_world, mock, _) = engine().await;
    let wrong = DeepL::new(service(&mock), options("guess"));
    let refused = translate(&wrong, &["One."]).await;
    let said = "403: Authorization failed. Please supply a valid key.";
    assert_eq!(refused, Err(unauthorized(said)));
    assert!(!format!("{wrong:?}").contains("guess"));
}

#[tokio::test]
async fn another_count_is_no_answer() {
    let (_world, mock, engine) = engine().await;
    mock.bends(|texts| texts[1..].to_vec());
    let short = translate(&engine, &["One.", "Two."]).await;
    assert_eq!(short, Err(nonsense("1 translations of 2 texts")));
    mock.bends(|texts| [texts.clone(), texts].concat());
    let long = translate(&engine, &["One.", "Two."]).await;
    assert_eq!(long, Err(nonsense("4 translations of 2 texts")));
}

#[tokio::test]
async fn what_is_no_text_is_no_translation_of_that_unit_alone() {
    let (_world, mock, engine) = engine().await;
    let holes = r#"{"translations":[{"text":"A"},{"text":null},{}],"more":1}"#;
    mock.answers_with(Answer::text(holes));
    let came = answers(&engine, &["1", "2", "3"]).await;
    assert_eq!(came, [Some("A".to_owned()), None, None]);
    mock.answers_with(Answer::text(r#"{"translations":[{"text":17}]}"#));
    let odd = translate(&engine, &["1"]).await;
    assert_eq!(odd, Err(nonsense("JSON of another form")));
}

#[tokio::test]
async fn broken_markup_is_read_as_far_as_it_goes() {
    let (_world, mock, engine) = engine().await;
    for broken in [
        "<x id=\"1\">A",
        "<script>A</script>",
        "A</x></x>",
        "<x id=\"99999999\">A",
        "&#0;A&",
    ] {
        mock.bends(move |_| vec![broken.to_owned()]);
        let came = answers(&engine, &["⟦1⟧One⟦/1⟧"]).await;
        let came = came[0].as_deref().expect("something can be read");
        assert!(
            came.contains('A') && !came.contains("script"),
            "{broken}: {came}"
        );
    }
}

#[tokio::test]
async fn whatever_a_server_does_is_survived() {
    let (_world, mock, engine) = engine().await;
    let hasty = Options {
        timeout: HASTE,
        ..options(KEY)
    };
    let hasty = DeepL::new(service(&mock), hasty);
    hostile::check_all(&mock, &engine, &hasty).await;
    check(&engine, &["One."], &["ONE."]).await;
}

#[tokio::test]
async fn a_broken_answer_is_an_error_or_as_many_units_as_asked_for() {
    let (_world, mock, engine) = engine().await;
    let whole =
        r#"{"translations":[{"text":"A <x id=\"1\">b</x>","billed_characters":4},{"text":"C"}]}"#;
    hostile::check_garbled(&mock, &engine, whole).await;
}
