//! `/accessibility`: how far these pages can be used by everybody, and where to say that they
//! cannot.

use serde::Serialize;

use crate::answer::Answer;
use crate::ask::Ask;
use crate::failure::Failure;
use crate::view::Head;

/// How far these pages can be used by everybody. The words are the texts' own.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Accessibility {}

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let head = Head {
        title: ask.edition.text("nav-accessibility"),
        ..Head::default()
    };
    ask.page("accessibility.html", head, &Accessibility {})
        .await
}
