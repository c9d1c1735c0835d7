//! A translation as a record for programs: who made it, when and how, and both texts, as far as
//! they may be shown.

use depesche_model::Shown;
use depesche_model::gate::{Pair, Translated};
use serde_json::{Map, Value, json};

use crate::answer::{Answer, CachePolicy};
use crate::ask::Ask;
use crate::pages::article::source_type;
use crate::view::{Disclosure, http_url, pictured, piece_path};

pub(super) fn answer(ask: &Ask, shown: &Shown, made: &Translated, label: &str) -> Answer {
    let record = record(ask, shown, made, label).to_string();
    Answer::new("application/json", record, CachePolicy::Page)
}

fn record(ask: &Ask, shown: &Shown, made: &Translated, label: &str) -> Value {
    let mut record = json!({
        "article": shown.id.0,
        "version": shown.versions,
        "url": ask.absolute(&ask.link(&piece_path(shown))),
        "original_url": http_url(&shown.url),
        "source": shown.source_name,
        "licence": shown.licence,
        "from": made.from,
        "to": made.lang,
        "label": label,
        "ai_disclosure": Disclosure::of(made).degree,
        "digital_source_type": source_type(made),
        "made_at": made.made_at.to_string(),
        "engines": made.engines,
        "glossary": made.glossary,
        "review": made.review.as_ref().map(|review| json!({
            "by": review.by,
            "at": review.at.to_string(),
            "edits": review.changed,
        })),
        "has_failed": made.has_failed,
    });
    if let Value::Object(record) = &mut record {
        texts(ask, shown, made, record);
    }
    record
}

fn texts(ask: &Ask, shown: &Shown, made: &Translated, record: &mut Map<String, Value>) {
    let cover = shown.cover.as_ref();
    let lines = [
        ("title", shown.title.as_str(), &made.title),
        ("excerpt", shown.excerpt.as_str(), &made.excerpt),
        ("alt", cover.map_or("", |cover| &cover.alt), &made.alt),
        (
            "caption",
            cover.map_or("", |cover| &cover.caption),
            &made.caption,
        ),
    ];
    for (name, original, translation) in lines {
        if !original.is_empty() {
            let line = json!({ "original": original, "translation": translation });
            record.insert(name.to_owned(), line);
        }
    }
    if let Some(pairs) = &made.pairs {
        let segments: Vec<Value> = pairs.iter().map(|pair| segment(ask, shown, pair)).collect();
        record.insert("segments".to_owned(), segments.into());
    }
}

fn segment(ask: &Ask, shown: &Shown, pair: &Pair) -> Value {
    let base = ask.absolute("");
    let markup = |html| pictured(html, &shown.pictures, &base);
    json!({
        "kind": pair.kind.as_str(),
        "lang": pair.lang,
        "original": markup(&pair.original),
        "translation": pair.translation.as_ref().map(markup),
    })
}
