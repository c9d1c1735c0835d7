use jiff::Timestamp;

use super::{Audience, Held, show, show_change, shows_picture};
use crate::picture::{Format, Kept, Lead, Size};
use crate::{
    Article, ArticleId, Body, Html, Picture, Policy, Restrictions, Segment, SegmentKind, Source,
    SourceId, TextPolicy,
};

pub(super) const SECRET: &str = "The tide table was forged in March.";

#[expect(clippy::disallowed_methods, reason = "this test is its own cleaner")]
pub(super) fn clean(markup: &str) -> Html {
    Html::from_cleaned(markup.to_owned())
}

pub(super) fn held(text: TextPolicy) -> Held {
    let lead = format!(
        "{} {SECRET}",
        "An opening sentence of some length. ".repeat(6)
    );
    let policy = Policy {
        text,
        excerpt_chars: 40,
        ..Policy::default()
    };
    let segment = Segment {
        kind: SegmentKind::Paragraph,
        html: clean(&format!("<p>{lead}</p>")),
        cut: None,
        lang: None,
    };
    let article = Article {
        id: ArticleId(1),
        source_id: SourceId(1),
        url: "https://outlet.example/1".into(),
        title: "A headline".into(),
        byline: String::new(),
        lead,
        picture: None,
        language: None,
        published_at: Timestamp::UNIX_EPOCH,
        modified_at: None,
        first_seen_at: Timestamp::UNIX_EPOCH,
        changed_at: Timestamp::UNIX_EPOCH,
        version: 1,
        deleted_at: None,
        restrictions: Restrictions::default(),
    };
    let source = Source {
        id: SourceId(1),
        slug: "outlet".into(),
        name: "Outlet".into(),
        home: String::new(),
        owner: String::new(),
        country: String::new(),
        language: None,
        licence: String::new(),
        policy,
        restrictions: Restrictions::default(),
        added_at: Timestamp::UNIX_EPOCH,
    };
    Held::new(article, source, Some(Body(vec![segment])))
}

#[test]
fn of_a_change_no_more_is_shown_than_of_the_article() {
    let changed = |text: TextPolicy, audience: Audience| {
        let mut after = held(text);
        after.article.title = "Another headline".into();
        after.body = Some(Body(Vec::new()));
        show_change(held(text), after, audience)
    };
    let shown = changed(TextPolicy::Headline, Audience::Public).expect("is shown");
    assert!(shown.blocks.is_none() && shown.is_text_changed && !shown.title.is_empty());
    let shown = changed(TextPolicy::Full, Audience::Public).expect("is shown");
    assert_eq!(shown.blocks.as_ref().map(Vec::len), Some(1));
    assert!(changed(TextPolicy::Private, Audience::Public).is_none());
    assert!(changed(TextPolicy::Private, Audience::Owner).is_some());
    let mut gone = held(TextPolicy::Full);
    gone.article.deleted_at = Some(Timestamp::UNIX_EPOCH);
    assert!(show_change(held(TextPolicy::Full), gone, Audience::Owner).is_none());
}

#[test]
fn a_headline_source_shows_a_headline_and_a_short_excerpt() {
    let shown = show(held(TextPolicy::Headline), Audience::Public).expect("is shown");
    assert!(shown.body.is_none());
    assert!(shown.is_cut);
    assert!(shown.excerpt.chars().count() <= 160);
    assert!(!format!("{shown:?}").contains(SECRET));
}

#[test]
fn an_excerpt_is_as_long_as_its_policy_says() {
    let shown = show(held(TextPolicy::Excerpt), Audience::Public).expect("is shown");
    assert!(shown.excerpt.chars().count() <= 40);
}

#[test]
fn a_full_source_shows_its_text_in_public() {
    let shown = show(held(TextPolicy::Full), Audience::Public).expect("is shown");
    assert!(
        shown
            .body
            .as_ref()
            .expect("has a body")
            .as_str()
            .contains(SECRET)
    );
}

#[test]
fn a_private_source_is_for_its_owner_alone() {
    assert!(show(held(TextPolicy::Private), Audience::Public).is_none());
    assert!(show(held(TextPolicy::Private), Audience::Feeds).is_none());
    let shown = show(held(TextPolicy::Private), Audience::Owner).expect("the owner reads it");
    assert!(shown.body.is_some());
}

#[test]
fn a_deleted_article_leaves_a_tombstone_without_words() {
    let mut held = held(TextPolicy::Full);
    held.article.deleted_at = Some(Timestamp::UNIX_EPOCH);
    let shown = show(held, Audience::Public).expect("a tombstone");
    assert!(shown.title.is_empty() && shown.excerpt.is_empty() && shown.body.is_none());
}

#[test]
fn a_source_that_keeps_out_of_feeds_is_not_in_feeds() {
    let mut held = held(TextPolicy::Full);
    held.source.policy.feeds = false;
    assert!(show(held.clone(), Audience::Feeds).is_none());
    assert!(show(held, Audience::Public).is_some());
}

#[test]
fn what_signs_forbid_is_shown_to_nobody_but_the_owner() {
    let reserved = Restrictions {
        is_reserved: true,
        ..Restrictions::default()
    };
    let silent = Restrictions {
        no_snippet: true,
        ..Restrictions::default()
    };
    let mut of_source = held(TextPolicy::Full);
    of_source.source.restrictions = reserved;
    let page = show(of_source.clone(), Audience::Public).expect("is shown");
    assert!(page.body.is_some(), "what the feed itself contains");
    let feed = show(of_source, Audience::Feeds).expect("is shown");
    assert!(feed.body.is_none() && !format!("{feed:?}").contains(SECRET));

    let mut of_page = held(TextPolicy::Full);
    of_page.article.restrictions = silent;
    let page = show(of_page.clone(), Audience::Public).expect("is shown");
    assert_eq!(
        (page.title.as_str(), page.excerpt.as_str()),
        ("A headline", "")
    );
    assert!(page.body.is_none());
    let own = show(of_page, Audience::Owner).expect("is shown");
    assert!(own.body.is_some());
}

pub(super) fn with_pictures(text: TextPolicy, images: bool) -> Held {
    let mut held = held(text);
    let kept = Kept {
        url: "https://outlet.example/1.jpg".into(),
        picture: Picture {
            hash: "ab".into(),
            format: Format::Jpeg,
            sizes: vec![Size {
                width: 9,
                height: 9,
                bytes: 9,
            }],
        },
    };
    held.source.policy.images = images;
    held.article.picture = Some(Lead {
        url: kept.url.clone(),
        kept: Some(kept.picture.clone()),
        ..Lead::default()
    });
    let segment = Segment {
        kind: SegmentKind::Figure,
        html: clean("<figure><img src=\"media:https://outlet.example/1.jpg\" alt=\"\"></figure>"),
        cut: None,
        lang: None,
    };
    held.body.get_or_insert_default().0.push(segment);
    held.with_pictures(vec![kept])
}

#[test]
fn pictures_are_shown_where_the_policy_says_so() {
    let check = |text, images, has_cover, has_pictures| {
        let shown = show(with_pictures(text, images), Audience::Public).expect("is shown");
        assert_eq!(shown.cover.is_some(), has_cover, "{text:?} {images}");
        assert_eq!(
            !shown.pictures.is_empty(),
            has_pictures,
            "{text:?} {images}"
        );
        let body = shown.body.as_ref().map_or("", Html::as_str);
        assert_eq!(body.contains("media:ab"), has_pictures, "{body}");
        assert!(!body.contains("1.jpg"), "{body}");
    };
    check(TextPolicy::Full, true, true, true);
    check(TextPolicy::Full, false, false, false);
    check(TextPolicy::Headline, true, true, false);
    check(TextPolicy::Headline, false, false, false);
}

#[test]
fn a_picture_is_shown_where_its_article_would_show_it() {
    let check = |text, images, signs, expected: [bool; 2]| {
        let source = with_pictures(text, images).source;
        let shown = [true, false].map(|is_lead| shows_picture(&source, signs, is_lead));
        assert_eq!(shown, expected, "{text:?} {images} {signs:?}");
    };
    let (none, shy) = (Restrictions::default(), Restrictions::from_bits(8));
    check(TextPolicy::Full, true, none, [true, true]);
    check(TextPolicy::Full, true, shy, [false, false]);
    check(TextPolicy::Full, false, none, [false, false]);
    check(TextPolicy::Headline, true, none, [true, false]);
    check(TextPolicy::Private, true, none, [false, false]);
}
