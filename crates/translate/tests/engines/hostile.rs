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

/// Lets a mock misbehave in every way that has nothing to do with what it is. The engine's
/// patience must be [`PATIENCE`].
pub(crate) async fn check_all(mock: &Mock, engine: &impl Engine) {
    for (what, answer, taken) in table() {
        mock.recovers().always_answers_with(answer);
        let began = Instant::now();
        let came = translate(engine, &["One.", "Two."]).await;
        assert!(
            began.elapsed() < 5 * PATIENCE,
            "{what}: {:?}",
            began.elapsed()
        );
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
    mock.recovers();
}

fn table() -> Vec<(&'static str, Answer, Taken)> {
    let mut table = with_a_status();
    table.extend(with_a_body());
    table.extend(with_habits());
    table
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
            Taken::As(unavailable("status 307")),
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

fn with_habits() -> Vec<(&'static str, Answer, Taken)> {
    let whole = || Answer::text("{\"translatedText\":[\"EINS\",\"ZWEI\"]}");
    // Not packed: packing them takes a test longer than an engine waits.
    let megabytes = Answer::bytes("application/json", vec![b' '; 10 << 20]).encoded("identity");
    vec![
        ("ten megabytes", megabytes, Taken::Nonsense),
        (
            "without an end",
            Answer::text("[1,2,3] ".repeat(999)).repeated(99_999),
            Taken::Nonsense,
        ),
        ("breaks off", whole().cut_off(), Taken::Nonsense),
        ("closes", Answer::reset(), Taken::Unavailable),
        ("is silent", Answer::never(), Taken::Unavailable),
        (
            "drips",
            whole().dripping(Duration::from_millis(200)),
            Taken::Unavailable,
        ),
        (
            "is late",
            whole().slow(Duration::from_mins(1)),
            Taken::Unavailable,
        ),
    ]
}
