//! The nouns of Depesche and the one gate.
//!
//! This room holds what every other room speaks about: the chain
//! Source → Feed → Entry → Article → Version → Segment, the languages, the policy of a source, and
//! the [`gate`], the only function that decides what may leave the house. It also holds the text
//! analysis that grouping, matching and search share, and the query language.
//!
//! It never does I/O, never waits, never reads the clock: `now` is an argument.
//!
//! Everybody calls it. Start reading at [`article`], then [`policy`], then [`gate`].

pub mod article;
pub mod change;
pub mod criterion;
pub mod digest;
pub mod entry;
pub mod evidence;
pub mod feed;
pub mod gate;
pub mod glossary;
pub mod health;
pub mod html;
pub mod id;
pub mod lang;
pub mod languages;
pub mod notes;
pub mod picture;
pub mod policy;
pub mod query;
pub mod rhythm;
pub mod section;
pub mod slug;
pub mod source;
pub mod text;
pub mod translation;
pub mod trouble;
pub mod websub;

pub use article::{Article, Body, Origin, Segment, SegmentKind, Version};
pub use criterion::Criterion;
pub use entry::{Entry, EntryKeys, KnownEntry};
pub use evidence::{Evidence, Restrictions, Sign, SignKind, SignPlace};
pub use feed::{Feed, Validators};
pub use gate::{Audience, Held, Shown};
pub use glossary::{Glossary, Term};
pub use html::Html;
pub use id::{ArticleId, EntryId, FeedId, SectionId, SourceId, SubscriptionId};
pub use lang::Lang;
pub use languages::Languages;
pub use notes::{Moved, Notes, Wishes};
pub use picture::Picture;
pub use policy::{Policy, TextPolicy};
pub use rhythm::Rhythm;
pub use section::Section;
pub use source::Source;
pub use translation::{Review, TextState, Translation, Translator};
pub use trouble::Trouble;
pub use websub::{Subscription, SubscriptionState};
