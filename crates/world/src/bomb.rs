//! A gzip bomb: a megabyte on the wire, a gigabyte in memory.

use flate2::{Compress, Compression, Crc, FlushCompress};

const CHUNK_BYTES: usize = 1 << 20;
const CHUNKS: usize = 1024;
const BEGINNING: &[u8] = b"<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>";

/// A gzipped document that begins like a feed and goes on with a gigabyte of spaces.
///
/// After a full flush the compressor has forgotten everything: the same chunk gives the same
/// bytes, so that it is compressed once and repeated.
pub(crate) fn bomb() -> Vec<u8> {
    let chunk = vec![b' '; CHUNK_BYTES];
    let packed = deflated(&chunk);
    let mut crc = checksum(BEGINNING);
    let chunk_crc = checksum(&chunk);
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    bytes.extend(deflated(BEGINNING));
    for _ in 0..CHUNKS {
        bytes.extend(&packed);
        crc.combine(&chunk_crc);
    }
    // An empty last block, then checksum and length.
    bytes.extend([3, 0]);
    bytes.extend(crc.sum().to_le_bytes());
    bytes.extend(crc.amount().to_le_bytes());
    bytes
}

fn checksum(bytes: &[u8]) -> Crc {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc
}

/// Bytes as a piece of a raw deflate stream that ends at a byte's border.
fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(bytes.len() / 100 + 256);
    // Into memory with room to spare: there is nothing that could fail.
    let _ = Compress::new(Compression::best(), false).compress_vec(
        bytes,
        &mut packed,
        FlushCompress::Full,
    );
    packed
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::{BEGINNING, CHUNK_BYTES, CHUNKS, bomb};

    #[test]
    fn a_bomb_is_small_and_unpacks_to_a_gigabyte() {
        let bytes = bomb();
        assert!(bytes.len() < 3 << 20, "{} bytes", bytes.len());
        let length = u32::try_from(BEGINNING.len() + CHUNKS * CHUNK_BYTES).expect("fits");
        assert_eq!(bytes[bytes.len() - 4..], length.to_le_bytes());
        let mut start = vec![0; BEGINNING.len() + 3 * CHUNK_BYTES];
        let mut decoder = flate2::read::GzDecoder::new(bytes.as_slice());
        decoder.read_exact(&mut start).expect("is valid gzip");
        assert!(start.starts_with(BEGINNING) && start.ends_with(b"   "));
    }
}
