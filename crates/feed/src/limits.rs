//! What is read of one document at most, and why.
//!
//! Every list and every text that a stranger can make long has its bound here. What is beyond it
//! is left out and complained of; nothing is refused for being long but the document as a whole.

/// The largest document, in bytes. The largest feed met among thousands of real ones has 11 MB;
/// a few publishers put all their years into one document.
pub const MAX_BYTES: usize = 16 << 20;

/// How many entries of one document are read. The largest real archive feeds have about 4,000.
pub const MAX_ENTRIES: usize = 5_000;

/// How many tags, texts and sections of a document are looked at: the budget of CPU time. 16 MB of
/// honest feed have some 600,000; more is a flood.
pub(crate) const MAX_TOKENS: usize = 2_000_000;

/// How deep elements may lie. Feeds need 8. What lies deeper is read as if it lay there.
pub(crate) const MAX_DEPTH: usize = 64;

/// How many attributes of a tag are read. The largest seen in real feeds is 40 (the root's
/// namespaces); a few of these make one step of work, so the number bounds a step.
pub(crate) const MAX_ATTRIBUTES: usize = 256;

/// How many namespace prefixes are known at a time. Publishing systems declare up to 40.
pub(crate) const MAX_NAMESPACES: usize = 128;

/// The longest text of an entry, in bytes: a long novel. One entry cannot fill the memory.
pub(crate) const MAX_TEXT: usize = 4 << 20;

/// The longest title, name, category and the like, in bytes.
pub(crate) const MAX_SHORT: usize = 64 << 10;

/// The longest address, in bytes: what browsers and servers take.
pub(crate) const MAX_LINK: usize = 8 << 10;

/// The longest address that others are resolved against, in bytes: it is copied for each of them.
pub(crate) const MAX_BASE: usize = 2 << 10;

/// How many addresses of a document are resolved; each costs as much as reading a kilobyte.
pub(crate) const MAX_RESOLVED: usize = 50_000;

/// By how many bytes resolving may make a document longer.
pub(crate) const MAX_RESOLVED_BYTES: usize = 8 << 20;

/// By how many times its length resolving may make a document longer. Text that is nothing but
/// links from the root becomes thrice as long.
pub(crate) const MAX_GROWTH: usize = 2;

/// By how many bytes resolving may make any document longer, however short.
pub(crate) const GROWTH_OF_ALL: usize = 16 << 10;

/// How many elements each list of an entry or a feed has (links, categories, authors, media …).
/// The longest honest list seen is 170 (categories).
pub(crate) const MAX_LIST: usize = 256;

/// How many elements all lists of a document have together: each takes up to 200 bytes.
pub(crate) const MAX_LISTED: usize = 100_000;

/// How many chapters of an episode are read. Long audiobooks have some 200.
pub(crate) const MAX_CHAPTERS: usize = 1_000;

/// How many complaints a reading makes.
pub(crate) const MAX_COMPLAINTS: usize = 32;
