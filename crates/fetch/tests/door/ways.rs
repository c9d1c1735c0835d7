//! The way of a request: what it carries, and where it lets itself be led.

use depesche_fetch::{FetchError, Fetched, Request, Settings, Want};
use depesche_model::Validators;

use crate::server::{Server, answer, client, get, get_as, say, settings};

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

fn redirect(status: u16, to: &str) -> Vec<u8> {
    let cookie = "set-cookie: id=7; Path=/";
    answer(status, &[&format!("location: {to}"), cookie], b"")
}

#[tokio::test]
async fn a_request_says_who_we_are_and_nothing_else() {
    let server = Server::start(|asked, stream| match asked.path() {
        "/feed?a=b" => say(stream, &redirect(302, "/next")),
        _ => say(stream, OK.as_bytes()),
    });
    let mut url = server.url("a.example", "/feed?a=b#part");
    url.set_username("user").expect("http URLs have users");
    url.set_password(Some("secret")).expect("and passwords");
    get(&client(settings()), &url).await.expect("it answers");
    let asked = server.asked();
    assert_eq!(asked.len(), 2);
    assert_eq!(asked[0].path(), "/feed?a=b");
    let expected = ["accept", "accept-encoding", "host", "user-agent"];
    for asked in asked {
        let lines = asked.head.lines().skip(1);
        let mut names: Vec<_> = lines
            .filter_map(|line| Some(line.split_once(": ")?.0.to_ascii_lowercase()))
            .collect();
        names.sort();
        assert_eq!(names, expected);
        let agent = asked.header("user-agent");
        assert_eq!(agent, Some("Depesche/1 (+https://portal.example/about)"));
    }
}

#[tokio::test]
async fn validators_go_out_as_they_came_in() {
    let server = Server::saying("HTTP/1.1 304 \r\netag: \"new\"\r\nconnection: close\r\n\r\n");
    let validators = Validators {
        etag: Some("W/\"odd  one".to_owned()),
        last_modified: Some("yesterday, about noon".to_owned()),
    };
    let request = Request {
        url: &server.url("a.example", "/"),
        want: Want::Feed,
        validators: &validators,
    };
    let fetched = client(settings()).get(request).await;
    let Ok(Fetched::NotModified { validators, .. }) = fetched else {
        panic!("{fetched:?}");
    };
    assert_eq!(validators.etag.as_deref(), Some("\"new\""));
    let asked = &server.asked()[0];
    assert_eq!(asked.header("if-none-match"), Some("W/\"odd  one"));
    let since = asked.header("if-modified-since");
    assert_eq!(since, Some("yesterday, about noon"));
}

#[tokio::test]
async fn a_circle_ends_after_five_redirects() {
    let server = Server::saying(redirect(302, "/again"));
    let fetched = get(&client(settings()), &server.url("a.example", "/")).await;
    assert_eq!(fetched.err(), Some(FetchError::TooManyRedirects(5)));
    assert_eq!(server.asked().len(), 6);
}

#[tokio::test]
async fn a_move_for_good_is_told_even_with_a_304() {
    let server = Server::start(|asked, stream| match asked.path() {
        "/old" => say(stream, &redirect(301, "/newer")),
        "/newer" => say(stream, &redirect(308, "/new#top")),
        "/once" => say(stream, &redirect(302, "/old")),
        _ => say(stream, b"HTTP/1.1 304 \r\nconnection: close\r\n\r\n"),
    });
    let client = client(settings());
    let check = async |path, expected: Option<&str>| {
        let fetched = get(&client, &server.url("a.example", path)).await;
        let Ok(Fetched::NotModified { moved_to, .. }) = fetched else {
            panic!("{fetched:?}");
        };
        assert_eq!(moved_to.as_ref().map(url::Url::path), expected, "{path}");
        assert!(moved_to.is_none_or(|url| url.fragment().is_none()));
    };
    check("/old", Some("/new")).await;
    check("/new", None).await;
    check("/new#part", None).await;
    check("/once", None).await;
}

#[tokio::test]
async fn what_an_answer_says_of_itself_is_told() {
    let headers = [
        "link: <https://hub.example/>; rel=\"hub\"",
        "link: </self>; rel=self",
        "x-robots-tag: noarchive",
        "x-robots-tag: otherbot: noindex",
        "tdm-reservation: 1",
        "tdm-policy: https://a.example/policy.json",
        "cache-control: max-age=600",
    ];
    let server = Server::saying(answer(200, &headers, b"<rss/>"));
    let fetched = get(&client(settings()), &server.url("a.example", "/")).await;
    let Ok(Fetched::Fresh(answer)) = fetched else {
        panic!("{fetched:?}");
    };
    let hub = "<https://hub.example/>; rel=\"hub\"";
    assert_eq!(answer.signs.links, [hub, "</self>; rel=self"]);
    assert_eq!(answer.signs.robots_tag, ["noarchive", "otherbot: noindex"]);
    assert_eq!(answer.signs.tdm_reservation.as_deref(), Some("1"));
    let policy = Some("https://a.example/policy.json");
    assert_eq!(answer.signs.tdm_policy.as_deref(), policy);
    assert_eq!(answer.fresh_for.map(|fresh| fresh.as_secs()), Some(600));
}

#[tokio::test]
async fn a_form_is_posted_and_posted_again_where_a_307_leads() {
    let server = Server::start(|asked, stream| match asked.path() {
        "/hub" => say(stream, &redirect(307, "/moved")),
        "/moved" => say(stream, &redirect(308, "/here")),
        "/see" => say(stream, &redirect(302, "/here")),
        _ => say(stream, &answer(202, &[], b"accepted")),
    });
    let client = client(settings());
    let form = [
        ("hub.mode", "subscribe"),
        ("hub.topic", "https://a.example/ä&b"),
    ];
    let posted = client.post(&server.url("a.example", "/hub"), &form).await;
    let posted = posted.expect("the hub answers");
    assert_eq!((posted.status, posted.body), (202, b"accepted".to_vec()));
    let asked = server.asked();
    assert_eq!(asked.len(), 3);
    for asked in asked {
        assert!(asked.head.starts_with("POST "));
        let expected = "hub.mode=subscribe&hub.topic=https%3A%2F%2Fa.example%2F%C3%A4%26b";
        assert_eq!(asked.body, expected);
    }
    let posted = client.post(&server.url("a.example", "/see"), &form).await;
    assert_eq!(posted.expect("the hub answers").status, 302);
    assert_eq!(server.asked().len(), 4);
}

#[tokio::test]
async fn the_portal_never_asks_itself() {
    let own = Server::saying(OK);
    let to_own = own.url("PORTAL.example.", "/").to_string();
    let server = Server::saying(redirect(301, &to_own));
    let client = client(Settings {
        own: vec!["Portal.example".to_owned()],
        ..settings()
    });
    for url in [own.url("portal.example", "/"), server.url("a.example", "/")] {
        for want in [Want::Feed, Want::Page, Want::Text, Want::Image] {
            let fetched = get_as(&client, &url, want).await;
            assert!(matches!(fetched, Err(FetchError::Own(_))), "{fetched:?}");
        }
    }
    assert_eq!(own.connections(), 0);
}
