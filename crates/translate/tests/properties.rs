//! Whatever a segment holds and whatever is answered: what is shown is the original's markup.

#[path = "../examples/adversary/adversary.rs"]
mod adversary;
#[path = "../examples/adversary/articles.rs"]
mod articles;
#[path = "../examples/adversary/chance.rs"]
mod chance;
#[path = "../examples/adversary/judge.rs"]
mod judge;
#[path = "../examples/adversary/trial.rs"]
mod trial;

use depesche_model::Term;
use depesche_read::segment::segments;
use depesche_read::{clean, clean_part};
use depesche_translate::notation::{Notation, read, write};
use depesche_translate::unit::{Block, Kind, Unit};
use proptest::prelude::*;

use self::judge::{Wrong, judge};
use self::trial::{Counts, trial};

#[test]
fn articles_survive_an_engine_that_does_everything_wrong() {
    let mut counts = Counts::default();
    for seed in 0..40 {
        trial(seed, &mut counts);
    }
    assert_eq!(counts.wrong(), 0, "{counts:#?}");
    assert!(counts.mended > 50 && counts.translated > 50, "{counts:#?}");
}

#[test]
fn the_judge_sees_what_is_wrong() {
    const ORIGINAL: &str =
        "<p>a <a href=\"https://a.example/\" rel=\"nofollow noopener\">b</a></p>";
    let wrong = |result: &str| judge(ORIGINAL, result).expect_err(result);
    assert_eq!(judge(ORIGINAL, ORIGINAL), Ok(()));
    assert!(matches!(wrong("<p>a b</p>"), Wrong::Link(_)));
    for markup in [
        "<p>a<p>",
        "<p>a & b</p>",
        "<p>a > b</p>",
        "<p onclick=x>a</p>",
        "<h2>a</h2>",
    ] {
        let result = ORIGINAL.replace("<p>a ", markup);
        assert!(matches!(wrong(&result), Wrong::Markup(_)), "{result}");
    }
    for markup in [
        "<p><b>c</b>",
        "<p><script>c</script>",
        "<p><img src=\"media:http://c\">",
    ] {
        let result = ORIGINAL.replace("<p>a ", markup);
        assert!(
            matches!(wrong(&result), Wrong::Injected(_) | Wrong::Markup(_)),
            "{result}"
        );
    }
}

fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-cé ]{0,6}",
        "</?(p|b|strong|i|a|ul|li|h2|h3|blockquote|figure|figcaption|pre|br|dl|dt|dd|em|sup|q|code|table|caption|tr|td|th)>",
        "<a href=\"(https://e\\.example/\\?a&b|mailto:a@e.example|https://x.com/m/status/1)\">",
        "(&amp;|&lt;|&nbsp;|<|>|\"|\n|— M|~A|↩|⟦1⟧|⟦|\\[\\[2\\]\\]|@mara|https://a\\.example/x|🌊|\\{n\\})",
        "<img src=https://e\\.example/1.jpg alt='a q\"&lt;p>'>",
        "<blockquote class=twitter-tweet>",
        "<tr><td>(ab|<b>cd)?<td>(bc)?(<td>)?",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn answer() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-cé .,]{0,6}",
        "(⟦/?[1-4]⟧|\\[\\[ ?/?[1-4] ?\\]\\]|</?x[1-4]>|<x id=\"[1-4]\">|</x>|<k[1-4]/>|<a id=[1-3]>|</a>|</span>)",
        "(<script>|</p>|<br>|&lt;b&gt;|&|<|>|\"|\u{0}|\u{202e}|\u{200b}|\n|— M|~A|↩|@mara|https://a\\.example/x|🌊)",
        "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

fn keep() -> Vec<Term> {
    vec![Term {
        term: "ab".to_owned(),
        translation: None,
        from: None,
        to: None,
        is_case_sensitive: false,
    }]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_answer_makes_other_markup(markup in markup(), answers in prop::collection::vec(answer(), 1..4), notation in 0_usize..4) {
        for segment in segments(&clean(&markup, None)).0 {
            let block = Block::of(&segment, &keep());
            let units = block.units().iter().zip(answers.iter().cycle());
            let answers: Vec<_> = units.map(|(_, answer)| Some(read(answer, Notation::ALL[notation]))).collect();
            let Some(html) = block.restore(&answers) else { continue };
            prop_assert_eq!(judge(segment.html.as_str(), html.as_str()), Ok(()), "{}", html.as_str());
            prop_assert_eq!(clean_part(html.as_str()), html);
        }
    }

    #[test]
    fn a_unit_is_its_own_answer_in_every_notation(markup in markup()) {
        for segment in segments(&clean(&markup, None)).0 {
            let block = Block::of(&segment, &keep());
            for (unit, notation) in block.units().iter().flat_map(|unit| Notation::ALL.map(|notation| (unit, notation))) {
                let answer = read(&write(&unit.text, notation), notation);
                let accepted = unit.accepts(&answer);
                prop_assert!(accepted.is_ok(), "{:?}: {:?}", accepted, unit);
                let ids = |text: &depesche_translate::marked::Marked| write(text, Notation::Brackets).matches('⟦').count();
                prop_assert_eq!(accepted.as_ref().map(ids), Ok(ids(&unit.text)), "{:?}", unit);
            }
            let same: Vec<_> = block.units().iter().map(|unit| Some(unit.text.clone())).collect();
            if !same.is_empty() {
                let html = block.restore(&same);
                prop_assert_eq!(html.as_ref(), Some(&segment.html));
            }
        }
    }

    #[test]
    fn lines_stay_lines(text in "\\PC{0,80}", answer in answer()) {
        if let Some(unit) = Unit::line(Kind::Title, &text, &keep()) {
            let line = unit.restore_line(&read(&answer, Notation::Brackets));
            let is_line = |line: &String| !line.contains(['\n', '\u{0}', '\u{202e}']) && line.trim() == line;
            prop_assert!(line.as_ref().is_none_or(is_line), "{line:?}");
        }
    }
}
