//! One feed of a crowd: what it publishes, and what it answers.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};

use super::asked::{Asked, Validators};
use super::plan::{Character, Habit, Plan, Tags, roll};
use crate::dates::http_date;
use crate::render::{self, Channel, Dialect};
use crate::{Answer, Item, Request};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A feed of a crowd.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) number: usize,
    pub(super) character: Character,
    pub(super) asked: Asked,
    /// What was asked of it at its second path.
    pub(super) moved: Moved,
    /// 410s that it has answered: the first, and how many.
    pub(super) gone_at: Option<Timestamp>,
    pub(super) gone: u32,
    /// How long after the first 410 the second one was asked for.
    pub(super) confirmed_after: Option<SignedDuration>,
    /// How long after their publication its entries were fetched, in seconds.
    pub(super) ages: Vec<u32>,
    seed: u64,
    began: Timestamp,
    changed_at: Timestamp,
    next_at: Option<Timestamp>,
    entries: VecDeque<(u64, Timestamp)>,
    /// How many were published, and how often it was asked.
    published: u64,
    served: u64,
}

/// How a client follows a feed to another path.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moved {
    /// Redirects that it was given: the first and the last, and how many.
    pub(super) first_at: Option<Timestamp>,
    pub(super) last_at: Option<Timestamp>,
    pub(super) sightings: u32,
    /// When it first asked for the new path of itself.
    pub(super) believed_at: Option<Timestamp>,
}

/// What a feed says to a request.
pub(super) struct Said {
    pub(super) answer: Answer,
    /// Its whole registrable domain wants to be left alone for so long.
    pub(super) quiet: Option<SignedDuration>,
}

impl Said {
    fn plainly(answer: Answer) -> Self {
        Self {
            answer,
            quiet: None,
        }
    }
}

impl Member {
    pub(super) fn new(plan: &Plan, number: usize, began: Timestamp) -> Self {
        let character = plan.character(number);
        let mut member = Self {
            number,
            character,
            asked: Asked::default(),
            moved: Moved::default(),
            gone_at: None,
            gone: 0,
            confirmed_after: None,
            ages: Vec::new(),
            seed: plan.seed,
            began,
            changed_at: began,
            next_at: None,
            entries: VecDeque::with_capacity(plan.entries),
            published: 0,
            served: 0,
        };
        let apart = character.rhythm.unwrap_or(DAY);
        for n in 0..plan.entries {
            let ago = i32::try_from(plan.entries - n).unwrap_or(i32::MAX);
            let ago = apart.checked_mul(ago).unwrap_or(DAY);
            let at = began.saturating_sub(ago).unwrap_or(began);
            member.entries.push_back((member.published, at));
            member.published += 1;
            member.changed_at = at;
        }
        member.next_at = member.next_after(began);
        member
    }

    /// Answers a request to one of its paths.
    pub(super) fn answer(&mut self, request: &Request, is_second: bool) -> Said {
        let now = request.at;
        self.publish(now);
        self.served += 1;
        if is_second {
            self.note_second(now);
        }
        let redirect = self.redirect(now).filter(|_| !is_second);
        if let Some((status, to)) = redirect {
            self.moved.first_at.get_or_insert(now);
            self.moved.last_at = Some(now);
            self.moved.sightings += 1;
            return Said::plainly(Answer::redirect(status, &to));
        }
        self.asked.note(request);
        self.trouble(now)
            .unwrap_or_else(|| Said::plainly(self.document(request)))
    }

    /// Publishes an entry now, out of turn.
    pub(super) fn publish_now(&mut self, now: Timestamp) {
        self.put(now);
    }

    /// The log-in page of a captive portal.
    pub(super) fn portal(&mut self, now: Timestamp) -> Answer {
        self.note_second(now);
        Answer::html("<!DOCTYPE html><title>Log in</title><p>Log in to go on.</p>")
    }

    fn note_second(&mut self, now: Timestamp) {
        // A client that was sent here comes at once; later it comes of itself.
        let was_sent = self
            .moved
            .last_at
            .is_some_and(|at| now.duration_since(at).abs() < SignedDuration::from_mins(1));
        if !was_sent {
            self.moved.believed_at.get_or_insert(now);
        }
    }

    fn age(&self, now: Timestamp) -> SignedDuration {
        now.duration_since(self.began)
    }

    fn redirect(&self, now: Timestamp) -> Option<(u16, String)> {
        let second = format!("/n/{}.xml", self.number);
        let age = self.age(now);
        match self.character.habit {
            Habit::Moves(status) if age >= DAY => Some((status, second)),
            Habit::IsFoundElsewhere => Some((302, second)),
            Habit::MovesBriefly if age >= DAY && age < DAY + DAY / 2 => {
                Some((301, format!("/login/{}", self.number)))
            }
            _ => None,
        }
    }

    /// What it answers instead of its document, if anything.
    fn trouble(&mut self, now: Timestamp) -> Option<Said> {
        let is_late = self.age(now) >= DAY;
        let is_seventh = self.served.is_multiple_of(7);
        let is_ninth = self.served.is_multiple_of(9);
        let answer = match self.character.habit {
            Habit::Fails if is_seventh => Answer::status(500),
            Habit::CutOff if is_seventh => Answer::xml(self.written()).cut_off(),
            Habit::Page if is_seventh => {
                Answer::html("<!DOCTYPE html><title>Log in</title>").header("etag", "\"login\"")
            }
            Habit::Busy {
                status,
                hours,
                is_date,
            } if is_ninth => return Some(busy(status, hours, is_date, now)),
            Habit::BusyForNobodyKnows if is_ninth => Answer::status(429),
            Habit::IsGone if is_late => self.gone(now),
            Habit::IsGoneBriefly if is_late && self.age(now) < DAY + DAY / 4 => self.gone(now),
            Habit::IsMissing if is_late => Answer::status(404),
            Habit::IsForbidden if is_late => Answer::status(403),
            _ => return None,
        };
        Some(Said::plainly(answer))
    }

    fn gone(&mut self, now: Timestamp) -> Answer {
        self.gone += 1;
        let first = *self.gone_at.get_or_insert(now);
        if self.gone == 2 {
            self.confirmed_after = Some(now.duration_since(first));
        }
        Answer::status(410)
    }

    /// 200 with the document, or 304.
    fn document(&mut self, request: &Request) -> Answer {
        let own = self.validators();
        let sent = Validators::of(request);
        let is_known = if sent.etag.is_some() {
            sent.etag == own.etag
        } else {
            sent.modified.is_some() && sent.modified == own.modified
        };
        let has_all = self.character.tags == Tags::Always304 && !sent.are_none();
        let is_unchanged = is_known || has_all;
        let mut answer = if is_unchanged {
            self.asked.confirmed(own.clone());
            Answer::status(304)
        } else {
            self.note_ages(own.clone(), request.at);
            let mut answer = Answer::xml(self.written());
            answer.etag = None;
            answer
        };
        // A cookie that nobody may bring back.
        answer = answer.header("set-cookie", "seen=1; Path=/");
        for (name, value) in [("etag", own.etag), ("last-modified", own.modified)] {
            if let Some(value) = value {
                answer = answer.header(name, &value);
            }
        }
        answer
    }

    fn note_ages(&mut self, validators: Validators, now: Timestamp) {
        if let Some(before) = self.asked.gave(validators, now) {
            let new = self.entries.iter().filter(|(_, at)| *at > before);
            let ages = new.map(|(_, at)| now.duration_since(*at).as_secs());
            self.ages
                .extend(ages.filter_map(|age| u32::try_from(age).ok()));
        }
    }

    fn validators(&self) -> Validators {
        let version = self.published;
        let date = || Some(http_date(self.changed_at));
        let etag = || Some(format!("\"{}-{version}\"", self.number));
        let (etag, modified) = match self.character.tags {
            Tags::Both | Tags::Always304 => (etag(), date()),
            Tags::Etag => (etag(), None),
            Tags::Modified => (None, date()),
            Tags::OddEtag => (Some(self.odd_etag()), date()),
            Tags::OddModified => (None, Some(self.odd_modified())),
            Tags::NewWith304 => {
                // Each answer has another date, and the tag alone says what is known.
                let served = i64::try_from(self.served).unwrap_or_default();
                let later = SignedDuration::from_secs(served);
                let at = self.changed_at.saturating_add(later);
                (etag(), Some(http_date(at.unwrap_or(self.changed_at))))
            }
            Tags::None => (None, None),
        };
        Validators { etag, modified }
    }

    fn odd_etag(&self) -> String {
        let version = format!("{}-{}", self.number, self.published);
        match self.number % 9 {
            0 => format!("W/\"{version}\""),
            1 => version,
            2 => format!("\"{version} with spaces\""),
            3 => format!("'{version}'"),
            4 => format!("W/{version}"),
            5 => format!("\"{version}--gzip\""),
            6 => format!("\"{version}, \"and another\""),
            7 => format!("\"é-{version}\""),
            _ => format!("\"{version}-{}\"", "x".repeat(200)),
        }
    }

    fn odd_modified(&self) -> String {
        let at = self.changed_at;
        match self.number % 6 {
            0 => at.strftime("%A, %d-%b-%y %H:%M:%S GMT").to_string(),
            1 => at.strftime("%a %b %e %H:%M:%S %Y").to_string(),
            2 => at.to_string(),
            3 => at.strftime("%a, %e %b %Y %k:%M:%S +0000").to_string(),
            4 => at.as_second().to_string(),
            _ => format!("version {}", self.published),
        }
    }

    fn next_after(&self, at: Timestamp) -> Option<Timestamp> {
        let rhythm = self.character.rhythm?;
        // Between a half of the mean and one and a half.
        let thousandths = 500 + roll(self.seed, self.number as u64, 1000 + self.published) % 1000;
        let wait = rhythm.checked_mul(i32::try_from(thousandths).ok()?)? / 1000;
        at.checked_add(wait).ok()
    }

    /// Publishes what is due, at most a document full of it: after a jump of the clock the rest has
    /// scrolled by.
    fn publish(&mut self, now: Timestamp) {
        let most = self.entries.len().max(1);
        for _ in 0..most {
            match self.next_at {
                Some(at) if at <= now => self.put(at),
                _ => return,
            }
        }
        if self.next_at.is_some_and(|at| at <= now) {
            self.next_at = self.next_after(now);
        }
    }

    fn put(&mut self, at: Timestamp) {
        self.entries.pop_front();
        self.entries.push_back((self.published, at));
        self.published += 1;
        self.changed_at = at;
        self.next_at = self.next_after(at);
    }

    fn written(&self) -> String {
        let channel = Channel {
            title: format!("Crowd {}", self.number),
            description: "One of many.".to_owned(),
            home: String::new(),
            feed_path: String::new(),
            language: "en".to_owned(),
            rights: String::new(),
            licence: String::new(),
            dialect: Dialect::Rss,
            is_full_text: false,
        };
        let items: Vec<_> = self
            .entries
            .iter()
            .rev()
            .map(|one| self.item(*one))
            .collect();
        render::feed(&channel, &items).1
    }

    fn item(&self, (entry, at): (u64, Timestamp)) -> Item {
        let name = format!("c{}e{entry}", self.number);
        let guid = match self.character.habit {
            Habit::NewGuids => format!("{name}-{}", self.served),
            _ => name.clone(),
        };
        Item {
            title: format!("Report {entry} of {}", self.number),
            teaser: format!("What is known of {name}, in a sentence of its own."),
            slug: name,
            guid: Some(guid),
            html: String::new(),
            author: String::new(),
            tags: Vec::new(),
            published: Some(at),
            updated: None,
        }
    }
}

fn busy(status: u16, hours: i64, is_date: bool, now: Timestamp) -> Said {
    let quiet = SignedDuration::from_hours(hours);
    let until = now.saturating_add(quiet).unwrap_or(now);
    let after = if is_date {
        http_date(until)
    } else {
        quiet.as_secs().to_string()
    };
    Said {
        answer: Answer::status(status).header("retry-after", &after),
        quiet: Some(quiet),
    }
}
