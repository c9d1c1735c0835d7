//! Reads what an outlet publishes from its file.
//!
//! An article begins with `=== slug` and a head of `name: value` lines: `at` (hours and minutes
//! before the end, or `reserve`), `title`, `teaser`, `by`, `tags`, `event`, `gone` (when it is
//! taken away). Its text follows in the marks that [`super::markup`] knows. A change begins with
//! `--- time` and may have a `title` and a `teaser`; then each block says where it goes: `3: …`
//! replaces the third block of the text, `+: …` goes to its end.

use jiff::SignedDuration;

/// An article as its file has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Script {
    pub(super) slug: String,
    /// How long before the end it is published; `None` for the reserve.
    pub(super) before_end: Option<SignedDuration>,
    pub(super) title: String,
    pub(super) teaser: String,
    pub(super) author: String,
    pub(super) tags: Vec<String>,
    pub(super) event: String,
    /// How long before the end it is taken away.
    pub(super) gone: Option<SignedDuration>,
    pub(super) blocks: Vec<String>,
    pub(super) changes: Vec<Change>,
}

/// A change of an article.
#[derive(Clone, Debug, Default)]
pub(super) struct Change {
    pub(super) before_end: Option<SignedDuration>,
    /// Empty where the headline stays.
    pub(super) title: String,
    pub(super) teaser: String,
    /// Where each block goes: the number of one, or the end.
    pub(super) blocks: Vec<(Option<usize>, String)>,
}

/// All articles of a file, in its order. What it cannot read it leaves out; the tests see to it
/// that there is no such thing.
pub(super) fn read(file: &str) -> Vec<Script> {
    let articles = file.split("\n=== ").skip(1);
    articles.map(article).collect()
}

fn article(text: &str) -> Script {
    let mut parts = text.split("\n--- ");
    let (slug, rest) = line(parts.next().unwrap_or_default());
    let mut script = Script {
        slug: slug.to_owned(),
        ..Script::default()
    };
    let body = head(rest, |name, value| match name {
        "at" => script.before_end = time(value),
        "title" => value.clone_into(&mut script.title),
        "teaser" => value.clone_into(&mut script.teaser),
        "by" => value.clone_into(&mut script.author),
        "tags" => script.tags = value.split(", ").map(str::to_owned).collect(),
        "event" => value.clone_into(&mut script.event),
        "gone" => script.gone = time(value),
        _ => {}
    });
    script.blocks = blocks(body);
    script.changes = parts.map(change).collect();
    script
}

fn change(text: &str) -> Change {
    let (at, rest) = line(text);
    let mut change = Change {
        before_end: time(at),
        ..Change::default()
    };
    let body = head(rest, |name, value| match name {
        "title" => value.clone_into(&mut change.title),
        "teaser" => value.clone_into(&mut change.teaser),
        _ => {}
    });
    change.blocks = blocks(body)
        .iter()
        .filter_map(|block| placed(block))
        .collect();
    change
}

/// A block and where it goes; `None` where it does not say so.
fn placed(block: &str) -> Option<(Option<usize>, String)> {
    let (place, block) = block.split_once(": ")?;
    let place = match place {
        "+" => None,
        number => Some(number.parse::<usize>().ok()?.checked_sub(1)?),
    };
    Some((place, block.to_owned()))
}

/// Hands over each `name: value` line of the head; returns what follows the empty line.
fn head<'a>(text: &'a str, mut field: impl FnMut(&str, &'a str)) -> &'a str {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    for line in head.lines() {
        if let Some((name, value)) = line.split_once(": ") {
            field(name, value.trim());
        }
    }
    body
}

fn blocks(body: &str) -> Vec<String> {
    let blocks = body.split("\n\n").map(|block| block.trim().to_owned());
    blocks.filter(|block| !block.is_empty()).collect()
}

fn line(text: &str) -> (&str, &str) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    (line.trim(), rest)
}

/// `26:30`: hours and minutes before the end.
fn time(text: &str) -> Option<SignedDuration> {
    let (hours, minutes) = text.split_once(':')?;
    let minutes = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
    Some(SignedDuration::from_mins(minutes))
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::read;

    const FILE: &str = "# Notes\n\n=== bridge\nat: 26:30\ntitle: A bridge\ntags: a, b\n\nOne.\n\n\
                        Two: three.\n\n--- 20:00\ntitle: The bridge\n\n2: Second.\n\n+: Note.\n\n\
                        === ferry\nat: reserve\ntitle: A ferry\n\nText.\n";

    #[test]
    fn a_file_has_articles_and_their_changes() {
        let scripts = read(FILE);
        let [bridge, ferry] = scripts.as_slice() else {
            panic!("{scripts:?}");
        };
        assert_eq!(bridge.slug, "bridge");
        assert_eq!(
            bridge.before_end,
            Some(SignedDuration::from_mins(26 * 60 + 30))
        );
        assert_eq!(bridge.tags, ["a", "b"]);
        assert_eq!(bridge.blocks, ["One.", "Two: three."]);
        let change = &bridge.changes[0];
        assert_eq!(change.title, "The bridge");
        let expected = [(Some(1), "Second.".to_owned()), (None, "Note.".to_owned())];
        assert_eq!(change.blocks, expected);
        assert_eq!((ferry.title.as_str(), ferry.before_end), ("A ferry", None));
    }
}
