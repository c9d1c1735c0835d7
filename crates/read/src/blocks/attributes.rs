//! The few attributes that are written, each checked.

use std::fmt::Write as _;

use depesche_model::html::push_escaped;
use html5ever::tokenizer::Tag;
use html5ever::{Attribute, LocalName, local_name};
use url::Url;

use crate::elements::Kind;
use crate::embeds;
use crate::url::{is_same_page, untrack};

/// The longest address of a link, in bytes.
const MAX_LINK: usize = 2048;

/// The longest moment of a `time`, in bytes.
const MAX_MOMENT: usize = 40;

/// An element's attributes as they are written; `None` where it is nothing without one that it
/// lacks.
pub(super) fn written(name: &str, kind: Kind, tag: &Tag, base: Option<&Url>) -> Option<String> {
    Some(match (kind, name) {
        (Kind::Link, _) => link(&tag.attrs, base)?,
        (Kind::Cell, _) => spans(&tag.attrs),
        (Kind::Quote, "figure") => embeds::card(&tag.attrs).map_or_else(String::new, card),
        (Kind::Inline, "time") => moment(&tag.attrs),
        _ => String::new(),
    })
}

/// The attributes of a card.
pub(super) fn card(kind: &str) -> String {
    format!(" class=\"embed\" data-kind=\"{kind}\"")
}

/// The attributes of a link to this address, which is absolute.
pub(super) fn to(address: &str) -> String {
    let mut written = String::with_capacity(address.len() + 48);
    written.push_str(" href=\"");
    push_escaped(&mut written, address);
    written.push_str("\" rel=\"nofollow noopener\"");
    written
}

/// A link's target, absolute; `None` where it leads nowhere, or to another place in the same text:
/// the ids that it would need are a stranger's, and two texts on a page could have the same.
pub(super) fn target(attributes: &[Attribute], base: Option<&Url>) -> Option<String> {
    let href = value(attributes, &local_name!("href"))?;
    if href.len() > MAX_LINK || href.starts_with('#') {
        return None;
    }
    let mut url = match Url::parse(href) {
        Ok(url) => url,
        Err(_) => base?.join(href).ok()?,
    };
    if url.fragment().is_some() && base.is_some_and(|base| is_same_page(&url, base)) {
        return None;
    }
    untrack(&mut url);
    let is_allowed = matches!(url.scheme(), "http" | "https" | "mailto");
    (is_allowed && url.as_str().len() <= MAX_LINK).then(|| url.into())
}

/// The text of an attribute, trimmed.
pub(super) fn value<'t>(attributes: &'t [Attribute], name: &LocalName) -> Option<&'t str> {
    let attribute = attributes
        .iter()
        .find(|attribute| attribute.name.local == *name)?;
    Some(attribute.value.trim())
}

fn link(attributes: &[Attribute], base: Option<&Url>) -> Option<String> {
    target(attributes, base).map(|address| to(&address))
}

/// The cells that a cell covers, where that is a small number.
fn spans(attributes: &[Attribute]) -> String {
    let mut written = String::new();
    for name in [local_name!("colspan"), local_name!("rowspan")] {
        let span = value(attributes, &name).and_then(|span| span.parse::<u8>().ok());
        if let Some(span) = span.filter(|span| (2..=100).contains(span)) {
            let _ = write!(written, " {name}=\"{span}\"");
        }
    }
    written
}

/// When something was, as machines read it.
fn moment(attributes: &[Attribute]) -> String {
    let is_moment = |text: &&str| {
        let mut bytes = text.bytes();
        text.len() <= MAX_MOMENT
            && text.starts_with(|c: char| c.is_ascii_digit())
            && bytes.all(|byte| byte.is_ascii_digit() || b"-+:.TWZ".contains(&byte))
    };
    let moment = value(attributes, &local_name!("datetime")).filter(is_moment);
    moment.map_or_else(String::new, |moment| format!(" datetime=\"{moment}\""))
}
