//! Which addresses belong together: what one of them asks for, counts for all.

use url::{Host, Url};

use crate::guard::is_private;

/// What a site is known by: the registrable domain of a public host (by the public suffix list),
/// its address where it has no name, and the URL itself on a private host, where many services
/// may share a machine.
pub fn site_key(url: &Url) -> String {
    if is_private(url) {
        let mut url = url.clone();
        url.set_fragment(None);
        return url.into();
    }
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            psl::domain_str(name).unwrap_or(name).to_owned()
        }
        Some(address) => address.to_string(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::site_key;

    fn check(url: &str, expected: &str) {
        let url = url.parse().expect("a URL");
        assert_eq!(site_key(&url), expected, "{url}");
    }

    #[test]
    fn a_public_host_belongs_to_its_registrable_domain() {
        check("https://a.b.site.example/feed", "site.example");
        check("https://site.example:8443/", "site.example");
        check("https://site.example./", "site.example");
        check("https://news.site.co.uk/", "site.co.uk");
        check("https://co.uk/", "co.uk");
        check("https://someone.github.io/", "someone.github.io");
        check("https://BÜCHER.example/", "xn--bcher-kva.example");
        check("https://1.1.1.1:81/a", "1.1.1.1");
        check("https://[2a00::1]/a", "[2a00::1]");
    }

    #[test]
    fn on_a_private_host_each_url_stands_for_itself() {
        check("http://192.168.1.5/a?b#c", "http://192.168.1.5/a?b");
        check("http://bridge/a", "http://bridge/a");
        check("http://localhost:81/a", "http://localhost:81/a");
    }
}
