//! Pages that are filled by their programmes: the article stands in what the programme is given.
//!
//! Frameworks send the data of a page along, as JSON in a script (the state of an application, rows of
//! a stream), and where the server was in a hurry nothing else. Among these strings one is the
//! article's markup. Nothing is run: strings are looked for by the paragraphs in them.

use html5ever::LocalName;
use html5ever::tokenizer::Tag;

use super::meta::overlap;
use super::text::words;
use crate::clean::plain;
use crate::elements::{self, Raw};
use crate::tokens::{Listener, listen};

/// So many words in paragraphs are an article.
const LEAST_WORDS: u32 = 60;

/// How often a string may stand in another one: data are packed into data.
const MAX_DEPTH: u32 = 3;

/// How many such strings of a page are looked at.
const MAX_FOUND: usize = 64;

/// So much of the shorter text stands in the other, where both are of one article.
const SAME: f64 = 0.8;

/// So much of its description stands in the article's beginning.
const ABOUT: f64 = 0.5;

/// The markup of the article that a page's scripts hold, not yet cleaned; empty where they hold none,
/// or several and nobody knows which it is.
pub(super) fn body(html: &str, description: &str) -> String {
    let (scripts, _) = listen(html, Scripts::default());
    let mut found = scripts.found;
    found.sort_by_key(|found| std::cmp::Reverse(found.words));
    let Some(longest) = found.first() else {
        return String::new();
    };
    let nearness = |found: &Found| overlap(&found.text, description);
    let about = (found.iter()).max_by(|one, other| nearness(one).total_cmp(&nearness(other)));
    if let Some(about) = about.filter(|about| nearness(about) >= ABOUT) {
        return about.markup.clone();
    }
    let mut all = found.iter();
    if all.all(|one| overlap(&one.text, &longest.text) >= SAME) {
        return longest.markup.clone();
    }
    String::new()
}

/// A string that may be an article's markup.
struct Found {
    markup: String,
    text: String,
    words: u32,
}

#[derive(Default)]
struct Scripts {
    /// The script that is open.
    script: Option<String>,
    found: Vec<Found>,
}

impl Listener for Scripts {
    fn text(&mut self, text: &str) {
        if let Some(script) = &mut self.script {
            script.push_str(text);
        }
    }

    fn start(&mut self, tag: &Tag) -> Option<Raw> {
        if *tag.name == *"script" {
            self.script = Some(String::new());
        }
        elements::raw(&tag.name)
    }

    fn end(&mut self, name: &LocalName) {
        if **name == *"script"
            && let Some(script) = self.script.take()
        {
            look(&script, MAX_DEPTH, &mut self.found);
        }
    }
}

/// Looks for strings with paragraphs in them. Each sign is looked at once forwards and once backwards.
fn look(script: &str, depth: u32, found: &mut Vec<Found>) {
    let bytes = script.as_bytes();
    let mut done = 0;
    for at in memchr::memchr_iter(b'p', bytes) {
        if at < done || !begins_paragraph(&bytes[..at]) {
            continue;
        }
        let Some(begin) = quote_before(bytes, done, at) else {
            done = at;
            continue;
        };
        let Some(end) = quote_after(bytes, at) else {
            return;
        };
        done = end + 1;
        if let Ok(string) = serde_json::from_str::<String>(&script[begin..=end]) {
            take(&string, depth, found);
        }
        if found.len() >= MAX_FOUND {
            return;
        }
    }
}

/// Takes a string where it is markup; else looks for strings in it.
fn take(string: &str, depth: u32, found: &mut Vec<Found>) {
    let Some(markup) = markup(string) else {
        if depth > 0 {
            look(string, depth - 1, found);
        }
        return;
    };
    let text = plain(markup);
    let words = words(&text);
    if words >= LEAST_WORDS {
        let markup = without_places(markup);
        found.push(Found {
            markup,
            text,
            words,
        });
    }
}

/// The markup that a string is; a stream's rows begin with their number and length.
fn markup(string: &str) -> Option<&str> {
    let string = string.trim_start();
    let begin = string.find('<').filter(|begin| *begin < 24)?;
    let is_row = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | ',');
    let markup = &string[begin..];
    (string[..begin].chars().all(is_row) && markup.contains("</p>")).then_some(markup)
}

/// Markup without the places that a programme fills: `$$AD$$`, `{{ad}}`, `%%AD%%`.
fn without_places(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some(at) = rest.find(['$', '%', '{']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let length = place(from).unwrap_or(1);
        if length == 1 {
            out.push_str(&from[..1]);
        }
        rest = &from[length..];
    }
    out.push_str(rest);
    out
}

/// How long the place is that begins here.
fn place(text: &str) -> Option<usize> {
    let marks = [("$$", "$$"), ("%%", "%%"), ("{{", "}}")];
    let (begin, end) = marks
        .into_iter()
        .find(|(begin, _)| text.starts_with(begin))?;
    let rest = &text[begin.len()..];
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_-.".contains(c);
    let name = rest
        .find(|c| !is_name(c))
        .filter(|length| (1..40).contains(length))?;
    rest[name..]
        .starts_with(end)
        .then(|| begin.len() + name + end.len())
}

fn begins_paragraph(before: &[u8]) -> bool {
    before.ends_with(b"<") || before.ends_with(b"\\u003c") || before.ends_with(b"\\u003C")
}

fn quote_before(bytes: &[u8], from: usize, at: usize) -> Option<usize> {
    let mut quotes = memchr::memrchr_iter(b'"', &bytes[from..at]).map(|quote| quote + from);
    quotes.find(|quote| !is_escaped(bytes, from, *quote))
}

fn quote_after(bytes: &[u8], at: usize) -> Option<usize> {
    let mut quotes = memchr::memchr_iter(b'"', &bytes[at..]).map(|quote| quote + at);
    quotes.find(|quote| !is_escaped(bytes, at, *quote))
}

fn is_escaped(bytes: &[u8], from: usize, quote: usize) -> bool {
    let before = bytes[from..quote].iter().rev();
    before.take_while(|byte| **byte == b'\\').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::{body, without_places};

    fn markup(word: &str) -> String {
        let paragraph = |part| {
            format!(
                "<p class=\"x\">The {word} by the harbour stays closed in {part}, said the town \
                     on Monday; pedestrians may still cross, the {word} master added.</p>"
            )
        };
        ["spring", "summer", "autumn", "winter"]
            .map(paragraph)
            .concat()
    }

    fn string(text: &str) -> String {
        let json = serde_json::to_string(text).expect("it is JSON");
        json.replace('<', "\\u003c").replace('>', "\\u003e")
    }

    fn check(script: &str, description: &str, expected: &str) {
        let html = format!("<body><div id=app></div><script>{script}</script>");
        assert_eq!(body(&html, description), expected, "{script}");
    }

    #[test]
    fn an_article_is_found_in_what_a_programme_is_given() {
        let bridge = markup("bridge");
        let data = format!(
            "{{\"title\":\"It's 5\\\" wide\",\"body\":{}}}",
            string(&bridge)
        );
        check(&format!("window.state = {data}"), "", &bridge);
        check(
            &format!("push([1,{}])", string(&format!("24:T1b7b,{bridge}"))),
            "",
            &bridge,
        );
        // Data in data, and the same twice.
        let packed = format!("f('it is \"so\"', [{}]); g = {data}", string(&data));
        check(&packed, "", &bridge);
    }

    #[test]
    fn of_several_the_one_is_taken_that_the_page_is_about() {
        let bridge = markup("bridge");
        let lock =
            "<p>Old lock gates leak again: eleven weeks of repairs lie ahead of us.</p>".repeat(6);
        let script = format!("[{},{}]", string(&bridge), string(&lock));
        check(&script, "Old gates of the lock leak", &lock);
        check(&script, "Nobody knows what they will do next year", "");
    }

    #[test]
    fn what_is_no_article_is_not_taken() {
        check("", "", "");
        check("x = \"<p>short</p>\"; y = \"<p>never closed", "", "");
        let code = format!("el.innerHTML = '<p>' + \"{}\"", "word ".repeat(100));
        check(&code, "", "");
    }

    #[test]
    fn places_that_programmes_fill_are_left_out() {
        let check = |text: &str, expected: &str| assert_eq!(without_places(text), expected);
        check(
            "<p>a</p>$$ARTICLEAD$$<p>{{ad-1}}b %%x_2%%</p>",
            "<p>a</p><p>b </p>",
        );
        check(
            "$5 {a} 100 %, $$ $$ {{ }} $$",
            "$5 {a} 100 %, $$ $$ {{ }} $$",
        );
    }

    #[test]
    fn hostile_scripts_take_no_longer_than_their_length() {
        let began = std::time::Instant::now();
        for part in ["<p", "\\\"<p", "\"<p", "\"\\u003cp\\\\\"", "\\"] {
            check(&part.repeat(200_000 / part.len()), "", "");
        }
        assert!(began.elapsed() < std::time::Duration::from_secs(10));
    }
}
