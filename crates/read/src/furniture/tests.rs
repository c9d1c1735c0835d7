//! The memory and the cutting together.

use std::collections::BTreeMap;

use depesche_model::Body;
use jiff::{SignedDuration, Timestamp};

use super::{Blocks, Decision, Lesson, Memory, cut};
use crate::clean;
use crate::segment::segments;

const START: &str = "2026-03-01T12:00:00Z";

const CALL: &str =
    "<p>Das Archiv: <a href='https://town.example/archiv'>Alle Texte seit 1950</a></p>";

fn at(days: i64) -> Timestamp {
    let start: Timestamp = START.parse().expect("a time");
    start + SignedDuration::from_hours(24 * days)
}

fn body(markup: &str) -> Body {
    segments(&clean(markup, None))
}

/// Paragraphs that no other number has.
fn story(number: usize) -> String {
    let paragraph = |part: usize| {
        let word = format!("{}{}", letters(number), letters(part));
        let words = [
            "the bridge of",
            "was closed by the town of",
            "as the council of",
            "said to",
        ];
        let text = words.map(|text| format!("{text} {word} {word}ton and its harbour"));
        format!("<p>{}</p>", text.join(", "))
    };
    (0..3).map(paragraph).collect()
}

fn letters(number: usize) -> String {
    let number = u32::try_from(number).expect("a small number");
    [number / 26 % 26, number % 26]
        .map(|digit| char::from_u32(u32::from(b'a') + digit).expect("a letter"))
        .iter()
        .collect()
}

fn learn(memory: &mut Memory, number: usize, days: i64, markup: &str) {
    let title = format!("Story {}", letters(number));
    let text = Blocks::of(&body(markup));
    memory.learn(&Lesson {
        title: &title,
        at: at(days),
        text: &text,
        page: None,
    });
}

/// What of the last of so many articles with this between or behind its texts is cut.
fn cut_of(articles: usize, with: impl Fn(usize, String) -> String) -> Vec<String> {
    let mut memory = Memory::default();
    for number in 0..articles {
        learn(&mut memory, number, 0, &with(number, story(number)));
    }
    let last = cut(body(&with(articles - 1, story(articles - 1))), &memory);
    texts_cut(&last)
}

fn texts_cut(body: &Body) -> Vec<String> {
    let cut = body.0.iter().filter(|segment| segment.cut.is_some());
    cut.map(|segment| segment.html.text()).collect()
}

#[test]
fn a_line_with_a_link_goes_from_the_third_article_on() {
    let with = |_, story| format!("{story}{CALL}");
    assert!(cut_of(2, with).is_empty());
    assert_eq!(cut_of(3, with), ["Das Archiv: Alle Texte seit 1950"]);
}

#[test]
fn numbers_dates_and_names_make_no_other_line() {
    let names = ["Quill", "Ferro", "Lindt", "Osk"];
    let promo = |number: usize| {
        format!(
            "<p>Mehr von {} lesen schon {} Menschen <a href='https://town.example/{number}'>in {} Briefen</a></p>",
            names[number % 4],
            1_000 * number,
            names[(number + 1) % 4],
        )
    };
    let cut = cut_of(3, |number, story| format!("{story}{}", promo(number)));
    assert_eq!(cut.len(), 1, "{cut:?}");
}

#[test]
fn a_quote_that_repeats_stays() {
    let quote = "<blockquote><p>We have waited for this bridge for a long time, and we shall wait for \
                 another year if that is what it takes to build it as it was planned.</p></blockquote>";
    let with = |number: usize, story: String| match number % 3 {
        0 => format!("{quote}{story}"),
        _ => story,
    };
    assert!(cut_of(10, with).is_empty());
}

#[test]
fn a_notice_that_stands_under_every_text_goes() {
    let notice = "<p>All of this is given without any promise that it is right; whoever builds a house \
                  on what is written here does so at their own cost, and should ask somebody first.</p>";
    let cut = cut_of(4, |_, story| format!("{story}{notice}"));
    assert_eq!(cut.len(), 1);
}

#[test]
fn whom_one_owes_a_text_is_never_cut() {
    for owed in [
        "<p>(dpa/lno)</p>",
        "<p>Quelle: Hafenamt</p>",
        "<p><a href='https://town.example/l'>CC BY 4.0</a></p>",
    ] {
        assert!(
            cut_of(9, |_, story| format!("{story}{owed}")).is_empty(),
            "{owed}"
        );
    }
}

#[test]
fn a_heading_stays_with_its_text_and_goes_with_what_is_cut() {
    let with_text =
        |number, story| format!("{story}<h2>Hintergrund</h2>{}", self::story(number + 200));
    assert!(cut_of(9, with_text).is_empty());
    let above = |_, story| format!("{story}<h2>Hintergrund</h2>{CALL}");
    assert_eq!(cut_of(9, above).len(), 2);
}

#[test]
fn links_below_related_articles_go_with_them() {
    let related = "<h3>Ähnliche Artikel</h3><ul><li><a href='https://town.example/1'>One</a></li><li><a href='https://town.example/2'>Two</a></li></ul>\
                   <p><a href='https://town.example/3'>Three</a></p>";
    let cut = cut_of(1, |_, story| format!("{story}{related}"));
    assert_eq!(cut, ["Ähnliche Artikel", "One Two", "Three"]);
    let further = cut_of(1, |_, story| format!("{related}{story}"));
    assert_eq!(
        further.len(),
        2,
        "the heading stands above a text: {further:?}"
    );
}

#[test]
fn the_same_article_teaches_nothing_twice() {
    let mut memory = Memory::default();
    let markup = format!("{}{CALL}", story(1));
    for number in 0..5 {
        learn(&mut memory, number, 0, &markup);
    }
    assert!(texts_cut(&cut(body(&markup), &memory)).is_empty());
    let mut memory = Memory::default();
    for number in 0..5 {
        learn(&mut memory, 7, 0, &format!("{}{CALL}", story(number)));
    }
    assert!(texts_cut(&cut(body(&markup), &memory)).is_empty());
}

#[test]
fn what_is_not_seen_any_more_is_forgotten() {
    let mut memory = Memory::default();
    let with_call = |number| format!("{}{CALL}", story(number));
    for number in 0..3 {
        learn(&mut memory, number, 0, &with_call(number));
    }
    for number in 3..32 {
        learn(&mut memory, number, 1, &story(number));
    }
    let is_cut = |memory: &Memory| !texts_cut(&cut(body(&with_call(90)), memory)).is_empty();
    assert!(is_cut(&memory), "one of the last thirty has it");
    learn(&mut memory, 32, 1, &story(32));
    assert!(!is_cut(&memory));

    let mut memory = Memory::default();
    for number in 0..3 {
        learn(&mut memory, number, 0, &with_call(number));
    }
    learn(&mut memory, 3, 91, &story(3));
    assert!(!is_cut(&memory));
}

#[test]
fn two_fifths_of_a_text_go_at_the_most() {
    let long = |number: usize, part: &str| {
        format!(
            "<p>{part} {part} {part} {part} <a href='https://town.example/{number}'>{part} {part}</a></p>"
        )
    };
    let furniture: String = ["one", "two", "three", "four", "five"]
        .map(|part| long(1, part))
        .concat();
    let with = |number, _| format!("<p>{}</p>{furniture}", letters(number).repeat(20));
    let all = body(&with(3, String::new())).text().len();
    let cut: usize = cut_of(4, with).iter().map(String::len).sum();
    assert!(cut > 0 && cut * 10 <= all * 4, "{cut} of {all}");
}

#[test]
fn a_memory_comes_back_as_it_was_stored() {
    let mut memory = Memory::default();
    for number in 0..2 {
        learn(&mut memory, number, 0, &format!("{}{CALL}", story(number)));
    }
    let bytes = memory.to_bytes();
    let mut again = Memory::read(&bytes, BTreeMap::new());
    assert_eq!(again.to_bytes(), bytes);
    assert!(!again.has_changed());
    learn(&mut again, 1, 0, &format!("{}{CALL}", story(1)));
    assert!(!again.has_changed(), "it was known");
    learn(&mut again, 2, 0, &format!("{}{CALL}", story(2)));
    assert!(again.has_changed() && again.reaches_back());
    let later = Memory::read(&again.to_bytes(), BTreeMap::new());
    assert!(!later.reaches_back());
    assert_eq!(
        Memory::read(b"no memory", BTreeMap::new()).to_bytes(),
        Memory::default().to_bytes()
    );
}

#[test]
fn the_operator_has_the_last_word() {
    let mut memory = Memory::default();
    let newsletter = "<p>Abonnieren Sie jetzt unseren Newsletter!</p>";
    for number in 0..3 {
        let markup = format!("{}{CALL}{newsletter}", story(number));
        learn(&mut memory, number, 0, &markup);
    }
    let ids: Vec<_> = memory.list().into_iter().map(|rule| rule.id).collect();
    let kept = ids.iter().map(|id| (id.clone(), Decision::Keep)).collect();
    let markup = format!("{}{CALL}{newsletter}", story(1));
    assert_eq!(texts_cut(&cut(body(&markup), &memory)).len(), 2);
    let marked = cut(body(&markup), &memory);
    let memory = Memory::read(&memory.to_bytes(), kept);
    assert!(
        texts_cut(&cut(marked, &memory)).is_empty(),
        "marks are taken away again"
    );
    assert!(
        memory
            .list()
            .iter()
            .all(|rule| !rule.is_cut && rule.is_decided)
    );

    let mut memory = Memory::default();
    for number in 0..2 {
        learn(&mut memory, number, 0, &format!("{}{CALL}", story(number)));
    }
    let id = memory.list()[0].id.clone();
    let memory = Memory::read(&memory.to_bytes(), [(id, Decision::Cut)].into());
    assert_eq!(texts_cut(&cut(body(&markup), &memory)).len(), 2);
}

#[test]
fn a_text_of_nothing_but_promotion_stays() {
    let memory = Memory::default();
    let markup = "<p>Abonnieren Sie jetzt unseren Newsletter!</p>";
    assert!(texts_cut(&cut(body(markup), &memory)).is_empty());
    assert_eq!(cut(Body::default(), &memory), Body::default());
}
