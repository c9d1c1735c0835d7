//! A portal for tests: a real store and a real index in a folder of their own, a clock that
//! stands, and the router.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use depesche_model::gate::show;
use depesche_model::picture::{Format, Lead, Size};
use depesche_model::{
    ArticleId, Audience, Body as Text, FeedId, Html, Lang, Picture, Policy, Review, SectionId,
    Segment, SegmentKind, Shown, SourceId, TextPolicy, TextState, Translation, Translator,
    Validators,
};
use depesche_search::{Document, Index};
use depesche_store::poll::{
    FreshPoll, MediaRead, NewArticle, NewEntry, NewFeed, NewSection, PageRead, PageResult,
    PictureSeen, Poll, PollResult, SourceOf, Stage,
};
use depesche_store::portal::Page;
use depesche_store::translation::{Edit, Place, ReviewRecord};
use depesche_store::{Files, Store, StoreUrl};
use http_body_util::BodyExt;
use jiff::{SignedDuration, Timestamp};
use tower::ServiceExt;

use crate::{Metrics, Portal, Site};

/// The clock of all tests: a Sunday, 14:30 in Berlin.
pub(crate) fn now() -> Timestamp {
    "2026-11-22T13:30:00Z".parse().expect("a time")
}

/// A portal with everything that it needs.
pub(crate) struct House {
    /// Goes with the house.
    _folder: tempfile::TempDir,
    pub(crate) store: Store,
    files: Files,
    index: Index,
    pub(crate) router: Router,
}

/// What the portal answered.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().expect("text"))
    }

    /// Fails unless the body holds all of these.
    pub(crate) fn has(&self, pieces: &[&str]) {
        for piece in pieces {
            assert!(self.body.contains(piece), "no {piece:?} in {}", self.body);
        }
    }

    /// Fails where the body holds one of these.
    pub(crate) fn lacks(&self, pieces: &[&str]) {
        for piece in pieces {
            assert!(!self.body.contains(piece), "{piece:?} in {}", self.body);
        }
    }
}

/// A picture that stands in every report.
const PICTURE: &str = "<figure><img src=\"media:https://bote.example/kran.jpg\" \
    alt=\"Ein &quot;Kran&quot;\"><figcaption>Kran</figcaption></figure>";

/// An outlet to be.
#[derive(Clone)]
pub(crate) struct Outlet {
    pub(crate) name: &'static str,
    pub(crate) text: TextPolicy,
    pub(crate) feeds: bool,
    pub(crate) images: bool,
    pub(crate) lang: &'static str,
}

impl Outlet {
    pub(crate) fn new(name: &'static str, text: TextPolicy) -> Self {
        Self {
            name,
            text,
            feeds: true,
            images: false,
            lang: "de",
        }
    }
}

/// A translation of a report's first version from English by a machine: a headline and a
/// beginning, and where there are blocks, the text with them.
pub(crate) fn translation(lang: &str, title: &str, lead: &str, blocks: &[&str]) -> Translation {
    let blocks = blocks.iter().map(|markup| match *markup {
        "" => None,
        markup => Some(block(SegmentKind::Paragraph, markup).html),
    });
    let body: Vec<Option<Html>> = blocks.collect();
    Translation {
        lang: Lang::parse(lang).expect("a tag"),
        from: Lang::parse("en").expect("a tag"),
        version: 1,
        title: Some(title.to_owned()),
        lead: Some(lead.to_owned()),
        alt: None,
        caption: None,
        text: match body.len() {
            0 => TextState::Untried,
            _ => TextState::Done,
        },
        body,
        engines: vec![Translator {
            engine: "mockel".to_owned(),
            model: "m-7".to_owned(),
            units: 3,
        }],
        glossary: 4,
        made_at: now(),
        review: None,
    }
}

/// A report to be.
pub(crate) struct Report {
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) url: String,
    pub(crate) at: Timestamp,
    pub(crate) sections: Vec<SectionId>,
}

impl Report {
    pub(crate) fn new(title: &str, text: &str) -> Self {
        Self {
            title: title.to_owned(),
            text: text.to_owned(),
            url: format!(
                "https://outlet.example/{}",
                depesche_model::slug::slug(title)
            ),
            at: "2026-11-22T09:02:00Z".parse().expect("a time"),
            sections: Vec::new(),
        }
    }
}

impl House {
    /// An empty house with the default site and a base URL.
    pub(crate) async fn open() -> Self {
        Self::with(Site {
            name: "Nordkurs".to_owned(),
            base_url: Some("https://news.example".to_owned()),
            ..Site::default()
        })
        .await
    }

    pub(crate) async fn with(site: Site) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = StoreUrl::Sqlite(folder.path().join("depesche.db"));
        let store = Store::open(&url).await.expect("opens");
        let index = Index::open(&folder.path().join("index")).expect("opens");
        let files = Files::in_folder(&folder.path().join("media")).expect("a folder");
        let portal = Portal {
            store: store.clone(),
            files: files.clone(),
            index: index.clone(),
            site,
            clock: Arc::new(now),
            metrics: Arc::new(Metrics::new()),
        };
        Self {
            _folder: folder,
            store,
            files,
            index,
            router: crate::router(portal),
        }
    }

    /// Lets an outlet publish through a feed of its own; gives the articles' numbers, in order.
    pub(crate) async fn publish(&self, outlet: &Outlet, reports: &[Report]) -> Vec<ArticleId> {
        let (feed, source) = self.add(outlet).await;
        let turn = self.claim(feed).await;
        let poll = Poll {
            feed,
            turn,
            at: now(),
            next_fetch_at: now(),
            interval: SignedDuration::from_hours(1),
            outcome: "fresh".to_owned(),
            result: PollResult::Fresh(Box::new(fresh(outlet, reports))),
            notes: None,
            moves_to: None,
            push: depesche_store::websub::Push::default(),
        };
        self.store
            .write(&poll, |tx, poll| {
                Box::pin(async move { tx.record_poll(poll).await })
            })
            .await
            .expect("records");
        let ids = self.ids(source, reports).await;
        self.index(outlet, reports, &ids);
        ids
    }

    /// Lets a source take an article away.
    pub(crate) async fn withdraw(&self, id: ArticleId) {
        let work = self.store.write(&id, |tx, id| {
            Box::pin(async move {
                let tickets = tx.claim_work(Stage::Page, now(), now(), 100).await?;
                let ticket = tickets.iter().find(|ticket| ticket.subject == id.0);
                let page = PageRead {
                    at: now(),
                    seen: None,
                    result: PageResult::Gone,
                    signs: Vec::new(),
                    restrictions: None,
                    has_text: None,
                    look_again_at: None,
                    learned: None,
                };
                tx.finish_page(ticket.expect("a ticket"), &page).await
            })
        });
        assert!(work.await.expect("finishes"));
    }

    /// Publishes translations of an article; one with a review as the person left it.
    pub(crate) async fn translate(&self, id: ArticleId, translations: &[Translation]) {
        for made in translations {
            let input = (id, made.clone());
            let work = self.store.write(&input, |tx, (id, made)| {
                Box::pin(async move {
                    match &made.review {
                        Some(review) => tx.review(&record(*id, made, review), made).await,
                        None => tx.put_translation(*id, made, now()).await.map(|()| true),
                    }
                })
            });
            assert!(work.await.expect("writes"));
        }
    }

    /// Keeps a picture for the first article: it stands for it, and in its text.
    pub(crate) async fn keep_picture(&self, hash: &str) {
        let sizes = [480, 960].map(|width| Size {
            width,
            height: width / 3 * 2,
            bytes: 2000,
        });
        let picture = Picture {
            hash: hash.to_owned(),
            format: Format::Jpeg,
            sizes: sizes.to_vec(),
        };
        for size in sizes {
            let file = vec![b'x'; 2000];
            self.files.put(&picture, size, file).await.expect("puts");
        }
        let seen = PictureSeen {
            url: "https://bote.example/kran.jpg".to_owned(),
            is_lead: true,
            result: Ok(picture),
        };
        let work = self.store.write(&seen, |tx, seen| {
            Box::pin(async move {
                let tickets = tx.claim_work(Stage::Media, now(), now(), 1).await?;
                let media = MediaRead {
                    at: now(),
                    pictures: vec![seen.clone()],
                    again: None,
                };
                tx.finish_media(&tickets[0], &media).await
            })
        });
        assert!(work.await.expect("finishes"));
    }

    /// Adds a section.
    pub(crate) async fn section(&self, slug: &str, title: &str, notice: &str) -> SectionId {
        let section = NewSection {
            slug: slug.to_owned(),
            title: title.to_owned(),
            query: slug.to_owned(),
            notice: notice.to_owned(),
            position: 0,
        };
        let work = self.store.write(&section, |tx, section| {
            Box::pin(async move { tx.put_section(section, now()).await })
        });
        work.await.expect("puts").id
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.ask(Method::GET, path, &[]).await
    }

    pub(crate) async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request");
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("never fails");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        Reply {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    async fn add(&self, outlet: &Outlet) -> (FeedId, SourceId) {
        let feed = NewFeed {
            url: format!("https://{}.example/feed?key=secret-key", outlet.name),
            title: String::new(),
            source: SourceOf::Home {
                name: outlet.name.to_owned(),
                home: format!("https://{}.example/", outlet.name),
                policy: Policy {
                    text: outlet.text,
                    feeds: outlet.feeds,
                    images: outlet.images,
                    ..Policy::default()
                },
            },
            at: now(),
            first_fetch_at: now(),
            interval: SignedDuration::from_hours(1),
        };
        let added = self
            .store
            .write(&feed, |tx, feed| {
                Box::pin(async move { tx.add_feed(feed).await })
            })
            .await
            .expect("adds");
        (added.feed, added.source)
    }

    async fn claim(&self, feed: FeedId) -> i64 {
        let jobs = self
            .store
            .write(&feed, |tx, feed| {
                Box::pin(async move { tx.claim_feeds_now(&[*feed], now()).await })
            })
            .await
            .expect("claims");
        jobs[0].turn
    }

    /// The reports' numbers. A private source is in no list: its articles are the first there are.
    async fn ids(&self, source: SourceId, reports: &[Report]) -> Vec<ArticleId> {
        let part = Page {
            after: None,
            limit: 500,
        };
        let english = Lang::parse("en").expect("a language");
        let held = self
            .store
            .of_source(source, part, &english)
            .await
            .expect("reads");
        let shown: Vec<Shown> = held
            .into_iter()
            .filter_map(|held| show(held, Audience::Owner))
            .collect();
        let id = |report: &Report| shown.iter().find(|shown| shown.title == report.title);
        reports
            .iter()
            .zip(1..)
            .map(|(report, number)| id(report).map_or(ArticleId(number), |shown| shown.id))
            .collect()
    }

    fn index(&self, outlet: &Outlet, reports: &[Report], ids: &[ArticleId]) {
        let mut writer = self.index.writer(15_000_000).expect("one writer");
        for (id, report) in ids.iter().zip(reports) {
            let document = Document {
                id: *id,
                title: &report.title,
                text: &report.text,
                translations: &[],
                source: outlet.name,
                sections: &[],
                lang: None,
                is_public: outlet.text != TextPolicy::Private,
                changed_at: 0,
            };
            writer.put(&document).expect("puts");
        }
        writer.commit(1).expect("commits");
    }
}

fn record(article: ArticleId, made: &Translation, review: &Review) -> ReviewRecord {
    let edit = Edit {
        place: Place::Title,
        before: "Before".to_owned(),
        after: "After".to_owned(),
    };
    ReviewRecord {
        article,
        lang: made.lang.clone(),
        version: made.version,
        by: review.by.clone(),
        at: review.at,
        edits: vec![edit; review.changed as usize],
    }
}

fn fresh(outlet: &Outlet, reports: &[Report]) -> FreshPoll {
    FreshPoll {
        validators: Validators::default(),
        body_hash: "hash".to_owned(),
        title: format!("{} – alles", outlet.name),
        home: String::new(),
        language: Lang::parse(outlet.lang),
        licence: if outlet.text == TextPolicy::Full {
            "CC BY 4.0"
        } else {
            ""
        }
        .to_owned(),
        signs: Vec::new(),
        criterion: depesche_model::Criterion::default(),
        languages: depesche_model::Languages::default(),
        entries: reports.iter().map(|report| told(outlet, report)).collect(),
        learned: None,
    }
}

fn told(outlet: &Outlet, report: &Report) -> NewEntry {
    NewEntry {
        identity: report.url.clone(),
        keys: depesche_model::EntryKeys::default(),
        content_hash: report.title.clone(),
        article: NewArticle {
            url: report.url.clone(),
            title: report.title.clone(),
            byline: String::new(),
            lead: report.text.chars().take(640).collect(),
            language: Lang::parse(outlet.lang),
            published_at: report.at,
            modified_at: None,
            body: Text(vec![
                block(SegmentKind::Paragraph, &format!("<p>{}</p>", report.text)),
                block(SegmentKind::Figure, PICTURE),
            ]),
            picture: Some(Lead {
                url: "https://bote.example/kran.jpg".to_owned(),
                alt: "A crane".to_owned(),
                caption: "At the quay".to_owned(),
                ..Lead::default()
            }),
            media_due_at: Some(now()),
            sections: report.sections.clone(),
        },
        page_due_at: Some(now()),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a test's own words need no cleaning"
)]
fn block(kind: SegmentKind, markup: &str) -> Segment {
    Segment {
        kind,
        html: Html::from_cleaned(markup.to_owned()),
        cut: None,
        lang: None,
    }
}
