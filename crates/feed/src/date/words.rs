//! A text cut into numbers, words and marks.

use super::names;

/// The longest name in a script without spaces, in letters: `十二月`, `日曜日`, `월요일`.
const MAX_WIDE_NAME: usize = 4;

/// One piece of a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    Number(Number),
    Word(&'a str),
    Mark(char),
    /// However much white space stands there.
    Space,
}

/// Digits: `007` is 7 of three digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) value: u64,
    pub(super) digits: usize,
}

impl Number {
    /// The value where it is small; where it is not, what no part of a date can be.
    pub(super) fn small(self) -> i8 {
        i8::try_from(self.value).unwrap_or(i8::MAX)
    }
}

/// In lower case, without accents, digits and marks in ASCII: names are written with and without
/// accents (`fevr.`), and some systems write `２０２４`, a typographic dash or a hidden mark.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for char in text.chars().flat_map(char::to_lowercase) {
        if char.is_ascii() {
            folded.push(char);
        } else if !is_hidden(char) {
            folded.push(folded_char(char));
        }
    }
    folded
}

/// Cuts a folded text.
pub(super) fn tokens(folded: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(16);
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_whitespace() {
            span(rest, char::is_whitespace)
        } else if first.is_ascii_digit() {
            span(rest, |char| char.is_ascii_digit())
        } else if is_wide(first) {
            wide_name(rest).unwrap_or(first.len_utf8())
        } else if first.is_alphabetic() {
            span(rest, |char| char.is_alphabetic() && !is_wide(char))
        } else {
            first.len_utf8()
        };
        let (text, after) = rest.split_at(length);
        tokens.push(match first {
            _ if first.is_whitespace() => Token::Space,
            _ if first.is_ascii_digit() => Token::Number(Number {
                value: text.parse().unwrap_or(u64::MAX),
                digits: text.len(),
            }),
            _ if first.is_alphabetic() => Token::Word(text),
            _ => Token::Mark(first),
        });
        rest = after;
    }
    tokens
}

fn span(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|char| !belongs(char)).unwrap_or(text.len())
}

/// Chinese, Japanese and Korean put no space between `日`, `星期二` and `上午`: the longest name wins.
fn wide_name(text: &str) -> Option<usize> {
    let ends = text.char_indices().map(|(at, char)| at + char.len_utf8());
    let ends: Vec<usize> = ends.take(MAX_WIDE_NAME).collect();
    ends.into_iter()
        .rev()
        .find(|end| names::is_known(&text[..*end]))
}

fn is_wide(char: char) -> bool {
    matches!(char, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Accents that stand alone, marks of direction, spaces of no width.
fn is_hidden(char: char) -> bool {
    matches!(
        char,
        '\u{300}'..='\u{36f}'
            | '\u{640}'
            | '\u{64b}'..='\u{655}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{93c}' // In Hindi, a sign on the letter before.
            | '\u{94d}'
            | '\u{ad}'
            | '\u{feff}'
    )
}

fn folded_char(char: char) -> char {
    match char {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ' | 'ả' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => 'e',
        'ğ' | 'ģ' => 'g',
        'ì'..='ï' | 'ī' | 'ı' | 'į' => 'i',
        'ķ' => 'k',
        'ł' | 'ļ' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
        'ò'..='ö' | 'ø' | 'ő' | 'ō' => 'o',
        'ř' | 'ŕ' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù'..='ü' | 'ů' | 'ű' | 'ū' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'й' => 'и',
        'ё' => 'е',
        'ї' => 'і',
        'أ' | 'إ' | 'آ' => 'ا',
        '‐'..='―' | '−' | '－' => '-',
        '‘' | '’' | 'ʼ' => '\'',
        '。' | '．' => '.',
        '、' => ',',
        '\u{ff01}'..='\u{ff5e}' => moved(char, 0xff01, '!'),
        '\u{660}'..='\u{669}' => moved(char, 0x660, '0'),
        '\u{6f0}'..='\u{6f9}' => moved(char, 0x6f0, '0'),
        '\u{966}'..='\u{96f}' => moved(char, 0x966, '0'),
        '\u{9e6}'..='\u{9ef}' => moved(char, 0x9e6, '0'),
        _ => char,
    }
}

/// The same place in a row of ASCII.
fn moved(char: char, from: u32, to: char) -> char {
    char::from_u32(u32::from(char) - from + u32::from(to)).unwrap_or(char)
}
