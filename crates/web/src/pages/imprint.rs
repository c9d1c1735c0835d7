//! `/imprint`: who stands behind the portal (§ 5 DDG, § 18 `MStV`).

use serde::Serialize;

use crate::answer::Answer;
use crate::ask::Ask;
use crate::failure::Failure;
use crate::site::Imprint;
use crate::view::Head;

/// Who stands behind the portal.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ImprintPage {
    /// As the operator gave it.
    pub(crate) imprint: Imprint,
    /// The lines of the address.
    pub(crate) address: Vec<String>,
    /// Whether there is what the law asks of everybody.
    pub(crate) is_complete: bool,
}

pub(crate) async fn answer(ask: &Ask) -> Result<Answer, Failure> {
    let head = Head {
        title: ask.edition.text("nav-imprint"),
        ..Head::default()
    };
    let page = ImprintPage::new(&ask.app.portal.site.imprint);
    ask.page("imprint.html", head, &page).await
}

impl ImprintPage {
    fn new(imprint: &Imprint) -> Self {
        Self {
            address: imprint
                .address
                .lines()
                .map(|line| line.trim().to_owned())
                .filter(|line| !line.is_empty())
                .collect(),
            is_complete: imprint.is_complete(),
            imprint: imprint.clone(),
        }
    }

    /// How it looks filled in.
    pub(crate) fn sample() -> Self {
        Self::new(&Imprint {
            operator: "Nordkurs Verlag GmbH".to_owned(),
            address: "Am Hafen 1\n00000 Musterstadt".to_owned(),
            email: "post@nordkurs.example".to_owned(),
            phone: "+49 000 000000".to_owned(),
            responsible: "Mara Muster, Am Hafen 1, 00000 Musterstadt".to_owned(),
            register: "Amtsgericht Musterstadt, HRB 0000".to_owned(),
            vat_id: "DE000000000".to_owned(),
        })
    }

    /// How it looks before anybody filled it in.
    pub(crate) fn empty_sample() -> Self {
        Self::new(&Imprint::default())
    }
}
