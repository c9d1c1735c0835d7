//! The few marks in which the demo's texts are written, as HTML.
//!
//! Blocks: `## ` a subheading, `> ` a quote (its last line may begin with `— `: who said it),
//! `- ` a list, `| a | b |` a table whose first row is its head, all else a paragraph. In a line:
//! `**strong**`, `*emphasis*`, `[words](address)`.

use std::fmt::Write;

use crate::render::escape;

/// A block as HTML.
pub(super) fn html(block: &str) -> String {
    if let Some(heading) = block.strip_prefix("## ") {
        format!("<h2>{}</h2>", inline(heading))
    } else if block.starts_with("> ") {
        quote(block)
    } else if block.starts_with("- ") {
        list(block)
    } else if block.starts_with("| ") {
        table(block)
    } else {
        format!("<p>{}</p>", inline(&block.replace('\n', " ")))
    }
}

fn quote(block: &str) -> String {
    let lines = block.lines().map(|line| line.trim_start_matches("> "));
    let (said, by): (Vec<_>, Vec<_>) = lines.partition(|line| !line.starts_with("— "));
    let mut html = format!("<blockquote><p>{}</p>", inline(&said.join(" ")));
    for name in by {
        let _ = write!(html, "<p><cite>{}</cite></p>", inline(name));
    }
    html + "</blockquote>"
}

fn list(block: &str) -> String {
    let mut html = String::from("<ul>\n");
    for line in block.lines() {
        let _ = writeln!(html, "<li>{}</li>", inline(line.trim_start_matches("- ")));
    }
    html + "</ul>"
}

fn table(block: &str) -> String {
    let mut rows = block.lines();
    let head = row(rows.next().unwrap_or_default(), "th");
    let mut html = format!("<table>\n<thead>{head}</thead>\n<tbody>\n");
    for line in rows {
        let _ = writeln!(html, "{}", row(line, "td"));
    }
    html + "</tbody>\n</table>"
}

fn row(line: &str, tag: &str) -> String {
    let mut html = String::from("<tr>");
    for cell in line.trim_matches('|').split('|') {
        let _ = write!(html, "<{tag}>{}</{tag}>", inline(cell.trim()));
    }
    html + "</tr>"
}

fn inline(text: &str) -> String {
    let text = between(&escape(text), "**", "strong");
    links(&between(&text, "*", "em"))
}

/// Puts what stands between pairs of a mark into an element; a mark without a partner stays.
fn between(text: &str, mark: &str, tag: &str) -> String {
    let parts: Vec<_> = text.split(mark).collect();
    if parts.len() % 2 == 0 {
        return text.to_owned();
    }
    let marked = parts
        .iter()
        .enumerate()
        .map(|(index, part)| match index % 2 {
            0 => (*part).to_owned(),
            _ => format!("<{tag}>{part}</{tag}>"),
        });
    marked.collect()
}

fn links(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, words, address, after)) = link(rest) {
        html.push_str(before);
        let _ = write!(html, "<a href=\"{address}\">{words}</a>");
        rest = after;
    }
    html + rest
}

/// The first `[words](address)`: what stands before, its two parts, what follows.
fn link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (head, tail) = text.split_once("](")?;
    let (before, words) = head.rsplit_once('[')?;
    let (address, after) = tail.split_once(')')?;
    Some((before, words, address, after))
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn marks_become_html() {
        assert_eq!(html("## A & B"), "<h2>A &amp; B</h2>");
        assert_eq!(
            html("A **b** and *c*, [see](/d)."),
            "<p>A <strong>b</strong> and <em>c</em>, <a href=\"/d\">see</a>.</p>"
        );
        assert_eq!(html("3 * 4"), "<p>3 * 4</p>");
        assert_eq!(html("- a\n- b"), "<ul>\n<li>a</li>\n<li>b</li>\n</ul>");
        assert_eq!(
            html("> So.\n> — Who"),
            "<blockquote><p>So.</p><p><cite>— Who</cite></p></blockquote>"
        );
        assert!(html("| a | b |\n| 1 | 2 |").contains("<tr><td>1</td><td>2</td></tr>"));
    }
}
