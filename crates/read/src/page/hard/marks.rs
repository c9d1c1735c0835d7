//! What walls, shells and missing pages are known by.

use html5ever::local_name;
use memchr::memmem;

use super::{MAX_LOOKED_AT, Seen};
use crate::page::text::words;
use crate::tree::{Data, Tree};

/// How much of a page is searched for marks, in bytes: pages without an article are small.
const MAX_SEARCHED_BYTES: usize = 512 << 10;

/// What stands in checks alone: no article's page is sent with them.
const CHECKS: [&str; 17] = [
    "_cf_chl_opt",
    "cf-browser-verification",
    "cf-challenge-running",
    "cf-error-details",
    "captcha-delivery.com",
    "px-captcha",
    "px-captcha-wrapper",
    "incapsula incident",
    "main-iframe\" src=\"/_incapsula_resource",
    "errors.edgesuite.net",
    "sec-if-cpt-container",
    "sec-cpt-if",
    "awswafcookiedomainlist",
    "anubis_challenge",
    "sgcaptcha",
    "vercel security checkpoint",
    "kpsdk-cd",
];

/// What stands in checks, and on pages with a form.
const MAYBE: [&str; 11] = [
    "cf-turnstile",
    "g-recaptcha",
    "h-captcha",
    "hcaptcha.com",
    "frc-captcha",
    "_incapsula_resource",
    "awswaf.com",
    "kpsdk",
    "ddos-guard",
    "datadome",
    "captcha",
];

/// What the titles of checks hold, in small letters.
const CHECK_TITLES: [&str; 26] = [
    "access denied",
    "access to this page has been denied",
    "are you a human",
    "are you a robot",
    "are you human",
    "attention required",
    "bot verification",
    "checking your browser",
    "client challenge",
    "ddos protection",
    "einen moment",
    "human verification",
    "ich bin kein roboter",
    "just a moment",
    "making sure you",
    "pardon our interruption",
    "please wait...",
    "request unsuccessful",
    "robot check",
    "security check",
    "sicherheitsabfrage",
    "sicherheitsprüfung",
    "un instant…",
    "un momento…",
    "vérification de sécurité",
    "verify you are human",
];

/// What the titles and first words of pages hold that have nothing to show.
const MISSING: [&str; 20] = [
    "page not found",
    "not found",
    "page can't be found",
    "page doesn't exist",
    "no longer available",
    "seite nicht gefunden",
    "nicht gefunden",
    "nicht mehr verfügbar",
    "existiert nicht",
    "page introuvable",
    "page non trouvée",
    "página no encontrada",
    "página não encontrada",
    "pagina non trovata",
    "pagina niet gevonden",
    "sidan hittades inte",
    "siden ble ikke funnet",
    "siden blev ikke fundet",
    "nie znaleziono strony",
    "страница не найдена",
];

/// How different languages ask to switch something on, in small letters.
const SWITCH_ON: [&str; 21] = [
    "enable",
    "activate",
    "turn on",
    "turned off",
    "disabled",
    "requires",
    "need",
    "aktivier",
    "einschalten",
    "deaktiviert",
    "activ",
    "désactivé",
    "habilit",
    "abilit",
    "attiv",
    "ative",
    "inschakel",
    "aktiver",
    "slå på",
    "włącz",
    "включ",
];

/// Whether the page asks whether we are a human: a mark that stands in checks alone where the page
/// does not say that it is an article, or any mark with a check's title.
pub(super) fn asks_for_a_human(seen: &Seen<'_>) -> bool {
    let markup = searched(seen.markup);
    if !seen.is_piece && holds_any(&markup, &CHECKS) {
        return true;
    }
    let title = seen.title.to_lowercase();
    let has_title = CHECK_TITLES.iter().any(|known| title.contains(known));
    has_title && !seen.is_piece && (holds_any(&markup, &MAYBE) || holds_any(&markup, &CHECKS))
}

/// Whether a title says that there is nothing: a part of it that is hardly more than these words.
/// ("404 new flats" is a headline, "404 – Harbour Post" is none.)
pub(super) fn says_missing(title: &str) -> bool {
    let title = title.to_lowercase();
    let mut parts = title.split(['|', '–', '—', '-', '·', ':', '»', '«', '•']);
    parts.any(|part| {
        let count = words(part);
        let mut known = MISSING.iter().filter(|says| has_words(part, says));
        known.any(|says| count <= words(says) + 3)
            || (count <= 2 && ["404", "410"].iter().any(|status| has_words(part, status)))
    })
}

/// Whether a text is nothing but the request to switch scripts on.
pub(super) fn asks_for_scripts(text: &str) -> bool {
    if text.len() > 2_000 {
        return false;
    }
    let text = text.to_lowercase();
    text.contains("javascript") && SWITCH_ON.iter().any(|word| text.contains(word))
}

/// Whether a `noscript` asks for it.
pub(super) fn noscript_asks(tree: &Tree) -> bool {
    let elements = tree
        .subtree(tree.body())
        .filter(|id| tree.name(*id) == Some(&local_name!("noscript")));
    elements.take(MAX_LOOKED_AT).any(|id| {
        let texts = tree.subtree(id).filter_map(|id| match tree.data(id) {
            Data::Text(text) => Some(&**text),
            _ => None,
        });
        asks_for_scripts(&texts.take(50).collect::<Vec<_>>().join(" "))
    })
}

/// Whether the page brings a programme.
pub(super) fn has_programme(markup: &str) -> bool {
    holds_any(&searched(markup), &["<script"])
}

/// Whether one of the marks stands in it. Both are in small letters.
pub(super) fn holds_any(markup: &str, marks: &[&str]) -> bool {
    let mut marks = marks.iter();
    marks.any(|mark| memmem::find(markup.as_bytes(), mark.as_bytes()).is_some())
}

/// The beginning of a page in small letters.
pub(super) fn searched(markup: &str) -> String {
    let end = markup.floor_char_boundary(MAX_SEARCHED_BYTES);
    markup[..end].to_ascii_lowercase()
}

/// Whether words stand in a text, not as a part of other ones.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + words.len()..].chars().next();
        let is_border = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        is_border(before) && is_border(after)
    })
}
