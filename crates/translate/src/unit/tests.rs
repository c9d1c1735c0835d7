//! Taken apart, mended, put back.

use depesche_model::{Segment, Term};
use depesche_read::clean;
use depesche_read::segment::segments;

use super::{Block, Kind, Unit};
use crate::fault::Fault;
use crate::marked::Marked;
use crate::notation::{Notation, read, write};

fn segment(markup: &str) -> Segment {
    let mut found = segments(&clean(markup, None)).0.into_iter();
    let segment = found.next().expect("a segment");
    assert!(found.next().is_none(), "{markup}");
    segment
}

fn keep(terms: &[&str]) -> Vec<Term> {
    let term = |term: &&str| Term {
        term: (*term).to_owned(),
        translation: None,
        from: None,
        to: None,
        is_case_sensitive: true,
    };
    terms.iter().map(term).collect()
}

fn units(markup: &str) -> Vec<String> {
    let block = Block::of(&segment(markup), &keep(&["Quay AI"]));
    let texts = block
        .units()
        .iter()
        .map(|unit| write(&unit.text, Notation::Brackets));
    texts.collect()
}

fn apart(markup: &str, expected: &[&str]) {
    assert_eq!(units(markup), expected, "{markup}");
}

/// What comes of a segment with one unit and an answer to it.
fn restored(markup: &str, answer: &str) -> Option<String> {
    let block = Block::of(&segment(markup), &keep(&["Quay AI"]));
    assert_eq!(block.units().len(), 1, "{markup}");
    let answer = read(answer, Notation::Brackets);
    let html = block.restore(&[Some(answer)])?;
    Some(html.as_str().replace(" rel=\"nofollow noopener\"", ""))
}

fn check(markup: &str, answer: &str, expected: &str) {
    assert_eq!(
        restored(markup, answer).as_deref(),
        Some(expected),
        "{markup}: {answer}"
    );
}

fn refused(markup: &str, answer: &str, fault: Fault) {
    let block = Block::of(&segment(markup), &keep(&["Quay AI"]));
    let answer = read(answer, Notation::Brackets);
    assert_eq!(block.units()[0].accepts(&answer), Err(fault), "{markup}");
    assert_eq!(block.restore(&[Some(answer)]), None);
}

const LINK: &str = "<p>See <a href='https://a.example/'>the harbour</a> at noon.</p>";

#[test]
fn every_leaf_block_is_a_unit() {
    apart("<h2>Ebb &amp; tide</h2>", &["Ebb & tide"]);
    apart(
        "<ul><li>One<ul><li>Two<li>Three</ul></ul>",
        &["One", "Two", "Three"],
    );
    apart("<dl><dt>Ebb<dd>Low<br>water</dl>", &["Ebb", "Low⟦1⟧water"]);
    apart(
        "<table><caption>Times</caption><tr><th>Day<th>12<td>Noon</table>",
        &["Times", "Day", "Noon"],
    );
    apart(
        "<blockquote>Ebb<p>— Mara Quill</blockquote>",
        &["Ebb", "— Mara Quill"],
    );
    apart(
        "<figure><img src=https://a.example/1.jpg alt='A &quot;boat&quot;'><figcaption>At sea</figcaption></figure>",
        &["A \"boat\"", "At sea"],
    );
}

#[test]
fn what_is_no_text_is_no_unit() {
    apart("<pre>let it = be;</pre>", &[]);
    apart("<p>12:30 – 13:00</p>", &[]);
    apart("<p><code>cargo run</code> @mara 🌊</p>", &[]);
    apart("<blockquote><pre>code</pre><p>Text</blockquote>", &["Text"]);
    apart(&format!("<p>{}</p>", "word ".repeat(10_000)), &[]);
}

#[test]
fn of_a_card_only_words_are_translated() {
    apart(
        "<blockquote class=twitter-tweet><p>Low water</p>— Mara (@m) <a href=https://x.com/m/status/1>Monday</a></blockquote>",
        &["Low water"],
    );
    apart(
        "<iframe src=https://youtu.be/a1 title='The bridge'></iframe>",
        &[],
    );
    apart(
        "<figure><iframe src=https://youtu.be/a1 title='The bridge'></iframe><figcaption>As it fell</figcaption></figure>",
        &["As it fell"],
    );
}

#[test]
fn inline_markup_becomes_marks() {
    apart(
        "<p>a <b>bold</b> and <i>it <u>un</u></i></p>",
        &["a ⟦1⟧bold⟦/1⟧ and ⟦2⟧it ⟦3⟧un⟦/3⟧⟦/2⟧"],
    );
    apart("<p>a <b><i>bold</i></b> word</p>", &["a ⟦1⟧bold⟦/1⟧ word"]);
    apart("<p><strong><em>All of it</em></strong></p>", &["All of it"]);
    apart(
        "<p><a href=https://a.example/>Read on</a></p>",
        &["Read on"],
    );
    apart("<p>run <code>a <b>b</b></code> now</p>", &["run ⟦1⟧ now"]);
    apart(
        "<p>at <a href=https://a.example/>https://a.example</a> now</p>",
        &["at ⟦1⟧ now"],
    );
    apart("<ul><li>a one<br><br>two</ul>", &["a one⟦1⟧two"]);
}

#[test]
fn names_and_what_looks_like_a_mark_are_atoms() {
    apart(
        "<p>Quay AI and ⟦3⟧ in [[4]] &lt;x5&gt; www.a.example/x.</p>",
        &["⟦1⟧ and ⟦2⟧ in ⟦3⟧ ⟦4⟧ ⟦5⟧."],
    );
    apart("<p>The <b>Quay</b> AI</p>", &["The ⟦1⟧Quay⟦/1⟧ AI"]);
}

#[test]
fn answers_are_put_back() {
    check(
        LINK,
        "Siehe ⟦1⟧den Hafen⟦/1⟧ um zwölf.",
        "<p>Siehe <a href=\"https://a.example/\">den Hafen</a> um zwölf.</p>",
    );
    check(
        "<figure><img src=https://a.example/1.jpg alt='A boat'></figure>",
        "Ein \"Boot\" <b>",
        "<figure><img src=\"media:https://a.example/1.jpg\" alt=\"Ein &quot;Boot&quot; &lt;b&gt;\"></figure>",
    );
    check(
        "<p>Quay AI is low</p>",
        "Niedrig ist ⟦1⟧",
        "<p>Niedrig ist Quay AI</p>",
    );
    check(
        "<p><b>Low</b></p>",
        "<script>Ebbe</script>\u{202e}\u{1} &amp;",
        "<p><b>&lt;script&gt;Ebbe&lt;/script&gt; &amp;amp;</b></p>",
    );
}

#[test]
fn units_without_an_answer_stay() {
    let block = Block::of(&segment("<ul><li>One<li>Two <b>x</b> y</ul>"), &[]);
    let html = block.restore(&[Some("Eins".into()), None]);
    assert_eq!(
        html.expect("one of them").as_str(),
        "<ul><li>Eins</li><li>Two <b>x</b> y</li></ul>"
    );
    assert_eq!(block.restore(&[None, None]), None);
    assert_eq!(block.restore(&[]), None);
}

#[test]
fn headings_keep_their_level() {
    let body = segments(&clean("<h2>One</h2><h3>Two</h3>", None));
    let block = Block::of(&body.0[1], &[]);
    let html = block.restore(&[Some("Zwei".into())]);
    assert_eq!(html.expect("translated").as_str(), "<h3>Zwei</h3>");
}

#[test]
fn spaces_around_marks_are_put_right() {
    let expected = "<p>Siehe <a href=\"https://a.example/\">den Hafen</a>.</p>";
    let markup = "<p>See <a href='https://a.example/'>the harbour</a>.</p>";
    check(markup, "Siehe⟦ 1 ⟧ den Hafen ⟦ /1 ⟧ .", expected);
    check(
        LINK,
        "Siehe⟦1⟧den Hafen⟦/1⟧um zwölf.",
        "<p>Siehe <a href=\"https://a.example/\">den Hafen</a> um zwölf.</p>",
    );
    check(
        "<p>It runs .NET here</p>",
        "Es läuft .NET hier",
        "<p>Es läuft .NET hier</p>",
    );
}

#[test]
fn what_comes_twice_is_taken_once() {
    let expected = "<p>Siehe <a href=\"https://a.example/\">den Hafen</a> um zwölf.</p>";
    check(
        LINK,
        "⟦1⟧⟦/1⟧Siehe ⟦1⟧den Hafen⟦/1⟧ um ⟦1⟧zwölf⟦/1⟧⟦7⟧.⟦/9⟧",
        expected,
    );
    check(
        "<p>Quay AI is low</p>",
        "⟦1⟧ ⟦1⟧ ist niedrig, sagt ⟦1⟧",
        "<p>Quay AI ist niedrig, sagt Quay AI</p>",
    );
    check(
        "<p>low<br>high</p>",
        "⟦1⟧niedrig⟦1⟧⟦1⟧hoch⟦1⟧",
        "<p>niedrig<br>hoch</p>",
    );
}

#[test]
fn what_crosses_is_nested() {
    let markup = "<p><a href='https://a.example/'>one</a> and <b>two words</b> on</p>";
    check(
        markup,
        "⟦1⟧eins ⟦2⟧und⟦/1⟧ zwei Wörter⟦/2⟧ weiter",
        "<p><a href=\"https://a.example/\">eins und</a> <b>zwei Wörter</b> weiter</p>",
    );
    let two =
        "<p><a href='https://a.example/'>one</a> and <a href='https://b.example/'>two</a> on</p>";
    for answer in [
        "⟦1⟧eins ⟦2⟧und⟦/1⟧ zwei⟦/2⟧ da",
        "⟦1⟧eins und ⟦2⟧zwei⟦/2⟧⟦/1⟧ da",
    ] {
        let html = restored(two, answer).expect(answer);
        assert!(
            html.contains("https://a.example/") && html.contains("https://b.example/"),
            "{html}"
        );
    }
}

#[test]
fn emphasis_may_go_and_a_link_may_not() {
    check(
        "<p>It is <b>very</b> low</p>",
        "Es ist sehr niedrig",
        "<p>Es ist sehr niedrig</p>",
    );
    let on = |text: &str| format!("<a href=\"https://a.example/\">{text}</a>");
    let markup =
        "<p>Said the mayor. See the <a href='https://a.example/'>Quill 2026 report</a> on it.</p>";
    let whole = format!("<p>{}</p>", on("Da."));
    for (answer, expected) in [
        (
            "Sieh den Quill 2026 report dazu.",
            format!("<p>Sieh den {} dazu.</p>", on("Quill 2026 report")),
        ),
        (
            "Sagt er. Sieh den Bericht Quill 2026 dazu.",
            format!(
                "<p>Sagt er. Sieh den {} dazu.</p>",
                on("Bericht Quill 2026").replace("Bericht ", "")
            )
            .replace("den <a", "den Bericht <a"),
        ),
        (
            "Sagt er. Sieh das alles ⟦1⟧hier und jetzt an.",
            format!(
                "<p>Sagt er. Sieh das alles {} an.</p>",
                on("hier und jetzt")
            ),
        ),
        (
            "Sagt er. Sieh es dir an!",
            format!("<p>Sagt er. {}</p>", on("Sieh es dir an!")),
        ),
        ("Da.", whole),
    ] {
        check(markup, answer, &expected);
    }
}

#[test]
fn what_changes_the_meaning_is_not_dropped() {
    let markup = "<p>About 10<sup>6</sup> drops <del>fell</del> today</p>";
    check(
        markup,
        "Etwa 10⟦1⟧6⟦/1⟧ Tropfen ⟦2⟧fielen⟦/2⟧ heute",
        "<p>Etwa 10<sup>6</sup> Tropfen <del>fielen</del> heute</p>",
    );
    check(
        markup,
        "Etwa 106 Tropfen ⟦2⟧fielen⟦/2⟧ heute",
        "<p>Etwa 10<sup>6</sup> Tropfen <del>fielen</del> heute</p>",
    );
    refused(markup, "Etwa 10⟦1⟧6⟦/1⟧ Tropfen fielen heute", Fault::Spans);
}

#[test]
fn atoms_that_were_lost_are_put_back_or_the_answer_is_refused() {
    check(
        "<p>Ask Quay AI now</p>",
        "Frag Quay AI jetzt",
        "<p>Frag Quay AI jetzt</p>",
    );
    check(
        "<p>Ask Quay AI now</p>",
        "Frag Quay AIs Rat",
        "<p>Frag Quay AIs Rat</p>",
    );
    check(
        "<p>One is low.<br>Two is high.</p>",
        "Eins ist\nniedrig. Zwei ist hoch.",
        "<p>Eins ist<br>niedrig. Zwei ist hoch.</p>",
    );
    refused("<p>Ask Quay AI now</p>", "Frag Kai-KI jetzt", Fault::Spans);
    refused(
        "<p>Run <code>cargo</code> now</p>",
        "Starte Fracht jetzt",
        Fault::Spans,
    );
    check(
        "<p>Ebb 🌊 and tide</p>",
        "Ebbe und Flut",
        "<p>Ebbe und Flut 🌊</p>",
    );
    check(
        "<p>One is low.<br>Two is high.</p>",
        "Eins ist sehr sehr niedrig. Zwei ist hoch.",
        "<p>Eins ist sehr sehr niedrig.<br>Zwei ist hoch.</p>",
    );
}

#[test]
fn absurd_answers_are_refused() {
    refused(LINK, "", Fault::Empty);
    refused(LINK, "⟦1⟧ … ⟦/1⟧", Fault::Empty);
    refused(LINK, &"Hafen ".repeat(40_000), Fault::TooLong);
}

#[test]
fn floods_are_mended_in_time() {
    let link = "<a href='https://a.example/'>ab</a>. <b>c</b>. Ab<br>";
    let block = Block::of(&segment(&format!("<p>{}x</p>", link.repeat(90))), &[]);
    let unit = &block.units()[0];
    for answer in [
        "a. ",
        "ab ",
        "⟦1⟧",
        "a⟦/1⟧ ",
        "⟦1⟧ab⟦2⟧. ⟦/1⟧⟦/2⟧⟦3⟧",
        "ab\n",
        "。ab",
    ] {
        let answer = read(&answer.repeat(20_000), Notation::Brackets);
        let _ = unit.accepts(&answer);
        let _ = unit.accepts(&Marked(
            [&answer.0[..answer.0.len() / 10], &unit.text.0].concat(),
        ));
    }
}

#[test]
fn an_answer_that_would_be_other_markup_is_not_taken() {
    let markup =
        "<blockquote><blockquote><p>a b</p></blockquote><p>And then it rained.</p></blockquote>";
    let block = Block::of(&segment(markup), &[]);
    assert_eq!(block.restore(&[None, Some("— Mara Quill".into())]), None);
}

#[test]
fn what_was_accepted_is_remembered_and_accepted_again() {
    let markup = "<p>See <a href='https://a.example/'>the <b>old</b> harbour</a> by Quay AI,<br>10<sup>6</sup> drops 🌊 in all.</p>";
    let block = Block::of(&segment(markup), &keep(&["Quay AI"]));
    let unit = &block.units()[0];
    assert_eq!(unit.accepts(&unit.text).as_ref(), Ok(&unit.text));
    let answer = read(
        "Sieh [[1]]den Hafen, [[9]]von Quay AI, 10⟦5⟧6⟦/5⟧ Tropfen",
        Notation::Brackets,
    );
    let accepted = unit.accepts(&answer).expect("it can be mended");
    let remembered = write(&accepted, Notation::Brackets);
    let again = unit.accepts(&read(&remembered, Notation::Brackets));
    assert_eq!(again, Ok(accepted));
}

#[test]
fn lines_are_units_of_plain_text() {
    let terms = keep(&["Quay AI"]);
    let unit = Unit::line(Kind::Title, " Quay AI \n opens ", &terms).expect("a line");
    assert_eq!(unit.text.plain(), "Quay AI opens");
    let answer = read("⟦1⟧ öffnet\n ", Notation::Brackets);
    assert_eq!(
        unit.restore_line(&answer).as_deref(),
        Some("Quay AI öffnet")
    );
    assert_eq!(unit.restore_line(&Marked::from("Kai öffnet")), None);
    assert_eq!(Unit::line(Kind::Title, "2026: 5 %", &[]), None);
}
