//! A site of the fake web: what tests put on it, and who asked for it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::request::Log;
use crate::{Answer, Clock, Request, locked};

/// A site on a port of its own. A cheap handle: clones are the same site.
#[derive(Clone, Debug)]
pub struct Site {
    pub(crate) name: String,
    pub(crate) home: String,
    pub(crate) clock: Clock,
    pub(crate) log: Log,
    pages: Arc<Mutex<BTreeMap<String, Answer>>>,
}

impl Site {
    pub(crate) fn new(name: &str, home: &str, clock: Clock) -> Self {
        let pages = BTreeMap::from([(
            "/robots.txt".to_owned(),
            Answer::text("User-agent: *\nDisallow: /desk/\n"),
        )]);
        Self {
            name: name.to_owned(),
            home: home.to_owned(),
            clock,
            log: Log::default(),
            pages: Arc::new(Mutex::new(pages)),
        }
    }

    /// Its address without a slash at its end: `http://127.0.0.1:PORT`.
    pub fn home(&self) -> &str {
        &self.home
    }

    /// The URL of a path, which begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.home)
    }

    /// Puts an answer at a path (with its query, if any), in place of what was there.
    pub fn put(&self, path: &str, answer: Answer) -> &Self {
        locked(&self.pages).insert(path.to_owned(), answer);
        self
    }

    /// Takes away what was put at a path; it answers 404 then.
    pub fn take(&self, path: &str) -> &Self {
        locked(&self.pages).remove(path);
        self
    }

    /// Replaces robots.txt. A site is born with one that allows all but `/desk/`.
    pub fn robots(&self, text: &str) -> &Self {
        self.put("/robots.txt", Answer::text(text))
    }

    /// What has been asked of it, oldest first.
    pub fn requests(&self) -> Vec<Request> {
        self.log.all()
    }

    /// Forgets what has been asked so far.
    pub fn forget_requests(&self) -> &Self {
        self.log.clear();
        self
    }

    /// Answers from what was put on it.
    pub(crate) fn answer(&self, request: &Request) -> Answer {
        self.log.push(request.clone());
        self.find(request).unwrap_or_else(not_found)
    }

    /// What was put at the path of a request, if anything.
    pub(crate) fn find(&self, request: &Request) -> Option<Answer> {
        let pages = locked(&self.pages);
        let found = pages
            .get(&request.path)
            .or_else(|| pages.get(request.path_only()));
        found.cloned()
    }
}

/// What a site says where it has nothing.
pub(crate) fn not_found() -> Answer {
    Answer::html("<!DOCTYPE html><title>404</title><h1>Not found</h1>").with_status(404)
}
