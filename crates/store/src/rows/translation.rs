//! Translations, perhaps of an outer join.

use depesche_model::{Lang, Review, TextState, Translation, Translator};

use crate::StoreError;
use crate::body::Unpacker;
use crate::sql::Columns;

/// Without the text: that is `translations.body`, read by [`with_body`].
macro_rules! translation_columns {
    () => {
        "translations.lang, translations.from_lang, translations.version, translations.title,
        translations.lead, translations.alt, translations.caption, translations.text_state,
        translations.engines, translations.glossary, translations.made_at,
        translations.reviewed_by, translations.reviewed_at, translations.reviewed_changes"
    };
}
pub(crate) use translation_columns;

/// The newest version's translation into the language that an argument names, where there is one.
macro_rules! translation_join {
    ($lang:literal) => {
        concat!(
            "
            left join translations on translations.article_id = articles.id
                and translations.lang = ",
            $lang,
            "
                and translations.version = articles.version
            "
        )
    };
}
pub(crate) use translation_join;

/// Reads [`translation_columns`]; `None` where the join found nothing.
pub(crate) fn translation(at: &mut Columns<'_>) -> Result<Option<Translation>, StoreError> {
    let (lang, from) = (at.maybe_text()?, at.maybe_text()?);
    let version = maybe_small(at)?;
    let (title, lead, alt, caption) = (
        at.maybe_text()?,
        at.maybe_text()?,
        at.maybe_text()?,
        at.maybe_text()?,
    );
    let (state, engines) = (at.maybe_text()?, at.maybe_text()?);
    let (glossary, made_at) = (maybe_small(at)?, at.maybe_time()?);
    let review = review(at)?;
    let languages = languages(lang.as_deref(), from.as_deref());
    let (Some((lang, from)), Some(made_at)) = (languages, made_at) else {
        return Ok(None);
    };
    Ok(Some(Translation {
        lang,
        from,
        version,
        title,
        lead,
        alt,
        caption,
        text: TextState::parse(&state.unwrap_or_default()),
        body: Vec::new(),
        engines: translators(&engines.unwrap_or_default()),
        glossary,
        made_at,
        review,
    }))
}

/// The same with the text, whose column comes next.
pub(crate) fn with_body(
    at: &mut Columns<'_>,
    unpacker: &mut Unpacker,
) -> Result<Option<Translation>, StoreError> {
    let translation = translation(at)?;
    let packed = at.maybe_blob()?;
    let Some(mut translation) = translation else {
        return Ok(None);
    };
    translation.body = unpacker.unpack_translation(packed.unwrap_or_default())?;
    Ok(Some(translation))
}

fn languages(lang: Option<&str>, from: Option<&str>) -> Option<(Lang, Lang)> {
    Some((Lang::parse(lang?)?, Lang::parse(from?)?))
}

/// The columns `reviewed_by`, `reviewed_at` and `reviewed_changes`.
fn review(at: &mut Columns<'_>) -> Result<Option<Review>, StoreError> {
    let (by, when) = (at.maybe_text()?, at.maybe_time()?);
    let changed = maybe_small(at)?;
    Ok(by.zip(when).map(|(by, at)| Review { by, at, changed }))
}

/// Who translated, as the column says; nobody where that cannot be read.
fn translators(column: &str) -> Vec<Translator> {
    serde_json::from_str(column).unwrap_or_default()
}

fn maybe_small(at: &mut Columns<'_>) -> Result<u32, StoreError> {
    let number = at.maybe_int()?.unwrap_or_default();
    Ok(u32::try_from(number).unwrap_or_default())
}
