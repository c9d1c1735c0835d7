//! Pages that hold no article, that lose it, and that change: what readers see of all that.

use depesche_model::{ArticleId, TextPolicy};
use depesche_store::poll::PageSeen;
use depesche_world::{Answer, Feed, Item};
use jiff::SignedDuration;

use super::Whole;

const TEASER: &str = "The council heard four experts.";

const PARAGRAPHS: [&str; 4] = [
    "The council met on Tuesday evening and heard four experts on the matter of the old lock \
     gates, which have not closed fully since the spring tides.",
    "Repairs would take eleven weeks, the port office said, and could begin in March at the \
     earliest; until then the inner basin stays open to the tide twice a day.",
    "A second report, on the foundations of the western wall, is due before the end of the year.",
    "Two members asked why the gates had not been looked at in the years before; the office said \
     that it had asked for the money each time, and had been refused it each time.",
];

const CONSENT: &str = "<h2>We value your privacy</h2><p>We and our 812 partners store cookies on \
    your device and process personal data for advertising, tracking and audience research. You \
    may give your consent or object to it at any time in our privacy policy; some partners rely \
    on legitimate interest instead of consent.</p><script src=/onetrust.js></script>";

fn item() -> Item {
    Item::new("Lock gates need repairs").with_teaser(TEASER)
}

/// A page with these paragraphs in an article, and this in its head and behind it.
fn page(head: &str, paragraphs: &[&str], behind: &str) -> Answer {
    let text = paragraphs.join("</p>\n<p>");
    Answer::html(format!(
        "<html lang=en><head><title>Lock gates need repairs</title>{head}</head>\
         <body><article><h1>Lock gates need repairs</h1><p>{text}</p></article>{behind}</body></html>"
    ))
}

fn whole_page() -> Answer {
    page("", &PARAGRAPHS, "")
}

/// The article's page is a shell whose form for telephones is that of the article at this path.
fn put_shell(feed: &Feed, canonical: &str) {
    let site = feed.site();
    let head = "<title>a</title><link rel=amphtml href=/amp/gates><script src=/a.js></script>";
    let shell = Answer::html(format!("{head}<div id=root></div>"));
    site.put(&item().path(), shell);
    let canonical = format!("<link rel=canonical href='{}'>", site.url(canonical));
    site.put("/amp/gates", page(&canonical, &PARAGRAPHS, ""));
}

/// A source with one teaser whose page answers so.
async fn begun(answer: Answer) -> (Whole, Feed) {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.teaser().add(item());
    feed.site().put(&item().path(), answer);
    whole.subscribe(&feed, TextPolicy::Full).await;
    whole.run().await;
    (whole, feed)
}

impl Whole {
    /// What the portal shows of the article.
    async fn shown(&self) -> super::Page {
        self.get("/articles/1/lock-gates-need-repairs").await
    }

    async fn versions(&self) -> usize {
        let versions = self.house.store.versions(ArticleId(1)).await;
        versions.expect("the store reads").len()
    }

    async fn remembered(&self) -> PageSeen {
        let seen = self.house.store.page_seen(ArticleId(1)).await;
        seen.expect("the store reads")
    }

    async fn obstacle(&self) -> Option<String> {
        self.remembered().await.obstacle.map(|(word, _)| word)
    }
}

fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

fn asked(feed: &Feed, path: &str) -> usize {
    let requests = feed.requests();
    requests
        .iter()
        .filter(|request| request.path_only() == path)
        .count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wall_in_place_of_the_page_leaves_the_feeds_text() {
    for (wall, word) in [
        (page("", &[], CONSENT), "consent"),
        (
            Answer::html("<title>Just a moment...</title><div id=px-captcha></div>"),
            "bot check",
        ),
        (
            Answer::html("<title>a</title><div id=sec-if-cpt-container>Checking</div>"),
            "bot check",
        ),
        (
            Answer::html("<title>a</title><script src=/a.js></script><div id=root></div>"),
            "shell",
        ),
    ] {
        let (whole, _feed) = begun(wall).await;
        assert_eq!(whole.obstacle().await.as_deref(), Some(word));
        let page = whole.shown().await;
        assert!(page.text.contains(TEASER), "{word}: {}", page.text);
        assert!(!page.text.contains("812 partners"), "{word}");
        assert_eq!(whole.versions().await, 1, "{word}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_beside_a_banner_is_shown() {
    let (whole, _feed) = begun(page("", &PARAGRAPHS, &format!("<div>{CONSENT}</div>"))).await;
    let page = whole.shown().await;
    assert!(page.text.contains("western wall") && !page.text.contains("812 partners"));
    assert_eq!(whole.obstacle().await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shell_has_a_second_chance_in_its_form_for_telephones() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.teaser().add(item());
    put_shell(&feed, &item().path());
    whole.subscribe(&feed, TextPolicy::Full).await;
    whole.run().await;
    assert!(whole.shown().await.text.contains("western wall"));
    assert_eq!(asked(&feed, "/amp/gates"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_chance_is_taken_only_where_robots_allow_and_it_is_the_same_article() {
    for (robots, canonical, times) in [
        ("User-agent: *\nDisallow: /amp/\n", None, 0),
        ("", Some("/articles/another"), 1),
    ] {
        let mut whole = Whole::start().await;
        let feed = whole.world.feed("a").await;
        feed.teaser().add(item());
        feed.site().robots(robots);
        put_shell(&feed, canonical.unwrap_or(&item().path()));
        whole.subscribe(&feed, TextPolicy::Full).await;
        whole.run().await;
        assert!(
            !whole.shown().await.text.contains("western wall"),
            "{robots}"
        );
        assert_eq!(asked(&feed, "/amp/gates"), times, "{robots}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_goes_behind_a_paywall_stays() {
    let paid = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Lock \
        gates need repairs\",\"isAccessibleForFree\":false}</script>";
    let (mut whole, feed) = begun(whole_page()).await;
    assert_eq!(whole.versions().await, 2);
    feed.site().put(
        &item().path(),
        page(paid, &PARAGRAPHS[..1], "<p>Subscribe to read on.</p>"),
    );
    whole.after(hours(2)).await;
    let since = whole.remembered().await.obstacle;
    assert_eq!(
        since.as_ref().map(|(word, _)| word.as_str()),
        Some("paywall")
    );
    assert!(whole.shown().await.text.contains("western wall"));
    assert_eq!(whole.versions().await, 2);
    let versions = whole.get("/articles/1/versions").await;
    assert!(
        versions.text.contains("hinter einer Bezahlschranke"),
        "{}",
        versions.text
    );
    // It is noted once, and no more when it ends.
    whole.after(hours(7)).await;
    assert_eq!(whole.remembered().await.obstacle, since);
    feed.site().put(&item().path(), whole_page());
    whole.after(hours(24)).await;
    assert_eq!(whole.obstacle().await, None);
    assert_eq!(whole.versions().await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_is_gone_when_its_page_is_missing_on_two_days() {
    for missing in [
        Answer::html("<title>404</title>").with_status(404),
        Answer::html("<title>Page not found</title><h1>Sorry</h1>"),
        Answer::redirect(302, "/"),
    ] {
        let (mut whole, feed) = begun(whole_page()).await;
        feed.site().put(&item().path(), missing.clone());
        whole.after(hours(2)).await;
        assert!(whole.remembered().await.missing_since.is_some());
        assert_eq!(whole.shown().await.status, 200);
        whole.after(hours(20)).await;
        assert_eq!(whole.shown().await.status, 200);
        whole.after(hours(8)).await;
        let page = whole.shown().await;
        assert_eq!(page.status, 410);
        assert!(!page.text.contains("western wall"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_back_the_next_day_was_only_missing() {
    let (mut whole, feed) = begun(whole_page()).await;
    feed.site().put(&item().path(), Answer::status(404));
    whole.after(hours(2)).await;
    feed.site().put(&item().path(), whole_page());
    whole.after(hours(30)).await;
    assert_eq!(whole.remembered().await.missing_since, None);
    assert_eq!(whole.shown().await.status, 200);
    assert_eq!(whole.versions().await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_never_gave_a_page_takes_no_article_away() {
    let (mut whole, _feed) = begun(Answer::status(404)).await;
    whole.after(hours(30)).await;
    whole.after(hours(30)).await;
    assert_eq!(whole.shown().await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_text_is_a_version_and_the_same_in_another_dress_is_none() {
    let (mut whole, feed) = begun(whole_page()).await;
    assert_eq!(whole.versions().await, 2);
    let dressed = PARAGRAPHS.map(|text| text.replace("lock", "<span class=x>lock</span>"));
    let dressed: Vec<_> = dressed.iter().map(String::as_str).collect();
    feed.site().put(
        &item().path(),
        page(
            "<meta name=build content=2>",
            &dressed,
            "<footer>2</footer>",
        ),
    );
    whole.after(hours(2)).await;
    assert_eq!(whole.versions().await, 2);
    let corrected = PARAGRAPHS[1].replace("eleven", "fourteen");
    feed.site().put(
        &item().path(),
        page(
            "",
            &[PARAGRAPHS[0], &corrected, PARAGRAPHS[2], PARAGRAPHS[3]],
            "",
        ),
    );
    whole.after(hours(7)).await;
    assert_eq!(whole.versions().await, 3);
    assert!(whole.shown().await.text.contains("fourteen weeks"));
    let versions = whole.get("/en/articles/1/versions").await.text;
    assert!(
        versions.contains("eleven</del>") && versions.contains("fourteen</ins>"),
        "{versions}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_what_it_was_is_not_sent_again() {
    let (mut whole, feed) = begun(whole_page()).await;
    whole.after(hours(2)).await;
    let requests = feed.requests();
    let pages = requests
        .iter()
        .filter(|request| request.path_only() == item().path());
    let conditional = pages.filter(|request| request.header("if-none-match").is_some());
    assert_eq!(conditional.count(), 1);
    assert_eq!(whole.remembered().await.looks, 2);
}
