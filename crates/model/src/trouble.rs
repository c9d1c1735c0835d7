//! What is the matter with a feed, as one word that decisions are made on.

/// What is the matter with a feed: told by its last try.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trouble {
    /// Nothing.
    #[default]
    None,
    /// 404: nothing is there.
    Missing,
    /// 410: it says that it is over.
    Gone,
    /// Something is there, and it is no feed.
    NotAFeed,
    /// 401 or 403: it does not let us in.
    Refused,
    /// A page that wants to see a person before it lets anybody in.
    BotWall,
    /// 429: it has enough of us.
    TooMany,
    /// 5xx: it has trouble of its own.
    Unwell,
    /// The host has no address, or nobody answers there.
    Unreachable,
    /// It could not prove who it is.
    Tls,
    /// It did not answer in time.
    Slow,
    /// The address is private, and not allowed.
    Private,
    /// Its URL now leads to another feed that is polled already.
    Double,
    /// Something else.
    Other,
}

impl Trouble {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::None,
        Self::Missing,
        Self::Gone,
        Self::NotAFeed,
        Self::Refused,
        Self::BotWall,
        Self::TooMany,
        Self::Unwell,
        Self::Unreachable,
        Self::Tls,
        Self::Slow,
        Self::Private,
        Self::Double,
        Self::Other,
    ];

    /// The word in the database and in `--json`; empty where there is no trouble.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Missing => "missing",
            Self::Gone => "gone",
            Self::NotAFeed => "not-a-feed",
            Self::Refused => "refused",
            Self::BotWall => "bot-wall",
            Self::TooMany => "too-many",
            Self::Unwell => "unwell",
            Self::Unreachable => "unreachable",
            Self::Tls => "tls",
            Self::Slow => "slow",
            Self::Private => "private",
            Self::Double => "double",
            Self::Other => "other",
        }
    }

    /// Reads the word back; a newer program's word is something else.
    pub fn parse(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|trouble| trouble.as_str() == word)
            .unwrap_or(Self::Other)
    }

    /// Whether the feed itself says that it is no longer here: then it is looked for elsewhere.
    pub fn is_for_good(self) -> bool {
        matches!(self, Self::Missing | Self::Gone | Self::NotAFeed)
    }
}
