//! From a day, a time and an offset to an instant.

use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

/// A time of day as it was written: `24:00` and the leap second are still in it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Clock {
    pub(super) hour: i8,
    pub(super) minute: i8,
    pub(super) second: i8,
    pub(super) nanosecond: i32,
}

/// `None` where a part cannot be.
pub(super) fn instant(date: Date, clock: Clock, offset_minutes: i32) -> Option<Timestamp> {
    if date.year() < 1 || clock.second > 60 || offset_minutes.abs() > 24 * 60 {
        return None;
    }
    let is_end_of_day = (clock.hour, clock.minute, clock.second) == (24, 0, 0);
    let at = DateTime::new(
        date.year(),
        date.month(),
        date.day(),
        if clock.hour == 24 { 0 } else { clock.hour },
        clock.minute,
        clock.second.min(59),
        clock.nanosecond,
    );
    let offset = Offset::from_seconds(offset_minutes * 60).ok()?;
    let at = offset.to_timestamp(at.ok()?).ok()?;
    if is_end_of_day {
        at.checked_add(SignedDuration::from_hours(24)).ok()
    } else {
        Some(at)
    }
}
