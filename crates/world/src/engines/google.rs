//! Google Cloud Translation as its reference of version 2 has it.

use hyper::http::Method;
use serde_json::json;

use super::{KEY, LANGUAGES, Wanted, chars_of, json as answer, json_of, no, texts_of};
use crate::{Answer, Request};

/// How many texts one request may have.
const MAX_TEXTS: usize = 128;

/// How many characters.
const MAX_CHARS: usize = 30_720;

/// An error as it says it: status, reason, message.
pub fn error(status: u16, reason: &str, message: &str) -> Answer {
    let error = json!({ "message": message, "domain": "global", "reason": reason });
    let body = json!({ "error": { "code": status, "message": message, "errors": [error] } });
    answer(status, &body)
}

pub(super) fn read(request: &Request) -> Result<Wanted, Box<Answer>> {
    if request.method != Method::POST || request.path_only() != "/language/translate/v2" {
        return no(Answer::status(404));
    }
    let in_query = request
        .path
        .split(['?', '&'])
        .find_map(|pair| pair.strip_prefix("key="));
    match request.header("x-goog-api-key").or(in_query) {
        Some(KEY) => {}
        Some(_) => {
            let message = "API key not valid. Please pass a valid API key.";
            return no(error(400, "badRequest", message));
        }
        None => {
            return no(error(
                403,
                "forbidden",
                "The request is missing a valid API key.",
            ));
        }
    }
    let asked =
        json_of(request).ok_or_else(|| Box::new(error(400, "parseError", "Parse Error")))?;
    let texts = texts_of(&asked["q"]).filter(|texts| !texts.is_empty());
    let texts = texts.ok_or_else(|| Box::new(error(400, "required", "Required Text")))?;
    let is_known = |lang: &str| ["no", "zh-CN"].contains(&lang) || LANGUAGES.contains(&lang);
    for name in ["source", "target"] {
        if !asked[name].as_str().is_some_and(is_known) {
            return no(error(400, "invalid", "Invalid Value"));
        }
    }
    if !["text", "html"].contains(&asked["format"].as_str().unwrap_or("html")) {
        return no(error(400, "invalid", "Invalid format"));
    }
    if asked["source"] == asked["target"] {
        return no(error(400, "invalid", "Bad language pair: {0}"));
    }
    if texts.len() > MAX_TEXTS {
        return no(error(400, "invalid", "Too many text segments"));
    }
    if chars_of(&texts) > MAX_CHARS {
        return no(error(400, "invalid", "Text too long"));
    }
    Ok(Wanted {
        texts,
        says_more: false,
    })
}

pub(super) fn write(texts: &[String]) -> Answer {
    let translations = texts.iter().map(|text| json!({ "translatedText": text }));
    let translations: Vec<_> = translations.collect();
    answer(200, &json!({ "data": { "translations": translations } }))
}
