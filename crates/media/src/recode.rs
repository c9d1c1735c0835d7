//! From a stranger's bytes to pictures of our own.

use std::borrow::Cow;
use std::io::Cursor;

use depesche_model::digest::{Hasher, hex};
use depesche_model::picture::{Format, Picture, Size};
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use memchr::memmem;

use crate::chunks::without_others;
use crate::refusal::Refusal;
use crate::size::{check, sizes};
use crate::sniff::sniff;
use crate::write;

/// What a decoded picture may take, in bytes: the largest with eight bits a channel; one with
/// sixteen has half the pixels.
const MAX_DECODED: u64 = 160_000_000;

/// Honest progressive pictures have about ten scans; libjpeg's fuzzers stop at 500.
const MAX_SCANS: usize = 64;

/// Grows when pictures are written otherwise: a name stands for the same bytes for ever.
const EDITION: &[u8] = b"depesche picture 1\n";

/// A picture, written anew.
#[derive(Clone, Debug)]
pub struct Recoded {
    /// What the house keeps of it.
    pub picture: Picture,
    /// The files, one for each of its sizes.
    pub files: Vec<Vec<u8>>,
}

/// What a picture is called whose file has these bytes: known before it is decoded, so that the
/// same file is decoded once.
pub fn hash(bytes: &[u8]) -> String {
    let mut hasher = Hasher::new();
    hasher.update(EDITION);
    hasher.update(bytes);
    hex(&hasher.finish()[..Picture::HASH_CHARS / 2])
}

/// Decodes a picture and writes it anew in a few sizes.
///
/// The first frame of an animation stands for it. The orientation that a camera noted is applied;
/// nothing else of the file is kept.
///
/// # Errors
///
/// Why it is not kept; the same bytes are refused again.
pub fn recode(bytes: &[u8]) -> Result<Recoded, Refusal> {
    let images = shrunk(&decode(bytes)?);
    let format = images.first().map(write::format_of).transpose()?;
    let format = format.unwrap_or(Format::Jpeg);
    let mut written: Vec<(Size, Vec<u8>)> = Vec::new();
    for image in &images {
        let file = write::write(image, format)?;
        let size = Size {
            width: image.width(),
            height: image.height(),
            bytes: file.len() as u64,
        };
        // A chart that was blurred into a smaller size takes more than the sharp one.
        if written
            .last()
            .is_none_or(|(larger, _)| size.bytes < larger.bytes)
        {
            written.push((size, file));
        }
    }
    let (sizes, files) = written.into_iter().rev().unzip();
    let picture = Picture {
        hash: hash(bytes),
        format,
        sizes,
    };
    Ok(Recoded { picture, files })
}

/// The picture in the sizes that are kept, the largest first, each made from the one before.
fn shrunk(image: &DynamicImage) -> Vec<DynamicImage> {
    let mut shrunk: Vec<DynamicImage> = Vec::new();
    for (width, height) in sizes(image.width(), image.height()).into_iter().rev() {
        let from = shrunk.last().unwrap_or(image);
        shrunk.push(shrink(from, width, height));
    }
    shrunk
}

fn decode(bytes: &[u8]) -> Result<DynamicImage, Refusal> {
    let format = sniff(bytes)?;
    if format == ImageFormat::Jpeg {
        let scans = memmem::find_iter(bytes, b"\xff\xda").count();
        if scans > MAX_SCANS {
            return Err(Refusal::TooManyScans(scans));
        }
    }
    let bytes = match format {
        ImageFormat::Png => without_others(bytes),
        _ => Cow::Borrowed(bytes),
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODED + (16 << 20));
    let mut reader = ImageReader::with_format(Cursor::new(&*bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    check(width, height)?;
    if decoder.total_bytes() > MAX_DECODED {
        return Err(Refusal::TooLarge { width, height });
    }
    let orientation = decoder.orientation();
    let mut image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    if let Ok(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    Ok(write::plain(image))
}

/// Averages while far away, then a filter that keeps edges: that alone would take seconds and
/// hundreds of megabytes for a camera's picture.
fn shrink(image: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    if (width, height) == (image.width(), image.height()) {
        return image.clone();
    }
    let filter = image::imageops::FilterType::Lanczos3;
    let (near_width, near_height) = (width * 2, height * 2);
    if image.width() > near_width && image.height() > near_height {
        let near = image.thumbnail_exact(near_width, near_height);
        return near.resize_exact(width, height, filter);
    }
    image.resize_exact(width, height, filter)
}

#[expect(clippy::needless_pass_by_value, reason = "stands behind map_err")]
pub(crate) fn damaged(error: image::ImageError) -> Refusal {
    Refusal::Damaged(error.to_string())
}
