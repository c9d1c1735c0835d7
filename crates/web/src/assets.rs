//! What is served as it is: style sheet, fonts, the one script. Each stands under a name that
//! changes with its content, so that browsers may keep it for ever.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::answer::{Answer, CachePolicy};
use crate::encode::Ready;
use depesche_model::digest::sha256;

const FONTS: &[(&str, &[u8])] = &[
    ("serif.woff2", include_bytes!("../assets/serif.woff2")),
    (
        "serif-italic.woff2",
        include_bytes!("../assets/serif-italic.woff2"),
    ),
    (
        "serif-ext.woff2",
        include_bytes!("../assets/serif-ext.woff2"),
    ),
];
const CSS: &str = include_str!("../assets/look.css");
const SCRIPT: &[u8] = include_bytes!("../assets/theme.js");

/// All assets.
pub(crate) struct Assets {
    by_name: HashMap<String, Arc<Ready>>,
    names: HashMap<&'static str, String>,
}

impl Assets {
    /// The built-in assets, with the theme's `look.css` where it has one.
    pub(crate) fn new(theme: Option<&Path>) -> Self {
        let mut assets = Self {
            by_name: HashMap::new(),
            names: HashMap::new(),
        };
        for (name, bytes) in FONTS {
            assets.add(name, bytes.to_vec());
        }
        assets.add("theme.js", SCRIPT.to_vec());
        let mut css = theme.and_then(own_css).unwrap_or_else(|| CSS.to_owned());
        for (name, _) in FONTS {
            // Beside the style sheet: relative, under the name that changes.
            css = css.replace(
                &format!("url({name})"),
                &format!("url({})", assets.names[name]),
            );
        }
        assets.add("look.css", css.into_bytes());
        assets
    }

    /// The path of an asset by its plain name.
    pub(crate) fn path(&self, name: &str) -> String {
        self.names
            .get(name)
            .map_or_else(String::new, |hashed| format!("/assets/{hashed}"))
    }

    /// The paths of all.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.names.keys().map(|name| self.path(name)).collect()
    }

    /// An asset by the name in its path; `None` where there is none, or it has changed since.
    pub(crate) fn get(&self, name: &str) -> Option<Arc<Ready>> {
        self.by_name.get(name).cloned()
    }

    fn add(&mut self, name: &'static str, bytes: Vec<u8>) {
        let hash = sha256(&bytes);
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let hashed = format!(
            "{stem}-{:02x}{:02x}{:02x}{:02x}.{ending}",
            hash[0], hash[1], hash[2], hash[3]
        );
        let mime = match ending {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            _ => "font/woff2",
        };
        let answer = Answer::new(mime, bytes, CachePolicy::ForEver);
        self.by_name
            .insert(hashed.clone(), Arc::new(Ready::new(answer)));
        self.names.insert(name, hashed);
    }
}

fn own_css(theme: &Path) -> Option<String> {
    let path = theme.join("look.css");
    path.exists().then_some(())?;
    std::fs::read_to_string(&path)
        .inspect_err(|error| tracing::warn!(path = %path.display(), %error, "this file of the theme is left out"))
        .ok()
}
