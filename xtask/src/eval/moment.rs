//! Dates as people write them into truths and answers: `2026-02-28`, or with a time and its offset.

/// A day, and the second within it where a time was given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Moment {
    /// Days since 1970 where it was written.
    day: i64,
    /// Seconds since midnight there, and the offset of that place in seconds, where it is known.
    time: Option<(i64, Option<i64>)>,
}

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// The clocks of the world are at most so far from UTC.
const FURTHEST: i64 = 14 * HOUR;

impl Moment {
    /// Reads ISO 8601, with a blank or a `T` before the time.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, time) = text.split_at_checked(10)?;
        let [year, month, date] = numbers(date, '-')?;
        let day = days(year, month, date);
        Some(Self {
            day,
            time: time_and_offset(time),
        })
    }

    /// Whether both are the same day: where the truth was written or, as some truths were turned
    /// into UTC, there.
    pub(super) fn is_same_day(&self, truth: &Self) -> bool {
        let Some(found) = self.instant() else {
            let utc = truth.instant().map(|instant| instant.div_euclid(DAY));
            return self.day == truth.day || Some(self.day) == utc;
        };
        let offset = truth.time.and_then(|(_, offset)| offset);
        (found + offset.unwrap_or(0)).div_euclid(DAY) == truth.day
    }

    /// Whether both are at most an hour apart; none where the truth has no time. A midnight counts
    /// as none: it is what a day without time is turned into.
    pub(super) fn is_same_hour(&self, truth: &Self) -> Option<bool> {
        let wanted = truth.instant()?;
        let (second, offset) = truth.time?;
        if second == 0 {
            return None;
        }
        let is_near = |found: i64| {
            let apart = (found - wanted).abs();
            // A truth without an offset was written anywhere: an exact one of whole hours may lie
            // between.
            let is_elsewhere = offset.is_none() && apart <= FURTHEST && apart % HOUR < 60;
            apart <= HOUR || is_elsewhere
        };
        Some(self.instant().is_some_and(is_near))
    }

    /// Seconds since 1970 in UTC.
    fn instant(&self) -> Option<i64> {
        let (second, offset) = self.time?;
        Some(self.day * DAY + second - offset.unwrap_or(0))
    }
}

/// `T15:47:42.389+02:00`: the second of the day and the offset.
fn time_and_offset(text: &str) -> Option<(i64, Option<i64>)> {
    let text = text.trim_start_matches(['T', ' ']);
    let end = text.find(['+', '-', 'Z', 'z']).unwrap_or(text.len());
    let (clock, zone) = text.split_at(end);
    let clock = clock.split('.').next().unwrap_or_default().trim();
    let second = if let Some([hour, minute, second]) = numbers(clock, ':') {
        hour * HOUR + minute * 60 + second
    } else {
        let [hour, minute] = numbers(clock, ':')?;
        hour * HOUR + minute * 60
    };
    Some((second, offset(zone)))
}

fn offset(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    let minutes = minutes.parse::<i64>().unwrap_or(0);
    Some(sign * (hours.parse::<i64>().ok()? * HOUR + minutes * 60))
}

fn numbers<const N: usize>(text: &str, between: char) -> Option<[i64; N]> {
    let numbers: Vec<i64> = text
        .split(between)
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    numbers.try_into().ok()
}

/// Days since 1970 of a day of the Gregorian calendar, counting years from March.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let before_month = (153 * month + 2) / 5;
    let leap = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leap + before_month + day - 719_469
}

#[cfg(test)]
mod tests {
    use super::Moment;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).expect("a date")
    }

    #[track_caller]
    fn check(found: &str, truth: &str, is_day: bool, is_hour: Option<bool>) {
        let (found, truth) = (moment(found), moment(truth));
        assert_eq!(found.is_same_day(&truth), is_day, "the day");
        assert_eq!(found.is_same_hour(&truth), is_hour, "the hour");
    }

    #[test]
    fn the_epoch_is_day_zero() {
        assert_eq!(moment("1970-01-01").day, 0);
        assert_eq!(moment("2000-03-01").day, 11_017);
        assert_eq!(
            moment("2024-02-29T00:00:00Z").instant(),
            Some(1_709_164_800)
        );
    }

    #[test]
    fn offsets_are_understood() {
        check(
            "2024-05-03T15:47:42Z",
            "2024-05-03 17:47:42.389000+02:00",
            true,
            Some(true),
        );
        check(
            "2024-05-03T15:47:42Z",
            "2024-05-03 15:47:42+02:00",
            true,
            Some(false),
        );
        check(
            "2024-05-03T15:00Z",
            "2024-05-03 10:00:00-05:00",
            true,
            Some(true),
        );
    }

    #[test]
    fn the_day_is_that_of_the_truth_s_place() {
        check(
            "2024-05-02T22:30:00Z",
            "2024-05-03 00:30:00+02:00",
            true,
            Some(true),
        );
        check(
            "2024-05-02T21:30:00Z",
            "2024-05-03 00:30:00+02:00",
            false,
            Some(true),
        );
    }

    #[test]
    fn a_day_alone_has_no_hour() {
        check("2024-05-03", "2024-05-03 09:30:00+02:00", true, Some(false));
        check("2024-05-03T09:00:00Z", "2024-05-03", true, None);
        check("2024-05-03T09:00:00Z", "2024-05-03 00:00:00", true, None);
    }

    #[test]
    fn a_truth_without_an_offset_was_written_anywhere() {
        check(
            "2024-05-03T20:58:49Z",
            "2024-05-03 22:58:49",
            true,
            Some(true),
        );
        check(
            "2024-05-03T20:28:49Z",
            "2024-05-03 22:58:49",
            true,
            Some(false),
        );
    }

    #[test]
    fn what_is_no_date_is_none() {
        assert_eq!(Moment::parse(""), None);
        assert_eq!(Moment::parse("yesterday morning"), None);
        assert_eq!(Moment::parse("20ä4-05-03x"), None);
    }
}
