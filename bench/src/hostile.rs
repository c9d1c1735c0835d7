//! The hostile documents in full size.

use crate::cases;
use crate::corpus::Feed;

/// The one of this number, in full size, and how many entries should be found in it.
pub fn document(number: usize) -> Option<(Feed, usize)> {
    let case = cases::all().nth(number)?;
    Some((feed(case, case.full), case.entries))
}

/// All of them, of at most this many bytes.
pub fn small(bytes: usize) -> Vec<Feed> {
    cases::all()
        .map(|case| feed(case, case.full.min(bytes)))
        .collect()
}

fn feed(case: &cases::Case, size: usize) -> Feed {
    Feed {
        name: case.name.to_owned(),
        bytes: (case.make)(size),
    }
}
