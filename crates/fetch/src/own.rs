//! What is ourselves: the portal's own hosts, and the machine's own addresses.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket};

/// Addresses that no machine has (RFC 5737, RFC 3849).
const NOBODY: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)),
    IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)),
];

/// What is ourselves.
pub(crate) struct Own {
    names: Vec<String>,
    addresses: Vec<IpAddr>,
    /// Some machines may bind to any address, for one that takes over from another: those cannot
    /// tell which are theirs.
    can_tell: bool,
}

impl Own {
    /// Hosts as the operator named them: names and addresses.
    pub(crate) fn new(hosts: &[String]) -> Self {
        let names: Vec<_> = hosts.iter().map(|host| plain(host)).collect();
        Self {
            addresses: names.iter().filter_map(|name| name.parse().ok()).collect(),
            names,
            can_tell: !NOBODY.into_iter().any(is_of_this_machine),
        }
    }

    /// Whether a host is named as ours.
    pub(crate) fn is_named(&self, host: &str) -> bool {
        self.names.contains(&plain(host))
    }

    /// Whether an address is ours, or one that this machine has.
    pub(crate) fn is_at(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.addresses.contains(&address) || (self.can_tell && is_of_this_machine(address))
    }
}

/// A socket can only be bound to an address that the machine has. (Asked anew for each connection:
/// addresses come and go. It takes some microseconds, and sends nothing.)
fn is_of_this_machine(address: IpAddr) -> bool {
    UdpSocket::bind((address, 0)).is_ok()
}

/// A host without what makes no difference: case, trailing dots, the brackets of an IPv6 address.
fn plain(host: &str) -> String {
    host.trim_matches(['[', ']', '.']).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::Own;

    #[test]
    fn our_hosts_are_ours_however_written() {
        let own = Own::new(&["News.example".to_owned(), "[2a00::1]".to_owned()]);
        assert!(own.is_named("news.example."));
        assert!(own.is_named("2a00::1"));
        assert!(!own.is_named("other.news.example"));
        assert!(own.is_at("2a00::1".parse().expect("an address")));
        assert!(!own.is_at("2a00::2".parse().expect("an address")));
    }

    #[test]
    fn the_machine_knows_its_own_addresses() {
        let own = Own::new(&[]);
        assert!(own.can_tell, "this test needs a machine that can tell");
        assert!(own.is_at("127.0.0.1".parse().expect("an address")));
        assert!(!own.is_at("1.1.1.1".parse().expect("an address")));
    }
}
