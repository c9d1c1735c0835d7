//! `/articles/{id}/versions`: what changed in an article, and when.

use depesche_model::change::{Change, Run, Word};
use depesche_model::gate::{Changed, show_change};
use depesche_model::{Audience, Origin, SegmentKind, Shown};
use depesche_store::portal::HeldVersion;
use serde::Serialize;

use crate::answer::Answer;
use crate::ask::Ask;
use crate::editions::Edition;
use crate::failure::Failure;
use crate::view::{Head, Item, Reading, When};

use super::{article, gone};

/// How many versions are shown, the newest of them.
const SHOWN: u32 = 20;

/// How many blocks of one change are shown.
const MAX_LINES: usize = 300;

/// The versions of an article.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Versions {
    /// The article as it is now.
    pub(crate) item: Item,
    /// What changed, the newest change first; the first version last.
    pub(crate) steps: Vec<Step>,
    /// How many versions are older than those that are shown.
    pub(crate) older: u32,
    /// Since when the page has been behind a paywall.
    pub(crate) paywalled: Option<When>,
}

/// A version, and how it differs from the one before.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Step {
    /// Its number.
    pub(crate) number: u32,
    /// When we saw it.
    pub(crate) seen: When,
    /// What is to be said of it besides: the key of a text, or empty.
    pub(crate) note: &'static str,
    /// What became of the headline's words; empty where it is the same.
    pub(crate) title: Vec<Part>,
    /// What became of the text; empty where nothing did, or nothing of it may be shown.
    pub(crate) lines: Vec<Line>,
}

/// A block of the text, or several that stayed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Line {
    /// How many blocks in a row stayed; then there are no parts.
    pub(crate) same: usize,
    /// Whether it is a heading.
    pub(crate) is_heading: bool,
    /// What became of its words.
    pub(crate) parts: Vec<Part>,
}

/// Words in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Part {
    /// What became of them: `kept`, `removed`, `added`.
    pub(crate) fate: &'static str,
    /// The words.
    pub(crate) text: String,
}

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let (id, shown) = article::asked(ask).await?;
    if let Some(at) = shown.deleted_at {
        return gone::answer(ask, &shown, at).await;
    }
    let versions = ask.store().whole_versions(id, SHOWN + 1).await?;
    let seen = ask.store().page_seen(id).await?;
    let edition = &ask.edition;
    // Only what a page has given was free to read before.
    let was_free = versions.iter().any(|it| it.origin == Origin::Page);
    let obstacle = seen
        .obstacle
        .filter(|(word, _)| was_free && word == "paywall");
    let page = Versions {
        // Versions are the source's, and so are their words.
        item: Item::read(
            &shown,
            &Reading::original(&shown, edition),
            edition,
            ask.now,
        ),
        older: older(&shown, versions.len()),
        steps: steps(edition, versions),
        paywalled: obstacle.map(|(_, since)| edition.full(since)),
    };
    let title = edition.text_with("versions-of", &[("title", &page.item.title.text)]);
    let head = Head {
        title,
        robots: "noindex",
        ..Head::default()
    };
    ask.page("versions.html", head, &page).await
}

/// How many versions are not shown: of more than fit the last is only there to be held against.
fn older(shown: &Shown, read: usize) -> u32 {
    let read = u32::try_from(read).unwrap_or(u32::MAX);
    shown.versions.saturating_sub(read.min(SHOWN))
}

fn steps(edition: &Edition, versions: Vec<HeldVersion>) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut versions = versions.into_iter().peekable();
    while let Some(version) = versions.next() {
        if steps.len() == SHOWN as usize {
            break;
        }
        let seen = edition.full(version.seen_at);
        let step = match versions.peek() {
            None => Step::bare(version.number, seen, "versions-first"),
            Some(before) => {
                let is_completed = before.origin == Origin::Feed && version.origin == Origin::Page;
                let changed = show_change(before.held.clone(), version.held, Audience::Public);
                match changed {
                    Some(changed) => Step::of(version.number, seen, &changed, is_completed),
                    None => Step::bare(version.number, seen, ""),
                }
            }
        };
        steps.push(step);
    }
    steps
}

impl Step {
    fn bare(number: u32, seen: When, note: &'static str) -> Self {
        Self {
            number,
            seen,
            note,
            title: Vec::new(),
            lines: Vec::new(),
        }
    }

    /// Where a page completed what the feed had begun, the source has changed nothing.
    fn of(number: u32, seen: When, changed: &Changed, is_completed: bool) -> Self {
        let blocks = changed.blocks.as_deref().filter(|_| !is_completed);
        let lines = match blocks {
            Some(blocks) if changed.is_text_changed => lines(blocks),
            _ => Vec::new(),
        };
        let note = match (is_completed, changed.is_text_changed) {
            (true, _) => "versions-completed",
            (_, true) if changed.blocks.is_none() => "versions-unshown",
            (_, false) if changed.title.is_empty() => "versions-links",
            _ => "",
        };
        Self {
            title: parts(&changed.title),
            lines,
            ..Self::bare(number, seen, note)
        }
    }
}

/// The blocks that changed, and how many stayed between them.
fn lines(changes: &[Change]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for change in changes {
        let (kind, parts) = match change {
            Change::Kept(_) => {
                match lines.last_mut().filter(|line| line.same > 0) {
                    Some(line) => line.same += 1,
                    None => lines.push(Line {
                        same: 1,
                        is_heading: false,
                        parts: Vec::new(),
                    }),
                }
                continue;
            }
            Change::Added(block) => (block.kind, vec![part("added", &block.text)]),
            Change::Removed(block) => (block.kind, vec![part("removed", &block.text)]),
            Change::Changed(kind, runs) => (*kind, parts(runs)),
        };
        lines.push(Line {
            same: 0,
            is_heading: kind == SegmentKind::Heading,
            parts,
        });
        if lines.len() >= MAX_LINES {
            break;
        }
    }
    lines
}

fn parts(runs: &[Run]) -> Vec<Part> {
    let fate = |word: Word| match word {
        Word::Kept => "kept",
        Word::Removed => "removed",
        Word::Added => "added",
    };
    runs.iter()
        .map(|run| part(fate(run.word), &run.text))
        .collect()
}

fn part(fate: &'static str, text: &str) -> Part {
    Part {
        fate,
        text: text.to_owned(),
    }
}

impl Versions {
    /// How it looks.
    pub(crate) fn sample(edition: &Edition) -> Self {
        let full = |text: &str| {
            text.parse()
                .map_or_else(|_| When::none(), |at| edition.full(at))
        };
        let text = |same: usize, is_heading: bool, parts: Vec<Part>| Line {
            same,
            is_heading,
            parts,
        };
        let (kept, went, came) = ("kept", "removed", "added");
        Self {
            item: Item::samples(edition).swap_remove(0),
            paywalled: Some(full("2026-11-22T11:40:00Z")),
            older: 0,
            steps: vec![
                Step {
                    title: vec![
                        part(kept, "Rechenzentrum am Hafen: Betreiber "),
                        part(went, "senkt"),
                        part(came, "halbiert"),
                        part(kept, " den geplanten Strombedarf"),
                    ],
                    lines: vec![
                        text(2, false, Vec::new()),
                        text(
                            0,
                            false,
                            vec![
                                part(kept, "Zwei von "),
                                part(went, "fünf"),
                                part(came, "vier"),
                                part(kept, " Hallen entfallen. Die Fläche bleibt reserviert"),
                                part(came, ", eine Rückgabe ist nicht vorgesehen"),
                                part(kept, "."),
                            ],
                        ),
                        text(0, true, vec![part(came, "Wann gebaut wird")]),
                        text(
                            0,
                            false,
                            vec![part(went, "Ein Sprecher war am Abend nicht zu erreichen.")],
                        ),
                        text(1, false, Vec::new()),
                    ],
                    ..Step::bare(3, full("2026-11-22T08:22:00Z"), "")
                },
                Step::bare(2, full("2026-11-22T05:52:00Z"), "versions-completed"),
                Step::bare(1, full("2026-11-22T05:49:00Z"), "versions-first"),
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use depesche_model::TextPolicy;

    use crate::house::{House, Outlet, Report};

    /// A house in which one article was published, and then corrected.
    async fn corrected(text: TextPolicy) -> House {
        let house = House::open().await;
        let outlet = Outlet::new("bote", text);
        let long = "Ein Satz, der bleibt, wie er war. ".repeat(30);
        let first = format!("{long}Die Brücke ist bis Mai zu. SECRET");
        let second = format!("{long}Die Brücke ist bis Juni zu. SECRET");
        let before = Report::new("Brücke zu", &first);
        let after = Report {
            url: before.url.clone(),
            ..Report::new("Brücke weiter zu", &second)
        };
        house.publish(&outlet, &[before]).await;
        house.publish(&outlet, &[after]).await;
        house
    }

    #[tokio::test]
    async fn what_changed_stands_there_word_by_word() {
        let house = corrected(TextPolicy::Full).await;
        let page = house.get("/articles/1/versions").await;
        assert_eq!(page.status, StatusCode::OK);
        page.has(&[
            "Mai</del>",
            "Juni</ins>",
            "weiter </ins>",
            "<meta name=\"robots\" content=\"noindex\">",
            "href=\"/articles/1/bruecke-weiter-zu\"",
            "Fassung 2",
            "Fassung 1",
        ]);
        house
            .get("/en/articles/1/versions")
            .await
            .has(&["Version 2", "Juni</ins>"]);
        let article = house.get("/articles/1/bruecke-weiter-zu").await;
        article.has(&["href=\"/articles/1/versions\""]);
    }

    #[tokio::test]
    async fn of_an_excerpts_text_nothing_more_is_shown() {
        let house = corrected(TextPolicy::Headline).await;
        let page = house.get("/articles/1/versions").await;
        page.has(&["weiter </ins>", "Der Text ist geändert"]);
        page.lacks(&["SECRET", "Juni", "Mai"]);
    }

    #[tokio::test]
    async fn what_is_private_or_gone_has_no_versions_either() {
        let house = corrected(TextPolicy::Private).await;
        for path in ["/articles/1/versions", "/articles/9/versions"] {
            let page = house.get(path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            page.lacks(&["SECRET", "Brücke"]);
        }
        let house = House::open().await;
        let outlet = Outlet::new("bote", TextPolicy::Full);
        let ids = house
            .publish(&outlet, &[Report::new("Titel", "Wortlaut.")])
            .await;
        house.withdraw(ids[0]).await;
        let page = house.get("/articles/1/versions").await;
        assert_eq!(page.status, StatusCode::GONE);
        page.lacks(&["Titel", "Wortlaut"]);
    }

    #[tokio::test]
    async fn an_article_called_versions_is_found_all_the_same() {
        let house = House::open().await;
        let outlet = Outlet::new("bote", TextPolicy::Full);
        house
            .publish(&outlet, &[Report::new("Versions", "Wortlaut.")])
            .await;
        let page = house.get("/articles/1/versions-").await;
        assert_eq!(page.status, StatusCode::OK);
        page.has(&["Wortlaut."]);
        house.get("/articles/1/versions").await.has(&["Fassung 1"]);
    }
}
