//! Whether two addresses show the same picture, in whatever size, format or cut.

use crate::percent;

/// From how many characters on a file's name says which picture it is.
const SPEAKING: usize = 6;

/// From how many characters on a part with digits is the number of a picture.
const NUMBERED: usize = 7;

/// From how many characters on names that differ only in their ends are one: in what says how it
/// was cut (`…-34357s.jpg`, `…-34357t.jpg`), or in a number for each size.
const LONG: usize = 24;

/// Whether both are one picture.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (decoded(one), decoded(other));
    let (path, other_path) = (path(&one), path(&other));
    if path.is_empty() || other_path.is_empty() {
        return false;
    }
    path == other_path
        || is_same_name(&name(path), &name(other_path))
        || shares_number(path, other_path)
}

fn is_same_name(one: &str, other: &str) -> bool {
    let is_speaking = one.len() >= SPEAKING && !is_general(one);
    if one == other && is_speaking {
        return true;
    }
    let same = one
        .bytes()
        .zip(other.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let is_number = |name: &str| {
        name.get(same..)
            .is_some_and(|rest| rest.len() >= NUMBERED && !rest.contains('-') && digits(rest) >= 3)
    };
    let is_cut = same + 2 >= one.len().max(other.len());
    same >= LONG && (is_cut || (is_number(one) && is_number(other)))
}

/// Names that many pictures have.
fn is_general(name: &str) -> bool {
    [
        "default", "image", "original", "picture", "master", "large", "header",
    ]
    .contains(&name)
}

/// The path, without host, queries and the like; of an address within an address, the inner one's.
fn path(address: &str) -> &str {
    let inner = address.rfind("http").map_or(address, |at| &address[at..]);
    let inner = inner.split_once("://").map_or(inner, |(_, rest)| rest);
    let end = inner.find(['?', '#', '&']).unwrap_or(inner.len());
    let path = inner[..end].split_once('/').map_or("", |(_, path)| path);
    path.trim_end_matches('/')
}

/// The file's name without ending and without what says its size.
fn name(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or_default().to_lowercase();
    let stem = match file.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 5 => stem,
        _ => &file,
    };
    let parts: Vec<&str> = stem
        .split(['-', '_', '@', '='])
        .filter(|part| !part.is_empty() && !is_size(part))
        .collect();
    parts.join("-")
}

/// `1200x675`, `w700`, `1024`, `2x`, `scaled`, `e1715708581580` (when it was cut).
fn is_size(part: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_small = |text: &str| is_number(text) && text.len() <= 4;
    part == "scaled"
        || part
            .strip_prefix('e')
            .is_some_and(|rest| rest.len() == 13 && is_number(rest))
        || is_small(part.trim_start_matches(['w', 'h', 'm']))
        || part.strip_suffix('x').is_some_and(is_small)
        || part
            .trim_start_matches('m')
            .split_once('x')
            .is_some_and(|(width, height)| is_small(width) && is_small(height))
}

/// Whether a number that only this picture can have stands in both paths: of digits, or hexadecimal.
fn shares_number(one: &str, other: &str) -> bool {
    let others: Vec<&str> = numbers(other).collect();
    numbers(one).any(|number| others.contains(&number))
}

fn numbers(path: &str) -> impl Iterator<Item = &str> {
    path.split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|part| !is_date(part) && is_number(part))
}

/// Six digits, or seven characters with three digits.
fn is_number(part: &str) -> bool {
    let digits = digits(part);
    (digits + 1 >= NUMBERED && digits == part.len()) || (part.len() >= NUMBERED && digits >= 3)
}

fn digits(part: &str) -> usize {
    part.bytes().filter(u8::is_ascii_digit).count()
}

/// `20240503`, with or without the time behind it, or `202405`.
fn is_date(part: &str) -> bool {
    let is_year = part.starts_with("19") || part.starts_with("20");
    is_year && matches!(part.len(), 6 | 8 | 12 | 14) && digits(part) == part.len()
}

/// The address with its percent signs resolved, as often as they were put in.
fn decoded(address: &str) -> String {
    let mut text = address.to_owned();
    for _ in 0..3 {
        let once = percent::decoded(&text);
        if once == text {
            break;
        }
        text = once;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[track_caller]
    fn same(one: &str, other: &str) {
        assert!(is_same(one, other), "{one} is not {other}");
    }

    #[track_caller]
    fn different(one: &str, other: &str) {
        assert!(!is_same(one, other), "{one} is {other}");
    }

    #[test]
    fn size_format_and_server_make_no_difference() {
        same(
            "https://a.example/i/harbour.jpg?w=300",
            "http://cdn.example/x/i/harbour.webp",
        );
        same(
            "https://a.example/i/harbour-1024x683.jpg",
            "https://a.example/i/harbour.jpg",
        );
        same(
            "https://a.example/1/harbour_w1200.jpg",
            "https://a.example/2/harbour-300x200@2x.jpg",
        );
        same(
            "https://a.example/12345678_M400x267.jpg",
            "https://a.example/12345678_W1024.png",
        );
    }

    #[test]
    fn a_number_says_which_it_is() {
        same(
            "https://a.example/a3f09c11d2/wide.jpg",
            "https://b.example/c/fit/a3f09c11d2/thin.png",
        );
        different(
            "https://a.example/20260228/a.jpg",
            "https://a.example/20260228/b.jpg",
        );
    }

    #[test]
    fn an_address_within_an_address_is_the_picture_s() {
        same(
            "https://c.example/?url=https://a.example/1/246270.jpg&w=9",
            "https://a.example/t/246270.jpg",
        );
        same(
            "https://cdn.example/fit/https%3A%2F%2Fa.example%2Fharbour.jpg%3Fx=1",
            "https://a.example/harbour.jpg",
        );
    }

    #[test]
    fn other_pictures_are_others() {
        different(
            "https://a.example/i/harbour.jpg",
            "https://a.example/i/bridge.jpg",
        );
        different(
            "https://a.example/1/image.jpg",
            "https://a.example/2/image.jpg",
        );
        different(
            "https://a.example/1/original.jpg",
            "https://a.example/2/original.jpg",
        );
        different("", "https://a.example/a.jpg");
        different("", "");
    }

    #[test]
    fn long_names_may_end_in_a_mark_of_their_cut() {
        let name = "https://a.example/the-bridge-by-the-harbour-is-closed-34357";
        same(&format!("{name}s.jpg"), &format!("{name}t.jpg"));
        same(
            &format!("{name}-82adf0ae.jpg"),
            &format!("{name}-a31d8589.jpg"),
        );
        different(&format!("{name}-open.jpg"), &format!("{name}-shut.jpg"));
    }
}
