//! What the answer or the document says of its encoding.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use memchr::memmem;

use super::code_pages::{self, CodePage};

/// How far into a document its declaration is looked for, in bytes. The HTML Standard looks at
/// 1,024; pages with many scripts in their head have it later.
const HEAD_BYTES: usize = 4_096;

/// How long a label may be, in bytes. The longest that is known has 19.
const MAX_LABEL_BYTES: usize = 40;

/// An encoding in which ASCII is ASCII, but for EBCDIC's code pages.
#[derive(Clone, Copy, Debug)]
pub(super) enum Charset {
    /// One of the web's.
    Web(&'static Encoding),
    /// One of DOS, of old Macs or of mainframes.
    Page(&'static CodePage),
}

/// What is declared; `None` where it is nothing, unknown, or cannot be, since the bytes are no valid
/// UTF-8 and no wide encoding: both were looked at before.
///
/// The answer goes first (RFC 7303), but for the values that servers send without having looked.
pub(super) fn charset(bytes: &[u8], content_type: Option<&str>) -> Option<Charset> {
    let is_default =
        |charset: &Charset| matches!(charset, Charset::Web(encoding) if *encoding == WINDOWS_1252);
    content_type
        .and_then(|value| after(value.as_bytes(), b"charset"))
        .filter(|charset| !is_default(charset))
        .or_else(|| {
            let head = &bytes[..bytes.len().min(HEAD_BYTES)];
            after(head, b"encoding").or_else(|| after(head, b"charset"))
        })
}

/// Whether a label of the document or the answer begins with `prefix`, whatever it means.
pub(super) fn is_labelled(bytes: &[u8], content_type: Option<&str>, prefix: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let sent = content_type.unwrap_or_default().as_bytes();
    labels(sent, b"charset")
        .chain(labels(head, b"encoding"))
        .chain(labels(head, b"charset"))
        .any(|label| {
            label
                .get(..prefix.len())
                .is_some_and(|begin| begin.eq_ignore_ascii_case(prefix))
        })
}

/// The first encoding in `name="label"`, `name=label` or `name='label'` that is known.
fn after(text: &[u8], name: &[u8]) -> Option<Charset> {
    labels(text, name).find_map(named)
}

fn labels<'a>(text: &'a [u8], name: &'a [u8]) -> impl Iterator<Item = &'a [u8]> {
    let places = text.windows(name.len()).enumerate();
    let places = places.filter(|(_, window)| window.eq_ignore_ascii_case(name));
    places.filter_map(|(at, _)| label(&text[at + name.len()..]))
}

fn label(rest: &[u8]) -> Option<&[u8]> {
    let rest = rest
        .trim_ascii_start()
        .strip_prefix(b"=")?
        .trim_ascii_start();
    let rest = rest
        .strip_prefix(b"\"")
        .or_else(|| rest.strip_prefix(b"'"))
        .unwrap_or(rest)
        .trim_ascii_start();
    let end = rest
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte))
        .unwrap_or(rest.len());
    Some(&rest[..end]).filter(|label| (1..=MAX_LABEL_BYTES).contains(&label.len()))
}

/// What a label means: as the web has it, else as people write it, who take `_` for `-`, leave
/// signs out, or give the number that their system has for it.
///
/// UTF-16 and UTF-32 have no use for a label, whose bytes would not be found: `None`, like UTF-8,
/// which was looked at before.
pub(super) fn named(label: &[u8]) -> Option<Charset> {
    let web = |label: &[u8]| Encoding::for_label_no_replacement(label);
    let folded: String = label
        .iter()
        .filter(|byte| byte.is_ascii_alphanumeric())
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let hyphenated: Vec<_> = label
        .iter()
        .map(|b| if *b == b'_' { b'-' } else { *b })
        .collect();
    web(label)
        .or_else(|| web(&hyphenated))
        .or_else(|| web(folded.as_bytes()))
        .or_else(|| of_people(&folded))
        .map(Charset::Web)
        .or_else(|| code_pages::named(&folded).map(Charset::Page))
        .filter(|charset| match charset {
            Charset::Web(encoding) => encoding.is_ascii_compatible() && *encoding != UTF_8,
            Charset::Page(_) => true,
        })
}

/// Labels that the web does not know; `folded` is lower case, letters and figures only.
fn of_people(folded: &str) -> Option<&'static Encoding> {
    let part = folded.trim_start_matches("iso").trim_start_matches("cs");
    if let Some(part) = part.strip_prefix("8859") {
        return Encoding::for_label(format!("iso-8859-{part}").as_bytes());
    }
    let bare = [
        "windows",
        "cswindows",
        "win",
        "xcp",
        "cp",
        "ms",
        "ansi",
        "ibm",
        "x",
    ]
    .into_iter()
    .find_map(|prefix| folded.strip_prefix(prefix))
    .unwrap_or(folded);
    let label = match bare {
        "1250" | "ee" => "windows-1250",
        "1251" | "cyrl" | "cyrillic" => "windows-1251",
        // Nothing is left of "ansi" and "windows".
        "1252" | "ansi" | "dbcs" | "mbcs" | "" => "windows-1252",
        "1253" | "greek" => "windows-1253",
        "1254" | "turk" => "windows-1254",
        "1255" | "hebr" => "windows-1255",
        "1256" | "arab" => "windows-1256",
        "1257" | "balt" | "baltrim" => "windows-1257",
        "1258" => "windows-1258",
        "874" => "windows-874",
        "latin7" => "iso-8859-13",
        "latin8" => "iso-8859-14",
        "latin9" | "latin0" => "iso-8859-15",
        "latin10" => "iso-8859-16",
        "932" | "sjis" | "shiftjis" | "kanji" | "31j" | "sjiswin" => "shift_jis",
        "51932" | "eucjp" | "ujis" | "eucjpms" | "eucjpwin" => "euc-jp",
        "936" | "54936" | "euccn" | "eucgb" | "gb" | "gb2312" | "gb231280" => "gbk",
        "949" | "51949" | "euckr" | "uhc" | "ksc5601" | "ksx1001" => "euc-kr",
        "950" | "bigfive" | "big5hkscs" | "big5eten" | "big5tw" => "big5",
        "20866" | "koi8" => "koi8-r",
        "21866" | "koi8ru" => "koi8-u",
        "macroman" => "macintosh",
        "maccyrillic" | "macukrainian" | "macukraine" => "x-mac-cyrillic",
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// The top-level domain of a country where a text like this is written, as the document tells its
/// language; it helps the guess from the bytes.
pub(super) fn country(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let at = memmem::find(head, b"<language>")
        .map(|at| at + 10)
        .or_else(|| memmem::find(head, b"lang=").map(|at| at + 6))?;
    let tag: String = head
        .get(at..)?
        .iter()
        .take(5)
        .take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'-')
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let of_tag = |known: &(&str, &'static str)| tag.starts_with(known.0).then_some(known.1);
    COUNTRIES.iter().find_map(of_tag)
}

/// Languages whose texts are told apart by it, the longer tags first.
const COUNTRIES: [(&str, &str); 32] = [
    ("zh-tw", "tw"),
    ("zh-hk", "tw"),
    ("zh-ha", "tw"), // zh-Hant, cut.
    ("zh", "cn"),
    ("ja", "jp"),
    ("ko", "kr"),
    ("ru", "ru"),
    ("uk", "ua"),
    ("be", "by"),
    ("bg", "bg"),
    ("mk", "mk"),
    ("sr", "rs"),
    ("kk", "kz"),
    ("pl", "pl"),
    ("cs", "cz"),
    ("sk", "sk"),
    ("hu", "hu"),
    ("hr", "hr"),
    ("sl", "si"),
    ("ro", "ro"),
    ("tr", "tr"),
    ("az", "az"),
    ("el", "gr"),
    ("he", "il"),
    ("iw", "il"),
    ("ar", "sa"),
    ("fa", "ir"),
    ("th", "th"),
    ("vi", "vn"),
    ("lt", "lt"),
    ("lv", "lv"),
    ("et", "ee"),
];
