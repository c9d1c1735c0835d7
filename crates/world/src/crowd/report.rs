//! What a crowd has seen, as figures.

use std::sync::atomic::Ordering;

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::feed::Member;
use super::plan::{Habit, Tags};
use super::{Domain, Hall, Manners};
use crate::locked;

/// What a feed has to be seen before a move is believed, and for how long.
const SIGHTINGS: u32 = 3;
const SEEN_FOR: SignedDuration = SignedDuration::from_hours(24);

/// A feed is asked at least once a day, whatever it answers; the hour is for the step in which the
/// time goes on.
const A_DAY: SignedDuration = SignedDuration::from_hours(25);

#[derive(Default)]
struct Sum {
    polls: u64,
    never_asked: u32,
    forgotten: u32,
    unconditional_most: u32,
    unconditional_over: u32,
    exact: u64,
    inexact: u64,
    examples: Vec<String>,
    under_an_hour: u64,
    shortest: Option<SignedDuration>,
    silent: u32,
    silent_example: Option<String>,
    longest: Option<SignedDuration>,
    moves: Moves,
    ends: Ends,
    ages: Vec<u32>,
}

#[derive(Default)]
struct Moves {
    believed: u32,
    too_early: u32,
    wrongly: u32,
    not_yet: u32,
}

#[derive(Default)]
struct Ends {
    confirmed: u32,
    too_early: u32,
    asked_after: u32,
    wrongly: u32,
}

impl Hall {
    pub(super) fn report(&self) -> Value {
        let now = self.clock.now();
        let mut sum = Sum::default();
        for member in &self.members {
            let member = locked(member);
            let domain = self.plan.domain_of(member.character.host);
            let is_patient = locked(&self.domains[domain]).times > 0;
            sum.add(&member);
            if !is_patient {
                sum.add_silence(&member, now);
            }
        }
        let most = self
            .hosts
            .iter()
            .map(|host| host.most.load(Ordering::SeqCst));
        let domains: Vec<Domain> = self.domains.iter().map(|one| locked(one).clone()).collect();
        let manners: Manners = locked(&self.manners).clone();
        let mut report = sum.told();
        report["requests"] = self.asked.load(Ordering::Relaxed).into();
        report["requests_to_silent"] = self.dead.load(Ordering::Relaxed).into();
        report["in_flight_most"] = most.max().unwrap_or(0).into();
        report["retry_after"] = json!({
            "times": domains.iter().map(|one| one.times).sum::<u32>(),
            "requests_before": domains.iter().map(|one| one.requests_before).sum::<u32>(),
            "examples": domains.iter().filter_map(|one| one.example.clone()).take(3)
                .collect::<Vec<_>>(),
        });
        report["manners"] = json!({
            "cookies": manners.cookies,
            "referers": manners.referers,
            "queries": manners.queries,
            "homes": manners.homes,
            "strangers": manners.strangers,
            "strange": manners.strange,
            "agents": manners.agents,
        });
        report
    }
}

impl Sum {
    fn add(&mut self, member: &Member) {
        let asked = &member.asked;
        self.polls += u64::from(asked.polls);
        self.never_asked += u32::from(asked.polls == 0);
        self.forgotten += asked.forgotten;
        // Who gives nothing to echo cannot be asked conditionally.
        if member.character.tags != Tags::None {
            self.unconditional_most = self.unconditional_most.max(asked.unconditional);
            self.unconditional_over += u32::from(asked.has_given && asked.unconditional > 1);
        }
        self.exact += u64::from(asked.exact);
        self.inexact += u64::from(asked.inexact);
        if let Some(example) = asked.example.as_ref().filter(|_| self.examples.len() < 5) {
            let Member {
                number, character, ..
            } = member;
            self.examples
                .push(format!("feed {number}, {character:?}: {example}"));
        }
        self.under_an_hour += u64::from(asked.under_an_hour);
        self.shortest = [self.shortest, asked.shortest].into_iter().flatten().min();
        self.moves.add(member);
        self.ends.add(member);
        self.ages.extend(&member.ages);
    }

    /// Only a confirmed end (and `Retry-After`) keeps a feed from being asked once a day.
    fn add_silence(&mut self, member: &Member, now: jiff::Timestamp) {
        let may_be_silent = matches!(
            member.character.habit,
            Habit::IsGone | Habit::IsGoneBriefly | Habit::Moves(_) | Habit::MovesBriefly
        );
        if let Some(longest) = member.asked.longest_silence(now).filter(|_| !may_be_silent) {
            self.longest = self.longest.max(Some(longest));
            if longest > A_DAY {
                self.silent += 1;
                let Member {
                    number,
                    character,
                    asked,
                    ..
                } = member;
                self.silent_example = Some(format!(
                    "feed {number}, {character:?}: {} polls, {} h without, last at {:?}",
                    asked.polls,
                    longest.as_hours(),
                    asked.last_at,
                ));
            }
        }
    }

    fn told(mut self) -> Value {
        self.ages.sort_unstable();
        let percentile = |percent: usize| {
            let at = (self.ages.len() * percent / 100).min(self.ages.len().saturating_sub(1));
            self.ages.get(at)
        };
        let seconds = |gap: Option<SignedDuration>| gap.map(|gap| gap.as_secs());
        json!({
            "polls": self.polls,
            "never_asked": self.never_asked,
            "unconditional": {
                "most": self.unconditional_most,
                "feeds_over_one": self.unconditional_over,
                "forgotten": self.forgotten,
            },
            "validators": {
                "exact": self.exact, "inexact": self.inexact, "examples": self.examples,
            },
            "gaps": {
                "under_an_hour": self.under_an_hour,
                "shortest_seconds": seconds(self.shortest),
                "over_a_day": self.silent,
                "over_a_day_example": self.silent_example,
                "longest_seconds": seconds(self.longest),
            },
            "moves": {
                "believed": self.moves.believed,
                "too_early": self.moves.too_early,
                "wrongly": self.moves.wrongly,
                "not_yet": self.moves.not_yet,
            },
            "ends": {
                "confirmed": self.ends.confirmed,
                "too_early": self.ends.too_early,
                "asked_after": self.ends.asked_after,
                "wrongly": self.ends.wrongly,
            },
            "entries": {
                "fetched": self.ages.len(),
                "age_p50_seconds": percentile(50),
                "age_p95_seconds": percentile(95),
                "age_max_seconds": self.ages.last(),
            },
        })
    }
}

impl Moves {
    fn add(&mut self, member: &Member) {
        let moved = &member.moved;
        let seen_for = moved
            .first_at
            .zip(moved.last_at)
            .map(|(first, last)| last.duration_since(first));
        let is_due = moved.sightings >= SIGHTINGS && seen_for >= Some(SEEN_FOR);
        match (member.character.habit, moved.believed_at) {
            (Habit::Moves(_), Some(_)) if is_due => self.believed += 1,
            (Habit::Moves(_), Some(_)) => self.too_early += 1,
            // Seen for twice as long as is needed: it was due to be believed long before.
            (Habit::Moves(_), None) => {
                let is_overdue = is_due && seen_for >= Some(SEEN_FOR * 2);
                self.not_yet += u32::from(is_overdue && moved.sightings > SIGHTINGS);
            }
            (_, Some(_)) => self.wrongly += 1,
            (_, None) => {}
        }
    }
}

impl Ends {
    fn add(&mut self, member: &Member) {
        let is_early = member.confirmed_after.is_some_and(|after| after < SEEN_FOR);
        match member.character.habit {
            Habit::IsGone => {
                self.confirmed += u32::from(member.gone >= 2);
                self.too_early += u32::from(is_early);
                self.asked_after += member.gone.saturating_sub(2);
            }
            // After six hours of 410 it answers again: who asked once more has seen that.
            Habit::IsGoneBriefly => {
                let last_is_410 = member.asked.last_at == member.gone_at;
                self.wrongly += u32::from(member.gone > 1 || (member.gone == 1 && last_is_410));
            }
            _ => {}
        }
    }
}
