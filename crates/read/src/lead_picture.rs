//! The picture that stands for an article.

use depesche_feed::{Entry, Media};
use depesche_model::Body;
use depesche_model::picture::Lead;
use url::Url;

use crate::clean::plain_to;
use crate::picture::fetchable;

/// The longest caption, in characters.
const MAX_CAPTION_CHARS: usize = 300;

/// The longest name of who made it, in characters.
const MAX_CREDIT_CHARS: usize = 120;

/// The endings of pictures' names.
const ENDINGS: [&str; 6] = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".jpe"];

/// The picture that an entry names for itself: what the feed says beside the text (the largest, a
/// thumbnail where there is nothing else), or the text's first.
pub(crate) fn of_entry(entry: &Entry, body: &Body, base: &Url) -> Option<Lead> {
    let media = entry.media.iter().filter(|media| is_image(media));
    // Of several of one width the first one stands.
    let best = media
        .rev()
        .max_by_key(|media| (!media.is_thumbnail, media.width));
    let files = entry.enclosures.iter();
    let file = files
        .filter(|file| file.media_type.starts_with("image/"))
        .map(|file| file.url.as_str());
    let told = best.map_or("", |media| &media.url);
    let url = std::iter::once(told)
        .chain(file)
        .find_map(|address| fetchable(address, Some(base)));
    let Some(url) = url else {
        return first_of(body);
    };
    let words = |text: &str, limit| plain_to(text, limit);
    let told = best.filter(|media| fetchable(&media.url, Some(base)).as_ref() == Some(&url));
    Some(Lead {
        alt: String::new(),
        caption: told.map_or_else(String::new, |media| {
            words(&media.description, MAX_CAPTION_CHARS)
        }),
        credit: told.map_or_else(String::new, |media| words(&media.credit, MAX_CREDIT_CHARS)),
        url,
        kept: None,
    })
}

/// The picture that a page names for itself.
pub(crate) fn of_page(image: &str, body: &Body, base: &Url) -> Option<Lead> {
    let named = fetchable(image, Some(base)).map(|url| Lead {
        url,
        ..Lead::default()
    });
    named.or_else(|| first_of(body))
}

/// The first picture of a text.
fn first_of(body: &Body) -> Option<Lead> {
    let mut blocks = body.0.iter().filter(|segment| segment.cut.is_none());
    let (url, alt) = blocks.find_map(|segment| segment.html.pictures().next())?;
    Some(Lead {
        url,
        alt,
        ..Lead::default()
    })
}

fn is_image(media: &Media) -> bool {
    let path = media.url.split(['?', '#']).next().unwrap_or_default();
    let path = path.to_ascii_lowercase();
    match (media.medium.as_str(), media.media_type.as_str()) {
        ("image", _) => true,
        ("", "") => media.is_thumbnail || ENDINGS.iter().any(|ending| path.ends_with(ending)),
        (_, kind) => media.is_thumbnail || kind.starts_with("image/"),
    }
}

#[cfg(test)]
mod tests {
    use depesche_feed::{Enclosure, Entry, Media};
    use url::Url;

    use super::of_entry;
    use crate::{clean, segment::segments};

    fn media(url: &str, width: Option<u32>, is_thumbnail: bool) -> Media {
        Media {
            url: url.to_owned(),
            medium: "image".to_owned(),
            width,
            is_thumbnail,
            description: "A <b>bridge</b>".to_owned(),
            credit: "M. Quill".to_owned(),
            ..Media::default()
        }
    }

    fn check(entry: &Entry, text: &str, expected: &str) {
        let base = Url::parse("https://town.example/1").expect("a URL");
        let body = segments(&clean(text, Some(&base)));
        let lead = of_entry(entry, &body, &base);
        assert_eq!(lead.map(|lead| lead.url).unwrap_or_default(), expected);
    }

    #[test]
    fn the_largest_of_a_feeds_pictures_stands_for_the_article() {
        let home = "https://town.example";
        let of = |media| Entry {
            media,
            ..Entry::default()
        };
        let (thumbnail, small, large) = (
            media(&format!("{home}/t.jpg"), Some(2000), true),
            media(&format!("{home}/s.jpg"), Some(300), false),
            media(&format!("{home}/l.jpg"), Some(900), false),
        );
        check(
            &of(vec![thumbnail.clone(), small, large]),
            "",
            "https://town.example/l.jpg",
        );
        check(
            &of(vec![thumbnail]),
            "<img src=/x.jpg>",
            "https://town.example/t.jpg",
        );
        let motion = Media {
            medium: "video".to_owned(),
            ..media("https://town.example/f.mp4", None, false)
        };
        check(
            &of(vec![motion]),
            "a<p><img src=/x.jpg>",
            "https://town.example/x.jpg",
        );
        let file = Enclosure {
            url: "/e.jpg".to_owned(),
            media_type: "image/jpeg".to_owned(),
            length: None,
        };
        let entry = Entry {
            enclosures: vec![file],
            ..Entry::default()
        };
        check(&entry, "", "https://town.example/e.jpg");
        check(&Entry::default(), "no picture", "");
    }

    #[test]
    fn who_made_it_is_told() {
        let entry = Entry {
            media: vec![media("https://town.example/a.jpg", None, false)],
            ..Entry::default()
        };
        let base = Url::parse("https://town.example/1").expect("a URL");
        let lead = of_entry(&entry, &segments(&clean("", None)), &base).expect("a picture");
        assert_eq!(
            (lead.caption.as_str(), lead.credit.as_str()),
            ("A bridge", "M. Quill")
        );
    }
}
