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

/// What else is cut from the links in a text. It says nothing of the page that they lead to, but no
/// article is known by them, so these may guess more boldly than [`TRACKING`].
const IN_LINKS: [&str; 24] = [
    "wt_*",
    "wt.*",
    "at_*",
    "mtm_*",
    "pk_*",
    "piwik_*",
    "matomo_*",
    "mc_*",
    "hsa_*",
    "vero_*",
    "oly_*",
    "ref_src",
    "ref_url",
    "igsh",
    "gad_source",
    "gad_campaignid",
    "srsltid",
    "_ga",
    "_gl",
    "_openstat",
    "li_fat_id",
    "rb_clickid",
    "s_kwcid",
    "__hstc",
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

/// Cuts what says where a reader came from out of a link's address; all else stays as it is.
pub(crate) fn untrack(url: &mut Url) {
    let is_said = |pair: &str| is_tracking(pair) || is_among(pair, &IN_LINKS);
    if let Some(query) = url.query().filter(|query| query.split('&').any(is_said)) {
        let kept: Vec<_> = query.split('&').filter(|pair| !is_said(pair)).collect();
        let kept = kept.join("&");
        url.set_query(Some(kept.as_str()).filter(|kept| !kept.is_empty()));
    }
    // "#xtor=RSS-1" and its like.
    if url
        .fragment()
        .is_some_and(|fragment| fragment.contains('=') && is_said(fragment))
    {
        url.set_fragment(None);
    }
}

/// Whether two addresses differ in their fragments at most.
pub(crate) fn is_same_page(url: &Url, other: &Url) -> bool {
    let page = |url: &Url| url.as_str().find('#').unwrap_or(url.as_str().len());
    url.as_str()[..page(url)] == other.as_str()[..page(other)]
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
    pair.is_empty() || pair.starts_with('=') || is_among(pair, &TRACKING)
}

fn is_among(pair: &str, names: &[&str]) -> bool {
    let name = pair.split('=').next().unwrap_or_default();
    let begins = |start: &str| {
        let begin = name.as_bytes().get(..start.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(start.as_bytes()))
    };
    names.iter().any(|known| match known.strip_suffix('*') {
        Some(start) => begins(start),
        None => name.eq_ignore_ascii_case(known),
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
    fn a_link_keeps_its_way_and_loses_its_tracking() {
        for (address, expected) in [
            (
                "https://a.example/?id=1&utm_source=x&at_medium=y#part",
                "https://a.example/?id=1#part",
            ),
            (
                "https://a.example/?WT_mc=1&wt.mc=2&xtor=3&mc_cid=4&fbclid=5&gclid=6",
                "https://a.example/",
            ),
            ("https://a.example/b#xtor=RSS-1", "https://a.example/b"),
            (
                "https://a.example/?a=1&&b=%20c",
                "https://a.example/?a=1&b=%20c",
            ),
            (
                "https://a.example/?att=1&wtx=2#at=3",
                "https://a.example/?att=1&wtx=2#at=3",
            ),
            (
                "mailto:a@b.example?subject=x",
                "mailto:a@b.example?subject=x",
            ),
        ] {
            let mut url = Url::parse(address).expect("a URL");
            super::untrack(&mut url);
            assert_eq!(url.as_str(), expected, "{address}");
        }
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
