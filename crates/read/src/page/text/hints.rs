//! What the names that a site gives its elements say: classes, ids, roles.

use crate::tree::Element;

/// Kinds of names, each a bit.
pub(crate) const KINDS: [(&str, &[&str]); 20] = [
    ("body", &["articlebody", "article-body", "article-content", "articlecontent", "entry-content", "post-content", "story-body", "storybody", "article-text", "articletext", "post-body", "body-text", "bodytext", "story-content", "article__body", "article__content", "richtext", "rich-text", "text-content", "news-text", "article-main", "main-content", "field-body", "content-body", "post_content", "single-content", "td-post-content", "paragraph"]),
    ("article", &["article", "story", "post", "entry", "content", "main", "text", "artikel", "body", "news"]),
    ("comment", &["comment", "comments", "disqus", "kommentar", "kommentare", "forum", "discussion", "reply", "respond", "reactions"]),
    ("related", &["related", "recommend", "recommended", "recommendation", "recommendations", "more", "mehr", "similar", "readmore", "recirc", "recirculation", "outbrain", "taboola", "trending", "popular", "mostread", "latest", "upnext", "further", "also", "crosslink", "crosslinks", "linklist", "see"]),
    ("share", &["share", "sharing", "social", "sharebar", "facebook", "twitter", "whatsapp", "addthis", "sharedaddy", "follow", "sns"]),
    ("newsletter", &["newsletter", "newsletters", "subscribe", "subscription", "signup", "abo", "mailing", "mailchimp", "optin", "register", "registration", "login", "membership", "donate", "donation", "support", "contribute"]),
    ("ad", &["ad", "ads", "advert", "adverts", "advertisement", "advertising", "adslot", "sponsor", "sponsored", "sponsors", "dfp", "banner", "werbung", "anzeige", "promo", "promoted", "promotion", "affiliate", "partner", "commercial", "shop", "shopping", "deal", "deals", "marketing", "cta"]),
    ("caption", &["caption", "captions", "credit", "credits", "copyright", "figcaption", "bildunterschrift", "photo", "image", "img", "picture", "bild", "foto", "gallery", "slideshow", "carousel", "thumbnail", "slider"]),
    ("byline", &["byline", "author", "authors", "autor", "autoren", "meta", "metadata", "date", "datum", "time", "timestamp", "published", "dateline", "posted", "postmeta", "contributor", "contributors", "bio", "source", "updated", "publish", "writer", "reporter"]),
    ("nav", &["nav", "navigation", "navbar", "menu", "breadcrumb", "breadcrumbs", "pagination", "pager", "topnav", "subnav", "skip", "toolbar", "tabs", "toc", "sitemap", "links", "jump"]),
    ("footer", &["footer", "foot", "colophon", "bottom", "legal", "imprint", "impressum", "disclaimer"]),
    ("header", &["header", "masthead", "topbar", "head", "logo", "title", "headline", "heading", "hero"]),
    ("sidebar", &["sidebar", "aside", "widget", "widgets", "rail", "secondary", "complementary", "right", "left", "column", "sidebox", "box", "infobox", "factbox", "module"]),
    ("teaser", &["teaser", "teasers", "card", "cards", "tile", "tiles", "preview", "listing", "list", "items", "item", "feed", "stream", "river", "grid", "stories", "articles", "posts", "collection", "overview"]),
    ("tag", &["tag", "tags", "topic", "topics", "category", "categories", "keyword", "keywords", "label", "labels", "kicker", "eyebrow", "section", "themen", "schlagwort", "taxonomy"]),
    ("wall", &["cookie", "cookies", "consent", "gdpr", "privacy", "paywall", "modal", "popup", "overlay", "dialog", "lightbox", "alert", "notice", "notification", "piano", "regwall", "onetrust", "tooltip", "hidden", "hide", "invisible", "screenreader", "visually", "sr", "noprint", "print"]),
    ("media", &["video", "player", "audio", "podcast", "embed", "media", "youtube", "jwplayer", "live", "ticker", "poll", "quiz", "widget", "vote", "rating", "chart", "map", "interactive"]),
    ("lead", &["lead", "lede", "intro", "summary", "excerpt", "abstract", "standfirst", "dek", "deck", "subtitle", "subhead", "subheadline", "vorspann", "description", "sapo", "entradilla", "chapo", "kicker", "bullets", "highlights", "keypoints"]),
    ("quote", &["quote", "blockquote", "pullquote", "zitat", "tweet", "instagram"]),
    ("search", &["search", "form", "input", "button", "btn", "dropdown", "select", "submit", "feedback", "contact", "error", "correction", "report"]),
];

/// The kinds that an element's names speak of, as bits.
pub(crate) fn kinds(element: &Element) -> u32 {
    let mut found = 0;
    for name in ["class", "id", "role", "itemprop", "data-testid", "data-component", "data-type", "aria-label"] {
        let value = element.attribute(name);
        if !value.is_empty() && value.len() < 1000 {
            found |= of_names(value);
        }
    }
    found
}

fn of_names(names: &str) -> u32 {
    let mut found = 0;
    for name in names.split_ascii_whitespace() {
        let lower = name.to_ascii_lowercase();
        if KINDS[0].1.iter().any(|word| lower.contains(word)) {
            found |= 1;
        }
        for word in words(name) {
            for (bit, (_, list)) in KINDS.iter().enumerate().skip(1) {
                if list.contains(&&*word) {
                    found |= 1 << bit;
                }
            }
        }
    }
    found
}

/// The words of a name: parted by signs, and where a capital follows a small letter.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        let is_part = c.is_alphabetic();
        if !is_part || (c.is_uppercase() && was_small) {
            words.push(String::new());
        }
        if is_part {
            words.last_mut().expect("there is one").extend(c.to_lowercase());
        }
        was_small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}
