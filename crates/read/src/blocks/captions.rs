//! Captions that are not called so: a paragraph or a span beside a picture, known by its class.

use html5ever::local_name;
use html5ever::tokenizer::Tag;

use super::Writer;
use super::attributes::value;
use crate::chain::Step;
use crate::elements::Kind;

/// Parts of the classes of what stands below a picture.
const CAPTIONS: [&str; 6] = [
    "caption",
    "cutline",
    "bildunterschrift",
    "bildtext",
    "legende",
    "image-description",
];

/// Parts of the classes of what says who made it.
const CREDITS: [&str; 8] = [
    "credit",
    "copyright",
    "photographer",
    "fotograf",
    "bildquelle",
    "bildnachweis",
    "image-source",
    "img-source",
];

/// The end of a figure.
const FIGURE_END: &str = "</figure>";

impl Writer<'_> {
    /// Takes an element that is a caption by its class. Whether it was one.
    pub(super) fn caption(&mut self, tag: &Tag) -> bool {
        let Some(class) = class_of(tag) else {
            return false;
        };
        let is_credit = CREDITS.iter().any(|word| class.contains(word));
        if !is_credit && !CAPTIONS.iter().any(|word| class.contains(word)) {
            return false;
        }
        if tag.name == local_name!("p") {
            self.end_implied(Kind::Paragraph);
        }
        let is_plain = |kind: Kind| kind.is_inline() || kind == Kind::Wrapper;
        let around = self.path.iter().rfind(|open| !is_plain(open.kind));
        match around.map(|open| (open.kind, open.name)) {
            Some((Kind::Caption, _)) => {
                // Who made it stands in a line of its own.
                self.breaks = self.breaks.max(u32::from(is_credit));
                return false;
            }
            Some((Kind::Quote, "figure")) => {}
            _ if !is_credit && is_frame(&class) => {
                self.begin_block(Kind::Quote);
                self.push("figure", Kind::Quote, tag.name.clone(), String::new());
                return true;
            }
            _ if !self.reopen_figure() => return false,
            _ => {}
        }
        self.border();
        self.caption_spans = u32::from(tag.name == local_name!("span"));
        self.push("figcaption", Kind::Caption, tag.name.clone(), String::new());
        true
    }

    /// Opens the figure of the picture that was written last, where nothing has followed it.
    fn reopen_figure(&mut self) -> bool {
        let length = self.out.len();
        let is_deep = self.path.len() >= super::MAX_DEPTH;
        let lone = self
            .last_picture
            .as_mut()
            .and_then(|last| last.take_lone(length));
        let Some(begin) = lone.filter(|_| !is_deep) else {
            return false;
        };
        self.out.truncate(length - FIGURE_END.len());
        self.begin_block(Kind::Quote);
        self.open_own("figure", Kind::Quote, String::new());
        self.written.push(Step {
            name: "figure",
            id: (self.ids, 0),
            is_block: true,
            at: None,
            begin,
        });
        true
    }
}

/// The class of an element that may be a caption by it.
fn class_of(tag: &Tag) -> Option<String> {
    let may_be = matches!(
        tag.name,
        local_name!("div")
            | local_name!("p")
            | local_name!("span")
            | local_name!("small")
            | local_name!("cite")
            | local_name!("em")
    );
    let class = value(&tag.attrs, &local_name!("class")).filter(|_| may_be)?;
    Some(class.to_ascii_lowercase())
}

/// Whether it is the class of what holds a picture and its caption.
fn is_frame(class: &str) -> bool {
    let mut words = class.split_ascii_whitespace();
    words.any(|word| {
        matches!(
            word,
            "wp-caption" | "caption-container" | "captioned-image-container"
        ) || word.starts_with("captioned")
    })
}
