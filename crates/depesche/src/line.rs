//! The line in which claimed feeds wait for their turn. Pure.
//!
//! A site is asked by few at a time, and feeds that failed or were never asked get no more than
//! their share: however many dead hosts there are, and however slow one with a hundred feeds is,
//! the living feeds of other sites go on.

use std::collections::{HashMap, VecDeque};

use depesche_store::poll::{FeedJob, PutBack};
use jiff::{SignedDuration, Timestamp};

/// How many feeds may wait here: those that are claimed and not asked are nobody else's.
const MAX_WAITING: usize = 512;

/// How many feeds of one site may wait here, so that one large site does not fill the line.
const MAX_OF_SITE: usize = 64;

/// How many feeds of one site are polled at once: as many as the client asks at once.
const AT_ONCE_OF_SITE: usize = 2;

/// How long a feed is put off whose site has too many in the line.
const PUT_OFF: SignedDuration = SignedDuration::from_mins(1);

/// The line.
pub(crate) struct Line {
    /// How many may be polled at once.
    places: usize,
    living: VecDeque<Waiting>,
    doubtful: VecDeque<Waiting>,
    sites: HashMap<String, Site>,
    running: usize,
    running_doubtful: usize,
}

struct Waiting {
    job: FeedJob,
    site: String,
}

#[derive(Default)]
struct Site {
    waiting: usize,
    running: usize,
}

/// Says which feed was polled, so that its place becomes free.
#[derive(Debug)]
pub(crate) struct Place {
    site: String,
    is_doubtful: bool,
}

impl Line {
    /// A line for so many places.
    pub(crate) fn new(places: usize) -> Self {
        Self {
            places: places.max(1),
            living: VecDeque::new(),
            doubtful: VecDeque::new(),
            sites: HashMap::new(),
            running: 0,
            running_doubtful: 0,
        }
    }

    /// How many more living feeds, and how many others, may join.
    pub(crate) fn room(&self) -> (usize, usize) {
        let half = MAX_WAITING / 2;
        (
            half.saturating_sub(self.living.len()),
            half.saturating_sub(self.doubtful.len()),
        )
    }

    /// Takes feeds into the line. Those whose site has too many there are given back.
    pub(crate) fn join(&mut self, jobs: Vec<(FeedJob, String)>, now: Timestamp) -> Vec<PutBack> {
        let mut back = Vec::new();
        for (job, site) in jobs {
            let known = self.sites.entry(site.clone()).or_default();
            if known.waiting >= MAX_OF_SITE {
                let later = PUT_OFF / 50 * depesche_read::schedule::share(job.feed.id);
                back.push(put_back(&job, now + PUT_OFF + later));
                continue;
            }
            known.waiting += 1;
            let line = if is_doubtful(&job) {
                &mut self.doubtful
            } else {
                &mut self.living
            };
            line.push_back(Waiting { job, site });
        }
        back
    }

    /// The next feed that may be polled; its place is taken until it is [`Line::free`]d.
    pub(crate) fn next(&mut self) -> Option<(FeedJob, Place)> {
        if self.running >= self.places {
            return None;
        }
        // A quarter of the places is for the living alone.
        let may_doubt = self.running_doubtful < (self.places - self.places / 4).max(1);
        let found = self
            .take(false)
            .or_else(|| may_doubt.then(|| self.take(true)).flatten())?;
        self.running += 1;
        self.running_doubtful += usize::from(found.1.is_doubtful);
        Some(found)
    }

    /// A feed was polled: its place is free.
    pub(crate) fn free(&mut self, place: &Place) {
        self.running = self.running.saturating_sub(1);
        let doubtful = usize::from(place.is_doubtful);
        self.running_doubtful = self.running_doubtful.saturating_sub(doubtful);
        if let Some(site) = self.sites.get_mut(&place.site) {
            site.running = site.running.saturating_sub(1);
            if site.running == 0 && site.waiting == 0 {
                self.sites.remove(&place.site);
            }
        }
    }

    /// Everybody who waits goes home, and is due at once.
    pub(crate) fn close(&mut self, now: Timestamp) -> Vec<PutBack> {
        self.sites.clear();
        let waiting = self.living.drain(..).chain(self.doubtful.drain(..));
        waiting.map(|waiting| put_back(&waiting.job, now)).collect()
    }

    /// The first of those whose site has a place free.
    fn take(&mut self, is_doubtful: bool) -> Option<(FeedJob, Place)> {
        let line = if is_doubtful {
            &mut self.doubtful
        } else {
            &mut self.living
        };
        let sites = &self.sites;
        let is_free = |waiting: &Waiting| {
            let site = sites.get(&waiting.site);
            site.is_none_or(|site| site.running < AT_ONCE_OF_SITE)
        };
        let at = line.iter().position(is_free)?;
        let Waiting { job, site } = line.remove(at)?;
        let known = self.sites.entry(site.clone()).or_default();
        known.waiting = known.waiting.saturating_sub(1);
        known.running += 1;
        Some((job, Place { site, is_doubtful }))
    }
}

/// A feed that failed last time, or has never answered.
pub(crate) fn is_doubtful(job: &FeedJob) -> bool {
    job.feed.failures > 0 || job.feed.last_success_at.is_none()
}

fn put_back(job: &FeedJob, due_at: Timestamp) -> PutBack {
    PutBack {
        feed: job.feed.id,
        turn: job.turn,
        due_at,
    }
}

#[cfg(test)]
mod tests {
    use depesche_model::{FeedId, Policy, Restrictions, Source, SourceId};
    use depesche_store::poll::FeedJob;
    use jiff::Timestamp;

    use super::{Line, MAX_OF_SITE};
    use crate::stage::poll::sample_feed;

    fn job(id: i64, is_living: bool) -> FeedJob {
        let mut feed = sample_feed();
        feed.id = FeedId(id);
        feed.last_success_at = is_living.then_some(Timestamp::UNIX_EPOCH);
        FeedJob {
            feed,
            source: Source {
                id: SourceId(1),
                slug: String::new(),
                name: String::new(),
                home: String::new(),
                owner: String::new(),
                country: String::new(),
                language: None,
                licence: String::new(),
                policy: Policy::default(),
                restrictions: Restrictions::default(),
                added_at: Timestamp::UNIX_EPOCH,
            },
            turn: 1,
            subscription: None,
        }
    }

    fn join(line: &mut Line, ids: std::ops::Range<i64>, is_living: bool, site: &str) -> usize {
        let jobs = ids.map(|id| {
            let site = site.replace('*', &id.to_string());
            (job(id, is_living), site)
        });
        line.join(jobs.collect(), Timestamp::UNIX_EPOCH).len()
    }

    fn running(line: &mut Line) -> Vec<i64> {
        std::iter::from_fn(|| line.next())
            .map(|(job, _)| job.feed.id.0)
            .collect()
    }

    #[test]
    fn dead_feeds_leave_a_quarter_of_the_places_to_the_living() {
        let mut line = Line::new(8);
        join(&mut line, 0..100, false, "dead-*.example");
        assert_eq!(running(&mut line), [0, 1, 2, 3, 4, 5]);
        join(&mut line, 100..110, true, "*.example");
        assert_eq!(running(&mut line), [100, 101]);
    }

    #[test]
    fn a_site_with_many_feeds_holds_up_nobody_else() {
        let mut line = Line::new(8);
        assert_eq!(
            join(&mut line, 0..100, true, "slow.example"),
            100 - MAX_OF_SITE
        );
        join(&mut line, 100..103, true, "*.example");
        assert_eq!(running(&mut line), [0, 1, 100, 101, 102]);
    }

    #[test]
    fn a_place_that_becomes_free_goes_to_the_next_of_the_site() {
        let mut line = Line::new(8);
        join(&mut line, 0..4, true, "a.example");
        let (_, first) = line.next().expect("one is free");
        assert_eq!(running(&mut line), [1]);
        line.free(&first);
        assert_eq!(running(&mut line), [2]);
    }

    #[test]
    fn who_waits_at_the_end_is_given_back() {
        let mut line = Line::new(1);
        join(&mut line, 0..3, true, "*.example");
        join(&mut line, 3..5, false, "*.example");
        line.next().expect("one is free");
        let back = line.close(Timestamp::UNIX_EPOCH);
        let ids: Vec<_> = back.iter().map(|back| back.feed.0).collect();
        assert_eq!(ids, [1, 2, 3, 4]);
        assert_eq!(line.room(), (256, 256));
    }
}
