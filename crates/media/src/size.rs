//! How large a picture may be, and in which sizes it is kept.

use crate::Refusal;

/// The most pixels that are decoded: at four bytes each, 160 MB.
const MAX_PIXELS: u64 = 40_000_000;

/// The longest side.
const MAX_SIDE: u32 = 16_384;

/// The shortest side that shows something: below are counters, lines, buttons and smileys.
const MIN_SIDE: u32 = 32;

/// What is narrower and lower shows a face, a sign, another article's teaser.
const MIN_LONG_SIDE: u32 = 128;

/// Widths for phones, for the text's measure at twice its pixels, and for large screens.
const WIDTHS: [u32; 3] = [480, 960, 1600];

/// How many times higher than wide a kept picture may be.
const MAX_STRETCH: u32 = 4;

/// Refuses what costs too much or shows nothing, by what the header says.
pub(crate) fn check(width: u32, height: u32) -> Result<(), Refusal> {
    let pixels = u64::from(width) * u64::from(height);
    if width.max(height) > MAX_SIDE || pixels > MAX_PIXELS {
        return Err(Refusal::TooLarge { width, height });
    }
    if width.min(height) < MIN_SIDE || width.max(height) < MIN_LONG_SIDE {
        return Err(Refusal::TooSmall { width, height });
    }
    Ok(())
}

/// The sizes in which a picture of this size is kept, the smallest first, none larger than the
/// picture.
pub(crate) fn sizes(width: u32, height: u32) -> Vec<(u32, u32)> {
    let at_most = |limit: u32| {
        let by_height = u64::from(limit) * u64::from(MAX_STRETCH) * u64::from(width);
        let by_height = by_height / u64::from(height.max(1));
        u64::from(limit.min(width)).min(by_height).max(1)
    };
    let mut widths: Vec<u64> = WIDTHS.into_iter().map(at_most).collect();
    let largest = widths.last().copied().unwrap_or(1);
    // A size that is hardly smaller than the next one saves nobody anything.
    widths.retain(|smaller| *smaller == largest || smaller * 6 <= largest * 5);
    widths.dedup();
    let height_of = |w: u64| (u64::from(height) * w + u64::from(width) / 2) / u64::from(width);
    let narrow = |side: u64| u32::try_from(side.max(1)).unwrap_or(MAX_SIDE);
    widths
        .into_iter()
        .map(|w| (narrow(w), narrow(height_of(w))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{check, sizes};

    #[test]
    fn a_picture_is_never_enlarged() {
        assert_eq!(sizes(4000, 3000), [(480, 360), (960, 720), (1600, 1200)]);
        assert_eq!(sizes(1200, 600), [(480, 240), (960, 480), (1200, 600)]);
        assert_eq!(sizes(1000, 500), [(480, 240), (1000, 500)]);
        assert_eq!(sizes(500, 500), [(500, 500)]);
        assert_eq!(sizes(200, 40), [(200, 40)]);
    }

    #[test]
    fn a_very_high_picture_is_kept_narrow() {
        let kept = sizes(1000, 16_000);
        assert_eq!(kept.last(), Some(&(400, 6400)));
        assert!(kept.iter().all(|(width, height)| height / width <= 16));
    }

    #[test]
    fn bombs_and_counters_are_told_by_their_headers() {
        for (width, height) in [
            (65_535, 65_535),
            (16_385, 40),
            (8_000, 5_001),
            (1, 1),
            (600, 2),
            (127, 127),
            (0, 9),
        ] {
            assert!(check(width, height).is_err(), "{width} × {height}");
        }
        assert!(check(8_000, 5_000).is_ok());
    }
}
