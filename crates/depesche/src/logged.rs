//! Addresses as they stand in logs.

use url::Url;

/// An address without what may open something: the query of a private feed is often a key, and a
/// picture's address may hold a password.
pub(crate) fn address(url: &str) -> String {
    let Ok(mut url) = Url::parse(url) else {
        return "(an address that cannot be read)".to_owned();
    };
    // Addresses that take neither have no host, and hold nothing of the kind.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_fragment(None);
    if url.query().is_some() {
        url.set_query(Some("…"));
    }
    // The query is written in escapes, which nobody reads.
    url.as_str().replace("?%E2%80%A6", "?…")
}

/// A sentence about an address, which may repeat it.
pub(crate) fn said(sentence: &str, url: &str) -> String {
    if url.is_empty() {
        return sentence.to_owned();
    }
    sentence.replace(url, &address(url))
}

#[cfg(test)]
mod tests {
    use super::{address, said};

    #[test]
    fn an_address_is_named_without_what_opens_it() {
        let check = |url: &str, expected: &str| assert_eq!(address(url), expected);
        check("https://a.example/feed", "https://a.example/feed");
        check("https://a.example/feed?key=1#x", "https://a.example/feed?…");
        check("https://me:pass@a.example/", "https://a.example/");
        check("https://a.example/?…=1", "https://a.example/?…");
        check("key=1", "(an address that cannot be read)");
    }

    #[test]
    fn a_sentence_does_not_repeat_it_in_full() {
        let url = "https://a.example/?key=1";
        let sentence = said(&format!("\"{url}\" is no feed"), url);
        assert_eq!(sentence, "\"https://a.example/?…\" is no feed");
        assert_eq!(said("not now", ""), "not now");
    }
}
