//! Days in steps: the clock is turned on, what is due is polled, and so on.

use jiff::SignedDuration;
use serde_json::Value;

use super::Stage;
use crate::{out, pipeline};

/// Lets so many days pass, so many seconds at a time.
pub(super) async fn run(stage: &Stage, days: u32, step: u32) -> anyhow::Result<Value> {
    let step_seconds = i64::from(step.max(1));
    let steps = i64::from(days) * 24 * 3600 / step_seconds;
    let bar = out::progress(usize::try_from(steps)?, "simulating");
    for _ in 0..steps {
        pipeline::poll_due(&stage.house, &mut |_, _| {}).await?;
        stage.clock.advance(SignedDuration::from_secs(step_seconds));
        bar.inc(1);
    }
    bar.finish_and_clear();
    stage.report().await
}
