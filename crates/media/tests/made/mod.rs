//! Pictures made for the tests: photographs, drawings, and the parts of hostile files.

use std::io::{Cursor, Write as _};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// Something like a photograph: soft colours with grain.
pub(crate) fn photo(width: u32, height: u32) -> DynamicImage {
    let mut grain = 1_u32;
    RgbImage::from_fn(width, height, |x, y| {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = grain >> 28;
        let shade = |a: u32, b: u32| u8::try_from(a * 200 / b.max(1) + noise).unwrap_or(255);
        Rgb([
            shade(x, width),
            shade(y, height),
            shade(x + y, width + height),
        ])
    })
    .into()
}

/// Something like a chart: bars of flat colour.
pub(crate) fn drawing(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, y| {
        let is_bar = (x / 20) % 3 == 0 && y > (x * 7) % height.max(1);
        Rgb(if is_bar {
            [160, 30, 30]
        } else {
            [255, 255, 250]
        })
    })
    .into()
}

pub(crate) fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image
        .write_to(&mut file, format)
        .expect("writing into memory");
    file.into_inner()
}

/// A PNG of this size whose pixels are missing, with chunks behind its header.
pub(crate) fn png(width: u32, height: u32, chunks: &[u8]) -> Vec<u8> {
    let mut header = Vec::new();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    file.extend(png_chunk(*b"IHDR", &header));
    file.extend(chunks);
    file.extend(png_chunk(*b"IDAT", &zeros(1000)));
    file.extend(png_chunk(*b"IEND", &[]));
    file
}

/// A chunk; text and profile chunks get the names that their content begins with.
pub(crate) fn png_chunk(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    let head: &[u8] = match &kind {
        b"zTXt" | b"iCCP" => b"name\0\0",
        b"iTXt" => b"name\0\x01\0\0\0",
        _ => b"",
    };
    let length = u32::try_from(head.len() + content.len()).expect("short");
    let mut chunk = length.to_be_bytes().to_vec();
    chunk.extend(kind);
    chunk.extend(head);
    chunk.extend(content);
    let sum = crc(&chunk[4..]);
    chunk.extend(sum.to_be_bytes());
    chunk
}

/// Puts a chunk behind the header of a PNG.
pub(crate) fn with_chunk(png: &[u8], chunk: &[u8]) -> Vec<u8> {
    const HEADER: usize = 8 + 25;
    [&png[..HEADER], chunk, &png[HEADER..]].concat()
}

/// So many zeros, as zlib writes them.
pub(crate) fn zeros(length: usize) -> Vec<u8> {
    let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let block = [0; 1 << 13];
    let mut left = length;
    while left > 0 {
        let now = left.min(block.len());
        writer
            .write_all(&block[..now])
            .expect("writing into memory");
        left -= now;
    }
    writer.finish().expect("writing into memory")
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

/// A GIF of this size whose frames are all one grey pixel in a corner.
pub(crate) fn gif(width: u16, height: u16, frames: usize) -> Vec<u8> {
    let mut file = b"GIF89a".to_vec();
    file.extend(width.to_le_bytes());
    file.extend(height.to_le_bytes());
    file.extend([0x80, 0, 0, 0, 0, 0, 90, 90, 90]);
    for _ in 0..frames {
        file.extend(b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x4c\x01\0");
    }
    file.push(0x3b);
    file
}

/// Exif with an orientation, and a place that nobody meant to publish.
pub(crate) fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    exif.extend([0x0e, 1, 2, 0, 8, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"N 54 12 ");
    exif
}

/// A JPEG with an application segment of these bytes.
pub(crate) fn jpeg_with(image: &DynamicImage, segment: &[u8]) -> Vec<u8> {
    let file = encoded(image, ImageFormat::Jpeg);
    let length = u16::try_from(segment.len() + 2).expect("short");
    let mut head = b"\xff\xd8\xff\xe1".to_vec();
    head.extend(length.to_be_bytes());
    [&head, segment, &file[2..]].concat()
}
