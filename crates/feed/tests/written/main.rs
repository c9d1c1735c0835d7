//! Feeds of any values, written as the dialects want it, are read as exactly these values.

mod atom;
mod encode;
mod escape;
mod json;
mod mutate;
mod rss;
mod story;

use depesche_feed::{Feed, Hints, read};
use proptest::prelude::*;

use escape::Style;
use story::{Paper, Story, paper};

fn reading(bytes: &[u8]) -> Feed {
    let feed = read(bytes, &Hints::default());
    feed.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(bytes)))
}

/// What was read, in the shape of what was written.
fn said(feed: Feed) -> Paper {
    Paper {
        title: feed.title.into_string(),
        link: feed.link,
        stories: feed.entries.into_iter().map(Story::from).collect(),
    }
}

fn style() -> impl Strategy<Value = Style> {
    prop::sample::select(vec![
        Style::Names,
        Style::Numbers,
        Style::Sections,
        Style::Mixed,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn rss_says_what_was_written(paper in paper(), style in style()) {
        let document = rss::written(&paper, style);
        let feed = reading(document.as_bytes());
        prop_assert!(feed.complaints.is_empty(), "{:?} {document}", feed.complaints);
        prop_assert_eq!(said(feed), paper, "{}", document);
    }

    #[test]
    fn atom_says_what_was_written(paper in paper(), style in style()) {
        let document = atom::written(&paper, style);
        let feed = reading(document.as_bytes());
        prop_assert!(feed.complaints.is_empty(), "{:?} {document}", feed.complaints);
        prop_assert_eq!(said(feed), paper, "{}", document);
    }

    #[test]
    fn xhtml_says_what_was_written(paper in paper(), prefix in prop::sample::select(vec!["", "h:", "xhtml:"])) {
        let document = atom::written_as_xhtml(&paper, prefix);
        let feed = reading(document.as_bytes());
        prop_assert!(feed.complaints.is_empty(), "{:?} {document}", feed.complaints);
        let expected = paper.stories.iter().map(|story| story.xhtml(""));
        let found = feed.entries.iter().map(|entry| entry.content.to_string());
        prop_assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{}", document);
    }

    #[test]
    fn json_says_what_was_written(paper in paper()) {
        let document = json::written(&paper);
        let feed = reading(document.as_bytes());
        prop_assert!(feed.complaints.is_empty(), "{:?} {document}", feed.complaints);
        prop_assert_eq!(said(feed), paper, "{}", document);
    }

    #[test]
    fn every_encoding_reads_the_same(paper in paper(), style in style()) {
        let paper = paper.in_windows_1252();
        let document = rss::written(&paper, style);
        for (name, bytes) in encode::all(&document) {
            prop_assert_eq!(said(reading(&bytes)), paper.clone(), "{}: {}", name, document);
        }
    }

    #[test]
    fn what_is_damaged_is_read_without_a_panic_and_always_alike(paper in paper(), style in style(), damage in mutate::damage()) {
        for document in [rss::written(&paper, style), atom::written(&paper, style), json::written(&paper)] {
            let bytes = mutate::damaged(document.as_bytes(), &damage);
            let readings = [0, 1].map(|_| read(&bytes, &Hints::default()).map(|feed| serde_json::to_value(feed).expect("it serialises")));
            prop_assert_eq!(&readings[0], &readings[1]);
        }
    }

    #[test]
    fn damage_to_one_entry_is_no_damage_to_the_next(paper in paper(), damage in mutate::tags()) {
        // Sections and comments may hide what follows; bare text and wrong tags may not.
        let broken = format!("<item><title>x</title><description>{damage}</item>");
        let document = rss::written(&paper, Style::Names).replacen("<item>", &(broken + "<item>"), 1);
        let stories = said(reading(document.as_bytes())).stories;
        let kept = &stories[stories.len() - paper.stories.len()..];
        prop_assert_eq!(kept, &paper.stories[..], "{}", document);
    }
}
