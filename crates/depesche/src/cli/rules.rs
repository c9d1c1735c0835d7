//! What can be said of a source's own rules.

use clap::Args;

use super::Format;

/// What the help ends with.
pub(super) const EXAMPLES: &str = "Examples:
  depesche rules harbour-post --take 'article .body' --drop '.related, aside'
  depesche rules harbour-post --drop 'p:has(> a[href*=\"/shop/\"])' --drop '#newsletter'
  depesche rules harbour-post --undo

Selectors: p  .class  #id  [attr]  [attr=\"x\"]  ^= $= *= ~=  a b  a > b  a + b  a ~ b  a, b
  :not() :is() :has()  :first-child :last-child :nth-child() :nth-of-type() and their like
Take them from the page's source text (Ctrl+U) rather than from a browser's inspector, which
shows what scripts have made of it. Scripts, styles and drawings are not counted by :nth-child().
What other pages of the source have too is left out by itself in time: see `depesche cuts`.";

/// `rules`
#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// The source: its slug, its name, its number, or the address of one of its feeds
    pub(crate) source: String,

    #[command(flatten)]
    pub(crate) selectors: Selectors,

    /// Forget the rules that there are; with --take and --drop, begin anew
    #[arg(long)]
    pub(crate) clear: bool,

    /// Bring back the rules that were before the last change
    #[arg(long, conflicts_with_all = ["take", "drop", "clear"])]
    pub(crate) undo: bool,

    /// Save them without asking
    #[arg(long)]
    pub(crate) yes: bool,

    #[command(flatten)]
    pub(crate) format: Format,
}

/// Rules for pages, as they are tried.
#[derive(Debug, Default, Args)]
pub(crate) struct Selectors {
    /// The article is what this finds, in place of what was to be taken; several may be said
    #[arg(long, value_name = "SELECTOR", allow_hyphen_values = true)]
    pub(crate) take: Vec<String>,

    /// Leave out what this finds, in place of what was to be dropped; several may be said
    #[arg(long, value_name = "SELECTOR", allow_hyphen_values = true)]
    pub(crate) drop: Vec<String>,
}

impl Selectors {
    /// Whether nothing is said.
    pub(crate) fn is_empty(&self) -> bool {
        self.take.is_empty() && self.drop.is_empty()
    }
}
