//! The engines that the configuration names.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use depesche_fetch::{Clock, Service, Settings};
use depesche_model::Lang;
use depesche_store::Store;
use depesche_translate::chain::Chain;
use depesche_translate::engine::Engine;
use url::Url;

use super::budget::{Budget, Limits};
use crate::config::Config;

/// Who translates, into what, and for how much.
pub(crate) struct Translation {
    pub(crate) chain: Chain,
    pub(crate) budget: Budget,
    /// The languages translated into.
    pub(crate) languages: Vec<Lang>,
}
