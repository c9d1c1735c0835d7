//! Texts that Atom carries as base64 (RFC 4287, section 4.1.3.3; Atom 0.3's `mode="base64"`).

/// What the text says; `None` where it is no base64, or no UTF-8 inside. Whitespace does not count,
/// and what is missing at the end is not missed.
pub(crate) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0u32);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ if byte.is_ascii_whitespace() => continue,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.extend(u8::try_from(bits >> count));
            bits &= (1 << count) - 1;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn base64_is_read() {
        assert_eq!(decoded("PGI+\n eDwvYj4="), Some("<b>x</b>".to_owned()));
        assert_eq!(decoded("w6Q"), Some("ä".to_owned()));
        assert_eq!(decoded("/w=="), None);
        assert_eq!(decoded("a b, c!"), None);
    }
}
