//! BLEU (Papineni et al. 2002) with the tokens of mteval-v13a and its smoothing, as in Post 2018.

use super::{ratio, runs, shared};

/// The longest run of words.
const ORDER: usize = 4;

/// How near answers are to their references, from 0 to 100: `sacrebleu`'s default.
pub fn bleu(pairs: &[(&str, &str)]) -> f64 {
    let mut right = [0; ORDER];
    let mut all = [0; ORDER];
    let (mut answer_len, mut reference_len) = (0, 0);
    for (answer, reference) in pairs {
        let (answer, reference) = (tokens(answer), tokens(reference));
        for len in 1..=ORDER {
            right[len - 1] += shared(&runs(&answer, len), &runs(&reference, len));
            all[len - 1] += (answer.len() + 1).saturating_sub(len) as u64;
        }
        answer_len += answer.len() as u64;
        reference_len += reference.len() as u64;
    }
    if right == [0; ORDER] || all.contains(&0) {
        return 0.0;
    }
    let too_short = if answer_len < reference_len {
        1.0 - ratio(reference_len, answer_len)
    } else {
        0.0
    };
    (too_short + mean_log(&right, &all)).exp() * 100.0
}

/// The mean of the logarithms of the precisions. One that is zero counts as half of one hit, the next
/// as a quarter.
fn mean_log(right: &[u64; ORDER], all: &[u64; ORDER]) -> f64 {
    let mut smooth = 1.0;
    let logs = right.iter().zip(all).map(|(right, all)| {
        if *right > 0 {
            return ratio(*right, *all).ln();
        }
        smooth *= 2.0;
        (ratio(1, *all) / smooth).ln()
    });
    logs.sum::<f64>() / ratio(ORDER as u64, 1)
}

/// The words and signs of a text, as mteval-v13a parts them.
fn tokens(text: &str) -> Vec<String> {
    let text = text
        .trim_end()
        .replace("<skipped>", "")
        .replace("-\n", "")
        .replace('\n', " ");
    let text = text
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
    let mut spaced = vec![' '];
    for c in text.chars() {
        if is_sign(c) {
            spaced.extend([' ', c, ' ']);
        } else {
            spaced.push(c);
        }
    }
    spaced.push(' ');
    let is_stop = |c: char| matches!(c, '.' | ',');
    let is_digit = |c: char| c.is_ascii_digit();
    let spaced = part(&spaced, |one, two| {
        (!is_digit(one) && is_stop(two)).then_some([one, ' ', two, ' '])
    });
    let spaced = part(&spaced, |one, two| {
        (is_stop(one) && !is_digit(two)).then_some([' ', one, ' ', two])
    });
    let spaced = part(&spaced, |one, two| {
        (is_digit(one) && two == '-').then_some([one, ' ', two, ' '])
    });
    let text: String = spaced.into_iter().collect();
    text.split_whitespace().map(str::to_owned).collect()
}

/// The text with pairs of letters replaced, from its beginning, none of them twice.
fn part(text: &[char], replace: impl Fn(char, char) -> Option<[char; 4]>) -> Vec<char> {
    let mut parted = Vec::with_capacity(text.len() * 2);
    let mut at = 0;
    while at < text.len() {
        let pair = text.get(at + 1).and_then(|next| replace(text[at], *next));
        if let Some(pair) = pair {
            parted.extend(pair);
            at += 2;
        } else {
            parted.push(text[at]);
            at += 1;
        }
    }
    parted
}

fn is_sign(c: char) -> bool {
    matches!(c, '{'..='~' | '['..='`' | ' '..='&' | '('..='+' | ':'..='@' | '/')
}
