//! Dates and times as a language writes them, in the portal's time zone.

use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::enums::{CompositeDateTimeFieldSet, DateFieldSet, TimeFieldSet};
use icu_datetime::fieldsets::{MD, T, YMD, YMDE};
use icu_datetime::input::DateTime as IcuDateTime;
use icu_locale_core::Locale;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use jiff_icu::ConvertFrom;

type Format = Option<DateTimeFormatter<CompositeDateTimeFieldSet>>;

/// Writes the dates of one language in one time zone.
pub(crate) struct Dates {
    zone: TimeZone,
    weekday: Format,
    date: Format,
    day: Format,
    time: Format,
}

/// How far a moment is from today, in the portal's days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Near {
    /// Today.
    Today,
    /// The day before.
    Yesterday,
    /// Another day of this year.
    ThisYear,
    /// Longer ago, or still to come.
    Far,
}

impl Dates {
    /// For a locale and a zone; what the locale has no data for is written as ISO 8601.
    pub(crate) fn new(locale: &Locale, zone: TimeZone) -> Self {
        let format = |fields: CompositeDateTimeFieldSet| {
            DateTimeFormatter::try_new(locale.into(), fields).ok()
        };
        Self {
            zone,
            weekday: format(CompositeDateTimeFieldSet::Date(DateFieldSet::YMDE(
                YMDE::long(),
            ))),
            date: format(CompositeDateTimeFieldSet::Date(DateFieldSet::YMD(
                YMD::long(),
            ))),
            day: format(CompositeDateTimeFieldSet::Date(
                DateFieldSet::MD(MD::long()),
            )),
            time: format(CompositeDateTimeFieldSet::Time(TimeFieldSet::T(T::hm()))),
        }
    }

    /// "Sonntag, 22. November 2026".
    pub(crate) fn weekday_and_date(&self, at: Timestamp) -> String {
        self.write(&self.weekday, at)
    }

    /// "22. November 2026".
    pub(crate) fn date(&self, at: Timestamp) -> String {
        self.write(&self.date, at)
    }

    /// "22. November".
    pub(crate) fn day(&self, at: Timestamp) -> String {
        self.write(&self.day, at)
    }

    /// "14:05".
    pub(crate) fn time(&self, at: Timestamp) -> String {
        self.write(&self.time, at)
    }

    /// The moment in the portal's zone as `<time datetime>` wants it.
    pub(crate) fn machine(&self, at: Timestamp) -> String {
        at.to_zoned(self.zone.clone())
            .strftime("%Y-%m-%dT%H:%M:%S%:z")
            .to_string()
    }

    /// The day in the portal's zone, as `2026-11-22`.
    pub(crate) fn machine_day(&self, at: Timestamp) -> String {
        self.local(at).date().to_string()
    }

    /// How far `at` is from the day of `now`.
    pub(crate) fn near(&self, at: Timestamp, now: Timestamp) -> Near {
        let (day, today) = (self.local(at).date(), self.local(now).date());
        if day == today {
            Near::Today
        } else if day.checked_add(1.day()).is_ok_and(|next| next == today) {
            Near::Yesterday
        } else if day.year() == today.year() {
            Near::ThisYear
        } else {
            Near::Far
        }
    }

    fn local(&self, at: Timestamp) -> DateTime {
        self.zone.to_datetime(at)
    }

    fn write(&self, format: &Format, at: Timestamp) -> String {
        let local = self.local(at);
        match format {
            Some(format) => format.format(&IcuDateTime::convert_from(local)).to_string(),
            None => local.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use icu_locale_core::locale;
    use jiff::tz::TimeZone;

    use super::{Dates, Near};

    fn berlin(locale: &icu_locale_core::Locale) -> Dates {
        Dates::new(
            locale,
            TimeZone::get("Europe/Berlin").expect("is in every zone database"),
        )
    }

    #[test]
    fn dates_are_written_as_the_language_writes_them() {
        let at = "2026-11-22T13:05:00Z".parse().expect("a time");
        let german = berlin(&locale!("de"));
        assert_eq!(german.weekday_and_date(at), "Sonntag, 22. November 2026");
        assert_eq!(german.date(at), "22. November 2026");
        assert_eq!(german.day(at), "22. November");
        assert_eq!(german.time(at), "14:05");
        assert_eq!(german.machine(at), "2026-11-22T14:05:00+01:00");
        let english = berlin(&locale!("en-GB"));
        assert_eq!(english.weekday_and_date(at), "Sunday, 22 November 2026");
        assert_eq!(english.time(at), "14:05");
    }

    #[test]
    fn a_day_ends_at_midnight_in_the_portals_zone() {
        let dates = berlin(&locale!("de"));
        let now = "2026-11-22T23:30:00Z".parse().expect("a time");
        let check = |at: &str, near| assert_eq!(dates.near(at.parse().expect("a time"), now), near);
        check("2026-11-22T23:00:00Z", Near::Today);
        check("2026-11-22T22:59:00Z", Near::Yesterday);
        check("2026-01-01T12:00:00Z", Near::ThisYear);
        check("2025-11-22T12:00:00Z", Near::Far);
    }
}
