//! What a page answers with, before headers and compression.

use axum::body::Bytes;
use axum::http::StatusCode;

/// How long somebody may keep an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CachePolicy {
    /// A page: kept in our memory while nothing changed; browsers ask again each time, and mostly
    /// hear 304.
    Page,
    /// A feed: as a page, and readers may keep it for five minutes.
    Feed,
    /// Never changes under its name.
    ForEver,
    /// Made anew each time, and asked for each time.
    Fresh,
    /// Kept by nobody.
    Never,
}

impl CachePolicy {
    /// The header `Cache-Control`.
    pub(crate) fn header(self) -> &'static str {
        match self {
            Self::Page | Self::Fresh => "no-cache",
            Self::Feed => "public, max-age=300",
            Self::ForEver => "public, max-age=31536000, immutable",
            Self::Never => "no-store",
        }
    }

    /// Whether we keep it in memory while nothing changed.
    pub(crate) fn is_kept(self) -> bool {
        matches!(self, Self::Page | Self::Feed)
    }
}

/// What a page answers with.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: StatusCode,
    /// The MIME type.
    pub(crate) mime: &'static str,
    /// The body.
    pub(crate) body: Bytes,
    /// How long somebody may keep it.
    pub(crate) policy: CachePolicy,
    /// Where to go instead.
    pub(crate) location: Option<String>,
    /// After how many seconds to try again.
    pub(crate) retry_after: Option<u32>,
}

impl Answer {
    /// 200 with a body.
    pub(crate) fn new(mime: &'static str, body: impl Into<Bytes>, policy: CachePolicy) -> Self {
        Self {
            status: StatusCode::OK,
            mime,
            body: body.into(),
            policy,
            location: None,
            retry_after: None,
        }
    }

    /// A page for people.
    pub(crate) fn html(body: String) -> Self {
        Self::new("text/html; charset=utf-8", body, CachePolicy::Page)
    }

    /// 301 to one of our paths.
    pub(crate) fn moved(to: String) -> Self {
        let mut answer = Self::new("text/plain; charset=utf-8", "", CachePolicy::Page);
        answer.status = StatusCode::MOVED_PERMANENTLY;
        answer.location = Some(to);
        answer
    }

    /// The same with another status.
    pub(crate) fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }
}
