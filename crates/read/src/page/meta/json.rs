//! Reads JSON as pages hold it: most of it is right, the rest was pasted together by templates.

use serde_json::{Map, Value};

/// The longest programme that is read, in bytes; live blogs with all their updates stay below 1 MB.
const MAX_BYTES: usize = 3 << 19;

/// How deep objects and lists may stand in each other; what is deeper is nothing.
const MAX_DEPTH: u32 = 40;

/// How much all programmes of a page may hold, in values; real pages stay below 50,000.
const MAX_VALUES: u32 = 200_000;

/// An object takes the memory of so many plain values.
const OBJECT: u32 = 10;

/// Reads the programmes of one page.
pub(super) struct Programmes {
    /// How many values may follow.
    left: u32,
}

impl Default for Programmes {
    fn default() -> Self {
        Self { left: MAX_VALUES }
    }
}

impl Programmes {
    /// The values that stand in a programme of structured data, in their order.
    ///
    /// Where it is no JSON it is read leniently: commas too many or missing, several values one
    /// after the other, line breaks in texts, escapes that nobody knows, comments around it, an end
    /// that is missing.
    pub(super) fn values(&mut self, text: &str) -> Vec<Value> {
        let text = bare(&text[..text.floor_char_boundary(MAX_BYTES)]);
        if let Some(left) = self.left.checked_sub(most_values(text))
            && let Ok(value) = serde_json::from_str(text)
        {
            self.left = left;
            return vec![value];
        }
        let mut reader = Reader {
            text,
            at: 0,
            left: self.left,
        };
        let mut found = Vec::new();
        while let Some(start) = text[reader.at..].find(['{', '[']) {
            reader.at += start;
            found.extend(reader.value(0));
        }
        self.left = reader.left;
        found
    }

    /// Whether nothing more is read, and something may have been left out.
    pub(super) fn are_full(&self) -> bool {
        self.left < OBJECT
    }
}

/// How many values a text may hold at most, objects counted as many.
fn most_values(text: &str) -> u32 {
    let values = text.bytes().map(|byte| match byte {
        b'{' => OBJECT,
        b'[' | b',' => 1,
        _ => 0,
    });
    values.sum::<u32>() + 1
}

/// Without what hides programmes from browsers of the nineties.
fn bare(text: &str) -> &str {
    const AROUND: [&str; 8] = [
        "<!--",
        "-->",
        "//<![CDATA[",
        "//]]>",
        "<![CDATA[",
        "]]>",
        "/*",
        "*/",
    ];
    let mut bare = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == ';');
    loop {
        let before = bare.len();
        for mark in AROUND {
            bare = bare.strip_prefix(mark).unwrap_or(bare).trim_start();
            bare = bare.strip_suffix(mark).unwrap_or(bare).trim_end();
        }
        if bare.len() == before {
            return bare;
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// How many values may follow.
    left: u32,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes over white space and every mark of `marks`.
    fn skip(&mut self, marks: &[u8]) {
        while let Some(byte) = self.peek() {
            if !byte.is_ascii_whitespace() && !marks.contains(&byte) {
                return;
            }
            self.at += 1;
        }
    }

    /// The value that begins here. Goes on by one byte at least, but at the end.
    fn value(&mut self, depth: u32) -> Option<Value> {
        self.skip(b"");
        let cost = if self.peek()? == b'{' { OBJECT } else { 1 };
        let Some(left) = self.left.checked_sub(cost) else {
            self.at = self.text.len();
            return None;
        };
        self.left = left;
        match self.peek()? {
            b'{' | b'[' if depth == MAX_DEPTH => {
                self.at += 1;
                None
            }
            b'{' => Some(self.object(depth + 1)),
            b'[' => Some(self.list(depth + 1)),
            b'"' => Some(Value::String(self.string())),
            _ => self.word(),
        }
    }

    fn object(&mut self, depth: u32) -> Value {
        let mut object = Map::new();
        self.at += 1;
        loop {
            self.skip(b",;");
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                // Its own end is missing: the list's end around it stays.
                None | Some(b']') => break,
                Some(b'"') => {}
                Some(_) => {
                    // No name: the value of a name that was no text.
                    self.value(depth);
                    self.skip(b":");
                    continue;
                }
            }
            let name = self.string();
            self.skip(b":");
            if matches!(self.peek(), Some(b'}' | b',' | b']')) {
                continue;
            }
            if let Some(value) = self.value(depth) {
                object.entry(name).or_insert(value);
            }
        }
        Value::Object(object)
    }

    fn list(&mut self, depth: u32) -> Value {
        let mut list = Vec::new();
        self.at += 1;
        loop {
            self.skip(b",;");
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                None | Some(b'}') => break,
                Some(_) => list.extend(self.value(depth)),
            }
        }
        Value::Array(list)
    }

    /// A text. A quote that nobody escaped is one of its letters: what follows a text's end is a
    /// comma, a colon or a bracket.
    fn string(&mut self) -> String {
        let mut out = String::new();
        self.at += 1;
        while let Some(offset) = self.text[self.at..].find(['"', '\\']) {
            out.push_str(&self.text[self.at..self.at + offset]);
            self.at += offset + 1;
            if self.text.as_bytes()[self.at - 1] == b'\\' {
                self.escape(&mut out);
            } else if self.ends_here() {
                return out;
            } else {
                out.push('"');
            }
        }
        out.push_str(&self.text[self.at..]);
        self.at = self.text.len();
        out
    }

    fn ends_here(&self) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        let mut rest = rest.iter().take(256).filter(|b| !b.is_ascii_whitespace());
        matches!(rest.next(), None | Some(b',' | b':' | b'}' | b']' | b'"'))
    }

    fn escape(&mut self, out: &mut String) {
        let Some(next) = self.text[self.at..].chars().next() else {
            return;
        };
        self.at += next.len_utf8();
        match next {
            'n' | 'r' | 't' | 'b' | 'f' => out.push(' '),
            'u' => out.push(self.unit()),
            other => out.push(other),
        }
    }

    /// A character by its number; two of them where it stands outside of the first plane.
    fn unit(&mut self) -> char {
        let Some(high) = self.hex() else { return 'u' };
        if (0xd800..0xdc00).contains(&high) && self.text[self.at..].starts_with("\\u") {
            self.at += 2;
            let low = self.hex().unwrap_or_default();
            return char::decode_utf16([high, low])
                .next()
                .and_then(Result::ok)
                .unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        char::from_u32(high.into()).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    fn hex(&mut self) -> Option<u16> {
        let digits = self.text.get(self.at..self.at + 4)?;
        let unit = u16::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(unit)
    }

    /// `true`, `false`, a number; anything else is nothing.
    fn word(&mut self) -> Option<Value> {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| c.is_ascii_whitespace() || ",:]}[{\"".contains(c));
        let word = &rest[..end.unwrap_or(rest.len())];
        self.at += word.len().max(usize::from(end == Some(0)));
        serde_json::from_str(word).ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{MAX_VALUES, OBJECT, Programmes};

    fn values(text: &str) -> Vec<Value> {
        Programmes::default().values(text)
    }

    fn check(text: &str, expected: &Value) {
        assert_eq!(Value::Array(values(text)), *expected, "{text}");
    }

    #[test]
    fn what_templates_break_is_read() {
        check(r#"{"a":[1,2,],"b":true,}"#, &json!([{"a":[1,2],"b":true}]));
        check("{\"a\":\"b\nc\td\"}", &json!([{"a":"b\nc\td"}]));
        check("<!-- {\"a\":1} -->", &json!([{"a":1}]));
        check("//<![CDATA[\n{\"a\":1}\n//]]>", &json!([{"a":1}]));
        check(r#"{"a":1}{"b":2};[3]"#, &json!([{"a":1},{"b":2},[3]]));
        check(r#"{"a":1}, {"b":2}"#, &json!([{"a":1},{"b":2}]));
        check(r#"{"a":"b" "c":"d"}"#, &json!([{"a":"b","c":"d"}]));
        check(
            r#"{"a":"the "bridge" is shut","b":1}"#,
            &json!([{"a":"the \"bridge\" is shut","b":1}]),
        );
        check(r#"{"a":,"b":1}"#, &json!([{"b":1}]));
        check(r#"{"a":"\x\u00e4\ud83d\ude00","#, &json!([{"a":"xä😀"}]));
        check(r#"{"a":{"b":1,"c":[1"#, &json!([{"a":{"b":1,"c":[1]}}]));
        check("no data", &json!([]));
    }

    #[test]
    fn depth_and_number_are_limited() {
        let deep = format!("{}\"x\"", "[".repeat(200_000));
        assert_eq!(values(&deep).len(), 1);
        for programme in [
            "{}".repeat(200_000),
            format!("[{}{{}}]", "{\"a\":1},".repeat(100_000)),
        ] {
            let mut programmes = Programmes::default();
            let values = programmes.values(&programme);
            let count = values
                .first()
                .and_then(Value::as_array)
                .map_or(values.len(), Vec::len);
            assert!(count <= (MAX_VALUES / OBJECT) as usize, "{count}");
            assert!(programmes.are_full());
            assert_eq!(programmes.values("{}"), Vec::<Value>::new());
        }
    }

    #[test]
    fn the_programmes_of_a_page_share_what_they_may_hold() {
        let mut programmes = Programmes::default();
        let programme = format!("[{}1]", "1,".repeat(70_000));
        let sizes = [(); 4].map(|()| {
            let values = programmes.values(&programme);
            values.first().and_then(Value::as_array).map_or(0, Vec::len)
        });
        assert_eq!(sizes[..2], [70_001; 2]);
        assert!(sizes[2] < 70_000 && sizes[3] == 0, "{sizes:?}");
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "([{}:,\"]|\\[|\\]|\\\\u|\\\\|ä|d83d|a|1|true| |\n){0,60}") {
            values(&text);
        }
    }
}
