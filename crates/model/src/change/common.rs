//! What two lists have in common.

use std::ops::Range;

/// How many differences are looked for; beyond them all is taken for new.
const MAX_DIFFERENCES: usize = 400;

/// How many elements are compared at the most: long lists are followed through fewer differences.
const MAX_COMPARED: usize = 4_000_000;

/// Where two lists agree and where they do not, from the beginning on.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An element that is in both; its place in the new one.
    Same(usize),
    /// What was here, and what is here in its place.
    Other(Range<usize>, Range<usize>),
}

/// Compares two lists. What both begin and end with is found at once.
pub(super) fn steps<T: PartialEq>(before: &[T], after: &[T]) -> Vec<Step> {
    let front = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (old, new) = (&before[front..], &after[front..]);
    let ends = old.iter().rev().zip(new.iter().rev());
    let back = ends.take_while(|(a, b)| a == b).count();
    let middle = common(&old[..old.len() - back], &new[..new.len() - back]);
    let pairs = (0..front).map(|at| (at, at));
    let pairs = pairs.chain(middle.into_iter().map(|(a, b)| (front + a, front + b)));
    let tail = (1..=back).rev();
    let pairs = pairs.chain(tail.map(|at| (before.len() - at, after.len() - at)));
    between(pairs, before.len(), after.len())
}

/// Puts what differs between what is common.
fn between(pairs: impl Iterator<Item = (usize, usize)>, before: usize, after: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    let (mut old, mut new) = (0, 0);
    let differ = |old: Range<usize>, new: Range<usize>, steps: &mut Vec<Step>| {
        if !old.is_empty() || !new.is_empty() {
            steps.push(Step::Other(old, new));
        }
    };
    for (a, b) in pairs {
        differ(old..a, new..b, &mut steps);
        steps.push(Step::Same(b));
        (old, new) = (a + 1, b + 1);
    }
    differ(old..before, new..after, &mut steps);
    steps
}

/// The longest list of elements that stand in both in this order, as places in each. Empty where
/// too much differs.
///
/// Myers, "An O(ND) Difference Algorithm and Its Variations", 1986: with each difference allowed,
/// how far does one come on each diagonal? Quick where little differs.
fn common<T: PartialEq>(before: &[T], after: &[T]) -> Vec<(usize, usize)> {
    let sum = before.len() + after.len();
    let most = sum.min(MAX_DIFFERENCES).min(MAX_COMPARED / sum.max(1));
    // The place of diagonal 0. A diagonal that was never on a way is at -1.
    let zero = signed(most) + 1;
    let mut far = vec![-1_isize; 2 * most + 3];
    far[place(zero + 1)] = 0;
    let mut history = Vec::new();
    let goal = signed(before.len()) - signed(after.len());
    for d in 0..=signed(most) {
        history.push(far.clone());
        for k in diagonals(d, before.len(), after.len()) {
            let (left, right) = (far[place(zero + k - 1)], far[place(zero + k + 1)]);
            let mut x = if left < right { right } else { left + 1 };
            while agree(before, after, x, x - k) {
                x += 1;
            }
            far[place(zero + k)] = x;
            if k == goal && x >= signed(before.len()) {
                return walked_back(&history, before.len(), after.len(), zero);
            }
        }
    }
    Vec::new()
}

/// The diagonals that a way with `d` differences may end on.
fn diagonals(d: isize, before: usize, after: usize) -> impl Iterator<Item = isize> {
    let over = |length: usize| (d - signed(length)).max(0);
    let (lowest, highest) = (2 * over(after) - d, d - 2 * over(before));
    (lowest..=highest).step_by(2)
}

fn agree<T: PartialEq>(before: &[T], after: &[T], x: isize, y: isize) -> bool {
    let at = |list, at: isize| usize::try_from(at).ok().and_then(|at| <[T]>::get(list, at));
    at(before, x).is_some_and(|old| at(after, y) == Some(old))
}

/// What was common on the way that came through.
fn walked_back(
    history: &[Vec<isize>],
    before: usize,
    after: usize,
    zero: isize,
) -> Vec<(usize, usize)> {
    let mut common = Vec::new();
    let (mut x, mut y) = (signed(before), signed(after));
    for (d, far) in history.iter().enumerate().rev() {
        let k = x - y;
        let (left, right) = (far[place(zero + k - 1)], far[place(zero + k + 1)]);
        let (from_x, from_k) = if left < right {
            (right, k + 1)
        } else {
            (left, k - 1)
        };
        let from_y = from_x - from_k;
        // What is beyond the one difference of this round is common.
        while x > from_x.max(0) && y > from_y.max(0) {
            (x, y) = (x - 1, y - 1);
            common.push((place(x), place(y)));
        }
        if d == 0 {
            break;
        }
        (x, y) = (from_x, from_y);
    }
    common.reverse();
    common
}

fn signed(length: usize) -> isize {
    isize::try_from(length).expect("no list is longer than isize::MAX")
}

fn place(at: isize) -> usize {
    usize::try_from(at).expect("diagonals are counted from their place")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::common;

    /// How long the longest common list is, by the book: slowly.
    fn longest(before: &[u8], after: &[u8]) -> usize {
        let mut row = vec![0; after.len() + 1];
        for a in before {
            let mut corner = 0;
            for (at, b) in after.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if a == b {
                    corner + 1
                } else {
                    above.max(row[at])
                };
                corner = above;
            }
        }
        row[after.len()]
    }

    #[test]
    fn the_example_of_the_paper() {
        assert_eq!(common(b"ABCABBA", b"CBABAC").len(), 4);
    }

    proptest! {
        #[test]
        fn it_is_common_and_nothing_longer_is(before in "[abc]{0,12}", after in "[abc]{0,12}") {
            let (before, after) = (before.as_bytes(), after.as_bytes());
            let pairs = common(before, after);
            prop_assert_eq!(pairs.len(), longest(before, after));
            prop_assert!(pairs.iter().all(|(a, b)| before[*a] == after[*b]));
            prop_assert!(pairs.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
        }
    }
}
