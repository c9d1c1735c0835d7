//! The normal form of an article's address.

use url::Url;

/// The longest address that is kept, in bytes.
const MAX_BYTES: usize = 2048;

/// Parameters that say where a reader came from and nothing about the article. Names that end in
/// `*` stand for all that begin so.
const TRACKING: [&str; 24] = [
    "utm_*",
    "fbclid",
    "gclid",
    "gbraid",
    "wbraid",
    "dclid",
    "msclkid",
    "yclid",
    "twclid",
    "ttclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "_hsenc",
    "_hsmi",
    "at_medium",
    "at_campaign",
    "ns_*",
    "xtor",
    "wt_mc",
    "wt_zmc",
    "cmpid",
    "mkt_tok",
    "__twitter_impression",
];

/// The normal form of an address: absolute (against `base`), host in lower case, no default port,
/// no credentials, no fragment, no tracking parameters. Empty where it is no http or https address,
/// is relative without a base, or is longer than 2,048 bytes.
///
/// What may lead to another page stays: the scheme, `www.`, a slash at the end, the order of the
/// parameters, and a fragment that begins with `!` or `/`, which names a page in some sites.
pub fn canonical_url(address: &str, base: Option<&Url>) -> String {
    let address = address.trim();
    let url = match Url::parse(address) {
        Err(url::ParseError::RelativeUrlWithoutBase) if !address.is_empty() => {
            base.and_then(|base| base.join(address).ok())
        }
        parsed => parsed.ok(),
    };
    match url {
        Some(url) if matches!(url.scheme(), "http" | "https") => normal(url),
        _ => String::new(),
    }
}

fn normal(mut url: Url) -> String {
    let _ = url.set_username("");
    let _ = url.set_password(None);
    if !url
        .fragment()
        .is_some_and(|fragment| fragment.starts_with(['!', '/']))
    {
        url.set_fragment(None);
    }
    let query = url.query().map(|query| {
        let kept: Vec<_> = query.split('&').filter(|pair| !is_tracking(pair)).collect();
        kept.join("&")
    });
    url.set_query(query.as_deref().filter(|query| !query.is_empty()));
    let url = String::from(url);
    if url.len() > MAX_BYTES {
        String::new()
    } else {
        url
    }
}

fn is_tracking(pair: &str) -> bool {
    let name = pair
        .split('=')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    name.is_empty()
        || TRACKING
            .iter()
            .any(|tracking| match tracking.strip_suffix('*') {
                Some(start) => name.starts_with(start),
                None => name == *tracking,
            })
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::canonical_url;

    fn check(address: &str, expected: &str) {
        let base = Url::parse("https://town.example/news/feed.xml").expect("a URL");
        assert_eq!(canonical_url(address, Some(&base)), expected, "{address}");
    }

    #[test]
    fn an_address_gets_its_normal_form() {
        check(
            " HTTPS://Town.Example:443/A?b=1#c ",
            "https://town.example/A?b=1",
        );
        check("story", "https://town.example/news/story");
        check("//other.example/x", "https://other.example/x");
        check("https://user:word@town.example/", "https://town.example/");
        check(
            "https://town.example/#!/page/1",
            "https://town.example/#!/page/1",
        );
    }

    #[test]
    fn tracking_goes_and_the_rest_stays() {
        check(
            "/a?utm_source=rss&id=5&UTM_medium=feed&fbclid=x&b",
            "https://town.example/a?id=5&b",
        );
        check("/a?utm_source=rss", "https://town.example/a");
        check(
            "/a?umbrella=1&gclidx=2",
            "https://town.example/a?umbrella=1&gclidx=2",
        );
    }

    #[test]
    fn what_is_no_page_is_empty() {
        check("javascript:alert(1)", "");
        check("mailto:a@town.example", "");
        check("", "");
        check("https://", "");
        check(&format!("/{}", "x".repeat(3000)), "");
        assert_eq!(canonical_url("story", None), "");
    }

    #[test]
    fn a_normal_form_is_its_own() {
        for address in ["/a b?c=d e&f=ü#g", "https://Ü.example/ä", "/%7euser/?=x&&"] {
            let base = Url::parse("https://town.example/").expect("a URL");
            let once = canonical_url(address, Some(&base));
            assert_eq!(canonical_url(&once, None), once);
        }
    }
}
