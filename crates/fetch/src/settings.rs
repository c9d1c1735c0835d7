//! The client's bounds.

use std::net::IpAddr;
use std::time::Duration;

use ipnet::IpNet;
use url::Url;

/// The client's bounds, read from the configuration once.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Says who we are and where we can be reached; sent with every request.
    pub user_agent: String,
    /// The product token that robots.txt may name, without version.
    pub robots_token: String,
    /// Networks that are private but wanted by the operator.
    pub allow_private: Vec<IpNet>,
    /// Hosts of ours, names or addresses: never asked, lest the portal reads itself.
    pub own: Vec<String>,
    /// Names pinned to addresses, as a hosts file does; `*.suffix` stands for all below it. The
    /// guard checks these addresses like all others.
    pub resolve: Vec<(String, IpAddr)>,
    /// How long a whole exchange may take, redirects included.
    pub timeout: Duration,
    /// How long connecting to one address may take.
    pub connect_timeout: Duration,
    /// How large a body may be as it comes over the wire, in bytes.
    pub max_wire_bytes: usize,
    /// How large it may be once expanded, in bytes.
    pub max_body_bytes: usize,
    /// How many exchanges may be under way at once.
    pub max_in_flight: usize,
    /// How many redirects are followed.
    pub max_redirects: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            user_agent: concat!("Depesche/", env!("CARGO_PKG_VERSION")).to_owned(),
            robots_token: "Depesche".to_owned(),
            allow_private: Vec::new(),
            own: Vec::new(),
            resolve: Vec::new(),
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            max_wire_bytes: 8 << 20,
            max_body_bytes: 16 << 20,
            max_in_flight: 32,
            max_redirects: 5,
        }
    }
}

impl Settings {
    /// The address that the operator pinned a URL's host to.
    pub(crate) fn pinned(&self, url: &Url) -> Option<IpAddr> {
        pinned(&self.resolve, url.host_str()?)
    }
}

/// The address that a host is pinned to; a whole name goes before a suffix.
pub(crate) fn pinned(resolve: &[(String, IpAddr)], host: &str) -> Option<IpAddr> {
    let host = host.trim_end_matches('.');
    let is_below = |pattern: &str| {
        let suffix = pattern.strip_prefix('*');
        suffix.is_some_and(|suffix| host.len() > suffix.len() && host.ends_with(suffix))
    };
    let whole = resolve.iter().find(|(name, _)| name == host);
    let below = || resolve.iter().find(|(name, _)| is_below(name));
    whole.or_else(below).map(|(_, address)| *address)
}

#[cfg(test)]
mod tests {
    use super::pinned;

    #[test]
    fn a_name_goes_before_a_suffix() {
        let resolve = [
            ("*.example".to_owned(), [127, 0, 0, 1].into()),
            ("a.example".to_owned(), [127, 0, 0, 2].into()),
        ];
        let check = |host, last: Option<u8>| {
            let expected = last.map(|last| [127, 0, 0, last].into());
            assert_eq!(pinned(&resolve, host), expected, "{host}");
        };
        check("a.example", Some(2));
        check("a.example.", Some(2));
        check("b.example", Some(1));
        check("c.b.example", Some(1));
        check("example", None);
        check("notexample", None);
    }
}
