//! The ways to write an address that nobody may be led to: what an attacker puts into a feed, a
//! link or a `Location`.
//!
//! It stands by itself, so that others can include it by its path.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Private addresses of every kind (IANA's special-purpose registries).
pub(crate) const PRIVATE_V4: &[Ipv4Addr] = &[
    Ipv4Addr::LOCALHOST,
    Ipv4Addr::new(127, 0, 0, 2),
    Ipv4Addr::new(127, 255, 255, 254),
    Ipv4Addr::UNSPECIFIED,
    Ipv4Addr::new(10, 0, 0, 1),
    Ipv4Addr::new(100, 64, 0, 1),
    Ipv4Addr::new(169, 254, 169, 254),
    Ipv4Addr::new(172, 16, 0, 1),
    Ipv4Addr::new(172, 31, 255, 254),
    Ipv4Addr::new(192, 0, 0, 1),
    Ipv4Addr::new(192, 168, 0, 1),
    Ipv4Addr::new(198, 18, 0, 1),
    Ipv4Addr::new(224, 0, 0, 1),
    Ipv4Addr::new(240, 0, 0, 1),
    Ipv4Addr::BROADCAST,
];

/// The same for IPv6.
pub(crate) const PRIVATE_V6: &[&str] = &[
    "::",
    "::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2001:10::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "64:ff9b:1::1",
];

/// Every form, as a URL with this port.
pub(crate) fn urls(port: u16) -> Vec<String> {
    let mut hosts: Vec<String> = PRIVATE_V4.iter().flat_map(|v4| v4_hosts(*v4)).collect();
    hosts.extend(PRIVATE_V6.iter().map(|v6| format!("[{v6}]")));
    hosts.extend(NAMES.iter().map(|name| (*name).to_owned()));
    let plain = hosts.iter().map(|host| format!("http://{host}:{port}/"));
    let tricks = PRIVATE_V4.iter().flat_map(|v4| tricks(*v4, port));
    plain.chain(tricks).collect()
}

/// What only a `Location` can be: relative to a public URL.
pub(crate) fn locations(port: u16) -> Vec<String> {
    let hosts = [
        "127.0.0.1",
        "2130706433",
        "[::1]",
        "localhost",
        "127。0。0。1",
    ];
    hosts
        .iter()
        .flat_map(|host| {
            [
                "//",
                "\\\\",
                "/\\",
                "///",
                "http:",
                "http:/",
                "HTTP:\\\\",
                " //",
            ]
            .map(|start| format!("{start}{host}:{port}/"))
        })
        .collect()
}

/// Names that a hosts file, or a rule, leads home.
const NAMES: &[&str] = &[
    "localhost",
    "LOCALHOST",
    "LocalHost",
    "localhost.",
    "ｌｏｃａｌｈｏｓｔ",
    "ⓛocalhost",
    "%6cocalhost",
    "lo\u{ad}calhost",
];

fn v4_hosts(v4: Ipv4Addr) -> Vec<String> {
    let [a, b, c, d] = v4.octets();
    let number = u32::from(v4);
    let rest = number & 0x00ff_ffff;
    let low = number & 0xffff;
    let dotted = v4.to_string();
    let (high_bits, low_bits) = (number >> 16, low);
    let wide: String = dotted.chars().map(full_width).collect();
    vec![
        dotted.clone(),
        format!("{dotted}."),
        format!("{number}"),
        format!("{number}."),
        format!("{number:#x}"),
        format!("0X{number:X}"),
        format!("0x{number:016x}"),
        format!("0{number:o}"),
        format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
        format!("000{a:03o}.000{b:03o}.0{c:o}.0{d:o}"),
        format!("{a:#x}.{b:#x}.{c:#x}.{d:#x}"),
        format!("{a:#x}.0{b:o}.{c}.{d}"),
        format!("{a}.{rest}"),
        format!("{a:#x}.{rest:#x}"),
        format!("{a}.{b}.{low}"),
        dotted.replace('.', "。"),
        dotted.replace('.', "．"),
        dotted.replace('.', "｡"),
        dotted.replace('.', "%2e"),
        dotted.replace('.', "%E3%80%82"),
        wide,
        dotted.chars().map(percent).collect(),
        format!("[::ffff:{dotted}]"),
        format!("[::ffff:{high_bits:x}:{low_bits:x}]"),
        format!("[0:0:0:0:0:FFFF:{high_bits:X}:{low_bits:X}]"),
        format!("[::{dotted}]"),
        format!("[64:ff9b::{dotted}]"),
        format!("[2002:{high_bits:x}:{low_bits:x}::1]"),
        format!("[{}]", teredo(v4)),
    ]
}

fn tricks(v4: Ipv4Addr, port: u16) -> Vec<String> {
    let dotted = v4.to_string();
    let broken = dotted.replace('.', ".\t");
    vec![
        format!("http://public.test@{dotted}:{port}/"),
        format!("http://public.test:80@{dotted}:{port}/"),
        format!("http://public.test%40@{dotted}:{port}/"),
        format!("http://{dotted}:{port}\\@public.test/"),
        format!("http://{dotted}:{port}#@public.test/"),
        format!("http://{dotted}:{port}?@public.test/"),
        format!("http:\\\\{dotted}:{port}\\"),
        format!("http:{dotted}:{port}/"),
        format!("http:////{dotted}:{port}/"),
        format!("  http://{broken}:{port}/\r\n"),
        format!("hTTp://{dotted}:0{port}/"),
    ]
}

/// A Teredo address (RFC 4380 §4) of a client behind this address.
fn teredo(v4: Ipv4Addr) -> Ipv6Addr {
    let hidden = !u32::from(v4);
    let [a, b, c, d] = hidden.to_be_bytes();
    let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
    Ipv6Addr::new(0x2001, 0, 0x4136, 0xe378, 0x8000, 0x63bf, high, low)
}

fn full_width(letter: char) -> char {
    char::from_u32(letter as u32 + 0xfee0).unwrap_or(letter)
}

fn percent(letter: char) -> String {
    format!("%{:02x}", letter as u32)
}
