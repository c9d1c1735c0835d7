//! What a page says beside its text: title, author, date, picture, captions, paywall.

use std::collections::HashSet;

use serde_json::Value;

use super::moment::Moment;
use super::picture;
use super::words::folded;

/// The facts that are asked for, in the order of the table.
pub(super) const FACTS: [&str; 7] = [
    "title", "author", "date", "time", "image", "captions", "paywall",
];

/// Whether each fact is right; none where the truth or the page does not have it.
pub(super) type Right = [Option<bool>; FACTS.len()];

/// Compares an answer with the truth; `source` is the page itself.
pub(super) fn compare(truth: &Value, source: &str, answer: &Value) -> Right {
    [
        title(truth, answer),
        author(truth, answer),
        date(truth, answer),
        time(truth, answer),
        image(truth, answer),
        captions(source, answer),
        paywall(source, answer),
    ]
}

/// The same words.
fn title(truth: &Value, answer: &Value) -> Option<bool> {
    let wanted = folded(text(truth, "title"));
    (!wanted.is_empty()).then(|| folded(text(answer, "title")) == wanted)
}

/// At least half of the words of all true authors and of the byline taken together stand in both.
fn author(truth: &Value, answer: &Value) -> Option<bool> {
    let authors = truth["authors"].as_array()?.iter();
    let wanted: HashSet<String> = authors.filter_map(Value::as_str).flat_map(folded).collect();
    if wanted.is_empty() {
        return None;
    }
    let found: HashSet<String> = folded(text(answer, "byline")).into_iter().collect();
    let both = wanted.intersection(&found).count();
    Some(2 * both >= wanted.union(&found).count())
}

/// The same day.
fn date(truth: &Value, answer: &Value) -> Option<bool> {
    let wanted = Moment::parse(text(truth, "date"))?;
    let found = Moment::parse(text(answer, "published"));
    Some(found.is_some_and(|found| found.is_same_day(&wanted)))
}

/// At most an hour apart; asked only of answers that give a time.
fn time(truth: &Value, answer: &Value) -> Option<bool> {
    let wanted = Moment::parse(text(truth, "date"))?;
    Moment::parse(text(answer, "published"))?.is_same_hour(&wanted)
}

/// One of the true pictures.
fn image(truth: &Value, answer: &Value) -> Option<bool> {
    let wanted = truth["lead_images"].as_array()?;
    let found = text(answer, "image");
    let mut wanted = wanted.iter().filter_map(Value::as_str).peekable();
    wanted.peek()?;
    Some(wanted.any(|wanted| picture::is_same(wanted, found)))
}

/// A page with captions has some in the article too, or under the picture that stands above it.
fn captions(source: &str, answer: &Value) -> Option<bool> {
    let is_above = !text(&answer["picture"], "caption").is_empty();
    let is_kept = || is_above || has_tag(text(answer, "html"), "<figcaption");
    has_tag(source, "<figcaption").then(is_kept)
}

/// A page that says of itself that one must pay for it.
fn paywall(source: &str, answer: &Value) -> Option<bool> {
    is_declared_paid(source).then(|| answer["paywalled"] == true)
}

/// Whether structured data says `"isAccessibleForFree": false`, as a word or a string.
fn is_declared_paid(source: &str) -> bool {
    source.split("\"isAccessibleForFree\"").skip(1).any(|rest| {
        let value: String = rest
            .chars()
            .take(12)
            .filter(char::is_ascii_alphabetic)
            .collect();
        value.to_lowercase().starts_with("false")
    })
}

fn has_tag(html: &str, tag: &str) -> bool {
    html.contains(tag)
}

fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object[name].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{FACTS, compare};

    #[track_caller]
    fn check(fact: &str, truth: &Value, source: &str, answer: &Value, wanted: Option<bool>) {
        let at = FACTS.iter().position(|name| *name == fact).expect("a fact");
        assert_eq!(
            compare(truth, source, answer)[at],
            wanted,
            "{truth} {answer}"
        );
    }

    #[test]
    fn a_title_has_the_same_words() {
        let truth = json!({"title": "The Bridge: closed"});
        check(
            "title",
            &truth,
            "",
            &json!({"title": "the bridge – closed"}),
            Some(true),
        );
        check(
            "title",
            &truth,
            "",
            &json!({"title": "The Bridge: closed | Post"}),
            Some(false),
        );
        check(
            "title",
            &json!({}),
            "",
            &json!({"title": "The Bridge"}),
            None,
        );
    }

    #[test]
    fn half_of_the_authors_words_will_do() {
        let truth = json!({"authors": ["Mara Quill", "Pat Doe"]});
        check(
            "author",
            &truth,
            "",
            &json!({"byline": "Pat Doe, Mara Quill"}),
            Some(true),
        );
        check(
            "author",
            &truth,
            "",
            &json!({"byline": "Mara Quill"}),
            Some(true),
        );
        check(
            "author",
            &truth,
            "",
            &json!({"byline": "Mara"}),
            Some(false),
        );
        check("author", &truth, "", &json!({"byline": null}), Some(false));
        check(
            "author",
            &json!({"authors": []}),
            "",
            &json!({"byline": "x"}),
            None,
        );
    }

    #[test]
    fn a_date_is_asked_for_its_day_and_its_hour() {
        let truth = json!({"date": "2026-02-28 10:00:00+01:00"});
        let exact = json!({"published": "2026-02-28T09:00:00Z"});
        let day = json!({"published": "2026-02-28"});
        check("date", &truth, "", &exact, Some(true));
        check("time", &truth, "", &exact, Some(true));
        check("date", &truth, "", &day, Some(true));
        check("date", &truth, "", &json!({}), Some(false));
        check("time", &truth, "", &json!({}), None);
        check("date", &json!({}), "", &day, None);
    }

    #[test]
    fn a_picture_is_one_of_the_true_ones() {
        let truth = json!({"lead_images": ["https://a.example/i/harbour.jpg"]});
        let answer = json!({"image": "https://b.example/harbour.webp"});
        check("image", &truth, "", &answer, Some(true));
        check("image", &truth, "", &json!({}), Some(false));
        check("image", &json!({"lead_images": []}), "", &answer, None);
    }

    #[test]
    fn captions_are_asked_for_where_the_page_has_some() {
        let source = "<figure><img><figcaption class=x>y</figcaption></figure>";
        let kept = json!({"html": "<figcaption>y</figcaption>"});
        check("captions", &json!({}), source, &kept, Some(true));
        check("captions", &json!({}), source, &json!({}), Some(false));
        let above = json!({"picture": {"url": "https://a.example/1.jpg", "caption": "y"}});
        check("captions", &json!({}), source, &above, Some(true));
        check("captions", &json!({}), "<p>", &kept, None);
    }

    #[test]
    fn a_paywall_is_asked_for_where_the_page_declares_one() {
        let paid = json!({"paywalled": true});
        for said in ["false", "\"False\"", "\"false\""] {
            let source = format!("{{\"isAccessibleForFree\" : {said},");
            check("paywall", &json!({}), &source, &paid, Some(true));
            check(
                "paywall",
                &json!({}),
                &source,
                &json!({"paywalled": null}),
                Some(false),
            );
        }
        check(
            "paywall",
            &json!({}),
            "\"isAccessibleForFree\":true",
            &paid,
            None,
        );
    }
}
