//! What the operator says of the portal.

use std::path::PathBuf;

use depesche_model::Lang;
use serde::Serialize;

/// What the operator says of the portal.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its name, in the head of every page.
    pub name: String,
    /// One sentence on what it is; may be empty.
    pub description: String,
    /// Where it is reached (`https://news.example`), without a path. Feeds and sitemaps need
    /// absolute links; where it is `None` they are made from the request's own host.
    pub base_url: Option<String>,
    /// Its editions. The first is at `/`, each further one under `/{lang}/`. Languages that we
    /// have no texts for are left out; where none is left the edition is English.
    pub languages: Vec<Lang>,
    /// Its time zone by its IANA name (`Europe/Berlin`).
    pub time_zone: String,
    /// Who stands behind it.
    pub imprint: Imprint,
    /// Where a reader reports an error: a `mailto:` or `https:` URL. Empty: the imprint's address.
    pub contact_url: String,
    /// A folder of templates and `look.css` that override the built-in ones file by file.
    pub theme_folder: Option<PathBuf>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            name: "Depesche".to_owned(),
            description: String::new(),
            base_url: None,
            languages: ["de", "en"].into_iter().filter_map(Lang::parse).collect(),
            time_zone: "Europe/Berlin".to_owned(),
            imprint: Imprint::default(),
            contact_url: String::new(),
            theme_folder: None,
        }
    }
}

/// Who stands behind the portal (§ 5 DDG, § 18 `MStV`). What is empty is not shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imprint {
    /// The person or company that runs it.
    pub operator: String,
    /// The postal address, a line each.
    pub address: String,
    /// An address for mail.
    pub email: String,
    /// A telephone number.
    pub phone: String,
    /// The person who is responsible for the content, with an address (§ 18 (2) `MStV`).
    pub responsible: String,
    /// The register and the number in it.
    pub register: String,
    /// The VAT number.
    pub vat_id: String,
}

impl Imprint {
    /// Whether there is what the law asks of everybody: a name, a postal address and a mail
    /// address.
    pub fn is_complete(&self) -> bool {
        [&self.operator, &self.address, &self.email]
            .iter()
            .all(|field| !field.trim().is_empty())
    }
}
