//! `LibreTranslate` as its source of version 1.9 behaves: `POST /translate`.

use hyper::http::Method;
use serde_json::{Value, json};

use super::{KEY, LANGUAGES, State, Wanted, chars_of, json as answer, json_of, no, texts_of};
use crate::{Answer, Request};

/// An error as it says it.
pub fn error(status: u16, message: &str) -> Answer {
    answer(status, &json!({ "error": message }))
}

pub(super) fn read(request: &Request, state: &State) -> Result<Wanted, Box<Answer>> {
    match (&request.method, request.path_only()) {
        (&Method::POST, "/translate") => {}
        (&Method::GET, "/frontend/settings") => return no(settings(state)),
        (&Method::GET, "/languages") => return no(languages()),
        _ => return no(Answer::status(404)),
    }
    // Anything but JSON would be a form, which our engine never sends.
    let Some(asked) = json_of(request) else {
        return no(error(400, "Invalid request: missing q parameter"));
    };
    check_key(&asked)?;
    let texts = texts_of(&asked["q"]).filter(|texts| !texts.is_empty());
    let texts =
        texts.ok_or_else(|| Box::new(error(400, "Invalid request: missing q parameter")))?;
    check_size(&texts, state)?;
    for name in ["source", "target"] {
        let lang = asked[name].as_str().unwrap_or_default();
        if lang.is_empty() {
            return no(error(
                400,
                &format!("Invalid request: missing {name} parameter"),
            ));
        }
        if !LANGUAGES.contains(&lang) {
            return no(error(400, &format!("{lang} is not supported")));
        }
    }
    match asked["format"].as_str().unwrap_or("text") {
        "text" => Ok(Wanted {
            texts,
            says_more: false,
        }),
        // Its HTML mode turns escaped text into live markup: nobody is to use it.
        format => no(error(400, &format!("{format} format is not supported"))),
    }
}

pub(super) fn write(texts: &[String]) -> Answer {
    answer(200, &json!({ "translatedText": texts }))
}

fn check_key(asked: &Value) -> Result<(), Box<Answer>> {
    match asked["api_key"].as_str() {
        Some(KEY) => Ok(()),
        Some(_) => no(error(403, "Invalid API key")),
        None => no(error(
            400,
            "Please contact the server operator to get an API key",
        )),
    }
}

fn check_size(texts: &[String], state: &State) -> Result<(), Box<Answer>> {
    let sizes = [
        (texts.len(), state.max_texts),
        (chars_of(texts), state.max_chars),
    ];
    for (size, limit) in sizes {
        if let Some(limit) = limit.filter(|limit| size > *limit) {
            let message = format!("Invalid request: request ({size}) exceeds text limit ({limit})");
            return no(error(400, &message));
        }
    }
    Ok(())
}

fn settings(state: &State) -> Answer {
    let limit = state.max_chars.map_or(json!(-1), |limit| json!(limit));
    let settings = json!({
        "apiKeys": true,
        "charLimit": limit,
        "frontendTimeout": 500,
        "keyRequired": true,
        "suggestions": false,
        "supportedFilesFormat": [".txt"],
    });
    answer(200, &settings)
}

fn languages() -> Answer {
    let known = LANGUAGES.map(|code| json!({ "code": code, "name": code, "targets": LANGUAGES }));
    answer(200, &json!(known))
}
