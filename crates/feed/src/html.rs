//! What is done to the HTML in a feed's texts: addresses made absolute, XHTML's wrapper taken off.
//!
//! This is not cleaning: the HTML is a stranger's before and after.

use std::borrow::Cow;

use url::Url;

use crate::limits::MAX_LINK;
use crate::reference::resolved;
use crate::resolve::{Resolver, is_relative};
use crate::tag::tags;

/// The attributes that hold an address.
const ADDRESSES: [&str; 6] = ["href", "src", "poster", "cite", "data-src", "longdesc"];

/// The attributes that hold several, for screens of several sizes.
const CANDIDATES: [&str; 2] = ["srcset", "data-srcset"];

/// Whether some address in the HTML may be relative. Rather once too often.
pub(crate) fn has_relative(html: &str) -> bool {
    let bytes = html.as_bytes();
    memchr::memchr_iter(b'=', bytes).any(|at| {
        let name = bytes[..at].trim_ascii_end();
        let is_address = match name.last() {
            Some(b'f' | b'F') => ends_with(name, b"href"),
            Some(b'c' | b'C') => ends_with(name, b"src") || ends_with(name, b"longdesc"),
            Some(b'r' | b'R') => ends_with(name, b"poster"),
            Some(b'e' | b'E') => ends_with(name, b"cite"),
            // Where the first of several is relative, the others are.
            Some(b't' | b'T') => ends_with(name, b"srcset"),
            _ => false,
        };
        is_address && {
            let value = html[at + 1..].trim_ascii_start();
            let value = value.strip_prefix(['"', '\'']).unwrap_or(value);
            is_relative_address(value.trim_ascii_start())
        }
    })
}

fn ends_with(name: &[u8], end: &[u8]) -> bool {
    let Some(start) = name.len().checked_sub(end.len()) else {
        return false;
    };
    name[start..].eq_ignore_ascii_case(end)
}

/// A link to a place in the text itself stays what it is.
fn is_relative_address(value: &str) -> bool {
    !value.starts_with(['#', '"', '\'']) && is_relative(value)
}

/// The HTML with its addresses made absolute, as far as the budget goes.
pub(crate) fn absolute(html: &str, base: &Url, resolver: &mut Resolver<'_>) -> String {
    let mut writing = Writing {
        html,
        base,
        written: String::with_capacity(html.len() + html.len() / 8),
        kept: 0,
    };
    let is_in = |names: &[&str], name: &str| names.iter().any(|one| one.eq_ignore_ascii_case(name));
    for tag in tags(html) {
        // A value that is empty stands nowhere.
        let attributes = tag.attributes().filter(|(_, value)| !value.is_empty());
        for (name, value) in attributes {
            if is_in(&ADDRESSES, name) {
                writing.address(value, writing.quote(value), resolver);
            } else if is_in(&CANDIDATES, name) {
                for address in candidates(value) {
                    writing.address(address, writing.quote(value), resolver);
                }
            }
        }
    }
    writing.written.push_str(&html[writing.kept..]);
    writing.written
}

/// HTML while its addresses are made absolute.
struct Writing<'a> {
    html: &'a str,
    base: &'a Url,
    written: String,
    /// Up to where the HTML is written.
    kept: usize,
}

impl Writing<'_> {
    /// Where a piece of the HTML begins.
    fn at(&self, piece: &str) -> usize {
        piece.as_ptr() as usize - self.html.as_ptr() as usize
    }

    /// What has to be written around an attribute's value: quotes, if it has none.
    fn quote(&self, value: &str) -> &'static str {
        let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'');
        let before = self.html.as_bytes()[..self.at(value)].last();
        if before.is_some_and(is_quote) {
            ""
        } else {
            "\""
        }
    }

    /// Writes an address that stands in the HTML, in quotes if it has none.
    fn address(&mut self, address: &str, quote: &str, resolver: &mut Resolver<'_>) {
        if address.len() > MAX_LINK || !is_relative_address(address.trim()) {
            return;
        }
        let is_simple = quote.is_empty() && is_simple_path(address);
        let origin = &self.base[..url::Position::BeforePath];
        let growth = if is_simple {
            origin.len()
        } else {
            // A character may take thrice as much in a URL, and a `&` five times as much in HTML.
            self.base.as_str().len() + address.len()
        };
        if !resolver.may_resolve(growth) {
            return;
        }
        let at = self.at(address);
        if is_simple {
            // Nine of ten; resolving them by the book took a tenth of the time of all reading.
            self.written
                .extend([&self.html[self.kept..at], origin, address]);
        } else if let Ok(url) = self.base.join(&resolved(address.trim())) {
            let escaped = url.as_str().replace('&', "&amp;").replace('\'', "%27");
            let before = &self.html[self.kept..at];
            self.written.extend([before, quote, &escaped, quote]);
        } else {
            return;
        }
        self.kept = at + address.len();
    }
}

/// The addresses of a `srcset` (HTML Standard, "parsing a srcset attribute"), without what says
/// for which screen each is.
fn candidates(set: &str) -> impl Iterator<Item = &str> {
    let mut rest = set;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c == ',' || c.is_ascii_whitespace());
        let end = rest.find(|c: char| c.is_ascii_whitespace());
        let (address, behind) = rest.split_at(end.unwrap_or(rest.len()));
        let alone = address.trim_end_matches(',');
        rest = if alone.len() < address.len() {
            behind
        } else {
            behind.split_once(',').map_or("", |(_, rest)| rest)
        };
        (!alone.is_empty()).then_some(alone)
    })
}

/// Whether an address is a path from the root that stands in a URL as it is written.
fn is_simple_path(value: &str) -> bool {
    let is_simple =
        |byte: &u8| byte.is_ascii_alphanumeric() || b"/-_~%?=+,:@".contains(byte) || *byte == b'.';
    value.starts_with('/')
        && !value.starts_with("//")
        && value.as_bytes().iter().all(is_simple)
        && !value.contains("/.")
}

/// XHTML without the `<div>` that Atom wants around it (RFC 4287, section 3.1.1.3), where it is
/// around all of it.
pub(crate) fn unwrapped(xhtml: Cow<'_, str>) -> Cow<'_, str> {
    let trimmed = xhtml.trim();
    let Some(end) = inside_of_div(trimmed) else {
        return xhtml;
    };
    match &xhtml {
        Cow::Borrowed(text) => {
            let trimmed = text.trim();
            Cow::Borrowed(trimmed[end..trimmed.len() - "</div>".len()].trim())
        }
        Cow::Owned(_) => Cow::Owned(
            trimmed[end..trimmed.len() - "</div>".len()]
                .trim()
                .to_owned(),
        ),
    }
}

/// Where the first tag ends, if it is a `<div>` that the last tag closes.
fn inside_of_div(xhtml: &str) -> Option<usize> {
    let is_div = |name: &str| name.eq_ignore_ascii_case("div");
    let ends =
        xhtml.len() >= 6 && xhtml.as_bytes()[xhtml.len() - 6..].eq_ignore_ascii_case(b"</div>");
    let mut tags = tags(xhtml);
    let first = tags
        .next()
        .filter(|tag| ends && is_div(tag.name) && !tag.is_empty)?;
    if !xhtml.starts_with('<') {
        return None;
    }
    let mut depth = 1;
    for tag in tags {
        if is_div(tag.name) && !tag.is_empty {
            depth += 1;
        } else if tag.name.strip_prefix('/').is_some_and(is_div) {
            depth -= 1;
            if depth == 0 {
                return (tag.end == xhtml.len()).then_some(first.end);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use url::Url;

    use super::{absolute, has_relative, unwrapped};
    use crate::resolve::Resolver;

    fn check(html: &str, expected: &str) {
        let base = Url::parse("https://town.example/a/b").expect("a URL");
        let found = absolute(html, &base, &mut Resolver::new(None, 0));
        assert_eq!(found, expected, "{html}");
        assert_eq!(has_relative(html), html != expected, "{html}");
    }

    #[test]
    fn relative_addresses_become_absolute() {
        check(
            "<a href='c?d=1&amp;e=2'>f</a>",
            "<a href='https://town.example/a/c?d=1&amp;e=2'>f</a>",
        );
        check(
            "<IMG alt=x SRC = /d.png >",
            "<IMG alt=x SRC = \"https://town.example/d.png\" >",
        );
        check(
            "<img data-src=\"//cdn.example/d\">",
            "<img data-src=\"https://cdn.example/d\">",
        );
    }

    #[test]
    fn each_address_of_a_set_becomes_absolute() {
        check(
            "<img srcset=\"c.png, /d.png 2x,https://x.example/e.png 300w , f.png\">",
            "<img srcset=\"https://town.example/a/c.png, https://town.example/d.png 2x,https://x.example/e.png 300w , https://town.example/a/f.png\">",
        );
        check(
            "<img srcset=c.png>",
            "<img srcset=\"https://town.example/a/c.png\">",
        );
        check(
            "<img srcset=\"data:image/png;base64,AA== 1x\">",
            "<img srcset=\"data:image/png;base64,AA== 1x\">",
        );
    }

    #[test]
    fn others_stay() {
        check(
            "<a href='https://x.example/'>a</a> <a href=\"#note\">1</a>",
            "<a href='https://x.example/'>a</a> <a href=\"#note\">1</a>",
        );
        check(
            "<a href='mailto:x'><a href=''><a href><img srcset>",
            "<a href='mailto:x'><a href=''><a href><img srcset>",
        );
    }

    #[test]
    fn only_the_div_around_everything_goes() {
        let check = |xhtml: &str, inside: &str| assert_eq!(unwrapped(Cow::Borrowed(xhtml)), inside);
        check(
            " <div xmlns='x'> <p>a</p><div/>b </div> ",
            "<p>a</p><div/>b",
        );
        check("<div>a</div><div>b</div>", "<div>a</div><div>b</div>");
        check("<div><div>a</div></div>", "<div>a</div>");
        check("a <div>b</div>", "a <div>b</div>");
        check("<div>a", "<div>a");
    }
}
