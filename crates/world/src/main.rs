//! `depesche-world`: serves parts of the fake web by hand, for development only.

use std::error::Error;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::{fs, io, thread};

use clap::{Parser, Subcommand};
use depesche_world::Clock;
use depesche_world::crowd::{Crowd, Mood, Plan};
use depesche_world::demo::Demo;
use depesche_world::folder::Folder;
use depesche_world::hostile::Hostile;
use depesche_world::load::Load;
use jiff::Timestamp;
use tokio::sync::oneshot;

/// Serves parts of the fake web on loopback until it is killed or its input is closed.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Generated feeds.
    Load {
        /// How many feeds.
        #[arg(long, default_value_t = Load::default().feeds)]
        feeds: usize,
        /// How many entries each has.
        #[arg(long, default_value_t = Load::default().entries)]
        entries: usize,
        /// The least HTML of an entry, in bytes.
        #[arg(long, default_value_t = Load::default().min_bytes)]
        min_bytes: usize,
        /// The most HTML of an entry, in bytes.
        #[arg(long, default_value_t = Load::default().max_bytes)]
        max_bytes: usize,
        /// The same seed gives the same texts.
        #[arg(long, default_value_t = Load::default().seed)]
        seed: u64,
        /// Where to write the OPML list.
        #[arg(long)]
        opml: PathBuf,
        /// The port; 0 takes a free one.
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
    /// The files of a folder.
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Where to write the OPML list.
        #[arg(long)]
        opml: PathBuf,
        /// The port; 0 takes a free one.
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
    /// Slow servers, bombs and circles of redirects, and some good feeds beside them; their names
    /// (*.example) are to be pinned to 127.1.0.1. What they saw stands at /control/report.
    Hostile {
        /// How many slow feeds.
        #[arg(long, default_value_t = 1000)]
        slow: usize,
        /// How many good feeds.
        #[arg(long, default_value_t = 20)]
        good: usize,
        /// Where to write the OPML list.
        #[arg(long)]
        opml: PathBuf,
        /// The port; 0 takes a free one.
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
    /// A crowd of feeds with every bad habit by a clock that may run fast; their names are to be
    /// pinned to loopback (*.example to 127.1.0.1, *.test to 127.1.0.2, *.invalid to 127.1.0.3).
    /// At 127.1.0.1: /control/report, /control/publish/FEED, /control/advance/SECONDS.
    Crowd {
        /// How many feeds live.
        #[arg(long, default_value_t = 100)]
        feeds: usize,
        /// On how many hosts.
        #[arg(long, default_value_t = 20)]
        hosts: usize,
        /// How many dead feeds there are besides.
        #[arg(long, default_value_t = 0)]
        dead: usize,
        /// The same seed gives the same crowd.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// How much faster than the machine's its clock runs.
        #[arg(long, default_value_t = 1)]
        speed: u32,
        /// Where to write the OPML list.
        #[arg(long)]
        opml: PathBuf,
        /// The port; 0 takes a free one.
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
    /// The demo's web, at the end of its three days.
    Demo,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    match Arguments::parse().what {
        What::Load {
            feeds,
            entries,
            min_bytes,
            max_bytes,
            seed,
            opml,
            port,
        } => {
            let load = Load {
                feeds,
                entries,
                min_bytes,
                max_bytes,
                seed,
            };
            serve_load(load, &opml, port).await
        }
        What::Folder { folder, opml, port } => {
            let served = Folder::serve(&folder, port, Clock::at(now())).await?;
            fs::write(opml, served.opml())?;
            say(&format!("listening {}", served.home()))?;
            wait().await;
            Ok(())
        }
        What::Hostile {
            slow,
            good,
            opml,
            port,
        } => {
            let served = Hostile::serve(slow, good, port).await?;
            fs::write(opml, served.opml())?;
            say(&format!("listening {}", served.home()))?;
            wait().await;
            Ok(())
        }
        What::Crowd {
            feeds,
            hosts,
            dead,
            seed,
            speed,
            opml,
            port,
        } => {
            let plan = Plan {
                feeds,
                hosts,
                dead,
                entries: 10,
                mood: Mood::Mixed,
                seed,
            };
            let clock = Clock::at(now());
            clock.run(speed);
            let served = Crowd::start(plan, clock, port).await?;
            fs::write(opml, served.opml())?;
            say(&format!("listening {}", served.home()))?;
            wait().await;
            Ok(())
        }
        What::Demo => serve_demo().await,
    }
}

async fn serve_load(load: Load, opml: &PathBuf, port: u16) -> Result<(), Box<dyn Error>> {
    let server = load.serve(port).await?;
    fs::write(opml, server.opml())?;
    let (plain, packed) = server.warm();
    say(&format!("listening {}", server.home()))?;
    say(&format!(
        "{plain} bytes in {} feeds, {packed} compressed",
        load.feeds
    ))?;
    wait().await;
    Ok(())
}

async fn serve_demo() -> Result<(), Box<dyn Error>> {
    let demo = Demo::start(now()).await;
    demo.advance_to(now());
    for outlet in demo.outlets() {
        say(&format!(
            "{} {} {}",
            outlet.name,
            outlet.home,
            outlet.feeds.join(" ")
        ))?;
    }
    wait().await;
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is a main: the clock begins here"
)]
fn now() -> Timestamp {
    Timestamp::now()
}

fn say(line: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "{line}")?;
    output.flush()
}

/// Waits until the input is closed: whoever started this has ended.
async fn wait() {
    let (closed, closing) = oneshot::channel();
    thread::spawn(move || {
        let _ = io::copy(&mut io::stdin().lock().by_ref(), &mut io::sink());
        let _ = closed.send(());
    });
    let _ = closing.await;
}
