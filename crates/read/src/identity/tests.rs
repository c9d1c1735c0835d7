//! Histories of feeds with a habit each, against a store as small as may be.

use std::collections::HashSet;

use depesche_feed::{Entry, Text};
use depesche_model::Criterion;
use jiff::Timestamp;

use super::Identity;

mod feed;
mod histories;

use feed::Feed;

fn entry(guid: &str, link: &str, title: &str) -> Entry {
    let mut entry = Entry::default();
    guid.clone_into(&mut entry.id);
    link.clone_into(&mut entry.link);
    entry.title = text(title);
    entry
}

fn text(words: &str) -> Text {
    Text::plain(words)
}

/// The same, published at a minute.
fn dated(guid: &str, link: &str, title: &str, minute: i64) -> Entry {
    Entry {
        published: Some(Timestamp::from_second(60 * minute).expect("a time")),
        ..entry(guid, link, title)
    }
}

/// The n-th of a proper feed.
fn proper(n: i64) -> Entry {
    dated(
        &format!("tag:{n}"),
        &format!("/a/{n}"),
        &format!("Report {n}"),
        n,
    )
}

/// A feed whose GUIDs have proven themselves.
fn proven() -> (Feed, Vec<Entry>) {
    let entries: Vec<_> = (0..5).rev().map(proper).collect();
    let mut feed = Feed::default();
    feed.poll(&entries);
    feed.poll(&entries);
    assert_eq!(feed.criterion, Criterion::Guid);
    (feed, entries)
}

fn keys(identities: &[Identity]) -> Vec<&str> {
    identities.iter().map(|one| one.key.as_str()).collect()
}

/// A habit over fifty rounds of twenty entries, one of them new each time: every article comes
/// once, the habit is seen through, and what is known is written three times at the most.
#[track_caller]
fn check(expected: Criterion, habit: impl Fn(i64, i64) -> Entry) {
    let mut feed = Feed::default();
    let document = |round| {
        (0..20)
            .map(|n| habit(round, round + 19 - n))
            .collect::<Vec<_>>()
    };
    let mut last: Vec<Identity> = feed.poll(&document(0));
    assert_eq!(feed.new, 20);
    for round in 1..50 {
        let now = feed.poll(&document(round));
        assert_eq!(feed.new, 1, "round {round}: {:?}", feed.criterion);
        assert_eq!(keys(&now)[1..], keys(&last)[..19], "round {round}");
        assert!(
            round < 4 || feed.written == 0,
            "round {round} writes {}",
            feed.written
        );
        last = now;
    }
    assert_eq!(feed.criterion, expected);
}

#[test]
fn a_proper_feed_proves_its_guids() {
    check(Criterion::Guid, |_, n| proper(n));
}

#[test]
fn new_guids_at_each_fetch_change_nothing() {
    check(Criterion::Link, |round, n| {
        let link = format!("/a/{n}?utm_id={round}");
        dated(&format!("{n}-{round}"), &link, &format!("Report {n}"), n)
    });
    // The same with the time of the fetch as every entry's date.
    check(Criterion::Link, |round, n| {
        dated(&format!("{n}-{round}"), &format!("/a/{n}"), "Report", round)
    });
}

#[test]
fn new_guids_and_links_at_each_fetch_change_nothing() {
    check(Criterion::Title, |round, n| {
        let link = format!("/a/{n}?token={round}");
        dated(&format!("{n}-{round}"), &link, &format!("Report {n}"), n)
    });
    // No GUIDs, no dates.
    check(Criterion::Title, |round, n| {
        entry("", &format!("/go?to={round}-{n}"), &format!("Report {n}"))
    });
    // No links, dates of the fetch.
    check(Criterion::Title, |round, n| {
        dated(&format!("{n}-{round}"), "", &format!("Report {n}"), round)
    });
}

#[test]
fn new_links_at_each_fetch_change_nothing() {
    check(Criterion::GuidAlone, |round, n| {
        let link = format!("/a/{n}?token={round}");
        dated(&format!("tag:{n}"), &link, &format!("Report {n}"), n)
    });
}

#[test]
fn guids_that_count_from_the_top_are_none() {
    check(Criterion::Link, |round, n| {
        let place = round + 19 - n;
        dated(
            &place.to_string(),
            &format!("/a/{n}"),
            &format!("Report {n}"),
            n,
        )
    });
}

#[test]
fn one_guid_for_all_is_no_guid() {
    check(Criterion::Link, |_, n| entry("x", &format!("/a/{n}"), "t"));
    check(Criterion::Link, |_, n| entry("x", "/", &format!("t{n}")));
    check(Criterion::Link, |_, n| entry("x", "/a", &format!("t{n}")));
    check(Criterion::Link, |_, n| entry("x", "", &format!("t{n}")));
    check(Criterion::Title, |round, n| {
        entry("x", &format!("/a/{n}?token={round}"), &format!("t{n}"))
    });
}

#[test]
fn entries_word_for_word_the_same_stay_as_many() {
    let mut feed = Feed::default();
    for count in [20, 20, 19, 20, 21] {
        let twins = vec![entry("x", "/a", "t"); count];
        let found = feed.poll(&twins);
        let urls: HashSet<_> = found.iter().map(|one| &one.url).collect();
        assert_eq!(urls.len(), count);
    }
    assert_eq!((feed.known.len(), feed.criterion), (21, Criterion::Open));
}

#[test]
fn old_entries_with_new_dates_are_the_old_ones() {
    let document = |round: i64| {
        let again = |n: i64| dated(&format!("tag:{n}"), &format!("/a/{n}"), "Report", n + round);
        (0..500).map(again).collect::<Vec<_>>()
    };
    let mut feed = Feed::default();
    feed.poll(&document(0));
    for round in 1..5 {
        feed.poll(&document(round * 10_000));
        assert_eq!((feed.new, feed.written), (0, 0));
    }
}

#[test]
fn an_article_moves_where_guids_hold() {
    let (mut feed, mut entries) = proven();
    entries[1].link = "/b/better".into();
    entries[1].title = text("Report 3, corrected");
    // Another title altogether, at the time it had.
    entries[2].link = "/b/other".into();
    entries[2].title = text("Quay closed");
    let found = feed.poll(&entries);
    assert_eq!((feed.new, feed.written), (0, 2));
    assert_eq!(found[1].key, "url:town.example/a/3");
    assert_eq!(found[1].url, "https://town.example/b/better");
    feed.poll(&entries);
    assert_eq!(
        (feed.new, feed.written, feed.criterion),
        (0, 0, Criterion::Guid)
    );
}

#[test]
fn a_link_that_was_left_is_free_for_another_article() {
    let (mut feed, mut entries) = proven();
    entries[1].link = "/b/better".into();
    feed.poll(&entries);
    entries[0] = dated("tag:9", "/a/3", "Something else", 9);
    let found = feed.poll(&entries);
    assert_eq!(feed.new, 1);
    assert_eq!(
        (&*found[0].key, &*found[1].key),
        ("id:tag:9", "url:town.example/a/3")
    );
}

#[test]
fn a_guid_at_another_link_is_another_article_until_it_is_proven() {
    let entries = [proper(1), proper(2), proper(3)];
    let mut moved = entries.clone();
    moved[1] = dated("tag:2", "/b/2", "Report 2 and more", 3);
    let mut feed = Feed::default();
    feed.poll(&entries);
    feed.poll(&moved);
    assert_eq!(feed.new, 1);
    // And where nothing else is alike it is one ever after.
    let (mut feed, mut entries) = proven();
    entries[0] = dated("tag:4", "/b/4", "Quay closed", 100);
    feed.poll(&entries);
    assert_eq!(feed.new, 1);
}

#[test]
fn notes_on_one_page_are_notes_of_their_own_where_guids_hold() {
    let (mut feed, entries) = proven();
    let note = dated("tag:9", "/a/3", "What Report 3 left out", 9);
    let found = feed.poll(&[vec![note.clone()], entries.clone()].concat());
    assert_eq!(feed.new, 1);
    assert!(found[0].url.starts_with("https://town.example/a/3#"));
    assert_eq!(found[2].url, "https://town.example/a/3");
    // Alone tomorrow, it is the same note at the same address.
    let later = feed.poll(&[note]);
    assert_eq!((feed.new, feed.written), (0, 0));
    assert_eq!(later[0].key, found[0].key);
    // Another one alone; and the report itself under a new GUID and a new title, at its old time.
    feed.poll(&[dated("tag:10", "/a/2", "What Report 2 left out", 10)]);
    assert_eq!(feed.new, 1);
    feed.poll(&[dated("tag:1b", "/a/1", "Quay closed", 1)]);
    assert_eq!(feed.new, 0);
}

/// Ten entries of a feed that has proven its GUIDs, three of which a change is made to.
#[track_caller]
fn check_slip(change: fn(&mut Entry)) {
    let mut entries: Vec<_> = (0..10).map(proper).collect();
    let mut feed = Feed::default();
    feed.poll(&entries);
    feed.poll(&entries);
    entries[2..5].iter_mut().for_each(change);
    feed.poll(&entries);
    assert_eq!((feed.new, feed.criterion), (0, Criterion::Guid));
}

#[test]
fn a_few_slips_change_no_criterion() {
    check_slip(|entry| entry.id.push('b'));
    check_slip(|entry| entry.id = "x".to_owned());
    check_slip(|entry| entry.link.push('b'));
    check_slip(|entry| {
        entry.id.push('b');
        entry.published = None;
    });
    check_slip(|entry| {
        entry.id.push('b');
        entry.published = "2026-03-01T12:00:00Z".parse().ok();
    });
}

#[test]
fn a_slip_delays_the_proof() {
    let mut entries: Vec<_> = (0..5).map(proper).collect();
    let mut feed = Feed::default();
    feed.poll(&entries);
    entries[0].id.push('b');
    feed.poll(&entries);
    assert_eq!(feed.criterion, Criterion::Open);
    feed.poll(&entries);
    assert_eq!(feed.criterion, Criterion::Guid);
}

#[test]
fn guids_of_places_that_are_filled_anew_prove_nothing() {
    let mut feed = Feed::default();
    for week in 0..5 {
        let place = |n: i64| {
            let number = 5 * week + n;
            let link = format!("/a/{number}");
            dated(
                &format!("place {n}"),
                &link,
                &format!("About {number}"),
                number,
            )
        };
        feed.poll(&(0..5).map(place).collect::<Vec<_>>());
        assert_eq!((feed.new, feed.criterion), (5, Criterion::Open));
    }
}

#[test]
fn a_link_shared_today_and_alone_tomorrow_changes_nothing() {
    for guids in [["1", "2"], ["", ""], ["x", "x"]] {
        let entries = [entry(guids[0], "/a", "One"), entry(guids[1], "/a", "Two")];
        let mut feed = Feed::default();
        let first = feed.poll(&entries);
        let alone = feed.poll(&entries[1..]);
        assert_eq!((feed.new, feed.written), (0, 0));
        assert_eq!(alone[0].key, first[1].key);
        feed.poll(&entries);
        assert_eq!((feed.new, feed.written), (0, 0));
    }
}

#[test]
fn episodes_that_link_to_the_show_have_their_guids() {
    let episodes = [entry("e1", "/news/", "One"), entry("e2", "/news/", "Two")];
    let mut feed = Feed::default();
    let found = feed.poll(&episodes);
    assert_eq!(keys(&found), ["id:e1", "id:e2"]);
    // Each alone in its document, and with another title.
    for (guid, title, new) in [("e1", "One!", 0), ("e2", "Two", 0), ("e3", "Three", 1)] {
        let found = feed.poll(&[entry(guid, "/news/", title)]);
        assert_eq!(feed.new, new);
        assert!(found[0].url.starts_with("https://town.example/news/#"));
    }
    // With a page of the show's own, and nothing else that tells them apart.
    check(Criterion::Guid, |_, n| {
        dated(&format!("e{n}"), "/show", "Episode", n)
    });
}

#[test]
fn a_site_that_moves_with_all_its_addresses_brings_nothing_new() {
    let at = |host: &str, n: i64| {
        let url = format!("https://{host}/a/{n}");
        dated(&url, &url, &format!("Report {n}"), n)
    };
    let document = |host: &str, top: i64| (0..10).map(|n| at(host, top - n)).collect::<Vec<_>>();
    let mut feed = Feed::default();
    feed.poll(&document("town.example", 20));
    feed.poll(&document("town.example", 20));
    let found = feed.poll(&document("city.example", 21));
    assert_eq!(feed.new, 1);
    assert_eq!(found[1].url, "https://city.example/a/20");
    feed.poll(&document("city.example", 21));
    assert_eq!((feed.new, feed.criterion), (0, Criterion::Open));
    feed.poll(&document("city.example", 22));
    assert_eq!((feed.new, feed.criterion), (1, Criterion::Guid));
}

#[test]
fn a_site_that_keeps_its_guids_moves_with_them() {
    let at = |host: &str, n: i64| Entry {
        link: format!("https://{host}/a/{n}"),
        ..proper(n)
    };
    let document = |host: &str| (0..10).map(|n| at(host, n)).collect::<Vec<_>>();
    let mut feed = Feed::default();
    feed.poll(&document("town.example"));
    feed.poll(&document("town.example"));
    let found = feed.poll(&document("city.example"));
    assert_eq!(
        (feed.new, feed.written, feed.criterion),
        (0, 10, Criterion::GuidAlone)
    );
    assert_eq!(found[3].url, "https://city.example/a/3");
    feed.poll(&document("city.example"));
    assert_eq!(
        (feed.new, feed.written, feed.criterion),
        (0, 0, Criterion::Guid)
    );
}

#[test]
fn an_address_that_a_page_named_is_its_article_s() {
    let mut feed = Feed::default();
    feed.poll(&[entry("", "/a/1", "One")]);
    feed.known[0].url = "https://town.example/2026/one".to_owned();
    // Two entries, and the store gives both one article.
    let found = feed.poll(&[entry("", "/2026/one", "One!")]);
    assert_eq!(
        (feed.new, &*found[0].url),
        (1, "https://town.example/2026/one")
    );
}

#[test]
fn a_site_that_is_made_anew_may_prove_its_new_guids() {
    let (mut feed, entries) = proven();
    let anew = |n: i64| Entry {
        id: format!("new-{n}"),
        ..proper(n)
    };
    let anew: Vec<_> = (0..5).rev().map(anew).collect();
    feed.poll(&anew);
    assert_eq!((feed.new, feed.criterion), (0, Criterion::Open));
    feed.poll(&anew);
    assert_eq!((feed.new, feed.criterion), (0, Criterion::Guid));
    assert_eq!(feed.known.len(), entries.len());
}

#[test]
fn a_move_to_https_or_to_www_is_none() {
    let mut feed = Feed::default();
    let first = feed.poll(&[entry(
        "http://town.example/a",
        "http://town.example/a/",
        "Old",
    )]);
    let later = feed.poll(&[entry(
        "https://town.example/a",
        "https://www.town.example/a",
        "New",
    )]);
    assert_eq!((feed.new, &later[0].key), (0, &first[0].key));
    assert_eq!(later[0].url, "https://www.town.example/a");
}

#[test]
fn the_address_that_a_page_named_stays() {
    let mut feed = Feed::default();
    feed.poll(&[proper(1)]);
    feed.known[0].url = "https://town.example/2026/report".to_owned();
    let mut edited = proper(1);
    edited.summary = text("More.");
    assert_eq!(
        feed.poll(&[edited])[0].url,
        "https://town.example/2026/report"
    );
}

#[test]
fn without_guid_and_link_the_title_tells() {
    let mut feed = Feed::default();
    feed.poll(&[entry("", "", "A"), entry("", "", "B")]);
    let mut edited = entry("", "", "b");
    edited.summary = text("More.");
    feed.poll(&[entry("", "", "C"), edited]);
    assert_eq!(feed.new, 1);
}

#[test]
fn a_text_without_a_date_is_edited_where_the_title_tells() {
    let document = |round: i64, words: &str| {
        let at = |n| entry("", &format!("/go?{round}-{n}"), &format!("Report {n}"));
        let mut entries: Vec<_> = (0..5).map(at).collect();
        entries[2].summary = text(words);
        entries
    };
    let mut feed = Feed::default();
    for round in 0..4 {
        feed.poll(&document(round, "Now."));
    }
    feed.poll(&document(4, "Then."));
    assert_eq!(
        (feed.new, feed.written, feed.criterion),
        (0, 1, Criterion::Title)
    );
}

#[test]
fn equal_titles_of_other_days_are_other_entries() {
    let day = |round: i64, n: i64| {
        let link = format!("/go?{round}-{n}");
        let mut entry = dated("", &link, "Weather", n);
        entry.summary = text(&format!("It is day {n}."));
        entry
    };
    check(Criterion::Title, day);
}

#[test]
fn an_identity_is_short_and_holds_no_nul() {
    let long = "x".repeat(5000);
    let mut feed = Feed::default();
    for guid in [&*long, "a\0b"] {
        let found = feed.poll(&[entry(guid, "", "t")]);
        assert!(found[0].key.len() < 100 && !found[0].key.contains('\0'));
    }
}
