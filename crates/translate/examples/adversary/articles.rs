//! Invented articles, as sites write them: with everything that may stand in a text.

use std::fmt::Write as _;

use super::chance::Chance;

const WORDS: &[&str] = &[
    "the",
    "harbour",
    "of",
    "Quill",
    "opens",
    "a",
    "bridge",
    "at",
    "noon",
    "mayor",
    "Mara",
    "said",
    "water",
    "is",
    "low",
    "in",
    "2026",
    "1.5",
    "million",
    "tide",
    "and",
    "Quay AI",
    "R&amp;D",
    "naïve",
    "“quoted”",
    "x &lt; y",
    "ships",
    "council",
    "vote",
    "island",
    "coast",
    "水位",
    "море",
];

const ODD: &[&str] = &[
    "https://a.example/x?y=1&amp;z=2",
    "www.b.example/c",
    "mara@quill.example",
    "@mara",
    "#ebb",
    "🌊",
    "👩‍🚀🏖️",
    "{name}",
    "%s",
    "ISBN 978-3-16-148410-0",
    "⟦3⟧",
    "[[1]]",
    "⟦",
    "&lt;x2&gt;",
    "&lt;/p&gt;",
    "&amp;lt;",
    "【5】",
    "10.1000/182",
    "&lt;k1/&gt;",
    "— Mara Quill",
    "[",
    "&quot;",
];

const INLINE: &[&str] = &[
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "del",
    "ins",
    "sub",
    "sup",
    "small",
    "mark",
    "q",
    "cite",
    "abbr",
    "dfn",
    "code",
    "kbd",
    "samp",
    "var",
    "bdi",
    "time datetime=2026-11-23",
];

/// The markup of an article.
pub(crate) fn article(chance: &mut Chance) -> String {
    let mut out = String::new();
    for _ in 0..3 + chance.below(8) {
        block(chance, &mut out, 0);
    }
    out
}

fn block(chance: &mut Chance, out: &mut String, depth: usize) {
    match chance.below(if depth > 2 { 8 } else { 18 }) {
        0 => within(chance, out, "h2", line),
        1 => within(chance, out, "h3", line),
        8 | 9 => list(chance, out, depth),
        10 => table(chance, out, depth),
        11 => within(chance, out, "blockquote", |chance, out| {
            for _ in 0..=chance.below(3) {
                block(chance, out, depth + 1);
            }
        }),
        12 | 13 => figure(chance, out),
        14 => out.push_str("<pre>  let x = &lt;y&gt;;\n  <b>z</b></pre>"),
        15 => card(chance, out),
        16 => terms(chance, out),
        17 => {
            line(chance, out);
            out.push_str("<br><br>");
        }
        _ => within(chance, out, "p", line),
    }
}

fn within(
    chance: &mut Chance,
    out: &mut String,
    name: &str,
    inner: impl FnOnce(&mut Chance, &mut String),
) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    inner(chance, out);
    out.push_str("</");
    out.push_str(name.split(' ').next().unwrap_or_default());
    out.push('>');
}

fn line(chance: &mut Chance, out: &mut String) {
    inline(chance, out, 0);
}

fn inline(chance: &mut Chance, out: &mut String, depth: usize) {
    for _ in 0..=chance.below(if depth == 0 { 16 } else { 4 }) {
        match chance.below(if depth > 3 { 16 } else { 24 }) {
            0 => out.push_str(chance.one_of(ODD)),
            16..=18 => link(chance, out, depth),
            19..=22 => {
                let name = chance.one_of(INLINE);
                within(chance, out, name, |chance, out| {
                    inline(chance, out, depth + 1);
                });
            }
            23 => out.push_str("<br>"),
            _ => out.push_str(chance.one_of(WORDS)),
        }
        out.push_str(chance.one_of(&[" ", " ", " ", " ", ", ", ". ", "! ", "", "\n"]));
    }
}

fn link(chance: &mut Chance, out: &mut String, depth: usize) {
    let number = chance.below(20);
    let start = format!("a href=\"https://l{number}.example/?a={depth}&amp;b\"");
    within(chance, out, &start, |chance, out| {
        inline(chance, out, depth + 2);
    });
}

fn list(chance: &mut Chance, out: &mut String, depth: usize) {
    let name = chance.one_of(&["ul", "ol"]);
    within(chance, out, name, |chance, out| {
        for _ in 0..=chance.below(4) {
            out.push_str("<li>");
            line(chance, out);
            if chance.is_one_in(4) {
                block(chance, out, depth + 1);
            }
        }
    });
}

fn table(chance: &mut Chance, out: &mut String, depth: usize) {
    out.push_str("<table>");
    if chance.is_one_in(2) {
        within(chance, out, "caption", line);
    }
    let columns = 2 + chance.below(3);
    for row in 0..2 + chance.below(3) {
        out.push_str("<tr>");
        for _ in 0..columns {
            out.push_str(if row == 0 { "<th>" } else { "<td>" });
            match chance.below(8) {
                0 => {}
                1 => block(chance, out, depth + 2),
                _ => line(chance, out),
            }
        }
    }
    out.push_str("</table>");
}

fn figure(chance: &mut Chance, out: &mut String) {
    let number = chance.below(1000);
    let alt = chance.one_of(&["", "A boat &quot;at&quot; sea", "Mara &lt;Quill&gt;", "12"]);
    within(chance, out, "figure", |chance, out| {
        let _ = write!(
            out,
            "<img src=\"https://p.example/{number}.jpg?a&amp;b\" alt=\"{alt}\" width=640 height=480>"
        );
        if chance.is_one_in(2) {
            within(chance, out, "figcaption", line);
        }
    });
}

fn card(chance: &mut Chance, out: &mut String) {
    let number = chance.below(1000);
    if chance.is_one_in(2) {
        let _ = write!(
            out,
            "<iframe src=\"https://youtu.be/a{number}\" title=\"The bridge &amp; I\"></iframe>"
        );
        return;
    }
    out.push_str("<blockquote class=twitter-tweet><p>");
    line(chance, out);
    let _ = write!(
        out,
        "</p>— Mara (@m) <a href=\"https://x.com/m/status/{number}\">Monday</a></blockquote>"
    );
}

fn terms(chance: &mut Chance, out: &mut String) {
    out.push_str("<dl>");
    for _ in 0..=chance.below(3) {
        out.push_str("<dt>");
        line(chance, out);
        out.push_str("<dd>");
        line(chance, out);
    }
    out.push_str("</dl>");
}
