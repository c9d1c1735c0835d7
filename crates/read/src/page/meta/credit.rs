//! Tells a picture's caption from who made it.

/// What stands before the name of who made a picture, in lower case.
const BEFORE: [&str; 21] = [
    "foto: ",
    "fotos: ",
    "photo: ",
    "photos: ",
    "photo by ",
    "photograph: ",
    "bild: ",
    "bilder: ",
    "quelle: ",
    "credit: ",
    "image credit: ",
    "crédit photo : ",
    "crédit : ",
    "photo credit: ",
    "(photo by ",
    "picture: ",
    "image: ",
    "copyright: ",
    "© ",
    "(c) ",
    "imago: ",
];

/// The longest name, in characters.
const MAX_CHARS: usize = 120;

/// A caption without who made the picture, and who made it, where the caption says so at its end.
pub(super) fn parted(caption: &str) -> (String, String) {
    let small = caption.to_lowercase();
    if small.len() != caption.len() {
        return (caption.to_owned(), String::new());
    }
    let starts = BEFORE
        .iter()
        .filter_map(|mark| Some((small.rfind(mark)?, mark.len())));
    let found = starts.max().filter(|(at, _)| {
        small[..*at]
            .chars()
            .next_back()
            .is_none_or(|before| !before.is_alphanumeric())
    });
    match found {
        Some((at, length))
            if caption.is_char_boundary(at) && caption.is_char_boundary(at + length) =>
        {
            let credit = caption[at + length..].trim_matches(|c: char| " .()[]".contains(c));
            if credit.is_empty() || credit.chars().count() > MAX_CHARS {
                return (caption.to_owned(), String::new());
            }
            let rest = caption[..at].trim_end_matches(|c: char| " ([|-–—".contains(c));
            (rest.to_owned(), credit.to_owned())
        }
        _ => (caption.to_owned(), String::new()),
    }
}

/// The name of who made a picture, out of a line that is about nothing else: "Photo: Mara Quill".
pub(super) fn name(line: &str) -> String {
    let (_, name) = parted(line);
    let name = if name.is_empty() { line } else { &name };
    let name = name.trim_matches(|c: char| " ()[]|".contains(c));
    name.chars().take(MAX_CHARS).collect()
}

/// A caption without the line about who made the picture, where it ends with that.
pub(super) fn without<'a>(caption: &'a str, line: &str) -> &'a str {
    let rest = caption.strip_suffix(line).filter(|_| !line.is_empty());
    rest.unwrap_or(caption)
        .trim_end_matches(|c: char| " |–—-(".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{name, parted, without};

    fn check(caption: &str, text: &str, credit: &str) {
        assert_eq!(
            parted(caption),
            (text.to_owned(), credit.to_owned()),
            "{caption}"
        );
    }

    #[test]
    fn who_made_a_picture_stands_at_the_end_of_its_caption() {
        check("The bridge. Photo: Mara Quill", "The bridge.", "Mara Quill");
        check(
            "Die Brücke (Foto: Quill/Hafenbild)",
            "Die Brücke",
            "Quill/Hafenbild",
        );
        check("The bridge © Quill", "The bridge", "Quill");
        check("The bridge", "The bridge", "");
        check("A telephoto: no", "A telephoto: no", "");
        check("", "", "");
    }

    #[test]
    fn a_line_of_its_own_holds_nothing_else() {
        assert_eq!(name("(Bild: Mara Quill)"), "Mara Quill");
        assert_eq!(name("Mara Quill"), "Mara Quill");
        assert_eq!(
            without("The bridge. Photo: Quill", "Photo: Quill"),
            "The bridge."
        );
        assert_eq!(without("The bridge", ""), "The bridge");
    }
}
