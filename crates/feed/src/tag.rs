//! Tags as people write them: where one ends, and its attributes.

use std::borrow::Cow;

use memchr::memchr2;

use crate::{reference, root};

/// How many attributes of a tag are read. The largest seen in real feeds is 17.
const MAX_ATTRIBUTES: usize = 64;

/// How long an attribute value with a bare `<` in it may be, in bytes: longer, and a quote was
/// forgotten.
const MAX_BROKEN_VALUE: usize = 4096;

/// Where the tag that begins at `start` has its `>`; `None` where it has none before the next tag
/// begins, so that its `<` is only a character.
pub(crate) fn end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    quoted_end(bytes, start + 1).or_else(|| {
        let at = start + 1 + memchr2(b'<', b'>', &bytes[start + 1..])?;
        (bytes[at] == b'>').then_some(at)
    })
}

/// Where the `>` stands that is outside of quotes; `None` where the quotes make no sense.
fn quoted_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += bytes[at..]
            .iter()
            .position(|byte| b"<>\"'".contains(byte))?;
        match bytes[at] {
            b'>' => return Some(at),
            b'<' => return None,
            _ => {}
        }
        let value = &bytes[at + 1..];
        let mut close = memchr2(bytes[at], b'<', value)?;
        if value[close] == b'<' {
            let near = &value[..value.len().min(MAX_BROKEN_VALUE)];
            close = memchr::memchr(bytes[at], near)?;
        }
        at += close + 2;
    }
}

/// A tag of a text: its name with a `/` before it where it ends an element, and what follows.
pub(crate) struct Tag<'a> {
    /// The name as it was written.
    pub(crate) name: &'a str,
    /// What stands between the name and the end.
    pub(crate) raw: &'a str,
    /// Where it ends, in bytes.
    pub(crate) end: usize,
}

impl<'a> Tag<'a> {
    /// The value of an attribute with its references resolved, trimmed; empty where there is none.
    pub(crate) fn value(&self, name: &str) -> Cow<'a, str> {
        let value = value(self.raw, name).unwrap_or_default();
        reference::resolved(value.trim())
    }
}

/// The tags of a text in order, without those in comments. At most a million.
pub(crate) fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + memchr::memchr(b'<', &text.as_bytes()[at..])?;
            if text[start..].starts_with("<!--") {
                at = start + 4 + text[start + 4..].find("-->")?;
                continue;
            }
            at = start + 1;
            let begin = at + usize::from(text[at..].starts_with('/'));
            let end_of_name = begin + root::name_at(text, begin).len();
            if end_of_name > begin
                && let Some(end) = end(text, start)
            {
                at = end + 1;
                let raw = text.get(end_of_name..end).unwrap_or_default();
                return Some(Tag {
                    name: &text[start + 1..end_of_name],
                    raw,
                    end: at,
                });
            }
        }
    })
    .take(1_000_000)
}

/// An attribute as it was written.
struct Attribute<'a> {
    name: &'a str,
    value: &'a str,
    is_right: bool,
}

/// Whether the attributes (`raw` is what stands between a tag's name and its end) are written as
/// XML wants them.
pub(crate) fn are_right(raw: &str) -> bool {
    if memchr::memchr(b'=', raw.as_bytes()).is_none() {
        return raw.trim().is_empty();
    }
    let mut count = 0;
    attributes(raw).all(|attribute| {
        count += 1;
        attribute.is_right && count <= MAX_ATTRIBUTES
    })
}

/// The value of an attribute, as it was written.
pub(crate) fn value<'a>(raw: &'a str, name: &str) -> Option<&'a str> {
    attributes(raw)
        .take(MAX_ATTRIBUTES)
        .find(|attribute| attribute.name.eq_ignore_ascii_case(name))
        .map(|attribute| attribute.value)
}

/// The attributes as XML wants them, each after a space, without those named `without`.
pub(crate) fn rewritten(raw: &str, without: &str) -> String {
    let mut written = String::new();
    for Attribute { name, value, .. } in attributes(raw).take(MAX_ATTRIBUTES) {
        if name == without || !is_name(name) {
            continue;
        }
        let value = fixed(value);
        written.push(' ');
        written.push_str(name);
        written.push_str("=\"");
        written.push_str(&value.replace('"', "&quot;").replace('<', "&lt;"));
        written.push('"');
    }
    written
}

fn fixed(value: &str) -> Cow<'_, str> {
    let mut fixed = String::new();
    let mut kept = 0;
    for (range, with) in reference::faults(value) {
        fixed.push_str(&value[kept..range.start]);
        fixed.push_str(&with);
        kept = range.end;
    }
    if kept == 0 {
        return Cow::Borrowed(value);
    }
    fixed.push_str(&value[kept..]);
    Cow::Owned(fixed)
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "_-.:".contains(c))
}

fn attributes(raw: &str) -> impl Iterator<Item = Attribute<'_>> {
    let mut rest = raw;
    std::iter::from_fn(move || {
        let spaced = rest.starts_with(|c: char| c.is_ascii_whitespace());
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let end = rest
            .find(|c: char| c.is_ascii_whitespace() || c == '=')
            .unwrap_or(rest.len());
        if rest.is_empty() {
            return None;
        }
        let name = &rest[..end];
        rest = rest[end..].trim_start();
        let Some(tail) = rest.strip_prefix('=') else {
            return Some(Attribute {
                name,
                value: "",
                is_right: false,
            });
        };
        let tail = tail.trim_start();
        let (value, is_quoted, after) = split_value(tail);
        rest = after;
        let is_right = spaced
            && is_quoted
            && is_name(name)
            && memchr::memchr(b'<', value.as_bytes()).is_none()
            && reference::faults(value).next().is_none();
        Some(Attribute {
            name,
            value,
            is_right,
        })
    })
}

fn split_value(tail: &str) -> (&str, bool, &str) {
    let quote = tail.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote
        && let Some((value, rest)) = tail[1..].split_once(quote)
    {
        return (value, true, rest);
    }
    let end = tail
        .find(|c: char| c.is_ascii_whitespace())
        .unwrap_or(tail.len());
    (tail[..end].trim_matches(['"', '\'']), false, &tail[end..])
}

#[cfg(test)]
mod tests {
    use super::{are_right, end, rewritten, value};

    fn check(raw: &str, expected: &str) {
        assert_eq!(rewritten(raw, "version"), expected, "{raw}");
    }

    #[test]
    fn right_attributes_are_left_alone() {
        assert!(are_right(""));
        assert!(are_right(" a=\"1\" xml:lang='de' href=\"?x=1&amp;y\" "));
        assert!(!are_right(" a=1"));
        assert!(!are_right(" a=\"1\"b=\"2\""));
        assert!(!are_right(" a=\"?x&y\""));
    }

    #[test]
    fn others_are_written_anew() {
        check(
            " url=http://e.org/a.mp3 length=5",
            " url=\"http://e.org/a.mp3\" length=\"5\"",
        );
        check(" a=\"1\"b='say \"x\"'", " a=\"1\" b=\"say &quot;x&quot;\"");
        check(
            " checked version=\"9\" href=\"?a&b<c\"",
            " checked=\"\" href=\"?a&amp;b&lt;c\"",
        );
        check(" \"=\" =x 1=2", "");
        assert_eq!(value(" A=\"1\" version='2'", "version"), Some("2"));
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
    fn too_many_attributes_are_cut() {
        let many: String = (0..1000).fold(String::new(), |all, n| format!("{all} a{n}=\"\""));
        assert!(!are_right(&many));
        assert_eq!(
            rewritten(&many, "").matches('=').count(),
            super::MAX_ATTRIBUTES
        );
    }
}
