//! Finds what is wrong with the references (`&amp;`, `&#8217;`) of a text.

use std::borrow::Cow;
use std::ops::Range;

/// The longest name or number of a reference; a longer one is none.
const MAX_CHARS: usize = 32;

/// What windows-1252 has at 0x80–0x9F, where a numeric reference means a control character that
/// nobody meant: `&#146;` is an apostrophe in every browser (HTML Standard, "numeric character
/// reference end state").
const WINDOWS_1252: [u16; 32] = [
    0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
];

/// What is to stand where, so that every `&` of the text begins a reference that XML allows.
pub(crate) fn faults(text: &str) -> impl Iterator<Item = (Range<usize>, Cow<'static, str>)> + '_ {
    memchr::memchr_iter(b'&', text.as_bytes()).filter_map(|at| {
        let tail = &text.as_bytes()[at + 1..];
        let end = tail.iter().take(MAX_CHARS).position(|byte| *byte == b';');
        let name = end.map_or("", |end| text.get(at + 1..=at + end).unwrap_or_default());
        let fixed = match name.strip_prefix('#') {
            Some(number) => numeric(number)?,
            None if is_name(name) => return None,
            None => None,
        };
        Some(match fixed {
            Some(fixed) => (at..at + 2 + name.len(), fixed),
            None => (at..at + 1, Cow::Borrowed("&amp;")),
        })
    })
}

/// The longest name or number between `&` and `;`, in bytes.
const MAX_REFERENCE_BYTES: usize = 32;

/// The text with the references resolved that XML knows, and the numeric ones. Others stay.
pub(crate) fn resolved(text: &str) -> Cow<'_, str> {
    let mut resolved = String::new();
    let mut kept = 0;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        // A reference is short: what is farther away belongs to another.
        let near = text.as_bytes()[at + 1..].iter().take(MAX_REFERENCE_BYTES);
        let Some(length) = near.clone().position(|byte| *byte == b';') else {
            continue;
        };
        let name = &text[at + 1..at + 1 + length];
        let Some(meant) = character(name).filter(|_| at >= kept) else {
            continue;
        };
        resolved.push_str(&text[kept..at]);
        resolved.push(meant);
        kept = at + name.len() + 2;
    }
    if kept == 0 {
        return Cow::Borrowed(text);
    }
    resolved.push_str(&text[kept..]);
    Cow::Owned(resolved)
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|c| !c.is_control() || c.is_whitespace())
        }
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// `None`: the number is right. `Some(None)`: it is no number. Otherwise what stands for it.
#[expect(
    clippy::option_option,
    reason = "three answers for one caller, ten lines away"
)]
fn numeric(number: &str) -> Option<Option<Cow<'static, str>>> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
        return Some(None);
    }
    let code = u32::from_str_radix(digits, radix).unwrap_or(u32::MAX);
    if let Some(meant) = code
        .checked_sub(0x80)
        .and_then(|at| WINDOWS_1252.get(at as usize))
    {
        return Some(Some(Cow::Owned(format!("&#{meant};"))));
    }
    match char::from_u32(code) {
        Some('\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..) => None,
        _ => Some(Some(Cow::Borrowed(""))),
    }
}

#[cfg(test)]
mod tests {
    use super::{faults, resolved};

    fn check(text: &str, expected: &str) {
        let mut fixed = text.to_owned();
        for (range, with) in faults(text).collect::<Vec<_>>().into_iter().rev() {
            fixed.replace_range(range, &with);
        }
        assert_eq!(fixed, expected, "{text}");
    }

    #[test]
    fn references_are_resolved_once() {
        assert_eq!(
            resolved("a &amp;lt; &#38;#x41; &eacute; &"),
            "a &lt; &#x41; &eacute; &"
        );
        assert_eq!(resolved("&#x1F600;&#0;&lt;"), "😀&#0;<");
    }

    #[test]
    fn what_is_right_stays() {
        check(
            "a &amp; b &eacute; &#8217; &#x1F600;",
            "a &amp; b &eacute; &#8217; &#x1F600;",
        );
    }

    #[test]
    fn what_is_no_reference_is_an_ampersand() {
        check("AT&T & Co", "AT&amp;T &amp; Co");
        check("?a=1&copy=3;&", "?a=1&amp;copy=3;&amp;");
        check("&#;&#x;&#12x;&;", "&amp;#;&amp;#x;&amp;#12x;&amp;;");
    }

    #[test]
    fn numbers_mean_what_browsers_take_them_for() {
        check("it&#146;s &#x93;x", "it&#8217;s &#8220;x");
        check("a&#0;b&#11;c&#xD800;d&#99999999;e", "abcde");
    }
}
