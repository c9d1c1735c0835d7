//! What of a source may be shown.

use serde::{Deserialize, Serialize};

use crate::{Article, Restrictions};

/// How much of an article's text may leave the house.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum TextPolicy {
    /// Nothing in public: only the signed-in owner reads it.
    Private,
    /// Headline, a very short excerpt ([`Policy::HEADLINE_EXCERPT`] characters), the link.
    #[default]
    Headline,
    /// Headline, an excerpt of [`Policy::excerpt_chars`] characters, the link.
    Excerpt,
    /// The whole article.
    Full,
}

impl TextPolicy {
    /// All of them, from the least shown to the most.
    pub const ALL: [Self; 4] = [Self::Private, Self::Headline, Self::Excerpt, Self::Full];

    /// The word that stands in the database, the API and the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Headline => "headline",
            Self::Excerpt => "excerpt",
            Self::Full => "full",
        }
    }

    /// Reads the word back; `None` for any other.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.as_str() == word)
    }
}

/// What of a source may be shown, and why. The default is that of a source that nobody has
/// decided on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a permission of its own, as in a contract"
)]
pub struct Policy {
    /// How much text.
    pub text: TextPolicy,
    /// How long an excerpt is, in characters, where `text` is `excerpt`.
    pub excerpt_chars: u32,
    /// Whether the source's images are fetched and shown.
    pub images: bool,
    /// Whether headline and excerpt (and the text, where shown) may be translated.
    pub translation: bool,
    /// Whether its texts may be given to models that are not needed for translation.
    pub ai: bool,
    /// Whether its articles go out in our feeds.
    pub feeds: bool,
    /// Whether its articles go out by mail.
    pub mail: bool,
    /// Why: a licence, a contract, "short excerpt". Shown on the receipt and the source sheet.
    pub basis: String,
}

impl Policy {
    /// How many characters a `headline` source shows of its text (compare § 87g(2) `UrhG`: "very
    /// short extracts"; the law names no number).
    pub const HEADLINE_EXCERPT: u32 = 160;

    /// How long a headline may be where not the whole text is shown, in characters.
    pub const HEADLINE_CHARS: usize = 200;

    /// Whether the whole text may be shown in public.
    pub fn shows_whole(&self) -> bool {
        self.text == TextPolicy::Full
    }

    /// Whether pictures are shown in public, and so fetched at all.
    pub fn shows_images(&self) -> bool {
        self.images && self.text != TextPolicy::Private
    }

    /// How many characters of the text an excerpt has, where not the whole is shown.
    pub fn excerpt_limit(&self) -> usize {
        match self.text {
            TextPolicy::Excerpt => (self.excerpt_chars as usize).min(Article::LEAD_CHARS),
            _ => Self::HEADLINE_EXCERPT as usize,
        }
    }

    /// What is left of this policy under what the source's signs forbid. A licence or a contract
    /// that the operator names as the basis of whole texts goes before signs, which are for
    /// those who have none.
    #[must_use]
    pub fn under(mut self, signs: Restrictions) -> Self {
        if self.is_contract() {
            return self;
        }
        self.images &= !signs.no_images;
        self.ai &= !signs.is_reserved;
        if signs.no_archive && self.text == TextPolicy::Full {
            self.text = TextPolicy::Headline;
        }
        if signs.no_snippet && self.text != TextPolicy::Private {
            self.text = TextPolicy::Excerpt;
            self.excerpt_chars = 0;
        }
        self
    }

    /// Whether the texts of articles' own pages may be taken under these signs: only where whole
    /// texts are shown or kept, and of nothing that is reserved.
    pub fn extracts(&self, signs: Restrictions) -> bool {
        match self.text {
            TextPolicy::Headline | TextPolicy::Excerpt => false,
            TextPolicy::Private => !signs.is_reserved,
            TextPolicy::Full => {
                self.is_contract() || !(signs.is_reserved || signs.no_archive || signs.no_snippet)
            }
        }
    }

    /// Whether whole texts may go out in our feeds under these signs.
    pub fn feeds_whole(&self, signs: Restrictions) -> bool {
        self.shows_whole() && (self.is_contract() || !signs.is_reserved)
    }

    fn is_contract(&self) -> bool {
        self.text == TextPolicy::Full && !self.basis.trim().is_empty()
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            text: TextPolicy::Headline,
            excerpt_chars: Self::HEADLINE_EXCERPT,
            images: false,
            translation: true,
            ai: false,
            feeds: true,
            mail: true,
            basis: String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Policy, TextPolicy};
    use crate::Restrictions;

    const RESERVED: Restrictions = Restrictions {
        is_reserved: true,
        no_archive: false,
        no_snippet: false,
        no_images: false,
    };

    fn policy(text: TextPolicy, basis: &str) -> Policy {
        Policy {
            text,
            images: true,
            ai: true,
            basis: basis.to_owned(),
            ..Policy::default()
        }
    }

    #[test]
    fn a_reserved_source_is_not_extracted_unless_a_contract_says_so() {
        let check = |text: TextPolicy, basis: &str, signs: Restrictions, extracts: bool| {
            let policy = policy(text, basis);
            assert_eq!(policy.extracts(signs), extracts, "{policy:?} {signs:?}");
        };
        let none = Restrictions::default();
        check(TextPolicy::Headline, "", none, false);
        check(TextPolicy::Full, "", none, true);
        check(TextPolicy::Full, "", RESERVED, false);
        check(TextPolicy::Private, "", RESERVED, false);
        check(TextPolicy::Full, "contract of May", RESERVED, true);
    }

    #[test]
    fn signs_take_away_what_they_name_and_nothing_else() {
        let left = policy(TextPolicy::Full, "").under(RESERVED);
        assert_eq!(
            (left.text, left.ai, left.images),
            (TextPolicy::Full, false, true)
        );
        let signs = Restrictions {
            no_images: true,
            no_snippet: true,
            ..Restrictions::default()
        };
        let left = policy(TextPolicy::Full, "").under(signs);
        assert_eq!((left.images, left.excerpt_limit()), (false, 0));
        assert!(!left.shows_whole() && left.ai);
        let by_contract = policy(TextPolicy::Full, "CC BY 4.0");
        assert_eq!(by_contract.clone().under(signs), by_contract);
    }
}
