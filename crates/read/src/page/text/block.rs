//! The blocks of a page: runs of text between two borders of paragraphs.

use html5ever::{LocalName, local_name};

use crate::tree::{Data, Id, Tree};

/// How many blocks of a page are looked at.
const MAX_BLOCKS: usize = 20_000;

/// A run of text without a border of a paragraph in it.
#[derive(Debug)]
pub(super) struct Block {
    /// The element that it stands in, the nearest that makes a block.
    pub(super) element: Id,
    /// Its pieces of text, in order.
    pub(super) nodes: Vec<Id>,
    /// Its text, white space folded.
    pub(super) text: String,
    /// How many words it has.
    pub(super) words: u32,
    /// How many of them stand in links.
    pub(super) link_words: u32,
    /// How many links begin in it.
    pub(super) links: u32,
    /// Whether it is not shown before somebody asks for it.
    pub(super) is_hidden: bool,
}

/// The blocks of a page's body, in order.
pub(super) fn blocks(tree: &Tree) -> Vec<Block> {
    let body = tree.body();
    let mut collecting = Collecting {
        tree,
        blocks: Vec::new(),
        open: None,
    };
    collecting.walk(body);
    collecting.blocks
}

struct Collecting<'t> {
    tree: &'t Tree,
    blocks: Vec<Block>,
    open: Option<Block>,
}

impl Collecting<'_> {
    fn walk(&mut self, body: Id) {
        // The depth of a tree is bounded, and so is this stack.
        let mut stack = vec![Step::Enter(body)];
        let mut state = State {
            element: body,
            in_link: false,
            is_hidden: false,
        };
        while let Some(step) = stack.pop() {
            match step {
                Step::Leave(before) => {
                    let is_block = before.element != state.element;
                    if is_block {
                        self.close();
                    }
                    state = before;
                }
                Step::Enter(id) => match self.tree.data(id) {
                    Data::Text(text) => self.text(id, text, state),
                    Data::Element(element) => {
                        let name = element.local();
                        if is_no_text(name) || self.blocks.len() >= MAX_BLOCKS {
                            continue;
                        }
                        if *name == local_name!("br") {
                            self.br();
                            continue;
                        }
                        let before = state;
                        if *name == local_name!("a") {
                            state.in_link = element.has("href");
                            if let Some(open) = &mut self.open {
                                open.links += 1;
                            }
                        }
                        state.is_hidden |= is_hidden(element);
                        if is_block(name) {
                            self.close();
                            state.element = id;
                        }
                        stack.push(Step::Leave(before));
                        let at = stack.len();
                        stack.extend(self.tree.children(id).map(Step::Enter));
                        stack[at..].reverse();
                    }
                    Data::Document | Data::Other => {}
                },
            }
        }
        self.close();
    }

    fn text(&mut self, id: Id, text: &str, state: State) {
        if self.open.is_none() && text.trim().is_empty() {
            return;
        }
        let open = self.open.get_or_insert_with(|| Block {
            element: state.element,
            nodes: Vec::new(),
            text: String::new(),
            words: 0,
            link_words: 0,
            links: u32::from(state.in_link),
            is_hidden: state.is_hidden,
        });
        open.nodes.push(id);
        let words = words(text);
        open.words += words;
        if state.in_link {
            open.link_words += words;
        }
        fold(&mut open.text, text);
    }

    fn br(&mut self) {
        if let Some(open) = &mut self.open {
            fold(&mut open.text, " ");
        }
    }

    fn close(&mut self) {
        if let Some(mut block) = self.open.take() {
            block.text.truncate(block.text.trim_end().len());
            if !block.text.is_empty() {
                self.blocks.push(block);
            }
        }
    }
}

#[derive(Clone, Copy)]
struct State {
    element: Id,
    in_link: bool,
    is_hidden: bool,
}

enum Step {
    Enter(Id),
    Leave(State),
}

/// How many words a text has: runs of letters and digits. Where words are not parted by spaces, two
/// signs are taken for one.
pub(in crate::page) fn words(text: &str) -> u32 {
    let (mut count, mut goes_on, mut unparted) = (0, false, 0);
    for c in text.chars() {
        if is_unparted(c) {
            unparted += 1;
            goes_on = false;
            continue;
        }
        let is_part = c.is_alphanumeric() || c == '_';
        count += u32::from(is_part && !goes_on);
        goes_on = is_part;
    }
    count + unparted / 2
}

/// Whether a sign belongs to a script that parts no words: Chinese, Japanese, Thai and the like.
fn is_unparted(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

fn fold(out: &mut String, text: &str) {
    if text.starts_with(char::is_whitespace) && !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
    for (n, word) in text.split_whitespace().enumerate() {
        if n > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    if text.ends_with(char::is_whitespace) && !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn is_hidden(element: &crate::tree::Element) -> bool {
    if element.has("hidden") || element.attribute("aria-hidden") == "true" {
        return true;
    }
    let style = element.attribute("style");
    !style.is_empty() && {
        let style = style.replace(' ', "").to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    }
}

/// Elements that hold no text of a page.
fn is_no_text(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("head")
            | local_name!("script")
            | local_name!("style")
            | local_name!("noscript")
            | local_name!("iframe")
            | local_name!("object")
            | local_name!("video")
            | local_name!("audio")
            | local_name!("canvas")
            | local_name!("button")
            | local_name!("textarea")
            | local_name!("datalist")
            | local_name!("title")
    )
}

/// Whether an element parts what stands before it from what stands in it.
fn is_block(name: &LocalName) -> bool {
    !matches!(
        *name,
        local_name!("a")
            | local_name!("abbr")
            | local_name!("acronym")
            | local_name!("b")
            | local_name!("bdi")
            | local_name!("bdo")
            | local_name!("big")
            | local_name!("cite")
            | local_name!("code")
            | local_name!("data")
            | local_name!("del")
            | local_name!("dfn")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("img")
            | local_name!("ins")
            | local_name!("kbd")
            | local_name!("label")
            | local_name!("mark")
            | local_name!("q")
            | local_name!("s")
            | local_name!("samp")
            | local_name!("small")
            | local_name!("span")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("sub")
            | local_name!("sup")
            | local_name!("time")
            | local_name!("tt")
            | local_name!("u")
            | local_name!("var")
            | local_name!("wbr")
            | local_name!("nobr")
            | local_name!("ruby")
            | local_name!("rb")
            | local_name!("rt")
            | local_name!("rp")
            | local_name!("picture")
            | local_name!("source")
            | local_name!("svg")
    )
}
