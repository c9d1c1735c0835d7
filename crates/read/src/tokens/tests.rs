use std::fmt::Write as _;

use html5ever::LocalName;
use html5ever::tokenizer::Tag;
use proptest::prelude::*;

use super::{Listener, listen};
use crate::elements::{Raw, raw};

struct Names(String, usize);

impl Listener for Names {
    fn text(&mut self, text: &str) {
        self.0.push_str(text);
    }

    fn start(&mut self, tag: &Tag) -> Option<Raw> {
        let _ = write!(self.0, "[{}]", tag.name);
        self.1 = self.1.max(tag.attrs.len());
        raw(&tag.name)
    }

    fn end(&mut self, name: &LocalName) {
        let _ = write!(self.0, "[/{name}]");
    }
}

/// Hears no programmes; where it says so, it need not be told of them.
struct Choosy {
    names: Names,
    is_muted: bool,
    says_so: bool,
}

impl Listener for Choosy {
    fn text(&mut self, text: &str) {
        if !self.is_muted {
            self.names.text(text);
        }
    }

    fn start(&mut self, tag: &Tag) -> Option<Raw> {
        let raw = self.names.start(tag);
        self.is_muted = raw.is_some();
        raw
    }

    fn end(&mut self, name: &LocalName) {
        self.is_muted = false;
        self.names.end(name);
    }

    fn is_deaf(&self) -> bool {
        self.says_so && self.is_muted
    }
}

fn heard(markup: &str, says_so: bool) -> (String, usize) {
    let choosy = Choosy {
        names: Names(String::new(), 0),
        is_muted: false,
        says_so,
    };
    let (choosy, read) = listen(markup, choosy);
    (choosy.names.0, read)
}

fn check(markup: &str, expected: &str) {
    assert_eq!(
        listen(markup, Names(String::new(), 0)).0.0,
        expected,
        "{markup}"
    );
}

fn bomb() -> String {
    format!(
        "<p{}>",
        (0..300).fold(String::new(), |all, n| format!("{all} a{n}"))
    )
}

#[test]
fn markup_is_read_to_its_end() {
    check("a<p x='>'>b</p>c", "a[p]b[/p]c");
    check(
        "a < b <1 </> </1> <!x> <?y> <!-- > <p> -->c<",
        "a < b <1     c<",
    );
    check(
        "<script>for(i<n;</b x>)'</script x'</script >a",
        "[script]for(i<n;</b x>)'",
    );
    check(
        "<script>i<n</script >a<style>b<c</style>d",
        "[script]i<n[/script]a[style]b<c[/style]d",
    );
    check("<title>&amp;<b></title>&lt;<p", "[title]&<b>[/title]<");
}

#[test]
fn every_raw_element_is_known() {
    for name in super::RAW {
        assert!(raw(&LocalName::from(name)).is_some(), "{name}");
    }
}

#[test]
fn programmes_and_comments_may_hold_anything() {
    check(
        &format!("<script>x{}</script>a", bomb()),
        &format!("[script]x{}[/script]a", bomb()),
    );
    check(&format!("<!-- {} -->a", bomb()), "a");
}

#[test]
fn a_tag_with_too_many_attributes_ends_the_text() {
    check(&format!("a<b>{}c", bomb()), "a[b]");
    check(&format!("<!-- <script> -->a{}</script>", bomb()), "a");
    check(
        &format!(
            "<script><!-- <script> </script>{}",
            &bomb().replace("<p", "</script")
        ),
        "[script]<!-- <script> </script>",
    );
}

proptest! {
    #[test]
    fn nothing_hides_a_tag_with_too_many_attributes(
        pieces in prop::collection::vec("(<|>|\"|'|=|/| |<!--|-->|<script>|</script>|</script |<title>|</title>|<p |x|<!|<style|<svg>|BOMB)", 0..16),
    ) {
        let markup = pieces.concat().replace("BOMB", &bomb());
        let (names, read) = listen(&markup, Names(String::new(), 0));
        prop_assert!(names.1 <= super::MAX_ATTRIBUTES);
        prop_assert!(read <= markup.len());
    }

    #[test]
    fn who_hears_no_programmes_need_not_be_told_of_them(
        pieces in prop::collection::vec("(<|>|/|<!--|-->|<script>|</script>|</script |<title>|</title>|<style|</style>|</b|BOMB|x)", 0..16),
    ) {
        let markup = pieces.concat().replace("BOMB", &bomb());
        prop_assert_eq!(heard(&markup, true), heard(&markup, false));
    }
}
