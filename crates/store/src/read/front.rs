//! What the front page's order is made of.

use std::collections::HashMap;

use depesche_model::{ArticleId, SectionId, SourceId};
use jiff::Timestamp;

use crate::poll::FrontCandidate;
use crate::sql::args;
use crate::{Store, StoreError};

impl Store {
    /// What the front page may hold: the newest articles published at or after `since`, at most
    /// `limit`, newest first.
    pub async fn front_candidates(
        &self,
        since: Timestamp,
        limit: u32,
    ) -> Result<Vec<FrontCandidate>, StoreError> {
        let rows = self
            .read
            .rows(
                "select articles.id, articles.source_id, articles.published_at,
                    cast(length(articles.lead) as bigint)
                from articles
                join sources on sources.id = articles.source_id
                where articles.published_at >= $1
                    and articles.deleted_at is null
                    and sources.policy_text <> 'private'
                order by articles.published_at desc, articles.id desc
                limit $2",
                args![since, limit],
            )
            .await?;
        let candidates = rows.iter().map(|row| {
            let mut at = row.columns();
            Ok(FrontCandidate {
                id: ArticleId(at.int()?),
                source: SourceId(at.int()?),
                sections: Vec::new(),
                published_at: at.time()?,
                lead_chars: at.small()?,
            })
        });
        let mut candidates = candidates.collect::<Result<Vec<_>, StoreError>>()?;
        self.put_sections_into(&mut candidates).await?;
        Ok(candidates)
    }

    async fn put_sections_into(&self, candidates: &mut [FrontCandidate]) -> Result<(), StoreError> {
        let ids: Vec<_> = candidates.iter().map(|candidate| candidate.id).collect();
        let mut sections: HashMap<ArticleId, Vec<SectionId>> = HashMap::new();
        for (article, section) in self.sections_of(&ids).await? {
            sections.entry(article).or_default().push(section);
        }
        for candidate in candidates {
            candidate.sections = sections.remove(&candidate.id).unwrap_or_default();
        }
        Ok(())
    }
}
