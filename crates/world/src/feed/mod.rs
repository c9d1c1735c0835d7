//! A site with a feed, and every habit that feeds have.

mod state;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use state::{Dates, Fault, Guids, State, Validators};

use crate::render::{self, Dialect};
use crate::site::not_found;
use crate::{Answer, Item, Request, Site, locked};

/// Where every feed stands on its site.
const FEED_PATH: &str = "/feed.xml";
/// Where the feed stands while `/feed.xml` answers with a web page that links to it.
const FOUND_PATH: &str = "/found.xml";
/// How many articles a page lists as related.
const RELATED: usize = 4;

/// A site with a feed at `/feed.xml` and a page for each of its articles. A cheap handle: clones
/// are the same feed.
///
/// A new feed is RSS 2.0 with whole texts, `ETag` and `Last-Modified`; a habit holds until another
/// takes its place, and [`Feed::works`] ends the faults.
#[derive(Clone, Debug)]
pub struct Feed {
    site: Site,
    state: Arc<Mutex<State>>,
}

/// What it holds.
impl Feed {
    pub(crate) fn new(site: Site) -> Self {
        let state = State::new(&site.name, site.home(), site.clock.now());
        let state = Arc::new(Mutex::new(state));
        Self { site, state }
    }

    /// The URL of the feed.
    pub fn url(&self) -> String {
        self.site.url(FEED_PATH)
    }

    /// The site's address without a slash at its end.
    pub fn home(&self) -> &str {
        self.site.home()
    }

    /// The site, for pages beside the feed and a robots.txt of its own.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The articles in the feed, newest first.
    pub fn items(&self) -> Vec<Item> {
        locked(&self.state).items.clone()
    }

    /// Replaces all articles by `count` generated ones, an hour apart, the newest of now.
    pub fn entries(&self, count: usize) -> &Self {
        let now = self.site.clock.now();
        let items = (0..count).map(|n| state::numbered(&self.site.name, count - n, n, now));
        self.change(|state| state.items = items.collect())
    }

    /// Publishes an article on top of the others, now unless it has a date.
    pub fn add(&self, mut item: Item) -> &Self {
        item.published.get_or_insert(self.site.clock.now());
        self.change(|state| state.items.insert(0, item))
    }

    /// Changes an article by its slug; nothing happens where there is none.
    pub fn edit(&self, slug: &str, change: impl FnOnce(&mut Item)) -> &Self {
        self.change(|state| {
            if let Some(item) = state.items.iter_mut().find(|item| item.slug == slug) {
                change(item);
            }
        })
    }

    /// Takes an article out of the feed; its page stays.
    pub fn remove(&self, slug: &str) -> &Self {
        self.change(|state| {
            let gone = state.items.extract_if(.., |item| item.slug == slug);
            state.left.extend(gone);
        })
    }

    /// Takes an article out of the feed; its page answers 410.
    pub fn delete(&self, slug: &str) -> &Self {
        self.remove(slug).change(|state| {
            state.left.retain(|item| item.slug != slug);
            state.deleted.insert(slug.to_owned());
        })
    }

    /// What has been asked of the whole site, oldest first.
    pub fn requests(&self) -> Vec<Request> {
        self.site.requests()
    }

    /// What has been asked of the feed alone, oldest first.
    pub fn polls(&self) -> Vec<Request> {
        let mut requests = self.site.requests();
        requests.retain(|request| request.path_only() == FEED_PATH);
        requests
    }

    fn change(&self, change: impl FnOnce(&mut State)) -> &Self {
        let mut state = locked(&self.state);
        change(&mut state);
        state.changed_at = self.site.clock.now();
        drop(state);
        self
    }
}

/// How it is written.
impl Feed {
    /// Writes RSS 2.0.
    pub fn rss(&self) -> &Self {
        self.dialect(Dialect::Rss)
    }

    /// Writes Atom.
    pub fn atom(&self) -> &Self {
        self.dialect(Dialect::Atom)
    }

    /// Writes RSS 1.0 (RDF).
    pub fn rdf(&self) -> &Self {
        self.dialect(Dialect::Rdf)
    }

    /// Writes JSON Feed.
    pub fn json_feed(&self) -> &Self {
        self.dialect(Dialect::Json)
    }

    /// Carries whole texts.
    pub fn full_text(&self) -> &Self {
        self.change(|state| state.channel.is_full_text = true)
    }

    /// Carries teasers only; the pages have the whole texts.
    pub fn teaser(&self) -> &Self {
        self.change(|state| state.channel.is_full_text = false)
    }

    /// Declares a language, as a BCP 47 tag.
    pub fn language(&self, tag: &str) -> &Self {
        self.change(|state| tag.clone_into(&mut state.channel.language))
    }

    /// Declares a licence by its URL.
    pub fn licence(&self, url: &str) -> &Self {
        self.change(|state| url.clone_into(&mut state.channel.licence))
    }

    /// Gives every entry a new GUID at each fetch.
    pub fn new_guids_each_time(&self) -> &Self {
        self.change(|state| state.guids = Guids::NewEachTime)
    }

    /// Gives all entries the same GUID.
    pub fn one_guid_for_all(&self) -> &Self {
        self.change(|state| state.guids = Guids::OneForAll)
    }

    /// Gives no entry a GUID.
    pub fn without_guids(&self) -> &Self {
        self.change(|state| state.guids = Guids::None)
    }

    /// Dates all entries twenty years ahead.
    pub fn future_dates(&self) -> &Self {
        self.change(|state| state.dates = Dates::Future)
    }

    /// Leaves all dates out.
    pub fn without_dates(&self) -> &Self {
        self.change(|state| state.dates = Dates::None)
    }

    fn dialect(&self, dialect: Dialect) -> &Self {
        self.change(|state| state.channel.dialect = dialect)
    }
}

/// How it answers.
impl Feed {
    /// Answers properly and at once again, with both validators.
    pub fn works(&self) -> &Self {
        self.fault(Fault::None)
            .validators(Validators::Both)
            .slow(Duration::ZERO)
    }

    /// Answers 304 to everybody, even to unconditional requests.
    pub fn not_modified(&self) -> &Self {
        self.fault(Fault::Status(304, None))
    }

    /// Answers 410.
    pub fn gone(&self) -> &Self {
        self.fault(Fault::Status(410, None))
    }

    /// Answers 404.
    pub fn missing(&self) -> &Self {
        self.fault(Fault::Status(404, None))
    }

    /// Answers with a status, and a `Retry-After` header where one is given.
    pub fn fails(&self, status: u16, retry_after: Option<&str>) -> &Self {
        self.fault(Fault::Status(status, retry_after.map(str::to_owned)))
    }

    /// Answers with a redirect to a URL or a path.
    pub fn redirect(&self, status: u16, to: &str) -> &Self {
        self.fault(Fault::Redirect(status, to.to_owned()))
    }

    /// Waits (in real time) before it answers.
    pub fn slow(&self, delay: Duration) -> &Self {
        locked(&self.state).delay = delay;
        self
    }

    /// Takes the request and never answers.
    pub fn never_answers(&self) -> &Self {
        self.fault(Fault::Never)
    }

    /// Answers with bytes that are no feed, nor anything else.
    pub fn garbage(&self) -> &Self {
        self.fault(Fault::Garbage)
    }

    /// Answers with the first three fifths of the document.
    pub fn truncated(&self) -> &Self {
        self.fault(Fault::Truncated)
    }

    /// Closes the connection in the middle of the body.
    pub fn cut_off(&self) -> &Self {
        self.fault(Fault::CutOff)
    }

    /// Answers with a web page that links to the feed, which is at `/found.xml` then.
    pub fn html(&self) -> &Self {
        self.fault(Fault::Html)
    }

    /// Closes the connection instead of answering.
    pub fn reset(&self) -> &Self {
        self.fault(Fault::Reset)
    }

    /// Answers with a gzip bomb: a megabyte that unpacks to a gigabyte.
    pub fn bomb(&self) -> &Self {
        self.fault(Fault::Bomb(crate::bomb::bomb().into()))
    }

    /// Gives `ETag` and `Last-Modified` (as a new feed does).
    pub fn both_validators(&self) -> &Self {
        self.validators(Validators::Both)
    }

    /// Gives an `ETag` only.
    pub fn etag_only(&self) -> &Self {
        self.validators(Validators::Etag)
    }

    /// Gives `Last-Modified` only.
    pub fn last_modified_only(&self) -> &Self {
        self.validators(Validators::LastModified)
    }

    /// Gives no validators, and so never answers 304.
    pub fn without_validators(&self) -> &Self {
        self.validators(Validators::None)
    }

    fn fault(&self, fault: Fault) -> &Self {
        locked(&self.state).fault = fault;
        self
    }

    fn validators(&self, validators: Validators) -> &Self {
        locked(&self.state).validators = validators;
        self
    }

    /// Answers a request to the site.
    pub(crate) fn answer(&self, request: &Request) -> Answer {
        self.site.log.push(request.clone());
        if let Some(put) = self.site.find(request) {
            return put;
        }
        let mut state = locked(&self.state);
        match request.path_only() {
            FEED_PATH => state.poll(),
            FOUND_PATH => state.document(),
            "/" => Answer::html(render::front(&state.channel, &state.items)),
            path => page(&state, path),
        }
    }
}

fn page(state: &State, path: &str) -> Answer {
    let Some(slug) = path.strip_prefix("/articles/") else {
        return not_found();
    };
    if state.deleted.contains(slug) {
        return Answer::html("<!DOCTYPE html><title>410</title><h1>Gone</h1>").with_status(410);
    }
    let mut all = state.items.iter().chain(&state.left);
    let Some(item) = all.find(|item| item.slug == slug) else {
        return not_found();
    };
    let others = state.items.iter().filter(|other| other.slug != slug);
    let related: Vec<_> = others.take(RELATED).cloned().collect();
    Answer::html(render::article(&state.channel, item, &related))
}
