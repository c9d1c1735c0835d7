//! Takes a segment apart.
//!
//! Made for what `read::clean` writes: `<` only begins a tag, everything is closed, inline markup
//! never reaches over the border of a block, and pictures stand in figures, never in a line of text.
//! What is otherwise is no unit, and stays as it is.

mod keep;
mod run;

use depesche_model::{Segment, SegmentKind};
use memchr::memchr;

use self::run::Run;
use super::mark::Rank;
use super::{Block, Kind, Unit};
use crate::notation::entities::decode;
use crate::protect::terms::Terms;

/// Takes a segment apart.
pub(super) fn apart(segment: &Segment, keep: &Terms) -> Block {
    let markup = segment.html.as_str();
    let mut taker = Taker {
        markup,
        keep,
        open: Vec::new(),
        run: Run::default(),
        units: Vec::new(),
        places: Vec::new(),
    };
    if segment.kind != SegmentKind::Code {
        taker.read();
    }
    Block {
        markup: markup.to_owned(),
        units: taker.units,
        places: taker.places,
    }
}

/// What an inline element is good for; `None` where the name is another's.
pub(super) fn rank(name: &str) -> Option<Rank> {
    Some(match name {
        "b" | "strong" | "i" | "em" | "u" | "ins" | "small" | "mark" | "cite" | "abbr" | "dfn"
        | "time" | "bdi" | "span" => Rank::Loose,
        "sub" | "sup" | "s" | "del" | "q" => Rank::Firm,
        "a" => Rank::Link,
        "br" => Rank::Break,
        "code" | "kbd" | "samp" | "var" => Rank::Kept,
        _ => return None,
    })
}

struct Taker<'s> {
    markup: &'s str,
    keep: &'s Terms<'s>,
    /// The blocks that are open.
    open: Vec<Open<'s>>,
    run: Run,
    units: Vec<Unit>,
    places: Vec<std::ops::Range<usize>>,
}

/// A block that is open.
struct Open<'s> {
    name: &'s str,
    is_card: bool,
    /// Whether a paragraph has begun directly in it.
    has_line: bool,
}

impl<'s> Taker<'s> {
    fn read(&mut self) {
        let mut at = 0;
        while let Some(offset) = memchr(b'<', &self.markup.as_bytes()[at..]) {
            let start = at + offset;
            self.run.text(at, &self.markup[at..start]);
            let end = memchr(b'>', &self.markup.as_bytes()[start..]);
            let end = end.map_or(self.markup.len(), |end| start + end + 1);
            self.tag(start, end);
            at = end;
        }
        self.run.text(at, &self.markup[at..]);
        self.flush(self.markup.len());
    }

    fn tag(&mut self, start: usize, end: usize) {
        let tag = &self.markup[start..end];
        let is_end = tag.starts_with("</");
        let name = tag.trim_start_matches(['<', '/']);
        let name = &name[..name.find([' ', '>']).unwrap_or(name.len())];
        match rank(name) {
            Some(rank) if is_end => self.run.end(rank, start..end),
            Some(Rank::Break) => self.run.line_break(start..end),
            Some(rank) => self.run.begin(rank, start..end),
            None => {
                self.flush(start);
                self.block(name, is_end, tag, start);
            }
        }
    }

    fn block(&mut self, name: &'s str, is_end: bool, tag: &'s str, start: usize) {
        if is_end {
            self.open.pop();
        } else if name == "img" {
            self.alt(tag, start);
        } else {
            if let Some(around) = self.open.last_mut() {
                around.has_line |= name == "p";
            }
            self.open.push(Open {
                name,
                is_card: tag.starts_with("<figure class"),
                has_line: false,
            });
        }
    }

    /// What a picture shows.
    fn alt(&mut self, tag: &str, start: usize) {
        const NAME: &str = " alt=\"";
        let Some(begin) = tag.find(NAME).map(|at| at + NAME.len()) else {
            return;
        };
        let value = tag[begin..].split('"').next().unwrap_or_default();
        if let Some(unit) = Unit::plain(Kind::Alt, &decode(value), self.keep) {
            self.units.push(unit);
            self.places.push(start + begin..start + begin + value.len());
        }
    }

    /// A line of text has ended.
    fn flush(&mut self, end: usize) {
        let run = std::mem::take(&mut self.run);
        let unit = self
            .is_text()
            .then(|| run.unit(self.markup, end, self.keep));
        if let Some((unit, place)) = unit.flatten() {
            self.units.push(unit);
            self.places.push(place);
        }
    }

    /// Whether what stands here is to be translated. In a card that are the words of a post, and what
    /// the page says below a film: all else are names.
    fn is_text(&self) -> bool {
        let is_of_card = match self.open.as_slice() {
            [.., card, line] if card.is_card => line.name != "figcaption" || !card.has_line,
            _ => false,
        };
        !is_of_card && self.open.iter().all(|open| open.name != "pre")
    }
}
