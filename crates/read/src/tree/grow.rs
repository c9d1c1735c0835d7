//! Building a tree out of tags and texts.

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name};

use super::{Data, Element, Id, NONE, Node, Tree};
use crate::elements::{self, Raw};
use crate::tokens::Listener;

/// How deep elements may be nested; deeper ones lose their tags. Honest pages stay below 60.
const MAX_DEPTH: u32 = 250;

/// How many nodes a tree may have; what follows is left out.
const MAX_NODES: usize = 200_000;

/// The longest attribute that is kept, in bytes; longer ones are pictures and programmes.
const MAX_VALUE_BYTES: usize = 8 << 10;

/// A tree that grows by what [`crate::tokens::listen`] hears.
pub(crate) struct Growing {
    builder: TreeBuilder<Id, Sink>,
    /// The element that is left out, and how often it stands in itself.
    dropping: Option<(LocalName, u32)>,
    /// The elements that lost their tags and are still open, by name.
    flattened: HashMap<LocalName, u32>,
    was_too_deep: bool,
}

impl Default for Growing {
    fn default() -> Self {
        // Pictures that wait for a programme stand in `noscript`.
        let options = TreeBuilderOpts {
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        };
        Self {
            builder: TreeBuilder::new(Sink::default(), options),
            dropping: None,
            flattened: HashMap::new(),
            was_too_deep: false,
        }
    }
}

impl Growing {
    /// The tree, and what was left out, in words.
    pub(crate) fn finish(self) -> (Tree, Option<&'static str>) {
        let is_full = self.is_full();
        self.builder.end();
        let nodes = self.builder.sink.nodes.into_inner();
        let complaint = if is_full {
            Some("the page is too large: its end was left out")
        } else {
            self.was_too_deep
                .then_some("the elements are nested too deep: some were ignored")
        };
        (Tree { nodes }, complaint)
    }

    fn is_full(&self) -> bool {
        self.builder.sink.nodes.borrow().len() >= MAX_NODES
    }

    fn tell(&self, token: Token) -> TokenSinkResult<Id> {
        self.builder.process_token(token, 1)
    }
}

impl Listener for Growing {
    fn text(&mut self, text: &str) {
        if self.dropping.is_none() && !self.is_full() {
            let _ = self.tell(Token::CharacterTokens(StrTendril::from_slice(text)));
        }
    }

    fn start(&mut self, tag: &Tag) -> Option<Raw> {
        if let Some((name, depth)) = &mut self.dropping {
            *depth += u32::from(tag.name == *name && !tag.self_closing);
            return None;
        }
        if is_left_out(&tag.name) {
            let raw = elements::raw(&tag.name);
            if raw.is_some() || !tag.self_closing {
                self.dropping = Some((tag.name.clone(), 1));
            }
            return raw;
        }
        if self.is_full() {
            return None;
        }
        if self.builder.sink.depth.get() > MAX_DEPTH && !is_flat(&tag.name) {
            self.was_too_deep = true;
            *self.flattened.entry(tag.name.clone()).or_default() += 1;
            return None;
        }
        let mut tag = tag.clone();
        tag.attrs
            .retain(|attribute| attribute.value.len() <= MAX_VALUE_BYTES);
        match self.tell(Token::TagToken(tag)) {
            TokenSinkResult::RawData(RawKind::Rcdata) => Some(Raw::References),
            TokenSinkResult::RawData(RawKind::Rawtext) => Some(Raw::Text),
            TokenSinkResult::RawData(_) => Some(Raw::Script),
            TokenSinkResult::Plaintext => Some(Raw::Plain),
            TokenSinkResult::Continue
            | TokenSinkResult::Script(_)
            | TokenSinkResult::EncodingIndicator(_) => None,
        }
    }

    fn end(&mut self, name: &LocalName) {
        if let Some((dropped, depth)) = &mut self.dropping {
            *depth -= u32::from(dropped == name);
            if *depth == 0 {
                self.dropping = None;
            }
            return;
        }
        if let Some(count) = self.flattened.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            return;
        }
        if !self.is_full() {
            let _ = self.tell(Token::TagToken(Tag {
                kind: TagKind::EndTag,
                name: name.clone(),
                self_closing: false,
                attrs: Vec::new(),
                had_duplicate_attributes: false,
            }));
        }
    }
}

/// A title and what stands in for programmes are text as well; whatever else is not markup goes.
fn is_left_out(name: &LocalName) -> bool {
    let is_raw = elements::raw(name).is_some()
        && !matches!(
            *name,
            local_name!("title") | local_name!("noscript") | local_name!("iframe")
        );
    is_raw
        || matches!(
            *name,
            local_name!("svg")
                | local_name!("math")
                | local_name!("template")
                | local_name!("select")
                | local_name!("frameset")
        )
}

/// Whether nothing ever stands in an element, so that it makes nothing deeper.
fn is_flat(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("br") | local_name!("img") | local_name!("hr") | local_name!("wbr")
    )
}

struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// How deep the node lies that came last.
    depth: Cell<u32>,
}

impl Default for Sink {
    fn default() -> Self {
        let sink = Self {
            nodes: RefCell::default(),
            depth: Cell::new(0),
        };
        sink.add(Data::Document);
        sink
    }
}

impl Sink {
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
        attributes: Vec<Attribute>,
        _flags: ElementFlags,
    ) -> Id {
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
                if !element.has(&attribute.name.local) {
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
