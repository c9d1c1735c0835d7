//! What sites reserve in `/.well-known/tdmrep.json`: asked at most once a day, before their pages
//! are read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use depesche_fetch::{Client, Fetched, Request, Want};
use depesche_model::{Sign, SignKind, SignPlace, Validators};
use depesche_read::tdmrep::{Rule, rule_for, rules};
use jiff::{SignedDuration, Timestamp};
use url::Url;

/// How long an answer is believed.
const BELIEVED: SignedDuration = SignedDuration::from_hours(24);

/// How many sites are remembered.
const MAX_SITES: usize = 2_000;

/// What a site's file says, and when it was asked.
struct File {
    rules: Arc<[Rule]>,
    asked_at: Timestamp,
}

/// What the sites said.
#[derive(Default)]
pub(crate) struct Reservations {
    sites: Mutex<HashMap<String, File>>,
}

impl Reservations {
    /// What its site's file says of a page.
    pub(super) async fn signs(&self, client: &Client, url: &Url, now: Timestamp) -> Vec<Sign> {
        let site = url.origin().ascii_serialization();
        let rules = match self.known(&site, now) {
            Some(rules) => rules,
            None => self.ask(client, url, site, now).await,
        };
        let query = url
            .query()
            .map_or_else(String::new, |query| format!("?{query}"));
        let Some(rule) = rule_for(&rules, &format!("{}{query}", url.path())) else {
            return Vec::new();
        };
        let sign = |kind, says: &str| Sign {
            kind,
            place: SignPlace::TdmRep,
            says: says.to_owned(),
        };
        let reservation = if rule.is_reserved { "1" } else { "0" };
        let mut signs = vec![sign(SignKind::TdmReservation, reservation)];
        if !rule.policy.is_empty() {
            signs.push(sign(SignKind::TdmPolicy, &rule.policy));
        }
        signs
    }

    fn known(&self, site: &str, now: Timestamp) -> Option<Arc<[Rule]>> {
        let sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        let file = sites.get(site).filter(|file| is_current(file, now))?;
        Some(Arc::clone(&file.rules))
    }

    /// Asks a site. Who has no such file, or cannot give it now, reserves nothing in it.
    async fn ask(&self, client: &Client, url: &Url, site: String, now: Timestamp) -> Arc<[Rule]> {
        let found = match url.join("/.well-known/tdmrep.json") {
            Ok(file) => asked(client, &file).await,
            Err(_) => Vec::new(),
        };
        let rules: Arc<[Rule]> = found.into();
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        if sites.len() >= MAX_SITES {
            sites.retain(|_, file| is_current(file, now));
        }
        if sites.len() >= MAX_SITES {
            sites.clear();
        }
        let file = File {
            rules: Arc::clone(&rules),
            asked_at: now,
        };
        sites.insert(site, file);
        rules
    }
}

async fn asked(client: &Client, file: &Url) -> Vec<Rule> {
    let request = Request {
        url: file,
        want: Want::Text,
        validators: &Validators::default(),
    };
    match client.get(request).await {
        Ok(Fetched::Fresh(answer)) => rules(&answer.body),
        _ => Vec::new(),
    }
}

fn is_current(file: &File, now: Timestamp) -> bool {
    file.asked_at <= now && now.duration_since(file.asked_at) < BELIEVED
}
