//! The engines that the configuration names.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use depesche_fetch::{Service, Settings};
use depesche_model::Lang;
use depesche_store::Store;
use depesche_translate::chain::Chain;
use depesche_translate::engine::{Engine, Key, azure, chat, deepl, google, libretranslate};
use url::Url;

use super::budget::{Budget, Limits};
use crate::clock::Clock;
use crate::config::Config;

/// Who translates, into what, and for how much.
pub(crate) struct Translation {
    pub(crate) chain: Chain,
    pub(crate) budget: Budget,
    /// The languages translated into.
    pub(crate) languages: Vec<Lang>,
}

impl Translation {
    /// Opens the engines that the configuration names. No connection is made yet.
    ///
    /// # Errors
    /// When an engine is not known, or lacks what it needs; the text says what.
    pub(crate) fn open(
        config: &Config,
        settings: &Settings,
        store: &Store,
        clock: &Clock,
    ) -> anyhow::Result<Self> {
        let opener = Opener {
            config,
            settings,
            clock,
        };
        let mut engines = Vec::new();
        for (place, name) in config.translate.engines.iter().enumerate() {
            if config.translate.engines[..place].contains(name) {
                bail!("translate.engines names {name} twice");
            }
            let engine = opener.engine(name);
            engines.push(engine.with_context(|| format!("the engine {name} cannot be used"))?);
        }
        let none = Self::none(config, store, clock);
        Ok(Self {
            chain: Chain::new(engines, Arc::clone(clock)),
            ..none
        })
    }

    /// All but the engines.
    pub(crate) fn none(config: &Config, store: &Store, clock: &Clock) -> Self {
        let languages = match config.translate.languages.as_slice() {
            [] => &config.site.languages,
            languages => languages,
        };
        let mut known: Vec<Lang> = Vec::new();
        for lang in languages.iter().filter_map(|tag| Lang::parse(tag)) {
            if !known.contains(&lang) {
                known.push(lang);
            }
        }
        Self {
            chain: Chain::new(Vec::new(), Arc::clone(clock)),
            budget: Budget {
                store: store.clone(),
                limits: limits(config),
                soft_limit: config.translate.soft_limit,
            },
            languages: known,
        }
    }
}

fn limits(config: &Config) -> HashMap<String, Limits> {
    let of = |name: &str, daily: u64, monthly: u64| {
        let limit = |chars: u64| (chars > 0).then_some(chars);
        let limits = Limits {
            daily: limit(daily),
            monthly: limit(monthly),
        };
        (name.to_owned(), limits)
    };
    let (libre, deepl, chat) = (&config.libretranslate, &config.deepl, &config.chat);
    let (google, azure) = (&config.google, &config.azure);
    HashMap::from([
        of("libretranslate", libre.daily_chars, libre.monthly_chars),
        of("deepl", deepl.daily_chars, deepl.monthly_chars),
        of("chat", chat.daily_chars, chat.monthly_chars),
        of("google", google.daily_chars, google.monthly_chars),
        of("azure", azure.daily_chars, azure.monthly_chars),
    ])
}

struct Opener<'c> {
    config: &'c Config,
    settings: &'c Settings,
    clock: &'c Clock,
}

impl Opener<'_> {
    fn engine(&self, name: &str) -> anyhow::Result<Arc<dyn Engine>> {
        match name {
            "libretranslate" => self.libretranslate(),
            "deepl" => self.deepl(),
            "chat" => self.chat(),
            "google" => self.google(),
            "azure" => self.azure(),
            _ => bail!(
                "there is no such engine; there are libretranslate, deepl, chat, google and azure"
            ),
        }
    }

    fn libretranslate(&self) -> anyhow::Result<Arc<dyn Engine>> {
        let own = &self.config.libretranslate;
        let service = self.service(&own.url, "libretranslate.url")?;
        let options = libretranslate::Options {
            key: Key::new(&own.key),
            is_external: is_external(&service, own.in_house),
            ..libretranslate::Options::default()
        };
        Ok(Arc::new(libretranslate::LibreTranslate::new(
            service, options,
        )))
    }

    fn deepl(&self) -> anyhow::Result<Arc<dyn Engine>> {
        let own = &self.config.deepl;
        let options = deepl::Options {
            formality: own.formality.clone(),
            ..deepl::Options::new(must_have(&own.key, "deepl.key")?)
        };
        let service = self.service_or(&own.url, deepl::usual_base(&options.key), "deepl.url")?;
        Ok(Arc::new(deepl::DeepL::new(service, options)))
    }

    fn chat(&self) -> anyhow::Result<Arc<dyn Engine>> {
        let own = &self.config.chat;
        let service = self.service(&own.url, "chat.url")?;
        if own.model.is_empty() {
            bail!("chat.model is missing: name a model as the server does");
        }
        let mut options = chat::Options {
            key: Key::new(&own.key),
            is_external: is_external(&service, own.in_house),
            ..chat::Options::new(&own.model)
        };
        if !own.system.is_empty() {
            options.system.clone_from(&own.system);
        }
        if !own.template.is_empty() {
            options.template.clone_from(&own.template);
        }
        Ok(Arc::new(chat::Chat::new(service, options)))
    }

    fn google(&self) -> anyhow::Result<Arc<dyn Engine>> {
        let own = &self.config.google;
        let options = google::Options::new(must_have(&own.key, "google.key")?);
        let service = self.service_or(&own.url, google::USUAL_BASE, "google.url")?;
        Ok(Arc::new(google::Google::new(service, options)))
    }

    fn azure(&self) -> anyhow::Result<Arc<dyn Engine>> {
        let own = &self.config.azure;
        let options = azure::Options {
            region: own.region.clone(),
            ..azure::Options::new(must_have(&own.key, "azure.key")?)
        };
        let service = self.service_or(&own.url, azure::USUAL_BASE, "azure.url")?;
        Ok(Arc::new(azure::Azure::new(service, options)))
    }

    fn service_or(&self, url: &str, usual: &str, option: &str) -> anyhow::Result<Service> {
        self.service(if url.is_empty() { usual } else { url }, option)
    }

    /// The door to an engine; `option` is where its URL stands.
    fn service(&self, url: &str, option: &str) -> anyhow::Result<Service> {
        if url.is_empty() {
            bail!("{option} is missing: say where it is");
        }
        let url = Url::parse(url).with_context(|| format!("{option} is no URL"))?;
        let service = Service::new(self.settings, &url, Arc::clone(self.clock));
        service.with_context(|| format!("{option} cannot be asked"))
    }
}

fn must_have(key: &str, option: &str) -> anyhow::Result<Key> {
    let name = option.to_uppercase().replace('.', "_");
    Key::new(key).with_context(|| {
        format!("{option} is missing: put it into a file and name that in DEPESCHE_{name}_FILE")
    })
}

fn is_external(service: &Service, in_house: bool) -> bool {
    !(in_house || service.is_private())
}
