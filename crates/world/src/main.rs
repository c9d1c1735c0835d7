//! `depesche-world`: serves parts of the fake web by hand, for development only.

use std::error::Error;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::{fs, io, thread};

use clap::{Parser, Subcommand};
use depesche_world::Clock;
use depesche_world::demo::Demo;
use depesche_world::folder::Folder;
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
