//! `/sources`: the sources with what may be shown of them and how they are doing.

use depesche_model::TextPolicy;
use depesche_model::health::{SourceReport, State};
use jiff::Timestamp;
use serde::Serialize;

use crate::answer::Answer;
use crate::ask::Ask;
use crate::editions::Edition;
use crate::failure::Failure;
use crate::view::{Head, When, encoded};

/// The sources.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Sources {
    /// By name; private ones are left out.
    pub(crate) sources: Vec<SourceRow>,
}

/// A source in the table.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct SourceRow {
    /// Its name.
    pub(crate) name: String,
    /// Its sheet.
    pub(crate) href: String,
    /// The language it writes in, by name; empty where unknown.
    pub(crate) language: String,
    /// How much of its text is shown: `headline`, `excerpt`, `full`.
    pub(crate) policy: &'static str,
    /// How long its excerpts are at the most, in characters.
    pub(crate) excerpt_chars: u32,
    /// How many articles we have of it.
    pub(crate) articles: u64,
    /// When its newest article was published.
    pub(crate) newest: Option<When>,
    /// How its feeds are doing, the worst of them: `ok`, `new`, `faulty`, `moving`, `silent`,
    /// `pages-changed`, `failing`, `bot-wall`, `lost`, `ended`.
    pub(crate) health: &'static str,
}

impl SourceRow {
    pub(crate) fn new(report: &SourceReport, edition: &Edition, now: Timestamp) -> Self {
        let source = &report.source;
        Self {
            name: source.name.clone(),
            href: edition.path(&format!("/sources/{}", encoded(&source.slug))),
            language: source
                .language
                .as_ref()
                .map_or_else(String::new, |lang| edition.language_name(lang)),
            policy: source.policy.text.as_str(),
            excerpt_chars: excerpt_chars(source.policy.text, source.policy.excerpt_chars),
            articles: report.articles,
            newest: report.newest_at.map(|at| edition.when(at, now)),
            health: report.state(now).as_str(),
        }
    }
}

/// How long an excerpt under a policy is at the most.
pub(crate) fn excerpt_chars(text: TextPolicy, excerpt_chars: u32) -> u32 {
    match text {
        TextPolicy::Excerpt => excerpt_chars,
        _ => depesche_model::Policy::HEADLINE_EXCERPT,
    }
}

/// Whether anybody may know of it.
pub(crate) fn is_public(report: &SourceReport) -> bool {
    report.source.policy.text != TextPolicy::Private
}

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let reports = ask.store().sources().await?;
    let page = Sources {
        sources: reports
            .iter()
            .filter(|report| is_public(report))
            .map(|report| SourceRow::new(report, &ask.edition, ask.now))
            .collect(),
    };
    let head = Head {
        title: ask.edition.text("nav-sources"),
        ..Head::default()
    };
    ask.page("sources.html", head, &page).await
}

impl Sources {
    /// How it looks.
    pub(crate) fn sample(edition: &Edition) -> Self {
        let row = |name: &str, language: &str, policy, health: State, articles| SourceRow {
            name: name.to_owned(),
            href: edition.path("/sources/hafenbote"),
            language: language.to_owned(),
            policy,
            excerpt_chars: 160,
            articles,
            newest: (articles > 0).then(|| When {
                machine: "2026-11-22T13:40:00+01:00".to_owned(),
                text: "13:40".to_owned(),
            }),
            health: health.as_str(),
        };
        Self {
            sources: vec![
                row("Hafenbote", "Deutsch", "excerpt", State::Fine, 4_212),
                row("Kreisblatt", "Deutsch", "headline", State::BotWall, 318),
                row("Ledger Line", "Englisch", "full", State::Silent, 977),
                row("Søfartsnyt", "Dänisch", "headline", State::New, 0),
                row("Watt am Abend", "", "headline", State::Ended, 12),
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use depesche_model::health::State;
    use fluent_bundle::FluentArgs;

    use crate::texts::{LOCALES, Texts};

    #[test]
    fn every_state_has_words_of_its_own_in_every_language() {
        for (tag, ..) in LOCALES {
            let texts = Texts::of(tag).expect("is there");
            let mut words: Vec<_> = State::ALL
                .iter()
                .map(|state| texts.get(&format!("health-{}", state.as_str()), &FluentArgs::new()))
                .collect();
            assert!(words.iter().all(Option::is_some), "{tag}: {words:?}");
            words.sort();
            words.dedup();
            assert_eq!(words.len(), State::ALL.len(), "{tag}: {words:?}");
        }
    }
}
