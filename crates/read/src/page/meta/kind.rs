//! What sort of piece a page is.

use serde::Serialize;

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
