//! Embeds, written as cards: what a post says, who says so, and where.
//!
//! A card is a figure: a post's words in a quotation with its author, date and link below, or a
//! film's title as a link. The words are plain text. What a site's script would have made of it does
//! not matter, since the page holds them already for readers without scripts.

use html5ever::tokenizer::Tag;
use html5ever::{LocalName, local_name};
use url::Url;

use super::{Writer, attributes};
use crate::chain::Open;
use crate::elements::{Kind, allowed};
use crate::embeds::{Frame, Site, page_of};

/// The longest post, in bytes. What is longer is no post, but an element that nobody closed: its text
/// goes on as that of the page.
const MAX_POST: usize = 6000;

/// The longest call to look at a post elsewhere, in characters.
const MAX_CALL_CHARS: usize = 60;

/// The longest line that says who wrote a post, in characters.
const MAX_AUTHOR_CHARS: usize = 200;

/// A post that is being read.
pub(super) struct Post {
    site: &'static Site,
    /// The element that holds it, and how often it stands in itself.
    holder: LocalName,
    depth: u32,
    /// Where the element says that the post stands.
    said_link: Option<String>,
    lines: Vec<Line>,
    /// The link that is open.
    href: Option<String>,
    bytes: usize,
}

/// A paragraph of a post.
#[derive(Default)]
struct Line {
    text: String,
    has_space: bool,
    /// How many of its bytes are links.
    linked: usize,
    links: Vec<String>,
}

impl Post {
    pub(super) fn new(site: &'static Site, tag: &Tag, said_link: Option<String>) -> Self {
        Self {
            site,
            holder: tag.name.clone(),
            depth: 1,
            said_link,
            lines: vec![Line::default()],
            href: None,
            bytes: 0,
        }
    }

    /// Takes a text. Whether there is room for more.
    pub(super) fn text(&mut self, text: &str) -> bool {
        self.bytes += text.len();
        let is_linked = self.href.is_some();
        if let Some(line) = self.lines.last_mut() {
            let before = line.text.len();
            line.push(text);
            line.linked += if is_linked {
                line.text.len() - before
            } else {
                0
            };
        }
        self.bytes < MAX_POST
    }

    pub(super) fn start(&mut self, tag: &Tag, base: Option<&Url>) {
        self.depth += u32::from(tag.name == self.holder && !tag.self_closing);
        match tag.name {
            local_name!("a") => {
                let target = attributes::target(&tag.attrs, base);
                self.href = target.map(|target| page_of(&target));
                let line = self.lines.last_mut().filter(|_| self.bytes < MAX_POST);
                if let (Some(line), Some(href)) = (line, &self.href) {
                    line.links.push(href.clone());
                    self.bytes += href.len();
                }
            }
            local_name!("br") => {
                if let Some(line) = self.lines.last_mut() {
                    line.text.push('\n');
                    line.has_space = false;
                }
            }
            _ => self.border(&tag.name),
        }
    }

    /// Whether the post has ended with this.
    pub(super) fn end(&mut self, name: &LocalName) -> bool {
        if *name == local_name!("a") {
            self.href = None;
        } else {
            self.border(name);
        }
        self.depth -= u32::from(*name == self.holder);
        self.depth == 0
    }

    fn border(&mut self, name: &LocalName) {
        let is_block = allowed(name).is_some_and(|(_, kind)| !kind.is_inline());
        if is_block && self.lines.last().is_some_and(|line| !line.text.is_empty()) {
            let mut next = Line::default();
            // A link around all of it goes on.
            next.links.extend(self.href.clone());
            self.lines.push(next);
        }
    }

    /// The post's own address: what the element says, or the last of its links that leads to one.
    fn link(&self) -> Option<String> {
        let links = self.lines.iter().flat_map(|line| &line.links);
        let mut posts = links.filter(|link| self.site.has_post(link));
        let own = self
            .said_link
            .clone()
            .filter(|link| self.site.has_post(link));
        own.or_else(|| posts.next_back().cloned())
            .or_else(|| self.said_link.clone())
    }

    /// Takes the line that says who wrote it out of the lines: the last that begins with a dash, leads
    /// to the post, or is an account's name alone.
    fn take_author(&mut self, link: Option<&str>) -> String {
        let tells = |line: &Line| {
            let text = line.text.trim();
            let is_led = link.is_some_and(|link| line.links.iter().any(|one| one == link));
            let is_name = text.starts_with('@') && line.is_link();
            let is_dashed = text.starts_with(['—', '–', '―']);
            (is_led || is_name || is_dashed) && text.chars().count() <= MAX_AUTHOR_CHARS
        };
        let found = self.lines.iter().rposition(tells);
        let author = found
            .map(|at| self.lines.remove(at).text)
            .unwrap_or_default();
        let is_lead = |c: char| c.is_whitespace() || "—–―-".contains(c);
        author
            .trim_start_matches(is_lead)
            .replace('\n', " ")
            .trim()
            .to_owned()
    }

    /// "View this post on Instagram", in any language; and the music below a film.
    fn is_call(&self, line: &Line) -> bool {
        let text = line.text.trim();
        let names_site = line.is_link()
            && text.contains(self.site.name)
            && text.chars().count() <= MAX_CALL_CHARS;
        names_site || text.is_empty() || text.starts_with('♬')
    }
}

impl Line {
    /// Whether all of it is a link.
    fn is_link(&self) -> bool {
        !self.links.is_empty() && self.linked + 2 >= self.text.trim().len()
    }

    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.has_space = !self.text.is_empty() && !self.text.ends_with('\n');
                continue;
            }
            if std::mem::take(&mut self.has_space) {
                self.text.push(' ');
            }
            self.text.push(c);
        }
    }
}

impl Writer<'_> {
    /// Writes what a frame shows; twice in a row is once: many pages have it again for readers
    /// without scripts.
    pub(super) fn frame(&mut self, frame: &Frame) {
        if self.last_frame == (frame.link.clone(), self.out.len()) {
            return;
        }
        let depth = self.open_card(frame.kind);
        self.open_own("p", Kind::Paragraph, String::new());
        let (text, rest) = if frame.title.is_empty() {
            (&frame.site, String::new())
        } else {
            (&frame.title, format!(" · {}", frame.site))
        };
        self.linked(text, Some(&frame.link));
        self.words(&rest);
        self.close_own(depth);
        self.last_frame = (frame.link.clone(), self.out.len());
    }

    /// Writes a post.
    pub(super) fn post(&mut self, mut post: Post) {
        post.lines.retain(|line| !line.text.trim().is_empty());
        let link = post.link();
        let lines = std::mem::take(&mut post.lines);
        post.lines = lines
            .into_iter()
            .filter(|line| !post.is_call(line))
            .collect();
        let author = post.take_author(link.as_deref());
        if author.is_empty() && link.is_none() && post.lines.is_empty() {
            return;
        }
        let depth = self.open_card(post.site.kind);
        let inside = self.path.len();
        if !post.lines.is_empty() {
            self.open_own("blockquote", Kind::Quote, String::new());
        }
        let quote = self.path.len();
        for line in &post.lines {
            self.open_own("p", Kind::Paragraph, String::new());
            for piece in line.text.trim().lines() {
                self.words(piece);
                self.breaks += 1;
            }
            self.close_own(quote);
        }
        self.close_own(inside);
        self.open_own("figcaption", Kind::Caption, String::new());
        if author.is_empty() {
            self.linked(post.site.name, link.as_deref());
        } else {
            self.linked(&author, link.as_deref());
            self.words(&format!(" · {}", post.site.name));
        }
        self.close_own(depth);
    }

    /// Opens a card: a figure, or the one around it where that has nothing in it yet. Gives back how
    /// deep the path is to be when it ends.
    fn open_card(&mut self, kind: &str) -> usize {
        self.end_implied(Kind::Quote);
        self.border();
        let depth = self.path.len();
        let is_block = |open: &Open| !open.kind.is_inline() && open.kind != Kind::Wrapper;
        let around = self.path.iter().rposition(is_block);
        let around = around.filter(|at| {
            let open = &self.path[*at];
            let is_written = self.written.iter().any(|step| step.id == (open.id, 0));
            open.name == "figure" && open.attributes.is_empty() && !is_written
        });
        match around {
            Some(at) => self.path[at].attributes = attributes::card(kind),
            None => self.open_own("figure", Kind::Quote, attributes::card(kind)),
        }
        depth
    }

    /// Opens an element that the source does not have.
    pub(super) fn open_own(&mut self, name: &'static str, kind: Kind, attributes: String) {
        if !kind.is_inline() {
            self.border();
        }
        self.push(name, kind, LocalName::from(""), attributes);
    }

    fn close_own(&mut self, depth: usize) {
        self.path.truncate(depth);
        self.border();
    }

    fn linked(&mut self, text: &str, link: Option<&str>) {
        let Some(link) = link else {
            return self.words(text);
        };
        let depth = self.path.len();
        self.open_own("a", Kind::Link, attributes::to(link));
        self.words(text);
        self.path.truncate(depth);
        self.is_stale = true;
    }
}
