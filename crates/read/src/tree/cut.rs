//! Taking parts out of a tree.

use super::walk::some;
use super::{Id, NONE, Tree};

impl Tree {
    /// Takes a node out, and all that is in it.
    pub(crate) fn take_out(&mut self, id: Id) {
        let node = &mut self.nodes[id as usize];
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
        match (some(previous), some(parent)) {
            (Some(previous), _) => self.nodes[previous as usize].next = next,
            (None, Some(parent)) => self.nodes[parent as usize].first = next,
            (None, None) => {}
        }
        match (some(next), some(parent)) {
            (Some(next), _) => self.nodes[next as usize].previous = previous,
            (None, Some(parent)) => self.nodes[parent as usize].last = previous,
            (None, None) => {}
        }
    }
}
