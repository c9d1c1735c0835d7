//! Bodies: taken off the wire and expanded, within bounds.

use std::io::Read;

use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};

use crate::{FetchError, Settings};

/// How many encodings may be wrapped around each other: one is usual, two happen behind proxies.
const MAX_LAYERS: usize = 2;

/// Takes a body off the wire, at most `max_wire_bytes`.
pub(crate) async fn collect(
    mut body: Incoming,
    settings: &Settings,
) -> Result<Vec<u8>, FetchError> {
    let max_bytes = settings.max_wire_bytes;
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > max_bytes {
        return Err(FetchError::TooBig { max_bytes });
    }
    let mut bytes = Vec::with_capacity(announced);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| FetchError::Damaged(error.to_string()))?;
        if let Some(data) = frame.data_ref() {
            if bytes.len() + data.len() > max_bytes {
                return Err(FetchError::TooBig { max_bytes });
            }
            bytes.extend_from_slice(data);
        }
    }
    Ok(bytes)
}

/// The beginning of a body, as far as it comes: of an answer that only says yes or no.
pub(crate) async fn beginning(mut body: Incoming, max_bytes: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while let Some(Ok(frame)) = body.frame().await {
        if let Some(data) = frame.data_ref() {
            bytes.extend_from_slice(&data[..data.len().min(max_bytes - bytes.len())]);
        }
        if bytes.len() == max_bytes {
            break;
        }
    }
    bytes
}

/// A body of ordinary size is expanded here and now: handing it to another thread costs more than
/// the work. What may be a bomb does not hold up those who wait for the network.
pub(crate) async fn expand_off_thread(
    wire: Vec<u8>,
    encoding: String,
    max_bytes: usize,
) -> Result<Vec<u8>, FetchError> {
    const ORDINARY_BYTES: usize = 128 << 10;
    if wire.len() <= ORDINARY_BYTES {
        return expand(wire, &encoding, max_bytes);
    }
    tokio::task::spawn_blocking(move || expand(wire, &encoding, max_bytes))
        .await
        .map_err(|error| FetchError::Damaged(error.to_string()))?
}

/// Undoes a `Content-Encoding`, outermost last, to at most `max_bytes`.
pub(crate) fn expand(
    bytes: Vec<u8>,
    encoding: &str,
    max_bytes: usize,
) -> Result<Vec<u8>, FetchError> {
    let layers: Vec<_> = encoding
        .split(',')
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| !name.is_empty() && name != "identity")
        .collect();
    if layers.len() > MAX_LAYERS {
        return Err(FetchError::Damaged("too many encodings".to_owned()));
    }
    layers
        .iter()
        .rev()
        .try_fold(bytes, |bytes, layer| expand_one(&bytes, layer, max_bytes))
}

fn expand_one(bytes: &[u8], layer: &str, max_bytes: usize) -> Result<Vec<u8>, FetchError> {
    match layer {
        // Some servers say gzip and send plain text.
        "gzip" | "x-gzip" if bytes.starts_with(&[0x1f, 0x8b]) => {
            read(flate2::bufread::MultiGzDecoder::new(bytes), max_bytes)
        }
        "gzip" | "x-gzip" => Ok(bytes.to_vec()),
        "deflate" => read(flate2::bufread::ZlibDecoder::new(bytes), max_bytes).or_else(|error| {
            // RFC 9110 means zlib; some servers send the bare stream.
            match error {
                FetchError::Damaged(_) => {
                    read(flate2::bufread::DeflateDecoder::new(bytes), max_bytes)
                }
                other => Err(other),
            }
        }),
        "br" => read(brotli::Decompressor::new(bytes, 16 << 10), max_bytes),
        "zstd" => {
            let decoder = zstd::stream::read::Decoder::with_buffer(bytes)
                .map_err(|error| FetchError::Damaged(error.to_string()))?;
            read(decoder, max_bytes)
        }
        other => Err(FetchError::Damaged(format!("unknown encoding {other:?}"))),
    }
}

fn read(mut decoder: impl Read, max_bytes: usize) -> Result<Vec<u8>, FetchError> {
    let mut expanded = Vec::new();
    decoder
        .by_ref()
        .take(max_bytes as u64 + 1)
        .read_to_end(&mut expanded)
        .map_err(|error| FetchError::Damaged(error.to_string()))?;
    if expanded.len() > max_bytes {
        return Err(FetchError::TooBig { max_bytes });
    }
    Ok(expanded)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::expand;
    use crate::FetchError;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    #[test]
    fn encodings_are_undone_outermost_first() {
        let once = gzip(b"<rss/>");
        assert_eq!(
            expand(once.clone(), "gzip", 100).as_deref(),
            Ok(&b"<rss/>"[..])
        );
        assert_eq!(
            expand(gzip(&once), "gzip, gzip", 100).as_deref(),
            Ok(&b"<rss/>"[..])
        );
        assert_eq!(
            expand(b"plain".to_vec(), "gzip", 100).as_deref(),
            Ok(&b"plain"[..])
        );
        assert_eq!(
            expand(b"plain".to_vec(), "", 100).as_deref(),
            Ok(&b"plain"[..])
        );
    }

    #[test]
    fn a_bomb_is_cut_at_the_bound() {
        let bomb = gzip(&vec![0; 10 << 20]);
        assert_eq!(
            expand(bomb.clone(), "gzip", 1 << 20),
            Err(FetchError::TooBig { max_bytes: 1 << 20 })
        );
        let nested = gzip(&bomb);
        assert!(matches!(
            expand(nested, "gzip, gzip", 1 << 20),
            Err(FetchError::TooBig { .. })
        ));
    }

    #[test]
    fn what_broke_off_is_damaged() {
        let mut half = gzip(&b"some text that is long enough to be cut ".repeat(50));
        half.truncate(half.len() / 2);
        assert!(matches!(
            expand(half, "gzip", 1 << 20),
            Err(FetchError::Damaged(_))
        ));
        assert!(matches!(
            expand(vec![1, 2, 3], "br", 100),
            Err(FetchError::Damaged(_))
        ));
        assert!(matches!(
            expand(vec![1], "compress", 100),
            Err(FetchError::Damaged(_))
        ));
        assert!(matches!(
            expand(vec![1], "gzip,gzip,gzip", 100),
            Err(FetchError::Damaged(_))
        ));
    }
}
