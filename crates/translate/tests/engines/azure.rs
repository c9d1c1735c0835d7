//! Azure: golden requests, its documented errors and limits, hostile answers.

use depesche_translate::engine::azure::{Azure, Options};
use depesche_translate::engine::{Engine, EngineError, Key};
use depesche_world::engines::azure::error;
use depesche_world::engines::{KEY, Kind, Mock};
use depesche_world::{Answer, World};

use crate::hostile;
use crate::house::{
    HASTE, PATIENCE, answers, check, check_refusals, last_body, mock, nonsense, rate_limited,
    refused, service, translate, translate_into, unauthorized, unavailable, units, unsupported,
    used_up,
};

async fn engine() -> (World, Mock, Azure) {
    let (world, mock) = mock(Kind::Azure).await;
    let engine = Azure::new(service(&mock), options(KEY));
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
    let path = "/translate?api-version=3.0&from=en&to=de&textType=html";
    assert_eq!((asked.method.as_str(), asked.path.as_str()), ("POST", path));
    assert_eq!(asked.header("ocp-apim-subscription-key"), Some(KEY));
    assert_eq!(asked.header("ocp-apim-subscription-region"), None);
    let golden = concat!(
        r#"[{"Text":"The <a id=1>harbour</a> is \"open\"."},"#,
        r#"{"Text":"<span class=\"notranslate\" id=2></span> &amp; co &lt; 3"}]"#,
    );
    assert_eq!(last_body(&mock), golden);
}

#[tokio::test]
async fn a_regions_customer_says_which() {
    let (_world, mock, _) = engine().await;
    let region = "westeurope".to_owned();
    let options = Options {
        region,
        ..options(KEY)
    };
    let engine = Azure::new(service(&mock), options);
    check(&engine, &["One."], &["ONE."]).await;
    let asked = mock.requests().pop().expect("it was asked");
    assert_eq!(
        asked.header("ocp-apim-subscription-region"),
        Some("westeurope")
    );
}

#[tokio::test]
async fn languages_go_by_its_own_names() {
    let (_world, mock, engine) = engine().await;
    for (to, target) in [("no", "nb"), ("zh", "zh-Hans"), ("fr", "fr")] {
        let reply = translate_into(to, &engine, &units(&["One."]), &[]).await;
        assert!(reply.is_ok(), "{to}: {reply:?}");
        let asked = mock.requests().pop().expect("it was asked");
        assert!(
            asked.path.contains(&format!("&to={target}&")),
            "{}",
            asked.path
        );
    }
    let unknown = translate_into("sw", &engine, &units(&["One."]), &[]).await;
    assert_eq!(unknown, Err(unsupported("en", "sw")));
}

#[tokio::test]
async fn every_documented_no_is_understood() {
    let (_world, mock, engine) = engine().await;
    let no = |code| error(code, "No.");
    let no_pair = || unsupported("en", "de");
    let table = vec![
        (no(400_000), refused("400: No.")),
        (no(400_003), refused("400: No.")),
        (no(400_005), refused("400: No.")),
        (no(400_019), no_pair()),
        (no(400_020), refused("400: No.")),
        (no(400_021), refused("400: No.")),
        (no(400_023), no_pair()),
        (no(400_035), no_pair()),
        (no(400_036), no_pair()),
        (no(400_050), EngineError::TooLarge),
        (no(400_072), EngineError::TooLarge),
        (no(400_074), refused("400: No.")),
        (no(400_075), no_pair()),
        (no(400_077), EngineError::TooLarge),
        (no(401_000), unauthorized("401: No.")),
        (no(401_015), unauthorized("401: No.")),
        (no(403_000), unauthorized("403: No.")),
        (no(403_001), used_up(None, "403: No.")),
        (no(405_000), unavailable("405: No.")),
        (no(408_001), unavailable("408: No.")),
        (no(408_002), unavailable("408: No.")),
        (no(415_000), refused("415: No.")),
        (no(429_000), rate_limited(None)),
        (
            no(429_001).header("retry-after", "12"),
            rate_limited(Some(12)),
        ),
        (no(429_002), rate_limited(None)),
        (no(500_000), unavailable("500: No.")),
        (no(503_000), unavailable("503: No.")),
        (
            no(503_000).header("retry-after", "12"),
            rate_limited(Some(12)),
        ),
    ];
    check_refusals(&mock, &engine, table).await;
}

#[tokio::test]
async fn its_limits_are_told_apart_from_other_faults() {
    let (_world, _mock, engine) = engine().await;
    assert_eq!(engine.profile().max_units, 1000);
    let texts = vec!["A"; 1001];
    assert_eq!(translate(&engine, &texts).await, Err(EngineError::TooLarge));
    let long = "a".repeat(50_001);
    assert_eq!(
        translate(&engine, &[&long]).await,
        Err(EngineError::TooLarge)
    );
}

#[tokio::test]
async fn a_free_quota_that_ends_is_a_quota_and_no_wrong_key() {
    let (_world, mock, engine) = engine().await;
    mock.has_sold(10);
    check(&engine, &["One.", "Two."], &["ONE.", "TWO."]).await;
    let beyond = translate(&engine, &["Three."]).await;
    let said = "403: The subscription has exceeded its free quota.";
    assert_eq!(beyond, Err(used_up(None, said)));
}

#[tokio::test]
async fn a_wrong_key_is_said_so_and_not_which() {
    let (_world, mock, _) = engine().await;
    let wrong = Azure::new(service(&mock), options("guess"));
    let refused = translate(&wrong, &["One."]).await;
    let said = "401: The request is not authorized because credentials are missing or invalid.";
    assert_eq!(refused, Err(unauthorized(said)));
    assert!(!format!("{wrong:?}").contains("guess"));
}

#[tokio::test]
async fn another_count_is_no_answer_and_a_hole_is_one_unit_less() {
    let (_world, mock, engine) = engine().await;
    mock.bends(|texts| texts[1..].to_vec());
    let short = translate(&engine, &["One.", "Two."]).await;
    assert_eq!(short, Err(nonsense("1 translations of 2 texts")));
    let holes =
        r#"[{"translations":[{"text":"A","to":"de"}]},{"translations":[]},{"translations":[{}]}]"#;
    mock.answers_with(Answer::text(holes));
    let came = answers(&engine, &["1", "2", "3"]).await;
    assert_eq!(came, [Some("A".to_owned()), None, None]);
}

#[tokio::test]
async fn whatever_a_server_does_is_survived() {
    let (_world, mock, engine) = engine().await;
    let hasty = Options {
        timeout: HASTE,
        ..options(KEY)
    };
    let hasty = Azure::new(service(&mock), hasty);
    hostile::check_all(&mock, &engine, &hasty).await;
    check(&engine, &["One."], &["ONE."]).await;
}

#[tokio::test]
async fn a_broken_answer_is_an_error_or_as_many_units_as_asked_for() {
    let (_world, mock, engine) = engine().await;
    let whole =
        r#"[{"translations":[{"text":"A","to":"de"}]},{"translations":[{"text":"C","to":"de"}]}]"#;
    hostile::check_garbled(&mock, &engine, whole).await;
}
