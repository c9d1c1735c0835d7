//! What has been found in a date, and the instant it makes.

use jiff::Timestamp;
use jiff::civil::Date;

use super::instant::{Clock, instant};
use super::names::{Half, Name};
use super::numeric::{self, Days};
use super::words::Number;

/// The parts found so far.
#[derive(Default)]
pub(super) struct Found {
    /// Of a day that was written in one piece.
    pub(super) days: Option<Days>,
    pub(super) year: Option<Number>,
    pub(super) month: Option<i8>,
    /// From a word that may mean something else (`mar`), or only begins like a month.
    pub(super) likely_month: Option<i8>,
    pub(super) day: Option<i8>,
    pub(super) weekday: Option<i8>,
    pub(super) clock: Option<Clock>,
    pub(super) half: Option<Half>,
    pub(super) offset_minutes: Option<i32>,
    /// From a zone's name.
    pub(super) zone_minutes: Option<i32>,
    /// Whether a word is written in Hangul.
    pub(super) is_korean: bool,
    /// Whether there were words or numbers that mean nothing to us.
    pub(super) has_more: bool,
}

impl Found {
    pub(super) fn is_day(&self) -> bool {
        let is_month = self.month.or(self.likely_month).is_some();
        self.days.is_some() || (self.year.is_some() && is_month && self.day.is_some())
    }

    /// The last wins, and a whole name over a likely one: `mar., 02 janv.` is a Tuesday in January.
    pub(super) fn name(&mut self, name: Name, is_whole: bool) {
        match name {
            Name {
                month: Some(month),
                weekday: None,
            } if is_whole => self.month = Some(month),
            _ => {
                self.likely_month = name.month.or(self.likely_month);
                self.weekday = name.weekday.or(self.weekday);
            }
        }
    }

    /// A date without a zone is UTC, one without a time the beginning of its day.
    pub(super) fn instant(&self) -> Option<Timestamp> {
        let zone_minutes = self.zone_minutes.or_else(|| self.zone_of_script());
        let offset_minutes = self.offset_minutes.or(zone_minutes).unwrap_or(0);
        instant(self.date()?, self.clock(), offset_minutes)
    }

    /// A time in Korean is one in Korea: feedparser, which knows two systems that write no zone,
    /// reads them so. Other scripts have more countries.
    fn zone_of_script(&self) -> Option<i32> {
        (self.is_korean && self.clock.is_some()).then_some(9 * 60)
    }

    fn date(&self) -> Option<Date> {
        if let Some(days) = self.days {
            let weekday = |date: &Date| Some(date.weekday().to_monday_one_offset());
            let mut dates = days.into_iter().flatten();
            let named = dates.clone().find(|date| weekday(date) == self.weekday);
            return named.or_else(|| dates.next());
        }
        let month = self.month.or(self.likely_month)?;
        let is_month_alone = self.clock.is_none() && !self.has_more;
        let day = self.day.or_else(|| is_month_alone.then_some(1))?;
        Date::new(numeric::year(self.year?)?, month, day).ok()
    }

    fn clock(&self) -> Clock {
        let mut clock = self.clock.unwrap_or_default();
        clock.hour = match (clock.hour, self.half) {
            (12, Some(Half::Morning)) => 0,
            (0..12, Some(Half::Afternoon)) => clock.hour + 12,
            (hour, _) => hour,
        };
        clock
    }
}
