//! What a feed holds, and how that becomes an answer.

use std::collections::BTreeSet;
use std::time::Duration;

use hyper::body::Bytes;
use jiff::{SignedDuration, Timestamp};

use super::{FEED_PATH, FOUND_PATH};
use crate::render::{self, Channel, Dialect};
use crate::{Answer, Item};

const TWENTY_YEARS: SignedDuration = SignedDuration::from_hours(20 * 365 * 24);

#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) channel: Channel,
    /// In the feed, newest first.
    pub(super) items: Vec<Item>,
    /// No longer in the feed, but their pages stand.
    pub(super) left: Vec<Item>,
    /// Slugs whose pages answer 410.
    pub(super) deleted: BTreeSet<String>,
    pub(super) fault: Fault,
    pub(super) delay: Duration,
    pub(super) guids: Guids,
    pub(super) dates: Dates,
    pub(super) validators: Validators,
    pub(super) changed_at: Timestamp,
    served: u64,
}

#[derive(Clone, Debug)]
pub(super) enum Fault {
    None,
    Status(u16, Option<String>),
    Redirect(u16, String),
    Never,
    Garbage,
    Truncated,
    CutOff,
    Html,
    Reset,
    Bomb(Bytes),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Guids {
    Own,
    NewEachTime,
    OneForAll,
    None,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Dates {
    Own,
    Future,
    None,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Validators {
    Both,
    Etag,
    LastModified,
    None,
}

/// The entry that is number `n` of a feed, `hours` ago.
pub(super) fn numbered(name: &str, n: usize, hours: usize, now: Timestamp) -> Item {
    let ago = SignedDuration::from_hours(i64::try_from(hours).unwrap_or(i64::MAX / 3600));
    Item::new(&format!("Report {n} of {name}")).at(now.saturating_sub(ago).unwrap_or(now))
}

impl State {
    pub(super) fn new(name: &str, home: &str, now: Timestamp) -> Self {
        Self {
            channel: Channel {
                title: name.to_owned(),
                description: format!("Reports by {name}."),
                home: home.to_owned(),
                feed_path: FEED_PATH.to_owned(),
                language: "en".to_owned(),
                rights: String::new(),
                licence: String::new(),
                dialect: Dialect::Rss,
                is_full_text: true,
            },
            items: Vec::new(),
            left: Vec::new(),
            deleted: BTreeSet::new(),
            fault: Fault::None,
            delay: Duration::ZERO,
            guids: Guids::Own,
            dates: Dates::Own,
            validators: Validators::Both,
            changed_at: now,
            served: 0,
        }
    }

    /// What the feed's URL answers now.
    pub(super) fn poll(&mut self) -> Answer {
        self.served += 1;
        let document = self.document();
        let answer = match &self.fault {
            Fault::None => document,
            Fault::Status(status, None) => Answer::status(*status),
            Fault::Status(status, Some(after)) => {
                Answer::status(*status).header("retry-after", after)
            }
            Fault::Redirect(status, to) => Answer::redirect(*status, to),
            Fault::Never => Answer::never(),
            Fault::Garbage => Answer::bytes("application/rss+xml", garbage()),
            Fault::Truncated => {
                let end = document.body.len() / 5 * 3;
                Answer::bytes("application/rss+xml", document.body.slice(..end))
            }
            Fault::CutOff => document.cut_off(),
            Fault::Html => self.page_with_link(),
            Fault::Reset => Answer::reset(),
            Fault::Bomb(bytes) => Answer::bytes("application/rss+xml", bytes.clone()).gzipped(),
        };
        answer.slow(self.delay)
    }

    /// The feed as it should be.
    pub(super) fn document(&self) -> Answer {
        let items: Vec<_> = self.items.iter().map(|item| self.twisted(item)).collect();
        let (content_type, document) = render::feed(&self.channel, &items);
        let answer = Answer::bytes(content_type, document).changed_at(self.changed_at);
        self.validated(answer)
    }

    fn validated(&self, mut answer: Answer) -> Answer {
        match self.validators {
            Validators::Both => {}
            Validators::Etag => answer.last_modified = None,
            Validators::LastModified => answer.etag = None,
            Validators::None => answer = answer.without_validators(),
        }
        answer
    }

    /// An item with the feed's bad habits.
    fn twisted(&self, item: &Item) -> Item {
        let mut item = item.clone();
        match self.guids {
            Guids::Own => {}
            Guids::NewEachTime => item.guid = Some(format!("{}-{}", item.slug, self.served)),
            Guids::OneForAll => item.guid = Some("the-one".to_owned()),
            Guids::None => item.guid = None,
        }
        match self.dates {
            Dates::Own => {}
            Dates::Future => {
                item.published = item
                    .published
                    .and_then(|at| at.checked_add(TWENTY_YEARS).ok());
            }
            Dates::None => item.published = None,
        }
        item
    }

    fn page_with_link(&self) -> Answer {
        let mut channel = self.channel.clone();
        FOUND_PATH.clone_into(&mut channel.feed_path);
        Answer::html(render::front(&channel, &self.items))
    }
}

/// Four kilobytes that are nothing in any encoding, always the same.
fn garbage() -> Vec<u8> {
    let mut state = 0x9e37_79b9_u32;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    (0..4096).map(next).collect()
}
