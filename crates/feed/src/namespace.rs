//! The namespaces of feeds: what a prefix stands for.
//!
//! Feeds declare them wrongly, twice, or not at all; so a prefix that is not declared, or whose
//! address nobody knows, stands for what everybody else uses it for.

use crate::limits::MAX_NAMESPACES;

/// A vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Namespace {
    /// RSS of any version, Atom of any version: their names do not contradict each other.
    Core,
    /// Atom 0.3, which names are Atom's.
    Atom03,
    /// Atom 1.0.
    Atom10,
    /// RSS 0.90.
    Rss090,
    /// RSS 1.0.
    Rss10,
    Rdf,
    Xhtml,
    Dc,
    DcTerms,
    Content,
    Media,
    Itunes,
    Podcast,
    /// Podlove Simple Chapters.
    Psc,
    Syndication,
    Slash,
    CommentApi,
    Threading,
    GeoRss,
    Gml,
    Geo,
    /// Creative Commons, of RDF and of RSS.
    License,
    FeedBurner,
    /// RFC 5005.
    History,
    /// RFC 6721.
    Tombstones,
    Tdm,
    GooglePlay,
    Webfeeds,
    Other,
}

use Namespace as N;

impl Namespace {
    /// Whether its names are those of RSS and Atom.
    pub(crate) fn is_core(self) -> bool {
        matches!(self, N::Core | N::Atom03 | N::Atom10 | N::Rss090 | N::Rss10)
    }
}

/// How many declarations are remembered that change nothing.
const MAX_SETTLED: usize = 16;

/// The prefixes that are declared, the innermost last.
#[derive(Default)]
pub(crate) struct Prefixes<'a> {
    declared: Vec<(&'a str, Namespace)>,
    version: usize,
    /// Declarations that change nothing: some publishing systems make the same at each element.
    settled: Vec<(&'a str, &'a str)>,
    /// A bit for each namespace that was ever declared.
    met: u64,
}

impl<'a> Prefixes<'a> {
    /// Declares one; the empty prefix is that of names without.
    pub(crate) fn declare(&mut self, prefix: &'a str, address: &'a str) {
        let is_settled = self.settled.contains(&(prefix, address));
        if is_settled || self.declared.len() >= MAX_NAMESPACES {
            return;
        }
        let meant = by_address(address).unwrap_or_else(|| by_prefix(prefix));
        self.met |= 1 << meant as u64;
        if self.namespace(prefix) != meant {
            self.declared.push((prefix, meant));
            self.changed();
        } else if self.settled.len() < MAX_SETTLED {
            self.settled.push((prefix, address));
        }
    }

    /// Declares the one of names without a prefix at the feed's outermost element, which has none
    /// itself: whatever address was pasted there, the feed's own names are meant.
    pub(crate) fn declare_outermost(&mut self, address: &'a str) {
        if by_address(address).is_none_or(N::is_core) {
            self.declare("", address);
        }
    }

    /// How many are declared.
    pub(crate) fn len(&self) -> usize {
        self.declared.len()
    }

    /// Forgets those that were declared after there were `length`.
    pub(crate) fn truncate(&mut self, length: usize) {
        if length < self.declared.len() {
            self.declared.truncate(length);
            self.changed();
        }
    }

    fn changed(&mut self) {
        self.version += 1;
        self.settled.clear();
    }

    /// A number that changes whenever a name may mean something else.
    pub(crate) fn version(&self) -> usize {
        self.version
    }

    /// The namespace and the local part of a name.
    pub(crate) fn split<'n>(&self, name: &'n str) -> (Namespace, &'n str) {
        let (prefix, local) = match memchr::memchr(b':', name.as_bytes()) {
            Some(at) => (&name[..at], &name[at + 1..]),
            None => ("", name),
        };
        (self.namespace(prefix), local)
    }

    fn namespace(&self, prefix: &str) -> Namespace {
        let mut declared = self.declared.iter().rev();
        let found = declared.find(|(known, _)| *known == prefix);
        found.map_or_else(|| by_prefix(prefix), |found| found.1)
    }

    /// Whether some prefix stands for a namespace, or stood.
    pub(crate) fn has(&self, namespace: Namespace) -> bool {
        self.met & (1 << namespace as u64) != 0
    }
}

/// What everybody uses a prefix for.
fn by_prefix(prefix: &str) -> Namespace {
    match prefix.to_ascii_lowercase().as_str() {
        "" | "rss" | "atom" | "a10" | "atom10" => N::Core,
        "rdf" => N::Rdf,
        "xhtml" | "html" | "h" => N::Xhtml,
        "dc" => N::Dc,
        "dcterms" | "dct" => N::DcTerms,
        "content" => N::Content,
        "media" => N::Media,
        "itunes" => N::Itunes,
        "podcast" => N::Podcast,
        "psc" => N::Psc,
        "sy" => N::Syndication,
        "slash" => N::Slash,
        "wfw" => N::CommentApi,
        "thr" => N::Threading,
        "georss" => N::GeoRss,
        "gml" => N::Gml,
        "geo" => N::Geo,
        "cc" | "creativecommons" => N::License,
        "feedburner" => N::FeedBurner,
        "fh" => N::History,
        "at" => N::Tombstones,
        "tdm" => N::Tdm,
        "googleplay" => N::GooglePlay,
        "webfeeds" => N::Webfeeds,
        _ => N::Other,
    }
}

/// The namespace of an address; `None` where nobody knows it. Addresses are compared without
/// scheme, case and a slash at the end, which people change at will.
fn by_address(address: &str) -> Option<Namespace> {
    let address = address.trim().to_ascii_lowercase();
    let name = address
        .split_once("://")
        .map_or(&*address, |(_, rest)| rest);
    let name = name.strip_prefix("www.").unwrap_or(name);
    Some(match name.trim_end_matches(['/', '#']) {
        "blogs.law.harvard.edu/tech/rss" | "purl.org/rss/1.0/modules/rss091" => N::Core,
        "w3.org/2005/atom" => N::Atom10,
        "purl.org/atom/ns"
        | "example.com/newformat"
        | "example.com/necho"
        | "purl.org/echo"
        | "uri/of/echo/namespace"
        | "purl.org/pie" => N::Atom03,
        "purl.org/rss/1.0" => N::Rss10,
        "my.netscape.com/rdf/simple/0.9" | "channel.netscape.com/rdf/simple/0.9" => N::Rss090,
        name if name.starts_with("backend.userland.com/rss") => N::Core,
        "w3.org/1999/02/22-rdf-syntax-ns" => N::Rdf,
        "w3.org/1999/xhtml" => N::Xhtml,
        "purl.org/dc/elements/1.1" | "purl.org/dc/elements/1.0" => N::Dc,
        "purl.org/dc/terms" => N::DcTerms,
        "purl.org/rss/1.0/modules/content" => N::Content,
        name if name.contains("search.yahoo.com/mrss") => N::Media,
        "itunes.com/dtds/podcast-1.0.dtd" | "example.com/dtds/podcast-1.0.dtd" => N::Itunes,
        "podcastindex.org/namespace/1.0" => N::Podcast,
        name if name.contains("/podcast-namespace/") => N::Podcast,
        "podlove.org/simple-chapters" => N::Psc,
        "purl.org/rss/1.0/modules/syndication" => N::Syndication,
        "purl.org/rss/1.0/modules/slash" => N::Slash,
        "wellformedweb.org/commentapi" => N::CommentApi,
        "purl.org/syndication/thread/1.0" | "purl.org/rss/1.0/modules/threading" => N::Threading,
        "georss.org/georss" | "georss.org/georss/10" => N::GeoRss,
        "opengis.net/gml" => N::Gml,
        "w3.org/2003/01/geo/wgs84_pos" => N::Geo,
        "creativecommons.org/ns" | "creativecommons.org/ns#license" | "web.resource.org/cc" => {
            N::License
        }
        name if name.ends_with("creativecommonsrssmodule.html") => N::License,
        "backend.userland.com/creativecommonsrssmodule" => N::License,
        name if name.starts_with("rssnamespace.org/feedburner/ext") => N::FeedBurner,
        "purl.org/syndication/history/1.0" => N::History,
        "purl.org/atompub/tombstones/1.0" => N::Tombstones,
        "w3.org/ns/tdmrep" => N::Tdm,
        name if name.contains("google.com/schemas/play-podcasts") => N::GooglePlay,
        "webfeeds.org/rss/1.0" => N::Webfeeds,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Namespace as N, Prefixes};

    fn check(declared: &[(&'static str, &str)], name: &str, expected: (N, &str)) {
        let mut prefixes = Prefixes::default();
        for (prefix, address) in declared {
            prefixes.declare(prefix, address);
        }
        assert_eq!(prefixes.split(name), expected, "{name}");
    }

    #[test]
    fn a_prefix_stands_for_what_is_declared() {
        let dc = [("d", "http://purl.org/dc/elements/1.1/")];
        check(&dc, "d:creator", (N::Dc, "creator"));
        check(&dc, "creator", (N::Core, "creator"));
        check(
            &[("", "https://www.w3.org/2005/Atom/")],
            "entry",
            (N::Atom10, "entry"),
        );
    }

    #[test]
    fn what_is_not_declared_or_not_known_is_what_others_mean() {
        check(&[], "dc:date", (N::Dc, "date"));
        check(
            &[("media", "http://media.example/")],
            "media:group",
            (N::Media, "group"),
        );
        check(
            &[("", "http://nowhere.example/")],
            "item",
            (N::Core, "item"),
        );
        check(&[], "x:title", (N::Other, "title"));
    }

    #[test]
    fn the_innermost_counts() {
        let twice = [
            ("x", "http://www.w3.org/2005/Atom"),
            ("x", "http://purl.org/dc/terms/"),
        ];
        check(&twice, "x:created", (N::DcTerms, "created"));
    }
}
