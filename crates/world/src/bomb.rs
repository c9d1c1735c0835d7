//! Bombs: a few bytes on the wire, a gigabyte in memory.

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

/// The same for zstd (RFC 8878): blocks that say "this byte, 128 kB of it".
pub(crate) fn zstd_bomb() -> Vec<u8> {
    const BLOCK_BYTES: u32 = 128 << 10;
    // The magic number, no checksum, a window of 8 MB.
    let mut bytes = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x68];
    let head = u32::try_from(BEGINNING.len()).unwrap_or(0) << 3;
    bytes.extend(&head.to_le_bytes()[..3]);
    bytes.extend(BEGINNING);
    let blocks = CHUNKS * (CHUNK_BYTES >> 17);
    for block in 1..=blocks {
        let is_last = u32::from(block == blocks);
        let head = BLOCK_BYTES << 3 | 1 << 1 | is_last;
        bytes.extend(&head.to_le_bytes()[..3]);
        bytes.push(b' ');
    }
    bytes
}

/// The same for brotli, written by its reference encoder: its blocks do not begin at bytes, so that
/// they cannot be put together here.
pub(crate) fn brotli_bomb() -> Vec<u8> {
    let digits: Vec<u8> = BROTLI
        .bytes()
        .filter_map(|digit| char::from(digit).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok())
        .collect();
    let pairs = digits.chunks_exact(2);
    pairs.map(|pair| pair[0] << 4 | pair[1]).collect()
}

const BROTLI: &str = "\
    cfffff7f00c429471a70dc0ae59727870d380e54f775d25517b261636c3c97238876a5fc0eb657d711eb5a0f63dd\
    34ec8007deff03feffff032001108705a07bffcfffff7f002400e2b00074effff9ffff0f8004401c1680eefd3fff\
    ffff01900088c302d0bdffe7ffff3f001200715800baf7fffcffff074002200e0b40f7fe9fffffff004800c46101\
    e8defff3ffff1f000980382c00ddfb7ffeffff032001108705a07bffcfffff7f002400e2b00074effff9ffff0f80\
    04401c1680eefd3fffffff01900088c302d0bdffe7ffff3f001200715800baf7fffcffff074002200e0b40f7fe9f\
    ffffff004800c46101e8defff3ffff1f000980382c00ddfb7ffeffff032001108705a07bffcfffff7f002400e2b0\
    0074effff9ffff0f8004401c1680eefd3fffffff01900088c302d0bdffe7ffff3f001200715800baf7fffcffff07\
    4002200e0b40f7fe9fffffff004800c46101e8defff3ffff1f000980382c00ddfb7ffeffff032001108705a07bff\
    cfffff7f002400e2b00074effff9ffff0f8004401c1680eefd3fffffff01900088c302d0bdffe7ffff3f00120071\
    5800baf7fffcffff074002200e0b40f7fe9fffffff004800c46101e8defff3ffff1f000980382c00ddfb7ffeffff\
    032001108705a07bffcfffff7f002400e2b00074effff9ffff0f8004401c1680eefd3fffffff01900088c302d0bd\
    ffe7ffff3f001200715800baf7fffcffff074002200e0b40f7fe9fffffff004800c46101e8defff3ffff1f000980\
    382c00ddfb7ffeffff032001108705a07bffcfffff7f002400e2b00074effff9ffff0f8004401c1680eefd3fffff\
    ff01900088c302d0bdffe7ffff3f001200715800baf7fffcffff074002200e0b40f7fe9fffffff004800c46101e8\
    defff3ffff1f000980382c00ddfb7ffeffff032001108705a07bffcfffff7f002400e2b00074effff9ffff0f8004\
    401c1680eefd3fffffff01900088c302d0bdffe7ffff3f001200715800baf7fffcffff074002200e0b40f7fe9fff\
    ffff004800c46101e8defff3ffff1f000980382c00ddfb7ffeffff032001108705a07bffcfffff7f002400e2b000\
    74effff9ffff0f8004401c1680eefd3fffffff01900088c302d0bdffe7ffff3f001200715800baf7fffcffff0740\
    02200e0b40f7fe9fffffff004800c46101e8deffc70d0000098038220001";

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
