//! The way through a document: which elements are open, and whose text is being read.
//!
//! What a tag says when it begins is in [`crate::begin`], what a text says in [`crate::say`]. Here
//! is only how badly nested documents are held together: an end tag ends everything that was left
//! open inside its element; an end without a beginning is passed over; an entry ends where the next
//! one begins; a text ends where something begins that cannot stand in it.

mod inside;

use url::Url;

use crate::capture::{Capture, Kind};
use crate::draft::Draft;
use crate::element::{Element, Known, Meaning};
use crate::head::Head;
use crate::limits::{MAX_COMPLAINTS, MAX_DEPTH, MAX_ENTRIES, MAX_LIST, MAX_LISTED, MAX_TOKENS};
use crate::names::is_void;
use crate::namespace::{Namespace, Prefixes};
use crate::resolve::Resolver;
use crate::tag::Tag;
use crate::token::{Token, Tokens};
use crate::{Entry, Feed, Source, html, person};

/// Reads the feed whose first element begins at a byte of the document. `base` is where it was
/// fetched.
pub(crate) fn feed(document: &str, start: usize, base: Option<&Url>) -> Feed {
    let mut reader = Reader {
        document,
        prefixes: Prefixes::default(),
        known: Known::default(),
        resolver: Resolver::new(base, document.len()),
        open: Vec::new(),
        place: Place::Outside,
        capture: None,
        room: String::new(),
        head: Head::default(),
        draft: Draft::default(),
        entry: Draft::default(),
        is_in_entry: false,
        entries: Vec::with_capacity(entries_ahead(&document[start..])),
        person: person::Named::default(),
        origin: Source::default(),
        is_in_media: false,
        listed: 0,
        is_full: false,
        complaints: Vec::new(),
    };
    reader.walk(Tokens::new(document, start));
    reader.finish()
}

/// How many entries there are, so that their list need not grow: each takes half a kilobyte.
fn entries_ahead(document: &str) -> usize {
    let count = |end: &str| memchr::memmem::find_iter(document.as_bytes(), end).count();
    let items = count("</item>");
    let entries = if items > 0 { items } else { count("</entry>") };
    entries.min(MAX_ENTRIES)
}

/// What the elements that are read now belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Nothing has begun.
    Outside,
    Feed,
    Entry,
    /// The feed's picture.
    Image,
    /// The feed that an entry was taken from.
    Source,
    /// Somebody who writes.
    Author,
    /// Somebody who does something else.
    Other,
    /// Something whose parts are of no interest.
    Foreign,
}

/// An element that is open, and what was in effect around it.
#[derive(Clone, Copy)]
struct Open<'a> {
    name: &'a str,
    element: Option<Element>,
    place: Place,
    prefixes: usize,
    bases: usize,
}

/// The reader of one document.
pub(crate) struct Reader<'a> {
    document: &'a str,
    prefixes: Prefixes<'a>,
    known: Known<'a>,
    pub(crate) resolver: Resolver<'a>,
    open: Vec<Open<'a>>,
    pub(crate) place: Place,
    pub(crate) capture: Option<Capture<'a>>,
    /// Where texts are written that do not stand in the document in one piece.
    pub(crate) room: String,
    pub(crate) head: Head,
    /// The feed.
    draft: Draft,
    /// The entry that is open, where one is.
    entry: Draft,
    is_in_entry: bool,
    entries: Vec<Entry>,
    pub(crate) person: person::Named,
    pub(crate) origin: Source,
    /// Whether what follows is said of the last of the entry's media.
    pub(crate) is_in_media: bool,
    listed: usize,
    is_full: bool,
    complaints: Vec<&'static str>,
}

impl<'a> Reader<'a> {
    fn walk(&mut self, mut tokens: Tokens<'a>) {
        let mut count = 0;
        while let Some(token) = tokens.next() {
            let at = tokens.start..tokens.end;
            match token {
                Token::Text { has_references } => self.text(at, has_references),
                Token::Cdata(text) => {
                    let begin = text.as_ptr() as usize - self.document.as_ptr() as usize;
                    if let Some(capture) = &mut self.capture {
                        capture.cdata(self.document, begin..begin + text.len());
                    }
                }
                Token::Start(tag) => self.start(tag, at),
                Token::End(name) => self.end(name, at),
            }
            tokens.end = self.skim(tokens.end);
            count += 1;
            if count > MAX_TOKENS {
                self.complain("there is too much in the document: the rest was left out");
                self.is_full = true;
            }
            if self.is_full {
                break;
            }
        }
        if tokens.faults.bare_angle {
            self.complain("a “<” that begins no tag");
        }
        if tokens.faults.small_cdata {
            self.complain("“CDATA” in small letters");
        }
        if tokens.faults.no_end {
            self.complain("a comment, a section or a tag that does not end");
        }
    }

    fn finish(mut self) -> Feed {
        if !self.open.is_empty() && !self.is_full {
            self.complain("the document ends in the middle");
        }
        // Half a text is a text; half an address leads elsewhere, half a date is another day.
        let is_text = |capture: &Capture<'_>| matches!(capture.kind, Kind::Markup | Kind::Xhtml);
        self.capture = self.capture.filter(is_text);
        self.close_to(0);
        let mut feed = self.head.finish(self.draft, &mut self.resolver);
        feed.complaints = self.complaints.into_iter().map(str::to_owned).collect();
        self.entries.shrink_to_fit();
        feed.entries = self.entries;
        if feed.format.is_atom() {
            feed.pass_on_authors();
        }
        feed
    }

    /// Notes what was wrong, once.
    pub(crate) fn complain(&mut self, of: &'static str) {
        if self.complaints.len() < MAX_COMPLAINTS && !self.complaints.contains(&of) {
            self.complaints.push(of);
        }
    }

    /// What is being read: the entry that is open, or else the feed.
    pub(crate) fn draft(&mut self) -> &mut Draft {
        if self.is_in_entry {
            &mut self.entry
        } else {
            &mut self.draft
        }
    }

    /// Whether an entry is open.
    pub(crate) fn is_entry_open(&self) -> bool {
        self.is_in_entry
    }

    /// Whether a list of this length may have one more; then that is counted.
    pub(crate) fn has_room(&mut self, length: usize) -> bool {
        let has_room = length < MAX_LIST && self.listed < MAX_LISTED;
        if has_room {
            self.listed += 1;
        } else {
            self.complain("a list is too long: the rest of it was left out");
        }
        has_room
    }

    /// How deep what is read now lies.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether some prefix stands for a namespace.
    pub(crate) fn has_prefix_of(&self, namespace: Namespace) -> bool {
        self.prefixes.has(namespace)
    }

    fn text(&mut self, at: std::ops::Range<usize>, has_references: bool) {
        let Some(capture) = &mut self.capture else {
            return;
        };
        if !has_references {
            capture.as_written(self.document, at);
        } else if !capture.references(self.document, at) {
            self.complain("a “&” that begins no entity");
        }
    }

    fn start(&mut self, tag: Tag<'a>, at: std::ops::Range<usize>) {
        if self.capture.is_some() && self.is_of_text(tag, at) {
            return;
        }
        let outer = Open {
            name: tag.name,
            element: None,
            place: self.place,
            prefixes: self.prefixes.len(),
            bases: self.resolver.depth(),
        };
        let language = self.scope(tag);
        let Meaning {
            namespace, element, ..
        } = self.known.meaning(tag.name, &self.prefixes);
        if element == Some(Element::Entry) {
            self.begin_entry(outer, tag, language);
            return;
        }
        self.open.push(Open { element, ..outer });
        if let Some(element) = element {
            self.begin(element, namespace, tag, language);
        }
        if tag.is_empty || self.open.len() > MAX_DEPTH {
            self.close();
        }
    }

    /// Ends what the document left open, and begins an entry.
    fn begin_entry(&mut self, outer: Open<'a>, tag: Tag<'a>, language: Option<&'a str>) {
        let is_frame = |open: &Open<'_>| {
            use Element as E;
            matches!(open.element, Some(E::Rss | E::Rdf | E::Feed | E::Channel))
        };
        let frame = self.open.iter().rposition(is_frame).map_or(0, |at| at + 1);
        if self.is_in_entry {
            self.complain("an entry that does not end");
        }
        self.close_to(frame);
        if self.entries.len() >= MAX_ENTRIES {
            self.complain("there are too many entries: the rest was left out");
            self.is_full = true;
            return;
        }
        if self.entries.is_empty() {
            // What an entry leaves behind that ended too early is not the feed's.
            self.draft.seal();
        }
        self.is_in_entry = true;
        let place = if frame == 0 { Place::Feed } else { self.place };
        self.open.push(Open {
            element: Some(Element::Entry),
            place,
            ..outer
        });
        self.place = Place::Entry;
        self.entry_says(tag, language);
        if tag.is_empty {
            self.close();
        }
    }

    /// Takes the namespaces and the base that a tag declares. Gives its language.
    fn scope(&mut self, tag: Tag<'a>) -> Option<&'a str> {
        let mut language = None;
        if memchr::memchr(b'=', tag.raw.as_bytes()).is_none() {
            return language;
        }
        for (name, value) in tag.attributes() {
            match name {
                "xml:base" => self
                    .resolver
                    .enter(&crate::reference::resolved(value.trim())),
                "xml:lang" => language = Some(value.trim()),
                "lang" if language.is_none() => language = Some(value.trim()),
                "xmlns" if self.open.is_empty() && !tag.name.contains(':') => {
                    self.prefixes.declare_outermost(value);
                }
                "xmlns" => self.prefixes.declare("", value),
                _ => {
                    if let Some(prefix) = name.strip_prefix("xmlns:") {
                        self.prefixes.declare(prefix, value);
                    }
                }
            }
        }
        language
    }

    fn end(&mut self, name: &'a str, at: std::ops::Range<usize>) {
        if self.capture.is_some() && self.is_end_in_text(name, at) {
            return;
        }
        let is_it = |open: &Open<'_>| open.name == name || open.name.eq_ignore_ascii_case(name);
        let found = self.open.iter().rposition(is_it);
        match found {
            Some(at) => {
                if at + 1 < self.open.len() {
                    self.complain("an element that does not end");
                }
                self.close_to(at);
            }
            None if !is_void(name) => self.complain("an end without a beginning"),
            None => {}
        }
    }

    /// Closes elements until so many are open.
    fn close_to(&mut self, length: usize) {
        while self.open.len() > length {
            self.close();
        }
    }

    /// Closes the innermost element.
    fn close(&mut self) {
        // A text belongs to the innermost element: nothing is opened while one is read.
        if let Some(capture) = self.capture.take() {
            if capture.is_cut {
                self.complain("a text is too long: the rest of it was left out");
            }
            self.say(&capture);
            self.room = capture.into_room();
        }
        let Some(open) = self.open.pop() else {
            return;
        };
        match open.element {
            Some(Element::Entry) => self.finish_entry(),
            Some(element) => self.finish_element(element, open.place),
            None => {}
        }
        self.place = open.place;
        self.prefixes.truncate(open.prefixes);
        self.resolver.truncate(open.bases);
    }

    fn finish_entry(&mut self) {
        self.is_in_media = false;
        if std::mem::take(&mut self.is_in_entry) {
            let entry = self.entry.finish(&mut self.resolver);
            self.entries.push(entry);
        }
    }

    /// Makes the addresses in a text absolute where an `xml:base` is in effect.
    pub(crate) fn resolve_html(&mut self, text: &str) -> Option<String> {
        if self.resolver.depth() == 0 || !html::has_relative(text) {
            return None;
        }
        let base = self.resolver.base()?.clone();
        Some(html::absolute(text, &base, &mut self.resolver))
    }
}
