//! Reads markup token by token with html5ever's tokenizer.
//!
//! The tokenizer compares each attribute of a tag with all before it: 500,000 in one tag cost it a
//! minute, and nothing outside can stop it. So it is fed tag by tag, and each tag is measured before.
//! Where a tag begins is not guessed but known: outside of programmes and comments by the rules of
//! the HTML Standard, inside of them by what the tokenizer itself says of its state.

use std::cell::RefCell;

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use memchr::{memchr, memmem};

use crate::elements::Raw;

/// How many attributes a tag may have. The most that were seen on a real page are some forty.
const MAX_ATTRIBUTES: usize = 200;

/// How much text is collected before it is told, in bytes.
const MAX_TEXT_BYTES: u32 = 1 << 16;

/// Every element that [`crate::elements::raw`] names.
const RAW: [&str; 10] = [
    "script",
    "style",
    "title",
    "textarea",
    "iframe",
    "xmp",
    "noembed",
    "noframes",
    "noscript",
    "plaintext",
];

/// Takes what stands in markup.
pub(crate) trait Listener {
    /// A piece of text, its references resolved. A text may come in several pieces.
    fn text(&mut self, text: &str);
    /// An element begins. Says how its content is to be read, where it is not markup.
    fn start(&mut self, tag: &Tag) -> Option<Raw>;
    /// An element ends.
    fn end(&mut self, name: &LocalName);
    /// Whether the content of the element that just began is of no use to anybody, where it is no
    /// markup. Half of a page are programmes.
    fn is_deaf(&self) -> bool {
        false
    }
}

/// Reads markup to its end, or to the first tag with more attributes than anybody writes. Gives back
/// how many bytes were read.
pub(crate) fn listen<L: Listener>(markup: &str, listener: L) -> (L, usize) {
    let state = State {
        listener,
        raw: None,
        text: StrTendril::new(),
        notes: 0,
    };
    let tokenizer = Tokenizer::new(Sink(RefCell::new(state)), TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut at = 0;
    loop {
        let piece = {
            let state = tokenizer.sink.0.borrow();
            match &state.raw {
                Some(name) => raw_piece(markup, at, name),
                None => piece(markup, at),
            }
        };
        let Some((end, is_note)) = piece else { break };
        if tokenizer.sink.0.borrow().is_useless(&markup[at..end]) {
            at = end;
            continue;
        }
        let notes = tokenizer.sink.0.borrow().notes;
        input.push_back(StrTendril::from_slice(&markup[at..end]));
        let _ = tokenizer.feed(&input);
        at = end;
        while is_note && at < markup.len() && tokenizer.sink.0.borrow().notes == notes {
            let end = after(markup, at, b'>');
            input.push_back(StrTendril::from_slice(&markup[at..end]));
            let _ = tokenizer.feed(&input);
            at = end;
        }
    }
    tokenizer.end();
    let mut state = tokenizer.sink.0.into_inner();
    state.flush();
    (state.listener, at)
}

/// Where the next piece ends that may be fed: after a tag whose content may not be markup, in a
/// comment or a document type (which may go on; said beside it), or with the markup. `None` at the
/// end, and before a tag that is not to be read.
fn piece(markup: &str, begin: usize) -> Option<(usize, bool)> {
    let bytes = markup.as_bytes();
    let mut at = begin;
    while let Some(offset) = memchr(b'<', &bytes[at..]) {
        let start = at + offset;
        let name = start + 1 + usize::from(bytes.get(start + 1) == Some(&b'/'));
        at = match bytes.get(name) {
            None => break,
            Some(byte) if byte.is_ascii_alphabetic() => {
                let (attributes, length) = measure(&bytes[name..]);
                let end = (name + length + 1).min(bytes.len());
                if attributes > MAX_ATTRIBUTES {
                    return (start > begin).then_some((start, false));
                }
                if is_raw(&bytes[name..end]) {
                    return Some((end, false));
                }
                end
            }
            Some(byte) if *byte != b'>' && (name > start + 1 || matches!(byte, b'!' | b'?')) => {
                return Some((after(markup, name, b'>'), true));
            }
            Some(_) => start + 1,
        };
    }
    (begin < bytes.len()).then_some((bytes.len(), false))
}

/// Whether the content of the element that begins with this tag may be no markup.
fn is_raw(tag: &[u8]) -> bool {
    let end = tag
        .iter()
        .position(|byte| !byte.is_ascii_alphabetic())
        .unwrap_or(tag.len());
    RAW.iter()
        .any(|name| tag[..end].eq_ignore_ascii_case(name.as_bytes()))
}

/// The same inside of an element whose content is not markup: up to what may be its end tag, or just
/// after it. An end tag with attributes is not read: nobody writes it, and in a programme it may be
/// none.
fn raw_piece(markup: &str, at: usize, name: &LocalName) -> Option<(usize, bool)> {
    let bytes = markup.as_bytes();
    let is_end = |start: usize| {
        let rest = &bytes[start + 2..];
        rest.get(..name.len())
            .is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
            && rest
                .get(name.len())
                .is_none_or(|byte| byte.is_ascii_whitespace() || b"/>".contains(byte))
    };
    let starts = memmem::find_iter(bytes.get(at..)?, b"</");
    let mut starts = starts.map(|offset| at + offset);
    let Some(start) = starts.find(|start| is_end(*start)) else {
        return (at < bytes.len()).then_some((bytes.len(), false));
    };
    if start > at {
        return Some((start, false));
    }
    match measure(&bytes[start + 2..]) {
        (0, length) => Some(((start + 2 + length + 1).min(bytes.len()), false)),
        _ => None,
    }
}

fn after(markup: &str, at: usize, stop: u8) -> usize {
    let found = memchr(stop, &markup.as_bytes()[at..]);
    found.map_or(markup.len(), |offset| at + offset + 1)
}

/// How many attributes a tag has, at most one more than allowed, and where its `>` stands; from its
/// name on (HTML Standard, "before attribute name state" and those that follow).
fn measure(tag: &[u8]) -> (usize, usize) {
    let is_stop = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
    let mut at = find(tag, 0, is_stop);
    let mut count = 0;
    loop {
        at = find(tag, at, |byte| !byte.is_ascii_whitespace() && byte != b'/');
        if at == tag.len() || tag[at] == b'>' || count > MAX_ATTRIBUTES {
            return (count, at);
        }
        count += 1;
        at = find(tag, at + 1, |byte| is_stop(byte) || byte == b'=');
        let value = find(tag, at, |byte| !byte.is_ascii_whitespace());
        if tag.get(value) == Some(&b'=') {
            at = find(tag, value + 1, |byte| !byte.is_ascii_whitespace());
            at = match tag.get(at) {
                Some(quote @ (b'"' | b'\'')) => {
                    memchr(*quote, &tag[at + 1..]).map_or(tag.len(), |offset| at + 1 + offset + 1)
                }
                _ => find(tag, at, |byte| byte.is_ascii_whitespace() || byte == b'>'),
            };
        }
    }
}

fn find(bytes: &[u8], from: usize, is_it: impl Fn(u8) -> bool) -> usize {
    let found = bytes[from..].iter().position(|byte| is_it(*byte));
    found.map_or(bytes.len(), |offset| from + offset)
}

struct Sink<L>(RefCell<State<L>>);

struct State<L> {
    listener: L,
    /// The element that is being read and whose content is not markup.
    raw: Option<LocalName>,
    /// Text that nobody was told of yet: the tokenizer gives many a text sign by sign.
    text: StrTendril,
    /// How many comments and document types came.
    notes: u64,
}

impl<L: Listener> State<L> {
    fn text(&mut self, text: &StrTendril) {
        self.text.push_tendril(text);
        if self.text.len32() > MAX_TEXT_BYTES {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.listener.text(&self.text);
            self.text.clear();
        }
    }

    /// Whether the tokenizer may as well not see this piece: nobody listens, it is no end tag, and it
    /// holds no comment, in which a programme's end tag would be none.
    fn is_useless(&self, piece: &str) -> bool {
        self.raw.is_some()
            && self.listener.is_deaf()
            && !piece.starts_with("</")
            && memmem::find(piece.as_bytes(), b"<!--").is_none()
    }
}

impl<L: Listener> TokenSink for Sink<L> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text(&text),
            Token::CommentToken(_) | Token::DoctypeToken(_) => state.notes += 1,
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => {
                state.flush();
                state.raw = None;
                state.listener.end(&tag.name);
            }
            Token::TagToken(tag) => {
                state.flush();
                let raw = state.listener.start(&tag);
                state.raw = raw.map(|_| tag.name.clone());
                return match raw {
                    Some(Raw::Script) => TokenSinkResult::RawData(RawKind::ScriptData),
                    Some(Raw::Text) => TokenSinkResult::RawData(RawKind::Rawtext),
                    Some(Raw::References) => TokenSinkResult::RawData(RawKind::Rcdata),
                    Some(Raw::Plain) => TokenSinkResult::Plaintext,
                    None => TokenSinkResult::Continue,
                };
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests;
