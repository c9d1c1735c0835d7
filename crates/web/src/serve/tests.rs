//! What every route must keep to.

use axum::http::{Method, StatusCode};
use depesche_model::{Lang, TextPolicy, Translation};

use crate::Site;
use crate::house::{House, Outlet, Report, translation};
use crate::routes::{self, Format, Scope};

/// Every URL of a house in which article 1, the source `bote` and the section `stadt` exist.
fn every_path() -> Vec<String> {
    let mut paths = Vec::new();
    for route in routes::ALL {
        let name = match route.name {
            "section" => "stadt",
            "source" => "bote",
            "assets" => "theme.js",
            _ => "titel",
        };
        let path = route.path.replace("{slug}", name).replace("{id}", "1");
        let path = if route.name == "search" {
            format!("{path}?q=titel")
        } else {
            path
        };
        if route.scope == Scope::Edition {
            paths.push(format!("/en{path}"));
        }
        paths.push(path);
    }
    paths
}

#[tokio::test]
async fn nothing_is_written_but_where_the_list_of_routes_says_so() {
    let house = house_with(TextPolicy::Headline).await;
    let posted: Vec<_> = routes::ALL.iter().filter(|it| it.takes_post).collect();
    // Whoever adds one says here how it knows who writes.
    assert_eq!(posted.len(), 1, "{posted:?}");
    assert_eq!(posted[0].name, "websub", "by a token and a signature");
    for path in every_path() {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let is_taken = method == Method::POST && path.starts_with("/websub");
            let status = house.ask(method.clone(), &path, &[]).await.status;
            let is_refused = status == StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(is_refused, !is_taken, "{method} {path}: {status}");
        }
    }
}

async fn house_with(text: TextPolicy) -> House {
    let house = House::open().await;
    let section = house.section("stadt", "Stadt", "").await;
    let body = format!("{} SECRET", "Ein Satz, der etwas sagt. ".repeat(30));
    let report = Report {
        sections: vec![section],
        ..Report::new("Titel", &body)
    };
    let outlet = Outlet {
        lang: "da",
        ..Outlet::new("bote", text)
    };
    let ids = house.publish(&outlet, &[report]).await;
    let blocks = [format!("<p>{body}</p>"), String::new()];
    let blocks = blocks.each_ref().map(String::as_str);
    let translations = ["de", "en"].map(|lang| Translation {
        from: Lang::parse("da").expect("a tag"),
        ..translation(lang, "Titel", &body, &blocks)
    });
    house.translate(ids[0], &translations).await;
    house
}

#[tokio::test]
async fn every_route_answers_and_none_tells_what_the_policy_keeps() {
    let house = house_with(TextPolicy::Headline).await;
    for path in every_path().iter().filter(|path| {
        let is_made_for_others = ["/assets", "/websub", "/media"];
        !is_made_for_others
            .iter()
            .any(|start| path.starts_with(start))
    }) {
        let reply = house.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.body);
        reply.lacks(&["SECRET", "secret-key"]);
        assert!(
            reply
                .header("content-security-policy")
                .contains("default-src 'none'"),
            "{path}"
        );
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("set-cookie"), "", "{path}");
    }
    house_with(TextPolicy::Full)
        .await
        .get("/articles/1/titel")
        .await
        .has(&["SECRET"]);
}

#[tokio::test]
async fn a_private_source_is_on_no_page_and_in_no_feed() {
    let house = house_with(TextPolicy::Private).await;
    for path in every_path() {
        house
            .get(&path)
            .await
            .lacks(&["SECRET", "Titel<", "bote.example"]);
    }
}

#[tokio::test]
async fn a_page_asks_nobody_else_and_runs_nothing_of_its_own() {
    let house = house_with(TextPolicy::Full).await;
    for route in routes::ALL
        .iter()
        .filter(|route| route.format == Format::Html)
    {
        let path = route.path.replace("{slug}", "titel").replace("{id}", "1");
        let page = house.get(&path).await.body;
        for tag in page.split('<').skip(1) {
            let tag = tag.split('>').next().expect("a tag");
            let is_data = tag == "script type=\"application/ld+json\"";
            let is_loaded = (tag.starts_with("script") && !is_data)
                || tag.starts_with("img")
                || (tag.starts_with("link")
                    && (tag.contains("stylesheet") || tag.contains("preload")));
            assert!(!is_loaded || tag.contains("=\"/assets/"), "{path}: {tag}");
            assert!(
                !tag.contains(" style=") && !tag.contains(" onclick="),
                "{path}: {tag}"
            );
        }
        assert_eq!(page.matches("<h1").count(), 1, "{path}");
    }
}

#[tokio::test]
async fn who_has_a_page_hears_304_and_head_has_no_body() {
    let house = house_with(TextPolicy::Headline).await;
    let first = house.get("/").await;
    let etag = first.header("etag").to_owned();
    let again = house
        .ask(Method::GET, "/", &[("if-none-match", &etag)])
        .await;
    assert_eq!(
        (again.status, again.body.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
    let head = house.ask(Method::HEAD, "/", &[]).await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
    assert_eq!(head.header("etag"), etag);
    assert_eq!(head.header("content-length"), first.body.len().to_string());
    let post = house.ask(Method::POST, "/", &[]).await;
    assert_eq!(post.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn pages_travel_compressed_and_assets_stay_for_ever() {
    let house = house_with(TextPolicy::Headline).await;
    let page = house
        .ask(Method::GET, "/", &[("accept-encoding", "gzip, br")])
        .await;
    assert_eq!(page.header("content-encoding"), "br");
    assert_eq!(page.header("vary"), "Accept-Encoding");
    let plain = house.get("/").await;
    let css = plain
        .body
        .split("href=\"")
        .find(|rest| rest.contains(".css\""))
        .expect("a sheet");
    let css = house.get(css.split('"').next().expect("a link")).await;
    assert_eq!(
        css.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(css.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(
        house.get("/assets/look-00000000.css").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn what_no_route_has_is_a_page_with_a_way_back_in_its_edition() {
    let house = House::open().await;
    for (path, title) in [
        ("/nowhere", "Hier steht nichts"),
        ("/en/x/y", "Nothing here"),
    ] {
        let reply = house.get(path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
        reply.has(&[title]);
    }
    let problem = house.get("/sections/none.json").await;
    assert_eq!(problem.status, StatusCode::NOT_FOUND);
    assert_eq!(problem.header("content-type"), "application/problem+json");
    assert_eq!(house.get("/en").await.header("location"), "/en/");
}

#[tokio::test]
async fn while_the_store_is_away_kept_pages_stay_and_others_say_so() {
    let house = house_with(TextPolicy::Headline).await;
    house.get("/").await;
    house.store.close().await;
    let health = house.get("/healthz").await;
    assert!(health.status.is_server_error(), "{}", health.status);
    let other = house.get("/latest").await;
    assert!(other.status.is_server_error(), "{}", other.status);
    assert_eq!(other.header("cache-control"), "no-store");
    assert_eq!(house.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn without_a_base_url_links_follow_a_host_that_is_one() {
    let house = House::with(Site::default()).await;
    let robots = |host| {
        let house = &house;
        async move {
            house
                .ask(Method::GET, "/robots.txt", &[("host", host)])
                .await
                .body
        }
    };
    assert!(
        robots("a.example:81")
            .await
            .contains("Sitemap: http://a.example:81/sitemap.xml")
    );
    assert!(robots("b.example").await.contains("http://b.example/"));
    assert!(!robots("b.example/evil").await.contains("evil"));
}

#[tokio::test]
async fn the_front_page_keeps_its_budget() {
    let house = House::open().await;
    let reports: Vec<Report> = (0..60)
        .map(|number| {
            Report::new(
                &format!("Rechenzentrum am Hafen: Betreiber halbiert den Strombedarf {number}"),
                &"Statt 240 will das Werk nur noch 120 Megawatt anschließen. ".repeat(5),
            )
        })
        .collect();
    house
        .publish(&Outlet::new("bote", TextPolicy::Headline), &reports)
        .await;
    let page = house.get("/").await.body.len();
    let site = Site::default();
    let bytes_of = |part: &str| -> usize {
        crate::theme::assets(&site)
            .iter()
            .filter(|path| path.contains(part))
            .filter_map(|path| crate::theme::asset(&site, path))
            .map(|bytes| bytes.len())
            .sum()
    };
    let words = page + bytes_of(".css");
    // Uncompressed; over the wire it is a third.
    assert!(words <= 36_000, "HTML and CSS: {words} bytes");
    assert!(words + bytes_of("theme") + bytes_of("serif") <= 120_000);
}

#[tokio::test]
async fn what_a_page_does_not_read_makes_no_other_answer() {
    let house = house_with(TextPolicy::Headline).await;
    let mut known = Vec::new();
    for path in ["/", "/about", "/latest", "/articles/1/titel"] {
        known.push((path, house.get(path).await.body));
    }
    let feed = house.get("/latest.atom").await.body;
    assert_eq!(house.get("/latest.atom?q=x").await.body, feed);
    // Without the store there is only what is kept.
    house.store.close().await;
    for (path, body) in known {
        let again = house.get(&format!("{path}?q=1&utm_source=x")).await;
        assert_eq!(again.status, StatusCode::OK, "{path}");
        assert_eq!(again.body, body, "{path}");
    }
    let again = house.get("/about?before=2").await;
    assert_eq!(again.status, StatusCode::OK);
    let another_part = house.get("/latest?before=5-1").await;
    assert!(another_part.status.is_server_error());
}

#[tokio::test]
async fn what_leads_elsewhere_is_not_kept() {
    let house = house_with(TextPolicy::Headline).await;
    let moved = house.get("/articles/1/x").await;
    assert_eq!(moved.header("location"), "/articles/1/titel");
    house.store.close().await;
    let again = house.get("/articles/1/x").await;
    assert!(again.status.is_server_error(), "{}", again.status);
}

#[tokio::test]
async fn who_we_are_counts_what_is_public() {
    let house = house_with(TextPolicy::Headline).await;
    house
        .publish(
            &Outlet::new("diary", TextPolicy::Private),
            &[Report::new("Mine", "Text.")],
        )
        .await;
    house
        .get("/about")
        .await
        .has(&["eine Quelle und ein Artikel."]);
}
