//! Writes a page anew for the extractor, within bounds.
//!
//! On deep nesting the extractor overflows the stack, many elements and attributes cost it seconds,
//! and its parser finds tags where ours finds drawings or programmes. So it never sees the page
//! itself, but the tags and texts that were read, each written as it can be understood in one way
//! only; without programmes (structured data stays), styles, drawings and comments.

use std::collections::HashMap;

use html5ever::tokenizer::Tag;
use html5ever::{LocalName, local_name};

/// How deep elements may be nested. Honest pages stay below 60; the extractor overflows the stack
/// somewhere above 5,000.
const MAX_DEPTH: u32 = 250;

/// How many elements a page may have. The extractor needs 2.5 s for 100,000 paragraphs.
const MAX_ELEMENTS: usize = 50_000;

/// The longest attribute that is handed on, in bytes; longer ones are pictures and programmes.
const MAX_VALUE: usize = 8 << 10;

/// Elements whose end tags people leave out, and those that never have one.
const UNCLOSED: [&str; 28] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "a",
    "br", "hr", "img", "input", "meta", "link", "source", "col", "embed", "wbr", "area", "base",
    "param", "track", "colgroup",
];

/// The page as it is handed on.
#[derive(Default)]
pub(super) struct Rewrite {
    html: String,
    /// How often elements are open, by name. Never less than a parser finds: an end tag counts only
    /// against a start tag of its own name.
    open: HashMap<LocalName, u32>,
    depth: u32,
    deepest: u32,
    elements: usize,
    /// The element that is left out, and how often it stands in itself.
    dropping: Option<(LocalName, u32)>,
}

impl Rewrite {
    /// The page.
    ///
    /// # Errors
    ///
    /// What is wrong, in words, where the page is too deep or too large.
    pub(super) fn finish(self) -> Result<String, &'static str> {
        if self.deepest > MAX_DEPTH {
            Err("the elements are nested too deep")
        } else if self.elements > MAX_ELEMENTS {
            Err("the page has too many elements")
        } else {
            Ok(self.html)
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.dropping.is_none() {
            push_escaped(&mut self.html, text);
        }
    }

    pub(super) fn start(&mut self, tag: &Tag) {
        if let Some((name, depth)) = &mut self.dropping {
            *depth += u32::from(tag.name == *name && !tag.self_closing);
            return;
        }
        if is_left_out(&tag.name) {
            self.dropping =
                Some((tag.name.clone(), 1)).filter(|_| !tag.self_closing || is_raw(&tag.name));
            return;
        }
        self.elements += 1;
        if !UNCLOSED.contains(&&*tag.name) {
            self.depth += 1;
            self.deepest = self.deepest.max(self.depth);
            *self.open.entry(tag.name.clone()).or_default() += 1;
        }
        if self.deepest <= MAX_DEPTH && self.elements <= MAX_ELEMENTS {
            self.write(tag);
        }
    }

    pub(super) fn end(&mut self, name: &LocalName) {
        if let Some((dropped, depth)) = &mut self.dropping {
            *depth -= u32::from(dropped == name);
            if *depth == 0 {
                self.dropping = None;
            }
            return;
        }
        if let Some(count) = self.open.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            self.depth -= 1;
        }
        if is_name(name) {
            self.html.push_str("</");
            self.html.push_str(name);
            self.html.push('>');
        }
    }

    /// Structured data: what ended at `</script>` holds none.
    pub(super) fn data(&mut self, json: &str) {
        if !json.contains("<!--") && !json.contains("</") {
            self.html.push_str("<script type=\"application/ld+json\">");
            self.html.push_str(json);
            self.html.push_str("</script>");
        }
    }

    fn write(&mut self, tag: &Tag) {
        if !is_name(&tag.name) {
            return;
        }
        self.html.push('<');
        self.html.push_str(&tag.name);
        for attribute in &tag.attrs {
            let name = &attribute.name.local;
            if is_name(name) && attribute.value.len() <= MAX_VALUE {
                self.html.push(' ');
                self.html.push_str(name);
                self.html.push_str("=\"");
                push_escaped(&mut self.html, &attribute.value);
                self.html.push('"');
            }
        }
        self.html.push('>');
    }
}

fn is_left_out(name: &LocalName) -> bool {
    is_raw(name)
        || matches!(
            *name,
            local_name!("svg")
                | local_name!("math")
                | local_name!("template")
                | local_name!("select")
        )
}

/// A title is text as well; whatever else is not markup goes.
fn is_raw(name: &LocalName) -> bool {
    crate::elements::raw(name).is_some() && *name != local_name!("title")
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte))
}

fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}
