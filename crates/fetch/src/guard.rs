//! Which addresses a connection may go to.
//!
//! Names do not matter here: `localhost.`, `0x7f.1` or a name that resolves to a private address
//! all end as an address, and the address decides.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use url::{Host, Url};

/// The beginning of an address that stands for one of the other family.
const NAT64: [u8; 12] = [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];

/// Where two providers keep what 169.254.169.254 keeps.
const METADATA_V6: [Ipv6Addr; 2] = [
    Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254),
    Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254),
];

/// Whether the operator allows this address, private as it may be.
pub(crate) fn is_allowed(address: IpAddr, allowed: &[IpNet]) -> bool {
    allowed.iter().any(|net| net.contains(&canonical(address)))
}

/// Whether a cloud keeps its machines' keys there, for whoever asks from inside: link-local
/// addresses and those of single providers. A name is never followed there.
pub(crate) fn is_metadata(address: IpAddr) -> bool {
    match canonical(address) {
        IpAddr::V4(v4) => is_metadata_v4(v4),
        IpAddr::V6(v6) => {
            // NAT64 (RFC 6052): its end is an address of the other family.
            let wrapped = v6.octets();
            let wrapped = wrapped
                .strip_prefix(&NAT64)
                .map(|end| [end[0], end[1], end[2], end[3]]);
            v6.is_unicast_link_local()
                || METADATA_V6.contains(&v6)
                || wrapped.is_some_and(|v4| is_metadata_v4(v4.into()))
        }
    }
}

fn is_metadata_v4(v4: Ipv4Addr) -> bool {
    v4.is_link_local() || v4 == Ipv4Addr::new(100, 100, 100, 200)
}

/// Whether a URL names a private host in so many words: a private address, `localhost`, or a name
/// without a dot. (A name with dots may still resolve to a private address: the connector looks.)
pub fn is_private(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(v4)) => !is_public(IpAddr::V4(v4)),
        Some(Host::Ipv6(v6)) => !is_public(IpAddr::V6(v6)),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            !name.contains('.') || name.ends_with(".localhost")
        }
        None => true,
    }
}

/// Whether an address is one of the public internet, by the IANA special-purpose registries.
pub fn is_public(address: IpAddr) -> bool {
    match canonical(address) {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

/// `::ffff:127.0.0.1` is 127.0.0.1.
fn canonical(address: IpAddr) -> IpAddr {
    address.to_canonical()
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, c, _] = v4.octets();
    !(v4.is_unspecified()
        || v4.is_loopback()
        || v4.is_private()
        || v4.is_link_local()
        || v4.is_multicast()
        || v4.is_broadcast()
        || v4.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b)) // carrier-grade NAT, RFC 6598
        || (a == 192 && b == 0 && c == 0) // IETF protocol assignments
        || (a == 192 && b == 88 && c == 99) // 6to4 relays, RFC 7526
        || (a == 198 && (b == 18 || b == 19))) // benchmarking, RFC 2544
}

fn is_public_v6(v6: Ipv6Addr) -> bool {
    let segments = v6.segments();
    // Only global unicast, 2000::/3; in it, whatever wraps another address counts as private:
    // Teredo 2001::/32, 6to4 2002::/16; NAT64 64:ff9b::/96 lies outside anyway.
    (segments[0] & 0xe000) == 0x2000
        && !(segments[0] == 0x2001 && segments[1] < 0x200) // IETF, Teredo, benchmarking, ORCHID
        && !(segments[0] == 0x2001 && segments[1] == 0xdb8) // documentation
        && segments[0] != 0x2002
        && !(segments[0] == 0x3fff && segments[1] < 0x1000) // documentation, RFC 9637
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::{is_allowed, is_metadata, is_public};

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn the_public_internet_is_public() {
        for text in [
            "93.184.216.34",
            "1.1.1.1",
            "223.255.255.1",
            "2606:2800:220:1::1",
            "2a00::1",
        ] {
            assert!(is_public(address(text)), "{text}");
        }
    }

    #[test]
    fn everything_else_is_not() {
        for text in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2001:10::1",
            "2002:7f00:1::",
            "3fff::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(address(text)), "{text}");
        }
    }

    #[test]
    fn where_clouds_keep_their_keys_is_known() {
        for text in [
            "169.254.169.254",
            "169.254.170.2",
            "100.100.100.200",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "fd00:ec2::254",
            "fe80::1",
        ] {
            assert!(is_metadata(address(text)), "{text}");
        }
        for text in ["127.0.0.1", "10.0.0.1", "fd12::1", "::1", "64:ff9b::a00:1"] {
            assert!(!is_metadata(address(text)), "{text}");
        }
    }

    #[test]
    fn an_operator_may_allow_a_network() {
        let allowed = ["127.0.0.0/8".parse().expect("a network")];
        assert!(is_allowed(address("127.0.0.1"), &allowed));
        assert!(is_allowed(address("::ffff:127.0.0.1"), &allowed));
        assert!(!is_allowed(address("10.0.0.1"), &allowed));
        assert!(!is_allowed(address("::1"), &allowed));
    }
}
