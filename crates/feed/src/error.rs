//! Why bytes could not be read, in words for the person who gave them.

/// Why nothing of a document could be read as a feed. Each says what it is and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAFeed {
    /// There is nothing in it.
    #[error("the document is empty; check the address, or try again later")]
    Empty,
    /// It is larger than [`crate::MAX_BYTES`].
    #[error("the document is larger than {} MiB, which no feed needs; check the address", crate::MAX_BYTES >> 20)]
    TooLarge,
    /// An HTML page.
    #[error(
        "this is a web page, not a feed; add the page's address and its feeds are looked for, or \
         give the address of the feed itself"
    )]
    WebPage,
    /// Compressed data, a picture or anything else that is no text.
    #[error(
        "this is binary data (compressed, a picture or a programme), not a feed; check the \
         address, and unpack the file if it is packed"
    )]
    Binary,
    /// A list of subscriptions.
    #[error("this is a list of feeds (OPML), not a feed; import it instead")]
    Opml,
    /// JSON that is no JSON Feed.
    #[error("this is JSON, but not a JSON Feed; look on the site for its feed's address")]
    OtherJson,
    /// XML that is neither RSS, Atom nor RDF.
    #[error("this is XML, but neither RSS, Atom nor RDF; look on the site for its feed's address")]
    OtherXml,
    /// Text of no kind that is known.
    #[error("this is plain text, not a feed; check the address")]
    Text,
}

/// Why nothing of a document could be read as a list of subscriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOpml {
    /// There is nothing in it.
    #[error("the file is empty; export the list of feeds again")]
    Empty,
    /// It is larger than [`crate::opml::MAX_BYTES`].
    #[error("the file is larger than {} MiB; split it", crate::opml::MAX_BYTES >> 20)]
    TooLarge,
    /// No outline stands in it.
    #[error("this is no OPML file; export the list of feeds as OPML from your reader")]
    NoOutlines,
}
