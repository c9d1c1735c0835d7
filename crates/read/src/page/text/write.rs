//! Writes an article's markup: the blocks of its text, and the pictures and embeds between them.

use std::collections::HashSet;

use html5ever::{LocalName, local_name};

use super::block::Block;
use crate::tree::{Data, Element, Id, Tree};

/// The markup of the blocks that are text. What stands between the first and the last of them and
/// shows something (a picture with its caption, a post from elsewhere, a frame) is written too, unless
/// it stands with words that are no text: the picture of a teaser is part of the teaser.
pub(super) fn written(tree: &Tree, blocks: &[Block], is_text: &[bool]) -> String {
    let Some(kept) = Kept::of(tree, blocks, is_text) else {
        return String::new();
    };
    let mut writing = Writing {
        tree,
        kept,
        out: String::new(),
    };
    writing.children(writing.kept.home);
    writing.out
}

/// The markup of all that stands in these elements, not yet cleaned.
pub(in crate::page) fn whole(tree: &Tree, ids: &[Id]) -> String {
    let mut writing = Writing {
        tree,
        kept: Kept::default(),
        out: String::new(),
    };
    for id in ids {
        writing.whole(*id);
    }
    writing.out
}

#[derive(Default)]
struct Kept {
    /// The innermost element that holds all of the text.
    home: Id,
    /// Elements with text in them.
    holders: HashSet<Id>,
    /// Elements with words in them that are no text, up to the home.
    refused: HashSet<Id>,
    /// The pieces of the text.
    pieces: HashSet<Id>,
    first: Id,
    last: Id,
}

impl Kept {
    fn of(tree: &Tree, blocks: &[Block], is_text: &[bool]) -> Option<Self> {
        let chosen = || blocks.iter().zip(is_text).filter(|(_, is)| **is);
        let pieces: HashSet<Id> = chosen()
            .flat_map(|(block, _)| &block.nodes)
            .copied()
            .collect();
        let (first, last) = (*pieces.iter().min()?, *pieces.iter().max()?);
        let mut holders: HashSet<Id> = HashSet::new();
        for piece in &pieces {
            holders.extend(
                tree.ancestors(*piece)
                    .take_while(|id| !holders.contains(id))
                    .collect::<Vec<_>>(),
            );
        }
        let home = home(tree, &holders, &pieces);
        let mut refused = HashSet::new();
        for (block, _) in blocks.iter().zip(is_text).filter(|(_, is)| !**is) {
            if block.nodes.iter().any(|node| is_caption(tree, *node)) {
                continue;
            }
            let line = std::iter::once(block.element).chain(tree.ancestors(block.element));
            refused.extend(line.take_while(|id| *id != home && !holders.contains(id)));
        }
        Some(Self {
            home,
            holders,
            refused,
            pieces,
            first,
            last,
        })
    }
}

/// From the document down, for as long as all of the text stands in one child.
fn home(tree: &Tree, holders: &HashSet<Id>, pieces: &HashSet<Id>) -> Id {
    let mut at = Tree::ROOT;
    loop {
        let mut with_text = tree
            .children(at)
            .filter(|id| holders.contains(id) || pieces.contains(id));
        match (with_text.next(), with_text.next()) {
            (Some(only), None) if holders.contains(&only) && is_wrapper(tree, only) => at = only,
            _ => return at,
        }
    }
}

/// Whether an element may be left away around the whole text.
fn is_wrapper(tree: &Tree, id: Id) -> bool {
    tree.name(id).is_some_and(|name| {
        matches!(
            *name,
            local_name!("html")
                | local_name!("body")
                | local_name!("main")
                | local_name!("article")
                | local_name!("section")
                | local_name!("div")
                | local_name!("form")
                | local_name!("center")
        )
    })
}

fn is_caption(tree: &Tree, id: Id) -> bool {
    tree.ancestors(id).take(8).any(|id| {
        tree.name(id).is_some_and(|name| {
            *name == local_name!("figure") || *name == local_name!("figcaption")
        })
    })
}

struct Writing<'t> {
    tree: &'t Tree,
    kept: Kept,
    out: String,
}

impl Writing<'_> {
    fn children(&mut self, of: Id) {
        // The depth of a tree is bounded, and so is this recursion.
        let children: Vec<_> = self.tree.children(of).collect();
        for id in children {
            self.node(id);
        }
    }

    fn node(&mut self, id: Id) {
        match self.tree.data(id) {
            Data::Text(text) if self.kept.pieces.contains(&id) => escape(&mut self.out, text),
            Data::Element(element) if self.kept.holders.contains(&id) => {
                self.start(element);
                self.children(id);
                self.end(element.local());
            }
            Data::Element(element) if *element.local() == local_name!("br") => self.start(element),
            Data::Element(element) if self.is_between(id) && !self.kept.refused.contains(&id) => {
                self.shown(id, element);
            }
            _ => {}
        }
    }

    fn is_between(&self, id: Id) -> bool {
        (self.kept.first..=self.kept.last).contains(&id)
    }

    /// Writes what an element shows that holds no text: whole where it is made to show something,
    /// else what is in it.
    fn shown(&mut self, id: Id, element: &Element) {
        if is_show(element) {
            self.whole(id);
        } else {
            self.children(id);
        }
    }

    fn whole(&mut self, id: Id) {
        match self.tree.data(id) {
            Data::Text(text) => escape(&mut self.out, text),
            Data::Element(element) => {
                self.start(element);
                let children: Vec<_> = self.tree.children(id).collect();
                for child in children {
                    self.whole(child);
                }
                self.end(element.local());
            }
            Data::Document | Data::Other => {}
        }
    }

    fn start(&mut self, element: &Element) {
        if !is_name(element.local()) {
            return;
        }
        self.out.push('<');
        self.out.push_str(element.local());
        for attribute in &element.attributes {
            let name = &attribute.name.local;
            if is_name(name) {
                self.out.push(' ');
                self.out.push_str(name);
                self.out.push_str("=\"");
                escape(&mut self.out, &attribute.value);
                self.out.push('"');
            }
        }
        self.out.push('>');
    }

    fn end(&mut self, name: &LocalName) {
        if is_name(name) && !is_empty(name) {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }
}

/// Whether an element is there to show something: a figure, a picture, a frame, a post.
fn is_show(element: &Element) -> bool {
    let name = element.local();
    matches!(
        *name,
        local_name!("figure")
            | local_name!("img")
            | local_name!("picture")
            | local_name!("iframe")
            | local_name!("noscript")
    ) || **name == *"amp-img"
        || *name == local_name!("blockquote") && !element.attribute("class").is_empty()
}

fn is_empty(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("br")
            | local_name!("img")
            | local_name!("hr")
            | local_name!("wbr")
            | local_name!("source")
            | local_name!("input")
    )
}

/// Whether what is written is read as this name again.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(&byte))
}

fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::super::block::blocks;
    use super::written;
    use crate::tokens::listen;
    use crate::tree::Growing;

    /// Blocks with a full stop are text.
    fn check(markup: &str, expected: &str) {
        let (tree, _) = listen(markup, Growing::default()).0.finish();
        let blocks = blocks(&tree);
        let is_text: Vec<_> = blocks
            .iter()
            .map(|block| block.text.ends_with('.'))
            .collect();
        assert_eq!(written(&tree, &blocks, &is_text), expected, "{markup}");
    }

    #[test]
    fn a_text_is_written_and_nothing_else() {
        check(
            "<nav>menu</nav><div><p>a <b>b</b> &lt;.<p>more<p class=x>c.</div>foot",
            "<p>a <b>b</b> &lt;.</p><p class=\"x\">c.</p>",
        );
        check("menu", "");
        check(
            "<ul><li>a.<li>menu<li>b.</ul>",
            "<ul><li>a.</li><li>b.</li></ul>",
        );
    }

    #[test]
    fn a_picture_between_is_written_with_its_caption() {
        let figure = "<figure><img src=\"/x\"><figcaption>Harbour</figcaption></figure>";
        check(
            &format!("<p>a.</p>{figure}<p>b.</p>{figure}"),
            &format!("<p>a.</p>{figure}<p>b.</p>"),
        );
    }

    #[test]
    fn the_picture_of_a_teaser_is_part_of_the_teaser() {
        check(
            "<p>a.</p><div><a href=/y><img src=/y>Another story</a></div><p>b.</p>",
            "<p>a.</p><p>b.</p>",
        );
    }
}
