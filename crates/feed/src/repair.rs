//! Turns what people call XML into XML, so that nothing after a fault is lost.
//!
//! The wrapped crate stops at the first construct that is not well-formed and says nothing of what
//! followed. This walk goes over the text once before it, keeps a list of the open elements and
//! writes only what must be changed; a feed without fault is handed on as it is. It also is the
//! guard of the crate: nesting, tags, attributes and entries are bounded here.
//!
//! There is no recursion, nothing is looked for backwards further than [`MAX_LOOK`] elements, and
//! no entity that the document declares is expanded: a document type is cut out.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memmem};

use crate::read::MAX_ENTRIES;
use crate::{names, reference, root, tag};

/// How deep elements may be nested; the tags of deeper ones are left out, their text stays.
const MAX_DEPTH: usize = 64;

/// How many tags are read; 16 MiB of honest feed have some 300,000.
const MAX_TAGS: usize = 1_000_000;

/// How far up the open elements the partner of an end tag is looked for.
const MAX_LOOK: usize = 256;

/// The versions of RSS that the wrapped crate knows.
const VERSIONS: [&str; 4] = ["0.90", "0.91", "0.92", "2.0"];

/// A feed as XML.
pub(crate) struct Repaired<'a> {
    /// From the first element to the end of the last.
    pub(crate) text: Cow<'a, str>,
    /// How many entries were begun.
    pub(crate) entries: usize,
    /// What was done, in words.
    pub(crate) complaints: Vec<&'static str>,
}

/// Repairs the feed whose first element begins at the text's first byte.
pub(crate) fn repair(text: &str) -> Repaired<'_> {
    let mut walk = Walk {
        text,
        at: 0,
        kept: 0,
        written: String::new(),
        open: Vec::new(),
        tags: 0,
        entries: 0,
        complaints: Vec::new(),
        missing: Vec::new(),
    };
    while walk.step() {}
    walk.finish()
}

/// The walk. What stands in the text from `kept` to `at` goes out unchanged, later.
struct Walk<'a> {
    text: &'a str,
    at: usize,
    kept: usize,
    written: String,
    open: Vec<&'a str>,
    tags: usize,
    entries: usize,
    complaints: Vec<&'static str>,
    missing: Vec<&'static str>,
}

impl<'a> Walk<'a> {
    /// Goes to the end of the next tag. Says whether there is more.
    fn step(&mut self) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        let start = self.at + memchr(b'<', rest).unwrap_or(rest.len());
        self.references(self.at..start);
        self.at = start;
        match self.text.as_bytes().get(start + 1) {
            None => return self.cut(),
            Some(_) if self.is_bare_markup(start) => {
                self.complain("markup that is not escaped");
                self.replace(start..start + 1, "&lt;");
            }
            Some(b'/') => self.end_tag(),
            Some(b'!' | b'?') => self.declaration(),
            Some(byte) if byte.is_ascii_alphabetic() || *byte == b'_' || *byte >= 0x80 => {
                self.start_tag();
            }
            Some(_) => self.bare_angle(),
        }
        self.tags += 1;
        if self.tags > MAX_TAGS {
            self.complain("there are too many tags: the rest was left out");
            return self.cut();
        }
        !self.open.is_empty() && self.at < self.text.len()
    }

    /// Leaves out what remains.
    fn cut(&mut self) -> bool {
        self.replace(self.at..self.text.len(), "");
        false
    }

    fn replace(&mut self, range: Range<usize>, with: &str) {
        self.written.push_str(&self.text[self.kept..range.start]);
        self.written.push_str(with);
        self.kept = range.end;
        self.at = range.end;
    }

    fn complain(&mut self, of: &'static str) {
        if !self.complaints.contains(&of) {
            self.complaints.push(of);
        }
    }

    fn references(&mut self, range: Range<usize>) {
        let text = self.text;
        for (fault, with) in reference::faults(&text[range.clone()]) {
            self.complain("a “&” that begins no entity");
            self.replace(range.start + fault.start..range.start + fault.end, &with);
        }
    }

    fn bare_angle(&mut self) {
        self.complain("a “<” that begins no tag");
        self.replace(self.at..self.at + 1, "&lt;");
    }

    /// Whether a tag of HTML stands as it is in a text that should hold it escaped. The wrapped
    /// crate keeps little of it.
    fn is_bare_markup(&self, start: usize) -> bool {
        let holds_text =
            |name: &&str| matches!(*name, "description" | "content:encoded" | "itunes:summary");
        self.open.last().is_some_and(holds_text) && {
            let slash = usize::from(self.text[start + 1..].starts_with('/'));
            names::is_markup(root::name_at(self.text, start + 1 + slash))
        }
    }

    /// Comments, CDATA, processing instructions, document types.
    fn declaration(&mut self) {
        let rest = &self.text[self.at..];
        let is_cdata = rest
            .get(..9)
            .is_some_and(|head| head.eq_ignore_ascii_case("<![CDATA["));
        if is_cdata {
            return self.cdata();
        }
        let is_comment = rest.starts_with("<!--");
        let stop = if is_comment { "-->" } else { ">" };
        // Nobody needs what stands in it, and it cannot hide anything when it is gone.
        if let Some(end) = self.ahead(self.at, stop) {
            self.replace(self.at..end, "");
        } else if is_comment {
            self.complain("a comment that does not end");
            self.replace(self.at..self.at + "<!--".len(), "");
        } else {
            self.bare_angle();
        }
    }

    /// Where the next `stop` ends. What was once not found is not looked for again: else a flood
    /// of beginnings without an end costs the square of its length.
    fn ahead(&mut self, from: usize, stop: &'static str) -> Option<usize> {
        if self.missing.contains(&stop) {
            return None;
        }
        let found = memmem::find(&self.text.as_bytes()[from..], stop.as_bytes());
        if found.is_none() {
            self.missing.push(stop);
        }
        found.map(|length| from + length + stop.len())
    }

    fn cdata(&mut self) {
        let start = self.at;
        let body = start + "<![CDATA[".len();
        if !self.text[start..].starts_with("<![CDATA[") {
            self.complain("“CDATA” in small letters");
            self.replace(start..body, "<![CDATA[");
        }
        if let Some(end) = self.ahead(body, "]]>") {
            self.at = end;
            return;
        }
        self.complain("a CDATA section that does not end");
        let name = self.open.last().copied().unwrap_or_default();
        let rest = &self.text.as_bytes()[body..];
        let end_tag = memmem::find(rest, format!("</{name}").as_bytes());
        let end = body + end_tag.unwrap_or(rest.len());
        self.replace(end..end, "]]>");
    }

    fn start_tag(&mut self) {
        let start = self.at;
        let Some(end) = tag::end(self.text, start) else {
            if memchr(b'<', &self.text.as_bytes()[start + 1..]).is_none() {
                self.complain("the document ends in the middle");
                self.cut();
            } else {
                self.bare_angle();
            }
            return;
        };
        let written = root::name_at(self.text, start + 1);
        let raw = &self.text[start + 1 + written.len()..end];
        let (raw, is_closed) = match raw.strip_suffix('/') {
            Some(raw) => (raw, true),
            None => (raw, false),
        };
        let name = names::right(written);
        if name != written {
            self.complain("element names in the wrong case");
        }
        self.at = end + 1;
        if matches!(name, "item" | "entry") && !self.begin_entry(name, start) {
            return;
        }
        self.put_start(start..end + 1, name, raw, is_closed, name != written);
    }

    /// Ends an entry that was left open, and counts. Says whether the entry is wanted.
    fn begin_entry(&mut self, name: &str, start: usize) -> bool {
        if let Some(above) = self.above(name) {
            self.complain("an entry that does not end");
            let after = self.at;
            self.close(above + 1, start..start);
            self.at = after;
        }
        self.entries += 1;
        if self.entries <= MAX_ENTRIES {
            return true;
        }
        self.entries = MAX_ENTRIES;
        self.complain("there are too many entries: the rest was left out");
        self.at = start;
        self.cut()
    }

    fn put_start(
        &mut self,
        range: Range<usize>,
        name: &'a str,
        raw: &'a str,
        is_closed: bool,
        is_renamed: bool,
    ) {
        let is_first = self.open.is_empty();
        let (is_void, is_too_deep) = (names::is_void(name), self.open.len() >= MAX_DEPTH);
        if is_too_deep {
            self.complain("elements are nested too deep: the inner ones are left out");
            self.replace(range, "");
        } else {
            let is_strange = is_first && is_strange_version(name, raw);
            let are_right = tag::are_right(raw);
            if !are_right {
                self.complain("attributes that are not XML");
            }
            if is_renamed || is_strange || !are_right || (is_void && !is_closed) {
                let tag = start_tag(name, raw, is_strange, is_void || is_closed);
                self.replace(range, &tag);
            }
            if is_first && name == "channel" {
                self.complain("there is no <rss> around the channel");
                self.written.insert_str(0, "<rss version=\"2.0\">");
                self.open.push("rss");
            }
        }
        if !is_closed && !is_void {
            self.open.push(name);
        }
    }

    fn end_tag(&mut self) {
        let start = self.at;
        let name = names::right(root::name_at(self.text, start + 2));
        let rest = &self.text.as_bytes()[start + 1..];
        let end = match memchr::memchr2(b'<', b'>', rest) {
            Some(length) if rest[length] == b'>' => start + length + 2,
            Some(length) => start + length + 1,
            None => self.text.len(),
        };
        let is_plain = self.text[start..end]
            .strip_prefix("</")
            .and_then(|tag| tag.strip_suffix('>'))
            == Some(name);
        self.at = end;
        if self.open.last() == Some(&name) && is_plain && self.open.len() <= MAX_DEPTH {
            self.open.pop();
        } else if let Some(above) = self.above(name) {
            if above > 0 {
                self.complain("an element that does not end");
            }
            self.close(above + 1, start..end);
        } else {
            if !names::is_void(name) {
                self.complain("an end without a beginning");
            }
            self.replace(start..end, "");
        }
    }

    /// How many elements are open inside the last one of this name; `None` where none is open.
    fn above(&self, name: &str) -> Option<usize> {
        let mut open = self.open.iter().rev().take(MAX_LOOK);
        open.position(|open| open.eq_ignore_ascii_case(name))
    }

    /// Writes the ends of the last `count` open elements in place of a piece of the text.
    fn close(&mut self, count: usize, range: Range<usize>) {
        let mut ends = String::new();
        for _ in 0..count {
            let is_written = self.open.len() <= MAX_DEPTH;
            if let Some(name) = self.open.pop()
                && is_written
            {
                ends.push_str("</");
                ends.push_str(name);
                ends.push('>');
            }
        }
        self.replace(range, &ends);
    }

    fn finish(mut self) -> Repaired<'a> {
        let end = self.at;
        if !self.open.is_empty() {
            self.complain("the document ends in the middle");
            self.close(self.open.len(), end..end);
        }
        let text = if self.kept == 0 && self.written.is_empty() {
            Cow::Borrowed(&self.text[..end])
        } else {
            self.written.push_str(&self.text[self.kept..end]);
            Cow::Owned(self.written)
        };
        Repaired {
            text,
            entries: self.entries,
            complaints: self.complaints,
        }
    }
}

fn is_strange_version(name: &str, raw: &str) -> bool {
    name == "rss" && tag::value(raw, "version").is_some_and(|version| !VERSIONS.contains(&version))
}

fn start_tag(name: &str, raw: &str, is_strange: bool, is_closed: bool) -> String {
    let attributes = tag::rewritten(raw, if is_strange { "version" } else { "" });
    let version = if is_strange { " version=\"2.0\"" } else { "" };
    let close = if is_closed { "/" } else { "" };
    format!("<{name}{version}{attributes}{close}>")
}
