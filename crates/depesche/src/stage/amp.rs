//! An article's form for telephones, where its page gives too little: fetched once, by the same rules.

use std::sync::Arc;

use depesche_fetch::guard::is_private;
use depesche_fetch::{Fetched, Request, Want, site_key};
use depesche_model::{Sign, Validators};
use depesche_read::Page;
use url::Url;

use super::signs;
use crate::house::House;
use crate::timings::Stage;

/// Completes a page from it, where that helps. What it says of its terms counts too.
pub(super) async fn complete(house: &House, page: &mut Page) -> Vec<Sign> {
    let at = Url::parse(&page.url).ok();
    let Some((url, at)) = page.second_chance().zip(at) else {
        return Vec::new();
    };
    if !is_its_own(&url, &at) || !house.client.may_fetch_page(&url).await {
        return Vec::new();
    }
    let mut signs = signs::of_site(&house.client.reservation(&url).await);
    let request = Request {
        url: &url,
        want: Want::Page,
        validators: &Validators::default(),
    };
    // It was a second chance: what goes wrong with it is no failure.
    let Ok(Fetched::Fresh(answer)) = house.client.get(request).await else {
        return Vec::new();
    };
    let (_permit, timings) = (house.readers.acquire().await, Arc::clone(&house.timings));
    let headers = answer.signs.clone();
    let read = tokio::task::spawn_blocking(move || {
        let _timer = timings.start(Stage::Read);
        let page = depesche_read::page(&answer.body, &answer.url, answer.content_type.as_deref());
        (page, answer.url)
    });
    let Ok((amp, url)) = read.await else {
        return Vec::new();
    };
    signs.extend(signs::of_page(&amp, &headers, &url));
    if page.take_second_chance(amp) {
        signs
    } else {
        Vec::new()
    }
}

/// Whether an address belongs to the site of the page that names it: only what a publisher has
/// itself is asked for, and of a private network nothing but the same service.
fn is_its_own(url: &Url, page: &Url) -> bool {
    if is_private(url) || is_private(page) {
        return url.origin() == page.origin();
    }
    matches!(url.scheme(), "http" | "https") && site_key(url) == site_key(page)
}

#[cfg(test)]
mod tests {
    use super::is_its_own;

    #[test]
    fn only_the_site_itself_is_asked() {
        let check = |url: &str, expected: bool| {
            let parse = |url: &str| url.parse().expect("a URL");
            let page = parse("https://www.town.example/bridge");
            assert_eq!(is_its_own(&parse(url), &page), expected, "{url}");
        };
        check("https://amp.town.example/bridge", true);
        check("https://cache.example/town/bridge", false);
        check("http://127.0.0.1/bridge", false);
        check("ftp://town.example/bridge", false);
    }
}
