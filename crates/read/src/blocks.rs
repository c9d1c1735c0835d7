//! Writes markup anew: only what may stand in a text, in blocks, each thing closed.
//!
//! Nothing of the source's markup is copied. Text is escaped, names are ours, and the few attributes
//! are checked one by one; so what is written is safe whatever was read, and whatever the tokenizer
//! took it for. There is no tree and no recursion: a list of what the source has open, and a list of
//! what has been written. An element is written when its first text or picture comes, so empty ones
//! vanish.

mod attributes;
mod captions;
mod cards;
mod ending;
mod headings;
mod letters;
mod pictures;
mod quotes;
mod tables;

use depesche_model::html::push_escaped;
use html5ever::LocalName;
use html5ever::local_name;
use html5ever::tokenizer::Tag;
use url::Url;

use self::cards::Post;
use self::letters::{is_blank, is_jump, is_space, push_folded, without_turns};
use self::pictures::{Last, Waiting};
use self::quotes::Closed;
use self::tables::{Frame, Held};
use crate::chain::{Open, Step, chain};
use crate::content::Reader;
use crate::elements::{Kind, allowed};
use crate::embeds;
use crate::picture;
use crate::srcset::{Candidate, MAX_CANDIDATES};

/// How deep the source's elements are followed; inner ones are left out, their text stays.
const MAX_DEPTH: usize = 200;

/// How much is written, in bytes. Markup can make more of itself: a link around a thousand
/// paragraphs is written in each.
const MAX_WRITTEN: usize = 4 << 20;

/// The writer.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is known for itself; together they are no states of one thing"
)]
pub(crate) struct Writer<'a> {
    base: Option<&'a Url>,
    out: String,
    /// What the source has open.
    path: Vec<Open>,
    /// What the next text is to stand in; stale after a change of the path.
    wanted: Vec<Step>,
    is_stale: bool,
    /// What has been written and not closed.
    written: Vec<Step>,
    ids: u32,
    run: u32,
    split: u32,
    /// Line breaks since the last text.
    breaks: u32,
    /// Whether white space came since the last text.
    has_space: bool,
    /// Whether the innermost block has no text yet.
    is_at_start: bool,
    waiting: Vec<Waiting>,
    pictures: u32,
    last_picture: Option<Last>,
    /// What the `source` elements of the `picture` that is open offer.
    sources: Vec<Candidate>,
    /// The post that is being read.
    quoted: Option<Post>,
    /// The link of the last frame, and where its card ended.
    last_frame: (String, usize),
    /// The table that is kept back until it has ended, and whether tables still are.
    held: Option<Held>,
    holds_tables: bool,
    /// The tables that are open, while what was kept back is read.
    tables: Vec<Frame>,
    /// The cell that is open and has no text yet, and the empty ones before it.
    cell: Option<(u32, String)>,
    empty_cells: Vec<String>,
    /// How many `span`s are open, the outermost of which is a caption.
    caption_spans: u32,
    /// Whether a link to another place of the text is open.
    is_in_jump: bool,
    last_closed: Closed,
    last_quote: Closed,
    has_headings: bool,
}

impl<'a> Writer<'a> {
    /// A writer that resolves links against `base`; without one, relative links go.
    pub(crate) fn new(base: Option<&'a Url>, expected: usize) -> Self {
        Self {
            base,
            out: String::with_capacity(expected),
            path: Vec::new(),
            wanted: Vec::new(),
            is_stale: true,
            written: Vec::new(),
            ids: 0,
            run: 0,
            split: 0,
            breaks: 0,
            has_space: false,
            is_at_start: true,
            waiting: Vec::new(),
            pictures: 0,
            last_picture: None,
            sources: Vec::new(),
            quoted: None,
            last_frame: (String::new(), 0),
            held: None,
            holds_tables: true,
            tables: Vec::new(),
            cell: None,
            empty_cells: Vec::new(),
            caption_spans: 0,
            is_in_jump: false,
            last_closed: Closed::default(),
            last_quote: Closed::default(),
            has_headings: false,
        }
    }

    fn end_post(&mut self) {
        if let Some(post) = self.quoted.take() {
            self.post(post);
        }
    }

    /// Whatever follows begins a block, or a line where it cannot.
    fn border(&mut self) {
        self.run += 1;
        self.breaks = self.breaks.max(1);
        self.is_stale = true;
    }

    fn open(&mut self, name: &'static str, kind: Kind, tag: &Tag) {
        let Some(attributes) = attributes::written(name, kind, tag, self.base) else {
            self.is_in_jump = kind == Kind::Link;
            return;
        };
        let cell = (kind == Kind::Cell).then(|| format!("<{name}{attributes}></{name}>"));
        if self.push(name, kind, tag.name.clone(), attributes)
            && let Some(cell) = cell
        {
            self.begin_cell(cell);
        }
    }

    /// Opens an element. Whether it was: very deep ones are not.
    fn push(
        &mut self,
        name: &'static str,
        kind: Kind,
        source: LocalName,
        attributes: String,
    ) -> bool {
        if self.path.len() >= MAX_DEPTH {
            return false;
        }
        self.ids += 1;
        self.is_stale = true;
        self.path.push(Open {
            name,
            source,
            kind,
            id: self.ids,
            attributes,
        });
        true
    }

    /// A block begins: what ends by itself does.
    fn begin_block(&mut self, kind: Kind) {
        if matches!(kind, Kind::Row | Kind::Rows | Kind::Table) {
            self.end_row();
        }
        self.end_implied(kind);
        self.border();
    }

    /// Ends what ends by itself where this block begins (HTML Standard, "in body").
    fn end_implied(&mut self, kind: Kind) {
        let is_same = |open: Kind| match kind {
            Kind::Item => open == Kind::Item,
            Kind::Term => open == Kind::Term,
            Kind::Cell => open == Kind::Cell,
            Kind::Row => open == Kind::Row,
            Kind::Rows => open == Kind::Rows,
            _ => false,
        };
        let is_fence = |open: Kind| match kind {
            Kind::Cell => matches!(open, Kind::Row | Kind::Table),
            Kind::Row => matches!(open, Kind::Rows | Kind::Table),
            Kind::Rows => open == Kind::Table,
            _ => matches!(open, Kind::List | Kind::Terms | Kind::Cell | Kind::Quote),
        };
        for (at, open) in self.path.iter().enumerate().rev() {
            if is_same(open.kind) {
                self.path.truncate(at);
                break;
            }
            if is_fence(open.kind) {
                break;
            }
        }
        if matches!(kind, Kind::Rows | Kind::Row | Kind::Cell) {
            self.end_caption();
        }
        let innermost = self.path.iter().rposition(|open| !open.kind.is_inline());
        let is_ended = innermost.is_some_and(|at| match self.path[at].kind {
            Kind::Paragraph => true,
            Kind::Heading => kind != Kind::Wrapper,
            Kind::Caption => self.path[at].source == local_name!("p"),
            _ => false,
        });
        if let Some(at) = innermost.filter(|_| is_ended) {
            self.path.truncate(at);
            self.end_own();
        }
    }

    /// The caption of a table ends where its rows begin.
    fn end_caption(&mut self) {
        let table = self.path.iter().rposition(|open| open.kind == Kind::Table);
        let inner = table.map_or(self.path.len(), |at| at + 1);
        let caption = self.path[inner..]
            .iter()
            .position(|open| open.kind == Kind::Caption);
        if let Some(at) = caption {
            self.path.truncate(inner + at);
        }
    }

    /// Closes and opens until the text stands where it is to stand, and writes what parts it from
    /// the text before.
    fn reconcile(&mut self) {
        let mut same = self.same();
        if self.breaks > 1 && !self.is_at_start && self.is_inside("p") && self.keeps_block(same) {
            self.split += 1; // Two line breaks are how many feeds write paragraphs.
            chain(&self.path, self.run, self.split, &mut self.wanted);
            same = self.same();
        }
        let keeps_block = self.keeps_block(same);
        self.close_to(same);
        if !keeps_block {
            self.is_at_start = true;
        } else if !self.is_at_start {
            match self.breaks {
                0 if self.has_space => self.out.push(' '),
                breaks => (0..breaks.min(2)).for_each(|_| self.out.push_str("<br>")),
            }
        }
        for step in same..self.wanted.len() {
            self.write_start(self.wanted[step]);
        }
        self.breaks = 0;
        self.has_space = false;
    }

    fn same(&self) -> usize {
        let pairs = self.wanted.iter().zip(&self.written);
        pairs
            .take_while(|(wanted, written)| wanted.id == written.id && wanted.name == written.name)
            .count()
    }

    /// Whether the text goes on in the block that the last text stood in.
    fn keeps_block(&self, same: usize) -> bool {
        let has_block = |steps: &[Step]| steps[same..].iter().any(|step| step.is_block);
        !has_block(&self.wanted) && !has_block(&self.written)
    }

    fn is_inside(&self, name: &str) -> bool {
        self.wanted
            .iter()
            .rfind(|step| step.is_block)
            .is_some_and(|step| step.name == name)
    }

    fn close_to(&mut self, length: usize) {
        while self.written.len() > length {
            if self.is_in(&["li", "dd", "td", "th"]) {
                self.write_waiting();
            }
            if let Some(step) = self.written.pop() {
                self.write_end(step);
            }
            if self.written.is_empty() || self.is_in(&["blockquote", "figure"]) {
                self.write_waiting();
            }
        }
    }

    fn write_start(&mut self, mut step: Step) {
        if matches!(step.name, "td" | "th") {
            self.write_empty_cells(step.id.0);
        }
        if step.name == "figcaption" {
            self.unwrap_figure();
        }
        self.has_headings |= step.is_block && step.name.starts_with('h');
        step.begin = self.out.len();
        self.out.push('<');
        self.out.push_str(step.name);
        if let Some(open) = step.at.and_then(|at| self.path.get(at)) {
            self.out.push_str(&open.attributes);
        }
        self.out.push('>');
        self.written.push(step);
    }

    /// Brings what the next text is to stand in up to date.
    fn rechain(&mut self) {
        if self.is_stale {
            chain(&self.path, self.run, self.split, &mut self.wanted);
            self.is_stale = false;
        }
    }
}

impl Reader for Writer<'_> {
    fn text(&mut self, text: &str) {
        if self.out.len() <= MAX_WRITTEN && !self.hold_text(text) {
            self.take_text(text);
        }
    }

    fn start(&mut self, tag: &Tag) {
        if self.out.len() <= MAX_WRITTEN && !self.hold_start(tag) {
            self.take_start(tag);
        }
    }

    fn end(&mut self, name: &LocalName) {
        if !self.hold_end(name) {
            self.take_end(name);
        }
    }
}

impl Writer<'_> {
    fn take_text(&mut self, text: &str) {
        let text = &*without_turns(text);
        if let Some(post) = &mut self.quoted {
            if !post.text(text) {
                self.end_post();
            }
            return;
        }
        if !(self.is_in_jump && is_jump(text)) {
            self.words(text);
        }
    }

    /// Writes a text that is in no need of anything but its place.
    fn words(&mut self, text: &str) {
        // Of control characters nothing is written but line ends and tabs.
        let is_left_out = |byte: u8| is_space(byte.into()) && !b" \n\t".contains(&byte);
        if text.bytes().all(is_left_out) || self.out.len() > MAX_WRITTEN {
            return;
        }
        self.rechain();
        let is_preformatted = self.is_inside("pre");
        if text.chars().all(is_blank) && !(is_preformatted && self.keeps_block(self.same())) {
            self.has_space |= !text.is_empty(); // It opens no block.
            return;
        }
        self.has_space = !is_preformatted && (self.has_space || text.starts_with(is_space));
        self.reconcile();
        if is_preformatted {
            self.preformatted(text);
        } else {
            push_folded(&mut self.out, text);
            self.has_space = text.ends_with(is_space);
        }
        self.is_at_start = false;
        self.last_picture = None;
    }

    fn take_start(&mut self, tag: &Tag) {
        if let Some(post) = &mut self.quoted {
            return post.start(tag, self.base);
        }
        match tag.name {
            _ if picture::is_picture(&tag.name) => self.picture(tag),
            local_name!("source") if self.sources.len() < MAX_CANDIDATES => {
                self.sources.extend(picture::offered(tag));
            }
            local_name!("picture") => self.sources.clear(),
            local_name!("br") => self.breaks += 1,
            local_name!("hr") => {
                self.end_implied(Kind::Paragraph);
                self.border();
            }
            local_name!("span") if self.caption_spans > 0 => self.caption_spans += 1,
            _ => self.element(tag),
        }
    }

    fn element(&mut self, tag: &Tag) {
        if let Some(site) = embeds::quoted(tag) {
            self.quoted = Some(Post::new(site, tag, embeds::said_link(tag, self.base)));
            return;
        }
        if self.caption(tag) {
            return;
        }
        let Some((name, kind)) = allowed(&tag.name) else {
            if let Some(frame) = embeds::framed(tag, self.base) {
                self.frame(&frame);
            }
            return;
        };
        if kind == Kind::Link {
            self.is_in_jump = false;
        }
        if !kind.is_inline() {
            self.begin_block(kind);
        }
        self.open(name, kind, tag);
    }

    fn take_end(&mut self, name: &LocalName) {
        if let Some(post) = &mut self.quoted {
            if post.end(name) {
                self.end_post();
            }
            return;
        }
        let kind = match allowed(name) {
            Some((_, kind)) => kind,
            None if *name == local_name!("span") && self.caption_spans > 0 => {
                self.caption_spans -= 1;
                if self.caption_spans > 0 {
                    return;
                }
                Kind::Caption
            }
            None => {
                self.sources.clear();
                self.breaks += u32::from(*name == local_name!("br"));
                return;
            }
        };
        let is_part = matches!(kind, Kind::Table | Kind::Rows | Kind::Row | Kind::Cell);
        if is_part && kind != Kind::Cell {
            self.end_row();
        }
        self.is_in_jump &= kind != Kind::Link;
        let is_end = |open: &Open| {
            open.source == *name || (kind == Kind::Heading && open.kind == Kind::Heading)
        };
        let mut is_inline = kind.is_inline();
        let mut at = self.path.len();
        while at > 0 {
            at -= 1;
            if is_end(&self.path[at]) {
                is_inline = self.path[at].kind.is_inline();
                if is_inline {
                    self.path.remove(at); // What stands in it goes on: "<b><p>a</b>b</p>".
                } else {
                    self.path.truncate(at);
                    self.end_own();
                }
                self.is_stale = true;
                break;
            }
            if !is_part && self.path[at].kind == Kind::Cell {
                break;
            }
        }
        if !is_inline {
            self.border();
        }
    }

    /// Ends what the source does not have, with what stood in it.
    fn end_own(&mut self) {
        while self.path.last().is_some_and(|open| open.source.is_empty()) {
            self.path.pop();
        }
    }
}
