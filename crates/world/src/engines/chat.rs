//! A server with `OpenAI`'s chat completions, as Ollama, llama.cpp and vLLM have them.

use hyper::http::Method;
use serde_json::{Map, Value, json};

use super::{KEY, State, Wanted, json as answer, json_of, no};
use crate::{Answer, Request};

/// The one model that it serves.
pub const MODEL: &str = "parrot:4b";

/// An error as it says it: status, code, message.
pub fn error(status: u16, code: &str, message: &str) -> Answer {
    let body = json!({ "error": { "message": message, "type": "error", "code": code } });
    answer(status, &body)
}

/// A whole answer in which the model says this, for that reason to end: `stop`, `length`.
pub fn says(content: &str, finish_reason: &str) -> Answer {
    let message = json!({ "role": "assistant", "content": content });
    let body = json!({
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "model": MODEL,
        "choices": [{ "index": 0, "message": message, "finish_reason": finish_reason }],
        "usage": { "prompt_tokens": 100, "completion_tokens": 50 },
    });
    answer(200, &body)
}

pub(super) fn read(request: &Request, state: &State) -> Result<Wanted, Box<Answer>> {
    if request.method != Method::POST || request.path_only() != "/v1/chat/completions" {
        return no(Answer::status(404));
    }
    let key = format!("Bearer {KEY}");
    if request.header("authorization") != Some(&key) {
        return no(error(401, "invalid_api_key", "Incorrect API key provided."));
    }
    let Some(asked) = json_of(request) else {
        return no(error(400, "invalid_request_error", "no JSON"));
    };
    if asked["model"] != MODEL {
        return no(error(404, "model_not_found", "The model does not exist."));
    }
    check(&asked, state)?;
    let segments = asked["messages"].as_array().and_then(|messages| {
        let last = messages.last().filter(|last| last["role"] == "user")?;
        segments_in(last["content"].as_str()?)
    });
    let no_segments = || Box::new(error(400, "invalid_request_error", "nothing to do"));
    let segments = segments.ok_or_else(no_segments)?;
    let numbered = (1..=segments.len()).map(|n| {
        let text = segments.get(&n.to_string())?.as_str()?;
        Some(text.to_owned())
    });
    let texts: Option<Vec<_>> = numbered.collect();
    Ok(Wanted {
        texts: texts.ok_or_else(no_segments)?,
        says_more: false,
    })
}

pub(super) fn write(texts: &[String]) -> Answer {
    let numbered = texts
        .iter()
        .zip(1..)
        .map(|(text, n)| (format!("{n}"), json!(text)));
    let content = Value::Object(numbered.collect::<Map<_, _>>());
    says(&content.to_string(), "stop")
}

/// Whether it knows what it is asked to do.
fn check(asked: &Value, state: &State) -> Result<(), Box<Answer>> {
    let refuse = |message: &str| no(error(400, "invalid_request_error", message));
    if asked["stream"] == true {
        return refuse("this mock does not stream");
    }
    if let Some(limit) = state.max_chars {
        let length = asked["messages"].to_string().chars().count();
        if length > limit {
            let message = format!("This model's maximum context length is {limit} tokens.");
            return no(error(400, "context_length_exceeded", &message));
        }
    }
    match asked["response_format"]["type"].as_str() {
        Some(format) if !state.formats.iter().any(|own| own == format) => {
            refuse(&format!("response_format {format} is not supported"))
        }
        _ => Ok(()),
    }
}

/// The numbered texts in what the user says: under `segments` of an object, or the object itself.
fn segments_in(content: &str) -> Option<Map<String, Value>> {
    let objects = content.match_indices('{').filter_map(|(at, _)| {
        let read = serde_json::Deserializer::from_str(&content[at..])
            .into_iter::<Value>()
            .next();
        read?.ok()
    });
    let object = objects.into_iter().next()?;
    let segments = object.get("segments").unwrap_or(&object);
    segments.as_object().cloned()
}
