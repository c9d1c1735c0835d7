//! What opens something is in no log, however much is logged: passwords and keys in the addresses
//! of private feeds, what a hub knows of us, what readers' browsers send.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use depesche_world::{Answer, Called, World};

use crate::house::{House, free_port};
use crate::{run, serve_on};

/// How long what must come is waited for.
const SOON: Duration = Duration::from_mins(1);

/// Where hubs reach the portal. Not where the fake web is: our own host is never asked.
const PORTAL: &str = "127.0.0.2";

fn config(port: u16) -> String {
    format!(
        "[site]\nbase_url = \"http://{PORTAL}:{port}\"\n\
         [imprint]\noperator = \"O\"\naddress = \"A\"\nemail = \"e@mail.example\"\n\
         [fetch]\nallow_private = [\"127.0.0.0/8\"]\nmin_interval = \"1s\"\ntimeout = \"5s\"\n\
         [log]\nlevel = \"trace\"\n"
    )
}

/// A feed whose article names a picture that is refused.
fn feed(hub: &str, home: &str, title: &str) -> Answer {
    let picture = format!("{home}/drawing.png?key=picture-query");
    let document = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title><link href='{home}/'/>
        <link rel='hub' href='{hub}?key=hub-query'/>
        <link rel='self' href='{home}/feed.xml?key=topic-query'/>
        <entry><id>urn:{title}</id><title>{title}</title>
        <link href='{home}/{title}?key=page-query'/><content type='html'>&lt;p>Text&lt;/p>
        &lt;img src='{picture}' width='800' height='600'></content></entry></feed>"
    );
    Answer::xml(document).header("set-cookie", "id=feed-cookie")
}

/// A reader with a session asks for a page.
fn browse(port: u16) {
    let mut stream = TcpStream::connect((PORTAL, port)).expect("it listens");
    let request = "GET /latest HTTP/1.1\r\nHost: a.example\r\nCookie: id=reader-cookie\r\n\
                   Authorization: Bearer reader-key\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut answer = String::new();
    stream
        .read_to_string(&mut answer)
        .expect("it is answered in full");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

async fn until(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < SOON, "{what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn check_all(called: &[Called], status: u16) {
    let statuses: Vec<_> = called.iter().map(|one| one.status).collect();
    assert_eq!(statuses, [status]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_opens_something_is_in_no_log() {
    let port = free_port();
    let house = House::new(&config(port));
    let world = World::start().await;
    let (site, broken, hub) = (
        world.site("a").await,
        world.site("b").await,
        world.hub().await,
    );
    let home = site.home().to_owned();
    site.put("/feed.xml", feed(&hub.url(), &home, "first"));
    site.put("/drawing.png", Answer::bytes("image/svg+xml", "<svg/>"));
    let other = "<rss><channel><title>B</title><item><title>other</title></item></channel></rss>";
    broken.put("/feed.xml", Answer::xml(other));
    for site in [&site, &broken] {
        let added = run(&house, &["add", &site.url("/feed.xml?key=feed-query")]);
        assert!(added.status.success(), "{added:?}");
    }
    let policy = run(&house, &["policy", "1", "full", "--images", "yes"]);
    assert!(policy.status.success(), "{policy:?}");
    broken.put("/feed.xml", Answer::status(500));

    let running = serve_on(&house, "0.0.0.0", port);
    let asked = tokio::time::timeout(SOON, hub.until_asked(1)).await;
    asked.expect("the hub is asked");
    check_all(&hub.verify().await, 200);
    let topic = format!("{home}/feed.xml?key=topic-query");
    let fetched = |path: &str| {
        let requests = site.requests();
        let of_path = requests.iter().filter(|one| one.path.starts_with(path));
        of_path.count()
    };
    let before = fetched("/feed.xml");
    site.put("/feed.xml", feed(&hub.url(), &home, "second"));
    check_all(&hub.deliver(&topic, b"<feed/>").await, 202);
    browse(port);
    until("the delivery is followed", || fetched("/feed.xml") > before).await;
    until("the page is fetched", || fetched("/second") > 0).await;
    until("the picture is fetched", || fetched("/drawing.png") > 0).await;
    let asked = hub.asked()[0].clone();
    check_all(&hub.denies(&topic, &asked.callback).await, 200);
    assert!(running.terminate().0.success());

    let log = std::fs::read_to_string(house.path().join("log")).expect("it logs");
    for seen in ["/feed.xml", "/drawing.png", "500", "TRACE", "/hub"] {
        assert!(log.contains(seen), "it says little: {seen}");
    }
    let token = asked.callback.rsplit('/').next().unwrap_or_default();
    let key = asked.secret.unwrap_or_default();
    assert_eq!((token.len(), key.len()), (64, 64));
    for secret in [
        token,
        &key,
        "feed-query",
        "topic-query",
        "hub-query",
        "page-query",
        "picture-query",
        "feed-cookie",
        "reader-cookie",
        "reader-key",
    ] {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret}");
    }
}
