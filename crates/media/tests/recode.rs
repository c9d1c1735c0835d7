//! What becomes of pictures: good ones are written anew, hostile ones are refused at little cost.

mod made;

use std::time::{Duration, Instant};

use depesche_media::{Recoded, Refusal, hash, recode};
use depesche_model::picture::Format;
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};

use made::{drawing, encoded, exif, gif, jpeg_with, photo, png, png_chunk};

fn widths(recoded: &Recoded) -> Vec<u32> {
    recoded
        .picture
        .sizes
        .iter()
        .map(|size| size.width)
        .collect()
}

fn read(file: &[u8]) -> DynamicImage {
    image::load_from_memory(file).expect("what we write can be read")
}

#[test]
fn a_photograph_is_kept_as_jpeg_in_its_sizes() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let recoded = recode(&encoded(&photo(600, 60), format)).expect("a good picture");
        assert_eq!(recoded.picture.format, Format::Jpeg, "{format:?}");
        assert_eq!(widths(&recoded), [480, 600]);
        for (file, size) in recoded.files.iter().zip(&recoded.picture.sizes) {
            assert_eq!(file.len() as u64, size.bytes);
            assert_eq!(
                (read(file).width(), read(file).height()),
                (size.width, size.height)
            );
            assert!(file.starts_with(b"\xff\xd8\xff"));
        }
    }
}

#[test]
fn a_drawing_is_kept_as_png() {
    let recoded = recode(&encoded(&drawing(600, 400), ImageFormat::Png)).expect("a good picture");
    assert_eq!(recoded.picture.format, Format::Png);
}

#[test]
fn what_is_transparent_stays_so() {
    let mut pixels = RgbaImage::from_pixel(144, 64, Rgba([200, 0, 0, 255]));
    pixels.put_pixel(0, 0, Rgba([0, 0, 0, 0]));
    let recoded = recode(&encoded(&pixels.into(), ImageFormat::Png)).expect("a good picture");
    assert_eq!(recoded.picture.format, Format::Png);
    assert_eq!(read(&recoded.files[0]).into_rgba8().get_pixel(0, 0).0[3], 0);
}

#[test]
fn a_camera_that_was_held_upright_is_believed_and_nothing_else_of_it_is_kept() {
    let file = jpeg_with(&photo(180, 80), &exif(6));
    let recoded = recode(&file).expect("a good picture");
    let size = recoded.picture.sizes[0];
    assert_eq!((size.width, size.height), (80, 180));
    assert!(!recoded.files[0].windows(4).any(|four| four == b"Exif"));
    assert!(
        !recoded.files[0]
            .windows(8)
            .any(|eight| eight == b"N 54 12 ")
    );
}

#[test]
fn the_same_bytes_have_the_same_name() {
    let file = encoded(&drawing(144, 100), ImageFormat::Png);
    let recoded = recode(&file).expect("a good picture");
    assert_eq!(recoded.picture.hash, hash(&file));
    assert!(depesche_model::Picture::is_hash(&hash(&file)));
    assert_ne!(hash(&file), hash(&file[1..]));
}

#[test]
fn only_the_first_frame_of_a_million_is_decoded() {
    let recoded = within_a_moment(|| recode(&gif(144, 48, 1_000_000))).expect("its first frame");
    assert_eq!(widths(&recoded), [144]);
    assert!(recoded.files[0].len() < 10_000);
}

#[test]
fn what_is_no_picture_is_refused_whatever_it_calls_itself() {
    let mut html = b"\x89PNG\r\n\x1a\n".to_vec();
    html.extend_from_slice(b"<!DOCTYPE html><script>alert(1)</script>");
    for (file, what) in [
        (
            &b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"[..],
            "markup",
        ),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><svg/>", "markup"),
        (b"<!DOCTYPE html><p>x", "markup"),
        (b"\0\0\0\x1cftypavif", "AVIF"),
        (b"", "empty"),
        (b"BM", "unknown"),
        (&html, "damaged"),
        (b"GIF89a", "damaged"),
        (b"RIFF\x04\0\0\0WEBP", "damaged"),
    ] {
        let refusal = recode(file).expect_err("it is none").to_string();
        assert!(refusal.contains(what), "{refusal}");
    }
}

#[test]
fn bombs_are_refused_by_their_headers() {
    let check = |file: &[u8]| {
        let refusal = within_a_moment(|| recode(file)).expect_err("a bomb");
        assert!(matches!(refusal, Refusal::TooLarge { .. }), "{refusal}");
    };
    check(&png(65_535, 65_535, &[]));
    check(&png(20_000, 100, &[]));
    check(&gif(65_535, 65_535, 1));
    let mut jpeg = encoded(&photo(144, 64), ImageFormat::Jpeg);
    let frame = jpeg
        .windows(2)
        .position(|two| two == b"\xff\xc0")
        .expect("a frame header");
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff; 4]);
    check(&jpeg);
}

#[test]
fn a_counter_is_refused() {
    for (width, height) in [(1, 1), (2, 2), (600, 1), (16, 16)] {
        let file = encoded(&drawing(width, height), ImageFormat::Png);
        assert_eq!(
            recode(&file).expect_err("shows nothing"),
            Refusal::TooSmall { width, height }
        );
    }
}

#[test]
fn a_picture_that_breaks_off_is_refused_or_shown_as_far_as_it_goes() {
    let file = encoded(&photo(200, 200), ImageFormat::Jpeg);
    for length in [3, 20, 200, file.len() / 2, file.len() - 1] {
        if let Ok(recoded) = recode(&file[..length]) {
            assert_eq!(widths(&recoded), [200], "{length}");
        }
    }
    let file = encoded(&photo(200, 200), ImageFormat::Png);
    assert!(matches!(
        recode(&file[..file.len() / 2]),
        Err(Refusal::Damaged(_))
    ));
}

#[test]
fn a_text_that_expands_to_a_gigabyte_is_never_expanded() {
    // 16 KB each, 64 of them.
    let block = made::zeros(16 << 20);
    for kind in [b"zTXt", b"iTXt", b"iCCP"] {
        let bomb = png_chunk(*kind, &block).repeat(64);
        let file = made::with_chunk(&encoded(&drawing(144, 64), ImageFormat::Png), &bomb);
        let recoded = within_a_moment(|| recode(&file)).expect("a good picture");
        assert_eq!(widths(&recoded), [144]);
    }
}

#[test]
fn a_picture_of_a_thousand_scans_is_not_decoded() {
    let mut file = encoded(&photo(144, 64), ImageFormat::Jpeg);
    file.extend(std::iter::repeat_n(*b"\xff\xda", 1000).flatten());
    let refusal = recode(&file).expect_err("made to take time");
    assert!(matches!(refusal, Refusal::TooManyScans(1001)), "{refusal}");
}

#[test]
fn markup_behind_a_picture_does_not_survive() {
    let mut file = encoded(&drawing(144, 64), ImageFormat::Png);
    file.extend_from_slice(b"<script>alert(1)</script>");
    let recoded = recode(&file).expect("a good picture");
    assert!(
        !recoded.files[0]
            .windows(8)
            .any(|eight| eight == b"<script>")
    );
}

/// Unoptimised and on a busy machine too: what is decoded in vain takes minutes here.
fn within_a_moment<T>(work: impl FnOnce() -> T) -> T {
    let began = Instant::now();
    let done = work();
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "{:?}",
        began.elapsed()
    );
    done
}
