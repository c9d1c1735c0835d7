//! `/sections/{slug}`: a section's articles by time.

use depesche_model::Audience;

use super::list::{List, part};
use crate::answer::Answer;
use crate::ask::Ask;
use crate::failure::Failure;
use crate::feeds::channel;
use crate::routes::Format;
use crate::view::Head;

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let sections = ask.app.sections().await?;
    let section = sections
        .into_iter()
        .find(|section| section.slug == ask.slug)
        .ok_or(Failure::NotFound)?;
    let found = ask
        .store()
        .of_section(section.id, ask.part()?, &ask.edition.lang)
        .await?;
    if ask.format != Format::Html {
        return channel(ask, section.title, found).await;
    }
    let mut list = List::new(ask, section.title.clone(), &part(found, Audience::Public));
    list.intro = section.notice;
    let head = Head {
        title: section.title,
        alternates: list.feeds.clone(),
        ..Head::default()
    };
    ask.page("list.html", head, &list).await
}
