//! The front page's order decays with time: it is computed here and stored, so that the portal
//! only reads it.

use depesche_model::ArticleId;
use depesche_read::rank::{Candidate, front_page};
use depesche_store::StoreError;
use depesche_store::poll::Stage;
use jiff::SignedDuration;

use crate::house::House;

/// What is older stands on no front page.
const FRESH_FOR: SignedDuration = SignedDuration::from_hours(4 * 24);

/// How many articles are looked at.
const CANDIDATES: u32 = 600;

/// How many the front page may hold.
const LENGTH: usize = 60;

/// Computes the front page's order and stores it where it is not the `last` one. Gives the order.
pub(crate) async fn rank(house: &House, last: &[ArticleId]) -> Result<Vec<ArticleId>, StoreError> {
    let now = (house.clock)();
    let since = now.saturating_sub(FRESH_FOR).unwrap_or_default();
    let candidates: Vec<_> = house
        .store
        .front_candidates(since, CANDIDATES)
        .await?
        .into_iter()
        .map(|candidate| Candidate {
            id: candidate.id,
            source: candidate.source,
            sections: candidate.sections,
            published_at: candidate.published_at,
            lead_chars: candidate.lead_chars,
        })
        .collect();
    let order = front_page(&candidates, now, LENGTH);
    if order != last {
        let input = (order.clone(), now);
        house
            .store
            .write(&input, |tx, (order, now)| {
                Box::pin(tx.replace_front(order, *now))
            })
            .await?;
    }
    if !house.translation.chain.is_empty() {
        hasten(house, &order).await?;
    }
    Ok(order)
}

/// What stands on the front page is translated before all others.
async fn hasten(house: &House, order: &[ArticleId]) -> Result<(), StoreError> {
    let input = (order.to_vec(), (house.clock)());
    house
        .store
        .write(&input, |tx, (order, now)| {
            Box::pin(tx.hasten(Stage::Text, order, *now))
        })
        .await?;
    Ok(())
}
