//! Every hostile document, small: read in bounded time and memory, in a small stack.

mod cases;

use std::panic::catch_unwind;
use std::time::Duration;

use cases::Case;
use depesche_feed::{Hints, MAX_ENTRIES, read};
use url::Url;

/// How large a document is here, in bytes: large enough that what grows with its square, or takes
/// stack for each of its bytes, is noticed.
const SMALL: usize = 50_000;

/// A quarter of what a thread of the service has.
const STACK: usize = 512 << 10;

/// What a document may cost here, in CPU time of a build without optimisation. It takes a
/// hundredth of it; its square would take many times more.
const MOST: Duration = Duration::from_secs(2);

/// Reads one document; what is wrong with what comes of it.
fn fault(case: &Case) -> Option<String> {
    let document = (case.make)(case.full.min(SMALL));
    let base = Url::parse("https://a.example/feed").expect("a URL");
    let hints = Hints {
        content_type: None,
        base: Some(&base),
    };
    let start = cpu_time();
    let outcome = catch_unwind(|| read(&document, &hints).ok());
    let taken = cpu_time().saturating_sub(start);
    let Ok(feed) = outcome else {
        return Some("it panics".into());
    };

    let entries = feed.as_ref().map_or(0, |feed| feed.entries.len());
    let size = feed.map_or(0, |feed| {
        serde_json::to_string(&feed).expect("it serialises").len()
    });
    // A control character takes six bytes in JSON, and each entry names all its fields.
    let most = 6 * document.len() + 2_000 * (entries + 1);
    if taken > MOST {
        Some(format!("it takes {taken:?}"))
    } else if entries > MAX_ENTRIES || entries < case.entries {
        Some(format!("{entries} entries, not {}", case.entries))
    } else if size > most {
        Some(format!("{} bytes became {size}", document.len()))
    } else {
        None
    }
}

#[test]
fn every_hostile_document_is_read_in_bounds() {
    let all = || -> Vec<String> {
        let faults = |case: &Case| Some(format!("{}: {}", case.name, fault(case)?));
        cases::all().filter_map(faults).collect()
    };
    let thread = std::thread::Builder::new().stack_size(STACK);
    let faults = thread.spawn(all).expect("a thread starts").join();
    let faults = faults.expect("its panics are caught");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_case_has_a_name_of_its_own() {
    let mut names: Vec<_> = cases::all().map(|case| case.name).collect();
    names.sort_unstable();
    let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

/// The CPU time of this thread, from the first number of its `schedstat`; none where the kernel
/// does not tell.
fn cpu_time() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = text.split(' ').next().and_then(|text| text.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}
