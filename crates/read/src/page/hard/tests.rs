use url::Url;

use super::Obstacle::{self, BotCheck, Consent, Missing, Paywall, Shell};
use crate::page::{Page, page};

const ARTICLE: &str = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\
    \"Bridge stays closed\"}</script>";

const CONSENT: &str = "<h2>We value your privacy</h2><p>We and our 812 partners store cookies on \
    your device and process personal data such as identifiers for advertising, tracking and \
    audience research. You may give your consent or object to it at any time in our privacy \
    policy; some partners rely on legitimate interest instead of consent.</p>\
    <button>Accept all cookies</button>";

fn paragraphs(count: usize) -> String {
    "<p>The bridge by the harbour stays closed until Friday, because the work on its bearings \
     takes longer than planned, as the town said on Monday. Pedestrians may still cross.</p>"
        .repeat(count)
}

fn read_at(address: &str, html: &str) -> Page {
    let url = Url::parse(address).expect("a URL");
    page(html.as_bytes(), &url, Some("text/html; charset=utf-8"))
}

/// Reads a page and says what stood in the way; nothing of that may be taken for an article.
fn check(html: &str, expected: Option<Obstacle>) {
    let page = read_at("https://town.example/news/bridge", html);
    assert_eq!(page.obstacle, expected, "{html}\n{}", page.text);
    let is_told = |obstacle: Obstacle| page.complaints.iter().any(|it| it == obstacle.says());
    assert!(expected.is_none_or(is_told), "{:?}", page.complaints);
    if expected.is_some_and(|obstacle| obstacle != Paywall) {
        assert_eq!(page.text, "", "{html}");
    }
}

#[test]
fn a_wall_of_consent_is_no_article() {
    let onetrust = "<script src=https://cdn.cookielaw.org/scripttemplates/otSDKStub.js></script>";
    check(
        &format!("<title>Harbour Post</title>{onetrust}{CONSENT}"),
        Some(Consent),
    );
    check(
        &format!("<title>Your privacy</title><main>{CONSENT}</main>"),
        Some(Consent),
    );
    // The page has an article, and a programme was to bring it.
    check(
        &format!("{ARTICLE}{onetrust}<div id=app></div>{CONSENT}"),
        Some(Consent),
    );
}

#[test]
fn a_wall_of_consent_is_known_in_other_languages() {
    check(
        "<p>Mit Ihrer Zustimmung verwenden wir und unsere 190 Partner Cookies, um personenbezogene \
         Daten für Werbung und Messungen zu verarbeiten. Ihre Einwilligung können Sie jederzeit in \
         der Datenschutzerklärung widerrufen. Wer keine Werbung und kein Tracking möchte, schließt \
         ein Abonnement ab.</p><button>Akzeptieren</button>",
        Some(Consent),
    );
    check(
        "<p>Avec votre consentement, nos partenaires et nous utilisons des cookies et d'autres \
         traceurs pour la publicité et la mesure d'audience. Vous pouvez retirer votre \
         consentement à tout moment dans notre politique de confidentialité.</p>",
        Some(Consent),
    );
}

#[test]
fn who_was_sent_to_a_wall_stands_before_it() {
    let html = "<title>Before you continue</title><p>Please choose how we may use cookies.</p>";
    for address in [
        "https://consent.town.example/collect?to=/news/bridge",
        "https://town.example/zustimmung?url=/news/bridge",
    ] {
        let page = read_at(address, html);
        assert_eq!(
            (page.obstacle, page.text.as_str()),
            (Some(Consent), ""),
            "{address}"
        );
    }
}

#[test]
fn an_article_with_a_banner_is_an_article() {
    let banner = format!("<div id=onetrust-banner-sdk class=didomi-popup>{CONSENT}</div>");
    check(
        &format!("{ARTICLE}<article>{}</article>{banner}", paragraphs(6)),
        None,
    );
    check(
        &format!(
            "<h1>Bridge</h1><article>{}</article>{banner}",
            paragraphs(6)
        ),
        None,
    );
}

#[test]
fn an_article_about_cookies_is_an_article() {
    let text = "<p>The court ruled that cookies for advertising need consent, and that a banner \
        which hides the refusal gives none. Two publishers and their advertising partners had \
        argued that tracking was needed for their business; the judges found that privacy weighs \
        more, and that consent must be as easy to refuse as to give.</p>";
    check(
        &format!(
            "<title>Court: consent to cookies must be free</title><meta property=og:type \
             content=article><script src=https://sdk.privacy-center.org/didomi.js></script>\
             <article><h1>Court: consent to cookies must be free</h1>{text}</article>"
        ),
        None,
    );
}

#[test]
fn a_check_for_humans_is_no_article() {
    for html in [
        "<title>Just a moment...</title><p>Verifying you are human.</p><script>window._cf_chl_opt={}</script>",
        "<title>town.example</title><script data-cfasync=false src=https://ct.captcha-delivery.com/c.js></script>",
        "<title>Access to this page has been denied</title><div id=px-captcha></div>",
        "<title>Pardon Our Interruption</title><p>As you were browsing something about your browser \
         made us think you were a bot.</p><script src=/_Incapsula_Resource?x></script>",
        "<title>Sicherheitsabfrage</title><p>Bitte bestätigen Sie, dass Sie kein Roboter sind.</p>\
         <div class=g-recaptcha></div>",
    ] {
        check(html, Some(BotCheck));
    }
}

#[test]
fn an_article_with_a_form_is_no_check() {
    let form = "<form><div class=g-recaptcha></div></form>";
    let script = "<script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script>";
    check(
        &format!(
            "<title>How a captcha works</title>{script}<h1>Captcha</h1>{}{form}",
            paragraphs(3)
        ),
        None,
    );
    check(&format!("{ARTICLE}{script}{}{form}", paragraphs(1)), None);
}

fn paid(more: &str, text: &str) -> String {
    format!(
        "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"Bridge\",\
         \"isAccessibleForFree\":\"False\"{more}}}</script><article>{text}</article>"
    )
}

#[test]
fn the_beginning_of_a_paid_article_is_a_teaser() {
    check(&paid("", &paragraphs(2)), Some(Paywall));
    check(&paid(",\"wordCount\":900", &paragraphs(8)), Some(Paywall));
    let part = ",\"hasPart\":{\"isAccessibleForFree\":false,\"cssSelector\":\".paid\"}";
    check(&paid(part, &paragraphs(6)), Some(Paywall));
    let teaser = read_at("https://town.example/1", &paid("", &paragraphs(2)));
    assert!(
        teaser.text.contains("bearings"),
        "the free beginning is kept"
    );
}

#[test]
fn a_paid_article_that_is_all_there_is_one() {
    check(&paid("", &paragraphs(9)), None);
    check(&paid(",\"wordCount\":300", &paragraphs(9)), None);
    let part = ",\"hasPart\":{\"isAccessibleForFree\":false,\"cssSelector\":\".paid\"}";
    let text = format!(
        "{}<div class='text paid'>{}</div>",
        paragraphs(2),
        paragraphs(5)
    );
    check(&paid(part, &text), None);
}

#[test]
fn a_text_that_ends_at_an_offer_is_a_teaser() {
    let offer = |style: &str| {
        format!(
            "<div class='article__paywall' {style}><h3>Read on with our digital subscription</h3>\
             <a href=/abo>Subscribe now for one euro</a></div>"
        )
    };
    let short = paragraphs(2);
    check(
        &format!("<article>{short}{}</article>", offer("")),
        Some(Paywall),
    );
    check(
        &format!(
            "<article>{short}{}</article>",
            offer("style='display: none'")
        ),
        None,
    );
    check(&format!("<article>{short}</article><p>Related</p>"), None);
    check(
        &format!("<article>{}{}</article>", paragraphs(8), offer("")),
        None,
    );
    // One that stands elsewhere opens after some visits only.
    check(
        &format!("<header>{}</header><article>{short}</article>", offer("")),
        None,
    );
}

#[test]
fn a_count_of_words_is_believed_beside_a_paywall() {
    let data = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Bridge\",\
        \"wordCount\":1200}</script>";
    check(
        &format!("{data}{}<div class=paywall>Subscribe</div>", paragraphs(5)),
        Some(Paywall),
    );
    check(&format!("{data}{}", paragraphs(5)), None);
    check(
        &format!("{}<div class=paywall>Subscribe</div>", paragraphs(5)),
        None,
    );
}

#[test]
fn a_shell_has_the_text_of_the_structured_data() {
    let body = "The bridge by the harbour stays closed until Friday, as the town said.";
    let data = |free: &str| {
        format!(
            "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"Bridge\",\
             \"articleBody\":\"{body}\"{free}}}</script><script src=app.js></script>\
             <div id=__next></div><noscript>Please enable JavaScript to read on.</noscript>"
        )
    };
    let page = read_at("https://town.example/1", &data(""));
    assert_eq!((page.obstacle, page.text.trim()), (Some(Shell), body));
    assert!(
        page.complaints
            .iter()
            .any(|it| it.contains("structured data"))
    );
    let page = read_at(
        "https://town.example/1",
        &data(",\"isAccessibleForFree\":false"),
    );
    assert_eq!((page.obstacle, page.text.as_str()), (Some(Paywall), ""));
}

#[test]
fn a_request_to_switch_scripts_on_is_no_article() {
    for text in [
        "You need to enable JavaScript to run this app.",
        "Bitte aktivieren Sie JavaScript in Ihrem Browser, um diese Seite zu lesen.",
        "Veuillez activer JavaScript dans votre navigateur pour afficher cette page.",
    ] {
        check(
            &format!("<title>Harbour Post</title><div id=root><p>{text}</p></div>"),
            Some(Shell),
        );
    }
    check(
        "<title>x</title><script src=a.js></script><div id=app></div>",
        Some(Shell),
    );
    check("<title>x</title>", None);
}

#[test]
fn a_page_that_says_that_there_is_nothing_is_no_article() {
    for title in [
        "404 – Harbour Post",
        "Page not found | Harbour Post",
        "Harbour Post: Seite nicht gefunden",
        "Page introuvable - Harbour Post",
    ] {
        check(
            &format!("<title>{title}</title><h1>Sorry</h1>{}", paragraphs(1)),
            Some(Missing),
        );
    }
    check(
        &format!(
            "<title>404 new flats by the harbour</title>{}",
            paragraphs(2)
        ),
        None,
    );
    check(
        &format!(
            "{ARTICLE}<title>Owner of the boat not found</title>{}",
            paragraphs(2)
        ),
        None,
    );
}
