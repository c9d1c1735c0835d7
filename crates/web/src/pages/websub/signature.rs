//! Whether a delivery was signed with our key (`X-Hub-Signature`, W3C WebSub, section 7.1).

use ring::hmac::{self, Algorithm, Context, Key};

/// A signature as a hub gives it: the method that it states, and the bytes.
pub(super) struct Signature {
    method: Algorithm,
    bytes: Vec<u8>,
}

/// A signature that is being checked while the body comes in.
pub(super) struct Check {
    context: Context,
    given: Vec<u8>,
}

impl Signature {
    /// Reads `sha256=0a1b…`; `None` for a method that nobody knows, or another length than its.
    pub(super) fn parse(header: &[u8]) -> Option<Self> {
        let header = std::str::from_utf8(header).ok()?;
        let (method, hex) = header.trim().split_once('=')?;
        let method = match method.to_ascii_lowercase().as_str() {
            "sha1" => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
            "sha256" => hmac::HMAC_SHA256,
            "sha384" => hmac::HMAC_SHA384,
            "sha512" => hmac::HMAC_SHA512,
            _ => return None,
        };
        let bytes = from_hex(hex)?;
        let is_whole = bytes.len() == method.digest_algorithm().output_len();
        is_whole.then_some(Self { method, bytes })
    }

    /// Begins to check it.
    pub(super) fn check(self, key: &[u8]) -> Check {
        Check {
            context: Context::with_key(&Key::new(self.method, key)),
            given: self.bytes,
        }
    }
}

impl Check {
    /// Takes a piece of the body.
    pub(super) fn update(&mut self, data: &[u8]) {
        self.context.update(data);
    }

    /// Whether the body was signed so.
    ///
    /// The two signatures are compared by what a key of chance makes of them, in constant time: how
    /// long it takes says nothing of where they differ.
    pub(super) fn ends_right(self) -> bool {
        let right = self.context.sign();
        let random = ring::rand::SystemRandom::new();
        let Ok(key) = Key::generate(hmac::HMAC_SHA256, &random) else {
            return false;
        };
        let expected = hmac::sign(&key, right.as_ref());
        hmac::verify(&key, &self.given, expected.as_ref()).is_ok()
    }
}

fn from_hex(hex: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|it| u8::try_from(it).ok())
    };
    let pairs = hex.as_bytes().chunks(2);
    pairs
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Signature;

    const BODY: &[u8] = b"what do ya want for nothing?";
    const KEY: &[u8] = b"Jefe";
    /// RFC 2202, test case 2.
    const SHA1: &str = "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79";
    /// RFC 4231, test case 2.
    const SHA256: &str = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    const SHA384: &str = "af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649";
    const SHA512: &str = "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737";

    fn is_right(header: &str, key: &[u8], pieces: &[&[u8]]) -> bool {
        Signature::parse(header.as_bytes()).is_some_and(|signature| {
            let mut check = signature.check(key);
            for piece in pieces {
                check.update(piece);
            }
            check.ends_right()
        })
    }

    #[test]
    fn each_method_is_checked_as_it_is_stated() {
        for (method, hex) in [
            ("sha1", SHA1),
            ("sha256", SHA256),
            ("sha384", SHA384),
            ("sha512", SHA512),
            ("SHA256", &SHA256.to_uppercase()),
        ] {
            let header = format!("{method}={hex}");
            assert!(is_right(&header, KEY, &[BODY]), "{method}");
            assert!(is_right(&header, KEY, &[&BODY[..5], b"", &BODY[5..]]));
            assert!(!is_right(&header, b"Jeff", &[BODY]), "{method}");
            assert!(!is_right(&header, KEY, &[&BODY[1..]]), "{method}");
        }
        assert!(!is_right(&format!("sha1={SHA256}"), KEY, &[BODY]));
    }

    #[test]
    fn what_is_no_signature_is_none() {
        let whole = "0".repeat(64);
        for header in [
            "",
            "=",
            "sha256",
            "sha256=",
            "sha256=xyz",
            "sha256=0",
            &SHA256[..63],
            &format!("md5={}", "0".repeat(32)),
            &format!("sha256={}", &SHA256[..63]),
            &format!("sha256={SHA256}00"),
            &format!("sha256={}", whole.replace('0', "ä")),
        ] {
            assert!(!is_right(header, KEY, &[BODY]), "{header}");
        }
        assert!(Signature::parse(&[0xff, b'=', b'0']).is_none());
    }
}
