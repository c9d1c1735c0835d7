//! Listens to a page and keeps what it says of itself, as it was written.

use html5ever::tokenizer::Tag;
use html5ever::{LocalName, local_name};

use super::capture::{Capture, Captures, What, is_block};
use super::hint::{self, Hint, Hints};
use super::json::Programmes;
use super::said::{Byline, Link, Said, Shot, Time};
use super::words;
use crate::elements::raw;

/// How many of a kind are kept: meta elements, links, properties, pictures, bylines.
const MAX_KEPT: usize = 300;

/// How many headings are kept.
const MAX_HEADINGS: usize = 8;

/// How much structured data is kept, in bytes.
const MAX_DATA_BYTES: usize = 3 << 19;

/// The longest value that is kept, in bytes.
const MAX_VALUE_BYTES: usize = 4_096;

/// Listens to a page.
#[derive(Default)]
pub(in crate::page) struct Ear {
    said: Said,
    captures: Captures,
    hints: Hints,
    /// What is being read and shows no text: a programme, a style, what stands for frames.
    is_muted: bool,
    /// What stands beside the article, and how often it stands in itself.
    aside: Option<(LocalName, u32)>,
    /// The first picture of the figure that is being read.
    figure: Option<usize>,
    is_in_figure: bool,
    data_bytes: usize,
    programmes: Programmes,
    /// The line that is being read.
    line: String,
    /// How many lines of text there were since the last headline.
    long_lines: u32,
}

/// How many lines of text may stand above what is still on top of the article: its lead.
const MAX_LEAD_LINES: u32 = 2;

/// The longest short line, in bytes.
const MAX_LINE_BYTES: usize = 140;

impl Ear {
    /// What was heard.
    pub(in crate::page) fn finish(mut self) -> Said {
        for capture in self.captures.drain() {
            self.keep(capture);
        }
        self.said
    }

    pub(in crate::page) fn text(&mut self, text: &str) {
        self.captures.text(text, self.is_muted);
        // One more than a short line may have says that it is long.
        let room = MAX_LINE_BYTES.saturating_sub(self.line.len()) + 1;
        if !self.is_muted && self.aside.is_none() {
            self.line.push_str(&text[..text.floor_char_boundary(room)]);
        }
    }

    pub(in crate::page) fn start(&mut self, tag: &Tag) {
        for capture in self.captures.start(&tag.name, tag.self_closing) {
            self.keep(capture);
        }
        self.is_muted = raw(&tag.name).is_some();
        self.typed(tag);
        self.line_ends_at(&tag.name);
        self.told_by(tag);
        if let Some((name, depth)) = &mut self.aside {
            *depth += u32::from(tag.name == *name && !tag.self_closing);
            return;
        }
        let called = hint::called(tag);
        let hint = self.hints.of(&called);
        if is_aside(tag, hint) {
            self.aside = Some((tag.name.clone(), 1)).filter(|_| !tag.self_closing);
            return;
        }
        self.shown_by(tag, called, hint);
    }

    pub(in crate::page) fn end(&mut self, name: &LocalName) {
        self.is_muted = false;
        self.line_ends_at(name);
        for capture in self.captures.end(name) {
            self.keep(capture);
        }
        match *name {
            local_name!("figure") => (self.figure, self.is_in_figure) = (None, false),
            // Whatever was left open in it is closed.
            local_name!("article") | local_name!("main") => self.aside = None,
            _ => {}
        }
        if let Some((aside, depth)) = &mut self.aside {
            *depth -= u32::from(aside == name);
            if *depth == 0 {
                self.aside = None;
            }
        }
    }

    fn typed(&mut self, tag: &Tag) {
        const MAX_TYPES: usize = 16;
        let name = value(tag, "itemtype");
        let types = &mut self.said.types;
        let is_kept = !name.is_empty() && name.len() <= 100 && types.len() < MAX_TYPES;
        if is_kept && !types.iter().any(|known| known == name) {
            types.push(name.to_owned());
        }
    }

    /// Whether what is being read shows no text, and is not for machines either.
    pub(in crate::page) fn is_deaf(&self) -> bool {
        self.is_muted && !self.captures.hear_machines()
    }

    /// What is for machines.
    fn told_by(&mut self, tag: &Tag) {
        match tag.name {
            local_name!("html") => set(&mut self.said.lang, value(tag, "lang")),
            local_name!("base") => set(&mut self.said.base, &words::address(value(tag, "href"))),
            local_name!("title") if self.said.title.is_empty() && self.aside.is_none() => {
                self.captures.open(What::Title, tag);
            }
            _ if is_data(tag) => {
                self.captures.open(What::Data, tag);
            }
            local_name!("link") | local_name!("a") => self.link(tag),
            local_name!("meta") => {
                let content = value(tag, "content");
                for name in ["property", "name", "itemprop", "http-equiv"] {
                    let name = value(tag, name).to_ascii_lowercase();
                    if !name.is_empty() && !content.is_empty() && content.len() <= MAX_VALUE_BYTES {
                        push(&mut self.said.metas, (name, content.to_owned()));
                    }
                }
            }
            _ => {}
        }
    }

    fn link(&mut self, tag: &Tag) {
        const KNOWN: [&str; 5] = ["canonical", "amphtml", "license", "image_src", "author"];
        let rel = value(tag, "rel").to_ascii_lowercase();
        for rel in rel
            .split_ascii_whitespace()
            .filter(|rel| KNOWN.contains(rel))
        {
            let link = Link {
                rel: rel.to_owned(),
                media_type: value(tag, "type").to_owned(),
                href: words::address(value(tag, "href")),
            };
            push(&mut self.said.links, link);
        }
    }

    /// What is for readers.
    fn shown_by(&mut self, tag: &Tag, called: String, hint: Hint) {
        self.said.has_paywall_element |= hint::is_paywall(&called);
        self.property(tag);
        match tag.name {
            local_name!("h1") => return self.captures.open(What::Heading, tag),
            local_name!("time") => {
                let machine = value(tag, "datetime").to_owned();
                let is_told = tag.attrs.iter().any(|it| *it.name.local == *"pubdate");
                let hint = called.clone();
                return self.captures.open(
                    What::Time {
                        machine,
                        hint,
                        is_told,
                    },
                    tag,
                );
            }
            local_name!("figure") => (self.figure, self.is_in_figure) = (None, true),
            _ if crate::picture::is_picture(&tag.name) => self.shot(tag),
            local_name!("figcaption") => return self.captures.open(What::Caption, tag),
            local_name!("a")
                if self.captures.is_in_byline() && !value(tag, "rel").contains("tag") =>
            {
                return self.captures.open(What::Name, tag);
            }
            _ => {}
        }
        if self.captures.is_in_caption() {
            if hint::is_credit(&called) {
                self.captures.open(What::Credit, tag);
            }
        } else if value(tag, "rel").eq_ignore_ascii_case("author") {
            self.captures.open(What::Byline { is_told: true }, tag);
        } else if hint.is_byline {
            self.captures.open(What::Byline { is_told: false }, tag);
        } else if hint.is_date {
            let (machine, is_told) = (String::new(), false);
            self.captures.open(
                What::Time {
                    machine,
                    hint: called,
                    is_told,
                },
                tag,
            );
        }
    }

    fn property(&mut self, tag: &Tag) {
        for name in value(tag, "itemprop").split_ascii_whitespace() {
            if !hint::PROPERTIES.contains(&name) {
                continue;
            }
            let given = ["content", "datetime", "src", "href"].map(|name| value(tag, name));
            let is_text = matches!(
                name,
                "author" | "creator" | "name" | "headline" | "publisher"
            );
            let given = given.into_iter().find(|value| !value.is_empty());
            match given.filter(|value| !is_text && value.len() <= MAX_VALUE_BYTES) {
                Some(given) => push(
                    &mut self.said.properties,
                    (name.to_owned(), given.to_owned()),
                ),
                None if matches!(name, "author" | "creator") => {
                    self.captures.open(What::Byline { is_told: true }, tag);
                }
                None if name == "name" => {
                    if self.captures.is_in_byline() {
                        self.captures.open(What::Name, tag);
                    }
                }
                None => self.captures.open(What::Property(name.to_owned()), tag),
            }
        }
    }

    fn shot(&mut self, tag: &Tag) {
        let shot = Shot {
            tag: tag.clone(),
            caption: String::new(),
            credit: String::new(),
            is_below_heading: self.is_below_heading(),
            is_on_top: (self.is_in_figure || is_large(tag))
                && self.is_below_heading()
                && self.long_lines <= MAX_LEAD_LINES,
        };
        push(&mut self.said.shots, shot);
        self.figure = self.figure.or(self.said.shots.len().checked_sub(1));
    }

    /// A line ends where a block begins or ends.
    fn line_ends_at(&mut self, name: &LocalName) {
        if !is_block(name) {
            return;
        }
        let line = std::mem::take(&mut self.line);
        let line = line.trim();
        if *name == local_name!("h1") {
            self.long_lines = 0;
        } else if line.len() > MAX_LINE_BYTES / 2 && *name == local_name!("p") {
            self.long_lines += 1;
        }
        let is_on_top = self.is_below_heading() && self.long_lines <= MAX_LEAD_LINES;
        if is_on_top && !line.is_empty() && line.len() <= MAX_LINE_BYTES {
            push(&mut self.said.lines, words::line(line));
        }
    }

    fn is_below_heading(&self) -> bool {
        !self.said.headings.is_empty()
    }

    /// A capture is whole.
    fn keep(&mut self, capture: Capture) {
        let is_below_heading = self.is_below_heading();
        let Capture {
            what, text, names, ..
        } = capture;
        let said = &mut self.said;
        match what {
            What::Title => set(&mut said.title, &text),
            What::Data => {
                self.data_bytes += text.len();
                if self.data_bytes <= MAX_DATA_BYTES {
                    said.data.extend(self.programmes.values(&text));
                }
                said.is_data_cut = self.data_bytes >= MAX_DATA_BYTES || self.programmes.are_full();
            }
            What::Heading if said.headings.len() < MAX_HEADINGS => said.headings.push(text),
            What::Property(name) => push(&mut said.properties, (name, text)),
            What::Byline { is_told } => push(
                &mut said.bylines,
                Byline {
                    text,
                    names,
                    is_below_heading,
                    is_told,
                },
            ),
            What::Time {
                machine,
                hint,
                is_told,
            } => push(
                &mut said.times,
                Time {
                    machine,
                    text,
                    hint,
                    is_told,
                    is_below_heading,
                },
            ),
            What::Caption | What::Credit => {
                if let Some(shot) = self.figure.and_then(|at| said.shots.get_mut(at)) {
                    let is_caption = matches!(what, What::Caption);
                    set(
                        if is_caption {
                            &mut shot.caption
                        } else {
                            &mut shot.credit
                        },
                        &text,
                    );
                }
            }
            What::Heading | What::Name => {}
        }
    }
}

/// Whether a picture is said to be as wide as a text.
fn is_large(tag: &Tag) -> bool {
    let width = value(tag, "width").trim_end_matches("px").parse();
    width.is_ok_and(|width: u32| width >= 400)
}

/// Whether a programme is structured data.
pub(super) fn is_data(tag: &Tag) -> bool {
    tag.name == local_name!("script") && value(tag, "type").to_ascii_lowercase().contains("ld+json")
}

/// Whether what stands in an element is about something else than the article.
fn is_aside(tag: &Tag, hint: Hint) -> bool {
    match tag.name {
        local_name!("aside")
        | local_name!("nav")
        | local_name!("template")
        | local_name!("svg") => true,
        local_name!("div") | local_name!("section") | local_name!("ul") | local_name!("ol") => {
            hint.is_elsewhere || value(tag, "itemtype").ends_with("Comment")
        }
        _ => false,
    }
}

fn value<'a>(tag: &'a Tag, name: &str) -> &'a str {
    let mut attributes = tag.attrs.iter();
    let found = attributes.find(|attribute| *attribute.name.local == *name);
    found.map_or("", |attribute| attribute.value.trim())
}

fn set(field: &mut String, text: &str) {
    if field.is_empty() {
        text.trim().clone_into(field);
    }
}

fn push<T>(list: &mut Vec<T>, item: T) {
    if list.len() < MAX_KEPT {
        list.push(item);
    }
}
