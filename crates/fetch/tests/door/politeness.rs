//! What a site may ask of us, and what it never has to ask for.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::Duration;

use depesche_fetch::{Client, FetchError, Fetched, Settings, site_key};
use jiff::Timestamp;
use url::Url;

use crate::server::{Server, answer, client, get, say, settings};

/// A clock that is turned by hand.
#[derive(Clone, Default)]
struct Hours(Arc<AtomicI64>);

impl Hours {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::Relaxed)).expect("a small number")
    }

    fn turn_to(&self, seconds: i64) {
        self.0.store(seconds, Ordering::Relaxed);
    }

    fn client(&self) -> Client {
        let clock = self.clone();
        Client::new(settings(), Arc::new(move || clock.now()))
    }
}

/// Asks for all of them at once, and says how many the server saw at the same time.
async fn most_at_once(hosts: &[&str]) -> usize {
    let (now, most) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    let server = {
        let (now, most) = (Arc::clone(&now), Arc::clone(&most));
        Server::start(move |_, stream| {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            sleep(Duration::from_millis(20));
            now.fetch_sub(1, Ordering::SeqCst);
            say(stream, &answer(200, &[], b""));
        })
    };
    let client = client(settings());
    let tasks: Vec<_> = hosts
        .iter()
        .map(|host| {
            let (client, url) = (client.clone(), server.url(host, "/"));
            tokio::spawn(async move { get(&client, &url).await.map(drop) })
        })
        .collect();
    for task in tasks {
        task.await.expect("it ends").expect("it answers");
    }
    most.load(Ordering::SeqCst)
}

#[tokio::test]
async fn a_host_is_asked_by_one_at_a_time() {
    assert_eq!(most_at_once(&["a.example"; 5]).await, 1);
}

#[tokio::test]
async fn a_site_is_asked_by_two_at_a_time() {
    let hosts = [
        "a.one.example",
        "b.one.example",
        "c.one.example",
        "d.one.example",
    ];
    assert_eq!(most_at_once(&hosts).await, 2);
}

#[tokio::test]
async fn different_sites_do_not_wait_for_each_other() {
    let hosts = [
        "one.example",
        "two.example",
        "three.example",
        "four.example",
    ];
    assert!(most_at_once(&hosts).await > 2);
}

fn busy(headers: &'static [&'static str], status: u16) -> Server {
    Server::start(move |asked, stream| match asked.path() {
        "/busy" => say(stream, &answer(status, headers, b"")),
        _ => say(stream, &answer(200, &[], b"")),
    })
}

async fn waits(client: &Client, url: &Url) -> Option<u64> {
    match get(client, url).await {
        Ok(Fetched::Fresh(_)) => None,
        Ok(Fetched::Later { retry_after, .. }) => {
            Some(retry_after.map_or(0, |wait| wait.as_secs()))
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_site_that_asks_for_time_gets_it_for_all_its_hosts() {
    let (server, hours) = (busy(&["retry-after: 3600"], 429), Hours::default());
    let client = hours.client();
    assert_eq!(
        waits(&client, &server.url("a.one.example", "/busy")).await,
        Some(3600)
    );
    let sister = server.url("b.one.example", "/");
    hours.turn_to(600);
    assert_eq!(waits(&client, &sister).await, Some(3000));
    let posted = client.post(&sister, &[]).await;
    assert!(
        matches!(posted, Err(FetchError::LeftAlone { .. })),
        "{posted:?}"
    );
    assert_eq!(server.connections(), 1);
    assert_eq!(waits(&client, &server.url("two.example", "/")).await, None);
    hours.turn_to(3600);
    assert_eq!(waits(&client, &sister).await, None);
}

#[tokio::test]
async fn a_pause_can_be_kept_over_a_restart() {
    let (server, hours) = (
        busy(&["retry-after: Thu, 01 Jan 1970 02:00:00 GMT"], 503),
        Hours::default(),
    );
    let before = hours.client();
    assert_eq!(
        waits(&before, &server.url("one.example", "/busy")).await,
        Some(7200)
    );
    let kept = before.pauses();
    let expected = Timestamp::from_second(7200).expect("a small number");
    assert_eq!(kept, [("one.example".to_owned(), expected)]);
    let after = hours.client();
    for (key, until) in kept {
        after.pause(&key, until);
    }
    let url = server.url("www.one.example", "/");
    assert_eq!(after.paused_until(&url), Some(expected));
    assert_eq!(waits(&after, &url).await, Some(7200));
}

#[tokio::test]
async fn a_429_without_more_words_pauses_the_site_for_a_while() {
    let (server, hours) = (busy(&[], 429), Hours::default());
    let client = hours.client();
    assert_eq!(
        waits(&client, &server.url("a.one.example", "/busy")).await,
        Some(0)
    );
    assert_eq!(
        waits(&client, &server.url("b.one.example", "/")).await,
        Some(900)
    );
    // A 503 speaks of one machine.
    let server = busy(&[], 503);
    assert_eq!(
        waits(&client, &server.url("a.two.example", "/busy")).await,
        Some(0)
    );
    assert_eq!(
        waits(&client, &server.url("b.two.example", "/")).await,
        None
    );
}

#[tokio::test]
async fn another_no_with_a_time_counts_for_its_url_alone() {
    let (server, hours) = (busy(&["retry-after: 60"], 403), Hours::default());
    let client = hours.client();
    assert_eq!(
        waits(&client, &server.url("one.example", "/busy")).await,
        Some(60)
    );
    assert_eq!(waits(&client, &server.url("one.example", "/")).await, None);
}

#[tokio::test]
async fn on_a_private_host_only_the_url_is_left_alone() {
    let (server, hours) = (busy(&["retry-after: 60"], 429), Hours::default());
    let client = hours.client();
    let busy = server.url("127.0.0.1", "/busy");
    assert_eq!(waits(&client, &busy).await, Some(60));
    assert_eq!(waits(&client, &server.url("127.0.0.1", "/")).await, None);
    assert_eq!(waits(&client, &busy).await, Some(60));
    assert_eq!(server.connections(), 2);
    assert_eq!(client.pauses()[0].0, site_key(&busy));
}

#[tokio::test]
async fn hosts_that_do_not_answer_leave_half_of_the_places_to_the_others() {
    let dead = Server::start(|_, _| sleep(Duration::from_mins(1)));
    let alive = Server::saying(answer(200, &[], b""));
    let client = client(Settings {
        timeout: Duration::from_millis(200),
        max_in_flight: 2,
        ..settings()
    });
    let urls: Vec<_> = (0..4)
        .map(|n| dead.url(&format!("dead{n}.example"), "/"))
        .collect();
    for url in &urls {
        assert!(!client.is_slow(url));
        let fetched = get(&client, url).await;
        assert!(
            matches!(fetched, Err(FetchError::TimedOut { .. })),
            "{fetched:?}"
        );
        assert!(client.is_slow(url));
    }
    let given_up = Arc::<AtomicUsize>::default();
    for url in urls {
        let (client, given_up) = (client.clone(), Arc::clone(&given_up));
        tokio::spawn(async move {
            let _ = get(&client, &url).await;
            given_up.fetch_add(1, Ordering::SeqCst);
        });
    }
    tokio::task::yield_now().await;
    let url = alive.url("alive.example", "/");
    get(&client, &url).await.expect("it answers");
    assert!(given_up.load(Ordering::SeqCst) <= 1);
    assert!(!client.is_slow(&url));
}

#[tokio::test]
async fn an_exchange_that_takes_long_goes_on_aside() {
    let (go_on, waiting) = std::sync::mpsc::channel();
    let waiting = std::sync::Mutex::new(waiting);
    let slow = Server::start(move |_, stream| {
        let waiting = waiting.lock().expect("nobody panics");
        waiting.recv().expect("the test says when");
        say(stream, &answer(200, &[], b"late"));
    });
    let quick = Server::saying(answer(200, &[], b"early"));
    let client = client(Settings {
        max_in_flight: 1,
        patience: Duration::from_millis(20),
        ..settings()
    });
    let late = {
        let (client, url) = (client.clone(), slow.url("slow.example", "/"));
        tokio::spawn(async move { get(&client, &url).await })
    };
    tokio::task::yield_now().await;
    // The only place was taken, and is free again.
    let early = get(&client, &quick.url("quick.example", "/")).await;
    assert!(matches!(early, Ok(Fetched::Fresh(_))), "{early:?}");
    drop(early);
    assert!(!late.is_finished());
    go_on.send(()).expect("the server waits");
    let late = late.await.expect("it ends");
    let Ok(Fetched::Fresh(late)) = late else {
        panic!("{late:?}");
    };
    assert!(late.place.is_some());
}

#[tokio::test]
async fn nobody_waits_long_for_an_address_that_leads_nowhere() {
    // Two addresses of one name: at the first, nobody listens.
    let server = Server::start_at(Ipv4Addr::new(127, 0, 0, 3).into(), |_, stream| {
        say(stream, &answer(200, &[], b""));
    });
    let server = server.expect("a free port");
    let mut settings = settings();
    for last in [2, 3] {
        let address = Ipv4Addr::new(127, 0, 0, last);
        settings
            .resolve
            .push(("two.example".to_owned(), address.into()));
    }
    let fetched = get(&client(settings), &server.url("two.example", "/")).await;
    assert!(matches!(fetched, Ok(Fetched::Fresh(_))), "{fetched:?}");
}
