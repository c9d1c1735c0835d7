//! Histories made up at random: habits in every mixture that leaves a trace to follow.

use std::collections::{HashMap, HashSet};

use depesche_feed::Entry;
use depesche_model::Criterion;
use proptest::prelude::*;

use super::feed::Feed;
use super::{dated, entry, text};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Habit {
    Own,
    NewEachTime,
    SameForAll,
    None,
}

/// How a feed writes its entries.
#[derive(Clone, Copy, Debug)]
struct Habits {
    guids: Habit,
    links: Habit,
    dates: Habit,
    /// Whether all titles are the same.
    one_title: bool,
}

impl Habits {
    fn has_proper_guids(self) -> bool {
        self.guids == Habit::Own
    }

    fn has_proper_links(self) -> bool {
        self.links == Habit::Own
    }

    /// Whether an editor may change an article's title, and it can still be known again.
    fn may_retitle(self) -> bool {
        let is_dated = self.dates == Habit::Own;
        let is_told_by_guid = self.links != Habit::NewEachTime || is_dated;
        self.has_proper_links() || (self.has_proper_guids() && is_told_by_guid)
    }

    /// The same of its text.
    fn may_edit(self) -> bool {
        self.may_retitle() || (self.dates == Habit::Own && !self.one_title)
    }

    fn leaves_a_trace(self) -> bool {
        let is_told_by_guid = self.has_proper_guids() && self.links != Habit::NewEachTime;
        let is_told_by_title = self.has_proper_guids() || self.dates != Habit::None;
        self.has_proper_links() || is_told_by_guid || (is_told_by_title && !self.one_title)
    }
}

/// What happens to a site between two fetches.
#[derive(Clone, Copy, Debug)]
enum Event {
    Publish,
    Retitle(usize),
    Edit(usize),
    Move(usize),
    Republish,
}

#[derive(Clone, Debug)]
struct Article {
    number: i64,
    place: i64,
    edition: usize,
    text: u32,
    minute: i64,
}

fn write(article: &Article, habits: Habits, round: i64) -> Entry {
    let number = article.number;
    let guid = match habits.guids {
        Habit::Own => format!("tag:{number}"),
        Habit::NewEachTime => format!("{round}-{number}"),
        Habit::SameForAll => "x".to_owned(),
        Habit::None => String::new(),
    };
    let link = match habits.links {
        Habit::Own => format!("/a/{}", article.place),
        Habit::NewEachTime => format!("/go?{round}-{number}"),
        Habit::SameForAll => "/show".to_owned(),
        Habit::None => String::new(),
    };
    let title = if habits.one_title {
        "Report".to_owned()
    } else {
        format!("Report of day {number}: {}", "m".repeat(article.edition))
    };
    let minute = match habits.dates {
        Habit::Own => Some(article.minute),
        Habit::NewEachTime => Some(1_000_000 + round),
        Habit::SameForAll => Some(7),
        Habit::None => None,
    };
    let written = minute.map_or_else(
        || entry(&guid, &link, &title),
        |minute| dated(&guid, &link, &title, minute),
    );
    Entry {
        summary: text(&format!("What happened on day {number}, {}.", article.text)),
        ..written
    }
}

/// A site whose feed gives its newest eight articles.
struct World {
    habits: Habits,
    articles: Vec<Article>,
    round: i64,
}

impl World {
    fn happen(&mut self, event: Event, has_proven_guids: bool) {
        let (habits, count) = (self.habits, self.articles.len());
        let pick = |at: usize| count - 1 - at % 8;
        match event {
            Event::Publish => self.publish(),
            Event::Retitle(at) if habits.may_retitle() => self.articles[pick(at)].edition += 1,
            Event::Edit(at) if habits.may_edit() => self.articles[pick(at)].text += 1,
            Event::Move(at) if has_proven_guids && habits.has_proper_guids() => {
                self.articles[pick(at)].place += 100_000;
            }
            Event::Republish if habits.has_proper_links() => {
                for article in &mut self.articles {
                    article.minute += 50_000;
                }
            }
            _ => {}
        }
    }

    fn publish(&mut self) {
        let number = i64::try_from(self.articles.len()).expect("few");
        self.articles.push(Article {
            number,
            place: number,
            edition: 0,
            text: 0,
            minute: number,
        });
    }

    /// The newest on top.
    fn document(&mut self) -> (Vec<i64>, Vec<Entry>) {
        self.round += 1;
        let newest = self.articles.iter().rev().take(8);
        newest
            .map(|article| (article.number, write(article, self.habits, self.round)))
            .unzip()
    }
}

fn habit() -> impl Strategy<Value = Habit> {
    prop::sample::select(vec![
        Habit::Own,
        Habit::NewEachTime,
        Habit::SameForAll,
        Habit::None,
    ])
}

fn habits() -> impl Strategy<Value = Habits> {
    let all = (habit(), habit(), habit(), any::<bool>());
    let all = all.prop_map(|(guids, links, dates, one_title)| Habits {
        guids,
        links,
        dates,
        one_title,
    });
    all.prop_filter("nothing tells its entries apart", |habits| {
        habits.leaves_a_trace()
    })
}

/// At most two things between two fetches: most of a document is known again.
fn events() -> impl Strategy<Value = Vec<Vec<Event>>> {
    let event = prop_oneof![
        3 => Just(Event::Publish),
        1 => any::<usize>().prop_map(Event::Retitle),
        1 => any::<usize>().prop_map(Event::Edit),
        1 => any::<usize>().prop_map(Event::Move),
        1 => Just(Event::Republish),
    ];
    prop::collection::vec(prop::collection::vec(event, 0..3), 1..12)
}

proptest! {
    #[test]
    fn an_article_is_one_entry_and_an_entry_one_article(habits in habits(), rounds in events()) {
        let mut world = World { habits, articles: Vec::new(), round: 0 };
        (0..10).for_each(|_| world.publish());
        let mut feed = Feed::default();
        let mut entry_of: HashMap<i64, String> = HashMap::new();
        for events in std::iter::once(Vec::new()).chain(rounds) {
            for event in events {
                world.happen(event, feed.criterion == Criterion::Guid);
            }
            let (numbers, document) = world.document();
            for (number, found) in numbers.iter().zip(feed.poll(&document)) {
                let first = entry_of.entry(*number).or_insert_with(|| found.key.clone());
                prop_assert_eq!(&*first, &found.key, "article {} in round {}", number, world.round);
            }
        }
        let entries: HashSet<_> = entry_of.values().collect();
        prop_assert_eq!(entries.len(), entry_of.len());
    }

    #[test]
    fn a_document_that_comes_again_brings_nothing(
        documents in prop::collection::vec(
            prop::collection::vec(("[ab]?", "(/|/a|/b|)", "[xy]", 0_i64..3), 0..8),
            1..6,
        )
    ) {
        let mut feed = Feed::default();
        for document in documents {
            let entries: Vec<_> = document
                .iter()
                .map(|(guid, link, title, minute)| match minute {
                    0 => entry(guid, link, title),
                    _ => dated(guid, link, title, *minute),
                })
                .collect();
            let first = feed.poll(&entries);
            let again = feed.poll(&entries);
            prop_assert_eq!(feed.new, 0);
            let keys = |found: &[super::Identity]| {
                found.iter().map(|one| one.key.clone()).collect::<HashSet<_>>()
            };
            prop_assert_eq!(keys(&first), keys(&again));
            feed.poll(&entries);
            feed.poll(&entries);
            prop_assert_eq!(feed.written, 0);
        }
    }
}
