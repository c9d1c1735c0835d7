//! Every template with its samples: what a theme is checked with, and what its author looks at.

use std::sync::Arc;

use depesche_model::{Section, SectionId};
use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use crate::app::render;
use crate::assets::Assets;
use crate::editions::Edition;
use crate::pages::{
    about, accessibility, article, error, feeds, front, gone, how_we_rank, imprint, list, privacy,
    search, source, sources, translation, versions,
};
use crate::site::Site;
use crate::view::{Around, Frame, Head, Link};

/// A page rendered from its sample.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Its name: the template's, and what it shows where there are several.
    pub name: String,
    /// The edition's language.
    pub lang: String,
    /// The page, or what is wrong with the template.
    pub page: Result<String, String>,
}

/// Renders every page of every edition from its sample, with the site's theme.
pub fn samples(site: &Site) -> Vec<Sample> {
    let assets = Assets::new(site.theme_folder.as_deref());
    let editions = Edition::all(site);
    let mut samples = Vec::new();
    for edition in &editions {
        for (name, path, page) in views(edition) {
            let template = name.split('+').next().unwrap_or(name);
            let frame = frame(site, &editions, edition, &assets, path);
            samples.push(Sample {
                name: name.to_owned(),
                lang: edition.lang.to_string(),
                page: render(edition, &format!("{template}.html"), &frame, &page)
                    .map_err(|failure| failure.to_string()),
            });
        }
    }
    samples
}

/// The paths of all assets: `/assets/…`.
pub fn assets(site: &Site) -> Vec<String> {
    Assets::new(site.theme_folder.as_deref()).paths()
}

/// The bytes of an asset under its path in the samples (`/assets/…`).
pub fn asset(site: &Site, path: &str) -> Option<Vec<u8>> {
    let assets = Assets::new(site.theme_folder.as_deref());
    let ready = assets.get(path.strip_prefix("/assets/")?)?;
    Some(ready.answer().body.to_vec())
}

/// A template's name with a state after `+`, the path it stands at, its view.
type View = (&'static str, &'static str, Value);

fn views(edition: &Edition) -> Vec<View> {
    vec![
        view("front", "/", front::Front::sample(edition)),
        view("front+empty", "/", front::Front::empty_sample(edition)),
        view("list", "/latest", list::List::sample(edition)),
        view("sources", "/sources", sources::Sources::sample(edition)),
        view(
            "source",
            "/sources/hafenbote",
            source::SourceSheet::sample(edition),
        ),
        view("article", "/articles/2/x", article::Piece::sample(edition)),
        view(
            "article+full",
            "/articles/1/x",
            article::Piece::full_sample(edition),
        ),
        view(
            "article+translated",
            "/articles/2/x",
            article::Piece::translated_sample(edition),
        ),
        view(
            "article+reviewed",
            "/articles/2/x",
            article::Piece::reviewed_sample(edition),
        ),
        view(
            "article+original",
            "/articles/2/original",
            article::Piece::original_sample(edition),
        ),
        view(
            "article+failed",
            "/articles/2/x",
            article::Piece::failed_sample(edition),
        ),
        view(
            "translation",
            "/articles/2/translation",
            translation::SideBySide::sample(edition),
        ),
        view(
            "versions",
            "/articles/1/versions",
            versions::Versions::sample(edition),
        ),
        view("gone", "/articles/3/x", gone::Gone::sample(edition)),
        view("search", "/search", search::Found::sample(edition)),
        view(
            "search+unasked",
            "/search",
            search::Found::unasked_sample(edition),
        ),
        view(
            "search+none",
            "/search",
            search::Found::none_sample(edition),
        ),
        view("feeds", "/feeds", feeds::Feeds::sample(edition)),
        view("about", "/about", about::About::sample(edition)),
        view(
            "how-we-rank",
            "/how-we-rank",
            how_we_rank::HowWeRank::sample(edition),
        ),
        view("imprint", "/imprint", imprint::ImprintPage::sample()),
        view(
            "imprint+empty",
            "/imprint",
            imprint::ImprintPage::empty_sample(),
        ),
        view("privacy", "/privacy", privacy::Privacy::sample(edition)),
        view(
            "accessibility",
            "/accessibility",
            accessibility::Accessibility {},
        ),
        view("error+404", "", error::Trouble::new(edition, 404)),
        view(
            "error+untranslated",
            "",
            error::Trouble::untranslated(edition, untranslated(edition)),
        ),
        view("error+503", "", error::Trouble::new(edition, 503)),
        view("error+500", "", error::Trouble::new(edition, 500)),
    ]
}

/// The way to an article that is not translated.
fn untranslated(edition: &Edition) -> Link {
    Link::new(edition.path("/articles/2/x"), edition.text("versions-back"))
}

fn view(name: &'static str, path: &'static str, page: impl Serialize) -> View {
    (name, path, Value::from(Serde(page)))
}

fn frame(
    site: &Site,
    editions: &[Arc<Edition>],
    edition: &Edition,
    assets: &Assets,
    path: &str,
) -> Frame {
    let head = Head {
        title: edition.text("nav-latest"),
        description: site.description.clone(),
        canonical: "https://hafenbote.example/".to_owned(),
        robots: "noindex",
        alternates: crate::ask::feeds_of(edition, "/latest", &edition.text("nav-latest")),
    };
    let sections = sections();
    let around = Around {
        site,
        edition,
        editions,
        assets,
        sections: &sections,
        path,
        query: "",
        now: jiff::Timestamp::constant(1_795_352_700, 0),
    };
    Frame::new(&around, head)
}

fn sections() -> Vec<Section> {
    [
        ("ki", "Künstliche Intelligenz"),
        ("krypto", "Krypto"),
        ("politik", "Politik"),
        ("wirtschaft", "Wirtschaft"),
        ("stadt", "Stadt"),
    ]
    .into_iter()
    .zip(0_u32..)
    .map(|((slug, title), position)| Section {
        id: SectionId(i64::from(position)),
        slug: slug.to_owned(),
        title: title.to_owned(),
        query: String::new(),
        notice: String::new(),
        position,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::samples;
    use crate::site::Site;

    #[test]
    fn every_template_renders_every_sample_in_every_edition() {
        let samples = samples(&Site::default());
        assert!(samples.len() >= 40);
        for sample in samples {
            let page = sample.page.expect(&sample.name);
            assert!(page.trim_end().ends_with("</html>"), "{}", sample.name);
        }
        for (template, _) in crate::templates::BUILT_IN {
            let name = template.trim_end_matches(".html");
            let is_part = matches!(name, "frame" | "parts");
            let has_sample = super::views(&crate::editions::Edition::all(&Site::default())[0])
                .iter()
                .any(|(sample, ..)| sample.split('+').next() == Some(name));
            assert!(is_part || has_sample, "{template} has no sample");
        }
    }
}
