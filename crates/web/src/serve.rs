//! From a request to an answer: the router, made from [`routes::ALL`], and what every answer
//! passes.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawPathParams};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use axum::routing::get;

use crate::Portal;
use crate::answer::{Answer, CachePolicy};
use crate::app::App;
use crate::ask::Ask;
use crate::cache::Validity;
use crate::editions::Edition;
use crate::encode::Ready;
use crate::failure::Failure;
use crate::metrics::Answered;
use crate::pages;
use crate::routes::{self, Format, Page, Route, Scope};

/// The portal.
pub(crate) fn router(portal: Portal) -> Router {
    let app = Arc::new(App::new(portal));
    let mut router = Router::new();
    for (number, edition) in app.editions.iter().enumerate() {
        for (path, routes) in shapes(number == 0) {
            router = router.route(&edition.path(&path), handler(&app, edition, routes));
        }
    }
    let fallback_app = Arc::clone(&app);
    router
        .fallback(move |uri: Uri, headers: HeaderMap| {
            let app = Arc::clone(&fallback_app);
            async move { nowhere(&app, &uri).response(&headers) }
        })
        .layer(axum::middleware::from_fn(crate::headers::put))
}

/// The routes by the shape of their path as the router sees it. A router's path cannot end in
/// `{slug}.atom`, so the formats of such a list share one shape; [`Ask::read`] tells them apart.
fn shapes(with_house: bool) -> BTreeMap<String, Vec<&'static Route>> {
    let mut shapes: BTreeMap<String, Vec<&'static Route>> = BTreeMap::new();
    for route in routes::ALL {
        if with_house || route.scope == Scope::Edition {
            let path = match route.path.strip_suffix(route.format.ending()) {
                Some(path) if path.ends_with('}') => path,
                _ => route.path,
            };
            shapes.entry(path.to_owned()).or_default().push(route);
        }
    }
    shapes
}

fn handler(
    app: &Arc<App>,
    edition: &Arc<Edition>,
    routes: Vec<&'static Route>,
) -> axum::routing::MethodRouter {
    if let [route] = routes[..]
        && route.page == Page::Hub
    {
        return hub_handler(app, route);
    }
    let (app, edition, routes) = (Arc::clone(app), Arc::clone(edition), Arc::new(routes));
    get(move |params: RawPathParams, uri: Uri, headers: HeaderMap| {
        let (app, edition, routes) = (Arc::clone(&app), Arc::clone(&edition), Arc::clone(&routes));
        let params: Vec<(String, String)> = params
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        async move { answer(&app, &edition, &routes, &params, &uri, &headers).await }
    })
}

/// What hubs call is no page: it has no edition, is kept nowhere, and its path is told to nobody.
fn hub_handler(app: &Arc<App>, route: &'static Route) -> axum::routing::MethodRouter {
    let (asked, told) = (Arc::clone(app), Arc::clone(app));
    let verify = move |Path(token): Path<String>, uri: Uri| {
        let app = Arc::clone(&asked);
        async move {
            let started = Instant::now();
            let query = uri.query().unwrap_or_default();
            let response = pages::websub::verify(&app, &token, query).await;
            counted(&app, route.name, started, response)
        }
    };
    let deliver = move |Path(token): Path<String>, headers: HeaderMap, body: Body| {
        let app = Arc::clone(&told);
        async move {
            let started = Instant::now();
            let response = pages::websub::deliver(&app, &token, &headers, body).await;
            counted(&app, route.name, started, response)
        }
    };
    get(verify).post(deliver)
}

async fn answer(
    app: &Arc<App>,
    edition: &Arc<Edition>,
    routes: &[&'static Route],
    params: &[(String, String)],
    uri: &Uri,
    headers: &HeaderMap,
) -> Response {
    let started = Instant::now();
    let ready = match Ask::read(app, edition, routes, params, uri, headers) {
        Some(ask) if ask.page == Page::Asset => asset(&ask),
        Some(ask) => made(ask).await,
        None => nowhere(app, uri),
    };
    let name = routes.first().map_or("", |route| route.name);
    counted(app, name, started, ready.response(headers))
}

fn counted(app: &App, route: &'static str, started: Instant, response: Response) -> Response {
    let metrics = &app.portal.metrics;
    let answered = Answered {
        route,
        status: response.status().as_u16(),
    };
    metrics.answers.get_or_create(&answered).inc();
    metrics
        .answer_seconds
        .observe(started.elapsed().as_secs_f64());
    response
}

/// The answer, from memory or new; where it fails, the page that says so.
async fn made(ask: Ask) -> Arc<Ready> {
    let kept = if is_kept(ask.page) {
        kept(&ask).await
    } else {
        let made = pages::answer(&ask).await;
        made.map(|answer| Arc::new(Ready::new(answer)))
    };
    kept.unwrap_or_else(|failure| {
        failure.log(&ask.path);
        Arc::new(Ready::new(pages::error::answer(
            &ask.app,
            &ask.edition,
            &failure,
            ask.format,
        )))
    })
}

/// What is asked of the index (which follows the store with a delay of its own), what is about the
/// very moment, and what lies in files is made anew each time.
fn is_kept(page: Page) -> bool {
    !matches!(
        page,
        Page::Search | Page::Health | Page::Metrics | Page::Asset | Page::Hub | Page::Media
    )
}

async fn kept(ask: &Ask) -> Result<Arc<Ready>, Failure> {
    let (memory, key) = (&ask.app.memory, ask.key());
    let made = async {
        let stamp = memory.stamp(ask.store()).await?;
        let minute = ask.now.as_second().div_euclid(60);
        let validity = Validity { stamp, minute };
        if let Some(ready) = memory.get(&key, validity) {
            ask.app.portal.metrics.from_memory.inc();
            return Ok(ready);
        }
        let _lane = memory.lane(&key).await;
        if let Some(ready) = memory.get(&key, validity) {
            ask.app.portal.metrics.from_memory.inc();
            return Ok(ready);
        }
        let ready = Arc::new(Ready::new(pages::answer(ask).await?));
        // What leads elsewhere is cheap to make and has endless addresses.
        if ready.answer().policy.is_kept() && ready.answer().location.is_none() {
            memory.put(key.clone(), validity, &ready);
        }
        Ok(ready)
    };
    match made.await {
        Err(failure @ Failure::Store(_)) => match memory.get_stale(&key) {
            Some(ready) => {
                failure.log(&ask.path);
                Ok(ready)
            }
            None => Err(failure),
        },
        made => made,
    }
}

fn asset(ask: &Ask) -> Arc<Ready> {
    ask.app
        .assets
        .get(&ask.slug)
        .unwrap_or_else(|| nowhere_in(&ask.app, &ask.edition, Format::Machine))
}

/// The answer to a path that no route has.
fn nowhere(app: &App, uri: &Uri) -> Arc<Ready> {
    let path = uri.path();
    let edition = app.edition_of(path);
    if !edition.prefix.is_empty() && path == edition.prefix {
        return Arc::new(Ready::new(Answer::moved(edition.path("/"))));
    }
    let is_json = path
        .rsplit_once('.')
        .is_some_and(|(_, ending)| ending == "json");
    let format = if is_json { Format::Json } else { Format::Html };
    nowhere_in(app, edition, format)
}

fn nowhere_in(app: &App, edition: &Edition, format: Format) -> Arc<Ready> {
    let mut answer = pages::error::answer(app, edition, &Failure::NotFound, format);
    answer.policy = CachePolicy::Fresh;
    Arc::new(Ready::new(answer))
}

#[cfg(test)]
mod tests;
