//! Judges a translated segment by its original, with a strict reader of its own: nothing of what is
//! judged is used.

use std::collections::BTreeMap;

/// What is wrong with a translated segment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wrong {
    /// It is not well-formed, or its blocks are not the original's.
    Markup(String),
    /// A link is missing.
    Link(String),
    /// A picture is missing.
    Picture(String),
    /// There is an element, or an address, that the original has not.
    Injected(String),
}

/// What a reader of a segment sees of its markup.
#[derive(Default)]
struct Read {
    /// The blocks in order, the ends too.
    blocks: Vec<String>,
    /// How often there is each element that stands in a line.
    inline: BTreeMap<String, usize>,
    links: BTreeMap<String, usize>,
    pictures: Vec<String>,
}

/// Judges a translated segment by its original.
pub(crate) fn judge(original: &str, translated: &str) -> Result<(), Wrong> {
    let source = read(original).map_err(|what| Wrong::Markup(format!("original: {what}")))?;
    let result = read(translated).map_err(Wrong::Markup)?;
    if source.pictures != result.pictures {
        let is_lost = source
            .pictures
            .iter()
            .any(|picture| !result.pictures.contains(picture));
        let what = format!("{:?}", result.pictures);
        return Err(if is_lost {
            Wrong::Picture(what)
        } else {
            Wrong::Injected(what)
        });
    }
    for (link, count) in &source.links {
        if result.links.get(link).is_none_or(|found| found < count) {
            return Err(Wrong::Link(link.clone()));
        }
    }
    if source.links != result.links {
        return Err(Wrong::Injected(format!("{:?}", result.links)));
    }
    for (element, count) in &result.inline {
        if source.inline.get(element).is_none_or(|found| found < count) {
            return Err(Wrong::Injected(element.clone()));
        }
    }
    if source.blocks != result.blocks {
        return Err(Wrong::Markup("other blocks".to_owned()));
    }
    Ok(())
}

fn read(markup: &str) -> Result<Read, String> {
    let mut found = Read::default();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        text(&rest[..at])?;
        let end = rest[at..].find('>').ok_or("a tag without an end")?;
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            if !is_inline(name) {
                found.blocks.push(format!("/{name}"));
            }
            continue;
        }
        let name = tag.split(' ').next().unwrap_or_default();
        start(tag, name, &open, &mut found)?;
        if !matches!(name, "br" | "img") {
            open.push(name);
        }
    }
    text(rest)?;
    match open.pop() {
        None => Ok(found),
        Some(name) => Err(format!("<{name}> is open")),
    }
}

fn start(tag: &str, name: &str, open: &[&str], found: &mut Read) -> Result<(), String> {
    let attributes = attributes(&tag[name.len()..])?;
    let value = |name: &str| {
        let found = attributes.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    match name {
        "a" => {
            if open.contains(&"a") || value("rel").as_deref() != Some("nofollow noopener") {
                return Err("a link in a link, or without rel".to_owned());
            }
            *found
                .links
                .entry(value("href").ok_or("no href")?)
                .or_default() += 1;
        }
        "img" => {
            let src = value("src").ok_or("no src")?;
            if !src.starts_with("media:http") || open.last() != Some(&"figure") {
                return Err(format!("a picture at {src} in {open:?}"));
            }
            found.pictures.push(src);
        }
        _ => {}
    }
    let others = attributes
        .iter()
        .filter(|(name, _)| !matches!(*name, "alt" | "href" | "src"));
    let known = format!("{name} {:?}", others.collect::<Vec<_>>());
    if is_inline(name) {
        *found.inline.entry(known).or_default() += 1;
    } else {
        found.blocks.push(known);
    }
    let is_in_line = open.last().is_some_and(|around| is_inline(around));
    if is_in_line && !is_inline(name) {
        return Err(format!("<{name}> in a line of text"));
    }
    Ok(())
}

/// `name="value"`, each after one space.
fn attributes(text: &str) -> Result<Vec<(&str, &str)>, String> {
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let attribute = rest
            .strip_prefix(' ')
            .ok_or("no space before an attribute")?;
        let (name, value) = attribute
            .split_once("=\"")
            .ok_or("an attribute without value")?;
        let (value, after) = value.split_once('"').ok_or("a value without an end")?;
        let is_known = [
            "href",
            "rel",
            "src",
            "alt",
            "width",
            "height",
            "class",
            "data-kind",
            "colspan",
            "rowspan",
            "datetime",
        ];
        if !is_known.contains(&name) {
            return Err(format!("attribute {name}"));
        }
        self::text(value)?;
        found.push((name, value));
        rest = after;
    }
    Ok(found)
}

/// Text has no `<` and `>`, `&` only where it begins one of four references, and no control
/// characters.
fn text(text: &str) -> Result<(), String> {
    let is_control = |c: char| {
        (c < ' ' && c != '\n' && c != '\t') || c == '\u{7f}' || matches!(c, '\u{202a}'..='\u{202e}')
    };
    if text.contains('>') || text.contains(is_control) {
        return Err(format!("{text:?} is not escaped"));
    }
    for (at, _) in text.match_indices('&') {
        let known = ["&amp;", "&lt;", "&gt;", "&quot;"];
        if !known
            .iter()
            .any(|reference| text[at..].starts_with(reference))
        {
            return Err(format!("{:?} is not escaped", &text[at..]));
        }
    }
    Ok(())
}

fn is_inline(name: &str) -> bool {
    let inline = "a b strong i em u s del ins sub sup small mark q cite abbr dfn code kbd samp var time bdi br";
    inline.split(' ').any(|known| known == name)
}
