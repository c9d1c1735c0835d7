//! What a translated page says of itself to machines (JSON-LD, schema.org): of which work it is a
//! translation, who translated, and that a machine did.

use depesche_model::Shown;
use depesche_model::gate::Translated;
use minijinja::Value;
use serde_json::{Value as Json, json};

use crate::ask::Ask;
use crate::view::{Item, http_url};

/// Where the IPTC's words for digital sources stand.
const SOURCE_TYPES: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/// The IPTC's word for what a translation is made by.
pub(crate) fn source_type(made: &Translated) -> String {
    let word = match made.review {
        Some(_) => "compositeWithTrainedAlgorithmicMedia",
        None => "trainedAlgorithmicMedia",
    };
    format!("{SOURCE_TYPES}{word}")
}

/// What stands in a script element of a translated page. Nothing in it can end that element.
pub(super) fn linked(ask: &Ask, shown: &Shown, item: &Item, made: &Translated) -> Value {
    let mut page = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "url": ask.absolute(&item.href),
        "headline": item.title.text,
        "inLanguage": made.lang,
        "datePublished": ask.edition.dates.machine(shown.published_at),
        "publisher": publisher(shown),
        "digitalSourceType": source_type(made),
        "translator": translators(made),
        "translationOfWork": {
            "@type": "NewsArticle",
            "headline": shown.title,
            "inLanguage": made.from,
            "publisher": publisher(shown),
        },
    });
    let original = http_url(&shown.url);
    if !original.is_empty() {
        page["translationOfWork"]["url"] = original.into();
    }
    if let Some(review) = &made.review {
        page["editor"] = json!({ "@type": "Person", "name": review.by });
    }
    Value::from_safe_string(page.to_string().replace('<', "\\u003c"))
}

fn publisher(shown: &Shown) -> Json {
    let mut publisher = json!({ "@type": "Organization", "name": shown.source_name });
    let home = http_url(&shown.source_home);
    if !home.is_empty() {
        publisher["url"] = home.into();
    }
    publisher
}

fn translators(made: &Translated) -> Vec<Json> {
    let software = made.engines.iter().map(|translator| {
        let mut software = json!({ "@type": "SoftwareApplication", "name": translator.engine });
        if !translator.model.is_empty() {
            software["softwareVersion"] = translator.model.clone().into();
        }
        software
    });
    software.collect()
}
