//! The connections: HTTP/1.1 and HTTP/2 over the guarded connector.

use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use crate::connector::Guarded;

pub(crate) type Pool = Client<HttpsConnector<Guarded>, Full<Bytes>>;

/// How long a connection is kept for the next request: a page after its robots.txt, a redirect.
const IDLE: Duration = Duration::from_secs(10);

/// How much of an answer the protocols may buffer before anybody reads it. hyper's own windows for
/// HTTP/2 are 2 MB a stream: with dozens of hostile servers that alone would break our bound.
const BUFFER_BYTES: u32 = 128 << 10;

/// Makes the connections of one guard.
pub(crate) fn pool(guarded: Guarded) -> Pool {
    let tls = HttpsConnectorBuilder::new()
        .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())
        .expect("ring speaks every version that rustls offers")
        .https_or_http()
        .enable_all_versions()
        .wrap_connector(guarded);
    Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(IDLE)
        .pool_max_idle_per_host(4)
        .http1_max_buf_size(BUFFER_BYTES as usize)
        .http2_initial_stream_window_size(BUFFER_BYTES)
        .http2_initial_connection_window_size(BUFFER_BYTES)
        .http2_max_header_list_size(BUFFER_BYTES)
        .build(tls)
}
