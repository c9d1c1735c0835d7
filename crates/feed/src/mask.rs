//! Keeps the addresses of a feed from the wrapped crate's own guard.
//!
//! feedparser-rs 0.7 empties every link to a private address. That is no parser's business: the
//! one guard stands in the room `fetch`, checks the address really connected to, and an operator
//! may open it (`fetch.allow_private`). So such addresses pass through the crate under a scheme
//! that it does not know. Goes with the crate.

use std::borrow::Cow;

/// What stands before a masked scheme.
const MARK: &str = "depesche-masked-";

/// The ends of host names that the crate refuses, and the names.
const REFUSED: [&str; 8] = [
    "localhost",
    "internal",
    "local",
    "lan",
    "home",
    "corp",
    "intranet",
    "private",
];

/// Marks the addresses that the crate would empty. Borrowed where there are none.
pub(crate) fn mask(text: &str) -> Cow<'_, str> {
    let mut masked = String::new();
    let mut kept = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), "://") {
        let scheme = ["https", "http"]
            .into_iter()
            .find(|scheme| text.as_bytes()[..at].ends_with(scheme.as_bytes()));
        let Some(scheme) = scheme else { continue };
        if is_refused(&text[at + 3..]) && at - scheme.len() >= kept {
            masked.push_str(&text[kept..at - scheme.len()]);
            masked.push_str(MARK);
            kept = at - scheme.len();
        }
    }
    if kept == 0 && masked.is_empty() {
        return Cow::Borrowed(text);
    }
    masked.push_str(&text[kept..]);
    Cow::Owned(masked)
}

/// Takes the marks away again.
pub(crate) fn unmask(text: &str) -> Cow<'_, str> {
    if text.contains(MARK) {
        Cow::Owned(text.replace(MARK, ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether the crate may refuse the host that the text begins with. Rather once too often: a mark
/// costs nothing.
fn is_refused(text: &str) -> bool {
    let end = text
        .bytes()
        .take(254)
        .position(|byte| !byte.is_ascii_alphanumeric() && !b".-_@".contains(&byte))
        .unwrap_or(text.len().min(254));
    let host = text.get(..end).unwrap_or_default();
    let host = host.trim_end_matches('.');
    let label = host.rsplit('.').next().unwrap_or_default();
    label.len() == host.len()
        || label.bytes().all(|byte| byte.is_ascii_digit())
        || label
            .bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_digit())
        || REFUSED
            .iter()
            .any(|refused| label.eq_ignore_ascii_case(refused))
}

#[cfg(test)]
mod tests {
    use super::{mask, unmask};

    fn check(text: &str, is_masked: bool) {
        let masked = mask(text);
        assert_eq!(masked != text, is_masked, "{text}");
        assert_eq!(unmask(&masked), text);
    }

    #[test]
    fn private_addresses_pass_the_crate() {
        check(
            "<link>http://127.0.0.1:8080/a</link> http://localhost/",
            true,
        );
        check("https://[::1]/ and https://nas.local/feed", true);
        check("<link>https://news.example/a</link>", false);
        check("://", false);
    }
}
