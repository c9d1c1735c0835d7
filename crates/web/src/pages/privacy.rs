//! `/privacy`: what this portal knows of its readers, which is next to nothing.

use serde::Serialize;

use crate::answer::Answer;
use crate::ask::Ask;
use crate::editions::Edition;
use crate::failure::Failure;
use crate::site::Site;
use crate::view::Head;

/// What the portal knows of its readers.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Privacy {
    /// Who is responsible; may be empty.
    pub(crate) operator: String,
    /// Where to write; may be empty.
    pub(crate) email: String,
    /// The imprint.
    pub(crate) imprint_href: String,
}

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let head = Head {
        title: ask.edition.text("nav-privacy"),
        ..Head::default()
    };
    let page = Privacy::new(&ask.edition, &ask.app.portal.site);
    ask.page("privacy.html", head, &page).await
}

impl Privacy {
    fn new(edition: &Edition, site: &Site) -> Self {
        Self {
            operator: site.imprint.operator.clone(),
            email: site.imprint.email.clone(),
            imprint_href: edition.path("/imprint"),
        }
    }

    /// How it looks.
    pub(crate) fn sample(edition: &Edition) -> Self {
        Self {
            operator: "Nordkurs Verlag GmbH".to_owned(),
            email: "post@nordkurs.example".to_owned(),
            ..Self::new(edition, &Site::default())
        }
    }
}
