//! What stands around every page: head, navigation, foot.

use depesche_model::Section;
use jiff::Timestamp;
use serde::Serialize;

use super::{Link, When, encoded};
use crate::assets::Assets;
use crate::editions::Edition;
use crate::site::Site;

/// What stands around every page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Frame {
    /// The page's language.
    pub(crate) lang: String,
    /// The direction it is read in.
    pub(crate) dir: &'static str,
    /// The portal's name.
    pub(crate) site: String,
    /// One sentence on what the portal is; may be empty.
    pub(crate) slogan: String,
    /// Today.
    pub(crate) today: When,
    /// What the page says of itself.
    pub(crate) head: Head,
    /// The front page.
    pub(crate) home: String,
    /// The search page.
    pub(crate) search: String,
    /// Where a browser learns how to search here.
    pub(crate) opensearch: String,
    /// Overview, latest, the sections, the sources.
    pub(crate) nav: Vec<Link>,
    /// The pages about the portal.
    pub(crate) foot: Vec<Link>,
    /// This page in the editions; empty where there is one only.
    pub(crate) editions: Vec<EditionLink>,
    /// Where a reader reports an error; empty where the operator gave no address.
    pub(crate) contact: String,
    /// The style sheet.
    pub(crate) css: String,
    /// The script of the switch between light and dark.
    pub(crate) script: String,
    /// The font that every page needs.
    pub(crate) font: String,
}

/// What a page says of itself.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Head {
    /// Its title, without the portal's name.
    pub(crate) title: String,
    /// What stands in search results; may be empty.
    pub(crate) description: String,
    /// The address that counts; empty where it is this one.
    pub(crate) canonical: String,
    /// For crawlers; empty where they may take it.
    pub(crate) robots: &'static str,
    /// The same as feeds.
    pub(crate) alternates: Vec<Alternate>,
}

/// The same list in another format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Alternate {
    /// Its MIME type.
    pub(crate) mime: &'static str,
    /// Its name for people: "Atom".
    pub(crate) format: &'static str,
    /// What it is called in a feed reader.
    pub(crate) title: String,
    /// Where it is.
    pub(crate) href: String,
}

/// This page in another language.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct EditionLink {
    /// The language's tag.
    pub(crate) lang: String,
    /// The tag as it stands in the head: "DE".
    pub(crate) short: String,
    /// What the language calls itself.
    pub(crate) name: &'static str,
    /// Where it is.
    pub(crate) href: String,
    /// Whether it is the page's own.
    pub(crate) is_current: bool,
}

/// What a frame is made of.
pub(crate) struct Around<'a> {
    pub(crate) site: &'a Site,
    pub(crate) edition: &'a Edition,
    pub(crate) editions: &'a [std::sync::Arc<Edition>],
    pub(crate) assets: &'a Assets,
    pub(crate) sections: &'a [Section],
    /// The page's path, without the edition's prefix.
    pub(crate) path: &'a str,
    /// What is searched; empty on other pages.
    pub(crate) query: &'a str,
    pub(crate) now: Timestamp,
}

impl Frame {
    /// The frame of a page.
    pub(crate) fn new(around: &Around<'_>, head: Head) -> Self {
        let Around {
            site,
            edition,
            assets,
            path,
            now,
            ..
        } = around;
        Self {
            lang: edition.lang.to_string(),
            dir: if edition.lang.is_rtl() { "rtl" } else { "ltr" },
            site: site.name.clone(),
            slogan: site.description.clone(),
            today: When {
                machine: edition.dates.machine_day(*now),
                text: edition.dates.weekday_and_date(*now),
            },
            head,
            home: edition.path("/"),
            search: edition.path("/search"),
            opensearch: edition.path("/opensearch.xml"),
            nav: nav(edition, around.sections, path),
            foot: foot(edition, path),
            editions: edition_links(around),
            contact: contact(site),
            css: assets.path("look.css"),
            script: assets.path("theme.js"),
            font: assets.path("serif.woff2"),
        }
    }
}

fn nav(edition: &Edition, sections: &[Section], path: &str) -> Vec<Link> {
    let mut links = vec![
        ("/".to_owned(), edition.text("nav-front")),
        ("/latest".to_owned(), edition.text("nav-latest")),
    ];
    for section in sections {
        links.push((section_path(section), section.title.clone()));
    }
    links.push(("/sources".to_owned(), edition.text("nav-sources")));
    links
        .into_iter()
        .map(|(to, text)| Link {
            href: edition.path(&to),
            text,
            is_current: to == path,
        })
        .collect()
}

/// The path of a section, without the edition's prefix.
pub(crate) fn section_path(section: &Section) -> String {
    format!("/sections/{}", encoded(&section.slug))
}

fn foot(edition: &Edition, path: &str) -> Vec<Link> {
    [
        ("/about", "nav-about"),
        ("/how-we-rank", "nav-how-we-rank"),
        ("/feeds", "nav-feeds"),
        ("/accessibility", "nav-accessibility"),
        ("/privacy", "nav-privacy"),
        ("/imprint", "nav-imprint"),
    ]
    .into_iter()
    .map(|(to, key)| Link {
        href: edition.path(to),
        text: edition.text(key),
        is_current: to == path,
    })
    .collect()
}

fn edition_links(around: &Around<'_>) -> Vec<EditionLink> {
    if around.editions.len() < 2 {
        return Vec::new();
    }
    let mut target = around.path.to_owned();
    if !around.query.is_empty() {
        let query = url::form_urlencoded::byte_serialize(around.query.as_bytes());
        target.push_str("?q=");
        target.extend(query);
    }
    around
        .editions
        .iter()
        .map(|edition| EditionLink {
            lang: edition.lang.to_string(),
            short: edition.lang.as_str().to_uppercase(),
            name: edition.name,
            href: edition.path(&target),
            is_current: edition.lang == around.edition.lang,
        })
        .collect()
}

fn contact(site: &Site) -> String {
    let address = site.contact_url.trim();
    let is_url = ["mailto:", "https://", "http://"]
        .iter()
        .any(|scheme| address.starts_with(scheme));
    match (is_url, site.imprint.email.trim()) {
        (true, _) => address.to_owned(),
        (false, "") => String::new(),
        (false, email) => format!("mailto:{email}"),
    }
}
