//! The `Link` header (RFC 8288): feeds, and WebSub's hub and self.

use url::Url;

use super::{Candidate, Origin, absolute, short};

/// How much of a header is read, in bytes: what servers take as a whole.
const MAX_HEADER_BYTES: usize = 16 << 10;

/// How many links of a header are read.
const MAX_LINKS: usize = 64;

/// A link of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, absolute, http or https.
    pub url: Url,
    /// What it is to the page: the names in its `rel`, in lower case.
    pub rels: Vec<String>,
    /// Its media type, in lower case, without parameters; may be empty.
    pub media_type: String,
    /// What it is called; may be empty.
    pub title: String,
}

impl Link {
    /// Whether it is this to the page: `hub`, `self`, `alternate`.
    pub fn is(&self, rel: &str) -> bool {
        self.rels.iter().any(|known| known == rel)
    }

    /// The feed that it says it is.
    pub fn feed(self) -> Option<Candidate> {
        let kind = self.media_type.rsplit('/').next().unwrap_or_default();
        let is_feed = matches!(kind, "rss+xml" | "atom+xml" | "feed+json" | "rdf+xml");
        let is_named = self.is("alternate") && is_feed || self.is("feed");
        is_named.then_some(Candidate {
            title: self.title,
            url: self.url,
            media_type: self.media_type,
            origin: Origin::Header,
        })
    }
}

/// The links of a `Link` header; of several headers, call it for each, or join them with a comma.
/// `base` is where the answer came from. What cannot be understood is left out; links from another
/// page (`anchor`) are none of this one's.
pub fn links(header: &str, base: &Url) -> Vec<Link> {
    let mut rest = &header[..header.floor_char_boundary(MAX_HEADER_BYTES)];
    let mut links = Vec::new();
    while let Some(start) = rest.find('<').filter(|_| links.len() < MAX_LINKS) {
        let Some((target, after)) = rest[start + 1..].split_once('>') else {
            break;
        };
        let mut parameters = Parameters { rest: after };
        links.extend(link(target, &mut parameters, base));
        rest = parameters.rest;
    }
    links
}

fn link(target: &str, parameters: &mut Parameters<'_>, base: &Url) -> Option<Link> {
    let [mut rel, mut media_type, mut title, mut long_title] = [const { None }; 4];
    let mut is_of_other = false;
    for (name, value) in parameters {
        // Of a parameter that comes twice the first counts (RFC 8288 §3.3, §3.4.1).
        match &*name {
            "rel" => _ = rel.get_or_insert(value),
            "type" => _ = media_type.get_or_insert(value),
            "title" => _ = title.get_or_insert(value),
            "title*" => _ = long_title.get_or_insert(value),
            "anchor" => is_of_other |= base.join(&value).is_ok_and(|url| url != *base),
            _ => {}
        }
    }
    let title = long_title.and_then(|title| extended(&title)).or(title);
    let media_type = media_type.unwrap_or_default().to_ascii_lowercase();
    let rel = rel.unwrap_or_default().to_ascii_lowercase();
    let url = absolute(base, target).filter(|_| !is_of_other)?;
    Some(Link {
        url,
        rels: rel
            .split_ascii_whitespace()
            .take(8)
            .map(str::to_owned)
            .collect(),
        media_type: media_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_owned(),
        title: short(&title.unwrap_or_default()),
    })
}

/// The parameters of a link, up to the comma before the next.
struct Parameters<'a> {
    rest: &'a str,
}

impl Iterator for Parameters<'_> {
    /// The name, in lower case, and the value, without quotes.
    type Item = (String, String);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.trim_start();
        let rest = rest.strip_prefix(';')?.trim_start();
        let end = rest.find(['=', ';', ',']).unwrap_or(rest.len());
        let name = rest[..end].trim().to_ascii_lowercase();
        let rest = &rest[end..];
        let Some(value) = rest.strip_prefix('=') else {
            self.rest = rest;
            return Some((name, String::new()));
        };
        let value = value.trim_start();
        let (value, rest) = if let Some(quoted) = value.strip_prefix('"') {
            unquoted(quoted)
        } else {
            let end = value.find([';', ',']).unwrap_or(value.len());
            (value[..end].trim().to_owned(), &value[end..])
        };
        self.rest = rest;
        Some((name, value))
    }
}

/// What stands up to the closing quotation mark, and what follows it.
fn unquoted(quoted: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(chars.next().map(|(_, c)| c)),
            _ => value.push(c),
        }
    }
    (value, "")
}

/// A value with its encoding: `UTF-8'de'Gr%C3%BC%C3%9Fe` (RFC 8187).
fn extended(value: &str) -> Option<String> {
    let (encoding, rest) = value.split_once('\'')?;
    let (_, text) = rest.split_once('\'')?;
    // Decoded as a query is, in which only the plus sign means something else.
    let query = format!("x={}", text.replace('+', "%2B").replace('&', "%26"));
    let (_, text) = url::form_urlencoded::parse(query.as_bytes()).next()?;
    encoding
        .eq_ignore_ascii_case("utf-8")
        .then(|| text.into_owned())
}
