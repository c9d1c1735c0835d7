//! Bodies are expanded: gzip, deflate, br and zstd, in as many layers as happen, within bounds.

use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};

use crate::FetchError;

/// How many encodings may be wrapped around each other: one is usual, two happen behind proxies.
const MAX_LAYERS: usize = 2;

/// How far a zstd stream may look back, as a power of two: 8 MB (RFC 9659). The decoder would
/// take 128 MB of memory from any stream that asks for it.
const MAX_ZSTD_WINDOW_LOG: u32 = 23;

/// How many times smaller than what comes out a body may be on the wire, at the least when a
/// megabyte came out. Feeds get to thirty; a gzip bomb is at a thousand, all others far above.
const MAX_RATIO: usize = 400;

/// When the ratio begins to count.
const RATIO_COUNTS_FROM: usize = 1 << 20;

/// Memory of more than 32 MB is always a mapping of its own with the usual allocator (glibc: that
/// is where its threshold stops to grow), which only takes what is written to, and is given back
/// when it is freed. A smaller one stays with the thread that freed it: with bodies of 16 MB a
/// dozen threads came to 280 MB.
pub(crate) const OWN_MAPPING_BYTES: usize = 33 << 20;

/// Up to which window a brotli stream is expanded here and now, as a power of two.
const MAX_BROTLI_WINDOW_LOG: u8 = 22;

/// How a gzip member begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// What a `Content-Encoding` names, in the order in which it is to be undone.
pub(crate) fn layers(encoding: &str) -> Result<Vec<String>, FetchError> {
    let layers: Vec<_> = encoding
        .rsplit(',')
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| !name.is_empty() && name != "identity")
        .take(MAX_LAYERS + 1)
        .collect();
    if layers.len() > MAX_LAYERS {
        return Err(FetchError::Damaged("too many encodings".to_owned()));
    }
    Ok(layers)
}

/// How much to reserve for so many bytes: what is large is not kept when it is freed.
pub(crate) fn room_for(bytes: usize) -> usize {
    if bytes > 1 << 20 {
        bytes.max(OWN_MAPPING_BYTES)
    } else {
        bytes
    }
}

/// Undoes these layers, to at most `max_bytes`, into memory that has room for `expected` from the
/// beginning. What lies between two layers is never held whole, and is bounded too: a bomb may hide
/// in there.
pub(crate) fn expand(
    bytes: &[u8],
    layers: &[String],
    max_bytes: usize,
    expected: usize,
) -> Result<Vec<u8>, FetchError> {
    let mut expanded = Vec::with_capacity(expected);
    let read = reader(bytes, layers, max_bytes)?.read_to_end(&mut expanded);
    if expanded.len() > max_bytes {
        return Err(FetchError::TooBig { max_bytes });
    }
    read.map_err(|error| damaged(&error))?;
    Ok(expanded)
}

/// How many bytes come out of these layers, at most `max_bytes`. Takes no memory for them; no bomb
/// is expanded to the end to know it.
pub(crate) fn count(
    bytes: &[u8],
    layers: &[String],
    max_bytes: usize,
) -> Result<usize, FetchError> {
    let taken = Cell::new(0);
    let counted = Counted {
        rest: bytes,
        taken: &taken,
    };
    let mut reader = reader(counted, layers, max_bytes)?;
    let mut buffer = vec![0; 16 << 10];
    let mut came = 0;
    loop {
        let read = reader.read(&mut buffer);
        let read = read.map_err(|error| damaged(&error))?;
        came += read;
        let is_bomb = came >= RATIO_COUNTS_FROM && taken.get() * MAX_RATIO < came;
        if came > max_bytes || is_bomb {
            return Err(FetchError::TooBig { max_bytes });
        }
        if read == 0 {
            return Ok(came);
        }
    }
}

/// Whether a decoder of these layers takes a wide window, up to 16 MB, whatever comes out of it: the
/// one for brotli fills all of it before it gives a byte. Most servers' brotli has 4 MB at most.
pub(crate) fn is_wide(bytes: &[u8], layers: &[String]) -> bool {
    match layers {
        // The lowest four bits, RFC 7932 §9.1: from 18 on in steps of two, odd.
        [one] if one == "br" => bytes
            .first()
            .is_some_and(|first| first & 1 == 1 && 17 + (first >> 1 & 7) > MAX_BROTLI_WINDOW_LOG),
        [one] => one == "zstd",
        // Two decoders; seldom, and then mostly a bomb.
        layers => !layers.is_empty(),
    }
}

/// Whether a body that begins so is a bomb.
pub(crate) fn is_bomb(beginning: &[u8], layers: &[String]) -> bool {
    // Looking would take the window.
    if is_wide(beginning, layers) {
        return false;
    }
    let counted = || count(beginning, layers, usize::MAX >> 1);
    !layers.is_empty() && matches!(counted(), Err(FetchError::TooBig { .. }))
}

/// Undoes these layers as far as it goes: of a body that was only begun.
pub(crate) fn expand_beginning(bytes: &[u8], layers: &[String], max_bytes: usize) -> Vec<u8> {
    let mut expanded = Vec::new();
    if let Ok(mut reader) = reader(bytes, layers, max_bytes) {
        // What came before it broke off is what we want.
        let _ = reader.read_to_end(&mut expanded);
    }
    expanded.truncate(max_bytes);
    expanded
}

fn reader<'a>(
    bytes: impl BufRead + 'a,
    layers: &[String],
    max_bytes: usize,
) -> Result<Box<dyn BufRead + 'a>, FetchError> {
    let most = max_bytes as u64 + 1;
    let mut reader: Box<dyn BufRead + 'a> = Box::new(bytes);
    for layer in layers {
        reader = Box::new(BufReader::new(undo(layer, reader)?.take(most)));
    }
    Ok(reader)
}

fn undo<'a>(
    layer: &str,
    mut reader: Box<dyn BufRead + 'a>,
) -> Result<Box<dyn Read + 'a>, FetchError> {
    let start = reader.fill_buf().map_err(|error| damaged(&error))?;
    Ok(match layer {
        "gzip" | "x-gzip" if start.starts_with(&GZIP) => Box::new(Members::new(reader)),
        // Some servers say gzip and send plain text.
        "gzip" | "x-gzip" => reader,
        "deflate" if is_zlib(start) => Box::new(ZlibDecoder::new(reader)),
        // RFC 9110 means zlib; some servers send the bare stream.
        "deflate" => Box::new(DeflateDecoder::new(reader)),
        // "Large window brotli" is no `br` (RFC 7932); the decoder knows it, and would take a
        // gigabyte from a stream of a dozen bytes.
        "br" if start.first().is_some_and(|byte| byte & 0x7f == 0x11) => {
            return Err(FetchError::Damaged("not brotli".to_owned()));
        }
        "br" => Box::new(brotli::Decompressor::new(reader, 16 << 10)),
        "zstd" => {
            let decoder = zstd::stream::read::Decoder::with_buffer(reader);
            let mut decoder = decoder.map_err(|error| damaged(&error))?;
            let bounded = decoder.window_log_max(MAX_ZSTD_WINDOW_LOG);
            bounded.map_err(|error| damaged(&error))?;
            Box::new(decoder)
        }
        other => {
            return Err(FetchError::Damaged(format!(
                "unknown encoding {:?}",
                other.chars().take(40).collect::<String>()
            )));
        }
    })
}

/// Whether a stream begins with the header of RFC 1950.
fn is_zlib(start: &[u8]) -> bool {
    let &[method, flags, ..] = start else {
        return false;
    };
    method & 0x0f == 8 && u16::from_be_bytes([method, flags]).is_multiple_of(31)
}

fn damaged(error: &io::Error) -> FetchError {
    FetchError::Damaged(error.to_string())
}

/// Bytes, and how many of them were taken.
struct Counted<'a> {
    rest: &'a [u8],
    taken: &'a Cell<usize>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.rest.read(buffer)?;
        self.taken.set(self.taken.get() + read);
        Ok(read)
    }
}

impl BufRead for Counted<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        Ok(self.rest)
    }

    fn consume(&mut self, bytes: usize) {
        self.rest.consume(bytes);
        self.taken.set(self.taken.get() + bytes);
    }
}

/// The members of a gzip stream. What follows the last one is padding, as browsers see it.
struct Members<R> {
    member: Option<GzDecoder<R>>,
}

impl<R: BufRead> Members<R> {
    fn new(reader: R) -> Self {
        Self {
            member: Some(GzDecoder::new(reader)),
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let read = member.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let rest = self.member.take().map(GzDecoder::into_inner);
            self.member = rest.map(next_member).transpose()?.flatten();
        }
        Ok(0)
    }
}

fn next_member<R: BufRead>(mut rest: R) -> io::Result<Option<GzDecoder<R>>> {
    let has_more = rest.fill_buf()?.starts_with(&GZIP);
    Ok(has_more.then(|| GzDecoder::new(rest)))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::layers;
    use crate::FetchError;

    const BOUND: usize = 64 << 10;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    fn bare_deflate(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    fn brotli(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = brotli::CompressorWriter::new(Vec::new(), 4096, 5, 22);
        encoder.write_all(bytes).expect("memory takes it");
        encoder.into_inner()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 3).expect("memory takes it")
    }

    fn expand(bytes: &[u8], encoding: &str, max_bytes: usize) -> Result<Vec<u8>, FetchError> {
        super::expand(bytes, &layers(encoding)?, max_bytes, 0)
    }

    fn check(bytes: &[u8], encoding: &str) {
        let expanded = expand(bytes, encoding, 100);
        assert_eq!(expanded.as_deref(), Ok(&b"<rss/>"[..]), "{encoding}");
    }

    fn check_damaged(bytes: &[u8], encoding: &str) {
        let expanded = expand(bytes, encoding, BOUND);
        assert!(
            matches!(expanded, Err(FetchError::Damaged(_))),
            "{encoding}: {expanded:?}"
        );
    }

    #[test]
    fn each_encoding_is_undone() {
        check(b"<rss/>", "");
        check(b"<rss/>", "identity");
        check(&gzip(b"<rss/>"), "gzip");
        check(&gzip(b"<rss/>"), "X-Gzip");
        check(&zlib(b"<rss/>"), "deflate");
        check(&bare_deflate(b"<rss/>"), "deflate");
        check(&brotli(b"<rss/>"), "br");
        check(&zstd(b"<rss/>"), "zstd");
    }

    #[test]
    fn layers_are_undone_outermost_first() {
        check(&gzip(&gzip(b"<rss/>")), "gzip, gzip");
        check(&brotli(&gzip(b"<rss/>")), "gzip,identity, br");
        check(&zstd(&zlib(b"<rss/>")), "deflate, zstd");
    }

    #[test]
    fn gzip_may_be_said_and_not_done_split_or_padded() {
        check(b"<rss/>", "gzip");
        check(&[gzip(b"<rss"), gzip(b""), gzip(b"/>")].concat(), "gzip");
        check(&[gzip(b"<rss/>"), vec![0; 512]].concat(), "gzip");
    }

    #[test]
    fn a_bomb_is_cut_at_the_bound() {
        let zeros = vec![0; 8 * BOUND];
        for (bomb, encoding) in [
            (gzip(&zeros), "gzip"),
            (zlib(&zeros), "deflate"),
            (bare_deflate(&zeros), "deflate"),
            (brotli(&zeros), "br"),
            (zstd(&zeros), "zstd"),
            (gzip(&gzip(&zeros)), "gzip, gzip"),
            (zstd(&brotli(&zeros)), "br, zstd"),
        ] {
            assert_eq!(
                expand(&bomb, encoding, BOUND),
                Err(FetchError::TooBig { max_bytes: BOUND }),
                "{encoding}"
            );
        }
    }

    #[test]
    fn what_is_counted_is_what_comes_out() {
        let text: Vec<u8> = (0..100_000_u32).flat_map(u32::to_le_bytes).collect();
        for (packed, encoding) in [(gzip(&text), "gzip"), (gzip(&zstd(&text)), "zstd, gzip")] {
            let count = |max| super::count(&packed, &layers(encoding).expect("layers"), max);
            assert_eq!(count(text.len()), Ok(text.len()), "{encoding}");
            let max_bytes = text.len() - 1;
            assert_eq!(count(max_bytes), Err(FetchError::TooBig { max_bytes }));
        }
    }

    #[test]
    fn a_bomb_is_known_by_its_beginning() {
        let check = |bytes: &[u8], encoding: &str, expected| {
            let layers = layers(encoding).expect("one layer");
            let beginning = &bytes[..bytes.len().min(4 << 10)];
            assert_eq!(super::is_bomb(beginning, &layers), expected, "{encoding}");
        };
        let zeros = vec![0; 8 << 20];
        check(&gzip(&zeros), "gzip", true);
        check(&brotli(&zeros), "br", true);
        check(&zeros, "", false);
        // A feed of one entry again and again, forty times smaller when packed.
        let text: Vec<u8> = (0..40_000_u32)
            .flat_map(|n| format!("<item><title>The {n}th of many</title></item>").into_bytes())
            .collect();
        check(&gzip(&text), "gzip", false);
        check(&brotli(&text), "br", false);
    }

    #[test]
    fn a_wide_window_is_known_by_the_first_byte() {
        let packed = |window| {
            let mut encoder = brotli::CompressorWriter::new(Vec::new(), 4096, 5, window);
            encoder.write_all(b"<rss/>").expect("memory takes it");
            encoder.into_inner()
        };
        let check = |bytes: &[u8], encoding, expected| {
            let layers = layers(encoding).expect("layers");
            assert_eq!(super::is_wide(bytes, &layers), expected, "{encoding}");
        };
        check(&[0x0f], "br", true);
        check(&packed(16), "br", false);
        check(&packed(22), "br", false);
        check(&gzip(b""), "gzip", false);
        check(&zstd(b""), "zstd", true);
        check(&gzip(&packed(22)), "br, gzip", true);
    }

    #[test]
    fn a_bomb_between_two_layers_is_cut_too() {
        // Half a megabyte of empty members: nothing comes out of them, and it takes long.
        let hidden = gzip(b"").repeat(8 * BOUND / 20);
        check_damaged(
            &[gzip(&[hidden, gzip(b"x")].concat())].concat(),
            "gzip, gzip",
        );
    }

    #[test]
    fn no_stream_takes_the_memory_that_it_asks_for() {
        // A brotli stream with a window of 2^30, which no `br` may have.
        check_damaged(&[0x11, 0x1e, 0x00, 0x00, 0x03], "br");
        // A zstd frame with a window of 2^27 bytes.
        check_damaged(
            &[0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x88, 0x01, 0x00, 0x00],
            "zstd",
        );
    }

    #[test]
    fn of_what_was_only_begun_the_beginning_comes_out() {
        let text: Vec<u8> = (0..2000_u32).flat_map(u32::to_le_bytes).collect();
        for (packed, encoding) in [(gzip(&text), "gzip"), (zlib(&text), "deflate")] {
            let layers = layers(encoding).expect("one layer");
            let begun = super::expand_beginning(&packed[..packed.len() / 2], &layers, BOUND);
            assert!(!begun.is_empty() && text.starts_with(&begun), "{encoding}");
            let bounded = super::expand_beginning(&packed, &layers, 10);
            assert_eq!(bounded, text[..10], "{encoding}");
        }
    }

    #[test]
    fn what_broke_off_is_damaged() {
        let text = b"some text that is long enough to be cut ".repeat(50);
        for (mut half, encoding) in [
            (gzip(&text), "gzip"),
            (zlib(&text), "deflate"),
            (brotli(&text), "br"),
            (zstd(&text), "zstd"),
        ] {
            half.truncate(half.len() / 2);
            check_damaged(&half, encoding);
        }
        check_damaged(&[1], "compress");
        check_damaged(&[1], "gzip,gzip,gzip");
        check_damaged(&[1], &"gzip,".repeat(1_000_000));
    }
}
