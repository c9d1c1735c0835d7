//! Several addresses of one picture, for screens of several widths.

/// How many pixels are enough: the widest size that is kept.
const ENOUGH: u32 = 1600;

/// How much of a list of candidates is read.
pub(crate) const MAX_CANDIDATES: usize = 64;

/// A candidate for a picture's address, and how wide it is said to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    address: String,
    width: Option<u32>,
}

/// The candidates of a `srcset` (HTML Standard, "parsing a srcset attribute"): addresses may hold
/// commas, but do not end in one.
pub(crate) fn candidates(list: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut rest = list;
    while found.len() < MAX_CANDIDATES {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        let Some(end) = rest
            .find(char::is_whitespace)
            .or(Some(rest.len()))
            .filter(|end| *end > 0)
        else {
            break;
        };
        let (address, after) = rest.split_at(end);
        let bare = address.trim_end_matches(',');
        let (descriptor, next) = if bare.len() < address.len() {
            ("", after)
        } else {
            after.split_once(',').unwrap_or((after, ""))
        };
        found.push(Candidate {
            address: bare.to_owned(),
            width: described(descriptor.trim()),
        });
        rest = next;
    }
    found
}

/// A width in pixels; a density as that of a picture in a column of text.
fn described(descriptor: &str) -> Option<u32> {
    const COLUMN: u32 = 700;
    if let Some(width) = descriptor.strip_suffix('w') {
        return width.parse().ok();
    }
    let density = descriptor.strip_suffix('x')?.split('.').next()?;
    density.parse::<u32>().ok()?.min(8).checked_mul(COLUMN)
}

/// The narrowest of those that are wide enough, else the widest.
pub(crate) fn best(candidates: Vec<Candidate>) -> Option<String> {
    let width = |candidate: &Candidate| candidate.width.unwrap_or(1);
    let best = candidates.into_iter().reduce(|best, other| {
        let (a, b) = (width(&best), width(&other));
        let is_better = if a >= ENOUGH {
            b >= ENOUGH && b < a
        } else {
            b > a
        };
        if is_better { other } else { best }
    });
    best.map(|candidate| candidate.address)
}

#[cfg(test)]
mod tests {
    use super::{best, candidates};

    #[test]
    fn of_many_sizes_the_smallest_is_taken_that_is_large_enough() {
        let check = |list: &str, expected: &str| {
            assert_eq!(best(candidates(list)).as_deref(), Some(expected), "{list}");
        };
        check("a.jpg 480w, b.jpg 1600w, c.jpg 4000w", "b.jpg");
        check("b.jpg 960w, a.jpg 480w", "b.jpg");
        check("a.jpg, b.jpg 2x", "b.jpg");
        check("/w_1,h_2/a.jpg 1x,/w_2,h_4/a.jpg 2x", "/w_2,h_4/a.jpg");
        check("a.jpg", "a.jpg");
        assert_eq!(best(candidates(" , ,")), None);
    }
}
