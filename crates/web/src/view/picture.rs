//! Pictures as pages show them: from our own address, in several sizes, their room kept free.

use std::fmt::Write as _;

use depesche_model::gate::Cover;
use depesche_model::html::{Html, MEDIA};
use depesche_model::picture::{Kept, Picture};
use serde::Serialize;

use super::Words;

/// The width that a browser gets which does not choose for itself.
const USUAL: u32 = 960;

/// How wide a picture in a text is: the text's measure, or the screen.
const IN_TEXT: &str = "(max-width: 44rem) 92vw, 41rem";

/// The picture that stands for an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Figure {
    /// Its path.
    pub(crate) src: String,
    /// Its sizes, for the attribute `srcset`.
    pub(crate) srcset: String,
    /// How wide the largest is, in pixels.
    pub(crate) width: u32,
    /// How high.
    pub(crate) height: u32,
    /// What it shows, as the source says; may be empty.
    pub(crate) alt: Words,
    /// What the source writes under it; may be empty.
    pub(crate) caption: Words,
    /// Who made it, as the source says; may be empty.
    pub(crate) credit: String,
}

impl Figure {
    /// The picture that stands for an article, and what is said of it.
    pub(crate) fn of(cover: &Cover, alt: Words, caption: Words) -> Option<Self> {
        let picture = &cover.kept.picture;
        let size = picture.largest()?;
        Some(Self {
            src: usual(picture, ""),
            srcset: srcset(picture, ""),
            width: size.width,
            height: size.height,
            alt,
            caption,
            credit: cover.credit.clone(),
        })
    }
}

/// A text's markup with its pictures, each from our own address, which `base` stands in front of.
/// The gate has left none in it that is not kept.
pub(crate) fn pictured(html: &Html, kept: &[Kept], base: &str) -> String {
    let begin = format!("<img src=\"{MEDIA}");
    let mut pieces = html.as_str().split(begin.as_str());
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let Some((tag, rest)) = piece.split_once('>') else {
            continue;
        };
        let hash = tag.split('"').next().unwrap_or_default();
        let found = kept.iter().find(|kept| kept.picture.hash == hash);
        if let Some(found) = found {
            write(&mut out, &found.picture, alt_of(tag), base);
        }
        out.push_str(rest);
    }
    out
}

/// What a tag's `alt` says, as it is written.
fn alt_of(tag: &str) -> &str {
    let alt = tag.split_once(" alt=\"").map_or("", |(_, rest)| rest);
    alt.split('"').next().unwrap_or_default()
}

fn write(out: &mut String, picture: &Picture, alt: &str, base: &str) {
    let Some(size) = picture.largest() else {
        return;
    };
    let _ = write!(out, "<img src=\"{}\"", usual(picture, base));
    if picture.sizes.len() > 1 {
        let srcset = srcset(picture, base);
        let _ = write!(out, " srcset=\"{srcset}\" sizes=\"{IN_TEXT}\"");
    }
    let (width, height) = (size.width, size.height);
    let _ = write!(
        out,
        " width=\"{width}\" height=\"{height}\" alt=\"{alt}\" loading=\"lazy\" decoding=\"async\">"
    );
}

fn usual(picture: &Picture, base: &str) -> String {
    let mut wide = picture.sizes.iter().filter(|size| size.width >= USUAL);
    let size = wide.next().or(picture.sizes.last());
    size.map_or_else(String::new, |size| {
        format!("{base}/media/{}", picture.file_name(*size))
    })
}

fn srcset(picture: &Picture, base: &str) -> String {
    let sizes = picture.sizes.iter().map(|size| {
        let name = picture.file_name(*size);
        format!("{base}/media/{name} {}w", size.width)
    });
    sizes.collect::<Vec<_>>().join(", ")
}
