//! Every URL of the portal, in one list.
//!
//! The router is built from it, pages make their links with it, tests enumerate it. Lists exist in
//! four formats under one path: `/latest` for people, `/latest.atom`, `/latest.rss` and
//! `/latest.json` for programs; the front page's are `/front.atom` and so on, since `/` has no
//! name to hang an ending on.

/// One URL, or all of one shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// Its name, in metrics and tests. The formats of one list share it.
    pub name: &'static str,
    /// Its path; `{slug}` and `{id}` stand for a name and a number.
    pub path: &'static str,
    /// What it answers with.
    pub format: Format,
    /// Whether every edition has its own.
    pub scope: Scope,
    /// Whether it takes a POST. Whoever sends one must be known by more than a cookie: such a
    /// request comes from a machine, without a session and without an origin.
    pub takes_post: bool,
    /// What stands there.
    pub(crate) page: Page,
}

/// What a URL answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A page for people.
    Html,
    /// Atom (RFC 4287).
    Atom,
    /// RSS 2.0.
    Rss,
    /// JSON Feed 1.1; of one article's translation, its record.
    Json,
    /// Something for machines: text, XML or bytes.
    Machine,
}

impl Format {
    /// The ending in a list's URL; empty for pages.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Html | Self::Machine => "",
            Self::Atom => ".atom",
            Self::Rss => ".rss",
            Self::Json => ".json",
        }
    }
}

/// Whether every edition has its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One for each: at the path for the first edition, under `/{lang}` for each further one.
    Edition,
    /// One for the house.
    House,
}

/// What stands at a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Page {
    Front,
    Latest,
    Section,
    Sources,
    Source,
    Piece,
    Versions,
    Original,
    Translation,
    Search,
    Feeds,
    Imprint,
    Privacy,
    About,
    HowWeRank,
    Accessibility,
    OpenSearch,
    Sitemap,
    Robots,
    Health,
    Metrics,
    Asset,
    Hub,
    Media,
}

const fn page(name: &'static str, path: &'static str, page: Page) -> Route {
    Route {
        name,
        path,
        format: Format::Html,
        scope: Scope::Edition,
        takes_post: false,
        page,
    }
}

const fn feed(name: &'static str, path: &'static str, format: Format, page: Page) -> Route {
    Route {
        name,
        path,
        format,
        scope: Scope::Edition,
        takes_post: false,
        page,
    }
}

const fn machine(name: &'static str, path: &'static str, page: Page) -> Route {
    Route {
        name,
        path,
        format: Format::Machine,
        scope: Scope::House,
        takes_post: false,
        page,
    }
}

/// Every URL of the portal.
pub const ALL: &[Route] = &[
    page("front", "/", Page::Front),
    feed("front", "/front.atom", Format::Atom, Page::Front),
    feed("front", "/front.rss", Format::Rss, Page::Front),
    feed("front", "/front.json", Format::Json, Page::Front),
    page("latest", "/latest", Page::Latest),
    feed("latest", "/latest.atom", Format::Atom, Page::Latest),
    feed("latest", "/latest.rss", Format::Rss, Page::Latest),
    feed("latest", "/latest.json", Format::Json, Page::Latest),
    page("section", "/sections/{slug}", Page::Section),
    feed(
        "section",
        "/sections/{slug}.atom",
        Format::Atom,
        Page::Section,
    ),
    feed(
        "section",
        "/sections/{slug}.rss",
        Format::Rss,
        Page::Section,
    ),
    feed(
        "section",
        "/sections/{slug}.json",
        Format::Json,
        Page::Section,
    ),
    page("sources", "/sources", Page::Sources),
    page("source", "/sources/{slug}", Page::Source),
    feed("source", "/sources/{slug}.atom", Format::Atom, Page::Source),
    feed("source", "/sources/{slug}.rss", Format::Rss, Page::Source),
    feed("source", "/sources/{slug}.json", Format::Json, Page::Source),
    page("article", "/articles/{id}/{slug}", Page::Piece),
    page("versions", "/articles/{id}/versions", Page::Versions),
    page("original", "/articles/{id}/original", Page::Original),
    page(
        "translation",
        "/articles/{id}/translation",
        Page::Translation,
    ),
    feed(
        "translation",
        "/articles/{id}/translation.json",
        Format::Json,
        Page::Translation,
    ),
    page("search", "/search", Page::Search),
    feed("search", "/search.atom", Format::Atom, Page::Search),
    feed("search", "/search.rss", Format::Rss, Page::Search),
    feed("search", "/search.json", Format::Json, Page::Search),
    page("feeds", "/feeds", Page::Feeds),
    page("about", "/about", Page::About),
    page("how-we-rank", "/how-we-rank", Page::HowWeRank),
    page("imprint", "/imprint", Page::Imprint),
    page("privacy", "/privacy", Page::Privacy),
    page("accessibility", "/accessibility", Page::Accessibility),
    Route {
        name: "opensearch",
        path: "/opensearch.xml",
        format: Format::Machine,
        scope: Scope::Edition,
        takes_post: false,
        page: Page::OpenSearch,
    },
    machine("sitemap", "/sitemap.xml", Page::Sitemap),
    machine("robots", "/robots.txt", Page::Robots),
    machine("healthz", "/healthz", Page::Health),
    machine("metrics", "/metrics", Page::Metrics),
    machine("assets", "/assets/{slug}", Page::Asset),
    Route {
        takes_post: true,
        ..machine("websub", "/websub/{slug}", Page::Hub)
    },
    machine("media", "/media/{slug}", Page::Media),
];
