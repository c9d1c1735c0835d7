//! A text of a feed: what it says, and whether that is HTML.

use std::borrow::Cow;
use std::ops::Deref;

use serde::{Serialize, Serializer};

/// A title, a summary, a content. Derefs to what it says, as written; serialises as that.
///
/// ```
/// use depesche_feed::Text;
///
/// assert_eq!(Text::plain("1 < 2").to_html(), "1 &lt; 2");
/// assert_eq!(Text::html("<b>x</b>").to_html(), "<b>x</b>");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    value: String,
    is_html: bool,
}

impl Text {
    /// A text in which `<` and `&` mean themselves.
    pub fn plain(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            is_html: false,
        }
    }

    /// A text of tags and references. Nobody has cleaned it.
    pub fn html(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            is_html: true,
        }
    }

    /// A text of which the feed does not say what it is: HTML where it looks so.
    pub(crate) fn guessed(value: String) -> Self {
        let is_html = looks_like_html(&value);
        Self { value, is_html }
    }

    /// A title of Atom that does not say what it is. It is a text (RFC 4287, section 3.1.1), unless
    /// it can hardly be one: `Use <div>` is, `<b>New</b>` and `Tea &amp; cake` are not.
    pub(crate) fn guessed_of_atom(value: String) -> Self {
        let has_reference = memchr::memchr_iter(b'&', value.as_bytes())
            .any(|at| crate::reference::begins(&value[at + 1..]));
        let has_ends = value.contains("</") || value.contains("<br");
        let is_html = has_reference || (has_ends && looks_like_html(&value));
        Self { value, is_html }
    }

    /// What it says, as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// Whether it is HTML.
    #[must_use]
    pub fn is_html(&self) -> bool {
        self.is_html
    }

    /// It as HTML: a plain one with its `<` and `&` escaped and its line ends kept. Nobody has
    /// cleaned it.
    #[must_use]
    pub fn to_html(&self) -> Cow<'_, str> {
        let is_special = |c: char| matches!(c, '<' | '>' | '&' | '\n');
        if self.is_html || !self.value.contains(is_special) {
            return Cow::Borrowed(&self.value);
        }
        let mut html = String::with_capacity(self.value.len() + 32);
        for c in self.value.chars() {
            match c {
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '&' => html.push_str("&amp;"),
                '\n' => html.push_str("<br>"),
                c => html.push(c),
            }
        }
        Cow::Owned(html)
    }

    /// The text alone.
    #[must_use]
    pub fn into_string(self) -> String {
        self.value
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.value
    }
}

/// A plain text.
impl From<String> for Text {
    fn from(value: String) -> Self {
        Self::plain(value)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.value)
    }
}

/// Whether a text that nobody declared is meant as HTML: it holds a tag of HTML, or a reference.
/// `Vec<T>` and `AT&T` are plain.
fn looks_like_html(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Looked for once, and only where a tag begins.
    let mut last_end = None;
    memchr::memchr2_iter(b'<', b'&', bytes).any(|at| {
        let rest = &text[at + 1..];
        if bytes[at] == b'&' {
            return crate::reference::begins(rest);
        }
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest
            .bytes()
            .take(12)
            .position(|byte| !byte.is_ascii_alphanumeric());
        end.is_some_and(|end| {
            crate::names::is_markup(&rest[..end])
                && at
                    < *last_end
                        .get_or_insert_with(|| memchr::memrchr(b'>', bytes).unwrap_or_default())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::Text;

    fn check(text: &str, is_html: bool) {
        assert_eq!(Text::guessed(text.to_owned()).is_html(), is_html, "{text}");
    }

    #[test]
    fn what_looks_like_html_is_taken_for_it() {
        check("a <b>c</b>", true);
        check("a &amp; b", true);
        check("a &#8217; b", true);
        check("one<br/>two", true);
    }

    #[test]
    fn what_does_not_is_plain() {
        check("Vec<T> and x < y > z", false);
        check("AT&T & Co", false);
        check("a <b", false);
    }

    #[test]
    fn plain_texts_become_html() {
        assert_eq!(
            Text::plain("a & <b>\nc").to_html(),
            "a &amp; &lt;b&gt;<br>c"
        );
    }
}
