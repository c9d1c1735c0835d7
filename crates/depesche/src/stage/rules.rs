//! A source's own rules, where the pipeline and the commands read its pages.

use depesche_model::{Source, SourceId};
use depesche_read::Page;
use depesche_read::rule::{Followed, SiteRules};
use depesche_store::StoreError;

use crate::house::House;
use crate::logged;

/// A source's own rules; `None` where it has none.
///
/// # Errors
/// When the store fails.
pub(crate) async fn known(
    house: &House,
    source: SourceId,
) -> Result<Option<SiteRules>, StoreError> {
    let found = house.store.site_rules(source, 1).await?;
    let Some(newest) = found.first() else {
        return Ok(None);
    };
    match SiteRules::read(&newest.take, &newest.drop) {
        Ok(rules) => Ok(Some(rules).filter(|rules| !rules.is_empty())),
        // They were read when they were saved, by another version of this program.
        Err(error) => {
            tracing::warn!(source = %source, "its rules are not followed: {error}");
            Ok(None)
        }
    }
}

/// Notes whether a page fitted its source's rules, and logs where it did not.
///
/// # Errors
/// When the store fails.
pub(crate) async fn note(house: &House, source: &Source, page: &Page) -> Result<(), StoreError> {
    // What stands in the place of an article says nothing of them.
    let Some(followed) = page.rules.filter(|_| page.obstacle.is_none()) else {
        return Ok(());
    };
    if followed != Followed::Yes {
        let (slug, url) = (&source.slug, logged::address(&page.url));
        let complaint = page.complaints.iter().find(|text| text.contains("rules"));
        let complaint = complaint.map_or("", String::as_str);
        tracing::warn!(source = %slug, %url, "{complaint}");
    }
    let input = (source.id, followed == Followed::Yes, (house.clock)());
    house
        .store
        .write(&input, |tx, (source, were_followed, now)| {
            Box::pin(tx.note_site_rules(*source, *were_followed, *now))
        })
        .await
}
