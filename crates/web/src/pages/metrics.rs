//! `/metrics`: Prometheus' text format.

use crate::answer::{Answer, CachePolicy};
use crate::ask::Ask;
use crate::failure::Failure;

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let counts = ask.store().counts(ask.now).await?;
    Ok(Answer::new(
        "application/openmetrics-text; version=1.0.0; charset=utf-8",
        ask.app.portal.metrics.print(&counts),
        CachePolicy::Never,
    ))
}
