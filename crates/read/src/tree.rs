//! A page as a tree.
//!
//! html5ever's tree builder follows the HTML Standard to the letter; what it builds lies in one
//! vector here and is walked by numbers. The builder itself has no bounds (fifty thousand nested
//! elements cost it minutes, a hundred thousand unclosed `<b>` gigabytes), so it sees tags only while
//! the tree is neither too deep nor too large, and no drawings, programmes and controls.

mod cut;
mod grow;
mod sink;
mod walk;

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, QualName};

pub(crate) use grow::Growing;

/// The number of a node in its [`Tree`].
pub(crate) type Id = u32;

/// No node.
const NONE: Id = Id::MAX;

/// The nodes of a page; the first is the document.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    data: Data,
    parent: Id,
    first: Id,
    last: Id,
    previous: Id,
    next: Id,
    depth: u32,
}

/// What a node is.
#[derive(Debug)]
pub(crate) enum Data {
    /// The document.
    Document,
    /// An element.
    Element(Element),
    /// A piece of text.
    Text(StrTendril),
    /// A comment and the like.
    Other,
}

/// An element.
#[derive(Debug)]
pub(crate) struct Element {
    /// Its name.
    pub(crate) name: QualName,
    /// Its attributes, as they were written.
    pub(crate) attributes: Vec<Attribute>,
}

impl Element {
    /// Its name in HTML.
    pub(crate) fn local(&self) -> &LocalName {
        &self.name.local
    }

    /// The value of an attribute; empty where it has none.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes
            .iter()
            .find(|attribute| *attribute.name.local == *name)
            .map_or("", |attribute| &attribute.value)
    }

    /// Whether it has an attribute, be it empty.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.attributes
            .iter()
            .any(|attribute| *attribute.name.local == *name)
    }
}
