//! Pages as outlets publish them: the article among all that surrounds it.

use std::fmt::Write;

use serde_json::json;

use super::{Channel, escape, media_type};
use crate::Item;
use crate::dates::iso_date;

/// What a site says around its articles, in its language.
struct Words {
    nav: [&'static str; 4],
    cookies: &'static str,
    agree: &'static str,
    related: &'static str,
    by: &'static str,
    updated: &'static str,
    newsletter: &'static str,
    footer: [&'static str; 3],
}

const GERMAN: Words = Words {
    nav: ["Startseite", "Nachrichten", "Abo", "Kontakt"],
    cookies: "Wir verwenden Cookies, um unser Angebot zu betreiben und seine Nutzung zu messen.",
    agree: "Einverstanden",
    related: "Das könnte Sie auch interessieren",
    by: "Von",
    updated: "Aktualisiert",
    newsletter: "Unser Newsletter: das Wichtigste des Tages, jeden Abend um sechs in Ihrem Postfach.",
    footer: ["Impressum", "Datenschutz", "Mediadaten"],
};

const ENGLISH: Words = Words {
    nav: ["Home", "News", "Subscribe", "Contact"],
    cookies: "We use cookies to run this site and to understand how it is read.",
    agree: "Accept all",
    related: "More from us",
    by: "By",
    updated: "Updated",
    newsletter: "Our newsletter: the day's essentials, in your inbox every evening at six.",
    footer: ["Imprint", "Privacy", "Advertise with us"],
};

const FRENCH: Words = Words {
    nav: ["Accueil", "Actualités", "S’abonner", "Contact"],
    cookies: "Nous utilisons des cookies pour faire fonctionner ce site et en mesurer l’audience.",
    agree: "Tout accepter",
    related: "À lire aussi",
    by: "Par",
    updated: "Mis à jour",
    newsletter: "Notre lettre : l’essentiel de la journée, chaque soir à six heures.",
    footer: ["Mentions légales", "Confidentialité", "Publicité"],
};

fn words(language: &str) -> &'static Words {
    match language.get(..2) {
        Some("de") => &GERMAN,
        Some("fr") => &FRENCH,
        _ => &ENGLISH,
    }
}

/// The page of an article.
pub(crate) fn article(channel: &Channel, item: &Item, related: &[Item]) -> String {
    let words = words(&channel.language);
    let mut page = head(channel, &item.title, &article_head(channel, item));
    let _ = write!(
        page,
        "<main id=\"content\">\n<article class=\"article\">\n<header>\n\
         <p class=\"kicker\">{}</p>\n<h1>{}</h1>\n<p class=\"lead\">{}</p>\n{}</header>\n\
         <div class=\"article-body\">\n{}\n</div>\n</article>\n",
        escape(item.tags.first().map_or("", String::as_str)),
        escape(&item.title),
        escape(&item.teaser),
        byline(words, item),
        item.html,
    );
    page.push_str(&related_list(words, related));
    page.push_str("</main>\n");
    page.push_str(&foot(channel, words));
    page
}

/// The home page: the latest headlines, and the link by which the feed is found.
pub(crate) fn front(channel: &Channel, items: &[Item]) -> String {
    let words = words(&channel.language);
    let mut page = head(channel, &channel.title, "");
    let _ = writeln!(
        page,
        "<main id=\"content\">\n<h1>{}</h1>",
        escape(&channel.title)
    );
    for item in items {
        let _ = writeln!(
            page,
            "<article class=\"tile\"><h2><a href=\"{}\">{}</a></h2><p>{}</p></article>",
            escape(&item.path()),
            escape(&item.title),
            escape(&item.teaser),
        );
    }
    page.push_str("</main>\n");
    page.push_str(&foot(channel, words));
    page
}

fn head(channel: &Channel, title: &str, more: &str) -> String {
    let words = words(&channel.language);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{} – {}</title>\n",
        escape(&channel.language),
        escape(title),
        escape(&channel.title),
    );
    let _ = writeln!(
        page,
        "<link rel=\"alternate\" type=\"{}\" title=\"{}\" href=\"{}\">",
        media_type(channel.dialect),
        escape(&channel.title),
        escape(&channel.feed_path),
    );
    page.push_str(more);
    page.push_str("</head>\n<body>\n");
    let _ = writeln!(
        page,
        "<div class=\"cookie-banner\" role=\"dialog\" aria-label=\"Cookies\"><p>{}</p>\
         <button type=\"button\">{}</button></div>",
        words.cookies, words.agree,
    );
    let _ = write!(
        page,
        "<header class=\"site\"><a href=\"/\">{}</a>\n<nav><ul>",
        channel.title
    );
    for (label, path) in words.nav.iter().zip(["/", "/news", "/abo", "/contact"]) {
        let _ = write!(page, "<li><a href=\"{path}\">{label}</a></li>");
    }
    page.push_str("</ul></nav></header>\n");
    page
}

/// Canonical address, Open Graph and JSON-LD.
fn article_head(channel: &Channel, item: &Item) -> String {
    let url = channel.url_of(item);
    let published = item.published.map(iso_date).unwrap_or_default();
    let modified = item.updated.map_or_else(|| published.clone(), iso_date);
    let mut head = format!("<link rel=\"canonical\" href=\"{}\">\n", escape(&url));
    for (property, content) in [
        ("og:type", "article"),
        ("og:title", item.title.as_str()),
        ("og:description", item.teaser.as_str()),
        ("og:url", url.as_str()),
        ("og:site_name", channel.title.as_str()),
        ("og:locale", channel.language.as_str()),
        ("article:published_time", published.as_str()),
        ("article:modified_time", modified.as_str()),
    ] {
        let content = escape(content);
        let _ = writeln!(head, "<meta property=\"{property}\" content=\"{content}\">");
    }
    let _ = writeln!(
        head,
        "<meta name=\"author\" content=\"{}\">",
        escape(&item.author)
    );
    let _ = writeln!(
        head,
        "<meta name=\"description\" content=\"{}\">",
        escape(&item.teaser)
    );
    if !channel.licence.is_empty() {
        let _ = writeln!(
            head,
            "<link rel=\"license\" href=\"{}\">",
            escape(&channel.licence)
        );
    }
    let linked = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": item.title,
        "description": item.teaser,
        "datePublished": published,
        "dateModified": modified,
        "inLanguage": channel.language,
        "mainEntityOfPage": url,
        "isAccessibleForFree": true,
        "author": { "@type": "Person", "name": item.author },
        "publisher": { "@type": "NewsMediaOrganization", "name": channel.title },
    });
    // A closing tag in the data would end the script.
    let linked = linked.to_string().replace("</", "<\\/");
    let _ = writeln!(
        head,
        "<script type=\"application/ld+json\">{linked}</script>"
    );
    head
}

fn byline(words: &Words, item: &Item) -> String {
    let mut line = String::from("<p class=\"byline\">");
    if !item.author.is_empty() {
        let author = escape(&item.author);
        let _ = write!(line, "{} <span class=\"author\">{author}</span> ", words.by);
    }
    if let Some(published) = item.published {
        let _ = write!(line, "<time datetime=\"{}\">", iso_date(published));
        let _ = write!(line, "{}</time>", published.strftime("%Y-%m-%d %H:%M"));
    }
    if let Some(updated) = item.updated {
        let date = iso_date(updated);
        let _ = write!(
            line,
            " · {} <time datetime=\"{date}\">{date}</time>",
            words.updated
        );
    }
    line.push_str("</p>\n");
    line
}

fn related_list(words: &Words, related: &[Item]) -> String {
    if related.is_empty() {
        return String::new();
    }
    let mut list = format!("<aside class=\"related\"><h2>{}</h2><ul>\n", words.related);
    for item in related {
        let (path, title) = (escape(&item.path()), escape(&item.title));
        let _ = writeln!(list, "<li><a href=\"{path}\">{title}</a></li>");
    }
    list.push_str("</ul></aside>\n");
    list
}

fn foot(channel: &Channel, words: &Words) -> String {
    let mut foot = format!(
        "<aside class=\"newsletter\"><p>{}</p></aside>\n<footer><p>{}</p><ul>",
        words.newsletter,
        escape(&channel.rights),
    );
    for (label, path) in words.footer.iter().zip(["/imprint", "/privacy", "/ads"]) {
        let _ = write!(foot, "<li><a href=\"{path}\">{label}</a></li>");
    }
    foot.push_str("</ul></footer>\n</body>\n</html>\n");
    foot
}
