//! JSON as people write it by hand or send it by halves, made into JSON.

/// How deep the brackets of a repaired document lie at most: a feed has five, and no reader of JSON
/// takes more than this.
const MAX_DEPTH: usize = 128;

/// The document with what is most often wrong in it made good: line ends in strings, unknown
/// escapes, commas behind the last of a list, text behind the end, and an end that is missing –
/// then what was not yet complete is left out. `None` where that does not help.
pub(crate) fn repaired(json: &str) -> Option<String> {
    let mut repair = Repair {
        written: String::with_capacity(json.len() + 16),
        open: Vec::new(),
        complete: None,
    };
    let mut rest = json;
    while let Some(at) = rest.find(['"', '{', '[', '}', ']']) {
        repair.written.push_str(&rest[..at]);
        let sign = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        match sign {
            b'"' => rest = repair.string(rest),
            b'{' | b'[' => repair.begin(sign)?,
            _ => repair.end(sign)?,
        }
        if repair.open.is_empty() {
            return Some(repair.written);
        }
    }
    repair.cut()
}

struct Repair {
    written: String,
    /// What ends the objects and lists that are open.
    open: Vec<char>,
    /// How much is written, and how much is open, where the last object or list was complete.
    complete: Option<(usize, usize)>,
}

impl Repair {
    fn begin(&mut self, sign: u8) -> Option<()> {
        self.written.push(char::from(sign));
        self.open.push(if sign == b'{' { '}' } else { ']' });
        (self.open.len() <= MAX_DEPTH).then_some(())
    }

    fn end(&mut self, sign: u8) -> Option<()> {
        let end = self.open.pop().filter(|end| *end == char::from(sign))?;
        let length = self
            .written
            .trim_end_matches([',', ' ', '\n', '\r', '\t'])
            .len();
        self.written.truncate(length);
        self.written.push(end);
        self.complete = Some((self.written.len(), self.open.len()));
        Some(())
    }

    /// Writes a string whose quote has been read; gives what follows it.
    fn string<'a>(&mut self, text: &'a str) -> &'a str {
        self.written.push('"');
        let mut rest = text;
        while let Some(at) = rest.find(|c: char| c < ' ' || matches!(c, '"' | '\\')) {
            self.written.push_str(&rest[..at]);
            let sign = rest.as_bytes()[at];
            rest = &rest[at + 1..];
            match sign {
                b'"' => {
                    self.written.push('"');
                    return rest;
                }
                b'\\' => {
                    let length = escape(rest);
                    let is_known = length > 0;
                    self.written.push_str(match rest.as_bytes().first() {
                        Some(b'u') if !is_known => "\\ufffd",
                        _ if is_known => "\\",
                        _ => "",
                    });
                    self.written.push_str(&rest[..length]);
                    rest = &rest[length..];
                    if !is_known {
                        rest = without_number(rest);
                    }
                }
                b'\n' => self.written.push_str("\\n"),
                b'\t' => self.written.push_str("\\t"),
                _ => self.written.push(' '),
            }
        }
        self.written.push_str(rest);
        ""
    }

    /// The document up to the last that was complete.
    fn cut(mut self) -> Option<String> {
        let (length, depth) = self.complete?;
        self.written.truncate(length);
        self.written.extend(self.open[..depth].iter().rev());
        Some(self.written)
    }
}

/// The length of the escape that begins a text, without its backslash; 0 where it is none. Half a
/// character of UTF-16 is none: programs that shorten texts leave such.
fn escape(text: &str) -> usize {
    match text.as_bytes().first() {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 1,
        Some(b'u') => match unit(text) {
            Some(0xd800..0xdc00) => {
                let second = text[5..].strip_prefix('\\').and_then(unit);
                let is_pair = second.is_some_and(|unit| (0xdc00..0xe000).contains(&unit));
                if is_pair { 11 } else { 0 }
            }
            None | Some(0xdc00..0xe000) => 0,
            Some(_) => 5,
        },
        _ => 0,
    }
}

/// The number of `u00e9`.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('u')?.get(..4)?;
    let is_number = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_number.then(|| u32::from_str_radix(digits, 16).ok())?
}

/// A text without the number that begins it and is half a character.
fn without_number(text: &str) -> &str {
    match unit(text) {
        Some(_) => &text[5..],
        None => text.strip_prefix('u').unwrap_or(text),
    }
}

#[cfg(test)]
mod tests {
    use super::repaired;

    fn check(json: &str, expected: &str) {
        assert_eq!(repaired(json).as_deref(), Some(expected), "{json}");
        assert!(serde_json::from_str::<serde_json::Value>(expected).is_ok());
    }

    #[test]
    fn what_people_write_becomes_json() {
        check("{\"a\": [1, 2, ], }", "{\"a\": [1, 2]}");
        check("{\"a\":\"b\nc\td\"}", "{\"a\":\"b\\nc\\td\"}");
        check(
            "{\"a\":\"it\\'s \\\"b\\\" \\\\\"}",
            "{\"a\":\"it's \\\"b\\\" \\\\\"}",
        );
        check("{\"a\":\"{]\"} junk }", "{\"a\":\"{]\"}");
    }

    #[test]
    fn half_a_character_is_none() {
        check(r#"["\ud83d\ude00 \u00e9",]"#, r#"["\ud83d\ude00 \u00e9"]"#);
        check(
            r#"["a\ud83d","\ude00b\ud83d\u0041"]"#,
            r#"["a\ufffd","\ufffdb\ufffd\u0041"]"#,
        );
        check(r#"["\u12","\uä"]"#, r#"["\ufffd12","\ufffdä"]"#);
    }

    #[test]
    fn what_was_cut_ends_where_it_was_complete() {
        check("{\"a\":[{\"b\":1},{\"b\":2", "{\"a\":[{\"b\":1}]}");
        check("{\"a\":[{\"b\":[{}],\"c", "{\"a\":[{\"b\":[{}]}]}");
        check("{\"a\":[{\"b\":1}", "{\"a\":[{\"b\":1}]}");
    }

    #[test]
    fn what_makes_no_sense_is_left() {
        assert_eq!(repaired("{\"a\":1"), None);
        assert_eq!(repaired("{]"), None);
        assert_eq!(repaired(&"[".repeat(200_000)), None);
    }
}
