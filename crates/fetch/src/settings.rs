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
    /// Names pinned to addresses, as a hosts file does: one name may have several, and `*.suffix`
    /// stands for all below it. The guard checks these addresses like all others.
    pub resolve: Vec<(String, IpAddr)>,
    /// How long a whole exchange may take, redirects included.
    pub timeout: Duration,
    /// How long an answer that has begun may stand still.
    pub idle_timeout: Duration,
    /// How long an exchange keeps its place among those in flight; after that it goes on aside.
    pub patience: Duration,
    /// How long connecting to one address may take.
    pub connect_timeout: Duration,
    /// How large a body may be as it comes over the wire, in bytes.
    pub max_wire_bytes: usize,
    /// How large it may be once expanded, in bytes.
    pub max_body_bytes: usize,
    /// How long a large answer waits for room beside the others before it is put off.
    pub room_timeout: Duration,
    /// How many exchanges may be under way at once.
    pub max_in_flight: usize,
    /// How many of them may go to one site, the hosts of one registrable domain.
    pub max_per_site: usize,
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
            idle_timeout: Duration::from_secs(10),
            patience: Duration::from_secs(2),
            connect_timeout: Duration::from_secs(10),
            max_wire_bytes: 8 << 20,
            max_body_bytes: 16 << 20,
            room_timeout: Duration::from_mins(2),
            max_in_flight: 32,
            max_per_site: 2,
            max_redirects: 5,
        }
    }
}

impl Settings {
    /// Whether the operator pinned a URL's host to an address.
    pub(crate) fn is_pinned(&self, url: &Url) -> bool {
        let host = url.host_str();
        host.is_some_and(|host| !pinned(&self.resolve, host).is_empty())
    }
}

/// The addresses that a host is pinned to; a whole name goes before a suffix.
pub(crate) fn pinned(resolve: &[(String, IpAddr)], host: &str) -> Vec<IpAddr> {
    let host = host.trim_end_matches('.');
    let is_below = |pattern: &str| {
        let suffix = pattern.strip_prefix('*');
        suffix.is_some_and(|suffix| host.len() > suffix.len() && host.ends_with(suffix))
    };
    let addresses = |is_meant: &dyn Fn(&str) -> bool| -> Vec<IpAddr> {
        let meant = resolve.iter().filter(|(name, _)| is_meant(name));
        meant.map(|(_, address)| *address).collect()
    };
    let whole = addresses(&|name| name == host);
    if whole.is_empty() {
        addresses(&is_below)
    } else {
        whole
    }
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::pinned;

    #[test]
    fn a_name_goes_before_a_suffix() {
        let resolve = [
            ("*.example".to_owned(), [127, 0, 0, 1].into()),
            ("a.example".to_owned(), [127, 0, 0, 2].into()),
            ("a.example".to_owned(), [127, 0, 0, 3].into()),
        ];
        let check = |host, lasts: &[u8]| {
            let expected = lasts.iter().map(|last| [127, 0, 0, *last].into());
            let expected: Vec<IpAddr> = expected.collect();
            assert_eq!(pinned(&resolve, host), expected, "{host}");
        };
        check("a.example", &[2, 3]);
        check("a.example.", &[2, 3]);
        check("b.example", &[1]);
        check("c.b.example", &[1]);
        check("example", &[]);
        check("notexample", &[]);
    }
}
