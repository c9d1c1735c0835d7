//! Any text as a date.

#![no_main]

use depesche_feed::date::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = parse(text);
});
