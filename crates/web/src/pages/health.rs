//! `/healthz`: 200 while the store answers.

use crate::answer::{Answer, CachePolicy};
use crate::ask::Ask;
use crate::failure::Failure;

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    ask.store().stamp().await?;
    Ok(Answer::new(
        "text/plain; charset=utf-8",
        "ok\n",
        CachePolicy::Never,
    ))
}
