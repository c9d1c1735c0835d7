//! What only podcasts say: iTunes' names, the Podcasting 2.0 namespace, Podlove's chapters.

use jiff::SignedDuration;
use serde::Serialize;

use crate::serialize::seconds;

/// What a podcast says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Show {
    /// Its id for ever, the same in every feed of it (`podcast:guid`).
    pub guid: String,
    /// Whether other platforms may not take it over (`podcast:locked`).
    pub is_locked: Option<bool>,
    /// `episodic` or `serial`, as written.
    pub kind: String,
    /// `podcast`, `music`, `newsletter` …, as written (`podcast:medium`).
    pub medium: String,
    /// Whether it is for adults.
    pub is_explicit: Option<bool>,
    /// Whether no more episodes will come.
    pub is_complete: bool,
    /// Whether directories are asked not to list it.
    pub is_blocked: bool,
    /// Who owns it: a name, or an address.
    pub owner: String,
    /// Where to give it money.
    pub funding: Vec<Funding>,
    /// Who takes part in it.
    pub people: Vec<Person>,
}

/// What an episode says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Episode {
    /// How long it is.
    #[serde(serialize_with = "seconds")]
    pub duration: Option<SignedDuration>,
    /// Its season's number.
    pub season: Option<u32>,
    /// Its number, as written: podcasts have an episode 12.5.
    pub number: String,
    /// `full`, `trailer` or `bonus`, as written.
    pub kind: String,
    /// Whether it is for adults.
    pub is_explicit: Option<bool>,
    /// Its own picture.
    pub image: String,
    /// The files of what is said.
    pub transcripts: Vec<Transcript>,
    /// The file of its chapters.
    pub chapters_link: String,
    /// Its chapters, where they stand in the feed.
    pub chapters: Vec<Chapter>,
    /// Who takes part in it.
    pub people: Vec<Person>,
}

/// A file of what is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Transcript {
    /// Where it is.
    pub url: String,
    /// Its media type, as written.
    pub media_type: String,
    /// Its language tag, as written.
    pub language: String,
}

/// A chapter of an episode.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Chapter {
    /// When it begins.
    #[serde(serialize_with = "seconds")]
    pub start: Option<SignedDuration>,
    /// Its title.
    pub title: String,
    /// What it is about.
    pub link: String,
    /// Its picture.
    pub image: String,
}

/// Somebody who takes part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The name.
    pub name: String,
    /// `host`, `guest` …, as written.
    pub role: String,
    /// A page about them.
    pub link: String,
    /// A picture of them.
    pub image: String,
}

/// Where to give a podcast money.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Funding {
    /// The page.
    pub url: String,
    /// What the podcast says about it.
    pub text: String,
}
