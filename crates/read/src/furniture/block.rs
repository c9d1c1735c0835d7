//! The blocks of a text or a page as the memory sees them: words, links, place.

use depesche_model::{Body, SegmentKind};
use memchr::memchr;

use super::print::{self, Links};
use super::promo::{self, Promo};

/// From how many bytes on a block is a text, and not a line.
pub(crate) const TEXT_BYTES: usize = 160;

/// Longer blocks are no promotion that could be told by its shape.
pub(crate) const MAX_LINE_BYTES: usize = 400;

/// Longer texts are no notice of what links earn.
const MAX_NOTICE_BYTES: usize = 300;

/// Longer lines have no frame.
const MAX_FRAME_BYTES: usize = 200;

/// How many blocks of one document count.
const MAX_BLOCKS: usize = 2_000;

/// How many links of a block are looked at.
const MAX_LINKS: usize = 1_000;

/// The blocks of one document, in order.
#[derive(Debug, Default)]
pub struct Blocks {
    text: String,
    pub(crate) list: Vec<Block>,
}

/// One block.
#[derive(Debug)]
pub(crate) struct Block {
    begin: usize,
    end: usize,
    pub(crate) links: Links,
    pub(crate) class: Class,
    pub(crate) place: Place,
    pub(crate) print: u64,
    /// Of what is left when names and links are taken out, where that says enough.
    pub(crate) frames: [Option<u64>; 2],
    pub(crate) promo: Option<Promo>,
}

/// What kind of evidence a block needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Class {
    /// A short line with a link.
    LinkLine,
    /// A short line without.
    Line,
    /// A long text with a link.
    LinkText,
    /// A long text.
    Text,
    Heading,
    /// A picture, told by its address.
    Picture,
    /// Names and links taken out of a line with links.
    LinkFrame,
    /// Names taken out of a line without.
    Frame,
    /// Told by its shape.
    Promo,
}

/// Where a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Place {
    /// Before the first text.
    Before,
    /// Between texts.
    Inside,
    /// After the last text.
    After,
}

impl Place {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::Inside => "inside",
            Self::After => "after",
        }
    }
}

impl Blocks {
    /// Those of a cleaned text: one for each segment, those that were cut too.
    pub fn of(body: &Body) -> Self {
        let mut blocks = Self::default();
        for segment in body.0.iter().take(MAX_BLOCKS) {
            blocks.push_segment(segment.kind, segment.html.as_str(), |text| {
                segment.html.text_into(text);
            });
        }
        blocks.place();
        blocks
    }

    pub(crate) fn text_of(&self, block: &Block) -> &str {
        &self.text[block.begin..block.end]
    }

    /// Who wrote it and under which licence is owed to them; and some blocks look the same and are
    /// not. Neither is ever taken for furniture. Looked at only where a block repeats.
    pub(crate) fn spares(&self, block: &Block) -> bool {
        if block.class == Class::Picture || block.bytes() > MAX_LINE_BYTES {
            return false;
        }
        let folded = print::folded(self.text_of(block));
        is_owed(&folded) || says_little(&folded, block.links)
    }

    fn push_segment(&mut self, kind: SegmentKind, markup: &str, text: impl Fn(&mut String)) {
        let begin = self.text.len();
        text(&mut self.text);
        let bytes = self.text.len() - begin;
        let (links, has_picture) = tags(markup);
        let class = match kind {
            SegmentKind::Heading => Class::Heading,
            SegmentKind::Quote if links.count == 0 => Class::Text,
            _ => class(bytes, links),
        };
        let is_line = bytes <= MAX_LINE_BYTES && kind != SegmentKind::Code;
        if has_picture && (kind == SegmentKind::Figure || is_line) {
            self.push_picture(begin, links, markup);
        } else {
            self.push(begin, links, class, if is_line { markup } else { "" });
        }
        let Some(block) = self.list.last_mut().filter(|_| is_line) else {
            return;
        };
        // Looking closely takes time: most blocks are long, and hardly linked.
        let text = &self.text[begin..];
        let may_be_notice = bytes <= MAX_NOTICE_BYTES && promo::may_be_notice(text);
        if bytes <= TEXT_BYTES || links.percent(bytes) >= 10 || may_be_notice {
            let folded = print::folded(text);
            let targets = match links.count {
                0 => Vec::new(),
                _ => self::targets(markup),
            };
            block.promo = promo::told(&promo::Line::new(&folded, bytes, markup, &targets, links));
        }
    }

    /// A picture is told by its address, digits and all: one number further is another picture.
    fn push_picture(&mut self, begin: usize, links: Links, markup: &str) {
        let source = markup.split_once("src=\"").map_or("", |(_, rest)| rest);
        let source = source.split('"').next().unwrap_or("");
        let print = print::hash([b"picture ".as_slice(), source.as_bytes()]);
        self.add(begin, links, Class::Picture, print, [None; 2]);
    }

    fn push(&mut self, begin: usize, links: Links, class: Class, markup: &str) {
        let text = &self.text[begin..];
        let mut folded = String::with_capacity(text.len().min(MAX_LINE_BYTES));
        print::fold_into(&mut folded, text);
        let print = print::of_folded(&folded, links, text.len());
        let has_frame = text.len() <= MAX_FRAME_BYTES && (links.count > 0 || may_vary(text));
        let frames = if has_frame && !markup.is_empty() {
            frames(markup, text, links)
        } else {
            [None; 2]
        };
        self.add(begin, links, class, print, frames);
    }

    fn add(
        &mut self,
        begin: usize,
        links: Links,
        class: Class,
        print: u64,
        frames: [Option<u64>; 2],
    ) {
        let end = self.text.len();
        self.list.push(Block {
            begin,
            end,
            links,
            class,
            place: Place::Inside,
            print,
            frames,
            promo: None,
        });
    }

    /// Says of each block whether a text stands before and behind it.
    fn place(&mut self) {
        let is_text = |block: &Block| block.class == Class::Text;
        let first = self.list.iter().position(is_text);
        let last = self.list.iter().rposition(is_text);
        if let Some(block) = self.list.first_mut() {
            block.frames = [None; 2];
        }
        let (Some(first), Some(last)) = (first, last) else {
            return;
        };
        for (at, block) in self.list.iter_mut().enumerate() {
            block.place = match at {
                _ if first == last && at == first => Place::Inside,
                _ if at >= last => Place::After,
                _ if at <= first => Place::Before,
                _ => Place::Inside,
            };
            // The beginning of a text may well follow a pattern.
            if block.place == Place::Before {
                block.frames = [None; 2];
            }
            // What is said of the whole text at its head is owed to the reader.
            if block.place == Place::Before && block.promo == Some(Promo::Advert) {
                block.promo = None;
            }
        }
    }
}

impl Block {
    pub(crate) fn bytes(&self) -> usize {
        self.end - self.begin
    }

    /// Whether it tells articles apart: a text of its own, not a menu's line.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self.class, Class::Text | Class::LinkText)
    }

    pub(crate) fn is_whole_link(&self) -> bool {
        self.links.is_whole(self.bytes())
    }
}

/// How cleaned markup is linked, and whether it has a picture. One walk from tag to tag: most blocks
/// have two.
fn tags(markup: &str) -> (Links, bool) {
    let bytes = markup.as_bytes();
    let (mut links, mut has_picture) = (Links::default(), false);
    let (mut is_inside, mut at) = (false, 0);
    while let Some(begin) = memchr(b'<', &bytes[at..]) {
        if is_inside {
            links.linked_bytes += begin;
        }
        let tag = &bytes[at + begin..];
        if tag.starts_with(b"<a ") {
            links.count += 1;
            is_inside = true;
        } else if tag.starts_with(b"</a>") {
            is_inside = false;
        }
        has_picture |= tag.starts_with(b"<img");
        let length = memchr(b'>', tag).map_or(tag.len(), |end| end + 1);
        at += begin + length;
    }
    (links, has_picture)
}

/// Where the links of cleaned markup lead, in small letters.
fn targets(markup: &str) -> Vec<String> {
    let links = markup.split("<a ").skip(1).take(MAX_LINKS);
    let targets = links.filter_map(|rest| rest.split_once("href=\"")?.1.split('"').next());
    targets.map(str::to_lowercase).collect()
}

pub(crate) fn without_tags(markup: &str) -> String {
    let mut text = String::with_capacity(markup.len());
    let mut rest = markup;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    text
}

/// The text with a space in the place of every link.
pub(crate) fn outside_links(markup: &str) -> String {
    let mut out = String::with_capacity(markup.len());
    for (at, piece) in markup.split("<a ").enumerate() {
        let outside = match at {
            0 => piece,
            _ => piece.split_once("</a>").map_or("", |(_, rest)| rest),
        };
        if at > 0 {
            out.push_str(" \u{1} ");
        }
        out.push_str(outside);
    }
    without_tags(&out)
}

fn class(bytes: usize, links: Links) -> Class {
    match (bytes > TEXT_BYTES, links.count > 0) {
        // Long and (nearly) all link: a list of links.
        (true, true) if links.percent(bytes) >= 60 => Class::LinkLine,
        (true, true) => Class::LinkText,
        (true, false) => Class::Text,
        (false, true) => Class::LinkLine,
        (false, false) => Class::Line,
    }
}

/// What is left of a line when its names are taken out, in two ways, where that says enough: once
/// only names of two words and more ("hear # on harbour radio"), and once every capital and every
/// link ("follow # on @"), which leaves too little of German.
fn frames(markup: &str, text: &str, links: Links) -> [Option<u64>; 2] {
    let is_linked = links.count > 0;
    let names = Frame::without(text, |run| run > 1);
    let outside = Frame::without(&outside_links(markup), |_| true);
    let capitals = if outside.says_enough(is_linked) {
        outside
    } else {
        Frame::without(text, |_| true)
    };
    [names, capitals].map(|frame| frame.print(is_linked))
}

/// Whether a line has a name or a number.
fn may_vary(text: &str) -> bool {
    let mut rest = text.bytes().skip(1);
    rest.any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || !byte.is_ascii())
}

#[derive(Default)]
struct Frame {
    text: String,
    words: usize,
    letters: usize,
}

impl Frame {
    /// Takes out numbers, and runs of capitalised words that are long enough.
    fn without(text: &str, is_name: impl Fn(usize) -> bool) -> Self {
        let mut frame = Self::default();
        let mut run: Vec<&str> = Vec::new();
        let pieces = text.split_inclusive(|c: char| c != '\u{1}' && !c.is_alphanumeric());
        for (at, piece) in pieces.enumerate() {
            let word = piece.trim_end_matches(|c: char| c != '\u{1}' && !c.is_alphanumeric());
            let first = word.chars().next();
            let is_capital = at > 0 && first.is_some_and(char::is_uppercase);
            if is_capital {
                run.push(word);
            }
            // A name's words stand with a space between them, and nothing else.
            if !is_capital || !piece.ends_with(' ') {
                frame.end(&mut run, &is_name);
            }
            match first {
                None => {}
                _ if is_capital => {}
                Some('\u{1}') => frame.sign('@'),
                Some(first) if first.is_numeric() => frame.sign('#'),
                Some(_) => frame.word(word),
            }
        }
        frame.end(&mut run, &is_name);
        frame
    }

    fn end(&mut self, run: &mut Vec<&str>, is_name: &impl Fn(usize) -> bool) {
        if !run.is_empty() && is_name(run.len()) {
            self.sign('#');
        } else {
            for word in run.iter() {
                self.word(word);
            }
        }
        run.clear();
    }

    fn sign(&mut self, sign: char) {
        if !self.text.ends_with(sign) {
            self.text.push(' ');
            self.text.push(sign);
        }
    }

    fn word(&mut self, word: &str) {
        self.words += 1;
        self.letters += word.len();
        self.text.push(' ');
        self.text.extend(word.chars().flat_map(char::to_lowercase));
    }

    fn says_enough(&self, is_linked: bool) -> bool {
        let (words, letters) = if is_linked { (2, 8) } else { (4, 16) };
        self.words >= words && self.letters >= letters
    }

    fn print(&self, is_linked: bool) -> Option<u64> {
        let is_varied = self.text.contains(['#', '@']);
        let parts = [b"frame".as_slice(), self.text.as_bytes()];
        (is_varied && self.says_enough(is_linked)).then(|| print::hash(parts))
    }
}

/// "Episode 12" and "00:01:58" say something else each time, and an ornament says nothing.
fn says_little(folded: &str, links: Links) -> bool {
    let letters = folded.chars().filter(|c| c.is_alphabetic()).count();
    links.count == 0 && (letters == 0 || letters < 12 && folded.contains('0'))
}

/// Sources, agencies and licences.
fn is_owed(folded: &str) -> bool {
    #[rustfmt::skip]
    const AGENCIES: &[&str] = &[
        "dpa", "afp", "reuters", "ap", "apa", "sda", "ats", "kna", "epd", "sid", "pti", "ansa",
        "tass", "upi", "bloomberg", "xinhua", "ddp", "dapd", "efe", "ritzau", "ntb", "tt",
    ];
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "quelle", "quellen", "source", "sources", "via", "lizenz", "licence", "license", "licensed",
        "lizenziert", "agentur", "nachrichtenagentur", "agency", "korrektur", "correction",
        "berichtigung", "transparenzhinweis", "übersetzung", "translated", "interview", "gespräch",
    ];
    folded.contains("creative commons")
        || folded.contains("cc by")
        || folded
            .split(' ')
            .any(|word| AGENCIES.contains(&word) || WORDS.contains(&word))
}
