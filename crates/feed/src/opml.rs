//! Lists of subscriptions (OPML), as readers exchange them.
//!
//! Exports are often hand-edited or written by string concatenation, so they are read tag by tag
//! and not as XML: what is broken costs its own outline and not the list. No entity is expanded.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::tag::{Tag, tags};
use crate::{NotOpml, decode};

/// The largest list that is read, in bytes.
pub const MAX_BYTES: usize = 32 << 20;

/// How many outlines are read.
const MAX_OUTLINES: usize = 100_000;

/// How deep folders may lie; what lies deeper is filed in the last of these.
const MAX_DEPTH: usize = 16;

/// How many open outlines are looked at for them: some have no name. Without a bound a list of
/// outlines that do not end would take quadratic time.
const MAX_OPEN: usize = 4 * MAX_DEPTH;

/// A subscription: a feed and where the person filed it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscription {
    /// What it is called; may be empty.
    pub title: String,
    /// Where the feed is, as written.
    pub feed_url: String,
    /// The page that it belongs to; may be empty.
    pub home_url: String,
    /// The folders that it lies in, the outermost first; may be empty.
    pub folder: Vec<String>,
}

/// Reads a list of subscriptions, in its order. A feed that it names twice comes twice; at most
/// 100,000 outlines are looked at.
///
/// # Errors
///
/// Where no outline can be found; the error says what to do.
pub fn opml(bytes: &[u8]) -> Result<Vec<Subscription>, NotOpml> {
    if bytes.trim_ascii().is_empty() {
        return Err(NotOpml::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(NotOpml::TooLarge);
    }
    let decoded = decode(bytes, None);
    let mut subscriptions = Vec::new();
    let mut open: Vec<Option<String>> = Vec::new();
    let (mut outlines, mut is_opml) = (0, false);
    for tag in tags(&decoded.text) {
        is_opml |= tag.name.eq_ignore_ascii_case("opml");
        if tag.name.eq_ignore_ascii_case("/outline") {
            open.pop();
        } else if tag.name.eq_ignore_ascii_case("outline") && outlines < MAX_OUTLINES {
            outlines += 1;
            let subscription = subscription(&tag, &open);
            let is_folder = subscription.feed_url.is_empty();
            if !tag.is_empty {
                open.push(is_folder.then(|| subscription.title.clone()));
            }
            if !is_folder {
                subscriptions.push(subscription);
            }
        }
    }
    if outlines == 0 && !is_opml {
        return Err(NotOpml::NoOutlines);
    }
    Ok(subscriptions)
}

fn subscription(tag: &Tag<'_>, open: &[Option<String>]) -> Subscription {
    let open = open.iter().take(MAX_OPEN);
    let folders = open.flatten().filter(|name| !name.is_empty());
    let title = match tag.value("title") {
        title if title.is_empty() => tag.value("text"),
        title => title,
    };
    let feed_url = tag.value("xmlUrl").into_owned();
    Subscription {
        title: title.into_owned(),
        home_url: tag.value("htmlUrl").into_owned(),
        folder: if feed_url.is_empty() {
            Vec::new()
        } else {
            folders.take(MAX_DEPTH).cloned().collect()
        },
        feed_url,
    }
}

/// Writes a list of subscriptions as OPML 2.0. Folders are nested and stand in the order in which
/// they first occur; the subscriptions of a folder keep theirs.
#[must_use]
pub fn write_opml(title: &str, subscriptions: &[Subscription]) -> String {
    let mut written =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n");
    let _ = writeln!(
        written,
        "  <head><title>{}</title></head>\n  <body>",
        escaped(title)
    );
    let all: Vec<&Subscription> = subscriptions.iter().collect();
    write_folder(&mut written, &all, 0);
    written.push_str("  </body>\n</opml>\n");
    written
}

fn write_folder(written: &mut String, inside: &[&Subscription], depth: usize) {
    let indent = "  ".repeat(depth + 2);
    for subscription in inside.iter().filter(|one| folder_at(one, depth).is_none()) {
        let title = escaped(&subscription.title);
        let feed_url = escaped(&subscription.feed_url);
        let _ = write!(
            written,
            "{indent}<outline type=\"rss\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{feed_url}\""
        );
        if !subscription.home_url.is_empty() {
            let _ = write!(written, " htmlUrl=\"{}\"", escaped(&subscription.home_url));
        }
        written.push_str("/>\n");
    }
    for (name, inner) in folders(inside, depth) {
        let _ = writeln!(
            written,
            "{indent}<outline text=\"{0}\" title=\"{0}\">",
            escaped(name)
        );
        write_folder(written, &inner, depth + 1);
        let _ = writeln!(written, "{indent}</outline>");
    }
}

/// The folders at a depth and what lies in each, in the order in which they first occur.
fn folders<'s>(inside: &[&'s Subscription], depth: usize) -> Vec<(&'s str, Vec<&'s Subscription>)> {
    let mut folders: Vec<(&str, Vec<&Subscription>)> = Vec::new();
    let mut places = HashMap::new();
    for one in inside {
        let Some(name) = folder_at(one, depth) else {
            continue;
        };
        let place = *places.entry(name).or_insert(folders.len());
        if place == folders.len() {
            folders.push((name, Vec::new()));
        }
        folders[place].1.push(one);
    }
    folders
}

fn folder_at(subscription: &Subscription, depth: usize) -> Option<&str> {
    let folder = subscription.folder.get(depth).filter(|_| depth < MAX_DEPTH);
    folder.map(String::as_str)
}

fn escaped(text: &str) -> String {
    let text = text.replace(|c: char| c.is_control(), " ");
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Subscription, opml, write_opml};
    use crate::NotOpml;

    fn subscription(title: &str, feed_url: &str, folder: &[&str]) -> Subscription {
        Subscription {
            title: title.to_owned(),
            feed_url: feed_url.to_owned(),
            home_url: String::new(),
            folder: folder.iter().map(|&name| name.to_owned()).collect(),
        }
    }

    #[test]
    fn outlines_in_folders_are_read() {
        let list = "<opml version='1.0'><body><outline text='Town &amp; land'>\
            <outline TEXT='Harbour' xmlurl='https://a.example/f?a=1&b=2' HTMLURL='https://a.example/'/>\
            <outline title='Inner'><outline text='B' xmlUrl=\"https://b.example/\"></outline></outline>\
            </outline><outline text=C xmlUrl=https://c.example/feed/ /></body>";
        let mut harbour = subscription("Harbour", "https://a.example/f?a=1&b=2", &["Town & land"]);
        harbour.home_url = "https://a.example/".to_owned();
        assert_eq!(
            opml(list.as_bytes()).expect("a list"),
            [
                harbour,
                subscription("B", "https://b.example/", &["Town & land", "Inner"]),
                subscription("C", "https://c.example/feed/", &[]),
            ]
        );
    }

    #[test]
    fn what_is_no_list_is_named() {
        assert_eq!(opml(b" \n"), Err(NotOpml::Empty));
        assert_eq!(opml(b"<rss/>"), Err(NotOpml::NoOutlines));
        assert_eq!(opml(b"<opml/>"), Ok(Vec::new()));
    }

    #[test]
    fn folders_nested_without_end_do_no_harm() {
        let list = format!(
            "{}<outline xmlUrl='x'>",
            "<outline text='f'>".repeat(50_000)
        );
        let read = opml(list.as_bytes()).expect("a list");
        assert_eq!(read[0].folder.len(), super::MAX_DEPTH);
    }

    #[test]
    fn outlines_that_do_not_end_take_no_quadratic_time() {
        let list = "<outline text='' xmlUrl='x'>".repeat(super::MAX_OUTLINES);
        let begin = std::time::Instant::now();
        let mut read = opml(list.as_bytes()).expect("a list");
        for (number, one) in read.iter_mut().enumerate() {
            one.folder = vec![number.to_string()];
        }
        let written = write_opml("", &read);
        assert_eq!(
            written.matches("<outline ").count(),
            2 * super::MAX_OUTLINES
        );
        assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            titles in prop::collection::vec("[a-z<>&\"' äß]{0,8}", 0..8),
            folders in prop::collection::vec(prop::collection::vec("[a-c&]{1,2}", 0..3), 8),
        ) {
            let given: Vec<_> = titles.iter().zip(&folders).enumerate().map(|(n, (title, folder))| Subscription {
                title: title.trim().to_owned(),
                feed_url: format!("https://e.example/?a=1&n={n}"),
                home_url: String::new(),
                folder: folder.clone(),
            }).collect();
            let mut read = opml(write_opml("t", &given).as_bytes()).expect("a list");
            read.sort_by(|a, b| a.feed_url.cmp(&b.feed_url));
            prop_assert_eq!(read, given);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = opml(&bytes);
        }
    }
}
