//! The house, opened: everything that a command or a stage works with.

use std::fs::File;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use depesche_fetch::Client;
use depesche_model::Lang;
use depesche_search::Index;
use depesche_store::{Files, Store, StoreUrl};
use depesche_web::{Imprint, Metrics, Portal, Site};
use tokio::sync::{Notify, Semaphore};
use url::Url;

use crate::alone::Alone;
use crate::clock::Clock;
use crate::cmd::translate::terms_of;
use crate::config::Config;
use crate::stage::ledger::Ledger;
use crate::stage::media::Studio;
use crate::stage::pauses::{self, Pauses};
use crate::stage::translate::engines::Translation;
use crate::timings::Timings;

/// The house, opened. Cheap to clone.
#[derive(Clone)]
pub(crate) struct House {
    pub(crate) config: Arc<Config>,
    pub(crate) folder: Arc<Path>,
    pub(crate) store: Store,
    pub(crate) index: Index,
    pub(crate) client: Client,
    pub(crate) clock: Clock,
    /// How many times as fast as the machine's that clock runs: 1, except in a simulation.
    pub(crate) hurry: u32,
    pub(crate) metrics: Arc<Metrics>,
    /// Rung when there is something new to index and to rank. Only wakes: what there is to do
    /// stands in the database.
    pub(crate) news: Arc<Notify>,
    /// Reading takes CPU and memory: no more at once than there are processors.
    pub(crate) readers: Arc<Semaphore>,
    /// Pages of a source are read one after the other.
    pub(crate) alone: Arc<Alone>,
    pub(crate) timings: Arc<Timings>,
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) pauses: Arc<Pauses>,
    pub(crate) studio: Arc<Studio>,
    /// Who translates.
    pub(crate) translation: Arc<Translation>,
}

/// Held by the one process that runs the pipeline on a data folder.
pub(crate) struct Lock(#[expect(dead_code, reason = "held for its lock")] File);

impl House {
    /// Opens the house in a data folder, and makes it where there is none.
    pub(crate) async fn open(config: Config, folder: &Path, clock: Clock) -> anyhow::Result<Self> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the data folder {}", folder.display()))?;
        let store = Store::open(&store_url(&config, folder))
            .await
            .with_context(|| format!("cannot open the database in {}", folder.display()))?;
        // Whoever holds the lock has seen to the index; else we do, and let go of it again.
        drop(try_lock(folder)?);
        let index = Index::open_existing(&folder.join("index"))?;
        let settings = client_settings(&config);
        let client = Client::new(settings.clone(), Arc::clone(&clock));
        let translation = Translation::open(&config, &settings, &store, &clock)?;
        let files = Files::in_folder(&folder.join("media"))?;
        let processors = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let house = Self {
            config: Arc::new(config),
            folder: folder.into(),
            store,
            index,
            client,
            clock,
            hurry: 1,
            metrics: Arc::new(Metrics::new()),
            news: Arc::default(),
            readers: Arc::new(Semaphore::new(processors)),
            alone: Arc::default(),
            timings: Arc::default(),
            ledger: Arc::default(),
            pauses: Arc::default(),
            studio: Arc::new(Studio::new(files)),
            translation: Arc::new(translation),
        };
        pauses::load(&house).await?;
        follow_glossary_file(&house).await?;
        Ok(house)
    }

    /// What the portal is made of.
    pub(crate) fn portal(&self) -> Portal {
        Portal {
            store: self.store.clone(),
            files: self.studio.files.clone(),
            index: self.index.clone(),
            site: site(&self.config),
            clock: Arc::clone(&self.clock),
            metrics: Arc::clone(&self.metrics),
        }
    }

    /// The language of the portal's first edition, for who reads without choosing one.
    pub(crate) fn language(&self) -> Lang {
        let mut languages = self.config.site.languages.iter();
        let first = languages.find_map(|tag| Lang::parse(tag));
        first.unwrap_or_else(|| Lang::parse("en").expect("English is a language"))
    }
}

/// Takes over the glossary's file, where the operator keeps one.
async fn follow_glossary_file(house: &House) -> anyhow::Result<()> {
    let file = &house.config.translate.glossary;
    let terms = if file.is_empty() {
        Vec::new()
    } else {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("cannot read translate.glossary, {file}"))?;
        terms_of(&text).with_context(|| file.clone())?
    };
    let input = (terms, (house.clock)());
    house
        .store
        .write(&input, |tx, (terms, at)| {
            Box::pin(tx.follow_glossary_file(terms, *at))
        })
        .await
        .context("cannot take the glossary over")?;
    Ok(())
}

/// Takes the data folder for the pipeline, and sees to its search index: an index that cannot be
/// used is thrown away and built again, which only its one writer may do.
///
/// # Errors
/// When another process has the folder.
pub(crate) fn lock(folder: &Path) -> anyhow::Result<Lock> {
    match try_lock(folder)? {
        Some(lock) => Ok(lock),
        None => bail!(
            "another depesche works on {}; stop it first, or name another folder with --data",
            folder.display()
        ),
    }
}

/// Like [`lock`]; `None` when another process has the folder.
///
/// # Errors
/// When the folder cannot be written.
pub(crate) fn try_lock(folder: &Path) -> anyhow::Result<Option<Lock>> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the data folder {}", folder.display()))?;
    let path = folder.join("lock");
    let file = File::create(&path)
        .with_context(|| format!("the data folder {} cannot be written", folder.display()))?;
    match file.try_lock() {
        Ok(()) => {
            Index::open(&folder.join("index"))?;
            Ok(Some(Lock(file)))
        }
        Err(std::fs::TryLockError::WouldBlock) => Ok(None),
        Err(std::fs::TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot lock {}", path.display()))
        }
    }
}

/// Says what to do where a command needs a portal and there is none: a wrong `--data` would
/// otherwise make an empty one, and answer from that.
///
/// # Errors
/// When there is no portal.
pub(crate) fn must_exist(config: &Config, folder: &Path) -> anyhow::Result<()> {
    if config.store.url.is_empty() && !sqlite_file(folder).exists() {
        bail!(
            "there is no portal in {} yet; `depesche add URL` begins one, or name its folder with --data",
            folder.display()
        );
    }
    Ok(())
}

/// Where the database is: what the configuration says, or a file in the data folder.
pub(crate) fn store_url(config: &Config, folder: &Path) -> StoreUrl {
    if config.store.url.is_empty() {
        StoreUrl::Sqlite(sqlite_file(folder))
    } else {
        let (url, schema) = (config.store.url.clone(), config.store.schema.clone());
        StoreUrl::Postgres { url, schema }
    }
}

/// The SQLite file of a data folder.
pub(crate) fn sqlite_file(folder: &Path) -> PathBuf {
    folder.join("depesche.sqlite")
}

/// The HTTP client's bounds as the configuration sets them.
fn client_settings(config: &Config) -> depesche_fetch::Settings {
    let fetch = &config.fetch;
    let contact = if fetch.contact.is_empty() {
        &config.site.base_url
    } else {
        &fetch.contact
    };
    let version = env!("CARGO_PKG_VERSION");
    let user_agent = if contact.is_empty() {
        format!("Depesche/{version}")
    } else {
        format!("Depesche/{version} (+{contact})")
    };
    depesche_fetch::Settings {
        user_agent,
        allow_private: fetch
            .allow_private
            .iter()
            .map(|network| network.0)
            .collect(),
        own: own_hosts(config),
        resolve: fetch
            .resolve
            .iter()
            .map(|(name, address)| (name.to_ascii_lowercase(), *address))
            .collect(),
        timeout: fetch.timeout.unsigned(),
        max_body_bytes: fetch.max_body_bytes,
        max_in_flight: fetch.max_in_flight,
        ..depesche_fetch::Settings::default()
    }
}

/// The hosts that are the portal itself: where it is reached, and where it listens. On loopback
/// other services listen too, and the guard keeps strangers from there anyway.
fn own_hosts(config: &Config) -> Vec<String> {
    let public = Url::parse(&config.site.base_url).ok();
    let listens: Option<SocketAddr> = config.serve.listen.parse().ok();
    let listens = listens.map(|address| address.ip());
    let is_one = |ip: &IpAddr| !ip.is_loopback() && !ip.is_unspecified();
    public
        .and_then(|url| url.host_str().map(str::to_owned))
        .into_iter()
        .chain(listens.filter(is_one).map(|ip| ip.to_string()))
        .collect()
}

/// The portal's own words, from the configuration.
fn site(config: &Config) -> Site {
    let (site, imprint) = (&config.site, &config.imprint);
    Site {
        name: site.name.clone(),
        description: site.description.clone(),
        base_url: (!site.base_url.is_empty())
            .then(|| site.base_url.trim_end_matches('/').to_owned()),
        languages: site
            .languages
            .iter()
            .filter_map(|tag| Lang::parse(tag))
            .collect(),
        time_zone: site.time_zone.clone(),
        imprint: Imprint {
            operator: imprint.operator.clone(),
            address: imprint.address.clone(),
            email: imprint.email.clone(),
            phone: imprint.phone.clone(),
            responsible: imprint.responsible.clone(),
            register: imprint.register.clone(),
            vat_id: imprint.vat_id.clone(),
        },
        contact_url: site.contact.clone(),
        theme_folder: (!site.theme.is_empty()).then(|| site.theme.clone().into()),
    }
}
