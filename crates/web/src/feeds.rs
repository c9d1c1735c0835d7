//! Lists as feeds: Atom, RSS, JSON Feed. What is in them passed the gate for feeds.

mod atom;
mod json;
mod rss;
mod xml;

pub(crate) use xml::Xml;

use std::collections::HashMap;

use depesche_model::gate::{Translated, show};
use depesche_model::{Audience, Held, Shown, TextPolicy};
use jiff::Timestamp;

use crate::answer::{Answer, CachePolicy};
use crate::ask::Ask;
use crate::failure::Failure;
use crate::pages::article::{Label, Stand, source_type};
use crate::pages::list::part;
use crate::routes::{Format, Page};
use crate::templates::escaped;
use crate::view::{Disclosure, Reading, Words, http_url, piece_path};

/// Who names the degrees of disclosure.
const DISCLOSURES: &str = "https://www.w3.org/community/ai-content-disclosure/";

/// A list, on its way into a feed. Links are absolute where we know our host.
struct Channel {
    /// The portal's name and the list's.
    title: String,
    /// What the portal says of itself; may be empty.
    subtitle: String,
    /// The edition's language.
    lang: String,
    /// The list's page.
    page: String,
    /// This feed.
    here: String,
    /// The list's name for ever.
    id: String,
    /// When the newest change was; where there is nothing, 1970.
    updated: Timestamp,
    items: Vec<ChannelItem>,
}

/// An article in a feed.
struct ChannelItem {
    /// Its name for ever, whatever becomes of its headline.
    id: String,
    title: Words,
    /// Our page of it.
    link: String,
    /// The original; empty where the source gives no link.
    original: String,
    /// The words that may be shown.
    excerpt: Option<Words>,
    /// The whole text, where it may be shown.
    body: Option<String>,
    /// How it came into the feed's language, where it was translated.
    translated: Option<ChannelTranslation>,
    /// Our copy of the picture that stands for it.
    image: Option<String>,
    lang: Option<String>,
    byline: String,
    published: Timestamp,
    updated: Timestamp,
    source: ChannelSource,
}

/// How an article in a feed was translated.
struct ChannelTranslation {
    /// That it was, and what of it was not, in words.
    label: String,
    disclosure: Disclosure,
    /// The IPTC's word for it.
    source_type: String,
    /// Our page of the original, and its language.
    original: String,
    from: String,
    made: Translated,
}

/// The source of an article in a feed.
struct ChannelSource {
    id: String,
    name: String,
    /// Its home page; may be empty.
    home: String,
    /// Our feed of it.
    feed: String,
    licence: String,
}

/// A list as a feed: the articles that may go out in feeds, with their texts where their sources
/// allow the whole of them.
pub(crate) async fn channel(ask: &Ask, title: String, found: Vec<Held>) -> Result<Answer, Failure> {
    let mut listed = part(found, Audience::Feeds).shown;
    let open: Vec<_> = listed
        .iter()
        .filter(|shown| shown.policy.text == TextPolicy::Full)
        .map(|shown| shown.id)
        .collect();
    let whole = ask.store().whole_articles(&open, &ask.edition.lang).await?;
    let mut whole: HashMap<_, _> = whole
        .into_iter()
        .filter_map(|held| show(held, Audience::Feeds))
        .map(|shown| (shown.id, shown))
        .collect();
    for shown in &mut listed {
        if let Some(whole) = whole.remove(&shown.id) {
            *shown = whole;
        }
    }
    Channel::new(ask, title, &listed).answer(ask)
}

impl Channel {
    /// What is shown, as a feed of the list that was asked for.
    fn new(ask: &Ask, title: String, shown: &[Shown]) -> Self {
        let site = &ask.app.portal.site;
        let list = if ask.page == Page::Front {
            "/"
        } else {
            &ask.path
        };
        let query = if ask.q.is_empty() {
            String::new()
        } else {
            let query = url::form_urlencoded::byte_serialize(ask.q.as_bytes());
            format!("?q={}", query.collect::<String>())
        };
        let title = if title == site.name {
            title
        } else {
            format!("{title} – {}", site.name)
        };
        Self {
            title,
            subtitle: site.description.clone(),
            lang: ask.edition.lang.to_string(),
            page: ask.absolute(&format!("{}{query}", ask.link(list))),
            here: ask.absolute(&format!(
                "{}{}{query}",
                ask.link(&ask.path),
                ask.format.ending()
            )),
            id: tag(ask, &format!("{}{query}", ask.link(list))),
            updated: shown
                .iter()
                .map(updated)
                .max()
                .unwrap_or(Timestamp::UNIX_EPOCH),
            items: shown
                .iter()
                .map(|shown| ChannelItem::new(ask, shown))
                .collect(),
        }
    }

    /// The feed in the format that was asked for.
    fn answer(&self, ask: &Ask) -> Result<Answer, Failure> {
        let (mime, body) = match ask.format {
            Format::Atom => ("application/atom+xml; charset=utf-8", atom::write(self)),
            Format::Rss => ("application/rss+xml; charset=utf-8", rss::write(self)),
            Format::Json => ("application/feed+json; charset=utf-8", json::write(self)),
            Format::Html | Format::Machine => return Err(Failure::NotFound),
        };
        Ok(Answer::new(mime, body, CachePolicy::Feed))
    }
}

impl ChannelItem {
    fn new(ask: &Ask, shown: &Shown) -> Self {
        let edition = &ask.edition;
        let reading = Reading::new(shown, edition);
        let lang = match reading.translation {
            Some(made) => Some(&made.lang),
            None => shown.language.as_ref(),
        };
        Self {
            id: tag(ask, &format!("/articles/{}", shown.id)),
            title: reading.title(),
            link: ask.absolute(&ask.link(&piece_path(shown))),
            original: http_url(&shown.url),
            excerpt: reading.excerpt(),
            body: reading.body(&ask.absolute("")),
            translated: ChannelTranslation::new(ask, shown),
            image: reading.figure().map(|picture| ask.absolute(&picture.src)),
            lang: lang.map(ToString::to_string),
            byline: shown.byline.clone(),
            published: shown.published_at,
            updated: updated(shown),
            source: ChannelSource {
                id: tag(ask, &format!("/sources/{}", shown.source_slug)),
                name: shown.source_name.clone(),
                home: http_url(&shown.source_home),
                feed: ask.absolute(&format!(
                    "{}{}",
                    crate::view::SourceRef::of(shown, &ask.edition).href,
                    ask.format.ending()
                )),
                licence: shown.licence.clone(),
            },
        }
    }
}

impl ChannelTranslation {
    fn new(ask: &Ask, shown: &Shown) -> Option<Self> {
        let made = Reading::new(shown, &ask.edition).translation?;
        let label = Label::new(shown, &ask.edition, Stand::Translation)?;
        let mut sentences = vec![format!("{}.", label.text)];
        sentences.extend(label.notes);
        Some(Self {
            label: sentences.join(" "),
            disclosure: Disclosure::of(made),
            source_type: source_type(made),
            original: ask.absolute(&ask.link(&format!("/articles/{}/original", shown.id))),
            from: made.from.to_string(),
            made: made.clone(),
        })
    }
}

impl ChannelTranslation {
    /// That a machine translated it, as categories: whose words they are, and the word.
    fn categories(&self) -> impl Iterator<Item = (&str, &str)> {
        let iptc = self.source_type.rsplit_once('/');
        std::iter::once((DISCLOSURES, self.disclosure.degree)).chain(iptc)
    }
}

impl ChannelItem {
    /// The whole text as markup, the label before it.
    fn content(&self) -> Option<String> {
        let body = self.body.as_ref()?;
        Some(match &self.translated {
            Some(it) => format!("<p><em>{}</em></p>\n{body}", escaped(&it.label)),
            None => body.clone(),
        })
    }

    /// The words that may be shown, the label before them, `between` them both; empty where there
    /// is nothing to say.
    fn summary(&self, between: &str) -> String {
        let label = self.translated.as_ref().map(|it| it.label.as_str());
        let excerpt = self.excerpt.as_ref().map(|words| words.text.as_str());
        let parts: Vec<&str> = label.into_iter().chain(excerpt).collect();
        parts.join(between)
    }

    /// The language of some of its words, where that is not its own.
    fn other_lang<'a>(&'a self, words: &'a Words) -> Option<&'a str> {
        let lang = words.lang.as_deref().filter(|_| self.translated.is_some());
        lang.filter(|lang| !lang.is_empty())
    }
}

/// When it changed last: a translation is a change too, or readers would keep the original.
fn updated(shown: &Shown) -> Timestamp {
    let made = shown.translation.as_ref().map(|made| made.made_at);
    made.map_or(shown.changed_at, |made| made.max(shown.changed_at))
}

/// A name for ever (RFC 4151): the year is that of the scheme's beginning, not the item's.
fn tag(ask: &Ask, path: &str) -> String {
    let base = ask.base.as_deref().unwrap_or("localhost");
    let host = base.rsplit('/').next().unwrap_or(base);
    let host = host.split(':').next().unwrap_or(host);
    format!("tag:{host},2026:{path}")
}

/// RFC 3339 in UTC, to the second.
fn rfc3339(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use depesche_model::TextPolicy;

    use crate::house::{House, Outlet, Report};

    async fn house() -> House {
        let house = House::open().await;
        let outlet = Outlet {
            lang: "en",
            ..Outlet::new("bote", TextPolicy::Headline)
        };
        let report = Report::new("Ice & <snow>\u{c}", "Slippery \"roads\".");
        house.publish(&outlet, &[report]).await;
        house
    }

    #[tokio::test]
    async fn atom_names_the_source_and_leads_to_the_original() {
        let feed = house().await.get("/latest.atom").await;
        assert_eq!(
            feed.header("content-type"),
            "application/atom+xml; charset=utf-8"
        );
        feed.has(&[
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\">",
            "<entry xml:lang=\"en\"><title>Ice &amp; &lt;snow&gt;",
            "<id>tag:news.example,2026:/articles/1</id>",
            "<link rel=\"alternate\" type=\"text/html\" href=\"https://news.example/articles/1/ice-snow\"/>",
            "<link rel=\"via\" href=\"https://outlet.example/ice-snow\"/>",
            "<source><title>bote</title>",
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"https://news.example/latest.atom\"/>",
            "<published>2026-11-22T09:02:00Z</published>",
        ]);
        feed.lacks(&["\u{c}"]);
    }

    #[tokio::test]
    async fn rss_names_the_source_and_its_dates_are_those_of_mail() {
        let feed = house().await.get("/sources/bote.rss").await;
        feed.has(&[
            "<pubDate>Sun, 22 Nov 2026 09:02:00 GMT</pubDate>",
            "<source url=\"https://news.example/sources/bote.rss\">bote</source>",
            "<guid isPermaLink=\"false\">tag:news.example,2026:/articles/1</guid>",
            "<dc:language>en</dc:language>",
        ]);
    }

    #[tokio::test]
    async fn json_feed_says_the_same() {
        let feed = house().await.get("/en/front.json").await;
        let feed: serde_json::Value = serde_json::from_str(&feed.body).expect("JSON");
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
        assert_eq!(feed["home_page_url"], "https://news.example/en/");
        let item = &feed["items"][0];
        assert_eq!(item["external_url"], "https://outlet.example/ice-snow");
        assert_eq!(item["url"], "https://news.example/en/articles/1/ice-snow");
        assert_eq!(item["authors"][0]["name"], "bote");
        assert_eq!(item["language"], "en");
        assert_eq!(item["content_text"], "Slippery \"roads\".");
    }

    #[tokio::test]
    async fn a_source_that_keeps_out_of_feeds_is_on_pages_alone() {
        let house = House::open().await;
        let outlet = Outlet {
            feeds: false,
            ..Outlet::new("bote", TextPolicy::Headline)
        };
        house
            .publish(&outlet, &[Report::new("Eis", "Glatt.")])
            .await;
        house.get("/latest").await.has(&[">Eis</a>"]);
        for path in [
            "/latest.atom",
            "/front.rss",
            "/sources/bote.json",
            "/search.atom?q=eis",
        ] {
            house.get(path).await.lacks(&["Eis<", "\"Eis\"", "Glatt"]);
        }
        house.get("/feeds").await.lacks(&["/sources/bote.atom"]);
    }
}
