//! `depesche cuts`: what is cut out of a source's texts, and why.

use anyhow::bail;
use depesche_model::SourceId;
use depesche_read::furniture::{Listed, Promo};
use serde_json::{Value, json};

use super::source_named;
use crate::cli;
use crate::house::House;
use crate::out;
use crate::stage::furniture;

/// Lists what is cut out of a source's texts, or decides on it.
pub(crate) async fn run(house: &House, args: &cli::Cuts) -> anyhow::Result<()> {
    let reports = house.store.sources().await?;
    let source = &source_named(&reports, &args.source)?.source;
    let rules = furniture::known(house, source.id).await?.memory.list();
    let decided = [(&args.keep, true), (&args.cut, false)];
    let mut has_decided = false;
    for (rule, keeps) in decided.into_iter().flat_map(|(ids, keeps)| {
        let ids = ids.iter();
        ids.map(move |id| (id, keeps))
    }) {
        decide(house, source.id, named(&rules, rule)?, keeps).await?;
        has_decided = true;
    }
    if has_decided {
        let changed = furniture::follow(house, source.id).await?;
        let noun = if changed == 1 {
            "article is"
        } else {
            "articles are"
        };
        out::line(format!(
            "{}: {changed} recent {noun} shown otherwise.",
            source.slug
        ));
        return Ok(());
    }
    if args.format.json {
        return out::json(&rules.iter().map(as_json).collect::<Vec<_>>());
    }
    print(&source.slug, &rules);
    Ok(())
}

async fn decide(house: &House, source: SourceId, rule: &str, keeps: bool) -> anyhow::Result<()> {
    let input = (source, rule.to_owned(), keeps, (house.clock)());
    house
        .store
        .write(&input, |tx, (source, rule, keeps, now)| {
            Box::pin(tx.decide_cut(*source, rule, *keeps, *now))
        })
        .await?;
    Ok(())
}

/// The rule that is called so. A shape can be kept before it was ever seen.
fn named<'r>(rules: &'r [Listed], id: &'r str) -> anyhow::Result<&'r str> {
    let is_shape = Promo::ALL.iter().any(|promo| promo.as_str() == id);
    match rules.iter().find(|rule| rule.id == id) {
        Some(rule) => Ok(&rule.id),
        None if is_shape => Ok(id),
        None => bail!("there is no rule {id:?}; without --keep and --cut they are listed"),
    }
}

fn print(slug: &str, rules: &[Listed]) {
    if rules.is_empty() {
        out::line(format!("Nothing repeats in {slug}'s texts so far."));
        return;
    }
    let head = [
        "rule",
        "shown",
        "articles",
        "ever",
        "last seen",
        "where",
        "why",
        "sample",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    rows.extend(rules.iter().map(|rule| {
        vec![
            rule.id.clone(),
            state(rule).to_owned(),
            format!("{} of {}", rule.articles, rule.of),
            rule.ever.to_string(),
            rule.last_seen.strftime("%Y-%m-%d").to_string(),
            rule.place.as_str().to_owned(),
            rule.reason.clone(),
            rule.sample.clone(),
        ]
    }));
    out::table(&rows);
    out::line(format!(
        "\n`depesche cuts {slug} --keep RULE` never cuts it again, --cut RULE always does."
    ));
}

/// "yes" and "no", and who said so where it was the operator.
fn state(rule: &Listed) -> &'static str {
    match (rule.is_cut, rule.is_decided) {
        (false, false) => "yes",
        (false, true) => "yes, as you said",
        (true, false) => "no",
        (true, true) => "no, as you said",
    }
}

fn as_json(rule: &Listed) -> Value {
    json!({
        "rule": rule.id,
        "is_cut": rule.is_cut,
        "is_decided": rule.is_decided,
        "reason": rule.reason,
        "articles": rule.articles,
        "of": rule.of,
        "ever": rule.ever,
        "last_seen": rule.last_seen.to_string(),
        "place": rule.place.as_str(),
        "sample": rule.sample,
    })
}
