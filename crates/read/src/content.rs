//! What of markup is content: without programmes, styles, controls, drawings.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::Tag;
use html5ever::{LocalName, local_name};

use crate::elements::{self, Raw};
use crate::tokens::{Listener, listen};

/// How much is looked at of what readers without scripts are shown, in bytes.
const MAX_UNSCRIPTED: usize = 64 << 10;

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
        unscripted: String::new(),
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
    /// What a `noscript` holds.
    unscripted: String,
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
        match &self.dropping {
            None => self.pending.push_slice(text),
            Some((name, _)) if *name == local_name!("noscript") => {
                if self.unscripted.len() + text.len() <= MAX_UNSCRIPTED {
                    self.unscripted.push_str(text);
                }
            }
            Some(_) => {}
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
        if tag.name == local_name!("iframe") {
            self.flush();
            self.reader.start(tag);
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
            let unscripted = std::mem::take(&mut self.unscripted);
            if memchr::memchr(b'<', unscripted.as_bytes()).is_some() {
                self.flush();
                listen(&unscripted, Shown(&mut self.reader));
            }
        }
    }
}

/// Takes pictures and frames alone: what else stands in a `noscript` asks to switch scripts on.
struct Shown<'r, R>(&'r mut R);

impl<R: Reader> Listener for Shown<'_, R> {
    fn text(&mut self, _: &str) {}

    fn start(&mut self, tag: &Tag) -> Option<Raw> {
        let is_shown = matches!(
            tag.name,
            local_name!("img")
                | local_name!("picture")
                | local_name!("source")
                | local_name!("iframe")
        );
        if is_shown {
            self.0.start(tag);
        }
        elements::raw(&tag.name).filter(|_| !tag.self_closing)
    }

    fn end(&mut self, name: &LocalName) {
        if *name == local_name!("picture") {
            self.0.end(name);
        }
    }
}
