//! The one place that reads the clock. Everybody else is told the time.

use std::sync::Arc;

use jiff::Timestamp;

/// Tells the time.
pub(crate) type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The machine's clock.
#[expect(
    clippy::disallowed_methods,
    reason = "this is where the clock comes in"
)]
pub(crate) fn real() -> Clock {
    Arc::new(Timestamp::now)
}
