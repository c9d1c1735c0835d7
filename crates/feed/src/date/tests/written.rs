//! What programs write is read back, and nothing makes it panic.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::super::parse;

/// Whole seconds from the year 1 to 9999.
fn seconds() -> impl Strategy<Value = Timestamp> {
    (-62_135_596_800..253_402_000_000_i64)
        .prop_map(|second| Timestamp::from_second(second).expect("within the years"))
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(
        text in "\\PC{0,120}",
        digits in "[0-9tz:+./, ()a-m-]{0,40}",
        pieces in proptest::collection::vec(
            prop::sample::select(vec![
                "2024", "01", "2", "jan", "mar.", "T", "Z", ":", "-", "+", "/", ".", " ", ",", "(",
                ")", "日", "月", "年", "下午", "오후", "3", "時", "h", "W", "GMT", "am", "24", "60",
                "0000", "99999999999999999999", "'", "tháng", "1704164645",
            ]),
            0..16,
        ),
    ) {
        let _ = (parse(&text), parse(&digits), parse(&pieces.concat()));
    }

    #[test]
    fn what_is_written_is_read_back(
        seconds in seconds(),
        nanoseconds in 0..1_000_000_000_i64,
        offset in -18 * 60..=18 * 60_i32,
    ) {
        let at = seconds + SignedDuration::from_nanos(nanoseconds);
        prop_assert_eq!(parse(&at.to_string()), Some(at));
        let offset = jiff::tz::Offset::from_seconds(offset * 60).expect("under a day");
        let zoned = at.to_zoned(offset.to_time_zone());
        prop_assume!((1..=9999).contains(&zoned.year()));
        for (form, expected) in [
            ("%Y-%m-%dT%H:%M:%S%.f%:z", at),
            ("%Y-%m-%d %H:%M:%S%.f %z", at),
            ("%Y%m%dT%H%M%S%.f%z", at),
            ("%Y-%jT%H:%M:%S%:z", seconds),
            ("%G-W%V-%uT%H:%M:%S%:z", seconds),
            ("%a, %d %b %Y %H:%M:%S %z", seconds),
            ("%A, %-d %B %Y %H:%M:%S %:z", seconds),
            ("%a %b %e %H:%M:%S %z %Y", seconds),
            ("%a %b %d %Y %H:%M:%S GMT%z (nowhere)", seconds),
            ("%b %-d, %Y, %-I:%M:%S %p %z", seconds),
            ("%d.%m.%Y %H:%M:%S %z", seconds),
            ("%m/%d/%Y %I:%M:%S %p %z", seconds),
            ("%a, %Y/%m/%d %H:%M:%S %z", seconds),
            ("%Y年%m月%d日 %H時%M分%S秒 %z", seconds),
            ("%H:%M:%S %z, %-d %B %Y", seconds),
        ] {
            let text = zoned.strftime(form).to_string();
            if parse(&text) != Some(expected) {
                return Err(TestCaseError::fail(format!("{text:?} is read as {:?}", parse(&text))));
            }
        }
    }
}
