//! A server for tests: it hears what was asked, and says exactly the bytes that it is told to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use depesche_fetch::{Client, FetchError, Fetched, Request, Settings, Want};
use depesche_model::Validators;
use url::Url;

/// What somebody asked.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The head of the request, as it came.
    pub(crate) head: String,
    /// Its body.
    pub(crate) body: String,
}

impl Asked {
    /// The path and the query.
    pub(crate) fn path(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    /// A header's value.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (said, value) = line.split_once(": ")?;
            said.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

/// A server on a loopback address.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    connections: Arc<Mutex<usize>>,
}

impl Server {
    /// A server that answers each request by writing to its connection, which then ends.
    pub(crate) fn start(answer: impl Fn(&Asked, &mut TcpStream) + Send + Sync + 'static) -> Self {
        Self::start_at(Ipv4Addr::LOCALHOST.into(), answer).expect("loopback has a free port")
    }

    /// The same at another address, where the machine has it.
    pub(crate) fn start_at(
        ip: IpAddr,
        answer: impl Fn(&Asked, &mut TcpStream) + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let listener = TcpListener::bind((ip, 0))?;
        let server = Self {
            address: listener.local_addr()?,
            asked: Arc::default(),
            connections: Arc::default(),
        };
        let (asked, connections) = (Arc::clone(&server.asked), Arc::clone(&server.connections));
        let answer = Arc::new(answer);
        thread::spawn(move || {
            for stream in listener.incoming() {
                *lock(&connections) += 1;
                let (asked, answer) = (Arc::clone(&asked), Arc::clone(&answer));
                thread::spawn(move || {
                    let mut stream = stream?;
                    let request = hear(&stream)?;
                    lock(&asked).push(request.clone());
                    answer(&request, &mut stream);
                    std::io::Result::Ok(())
                });
            }
        });
        Ok(server)
    }

    /// A server that answers every request the same.
    pub(crate) fn saying(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::start(move |_, stream| say(stream, &answer))
    }

    /// A URL of this server under a public name, which a client of [`settings`] finds here.
    pub(crate) fn url(&self, host: &str, path: &str) -> Url {
        let url = format!("http://{host}:{}{path}", self.address.port());
        url.parse().expect("a test's URL")
    }

    /// What was asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        lock(&self.asked).clone()
    }

    /// How many connections came in.
    pub(crate) fn connections(&self) -> usize {
        *lock(&self.connections)
    }
}

/// Settings with which every name below `example` is on loopback, and times are short.
pub(crate) fn settings() -> Settings {
    Settings {
        user_agent: "Depesche/1 (+https://portal.example/about)".to_owned(),
        allow_private: vec!["127.0.0.0/8".parse().expect("a network")],
        resolve: vec![("*.example".to_owned(), Ipv4Addr::LOCALHOST.into())],
        timeout: Duration::from_secs(5),
        idle_timeout: Duration::from_secs(2),
        connect_timeout: Duration::from_secs(2),
        max_wire_bytes: 2 << 20,
        max_body_bytes: 4 << 20,
        ..Settings::default()
    }
}

/// A client with a clock that stands still.
pub(crate) fn client(settings: Settings) -> Client {
    Client::new(settings, Arc::new(|| jiff::Timestamp::UNIX_EPOCH))
}

/// Asks for a feed.
pub(crate) async fn get(client: &Client, url: &Url) -> Result<Fetched, FetchError> {
    get_as(client, url, Want::Feed).await
}

/// Asks for something.
pub(crate) async fn get_as(client: &Client, url: &Url, want: Want) -> Result<Fetched, FetchError> {
    let validators = Validators::default();
    let request = Request {
        url,
        want,
        validators: &validators,
    };
    client.get(request).await
}

/// An answer with a length.
pub(crate) fn answer(status: u16, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let mut headers = headers.join("\r\n");
    if !headers.is_empty() {
        headers.push_str("\r\n");
    }
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} \r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// Writes, as far as the other side listens.
pub(crate) fn say(stream: &mut TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes);
}

fn hear(stream: &TcpStream) -> std::io::Result<Asked> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") && reader.read_line(&mut head)? > 0 {}
    let mut asked = Asked {
        head,
        body: String::new(),
    };
    let length = asked.header("content-length");
    let length = length.and_then(|length| length.parse().ok()).unwrap_or(0);
    reader.take(length).read_to_string(&mut asked.body)?;
    Ok(asked)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
