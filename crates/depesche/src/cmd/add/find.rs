//! Which of the feeds that a site may have are meant, and where else to look. Pure.

use depesche_feed::{Candidate, Link, Origin, discover, links, of_site, well_known, without_twins};
use url::Url;

/// In how many places a feed is looked for that a site does not name: a publisher's server is not
/// there to be searched.
const MAX_GUESSES: usize = 8;

/// The feeds that a web page links, in its `Link` headers and in itself.
pub(super) fn linked(headers: &[String], html: &[u8], page: &Url) -> Vec<Candidate> {
    let mut found: Vec<_> = headers
        .iter()
        .flat_map(|header| links(header, page))
        .filter_map(Link::feed)
        .collect();
    found.extend(discover(html, page));
    found
}

/// The feeds that the site of an address is known to have.
pub(super) fn sure_of_site(url: &Url) -> Vec<Candidate> {
    let mut found = of_site(url);
    found.retain(|candidate| candidate.origin.is_sure());
    found
}

/// What a site names, and where else its feed may be. Named is what is sure, or else what the page
/// links; of several formats of a feed one, and comments only where there is nothing else, unless
/// `all` are asked for.
pub(super) fn named(found: Vec<Candidate>, all: bool) -> (Vec<Candidate>, Vec<Candidate>) {
    let (guessed, found): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|candidate| candidate.origin == Origin::WellKnown);
    let (sure, linked): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|candidate| candidate.origin.is_sure());
    let named = if sure.is_empty() { linked } else { sure };
    if all {
        return (named, guessed);
    }
    let (comments, main): (Vec<_>, Vec<_>) = named.into_iter().partition(Candidate::is_of_comments);
    let named = if main.is_empty() { comments } else { main };
    (without_twins(named), guessed)
}

/// What to say of a site that names several feeds.
pub(super) fn list(candidates: &[Candidate]) -> String {
    let lines: Vec<_> = candidates
        .iter()
        .map(|candidate| format!("  depesche add {}  ({})", candidate.url, candidate.title))
        .collect();
    format!(
        "names {} feeds; add one, or all with --all:\n{}",
        lines.len(),
        lines.join("\n")
    )
}

/// Where to look for the feed of a page that names none, the likeliest place first.
pub(super) fn places(guessed: Vec<Candidate>, page: &Url) -> Vec<Url> {
    let mut places: Vec<Url> = Vec::new();
    let guessed = guessed.into_iter().map(|candidate| candidate.url);
    for place in guessed.chain(well_known(page)) {
        let is_same = |known: &Url| {
            known.as_str().trim_end_matches('/') == place.as_str().trim_end_matches('/')
        };
        if !places.iter().any(is_same) {
            places.push(place);
        }
    }
    places.truncate(MAX_GUESSES);
    places
}

#[cfg(test)]
mod tests {
    use depesche_feed::ranked;
    use url::Url;

    use super::{linked, named};

    #[test]
    fn of_what_a_site_names_the_main_feed_is_taken() {
        let check = |html: &str, all: bool, expected: &[&str]| {
            let page = Url::parse("https://tidewater.example/").expect("an address");
            let (named, _) = named(ranked(linked(&[], html.as_bytes(), &page)), all);
            let paths: Vec<_> = named.iter().map(|found| found.url.path()).collect();
            assert_eq!(paths, expected, "{html}");
        };
        let rss = "<link rel=alternate type=application/rss+xml title='News' href=/rss>";
        let atom = "<link rel=alternate type=application/atom+xml title='News' href=/atom>";
        let comments = "<link rel=alternate type=application/rss+xml title='Comments' href=/c>";
        let linked = "<a href=/sports/feed>Sports</a>";
        let page = [rss, atom, comments, linked].concat();
        check(&page, false, &["/atom"]);
        check(&page, true, &["/rss", "/atom", "/c"]);
        check(&[comments, linked].concat(), false, &["/c"]);
        check(linked, false, &["/sports/feed"]);
        check("<meta name=generator content=Hugo>", true, &[]);
    }

    #[test]
    fn a_feed_that_a_header_links_is_found() {
        let page = Url::parse("https://tidewater.example/").expect("an address");
        let header =
            "</style.css>; rel=preload, </feed>; rel=alternate; type=\"application/rss+xml\"";
        let (named, _) = named(ranked(linked(&[header.to_owned()], b"", &page)), false);
        assert_eq!(named.len(), 1);
        assert_eq!(named[0].url.path(), "/feed");
    }
}
