//! Pictures in markup: which address shows one best, and which show nothing worth keeping.
//!
//! A picture's address never reaches a reader. In a text it stands behind `media:`, a scheme that no
//! browser knows; what is shown in its place the gate decides, and it is the house's own copy.

use std::borrow::Cow;
use std::fmt::Write as _;

use depesche_model::Body;
use depesche_model::html::{MEDIA, push_escaped};
use html5ever::tokenizer::Tag;
use html5ever::{Attribute, LocalName, local_name};
use url::Url;

use crate::clean::plain_to;
use crate::embeds::is_hidden;
use crate::srcset::{Candidate, best, candidates};

/// The longest address of a picture, in bytes.
pub(crate) const MAX_ADDRESS: usize = 2000;

/// The longest description, in characters.
const MAX_ALT_CHARS: usize = 500;

/// What is said to be smaller than this is a counter, a button or a smiley.
const MIN_SIDE: u32 = 32;

/// Where scripts that load pictures late find the address, the best first.
const LATE: [&str; 15] = [
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-full-src",
    "data-hi-res-src",
    "data-url",
    "data-lazy",
    "data-large-file",
    "data-orig-file",
    "data-img-src",
    "data-img-url",
    "data-image-src",
    "data-actualsrc",
    "data-pagespeed-lazy-src",
    "data-cfsrc",
];

/// Words of classes and addresses that tell of faces, buttons, counters and signs.
const CHROME: [&str; 24] = [
    "vgwort",
    "ivwbox",
    "matomo",
    "piwik",
    "placeholder",
    "newsletter",
    "lazyload",
    "avatar",
    "gravatar",
    "emoji",
    "smiley",
    "smilie",
    "share",
    "sharing",
    "social",
    "icon",
    "pixel",
    "tracking",
    "tracker",
    "beacon",
    "counter",
    "spacer",
    "feedburner",
    "doubleclick",
];

/// The names of drawings of nothing: "blank.gif".
const BLANK: [&str; 3] = ["blank", "leer", "transparent"];

/// A picture as markup names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) url: String,
    pub(crate) alt: String,
    size: Option<(u32, u32)>,
}

/// The picture of an `img`; `sources` is what the `source` elements before it offer. `None` where
/// it has no address that can be fetched, or shows nothing.
pub(crate) fn named(tag: &Tag, sources: &[Candidate], base: Option<&Url>) -> Option<Named> {
    let attributes = &tag.attrs;
    let side = |name| value(attributes, name).and_then(pixels);
    let (width, height) = (side("width"), side("height"));
    let is_tiny = |side: Option<u32>| side.is_some_and(|side| side < MIN_SIDE);
    let class = value(attributes, "class").unwrap_or_default();
    let is_hidden = || is_hidden(attributes) || is_chrome(class);
    if is_tiny(width) || is_tiny(height) || is_hidden() {
        return None;
    }
    let mut candidates: Vec<Candidate> = ["data-srcset", "data-lazy-srcset", "srcset"]
        .into_iter()
        .filter_map(|name| value(attributes, name))
        .flat_map(candidates)
        .collect();
    candidates.extend_from_slice(sources);
    let late = LATE.into_iter().filter_map(|name| value(attributes, name));
    let plain = late.chain(value(attributes, "src")).map(str::to_owned);
    let mut addresses = best(candidates).into_iter().chain(plain);
    let url = addresses.find_map(|address| fetchable(&address, base))?;
    Some(Named {
        url,
        alt: plain_to(
            &escaped(value(attributes, "alt").unwrap_or_default()),
            MAX_ALT_CHARS,
        ),
        size: width.zip(height),
    })
}

/// What a `source` of a `picture` offers, where we can read its format.
pub(crate) fn offered(tag: &Tag) -> Vec<Candidate> {
    let kind = value(&tag.attrs, "type").unwrap_or_default();
    if ["avif", "jxl", "svg", "heic"]
        .iter()
        .any(|other| kind.contains(other))
    {
        return Vec::new();
    }
    let lists = ["srcset", "data-srcset"].into_iter();
    lists
        .filter_map(|name| value(&tag.attrs, name))
        .flat_map(candidates)
        .collect()
}

impl Named {
    /// What its address has in common with that of the same picture in another size: no query, where
    /// the path names a file, and none of the sizes that `WordPress` writes into names.
    pub(crate) fn key(&self) -> String {
        const ENDINGS: [&str; 5] = [".jpg", ".jpeg", ".png", ".webp", ".gif"];
        let path = self.url.split('?').next().unwrap_or_default();
        let end = ENDINGS.iter().find_map(|ending| path.strip_suffix(ending));
        let Some(name) = end else {
            return self.url.clone();
        };
        let is_number =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let sized = name.rsplit_once('-').filter(|(_, size)| {
            let sides = size.split_once('x');
            sides.is_some_and(|(width, height)| is_number(width) && is_number(height))
        });
        sized.map_or(name, |(name, _)| name).to_owned()
    }

    /// The element as it stands in a text.
    pub(crate) fn write(&self, out: &mut String) {
        out.push_str("<img src=\"");
        out.push_str(MEDIA);
        push_escaped(out, &self.url);
        out.push_str("\" alt=\"");
        push_escaped(out, &self.alt);
        out.push('"');
        if let Some((width, height)) = self.size {
            let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
        }
        out.push('>');
    }
}

/// The address of a picture, absolute, where it is one that can be fetched and shows something.
pub(crate) fn fetchable(address: &str, base: Option<&Url>) -> Option<String> {
    let address = address.trim();
    // What was cleaned before.
    let address = address.strip_prefix(MEDIA).unwrap_or(address);
    // "/{width}/a.jpg" is for a script to fill in.
    if address.is_empty() || address.len() > MAX_ADDRESS || address.contains('{') {
        return None;
    }
    let mut url = match Url::parse(address) {
        Ok(url) => url,
        Err(url::ParseError::RelativeUrlWithoutBase) => base?.join(address).ok()?,
        Err(_) => return None,
    };
    url.set_fragment(None);
    let is_web = matches!(url.scheme(), "http" | "https") && url.host().is_some();
    let is_drawing = url.path().to_ascii_lowercase().ends_with(".svg");
    let fits = url.as_str().len() <= MAX_ADDRESS && url.username().is_empty();
    (is_web && fits && !is_drawing && !is_chrome(url.as_str())).then(|| url.into())
}

/// Whether a class or an address tells of something that belongs to the site and not to the text:
/// as a word of its own, so that "silicon" and "bishare" are none.
fn is_chrome(text: &str) -> bool {
    // Most words are too short to be one of them, and are not compared.
    let is_known = |word: &str| {
        let one = word.strip_suffix(['s', 'S']).unwrap_or(word);
        one.len() >= 4 && CHROME.iter().any(|known| one.eq_ignore_ascii_case(known))
    };
    let mut words = text.split(|c: char| !c.is_ascii_alphabetic());
    let mut last = "";
    words.any(|word| {
        let is_blank = word.eq_ignore_ascii_case("gif")
            && BLANK.iter().any(|known| last.eq_ignore_ascii_case(known));
        last = word;
        is_blank || is_known(word)
    })
}

/// "640", "640px"; not "100%".
fn pixels(text: &str) -> Option<u32> {
    let digits = text.trim().trim_end_matches("px").trim_end();
    digits.parse().ok().filter(|side| *side <= 16_384)
}

fn value<'t>(attributes: &'t [Attribute], name: &str) -> Option<&'t str> {
    let attribute = attributes
        .iter()
        .find(|attribute| *attribute.name.local == *name)?;
    Some(attribute.value.trim()).filter(|value| !value.is_empty())
}

/// An attribute's text is no markup: what stands in it for a tag is text.
pub(crate) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    push_escaped(&mut escaped, text);
    escaped
}

/// The markup of a text's blocks without their pictures; what holds nothing else is left out.
///
/// This is what makes a version: pictures move from one server to the next, and their addresses
/// carry what changes with every request.
pub fn worded(body: &Body) -> impl Iterator<Item = Cow<'_, str>> {
    let blocks = body.0.iter();
    let words = blocks.map(|segment| without_pictures(segment.html.as_str()));
    words.filter(|markup| !markup.is_empty())
}

/// Made for what [`mod@crate::clean`] writes: everything is closed, and an element without text
/// stands there for a picture alone; but for cells, which hold their column. What is left of an
/// element that held a picture is written as it would have been without.
fn without_pictures(markup: &str) -> Cow<'_, str> {
    if !markup.contains("<img") {
        return Cow::Borrowed(markup);
    }
    let mut out = String::with_capacity(markup.len());
    let mut open: Vec<Element> = Vec::new();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        rest = &rest[end..];
        if tag.starts_with("<img") {
            open.last_mut()
                .iter_mut()
                .for_each(|element| element.has_lost = true);
        } else if tag.starts_with("</") {
            close(&mut out, &mut open, tag);
        } else {
            let begin = out.len();
            out.push_str(tag);
            if !tag.starts_with("<br") {
                let name = tag[1..].split([' ', '>']).next().unwrap_or_default();
                let content = out.len();
                open.push(Element {
                    name,
                    begin,
                    content,
                    has_lost: false,
                    child: None,
                });
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// An element that is open while a text is written without its pictures.
struct Element<'m> {
    name: &'m str,
    begin: usize,
    content: usize,
    /// Whether a picture stood in it.
    has_lost: bool,
    /// The last of its elements: its name, and from where to where it was written.
    child: Option<(&'m str, usize, usize)>,
}

fn close(out: &mut String, open: &mut Vec<Element>, tag: &str) {
    let Some(element) = open.pop() else {
        return out.push_str(tag);
    };
    let around = open.last().map(|around| around.name);
    let mut child = (element.name, element.begin, 0);
    if element.has_lost && element.is_empty(out, open) {
        out.truncate(element.begin);
    } else if let Some(inner) = element.alone(out, around) {
        out.drain(element.begin..element.content);
        child.0 = inner;
    } else {
        out.push_str(tag);
    }
    child.2 = out.len();
    if let Some(around) = open.last_mut() {
        around.has_lost |= element.has_lost;
        around.child = Some(child).filter(|_| child.2 > child.1).or(around.child);
    }
}

impl<'m> Element<'m> {
    fn is_empty(&self, out: &str, open: &[Self]) -> bool {
        // Cells of tables in tables are not kept empty in the first place.
        let is_outer = open.iter().filter(|around| around.name == "table").count() == 1;
        match self.name {
            "td" | "th" if is_outer => false,
            "tr" => {
                let inner = &out[self.content..];
                let mut pieces = inner.split('<').map(|piece| piece.split_once('>'));
                pieces.all(|piece| piece.is_none_or(|(_, text)| text.is_empty()))
            }
            _ => out.len() == self.content,
        }
    }

    /// The one block that it holds, where it is nothing without its picture.
    fn alone(&self, out: &str, around: Option<&str>) -> Option<&'m str> {
        let (name, begin, end) = self.child.filter(|_| self.has_lost)?;
        let is_plain = self.content - self.begin == self.name.len() + 2;
        let is_alone = is_plain && begin == self.content && end == out.len();
        (is_alone && is_leftover(self.name, name, around)).then_some(name)
    }
}

/// Whether an element says nothing that the one block in it does not say: a quotation of a
/// quotation, a figure without picture and caption. `around` is what they stand in.
pub(crate) fn is_leftover(name: &str, inner: &str, around: Option<&str>) -> bool {
    let is_flow = around.is_none_or(|around| matches!(around, "blockquote" | "figure"));
    let stands_in_items = matches!(inner, "pre" | "blockquote" | "figure" | "ul" | "ol" | "dl");
    match name {
        "figure" => inner != "figcaption" && (is_flow || stands_in_items),
        "blockquote" => inner == "blockquote",
        _ => false,
    }
}

/// Whether an element shows a picture.
pub(crate) fn is_picture(name: &LocalName) -> bool {
    *name == local_name!("img") || **name == *"amp-img"
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::{fetchable, worded};
    use crate::{clean, segment::segments};

    fn base() -> Url {
        Url::parse("https://town.example/news/1").expect("a URL")
    }

    #[test]
    fn what_belongs_to_the_site_is_no_picture_of_the_text() {
        for address in [
            "https://secure.gravatar.com/avatar/1?s=96",
            "https://town.example/wp-content/emoji/1f600.png",
            "https://t.example/pixel.gif",
            "https://town.example/icons/mail.png",
            "https://town.example/placeholder.png",
            "https://town.example/x/Blank.GIF?1",
            "https://town.example/Share-buttons.png",
            "https://town.example/smilies/1.png",
            "https://town.example/a.svg",
            "data:image/png;base64,AAAA",
            "javascript:alert(1)",
            "",
        ] {
            assert_eq!(fetchable(address, Some(&base())), None, "{address}");
        }
        for address in [
            "/silicon.jpg",
            "sharepoint/pixelate.jpg",
            "/blank/gift.jpg",
            "media:https://town.example/a.jpg",
        ] {
            assert!(fetchable(address, Some(&base())).is_some(), "{address}");
        }
    }

    #[test]
    fn without_its_pictures_a_text_is_what_it_always_was() {
        for (with, without) in [
            ("<p>a<img src=/x.jpg> b</p>", "<p>a b</p>"),
            (
                "<p>a</p><p><a href=/p><img src=/x.jpg></a></p><p>b</p>",
                "<p>a</p><p>b</p>",
            ),
            (
                "<figure><img src=/x.jpg><figcaption>c</figcaption></figure>",
                "<figure><figcaption>c</figcaption></figure>",
            ),
            (
                "<figure><ul><li><figure><img src=/x.jpg></figure></li></ul></figure>d",
                "d",
            ),
            (
                "<ul><li>a<img src=/x.jpg>b</li><li><img src=/y.jpg></li></ul>",
                "<ul><li>ab</li></ul>",
            ),
            (
                "<blockquote><img src=/x.jpg><p>q</p></blockquote>",
                "<blockquote><p>q</p></blockquote>",
            ),
            (
                "</p><ul>a <div><img src=/x.jpg><ul>b",
                "</p><ul>a <div><ul>b",
            ),
            (
                "<table><tr><td>a<img src=/x.jpg><td>b</table>",
                "<table><tr><td>a<td>b</table>",
            ),
        ] {
            let words =
                |markup| worded(&segments(&clean(markup, Some(&base())))).collect::<String>();
            assert_eq!(words(with), words(without), "{with}");
        }
    }

    #[test]
    fn a_line_that_goes_on_behind_a_figure_is_still_a_line_of_its_own() {
        let words =
            |markup: &str| worded(&segments(&clean(markup, Some(&base())))).collect::<String>();
        let with = words("<li>a <figure><img src=/x></figure>b");
        assert_eq!(with, "<ul><li>a<br>b</li></ul>");
    }

    proptest! {
        #[test]
        fn pictures_do_not_change_what_a_text_says(
            pieces in prop::collection::vec("a |b|<p>|</p>|<b>|</b>|<div>|</div>|<ul>|<li>|</ul>|<blockquote>|</blockquote>|<h2>|</h2>|<br>|<td>|<table>|</table>|<dl><dt>|<dd>|<figure>|</figure>|<img src=/x>|<img src=/y>", 0..24),
        ) {
            let words = |markup: &str| worded(&segments(&clean(markup, Some(&base())))).collect::<String>();
            let without: Vec<_> = pieces.iter().filter(|piece| !piece.starts_with("<img")).cloned().collect();
            prop_assert_eq!(words(&pieces.concat()), words(&without.concat()));
        }
    }
}
