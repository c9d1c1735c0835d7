//! Which elements a piece of text is to stand in, given what its source has open.
//!
//! The result obeys the rules of HTML: every text stands in a block, paragraphs hold no blocks,
//! lists hold items, tables hold rows, no link stands in a link. So a browser builds the very tree
//! that was written, and cleaning it once more changes nothing.

use html5ever::LocalName;

use crate::elements::Kind;

/// How many elements of blocks may stand in one another; inner ones only part paragraphs.
pub(crate) const MAX_BLOCKS: usize = 24;

/// How many elements of a line may stand in one another; inner ones are left out.
const MAX_INLINES: usize = 8;

/// Tells what the source does not have from what it has: a block that stands around one of its
/// elements, and one that a text stands in. Both are numbered, each in its own way.
const AROUND: u32 = u32::MAX;
const OF_TEXT: u32 = u32::MAX - 1;

/// An element that the source has open.
pub(crate) struct Open {
    /// As it is written.
    pub(crate) name: &'static str,
    /// As the source calls it; empty where it has no such element. Then it ends with what stands in it.
    pub(crate) source: LocalName,
    /// What it is good for.
    pub(crate) kind: Kind,
    /// Tells it from every other.
    pub(crate) id: u32,
    /// Its attributes as they are written, each after a space.
    pub(crate) attributes: String,
}

/// An element to be written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    /// Its name.
    pub(crate) name: &'static str,
    /// Tells it from every other.
    pub(crate) id: (u32, u32),
    /// Whether it is a block.
    pub(crate) is_block: bool,
    /// Where it stands in the path, if the source has it.
    pub(crate) at: Option<usize>,
    /// Where it begins in what was written, once it was.
    pub(crate) begin: usize,
}

/// What may stand in the innermost block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Blocks: text needs a paragraph.
    Flow,
    /// Text, and blocks that are no paragraphs: items and cells.
    Item,
    /// Text alone.
    Text,
    /// Items.
    Items,
    /// Terms.
    Terms,
    /// Groups of rows.
    Groups,
    /// Rows.
    Rows,
    /// Cells.
    Cells,
}

/// Writes into `chain` what a text stands in, the outermost first. `run` changes wherever text that
/// has no block of its own must begin a new one, and wherever a paragraph is split.
pub(crate) fn chain(path: &[Open], run: u32, split: u32, chain: &mut Vec<Step>) {
    chain.clear();
    let mut builder = Builder {
        chain,
        holds: Holds::Flow,
        run,
        split,
        is_heading: false,
    };
    for (at, open) in path
        .iter()
        .enumerate()
        .filter(|(_, open)| !open.kind.is_inline())
    {
        builder.block(at, open);
    }
    builder.close_structure();
    let is_heading = builder.is_heading;
    let blocks = chain.len();
    for (at, open) in path
        .iter()
        .enumerate()
        .filter(|(_, open)| open.kind.is_inline())
    {
        let means = |name: &str| meaning(name) == meaning(open.name);
        let is_inner = chain[blocks..].iter().any(|step| means(step.name));
        // A heading is bold.
        let is_inner = is_inner || (is_heading && meaning(open.name) == "strong");
        if !is_inner && chain.len() < blocks + MAX_INLINES {
            chain.push(Step {
                name: open.name,
                id: (open.id, 0),
                is_block: false,
                at: Some(at),
                begin: 0,
            });
        }
    }
}

/// Elements that mean the same go by one name.
fn meaning(name: &str) -> &str {
    match name {
        "b" => "strong",
        "i" => "em",
        name => name,
    }
}

struct Builder<'a> {
    chain: &'a mut Vec<Step>,
    holds: Holds,
    run: u32,
    split: u32,
    /// Whether the innermost block is one.
    is_heading: bool,
}

impl Builder<'_> {
    fn block(&mut self, at: usize, open: &Open) {
        use Holds::{Cells, Flow, Groups, Item, Items, Rows, Terms, Text};
        if self.chain.len() >= MAX_BLOCKS {
            return;
        }
        let id = match open.kind {
            Kind::Paragraph => (open.id, self.split),
            // A figure has one caption, whatever its parts are in the source.
            Kind::Caption => (self.chain.last().map_or(open.id, |around| around.id.0), 1),
            _ => (open.id, 0),
        };
        let inner = match (open.kind, self.holds) {
            (Kind::Paragraph | Kind::Heading, Flow) | (Kind::Preformatted, Flow | Item) => Text,
            (Kind::Caption, holds) if self.is_at_home(open.name, holds) => Text,
            (Kind::Quote, Flow | Item) => Flow,
            (Kind::List, Flow | Item) => Items,
            (Kind::List, Items) => {
                self.implied("li", (AROUND, open.id));
                Items
            }
            (Kind::Item, Flow) => {
                self.implied("ul", (AROUND, open.id));
                Item
            }
            (Kind::Terms, Flow | Item) => Terms,
            (Kind::Term, Terms) if open.name == "dt" => Text,
            (Kind::Item, Items) | (Kind::Term, Terms) | (Kind::Cell, Cells) => Item,
            (Kind::Table, Flow) => Groups,
            (Kind::Rows, Groups) => Rows,
            (Kind::Row, Groups) => {
                self.implied("tbody", (AROUND, 0));
                Cells
            }
            (Kind::Row, Rows) => Cells,
            _ => return,
        };
        self.chain.push(Step {
            name: open.name,
            id,
            is_block: true,
            at: Some(at),
            begin: 0,
        });
        self.is_heading |= open.kind == Kind::Heading;
        self.holds = inner;
    }

    /// Captions stand in figures and tables; elsewhere they are paragraphs.
    fn is_at_home(&self, name: &str, holds: Holds) -> bool {
        match self.chain.last().map(|step| step.name) {
            Some("figure") => name == "figcaption" && holds == Holds::Flow,
            Some("table") => name == "caption" && holds == Holds::Groups,
            _ => false,
        }
    }

    fn implied(&mut self, name: &'static str, id: (u32, u32)) {
        self.chain.push(Step {
            name,
            id,
            is_block: true,
            at: None,
            begin: 0,
        });
    }

    /// Text cannot stand in a list or a table, but in what they hold.
    fn close_structure(&mut self) {
        let run = self.run;
        let names: &[&'static str] = match self.holds {
            Holds::Flow => &["p"],
            Holds::Items => &["li"],
            Holds::Terms => &["dd"],
            Holds::Groups => &["tbody", "tr", "td"],
            Holds::Rows => &["tr", "td"],
            Holds::Cells => &["td"],
            Holds::Item | Holds::Text => &[],
        };
        for name in names {
            let id = if *name == "p" { run + self.split } else { run };
            self.implied(name, (OF_TEXT, id));
        }
    }
}
