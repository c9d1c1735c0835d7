//! A client that does nothing by itself: one connection, one request, the bare response.

use std::io::Read;

use http_body_util::{BodyExt, Empty};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::http::{HeaderMap, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// A whole response; the body as it came over the wire.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    pub(crate) fn text(&self) -> String {
        let mut text = Vec::new();
        if self.header("content-encoding") == "gzip" {
            let mut decoder = flate2::read::GzDecoder::new(self.body.as_ref());
            decoder.read_to_end(&mut text).expect("is valid gzip");
        } else {
            text.extend(&self.body);
        }
        String::from_utf8_lossy(&text).into_owned()
    }
}

/// Gets a URL of loopback.
pub(crate) async fn get(url: &str) -> Reply {
    get_with(url, &[]).await
}

pub(crate) async fn get_with(url: &str, headers: &[(&str, &str)]) -> Reply {
    try_get(url, headers).await.expect("is answered")
}

/// Gets a URL, or says why there was no whole response.
pub(crate) async fn try_get(url: &str, headers: &[(&str, &str)]) -> Result<Reply, hyper::Error> {
    let rest = url.strip_prefix("http://").expect("is http");
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let stream = TcpStream::connect(host).await.expect("is listening");
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let connection = tokio::spawn(connection);
    let mut request = hyper::http::Request::get(format!("/{path}")).header("host", host);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Empty::<Bytes>::new()).expect("is a request");
    let response = sender.send_request(request).await?;
    let (head, body) = response.into_parts();
    let body = body.collect().await?.to_bytes();
    connection.abort();
    Ok(Reply {
        status: head.status,
        headers: head.headers,
        body,
    })
}

/// Reads a document as a strict XML parser does.
pub(crate) fn is_well_formed(document: &str) -> Result<(), quick_xml::Error> {
    let mut reader = quick_xml::NsReader::from_str(document);
    reader.config_mut().check_comments = true;
    let mut depth = 0_i32;
    loop {
        match reader.read_event()? {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::GeneralRef(name) => {
                let name = name.as_ref();
                let known = ["amp", "lt", "gt", "quot"];
                assert!(known.contains(&name), "{name:?} is no entity of ours");
            }
            _ => {}
        }
    }
    assert_eq!(depth, 0, "an element is not closed");
    Ok(())
}
