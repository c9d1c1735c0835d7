//! What a robots.txt says (RFC 9309), and the licences that it names (RSL).
//!
//! Written by hand: the kept crate that we had makes a regular expression of a rule, 42 KB each,
//! and gives up the whole file for one rule that it does not like.

use url::Url;

use crate::pattern::{Pattern, path_of};

/// How much of it is read (RFC 9309 §2.5: at least 500 KiB).
const MAX_BYTES: usize = 512 << 10;

/// How many rules are kept: each page is held against all of them.
const MAX_RULES: usize = 20_000;

/// How many licences are kept.
const MAX_LICENCES: usize = 8;

/// What a robots.txt says to us.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Robots {
    rules: Vec<Rule>,
    /// Where the site's licences stand (`License`, for all agents).
    pub(crate) licences: Vec<Url>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Rule {
    pattern: Pattern,
    allows: bool,
}

impl Robots {
    /// Reads what it says to the agent of this product token, or else to all agents. There is
    /// nothing that cannot be read.
    pub(crate) fn read(bytes: &[u8], token: &str) -> Self {
        let bytes = &bytes[..bytes.len().min(MAX_BYTES)];
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = String::from_utf8_lossy(bytes);
        let (mut ours, mut everybodys, mut licences) = (None, Vec::new(), Vec::new());
        let mut group = Group::default();
        for (key, value) in text.split(['\n', '\r', '\0']).filter_map(line) {
            match key.to_ascii_lowercase().as_str() {
                "user-agent" => {
                    group.add_agent(value, token);
                    if group.is_ours {
                        ours.get_or_insert_with(Vec::new);
                    }
                }
                "allow" | "disallow" => {
                    group.has_rules = true;
                    let allows = key.eq_ignore_ascii_case("allow");
                    let rules = if group.is_ours {
                        ours.get_or_insert_default()
                    } else if group.is_everybodys {
                        &mut everybodys
                    } else {
                        continue;
                    };
                    if !value.is_empty() && rules.len() < MAX_RULES {
                        let pattern = Pattern::new(value);
                        rules.push(Rule { pattern, allows });
                    }
                }
                "license" if licences.len() < MAX_LICENCES => licences.extend(licence(value)),
                _ => {}
            }
        }
        Self {
            rules: ours.unwrap_or(everybodys),
            licences,
        }
    }

    /// Whether it lets us fetch a page: the longest pattern counts, and of two equal ones the one
    /// that allows (§2.2.2).
    pub(crate) fn allows(&self, url: &Url) -> bool {
        if url.path() == "/robots.txt" {
            return true;
        }
        let path = path_of(url);
        let matching = self.rules.iter().filter(|rule| rule.pattern.matches(&path));
        let longest = matching.max_by_key(|rule| (rule.pattern.length, rule.allows));
        longest.is_none_or(|rule| rule.allows)
    }

    /// About how much memory it takes.
    pub(crate) fn bytes(&self) -> usize {
        let rules = self.rules.iter();
        rules
            .map(|rule| size_of::<Rule>() + rule.pattern.bytes())
            .sum()
    }
}

/// Whose rules follow.
#[derive(Default)]
struct Group {
    is_ours: bool,
    is_everybodys: bool,
    /// Whether a rule came since the last agent: then the next agent begins another group.
    has_rules: bool,
}

impl Group {
    fn add_agent(&mut self, value: &str, token: &str) {
        if self.has_rules {
            *self = Self::default();
        }
        self.is_everybodys |= value == "*" || value.starts_with("* ");
        // `Token/1.0` means `Token`: a product token ends at the first other character.
        let is_token = |letter: char| letter.is_ascii_alphabetic() || "_-".contains(letter);
        let end = value
            .find(|letter| !is_token(letter))
            .unwrap_or(value.len());
        self.is_ours |= !token.is_empty() && value[..end].eq_ignore_ascii_case(token);
    }
}

/// A line's key and value, without its comment.
fn line(line: &str) -> Option<(&str, &str)> {
    let said = line.split('#').next()?;
    let (key, value) = said.split_once(':')?;
    Some((key.trim(), value.trim()))
}

/// A licence's address is whole, or it is none (RSL 1.0, "License directive").
fn licence(value: &str) -> Option<Url> {
    let url = Url::parse(value).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::Robots;

    fn check(robots: &str, path: &str, expected: bool) {
        let url = format!("https://a.example{path}").parse().expect("a URL");
        let robots = Robots::read(robots.as_bytes(), "Depesche");
        assert_eq!(robots.allows(&url), expected, "{path} {robots:?}");
    }

    #[test]
    fn the_rules_for_us_go_before_those_for_all() {
        let robots = "User-agent: *\nDisallow: /\n\nUser-agent: DEPESCHE\nDisallow: /secret\n";
        check(robots, "/page", true);
        check(robots, "/secret/page", false);
        check("User-agent: *\nDisallow: /", "/page", false);
        check("User-agent: other\nDisallow: /", "/page", true);
        check(
            "User-agent: depesche/2.0 (all)\nDisallow: /",
            "/page",
            false,
        );
        check("User-agent: depeschenbot\nDisallow: /", "/page", true);
        // Said to us, and nothing forbidden.
        check(
            "User-agent: *\nDisallow: /\nUser-agent: depesche\nDisallow:",
            "/page",
            true,
        );
        check(
            "User-agent: *\nDisallow: /\nUser-agent: depesche",
            "/page",
            true,
        );
    }

    #[test]
    fn groups_may_name_several_agents_and_come_in_pieces() {
        let robots = "User-agent: a\nUser-agent: depesche\nUser-agent: b\nDisallow: /one\n\
                      User-agent: c\nDisallow: /two\n\
                      User-agent: depesche\nDisallow: /three";
        check(robots, "/one", false);
        check(robots, "/two", true);
        check(robots, "/three", false);
    }

    #[test]
    fn the_longest_rule_counts_and_allow_wins_a_tie() {
        let robots = "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c";
        check(robots, "/a", false);
        check(robots, "/a/b", true);
        check(robots, "/a/b/c", false);
        check("User-agent: *\nDisallow: /a\nAllow: /a", "/a", true);
        check(
            "User-agent: *\nAllow: /*.html\nDisallow: /a/b",
            "/a/b.html",
            true,
        );
        check("User-agent: *\nDisallow: /\nAllow: /$", "/", true);
        check("User-agent: *\nDisallow: /", "/robots.txt", true);
    }

    #[test]
    fn what_is_written_badly_is_read_all_the_same() {
        check(
            "\u{feff}user-AGENT :*\r\rdisallow\t:\t/a # no\r",
            "/a",
            false,
        );
        check("Disallow: /a", "/a", true);
        check(
            "User-agent: *\nCrawl-delay: 5\nSitemap: x\nDisallow: /a",
            "/a",
            false,
        );
        check(
            "User-agent: *\nSitemap: x\nUser-agent: other\nDisallow: /a",
            "/a",
            false,
        );
        check("<html>User-agent: nothing</html>", "/a", true);
        check("", "/a", true);
    }

    #[test]
    fn licences_are_for_everybody() {
        let robots = "License: https://a.example/licence.xml\nUser-agent: other\nDisallow: /\n\
                      license: http://b.example/\nLicense: /relative\nLicense: ftp://c.example/";
        let licences = Robots::read(robots.as_bytes(), "Depesche").licences;
        let licences: Vec<_> = licences.iter().map(Url::as_str).collect();
        assert_eq!(
            licences,
            ["https://a.example/licence.xml", "http://b.example/"]
        );
    }

    #[test]
    fn a_hostile_file_takes_neither_time_nor_memory() {
        let began = std::time::Instant::now();
        let url: Url = format!("https://a.example/{}", "a".repeat(4000))
            .parse()
            .expect("a URL");
        for rule in [
            "Disallow: /*a$\n",
            "Disallow: /*a*a*a*a*b$\n",
            "Allow:/%\n",
            "\0:\u{ff}",
        ] {
            let robots = format!("User-agent: *\n{}", rule.repeat(1_000_000 / rule.len()));
            let robots = Robots::read(robots.as_bytes(), "Depesche");
            robots.allows(&url);
            assert!(robots.bytes() < 8 << 20);
        }
        assert!(began.elapsed().as_secs() < 5);
    }
}
