//! What translating costs: a thousand articles through a mock of no latency, a week of feeds that
//! do not change, one edited paragraph, and a budget under eight workers.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;
use depesche_model::{Policy, TextPolicy};
use depesche_store::poll::{NewFeed, SourceOf};
use depesche_world::engines::{KEY, Kind, Mock};
use depesche_world::{Feed, Item, World};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::config::{Config, Network};
use crate::house::House;
use crate::pipeline;
use crate::stage::translate;

/// How many articles, in feeds of so many entries.
const ARTICLES: usize = 1_000;
const ENTRIES: usize = 50;

/// How many paragraphs each has.
const PARAGRAPHS: usize = 8;

/// Long enough for every feed to be due again; a week has so many of them.
const LATER: SignedDuration = SignedDuration::from_hours(25);
const DAYS: usize = 7;

/// What may be sent in a day, and how many ask at once.
const BUDGET: u64 = 20_000;
const WORKERS: usize = 8;

/// Words and what stands for each: enough for a text that is clearly in its language.
#[rustfmt::skip]
const WORDS: &[(&str, &str)] = &[
    ("the", "der"),
    ("council", "Rat"),
    ("has", "hat"),
    ("approved", "beschlossen"),
    ("new", "neue"),
    ("rules", "Regeln"),
    ("for", "für"),
    ("data", "Daten"),
    ("centres", "Zentren"),
    ("and", "und"),
    ("harbour", "Hafen"),
    ("of", "von"),
    ("town", "Stadt"),
    ("will", "wird"),
    ("pay", "zahlen"),
    ("million", "Millionen"),
    ("in", "in"),
    ("year", "Jahr"),
    ("after", "nach"),
    ("long", "langer"),
    ("debate", "Debatte"),
    ("a", "ein"),
    ("spokesman", "Sprecher"),
    ("said", "sagte"),
    ("that", "dass"),
    ("this", "dies"),
    ("was", "war"),
    ("not", "nicht"),
    ("enough", "genug"),
    ("to", "zu"),
    ("keep", "halten"),
    ("lights", "Lichter"),
    ("on", "auf"),
    ("but", "aber"),
    ("market", "Markt"),
    ("did", "tat"),
    ("react", "reagieren"),
    ("it", "es"),
    ("report", "Bericht"),
    ("shows", "zeigt"),
    ("how", "wie"),
    ("much", "viel"),
    ("power", "Strom"),
    ("is", "ist"),
    ("used", "verbraucht"),
    ("by", "durch"),
    ("machines", "Maschinen"),
    ("which", "die"),
    ("learn", "lernen"),
    ("from", "aus"),
    ("texts", "Texten"),
    ("critics", "Kritiker"),
    ("call", "nennen"),
    ("plan", "Plan"),
    ("too", "zu"),
    ("expensive", "teuer"),
    ("with", "mit"),
    ("price", "Preis"),
    ("coin", "Münze"),
    ("fell", "fiel"),
    ("Monday", "Montag"),
    ("investors", "Anleger"),
    ("wait", "warten"),
    ("what", "was"),
    ("comes", "kommt"),
    ("next", "danach"),
    ("bank", "Bank"),
    ("must", "muss"),
    ("now", "nun"),
    ("decide", "entscheiden"),
    ("where", "wo"),
    ("money", "Geld"),
    ("goes", "geht"),
];

/// Plays all of it.
pub(crate) async fn run(config: Config, folder: &Path) -> anyhow::Result<Value> {
    let mut report = json!({});
    let mut desk = Desk::open(config.clone(), &folder.join("whole"), 0).await?;
    desk.measure(&mut report).await?;
    desk.week(&mut report).await?;
    let desk = Desk::open(config, &folder.join("budget"), BUDGET).await?;
    desk.spend(&mut report).await?;
    Ok(report)
}

/// A house, a web whose clock it goes by, and an engine.
struct Desk {
    house: House,
    world: World,
    engine: Mock,
    feeds: Vec<Feed>,
}

impl Desk {
    async fn open(mut config: Config, folder: &Path, daily_chars: u64) -> anyhow::Result<Self> {
        let world = World::start().await;
        let engine = world.engine(Kind::LibreTranslate).await;
        let words: HashMap<&str, &str> = WORDS.iter().copied().collect();
        engine.translates(move |text| in_german(text, &words));
        config.fetch.allow_private = vec![Network("127.0.0.0/8".parse()?)];
        config.pages.enabled = false;
        config.site.languages = vec!["de".to_owned()];
        config.translate.engines = vec!["libretranslate".to_owned()];
        config.libretranslate.url = engine.base();
        KEY.clone_into(&mut config.libretranslate.key);
        config.libretranslate.daily_chars = daily_chars;
        let house = House::open(config, folder, world.clock().as_fn()).await?;
        let mut desk = Self {
            house,
            world,
            engine,
            feeds: Vec::new(),
        };
        for number in 0..ARTICLES / ENTRIES {
            desk.subscribe(number).await?;
        }
        pipeline::poll_due(&desk.house, &mut |_, _| {}).await?;
        Ok(desk)
    }

    async fn subscribe(&mut self, number: usize) -> anyhow::Result<()> {
        let feed = self.world.feed(&format!("outlet-{number}")).await;
        feed.language("en").full_text();
        let now = self.world.clock().now();
        for entry in 0..ENTRIES {
            let seed = number * ENTRIES + entry;
            feed.add(article(seed).at(now - SignedDuration::from_mins(5)));
        }
        let new = NewFeed {
            url: feed.url(),
            title: String::new(),
            source: SourceOf::Home {
                name: String::new(),
                home: feed.home().to_owned(),
                policy: Policy {
                    text: TextPolicy::Full,
                    basis: "CC BY 4.0".to_owned(),
                    ..Policy::default()
                },
            },
            at: now,
            first_fetch_at: now,
            interval: SignedDuration::from_hours(1),
        };
        self.house
            .store
            .write(&new, |tx, new| Box::pin(tx.add_feed(new)))
            .await?;
        self.feeds.push(feed);
        Ok(())
    }

    /// The CPU time of this process, the mock's own in it, and whether all was translated.
    async fn measure(&self, report: &mut Value) -> anyhow::Result<()> {
        let before = cpu_seconds();
        translate::all(&self.house).await?;
        let seconds = cpu_seconds() - before;
        #[expect(clippy::cast_precision_loss, reason = "a thousand")]
        let articles = ARTICLES as f64;
        report["cpu_ms_per_article"] = (seconds * 1_000.0 / articles).into();
        report["articles"] = ARTICLES.into();
        report["chars"] = self.engine.chars().into();
        report["requests"] = self.engine.requests().len().into();
        let languages = &self.house.translation.languages;
        let since = self.world.clock().now() - LATER;
        let counts = self
            .house
            .store
            .translation_counts(languages, since)
            .await?;
        let german = counts.languages.first().context("one language")?;
        report["headlines_translated"] = german.headlines.into();
        report["texts_translated"] = german.texts.into();
        Ok(())
    }

    /// Feeds that say the same for a week, and then one paragraph that says something else.
    async fn week(&mut self, report: &mut Value) -> anyhow::Result<()> {
        let before = self.engine.chars();
        for _ in 0..DAYS {
            self.day().await?;
        }
        report["unchanged_week_chars"] = (self.engine.chars() - before).into();
        let before = self.engine.chars();
        let edited = "The bank must now decide where the money goes.";
        let feed = self.feeds.first().context("there is a feed")?;
        let items = feed.items();
        let slug = items.first().context("there is an article")?.slug.clone();
        feed.edit(&slug, |item| {
            let end = item.html.rfind("<p>").unwrap_or_default();
            item.html.truncate(end);
            let _ = write!(item.html, "<p>{edited}</p>");
        });
        self.day().await?;
        report["edited_paragraph_chars"] = (self.engine.chars() - before).into();
        report["edited_paragraph"] = edited.chars().count().into();
        Ok(())
    }

    async fn day(&mut self) -> anyhow::Result<()> {
        self.world.clock().advance(LATER);
        pipeline::run_until_idle(&self.house, None, |_, _| {}).await
    }

    /// Eight workers, and a budget for a part of the work.
    async fn spend(&self, report: &mut Value) -> anyhow::Result<()> {
        translate::plan(&self.house, jiff::Timestamp::MIN).await?;
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..WORKERS {
            let house = self.house.clone();
            tasks.spawn(async move {
                while translate::step(&house).await? > 0 {}
                anyhow::Ok(())
            });
        }
        while let Some(done) = tasks.join_next().await {
            done??;
        }
        let sent = self.engine.chars();
        report["budget_chars"] = BUDGET.into();
        report["budget_sent_chars"] = sent.into();
        report["budget_overshoot_chars"] = sent.saturating_sub(BUDGET).into();
        Ok(())
    }
}

/// An article of its own words; the same seed gives the same.
fn article(seed: usize) -> Item {
    let mut chance = seed as u64 * 0x9E37_79B9 + 1;
    let mut next = move |below: usize| {
        // Knuth's constants (MMIX); the upper bits are the better ones.
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(chance >> 33).unwrap_or_default() % below
    };
    let mut sentence = |words: usize| {
        let picked: Vec<_> = (0..words).map(|_| WORDS[next(WORDS.len())].0).collect();
        picked.join(" ")
    };
    let title = format!("The {} {seed}", sentence(7));
    let mut html = String::new();
    for number in 0..PARAGRAPHS {
        let (begin, linked, end) = (sentence(14), sentence(3), sentence(18));
        let _ = write!(
            html,
            "<p>The {begin} {seed}.{number} <a href=\"https://town.example/{seed}/{number}\">{linked}</a> \
             and <em>{end}</em>.</p>"
        );
    }
    Item::new(&title).with_html(&html)
}

/// Each word in its place, whatever stands between.
fn in_german(text: &str, words: &HashMap<&str, &str>) -> String {
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let mut translated = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(begin) = rest.find(is_letter) {
        translated.push_str(&rest[..begin]);
        rest = &rest[begin..];
        let end = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
        let word = &rest[..end];
        let lower = word.to_ascii_lowercase();
        translated.push_str(
            words
                .get(word)
                .or_else(|| words.get(&*lower))
                .unwrap_or(&word),
        );
        rest = &rest[end..];
    }
    translated + rest
}

/// What this process has used, in seconds.
fn cpu_seconds() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    #[expect(clippy::cast_precision_loss, reason = "seconds of a bench")]
    let (whole, parts) = (time.tv_sec as f64, time.tv_nsec as f64);
    whole + parts / 1e9
}
