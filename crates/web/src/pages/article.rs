//! `/articles/{id}/{slug}`: an article as far as its source's policy allows, in the edition's
//! language where it was translated; `/articles/{id}/original`: the same in its own.

mod label;
mod linked;
mod receipt;
mod samples;

use depesche_model::gate::show;
use depesche_model::{ArticleId, Audience, Section, Shown};
use depesche_store::portal::Page;
use minijinja::Value;
use serde::Serialize;

pub(crate) use label::{Label, Stand, is_translated};
pub(crate) use linked::source_type;
pub(crate) use receipt::Receipt;

use super::front::section_link;
use super::list::part;
use super::{error, gone};
use crate::answer::Answer;
use crate::ask::Ask;
use crate::editions::Edition;
use crate::failure::Failure;
use crate::view::{Figure, Head, Item, Link, Reading, When, Words, piece_path};

/// How many other articles of the source, and how many of the latest, stand beside it.
const BESIDE: usize = 5;

/// An article.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Piece {
    /// Headline, excerpt, source, link.
    pub(crate) item: Item,
    /// Who wrote it, as the source says; may be empty.
    pub(crate) byline: String,
    /// When it was published.
    pub(crate) published: When,
    /// When the source says it was changed.
    pub(crate) modified: Option<When>,
    /// What is to be said of its translation.
    pub(crate) label: Option<Label>,
    /// The whole text as safe markup, where it may be shown.
    pub(crate) body: Option<Value>,
    /// No words, but whose the text's are.
    pub(crate) voice: Words,
    /// The picture above the text: none where the text itself begins with one, or holds it.
    pub(crate) picture: Option<Figure>,
    /// The notices of its sections.
    pub(crate) notices: Vec<Notice>,
    /// How all this came about.
    pub(crate) receipt: Receipt,
    /// What the page says of itself to machines, as safe JSON-LD, where it is translated.
    pub(crate) linked: Option<Value>,
    /// Others of the same source.
    pub(crate) more: Vec<Item>,
    /// The latest of all.
    pub(crate) latest: Vec<Item>,
}

/// A section's notice.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Notice {
    /// The section.
    pub(crate) section: Link,
    /// What it says.
    pub(crate) text: String,
}

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let (id, shown) = asked(ask).await?;
    if let Some(at) = shown.deleted_at {
        return gone::answer(ask, &shown, at).await;
    }
    let path = piece_path(&shown);
    if ask.path != path {
        return Ok(Answer::moved(ask.link(&path)));
    }
    let sections = sections(ask, id).await?;
    let page = piece(ask, &shown, &sections, Stand::Translation).await?;
    let head = head(ask, &shown, &page.item);
    ask.page("article.html", head, &page).await
}

/// The article in its own language, where it was translated into the edition's.
pub(crate) async fn original(ask: &Ask) -> Result<Answer, Failure> {
    let (id, shown) = asked(ask).await?;
    if let Some(at) = shown.deleted_at {
        return gone::answer(ask, &shown, at).await;
    }
    if !is_translated(&shown, &ask.edition) {
        return Ok(untranslated(ask, &shown));
    }
    let sections = sections(ask, id).await?;
    let page = piece(ask, &shown, &sections, Stand::Original).await?;
    let head = Head {
        canonical: ask.absolute(&page.item.href),
        robots: "noindex",
        ..head(ask, &shown, &page.item)
    };
    let article = piece_path(&shown);
    ask.page_beside(&article, "article.html", head, &page).await
}

/// Where there is no translation, or none any more: the way to the article.
pub(super) fn untranslated(ask: &Ask, shown: &Shown) -> Answer {
    let edition = &ask.edition;
    let back = Link::new(ask.link(&piece_path(shown)), edition.text("versions-back"));
    let trouble = error::Trouble::untranslated(edition, back);
    error::told(&ask.app, edition, &trouble, ask.format)
}

/// The article that is asked for, as far as the public may see it.
pub(super) async fn asked(ask: &Ask) -> Result<(ArticleId, Shown), Failure> {
    let id = ask.id.ok_or(Failure::NotFound)?;
    let lang = &ask.edition.lang;
    let found = ask
        .store()
        .article(id, lang)
        .await?
        .ok_or(Failure::NotFound)?;
    let shown = show(found, Audience::Public).ok_or(Failure::NotFound)?;
    Ok((id, shown))
}

async fn sections(ask: &Ask, id: ArticleId) -> Result<Vec<Section>, Failure> {
    let of = ask.store().sections_of(&[id]).await?;
    let mut sections = ask.app.sections().await?;
    sections.retain(|section| of.iter().any(|(_, its)| *its == section.id));
    Ok(sections)
}

/// Whether an article is offered to be found here: what is ours is, somebody else's excerpt is
/// found at theirs. A whole text that a machine translated is only where somebody gave a licence.
pub(super) fn is_found(shown: &Shown, edition: &Edition) -> bool {
    let is_licensed = !(shown.licence.is_empty() && shown.policy.basis.trim().is_empty());
    shown.policy.shows_whole() && (is_licensed || !is_translated(shown, edition))
}

fn head(ask: &Ask, shown: &Shown, item: &Item) -> Head {
    Head {
        title: format!("{} – {}", item.title.text, item.source.name),
        description: String::new(),
        canonical: if shown.policy.shows_whole() {
            ask.absolute(&item.href)
        } else {
            item.original.clone()
        },
        robots: if is_found(shown, &ask.edition) {
            ""
        } else {
            "noindex"
        },
        alternates: Vec::new(),
    }
}

async fn piece(
    ask: &Ask,
    shown: &Shown,
    sections: &[Section],
    stand: Stand,
) -> Result<Piece, Failure> {
    let edition = &ask.edition;
    let reading = match stand {
        Stand::Original => Reading::original(shown, edition),
        Stand::Translation | Stand::Both => Reading::new(shown, edition),
    };
    let mut item = Item::read(shown, &reading, edition, ask.now);
    item.section = sections
        .first()
        .map(|section| section_link(edition, section));
    let versions = ask.store().versions(shown.id).await?;
    let made = reading.translation;
    Ok(Piece {
        linked: made.map(|made| linked::linked(ask, shown, &item, made)),
        item,
        byline: shown.byline.clone(),
        published: edition.full(shown.published_at),
        modified: shown.modified_at.map(|at| edition.full(at)),
        label: Label::new(shown, edition, stand),
        // The one place where markup from outside enters a template: sanitised, as its type says.
        body: reading.body("").map(Value::from_safe_string),
        voice: reading.voice(),
        picture: receipt::cover_of(shown).and_then(|_| reading.figure()),
        notices: notices(edition, sections),
        receipt: Receipt::new(shown, &versions, edition),
        more: more(ask, shown).await?,
        latest: latest(ask, shown).await?,
    })
}

fn notices(edition: &Edition, sections: &[Section]) -> Vec<Notice> {
    sections
        .iter()
        .filter(|section| !section.notice.trim().is_empty())
        .map(|section| Notice {
            section: section_link(edition, section),
            text: section.notice.clone(),
        })
        .collect()
}

async fn more(ask: &Ask, shown: &Shown) -> Result<Vec<Item>, Failure> {
    let Some(report) = ask.store().source(&shown.source_slug).await? else {
        return Ok(Vec::new());
    };
    let held = ask
        .store()
        .of_source(report.source.id, beginning(), &ask.edition.lang)
        .await?;
    Ok(others(ask, held, shown.id))
}

async fn latest(ask: &Ask, shown: &Shown) -> Result<Vec<Item>, Failure> {
    let held = ask.store().latest(beginning(), &ask.edition.lang).await?;
    Ok(others(ask, held, shown.id))
}

fn beginning() -> Page {
    Page {
        after: None,
        limit: 6,
    }
}

fn others(ask: &Ask, held: Vec<depesche_model::Held>, but: ArticleId) -> Vec<Item> {
    part(held, Audience::Public)
        .shown
        .iter()
        .filter(|shown| shown.id != but)
        .take(BESIDE)
        .map(|shown| Item::new(shown, &ask.edition, ask.now))
        .collect()
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use depesche_model::TextPolicy;

    use crate::house::{House, Outlet, Report};

    fn long(tail: &str) -> String {
        format!("{}{tail}", "Ein Satz, der etwas sagt. ".repeat(12))
    }

    #[tokio::test]
    async fn an_excerpt_says_whose_it_is_and_leads_to_the_original() {
        let house = House::open().await;
        let outlet = Outlet {
            lang: "en",
            ..Outlet::new("hafenbote", TextPolicy::Headline)
        };
        house
            .publish(&outlet, &[Report::new("Bridge <closed>", &long("SECRET"))])
            .await;
        let page = house.get("/articles/1/bridge-closed").await;
        assert_eq!(page.status, StatusCode::OK);
        page.has(&[
            "<h1 lang=\"en\">Bridge &lt;closed&gt;</h1>",
            "<link rel=\"canonical\" href=\"https://outlet.example/bridge-closed\">",
            "<meta name=\"robots\" content=\"noindex\">",
            "Weiterlesen bei <bdi>hafenbote</bdi>",
            "„<bdi lang=\"en\">Ein Satz",
            "22. November 2026 um 10:02 Uhr",
            "Überschrift und höchstens 160 Zeichen Auszug",
            "<b>Auszug</b>",
            "</time>, laut Quelle</dd>",
        ]);
        page.lacks(&["SECRET", "secret-key"]);
    }

    #[tokio::test]
    async fn a_full_source_shows_its_text_and_is_found_here() {
        let house = House::open().await;
        let outlet = Outlet::new("ledger", TextPolicy::Full);
        house
            .publish(&outlet, &[Report::new("Fähre", &long("bis zum Ende"))])
            .await;
        let page = house.get("/articles/1/faehre").await;
        page.has(&[
            "bis zum Ende</p>",
            "<b>Wortlaut</b>",
            "CC BY 4.0",
            "<link rel=\"canonical\" href=\"https://news.example/articles/1/faehre\">",
        ]);
        page.lacks(&["noindex"]);
    }

    #[tokio::test]
    async fn a_wrong_slug_leads_to_the_right_one_in_every_edition() {
        let house = House::open().await;
        let outlet = Outlet::new("hafenbote", TextPolicy::Headline);
        house
            .publish(&outlet, &[Report::new("Brücke zu", "Text")])
            .await;
        for (asked, expected) in [
            ("/articles/1/old", "/articles/1/bruecke-zu"),
            ("/en/articles/1/-", "/en/articles/1/bruecke-zu"),
        ] {
            let page = house.get(asked).await;
            assert_eq!(page.status, StatusCode::MOVED_PERMANENTLY);
            assert_eq!(page.header("location"), expected);
        }
    }

    #[tokio::test]
    async fn a_slug_in_another_script_is_its_own_address() {
        let house = House::open().await;
        let outlet = Outlet {
            lang: "ar",
            ..Outlet::new("hafenbote", TextPolicy::Headline)
        };
        house
            .publish(&outlet, &[Report::new("مدينة الميناء", "نص")])
            .await;
        let moved = house.get("/articles/1/x").await;
        let page = house.get(moved.header("location")).await;
        assert_eq!(page.status, StatusCode::OK, "{}", moved.header("location"));
        page.has(&["<h1 lang=\"ar\" dir=\"rtl\">"]);
    }

    #[tokio::test]
    async fn what_is_private_or_not_there_is_not_there() {
        let house = House::open().await;
        let outlet = Outlet::new("diary", TextPolicy::Private);
        house
            .publish(&outlet, &[Report::new("Mine", "SECRET")])
            .await;
        for path in [
            "/articles/1/mine",
            "/articles/99/x",
            "/articles/x/y",
            "/sources/diary",
        ] {
            let page = house.get(path).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            page.has(&["Hier steht nichts", "href=\"/latest\""]);
            page.lacks(&["SECRET", "Mine"]);
        }
    }

    #[tokio::test]
    async fn a_sections_notice_stands_under_its_articles() {
        let house = House::open().await;
        let section = house
            .section("krypto", "Krypto", "Keine Anlageberatung.")
            .await;
        let report = Report {
            sections: vec![section],
            ..Report::new("Kurs", "Text")
        };
        house
            .publish(&Outlet::new("ledger", TextPolicy::Headline), &[report])
            .await;
        let page = house.get("/articles/1/kurs").await;
        page.has(&["Hinweis zur Rubrik Krypto:", "Keine Anlageberatung."]);
    }

    #[tokio::test]
    async fn a_receipt_says_only_what_is_known() {
        let house = House::open().await;
        let undated = Report {
            at: crate::house::now(),
            ..Report::new("Ohne Zeit", "")
        };
        house
            .publish(&Outlet::new("bote", TextPolicy::Headline), &[undated])
            .await;
        let page = house.get("/articles/1/ohne-zeit").await;
        page.has(&["nicht glaubhaft angegeben; zuerst gesehen <time"]);
        page.lacks(&[
            "laut Quelle</dd>",
            "Letzte Änderung bemerkt",
            "<b>Auszug</b>",
            "<aside>\n</aside>",
        ]);
    }
}
