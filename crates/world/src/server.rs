//! A listener on loopback that turns requests into answers.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use http_body_util::{BodyExt as _, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::http::{Method, Response};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::answer::{Answer, Ending};
use crate::body::Payload;
use crate::{Clock, Request};

/// How large a POST may be.
const MAX_BODY_BYTES: usize = 1 << 20;

/// Decides what is answered. It never waits: delays are part of the answer.
pub(crate) type Handler = Arc<dyn Fn(&Request) -> Answer + Send + Sync>;

/// A port of loopback that is ours, before anything is served on it.
#[derive(Debug)]
pub(crate) struct Door {
    listener: TcpListener,
    address: SocketAddr,
}

/// A running listener; it stops, with all its connections, when it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    accepting: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Door {
    /// Takes a port of loopback; 0 takes a free one.
    ///
    /// # Errors
    /// The port is taken.
    pub(crate) async fn open(port: u16) -> io::Result<Self> {
        Self::open_at(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await
    }

    /// Takes a port of another address of loopback.
    ///
    /// # Errors
    /// The port is taken there.
    pub(crate) async fn open_at(address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// `http://127.0.0.1:PORT`, without a slash at its end.
    pub(crate) fn home(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The port.
    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// Serves until the server is dropped.
    pub(crate) fn serve(self, clock: Clock, handler: Handler) -> Server {
        let accepting = tokio::spawn(accept(self.listener, clock, handler));
        Server { accepting }
    }
}

/// Takes connections until the task is aborted; its connections end with it.
async fn accept(listener: TcpListener, clock: Clock, handler: Handler) {
    let mut connections = JoinSet::new();
    loop {
        // A failed accept (too many open files) is over in a moment; the listener goes on.
        let Ok((stream, _)) = listener.accept().await else {
            tokio::task::yield_now().await;
            continue;
        };
        connections.spawn(serve(stream, clock.clone(), Arc::clone(&handler)));
        while connections.try_join_next().is_some() {}
    }
}

/// Serves one connection to its end; how it ends is the client's affair.
async fn serve(stream: TcpStream, clock: Clock, handler: Handler) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| respond(request, clock.clone(), Arc::clone(&handler)));
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        // The world has a time of its own: the answers carry it.
        .auto_date_header(false)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// Why a connection is closed without a response.
type Closed = Box<dyn std::error::Error + Send + Sync>;

/// What stands in a POST.
async fn body_of(method: &Method, incoming: Incoming) -> Result<Bytes, Closed> {
    if *method != Method::POST {
        return Ok(Bytes::new());
    }
    let body = Limited::new(incoming, MAX_BODY_BYTES).collect().await?;
    Ok(body.to_bytes())
}

async fn respond(
    request: hyper::http::Request<Incoming>,
    clock: Clock,
    handler: Handler,
) -> Result<Response<Payload>, Closed> {
    let (head, incoming) = request.into_parts();
    let request = Request {
        path: head.uri.path_and_query().map_or_else(
            || head.uri.path().to_owned(),
            |path| path.as_str().to_owned(),
        ),
        headers: head.headers,
        body: body_of(&head.method, incoming).await?,
        method: head.method,
        at: clock.now(),
    };
    let answer = handler(&request);
    if !answer.delay.is_zero() {
        tokio::time::sleep(answer.delay).await;
    }
    match answer.ending {
        Ending::Never => match std::future::pending::<Infallible>().await {},
        Ending::Reset => Err("the connection is closed on purpose".into()),
        Ending::Whole | Ending::CutOff | Ending::Dripping(_) | Ending::Repeated(_) => {
            Ok(answer.into_response(&request, clock.now()))
        }
    }
}
