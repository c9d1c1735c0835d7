//! `cargo xtask chaos …`: what the world and the machine can do to a portal, done on purpose.
//!
//! Each file is one kind of trouble and prints figures of its own; their names begin with the
//! number of the check in the list of what the portal must withstand. [`all`] runs them all.

pub(crate) mod all;
pub(crate) mod disk;
pub(crate) mod feeds;
pub(crate) mod hostile;
pub(crate) mod ingest;
pub(crate) mod media;
pub(crate) mod pages;
pub(crate) mod simulation;
pub(crate) mod ssrf;

/// Takes a flag out of the arguments; whether it was there.
fn take_flag(arguments: &[String], flag: &str) -> (bool, Vec<String>) {
    let rest: Vec<_> = arguments
        .iter()
        .filter(|word| *word != flag)
        .cloned()
        .collect();
    (rest.len() < arguments.len(), rest)
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn as_number(count: u64) -> f64 {
    count as f64
}
