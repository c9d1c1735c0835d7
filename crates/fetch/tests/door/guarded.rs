//! Nobody is led to an address that is not theirs to reach: forms × outbound paths, counted by a
//! listener on every address of the machine.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use depesche_fetch::{Client, FetchError, IpNet, Reservation, Settings, Want};
use url::Url;

use crate::forms::{PRIVATE_V4, PRIVATE_V6, locations, urls};
use crate::server::{Server, answer, client, get, get_as, say, settings};

/// Where the server that leads astray is: the one address that is allowed.
const ALLOWED: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 9);

/// A server on every address of the machine.
fn everywhere() -> Server {
    let hello = answer(200, &[], b"you should not be here");
    let says = |hello: Vec<u8>| move |_: &_, stream: &mut _| say(stream, &hello);
    Server::start_at(Ipv6Addr::UNSPECIFIED.into(), says(hello.clone()))
        .or_else(|_| Server::start_at(Ipv4Addr::UNSPECIFIED.into(), says(hello)))
        .expect("a free port")
}

/// A server that leads wherever the query says.
fn astray() -> Server {
    let answers = |asked: &crate::server::Asked, stream: &mut _| {
        let (path, query) = asked.path().split_once('?').unwrap_or_default();
        let pairs = url::form_urlencoded::parse(query.as_bytes());
        let to = pairs.map(|(_, to)| to.into_owned()).collect::<String>();
        let status = path.trim_start_matches('/').parse().unwrap_or(302);
        say(stream, &answer(status, &[&format!("location: {to}")], b""));
    };
    Server::start_at(ALLOWED.into(), answers).expect("a free port")
}

fn leading_to(server: &Server, status: u16, target: &str) -> Url {
    let mut url = server.url("astray.example", &format!("/{status}"));
    url.query_pairs_mut().append_pair("to", target);
    url
}

fn guarded() -> Settings {
    Settings {
        allow_private: vec![IpNet::from(IpAddr::from(ALLOWED))],
        resolve: vec![("astray.example".to_owned(), ALLOWED.into())],
        ..settings()
    }
}

/// Refused before anything went out, not because nobody answered.
fn check_refused(what: &str, error: Option<&FetchError>) {
    let is_refused = matches!(
        error,
        Some(
            FetchError::Private { .. }
                | FetchError::Own(_)
                | FetchError::BadUrl(_)
                | FetchError::NoSuchHost(_)
        )
    );
    assert!(is_refused, "{what}: {error:?}");
}

/// Tries all outbound paths.
async fn try_all(client: &Client, url: &Url) {
    for want in [Want::Feed, Want::Page, Want::Image, Want::Text] {
        let fetched = get_as(client, url, want).await;
        check_refused(url.as_str(), fetched.err().as_ref());
    }
    let posted = client.post(url, &[("a", "b")]).await;
    check_refused(url.as_str(), posted.err().as_ref());
    assert!(!client.may_fetch_page(url).await, "{url}");
    assert_eq!(client.reservation(url).await, Reservation::default());
}

#[tokio::test]
async fn no_form_of_an_address_gets_past_the_guard() {
    let (listener, client) = (everywhere(), client(guarded()));
    let urls = urls(listener.address.port());
    let parsed: Vec<Url> = urls.iter().filter_map(|url| url.parse().ok()).collect();
    assert!(parsed.len() > 400, "{} forms are few", parsed.len());
    for url in &parsed {
        try_all(&client, url).await;
    }
    assert_eq!(listener.connections(), 0);
}

#[tokio::test]
async fn no_redirect_leads_past_the_guard() {
    let (listener, astray, client) = (everywhere(), astray(), client(guarded()));
    let port = listener.address.port();
    let targets: Vec<_> = urls(port).into_iter().chain(locations(port)).collect();
    for target in &targets {
        // Line breaks cannot stand in a header.
        let target = target.trim().replace('\t', "");
        // `http:host` after an http URL is a path: it leads back, until five are too many.
        match get(&client, &leading_to(&astray, 302, &target)).await {
            Err(FetchError::TooManyRedirects(_)) => {}
            other => check_refused(&target, other.err().as_ref()),
        }
        // A form does not follow what is no URL: the answer is the redirect itself.
        match client.post(&leading_to(&astray, 307, &target), &[]).await {
            Ok(posted) => assert!(matches!(posted.status, 302 | 307), "{target}"),
            Err(error) => check_refused(&target, Some(&error)),
        }
    }
    assert!(astray.asked().len() >= 2 * targets.len());
    assert_eq!(listener.connections(), 0);
}

#[tokio::test]
async fn no_name_leads_to_a_private_address() {
    let listener = everywhere();
    let v4 = PRIVATE_V4.iter().map(|v4| IpAddr::from(*v4));
    let v6 = PRIVATE_V6.iter().filter_map(|v6| v6.parse().ok());
    let addresses: Vec<IpAddr> = v4.chain(v6).collect();
    let names: Vec<_> = (0..addresses.len())
        .map(|n| format!("rebound{n}.example"))
        .collect();
    let mut settings = guarded();
    let pins = names.iter().cloned().zip(addresses);
    settings.resolve.extend(pins);
    let (astray, client) = (astray(), client(settings));
    for name in names {
        let url = listener.url(&name, "/");
        try_all(&client, &url).await;
        let fetched = get(&client, &leading_to(&astray, 301, url.as_str())).await;
        check_refused(&name, fetched.err().as_ref());
    }
    assert_eq!(listener.connections(), 0);
}

#[tokio::test]
async fn of_several_addresses_only_the_allowed_ones_are_tried() {
    let listener = Server::saying(answer(200, &[], b""));
    let mut settings = guarded();
    for address in [Ipv4Addr::LOCALHOST, ALLOWED] {
        settings
            .resolve
            .push(("both.example".to_owned(), address.into()));
    }
    // Nobody listens at the allowed address: it was tried, and the other one was not.
    let fetched = get(&client(settings), &listener.url("both.example", "/")).await;
    let is_tried = matches!(fetched, Err(FetchError::Unreachable { .. }));
    assert!(is_tried, "{fetched:?}");
    assert_eq!(listener.connections(), 0);
}

#[tokio::test]
async fn the_same_forms_do_get_through_where_they_are_allowed() {
    let listener = everywhere();
    let nets = ["127.0.0.0/8", "::1/128"];
    let client = client(Settings {
        allow_private: nets.map(|net| net.parse().expect("a network")).to_vec(),
        ..settings()
    });
    let urls = urls(listener.address.port());
    let parsed = urls.iter().filter_map(|url| url.parse().ok());
    for url in parsed {
        let _ = get(&client, &url).await;
    }
    let connections = listener.connections();
    assert!(
        connections > 50,
        "only {connections}: the others prove nothing"
    );
}

#[tokio::test]
async fn an_allowed_network_is_closed_to_redirects_and_links() {
    let (listener, astray) = (everywhere(), astray());
    let private = listener.url("bridge.example", "/");
    let mut settings = settings();
    settings.resolve = vec![("astray.example".to_owned(), ALLOWED.into())];
    let client = client(settings);
    let by_address = private.as_str().replace("bridge.example", "127.0.0.1");
    let fetched = get(&client, &leading_to(&astray, 302, &by_address)).await;
    check_refused("a redirect", fetched.err().as_ref());
    let posted = client
        .post(&leading_to(&astray, 307, &by_address), &[])
        .await;
    check_refused("a hub", posted.err().as_ref());
    assert_eq!(listener.connections(), 0);
}
