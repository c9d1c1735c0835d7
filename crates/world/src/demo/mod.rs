//! The demo's web: four invented outlets in three languages over three simulated days.
//!
//! What they publish stands in `demo/*.md`, one file per outlet; [`Demo::advance_to`] shows the
//! web as of a moment. [`Demo::planted`] lists what a check of the portal should find.

mod broken;
mod editions;
mod fill;
mod markup;
mod outlet;
mod outlets;
mod phrases;
mod piece;
mod plan;
mod planted;
mod script;
mod sections;
mod stage;
mod ticker;

use std::io;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};

pub use editions::PhraseKind;
pub use outlet::{Outlet, Special, Terms};
pub use phrases::Phrase;
pub use planted::{Broken, BrokenFeed, Deleted, Edited, Event, Planted, PlantedArticle};
pub use sections::DemoSection;

use crate::server::{Door, Server};
use crate::{Clock, locked};
use stage::Stage;

/// How long the demo's story takes, back from its end.
const SPAN: SignedDuration = SignedDuration::from_hours(72);

/// The words of the house.
const GLOSSARY: &str = include_str!("../../demo/glossary.txt");

/// When the feeds are polled, in hours before the end.
const STEPS: [i64; 6] = [58, 44, 30, 16, 6, 0];

/// The demo's web. Its listeners stop when it is dropped.
#[derive(Debug)]
pub struct Demo {
    clock: Clock,
    end: Timestamp,
    outlets: Vec<Outlet>,
    stage: Arc<Mutex<Stage>>,
    _servers: Vec<Server>,
}

impl Demo {
    /// Opens the outlets' sites, three days before `now`, when nothing has happened yet.
    ///
    /// # Panics
    /// Where no port can be opened on loopback.
    pub async fn start(now: Timestamp) -> Self {
        Self::open(now).await.expect("loopback has free ports")
    }

    async fn open(end: Timestamp) -> io::Result<Self> {
        let clock = Clock::at(end.saturating_sub(SPAN).unwrap_or(end));
        let mut doors = Vec::new();
        for _ in 0..outlets::COUNT {
            doors.push(Door::open(0).await?);
        }
        let outlets: Vec<_> = outlets::all(doors.iter().map(Door::home));
        let stage = Arc::new(Mutex::new(Stage::new(&outlets, end, clock.now())));
        let servers = doors.into_iter().enumerate().map(|(index, door)| {
            let (stage, outlet) = (Arc::clone(&stage), outlets[index].clone());
            let answer = move |request: &_| locked(&stage).answer(index, &outlet, request);
            door.serve(clock.clone(), Arc::new(answer))
        });
        let servers = servers.collect();
        Ok(Self {
            clock,
            end,
            outlets,
            stage,
            _servers: servers,
        })
    }

    /// The demo's clock: what [`Demo::advance_to`] and [`Demo::publish_next`] last said.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The outlets: who they are and on which terms they may be shown.
    pub fn outlets(&self) -> &[Outlet] {
        &self.outlets
    }

    /// The portal's sections.
    pub fn sections(&self) -> &'static [DemoSection] {
        sections::SECTIONS
    }

    /// Six moments at which the feeds should be polled so that each edit and the deletion is
    /// seen as a change; the last is the `now` that the demo was started with.
    pub fn steps(&self) -> Vec<Timestamp> {
        let at = |hours| self.end.saturating_sub(SignedDuration::from_hours(hours));
        STEPS
            .iter()
            .map(|hours| at(*hours).unwrap_or(self.end))
            .collect()
    }

    /// Shows the web as of a moment: what is published, edited and deleted by then.
    pub fn advance_to(&self, at: Timestamp) {
        self.clock.set(at);
        locked(&self.stage).now = at;
    }

    /// Publishes one more article at a moment (the web moves on to it) and returns its headline.
    /// It never runs out and never repeats a headline.
    pub fn publish_next(&self, at: Timestamp) -> String {
        let mut stage = locked(&self.stage);
        stage.now = stage.now.max(at);
        self.clock.set(stage.now);
        stage.publish_next(&self.outlets, at)
    }

    /// What the outlets say, with its translations: the German ones in English, the English one in
    /// German, the French one in both; each pair once. What is published from the reserve or by the
    /// ticker in the next four hours is among it.
    ///
    /// Most of the money desk's articles are translated as far as a lead can reach, of the French
    /// ones titles and teasers alone; two paragraphs of the town paper stay German on purpose.
    pub fn phrases(&self) -> Vec<Phrase> {
        let notices = locked(&self.stage).notices();
        phrases::phrases(&self.outlets, self.end, notices)
    }

    /// The names and words that all those translations keep to: a `term` a line that stays as it
    /// is, or `de>en: term = translation`; `#` begins a comment.
    pub fn glossary(&self) -> &'static str {
        GLOSSARY
    }

    /// What a portal should show after the last step, and what it must never show.
    pub fn planted(&self) -> Planted {
        planted::planted(&self.outlets, locked(&self.stage).planned(), self.end)
    }
}
