//! Which language a text is written in.

use depesche_model::Lang;

/// From how many letters on a text says something about its language at all.
const MIN_LETTERS: usize = 40;

/// From how many letters on a text may contradict what was declared.
const MIN_LETTERS_TO_CONTRADICT: usize = 200;

/// How much of a text is looked at, in bytes.
const MAX_BYTES: usize = 2_000;

/// The language of a text (title and lead): what was declared, unless the text is long and both of
/// its halves are clearly another. Where nothing was declared, what the text looks like; `None`
/// where it is too short to tell.
///
/// Many feeds declare their software's default ("en-US") and write another language. The detector
/// knows sixteen languages and always names one of them, so a declared language that it does not
/// know is believed.
pub fn language(text: &str, declared: Option<&Lang>) -> Option<Lang> {
    let text = &text[..text.floor_char_boundary(MAX_BYTES)];
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let Some(declared) = declared else {
        return (letters >= MIN_LETTERS).then(|| detected(text)).flatten();
    };
    if letters < MIN_LETTERS_TO_CONTRADICT || !is_known(declared) {
        return Some(declared.clone());
    }
    let middle = text.floor_char_boundary(text.len() / 2);
    let (first, second) = (detected(&text[..middle]), detected(&text[middle..]));
    if first == second {
        first
    } else {
        Some(declared.clone())
    }
}

fn detected(text: &str) -> Option<Lang> {
    Lang::parse(code(whichlang::detect_language(text)))
}

fn is_known(lang: &Lang) -> bool {
    whichlang::LANGUAGES
        .iter()
        .any(|known| code(*known) == lang.as_str())
}

fn code(lang: whichlang::Lang) -> &'static str {
    use whichlang::Lang as L;
    match lang {
        L::Ara => "ar",
        L::Cmn => "zh",
        L::Deu => "de",
        L::Eng => "en",
        L::Fra => "fr",
        L::Hin => "hi",
        L::Ita => "it",
        L::Jpn => "ja",
        L::Kor => "ko",
        L::Nld => "nl",
        L::Por => "pt",
        L::Rus => "ru",
        L::Spa => "es",
        L::Swe => "sv",
        L::Tur => "tr",
        L::Vie => "vi",
    }
}

#[cfg(test)]
mod tests {
    use depesche_model::Lang;

    use super::language;

    const GERMAN: &str = "Die Brücke am Hafen bleibt bis zum Freitag gesperrt, weil die Arbeiten an \
        den Lagern länger dauern als geplant. Das teilte die Stadt am Montag mit. Fußgänger kommen \
        weiterhin hinüber, Autos müssen den Umweg über die Uferstraße nehmen, und die Busse fahren \
        im Takt von zwanzig Minuten.";

    fn check(text: &str, declared: &str, expected: &str) {
        let found = language(text, Lang::parse(declared).as_ref());
        assert_eq!(
            found.as_ref().map_or("", Lang::as_str),
            expected,
            "{declared}"
        );
    }

    #[test]
    fn what_was_declared_is_believed() {
        check("Harbour bridge closed", "de", "de");
        check(GERMAN, "de", "de");
        check(GERMAN, "da", "da");
    }

    #[test]
    fn a_long_text_contradicts() {
        check(GERMAN, "en", "de");
    }

    #[test]
    fn what_was_not_declared_is_guessed() {
        check(GERMAN, "", "de");
        check(
            "The bridge by the harbour stays closed until Friday.",
            "",
            "en",
        );
        check("Ok", "", "");
        check("", "", "");
    }
}
