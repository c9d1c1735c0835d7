//! What of markup is content: without programmes, styles, controls, drawings.

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::Tag;

use crate::elements::{self, Raw};
use crate::tokens::{Listener, listen};

/// Takes the content of markup.
pub(crate) trait Reader {
    /// A text, its references resolved: everything between two tags.
    fn text(&mut self, text: &str);
    /// An element begins.
    fn start(&mut self, tag: &Tag);
    /// An element ends.
    fn end(&mut self, name: &LocalName);
}

/// Reads the content of markup: all but what [`elements::is_dropped`] drops.
pub(crate) fn read<R: Reader>(markup: &str, reader: R) -> R {
    let content = Content {
        reader,
        pending: StrTendril::new(),
        dropping: None,
    };
    let (mut content, _) = listen(markup, content);
    content.flush();
    content.reader
}

struct Content<R> {
    reader: R,
    /// Text whose end has not come: the tokenizer cuts it at every reference, and how a text was
    /// escaped must make no difference.
    pending: StrTendril,
    /// The element that is being dropped, and how often it stands in itself.
    dropping: Option<(LocalName, u32)>,
}

impl<R: Reader> Content<R> {
    fn flush(&mut self) {
        if !self.pending.is_empty() {
            self.reader.text(&self.pending);
            self.pending.clear();
        }
    }
}

impl<R: Reader> Listener for Content<R> {
    fn text(&mut self, text: &str) {
        if self.dropping.is_none() {
            self.pending.push_slice(text);
        }
    }

    fn start(&mut self, tag: &Tag) -> Option<Raw> {
        if let Some((name, depth)) = &mut self.dropping {
            *depth += u32::from(tag.name == *name && !tag.self_closing);
            return None;
        }
        if !elements::is_dropped(&tag.name) {
            self.flush();
            self.reader.start(tag);
            return None;
        }
        // Feeds are often written as XML: `<iframe …/>` has no content, whatever HTML says.
        if tag.self_closing {
            return None;
        }
        self.dropping = Some((tag.name.clone(), 1));
        elements::raw(&tag.name)
    }

    fn end(&mut self, name: &LocalName) {
        let Some((dropped, depth)) = &mut self.dropping else {
            self.flush();
            return self.reader.end(name);
        };
        *depth -= u32::from(dropped == name);
        if *depth == 0 {
            self.dropping = None;
        }
    }
}
