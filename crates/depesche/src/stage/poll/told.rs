//! What an answer came to, before it is decided what that means for the feed.

use depesche_fetch::FetchError;
use depesche_model::{Sign, Trouble, Validators, Wishes};
use depesche_read::websub::Offer;
use depesche_store::poll::PollResult;
use jiff::{SignedDuration, Timestamp};
use url::Url;

/// What came, and what it asks of the schedule.
pub(in crate::stage) struct Told {
    /// What came, in words.
    pub(in crate::stage) outcome: String,
    pub(in crate::stage) result: PollResult,
    pub(in crate::stage) trouble: Trouble,
    /// What the document asks for; `None` where none was read.
    pub(in crate::stage) wishes: Option<Wishes>,
    /// How long the server says that its answer stays fresh.
    pub(in crate::stage) fresh_for: Option<SignedDuration>,
    pub(in crate::stage) retry_after: Option<SignedDuration>,
    /// When its new entries were published, as they say.
    pub(in crate::stage) published: Vec<Timestamp>,
    /// Where the server says that the feed has moved for good.
    pub(in crate::stage) moved_to: Option<Url>,
    /// Where the feed says that it has moved.
    pub(in crate::stage) proposes: Option<String>,
    /// The hubs that announce its changes.
    pub(in crate::stage) offer: Option<Offer>,
}

impl Told {
    pub(in crate::stage) fn new(outcome: impl Into<String>, result: PollResult) -> Self {
        Self {
            outcome: outcome.into(),
            result,
            trouble: Trouble::None,
            wishes: None,
            fresh_for: None,
            retry_after: None,
            published: Vec::new(),
            moved_to: None,
            proposes: None,
            offer: None,
        }
    }

    pub(in crate::stage) fn failed(outcome: String) -> Self {
        Self::in_trouble(Trouble::Other, outcome)
    }

    pub(in crate::stage) fn in_trouble(trouble: Trouble, outcome: String) -> Self {
        Self {
            trouble,
            ..Self::new(outcome, PollResult::Failed)
        }
    }

    /// `full_at`: from when the age of the last whole answer counts, where that is new.
    pub(super) fn unchanged(
        outcome: &str,
        validators: Validators,
        full_at: Option<Timestamp>,
    ) -> Self {
        let validators = Some(validators);
        Self::new(
            outcome,
            PollResult::Unchanged {
                validators,
                full_at,
            },
        )
    }

    pub(super) fn staying_fresh(self, fresh_for: Option<std::time::Duration>) -> Self {
        Self {
            fresh_for: fresh_for.and_then(|age| age.try_into().ok()),
            ..self
        }
    }

    /// The same with what was found elsewhere of the feed's terms.
    pub(super) fn with_signs(mut self, signs: Vec<Sign>) -> Self {
        if let PollResult::Fresh(fresh) = &mut self.result {
            fresh.signs.extend(signs);
        }
        self
    }

    pub(super) fn moved(self, moved_to: Option<Url>) -> Self {
        Self { moved_to, ..self }
    }
}

impl From<FetchError> for Told {
    fn from(error: FetchError) -> Self {
        Self::in_trouble(trouble(&error), error.to_string())
    }
}

fn trouble(error: &FetchError) -> Trouble {
    match error {
        FetchError::Status { status: 404 } => Trouble::Missing,
        FetchError::Status { status: 401 | 403 } => Trouble::Refused,
        FetchError::Status { status: 500.. } => Trouble::Unwell,
        FetchError::BotWall { .. } => Trouble::BotWall,
        FetchError::NoSuchHost(_) | FetchError::Unreachable { .. } => Trouble::Unreachable,
        FetchError::Tls { .. } => Trouble::Tls,
        FetchError::TimedOut { .. } => Trouble::Slow,
        FetchError::Private { .. } => Trouble::Private,
        _ => Trouble::Other,
    }
}
