//! Depesche turns public feeds into a newspaper in your language – and every line shows its source.
//!
//! This room holds `main`, the command line, the configuration and the pipeline. Rules belong in
//! the rooms below it. Start reading at [`pipeline`], then at `stage/poll.rs`.

mod alone;
mod cli;
mod clock;
mod cmd;
mod config;
mod house;
mod line;
mod logged;
mod out;
mod pace;
mod pipeline;
#[cfg(feature = "simulation")]
mod simulation;
mod stage;
mod timings;
#[cfg(test)]
mod whole;

use std::io::IsTerminal as _;
use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Cli, Command};
use crate::config::Config;
use crate::house::House;

/// What a wrong call or a wrong configuration ends with, like clap's own errors.
const WRONG_CALL: u8 = 2;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let config = match config::load(&cli.config, environment()) {
        Ok(config) => config,
        Err(error) => {
            complain(&error);
            return ExitCode::from(WRONG_CALL);
        }
    };
    start_log(&cli.command, &config);
    let runtime = tokio::runtime::Runtime::new().expect("the system gives threads");
    let ended = runtime.block_on(run(cli, config));
    // Whatever still reads or resolves on a thread of its own is not waited for.
    runtime.shutdown_timeout(std::time::Duration::from_secs(1));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

#[expect(
    clippy::print_stderr,
    reason = "the last word of a command that failed"
)]
fn complain(error: impl std::fmt::Display) {
    eprintln!("depesche: {error}");
}

/// The environment, read once.
#[expect(
    clippy::disallowed_methods,
    reason = "this is where the environment comes in"
)]
fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}

/// Logs go to standard error. A command in the foreground says itself what came: only a service
/// logs more than trouble.
fn start_log(command: &Command, config: &Config) {
    let is_service = matches!(command, Command::Serve(_));
    let level = if is_service {
        config.log.level.as_str()
    } else {
        "error"
    };
    let filter = tracing_subscriber::EnvFilter::try_new(level)
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}

async fn run(cli: Cli, config: Config) -> anyhow::Result<()> {
    let clock = clock::real();
    let folder = cli.data.as_path();
    let make = |config: Config| House::open(config, folder, clock.clone());
    let open = |config: Config| async {
        house::must_exist(&config, folder)?;
        House::open(config, folder, clock.clone()).await
    };
    match &cli.command {
        Command::Serve(args) => {
            cmd::serve::run(config, folder, args.listen.as_deref(), clock).await
        }
        Command::Demo(args) => Box::pin(cmd::demo::run(config, args, clock)).await,
        Command::Add(args) => cmd::add::run(&make(config).await?, args).await,
        Command::Import { file } => cmd::opml::import(&make(config).await?, file).await,
        Command::Export => cmd::opml::export(&open(config).await?).await,
        Command::Sources(args) => cmd::sources::run(&open(config).await?, args).await,
        Command::Move(args) => cmd::relocate::run(&open(config).await?, args).await,
        Command::Policy(args) => cmd::policy::run(&open(config).await?, args).await,
        Command::Cuts(args) => cmd::cuts::run(&open(config).await?, args).await,
        Command::Rules(args) => cmd::rules::run(&open(config).await?, args).await,
        Command::Translate { what } => cmd::translate::run(&open(config).await?, what).await,
        Command::Section(args) => cmd::section::run(&open(config).await?, args).await,
        Command::Fetch(args) => cmd::fetch::run(&open(config).await?, args).await,
        Command::Read { what } => {
            let house = match what.source() {
                Some(_) => Some(open(config).await?),
                None => None,
            };
            cmd::read::run(what, house.as_ref()).await
        }
        Command::Search(args) => cmd::search::run(&open(config).await?, args).await,
        Command::Doctor { format } => {
            cmd::doctor::run(&open(config).await?, &cli.config, *format).await
        }
        Command::Backup { file } => cmd::backup::backup(&open(config).await?, file).await,
        Command::Restore { file } => cmd::backup::restore(&config, folder, file).await,
        #[cfg(feature = "simulation")]
        Command::Simulate(args) => Box::pin(simulation::run(config, folder, args)).await,
        Command::Config { example } => {
            out::line(
                if *example {
                    config::example()
                } else {
                    config::effective(&config)
                }
                .trim_end(),
            );
            Ok(())
        }
    }
}
