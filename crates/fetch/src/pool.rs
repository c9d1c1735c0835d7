//! The connections: HTTP/1.1 and HTTP/2 over the guarded connector.

use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper_rustls::builderstates::WantsSchemes;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use crate::connector::Guarded;

pub(crate) type Pool = Client<HttpsConnector<Guarded>, Full<Bytes>>;

/// How long a connection is kept for the next request: a page after its robots.txt, a redirect.
const IDLE: Duration = Duration::from_secs(10);

/// How much of an answer the protocols may buffer before anybody reads it. hyper's own windows for
/// HTTP/2 are 2 MB a stream: with dozens of hostile servers that alone would break our bound.
const BUFFER_BYTES: u32 = 32 << 10;

/// The same of HTTP/1, where an idle connection keeps its buffer: a thousand of them came to 30 MB.
/// It bounds an answer's head too; the most widely used server-side client has the same bound.
const HTTP1_BUFFER_BYTES: usize = 16 << 10;

/// Makes the connections of one guard.
pub(crate) fn pool(guarded: Guarded) -> Pool {
    let tls = HttpsConnectorBuilder::new()
        .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())
        .expect("ring speaks every version that rustls offers");
    with_tls(tls, guarded)
}

fn with_tls(tls: HttpsConnectorBuilder<WantsSchemes>, guarded: Guarded) -> Pool {
    let tls = tls
        .https_or_http()
        .enable_all_versions()
        .wrap_connector(guarded);
    Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(IDLE)
        .pool_max_idle_per_host(4)
        .http1_max_buf_size(HTTP1_BUFFER_BYTES)
        .http2_initial_stream_window_size(BUFFER_BYTES)
        .http2_initial_connection_window_size(BUFFER_BYTES)
        .http2_max_header_list_size(BUFFER_BYTES)
        .build(tls)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::{Ipv4Addr, TcpListener};
    use std::sync::Arc;
    use std::sync::mpsc::{Receiver, channel};
    use std::thread::spawn;

    use http_body_util::Full;
    use hyper::http::Version;
    use hyper_rustls::HttpsConnectorBuilder;
    use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
    use rustls::{ClientConfig, RootCertStore, ServerConfig, ServerConnection, Stream};

    use super::with_tls;
    use crate::Settings;
    use crate::connector::Guarded;

    /// Made for tests, for `site.example`, by an authority that nobody else trusts.
    const AUTHORITY: &[u8] = include_bytes!("../tests/certificates/authority.der");
    const SITE: &[u8] = include_bytes!("../tests/certificates/site.der");
    const KEY: &[u8] = include_bytes!("../tests/certificates/site.key.der");

    /// How a client of HTTP/2 begins (RFC 9113 §3.4).
    const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    /// A server that speaks TLS and these protocols; it answers once, and tells what it heard first.
    fn server(protocols: &[&[u8]], answer: &'static [u8]) -> (u16, Receiver<Vec<u8>>) {
        let ring = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(ring)
            .with_safe_default_protocol_versions()
            .expect("ring speaks them")
            .with_no_client_auth()
            .with_single_cert(
                vec![CertificateDer::from(SITE)],
                PrivatePkcs8KeyDer::from(KEY).into(),
            )
            .expect("the key belongs to the certificate");
        config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = listener.local_addr().expect("it listens").port();
        let (tell, heard) = channel();
        spawn(move || {
            let (mut tcp, _) = listener.accept().expect("somebody comes");
            let mut tls = ServerConnection::new(Arc::new(config)).expect("a valid config");
            let mut stream = Stream::new(&mut tls, &mut tcp);
            let mut heard = vec![0; PREFACE.len()];
            // A client that does not trust us hangs up.
            if stream.read_exact(&mut heard).is_err() {
                heard.clear();
            }
            tell.send(heard).expect("the test waits");
            let _ = stream.write_all(answer);
            // Until the client hangs up.
            let _ = std::io::copy(&mut stream, &mut std::io::sink());
        });
        (port, heard)
    }

    async fn ask(port: u16, roots: RootCertStore) -> Result<hyper::http::Version, String> {
        let ring = Arc::new(rustls::crypto::ring::default_provider());
        let trusting = ClientConfig::builder_with_provider(ring)
            .with_safe_default_protocol_versions()
            .expect("ring speaks them")
            .with_root_certificates(roots)
            .with_no_client_auth();
        let guarded = Guarded::new(&Settings {
            allow_private: vec!["127.0.0.0/8".parse().expect("a network")],
            resolve: vec![("*.example".to_owned(), Ipv4Addr::LOCALHOST.into())],
            ..Settings::default()
        });
        let pool = with_tls(
            HttpsConnectorBuilder::new().with_tls_config(trusting),
            guarded,
        );
        let uri = format!("https://site.example:{port}/");
        let request = hyper::http::Request::get(uri).body(Full::default());
        let answered = pool.request(request.expect("a whole request")).await;
        answered
            .map(|response| response.version())
            .map_err(|error| format!("{error:?}"))
    }

    fn our_authority() -> RootCertStore {
        let mut roots = RootCertStore::empty();
        let added = roots.add(CertificateDer::from(AUTHORITY));
        added.expect("a valid authority");
        roots
    }

    #[tokio::test]
    async fn a_server_that_offers_http_2_is_asked_with_it() {
        // SETTINGS, then HEADERS of stream 1 with `:status: 200` that end it.
        let answer = b"\0\0\0\x04\0\0\0\0\0\0\0\x01\x01\x05\0\0\0\x01\x88";
        let (port, heard) = server(&[b"h2", b"http/1.1"], answer);
        assert_eq!(ask(port, our_authority()).await, Ok(Version::HTTP_2));
        assert_eq!(heard.recv().expect("the server tells"), PREFACE);
    }

    #[tokio::test]
    async fn any_other_is_asked_with_http_1() {
        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
        let (port, heard) = server(&[b"http/1.1"], answer);
        assert_eq!(ask(port, our_authority()).await, Ok(Version::HTTP_11));
        let heard = heard.recv().expect("the server tells");
        assert!(heard.starts_with(b"GET / HTTP/1.1\r\n"));
    }

    #[tokio::test]
    async fn a_certificate_that_nobody_vouches_for_is_refused() {
        let (port, heard) = server(&[b"h2"], b"");
        let refused = ask(port, RootCertStore::empty()).await;
        let refused = refused.expect_err("nobody vouches");
        assert!(refused.contains("UnknownIssuer"), "{refused}");
        assert!(heard.recv().expect("the server tells").is_empty());
    }
}
