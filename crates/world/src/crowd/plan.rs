//! Who is in a crowd: its size, and the character of each feed, drawn from the seed.

use std::net::{IpAddr, Ipv4Addr};

use jiff::SignedDuration;

/// Where the crowd's living hosts are.
pub(super) const LIVING: Ipv4Addr = Ipv4Addr::new(127, 1, 0, 1);
/// Where connections are taken and nothing is ever answered.
pub(super) const SILENT: Ipv4Addr = Ipv4Addr::new(127, 1, 0, 2);
/// Where nobody listens.
const REFUSING: Ipv4Addr = Ipv4Addr::new(127, 1, 0, 3);

/// How many hosts one platform has (`b1.p0.example`, `b2.p0.example` …).
const HOSTS_A_PLATFORM: usize = 8;

/// A crowd of feeds, before it is served. The same plan gives the same crowd.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How many feeds live.
    pub feeds: usize,
    /// On how many hosts; a tenth of them share platforms, eight to a registrable domain.
    pub hosts: usize,
    /// How many dead feeds there are besides, each on a host of its own: half of them refuse, half
    /// take the connection and are silent.
    pub dead: usize,
    /// How many entries a document holds.
    pub entries: usize,
    /// Whether the feeds are as they are on the web, or all well and lively.
    pub mood: Mood,
    /// The same seed gives the same crowd.
    pub seed: u64,
}

/// What feeds a crowd has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Every rhythm, every kind of validators, every bad habit.
    Mixed,
    /// All answer properly and publish every half hour or so.
    Lively,
    /// All answer properly and never publish.
    Still,
}

/// How a feed tells whether it has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tags {
    Both,
    Etag,
    Modified,
    /// An entity tag that no standard allows, or a weak one.
    OddEtag,
    /// A date that no standard allows.
    OddModified,
    /// Each 304 brings a new `Last-Modified`.
    NewWith304,
    /// 304 for ever, whatever has changed.
    Always304,
    None,
}

/// How a feed behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Habit {
    Well,
    /// New GUIDs at each fetch.
    NewGuids,
    /// Every seventh answer is 500.
    Fails,
    /// Every seventh answer is cut off.
    CutOff,
    /// Every seventh answer is a web page with validators of its own: a captive portal.
    Page,
    /// Every ninth answer is 429 or 503 with a `Retry-After` of so many hours, in seconds or as a
    /// date.
    Busy {
        status: u16,
        hours: i64,
        is_date: bool,
    },
    /// Every ninth answer is 429 without `Retry-After`.
    BusyForNobodyKnows,
    /// 301 or 308 to another path from the second day on.
    Moves(u16),
    /// 301 to a log-in page for half of the second day: a captive portal.
    MovesBriefly,
    /// 302 to another path, always.
    IsFoundElsewhere,
    /// 410 from the second day on.
    IsGone,
    /// 410 for six hours of the second day.
    IsGoneBriefly,
    /// 404 from the second day on.
    IsMissing,
    /// 403 from the second day on.
    IsForbidden,
}

/// What a feed is like.
#[derive(Clone, Copy, Debug)]
pub(super) struct Character {
    pub(super) host: usize,
    pub(super) tags: Tags,
    pub(super) habit: Habit,
    /// The mean time between two entries; none are published where it is `None`.
    pub(super) rhythm: Option<SignedDuration>,
}

impl Plan {
    pub(super) fn character(&self, feed: usize) -> Character {
        let dice = |what| roll(self.seed, feed as u64, what);
        let (tags, habit, rhythm) = match self.mood {
            Mood::Mixed => (
                tags(dice(1) % 100),
                habit(dice(2) % 100, dice(3)),
                rhythm(dice(4) % 100),
            ),
            Mood::Lively => (Tags::Both, Habit::Well, Some(SignedDuration::from_mins(30))),
            Mood::Still => (Tags::Both, Habit::Well, None),
        };
        Character {
            host: feed % self.hosts.max(1),
            tags,
            habit,
            rhythm,
        }
    }

    /// The registrable domain of a host, counted from 0.
    pub(super) fn domain_of(&self, host: usize) -> usize {
        if host < self.hosts / 10 {
            host / HOSTS_A_PLATFORM
        } else {
            host
        }
    }

    /// The name of a host; `example` is reserved for such (RFC 2606), and each name below it counts
    /// as registrable.
    pub(super) fn name_of(&self, host: usize) -> String {
        if host < self.hosts / 10 {
            format!("b{host}.p{}.example", host / HOSTS_A_PLATFORM)
        } else {
            format!("www.d{host}.example")
        }
    }

    /// The name of the host of a dead feed.
    pub(super) fn dead_name(feed: usize) -> String {
        if feed.is_multiple_of(2) {
            format!("www.s{feed}.test")
        } else {
            format!("www.r{feed}.invalid")
        }
    }

    /// Which names stand for which address, as `fetch.resolve` takes them.
    pub fn pins() -> [(&'static str, IpAddr); 3] {
        [
            ("*.example", LIVING.into()),
            ("*.test", SILENT.into()),
            ("*.invalid", REFUSING.into()),
        ]
    }
}

fn tags(percent: u64) -> Tags {
    match percent {
        0..40 => Tags::Both,
        40..50 => Tags::Etag,
        50..60 => Tags::Modified,
        60..72 => Tags::OddEtag,
        72..80 => Tags::OddModified,
        80..85 => Tags::NewWith304,
        85..88 => Tags::Always304,
        _ => Tags::None,
    }
}

fn habit(percent: u64, more: u64) -> Habit {
    let is_even = more.is_multiple_of(2);
    match percent {
        0..3 => Habit::NewGuids,
        3..7 => Habit::Fails,
        7..10 => Habit::CutOff,
        10..13 => Habit::Page,
        13..17 => Habit::Busy {
            status: if is_even { 429 } else { 503 },
            hours: 2 + i64::try_from(more % 19).unwrap_or(0),
            is_date: more % 4 < 2,
        },
        17 => Habit::BusyForNobodyKnows,
        18..22 => Habit::Moves(if is_even { 301 } else { 308 }),
        22..24 => Habit::MovesBriefly,
        24..26 => Habit::IsFoundElsewhere,
        26..28 => Habit::IsGone,
        28..30 => Habit::IsGoneBriefly,
        30..32 => Habit::IsMissing,
        32 => Habit::IsForbidden,
        _ => Habit::Well,
    }
}

/// Few feeds publish much, and many next to nothing.
fn rhythm(percent: u64) -> Option<SignedDuration> {
    match percent {
        0..5 => Some(SignedDuration::from_mins(25)),
        5..25 => Some(SignedDuration::from_hours(3)),
        25..60 => Some(SignedDuration::from_hours(20)),
        60..85 => Some(SignedDuration::from_hours(90)),
        _ => None,
    }
}

/// A number that looks random and is the same for the same three (SplitMix64's finaliser).
pub(super) fn roll(seed: u64, one: u64, other: u64) -> u64 {
    let mut mixed = seed
        .wrapping_add(one.wrapping_mul(0x9e37_79b9_7f4a_7c15))
        .wrapping_add(other.wrapping_mul(0xd1b5_4a32_d192_ed03))
        .wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Mood, Plan};

    fn plan(seed: u64) -> Plan {
        Plan {
            feeds: 2000,
            hosts: 100,
            dead: 0,
            entries: 5,
            mood: Mood::Mixed,
            seed,
        }
    }

    #[test]
    fn a_seed_draws_the_same_crowd_with_every_habit_in_it() {
        let draw = |seed| -> Vec<String> {
            let characters = (0..2000).map(|feed| plan(seed).character(feed));
            characters.map(|one| format!("{one:?}")).collect()
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        let plan = plan(1);
        let habits: BTreeSet<_> = (0..2000)
            .map(|feed| format!("{:?}", plan.character(feed).habit))
            .map(|habit| {
                habit
                    .split([' ', '('])
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            })
            .collect();
        assert_eq!(habits.len(), 14, "{habits:?}");
    }

    #[test]
    fn hosts_of_a_platform_share_a_domain_and_others_do_not() {
        let plan = plan(1);
        assert_eq!(plan.name_of(3), "b3.p0.example");
        assert_eq!(plan.domain_of(0), plan.domain_of(7));
        assert_ne!(plan.domain_of(7), plan.domain_of(8));
        assert_eq!(plan.name_of(50), "www.d50.example");
        assert_ne!(plan.domain_of(50), plan.domain_of(51));
    }
}
