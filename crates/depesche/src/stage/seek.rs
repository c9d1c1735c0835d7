//! A feed that is no longer where it was is looked for, once, on its source's home page.

use depesche_feed::{Candidate, discover, of_site, ranked, without_twins};
use depesche_fetch::{Fetched, Request, Want};
use depesche_model::{Feed, Notes, Source, Validators};
use jiff::{SignedDuration, Timestamp};
use url::Url;

use crate::house::House;

/// After so many tries in vain, over so long a time, a feed is looked for.
const TRIES: u32 = 3;
const FOR: SignedDuration = SignedDuration::from_hours(24);

/// Whether it is time to look for a feed elsewhere.
pub(super) fn is_lost(feed: &Feed, notes: &Notes, now: Timestamp) -> bool {
    let is_old = |since| now.duration_since(since) >= FOR;
    notes.trouble.is_for_good()
        && feed.failures + 1 >= TRIES
        && notes.failing_since.is_some_and(is_old)
        && notes.searched_at.is_none()
}

/// Where the feed may be now: what its home page names first.
pub(super) async fn seek(house: &House, feed: &Feed, source: &Source) -> Option<String> {
    let home = home(feed, source)?;
    if house.client.paused_until(&home).is_some() || !house.client.may_fetch_page(&home).await {
        return None;
    }
    let request = Request {
        url: &home,
        want: Want::Page,
        validators: &Validators::default(),
    };
    let Ok(Fetched::Fresh(answer)) = house.client.get(request).await else {
        return None;
    };
    let mut found = discover(&answer.body, &answer.url);
    let headers = answer.signs.links.iter();
    let links = headers.flat_map(|header| depesche_feed::links(header, &answer.url));
    found.extend(links.filter_map(depesche_feed::Link::feed));
    found.extend(of_site(&answer.url));
    chosen(found, &feed.url)
}

/// The home page; where the feed has named none, the beginning of its own site.
fn home(feed: &Feed, source: &Source) -> Option<Url> {
    let is_web = |url: &Url| matches!(url.scheme(), "http" | "https") && url.has_host();
    let home = Url::parse(&source.home).ok().filter(is_web);
    home.or_else(|| Url::parse(&feed.url).ok()?.join("/").ok().filter(is_web))
}

/// Of what can be believed the first, comments last; not where the feed was.
fn chosen(found: Vec<Candidate>, but: &str) -> Option<String> {
    let mut found = ranked(found);
    found.retain(|candidate| candidate.origin.is_sure() && candidate.url.as_str() != but);
    let first = without_twins(found).into_iter().next()?;
    Some(first.url.into())
}

#[cfg(test)]
mod tests {
    use depesche_feed::discover;
    use url::Url;

    use super::chosen;

    #[test]
    fn a_home_page_proposes_its_main_feed_and_not_the_old_one() {
        let check = |html: &str, expected: Option<&str>| {
            let page = Url::parse("https://tidewater.example/").expect("an address");
            let found = discover(html.as_bytes(), &page);
            let chosen = chosen(found, "https://tidewater.example/old");
            assert_eq!(chosen.as_deref(), expected, "{html}");
        };
        let link = |href: &str, title: &str| {
            format!("<link rel=alternate type=application/rss+xml title='{title}' href={href}>")
        };
        let new = Some("https://tidewater.example/new");
        check(&(link("/old", "A") + &link("/new", "B")), new);
        check(&(link("/c", "Comments") + &link("/new", "News")), new);
        check(&link("/old", "A"), None);
        check("<a href=/feed>Feed</a>", None);
    }
}
