//! Damages documents.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What is done at a place of a document, which is given in parts of 65,536.
#[derive(Clone, Debug)]
pub(crate) enum Damage {
    /// Some bytes are left out.
    Cut(u16, u8),
    /// Some bytes stand twice.
    Double(u16, u8),
    /// A byte is another.
    Change(u16, u8),
    /// Something stands there that does not belong.
    Insert(u16, &'static str),
}

/// Some damages.
pub(crate) fn damage() -> impl Strategy<Value = Vec<Damage>> {
    let piece = select(vec![
        "<",
        ">",
        "&",
        "\"",
        "]]>",
        "<![CDATA[",
        "<!--",
        "-->",
        "</",
        "/>",
        "<item>",
        "</item>",
        "<entry>",
        "<title>",
        "\0",
        "\u{feff}",
        "<content type='xhtml'>",
        "xml:base='",
        "{",
        "[",
        "\\u",
        "&#",
        ";",
        "<!DOCTYPE x [",
        "xmlns='",
        ":",
        "<rss>",
        "</channel>",
    ]);
    let any = any::<u16>;
    let damage = prop_oneof![
        (any(), 1..99u8).prop_map(|(at, length)| Damage::Cut(at, length)),
        (any(), 1..99u8).prop_map(|(at, length)| Damage::Double(at, length)),
        (any(), 0..=255u8).prop_map(|(at, byte)| Damage::Change(at, byte)),
        (any(), piece).prop_map(|(at, piece)| Damage::Insert(at, piece)),
    ];
    vec(damage, 1..12)
}

/// The document with these damages.
pub(crate) fn damaged(document: &[u8], damages: &[Damage]) -> Vec<u8> {
    let mut bytes = document.to_vec();
    for damage in damages {
        let (Damage::Cut(at, _)
        | Damage::Double(at, _)
        | Damage::Change(at, _)
        | Damage::Insert(at, _)) = *damage;
        let at = bytes.len() * usize::from(at) / 65_536;
        match *damage {
            Damage::Cut(_, length) => {
                bytes.drain(at..bytes.len().min(at + usize::from(length)));
            }
            Damage::Double(_, length) => {
                let again = bytes[at..bytes.len().min(at + usize::from(length))].to_vec();
                bytes.splice(at..at, again);
            }
            Damage::Change(_, byte) => bytes[at..].iter_mut().take(1).for_each(|old| *old = byte),
            Damage::Insert(_, piece) => {
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
    bytes
}

/// A text of wrong tags and bare signs, none of which hides what follows.
pub(crate) fn tags() -> impl Strategy<Value = String> {
    let pieces = vec![
        "<p>",
        "</p>",
        "<b>",
        "</i>",
        "<",
        "&",
        ">",
        "\"",
        "'",
        "<x:y>",
        "</x:y>",
        "<title>",
        "</description>",
        "<image>",
        "</link>",
        "<source>",
        "<author>",
        "<a href=x>",
        "<a href=\"x>",
        "<a href='x>y</a>",
        "<img src=\"x\">",
        "<!-- x -->",
        "<![CDATA[x]]>",
        "text",
        "&#x;",
        "<br/>",
        "<content:encoded>",
        "<textInput>",
        "<media:group>",
        "<svg>",
        "<enclosure url='x'>",
        "]]>",
        "-->",
    ];
    vec(select(pieces), 0..12).prop_map(|pieces| pieces.concat())
}
