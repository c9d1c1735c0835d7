//! Who said what of a page.

use serde::Serialize;

/// What one place of a page says of one fact: evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// What it is about.
    pub fact: Fact,
    /// Where it is said.
    pub place: Place,
    /// What is said, as a plain line.
    pub says: String,
    /// Whether it was believed; of several that contradict each other one is.
    pub is_taken: bool,
}

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// The headline.
    Title,
    /// Who wrote it.
    Byline,
    /// When it was published.
    Published,
    /// When it was changed.
    Modified,
    /// The language it is written in.
    Language,
    /// The picture that stands for it.
    Picture,
    /// Under which licence it stands.
    License,
    /// Whether one must pay to read it.
    Paywall,
}

/// Where a page says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Structured data (JSON-LD) about the article.
    Data,
    /// Structured data about the page.
    PageData,
    /// The Open Graph.
    OpenGraph,
    /// The card for Twitter.
    Twitter,
    /// Any other meta element: Dublin Core and the like.
    Meta,
    /// Microdata.
    Microdata,
    /// A link with a meaning.
    Link,
    /// The `title` element.
    Title,
    /// The `html` element.
    Html,
    /// A `time` element, for machines.
    Time,
    /// What readers see.
    Text,
    /// The page's address.
    Address,
    /// The entry of the feed that led here.
    Feed,
}

impl Claim {
    /// A claim that is not yet believed.
    pub(super) fn new(fact: Fact, place: Place, says: String) -> Self {
        Self {
            fact,
            place,
            says,
            is_taken: false,
        }
    }
}

/// What is believed of a fact; empty where nothing is.
pub(super) fn taken(claims: &[Claim], fact: Fact) -> &str {
    let mut claims = claims.iter();
    let claim = claims.find(|claim| claim.fact == fact && claim.is_taken);
    claim.map_or("", |claim| &claim.says)
}

/// Takes the first.
pub(super) fn take_first(claims: &mut [Claim]) {
    if let Some(claim) = claims.first_mut() {
        claim.is_taken = true;
    }
}
