//! How the parts of a feed are written where their own way would say too much.

use jiff::civil::Weekday;
use jiff::{SignedDuration, Timestamp};
use serde::{Serialize, Serializer};

use crate::{Media, Source};

type Written<S> = Result<<S as Serializer>::Ok, <S as Serializer>::Error>;

#[expect(clippy::ref_option, reason = "serde hands a field over by reference")]
pub(crate) fn unix_seconds<S: Serializer>(at: &Option<Timestamp>, serializer: S) -> Written<S> {
    at.map(Timestamp::as_second).serialize(serializer)
}

#[expect(clippy::ref_option, reason = "serde hands a field over by reference")]
pub(crate) fn seconds<S: Serializer>(of: &Option<SignedDuration>, serializer: S) -> Written<S> {
    of.map(|duration| duration.as_secs()).serialize(serializer)
}

#[expect(clippy::ref_option, reason = "serde hands a field over by reference")]
pub(crate) fn source<S: Serializer>(of: &Option<Box<Source>>, serializer: S) -> Written<S> {
    let names = of
        .as_deref()
        .map(|of| [&of.title, &of.link, &of.feed, &of.id]);
    let mut names = names.into_iter().flatten();
    let name = names.find(|name| !name.is_empty());
    serializer.serialize_str(name.map_or("", String::as_str))
}

pub(crate) fn urls<S: Serializer>(media: &[Media], serializer: S) -> Written<S> {
    serializer.collect_seq(media.iter().map(|media| &media.url))
}

pub(crate) fn days<S: Serializer>(days: &[Weekday], serializer: S) -> Written<S> {
    serializer.collect_seq(days.iter().map(|day| format!("{day:?}")))
}
