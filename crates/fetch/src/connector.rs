//! The guarded connector: resolves, checks every address, connects, checks again.

use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::http::Uri;
use hyper_util::rt::TokioIo;
use ipnet::IpNet;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use url::{Host, Url};

use crate::guard::{is_allowed, is_metadata, is_public};
use crate::own::Own;
use crate::settings::pinned;
use crate::{FetchError, Settings};

/// How many addresses of a name are tried.
const MAX_ADDRESSES: usize = 4;

/// How long an address is waited for before the next one is tried beside it (RFC 8305 §5): a
/// network whose IPv6 leads nowhere is common.
const HEAD_START: Duration = Duration::from_millis(250);

/// Connects where the guard lets it.
#[derive(Clone)]
pub(crate) struct Guarded {
    allow_private: Arc<[IpNet]>,
    own: Arc<Own>,
    resolve: Arc<[(String, IpAddr)]>,
    connect_timeout: Duration,
    /// The one service that it leads to, wherever that is, and to nobody else.
    service: Option<Arc<Reach>>,
}

/// What a service's guard lets through.
#[derive(Debug, PartialEq, Eq)]
struct Reach {
    host: String,
    port: u16,
    /// Whether the operator wrote an address, and not a name that may lead anywhere tomorrow.
    is_address: bool,
}

impl tower::Service<Uri> for Guarded {
    type Response = TokioIo<TcpStream>;
    type Error = FetchError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, FetchError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), FetchError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let guard = self.clone();
        Box::pin(async move { guard.connect(&uri).await.map(TokioIo::new) })
    }
}

impl Guarded {
    /// The guard as the settings want it.
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            allow_private: settings.allow_private.clone().into(),
            own: Arc::new(Own::new(&settings.own)),
            resolve: settings.resolve.clone().into(),
            connect_timeout: settings.connect_timeout,
            service: None,
        }
    }

    /// The guard of an operator's own service: private or not, its addresses are let through, and
    /// no other host or port is.
    pub(crate) fn of_service(settings: &Settings, base: &Url) -> Self {
        let reach = Reach {
            host: bare(base.host_str().unwrap_or_default()).to_owned(),
            port: base.port_or_known_default().unwrap_or_default(),
            is_address: !matches!(base.host(), Some(Host::Domain(_))),
        };
        Self {
            service: Some(Arc::new(reach)),
            ..Self::new(settings)
        }
    }

    /// The same guard, that lets nothing private through.
    pub(crate) fn public_alone(self) -> Self {
        Self {
            allow_private: Arc::default(),
            ..self
        }
    }

    async fn connect(&self, uri: &Uri) -> Result<TcpStream, FetchError> {
        let host = bare(uri.host().unwrap_or_default());
        let default_port = if uri.scheme_str() == Some("https") {
            443
        } else {
            80
        };
        let port = uri.port_u16().unwrap_or(default_port);
        self.check_name(host, port)?;
        let resolved = timeout(self.connect_timeout, self.addresses(host, port)).await;
        let addresses = resolved.map_err(|_| self.too_slow(host))??;
        let stream = self.first_of(addresses, host).await?;
        // What counts is the address that the connection really went to.
        let peer = stream.peer_addr().map_err(|error| failed(host, &error))?;
        self.check(host, peer.ip())?;
        // Requests are one small packet each: waiting for more only costs time.
        let _ = stream.set_nodelay(true);
        Ok(stream)
    }

    /// The addresses of a host that may be connected to. One private address among them is no
    /// reason to refuse the public ones; none but private ones is.
    async fn addresses(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, FetchError> {
        let mut refused = FetchError::NoSuchHost(host.to_owned());
        let mut allowed = Vec::new();
        for address in self.resolve(host, port).await? {
            match self.check(host, address.ip()) {
                Ok(()) => allowed.push(address),
                Err(error) => refused = error,
            }
        }
        if allowed.is_empty() {
            return Err(refused);
        }
        Ok(in_turns(allowed))
    }

    async fn resolve(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, FetchError> {
        let pinned = pinned(&self.resolve, host);
        if !pinned.is_empty() {
            let addresses = pinned.into_iter();
            return Ok(addresses.map(|address| (address, port).into()).collect());
        }
        let resolved = tokio::net::lookup_host((host, port)).await;
        let resolved = resolved.map_err(|_| FetchError::NoSuchHost(host.to_owned()))?;
        Ok(resolved.collect())
    }

    /// Whether anything may go there by its name alone.
    fn check_name(&self, host: &str, port: u16) -> Result<(), FetchError> {
        match &self.service {
            Some(own) if own.host != host || own.port != port => {
                Err(FetchError::BadService(host.to_owned()))
            }
            None if self.own.is_named(host) => Err(FetchError::Own(host.to_owned())),
            _ => Ok(()),
        }
    }

    /// Whether a connection may go there: to a public address that is not our own, or to one that
    /// the operator allows.
    fn check(&self, host: &str, address: IpAddr) -> Result<(), FetchError> {
        if let Some(service) = &self.service {
            return service.check(host, address);
        }
        if is_allowed(address, &self.allow_private) {
            Ok(())
        } else if !is_public(address) {
            Err(FetchError::Private {
                host: host.to_owned(),
                address: address.to_string(),
            })
        } else if self.own.is_at(address) {
            Err(FetchError::Own(host.to_owned()))
        } else {
            Ok(())
        }
    }

    /// The first connection that stands. The others are given up.
    async fn first_of(
        &self,
        addresses: Vec<SocketAddr>,
        host: &str,
    ) -> Result<TcpStream, FetchError> {
        let mut attempts = JoinSet::new();
        let mut waiting = addresses.into_iter();
        let mut last = FetchError::NoSuchHost(host.to_owned());
        loop {
            let next = waiting.next();
            if let Some(address) = next {
                let within = self.connect_timeout;
                attempts.spawn(async move { timeout(within, TcpStream::connect(address)).await });
            }
            let done = tokio::select! {
                done = attempts.join_next() => done,
                () = sleep(HEAD_START), if waiting.len() > 0 => continue,
            };
            match done {
                Some(Ok(Ok(Ok(stream)))) => return Ok(stream),
                Some(Ok(Ok(Err(error)))) => last = failed(host, &error),
                Some(_) => last = self.too_slow(host),
                None => return Err(last),
            }
        }
    }

    fn too_slow(&self, host: &str) -> FetchError {
        FetchError::NoConnection {
            host: host.to_owned(),
            seconds: self.connect_timeout.as_secs(),
        }
    }
}

impl Reach {
    fn check(&self, host: &str, address: IpAddr) -> Result<(), FetchError> {
        if !self.is_address && is_metadata(address) {
            return Err(FetchError::Metadata {
                host: host.to_owned(),
                address: address.to_string(),
            });
        }
        Ok(())
    }
}

/// A host without the brackets of an IPv6 address.
fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

/// The two families in turns, beginning with the resolver's first choice (RFC 8305 §4).
fn in_turns(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let is_first_v6 = addresses.first().is_some_and(SocketAddr::is_ipv6);
    let (first, second): (Vec<_>, Vec<_>) = addresses
        .into_iter()
        .partition(|address| address.is_ipv6() == is_first_v6);
    let mut second = second.into_iter();
    let mut turns = Vec::new();
    for address in first {
        turns.push(address);
        turns.extend(second.next());
    }
    turns.extend(second);
    turns.truncate(MAX_ADDRESSES);
    turns
}

fn failed(host: &str, error: &std::io::Error) -> FetchError {
    FetchError::Unreachable {
        host: host.to_owned(),
        reason: error.kind().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use super::in_turns;

    #[test]
    fn the_families_take_turns() {
        let check = |given: &[&str], expected: &[&str]| {
            let parse = |texts: &[&str]| -> Vec<SocketAddr> {
                let addresses = texts.iter().map(|text| text.parse());
                addresses.collect::<Result<_, _>>().expect("addresses")
            };
            assert_eq!(in_turns(parse(given)), parse(expected), "{given:?}");
        };
        check(&[], &[]);
        check(
            &["[2a00::1]:1", "[2a00::2]:1", "1.1.1.1:1"],
            &["[2a00::1]:1", "1.1.1.1:1", "[2a00::2]:1"],
        );
        check(
            &[
                "1.1.1.1:1",
                "1.1.1.2:1",
                "1.1.1.3:1",
                "1.1.1.4:1",
                "[2a00::1]:1",
            ],
            &["1.1.1.1:1", "[2a00::1]:1", "1.1.1.2:1", "1.1.1.3:1"],
        );
    }
}
