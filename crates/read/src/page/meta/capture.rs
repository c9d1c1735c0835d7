//! Collects the texts of single elements while a page is read.

use html5ever::LocalName;
use html5ever::local_name;
use html5ever::tokenizer::Tag;

/// How many elements are collected at a time; one in the other.
const MAX_OPEN: usize = 8;

/// The longest text of an element that is for readers, in bytes.
const MAX_TEXT_BYTES: usize = 2_000;

/// The longest programme that is collected, in bytes.
const MAX_DATA_BYTES: usize = 3 << 19;

/// How many names one byline may have.
const MAX_NAMES: usize = 16;

/// What an element is collected for.
#[derive(Debug)]
pub(super) enum What {
    Title,
    Data,
    Heading,
    Property(String),
    Byline {
        is_told: bool,
    },
    /// What looks like one name in a byline.
    Name,
    Time {
        machine: String,
        hint: String,
        is_told: bool,
    },
    Caption,
    Credit,
}

/// An element and its text.
#[derive(Debug)]
pub(super) struct Capture {
    pub(super) what: What,
    pub(super) text: String,
    /// Of a byline: what looks like names in it.
    pub(super) names: Vec<String>,
    name: LocalName,
    depth: u32,
}

/// The elements that are being read, from the outermost on.
#[derive(Debug, Default)]
pub(super) struct Captures(Vec<Capture>);

impl Captures {
    /// Begins with an element. One without an end has no text.
    pub(super) fn open(&mut self, what: What, tag: &Tag) {
        const VOID: [&str; 5] = ["meta", "link", "img", "input", "br"];
        if self.0.len() < MAX_OPEN && !VOID.contains(&&*tag.name) {
            self.0.push(Capture {
                what,
                text: String::new(),
                names: Vec::new(),
                name: tag.name.clone(),
                depth: 1,
            });
        }
    }

    pub(super) fn is_in_byline(&self) -> bool {
        self.0
            .iter()
            .any(|capture| matches!(capture.what, What::Byline { .. }))
    }

    /// Whether one of them is collected for machines, or is the title: texts that readers need not
    /// see.
    pub(super) fn hear_machines(&self) -> bool {
        self.0
            .iter()
            .any(|capture| matches!(capture.what, What::Data | What::Title))
    }

    pub(super) fn is_in_caption(&self) -> bool {
        self.0
            .iter()
            .any(|capture| matches!(capture.what, What::Caption))
    }

    /// A text; `is_muted` where readers do not see it.
    pub(super) fn text(&mut self, text: &str, is_muted: bool) {
        for capture in &mut self.0 {
            let limit = match capture.what {
                What::Data => MAX_DATA_BYTES,
                What::Title => MAX_TEXT_BYTES,
                _ if is_muted => 0,
                _ => MAX_TEXT_BYTES,
            };
            let room = limit.saturating_sub(capture.text.len());
            capture
                .text
                .push_str(&text[..text.floor_char_boundary(room)]);
        }
    }

    /// An element begins: gives back what ended without an end tag.
    pub(super) fn start(&mut self, name: &LocalName, is_empty: bool) -> Vec<Capture> {
        let is_closing = matches!(*name, local_name!("p") | local_name!("li"));
        if is_closing && self.0.iter().any(|capture| capture.name == *name) {
            return self.end(name);
        }
        let parts = is_block(name);
        for capture in &mut self.0 {
            capture.depth += u32::from(capture.name == *name && !is_empty);
            if parts {
                capture.text.push('\n');
            }
        }
        Vec::new()
    }

    /// An element ends: gives back what ended with it.
    pub(super) fn end(&mut self, name: &LocalName) -> Vec<Capture> {
        let parts = is_block(name);
        for capture in &mut self.0 {
            capture.depth -= u32::from(capture.name == *name);
            if parts {
                capture.text.push('\n');
            }
        }
        let Some(first) = self.0.iter().position(|capture| capture.depth == 0) else {
            return Vec::new();
        };
        // What was opened in it is over as well.
        let ended: Vec<Capture> = self.0.drain(first..).rev().collect();
        self.settled(ended)
    }

    /// All that is still open.
    pub(super) fn drain(&mut self) -> Vec<Capture> {
        let ended = self.0.drain(..).rev().collect();
        self.settled(ended)
    }

    /// Names go to the byline that they stand in; a byline in a byline is its names.
    fn settled(&mut self, ended: Vec<Capture>) -> Vec<Capture> {
        let mut whole: Vec<Capture> = Vec::new();
        let mut ended = ended.into_iter().peekable();
        while let Some(capture) = ended.next() {
            if !matches!(capture.what, What::Name | What::Byline { .. }) {
                whole.push(capture);
                continue;
            }
            let outer = match ended.peek_mut() {
                Some(outer) if matches!(outer.what, What::Name | What::Byline { .. }) => {
                    Some(outer)
                }
                _ => self
                    .0
                    .iter_mut()
                    .rfind(|outer| matches!(outer.what, What::Byline { .. })),
            };
            let Some(outer) = outer else {
                whole.push(capture);
                continue;
            };
            let Capture { text, names, .. } = capture;
            let names = if names.is_empty() { vec![text] } else { names };
            let room = MAX_NAMES.saturating_sub(outer.names.len());
            outer.names.extend(names.into_iter().take(room));
        }
        whole
    }
}

/// Whether an element stands on lines of its own.
pub(super) fn is_block(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("div")
            | local_name!("p")
            | local_name!("li")
            | local_name!("br")
            | local_name!("ul")
            | local_name!("section")
            | local_name!("header")
            | local_name!("footer")
            | local_name!("address")
            | local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("figcaption")
            | local_name!("dd")
            | local_name!("dt")
            | local_name!("td")
    )
}
