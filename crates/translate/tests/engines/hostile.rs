//! What any server may do, whatever it calls itself.

use std::time::{Duration, Instant};

use depesche_translate::engine::{Engine, EngineError};
use depesche_world::Answer;
use depesche_world::engines::{KEY, Mock};

use crate::house::{
    PATIENCE, nonsense, rate_limited, refused, translate, unauthorized, unavailable,
};

/// What an engine must take it for.
#[derive(Debug)]
enum Taken {
    As(EngineError),
    Unavailable,
    Nonsense,
}

/// Lets a mock misbehave in every way that has nothing to do with what it is. One engine has
/// [`PATIENCE`], the other is the same with [`HASTE`].
pub(crate) async fn check_all(mock: &Mock, patient: &impl Engine, hasty: &impl Engine) {
    check_table(mock, patient, with_a_status()).await;
    check_table(mock, patient, with_a_body()).await;
    check_table(mock, patient, too_much()).await;
    let began = Instant::now();
    check_table(mock, hasty, too_slow()).await;
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
    mock.recovers();
}

/// Breaks a whole answer at each of its bytes. What comes of it is an error, or as many units as
/// were asked for: never a panic, never a wait.
pub(crate) async fn check_garbled(mock: &Mock, engine: &impl Engine, whole: &str) {
    mock.answers_with(Answer::text(whole));
    let reply = translate(engine, &["One.", "Two."]).await;
    assert!(reply.is_ok(), "{reply:?}");
    for at in 0..whole.len() {
        let (before, after) = (&whole.as_bytes()[..at], &whole.as_bytes()[at + 1..]);
        for by in [&b""[..], b"\"", b"}", b"[", b"\\", b"0", b"\xff", b"\0"] {
            let garbled = [before, by, after].concat();
            mock.answers_with(Answer::bytes("application/json", garbled));
            if let Ok(reply) = translate(engine, &["One.", "Two."]).await {
                assert_eq!(reply.units.len(), 2, "{at} {by:?}");
            }
        }
        mock.answers_with(Answer::bytes("application/json", before.to_vec()));
        let cut = translate(engine, &["One.", "Two."]).await;
        assert!(
            matches!(cut, Err(EngineError::Nonsense { .. })),
            "{at}: {cut:?}"
        );
    }
}

async fn check_table(mock: &Mock, engine: &impl Engine, table: Vec<(&str, Answer, Taken)>) {
    for (what, answer, taken) in table {
        mock.recovers().always_answers_with(answer);
        let came = translate(engine, &["One.", "Two."]).await;
        let error = came.expect_err(what);
        let is_as_taken = match &taken {
            Taken::As(expected) => error == *expected,
            Taken::Unavailable => matches!(error, EngineError::Unavailable { .. }),
            Taken::Nonsense => matches!(error, EngineError::Nonsense { .. }),
        };
        assert!(is_as_taken, "{what}: {error:?}, and not {taken:?}");
        let text = error.to_string();
        assert!(!text.contains(KEY) && text.len() < 700, "{what}: {text}");
    }
}

fn with_a_status() -> Vec<(&'static str, Answer, Taken)> {
    let status = Answer::status;
    let date = "Sun, 22 Nov 2026 08:00:30 GMT";
    vec![
        ("401", status(401), Taken::As(unauthorized("status 401"))),
        ("403", status(403), Taken::As(unauthorized("status 403"))),
        ("413", status(413), Taken::As(EngineError::TooLarge)),
        ("429", status(429), Taken::As(rate_limited(None))),
        (
            "429, seconds",
            status(429).header("retry-after", "7"),
            Taken::As(rate_limited(Some(7))),
        ),
        (
            "429, a date",
            status(429).header("retry-after", date),
            Taken::As(rate_limited(Some(30))),
        ),
        (
            "429, nonsense",
            status(429).header("retry-after", "soon"),
            Taken::As(rate_limited(None)),
        ),
        ("529", status(529), Taken::As(rate_limited(None))),
        ("422", status(422), Taken::As(refused("status 422"))),
        ("404", status(404), Taken::As(unavailable("status 404"))),
        ("500", status(500), Taken::As(unavailable("status 500"))),
        ("502", status(502), Taken::As(unavailable("status 502"))),
        ("503", status(503), Taken::As(unavailable("status 503"))),
        (
            "503, seconds",
            status(503).header("retry-after", "9"),
            Taken::As(rate_limited(Some(9))),
        ),
        ("504", status(504), Taken::As(unavailable("status 504"))),
        (
            "a redirect to somebody inside",
            Answer::redirect(307, "http://169.254.169.254/"),
            Taken::As(unavailable(
                "status 307: it leads elsewhere, look at its URL",
            )),
        ),
    ]
}

fn with_a_body() -> Vec<(&'static str, Answer, Taken)> {
    let deep = "[".repeat(200_000);
    let key = format!("{{\"error\":\"{KEY}\\u0000is\\nwrong\",\"message\":\"{KEY} is wrong\"}}");
    let long = format!("{{\"message\":\"{}\"}}", "long ".repeat(10_000));
    vec![
        (
            "nothing",
            Answer::text(""),
            Taken::As(nonsense("JSON that breaks off")),
        ),
        (
            "a page",
            Answer::html("<h1>Welcome</h1>"),
            Taken::As(nonsense("no JSON")),
        ),
        ("half of it", Answer::text("{\"a\":[\"b"), Taken::Nonsense),
        (
            "another JSON",
            Answer::text("17"),
            Taken::As(nonsense("JSON of another form")),
        ),
        (
            "null",
            Answer::text("null"),
            Taken::As(nonsense("JSON of another form")),
        ),
        (
            "an empty object",
            Answer::text("{}"),
            Taken::As(nonsense("JSON of another form")),
        ),
        ("deep", Answer::text(&*deep), Taken::Nonsense),
        (
            "no UTF-8",
            Answer::bytes("application/json", &b"\"\xff\""[..]),
            Taken::Nonsense,
        ),
        (
            "a no with the key",
            Answer::text(key).with_status(500),
            Taken::Unavailable,
        ),
        (
            "a long no",
            Answer::text(long).with_status(500),
            Taken::Unavailable,
        ),
    ]
}

fn too_much() -> Vec<(&'static str, Answer, Taken)> {
    // Not packed: packing them takes a test longer than all the rest.
    let megabytes = Answer::bytes("application/json", vec![b' '; 10 << 20]).encoded("identity");
    let endless = Answer::text("[1,2,3] ".repeat(999)).repeated(99_999);
    let broken = Answer::text("{\"translatedText\":[\"EINS\"]}").cut_off();
    vec![
        ("ten megabytes", megabytes, Taken::Nonsense),
        ("without an end", endless, Taken::Nonsense),
        ("breaks off", broken, Taken::Nonsense),
        ("closes", Answer::reset(), Taken::Unavailable),
    ]
}

fn too_slow() -> Vec<(&'static str, Answer, Taken)> {
    let whole = || Answer::text("{\"translatedText\":[\"EINS\"]}");
    let dripping = whole().dripping(Duration::from_millis(50));
    vec![
        ("is silent", Answer::never(), Taken::Unavailable),
        ("drips", dripping, Taken::Unavailable),
        (
            "is late",
            whole().slow(Duration::from_mins(1)),
            Taken::Unavailable,
        ),
    ]
}
