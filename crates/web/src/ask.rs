//! What a request asks for, read and checked.

use std::sync::Arc;

use axum::http::{HeaderMap, Uri, header};
use depesche_model::ArticleId;
use depesche_store::Store;
use depesche_store::portal::{Cursor, Page as Part};
use jiff::Timestamp;
use serde::Serialize;

use crate::answer::Answer;
use crate::app::{App, origin, render};
use crate::editions::Edition;
use crate::failure::Failure;
use crate::routes::{Format, Page, Route};
use crate::view::{Alternate, Around, Frame, Head, Link, Paging};

/// The longest query that is read, in characters.
const MAX_QUERY: usize = 400;
/// How many articles a part of a list holds.
pub(crate) const LIST: u32 = 50;

/// What a request asks for.
pub(crate) struct Ask {
    pub(crate) app: Arc<App>,
    pub(crate) edition: Arc<Edition>,
    pub(crate) page: Page,
    pub(crate) format: Format,
    /// The path without the edition's prefix and without a list's ending, as it was written.
    pub(crate) path: String,
    /// The name in the path; empty where it has none.
    pub(crate) slug: String,
    /// The number in the path.
    pub(crate) id: Option<ArticleId>,
    /// What is searched, trimmed; empty on all pages but the search.
    pub(crate) q: String,
    /// Where a list goes on; empty at its beginning, and on pages that are no long list.
    pub(crate) before: String,
    /// Scheme and host for absolute links; `None` where nobody gave a usable one.
    pub(crate) base: Option<String>,
    pub(crate) now: Timestamp,
}

impl Ask {
    /// Reads a request for one of `routes` (the formats that share a shape of URL). `None` where
    /// none of them is a page for people and the ending names none of the others.
    pub(crate) fn read(
        app: &Arc<App>,
        edition: &Arc<Edition>,
        routes: &[&'static Route],
        params: &[(String, String)],
        uri: &Uri,
        headers: &HeaderMap,
    ) -> Option<Self> {
        let param = |name| {
            let found = params.iter().find(|(key, _)| key == name);
            found.map_or("", |(_, value)| value.as_str())
        };
        let route = match routes {
            [route] => route,
            _ => routes
                .iter()
                .find(|route| ends_as(param("slug"), route.format))
                .or_else(|| routes.iter().find(|route| route.format == Format::Html))?,
        };
        let ending = route.format.ending();
        let path = uri
            .path()
            .strip_prefix(edition.prefix.as_str())
            .unwrap_or(uri.path());
        // What a page does not read is no part of its address: neither in memory nor in a feed's id.
        let (mut q, mut before) = query(uri);
        if route.page != Page::Search {
            q.clear();
        }
        if !matches!(
            route.page,
            Page::Latest | Page::Section | Page::Source | Page::Search
        ) {
            before.clear();
        }
        Some(Self {
            edition: Arc::clone(edition),
            page: route.page,
            format: route.format,
            path: path.strip_suffix(ending).unwrap_or(path).to_owned(),
            slug: param("slug").strip_suffix(ending).unwrap_or("").to_owned(),
            id: param("id").parse().ok(),
            q,
            before,
            base: app.base.clone().or_else(|| asked_host(uri, headers)),
            now: (app.portal.clock)(),
            app: Arc::clone(app),
        })
    }

    pub(crate) fn store(&self) -> &Store {
        &self.app.portal.store
    }

    /// One of our paths in this edition.
    pub(crate) fn link(&self, path: &str) -> String {
        self.edition.path(path)
    }

    /// A path of ours as an absolute URL, where we know our host.
    pub(crate) fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.base.as_deref().unwrap_or(""))
    }

    /// The part of a list that is asked for, and one more, which says that there is more.
    pub(crate) fn part(&self) -> Result<Part, Failure> {
        let after = match self.before.as_str() {
            "" => None,
            text => Some(cursor(text).ok_or(Failure::NotFound)?),
        };
        Ok(Part {
            after,
            limit: LIST + 1,
        })
    }

    /// The links around a part of this list; `last` is its last article where there is more.
    pub(crate) fn paging(&self, last: Option<Cursor>) -> Paging {
        let here = self.link(&self.path);
        Paging {
            newest: (!self.before.is_empty()).then(|| here.clone()),
            older: last.map(|last| format!("{here}?before={}", cursor_text(last))),
        }
    }

    /// This list's feeds: `path` without an ending, `title` as readers shall call them.
    pub(crate) fn alternates(&self, path: &str, title: &str) -> Vec<Alternate> {
        feeds_of(&self.edition, path, title)
    }

    /// Renders a page for people.
    pub(crate) async fn page<P: Serialize>(
        &self,
        template: &str,
        head: Head,
        page: &P,
    ) -> Result<Answer, Failure> {
        self.page_beside(&self.path, template, head, page).await
    }

    /// Renders a page for people that stands beside another one: that one's path leads to the
    /// other editions, which may have nothing beside it.
    pub(crate) async fn page_beside<P: Serialize>(
        &self,
        path: &str,
        template: &str,
        head: Head,
        page: &P,
    ) -> Result<Answer, Failure> {
        let sections = self.app.sections().await?;
        let around = Around {
            path,
            ..self.around(&sections)
        };
        let frame = Frame::new(&around, head);
        Ok(Answer::html(render(&self.edition, template, &frame, page)?))
    }

    pub(crate) fn around<'a>(&'a self, sections: &'a [depesche_model::Section]) -> Around<'a> {
        Around {
            site: &self.app.portal.site,
            edition: &self.edition,
            editions: &self.app.editions,
            assets: &self.app.assets,
            sections,
            path: &self.path,
            query: &self.q,
            now: self.now,
        }
    }

    /// What makes this request's answer different from others': the key in memory. Parameters
    /// that no page reads are not in it, so nobody can fill the memory with them.
    pub(crate) fn key(&self) -> String {
        let host = if self.app.base.is_some() {
            None
        } else {
            self.base.as_deref()
        };
        format!(
            "{}\n{}\n{}\n{}\n{}\n{}",
            self.edition.prefix,
            self.path,
            self.format.ending(),
            self.before,
            self.q,
            host.unwrap_or("")
        )
    }
}

/// A list's feeds in all formats.
pub(crate) fn feeds_of(edition: &Edition, path: &str, title: &str) -> Vec<Alternate> {
    [
        (Format::Atom, "application/atom+xml", "Atom"),
        (Format::Rss, "application/rss+xml", "RSS"),
        (Format::Json, "application/feed+json", "JSON Feed"),
    ]
    .into_iter()
    .map(|(format, mime, name)| Alternate {
        mime,
        format: name,
        title: title.to_owned(),
        href: edition.path(&with_ending(path, format.ending())),
    })
    .collect()
}

/// `/front` stands in for `/`, and a query stays behind the ending.
fn with_ending(path: &str, ending: &str) -> String {
    let (path, query) = path
        .split_once('?')
        .map_or((path, None), |(p, q)| (p, Some(q)));
    let path = if path == "/" { "/front" } else { path };
    query.map_or_else(
        || format!("{path}{ending}"),
        |query| format!("{path}{ending}?{query}"),
    )
}

fn ends_as(slug: &str, format: Format) -> bool {
    !format.ending().is_empty() && slug.ends_with(format.ending())
}

fn query(uri: &Uri) -> (String, String) {
    let (mut q, mut before) = (String::new(), String::new());
    for (name, value) in url::form_urlencoded::parse(uri.query().unwrap_or("").as_bytes()) {
        let target = match name.as_ref() {
            "q" => &mut q,
            "before" => &mut before,
            _ => continue,
        };
        *target = value.trim().chars().take(MAX_QUERY).collect();
    }
    (q, before)
}

/// Scheme and host as the request gives them, where they are nothing else than that.
fn asked_host(uri: &Uri, headers: &HeaderMap) -> Option<String> {
    let host = match uri.authority() {
        Some(authority) => authority.as_str(),
        None => headers.get(header::HOST)?.to_str().ok()?,
    };
    let is_plain = host.len() <= 255
        && host
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte));
    is_plain.then(|| origin(&format!("http://{host}/")))?
}

fn cursor_text(cursor: Cursor) -> String {
    format!("{}-{}", cursor.published_at.as_millisecond(), cursor.id)
}

fn cursor(text: &str) -> Option<Cursor> {
    // Times before 1970 begin with a hyphen of their own.
    let (millis, id) = text.rsplit_once('-')?;
    Some(Cursor {
        published_at: Timestamp::from_millisecond(millis.parse().ok()?).ok()?,
        id: id.parse().ok()?,
    })
}

/// A link back to the front page.
pub(crate) fn home(edition: &Edition) -> Link {
    Link::new(edition.path("/"), edition.text("back-to-front"))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, Uri, header};

    use super::{asked_host, cursor, cursor_text, with_ending};

    #[test]
    fn a_cursor_reads_what_it_wrote_and_nothing_else() {
        for text in ["1795352700000-12", "-5-1", "0-0"] {
            assert_eq!(cursor_text(cursor(text).expect("a place")), text);
        }
        for text in [
            "",
            "x",
            "1",
            "1-",
            "-1",
            "99999999999999999999-1",
            "1-1;drop",
        ] {
            assert!(cursor(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_host_is_taken_only_where_it_is_one() {
        let check = |host: &'static str, expected: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().expect("a value"));
            let got = asked_host(&Uri::from_static("/"), &headers);
            assert_eq!(got.as_deref(), expected, "{host}");
        };
        check("news.example:8080", Some("http://news.example:8080"));
        check("[::1]:80", Some("http://[::1]"));
        check("evil.example/x", None);
        check("a@evil.example", None);
        check("\"><script>", None);
    }

    #[test]
    fn an_ending_stands_before_the_query() {
        assert_eq!(with_ending("/", ".rss"), "/front.rss");
        assert_eq!(with_ending("/search?q=a", ".atom"), "/search.atom?q=a");
    }
}
