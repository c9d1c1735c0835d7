//! Counts what is allocated. A module of the programs that need it, not of the library: counting
//! costs time, so the program that measures speed must not hold it.

use std::alloc::System;

use peakmem_alloc::{PeakMemAlloc, PeakMemAllocTrait};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static PEAK: PeakMemAlloc<&StatsAlloc<System>> = PeakMemAlloc::new(&INSTRUMENTED_SYSTEM);

/// What a piece of work allocated.
#[derive(Clone, Copy, Debug, Default)]
pub struct Allocated {
    /// How often it asked for memory: allocations and reallocations.
    pub count: usize,
    /// How many bytes it asked for in all.
    pub bytes: usize,
    /// The most that it held at one time, what was there before not counted.
    pub peak: usize,
}

/// Counts what `work` allocates. Only for programs of one thread.
pub fn count<T>(work: impl FnOnce() -> T) -> (Allocated, T) {
    let region = Region::new(&INSTRUMENTED_SYSTEM);
    PEAK.reset_peak_memory();
    let result = work();
    let peak = PEAK.get_peak_memory();
    let change = region.change();
    let allocated = Allocated {
        count: change.allocations + change.reallocations,
        bytes: change.bytes_allocated,
        peak,
    };
    (allocated, result)
}
