use std::fmt::Write as _;

use html5ever::LocalName;

use super::{Growing, MAX_DEPTH, MAX_NODES, MAX_VALUE_BYTES};
use crate::tokens::listen;
use crate::tree::{Data, Id, NONE, Tree};

fn grown(markup: &str) -> (Tree, Option<&'static str>) {
    listen(markup, Growing::default()).0.finish()
}

/// The tree in brackets: `p(b("text"))`. Without the elements that every page has.
fn told(tree: &Tree, id: Id, out: &mut String) {
    let node = &tree.nodes[id as usize];
    let name = match &node.data {
        Data::Text(text) => {
            let _ = write!(out, "{:?}", &**text);
            return;
        }
        Data::Element(element) => element.local().to_string(),
        Data::Document | Data::Other => String::new(),
    };
    let is_usual = matches!(name.as_str(), "" | "html" | "head" | "body");
    if !is_usual {
        out.push_str(&name);
        out.push('(');
    }
    let mut child = node.first;
    while child != NONE {
        assert_eq!(tree.nodes[child as usize].parent, id, "{out}");
        told(tree, child, out);
        child = tree.nodes[child as usize].next;
        if child != NONE && !is_usual {
            out.push(' ');
        }
    }
    if !is_usual {
        out.push(')');
    }
}

fn check(markup: &str, expected: &str) {
    let (tree, complaint) = grown(markup);
    let mut out = String::new();
    told(&tree, Tree::ROOT, &mut out);
    assert_eq!(out, expected, "{markup}");
    assert_eq!(complaint, None, "{markup}");
}

fn deepest(tree: &Tree) -> u32 {
    let depths = tree.nodes.iter().map(|node| node.depth);
    depths.max().unwrap_or_default()
}

#[test]
fn texts_that_touch_are_one() {
    check("<p>a&amp;b<!-- c -->", r#"p("a&b")"#);
    check("<p>a</x>b", r#"p("ab")"#);
    check(
        "<p>a<select><option>x</select>b<svg><g>y</svg>c",
        r#"p("abc")"#,
    );
}

#[test]
fn what_no_table_may_hold_stands_before_it() {
    check(
        "<table>a<tr><td>b</td>c<p>d</p></tr></table>",
        r#""ac"p("d")table(tbody(tr(td("b"))))"#,
    );
}

#[test]
fn elements_that_cross_are_mended() {
    check("<b>a<p>b</b>c", r#"b("a")p(b("b") "c")"#);
    check("<a>x<a>y", r#"a("x")a("y")"#);
    check(
        "<html lang=de><body class=x><p>a<html lang=en id=i>b",
        r#"p("ab")"#,
    );
}

#[test]
fn a_second_html_adds_only_what_the_first_has_not() {
    let (tree, _) = grown("<html lang=de><p>a<html lang=en id=i>b");
    let html = tree.nodes.iter().find_map(|node| match &node.data {
        Data::Element(element) if *element.local() == *"html" => Some(element),
        _ => None,
    });
    let html = html.expect("every page has one");
    assert_eq!((html.attribute("lang"), html.attribute("id")), ("de", "i"));
}

#[test]
fn elements_that_are_too_deep_lose_their_tags_and_keep_their_text() {
    let deep = usize::try_from(MAX_DEPTH).expect("it is small") + 50;
    let markup = format!(
        "{}in<br>side{}<p>after</p><p>later</p>",
        "<div>".repeat(deep),
        "</div>".repeat(deep)
    );
    let (tree, complaint) = grown(&markup);
    assert_eq!(
        complaint,
        Some("the elements are nested too deep: some were ignored")
    );
    assert!(deepest(&tree) <= MAX_DEPTH + 2, "{}", deepest(&tree));
    let mut out = String::new();
    told(&tree, Tree::ROOT, &mut out);
    assert!(out.contains(r#""in" br() "side""#), "{out}");
    // The end tags of what was left out have closed nothing else.
    // FIXME: the first element behind it loses its tag too, since how deep we are is told by the
    // node that came last.
    assert!(out.ends_with(r#")"after"p("later")"#), "{out}");
}

#[test]
fn what_follows_a_full_tree_is_left_out() {
    let (tree, complaint) = grown(&"<p>a".repeat(MAX_NODES));
    assert_eq!(
        complaint,
        Some("the page is too large: its end was left out")
    );
    assert!(
        (MAX_NODES..MAX_NODES + 4).contains(&tree.nodes.len()),
        "{}",
        tree.nodes.len()
    );
}

#[test]
fn unclosed_emphasis_does_not_fill_the_tree_over_its_bound() {
    // For each paragraph the builder opens all of them again.
    let (tree, _) = grown(&format!(
        "{}{}",
        "<b><i><u>".repeat(60),
        "<p>a".repeat(5_000)
    ));
    assert!(
        tree.nodes.len() <= MAX_NODES + 1_000,
        "{}",
        tree.nodes.len()
    );
}

#[test]
fn attributes_that_are_too_long_go_and_others_stay() {
    let (tree, _) = grown(&format!(
        "<p id=a title='{}'>x",
        "x".repeat(MAX_VALUE_BYTES + 1)
    ));
    let is_p = |name: &LocalName| **name == *"p";
    let p = tree.nodes.iter().find_map(|node| match &node.data {
        Data::Element(element) if is_p(element.local()) => Some(element),
        _ => None,
    });
    let p = p.expect("it is there");
    assert!(p.has("id") && !p.has("title"));
}
