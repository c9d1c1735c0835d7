//! Patterns of paths, as robots.txt and tdmrep.json write them (RFC 9309 §2.2.3): the beginning of
//! a path, with `*` for anything and `$` for its end.

use url::{Position, Url};

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// What lies between the stars, in the common spelling.
    parts: Vec<Box<[u8]>>,
    is_to_the_end: bool,
    /// How many bytes it has: the longest pattern that matches counts.
    pub(crate) length: usize,
}

impl Pattern {
    pub(crate) fn new(pattern: &str) -> Self {
        let spelled = common_spelling(pattern.as_bytes());
        let (text, is_to_the_end) = match spelled.strip_suffix(b"$") {
            Some(text) => (text, true),
            None => (spelled.as_slice(), false),
        };
        let mut parts: Vec<Box<[u8]>> = text.split(|byte| *byte == b'*').map(Into::into).collect();
        // `a**b` is `a*b`.
        let (last, mut place) = (parts.len() - 1, 0);
        parts.retain(|part| {
            place += 1;
            !part.is_empty() || place == 1 || place == last + 1
        });
        Self {
            parts,
            is_to_the_end,
            length: spelled.len(),
        }
    }

    /// Whether a path in the common spelling begins like this. Takes time in proportion to the
    /// path: a part is sought once, from where the one before it ended, since the first place
    /// leaves the most room to the parts that follow.
    pub(crate) fn matches(&self, path: &[u8]) -> bool {
        let Some((first, others)) = self.parts.split_first() else {
            return false;
        };
        let Some(mut rest) = path.strip_prefix(&**first) else {
            return false;
        };
        let Some((last, between)) = others.split_last() else {
            return !self.is_to_the_end || rest.is_empty();
        };
        for part in between {
            match memchr::memmem::find(rest, part) {
                Some(at) => rest = &rest[at + part.len()..],
                None => return false,
            }
        }
        if self.is_to_the_end {
            rest.ends_with(last)
        } else {
            memchr::memmem::find(rest, last).is_some()
        }
    }

    /// About how much memory it takes beside itself.
    pub(crate) fn bytes(&self) -> usize {
        // An allocation takes 16 bytes more, about.
        let parts = self.parts.iter();
        parts.map(|part| size_of_val(part) + part.len() + 16).sum()
    }
}

/// The path and query of a URL, in the common spelling.
pub(crate) fn path_of(url: &Url) -> Vec<u8> {
    common_spelling(url[Position::BeforePath..Position::AfterQuery].as_bytes())
}

/// One spelling for what means the same: letters that need no percent are written without, all
/// others with, in capitals (RFC 9309 §2.2.2, RFC 3986 §6.2.2).
fn common_spelling(text: &[u8]) -> Vec<u8> {
    let mut spelled = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        let decoded = match (byte, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match decoded {
            Some((high, low)) => {
                rest = &tail[2..];
                let byte = high << 4 | low;
                if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                    spelled.push(byte);
                } else {
                    write_percent(&mut spelled, byte);
                }
            }
            None if byte.is_ascii_graphic() => spelled.push(byte),
            None => write_percent(&mut spelled, byte),
        }
    }
    spelled
}

fn write_percent(spelled: &mut Vec<u8>, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let (high, low) = (usize::from(byte >> 4), usize::from(byte & 15));
    spelled.extend([b'%', DIGITS[high], DIGITS[low]]);
}

fn hex(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::{Pattern, path_of};

    fn check(pattern: &str, path: &str, expected: bool) {
        let url = format!("https://a.example{path}").parse().expect("a URL");
        let matches = Pattern::new(pattern).matches(&path_of(&url));
        assert_eq!(matches, expected, "{pattern} {path}");
    }

    #[test]
    fn a_pattern_is_the_beginning_of_a_path() {
        check("/", "/", true);
        check("/fish", "/fish", true);
        check("/fish", "/fish.html", true);
        check("/fish", "/Fish", false);
        check("/fish/", "/fish", false);
        check("/fish?id=", "/fish?id=7", true);
        check("fish", "/fish", false);
    }

    #[test]
    fn stars_and_ends() {
        check("/*", "/anything", true);
        check("*", "/anything", true);
        check("/fish*", "/fish.html", true);
        check("/*.php", "/a/b.php?c", true);
        check("/*.php$", "/a/b.php", true);
        check("/*.php$", "/a/b.php?c", false);
        check("/*.php$", "/a.php/b.php", true);
        check("/a*b*c", "/a-b-c", true);
        check("/a*b*c", "/a-c-b", false);
        check("/a**b", "/a-b", true);
        check("/a***", "/a", true);
        check("/a*$", "/a/b", true);
        check("/ab*b$", "/ab", false);
        check("/$", "/", true);
        check("/$", "/a", false);
        check("$", "/", false);
        check("/a$b", "/a$b", true);
    }

    #[test]
    fn spellings_that_mean_the_same_match() {
        check("/ü", "/%C3%BC", true);
        check("/%c3%bc", "/ü", true);
        check("/%61", "/a", true);
        check("/a%2fb", "/a%2Fb", true);
        check("/a%2fb", "/a/b", false);
        check("/100%", "/100%", true);
        check("/%zz", "/%zz", true);
    }

    #[test]
    fn a_hostile_pattern_takes_no_time() {
        let pattern = Pattern::new(&"/*a".repeat(10_000));
        let path = "/a".repeat(10_000);
        let began = std::time::Instant::now();
        assert!(pattern.matches(path.as_bytes()));
        assert!(!pattern.matches(&path.as_bytes()[..19_998]));
        let backtracking = Pattern::new(&format!("/{}$", "*aaaaab".repeat(1_000)));
        assert!(!backtracking.matches("/".to_owned().repeat(50_000).as_bytes()));
        assert!(began.elapsed().as_secs() < 2);
    }
}
