//! The translation of a mock that was told nothing else.

/// What stands in a text beside words: tags, brackets with numbers, entities. How each begins, how
/// it ends.
const MARKS: [(char, char); 3] = [('<', '>'), ('⟦', '⟧'), ('&', ';')];

/// How the two kinds of elements begin that stay as they are, and how they end.
const KEPT: [(&str, &str); 2] = [("<k ", "</k>"), ("<span class=\"notranslate\"", "</span>")];

/// Puts a text into capitals, but for marks, entities and what stands in elements that stay as they
/// are.
pub fn shout(text: &str) -> String {
    let mut shouted = String::new();
    for (piece, is_mark) in pieces(text) {
        if is_mark {
            shouted.push_str(piece);
        } else {
            shouted.push_str(&piece.to_uppercase());
        }
    }
    shouted
}

/// How many characters of a text are charged: marks are free.
pub(crate) fn weight(text: &str) -> usize {
    let words = pieces(text).into_iter().filter(|(_, is_mark)| !is_mark);
    words.map(|(piece, _)| piece.chars().count()).sum()
}

/// A text in pieces, and whether each is a mark. Joined they are the text.
fn pieces(text: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((start, end)) = next_mark(rest) {
        pieces.push((&rest[..start], false));
        pieces.push((&rest[start..end], true));
        rest = &rest[end..];
    }
    pieces.push((rest, false));
    pieces
}

/// Where the next mark begins and ends.
fn next_mark(text: &str) -> Option<(usize, usize)> {
    let marks = text.char_indices().filter_map(|(at, begin)| {
        let (_, end) = MARKS.iter().find(|(own, _)| *own == begin)?;
        Some((at, *end))
    });
    marks.into_iter().find_map(|(at, end)| {
        let kept = KEPT.iter().find(|(begin, _)| text[at..].starts_with(begin));
        let length = match kept {
            Some((_, end)) => text[at..].find(end)? + end.len(),
            None => text[at..].find(end)? + end.len_utf8(),
        };
        // An ampersand by itself is one.
        let is_entity = end != ';' || !text[at..at + length].contains(' ');
        is_entity.then_some((at, at + length))
    })
}

#[cfg(test)]
mod tests {
    use super::{shout, weight};

    #[test]
    fn words_are_shouted_and_marks_are_not() {
        let check = |text: &str, expected: &str| assert_eq!(shout(text), expected, "{text}");
        check("", "");
        check("Paris & Rom", "PARIS & ROM");
        check("a ⟦1⟧b⟦/1⟧ ⟦2⟧ ⟦", "A ⟦1⟧B⟦/1⟧ ⟦2⟧ ⟦");
        check("a <x id=\"1\">b</x>", "A <x id=\"1\">B</x>");
        check("<k id=\"1\">OpenAI</k> ist", "<k id=\"1\">OpenAI</k> IST");
        check("a &amp; b", "A &amp; B");
        check("1 < 2", "1 < 2");
    }

    #[test]
    fn marks_are_free() {
        assert_eq!(weight("a <x1>b</x1>"), 3);
    }
}
