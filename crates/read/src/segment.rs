//! Splits a text into its blocks: the units of translation and of cutting.
//!
//! A segment is a block that stands in no other: a list, a table, a quotation or a card is one, with
//! all that is in it, since its parts mean nothing without it. A text is its segments one after
//! another, and none knows its place: [`identity`] tells by the words alone that a block of one
//! version is a block of the next, wherever it has moved.

use depesche_model::digest::Hasher;
use depesche_model::{Body, Html, Segment, SegmentKind};

/// The blocks of a cleaned text, in order.
///
/// Made for what [`mod@crate::clean`] writes: every tag is closed and every text stands in a block.
/// Loose text from elsewhere gets a paragraph.
pub fn segments(html: &Html) -> Body {
    let markup = html.as_str();
    let mut blocks = Vec::new();
    let (mut depth, mut begin, mut at) = (0_u32, 0, 0);
    while let Some(offset) = markup[at..].find('<') {
        let start = at + offset;
        let end = markup[start..]
            .find('>')
            .map_or(markup.len(), |end| start + end + 1);
        let tag = &markup[start..end];
        if tag.starts_with("</") {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                push(&mut blocks, &markup[begin..end]);
                begin = end;
            }
        } else if !tag.starts_with("<br") && !tag.starts_with("<img") {
            if depth == 0 && is_block(tag) {
                push(&mut blocks, &markup[begin..start]);
                begin = start;
            }
            depth += 1;
        }
        at = end;
    }
    push(&mut blocks, &markup[begin..]);
    Body(blocks)
}

/// What a block is known by, whatever stands before and behind it and wherever its links lead: a hash
/// of its kind and its words.
///
/// A picture without words is known by its address without the query, which often changes with
/// every request. Two blocks of a text that say the same are the same; which is which, only their
/// order tells.
pub fn identity(segment: &Segment) -> u64 {
    let mut hash = Hasher::new();
    hash.update(segment.kind.as_str());
    hash.update([0]);
    let text = segment.html.text();
    hash.update(&text);
    if text.is_empty() {
        for (address, _) in segment.html.pictures() {
            hash.update([0]);
            hash.update(address.split('?').next().unwrap_or_default());
        }
    }
    let hash = hash.finish();
    let (begin, _) = hash.split_first_chunk().expect("a hash has 32 bytes");
    u64::from_be_bytes(*begin)
}

fn push(blocks: &mut Vec<Segment>, markup: &str) {
    let markup = markup.trim();
    if markup.is_empty() {
        return;
    }
    let (kind, markup) = match kind(markup) {
        Some(kind) => (kind, markup.to_owned()),
        None => (SegmentKind::Paragraph, format!("<p>{markup}</p>")),
    };
    blocks.push(Segment {
        kind,
        html: html(markup),
        cut: None,
        lang: None,
    });
}

#[expect(
    clippy::disallowed_methods,
    reason = "a part of what was cleaned is clean"
)]
fn html(markup: String) -> Html {
    Html::from_cleaned(markup)
}

fn is_block(tag: &str) -> bool {
    kind(tag).is_some()
}

/// What a block is; `None` where the markup begins with no block.
fn kind(markup: &str) -> Option<SegmentKind> {
    let name = markup.strip_prefix('<')?;
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    Some(match &name[..end] {
        "p" => SegmentKind::Paragraph,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => SegmentKind::Heading,
        "ul" | "ol" | "dl" => SegmentKind::List,
        "blockquote" => SegmentKind::Quote,
        "pre" => SegmentKind::Code,
        "figure" => SegmentKind::Figure,
        "table" => SegmentKind::Table,
        "div" | "section" | "article" | "aside" => SegmentKind::Other,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use depesche_model::SegmentKind as K;
    use proptest::prelude::*;

    use super::segments;
    use crate::clean;

    fn check(markup: &str, expected: &[(K, &str)]) {
        let body = segments(&clean(markup, None));
        let found: Vec<_> = body
            .0
            .iter()
            .map(|segment| (segment.kind, segment.html.as_str()))
            .collect();
        assert_eq!(found, expected, "{markup}");
    }

    #[test]
    fn every_block_is_a_segment() {
        check(
            "<h2>H</h2><p>a <b>b</b><br>c</p><ul><li>x<ul><li>y</ul></ul><blockquote><p>q</p></blockquote>\
             <pre>c</pre><figure><figcaption>f</figcaption></figure><table><tr><th>t</table>loose",
            &[
                (K::Heading, "<h2>H</h2>"),
                (K::Paragraph, "<p>a <b>b</b><br>c</p>"),
                (K::List, "<ul><li>x<ul><li>y</li></ul></li></ul>"),
                (K::Quote, "<blockquote><p>q</p></blockquote>"),
                (K::Code, "<pre>c</pre>"),
                (K::Figure, "<figure><figcaption>f</figcaption></figure>"),
                (
                    K::Table,
                    "<table><tbody><tr><th>t</th></tr></tbody></table>",
                ),
                (K::Paragraph, "<p>loose</p>"),
            ],
        );
    }

    #[test]
    fn a_block_is_known_by_its_words_wherever_it_stands() {
        let known = |markup: &str| -> Vec<u64> {
            let base = url::Url::parse("https://town.example/1").expect("a URL");
            let body = segments(&clean(markup, Some(&base)));
            body.0.iter().map(super::identity).collect()
        };
        let first = known("<p>One</p><p>Two <a href=/a>words</a></p><img src=/a.jpg?t=1>");
        let second = known("<p>New</p><img src=/a.jpg?t=2><p>Two  <b>words</b></p><h2>One</h2>");
        assert_eq!(first[1], second[2], "emphasis and links");
        assert_eq!(first[2], second[1], "a picture");
        assert!(!second.contains(&first[0]), "a heading is no paragraph");
    }

    #[test]
    fn loose_text_gets_a_paragraph() {
        let html = super::html("one <b>two</b><p>three</p> four".to_owned());
        let found: Vec<_> = segments(&html)
            .0
            .into_iter()
            .map(|segment| segment.html.as_str().to_owned())
            .collect();
        assert_eq!(
            found,
            ["<p>one <b>two</b></p>", "<p>three</p>", "<p>four</p>"]
        );
    }

    proptest! {
        #[test]
        fn the_blocks_together_are_the_text(markup in "(<p>|</p>|<b>|</b>|<ul>|<li>|</ul>|<br>|<table>|<td>|a |&lt;|<h2>|</h2>){0,30}") {
            let html = clean(&markup, None);
            prop_assert_eq!(segments(&html).html().text(), html.text());
        }
    }
}
