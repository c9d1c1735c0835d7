//! Tags as people write them: where one ends, and its attributes.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use crate::limits::MAX_ATTRIBUTES;
use crate::reference;

/// How long an attribute value with a bare `<` in it may be, in bytes: longer, and a quote was
/// forgotten.
const MAX_BROKEN_VALUE: usize = 4096;

/// Which bytes may stand in a name.
const IS_NAME: [bool; 256] = {
    let mut is_name = [false; 256];
    let mut c = 0_u8;
    loop {
        is_name[c as usize] =
            c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-' | b'.' | b':') || c >= 0x80;
        if c == u8::MAX {
            break is_name;
        }
        c += 1;
    }
};

/// A tag of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tag<'a> {
    /// The name as it was written.
    pub(crate) name: &'a str,
    /// What stands between the name and the end.
    pub(crate) raw: &'a str,
    /// Whether it ends its element, too.
    pub(crate) is_empty: bool,
    /// Where it ends, in bytes.
    pub(crate) end: usize,
}

impl<'a> Tag<'a> {
    /// A tag of its parts; `raw` may end in a slash. One that follows a value without quotes is a
    /// part of it (HTML Standard, "attribute value (unquoted) state").
    pub(crate) fn new(name: &'a str, raw: &'a str, end: usize) -> Self {
        let is_end = |open: &&str| {
            let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'');
            open.as_bytes().last().is_none_or(ends) || memchr(b'=', open.as_bytes()).is_none()
        };
        let open = raw.strip_suffix('/').filter(is_end);
        Self {
            name,
            raw: open.unwrap_or(raw),
            is_empty: open.is_some(),
            end,
        }
    }

    /// The value of an attribute with its references resolved, trimmed; empty where there is none.
    pub(crate) fn value(&self, name: &str) -> Cow<'a, str> {
        self.given(name).unwrap_or_default()
    }

    /// The value of an attribute, as [`Tag::value`]; `None` where there is none.
    pub(crate) fn given(&self, name: &str) -> Option<Cow<'a, str>> {
        if self.raw.is_empty() {
            return None;
        }
        let mut attributes = self.attributes();
        let (_, value) = attributes.find(|(given, _)| given.eq_ignore_ascii_case(name))?;
        Some(reference::resolved(value.trim()))
    }

    /// The values of several attributes, as [`Tag::value`], at the price of one.
    pub(crate) fn values<const N: usize>(&self, names: [&str; N]) -> [Cow<'a, str>; N] {
        let mut values = [const { Cow::Borrowed("") }; N];
        for (given, value) in self.attributes() {
            let at = names
                .iter()
                .position(|name| given.eq_ignore_ascii_case(name));
            if let Some(at) = at.filter(|at| values[*at].is_empty()) {
                values[at] = reference::resolved(value.trim());
            }
        }
        values
    }

    /// Its attributes as they were written.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        attributes(self.raw).take(MAX_ATTRIBUTES)
    }
}

/// The element's name that begins at a byte.
pub(crate) fn name_at(text: &str, at: usize) -> &str {
    let bytes = &text.as_bytes()[at..];
    let end = bytes.iter().position(|byte| !IS_NAME[usize::from(*byte)]);
    &text[at..at + end.unwrap_or(bytes.len())]
}

/// Where the tag that begins at `start` has its `>`; `None` where it has none before the next tag
/// begins, so that its `<` is only a character.
pub(crate) fn end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    quoted_end(bytes, start + 1).or_else(|| {
        let at = start + 1 + memchr2(b'<', b'>', &bytes[start + 1..])?;
        (bytes[at] == b'>').then_some(at)
    })
}

/// Where the `>` stands that is outside of quotes; `None` where the quotes make no sense. Nothing is
/// looked for behind the next `<`, so a flood of tags without an end costs no more than its length.
fn quoted_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let angle_from = |at: usize| Some(at + memchr2(b'<', b'>', bytes.get(at..)?)?);
    let mut angle = angle_from(at)?;
    loop {
        let Some(quote) = memchr2(b'"', b'\'', &bytes[at..angle]) else {
            return (bytes[angle] == b'>').then_some(angle);
        };
        let quote = at + quote;
        let value = &bytes[quote + 1..];
        let mut close = memchr2(bytes[quote], b'<', value)?;
        if value[close] == b'<' {
            let near = &value[..value.len().min(MAX_BROKEN_VALUE)];
            close = memchr(bytes[quote], near)?;
        }
        at = quote + close + 2;
        if at > angle {
            angle = angle_from(at)?;
        }
    }
}

/// The tags of a text in order, the ends of elements with a `/` before their names, without those
/// in comments. At most a million.
pub(crate) fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + memchr(b'<', text.as_bytes().get(at..)?)?;
            if text[start..].starts_with("<!--") {
                at = start + 4 + memchr::memmem::find(&text.as_bytes()[start + 4..], b"-->")?;
                continue;
            }
            at = start + 1;
            let begin = at + usize::from(text[at..].starts_with('/'));
            let end_of_name = begin + name_at(text, begin).len();
            if end_of_name > begin
                && let Some(end) = end(text, start)
            {
                at = end + 1;
                let raw = text.get(end_of_name..end).unwrap_or_default();
                return Some(Tag::new(&text[start + 1..end_of_name], raw, at));
            }
        }
    })
    .take(1_000_000)
}

fn attributes(raw: &str) -> impl Iterator<Item = (&str, &str)> {
    let bytes = raw.as_bytes();
    let past = |at: usize, skip: fn(&u8) -> bool| {
        at + bytes[at..].iter().take_while(|byte| skip(byte)).count()
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = past(at, |byte| byte.is_ascii_whitespace() || *byte == b'/');
        if start == bytes.len() {
            return None;
        }
        let end = past(start, |byte| !byte.is_ascii_whitespace() && *byte != b'=');
        let name = &raw[start..end];
        at = past(end, u8::is_ascii_whitespace);
        if bytes.get(at) != Some(&b'=') {
            return Some((name, ""));
        }
        let begin = past(at + 1, u8::is_ascii_whitespace);
        if let Some(quote @ (b'"' | b'\'')) = bytes.get(begin)
            && let Some(length) = memchr(*quote, &bytes[begin + 1..])
        {
            at = begin + length + 2;
            return Some((name, &raw[begin + 1..=begin + length]));
        }
        at = past(begin, |byte| !byte.is_ascii_whitespace());
        Some((name, raw[begin..at].trim_matches(['"', '\''])))
    })
}

#[cfg(test)]
mod tests {
    use super::{Tag, end};

    fn check(raw: &str, expected: &[(&str, &str)]) {
        let found: Vec<_> = Tag::new("a", raw, 0).attributes().collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn attributes_are_read_as_people_write_them() {
        check(" a=\"1\" xml:lang='de'", &[("a", "1"), ("xml:lang", "de")]);
        check(" a=1 b = 2 /", &[("a", "1"), ("b", "2")]);
        check(" a=/x/", &[("a", "/x/")]);
        check(" a=\"1\"b='say \"x\"'", &[("a", "1"), ("b", "say \"x\"")]);
        check(" checked c=\"?a&b<c\"", &[("checked", ""), ("c", "?a&b<c")]);
        check(" a=\"1 b=2", &[("a", "1"), ("b", "2")]);
    }

    #[test]
    fn values_are_resolved_and_trimmed() {
        let tag = Tag::new("a", " HREF=' ?x=1&amp;y=2 ' /", 0);
        assert_eq!(tag.value("href"), "?x=1&y=2");
        assert_eq!(tag.given("rel"), None);
        assert!(tag.is_empty);
    }

    #[test]
    fn a_tag_ends_outside_of_its_quotes() {
        assert_eq!(end("<a b=\"x>y\">", 0), Some(10));
        assert_eq!(end("<a b=\"x<y>\">", 0), Some(11));
        assert_eq!(end("<a b=\"x>text <c>", 0), Some(7));
        assert_eq!(end("<a <b>", 0), None);
        assert_eq!(end("<a", 0), None);
    }

    #[test]
    fn too_many_attributes_are_left_out() {
        let many = " a=''".repeat(10_000);
        let tag = Tag::new("a", &many, 0);
        assert_eq!(tag.attributes().count(), crate::limits::MAX_ATTRIBUTES);
    }
}
