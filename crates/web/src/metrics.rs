//! What `/metrics` prints: the counters that the pipeline and the portal turn, and gauges that are
//! read from the store when somebody asks.

use std::sync::Mutex;
use std::sync::atomic::{AtomicI64, AtomicU64};

use depesche_store::portal::Counts;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// The portal's and the pipeline's counters.
pub struct Metrics {
    /// Polls, by what came of them: see [`Metrics::poll`].
    pub polls: Family<Outcome, Counter>,
    /// Pages of articles fetched, by what came of them.
    pub pages: Family<Outcome, Counter>,
    /// Requests to hubs, by what came of them.
    pub hubs: Family<Outcome, Counter>,
    /// What hubs delivered, by what came of it.
    pub(crate) deliveries: Family<Outcome, Counter>,
    /// Pictures of articles, by what came of them.
    pub pictures: Family<Outcome, Counter>,
    /// New articles.
    pub articles: Counter,
    /// New versions of articles.
    pub versions: Counter,
    /// Bytes that came over the wire.
    pub bytes: Counter,
    /// Answers of the portal.
    pub(crate) answers: Family<Answered, Counter>,
    /// How long they took, in seconds.
    pub(crate) answer_seconds: Histogram,
    /// Answers that came from memory.
    pub(crate) from_memory: Counter,
    stock: Family<Stock, Gauge<i64, AtomicI64>>,
    feeds: Family<InState, Gauge<i64, AtomicI64>>,
    registry: Mutex<Registry>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct Outcome {
    /// A short word: `fresh`, `unchanged`, `failed`, …
    pub outcome: &'static str,
}

/// Which page was asked for and how it was answered.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Answered {
    /// The route's name.
    pub(crate) route: &'static str,
    /// The status.
    pub(crate) status: u16,
}

/// Things that the store counts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Stock {
    what: &'static str,
}

/// The state of feeds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct InState {
    state: &'static str,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// All at zero.
    pub fn new() -> Self {
        let metrics = Self {
            polls: Family::default(),
            pages: Family::default(),
            hubs: Family::default(),
            deliveries: Family::default(),
            pictures: Family::default(),
            articles: Counter::<u64, AtomicU64>::default(),
            versions: Counter::default(),
            bytes: Counter::default(),
            answers: Family::default(),
            answer_seconds: Histogram::new([0.000_5, 0.001, 0.005, 0.02, 0.1, 0.5, 2.0]),
            from_memory: Counter::default(),
            stock: Family::default(),
            feeds: Family::default(),
            registry: Mutex::new(Registry::with_prefix("depesche")),
        };
        metrics.register_all();
        metrics
    }

    /// Counts a poll by what came of it.
    pub fn poll(&self, outcome: &'static str) {
        self.polls.get_or_create(&Outcome { outcome }).inc();
    }

    /// Counts the fetching of an article's page by what came of it.
    pub fn page(&self, outcome: &'static str) {
        self.pages.get_or_create(&Outcome { outcome }).inc();
    }

    /// Says how many feeds are in each state, by the state's word.
    pub fn feeds_in_states(&self, counts: impl IntoIterator<Item = (&'static str, usize)>) {
        for (state, count) in counts {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            self.feeds.get_or_create(&InState { state }).set(count);
        }
    }

    /// Counts a request to a hub by what came of it.
    pub fn hub(&self, outcome: &'static str) {
        self.hubs.get_or_create(&Outcome { outcome }).inc();
    }

    /// Counts a delivery of a hub by what came of it.
    pub(crate) fn delivery(&self, outcome: &'static str) {
        self.deliveries.get_or_create(&Outcome { outcome }).inc();
    }

    /// Counts a picture of an article by what came of it: `kept`, `refused`.
    pub fn picture(&self, outcome: &'static str) {
        self.pictures.get_or_create(&Outcome { outcome }).inc();
    }

    /// The registry, for counters of somebody else. Names get the prefix `depesche_`.
    pub fn registry(&self) -> &Mutex<Registry> {
        &self.registry
    }

    /// Everything in Prometheus' text format, after the gauges were set from `counts`.
    pub(crate) fn print(&self, counts: &Counts) -> String {
        self.set_stock(counts);
        let mut text = String::new();
        let registry = self
            .registry
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if encode(&mut text, &registry).is_err() {
            text.clear();
        }
        text
    }

    fn register_all(&self) {
        let mut registry = self
            .registry
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        registry.register("polls", "Polls of feeds", self.polls.clone());
        registry.register("pages", "Pages of articles fetched", self.pages.clone());
        registry.register("websub_requests", "Requests to hubs", self.hubs.clone());
        registry.register(
            "websub_deliveries",
            "Deliveries of hubs",
            self.deliveries.clone(),
        );
        registry.register("pictures", "Pictures of articles", self.pictures.clone());
        registry.register("articles", "New articles", self.articles.clone());
        registry.register(
            "versions",
            "New versions of articles",
            self.versions.clone(),
        );
        registry.register_with_unit(
            "fetched",
            "Read off the wire",
            Unit::Bytes,
            self.bytes.clone(),
        );
        registry.register("answers", "Answers of the portal", self.answers.clone());
        registry.register(
            "answers_from_memory",
            "Answers that were in memory",
            self.from_memory.clone(),
        );
        registry.register_with_unit(
            "answer",
            "How long an answer took",
            Unit::Seconds,
            self.answer_seconds.clone(),
        );
        registry.register("stock", "What the store holds", self.stock.clone());
        registry.register(
            "feeds",
            "Feeds by their state, counted each minute",
            self.feeds.clone(),
        );
    }

    fn set_stock(&self, counts: &Counts) {
        for (what, count) in [
            ("sources", counts.sources),
            ("feeds", counts.feeds),
            ("feeds_failing", counts.feeds_failing),
            ("feeds_due", counts.feeds_due),
            ("entries", counts.entries),
            ("articles", counts.articles),
            ("versions", counts.versions),
            ("tickets", counts.tickets),
            ("tickets_parked", counts.tickets_parked),
            ("subscriptions", counts.subscriptions),
        ] {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            self.stock.get_or_create(&Stock { what }).set(count);
        }
    }
}

#[cfg(test)]
mod tests {
    use depesche_store::portal::Counts;

    use super::Metrics;

    #[test]
    fn what_is_counted_is_printed() {
        let metrics = Metrics::new();
        metrics.poll("fresh");
        metrics.articles.inc_by(3);
        metrics.feeds_in_states([("silent", 2)]);
        let counts = Counts {
            feeds: 7,
            ..Counts::default()
        };
        let text = metrics.print(&counts);
        assert!(
            text.contains("depesche_polls_total{outcome=\"fresh\"} 1"),
            "{text}"
        );
        assert!(text.contains("depesche_articles_total 3"), "{text}");
        assert!(text.contains("depesche_stock{what=\"feeds\"} 7"), "{text}");
        assert!(
            text.contains("depesche_feeds{state=\"silent\"} 2"),
            "{text}"
        );
        assert!(text.ends_with("# EOF\n"), "{text}");
    }
}
