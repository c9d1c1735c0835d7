//! Lets one client ask a thousand hostile hosts at once, and a good one every fifth of a second;
//! says what that cost this process. `cargo xtask chaos hostile` runs it, since memory is to be
//! counted in a process that does nothing else.
//!
//! `flood PORT KIND COUNT` against `depesche-world hostile`. Linux only, from `/proc`.

use std::error::Error;
use std::io::Write;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use depesche_fetch::{Client, FetchError, Fetched, Request, Settings, Want};
use depesche_model::Validators;
use jiff::Timestamp;
use tokio::task::JoinSet;

/// Where the fake web is.
const WORLD: Ipv4Addr = Ipv4Addr::new(127, 1, 0, 1);

/// How far apart the good requests are.
const APART: Duration = Duration::from_millis(200);

/// How long an answer is worked off by whoever asked for it.
const WORKED_OFF: Duration = Duration::from_millis(10);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [port, kind, count] = arguments.as_slice() else {
        return Err("flood PORT KIND COUNT".into());
    };
    let (port, count): (u16, usize) = (port.parse()?, count.parse()?);
    let client = Client::new(settings(), Arc::new(|| Timestamp::UNIX_EPOCH));
    let mut good = JoinSet::new();
    for n in 0..100 {
        good.spawn(ask(client.clone(), good_url(port, n)));
    }
    good.join_all().await;
    let before_kb = resident_kb("VmRSS:")?;

    let began = Instant::now();
    let mut hostile = JoinSet::new();
    for n in 0..count {
        let url = format!("http://www.{kind}{n}.example:{port}/bomb/{kind}");
        hostile.spawn(ask(client.clone(), url));
    }
    let mut good = JoinSet::new();
    let mut longest = Duration::ZERO;
    let (mut fresh, mut refused, mut put_off, mut failed) = (0, 0, 0, 0);
    let mut next = 0;
    while !hostile.is_empty() {
        tokio::select! {
            Some(ended) = hostile.join_next() => match ended?.1 {
                Ok(()) => fresh += 1,
                Err(FetchError::TooBig { .. }) => refused += 1,
                Err(FetchError::NoRoom) => put_off += 1,
                Err(_) => failed += 1,
            },
            () = tokio::time::sleep_until((began + APART * next).into()) => {
                good.spawn(ask(client.clone(), good_url(port, 1000 + next)));
                next += 1;
            }
        }
    }
    let seconds = began.elapsed().as_secs_f64();
    for (waited, came) in good.join_all().await {
        came?;
        longest = longest.max(waited);
    }
    let more_mb = (resident_kb("VmHWM:")? - before_kb) / 1000.0;
    let report = serde_json::json!({
        "memory_mb": more_mb,
        "good_longest_seconds": longest.as_secs_f64(),
        "good": next,
        "seconds": seconds,
        "fresh": fresh,
        "refused": refused,
        "put_off": put_off,
        "failed": failed,
    });
    writeln!(std::io::stdout(), "{report}")?;
    Ok(())
}

fn settings() -> Settings {
    Settings {
        allow_private: vec![WORLD_NETWORK.parse().expect("a network")],
        resolve: vec![("*.example".to_owned(), WORLD.into())],
        ..Settings::default()
    }
}

/// [`WORLD`] alone.
const WORLD_NETWORK: &str = "127.1.0.1/32";

fn good_url(port: u16, n: u32) -> String {
    format!("http://www.good{n}.example:{port}/good/{n}")
}

/// How long it took, and how it went.
async fn ask(client: Client, url: String) -> (Duration, Result<(), FetchError>) {
    let began = Instant::now();
    let url = url.parse().expect("an URL of ours");
    let validators = Validators::default();
    let fetched = client
        .get(Request {
            url: &url,
            want: Want::Feed,
            validators: &validators,
        })
        .await;
    let waited = began.elapsed();
    let went = match fetched {
        Ok(Fetched::Fresh(answer)) => {
            tokio::time::sleep(WORKED_OFF).await;
            drop(answer);
            Ok(())
        }
        Ok(Fetched::Later { .. }) => Err(FetchError::NoRoom),
        Ok(other) => Err(FetchError::Damaged(format!("{other:?}"))),
        Err(error) => Err(error),
    };
    (waited, went)
}

/// A line of `/proc/self/status` that counts in kB.
fn resident_kb(name: &str) -> Result<f64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.ok_or("/proc says nothing of memory")?.parse()?)
}
