//! XML, written.

use quick_xml::Writer;
use quick_xml::escape::escape;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A document on its way. It cannot be given markup that is not well-formed: names come from our
/// code, everything else is escaped and rid of what XML forbids.
pub(crate) struct Xml {
    writer: Writer<Vec<u8>>,
}

impl Xml {
    /// A document with its declaration.
    pub(crate) fn new() -> Self {
        let mut xml = Self {
            writer: Writer::new(Vec::new()),
        };
        xml.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml
    }

    /// Begins an element.
    pub(crate) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.write(Event::Start(element(name, attributes)));
    }

    /// Ends an element.
    pub(crate) fn close(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.write(Event::Empty(element(name, attributes)));
    }

    /// An element with text.
    pub(crate) fn text(&mut self, name: &str, text: &str) {
        self.text_with(name, &[], text);
    }

    /// An element with attributes and text.
    pub(crate) fn text_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        let text = allowed(text);
        self.write(Event::Text(BytesText::from_escaped(escape(text.as_str()))));
        self.close(name);
    }

    /// The document.
    pub(crate) fn finish(self) -> Vec<u8> {
        let mut bytes = self.writer.into_inner();
        bytes.push(b'\n');
        bytes
    }

    fn write(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("writing into memory");
    }
}

fn element<'a>(name: &'a str, attributes: &[(&'a str, &'a str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, allowed(value).as_str()));
    }
    start
}

/// The text without the characters that XML 1.0 § 2.2 forbids: feeds send form feeds and worse.
fn allowed(text: &str) -> String {
    text.chars()
        .filter(|c| {
            matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
                || *c >= '\u{10000}'
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Xml;

    #[test]
    fn nothing_that_xml_forbids_gets_out() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", "<\"&\u{0}\u{1f}>")]);
        xml.text("c", "x\u{c}<y>&\u{fffe}\u{1f600}]]>");
        xml.close("a");
        let text = String::from_utf8(xml.finish()).expect("UTF-8");
        assert!(text.contains("<a b=\"&lt;&quot;&amp;&gt;\">"), "{text}");
        assert!(
            text.contains("<c>x&lt;y&gt;&amp;\u{1f600}]]&gt;</c>"),
            "{text}"
        );
    }
}
