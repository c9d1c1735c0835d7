//! A hub's calls: the only connections that the fake web opens, to loopback alone.

use std::io;
use std::net::SocketAddr;

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::http::{HeaderMap, Method, Uri};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// What a subscriber answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// The status; 0 where nobody answered.
    pub status: u16,
    /// All headers.
    pub headers: HeaderMap,
    /// The body, as text.
    pub body: String,
}

pub(super) async fn get(url: &str) -> Called {
    exchange(Method::GET, url, &[], b"")
        .await
        .unwrap_or_default()
}

pub(super) async fn post(url: &str, headers: &[(&str, &str)], body: &[u8]) -> Called {
    let called = exchange(Method::POST, url, headers, body).await;
    called.unwrap_or_default()
}

type Failed = Box<dyn std::error::Error + Send + Sync>;

async fn exchange(
    method: Method,
    url: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Result<Called, Failed> {
    let uri: Uri = url.parse()?;
    let authority = uri
        .authority()
        .map_or("", hyper::http::uri::Authority::as_str);
    let address: SocketAddr = authority.parse()?;
    if !address.ip().is_loopback() {
        return Err(io::Error::other("the fake web ends at loopback").into());
    }
    let stream = TcpStream::connect(address).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let connection = tokio::spawn(connection);
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let mut request = hyper::http::Request::builder()
        .method(method)
        .uri(path)
        .header("host", authority);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Full::new(Bytes::copy_from_slice(body)))?;
    let (head, incoming) = sender.send_request(request).await?.into_parts();
    let body = incoming.collect().await?.to_bytes();
    connection.abort();
    Ok(Called {
        status: head.status.as_u16(),
        headers: head.headers,
        body: String::from_utf8_lossy(&body).into_owned(),
    })
}
