//! Building a tree out of tags and texts.

use std::collections::HashMap;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, local_name};

use super::sink::Sink;
use super::{Id, Tree};
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
        let complaint = if self.is_full() {
            Some("the page is too large: its end was left out")
        } else if self.was_too_deep {
            Some("the elements are nested too deep: some were ignored")
        } else if self.builder.sink.is_overladen() {
            Some("there are too many attributes: some were ignored")
        } else {
            None
        };
        self.builder.end();
        (self.builder.sink.into_tree(), complaint)
    }

    fn is_full(&self) -> bool {
        self.builder.sink.len() >= MAX_NODES
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
        if self.builder.sink.depth() > MAX_DEPTH && !is_flat(&tag.name) {
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

    fn is_deaf(&self) -> bool {
        self.dropping.is_some()
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
