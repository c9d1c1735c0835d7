//! A source's own rules: what of its pages the operator takes or drops, as CSS selectors.
//!
//! They are the last resort, where the ordinary way ([`mod@crate::page`]) errs on a source's pages
//! again and again. Sites change, and rules do not notice: measured on public collections of such
//! rules, a third finds nothing any more, and most of the others find less than no rule at all. So
//! they never empty an article: what they leave is compared with what the ordinary way finds.
//!
//! The selectors are read ([`parse`]) and looked for ([`find`]) here. A crate for it was looked at
//! and left: `selectors` goes back from each element to those before it, so that `h6 ~ p` takes the
//! square of a page's paragraphs (a page of its author's choice stands still), `simplecss` the power
//! of its depth and knows no `:not`. One walk from the top takes as long as the page.

mod find;
mod parse;
mod selector;

pub(crate) use find::Finder;
pub use selector::Selector;

/// How many selectors a source's rules may have.
pub const MAX_SELECTORS: usize = 40;

/// How long a selector may be, in characters.
pub const MAX_CHARS: usize = 300;

/// How many conditions the selectors of a source may have together: each is asked of every element.
pub const MAX_CONDITIONS: usize = 200;

/// What the operator has said of a source's pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SiteRules {
    /// The article is what these find, in the order of the page; none: what the ordinary way finds.
    pub take: Vec<Selector>,
    /// What these find is left out before the article is looked for.
    pub drop: Vec<Selector>,
}

/// Why rules are none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongRules {
    /// A selector cannot be read.
    #[error("`{selector}` is no selector: at character {at}, {reason}")]
    Selector {
        /// The selector.
        selector: String,
        /// Which of its characters is wrong, from 1.
        at: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// There are too many.
    #[error("a source may have {MAX_SELECTORS} selectors, these are {0}")]
    TooMany(usize),
    /// They are too long together.
    #[error("the selectors have {0} conditions together, {MAX_CONDITIONS} are allowed")]
    TooMuch(usize),
}

/// What became of a source's rules on one of its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    /// The article is what they make of the page.
    Yes,
    /// What is to be taken is not there: the article is what the ordinary way finds.
    FoundNothing,
    /// They would have left next to nothing: the article is what the ordinary way finds.
    TooLittle,
}

impl SiteRules {
    /// Reads rules, in the operator's words. Selectors of white space alone are left out.
    ///
    /// *Errors*: where one is no selector, or they are too many; the text says where and why.
    pub fn read<T: AsRef<str>>(take: &[T], drop: &[T]) -> Result<Self, WrongRules> {
        let read = |texts: &[T]| -> Result<Vec<Selector>, WrongRules> {
            let texts = texts.iter().map(|text| text.as_ref().trim());
            let texts = texts.filter(|text| !text.is_empty());
            texts.map(parse::selector).collect()
        };
        let rules = Self {
            take: read(take)?,
            drop: read(drop)?,
        };
        let count = rules.take.len() + rules.drop.len();
        if count > MAX_SELECTORS {
            return Err(WrongRules::TooMany(count));
        }
        let all = rules.take.iter().chain(&rules.drop);
        let conditions = all.map(Selector::conditions).sum();
        if conditions > MAX_CONDITIONS {
            return Err(WrongRules::TooMuch(conditions));
        }
        Ok(rules)
    }

    /// Whether they say nothing.
    pub fn is_empty(&self) -> bool {
        self.take.is_empty() && self.drop.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_CONDITIONS, MAX_SELECTORS, SiteRules, WrongRules};

    #[test]
    fn rules_are_bounded() {
        let many = vec!["p"; MAX_SELECTORS + 1];
        let read = SiteRules::read(&many, &[]);
        assert_eq!(read, Err(WrongRules::TooMany(MAX_SELECTORS + 1)));
        let long = vec!["a,b,c,d,e,f"; MAX_CONDITIONS / 6 + 1];
        let read = SiteRules::read(&long, &[]);
        assert!(matches!(read, Err(WrongRules::TooMuch(204))), "{read:?}");
        let read = SiteRules::read(&["p".repeat(301)], &[]);
        assert!(matches!(read, Err(WrongRules::Selector { .. })), "{read:?}");
    }

    #[test]
    fn white_space_is_no_rule() {
        let rules = SiteRules::read(&["  "], &[" .x "]).expect("they are read");
        assert!(rules.take.is_empty());
        assert_eq!(rules.drop[0].as_str(), ".x");
    }
}
