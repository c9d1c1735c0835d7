//! Tags inside of a text: which belong to it, and which end it.

use super::{Open, Reader};
use crate::capture::{Capture, Kind};
use crate::element::{Element, Meaning};
use crate::names::{is_markup, is_void};
use crate::namespace::Namespace;
use crate::tag::{Tag, name_at};

impl<'a> Reader<'a> {
    /// Whether a tag belongs to the text that is being read; then it is taken into it. Otherwise the
    /// text is ended, where that is what the tag means.
    pub(super) fn is_of_text(&mut self, tag: Tag<'a>, at: std::ops::Range<usize>) -> bool {
        let Some(capture) = &self.capture else {
            return false;
        };
        let (kind, has_tags) = (capture.kind, capture.has_tags);
        // Where it is not, somebody forgot to escape, or to end the element.
        let is_declared = capture.declared == Kind::Xhtml;
        if kind == Kind::Xhtml && memchr::memchr(b':', tag.raw.as_bytes()).is_some() {
            self.declare(tag); // A prefix for XHTML may be declared as late as here.
        }
        if self.is_in_entry && self.is_entrys_name(tag.name) {
            self.complain("an element that does not end");
            self.close();
            return false;
        }
        let Meaning {
            local,
            element,
            is_html,
            ..
        } = self.known.meaning(tag.name, &self.prefixes);
        let Some(element) = element.filter(|_| !is_html) else {
            self.take_tag(tag, local, at, is_html);
            return true;
        };
        let stays = match kind {
            Kind::Xhtml if is_declared => element != Element::Entry || !self.is_in_entry,
            // A `<title>` or a `<link>` among other tags may be HTML's.
            Kind::Markup | Kind::Xhtml => has_tags && is_htmls_too(local, tag),
            Kind::Plain | Kind::Base64 | Kind::Holder => false,
        };
        if stays {
            self.take_tag(tag, local, at, is_html);
        } else if kind == Kind::Holder {
            // It holds elements, not a text.
            self.room = self
                .capture
                .take()
                .map_or(String::new(), Capture::into_room);
        } else {
            self.complain("an element that does not end");
            self.close();
        }
        stays
    }

    /// Passes over what can only belong to the XHTML that is being read, and takes it: tags of names
    /// that end nothing. Gives where it ends. Most of a text is such, and looking at each of its tags
    /// would cost more.
    pub(super) fn skim(&mut self, from: usize) -> usize {
        let document = self.document;
        let bytes = document.as_bytes();
        let Some(capture) = self
            .capture
            .as_mut()
            .filter(|it| it.declared == Kind::Xhtml)
        else {
            return from;
        };
        let own = capture.tag.name;
        let mut end = from;
        while let Some(length) = memchr::memchr(b'<', &bytes[end..]) {
            let begin = end + length + 1;
            let slash = usize::from(bytes.get(begin) == Some(&b'/'));
            let name = name_at(document, begin + slash);
            let is_known = |known: &str| known.eq_ignore_ascii_case(name);
            let may_end = match slash {
                0 => is_known("entry") || is_known("item"),
                _ => self.open.iter().any(|open| is_known(open.name)),
            };
            if name.is_empty() || may_end || is_known(own) || name.contains(':') {
                break;
            }
            let after = begin + slash + name.len();
            let Some(length) = memchr::memchr2(b'<', b'>', &bytes[after..]) else {
                break;
            };
            let declares = memchr::memmem::find(&bytes[after..after + length], b"xmlns:");
            if bytes[after + length] == b'<' || declares.is_some() {
                break;
            }
            end = after + length + 1;
        }
        if end > from {
            capture.has_tags = true;
            capture.as_written(document, from..end);
        }
        end
    }

    /// Takes a tag into the text that is being read.
    fn take_tag(
        &mut self,
        tag: Tag<'a>,
        local: &'a str,
        at: std::ops::Range<usize>,
        is_html: bool,
    ) {
        let Some(capture) = &mut self.capture else {
            return;
        };
        match capture.kind {
            Kind::Plain | Kind::Base64 | Kind::Holder => return,
            Kind::Xhtml => {}
            Kind::Markup => {
                // It says that it is escaped, and is not.
                if is_html && capture.is_blank() && !is_void(local) {
                    capture.clear();
                    capture.kind = Kind::Xhtml;
                }
            }
        }
        capture.has_tags = true;
        if tag.name == capture.tag.name && !tag.is_empty {
            capture.inner += 1;
        }
        if local.len() == tag.name.len() || !is_html {
            capture.as_written(self.document, at);
        } else {
            let end = if tag.is_empty { "/>" } else { ">" };
            for part in ["<", local, tag.raw, end] {
                capture.written(part);
            }
        }
    }

    /// Whether an end tag belongs to the text that is being read; then it is taken into it.
    pub(super) fn is_end_in_text(&mut self, name: &'a str, at: std::ops::Range<usize>) -> bool {
        let Some(capture) = &mut self.capture else {
            return false;
        };
        if capture.inner == 0 && name == capture.tag.name {
            return false; // So end nearly all texts.
        }
        let meaning = self.known.meaning(name, &self.prefixes);
        if name.eq_ignore_ascii_case(capture.tag.name) {
            if capture.inner == 0 {
                return false;
            }
            capture.inner -= 1;
        } else if !is_markup(meaning.local) {
            // The end of something around the text ends the text, too.
            let is_around = |open: &Open<'_>| {
                open.name.eq_ignore_ascii_case(name)
                    && open.element.is_some_and(Element::holds_others)
            };
            if self.open.iter().any(is_around) {
                return false;
            }
        }
        match capture.kind {
            Kind::Xhtml | Kind::Markup
                if meaning.local.len() != name.len() && meaning.namespace == Namespace::Xhtml =>
            {
                for part in ["</", meaning.local, ">"] {
                    capture.written(part);
                }
            }
            Kind::Xhtml | Kind::Markup if capture.has_tags => {
                capture.as_written(self.document, at);
            }
            _ => self.complain("an end without a beginning"),
        }
        true
    }

    /// Whether a name is that of the entry that is open, whatever the names in it mean by now.
    fn is_entrys_name(&self, name: &str) -> bool {
        let mut open = self.open.iter().rev();
        let entry = open.find(|open| open.element == Some(Element::Entry));
        entry.is_some_and(|open| open.name == name)
    }

    /// Takes the prefixes that a tag of a text declares.
    fn declare(&mut self, tag: Tag<'a>) {
        for (name, value) in tag.attributes() {
            if let Some(prefix) = name.strip_prefix("xmlns:") {
                self.prefixes.declare(prefix, value);
            }
        }
    }
}

/// Whether a feed's element is one of HTML, too. Some say nothing in HTML without attributes.
fn is_htmls_too(local: &str, tag: Tag<'_>) -> bool {
    let is_one_of = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(local));
    is_one_of(&["title", "summary", "body"])
        || (is_one_of(&["link", "source", "image"]) && !tag.raw.is_empty())
}
