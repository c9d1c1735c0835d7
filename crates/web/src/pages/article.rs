//! `/articles/{id}/{slug}`: an article as far as its source's policy allows.

use depesche_model::gate::Cover;
use depesche_model::gate::show;
use depesche_model::picture::Kept;
use depesche_model::{ArticleId, Audience, Html, Section, Shown, TextPolicy};
use depesche_store::portal::{Page, VersionSeen};
use minijinja::Value;
use serde::Serialize;

use super::front::section_link;
use super::gone;
use super::list::part;
use super::sources::excerpt_chars;
use crate::answer::Answer;
use crate::ask::Ask;
use crate::editions::Edition;
use crate::failure::Failure;
use crate::view::{Figure, Head, Item, Link, When, pictured, piece_path};

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
    /// The whole text as safe markup, where it may be shown.
    pub(crate) body: Option<Value>,
    /// The picture above the text: none where the text itself begins with one, or holds it.
    pub(crate) picture: Option<Figure>,
    /// The notices of its sections.
    pub(crate) notices: Vec<Notice>,
    /// How all this came about.
    pub(crate) receipt: Receipt,
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

/// How a shown article came about.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Receipt {
    /// When we saw it first.
    pub(crate) first_seen: When,
    /// Whether the source gives a time of publication that can be believed.
    pub(crate) is_dated: bool,
    /// When we saw its newest version, where there is more than one.
    pub(crate) changed: Option<When>,
    /// When we saw each version, oldest first.
    pub(crate) versions: Vec<When>,
    /// How many there are.
    pub(crate) version_count: u32,
    /// Where stands what changed.
    pub(crate) versions_href: String,
    /// How much of its text is shown: `headline`, `excerpt`, `full`.
    pub(crate) policy: &'static str,
    /// How long an excerpt is at the most, in characters.
    pub(crate) excerpt_chars: u32,
    /// Why; may be empty.
    pub(crate) basis: String,
    /// The licence that the source declares; may be empty.
    pub(crate) licence: String,
    /// How many pictures are shown.
    pub(crate) picture_count: usize,
    /// The hosts that they were fetched from, each once.
    pub(crate) picture_hosts: Vec<String>,
    /// The article's number.
    pub(crate) id: i64,
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
    let page = piece(ask, &shown, &sections).await?;
    let head = head(ask, &shown, &page.item);
    ask.page("article.html", head, &page).await
}

/// The article that is asked for, as far as the public may see it.
pub(super) async fn asked(ask: &Ask) -> Result<(ArticleId, Shown), Failure> {
    let id = ask.id.ok_or(Failure::NotFound)?;
    let found = ask
        .store()
        .article(id, &ask.edition.lang)
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

/// What is ours to be found here is found here; somebody else's excerpt is found at theirs.
fn head(ask: &Ask, shown: &Shown, item: &Item) -> Head {
    let is_whole = shown.policy.text == TextPolicy::Full;
    Head {
        title: format!("{} – {}", item.title.text, item.source.name),
        description: String::new(),
        canonical: if is_whole {
            ask.absolute(&item.href)
        } else {
            item.original.clone()
        },
        robots: if is_whole { "" } else { "noindex" },
        alternates: Vec::new(),
    }
}

async fn piece(ask: &Ask, shown: &Shown, sections: &[Section]) -> Result<Piece, Failure> {
    let edition = &ask.edition;
    let mut item = Item::new(shown, edition, ask.now);
    item.section = sections
        .first()
        .map(|section| section_link(edition, section));
    let versions = ask.store().versions(shown.id).await?;
    Ok(Piece {
        item,
        byline: shown.byline.clone(),
        published: edition.full(shown.published_at),
        modified: shown.modified_at.map(|at| edition.full(at)),
        body: shown
            .body
            .as_ref()
            .filter(|body| !body.is_empty())
            .map(|body| markup(body, &shown.pictures)),
        picture: cover_of(shown).and_then(Figure::of),
        notices: notices(edition, sections),
        receipt: Receipt::new(shown, &versions, edition),
        more: more(ask, shown).await?,
        latest: latest(ask, shown).await?,
    })
}

/// The one place where markup from outside enters a template: sanitised, as its type says.
fn markup(html: &Html, pictures: &[Kept]) -> Value {
    Value::from_safe_string(pictured(html, pictures, ""))
}

/// The picture above the text.
fn cover_of(shown: &Shown) -> Option<&Cover> {
    let begins_with_one = shown
        .body
        .as_ref()
        .is_some_and(|body| body.as_str().trim_start().starts_with("<figure><img"));
    let is_in_text = |cover: &&Cover| {
        let mut pictures = shown.pictures.iter();
        pictures.any(|kept| kept.picture.hash == cover.kept.picture.hash)
    };
    let cover = shown.cover.as_ref().filter(|_| !begins_with_one);
    cover.filter(|cover| !is_in_text(cover))
}

/// All that are shown, and the hosts that they were fetched from.
fn picture_hosts(shown: &Shown) -> (usize, Vec<String>) {
    let cover = cover_of(shown).map(|cover| &cover.kept);
    let mut hosts = Vec::new();
    let mut count = 0;
    for kept in cover.into_iter().chain(&shown.pictures) {
        count += 1;
        let url = url::Url::parse(&kept.url).ok();
        let host = url.and_then(|url| url.host_str().map(str::to_owned));
        hosts.extend(host.filter(|host| !hosts.contains(host)));
    }
    (count, hosts)
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

impl Receipt {
    fn new(shown: &Shown, versions: &[VersionSeen], edition: &Edition) -> Self {
        let (picture_count, picture_hosts) = picture_hosts(shown);
        Self {
            picture_count,
            picture_hosts,
            first_seen: edition.full(shown.first_seen_at),
            is_dated: shown.published_at != shown.first_seen_at,
            changed: versions
                .last()
                .filter(|_| shown.versions > 1)
                .map(|newest| edition.full(newest.seen_at)),
            versions: versions
                .iter()
                .map(|version| edition.full(version.seen_at))
                .collect(),
            version_count: shown.versions,
            versions_href: edition.path(&format!("/articles/{}/versions", shown.id)),
            policy: shown.policy.text.as_str(),
            excerpt_chars: excerpt_chars(shown.policy.text, shown.policy.excerpt_chars),
            basis: shown.policy.basis.clone(),
            licence: shown.licence.clone(),
            id: shown.id.0,
        }
    }
}

impl Piece {
    /// How an article looks of which an excerpt is shown.
    pub(crate) fn sample(edition: &Edition) -> Self {
        let items = Item::samples(edition);
        let full = |text: &str| {
            text.parse()
                .map_or_else(|_| When::none(), |at| edition.full(at))
        };
        let section = Link::new(edition.path("/sections/krypto"), "Krypto");
        Self {
            item: items[1].clone(),
            byline: "R. Calder".to_owned(),
            published: full("2026-11-22T05:47:00Z"),
            modified: Some(full("2026-11-22T08:20:00Z")),
            body: None,
            picture: Some(Figure::sample()),
            notices: vec![Notice {
                section,
                text: "Keine Anlageberatung. Der Handel mit Kryptowerten kann zum Totalverlust \
                       führen."
                    .to_owned(),
            }],
            receipt: Receipt {
                first_seen: full("2026-11-22T05:49:00Z"),
                is_dated: true,
                changed: Some(full("2026-11-22T08:22:00Z")),
                versions: vec![full("2026-11-22T05:49:00Z"), full("2026-11-22T08:22:00Z")],
                version_count: 2,
                versions_href: edition.path("/articles/2/versions"),
                policy: TextPolicy::Headline.as_str(),
                excerpt_chars: 160,
                basis: "§ 87g UrhG".to_owned(),
                licence: String::new(),
                picture_count: 1,
                picture_hosts: vec!["bilder.hafenbote.example".to_owned()],
                id: 2,
            },
            more: items[10..11].to_vec(),
            latest: items[2..7].to_vec(),
        }
    }

    /// How an article looks of which the whole text is shown.
    pub(crate) fn full_sample(edition: &Edition) -> Self {
        let mut piece = Self::sample(edition);
        piece.item = Item::samples(edition).swap_remove(0);
        piece.body = Some(Value::from_safe_string(SAMPLE_BODY.to_owned()));
        piece.picture = None;
        piece.receipt.picture_count = 0;
        piece.receipt.policy = TextPolicy::Full.as_str();
        piece.receipt.licence = String::from("CC BY 4.0");
        piece.receipt.basis = String::from("Lizenz, im Feed erklärt");
        piece
    }
}

const SAMPLE_BODY: &str = "<p>Nordlicht Compute will am Hafen nur noch 120 Megawatt anschließen. \
    Beantragt waren 240. In einem Schreiben an den Rat nennt das Unternehmen „eine neue Planung \
    der Rechenhallen“ als Grund.</p><p>Die Stadtwerke stellen es anders dar: Ihre Netzprüfung \
    habe ergeben, dass mehr vor 2031 nicht geht.</p><h2>Was sich für den Hafen ändert</h2><p>Zwei \
    von vier Hallen entfallen. Die Fläche bleibt reserviert, eine Rückgabe ist <em>nicht</em> \
    vorgesehen.</p><blockquote><p>Wir bauen, was das Netz trägt, und keine Kilowattstunde \
    mehr.</p></blockquote><ul><li>Baubeginn im Frühjahr 2027</li><li>erste Halle Ende 2028</li></ul>\
    <pre><code>Anschlussleistung: 240 MW -&gt; 120 MW   # Antrag vom 20. November, Anlage 3, Seite 14 bis 19, Tabelle 2</code></pre>\
    <table><tr><th>Halle</th><th>beantragt</th><th>jetzt</th></tr><tr><td>A</td><td>60 MW</td>\
    <td>60 MW</td></tr><tr><td>B</td><td>60 MW</td><td>60 MW</td></tr></table>\
    <p>Der Rat berät am Donnerstag. <a href=\"https://hafenbote.example/antrag\">Der Antrag</a> \
    liegt öffentlich aus.</p>";

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
