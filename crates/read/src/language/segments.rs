//! Blocks in another language than their article: quotations, above all.

use depesche_model::{Body, Lang, SegmentKind};

use super::evidence::Evidence;
use super::words::{is_listed, is_spoken};
use super::{is_throughout, spoken};

/// Shorter ones are too little to judge. In letters.
const MIN_LETTERS: usize = 80;

/// How much of a block is looked at, in bytes.
const MAX_BYTES: usize = 1_000;

/// How far its language must lead, by small words alone and by all evidence.
const LEAD: f32 = 3.0;

/// Notes which blocks of an article's text are in another language than the article, where that is
/// clear beyond doubt; whether there are any. Others lose such a note.
///
/// Only paragraphs and quotations are judged: a list or a table may be names, and code is none.
pub(crate) fn mark(body: &mut Body, article: Option<&Lang>) -> bool {
    let article = article.map(spoken);
    let article = article.filter(|article| is_listed(article.as_str()));
    let mut is_any = false;
    for segment in &mut body.0 {
        let is_judged = matches!(segment.kind, SegmentKind::Paragraph | SegmentKind::Quote);
        segment.lang = article.as_ref().filter(|_| is_judged).and_then(|article| {
            // Nearly every block has its article's small words in its first line.
            if is_spoken(segment.html.as_str(), article.as_str()) {
                return None;
            }
            other(&segment.html.text(), article)
        });
        is_any |= segment.lang.is_some();
    }
    is_any
}

/// The language of a text that is clearly not in its article's.
fn other(text: &str, article: &Lang) -> Option<Lang> {
    let text = &text[..text.floor_char_boundary(MAX_BYTES)];
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    letters.nth(MIN_LETTERS - 1)?;
    // The cheapest witness first: it seldom has so much to say.
    let (by_words, words_lead) = Evidence::of_words(text).best()?;
    let is_other = by_words != *article && !is_kin(&by_words, article);
    if words_lead < LEAD || !is_other || is_names(text) || !is_throughout(text, &by_words) {
        return None;
    }
    let (found, lead) = Evidence::of(text, Some(article)).best()?;
    (found == by_words && lead >= LEAD).then_some(found)
}

/// Whether most words of a text are capitals': works and people in a row, which have small words
/// between them.
fn is_names(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic());
    let words = words.filter(|word| !word.is_empty());
    let (names, others): (Vec<_>, Vec<_>) =
        words.partition(|word| word.starts_with(char::is_uppercase));
    names.len() > others.len()
}

/// Languages that are told apart in an article, but hardly in one paragraph of it.
fn is_kin(one: &Lang, other: &Lang) -> bool {
    const KIN: [&str; 3] = ["da", "nb", "sv"];
    KIN.contains(&one.as_str()) && KIN.contains(&other.as_str())
}

#[cfg(test)]
mod tests {
    use depesche_model::Lang;

    use super::mark;
    use crate::clean::clean;
    use crate::segment::segments;

    const GERMAN: &str = "<p>Die Brücke am Hafen bleibt bis zum Freitag gesperrt, weil die Arbeiten \
        an den Lagern länger dauern als geplant, und das wird nicht besser.</p>";
    const ENGLISH: &str = "The bridge by the harbour stays closed until Friday, because the work on \
        its bearings takes longer than it should, and that will not get any better.";

    fn check(markup: &str, article: &str, expected: &[&str]) {
        let mut body = segments(&clean(markup, None));
        let is_any = mark(&mut body, Lang::parse(article).as_ref());
        let found = body.0.iter().map(|segment| &segment.lang);
        let found: Vec<_> = found
            .map(|lang| lang.as_ref().map_or("", Lang::as_str))
            .collect();
        assert_eq!(found, expected, "{markup}");
        assert_eq!(is_any, found.iter().any(|lang| !lang.is_empty()));
    }

    #[test]
    fn a_quotation_in_another_language_is_noted() {
        let quoted = format!("{GERMAN}<blockquote><p>{ENGLISH}</p></blockquote>{GERMAN}");
        check(&quoted, "de", &["", "en", ""]);
        check(&quoted, "en", &["de", "", "de"]);
        let linked = format!("<p><a href=\"https://a.example/die-der-das\">{ENGLISH}</a></p>");
        check(&linked, "de", &["en"]);
    }

    #[test]
    fn where_the_articles_language_is_unknown_nothing_is_noted() {
        check(&format!("{GERMAN}<p>{ENGLISH}</p>"), "", &["", ""]);
        check(&format!("{GERMAN}<p>{ENGLISH}</p>"), "ka", &["", ""]);
    }

    #[test]
    fn what_is_short_or_mixed_or_no_prose_is_not_noted() {
        check(
            "<p>The bridge by the harbour stays closed.</p>",
            "de",
            &[""],
        );
        check(
            &format!("<p>„{ENGLISH}“, sagte die Stadt, und das war der ganze Satz.</p>"),
            "de",
            &[""],
        );
        check(
            &format!("<pre>{ENGLISH}</pre><ul><li>{ENGLISH}</ul>"),
            "de",
            &["", ""],
        );
        let names = "<p>Mara Quill (The Harbour Post), Jonas Rivera (Tidewater Weekly), Émilie \
            Grandpont (Le Courrier du Port), Piet Havenaar (De Havenkrant), Sofia Portofino</p>";
        check(names, "de", &[""]);
        let works = "<p>Jonas Rivera — The Tower of the Harbour — Mara Quill and the Bridge — Piet \
            Havenaar — The Fund for Towers and Bridges — Tidewater Weekly with the Post</p>";
        check(works, "de", &[""]);
    }

    #[test]
    fn kin_are_not_told_apart_in_a_paragraph() {
        let danish = "<p>Broen ved havnen er lukket indtil fredag, fordi arbejdet tager længere tid \
            end det skulle, og det bliver ikke bedre af, at vi taler om det hver eneste dag.</p>";
        check(danish, "nb", &[""]);
        check(danish, "de", &["da"]);
    }
}
