//! What a program costs: CPU time, peak memory, wall time. Linux only, from `/proc`.

use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// What one run cost, and what it wrote to stdout.
pub(crate) struct Cost {
    pub(crate) cpu_seconds: f64,
    pub(crate) peak_rss_mb: f64,
    pub(crate) wall: Duration,
    pub(crate) stdout: String,
}

/// Runs a program to its end and measures it. No other child of ours may end meanwhile: the CPU
/// time is what the kernel adds up for all children that were waited for.
pub(crate) fn run(command: &mut Command) -> Result<Cost> {
    let (cost, status) = run_and_watch(command)?;
    if !status.success() {
        let said = cost.stdout.trim();
        bail!("the measured program failed ({status}): {said}");
    }
    Ok(cost)
}

/// Like [`run`], for a program that may well fail.
pub(crate) fn run_to_any_end(command: &mut Command) -> Result<Cost> {
    Ok(run_and_watch(command)?.0)
}

fn run_and_watch(command: &mut Command) -> Result<(Cost, ExitStatus)> {
    let before = children_cpu_seconds()?;
    let start = Instant::now();
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot start the program to be measured")?;
    let pid = child.id();
    let is_over = AtomicBool::new(false);
    let (output, peak_kb) = std::thread::scope(|scope| {
        let watcher = scope.spawn(|| watch_memory(pid, &is_over));
        let output = child.wait_with_output();
        is_over.store(true, Ordering::Relaxed);
        (output, watcher.join().unwrap_or(0))
    });
    let output = output.context("cannot wait for the program")?;
    let wall = start.elapsed();
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let cost = Cost {
        cpu_seconds: children_cpu_seconds()? - before,
        #[expect(
            clippy::cast_precision_loss,
            reason = "kilobytes of memory fit many times over"
        )]
        peak_rss_mb: peak_kb as f64 / 1000.0,
        wall,
        stdout,
    };
    Ok((cost, output.status))
}

/// The highest resident size in kB. `VmHWM` is the kernel's own high-water mark, so looking every
/// 20 ms only misses what is new in the last 20 ms.
fn watch_memory(pid: u32, is_over: &AtomicBool) -> u64 {
    let mut peak = 0;
    while !is_over.load(Ordering::Relaxed) {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        peak = peak.max(high_water_kb(&status).unwrap_or(0));
        std::thread::sleep(Duration::from_millis(20));
    }
    peak
}

fn high_water_kb(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// User and system time of all children that have ended and were waited for.
fn children_cpu_seconds() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")
        .context("measuring needs Linux' /proc, and it is not there")?;
    children_ticks(&stat)
        .map(|ticks| ticks / TICKS_A_SECOND)
        .context("cannot read /proc/self/stat")
}

/// What `/proc` counts in (`USER_HZ`): 100 on every Linux of our platforms.
const TICKS_A_SECOND: f64 = 100.0;

/// `cutime` + `cstime`, the fields 16 and 17 of proc(5); the name in field 2 may hold spaces.
fn children_ticks(stat: &str) -> Option<f64> {
    let after_name = stat.rsplit_once(')')?.1;
    let mut fields = after_name.split_whitespace().skip(16 - 3);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_children_s_time_is_found_behind_any_name() {
        let stat = "7 (a b) c) S 1 7 7 0 -1 4194304 100 200 0 0 11 12 130 14 20 0 1 0 99";
        assert_eq!(children_ticks(stat), Some(144.0));
    }

    #[test]
    fn the_high_water_mark_is_found() {
        assert_eq!(
            high_water_kb("VmPeak:  9 kB\nVmHWM:\t  5120 kB\n"),
            Some(5120)
        );
        assert_eq!(high_water_kb(""), None);
    }

    #[test]
    fn a_program_that_counts_costs_time() {
        let script = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo done";
        let cost = run(Command::new("sh").args(["-c", script])).expect("sh runs");
        assert!(cost.cpu_seconds > 0.01, "{}", cost.cpu_seconds);
        assert!(cost.peak_rss_mb > 0.1, "{}", cost.peak_rss_mb);
        assert_eq!(cost.stdout, "done\n");
    }
}
