//! Tables: those that hold data stay tables, those that only arrange a page go.
//!
//! Which of the two a table is, only its end tells. So the outermost table is kept back until it has
//! ended, or is larger than any that was written for readers.

use html5ever::tokenizer::Tag;
use html5ever::{LocalName, local_name};

use super::attributes::value;
use super::{Writer, is_blank, is_jump};
use crate::elements::Kind;
use crate::embeds;

/// How much of a table is kept back: tags and texts, and bytes of text.
const MAX_EVENTS: usize = 50_000;
const MAX_TEXT: usize = 1 << 20;

/// A table that is kept back.
#[derive(Default)]
pub(super) struct Held {
    events: Vec<Event>,
    bytes: usize,
    depth: u32,
}

enum Event {
    Text(String),
    Start(Tag),
    End(LocalName),
}

/// A table that is open while the source is read again.
pub(super) struct Frame {
    is_layout: bool,
    /// How deep the path was when it began.
    depth: usize,
}

/// What is known of a table.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what is open and what was found are no states of one thing"
)]
struct Shape {
    at: usize,
    is_in_row: bool,
    /// The cell that is open.
    cell: Option<LocalName>,
    /// Whether the cell that is open has text.
    is_counted: bool,
    /// Cells with text in this row.
    cells: u32,
    has_rows: bool,
    is_in_caption: bool,
    is_data: bool,
    is_said_layout: bool,
}

impl Held {
    /// Whether no more is to be kept back.
    fn is_full(&self) -> bool {
        self.events.len() >= MAX_EVENTS || self.bytes >= MAX_TEXT
    }

    /// For every table whether it only arranges: by the number of its start tag.
    fn layouts(&self) -> Vec<bool> {
        let mut layouts = Vec::new();
        let mut open: Vec<Shape> = Vec::new();
        for event in &self.events {
            match event {
                Event::Start(tag) if tag.name == local_name!("table") => {
                    let role = value(&tag.attrs, &local_name!("role")).unwrap_or_default();
                    open.push(Shape {
                        at: layouts.len(),
                        is_said_layout: matches!(role, "presentation" | "none"),
                        ..Shape::default()
                    });
                    layouts.push(true);
                }
                Event::End(name) if *name == local_name!("table") => {
                    if let Some(shape) = open.pop() {
                        layouts[shape.at] = shape.is_layout();
                    }
                }
                Event::Start(tag) => {
                    // Where a post stands, tables only arrange.
                    let has_post = embeds::quoted(tag).is_some();
                    for shape in &mut open {
                        shape.is_said_layout |= has_post;
                    }
                    if let Some(shape) = open.last_mut() {
                        shape.start(&tag.name);
                    }
                }
                Event::End(name) => {
                    if let Some(shape) = open.last_mut() {
                        shape.end(name);
                    }
                }
                Event::Text(text) if text.chars().all(is_blank) || is_jump(text) => {}
                // Text in an inner table is text in the outer's cell.
                Event::Text(_) => open.iter_mut().for_each(Shape::text),
            }
        }
        for shape in open {
            layouts[shape.at] = shape.is_layout();
        }
        layouts
    }
}

impl Shape {
    fn is_layout(&self) -> bool {
        self.is_said_layout || !self.is_data
    }

    fn start(&mut self, name: &LocalName) {
        let is_caption = *name == local_name!("caption");
        // A caption among the rows is a cell like others.
        self.is_in_caption |= is_caption && !self.has_rows;
        self.has_rows |= is_row(name);
        match *name {
            local_name!("tr") => self.row(true),
            local_name!("thead") | local_name!("tbody") | local_name!("tfoot") => self.row(false),
            local_name!("td") | local_name!("th") => {
                self.cell = Some(name.clone()).filter(|_| self.is_in_row);
                self.is_counted = false;
                self.is_in_caption = false;
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &LocalName) {
        match *name {
            local_name!("tr")
            | local_name!("thead")
            | local_name!("tbody")
            | local_name!("tfoot") => {
                self.row(false);
            }
            local_name!("td") | local_name!("th") if self.cell.as_ref() == Some(name) => {
                self.cell = None;
            }
            local_name!("caption") => self.is_in_caption = false,
            _ => {}
        }
    }

    fn row(&mut self, is_in_row: bool) {
        self.is_in_row = is_in_row;
        self.cells = 0;
        self.cell = None;
        self.is_in_caption = false;
    }

    fn text(&mut self) {
        if self.is_in_caption {
            self.is_data = true;
        } else if let Some(name) = &self.cell {
            self.cells += u32::from(!self.is_counted);
            self.is_counted = true;
            self.is_data |= self.cells > 1 || *name == local_name!("th");
        } else {
            self.has_rows = true; // It is written in one of its own.
        }
    }
}

/// Whether it is a part of a table below its caption.
fn is_row(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("thead")
            | local_name!("tbody")
            | local_name!("tfoot")
            | local_name!("tr")
            | local_name!("td")
            | local_name!("th")
    )
}

impl Writer<'_> {
    /// Keeps a text back, where a table is being kept back.
    pub(super) fn hold_text(&mut self, text: &str) -> bool {
        let Some(held) = &mut self.held else {
            return false;
        };
        held.bytes += text.len();
        held.events.push(Event::Text(text.to_owned()));
        self.release_if_full();
        true
    }

    /// The same with a start tag; the outermost table's begins it.
    pub(super) fn hold_start(&mut self, tag: &Tag) -> bool {
        let is_table = tag.name == local_name!("table");
        if self.held.is_none() && is_table && self.holds_tables {
            self.held = Some(Held::default());
        }
        let Some(held) = &mut self.held else {
            return false;
        };
        held.depth += u32::from(is_table);
        held.bytes += tag
            .attrs
            .iter()
            .map(|attribute| attribute.value.len())
            .sum::<usize>();
        held.events.push(Event::Start(tag.clone()));
        self.release_if_full();
        true
    }

    /// The same with an end tag; the outermost table's ends it.
    pub(super) fn hold_end(&mut self, name: &LocalName) -> bool {
        let Some(held) = &mut self.held else {
            return false;
        };
        held.depth -= u32::from(*name == local_name!("table"));
        held.events.push(Event::End(name.clone()));
        if held.depth == 0 {
            self.release();
        } else {
            self.release_if_full();
        }
        true
    }

    fn release_if_full(&mut self) {
        if self.held.as_ref().is_some_and(Held::is_full) {
            self.holds_tables = false;
            self.release();
        }
    }

    /// Reads what was kept back.
    pub(super) fn release(&mut self) {
        let Some(held) = self.held.take() else { return };
        let mut layouts = held.layouts().into_iter();
        for event in held.events {
            match event {
                Event::Text(text) => self.take_text(&text),
                Event::Start(tag) if tag.name == local_name!("table") => {
                    self.start_table(&tag, layouts.next().unwrap_or_default());
                }
                Event::Start(tag) if self.is_layout_part(&tag.name) => self.part_layout(),
                Event::Start(tag) => self.take_start(&tag),
                Event::End(name) if self.is_layout_part(&name) => {
                    self.part_layout();
                    if name == local_name!("table") {
                        self.tables.pop();
                    }
                }
                Event::End(name) => {
                    self.take_end(&name);
                    if name == local_name!("table") {
                        self.tables.pop();
                    }
                }
            }
        }
        self.tables.clear();
    }

    fn start_table(&mut self, tag: &Tag, is_layout: bool) {
        if is_layout {
            self.end_implied(Kind::Wrapper);
            self.border();
        } else {
            self.take_start(tag);
        }
        let depth = self.path.len();
        self.tables.push(Frame { is_layout, depth });
    }

    /// Whether it is a part of the innermost table, and that only arranges.
    fn is_layout_part(&self, name: &LocalName) -> bool {
        let is_part =
            is_row(name) || matches!(*name, local_name!("table") | local_name!("caption"));
        is_part && self.tables.last().is_some_and(|table| table.is_layout)
    }

    /// What stands in a part of a table ends with it.
    fn part_layout(&mut self) {
        if let Some(table) = self.tables.last() {
            self.path.truncate(table.depth);
        }
        self.border();
    }

    /// A cell begins. One that stays empty is written when another of its row has text: without it
    /// they would stand in wrong columns.
    pub(super) fn begin_cell(&mut self, cell: String) {
        if self.open_tables() == 1 {
            self.empty_cells
                .extend(self.cell.take().map(|(_, cell)| cell));
            self.cell = Some((self.ids, cell));
        }
    }

    /// A cell is about to be written: the empty ones before it come first.
    pub(super) fn write_empty_cells(&mut self, id: u32) {
        let before = self.cell.take().filter(|(cell, _)| *cell != id);
        self.empty_cells.extend(before.map(|(_, cell)| cell));
        for cell in self.empty_cells.drain(..) {
            self.out.push_str(&cell);
        }
    }

    /// A row ends: its last cells may be empty.
    pub(super) fn end_row(&mut self) {
        if self.open_tables() != 1 {
            return;
        }
        self.empty_cells
            .extend(self.cell.take().map(|(_, cell)| cell));
        let row = self
            .path
            .iter()
            .rfind(|open| open.kind == Kind::Row)
            .map(|open| open.id);
        let written = self
            .written
            .iter()
            .rposition(|step| step.name == "tr" && Some(step.id.0) == row);
        if let Some(at) = written.filter(|_| !self.empty_cells.is_empty()) {
            self.close_to(at + 1);
            for cell in self.empty_cells.drain(..) {
                self.out.push_str(&cell);
            }
        }
        self.empty_cells.clear();
    }

    fn open_tables(&self) -> usize {
        let tables = self.path.iter().filter(|open| open.kind == Kind::Table);
        tables.count()
    }
}
