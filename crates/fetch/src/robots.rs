//! robots.txt (RFC 9309) for article pages. A feed that somebody subscribed to is not asked for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use depesche_model::Validators;
use jiff::{SignedDuration, Timestamp};
use texting_robots::Robot;
use url::Url;

use crate::{Client, FetchError, Fetched, Request, Want};

/// How long an answer is believed (RFC 9309 §2.4: not longer than a day).
const BELIEVED: SignedDuration = SignedDuration::from_hours(24);

/// How long a failure is believed.
const FAILURE_BELIEVED: SignedDuration = SignedDuration::from_hours(1);

/// How much of it is read (RFC 9309 §2.5: at least 500 KiB).
const MAX_BYTES: usize = 512 << 10;

/// How many sites are remembered.
const MAX_SITES: usize = 2_000;

/// What the sites said.
#[derive(Default)]
pub(crate) struct Robots {
    sites: Mutex<HashMap<String, Arc<Rules>>>,
}

struct Rules {
    answer: Answer,
    asked_at: Timestamp,
}

enum Answer {
    Rules(Box<Robot>),
    AllowAll,
    DisallowAll,
}

impl Rules {
    fn allow(&self, url: &Url) -> bool {
        match &self.answer {
            Answer::Rules(robot) => robot.allowed(url.as_str()),
            Answer::AllowAll => true,
            Answer::DisallowAll => false,
        }
    }

    fn is_current(&self, now: Timestamp) -> bool {
        let believed = if matches!(self.answer, Answer::DisallowAll) {
            FAILURE_BELIEVED
        } else {
            BELIEVED
        };
        let age = now.duration_since(self.asked_at);
        // What was asked in the future was asked by a clock that was wrong.
        !age.is_negative() && age < believed
    }
}

impl Client {
    /// Whether the site's robots.txt lets us fetch this page. Asks the site at most once a day.
    ///
    /// No robots.txt (4xx) allows everything; a site in trouble (5xx, no answer) allows nothing
    /// for now (RFC 9309 §2.3.1).
    pub async fn may_fetch_page(&self, url: &Url) -> bool {
        let site = url.origin().ascii_serialization();
        let now = (self.clock)();
        let known = self.robots.get(&site).filter(|rules| rules.is_current(now));
        let rules = if let Some(rules) = known {
            rules
        } else {
            let answer = self.ask_robots(url).await;
            let asked_at = now;
            self.robots.put(site, Rules { answer, asked_at })
        };
        rules.allow(url)
    }

    async fn ask_robots(&self, url: &Url) -> Answer {
        let Ok(robots_url) = url.join("/robots.txt") else {
            return Answer::DisallowAll;
        };
        let validators = Validators::default();
        let request = Request {
            url: &robots_url,
            want: Want::Text,
            validators: &validators,
        };
        match self.get(request).await {
            Ok(Fetched::Fresh(mut answer)) => {
                answer.body.truncate(MAX_BYTES);
                Robot::new(&self.settings.robots_token, &answer.body)
                    .map_or(Answer::AllowAll, |robot| Answer::Rules(Box::new(robot)))
            }
            // Too large, too many redirects: RFC 9309 lets us treat both as if there were none.
            Ok(Fetched::Gone)
            | Err(
                FetchError::Status { status: 400..=499 }
                | FetchError::TooBig { .. }
                | FetchError::TooManyRedirects(_),
            ) => Answer::AllowAll,
            _ => Answer::DisallowAll,
        }
    }
}

impl Robots {
    fn get(&self, site: &str) -> Option<Arc<Rules>> {
        self.sites
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(site)
            .cloned()
    }

    fn put(&self, site: String, rules: Rules) -> Arc<Rules> {
        let now = rules.asked_at;
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        if sites.len() >= MAX_SITES {
            sites.retain(|_, rules| rules.is_current(now));
        }
        if sites.len() >= MAX_SITES {
            sites.clear();
        }
        let rules = Arc::new(rules);
        sites.insert(site, Arc::clone(&rules));
        rules
    }
}
