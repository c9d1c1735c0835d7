//! The guarded connector: resolves, checks every address, connects, checks again.

use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::rt::TokioIo;
use ipnet::IpNet;
use tokio::net::TcpStream;

use crate::guard::may_connect;
use crate::settings::pinned;
use crate::{FetchError, Settings};

/// How many addresses of a name are tried.
const MAX_ADDRESSES: usize = 4;

/// Connects where the guard lets it.
#[derive(Clone)]
pub(crate) struct Guarded {
    allow_private: Arc<[IpNet]>,
    own: Arc<[String]>,
    resolve: Arc<[(String, IpAddr)]>,
    connect_timeout: Duration,
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
            own: settings.own.iter().map(|host| plain(host)).collect(),
            resolve: settings.resolve.clone().into(),
            connect_timeout: settings.connect_timeout,
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
        let host = uri
            .host()
            .unwrap_or_default()
            .trim_start_matches('[')
            .trim_end_matches(']');
        if self.is_own(host) {
            return Err(FetchError::Own(host.to_owned()));
        }
        let default_port = if uri.scheme_str() == Some("https") {
            443
        } else {
            80
        };
        let port = uri.port_u16().unwrap_or(default_port);
        let mut last = FetchError::NoSuchHost(host.to_owned());
        for address in self.addresses(host, port).await? {
            match tokio::time::timeout(self.connect_timeout, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => return self.checked(stream, host),
                Ok(Err(error)) => last = unreachable(host, &error),
                Err(_) => {
                    let seconds = self.connect_timeout.as_secs();
                    last = FetchError::TimedOut {
                        host: host.to_owned(),
                        seconds,
                    };
                }
            }
        }
        Err(last)
    }

    /// The addresses of a host that may be connected to. One private address among them is no
    /// reason to refuse the public ones; none but private ones is.
    async fn addresses(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, FetchError> {
        let resolved = self.resolve(host, port).await?;
        let (allowed, refused): (Vec<_>, Vec<_>) = resolved
            .into_iter()
            .partition(|address| may_connect(address.ip(), &self.allow_private));
        match (allowed.is_empty(), refused.first()) {
            (true, Some(address)) => Err(private(host, *address)),
            _ => Ok(allowed.into_iter().take(MAX_ADDRESSES).collect()),
        }
    }

    async fn resolve(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, FetchError> {
        if let Some(address) = pinned(&self.resolve, host) {
            return Ok(vec![(address, port).into()]);
        }
        let resolved = tokio::net::lookup_host((host, port)).await;
        let resolved = resolved.map_err(|_| FetchError::NoSuchHost(host.to_owned()))?;
        Ok(resolved.collect())
    }

    fn is_own(&self, host: &str) -> bool {
        let host = plain(host);
        self.own.contains(&host)
    }

    /// What counts is the address that the connection really went to.
    fn checked(&self, stream: TcpStream, host: &str) -> Result<TcpStream, FetchError> {
        let peer = stream
            .peer_addr()
            .map_err(|error| unreachable(host, &error))?;
        if may_connect(peer.ip(), &self.allow_private) {
            // Requests are one small packet each: waiting for more only costs time.
            let _ = stream.set_nodelay(true);
            Ok(stream)
        } else {
            Err(private(host, peer))
        }
    }
}

/// A host without what makes no difference: case, trailing dots, the brackets of an IPv6 address.
fn plain(host: &str) -> String {
    host.trim_matches(['[', ']', '.']).to_ascii_lowercase()
}

fn private(host: &str, address: SocketAddr) -> FetchError {
    FetchError::Private {
        host: host.to_owned(),
        address: address.ip().to_string(),
    }
}

fn unreachable(host: &str, error: &std::io::Error) -> FetchError {
    FetchError::Unreachable {
        host: host.to_owned(),
        reason: error.kind().to_string(),
    }
}
