//! What a model said, read as what it was asked for, and as nothing else.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::super::wire::nonsense;
use crate::engine::EngineError;
use crate::marked::Marked;
use crate::notation::{Notation, read};

/// Where models put the translations that were asked for bare.
const WRAPPERS: [&str; 3] = ["segments", "translations", "translation"];

/// An object in which no key stands twice.
struct Once(Map<String, Value>);

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(OnceVisitor)
    }
}

struct OnceVisitor;

impl<'de> Visitor<'de> for OnceVisitor {
    type Value = Once;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object in which no key stands twice")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Once, A::Error> {
        let mut map = Map::new();
        while let Some((key, value)) = access.next_entry::<String, Value>()? {
            if map.insert(key, value).is_some() {
                return Err(serde::de::Error::custom("a key stands twice"));
            }
        }
        Ok(Once(map))
    }
}

/// The translations of so many texts, in their order; `None` where one is no text. The keys must be
/// those that were asked for, or nobody knows what belongs to what.
pub(super) fn translations(
    content: &str,
    count: usize,
) -> Result<Vec<Option<Marked>>, EngineError> {
    let object = object_in(after_thoughts(content)?)?;
    let Once(said) = serde_json::from_str(object)
        .map_err(|_| nonsense("no JSON object, or one with a key that stands twice"))?;
    let mut said = unwrapped(said);
    let mut units = Vec::new();
    for n in 1..=count {
        let text = said.remove(&n.to_string());
        let text = text.ok_or_else(|| nonsense(&format!("no segment {n} of {count}")))?;
        units.push(text.as_str().map(|text| read(text, Notation::Tags)));
    }
    if said.is_empty() {
        Ok(units)
    } else {
        Err(nonsense("segments that nobody asked for"))
    }
}

/// What follows a model's thoughts, where it thinks aloud. Some begin without saying so.
fn after_thoughts(content: &str) -> Result<&str, EngineError> {
    let content = content.trim_start();
    if content.starts_with(['{', '`']) {
        return Ok(content);
    }
    match content.split_once("</think>") {
        Some((_, rest)) => Ok(rest),
        None if content.starts_with("<think") => Err(nonsense("thoughts and no answer")),
        None => Ok(content),
    }
}

/// The object in an answer, without fences and what else stands around it.
fn object_in(answer: &str) -> Result<&str, EngineError> {
    let ends = answer.find('{').zip(answer.rfind('}'));
    let object = ends.and_then(|(begin, end)| answer.get(begin..=end));
    object.ok_or_else(|| nonsense("no JSON object"))
}

/// The translations themselves, where the model repeated what they stood in.
fn unwrapped(mut said: Map<String, Value>) -> Map<String, Value> {
    let wrapper = WRAPPERS
        .iter()
        .find(|name| said.len() == 1 && said.contains_key(**name));
    match wrapper.and_then(|name| said.remove(*name)) {
        Some(Value::Object(inner)) => inner,
        _ => said,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::translations;

    fn check(content: &str, expected: Option<&[Option<&str>]>) {
        let read = translations(content, 2).ok();
        let plain = |unit: Option<crate::marked::Marked>| unit.map(|unit| unit.plain());
        let read: Option<Vec<_>> = read.map(|units| units.into_iter().map(plain).collect());
        let expected = expected.map(|units| {
            let units = units.iter().map(|unit| unit.map(str::to_owned));
            units.collect::<Vec<_>>()
        });
        assert_eq!(read, expected, "{content}");
    }

    #[test]
    fn what_stands_around_an_answer_is_left_out() {
        let whole = Some(&[Some("A"), Some("B")][..]);
        check(r#"{"1":"A","2":"B"}"#, whole);
        check(r#" {"2":"B","1":"A"} "#, whole);
        check("```json\n{\"1\":\"A\",\"2\":\"B\"}\n```\n", whole);
        check("```\n{\"1\":\"A\",\"2\":\"B\"}```", whole);
        check(r#"Here it is: {"1":"A","2":"B"} I hope it helps."#, whole);
        check(r#"<think>{"1":"X"}?</think>{"1":"A","2":"B"}"#, whole);
        check("Hm. {\"1\"}</think>\n\n{\"1\":\"A\",\"2\":\"B\"}", whole);
        check(r#"{"segments":{"1":"A","2":"B"}}"#, whole);
        check(r#"{"translations":{"1":"A","2":"B"}}"#, whole);
        check(r#"{"1":"</think>","2":"B"}"#, Some(&[Some(""), Some("B")]));
    }

    #[test]
    fn what_is_no_text_is_no_translation() {
        check(r#"{"1":null,"2":"B"}"#, Some(&[None, Some("B")]));
        check(r#"{"1":["A"],"2":17}"#, Some(&[None, None]));
    }

    #[test]
    fn other_keys_are_no_answer() {
        for content in [
            "",
            "no",
            "}{",
            "{}",
            "[1,2]",
            r#"["A","B"]"#,
            r#"{"1":"A"}"#,
            r#"{"1":"A","2":"B","3":"C"}"#,
            r#"{"1":"A","3":"C"}"#,
            r#"{"01":"A","02":"B"}"#,
            r#"{"1":"A","2":"B","1":"C"}"#,
            r#"{"1":"A","2":"B"} {"1":"A","2":"B"}"#,
            r#"{"1":"A","2":"B""#,
            r#"{"1":"A","2":"B"}, "note": "}""#,
            r#"{"segments":{"1":"A","2":"B"},"note":"x"}"#,
            r#"<think>{"1":"A","2":"B"}"#,
        ] {
            check(content, None);
        }
    }

    proptest! {
        #[test]
        fn anything_is_read_as_so_many_texts_or_as_none(
            content in r#"([{}\[\]":,1-3 a`<>/]|think|</think>|```json|segments|"1":|"2":"a"){0,30}"#,
            count in 0..4_usize,
        ) {
            if let Ok(units) = translations(&content, count) {
                prop_assert_eq!(units.len(), count);
            }
        }
    }

    #[test]
    fn depth_and_length_are_no_trouble() {
        let deep = format!("{{\"1\":{}1,\"2\":\"B\"}}", "[".repeat(100_000));
        check(&deep, None);
        let wide = format!("{{\"1\":\"A\",\"2\":\"{}\"}}", "</think>{".repeat(10_000));
        assert!(translations(&wide, 2).is_ok());
    }
}
