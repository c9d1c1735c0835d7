//! SHA-256, and bytes as hex.

use std::fmt::Write as _;

use ring::digest::{Context, SHA256, digest};

/// The SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    array(&digest(&SHA256, bytes))
}

/// The SHA-256 of bytes that come one piece after another.
pub struct Hasher(Context);

impl Hasher {
    /// Of no bytes yet.
    pub fn new() -> Self {
        Self(Context::new(&SHA256))
    }

    /// Adds a piece.
    pub fn update(&mut self, piece: impl AsRef<[u8]>) {
        self.0.update(piece.as_ref());
    }

    /// The hash of all pieces.
    pub fn finish(self) -> [u8; 32] {
        array(&self.0.finish())
    }
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

fn array(digest: &ring::digest::Digest) -> [u8; 32] {
    let bytes = digest.as_ref().try_into();
    bytes.expect("SHA-256 has 32 bytes")
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        write!(text, "{byte:02x}").expect("a string takes all that is written");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Hasher, hex, sha256};

    /// FIPS 180-4's example.
    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn pieces_hash_as_the_whole() {
        let mut pieces = Hasher::new();
        pieces.update("a");
        pieces.update([b'b', b'c']);
        assert_eq!(hex(&pieces.finish()), ABC);
        assert_eq!(hex(&sha256(b"abc")), ABC);
    }
}
