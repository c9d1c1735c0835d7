//! Markup that is safe to show.

mod pictures;

use std::fmt::Write as _;

use serde::Serialize;

use crate::Lang;
use crate::text::is_simple_line;

/// What stands before a picture's address (or, once it is kept, its hash) in a text. No browser knows
/// the scheme: a text that is shown by mistake asks nobody for anything.
pub const MEDIA: &str = "media:";

/// Sanitised HTML: the only way to hold markup from outside.
///
/// Its one constructor is used in `read::clean` and where the store turns rows back into values;
/// clippy's `disallowed-methods` guards it everywhere else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(String);

impl Html {
    /// Takes markup that `read::clean` has made, now or before it was stored.
    pub fn from_cleaned(markup: String) -> Self {
        Self(markup)
    }

    /// Puts blocks together, a line each: what is clean in its parts is clean as a whole. A block
    /// with a language says so.
    pub fn join<'a>(parts: impl IntoIterator<Item = (&'a Self, Option<&'a Lang>)>) -> Self {
        let mut markup = String::new();
        for (part, lang) in parts {
            let name = part.0.find([' ', '>']).filter(|_| part.0.starts_with('<'));
            let (tag, rest) = part.0.split_at(name.unwrap_or_default());
            markup.push_str(tag);
            if let Some(lang) = lang.filter(|_| !tag.is_empty()) {
                let direction = if lang.is_rtl() { "rtl" } else { "ltr" };
                // Writing to a string cannot fail.
                let _ = write!(markup, " lang=\"{lang}\" dir=\"{direction}\"");
            }
            markup.push_str(rest);
            markup.push('\n');
        }
        Self(markup)
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.trim().is_empty()
    }

    /// The text without markup, white space folded.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.text_into(&mut text);
        text
    }

    /// Appends the text without markup to `text`, white space folded. Blocks, line breaks and
    /// table cells part words.
    ///
    /// Made for what our own serialiser writes: `<` only begins a tag, and only the entities that
    /// it writes occur.
    pub fn text_into(&self, text: &mut String) {
        let start = text.len();
        let mut rest = self.0.as_str();
        while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
            push_folded(text, start, &rest[..at]);
            rest = &rest[at..];
            let stop = if rest.starts_with('<') { '>' } else { ';' };
            let end = rest.find(stop).map_or(rest.len(), |end| end + 1);
            match &rest[..end] {
                "&amp;" => text.push('&'),
                "&lt;" => text.push('<'),
                "&gt;" => text.push('>'),
                "&quot;" => text.push('"'),
                "&nbsp;" => push_folded(text, start, " "),
                tag if tag.starts_with('<') && parts_words(tag) => push_folded(text, start, " "),
                _ => {}
            }
            rest = &rest[end..];
        }
        push_folded(text, start, rest);
        if text.len() > start && text.ends_with(' ') {
            text.pop();
        }
    }
}

/// Appends a text as it stands in markup, in an attribute too; control characters go.
pub fn push_escaped(out: &mut String, text: &str) {
    let mut rest = text;
    let is_special = |byte: u8| {
        matches!(byte, b'&' | b'<' | b'>' | b'"' | 0x7f)
            || (byte < b' ' && byte != b'\n' && byte != b'\t')
    };
    while let Some(at) = rest.bytes().position(is_special) {
        out.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'&' => out.push_str("&amp;"),
            b'<' => out.push_str("&lt;"),
            b'>' => out.push_str("&gt;"),
            b'"' => out.push_str("&quot;"),
            _ => {}
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Appends with runs of white space as one space, and none at the start.
///
/// Most of a text is words with one space between them: such pieces are copied as they are.
fn push_folded(text: &mut String, start: usize, piece: &str) {
    let bytes = piece.as_bytes();
    let (mut from, mut at) = (0, 0);
    let mut after_space = text.len() == start || text.ends_with(' ');
    if is_simple_line(piece) {
        let piece = match piece.strip_prefix(' ') {
            Some(rest) if after_space => rest,
            _ => piece,
        };
        return text.push_str(piece);
    }
    while at < bytes.len() {
        let byte = bytes[at];
        if byte > b' ' && byte.is_ascii() || (byte == b' ' && !after_space) {
            after_space = byte == b' ';
            at += 1;
            continue;
        }
        let Some(c) = piece[at..].chars().next() else {
            break;
        };
        let next = at + c.len_utf8();
        if c.is_whitespace() {
            text.push_str(&piece[from..at]);
            if !after_space {
                text.push(' ');
            }
            from = next;
        }
        after_space = c.is_whitespace();
        at = next;
    }
    text.push_str(&piece[from..]);
}

fn parts_words(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']);
    let name = &name[..name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len())];
    !matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "var"
            | "wbr"
    )
}

#[cfg(test)]
mod tests {
    use super::Html;
    use crate::Lang;

    fn check(markup: &str, expected: &str) {
        assert_eq!(Html(markup.to_owned()).text(), expected, "{markup}");
    }

    #[test]
    fn text_is_what_is_read() {
        check(
            "<p>A <b>b</b>old  word &amp;\n1 &lt; 2&nbsp;</p>",
            "A bold word & 1 < 2",
        );
        check(
            "<ul><li>one</li><li>two<br>three</li></ul>",
            "one two three",
        );
        check("<p><a href=\"x\">a</a>, b</p>", "a, b");
        check("", "");
    }

    #[test]
    fn a_block_says_in_which_language_it_is() {
        let blocks = [
            "<p>a</p>",
            "<blockquote cite=\"x\"><p>b</p></blockquote>",
            "loose",
        ];
        let check = |tag, expected| {
            let lang = Lang::parse(tag);
            let blocks = blocks.map(|markup| Html(markup.to_owned()));
            let joined = Html::join(blocks.iter().map(|block| (block, lang.as_ref())));
            assert_eq!(joined.as_str(), expected);
        };
        check(
            "",
            "<p>a</p>\n<blockquote cite=\"x\"><p>b</p></blockquote>\nloose\n",
        );
        check(
            "en",
            "<p lang=\"en\" dir=\"ltr\">a</p>\n\
             <blockquote lang=\"en\" dir=\"ltr\" cite=\"x\"><p>b</p></blockquote>\nloose\n",
        );
    }

    #[test]
    fn white_space_of_every_width_is_folded() {
        check(
            "<p>a\u{2009} b\u{a0}\u{a0}c\u{3000}d “e”</p>",
            "a b c d “e”",
        );
        check("<p> a </p> <p> b</p>", "a b");
        check("<p>a\t\u{85}b  c</p>", "a b c");
    }
}
