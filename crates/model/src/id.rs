//! Numbers that name things. An id is for ever: it stands in URLs, and a row that goes leaves a
//! tombstone under it.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// Names a source.
    SourceId
);
id!(
    /// Names a feed.
    FeedId
);
id!(
    /// Names an entry of a feed.
    EntryId
);
id!(
    /// Names an article.
    ArticleId
);
id!(
    /// Names a section of the portal.
    SectionId
);
id!(
    /// Names a subscription at a hub.
    SubscriptionId
);
