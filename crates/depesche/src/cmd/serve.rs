//! `depesche serve`: pipeline and portal in one process.

use std::future::IntoFuture as _;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, bail};
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::config::Config;
use crate::house::{self, House};
use crate::stage::index::Follower;
use crate::{out, pipeline};

/// How long readers' requests under way are waited for at the end.
const DRAIN: Duration = Duration::from_secs(8);

/// Runs until SIGTERM or Ctrl-C.
pub(crate) async fn run(
    config: Config,
    folder: &Path,
    listen: Option<&str>,
    clock: Clock,
) -> anyhow::Result<()> {
    may_go_public(&config)?;
    let _lock = house::lock(folder)?;
    let house = House::open(config, folder, clock).await?;
    let follower = Follower::open(&house)?;
    let listener = bind(listen.unwrap_or(&house.config.serve.listen)).await?;
    out::line(format!("Depesche is at http://{}", listener.local_addr()?));
    let ended = publish(&house, follower, listener).await;
    house.store.close().await;
    ended
}

/// Runs pipeline and portal until SIGTERM or Ctrl-C, or until one of them fails.
pub(crate) async fn publish(
    house: &House,
    follower: Follower,
    listener: TcpListener,
) -> anyhow::Result<()> {
    let (stop, stopping) = watch::channel(false);
    let pipeline = async {
        let ended = pipeline::run(house.clone(), follower, stopping.clone()).await;
        let _ = stop.send(true);
        ended
    };
    let portal = portal(house, listener, stopping.clone());
    let mut both = Box::pin(async { tokio::join!(pipeline, portal) });
    let (pipeline, portal) = tokio::select! {
        ended = &mut both => ended,
        () = asked_to_stop() => {
            let _ = stop.send(true);
            both.await
        }
    };
    pipeline.and(portal)
}

/// Serves the portal until told to stop, then finishes the requests under way.
pub(crate) async fn portal(
    house: &House,
    listener: TcpListener,
    mut stopping: pipeline::Stop,
) -> anyhow::Result<()> {
    let mut told = stopping.clone();
    let server = axum::serve(listener, depesche_web::router(house.portal()))
        .with_graceful_shutdown(async move {
            let _ = told.wait_for(|stop| *stop).await;
        })
        .into_future();
    tokio::pin!(server);
    tokio::select! {
        ended = &mut server => return Ok(ended?),
        _ = stopping.wait_for(|stop| *stop) => {}
    }
    // A reader who holds a connection open does not hold up the end.
    let _ = tokio::time::timeout(DRAIN, server).await;
    Ok(())
}

/// Takes the portal's address.
pub(crate) async fn bind(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::AddrInUse => anyhow::anyhow!(
                "{address} is taken by another program; stop it, or name another port with --listen"
            ),
            std::io::ErrorKind::PermissionDenied => anyhow::anyhow!(
                "{address} may not be used by this user; ports below 1024 are for a reverse proxy"
            ),
            _ => anyhow::anyhow!(
                "cannot listen on {address:?} ({error}); write it like 127.0.0.1:8080"
            ),
        })
}

/// A portal that names its public address needs an imprint (§ 5 DDG).
fn may_go_public(config: &Config) -> anyhow::Result<()> {
    let imprint = &config.imprint;
    let missing: Vec<_> = [
        ("operator", &imprint.operator),
        ("address", &imprint.address),
        ("email", &imprint.email),
    ]
    .into_iter()
    .filter(|(_, value)| value.trim().is_empty())
    .map(|(key, _)| format!("imprint.{key}"))
    .collect();
    if !config.site.base_url.is_empty() && !missing.is_empty() {
        bail!(
            "a public portal needs an imprint: set {} in the configuration (or leave site.base_url empty while you try things out)",
            missing.join(", ")
        );
    }
    url_or_empty(&config.site.base_url)
}

fn url_or_empty(base: &str) -> anyhow::Result<()> {
    if base.is_empty() {
        return Ok(());
    }
    let url = url::Url::parse(base).with_context(|| {
        format!("site.base_url is {base:?}; write it like \"https://news.example\"")
    })?;
    if !matches!(url.scheme(), "http" | "https") || url.path() != "/" {
        bail!(
            "site.base_url is {base:?}; it is scheme and host alone, like \"https://news.example\""
        );
    }
    Ok(())
}

/// Ends when the operator (Ctrl-C) or the system (SIGTERM) asks for it.
pub(crate) async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let mut terminated =
            tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
                .expect("a handler for SIGTERM can be set");
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupted.await;
}
