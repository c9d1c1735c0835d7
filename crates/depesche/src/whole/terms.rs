//! What sources say of their terms: kept with dates, and obeyed.

use depesche_model::{Evidence, SignKind, SignPlace, TextPolicy};
use depesche_world::{Answer, Item};
use jiff::SignedDuration;

use super::Whole;

const LONG: &str = "<p>The council met on Tuesday evening and heard four experts on the matter of \
    the old lock gates, which have not closed fully since the spring tides.</p><p>Repairs would \
    take eleven weeks, the port office said, and could begin in March at the earliest; until \
    then the inner basin stays open to the tide twice a day.</p><p>A second report, on the \
    foundations of the western wall, is due before the end of the year.</p>";

/// A source whose texts are shown in full, with one teaser whose page answers like this; what the
/// portal then shows of the article, and what was found of its terms.
async fn check(page: impl FnOnce(Answer) -> Answer, head: &str) -> (String, Vec<Evidence>) {
    let whole = begun(page, head).await;
    (shown(&whole).await, evidence(&whole).await)
}

async fn begun(page: impl FnOnce(Answer) -> Answer, head: &str) -> Whole {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    let item = Item::new("Lock gates need repairs")
        .with_html(LONG)
        .with_teaser("The council heard four experts.");
    let path = item.path();
    feed.teaser().add(item);
    let html = format!("<html><head>{head}</head><body><article>{LONG}</article></body></html>");
    feed.site().put(&path, page(Answer::html(html)));
    whole.subscribe(&feed, TextPolicy::Full).await;
    whole.run().await;
    whole
}

async fn shown(whole: &Whole) -> String {
    let page = whole.get("/articles/1/lock-gates-need-repairs").await;
    assert_eq!(page.status, 200);
    page.text
}

async fn evidence(whole: &Whole) -> Vec<Evidence> {
    let sources = whole.house.store.sources().await.expect("the store reads");
    let found = whole.house.store.evidence(sources[0].source.id).await;
    found.expect("the store reads")
}

fn said(found: &[Evidence]) -> Vec<(SignKind, SignPlace, &str)> {
    let signs = found.iter().map(|found| &found.sign);
    signs
        .map(|sign| (sign.kind, sign.place, sign.says.as_str()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_says_nothing_is_taken() {
    let (text, found) = check(|page| page, "").await;
    assert!(text.contains("western wall"), "{text}");
    assert_eq!(said(&found), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_reserved_is_not_taken_and_its_reservation_is_dated() {
    let header = |page: Answer| page.header("TDM-Reservation", "1");
    let meta = "<meta name=tdm-reservation content=1>";
    for (text, found, place) in [
        {
            let (text, found) = check(header, "").await;
            (text, found, SignPlace::PageHeader)
        },
        {
            let (text, found) = check(|page| page, meta).await;
            (text, found, SignPlace::Page)
        },
    ] {
        assert!(!text.contains("western wall"), "{text}");
        assert!(text.contains("The council heard four experts"), "{text}");
        assert_eq!(said(&found), [(SignKind::TdmReservation, place, "1")]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_takes_back_what_its_header_reserves() {
    let header = |page: Answer| page.header("TDM-Reservation", "1");
    let (text, _) = check(header, "<meta name=tdm-reservation content=0>").await;
    assert!(text.contains("western wall"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_without_snippet_shows_its_headline_alone() {
    let (text, _) = check(|page| page, "<meta name=robots content='index,nosnippet'>").await;
    assert!(text.contains("Lock gates need repairs"), "{text}");
    assert!(!text.contains("four experts"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_reserves_its_articles_in_a_file_is_asked_for_it_once() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    let file = r#"[{"location": "/articles/", "tdm-reservation": 1}]"#;
    feed.site()
        .put("/.well-known/tdmrep.json", Answer::text(file));
    for title in ["One", "Two"] {
        feed.teaser()
            .add(Item::new(title).with_html(LONG).with_teaser("Short."));
    }
    whole.subscribe(&feed, TextPolicy::Full).await;
    whole.run().await;
    whole.after(SignedDuration::from_hours(7)).await;
    let asked = feed.site().requests();
    let asked = asked
        .iter()
        .filter(|request| request.path.ends_with("tdmrep.json"));
    assert_eq!(asked.count(), 1);
    let reserved = (SignKind::TdmReservation, SignPlace::TdmRep, "1");
    assert_eq!(said(&evidence(&whole).await), [reserved]);
    let page = whole.get("/articles/1/one").await;
    assert!(!page.text.contains("western wall"), "{}", page.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_reserves_its_feed_in_a_file_reserves_the_source() {
    for (text, asks) in [(TextPolicy::Full, 1), (TextPolicy::Headline, 0)] {
        let mut whole = Whole::start().await;
        let feed = whole.world.feed("a").await;
        let file = r#"[{"location": "/", "tdm-reservation": 1}]"#;
        feed.site()
            .put("/.well-known/tdmrep.json", Answer::text(file));
        feed.site()
            .robots("License: https://a.example/terms.xml\nUser-agent: *\n");
        for title in ["One", "Two"] {
            feed.teaser()
                .add(Item::new(title).with_html(LONG).with_teaser("Short."));
            if title == "One" {
                whole.subscribe(&feed, text).await;
            }
            whole.after(SignedDuration::from_hours(7)).await;
        }
        let asked = |path: &str| {
            let requests = feed.site().requests();
            requests
                .iter()
                .filter(|one| one.path.contains(path))
                .count()
        };
        assert_eq!((asked("tdmrep.json"), asked("/articles/")), (asks, 0));
        let rsl = (
            SignKind::Rsl,
            SignPlace::RobotsTxt,
            "https://a.example/terms.xml",
        );
        let reserved = (SignKind::TdmReservation, SignPlace::TdmRep, "1");
        let expected: &[_] = if asks == 1 { &[rsl, reserved] } else { &[] };
        let found = evidence(&whole).await;
        let mut found = said(&found);
        found.sort();
        let mut expected = expected.to_vec();
        expected.sort();
        assert_eq!(found, expected);
        let sources = whole.house.store.sources().await.expect("the store reads");
        assert_eq!(sources[0].source.restrictions.is_reserved, asks == 1);
    }
}
