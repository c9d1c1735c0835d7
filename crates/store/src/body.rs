//! A version's text as it lies in its row: zstd over JSON, `[kind, html, cut, lang]` a segment. A
//! translation's likewise: markup or null a segment.
//!
//! Decision record 2 says why a segment has no row of its own.

use depesche_model::{Body, Html, Lang, Segment, SegmentKind};
use serde::{Deserialize, Serialize};
use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::{compress_bound, get_frame_content_size};

use crate::StoreError;

/// Measured on 30,000 bodies of 3.7 kB: levels 1 to 3 take about 0.7 CPU-seconds and 38 % of the
/// room, level 6 takes three times as long for 37 %.
const LEVEL: i32 = 1;

/// No text that we write is longer; a longer one is not ours.
const MAX_TEXT_BYTES: usize = 64 << 20;

/// Packs bodies; one for a transaction, since its tables and buffers are made once.
pub(crate) struct Packer {
    compressor: Compressor<'static>,
    json: Vec<u8>,
    packed: Vec<u8>,
}

impl Packer {
    pub(crate) fn new() -> Result<Self, StoreError> {
        Ok(Self {
            compressor: Compressor::new(LEVEL).map_err(broken)?,
            json: Vec::new(),
            packed: Vec::new(),
        })
    }

    pub(crate) fn pack(&mut self, body: &Body) -> Result<Vec<u8>, StoreError> {
        let segments = body.0.iter().map(|segment| {
            (
                segment.kind.as_str(),
                segment.html.as_str(),
                segment.cut.as_deref(),
                segment.lang.as_ref().map(Lang::as_str),
            )
        });
        self.pack_json(&segments.collect::<Vec<_>>())
    }

    /// A translation's text: nothing where there is none.
    pub(crate) fn pack_translation(
        &mut self,
        segments: &[Option<Html>],
    ) -> Result<Vec<u8>, StoreError> {
        if segments.is_empty() {
            return Ok(Vec::new());
        }
        let segments = segments.iter().map(|html| html.as_ref().map(Html::as_str));
        self.pack_json(&segments.collect::<Vec<_>>())
    }

    fn pack_json(&mut self, segments: &impl Serialize) -> Result<Vec<u8>, StoreError> {
        self.json.clear();
        serde_json::to_writer(&mut self.json, segments).map_err(broken)?;
        self.packed.clear();
        self.packed.reserve(compress_bound(self.json.len()));
        self.compressor
            .compress_to_buffer(&self.json, &mut self.packed)
            .map_err(broken)?;
        Ok(self.packed.clone())
    }
}

/// Unpacks bodies; one for a list, since its tables and buffer are made once.
pub(crate) struct Unpacker {
    decompressor: Decompressor<'static>,
    json: Vec<u8>,
}

impl Unpacker {
    pub(crate) fn new() -> Result<Self, StoreError> {
        Ok(Self {
            decompressor: Decompressor::new().map_err(broken)?,
            json: Vec::new(),
        })
    }

    pub(crate) fn unpack(&mut self, packed: &[u8]) -> Result<Body, StoreError> {
        self.unpack_json(packed)?;
        let segments: Vec<Packed<'_>> = serde_json::from_slice(&self.json).map_err(broken)?;
        Ok(Body(segments.into_iter().map(segment).collect()))
    }

    /// A translation's text; empty where there is none.
    #[expect(
        clippy::disallowed_methods,
        reason = "a row's markup was cleaned before it was stored"
    )]
    pub(crate) fn unpack_translation(
        &mut self,
        packed: &[u8],
    ) -> Result<Vec<Option<Html>>, StoreError> {
        if packed.is_empty() {
            return Ok(Vec::new());
        }
        self.unpack_json(packed)?;
        let segments: Vec<Option<String>> = serde_json::from_slice(&self.json).map_err(broken)?;
        let segments = segments.into_iter();
        Ok(segments.map(|html| html.map(Html::from_cleaned)).collect())
    }

    fn unpack_json(&mut self, packed: &[u8]) -> Result<(), StoreError> {
        let length = get_frame_content_size(packed).map_err(|error| broken(error.to_string()))?;
        let length = length.map_or(0, |length| usize::try_from(length).unwrap_or(usize::MAX));
        if length > MAX_TEXT_BYTES {
            return Err(broken("it is too long"));
        }
        self.json.clear();
        self.json.reserve(length);
        self.decompressor
            .decompress_to_buffer(packed, &mut self.json)
            .map_err(broken)?;
        Ok(())
    }
}

/// A segment's kind, markup, cut and language. The words for kinds are plain: they are read where
/// they stand. Rows from before there were languages end without one.
#[derive(Deserialize)]
struct Packed<'a>(
    &'a str,
    String,
    Option<String>,
    #[serde(default)] Option<String>,
);

/// Packs other bytes in the same way.
pub(crate) fn pack_bytes(bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    zstd::bulk::compress(bytes, LEVEL).map_err(broken)
}

pub(crate) fn unpack_bytes(packed: &[u8]) -> Result<Vec<u8>, StoreError> {
    zstd::bulk::decompress(packed, MAX_TEXT_BYTES).map_err(broken)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a row's markup was cleaned before it was stored"
)]
fn segment(Packed(kind, html, cut, lang): Packed<'_>) -> Segment {
    Segment {
        kind: SegmentKind::parse(kind),
        html: Html::from_cleaned(html),
        cut,
        lang: lang.as_deref().and_then(Lang::parse),
    }
}

fn broken(error: impl std::fmt::Display) -> StoreError {
    StoreError::Other(format!(
        "an article's text cannot be packed or unpacked: {error}"
    ))
}

#[cfg(test)]
mod tests {
    use super::{Packed, Packer, Unpacker, pack_bytes, segment};
    use depesche_model::Body;

    #[test]
    fn a_text_comes_back_as_it_was() {
        let body = Body(vec![
            segment(Packed(
                "paragraph",
                "<p>Höher & weiter</p>".into(),
                None,
                None,
            )),
            segment(Packed("quote", String::new(), Some("promo".into()), None)),
            segment(Packed("quote", "<p>x</p>".into(), None, Some("en".into()))),
        ]);
        for body in [body, Body::default()] {
            let packed = Packer::new().and_then(|mut packer| packer.pack(&body));
            let packed = packed.expect("it packs");
            let unpacked = Unpacker::new().and_then(|mut unpacker| unpacker.unpack(&packed));
            assert_eq!(unpacked.expect("it unpacks"), body);
        }
    }

    #[test]
    fn a_text_from_before_there_were_languages_is_read() {
        let packed = pack_bytes(br#"[["quote","<p>x</p>",null]]"#).expect("it packs");
        let unpacked = Unpacker::new().and_then(|mut unpacker| unpacker.unpack(&packed));
        let expected = segment(Packed("quote", "<p>x</p>".into(), None, None));
        assert_eq!(unpacked.expect("it unpacks"), Body(vec![expected]));
    }

    #[test]
    fn a_broken_text_is_an_error() {
        for packed in [&b""[..], b"\x28\xb5\x2f\xfd", b"no text of ours"] {
            let unpacked = Unpacker::new().and_then(|mut unpacker| unpacker.unpack(packed));
            assert!(unpacked.is_err(), "{packed:?}");
        }
    }
}
