//! What sort of piece a page is.

use serde::Serialize;
use url::Url;

/// What sort of piece a page says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A text: a report, a comment, a blog's post.
    Article,
    /// A text that is still being written, entry by entry.
    LiveBlog,
    /// A film with a few words.
    Video,
    /// Pictures with a few words.
    Gallery,
    /// Something to listen to.
    Audio,
    /// A text that somebody paid for.
    Advertisement,
}

/// What a type of schema.org is, where it is a piece of any sort.
pub(super) fn of_schema(name: &str) -> Option<Kind> {
    let name = name.rsplit(['/', ':', '#']).next().unwrap_or_default();
    Some(match name {
        "LiveBlogPosting" => Kind::LiveBlog,
        "AdvertiserContentArticle" => Kind::Advertisement,
        "VideoObject" | "Clip" | "Episode" | "TVEpisode" => Kind::Video,
        "ImageGallery" | "MediaGallery" => Kind::Gallery,
        "AudioObject" | "PodcastEpisode" | "RadioEpisode" | "Podcast" => Kind::Audio,
        "Report" | "Review" | "CriticReview" | "ClaimReview" | "Recipe" | "Blog" => Kind::Article,
        _ if name.ends_with("Article") || name.ends_with("Posting") => Kind::Article,
        _ => return None,
    })
}

/// What a type of the Open Graph is.
pub(super) fn of_open_graph(name: &str) -> Option<Kind> {
    let name = name.to_ascii_lowercase();
    Some(match name.split('.').next().unwrap_or_default() {
        "article" | "news" | "newsarticle" | "blog" => Kind::Article,
        "video" => Kind::Video,
        "music" | "audio" | "podcast" => Kind::Audio,
        _ => return None,
    })
}

/// What a page is by the marks on its elements (microdata), where that is a text.
pub(super) fn of_types(types: &[String]) -> Option<Kind> {
    let kinds = types.iter().filter_map(|name| of_schema(name));
    // A film or a picture in an article has a mark of its own.
    let texts = kinds.filter(|kind| matches!(kind, Kind::Article | Kind::LiveBlog));
    texts.max_by_key(|kind| *kind == Kind::LiveBlog)
}

/// From how many words on a page is a text, though a film stands above it.
const TEXT_WORDS: u32 = 250;

/// Up to how many words a page may be pictures or a film with a few words.
const FEW_WORDS: u32 = 150;

/// How many times of day a text has at the least that is written entry by entry.
const LIVE_TIMES: usize = 5;

/// What the folders of addresses call the pages in them.
const NAMES: [(&[&str], Kind); 4] = [
    (
        &[
            "live",
            "liveblog",
            "live-blog",
            "liveticker",
            "live-ticker",
            "newsblog",
            "live-news",
            "directo",
            "en-direct",
        ],
        Kind::LiveBlog,
    ),
    (
        &["video", "videos", "mediathek", "watch", "clips"],
        Kind::Video,
    ),
    (
        &[
            "gallery",
            "galleries",
            "galerie",
            "galerien",
            "galeria",
            "bildergalerie",
            "bilder",
            "bilderstrecke",
            "fotos",
            "fotostrecke",
            "photos",
            "pictures",
            "diaporama",
            "slideshow",
        ],
        Kind::Gallery,
    ),
    (
        &["podcast", "podcasts", "audio", "listen", "hoeren"],
        Kind::Audio,
    ),
];

/// What it is, by what it says of itself, by its text, and where that leaves it open by its address.
pub(super) fn settled(told: Option<Kind>, url: &Url, words: u32, times: usize) -> Option<Kind> {
    match told {
        Some(Kind::Video | Kind::Gallery | Kind::Audio) if words >= TEXT_WORDS => {
            Some(Kind::Article)
        }
        None | Some(Kind::Article) => match of_address(url) {
            Some(Kind::LiveBlog) if times >= LIVE_TIMES => Some(Kind::LiveBlog),
            Some(kind) if kind != Kind::LiveBlog && words < FEW_WORDS => Some(kind),
            _ => told,
        },
        _ => told,
    }
}

/// What an address calls its page: by its folders, a live blog by its last part as well.
fn of_address(url: &Url) -> Option<Kind> {
    let path = url.path().to_ascii_lowercase();
    let mut folders: Vec<&str> = path
        .split('/')
        .filter(|folder| !folder.is_empty())
        .collect();
    let last = folders.pop()?;
    let is_live = |name: &&str| name.starts_with("live") && *name != "live" && last.contains(*name);
    let is_called = |names: &[&str]| {
        folders.iter().any(|folder| names.contains(folder)) || names.iter().any(is_live)
    };
    let found = NAMES.iter().find(|(names, _)| is_called(names));
    found.map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{Kind, of_types, settled};

    #[test]
    fn a_page_is_what_its_text_and_its_address_make_of_it() {
        let check = |told, path: &str, words, times, expected| {
            let url = Url::parse(&format!("https://town.example{path}")).expect("a URL");
            let found = settled(told, &url, words, times);
            assert_eq!(found, expected, "{told:?} {path} {words}");
        };
        let article = Some(Kind::Article);
        check(article, "/news/bridge", 40, 9, article);
        check(article, "/video/bridge", 40, 0, Some(Kind::Video));
        check(article, "/video/bridge", 400, 0, article);
        check(None, "/bildergalerie/bridge-1", 40, 0, Some(Kind::Gallery));
        check(None, "/podcast/bridge", 40, 0, Some(Kind::Audio));
        check(article, "/liveblog/bridge", 900, 20, Some(Kind::LiveBlog));
        check(
            article,
            "/news/bridge-liveticker-104.html",
            900,
            20,
            Some(Kind::LiveBlog),
        );
        check(article, "/live/bridge", 900, 1, article);
        check(article, "/news/live-music-returns", 900, 20, article);
        check(Some(Kind::Video), "/news/bridge", 900, 0, article);
        check(Some(Kind::Video), "/news/bridge", 90, 0, Some(Kind::Video));
        check(
            Some(Kind::LiveBlog),
            "/video/bridge",
            9,
            0,
            Some(Kind::LiveBlog),
        );
        check(
            Some(Kind::Advertisement),
            "/video/bridge",
            9,
            0,
            Some(Kind::Advertisement),
        );
    }

    #[test]
    fn marks_on_elements_tell_texts() {
        let check = |names: &[&str], expected| {
            let types: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
            assert_eq!(of_types(&types), expected, "{names:?}");
        };
        let (news, live) = (
            "https://schema.org/NewsArticle",
            "http://schema.org/LiveBlogPosting",
        );
        let film = "https://schema.org/VideoObject";
        check(&[news, live], Some(Kind::LiveBlog));
        check(&[film, news], Some(Kind::Article));
        check(&[film], None);
    }
}
