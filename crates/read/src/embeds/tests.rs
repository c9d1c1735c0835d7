//! Cards, and what becomes none.

use url::Url;

use super::{own_page, post, tells_nothing};

#[test]
fn what_stands_in_a_frame_has_a_page() {
    for (address, expected) in [
        (
            "https://www.youtube-nocookie.com/embed/aB-1_c?rel=0",
            "https://www.youtube.com/watch?v=aB-1_c",
        ),
        (
            "https://youtu.be/aB1?t=9",
            "https://www.youtube.com/watch?v=aB1",
        ),
        (
            "https://www.youtube.com/embed/videoseries?list=PL1",
            "https://www.youtube.com/playlist?list=PL1",
        ),
        (
            "https://player.vimeo.com/video/12?h=ab&dnt=1",
            "https://vimeo.com/12/ab",
        ),
        (
            "https://platform.twitter.com/embed/Tweet.html?id=12",
            "https://x.com/i/status/12",
        ),
        (
            "https://twitter.com/mara/status/12?s=20",
            "https://twitter.com/mara/status/12",
        ),
        (
            "https://www.instagram.com/p/Ab/embed/captioned/",
            "https://www.instagram.com/p/Ab",
        ),
        (
            "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fm%2Fposts%2F1&width=500",
            "https://www.facebook.com/m/posts/1",
        ),
        (
            "https://toots.example/@mara/123/embed",
            "https://toots.example/@mara/123",
        ),
        (
            "https://datawrapper.dwcdn.net/aB1/2/",
            "https://datawrapper.dwcdn.net/aB1/2/",
        ),
        (
            "https://maps.example/?q=a%20b",
            "https://maps.example/?q=a%20b",
        ),
    ] {
        let url = Url::parse(address).expect("a URL");
        assert_eq!(own_page(url), expected, "{address}");
    }
}

#[test]
fn a_post_is_known_by_its_address() {
    assert_eq!(
        post("https://x.com/m/status/1").map(|site| site.kind),
        Some("x")
    );
    assert_eq!(
        post("https://bsky.app/profile/m/post/1").map(|site| site.kind),
        Some("bluesky")
    );
    assert_eq!(post("https://x.com/m"), None);
    assert_eq!(post("https://notx.com/m/status/1"), None);
}

#[test]
fn a_players_name_is_no_title() {
    assert!(tells_nothing("YouTube video player", "YouTube"));
    assert!(tells_nothing("", "a.example"));
    assert!(!tells_nothing("The bridge from above", "YouTube"));
}
