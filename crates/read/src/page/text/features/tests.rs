//! A few numbers of each kind.

use super::features;
use crate::page::text::Knowledge;
use crate::page::text::block::blocks;
use crate::page::text::names::{COUNT, names};
use crate::tokens::listen;
use crate::tree::Growing;

const SENTENCE: &str = "The bridge by the harbour stays closed until Friday, because the work on its \
                        bearings takes longer than planned.";

/// Checks numbers of the block that begins with `text`, by their names.
fn check(markup: &str, text: &str, expected: &[(&str, f32)]) {
    let (tree, _) = listen(markup, Growing::default()).0.finish();
    let blocks = blocks(&tree);
    let known = Knowledge {
        title: "Harbour bridge closed",
        ..Knowledge::default()
    };
    let at = blocks.iter().position(|it| it.text.starts_with(text));
    let at = at.expect("the page has this block");
    let all: Vec<_> = features(&tree, &blocks, &known).collect();
    assert!(all.iter().all(|numbers| numbers.len() == COUNT));
    for (name, wanted) in expected {
        let number = names().iter().position(|it| it == name);
        let found = all[at][number.expect("there is a number of this name")];
        assert!((found - wanted).abs() < 1e-4, "{name}: {found}, {markup}");
    }
}

#[test]
fn a_block_is_described_by_what_it_says() {
    check(
        "<p>One, two <a href=/x>THREE</a>: 40 » “x”</p>",
        "One",
        &[
            ("words", 6_f32.ln()),
            ("link_share", 0.2),
            ("links", 1.0),
            ("commas", 0.2),
            ("digits", 2.0 / 24.0),
            ("has_bar", 1.0),
            ("has_quote", 1.0),
            ("has_copyright", 0.0),
            ("is_p", 1.0),
            ("is_div", 0.0),
        ],
    );
}

#[test]
fn a_block_is_described_by_what_it_stands_in() {
    let page = format!(
        "<article class=storybody><section><section><p>{SENTENCE}</p></section></section></article>\
         <aside id=Newsletter><div><div><div><div>Subscribe</div></div></div></div></aside>"
    );
    check(
        &page,
        "The bridge",
        &[
            ("in_article", 1.0),
            ("in_section", 2.0),
            ("in_aside", 0.0),
            ("article_share", 1.0),
            ("top_in", 1.0),
            ("top_hops", 1.0),
            // An element that holds the whole text says nothing of a block.
            ("near_body", 0.0),
            ("far_body", 0.0),
        ],
    );
    check(
        &page,
        "Subscribe",
        &[
            ("in_aside", 1.0),
            ("top_in", 0.0),
            ("near_newsletter", 0.0),
            ("far_newsletter", 1.0),
        ],
    );
}

#[test]
fn a_block_is_described_by_how_it_lies_to_the_others() {
    let page = format!(
        "<h1>Bridge closed</h1><div><p class=a>{SENTENCE}</p><p class=a>{SENTENCE}</p>\
         <p class=b>Harbour and more</p></div><p>2 comments</p><ul><li>one<li>two</ul>"
    );
    check(
        &page,
        "Bridge",
        &[
            ("after_h1", 0.0),
            ("before_first", 1.0),
            ("title_share", 1.0),
            ("h1_hops", 0.0),
            ("next_good", 1.0),
            ("near_good", 2.0),
            ("comments_before", 0.0),
        ],
    );
    check(
        &page,
        "Harbour",
        &[
            ("after_h1", 3.0),
            ("after_last", 1.0),
            ("title_share", 1.0 / 3.0),
            ("prev_good", 1.0),
            ("repeated", 0.0),
            ("group_share", 0.0),
            ("is_first_of_group", 1.0),
        ],
    );
    check(
        &page,
        "The bridge",
        &[("repeated", 1.0), ("group_share", 1.0)],
    );
    check(
        &page,
        "two",
        &[
            ("comments_before", 1.0),
            ("is_first_of_group", 0.0),
            ("item_repeat", 2_f32.ln()),
        ],
    );
}
