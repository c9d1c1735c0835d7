//! Pictures in a text: found, and put in or taken out as the gate decides.

use std::fmt::Write as _;

use super::{Html, MEDIA, push_escaped};
use crate::Picture;

/// An element that is open while a text is written anew.
struct Open {
    /// Where its start tag begins, and where its content does.
    begin: usize,
    content: usize,
    is_figure: bool,
    /// Whether a card stands in it: that says something without a picture.
    has_card: bool,
    /// How many pictures stood in it, and how many still do.
    named: usize,
    kept: usize,
}

impl Html {
    /// The pictures that stand in it, in their order: their addresses, and what they show.
    pub fn pictures(&self) -> impl Iterator<Item = (String, String)> {
        let tags = self.0.split("<img ").skip(1);
        tags.filter_map(|rest| {
            let tag = &rest[..rest.find('>')?];
            let address = attribute(tag, "src=\"")?;
            let address = address.strip_prefix(MEDIA)?.to_owned();
            Some((address, attribute(tag, "alt=\"").unwrap_or_default()))
        })
    }

    /// The same text with the pictures that are kept, their hashes in place of their addresses.
    /// Any other goes, and with it the figure that holds nothing but such and their captions.
    ///
    /// Made for what our own serialiser writes: everything is closed, and `<` only begins a tag.
    #[must_use]
    pub fn with_pictures<'p>(&self, mut find: impl FnMut(&str) -> Option<&'p Picture>) -> Self {
        if !self.0.contains("<img ") {
            return self.clone();
        }
        let mut out = String::with_capacity(self.0.len());
        let mut open: Vec<Open> = Vec::new();
        let mut rest = self.0.as_str();
        while let Some(at) = rest.find('<') {
            out.push_str(&rest[..at]);
            let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
            let tag = &rest[at..end];
            rest = &rest[end..];
            if tag.starts_with("<img ") {
                let is_kept = put(&mut out, tag, &mut find);
                if let Some(holder) = open.last_mut() {
                    holder.named += 1;
                    holder.kept += usize::from(is_kept);
                }
            } else if tag.starts_with("</") {
                close(&mut out, &mut open, tag);
            } else {
                let begin = out.len();
                out.push_str(tag);
                if !tag.starts_with("<br") {
                    open.push(Open {
                        begin,
                        content: out.len(),
                        is_figure: tag.starts_with("<figure"),
                        has_card: tag.starts_with("<figure class"),
                        named: 0,
                        kept: 0,
                    });
                }
            }
        }
        out.push_str(rest);
        Self(out)
    }
}

/// Writes a picture's tag anew, where it is kept.
fn put<'p>(out: &mut String, tag: &str, find: impl FnMut(&str) -> Option<&'p Picture>) -> bool {
    let address = attribute(tag, "src=\"").unwrap_or_default();
    let picture = address.strip_prefix(MEDIA).and_then(find);
    let Some((picture, size)) = picture.and_then(|it| Some((it, it.largest()?))) else {
        return false;
    };
    out.push_str("<img src=\"");
    out.push_str(MEDIA);
    push_escaped(out, &picture.hash);
    out.push_str("\" alt=\"");
    push_escaped(out, &attribute(tag, "alt=\"").unwrap_or_default());
    let (width, height) = (size.width, size.height);
    let _ = write!(out, "\" width=\"{width}\" height=\"{height}\">");
    true
}

fn close(out: &mut String, open: &mut Vec<Open>, tag: &str) {
    let Some(element) = open.pop() else {
        return out.push_str(tag);
    };
    if let Some(holder) = open.last_mut() {
        holder.named += element.named;
        holder.kept += element.kept;
        holder.has_card |= element.has_card;
    }
    let has_lost_all = element.named > 0 && element.kept == 0;
    // An empty cell holds the others of its row in their columns.
    let is_cell = tag == "</td>" || tag == "</th>";
    let is_bare = element.is_figure && !element.has_card;
    if has_lost_all && (is_bare || (out.len() == element.content && !is_cell)) {
        out.truncate(element.begin);
    } else {
        out.push_str(tag);
    }
}

/// The text of an attribute that [`push_escaped`] wrote.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let value = &tag[tag.find(name)? + name.len()..];
    let value = &value[..value.find('"')?];
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}

#[cfg(test)]
mod tests {
    use super::Html;
    use crate::Picture;
    use crate::picture::{Format, Size};

    fn check(markup: &str, expected: &str) {
        let kept = Picture {
            hash: "ab".to_owned(),
            format: Format::Jpeg,
            sizes: vec![Size {
                width: 480,
                height: 320,
                bytes: 9,
            }],
        };
        let html = Html(markup.to_owned());
        let shown = html.with_pictures(|url| (url == "https://a.example/1?b&c").then_some(&kept));
        assert_eq!(shown.as_str(), expected, "{markup}");
    }

    #[test]
    fn what_is_kept_is_shown_by_its_hash() {
        check(
            "<figure><img src=\"media:https://a.example/1?b&amp;c\" alt=\"&quot;A&quot;\" width=\"9\" height=\"9\">\
             <figcaption>c</figcaption></figure>",
            "<figure><img src=\"media:ab\" alt=\"&quot;A&quot;\" width=\"480\" height=\"320\">\
             <figcaption>c</figcaption></figure>",
        );
    }

    #[test]
    fn what_is_not_kept_goes_with_its_caption() {
        let other = "<img src=\"media:https://other.example/\" alt=\"\">";
        for (markup, expected) in [
            (
                format!("<p>a</p><figure>{other}<figcaption>c</figcaption></figure>"),
                "<p>a</p>",
            ),
            (
                format!("<figure>{other}<figure>{other}</figure></figure><p>a</p>"),
                "<p>a</p>",
            ),
            (
                format!("<ul><li><figure>{other}</figure></li></ul>a<br>b"),
                "a<br>b",
            ),
            (
                format!("<ul><li>a<figure>{other}</figure></li></ul>"),
                "<ul><li>a</li></ul>",
            ),
            (
                format!(
                    "<figure>{other}<figure class=\"embed\" data-kind=\"x\"><p>a</p></figure></figure>"
                ),
                "<figure><figure class=\"embed\" data-kind=\"x\"><p>a</p></figure></figure>",
            ),
            (
                format!("<table><tr><td><figure>{other}</figure></td><td>a</td></tr></table>"),
                "<table><tr><td></td><td>a</td></tr></table>",
            ),
            (
                "<figure><figcaption>of a film</figcaption></figure><p></p>".to_owned(),
                "<figure><figcaption>of a film</figcaption></figure><p></p>",
            ),
            (
                "<figure><img src=\"https://a.example/1\"></figure>".to_owned(),
                "",
            ),
        ] {
            check(&markup, expected);
        }
    }

    #[test]
    fn pictures_are_found_with_what_they_show() {
        let html = Html(
            "<figure><img src=\"media:https://a.example/?b&amp;c\" alt=\"A &lt;b&gt;\" width=\"1\" height=\"2\"></figure>\
             <p>&lt;img src=</p>"
                .to_owned(),
        );
        let found: Vec<_> = html.pictures().collect();
        assert_eq!(
            found,
            [("https://a.example/?b&c".to_owned(), "A <b>".to_owned())]
        );
    }
}
