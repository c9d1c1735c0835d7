//! Puts an article's pictures back where they stood.
//!
//! The extractor finds the text. Asked for pictures too, it knows them by the endings of their
//! names, keeps every caption as text, and takes other text than without. So the text is found
//! first, and then the page is read once more, in our own way: a picture between two blocks of the
//! article's text belongs to it, and stands behind the first of them.

use std::collections::{HashMap, HashSet};

use depesche_model::{Body, Segment, SegmentKind};
use html5ever::tokenizer::Tag;
use html5ever::{LocalName, local_name};
use url::Url;

use super::html;
use crate::blocks::Writer;
use crate::content::{self, Reader};
use crate::segment::segments;

/// How much of a page is looked at, in bytes.
const MAX_BYTES: usize = 2 << 20;

/// How many letters and digits tell one block of text from another.
const KEY_CHARS: usize = 60;

/// Shorter blocks stand in many places: "Advertisement", "Read more".
const MIN_KEY_CHARS: usize = 12;

/// The article's text with the pictures that stand in it on its page.
pub(super) fn placed(body: Body, page: &str, base: &Url) -> Body {
    if !page.contains("<img") && !page.contains("<amp-img") {
        return body;
    }
    let page = &page[..page.floor_char_boundary(MAX_BYTES)];
    let reader = Reading {
        writer: Writer::new(Some(base), page.len() / 4),
        base,
        leads_elsewhere: false,
        aside: None,
    };
    let whole = segments(&html(content::read(page, reader).writer.finish()));
    let behind = found_behind(&body, whole);
    let mut placed = Vec::with_capacity(body.0.len() + behind.len());
    let mut behind = behind.into_iter().peekable();
    for (at, block) in body.0.into_iter().enumerate() {
        placed.push(block);
        while let Some((_, picture)) = behind.next_if(|(place, _)| *place == at) {
            placed.push(picture);
        }
    }
    Body(placed)
}

/// The pictures of a page between the first and the last block of a text, in their order, and behind
/// which block each stands.
fn found_behind(body: &Body, whole: Body) -> Vec<(usize, Segment)> {
    let mut places: HashMap<String, usize> = HashMap::new();
    for (at, block) in body.0.iter().enumerate() {
        if let Some(key) = key(block) {
            places.entry(key).or_insert(at);
        }
    }
    let (mut found, mut waiting) = (Vec::new(), Vec::new());
    // A page may hold a picture twice: in the text, and large behind a click.
    let mut named = HashSet::new();
    let mut last = None;
    for block in whole.0 {
        let picture = block.html.pictures().next();
        if let Some((url, _)) = picture.filter(|_| block.kind == SegmentKind::Figure) {
            let place = last.filter(|_| named.insert(url));
            waiting.extend(place.map(|last| (last, block)));
            continue;
        }
        let place = key(&block).and_then(|key| places.get(&key).copied());
        if let Some(place) = place.filter(|place| last.is_none_or(|last| *place > last)) {
            found.append(&mut waiting);
            last = Some(place);
        }
    }
    found
}

/// What a block of text is known by, however its spaces and signs are written.
fn key(block: &Segment) -> Option<String> {
    let text = block.html.text();
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    let key: String = letters.take(KEY_CHARS).collect();
    (key.chars().count() >= MIN_KEY_CHARS).then_some(key)
}

/// Reads a page but for what stands beside its text, and for pictures that lead to other pages:
/// they are those pages' pictures.
struct Reading<'a> {
    writer: Writer<'a>,
    base: &'a Url,
    leads_elsewhere: bool,
    /// What stands beside the text, and how often it stands in itself.
    aside: Option<(LocalName, u32)>,
}

impl Reading<'_> {
    fn is_elsewhere(&self, tag: &Tag) -> bool {
        let mut attributes = tag.attrs.iter();
        let href = attributes.find(|attribute| attribute.name.local == local_name!("href"));
        let Some(url) = href.and_then(|href| self.base.join(href.value.trim()).ok()) else {
            return false;
        };
        let path = url.path().to_ascii_lowercase();
        let is_file = [".jpg", ".jpeg", ".png", ".webp", ".gif"]
            .iter()
            .any(|ending| path.ends_with(ending));
        // Many sites have a page for each picture, below the article's own.
        let is_own = url.host() == self.base.host() && url.path().starts_with(self.base.path());
        !is_file && !is_own
    }
}

impl Reader for Reading<'_> {
    fn text(&mut self, text: &str) {
        if self.aside.is_none() {
            self.writer.text(text);
        }
    }

    fn start(&mut self, tag: &Tag) {
        if let Some((name, depth)) = &mut self.aside {
            *depth += u32::from(tag.name == *name && !tag.self_closing);
            return;
        }
        match tag.name {
            local_name!("aside") | local_name!("footer") | local_name!("form") => {
                self.aside = Some((tag.name.clone(), 1)).filter(|_| !tag.self_closing);
                return;
            }
            local_name!("a") => self.leads_elsewhere = self.is_elsewhere(tag),
            _ if self.leads_elsewhere && crate::picture::is_picture(&tag.name) => return,
            _ => {}
        }
        self.writer.start(tag);
    }

    fn end(&mut self, name: &LocalName) {
        if let Some((aside, depth)) = &mut self.aside {
            *depth -= u32::from(aside == name);
            if *depth == 0 {
                self.aside = None;
            }
            return;
        }
        self.leads_elsewhere &= *name != local_name!("a");
        self.writer.end(name);
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::placed;
    use crate::clean;
    use crate::segment::segments;

    const A: &str = "<p>The bridge by the harbour stays closed until Friday.</p>";
    const B: &str = "<p>Pedestrians may still cross it at their own risk.</p>";

    fn check(page: &str, expected: &str) {
        let base = Url::parse("https://town.example/news/bridge").expect("a URL");
        let text = segments(&clean(&format!("{A}{B}"), Some(&base)));
        let page = page.replace('A', A).replace('B', B);
        let shown: String = placed(text, &page, &base)
            .0
            .iter()
            .map(|block| match block.html.pictures().next() {
                Some((url, _)) => url.rsplit('/').next().unwrap_or_default().to_owned(),
                None if block.html.as_str() == A => "A".to_owned(),
                None => "B".to_owned(),
            })
            .collect();
        assert_eq!(shown, expected, "{page}");
    }

    #[test]
    fn pictures_stand_where_they_stood() {
        check(
            "<img src=/logo.png>A<figure><img src=/1.jpg><figcaption>c</figcaption></figure><div>B</div>",
            "A1.jpgB",
        );
        check(
            "A<img src=/1.jpg><p>an ad</p><img src=/2.jpg>B<img src=/3.jpg>",
            "A1.jpg2.jpgB",
        );
        check("<div>A</div>B<img src=/1.jpg>", "AB");
        check(
            "A<img src=/1.jpg><figure><img src=/1.jpg></figure>B",
            "A1.jpgB",
        );
        check("AB", "AB");
    }

    #[test]
    fn what_stands_beside_the_text_is_left_out() {
        check(
            "A<aside><img src=/1.jpg></aside><footer><img src=/2.jpg></footer>B",
            "AB",
        );
        check(
            "A<a href=/news/other><img src=/1.jpg></a><a href=/big.jpg><img src=/2.jpg></a>B",
            "A2.jpgB",
        );
        check(
            "A<a href=/news/bridge/photo-3><img src=/3.jpg></a>B",
            "A3.jpgB",
        );
    }
}
