//! Walking a tree.

use html5ever::{LocalName, local_name};

use super::{Data, Element, Id, NONE, Tree};

impl Tree {
    /// The document's number.
    pub(crate) const ROOT: Id = 0;

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// What a node is.
    pub(crate) fn data(&self, id: Id) -> &Data {
        &self.nodes[id as usize].data
    }

    /// The element that a node is.
    pub(crate) fn element(&self, id: Id) -> Option<&Element> {
        match self.data(id) {
            Data::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The name of the element that a node is.
    pub(crate) fn name(&self, id: Id) -> Option<&LocalName> {
        self.element(id).map(Element::local)
    }

    /// The value of an element's attribute; empty where there is none.
    pub(crate) fn attribute(&self, id: Id, name: &str) -> &str {
        self.element(id)
            .map_or("", |element| element.attribute(name))
    }

    /// The node that holds this one.
    pub(crate) fn parent(&self, id: Id) -> Option<Id> {
        some(self.nodes[id as usize].parent)
    }

    /// The nodes in a node, in order.
    pub(crate) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let first = some(self.nodes[id as usize].first);
        std::iter::successors(first, |id| some(self.nodes[*id as usize].next))
    }

    /// The nodes around a node, the nearest first.
    pub(crate) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// A node and all in it, in the order in which they begin.
    pub(crate) fn subtree(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(Some(id), move |at| self.after(*at, id))
    }

    /// The node that begins after this one, within `root`.
    fn after(&self, at: Id, root: Id) -> Option<Id> {
        if let Some(child) = some(self.nodes[at as usize].first) {
            return Some(child);
        }
        self.beyond(at, root)
    }

    /// The first node that begins after this one has ended, within `root`.
    fn beyond(&self, mut at: Id, root: Id) -> Option<Id> {
        while at != root {
            if let Some(next) = some(self.nodes[at as usize].next) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
        None
    }

    /// The page's `body`; the document where there is none.
    pub(crate) fn body(&self) -> Id {
        self.subtree(Self::ROOT)
            .find(|id| self.name(*id) == Some(&local_name!("body")))
            .unwrap_or(Self::ROOT)
    }
}

pub(super) fn some(id: Id) -> Option<Id> {
    (id != NONE).then_some(id)
}
