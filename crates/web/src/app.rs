//! What all requests share.

use std::sync::Arc;

use depesche_model::Section;
use serde::Serialize;
use tokio::sync::Semaphore;

use crate::Portal;
use crate::assets::Assets;
use crate::cache::Memory;
use crate::editions::Edition;
use crate::failure::Failure;
use crate::view::Frame;

/// How many searches run at once; the rest wait. A search is a few milliseconds of one core.
const SEARCHES: usize = 4;

/// What all requests share.
pub(crate) struct App {
    pub(crate) portal: Portal,
    /// At least one; the first is at `/`.
    pub(crate) editions: Vec<Arc<Edition>>,
    pub(crate) assets: Assets,
    pub(crate) memory: Memory,
    pub(crate) searches: Semaphore,
    /// The operator's base URL, without a slash at its end.
    pub(crate) base: Option<String>,
}

impl App {
    pub(crate) fn new(portal: Portal) -> Self {
        Self {
            editions: Edition::all(&portal.site),
            assets: Assets::new(portal.site.theme_folder.as_deref()),
            memory: Memory::default(),
            searches: Semaphore::new(SEARCHES),
            base: portal.site.base_url.as_deref().and_then(base),
            portal,
        }
    }

    /// The edition that a path belongs to.
    pub(crate) fn edition_of(&self, path: &str) -> &Arc<Edition> {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or("");
        self.editions
            .iter()
            .skip(1)
            .find(|edition| edition.lang.as_str() == first)
            .unwrap_or(&self.editions[0])
    }

    /// The sections in their order.
    pub(crate) async fn sections(&self) -> Result<Vec<Section>, Failure> {
        Ok(self.portal.store.sections().await?)
    }
}

/// Renders a page into its frame.
pub(crate) fn render<P: Serialize>(
    edition: &Edition,
    template: &str,
    frame: &Frame,
    page: &P,
) -> Result<String, Failure> {
    #[derive(Serialize)]
    struct Context<'a, P> {
        frame: &'a Frame,
        page: &'a P,
    }
    Ok(edition
        .templates
        .render(template, &Context { frame, page })?)
}

/// The operator's base URL as links need it; `None`, and a warning, where it is no web address.
fn base(url: &str) -> Option<String> {
    let base = origin(url);
    if base.is_none() {
        tracing::warn!(
            url,
            "the base URL is no web address, links follow the request's host"
        );
    }
    base
}

/// Scheme, host and port of a web address.
pub(crate) fn origin(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
    let has_more = !url.username().is_empty()
        || url.password().is_some()
        || url.path() != "/"
        || url.query().is_some()
        || url.fragment().is_some();
    (is_web && !has_more).then(|| url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn a_base_is_a_scheme_and_a_host_and_nothing_else() {
        let check = |url: &str, expected: Option<&str>| {
            assert_eq!(origin(url).as_deref(), expected, "{url}");
        };
        check("https://news.example/", Some("https://news.example"));
        check("http://127.0.0.1:8080", Some("http://127.0.0.1:8080"));
        check("http://[::1]:8080/", Some("http://[::1]:8080"));
        check("http://a.example/x", None);
        check("http://a@b.example/", None);
        check("http://a.example/?x", None);
        check("javascript:alert(1)", None);
        check("http://\"><script>/", None);
    }
}
