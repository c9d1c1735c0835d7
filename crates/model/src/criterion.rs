//! What tells the entries of a feed apart.

/// What tells the entries of a feed apart: decided by `read::identity` from the documents seen,
/// kept with the feed, and changed on strong evidence alone.
///
/// A link that is known again is believed always. The criterion says what else is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Criterion {
    /// Nothing is proven. Links tell; GUIDs only where links say nothing.
    #[default]
    Open,
    /// GUIDs have proven stable and unique: an entry may move to another link.
    Guid,
    /// The same, and links change all the time: they are not believed.
    GuidAlone,
    /// GUIDs change or repeat: they are not believed. Links tell.
    Link,
    /// GUIDs (or none) and links change all the time. Titles tell.
    Title,
}

impl Criterion {
    /// All of them.
    const ALL: [Self; 5] = [
        Self::Open,
        Self::Guid,
        Self::GuidAlone,
        Self::Link,
        Self::Title,
    ];

    /// The word in the database and in `--json`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Guid => "guid",
            Self::GuidAlone => "guid-alone",
            Self::Link => "link",
            Self::Title => "title",
        }
    }

    /// The criterion of a word; nothing is proven of a word that this program does not know.
    pub fn parse(word: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|one| one.as_str() == word).unwrap_or_default()
    }

    /// Whether an equal GUID is an equal entry.
    pub fn believes_guids(self) -> bool {
        matches!(self, Self::Open | Self::Guid | Self::GuidAlone)
    }

    /// Whether another link is worth to be kept.
    pub fn believes_links(self) -> bool {
        matches!(self, Self::Open | Self::Guid | Self::Link)
    }

    /// What is wrong with the feed, for its publisher and the operator.
    pub fn fault(self) -> Option<&'static str> {
        match self {
            Self::Open | Self::Guid => None,
            Self::GuidAlone => Some("its links change at each fetch"),
            Self::Link => Some("its GUIDs change or repeat"),
            Self::Title => Some("its links and GUIDs change at each fetch"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Criterion;

    #[test]
    fn a_word_is_its_criterion_again() {
        for one in Criterion::ALL {
            assert_eq!(Criterion::parse(one.as_str()), one);
        }
        assert_eq!(Criterion::parse("soul"), Criterion::Open);
    }
}
