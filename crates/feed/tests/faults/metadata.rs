//! What the readings beside the fixtures do not show: numbers, pictures, answers of yes and no.

use depesche_feed::{Entry, Media};

use crate::reading;

fn entry(elements: &str) -> Entry {
    let feed = format!("<rss version='2.0'><channel><item>{elements}</item></channel></rss>");
    reading(&feed).entries.remove(0)
}

fn media(elements: &str) -> Vec<Media> {
    entry(elements).media
}

#[test]
fn a_picture_has_its_own_words() {
    let media = media(
        "<media:group><media:content url='/large.mp4' type='video/mp4' medium='video' width='1920' height='1080px'>\
         <media:title>no</media:title><media:description>What it shows</media:description>\
         <media:thumbnail url='/small.jpg' width='120' height='90'/><media:credit role='author'>Tove Brand</media:credit>\
         </media:content><media:content url='/other.mp4'/></media:group>",
    );
    let [large, small, other] = &media[..] else {
        panic!("{media:?}")
    };
    assert_eq!(
        (
            &*large.media_type,
            &*large.medium,
            large.width,
            large.height
        ),
        ("video/mp4", "video", Some(1920), None)
    );
    assert_eq!(
        (&*large.description, &*large.credit, large.is_thumbnail),
        ("What it shows", "Tove Brand", false)
    );
    assert_eq!(
        (
            &*small.description,
            &*small.credit,
            small.is_thumbnail,
            small.width
        ),
        ("", "", true, Some(120))
    );
    assert_eq!((&*other.description, &*other.credit), ("", ""));
}

#[test]
fn a_picture_is_taken_once() {
    assert_eq!(
        media("<media:content url='/a'/><media:content url='/a'/><media:thumbnail url='/a'/>")
            .len(),
        1
    );
    assert_eq!(
        media("<itunes:image href='/a'/><media:content url='/a'/>").len(),
        1
    );
    assert_eq!(
        media("<media:content/><media:thumbnail url=''/><media:content url=' '/>").len(),
        0
    );
}

#[test]
fn yes_and_no_are_told_from_silence() {
    let explicit = |text: &str| {
        let entry = entry(&format!("<itunes:explicit>{text}</itunes:explicit>"));
        entry.podcast.and_then(|episode| episode.is_explicit)
    };
    assert_eq!(explicit("Yes"), Some(true));
    assert_eq!(explicit("explicit"), Some(true));
    assert_eq!(explicit("clean"), Some(false));
    assert_eq!(explicit("false"), Some(false));
    assert_eq!(explicit("perhaps"), None);
    assert_eq!(explicit(""), None);
    let reserves = |elements: &str| {
        reading(&format!("<rss><channel>{elements}</channel></rss>")).tdm_reservation
    };
    assert_eq!(reserves("<tdm:reservation>1</tdm:reservation>"), Some(true));
    assert_eq!(
        reserves("<tdm-reservation>0</tdm-reservation>"),
        Some(false)
    );
    assert_eq!(reserves(""), None);
}

#[test]
fn durations_and_numbers_are_believed_within_reason() {
    let seconds = |text: &str| {
        let entry = entry(&format!("<itunes:duration>{text}</itunes:duration>"));
        let duration = entry.podcast.and_then(|episode| episode.duration);
        duration.map(|duration| duration.as_secs())
    };
    assert_eq!(seconds("01:02:03"), Some(3723));
    assert_eq!(seconds("62:03"), Some(3723));
    assert_eq!(seconds("3723"), Some(3723));
    assert_eq!(seconds("an hour"), None);
    assert_eq!(seconds("-5"), None);
    assert_eq!(seconds("999999999999"), None);
    let comments =
        |text: &str| entry(&format!("<slash:comments>{text}</slash:comments>")).comment_count;
    assert_eq!(comments("0"), Some(0));
    assert_eq!(comments(" 12 "), Some(12));
    assert_eq!(comments("none"), None);
    assert_eq!(comments("99999999999999999999"), None);
}

#[test]
fn dates_come_from_where_the_dialect_has_them() {
    let dates = |elements: &str| {
        let entry = entry(elements);
        let hour = |at: Option<jiff::Timestamp>| at.map(|at| at.as_second() / 3600 % 24);
        (hour(entry.published), hour(entry.updated))
    };
    let [first, second] = ["2026-01-01T01:00:00Z", "2026-01-01T02:00:00Z"];
    let of = |name: &str, at: &str| format!("<{name}>{at}</{name}>");
    assert_eq!(dates(&of("pubDate", first)), (Some(1), None));
    assert_eq!(dates(&of("published", first)), (Some(1), None));
    assert_eq!(dates(&of("dc:date", first)), (None, Some(1)));
    assert_eq!(dates(&of("dcterms:issued", first)), (Some(1), None));
    assert_eq!(dates(&of("dcterms:modified", first)), (None, Some(1)));
    assert_eq!(
        dates(&(of("created", first) + &of("issued", second))),
        (Some(2), None)
    );
    assert_eq!(
        dates(&(of("issued", second) + &of("created", first))),
        (Some(2), None)
    );
    assert_eq!(
        dates(&(of("pubDate", first) + &of("pubDate", "soon"))),
        (Some(1), None)
    );
    assert_eq!(
        dates(&(of("pubDate", first) + &of("x:y", &of("pubDate", second)))),
        (Some(1), None)
    );
}

#[test]
fn a_source_is_told_from_its_entry() {
    let source = entry("<source url='/feed'>The <b>first</b></source><title>a</title>")
        .source
        .expect("it has one");
    assert_eq!(
        (&*source.feed, &*source.link),
        ("https://base.example/feed", "")
    );
    let feed = reading(
        "<feed><entry><source><id>s</id><title>S</title><link href='/s'/><link rel='self' href='/s.atom'/>\
         <subtitle>no</subtitle><published>2020-01-01T00:00:00Z</published><category term='no'/></source>\
         <title>a</title></entry></feed>",
    );
    let entry = &feed.entries[0];
    let source = entry.source.as_ref().expect("it has one");
    assert_eq!((&*source.id, &*source.title), ("s", "S"));
    assert_eq!(
        (&*source.link, &*source.feed),
        ("https://base.example/s", "https://base.example/s.atom")
    );
    assert_eq!(
        (entry.published, entry.categories.len(), &*entry.id),
        (None, 0, "")
    );
}
