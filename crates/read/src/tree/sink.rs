//! Where html5ever's tree builder puts what it builds: nodes in one vector, linked by their numbers.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name};

use super::{Data, Element, Id, NONE, Node, Tree};

/// How many attributes an element may have that gets them of several tags: each is compared with all
/// before it.
const MAX_ATTRIBUTES: usize = 200;

/// How many attributes all elements of a page may have; those of later elements are left out. Real
/// pages stay below 40,000.
const MAX_ALL_ATTRIBUTES: usize = 200_000;

/// The nodes of a tree that grows.
pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// How deep the node lies that came last.
    depth: Cell<u32>,
    /// How many attributes there are.
    attributes: Cell<usize>,
    /// Whether some had no room.
    is_overladen: Cell<bool>,
}

impl Default for Sink {
    fn default() -> Self {
        let sink = Self {
            nodes: RefCell::default(),
            depth: Cell::new(0),
            attributes: Cell::new(0),
            is_overladen: Cell::new(false),
        };
        sink.add(Data::Document);
        sink
    }
}

impl Sink {
    /// The tree, grown.
    pub(super) fn into_tree(self) -> Tree {
        let nodes = self.nodes.into_inner();
        Tree { nodes }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.borrow().len()
    }

    /// How deep the node lies that came last.
    pub(super) fn depth(&self) -> u32 {
        self.depth.get()
    }

    /// Whether elements were given more attributes than there is room for.
    pub(super) fn is_overladen(&self) -> bool {
        self.is_overladen.get()
    }

    fn add(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        let id = Id::try_from(nodes.len()).expect("there are fewer nodes than MAX_NODES and a few");
        nodes.push(Node {
            data,
            parent: NONE,
            first: NONE,
            last: NONE,
            previous: NONE,
            next: NONE,
            depth: 0,
        });
        id
    }

    /// Puts a node into `parent`, before `next` or at its end.
    fn insert(&self, parent: Id, next: Id, child: NodeOrText<Id>) {
        let id = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let mut nodes = self.nodes.borrow_mut();
                let before = if next == NONE {
                    nodes[parent as usize].last
                } else {
                    nodes[next as usize].previous
                };
                if before != NONE
                    && let Data::Text(piece) = &mut nodes[before as usize].data
                {
                    piece.push_tendril(&text);
                    return;
                }
                drop(nodes);
                self.add(Data::Text(text))
            }
        };
        self.take_out(id);
        self.link(parent, next, id);
    }

    fn link(&self, parent: Id, next: Id, id: Id) {
        let nodes = &mut *self.nodes.borrow_mut();
        let previous = if next == NONE {
            std::mem::replace(&mut nodes[parent as usize].last, id)
        } else {
            std::mem::replace(&mut nodes[next as usize].previous, id)
        };
        if previous == NONE {
            nodes[parent as usize].first = id;
        } else {
            nodes[previous as usize].next = id;
        }
        let depth = nodes[parent as usize].depth + 1;
        let node = &mut nodes[id as usize];
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, next, depth);
        self.depth.set(depth);
    }

    fn take_out(&self, id: Id) {
        let nodes = &mut *self.nodes.borrow_mut();
        let Node {
            parent,
            previous,
            next,
            ..
        } = nodes[id as usize];
        if parent == NONE {
            return;
        }
        if previous == NONE {
            nodes[parent as usize].first = next;
        } else {
            nodes[previous as usize].next = next;
        }
        if next == NONE {
            nodes[parent as usize].last = previous;
        } else {
            nodes[next as usize].previous = previous;
        }
        let node = &mut nodes[id as usize];
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
    }

    fn parent(&self, id: Id) -> Id {
        self.nodes.borrow()[id as usize].parent
    }
}

/// The name of an element, for the builder.
#[derive(Debug)]
pub(crate) struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = ();
    type ElemName<'a> = Name;

    fn finish(self) {}

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        Tree::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name {
        match &self.nodes.borrow()[*target as usize].data {
            Data::Element(element) => Name(element.name.clone()),
            _ => Name(QualName::new(
                None,
                html5ever::ns!(html),
                local_name!("html"),
            )),
        }
    }

    fn create_element(
        &self,
        name: QualName,
        mut attributes: Vec<Attribute>,
        _flags: ElementFlags,
    ) -> Id {
        let count = self.attributes.get() + attributes.len();
        if count > MAX_ALL_ATTRIBUTES {
            self.is_overladen.set(true);
            attributes = Vec::new();
        } else {
            self.attributes.set(count);
        }
        self.add(Data::Element(Element { name, attributes }))
    }

    fn create_comment(&self, _text: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.insert(*parent, NONE, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Id,
        previous_element: &Id,
        child: NodeOrText<Id>,
    ) {
        match self.parent(*element) {
            NONE => self.insert(*previous_element, NONE, child),
            parent => self.insert(parent, *element, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, one: &Id, other: &Id) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        match self.parent(*sibling) {
            NONE => {}
            parent => self.insert(parent, *sibling, child),
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        if let Data::Element(element) = &mut self.nodes.borrow_mut()[*target as usize].data {
            for attribute in attributes {
                let is_full = element.attributes.len() >= MAX_ATTRIBUTES;
                self.is_overladen.set(self.is_overladen.get() || is_full);
                if !is_full && !element.has(&attribute.name.local) {
                    element.attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        self.take_out(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        loop {
            let first = self.nodes.borrow()[*node as usize].first;
            if first == NONE {
                return;
            }
            self.take_out(first);
            self.link(*new_parent, NONE, first);
        }
    }
}
