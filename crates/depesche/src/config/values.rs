//! Kinds of values that are checked where they are read.

use std::fmt;

use jiff::SignedDuration;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A span of time as people write it: "30s", "1h", "1h 30m".
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Interval(pub(crate) SignedDuration);

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#}", self.0)
    }
}

impl fmt::Debug for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Interval {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Interval {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let span: SignedDuration = text.parse().map_err(|_| {
            de::Error::custom(format!(
                "{text:?} is no span of time; write \"30s\", \"15m\" or \"1h 30m\""
            ))
        })?;
        if span.is_negative() {
            return Err(de::Error::custom("a span of time cannot be negative"));
        }
        Ok(Self(span))
    }
}

impl Interval {
    /// For those who wait on the monotonic clock.
    pub(crate) fn unsigned(self) -> std::time::Duration {
        self.0.unsigned_abs()
    }
}

/// A network in CIDR notation, or a single address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Network(pub(crate) depesche_fetch::IpNet);

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for Network {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Network {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let net = text.parse().ok();
        let address = || {
            text.parse::<std::net::IpAddr>()
                .ok()
                .map(depesche_fetch::IpNet::from)
        };
        net.or_else(address).map(Self).ok_or_else(|| {
            de::Error::custom(format!("{text:?} is no network; write \"192.168.1.0/24\""))
        })
    }
}
