//! What pages take in from elsewhere: posts, films, charts, and where each can be seen.
//!
//! Nothing of it is loaded. What the page itself says of it (a post's words, a film's title) and the
//! address of its own page become a card ([`crate::blocks`]).

#[cfg(test)]
mod tests;

use html5ever::tokenizer::Tag;
use html5ever::{Attribute, local_name};
use url::Url;

use crate::clean::plain_to;
use crate::url::{is_same_page, untrack};

/// The longest address of an embed, in bytes.
const MAX_ADDRESS: usize = 2000;

/// The longest title, in characters.
const MAX_TITLE_CHARS: usize = 200;

/// A site whose posts, films or charts stand in others' texts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Site {
    /// What a card's `data-kind` says.
    pub(crate) kind: &'static str,
    /// What the site calls itself.
    pub(crate) name: &'static str,
    hosts: &'static [&'static str],
    /// The classes of the element that holds a post's words.
    quotes: &'static [&'static str],
    /// What the addresses of single posts have in them.
    posts: &'static [&'static str],
}

/// Something in a frame.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// What the card's `data-kind` says.
    pub(crate) kind: &'static str,
    /// Who shows it: the site's name, or its host.
    pub(crate) site: String,
    /// Where it can be seen, absolute.
    pub(crate) link: String,
    /// What the page calls it; may be empty.
    pub(crate) title: String,
}

/// The sites that are known.
const SITES: [Site; 9] = [
    Site {
        kind: "x",
        name: "X",
        hosts: &["x.com", "twitter.com"],
        quotes: &["twitter-tweet", "twitter-video", "twitter-quote"],
        posts: &["/status/", "/statuses/"],
    },
    Site {
        kind: "youtube",
        name: "YouTube",
        hosts: &["youtube.com", "youtube-nocookie.com", "youtu.be"],
        quotes: &[],
        posts: &[],
    },
    Site {
        kind: "vimeo",
        name: "Vimeo",
        hosts: &["vimeo.com"],
        quotes: &[],
        posts: &[],
    },
    Site {
        kind: "instagram",
        name: "Instagram",
        hosts: &["instagram.com"],
        quotes: &["instagram-media"],
        posts: &["/p/", "/reel/", "/tv/"],
    },
    Site {
        kind: "tiktok",
        name: "TikTok",
        hosts: &["tiktok.com"],
        quotes: &["tiktok-embed"],
        posts: &["/video/", "/photo/"],
    },
    Site {
        kind: "mastodon",
        name: "Mastodon",
        hosts: &[],
        quotes: &["mastodon-embed"],
        posts: &["/@"],
    },
    Site {
        kind: "bluesky",
        name: "Bluesky",
        hosts: &["bsky.app"],
        quotes: &["bluesky-embed"],
        posts: &["/post/"],
    },
    Site {
        kind: "facebook",
        name: "Facebook",
        hosts: &["facebook.com", "fb.watch"],
        quotes: &["fb-post", "fb-video"],
        posts: &[
            "/posts/",
            "/videos/",
            "/photos/",
            "/reel/",
            "/permalink",
            "/watch",
            "story_fbid",
            "fbid=",
        ],
    },
    Site {
        kind: "datawrapper",
        name: "Datawrapper",
        hosts: &["datawrapper.dwcdn.net", "datawrapper.de"],
        quotes: &[],
        posts: &[],
    },
];

/// The kind of a card from a site that is not known.
const OTHER: &str = "frame";

/// Frames that show a reader nothing: counters, advertisements, buttons, walls.
const NOTHING: [&str; 31] = [
    "/xd_arbiter",
    "/jetpack-comment",
    "/widget_iframe",
    "newsletter",
    "/subscribe",
    "/signup",
    "adserver",
    "googletagmanager.com",
    "google-analytics.com",
    "doubleclick.net",
    "googlesyndication.com",
    "googleadservices.com",
    "/recaptcha/",
    "hcaptcha.com",
    "amazon-adsystem.com",
    "criteo.",
    "taboola.com",
    "outbrain.com",
    "adnxs.com",
    "addthis.com",
    "sharethis.com",
    "disqus.com",
    "/plugins/like",
    "/plugins/share",
    "/plugins/follow",
    "/plugins/page",
    "/plugins/comments",
    "/widgets/follow_button",
    "/widgets/tweet_button",
    "vgwort.de",
    "ioam.de",
];

/// Elements of AMP and of players that load late, the attribute that names what they show, and what
/// its address begins with.
const PLAYERS: [(&str, &str, &str); 8] = [
    (
        "amp-youtube",
        "data-videoid",
        "https://www.youtube.com/watch?v=",
    ),
    (
        "lite-youtube",
        "videoid",
        "https://www.youtube.com/watch?v=",
    ),
    ("amp-vimeo", "data-videoid", "https://vimeo.com/"),
    ("lite-vimeo", "videoid", "https://vimeo.com/"),
    ("amp-twitter", "data-tweetid", "https://x.com/i/status/"),
    (
        "amp-instagram",
        "data-shortcode",
        "https://www.instagram.com/p/",
    ),
    ("amp-facebook", "data-href", ""),
    ("amp-tiktok", "data-src", ""),
];

/// The `data-kind` of a card that was written before.
pub(crate) fn card(attributes: &[Attribute]) -> Option<&'static str> {
    let is_card = value(attributes, "class").is_some_and(|class| class == "embed");
    let kind = value(attributes, "data-kind").filter(|_| is_card)?;
    let mut kinds = SITES.iter().map(|site| site.kind).chain([OTHER]);
    kinds.find(|known| *known == kind)
}

/// The site whose post's words an element holds.
pub(crate) fn quoted(tag: &Tag) -> Option<&'static Site> {
    let is_holder = matches!(
        tag.name,
        local_name!("blockquote") | local_name!("div") | local_name!("figure")
    );
    // Attributes are few: most elements have no class, and are not looked at any longer.
    let class = value(&tag.attrs, "class").filter(|_| is_holder)?;
    let mut words = class.split_ascii_whitespace();
    words.find_map(|word| SITES.iter().find(|site| site.quotes.contains(&word)))
}

/// Where the element itself says that a post can be seen.
pub(crate) fn said_link(tag: &Tag, base: Option<&Url>) -> Option<String> {
    const NAMES: [&str; 5] = [
        "data-instgrm-permalink",
        "data-embed-url",
        "data-href",
        "data-url",
        "cite",
    ];
    let mut said = NAMES.iter().filter_map(|name| value(&tag.attrs, name));
    said.find_map(|address| web(address, base)).map(own_page)
}

/// An address as a card gives it: a post's without what its frame or its link add.
pub(crate) fn page_of(address: &str) -> String {
    Url::parse(address).map_or_else(|_| address.to_owned(), own_page)
}

/// What a frame shows; `None` where that is nothing for a reader.
pub(crate) fn framed(tag: &Tag, base: Option<&Url>) -> Option<Frame> {
    let attributes = &tag.attrs;
    if is_hidden(attributes) {
        return None;
    }
    let url = match PLAYERS.iter().find(|(name, ..)| *name == &*tag.name) {
        Some((_, attribute, begin)) => {
            web(&format!("{begin}{}", value(attributes, attribute)?), base)?
        }
        None if matches!(&*tag.name, "iframe" | "amp-iframe") => source(attributes, base)?,
        None => return None,
    };
    let is_advertised = url
        .host_str()
        .is_some_and(|host| ["ad.", "ads."].iter().any(|begin| host.starts_with(begin)));
    if is_advertised || NOTHING.iter().any(|word| url.as_str().contains(word)) {
        return None;
    }
    let site = site_of(&url, value(attributes, "class").unwrap_or_default());
    let host = url.host_str()?.trim_start_matches("www.").to_owned();
    // Of Mastodon there are many, and not all of them go by the name.
    let known = site.filter(|site| !site.hosts.is_empty());
    let name = known.map_or(host, |site| site.name.to_owned());
    let said = ["title", "aria-label", "data-title", "data-caption"];
    let title = said.iter().find_map(|name| value(attributes, name));
    let title = plain_to(
        &crate::picture::escaped(title.unwrap_or_default()),
        MAX_TITLE_CHARS,
    );
    Some(Frame {
        kind: site.map_or(OTHER, |site| site.kind),
        title: if tells_nothing(&title, &name) {
            String::new()
        } else {
            title
        },
        site: name,
        link: own_page(url),
    })
}

/// The site whose single post stands at this address.
pub(crate) fn post(address: &str) -> Option<&'static Site> {
    let url = Url::parse(address).ok()?;
    site_of(&url, "").filter(|site| site.posts.iter().any(|post| address.contains(post)))
}

impl Site {
    /// Whether a single post of this site stands at this address.
    pub(crate) fn has_post(&self, address: &str) -> bool {
        let is_at_home = self.hosts.is_empty()
            || Url::parse(address)
                .is_ok_and(|url| self.hosts.iter().any(|host| is_below(&url, host)));
        is_at_home && self.posts.iter().any(|post| address.contains(post))
    }
}

/// The site that shows what stands at an address.
fn site_of(url: &Url, class: &str) -> Option<&'static Site> {
    let known = SITES
        .iter()
        .find(|site| site.hosts.iter().any(|host| is_below(url, host)));
    // Mastodon has as many hosts as servers: "/@name/1234/embed".
    let mut parts = url.path().rsplit('/');
    let is_toot = parts.next() == Some("embed")
        && parts
            .next()
            .is_some_and(|id| id.bytes().all(|byte| byte.is_ascii_digit()))
        && parts.next().is_some_and(|name| name.starts_with('@'));
    known.or_else(|| {
        let is_named = class
            .split_ascii_whitespace()
            .any(|word| word == "mastodon-embed");
        SITES
            .iter()
            .find(|site| site.kind == "mastodon")
            .filter(|_| is_toot || is_named)
    })
}

fn is_below(url: &Url, domain: &str) -> bool {
    let host = url.host_str().unwrap_or_default();
    host.strip_suffix(domain)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// A frame's address, which often waits for consent under another name: "data-src",
/// "data-cmp-src", "data-src-consent".
fn source(attributes: &[Attribute], base: Option<&Url>) -> Option<Url> {
    let late = attributes.iter().filter(|attribute| {
        let name = &*attribute.name.local;
        name.starts_with("data-")
            && name.contains("src")
            && !name.contains("srcset")
            && !name.contains("srcdoc")
    });
    let late = late.map(|attribute| attribute.value.trim());
    value(attributes, "src")
        .into_iter()
        .chain(late)
        .find_map(|address| web(address, base))
}

fn web(address: &str, base: Option<&Url>) -> Option<Url> {
    if address.is_empty() || address.len() > MAX_ADDRESS {
        return None;
    }
    let mut url = match Url::parse(address) {
        Ok(url) => url,
        Err(url::ParseError::RelativeUrlWithoutBase) => base?.join(address).ok()?,
        Err(_) => return None,
    };
    // A page that takes itself in shows nothing new.
    let is_own = base.is_some_and(|base| is_same_page(&url, base));
    let is_web = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && !is_own;
    untrack(&mut url);
    (is_web && url.as_str().len() <= MAX_ADDRESS).then_some(url)
}

/// The page of what stands in a frame.
fn own_page(mut url: Url) -> String {
    let site = site_of(&url, "").map_or(OTHER, |site| site.kind);
    let asked = |name: &str| {
        let mut pairs = url.query_pairs();
        pairs
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    };
    let path = url.path().trim_end_matches('/').to_owned();
    let id = path.rsplit('/').next().unwrap_or_default();
    let is_id = |id: &str| {
        !id.is_empty()
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
    };
    match site {
        "youtube" if path.ends_with("/videoseries") => {
            if let Some(list) = asked("list").filter(|list| is_id(list)) {
                return format!("https://www.youtube.com/playlist?list={list}");
            }
        }
        "youtube" => {
            let id = asked("v").unwrap_or_else(|| id.to_owned());
            if is_id(&id) && !path.starts_with("/@") && path.len() < 40 {
                return format!("https://www.youtube.com/watch?v={id}");
            }
        }
        "vimeo" if path.starts_with("/video/") && is_id(id) => {
            let private = asked("h").filter(|hash| is_id(hash));
            let private = private.map_or_else(String::new, |hash| format!("/{hash}"));
            return format!("https://vimeo.com/{id}{private}");
        }
        "x" => {
            if let Some(id) = asked("id").filter(|id| path.starts_with("/embed") && is_id(id)) {
                return format!("https://x.com/i/status/{id}");
            }
            url.set_query(None);
            url.set_fragment(None);
        }
        "facebook" => {
            let inner = asked("href").filter(|_| path.starts_with("/plugins/"));
            if let Some(inner) = inner.and_then(|inner| web(&inner, None)) {
                return inner.into();
            }
        }
        "instagram" | "mastodon" | "bluesky" => {
            let bare = path
                .trim_end_matches("/captioned")
                .trim_end_matches("/embed")
                .to_owned();
            url.set_path(&bare);
            url.set_query(None);
            url.set_fragment(None);
        }
        "tiktok" => {
            url.set_query(None);
            url.set_fragment(None);
        }
        _ => {}
    }
    url.into()
}

/// "`YouTube` video player" names the player.
fn tells_nothing(title: &str, site: &str) -> bool {
    const WORDS: [&str; 12] = [
        "video", "player", "embed", "embedded", "post", "content", "iframe", "tweet", "frame",
        "media", "chart", "from",
    ];
    let title = title.to_lowercase();
    let site = site.to_lowercase();
    let mut words = title
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.all(|word| WORDS.contains(&word) || word == site || word == "twitter")
}

/// Whether a page does not show it at all.
pub(crate) fn is_hidden(attributes: &[Attribute]) -> bool {
    let is_dot = |name| {
        let side = value(attributes, name).map(|side| side.trim_end_matches("px"));
        side.is_some_and(|side| matches!(side, "0" | "1"))
    };
    let style = value(attributes, "style").unwrap_or_default();
    let style: String = style
        .chars()
        .take(500)
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_lowercase())
        .collect();
    is_dot("width")
        || is_dot("height")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || attributes
            .iter()
            .any(|attribute| attribute.name.local == local_name!("hidden"))
}

fn value<'t>(attributes: &'t [Attribute], name: &str) -> Option<&'t str> {
    let mut found = attributes.iter();
    let attribute = found.find(|attribute| *attribute.name.local == *name)?;
    Some(attribute.value.trim())
}
