//! Azure Translator as its reference of version 3 has it.

use hyper::http::Method;
use serde_json::json;

use super::{KEY, LANGUAGES, Wanted, chars_of, json as answer, json_of, no};
use crate::{Answer, Request};

/// How many texts one request may have.
const MAX_TEXTS: usize = 1000;

/// How many characters.
const MAX_CHARS: usize = 50_000;

/// An error as it says it: a code of six digits, whose first three are the status.
pub fn error(code: u32, message: &str) -> Answer {
    let status = u16::try_from(code / 1000).unwrap_or(500);
    answer(
        status,
        &json!({ "error": { "code": code, "message": message } }),
    )
}

pub(super) fn read(request: &Request) -> Result<Wanted, Box<Answer>> {
    if request.method != Method::POST || request.path_only() != "/translate" {
        return no(error(404_000, "The requested resource is not found."));
    }
    if request.header("ocp-apim-subscription-key") != Some(KEY) {
        let message = "The request is not authorized because credentials are missing or invalid.";
        return no(error(401_000, message));
    }
    let query = request.path.split_once('?').map_or("", |(_, query)| query);
    let pairs: Vec<_> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .collect();
    let word = |name: &str| {
        let found = pairs.iter().find(|(own, _)| *own == name);
        found.map_or("", |(_, value)| *value)
    };
    if word("api-version") != "3.0" {
        return no(error(
            400_021,
            "The API version parameter is missing or invalid.",
        ));
    }
    let is_known = |lang: &str| lang != "zh" && (lang == "zh-Hans" || LANGUAGES.contains(&lang));
    if !is_known(word("from")) {
        return no(error(400_035, "The source language is not valid."));
    }
    if !is_known(word("to")) {
        return no(error(400_036, "The target language is not valid."));
    }
    if !["", "plain", "html"].contains(&word("textType")) {
        return no(error(400_000, "One of the request inputs is not valid."));
    }
    let asked = json_of(request);
    let asked =
        asked.ok_or_else(|| Box::new(error(415_000, "The Content-Type header is not valid.")))?;
    let items = asked.as_array().map(|items| {
        let texts = items
            .iter()
            .map(|item| item["Text"].as_str().map(str::to_owned));
        texts.collect::<Option<Vec<_>>>()
    });
    let bad = || Box::new(error(400_074, "The body is not valid JSON."));
    let texts = items
        .flatten()
        .filter(|texts| !texts.is_empty())
        .ok_or_else(bad)?;
    if texts.len() > MAX_TEXTS {
        return no(error(
            400_072,
            "The maximum number of array elements is exceeded.",
        ));
    }
    if chars_of(&texts) > MAX_CHARS {
        return no(error(
            400_077,
            "The maximum request size has been exceeded.",
        ));
    }
    Ok(Wanted {
        texts,
        says_more: false,
    })
}

pub(super) fn write(texts: &[String]) -> Answer {
    let translations = texts
        .iter()
        .map(|text| json!({ "translations": [{ "text": text, "to": "de" }] }));
    answer(200, &json!(translations.collect::<Vec<_>>()))
}
