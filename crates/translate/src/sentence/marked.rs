//! The sentences of a text with spans.

use depesche_model::Lang;

use super::sentences;
use crate::marked::{Marked, Piece};

/// The sentences of a marked text, each with the white space after it: joined they are the text.
///
/// `None` where a span runs over the end of a sentence: such a text can only be taken whole.
pub fn split(text: &Marked, lang: &Lang) -> Option<Vec<Marked>> {
    let plain = text.plain();
    let mut at = 0;
    let ends = sentences(&plain, lang)
        .into_iter()
        .scan(0, |end, sentence| {
            *end += sentence.len();
            Some(*end)
        });
    let mut ends = ends.take_while(|end| *end < plain.len()).peekable();
    let mut found = vec![Vec::new()];
    for piece in &text.0 {
        let mut rest = match piece {
            Piece::Text(text) | Piece::Atom(_, text) => text.as_str(),
            Piece::Open(_) | Piece::Close(_) => "",
        };
        loop {
            let may_begin = !matches!(piece, Piece::Close(_));
            if may_begin && ends.next_if(|end| *end <= at).is_some() {
                found.push(Vec::new());
            }
            let is_text = matches!(piece, Piece::Text(_));
            let room = ends.peek().map_or(rest.len(), |end| end - at);
            let len = if is_text {
                room.min(rest.len())
            } else {
                rest.len()
            };
            let part = if is_text {
                Piece::Text(rest[..len].to_owned())
            } else {
                piece.clone()
            };
            found.last_mut().expect("it begins with one").push(part);
            (at, rest) = (at + len, &rest[len..]);
            if rest.is_empty() {
                break;
            }
        }
        // Nothing ends inside of what stays as it is.
        while ends.next_if(|end| *end < at).is_some() {}
    }
    let found: Vec<_> = found.into_iter().map(Marked).collect();
    found.iter().all(is_balanced).then_some(found)
}

/// Whether every span that begins here ends here, and in its turn.
fn is_balanced(text: &Marked) -> bool {
    let mut open = Vec::new();
    for piece in &text.0 {
        match piece {
            Piece::Open(id) => open.push(*id),
            Piece::Close(id) if open.pop() != Some(*id) => return false,
            Piece::Close(_) | Piece::Text(_) | Piece::Atom(..) => {}
        }
    }
    open.is_empty()
}

#[cfg(test)]
mod tests {
    use depesche_model::Lang;

    use super::split;
    use crate::marked::{Marked, Piece};

    fn text(text: &str) -> Piece {
        Piece::Text(text.to_owned())
    }

    fn check(pieces: &[Piece], expected: Option<&[&[Piece]]>) {
        let lang = Lang::parse("en").expect("it is a tag");
        let found = split(&Marked(pieces.to_vec()), &lang);
        let found = found.map(|all| all.into_iter().map(|part| part.0).collect::<Vec<_>>());
        let expected = expected.map(|all| all.iter().map(|part| part.to_vec()).collect::<Vec<_>>());
        assert_eq!(found, expected, "{pieces:?}");
    }

    #[test]
    fn spans_stay_with_their_sentence() {
        let (open, close) = (Piece::Open(1), Piece::Close(1));
        check(
            &[
                text("One. "),
                open.clone(),
                text("Two."),
                close.clone(),
                text(" Three."),
            ],
            Some(&[
                &[text("One. ")],
                &[open.clone(), text("Two."), close.clone(), text(" ")],
                &[text("Three.")],
            ]),
        );
        check(
            &[open.clone(), text("One. "), close.clone(), text("Two.")],
            Some(&[&[open, text("One. "), close], &[text("Two.")]]),
        );
    }

    #[test]
    fn a_span_over_two_sentences_keeps_them_together() {
        check(&[Piece::Open(1), text("One. Two."), Piece::Close(1)], None);
    }

    #[test]
    fn nothing_ends_inside_of_an_atom() {
        let atom = Piece::Atom(2, "Well. Known. Name".to_owned());
        check(
            &[text("See "), atom.clone(), text(" now. Or not.")],
            Some(&[&[text("See "), atom, text(" now. ")], &[text("Or not.")]]),
        );
        check(&[], Some(&[&[]]));
    }
}
