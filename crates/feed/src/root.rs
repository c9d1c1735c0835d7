//! Where a feed begins in its document, and what the document is if there is none.

use crate::tag::name_at;
use crate::{NotAFeed, names};

/// How far into the document the feed's first tag is looked for, in bytes: notices of a server's
/// script language stand before it now and then.
const LOOK: usize = 64 << 10;

/// The byte at which the feed's first element begins.
///
/// # Errors
///
/// What the document is, where it is no feed.
pub(crate) fn find(text: &str) -> Result<usize, NotAFeed> {
    let (mut first, mut is_html) = ("", false);
    let mut at = 0;
    let mut ends = true;
    while let Some(offset) = memchr::memchr(b'<', &text.as_bytes()[at..]) {
        at += offset;
        if at > LOOK {
            break;
        }
        let name = name_at(text, at + 1);
        let local = name.rsplit(':').next().unwrap_or(name);
        if ["rss", "rdf", "feed", "channel"]
            .iter()
            .any(|root| local.eq_ignore_ascii_case(root))
        {
            return Ok(at);
        }
        if is_page(name) {
            return Err(NotAFeed::WebPage);
        }
        // Some publishing systems put it before feeds, too.
        let doctype = text[at..].get(..14);
        is_html |= doctype.is_some_and(|tag| tag.eq_ignore_ascii_case("<!doctype html"));
        if first.is_empty() {
            first = name;
        }
        let is_comment = ends && text[at..].starts_with("<!--");
        let end = is_comment.then(|| memchr::memmem::find(&text.as_bytes()[at..], b"-->"));
        ends &= end != Some(None); // Where none ends, none is looked for again.
        at += end.flatten().unwrap_or(1);
    }
    Err(if is_html {
        NotAFeed::WebPage
    } else {
        kind(text, first)
    })
}

fn is_page(name: &str) -> bool {
    ["html", "head", "body"]
        .iter()
        .any(|tag| name.eq_ignore_ascii_case(tag))
}

fn kind(text: &str, first: &str) -> NotAFeed {
    let is_html = [
        "div", "p", "script", "title", "meta", "a", "h1", "table", "center",
    ];
    if first.eq_ignore_ascii_case("opml") {
        NotAFeed::Opml
    } else if names::is_void(first) || is_html.iter().any(|tag| first.eq_ignore_ascii_case(tag)) {
        NotAFeed::WebPage
    } else if !first.is_empty() || text.starts_with("<!") {
        NotAFeed::OtherXml
    } else {
        NotAFeed::Text
    }
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::NotAFeed;

    #[test]
    fn the_feed_begins_at_its_first_element() {
        assert_eq!(find("<rss>"), Ok(0));
        assert_eq!(
            find("<b>Notice</b> <?xml?><!-- <rss> --> <RDF:rdf x>"),
            Ok(36)
        );
        assert_eq!(find("junk<atom:feed>"), Ok(4));
        assert_eq!(find("<!DOCTYPE html><rss>"), Ok(15));
    }

    #[test]
    fn what_is_no_feed_is_named() {
        assert_eq!(find("<!DOCTYPE HTML><p>"), Err(NotAFeed::WebPage));
        assert_eq!(find("<html><rss>"), Err(NotAFeed::WebPage));
        assert_eq!(find("<opml version='1.0'>"), Err(NotAFeed::Opml));
        assert_eq!(find("<?xml?><urlset>"), Err(NotAFeed::OtherXml));
        assert_eq!(find("hello"), Err(NotAFeed::Text));
    }
}
