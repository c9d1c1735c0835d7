//! `DeepL` as its description of version 2 has it: `POST /v2/translate`, `GET /v2/usage`.

use hyper::http::Method;
use serde_json::{Value, json};

use super::{KEY, LANGUAGES, State, Wanted, json as answer, json_of, no, shout, texts_of};
use crate::{Answer, Request};

/// What it says with 456.
pub const USED_UP: &str = "Quota for this billing period has been exceeded.";

/// How large a request may be.
const MAX_BYTES: usize = 128 << 10;

/// How many texts.
const MAX_TEXTS: usize = 50;

/// Targets that are more than a language. The bare ones of English and Portuguese are no more than
/// an old habit.
const VARIANTS: [&str; 6] = ["EN-GB", "EN-US", "PT-BR", "PT-PT", "ZH-HANS", "ZH-HANT"];

/// Targets that can be formal.
const FORMAL: [&str; 8] = ["DE", "ES", "FR", "IT", "JA", "NL", "PL", "RU"];

const FORMALITIES: [&str; 5] = ["default", "more", "less", "prefer_more", "prefer_less"];

/// An error as it says it; some have no body.
pub fn error(status: u16, message: &str) -> Answer {
    if message.is_empty() {
        return Answer::status(status);
    }
    answer(status, &json!({ "message": message }))
}

pub(super) fn read(request: &Request, state: &State) -> Result<Wanted, Box<Answer>> {
    let wanted_key = format!("DeepL-Auth-Key {KEY}");
    if request.header("authorization") != Some(&wanted_key) {
        return no(error(
            403,
            "Authorization failed. Please supply a valid key.",
        ));
    }
    if request.header("user-agent").is_none_or(str::is_empty) {
        return no(error(400, "User-Agent header missing."));
    }
    match (&request.method, request.path_only()) {
        (&Method::POST, "/v2/translate") => {}
        (&Method::GET, "/v2/usage") => return no(usage(state)),
        _ => return no(error(404, "")),
    }
    if request.body.len() > MAX_BYTES {
        return no(error(413, "Request Entity Too Large"));
    }
    let asked =
        json_of(request).ok_or_else(|| Box::new(error(400, "Bad request. Reason: no JSON.")))?;
    check(&asked)?;
    let texts = texts_of(&asked["text"]).filter(|texts| !texts.is_empty());
    let texts = texts.ok_or_else(|| Box::new(error(400, "Parameter 'text' not specified")))?;
    if texts.len() > MAX_TEXTS {
        return no(error(400, "Too many texts."));
    }
    if asked["tag_handling"] == "xml" && !texts.iter().all(|text| is_well_formed(text)) {
        return no(error(
            400,
            "Tag handling parsing failed, please check input.",
        ));
    }
    Ok(Wanted {
        texts,
        says_more: asked["show_billed_characters"] == true,
    })
}

pub(super) fn write(wanted: &Wanted, texts: &[String]) -> Answer {
    let charged = wanted.texts.iter().map(|text| shout::weight(text));
    let charged = charged.chain(std::iter::repeat(0));
    let translations = texts.iter().zip(charged).map(|(text, charged)| {
        let mut said = json!({ "detected_source_language": "EN", "text": text });
        if wanted.says_more {
            said["billed_characters"] = json!(charged);
        }
        said
    });
    answer(
        200,
        &json!({ "translations": translations.collect::<Vec<_>>() }),
    )
}

/// Whether every parameter has a value that it may have.
fn check(asked: &Value) -> Result<(), Box<Answer>> {
    let word = |name: &str| asked[name].as_str().unwrap_or_default();
    let target = word("target_lang");
    let is_bare = |lang: &str| LANGUAGES.contains(&lang.to_ascii_lowercase().as_str());
    let is_target =
        VARIANTS.contains(&target) || (is_bare(target) && !["EN", "PT"].contains(&target));
    let one_of = |name: &str, values: &[&str]| {
        let is_one = asked[name].is_null() || values.contains(&word(name));
        is_one
            .then_some(())
            .ok_or_else(|| Box::new(unsupported(name)))
    };
    if !is_target {
        return no(unsupported("target_lang"));
    }
    if !asked["source_lang"].is_null() && !is_bare(word("source_lang")) {
        return no(unsupported("source_lang"));
    }
    one_of("tag_handling", &["xml", "html"])?;
    one_of("split_sentences", &["0", "1", "nonewlines"])?;
    one_of("formality", &FORMALITIES)?;
    if ["more", "less"].contains(&word("formality")) && !FORMAL.contains(&target) {
        return no(error(
            400,
            "'formality' is not supported for given 'target_lang'.",
        ));
    }
    if !asked["glossary_id"].is_null() && asked["source_lang"].is_null() {
        let message = "Use of a glossary requires the source_lang parameter to be specified";
        return no(error(400, message));
    }
    Ok(())
}

fn unsupported(name: &str) -> Answer {
    error(400, &format!("Value for '{name}' not supported."))
}

fn usage(state: &State) -> Answer {
    let limit = state.quota.unwrap_or(1_000_000_000_000);
    answer(
        200,
        &json!({
            "character_count": state.used,
            "character_limit": limit,
            "start_time": "2026-11-01T00:00:00Z",
            "end_time": "2026-12-01T00:00:00Z",
        }),
    )
}

/// Whether every tag of a text is closed in its order.
fn is_well_formed(text: &str) -> bool {
    let mut open = Vec::new();
    let mut rest = text;
    while let Some((_, from_tag)) = rest.split_once('<') {
        let Some((tag, after)) = from_tag.split_once('>') else {
            return false;
        };
        let name = tag.split(' ').next().unwrap_or_default();
        if let Some(closed) = name.strip_prefix('/') {
            if open.pop() != Some(closed) {
                return false;
            }
        } else if !tag.ends_with('/') {
            open.push(name);
        }
        rest = after;
    }
    open.is_empty()
}

#[cfg(test)]
mod tests {
    use super::is_well_formed;

    #[test]
    fn tags_are_closed_in_their_order() {
        for text in ["", "a", "<x id=\"1\">a <k id=\"2\">b</k></x>", "<x/>"] {
            assert!(is_well_formed(text), "{text}");
        }
        for text in ["<x>", "</x>", "<x><k></x></k>", "a < b"] {
            assert!(!is_well_formed(text), "{text}");
        }
    }
}
