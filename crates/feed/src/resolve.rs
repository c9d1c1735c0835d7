//! Makes addresses absolute, within a budget: resolving costs more than reading.

use std::borrow::Cow;

use url::Url;

use crate::limits::{
    GROWTH_OF_ALL, MAX_BASE, MAX_GROWTH, MAX_LINK, MAX_RESOLVED, MAX_RESOLVED_BYTES,
};

/// Makes addresses absolute, as long as there is budget.
pub(crate) struct Resolver<'a> {
    /// Where the document was fetched.
    document: Option<&'a Url>,
    /// The `xml:base`s that are in effect, the innermost last.
    bases: Vec<Url>,
    resolved: usize,
    bytes_left: usize,
}

impl<'a> Resolver<'a> {
    /// A resolver for a document of so many bytes that was fetched from here.
    pub(crate) fn new(document: Option<&'a Url>, length: usize) -> Self {
        Self {
            document: document.filter(|url| url.as_str().len() <= MAX_BASE),
            bases: Vec::new(),
            resolved: 0,
            bytes_left: (MAX_GROWTH * length + GROWTH_OF_ALL).min(MAX_RESOLVED_BYTES),
        }
    }

    /// How many bases are in effect besides the document's address.
    pub(crate) fn depth(&self) -> usize {
        self.bases.len()
    }

    /// Forgets the bases that came into effect after there were `depth`.
    pub(crate) fn truncate(&mut self, depth: usize) {
        self.bases.truncate(depth);
    }

    /// Takes an `xml:base` into effect. One that makes no sense is left out.
    pub(crate) fn enter(&mut self, base: &str) {
        if base.is_empty() || base.len() > MAX_BASE || !self.may_resolve(base.len()) {
            return;
        }
        let joined = match self.base() {
            Some(outer) => outer.join(base).ok(),
            None => Url::parse(base).ok(),
        };
        let is_usable =
            |url: &Url| matches!(url.scheme(), "http" | "https") && url.as_str().len() <= MAX_BASE;
        self.bases.extend(joined.filter(is_usable));
    }

    /// What addresses are resolved against here.
    pub(crate) fn base(&self) -> Option<&Url> {
        self.bases.last().or(self.document)
    }

    /// The address, absolute where there is a base; empty where it is longer than any is.
    pub(crate) fn absolute(&mut self, link: &str) -> String {
        let link = without_breaks(link.trim());
        if link.len() > MAX_LINK {
            return String::new();
        }
        if !is_relative(&link)
            || !self.may_resolve(self.base().map_or(0, |base| base.as_str().len()))
        {
            return link.into_owned();
        }
        match self.base().and_then(|base| base.join(&link).ok()) {
            Some(url) => url.into(),
            None => link.into_owned(),
        }
    }

    /// Whether there is budget to resolve an address that grows by some bytes; takes it.
    pub(crate) fn may_resolve(&mut self, bytes: usize) -> bool {
        self.resolved += 1;
        let left = self.bytes_left.checked_sub(bytes);
        self.bytes_left = left.unwrap_or_default();
        self.resolved <= MAX_RESOLVED && left.is_some()
    }
}

/// Whether an address needs a base: it has no scheme.
pub(crate) fn is_relative(link: &str) -> bool {
    let bytes = link.as_bytes();
    let is_scheme = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let end = bytes.iter().take(32).position(|byte| !is_scheme(byte));
    let has_scheme = bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && end.is_some_and(|end| bytes[end] == b':');
    !link.is_empty() && !has_scheme
}

/// Line ends in an address are the work of editors; browsers pass over them, too.
fn without_breaks(link: &str) -> Cow<'_, str> {
    if memchr::memchr3(b'\n', b'\r', b'\t', link.as_bytes()).is_none() {
        return Cow::Borrowed(link);
    }
    Cow::Owned(link.replace(['\n', '\r', '\t'], ""))
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::Resolver;

    fn check(base: &str, link: &str, expected: &str) {
        let document = Url::parse("https://town.example/feeds/news.xml").expect("a URL");
        let mut resolver = Resolver::new(Some(&document), 1 << 20);
        resolver.enter(base);
        assert_eq!(resolver.absolute(link), expected, "{link}");
    }

    #[test]
    fn what_is_relative_becomes_absolute() {
        check("", "a", "https://town.example/feeds/a");
        check("", "/a?b:c", "https://town.example/a?b:c");
        check("../x/", "a", "https://town.example/x/a");
        check("//cdn.example/", "a", "https://cdn.example/a");
    }

    #[test]
    fn what_is_absolute_stays_as_it_was_written() {
        check("", "HTTPS://Town.Example/A b", "HTTPS://Town.Example/A b");
        check("", "tag:town.example,2026:1", "tag:town.example,2026:1");
        check("", "https://town.example/\n  a", "https://town.example/  a");
    }

    #[test]
    fn a_base_that_makes_no_sense_is_left_out() {
        check("javascript:alert(1)", "a", "https://town.example/feeds/a");
        check("http://[", "a", "https://town.example/feeds/a");
    }

    #[test]
    fn the_budget_ends() {
        let document = Url::parse("https://town.example/").expect("a URL");
        let mut resolver = Resolver::new(Some(&document), 1 << 20);
        let last = (0..=crate::limits::MAX_RESOLVED)
            .map(|_| resolver.absolute("a"))
            .last();
        assert_eq!(last.as_deref(), Some("a"));
    }
}
