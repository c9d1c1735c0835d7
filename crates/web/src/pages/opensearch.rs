//! `/opensearch.xml`: how a browser searches here.

use crate::answer::{Answer, CachePolicy};
use crate::ask::Ask;
use crate::feeds::Xml;

pub(crate) fn answer(ask: &Ask) -> Answer {
    let site = &ask.app.portal.site;
    let template = format!("{}?q={{searchTerms}}", ask.absolute(&ask.link("/search")));
    let mut xml = Xml::new();
    xml.open(
        "OpenSearchDescription",
        &[("xmlns", "http://a9.com/-/spec/opensearch/1.1/")],
    );
    // The specification allows 16 characters, browsers show what they get.
    xml.text("ShortName", &site.name);
    xml.text(
        "Description",
        &ask.edition.text_with("opensearch", &[("site", &site.name)]),
    );
    xml.text("InputEncoding", "UTF-8");
    xml.text("Language", ask.edition.lang.as_str());
    xml.empty(
        "Url",
        &[
            ("type", "text/html"),
            ("method", "get"),
            ("template", &template),
        ],
    );
    xml.close("OpenSearchDescription");
    Answer::new(
        "application/opensearchdescription+xml; charset=utf-8",
        xml.finish(),
        CachePolicy::Page,
    )
}
