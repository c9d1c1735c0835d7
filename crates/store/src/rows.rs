//! Rows turned back into nouns. Each list of columns stands beside the function that reads it.

use depesche_model::picture::{Format, Lead, Size};
use depesche_model::websub::Secret;
use depesche_model::{
    Article, ArticleId, Body, Criterion, EntryKeys, Feed, FeedId, Held, Lang, Languages, Moved,
    Notes, Picture, Policy, Restrictions, Rhythm, Section, SectionId, Source, SourceId,
    Subscription, SubscriptionId, SubscriptionState, Term, TextPolicy, Trouble, Validators, Wishes,
};
use jiff::SignedDuration;

use crate::StoreError;
use crate::body::Unpacker;
use crate::poll::PageSeen;
use crate::sql::{Columns, Row};

mod translation;

pub(crate) use translation::{translation_columns, translation_join, with_body};

macro_rules! source_columns {
    () => {
        "sources.id, sources.slug, sources.name, sources.home, sources.owner, sources.country,
        sources.language, sources.licence, sources.policy_text, sources.policy_excerpt_chars,
        sources.policy_images, sources.policy_translation, sources.policy_ai,
        sources.policy_feeds, sources.policy_mail, sources.policy_basis, sources.restrictions,
        sources.added_at"
    };
}
pub(crate) use source_columns;

pub(crate) fn source(at: &mut Columns<'_>) -> Result<Source, StoreError> {
    Ok(Source {
        id: SourceId(at.int()?),
        slug: at.text()?,
        name: at.text()?,
        home: at.text()?,
        owner: at.text()?,
        country: at.text()?,
        language: language(at)?,
        licence: at.text()?,
        policy: policy(at)?,
        restrictions: Restrictions::from_bits(at.small()?),
        added_at: at.time()?,
    })
}

/// A word that this program does not know shows nothing: it is a newer program's.
fn policy(at: &mut Columns<'_>) -> Result<Policy, StoreError> {
    Ok(Policy {
        text: TextPolicy::parse(&at.text()?).unwrap_or(TextPolicy::Private),
        excerpt_chars: at.small()?,
        images: at.truth()?,
        translation: at.truth()?,
        ai: at.truth()?,
        feeds: at.truth()?,
        mail: at.truth()?,
        basis: at.text()?,
    })
}

macro_rules! feed_columns {
    () => {
        "feeds.id, feeds.source_id, feeds.url, feeds.title, feeds.added_at, feeds.next_fetch_at,
        feeds.interval_ms, feeds.etag, feeds.last_modified, feeds.body_hash, feeds.last_try_at,
        feeds.last_success_at, feeds.last_full_at, feeds.last_outcome, feeds.failures,
        feeds.ended_at, feeds.entries, feeds.criterion, feeds.gone_at, feeds.moved_to,
        feeds.moved_since, feeds.moved_sightings, feeds.rhythm, feeds.newest_at,
        feeds.least_wait_ms, feeds.skip_hours, feeds.skip_days, feeds.restrictions,
        feeds.failing_since, feeds.trouble, feeds.proposed_url, feeds.searched_at, feeds.languages"
    };
}
pub(crate) use feed_columns;

pub(crate) fn feed(at: &mut Columns<'_>) -> Result<Feed, StoreError> {
    Ok(Feed {
        id: FeedId(at.int()?),
        source_id: SourceId(at.int()?),
        url: at.text()?,
        title: at.text()?,
        added_at: at.time()?,
        next_fetch_at: at.time()?,
        interval: SignedDuration::from_millis(at.int()?),
        validators: Validators {
            etag: at.maybe_text()?,
            last_modified: at.maybe_text()?,
        },
        body_hash: at.maybe_text()?,
        last_try_at: at.maybe_time()?,
        last_success_at: at.maybe_time()?,
        last_full_at: at.maybe_time()?,
        last_outcome: at.text()?,
        failures: at.small()?,
        ended_at: at.maybe_time()?,
        entries: at.count()?,
        criterion: Criterion::parse(&at.text()?),
        notes: notes(at)?,
        languages: Languages::parse(&at.text()?),
    })
}

fn notes(at: &mut Columns<'_>) -> Result<Notes, StoreError> {
    Ok(Notes {
        gone_at: at.maybe_time()?,
        moved: moved(at)?,
        rhythm: Rhythm::parse(&at.text()?),
        newest_at: at.maybe_time()?,
        wishes: Wishes {
            least_wait: SignedDuration::from_millis(at.int()?),
            skip_hours: at.small()?,
            skip_days: at.small()?,
        },
        restrictions: Restrictions::from_bits(at.small()?),
        failing_since: at.maybe_time()?,
        trouble: Trouble::parse(&at.text()?),
        proposed_url: at.maybe_text()?,
        searched_at: at.maybe_time()?,
    })
}

/// The columns `moved_to`, `moved_since` and `moved_sightings`.
fn moved(at: &mut Columns<'_>) -> Result<Option<Moved>, StoreError> {
    let (to, since, sightings) = (at.maybe_text()?, at.maybe_time()?, at.small()?);
    Ok(to.zip(since).map(|(to, since)| Moved {
        to,
        since,
        sightings,
    }))
}

macro_rules! article_columns {
    () => {
        "articles.id, articles.source_id, articles.url, articles.title, articles.byline,
        articles.lead, articles.picture, (
            select media.hash || ' ' || media.format || ' ' || media.sizes
            from article_media
            join media on media.hash = article_media.hash
            where article_media.article_id = articles.id and article_media.is_lead = 1
        ), articles.language, articles.published_at, articles.modified_at,
        articles.first_seen_at, articles.changed_at, articles.version, articles.deleted_at,
        articles.restrictions"
    };
}
pub(crate) use article_columns;

pub(crate) fn article(at: &mut Columns<'_>) -> Result<Article, StoreError> {
    Ok(Article {
        id: ArticleId(at.int()?),
        source_id: SourceId(at.int()?),
        url: at.text()?,
        title: at.text()?,
        byline: at.text()?,
        lead: at.text()?,
        picture: lead_and_kept(at)?,
        language: language(at)?,
        published_at: at.time()?,
        modified_at: at.maybe_time()?,
        first_seen_at: at.time()?,
        changed_at: at.time()?,
        version: at.small()?,
        deleted_at: at.maybe_time()?,
        restrictions: Restrictions::from_bits(at.small()?),
    })
}

/// The picture that stands for an article, and what is kept of it (one column: hash, format and
/// sizes, parted by spaces, so that a list asks for it beside everything else).
fn lead_and_kept(at: &mut Columns<'_>) -> Result<Option<Lead>, StoreError> {
    let picture = lead(&at.text()?);
    let kept = at.maybe_text()?;
    let mut parts = kept.as_deref().unwrap_or_default().splitn(3, ' ');
    let kept = match (parts.next(), parts.next(), parts.next()) {
        (Some(hash), Some(format), Some(sizes)) => picture_of(hash, format, sizes),
        _ => None,
    };
    Ok(picture.map(|lead| Lead { kept, ..lead }))
}

/// The picture that stands for an article, as its column says; none where that cannot be read.
pub(crate) fn lead(column: &str) -> Option<Lead> {
    serde_json::from_str(column).ok()
}

macro_rules! media_columns {
    () => {
        "media.hash, media.format, media.sizes"
    };
}
pub(crate) use media_columns;

pub(crate) fn picture(at: &mut Columns<'_>) -> Result<Picture, StoreError> {
    let (hash, format, sizes) = (at.text()?, at.text()?, at.text()?);
    let picture = picture_of(&hash, &format, &sizes);
    picture.ok_or_else(|| StoreError::Other(format!("the row of the picture {hash} is damaged")))
}

/// The same of an outer join.
pub(crate) fn maybe_picture(at: &mut Columns<'_>) -> Result<Option<Picture>, StoreError> {
    let (hash, format, sizes) = (at.maybe_text()?, at.maybe_text()?, at.maybe_text()?);
    Ok(match (hash, format, sizes) {
        (Some(hash), Some(format), Some(sizes)) => picture_of(&hash, &format, &sizes),
        _ => None,
    })
}

fn picture_of(hash: &str, format: &str, sizes: &str) -> Option<Picture> {
    let sizes: Vec<(u32, u32, u64)> = serde_json::from_str(sizes).ok()?;
    let sizes = sizes.into_iter().map(|(width, height, bytes)| Size {
        width,
        height,
        bytes,
    });
    Some(Picture {
        hash: hash.to_owned(),
        format: Format::parse(format)?,
        sizes: sizes.collect(),
    })
}

/// Article columns, source columns, then translation columns.
pub(crate) fn held(at: &mut Columns<'_>) -> Result<Held, StoreError> {
    let held = Held::new(article(at)?, source(at)?, None);
    Ok(held.with_translation(translation::translation(at)?))
}

/// The same with a text, and behind all the translation's.
pub(crate) fn held_whole(
    at: &mut Columns<'_>,
    body: Body,
    unpacker: &mut Unpacker,
) -> Result<Held, StoreError> {
    let held = Held::new(article(at)?, source(at)?, Some(body));
    Ok(held.with_translation(with_body(at, unpacker)?))
}

macro_rules! section_columns {
    () => {
        "sections.id, sections.slug, sections.title, sections.query, sections.notice,
        sections.position"
    };
}
pub(crate) use section_columns;

pub(crate) fn section(at: &mut Columns<'_>) -> Result<Section, StoreError> {
    Ok(Section {
        id: SectionId(at.int()?),
        slug: at.text()?,
        title: at.text()?,
        query: at.text()?,
        notice: at.text()?,
        position: at.small()?,
    })
}

macro_rules! subscription_columns {
    () => {
        "subscriptions.id, subscriptions.feed_id, subscriptions.hub, subscriptions.topic,
        subscriptions.callback, subscriptions.secret, subscriptions.state,
        subscriptions.begun_at, subscriptions.requested_at, subscriptions.lease_until,
        subscriptions.next_at, subscriptions.failures, subscriptions.last_outcome,
        subscriptions.delivered_at, subscriptions.hinted_at, subscriptions.polled_at,
        subscriptions.missed"
    };
}
pub(crate) use subscription_columns;

pub(crate) fn subscription(at: &mut Columns<'_>) -> Result<Subscription, StoreError> {
    Ok(Subscription {
        id: SubscriptionId(at.int()?),
        feed_id: FeedId(at.int()?),
        hub: at.text()?,
        topic: at.text()?,
        callback: Secret::new(at.text()?),
        secret: Secret::new(at.text()?),
        state: SubscriptionState::parse(&at.text()?),
        begun_at: at.time()?,
        requested_at: at.maybe_time()?,
        lease_until: at.maybe_time()?,
        next_at: at.time()?,
        failures: at.small()?,
        last_outcome: at.text()?,
        delivered_at: at.maybe_time()?,
        hinted_at: at.maybe_time()?,
        polled_at: at.maybe_time()?,
        missed: at.small()?,
    })
}

/// The columns of `pages` but for the first and `looked_at`, perhaps of an outer join.
pub(crate) fn page_seen(at: &mut Columns<'_>) -> Result<PageSeen, StoreError> {
    let validators = Validators {
        etag: at.maybe_text()?,
        last_modified: at.maybe_text()?,
    };
    let looks = at.maybe_int()?.unwrap_or_default();
    let (read_at, missing_since) = (at.maybe_time()?, at.maybe_time()?);
    let (word, since) = (at.maybe_text()?, at.maybe_time()?);
    Ok(PageSeen {
        validators,
        looks: u32::try_from(looks).unwrap_or(u32::MAX),
        read_at,
        missing_since,
        obstacle: word.filter(|word| !word.is_empty()).zip(since),
    })
}

/// The columns `guid_key`, `link_key` and `title_key`.
pub(crate) fn keys(at: &mut Columns<'_>) -> Result<EntryKeys, StoreError> {
    Ok(EntryKeys {
        guid: at.maybe_int()?,
        link: at.maybe_int()?,
        title: at.maybe_int()?,
    })
}

pub(crate) fn language(at: &mut Columns<'_>) -> Result<Option<Lang>, StoreError> {
    Ok(at.maybe_text()?.as_deref().and_then(Lang::parse))
}

/// The columns `term`, `translation`, `from_lang`, `to_lang` and `is_case_sensitive` of the glossary.
pub(crate) fn term(row: &Row) -> Result<Term, StoreError> {
    let mut at = row.columns();
    Ok(Term {
        term: at.text()?,
        translation: at.maybe_text()?,
        from: language(&mut at)?,
        to: language(&mut at)?,
        is_case_sensitive: at.truth()?,
    })
}
