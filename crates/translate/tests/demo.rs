//! The demo's translations were made by people: every gate lets them pass.

use depesche_model::{Html, Lang};
use depesche_read::clean::clean;
use depesche_translate::check::check;
use depesche_translate::glossary;
use depesche_translate::unit::{Kind, Unit};
use depesche_world::demo::Demo;
use jiff::Timestamp;

#[tokio::test]
async fn what_people_translated_passes() {
    let now: Timestamp = "2026-05-06T12:00:00Z".parse().expect("it is a moment");
    let demo = Demo::start(now).await;
    let terms = glossary::read(demo.glossary()).expect("the demo's glossary is one");
    let text = |markup: &str| {
        let html: Html = clean(markup, None);
        html.text().trim().to_owned()
    };
    let mut wrong = Vec::new();
    let phrases = demo.phrases();
    assert!(phrases.len() > 500, "{}", phrases.len());
    for phrase in &phrases {
        let (source, answer) = (text(&phrase.original), text(&phrase.translation));
        let lang = |tag| Lang::parse(tag).expect("it is a tag");
        let unit = |text: &str| Unit::line(Kind::Block, text, &[]);
        let (Some(unit), Some(answer)) = (unit(&source), unit(&answer)) else {
            continue;
        };
        let answer = answer.text;
        let verdict = check(&unit, &answer, &lang(phrase.from), &lang(phrase.to), &terms);
        wrong.extend(
            verdict
                .err()
                .map(|fault| format!("{fault:?}: {source} → {}", answer.plain())),
        );
    }
    assert!(
        wrong.is_empty(),
        "{} of {}: {wrong:#?}",
        wrong.len(),
        phrases.len()
    );
}
