//! `depesche translate status`: what is translated, what it costs, and how the engines are.

use depesche_store::translation::Spending;
use depesche_translate::engine::Profile;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::HINT;
use crate::cli;
use crate::house::House;
use crate::out;
use crate::stage::translate::budget::{Limits, day, month_begins};

/// How far back articles are counted.
const LATELY: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What an engine did and may do.
struct Told {
    name: String,
    model: String,
    is_external: bool,
    today: Sum,
    month: Sum,
    limits: Limits,
    rests: Option<(Timestamp, String)>,
}

/// What was spent in a time.
#[derive(Clone, Copy, Default)]
struct Sum {
    requests: u64,
    failures: u64,
    units: u64,
    chars: u64,
    saved_chars: u64,
}

/// Prints it.
pub(super) async fn run(house: &House, format: cli::Format) -> anyhow::Result<()> {
    let engines = told(house).await?;
    let since = (house.clock)() - LATELY;
    let languages = &house.translation.languages;
    let counts = house.store.translation_counts(languages, since).await?;
    let glossary = house.store.glossary().await?;
    if format.json {
        let languages: Vec<_> = counts
            .languages
            .iter()
            .map(|count| {
                json!({
                    "language": count.lang, "articles": count.articles,
                    "headlines": count.headlines, "texts": count.texts, "failed": count.failed,
                    "reviewed": count.reviewed,
                })
            })
            .collect();
        return out::json(&json!({
            "engines": engines.iter().map(as_json).collect::<Vec<_>>(),
            "languages": languages,
            "parked": counts.parked,
            "waiting": {"headlines": counts.headline_tickets, "texts": counts.text_tickets},
            "glossary": {"version": glossary.version, "terms": glossary.terms.len()},
        }));
    }
    if engines.is_empty() {
        out::line(HINT);
        return Ok(());
    }
    print(&engines);
    out::line(format!(
        "\nArticles of the last 7 days: {}, in a known language {}",
        counts.articles, counts.with_language
    ));
    for count in &counts.languages {
        out::line(format!(
            "  into {}: of {} the headlines of {} and the texts of {} are translated; {} texts failed, {} are reviewed",
            count.lang, count.articles, count.headlines, count.texts, count.failed, count.reviewed
        ));
    }
    out::line(format!(
        "  waiting: {} headlines, {} texts\n  glossary: version {}, {} terms",
        counts.headline_tickets,
        counts.text_tickets,
        glossary.version,
        glossary.terms.len()
    ));
    for parked in &counts.parked_some {
        out::line(format!(
            "  given up: article {}: {}",
            parked.article, parked.error
        ));
    }
    Ok(())
}

async fn told(house: &House) -> anyhow::Result<Vec<Told>> {
    let now = (house.clock)();
    let spending = house.store.spending(month_begins(now)).await?;
    let rests = house.store.engine_rests().await?;
    let told = house.translation.chain.profiles().map(|profile| {
        let Profile { name, model, .. } = profile;
        let rest = rests.iter().find(|rest| rest.engine == *name);
        let rest = rest.filter(|rest| rest.until > now);
        let limits = house.translation.budget.limits.get(name);
        Told {
            name: name.clone(),
            model: model.clone(),
            is_external: profile.is_external,
            today: sum(&spending, name, day(now)),
            month: sum(&spending, name, month_begins(now)),
            limits: limits.copied().unwrap_or_default(),
            rests: rest.map(|rest| (rest.until, rest.reason.clone())),
        }
    });
    Ok(told.collect())
}

fn sum(spending: &[Spending], engine: &str, since: i64) -> Sum {
    let days = spending.iter();
    let days = days.filter(|one| one.engine == engine && one.day >= since);
    days.fold(Sum::default(), |sum, one| Sum {
        requests: sum.requests + one.requests,
        failures: sum.failures + one.failures,
        units: sum.units + one.units,
        chars: sum.chars + one.billed,
        saved_chars: sum.saved_chars + one.saved_chars,
    })
}

fn print(engines: &[Told]) {
    let head = [
        "engine",
        "today",
        "of",
        "this month",
        "of",
        "saved",
        "failures",
        "now",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    let of = |limit: Option<u64>| limit.map_or("–".to_owned(), |limit| limit.to_string());
    rows.extend(engines.iter().map(|told| {
        vec![
            format!("{} {}", told.name, told.model).trim().to_owned(),
            told.today.chars.to_string(),
            of(told.limits.daily),
            told.month.chars.to_string(),
            of(told.limits.monthly),
            told.month.saved_chars.to_string(),
            format!("{} of {}", told.month.failures, told.month.requests),
            told.rests
                .as_ref()
                .map_or("ready".to_owned(), |(until, why)| {
                    format!("rests until {until:.0}: {why}")
                }),
        ]
    }));
    out::line("Characters sent and saved, days and months in UTC:\n");
    out::table(&rows);
}

fn as_json(told: &Told) -> Value {
    let sum = |sum: &Sum| {
        json!({
            "requests": sum.requests, "failures": sum.failures, "units": sum.units,
            "chars": sum.chars, "saved_chars": sum.saved_chars,
        })
    };
    json!({
        "engine": told.name, "model": told.model, "is_external": told.is_external,
        "today": sum(&told.today), "month": sum(&told.month),
        "daily_chars": told.limits.daily, "monthly_chars": told.limits.monthly,
        "rests_until": told.rests.as_ref().map(|(until, _)| until.to_string()),
        "rests_because": told.rests.as_ref().map(|(_, why)| why),
    })
}
