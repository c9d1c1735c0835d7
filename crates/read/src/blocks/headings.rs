//! The levels of headings: a text's highest is the second, since the first is the article's title, and
//! none is left out on the way down.

use memchr::memmem;

/// Gives the headings of what was written their levels.
///
/// What was levelled stays: the levels that come out are those of an outline.
pub(super) fn level(out: &mut String) {
    let mut outer: Vec<u8> = Vec::new();
    let mut at = 0;
    while let Some(begin) = heading(out, at) {
        let level = out.as_bytes()[begin + 2];
        while outer.last().is_some_and(|last| *last >= level) {
            outer.pop();
        }
        outer.push(level);
        let written = ["2", "3", "4", "5", "6"][outer.len().min(5) - 1];
        out.replace_range(begin + 2..begin + 3, written);
        at = begin + 3;
        let end = memmem::find(&out.as_bytes()[at..], b"</h").map(|offset| at + offset);
        if let Some(end) = end {
            out.replace_range(end + 3..end + 4, written);
            at = end + 4;
        }
    }
}

/// Where the next heading begins.
fn heading(out: &str, from: usize) -> Option<usize> {
    let bytes = out.as_bytes();
    let mut found = memmem::find_iter(&bytes[from..], b"<h").map(|offset| from + offset);
    found.find(|at| bytes.get(at + 2).is_some_and(u8::is_ascii_digit))
}
