//! Pictures: fetched where the policy shows them, made harmless, shown from the portal alone.

use std::io::Cursor;

use depesche_model::{Policy, Source, TextPolicy};
use depesche_world::{Answer, Feed, Item};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use jiff::SignedDuration;

use super::{LATER, Whole};
use crate::cmd::backup::{backup, restore};
use crate::house::House;
use crate::stage::media;

const PATH: &str = "/img/quay.png";

const TEXT: &str = "<p>The crane at the western quay was lifted on Sunday morning.</p>";

/// Something like a photograph: soft colours with grain.
fn picture() -> Vec<u8> {
    let mut grain = 1_u32;
    let pixels = RgbImage::from_fn(600, 360, |x, y| {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let shade = |side: u32| u8::try_from(side / 3 + (grain >> 28)).unwrap_or(255);
        Rgb([shade(x), shade(y), shade(u32::midpoint(x, y))])
    });
    let mut file = Cursor::new(Vec::new());
    let image = DynamicImage::from(pixels);
    image
        .write_to(&mut file, ImageFormat::Png)
        .expect("writing into memory");
    file.into_inner()
}

fn item(address: &str) -> Item {
    let figure = format!(
        "<figure><img src=\"{address}\" alt=\"A crane\"><figcaption>At noon</figcaption></figure>"
    );
    Item::new("Crane lifted").with_html(&format!("{TEXT}{figure}{}", TEXT.repeat(30)))
}

/// A source with one article whose picture lies at `address`, under a policy.
async fn house(text: TextPolicy, images: bool, address: &str) -> (Whole, Feed) {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.site().put(PATH, Answer::bytes("image/png", picture()));
    feed.add(item(address));
    whole.subscribe(&feed, text).await;
    decide(&whole, text, images).await;
    whole.run().await;
    (whole, feed)
}

async fn decide(whole: &Whole, text: TextPolicy, images: bool) {
    for report in whole.house.store.sources().await.expect("the store reads") {
        decide_on(whole, &report.source, text, images).await;
    }
}

async fn decide_on(whole: &Whole, source: &Source, text: TextPolicy, images: bool) {
    let policy = Policy {
        text,
        images,
        ..source.policy.clone()
    };
    let input = (source.id, policy, whole.world.clock().now());
    let decided = whole
        .house
        .store
        .write(&input, |tx, (source, policy, now)| {
            Box::pin(tx.set_policy(*source, policy, *now))
        });
    decided.await.expect("it is decided");
}

fn asked(feed: &Feed) -> usize {
    let requests = feed.requests();
    let pictures = requests
        .iter()
        .filter(|request| request.path_only().starts_with("/img/"));
    pictures.count()
}

async fn page(whole: &Whole) -> String {
    whole.get("/articles/1/crane-lifted").await.text
}

/// The addresses of the pictures that a page shows.
fn shown(page: &str) -> Vec<&str> {
    let sources = page.split("<img src=\"").skip(1);
    sources.filter_map(|rest| rest.split('"').next()).collect()
}

fn files(whole: &Whole) -> usize {
    let folders = std::fs::read_dir(whole.house.folder.join("media")).expect("the folder");
    let files = folders.map(|folder| std::fs::read_dir(folder.expect("it is read").path()));
    files.map(|files| files.expect("it is read").count()).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_shows_pictures_shows_them_from_the_portal_alone() {
    let (mut whole, feed) = house(TextPolicy::Full, true, PATH).await;
    assert_eq!(asked(&feed), 1);
    let page = page(&whole).await;
    let pictures = shown(&page);
    assert_eq!(pictures.len(), 1, "{page}");
    assert!(pictures[0].starts_with("/media/"), "{pictures:?}");
    assert!(
        !page.contains("quay.png") && !page.contains("media:"),
        "{page}"
    );
    assert!(
        page.contains("At noon") && page.contains("alt=\"A crane\""),
        "{page}"
    );
    let file = whole.get(pictures[0]).await;
    assert_eq!(
        (file.status, &file.headers["content-type"]),
        (200, &"image/jpeg".parse().expect("a value"))
    );
    assert_eq!(files(&whole), 2);
    assert!(shown(&whole.get("/latest").await.text)[0].starts_with("/media/"));
    whole.after(LATER).await;
    assert_eq!(asked(&feed), 1, "a picture is fetched once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_source_that_shows_no_pictures_is_asked_for_none() {
    for (text, images) in [
        (TextPolicy::Full, false),
        (TextPolicy::Headline, false),
        (TextPolicy::Private, true),
    ] {
        let (mut whole, feed) = house(text, images, PATH).await;
        whole.after(LATER).await;
        assert_eq!(asked(&feed), 0, "{text:?}");
        assert!(shown(&page(&whole).await).is_empty());
        assert_eq!(files(&whole), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_headline_is_shown_with_the_picture_that_stands_for_it() {
    let (whole, feed) = house(TextPolicy::Headline, true, PATH).await;
    assert_eq!(asked(&feed), 1);
    let page = page(&whole).await;
    assert_eq!(shown(&page).len(), 1);
    assert!(page.contains("<figure class=\"cover\">"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_takes_effect_at_once() {
    let (mut whole, feed) = house(TextPolicy::Full, false, PATH).await;
    decide(&whole, TextPolicy::Full, true).await;
    whole.run().await;
    assert_eq!(asked(&feed), 1);
    let before = page(&whole).await;
    let address = shown(&before)[0].to_owned();
    decide(&whole, TextPolicy::Full, false).await;
    assert_eq!(whole.get(&address).await.status, 404);
    assert!(shown(&page(&whole).await).is_empty());
    whole.run().await;
    assert_eq!(files(&whole), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_wants_no_pictures_shown_any_more_is_heard() {
    let (mut whole, feed) = house(TextPolicy::Full, true, PATH).await;
    let before = page(&whole).await;
    let address = shown(&before)[0].to_owned();
    assert_eq!((whole.get(&address).await.status, files(&whole)), (200, 2));
    let says = |tag: Option<&str>| {
        let entry = format!(
            "<item><guid>x</guid><title>{}</title></item>",
            tag.unwrap_or_default()
        );
        let document = format!("<rss><channel><title>A</title>{entry}</channel></rss>");
        let answer = Answer::xml(document);
        let answer = match tag {
            Some(tag) => answer.header("x-robots-tag", tag),
            None => answer,
        };
        feed.site().put("/feed.xml", answer);
    };
    says(Some("noimageindex"));
    whole.after(LATER).await;
    assert_eq!((whole.get(&address).await.status, files(&whole)), (404, 0));
    says(None);
    whole.after(LATER).await;
    assert_eq!((whole.get(&address).await.status, files(&whole)), (200, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_wants_no_pictures_shown_any_more_is_heard() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.site().put(PATH, Answer::bytes("image/png", picture()));
    let crane = item(PATH).with_teaser("The crane was lifted.");
    let paragraphs = (1..20).map(|ton| {
        format!("<p>Its load of {ton} tons was weighed at the eastern gate, and then at the western one.</p>")
    });
    let html = format!(
        "<html><head><meta property=\"og:image\" content=\"{PATH}\"></head><body><article>{}</article></body></html>",
        paragraphs.collect::<String>()
    );
    let path = crane.path();
    feed.site().put(&path, Answer::html(html.clone()));
    feed.teaser().add(crane);
    whole.subscribe(&feed, TextPolicy::Full).await;
    decide(&whole, TextPolicy::Full, true).await;
    whole.run().await;
    assert_eq!(files(&whole), 2);
    let shy = Answer::html(html).header("x-robots-tag", "noimageindex");
    feed.site().put(&path, shy);
    // Each page is looked at twice.
    whole.after(LATER).await;
    assert!(shown(&page(&whole).await).is_empty());
    assert_eq!(files(&whole), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_that_was_taken_away_takes_its_pictures_along() {
    let (mut whole, feed) = house(TextPolicy::Full, true, PATH).await;
    assert_eq!(files(&whole), 2);
    feed.delete(&item(PATH).slug);
    whole.after(LATER).await;
    assert_eq!(whole.get("/articles/1/crane-lifted").await.status, 410);
    assert_eq!(files(&whole), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_is_shown_nowhere_and_not_asked_for_again() {
    let mut bomb = picture();
    bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    for (kind, file) in [
        (
            "image/png",
            b"<!DOCTYPE html><script>alert(1)</script>".to_vec(),
        ),
        (
            "image/png",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
        ),
        ("image/png", bomb),
        ("image/png", picture()[..5000].to_vec()),
    ] {
        let mut whole = Whole::start().await;
        let feed = whole.world.feed("a").await;
        feed.site().put(PATH, Answer::bytes(kind, file));
        feed.add(item(PATH));
        whole.subscribe(&feed, TextPolicy::Full).await;
        decide(&whole, TextPolicy::Full, true).await;
        whole.run().await;
        whole.after(LATER).await;
        assert_eq!(asked(&feed), 1);
        let page = page(&whole).await;
        assert!(
            shown(&page).is_empty() && !page.contains("<figure"),
            "{page}"
        );
        assert_eq!(files(&whole), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_not_fetched_where_its_site_does_not_want_it() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.site().robots("User-agent: *\nDisallow: /img/\n");
    feed.add(item(PATH));
    whole.subscribe(&feed, TextPolicy::Full).await;
    decide(&whole, TextPolicy::Full, true).await;
    whole.run().await;
    assert_eq!(asked(&feed), 0);
    let shy = whole.world.feed("b").await;
    let kept_back = Answer::bytes("image/png", picture()).header("x-robots-tag", "noimageindex");
    shy.site().put(PATH, kept_back);
    shy.add(item(PATH));
    whole.subscribe(&shy, TextPolicy::Full).await;
    decide(&whole, TextPolicy::Full, true).await;
    whole.after(LATER).await;
    assert_eq!((asked(&shy), files(&whole)), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pictures_new_address_is_no_new_version() {
    let (mut whole, feed) = house(TextPolicy::Full, true, "/img/quay.png?token=1").await;
    let shown_before = shown(&page(&whole).await).len();
    for token in 2..5 {
        let again = item(&format!("/img/quay.png?token={token}"));
        feed.edit(&again.slug, |it| it.html.clone_from(&again.html));
        whole.after(LATER).await;
    }
    let now = whole.world.clock().now();
    let counts = whole
        .house
        .store
        .counts(now)
        .await
        .expect("the store counts");
    assert_eq!((counts.versions, asked(&feed), shown_before), (1, 1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_in_trouble_is_asked_again_later() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.site().put(PATH, Answer::status(503));
    feed.add(item(PATH));
    whole.subscribe(&feed, TextPolicy::Full).await;
    decide(&whole, TextPolicy::Full, true).await;
    whole.run().await;
    assert!(shown(&page(&whole).await).is_empty());
    feed.site().put(PATH, Answer::bytes("image/png", picture()));
    whole.after(SignedDuration::from_mins(11)).await;
    assert_eq!(shown(&page(&whole).await).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_cannot_say_what_it_allows_is_asked_again_later() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.site().put("/robots.txt", Answer::status(500));
    feed.site().put(PATH, Answer::bytes("image/png", picture()));
    feed.add(item(PATH));
    whole.subscribe(&feed, TextPolicy::Full).await;
    decide(&whole, TextPolicy::Full, true).await;
    whole.run().await;
    assert_eq!(asked(&feed), 0);
    feed.site().robots("");
    for _ in 0..3 {
        whole.after(SignedDuration::from_mins(90)).await;
    }
    assert_eq!(asked(&feed), 1);
    assert_eq!(shown(&page(&whole).await).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_many_articles_name_is_fetched_once() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    feed.site().put(PATH, Answer::bytes("image/png", picture()));
    let numbered = |number: usize| Item {
        slug: format!("n-{number}"),
        guid: Some(format!("n-{number}")),
        title: format!("Crane {number}"),
        ..item(PATH)
    };
    for number in 0..12 {
        feed.add(numbered(number));
    }
    whole.subscribe(&feed, TextPolicy::Headline).await;
    decide(&whole, TextPolicy::Headline, true).await;
    whole.run().await;
    feed.add(numbered(12));
    whole.after(SignedDuration::from_hours(2)).await;
    assert_eq!((asked(&feed), files(&whole)), (1, 2));
    assert_eq!(shown(&whole.get("/latest").await.text).len(), 13);
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_that_were_lost_are_fetched_again() {
    let (mut whole, feed) = house(TextPolicy::Full, true, PATH).await;
    std::fs::remove_dir_all(whole.house.folder.join("media")).expect("it is removed");
    std::fs::create_dir(whole.house.folder.join("media")).expect("it is made");
    media::heal(&whole.house).await.expect("the store works");
    assert!(shown(&page(&whole).await).is_empty(), "no broken picture");
    whole.run().await;
    assert_eq!((asked(&feed), files(&whole)), (2, 2));
    assert_eq!(shown(&page(&whole).await).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_gives_the_pictures_back() {
    let (whole, _) = house(TextPolicy::Full, true, PATH).await;
    let address = shown(&page(&whole).await)[0].to_owned();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (copy, data) = (folder.path().join("copy"), folder.path().join("data"));
    backup(&whole.house, &copy).await.expect("it is written");
    backup(&whole.house, &copy).await.expect_err("it is there");
    restore(&whole.house.config, &data, &copy)
        .await
        .expect("it is restored");
    let config = (*whole.house.config).clone();
    let clock = whole.world.clock().as_fn();
    let restored = House::open(config, &data, clock).await.expect("it opens");
    let (count, missing) = media::missing(&restored).await.expect("the store reads");
    assert_eq!((count, missing.len()), (1, 0));
    let hash = address.rsplit('/').next().unwrap_or_default();
    let kept = restored.store.kept_pictures("", 9).await.expect("it reads");
    assert!(hash.starts_with(&kept[0].hash), "{hash}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_cannot_point_into_the_operators_network() {
    let mut whole = Whole::start().await;
    let feed = whole.world.feed("a").await;
    let inner = whole.world.site("inner").await;
    inner.put(PATH, Answer::bytes("image/png", picture()));
    let port = inner
        .home()
        .rsplit(':')
        .next()
        .unwrap_or_default()
        .trim_end_matches('/')
        .to_owned();
    // Loopback is allowed for feeds, but no feed is at this name.
    feed.add(item(&format!("http://localhost:{port}{PATH}")));
    whole.subscribe(&feed, TextPolicy::Full).await;
    decide(&whole, TextPolicy::Full, true).await;
    whole.run().await;
    assert_eq!(inner.requests().len(), 0);
    assert_eq!(files(&whole), 0);
}
