//! Where the feeds of known sites and of known software are.
//!
//! A rule says which addresses it is for and what their feeds' are. In a path `:` stands for one
//! part, which is kept, also after a beginning (`@:`); `*` at the end for whatever follows. In a
//! feed's address `{o}` is the page's scheme, host and port, `{h}` the first name of its host, `{p}`
//! its path, `{1}` and so on what was kept.

use url::Url;

use super::{Candidate, MAX_URL_BYTES, Origin};

/// The rules.
const SITES: &str = include_str!("sites.txt");

/// The addresses of a site, and the feeds that belong to them.
struct Rule {
    host: &'static str,
    path: &'static str,
    /// What each feed is called, and where it is, between bars.
    feeds: &'static str,
}

/// How many parts of a path are looked at.
const MAX_PARTS: usize = 8;

/// Beginnings of a host that make no difference.
const SAME_HOSTS: [&str; 5] = ["www.", "m.", "old.", "new.", "mobile."];

/// The feeds that belong to an address, as its site's rule says, or as software has it that
/// addresses look like; those are of [`Origin::WellKnown`], since other software has such, too.
pub fn of_site(url: &Url) -> Vec<Candidate> {
    let host = url.host_str().unwrap_or_default();
    let host = SAME_HOSTS
        .iter()
        .find_map(|same| host.strip_prefix(same))
        .unwrap_or(host);
    let is_web = matches!(url.scheme(), "http" | "https") && url.as_str().len() <= MAX_URL_BYTES;
    let found = rules().filter(|_| is_web).find_map(|rule| {
        let kept = is_host(rule.host, host).then(|| kept(rule.path, url))??;
        Some((rule, kept))
    });
    let Some((rule, kept)) = found else {
        return Vec::new();
    };
    let origin = if rule.host == "*" {
        Origin::WellKnown
    } else {
        Origin::Site
    };
    let feeds = rule.feeds();
    feeds
        .filter_map(|(title, feed)| candidate(title, &filled(feed, url, &kept), origin))
        .collect()
}

/// The feeds that software has which calls itself `name`, for a page of it.
pub(super) fn of_software(name: &str, page: &Url) -> Vec<Candidate> {
    let name = name.to_ascii_lowercase();
    let known = SOFTWARE.iter().find(|(known, _)| name.starts_with(known));
    let feeds = known.into_iter().flat_map(|(_, feeds)| feeds.iter());
    feeds
        .filter_map(|feed| candidate("", &filled(feed, page, &[]), Origin::WellKnown))
        .collect()
}

/// The feed of a `YouTube` channel whose id its page names; its address may be a nickname.
pub(super) fn of_channel(id: &str, page: &Url) -> Option<Candidate> {
    let host = page.host_str().unwrap_or_default();
    let is_id = id.len() == 24
        && id.starts_with("UC")
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let is_there = host == "youtube.com" || host.ends_with(".youtube.com");
    let feed = format!("https://www.youtube.com/feeds/videos.xml?channel_id={id}");
    (is_id && is_there).then(|| candidate("Channel", &feed, Origin::Site))?
}

fn candidate(title: &str, url: &str, origin: Origin) -> Option<Candidate> {
    let url = Url::parse(url)
        .ok()
        .filter(|url| url.as_str().len() <= MAX_URL_BYTES)?;
    Some(Candidate {
        title: title.to_owned(),
        url,
        media_type: String::new(),
        origin,
    })
}

fn is_host(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix('*') {
        None => host == pattern,
        Some(below) => host.len() > below.len() && host.ends_with(below),
    }
}

/// What a pattern keeps of an address; `None` where it does not fit.
fn kept(pattern: &str, url: &Url) -> Option<Vec<String>> {
    let (path, parameter) = pattern.split_once('?').unwrap_or((pattern, ""));
    let mut kept = Vec::new();
    let mut parts = url
        .path()
        .split('/')
        .filter(|part| !part.is_empty())
        .take(MAX_PARTS);
    for wanted in path.split('/').filter(|part| !part.is_empty()) {
        if wanted == "*" {
            parts.by_ref().for_each(drop);
            break;
        }
        let part = parts.next()?;
        match wanted.split_once(':') {
            Some((begin, "")) => kept.push(part.strip_prefix(begin)?.to_owned()),
            _ if part == wanted => {}
            _ => return None,
        }
    }
    if !parameter.is_empty() {
        let (_, value) = url.query_pairs().find(|(name, _)| name == parameter)?;
        kept.push(
            url::form_urlencoded::byte_serialize(value.as_bytes())
                .collect::<String>()
                .replace('+', "%20"),
        );
    }
    let is_whole = parts.next().is_none() && kept.iter().all(|part| !part.is_empty());
    is_whole.then_some(kept)
}

/// A feed's address with what was kept. What is kept of a path may come to stand in a query.
fn filled(feed: &str, url: &Url, kept: &[String]) -> String {
    let host = url.host_str().unwrap_or_default();
    let mut filled = feed
        .replace("{o}", &url.origin().ascii_serialization())
        .replace("{h}", host.split('.').next().unwrap_or_default())
        .replace("{p}", url.path().trim_end_matches('/'));
    for (number, part) in (1..).zip(kept) {
        let part = part
            .replace('&', "%26")
            .replace('=', "%3D")
            .replace('+', "%2B");
        filled = filled.replace(&format!("{{{number}}}"), &part);
    }
    filled
}

fn rules() -> impl Iterator<Item = Rule> {
    SITES.lines().filter_map(|line| {
        let (host, rest) = line.split_once(' ').filter(|_| !line.starts_with('#'))?;
        let rest = rest.trim_start();
        let (path, feeds) = rest.split_once(' ').unwrap_or((rest, ""));
        Some(Rule { host, path, feeds })
    })
}

impl Rule {
    /// The title and the address of each feed.
    fn feeds(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.feeds
            .split('|')
            .filter_map(|feed| feed.trim().rsplit_once(' '))
    }
}

/// How software begins to call itself, and where its feeds are.
const SOFTWARE: &[(&str, &[&str])] = &[
    ("wordpress", &["{o}/feed/", "{o}/?feed=rss2"]),
    ("ghost", &["{o}/rss/"]),
    ("hugo", &["{o}/index.xml"]),
    ("jekyll", &["{o}/feed.xml"]),
    ("eleventy", &["{o}/feed.xml"]),
    ("hexo", &["{o}/atom.xml", "{o}/rss2.xml"]),
    ("zola", &["{o}/atom.xml", "{o}/rss.xml"]),
    ("astro", &["{o}/rss.xml"]),
    ("gatsby", &["{o}/rss.xml"]),
    ("nikola", &["{o}/rss.xml"]),
    ("pelican", &["{o}/feeds/all.atom.xml"]),
    ("drupal", &["{o}/rss.xml"]),
    ("joomla", &["{o}{p}?format=feed&type=rss"]),
    ("squarespace", &["{o}{p}?format=rss"]),
    ("wix.com", &["{o}/blog-feed.xml"]),
    ("blogger", &["{o}/feeds/posts/default"]),
    (
        "mediawiki",
        &["{o}/index.php?title=Special:RecentChanges&feed=atom"],
    ),
    ("discourse", &["{o}/latest.rss"]),
    ("phpbb", &["{o}/feed"]),
    ("movable type", &["{o}/atom.xml"]),
    ("typepad", &["{o}/atom.xml"]),
    ("serendipity", &["{o}/feeds/index.rss2"]),
    ("textpattern", &["{o}/rss/"]),
    ("dotclear", &["{o}/feed/atom"]),
    ("spip", &["{o}/spip.php?page=backend"]),
    ("peertube", &["{o}/feeds/videos.xml"]),
];

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{SITES, SOFTWARE, filled, of_site, of_software, rules};

    fn check(url: &str, expected: &[&str]) {
        let url = Url::parse(url).expect("a URL");
        let found: Vec<_> = of_site(&url).into_iter().map(|found| found.url).collect();
        let found: Vec<_> = found.iter().map(Url::as_str).collect();
        assert_eq!(found, expected, "{url}");
    }

    #[test]
    fn known_sites_have_their_feeds_where_they_are_known_to_be() {
        check(
            "https://m.youtube.com/channel/UC0123456789/videos",
            &["https://www.youtube.com/feeds/videos.xml?channel_id=UC0123456789"],
        );
        check(
            "https://www.youtube.com/watch?v=x&list=PL%26x",
            &["https://www.youtube.com/feeds/videos.xml?playlist_id=PL%26x"],
        );
        check(
            "https://github.com/harbour/crane/",
            &[
                "https://github.com/harbour/crane/releases.atom",
                "https://github.com/harbour/crane/tags.atom",
                "https://github.com/harbour/crane/commits.atom",
            ],
        );
        check(
            "https://github.com/harbour/crane/commits/main",
            &["https://github.com/harbour/crane/commits/main.atom"],
        );
        check(
            "https://old.reddit.com/r/harbours/",
            &["https://www.reddit.com/r/harbours/.rss"],
        );
        check(
            "https://tide.substack.com/p/ebb",
            &["https://tide.substack.com/feed"],
        );
        check(
            "https://medium.com/@tide",
            &["https://medium.com/feed/@tide"],
        );
        check(
            "https://arxiv.org/list/cs.AI/recent",
            &["https://rss.arxiv.org/rss/cs.AI"],
        );
        check(
            "https://de.wikipedia.org/wiki/A&B",
            &["https://de.wikipedia.org/w/index.php?title=A%26B&action=history&feed=atom"],
        );
    }

    #[test]
    fn software_is_known_by_its_addresses() {
        check(
            "https://town.example:8443/@mara",
            &["https://town.example:8443/@mara.rss"],
        );
        check(
            "https://town.example/c/bridge/7",
            &["https://town.example/c/bridge/7.rss"],
        );
        check(
            "https://town.example/c/bridge/videos",
            &["https://town.example/feeds/videos.xml?videoChannelName=bridge"],
        );
    }

    #[test]
    fn what_no_rule_is_for_has_none() {
        check("https://town.example/", &[]);
        check("https://town.example/@", &[]);
        check("https://www.youtube.com/@tide", &[]);
        check("https://substack.com/", &[]);
        check("https://notgithub.com/a", &[]);
        check("data:text/html,x", &[]);
        let long = format!("https://github.com/{}/x", "a".repeat(3_000));
        check(&long, &[]);
    }

    #[test]
    fn every_rule_gives_addresses() {
        let page = Url::parse("https://town.example/a/b").expect("a URL");
        let kept = ["x", "y", "z"].map(str::to_owned);
        let rules = rules().flat_map(|rule| {
            let count = rule.path.matches([':', '?']).count();
            rule.feeds()
                .map(|(_, feed)| (feed, count))
                .collect::<Vec<_>>()
        });
        let software = SOFTWARE
            .iter()
            .flat_map(|(_, feeds)| feeds.iter().map(|feed| (*feed, 0)));
        let lines = SITES
            .lines()
            .filter(|line| line.contains('/') && !line.starts_with('#'));
        assert_eq!(super::rules().count(), lines.count());
        for (feed, count) in rules.chain(software) {
            let filled = filled(feed, &page, &kept[..count]);
            assert!(
                Url::parse(&filled).is_ok() && !filled.contains(['{', '}']),
                "{feed}: {filled}"
            );
        }
    }

    #[test]
    fn software_is_known_by_its_name() {
        let page = Url::parse("https://town.example/a/").expect("a URL");
        let found = of_software("Squarespace", &page);
        assert_eq!(found[0].url.as_str(), "https://town.example/a?format=rss");
        assert!(of_software("Quill 3", &page).is_empty());
    }
}
