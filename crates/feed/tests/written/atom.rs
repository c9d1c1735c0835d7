//! Writes Atom 1.0.

use jiff::Timestamp;

use crate::escape::{Style, attribute, escaped};
use crate::story::{Paper, Story};

/// The feed in Atom 1.0, with HTML as text.
pub(crate) fn written(paper: &Paper, style: Style) -> String {
    feed(paper, "", |story| {
        let content = escaped(&story.content, style);
        let text = |name: &str, kind: &str, text: &str| {
            format!("<{name} type=\"{kind}\">{}</{name}>", escaped(text, style))
        };
        let files = story.files.iter().map(|(url, length)| {
            let url = attribute(url);
            format!(
                "<link rel=\"enclosure\" type=\"audio/mpeg\" length=\"{length}\" href=\"{url}\"/>"
            )
        });
        let categories = story
            .categories
            .iter()
            .map(|term| format!("<category term=\"{}\"/>", attribute(term)));
        [
            text("title", "text", &story.title),
            text("summary", "html", &story.summary),
            format!("<content type='html'>{content}</content>"),
            format!(
                "<author><name>{}</name></author>",
                escaped(&story.author, style)
            ),
            format!("<link href=\"{}\"/>", attribute(&story.link)),
            categories.collect(),
            files.collect(),
        ]
        .join("\n")
    })
}

/// The feed in Atom 1.0, with XHTML, whose names have a prefix.
pub(crate) fn written_as_xhtml(paper: &Paper, prefix: &str) -> String {
    let declared = match prefix.strip_suffix(':') {
        Some(prefix) => format!(" xmlns:{prefix}=\"http://www.w3.org/1999/xhtml\""),
        None => String::new(),
    };
    let inner = if prefix.is_empty() {
        " xmlns=\"http://www.w3.org/1999/xhtml\""
    } else {
        ""
    };
    feed(paper, &declared, |story| {
        let text = story.xhtml(prefix);
        format!(
            "<content type=\"xhtml\">\n <{prefix}div{inner}>{text}</{prefix}div>\n</content><link href=\"{}\"/>",
            attribute(&story.link)
        )
    })
}

fn feed(paper: &Paper, declared: &str, texts: impl Fn(&Story) -> String) -> String {
    let entries = paper.stories.iter().map(|story| {
        let at = Timestamp::from_second(story.published).expect("a time of our days");
        let (id, texts) = (escaped(&story.id, Style::Names), texts(story));
        format!("<entry><id>{id}</id><published>{at}</published>\n{texts}</entry>\n")
    });
    let (title, link) = (escaped(&paper.title, Style::Names), attribute(&paper.link));
    let entries: String = entries.collect();
    format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"{declared}>\n<title>{title}</title><link href=\"{link}\"/>\n{entries}</feed>"
    )
}
