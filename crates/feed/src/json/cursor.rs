//! Goes through a JSON document once, from left to right, and holds nothing of it.
//!
//! A document that is right is read as it is meant. In one that is not, nothing is an error: what
//! cannot be is passed over and complained of, and the end of the document ends all that is open.
//! What the caller does not ask for is left unread, however deep it lies; so nothing here recurses,
//! and nothing here takes memory.

use memchr::{memchr2, memchr3};

/// How long a name may be that is looked for where a comma is missing, in bytes.
const MAX_KEY: usize = 64;

/// A document, and how far it is read.
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
    /// How many lists are open that the caller goes through.
    open_lists: usize,
    /// Whether an object or a list has just begun: no comma is due.
    has_begun: bool,
    is_cut: bool,
    complaints: Vec<&'static str>,
}

/// A value, or its beginning.
pub(super) enum Value<'a> {
    /// What stands between the quotation marks, its escapes not resolved.
    Text(&'a str),
    /// A number, as written.
    Number(&'a str),
    /// The object's [`Cursor::key`]s come next, or [`Cursor::leave`].
    Object,
    /// The list's [`Cursor::element`]s come next, or [`Cursor::leave`].
    List,
    /// `null`, `true`, `false`, what is no JSON, and no value at all.
    Nothing,
}

/// Where a text stands. That tells what follows it, and so where it ends.
#[derive(Clone, Copy)]
enum Place {
    Key,
    Member,
    Element,
    Unread,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            open_lists: 0,
            has_begun: false,
            is_cut: false,
            complaints: Vec::new(),
        }
    }

    /// The next name in the object that is open; its value has to be read or skipped next. `None`
    /// behind the object's end.
    pub(super) fn key(&mut self) -> Option<&'a str> {
        loop {
            match self.next_part()? {
                b'"' => return self.key_and_colon(),
                b'}' => {
                    self.at += 1;
                    return None;
                }
                b']' if self.open_lists > 0 => {
                    self.complain("brackets that do not match");
                    return None;
                }
                b'{' | b'[' => {
                    self.complain("what stands between values was left out");
                    self.at += 1;
                    self.skip_to_end();
                }
                _ => {
                    self.complain("what stands between values was left out");
                    let rest = &self.bytes()[self.at + 1..];
                    let next = memchr3(b'"', b'}', b']', rest).unwrap_or(rest.len());
                    self.at += 1 + next;
                }
            }
        }
    }

    /// The value of the name that was read last.
    pub(super) fn member(&mut self) -> Value<'a> {
        self.value(Place::Member)
    }

    /// The next value in the list that is open; `None` behind the list's end.
    pub(super) fn element(&mut self) -> Option<Value<'a>> {
        match self.next_part()? {
            b']' => self.at += 1,
            b'}' => self.complain("brackets that do not match"),
            _ => return Some(self.value(Place::Element)),
        }
        self.open_lists -= 1;
        None
    }

    /// The next value in a list, or in an object whose names are numbers: PHP writes lists so from
    /// which something was taken out.
    pub(super) fn next_in(&mut self, open: &Value<'a>) -> Option<Value<'a>> {
        if matches!(open, Value::List) {
            return self.element();
        }
        loop {
            let key = self.key()?;
            let value = self.member();
            if key.bytes().all(|byte| byte.is_ascii_digit()) {
                return Some(value);
            }
            self.leave(&value);
        }
    }

    /// The value of the name that was read last as a text, a number as written; empty where it is
    /// neither.
    pub(super) fn text(&mut self) -> &'a str {
        let value = self.member();
        self.text_of(value)
    }

    /// A value as a text, a number as written; what is neither is left, and is empty.
    pub(super) fn text_of(&mut self, value: Value<'a>) -> &'a str {
        match value {
            Value::Text(text) | Value::Number(text) => text,
            other => {
                self.leave(&other);
                ""
            }
        }
    }

    /// Goes to the end of a value that has just begun, or has been read in part.
    pub(super) fn leave(&mut self, value: &Value<'a>) {
        match value {
            Value::Object => self.skip_to_end(),
            Value::List => {
                self.skip_to_end();
                self.open_lists -= 1;
            }
            Value::Text(_) | Value::Number(_) | Value::Nothing => {}
        }
    }

    /// Whether the document has ended before what is being read.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// What has not been read.
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Notes what was wrong, once.
    pub(super) fn complain(&mut self, of: &'static str) {
        if !self.complaints.contains(&of) {
            self.complaints.push(of);
        }
    }

    pub(super) fn into_complaints(self) -> Vec<String> {
        self.complaints.into_iter().map(str::to_owned).collect()
    }

    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes().get(self.at).copied()
    }

    fn skip_spaces(&mut self) {
        self.at = after_spaces(self.bytes(), self.at);
    }

    /// The first byte of what comes next in an object or a list, after its comma.
    fn next_part(&mut self) -> Option<u8> {
        let mut commas = 0;
        let next = loop {
            self.skip_spaces();
            match self.peek() {
                Some(b',') => commas += 1,
                other => break other,
            }
            self.at += 1;
        };
        let has_begun = std::mem::take(&mut self.has_begun);
        let Some(next) = next else {
            self.is_cut = true;
            return None;
        };
        let is_due = !has_begun && !matches!(next, b'}' | b']');
        if commas != usize::from(is_due) {
            self.complain("a comma is missing or one too many");
        }
        Some(next)
    }

    fn key_and_colon(&mut self) -> Option<&'a str> {
        let key = self.string(Place::Key)?;
        self.skip_spaces();
        if self.peek() == Some(b':') {
            self.at += 1;
        }
        Some(key)
    }

    fn value(&mut self, place: Place) -> Value<'a> {
        self.skip_spaces();
        match self.peek() {
            Some(b'"') => self.string(place).map_or(Value::Nothing, Value::Text),
            Some(b'{') => {
                self.at += 1;
                self.has_begun = true;
                Value::Object
            }
            Some(b'[') => {
                self.at += 1;
                self.has_begun = true;
                self.open_lists += 1;
                Value::List
            }
            Some(b',' | b'}' | b']') => {
                self.complain("a value is missing");
                Value::Nothing
            }
            Some(_) => self.word(),
            None => {
                self.is_cut = true;
                Value::Nothing
            }
        }
    }

    /// A number, or a word that stands for a value.
    fn word(&mut self) -> Value<'a> {
        let rest = self.rest();
        let is_end = |byte: u8| b",}]{[\" \t\r\n".contains(&byte);
        let word = &rest[..rest.bytes().position(is_end).unwrap_or(rest.len())];
        self.at += word.len();
        match word {
            "null" | "true" | "false" => Value::Nothing,
            _ if is_number(word) => Value::Number(word),
            _ => {
                self.complain("a value that JSON does not have was left out");
                Value::Nothing
            }
        }
    }

    /// What stands in the quotation marks of which the first comes next.
    fn string(&mut self, place: Place) -> Option<&'a str> {
        let start = self.at + 1;
        self.at = start;
        let bytes = self.bytes();
        while let Some(next) = bytes
            .get(self.at..)
            .and_then(|rest| memchr2(b'"', b'\\', rest))
        {
            let mark = self.at + next;
            self.at = mark + 1;
            if bytes[mark] == b'\\' {
                self.at += 1;
            } else if is_end(bytes, self.at, place) {
                return Some(&self.text[start..mark]);
            } else {
                self.complain("a quotation mark inside a text");
            }
        }
        self.at = bytes.len();
        self.is_cut = true;
        None
    }

    /// Goes to the end of what was opened last.
    fn skip_to_end(&mut self) {
        self.has_begun = false;
        let mut depth = 1;
        while depth > 0 {
            match self.peek() {
                Some(b'"') => {
                    let _ = self.string(Place::Unread);
                    continue;
                }
                Some(b'{' | b'[') => depth += 1,
                Some(b'}' | b']') => depth -= 1,
                Some(_) => {}
                None => {
                    self.is_cut = true;
                    return;
                }
            }
            self.at += 1;
        }
    }
}

/// Whether a quotation mark that stands before `at` ends its text. One that the author forgot to
/// escape is followed by something else than JSON has there.
fn is_end(bytes: &[u8], at: usize, place: Place) -> bool {
    let at = after_spaces(bytes, at);
    match (bytes.get(at), place) {
        (Some(b':'), place) => matches!(place, Place::Key | Place::Unread),
        (Some(b'"'), Place::Member) => is_key(bytes, at + 1),
        (Some(b','), Place::Member) => {
            let then = bytes.get(after_spaces(bytes, at + 1));
            then.is_none_or(|then| b"\"{}[],/".contains(then))
        }
        (next, _) => next.is_none_or(|next| b",}]".contains(next)),
    }
}

/// Whether a name begins at `at`, and its colon follows: the comma before it is missing.
fn is_key(bytes: &[u8], at: usize) -> bool {
    let near = &bytes[at..bytes.len().min(at + MAX_KEY)];
    let end = memchr2(b'"', b'\n', near).map(|length| at + length);
    let is_mark = |end: &usize| bytes[*end] == b'"';
    let colon = end.filter(is_mark).map(|end| after_spaces(bytes, end + 1));
    colon.is_some_and(|colon| bytes.get(colon) == Some(&b':'))
}

fn after_spaces(bytes: &[u8], at: usize) -> usize {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| is_space(byte)).count()
}

fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix('-').unwrap_or(word);
    let is_part = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    digits.starts_with(|c: char| c.is_ascii_digit()) && digits.bytes().all(is_part)
}
