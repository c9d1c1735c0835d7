//! What the pipeline and the portal hand to the store of subscriptions at hubs, and take from it.

use depesche_model::websub::Secret;
use depesche_model::{Subscription, SubscriptionId};
use jiff::Timestamp;

/// A subscription to begin.
#[derive(Clone, Debug)]
pub struct NewSubscription {
    /// The hub's address.
    pub hub: String,
    /// What the feed is called there.
    pub topic: String,
    /// Our address that the hub calls. What stands behind its last slash names the subscription,
    /// and nobody can guess it.
    pub callback: Secret,
    /// The key of its signatures.
    pub secret: Secret,
}

/// What becomes of a feed's subscription.
#[derive(Clone, Debug)]
pub enum SubscriptionChange {
    /// It ends: the hub is told.
    Leave,
    /// It ends, where there is one. None is wanted now; this is where one would be begun.
    Remember {
        /// The hub's address.
        hub: String,
        /// What the feed is called there.
        topic: String,
    },
    /// It ends, where there is one, and another begins.
    Begin(NewSubscription),
}

/// What a poll has to do with its feed's subscription.
#[derive(Clone, Debug, Default)]
pub struct Push {
    /// The subscription that the feed had when the poll began.
    pub subscription: Option<SubscriptionId>,
    /// Whether the hub's delivery was the reason for the poll.
    pub was_hinted: bool,
    /// What becomes of it; `None`: it stays as it is.
    pub change: Option<SubscriptionChange>,
}

/// A subscription about which something is to be done, claimed.
#[derive(Clone, Debug)]
pub struct SubscriptionJob {
    /// The subscription; its `next_at` is already pushed forward.
    pub subscription: Subscription,
    /// Fences the answer.
    pub turn: i64,
}

/// What came of asking a hub.
#[derive(Clone, Debug)]
pub struct Requested {
    /// In words.
    pub outcome: String,
    /// When the hub is asked again, if it does not call back before; where it is over, until when
    /// it is remembered.
    pub next_at: Timestamp,
    /// Whether the subscription is over, whatever the hub thinks of it.
    pub is_over: bool,
}
