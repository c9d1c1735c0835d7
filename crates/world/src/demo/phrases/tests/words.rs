//! What of a text must be in its translation too.

/// Marks of blocks and lines, and days to be filled in, in their order. Cells and items count, what
/// stands in them does not.
pub(super) fn marks(text: &str) -> Vec<String> {
    let mut marks = Vec::new();
    for line in text.lines() {
        let block = ["## ", "> — ", "> ", "- ", "| "].iter();
        marks.extend(
            block
                .copied()
                .find(|mark| line.starts_with(mark))
                .map(str::to_owned),
        );
        let mut rest = line;
        while let Some(at) = rest.find(['*', '[', ']', '|', '{']) {
            let end = match &rest[at..] {
                day if day.starts_with('{') => day.find('}').map_or(day.len(), |end| end + 1),
                link if link.starts_with("](") => link.find(')').map_or(link.len(), |end| end + 1),
                _ => 1,
            };
            marks.push(rest[at..at + end].to_owned());
            rest = &rest[at + end..];
        }
    }
    marks
}

/// The numbers in digits, sorted, as their language writes them: `1.900` and `2,3` in German,
/// `1,900` and `2.3` in English, `1 900` and `2,3` in French are 1900 and 2.3.
pub(super) fn numbers(text: &str, language: &str) -> Vec<String> {
    let thousands = match language {
        "de" => '.',
        "en" => ',',
        _ => ' ',
    };
    let chars: Vec<char> = text.chars().collect();
    let mut numbers = Vec::new();
    let mut number = String::new();
    for (at, c) in chars.iter().enumerate() {
        let digits = chars[at + 1..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count();
        match *c {
            c if c.is_ascii_digit() => number.push(c),
            c if c == thousands && digits == 3 && !number.is_empty() => {}
            ',' | '.' if digits > 0 && !number.is_empty() => number.push('.'),
            _ if !number.is_empty() => numbers.push(std::mem::take(&mut number)),
            _ => {}
        }
    }
    numbers.push(number);
    numbers.sort();
    numbers
}

/// How many sentences a block has: what stops before a capital, a figure or a quote.
pub(super) fn sentences(text: &str) -> usize {
    let chars: Vec<char> = text.chars().collect();
    let ends = chars.iter().enumerate().filter(|(at, c)| {
        let is_ordinal = **c == '.' && *at > 0 && chars[at - 1].is_ascii_digit();
        let is_name = chars[..*at].ends_with(&['S', 't']);
        let mut rest = chars[at + 1..]
            .iter()
            .skip_while(|c| "“”\"’») ".contains(**c));
        let begins = |c: &char| c.is_uppercase() || c.is_ascii_digit() || "„“\"«".contains(*c);
        let is_spaced = chars[at + 1..].iter().take(3).any(|c| *c == ' ');
        ".!?".contains(**c)
            && !is_ordinal
            && !is_name
            && is_spaced
            && rest.next().is_some_and(begins)
    });
    ends.count()
}
