//! The ways to write a text in XML.

/// How characters that mean something in XML are written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Style {
    /// `&amp;`.
    Names,
    /// `&#38;`, `&#x26;`.
    Numbers,
    /// `<![CDATA[&]]>`.
    Sections,
    /// Each word in another of these.
    Mixed,
}

/// A text as XML has it.
pub(crate) fn escaped(text: &str, style: Style) -> String {
    match style {
        Style::Names => text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;"),
        Style::Numbers => numbered(text),
        Style::Sections => format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>")),
        Style::Mixed => mixed(text),
    }
}

/// A text as XML has it in an attribute with double quotes.
pub(crate) fn attribute(text: &str) -> String {
    escaped(text, Style::Names).replace('"', "&quot;")
}

fn numbered(text: &str) -> String {
    let written = text.char_indices().map(|(at, c)| match c {
        '&' | '<' | '>' | '\u{80}'.. if at % 2 == 0 => format!("&#{};", u32::from(c)),
        '&' | '<' | '>' | '\u{80}'.. => format!("&#x{:X};", u32::from(c)),
        c => c.to_string(),
    });
    written.collect()
}

fn mixed(text: &str) -> String {
    let styles = [
        Style::Names,
        Style::Sections,
        Style::Numbers,
        Style::Sections,
    ];
    let words = text.split_inclusive(' ').zip(styles.into_iter().cycle());
    words
        .map(|(word, style)| escaped(word, style))
        .collect::<Vec<_>>()
        .join("<!-- a comment -->")
}
