//! Numbers, lengths and places, as feeds write them.

use jiff::SignedDuration;
use jiff::civil::Weekday;

use crate::Point;

/// The longest duration that is believed: a hundred days.
const MAX_DURATION: SignedDuration = SignedDuration::from_hours(2_400);

/// A whole number, with what people write around it left out: `1,234`, ` 12 `, `12.0`.
pub(crate) fn whole(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.split_once('.').map_or(text, |(whole, _)| whole);
    let digits: String = digits.chars().filter(|c| *c != ',').take(24).collect();
    digits.parse().ok()
}

/// A whole number of up to 32 bits.
pub(crate) fn small(text: &str) -> Option<u32> {
    whole(text).and_then(|number| u32::try_from(number).ok())
}

/// `yes`, `true`, `explicit`; `no`, `false`, `clean`.
pub(crate) fn yes(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "yes" | "true" | "explicit" | "1" => Some(true),
        "no" | "false" | "clean" | "0" => Some(false),
        _ => None,
    }
}

/// `1:02:03`, `62:03`, `3723`, `3723.5`.
pub(crate) fn duration(text: &str) -> Option<SignedDuration> {
    let mut seconds = 0u64;
    for part in text.trim().split(':').take(4) {
        seconds = seconds.checked_mul(60)?.checked_add(whole(part)?)?;
    }
    let duration = SignedDuration::from_secs(i64::try_from(seconds).ok()?);
    (duration <= MAX_DURATION).then_some(duration)
}

/// A day of the week, in English, as RSS wants it.
pub(crate) fn weekday(text: &str) -> Option<Weekday> {
    let name = text.trim().get(..3)?.to_ascii_lowercase();
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let at = days.iter().position(|day| *day == name)?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

/// `52.5 13.4`: latitude, then longitude (georss:point, gml:pos); a comma does as well.
pub(crate) fn place(text: &str) -> Option<Point> {
    let mut parts = text
        .split([' ', ',', '\n', '\t'])
        .filter(|part| !part.is_empty());
    let latitude = parts.next()?.parse().ok()?;
    let longitude = parts.next()?.parse().ok()?;
    on_earth(latitude, longitude)
}

/// A place, where there can be one.
pub(crate) fn on_earth(latitude: f64, longitude: f64) -> Option<Point> {
    let is_on_earth = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    is_on_earth.then_some(Point {
        latitude,
        longitude,
    })
}

#[cfg(test)]
mod tests {
    use super::{duration, place, whole, yes};

    #[test]
    fn durations_are_read() {
        let check = |text, seconds: Option<i64>| {
            assert_eq!(
                duration(text).map(|found| found.as_secs()),
                seconds,
                "{text}"
            );
        };
        check("1:02:03", Some(3723));
        check("62:03", Some(3723));
        check(" 3723.5 ", Some(3723));
        check("soon", None);
        check("99999999999999999999", None);
    }

    #[test]
    fn numbers_are_read() {
        assert_eq!(whole("1,234"), Some(1234));
        assert_eq!(whole("-1"), None);
        assert_eq!(yes("Clean"), Some(false));
    }

    #[test]
    fn places_are_on_earth() {
        assert!(place("52.5 13.4").is_some_and(|place| place.longitude > 13.0));
        assert_eq!(place("91 0"), None);
        assert_eq!(place("NaN 1"), None);
        assert_eq!(place("52.5"), None);
    }
}
