//! What stands where no page does, and how to get away from there.

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::json;

use crate::answer::{Answer, CachePolicy};
use crate::app::{App, render};
use crate::ask::home;
use crate::editions::Edition;
use crate::failure::Failure;
use crate::routes::Format;
use crate::view::{Around, Frame, Head, Link};

/// After how many seconds to try again while the store is away.
const RETRY_SECONDS: u32 = 10;

/// An error, for people.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Trouble {
    /// The status.
    pub(crate) status: u16,
    /// What is the matter.
    pub(crate) title: String,
    /// What to do.
    pub(crate) text: String,
    /// The ways back.
    pub(crate) ways: Vec<Link>,
}

/// The answer that says what is the matter. Asks nothing of the store, which may be what is away.
pub(crate) fn answer(app: &App, edition: &Edition, failure: &Failure, format: Format) -> Answer {
    let status = failure.status();
    let mut answer = told(
        app,
        edition,
        &Trouble::new(edition, status.as_u16()),
        format,
    );
    answer.policy = CachePolicy::Never;
    answer.retry_after = (status == StatusCode::SERVICE_UNAVAILABLE).then_some(RETRY_SECONDS);
    answer
}

/// The answer that tells of a trouble, in a format.
pub(crate) fn told(app: &App, edition: &Edition, trouble: &Trouble, format: Format) -> Answer {
    let mut answer = match format {
        Format::Json => problem(trouble),
        Format::Html => page(app, edition, trouble),
        Format::Atom | Format::Rss | Format::Machine => text(trouble),
    };
    answer.status = StatusCode::from_u16(trouble.status).unwrap_or(StatusCode::NOT_FOUND);
    answer.policy = CachePolicy::Fresh;
    answer
}

fn page(app: &App, edition: &Edition, trouble: &Trouble) -> Answer {
    let around = Around {
        site: &app.portal.site,
        edition,
        editions: &app.editions,
        assets: &app.assets,
        sections: &[],
        path: "",
        query: "",
        now: (app.portal.clock)(),
    };
    let mut frame = Frame::new(&around, head(trouble));
    for link in &mut frame.editions {
        link.href.push('/');
    }
    match render(edition, "error.html", &frame, trouble) {
        Ok(html) => Answer::html(html),
        Err(failure) => {
            failure.log("error.html");
            text(trouble)
        }
    }
}

fn head(trouble: &Trouble) -> Head {
    Head {
        title: trouble.title.clone(),
        robots: "noindex",
        ..Head::default()
    }
}

/// RFC 9457.
fn problem(trouble: &Trouble) -> Answer {
    let problem = json!({
        "type": "about:blank",
        "status": trouble.status,
        "title": trouble.title,
        "detail": trouble.text,
    });
    Answer::new(
        "application/problem+json",
        problem.to_string(),
        CachePolicy::Never,
    )
}

fn text(trouble: &Trouble) -> Answer {
    let text = format!("{} {}\n{}\n", trouble.status, trouble.title, trouble.text);
    Answer::new("text/plain; charset=utf-8", text, CachePolicy::Never)
}

impl Trouble {
    /// What a status means, in an edition's words.
    pub(crate) fn new(edition: &Edition, status: u16) -> Self {
        let kind = match status {
            404 => "not-found",
            503 => "away",
            _ => "broken",
        };
        Self {
            status,
            title: edition.text(&format!("error-{kind}-title")),
            text: edition.text(&format!("error-{kind}-text")),
            ways: vec![
                home(edition),
                Link::new(edition.path("/latest"), edition.text("nav-latest")),
                Link::new(edition.path("/search"), edition.text("search-title")),
            ],
        }
    }
    /// That an article was not translated, or is not now, with the way to it.
    pub(crate) fn untranslated(edition: &Edition, article: Link) -> Self {
        Self {
            status: 404,
            title: edition.text("error-untranslated-title"),
            text: edition.text("error-untranslated-text"),
            ways: vec![article, home(edition)],
        }
    }
}
