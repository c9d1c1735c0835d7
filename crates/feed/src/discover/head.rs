//! The links of a web page's head, whatever they lead to: WebSub's hub and self.

use url::Url;

use super::header::Link;
use super::page::MAX_BYTES;
use super::{MAX_URL_BYTES, absolute, short};
use crate::decode;
use crate::tag::{Tag, tags};

/// How many links of a head are read.
const MAX_LINKS: usize = 256;

/// The links (`<link rel=… href=…>`) of a page's head, in its order. `base` is where the page was
/// fetched; its own `<base>` goes before it.
///
/// The head alone: what stands in a page's text may be a visitor's (W3C WebSub, section 8.1).
pub fn head_links(html: &[u8], base: &Url) -> Vec<Link> {
    let decoded = decode(&html[..html.len().min(MAX_BYTES)], None);
    let mut base = base.clone();
    let mut links = Vec::new();
    let mut raw: Option<&str> = None;
    for tag in tags(&decoded.text) {
        let name = tag.name.to_ascii_lowercase();
        if raw.is_some_and(|end| name != end) {
            continue;
        }
        raw = None;
        match &*name {
            "/head" | "body" => break,
            "script" => raw = Some("/script"),
            "style" => raw = Some("/style"),
            "base" => {
                let href = tag.value("href");
                let named = (href.len() <= MAX_URL_BYTES).then(|| base.join(&href).ok());
                base = named.flatten().unwrap_or(base);
            }
            "link" if links.len() < MAX_LINKS => links.extend(link(&tag, &base)),
            _ => {}
        }
    }
    links
}

fn link(tag: &Tag<'_>, base: &Url) -> Option<Link> {
    let [rel, href, media_type, title] = tag.values(["rel", "href", "type", "title"]);
    let rel = rel.to_ascii_lowercase();
    let rels = rel.split_ascii_whitespace().take(8).map(str::to_owned);
    let media_type = media_type.to_ascii_lowercase();
    let media_type = media_type.split(';').next().unwrap_or_default();
    Some(Link {
        url: absolute(base, &href)?,
        rels: rels.collect(),
        media_type: media_type.trim().to_owned(),
        title: short(&title),
    })
}

#[cfg(test)]
mod tests {
    use super::head_links;

    fn check(html: &str, rel: &str, expected: &[&str]) {
        let base = "https://a.example/blog/".parse().expect("a URL");
        let links = head_links(html.as_bytes(), &base);
        let found = links.iter().filter(|link| link.is(rel));
        let found: Vec<_> = found.map(|link| link.url.as_str()).collect();
        assert_eq!(found, expected, "{html}");
    }

    #[test]
    fn the_links_of_the_head_are_found() {
        check(
            "<head><link rel=HUB href='//hub.example'><LINK href=x rel='self hub'></head>",
            "hub",
            &["https://hub.example/", "https://a.example/blog/x"],
        );
        check(
            "<base href='https://b.example/'><link rel=self href=/x>",
            "self",
            &["https://b.example/x"],
        );
    }

    #[test]
    fn what_stands_in_the_text_or_in_a_script_is_no_link_of_the_head() {
        check("<head></head><link rel=hub href=//x.example>", "hub", &[]);
        check("<body><link rel=hub href=//x.example>", "hub", &[]);
        check(
            "<script>'<link rel=hub href=//x.example>'</script><link rel=hub href=y>",
            "hub",
            &["https://a.example/blog/y"],
        );
    }

    #[test]
    fn a_page_of_links_is_read_to_a_bound() {
        let html = "<link rel=hub href=x>".repeat(10_000);
        let base = "https://a.example/".parse().expect("a URL");
        assert_eq!(head_links(html.as_bytes(), &base).len(), 256);
    }
}
