//! How a picture is written: JPEG for photographs, PNG for drawings.

use depesche_model::picture::Format;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder as _};

use crate::Refusal;
use crate::recode::damaged;

/// Above 85 files grow fast and nobody sees why; below 75 sky and skin show squares.
const JPEG_QUALITY: u8 = 82;

/// Eight bits a channel, grey or coloured; transparent only where a pixel is.
pub(crate) fn plain(image: DynamicImage) -> DynamicImage {
    let image = match image {
        DynamicImage::ImageLuma8(_) | DynamicImage::ImageRgb8(_) => image,
        DynamicImage::ImageLuma16(grey) => DynamicImage::ImageLuma16(grey).into_luma8().into(),
        image if image.color().has_alpha() => image.into_rgba8().into(),
        image => image.into_rgb8().into(),
    };
    match image {
        DynamicImage::ImageRgba8(pixels) if pixels.pixels().all(|pixel| pixel.0[3] == 255) => {
            DynamicImage::ImageRgba8(pixels).into_rgb8().into()
        }
        image => image,
    }
}

/// What a picture is better written as: PNG where it is transparent, and where its middle is no
/// longer as PNG than as JPEG. That is so for what has flat colours; a photograph is five to ten
/// times longer as PNG. Measured on the largest size: making a chart smaller blurs its edges, and it
/// looks like a photograph then.
pub(crate) fn format_of(largest: &DynamicImage) -> Result<Format, Refusal> {
    if largest.color().has_alpha() {
        return Ok(Format::Png);
    }
    let (width, height) = (largest.width().min(640), largest.height().min(480));
    let (left, top) = (largest.width() - width, largest.height() - height);
    let middle = largest.crop_imm(left / 2, top / 2, width, height);
    let as_png = write(&middle, Format::Png)?.len();
    let as_jpeg = write(&middle, Format::Jpeg)?.len();
    Ok(if as_png <= as_jpeg {
        Format::Png
    } else {
        Format::Jpeg
    })
}

/// The file.
pub(crate) fn write(image: &DynamicImage, format: Format) -> Result<Vec<u8>, Refusal> {
    let mut file = Vec::new();
    let color = ExtendedColorType::from(image.color());
    let (pixels, width, height) = (image.as_bytes(), image.width(), image.height());
    let written = match format {
        Format::Jpeg => JpegEncoder::new_with_quality(&mut file, JPEG_QUALITY)
            .write_image(pixels, width, height, color),
        Format::Png => {
            PngEncoder::new_with_quality(&mut file, CompressionType::Default, FilterType::Adaptive)
                .write_image(pixels, width, height, color)
        }
    };
    written.map_err(damaged)?;
    Ok(file)
}
