//! The real executable, as an operator meets it: what it says, and how it ends.

#[path = "house/mod.rs"]
mod house;
#[path = "binary/logs.rs"]
mod logs;
#[path = "binary/translate.rs"]
mod translate;

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::{ExitStatus, Output, Stdio};
use std::time::Duration;

use house::{House, Running, free_port, get};

/// Loopback may be fetched from, at will.
const LOOPBACK: &str =
    "[fetch]\nallow_private = [\"127.0.0.0/8\"]\nmin_interval = \"0s\"\ntimeout = \"5s\"\n";

/// What a command said.
#[derive(Debug)]
struct Answer {
    status: ExitStatus,
    stdout: String,
    stderr: String,
}

impl Answer {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self {
            status: output.status,
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }
}

/// Runs a command line to its end.
fn run(house: &House, arguments: &[&str]) -> Answer {
    Answer::of(
        &house
            .command(arguments)
            .output()
            .expect("the executable starts"),
    )
}

/// Runs a command line that reads these bytes.
fn run_on(house: &House, arguments: &[&str], input: &[u8]) -> Answer {
    let mut command = house.command(arguments);
    let mut child = command
        .stdin(Stdio::piped())
        .spawn()
        .expect("the executable starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    stdin.write_all(input).expect("it reads what it is given");
    drop(stdin);
    Answer::of(&child.wait_with_output().expect("the executable ends"))
}

/// Starts `serve` and waits until it answers.
fn serve(house: &House) -> Running {
    serve_on(house, "127.0.0.1", free_port())
}

/// Starts `serve` on an address that loopback leads to.
fn serve_on(house: &House, address: &str, port: u16) -> Running {
    let listen = format!("{address}:{port}");
    Running::start(house.command(&["serve", "--listen", &listen]), port)
}

/// The status of the front page.
fn front(running: &Running) -> u16 {
    get(running.port(), "/").expect("it answers").0
}

/// A web server that answers every request with the same document, as long as the test runs.
fn web_of(content_type: &'static str, document: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has free ports");
    let port = listener.local_addr().expect("it has an address").port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let request = BufReader::new(&stream).lines().map_while(Result::ok);
            let _ = request.take_while(|line| !line.is_empty()).count();
            let length = document.len();
            // Who hangs up does not want the answer.
            drop(write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\
                 Connection: close\r\n\r\n{document}"
            ));
        }
    });
    port
}

/// Asserts that it failed and said so in one line that holds all of `words`.
fn refused(answer: &Answer, words: &[&str]) {
    assert!(!answer.status.success(), "{answer:?}");
    assert_ne!(answer.status.code(), Some(101), "it panicked: {answer:?}");
    assert_eq!(
        answer.stderr.trim().lines().count(),
        1,
        "one sentence is enough: {answer:?}"
    );
    for word in words {
        assert!(
            answer.stderr.contains(word),
            "`{word}` is not in {answer:?}"
        );
    }
}

#[test]
fn help_lists_the_commands() {
    let answer = run(&House::new(""), &["--help"]);
    assert!(answer.status.success(), "{answer:?}");
    for command in [
        "serve", "demo", "add", "import", "export", "sources", "move", "fetch", "read", "search",
        "policy", "section", "doctor", "backup", "restore", "config",
    ] {
        assert!(
            answer.stdout.contains(&format!("\n  {command} ")),
            "{command}: {answer:?}"
        );
    }
}

#[test]
fn an_unknown_command_names_the_nearest() {
    let answer = run(&House::new(""), &["serv"]);
    assert_eq!(answer.status.code(), Some(2), "{answer:?}");
    assert!(answer.stderr.contains("serve"), "{answer:?}");
}

#[test]
fn an_unknown_option_names_its_line_and_the_nearest_key() {
    let house = House::new("[fetch]\nmin_intervall = \"1h\"\n");
    refused(
        &run(&house, &["config"]),
        &["line 2", "min_intervall", "min_interval"],
    );
    let house = House::new("[serve]\nlisten = 80\n");
    refused(&run(&house, &["config"]), &["line 2"]);
}

#[test]
fn an_unknown_variable_of_ours_is_an_error() {
    let house = House::new("");
    let mut command = house.command(&["config"]);
    let output = command
        .env("DEPESCHE_FETCH_MIN_INTERVALL", "1h")
        .output()
        .expect("it starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success());
    assert!(said.contains("DEPESCHE_FETCH_MIN_INTERVAL"), "{said}");
}

#[test]
fn a_second_process_on_the_same_folder_is_refused() {
    let house = House::new("");
    let running = serve(&house);
    let listen = format!("127.0.0.1:{}", free_port());
    let second = run(&house, &["serve", "--listen", &listen]);
    assert!(!second.status.success(), "{second:?}");
    assert!(
        second.stderr.contains("depesche-data"),
        "it names the folder: {second:?}"
    );
    assert_eq!(front(&running), 200, "the first one goes on");
}

#[test]
fn what_is_no_url_is_refused() {
    refused(
        &run(&House::new(LOOPBACK), &["add", "not a url"]),
        &["not a url"],
    );
    refused(
        &run(&House::new(LOOPBACK), &["add", "ftp://127.0.0.1/feed"]),
        &["http"],
    );
}

#[test]
fn a_dead_host_is_refused() {
    let address = format!("http://127.0.0.1:{}/feed", free_port());
    refused(&run(&House::new(LOOPBACK), &["add", &address]), &[&address]);
}

#[test]
fn a_private_address_is_refused_unless_it_is_allowed() {
    let address = format!("http://127.0.0.1:{}/feed", web_of("text/html", "<p>inside"));
    refused(
        &run(&House::new(""), &["add", &address]),
        &["allow_private"],
    );
}

#[test]
fn a_page_without_a_feed_is_refused() {
    let page = "<!doctype html><title>Town</title><p>No feed here.";
    let address = format!("http://127.0.0.1:{}/", web_of("text/html", page));
    refused(&run(&House::new(LOOPBACK), &["add", &address]), &[&address]);
}

#[test]
fn a_feed_is_added_fetched_and_found() {
    let feed = "<rss version=\"2.0\"><channel><title>Town News</title><link>http://127.0.0.1/</link>\
        <item><guid>1</guid><title>Bridge opened on Sunday</title>\
        <description>The new bridge is open.</description></item></channel></rss>";
    let house = House::new(LOOPBACK);
    let address = format!(
        "http://127.0.0.1:{}/feed",
        web_of("application/rss+xml", feed)
    );
    for arguments in [vec!["add", &address], vec!["fetch", "--now"]] {
        let answer = run(&house, &arguments);
        assert!(answer.status.success(), "{arguments:?}: {answer:?}");
    }
    let found = run(&house, &["search", "--json", "bridge"]);
    assert!(
        found.stdout.contains("Bridge opened on Sunday"),
        "{found:?}"
    );
    let sources = run(&house, &["sources", "--json"]);
    assert!(sources.stdout.contains("Town News"), "{sources:?}");
}

#[test]
fn garbage_is_no_feed_and_no_success() {
    let house = House::new("");
    let whole = (0..=255).cycle().take(5000).collect::<Vec<u8>>();
    for garbage in [&b""[..], b"\0\xff\xfe", b"<<<<>>>", b"{\"a\":", &whole] {
        let answer = run_on(&house, &["read", "feed", "-"], garbage);
        assert_ne!(answer.status.code(), Some(101), "it panicked: {answer:?}");
        if answer.status.success() {
            let read: serde_json::Value =
                serde_json::from_str(&answer.stdout).expect("it prints one JSON object");
            let complaints = read["complaints"].as_array().expect("there are complaints");
            assert!(!complaints.is_empty(), "{answer:?}");
        } else {
            assert!(!answer.stderr.trim().is_empty(), "{answer:?}");
        }
    }
}

#[test]
fn a_feed_from_stdin_is_printed_as_one_object() {
    let feed = b"<rss version='2.0'><channel><title>T</title><item><title>One</title></item>";
    let answer = run_on(&House::new(""), &["read", "feed", "-"], feed);
    let read: serde_json::Value = serde_json::from_str(&answer.stdout).expect("it is JSON");
    assert_eq!(read["entries"][0]["title"], "One");
    assert!(
        !read["complaints"].as_array().expect("a list").is_empty(),
        "it is cut off"
    );
}

#[test]
fn sigterm_ends_serving_in_time_and_with_success() {
    let (status, time) = serve(&House::new("")).terminate();
    assert!(status.success(), "{status:?}");
    assert!(time < Duration::from_secs(10), "{time:?}");
}

#[test]
fn after_kill_9_it_serves_again() {
    let house = House::new("");
    let running = serve(&house);
    assert_eq!(front(&running), 200);
    drop(running);
    let running = serve(&house);
    assert_eq!(front(&running), 200);
    assert!(running.terminate().0.success());
}

#[test]
fn a_backup_is_taken_while_serving_and_restores() {
    let house = House::new("");
    let running = serve(&house);
    let taken = run(&house, &["backup", "copy"]);
    assert!(taken.status.success(), "{taken:?}");
    assert!(house.path().join("copy").exists());
    let refused = run(&house, &["restore", "copy"]);
    assert!(
        !refused.status.success(),
        "not under a running portal: {refused:?}"
    );
    drop(running);

    let other = House::new("");
    let copy = house.path().join("copy");
    let restored = run(&other, &["restore", &copy.to_string_lossy()]);
    assert!(restored.status.success(), "{restored:?}");
    assert_eq!(front(&serve(&other)), 200);
}
