//! Translations on every page where they stand.

use axum::http::StatusCode;
use depesche_model::{Review, TextPolicy, TextState, Translation};
use serde_json::Value;

use crate::house::{House, Outlet, Report, now, translation};

const TITLE: &str = "Brücke gesperrt";
const BODY: [&str; 2] = ["<p>Der Hafen <b>ruht</b>.</p>", ""];

/// A house with one English article, translated into German.
async fn house(text: TextPolicy, made: Translation) -> House {
    let house = House::open().await;
    let outlet = Outlet {
        lang: "en",
        ..Outlet::new("bote", text)
    };
    let report = Report::new("Bridge closed", "The harbour rests. It will open again.");
    let ids = house.publish(&outlet, &[report]).await;
    house.translate(ids[0], &[made]).await;
    house
}

fn made(blocks: &[&str]) -> Translation {
    translation("de", TITLE, "Der Hafen ruht.", blocks)
}

fn signed(made: Translation) -> Translation {
    let review = Review {
        by: "Ida <Quill>".to_owned(),
        at: now(),
        changed: 1,
    };
    Translation {
        review: Some(review),
        ..made
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[tokio::test]
async fn a_translated_excerpt_says_so_and_leads_to_the_original() {
    let house = house(TextPolicy::Headline, made(&[])).await;
    let page = house.get("/articles/1/bridge-closed").await;
    assert_eq!(page.status, StatusCode::OK);
    page.has(&[
        "<h1 ai-disclosure=\"ai-generated\" data-translated-by=\"mockel\">Brücke gesperrt</h1>",
        "<b>Maschinell übersetzt aus dem Englischen, nicht geprüft</b>",
        "<a href=\"/articles/1/original\">Original zeigen</a>",
        "<a href=\"/articles/1/translation\">Nebeneinander</a>",
        "„<bdi ai-disclosure=\"ai-generated\" data-translated-by=\"mockel\">Der Hafen ruht.</bdi>“",
        "<bdi>mockel</bdi>, Modell <bdi>m-7</bdi> (3 Textstellen)",
        "<dt>Hausglossar</dt><dd>Fassung 4</dd>",
        "<dt>Geprüft</dt><dd>nein</dd>",
        "<meta name=\"robots\" content=\"noindex\">",
        "<link rel=\"canonical\" href=\"https://outlet.example/bridge-closed\">",
    ]);
    let english = house.get("/en/articles/1/bridge-closed").await;
    english.has(&["<h1>Bridge closed</h1>"]);
    english.lacks(&["translated", "ai-disclosure", "Brücke", "/original"]);
}

#[tokio::test]
async fn a_translated_page_tells_machines_of_which_work_it_is() {
    let hostile = Translation {
        title: Some("</script><b>".to_owned()),
        ..made(&[])
    };
    let house = house(TextPolicy::Headline, hostile).await;
    let page = house.get("/articles/1/bridge-closed").await;
    page.lacks(&["<b>\"", "</script><b>"]);
    let linked = page.body.split("application/ld+json\">").nth(1);
    let linked = json(
        linked
            .and_then(|it| it.split("</script>").next())
            .expect("one"),
    );
    assert_eq!(linked["headline"], "</script><b>");
    assert_eq!(linked["inLanguage"], "de");
    assert_eq!(linked["translator"][0]["name"], "mockel");
    assert_eq!(linked["translationOfWork"]["inLanguage"], "en");
    assert_eq!(linked["translationOfWork"]["headline"], "Bridge closed");
    let source_type = linked["digitalSourceType"].as_str().expect("text");
    assert!(
        source_type.ends_with("/trainedAlgorithmicMedia"),
        "{source_type}"
    );
}

#[tokio::test]
async fn every_list_marks_translated_headlines_quietly() {
    let house = house(TextPolicy::Headline, made(&[])).await;
    for path in ["/", "/latest", "/sources/bote", "/search?q=harbour"] {
        let page = house.get(path).await;
        page.has(&[
            "href=\"/articles/1/bridge-closed\" ai-disclosure=\"ai-generated\"",
            ">Brücke gesperrt</a>",
            "title=\"Maschinell übersetzt aus dem Englischen, nicht geprüft\"",
            "<span aria-hidden=\"true\">maschinell aus dem Englischen</span>",
        ]);
        page.lacks(&["Bridge closed", "· Englisch"]);
    }
    house.get("/en/latest").await.has(&[">Bridge closed</a>"]);
}

#[tokio::test]
async fn a_translated_text_marks_its_quotations_and_says_what_stays() {
    let quote = "<blockquote><p>Wir warten.</p></blockquote>";
    let house = house(TextPolicy::Full, made(&[quote, ""])).await;
    let page = house.get("/articles/1/bridge-closed").await;
    page.has(&[
        "<div class=\"body\" ai-disclosure=\"ai-generated\" data-translated-by=\"mockel\">",
        "<p>Wir warten.</p><p class=\"tq\">Zitat übersetzt</p></blockquote>",
        "<b>Wortlaut</b>",
    ]);
    page.lacks(&["noindex", "steht im Original", "The harbour rests"]);
    let stays = translation(
        "de",
        TITLE,
        "Der Hafen ruht.",
        &["", "<figure>Bild</figure>"],
    );
    let house = self::house(TextPolicy::Full, stays).await;
    let page = house.get("/articles/1/bridge-closed").await;
    page.has(&[
        "Ein Absatz steht im Original.",
        "<p lang=\"en\" dir=\"ltr\">The harbour rests.",
    ]);
}

#[tokio::test]
async fn a_person_who_signs_changes_the_label() {
    let house = house(TextPolicy::Full, signed(made(&BODY))).await;
    let page = house.get("/articles/1/bridge-closed").await;
    page.has(&[
        "<b>Maschinell übersetzt aus dem Englischen, geprüft von Ida &lt;Quill&gt; am 22. November 2026</b>",
        "von <bdi>Ida &lt;Quill&gt;</bdi>",
        "eine Stelle geändert",
        "<h1 ai-disclosure=\"ai-assisted\"",
        "compositeWithTrainedAlgorithmicMedia",
    ]);
    page.lacks(&["nicht geprüft"]);
    let list = house.get("/latest").await;
    list.has(&["aus dem Englischen, geprüft</span>"]);
}

#[tokio::test]
async fn what_could_not_be_translated_is_the_original_and_says_so() {
    let failed = Translation {
        title: None,
        lead: None,
        engines: Vec::new(),
        text: TextState::Failed,
        ..made(&[])
    };
    let house = house(TextPolicy::Full, failed).await;
    let page = house.get("/articles/1/bridge-closed").await;
    page.has(&[
        "<h1 lang=\"en\">Bridge closed</h1>",
        "<b>Original auf Englisch</b> Eine maschinelle Übersetzung ist nicht gelungen.",
        "<div class=\"body\" lang=\"en\">",
    ]);
    page.lacks(&["ai-disclosure", "/articles/1/original", "ld+json"]);
    house.get("/latest").await.has(&["· Englisch"]);

    let half = Translation {
        text: TextState::Failed,
        ..made(&[])
    };
    let house = self::house(TextPolicy::Full, half).await;
    let page = house.get("/articles/1/bridge-closed").await;
    page.has(&[
        "Maschinell übersetzt aus dem Englischen, nicht geprüft",
        "Der Text steht im Original; seine Übersetzung ist nicht gelungen.",
        "<div class=\"body\" lang=\"en\">",
        ">Brücke gesperrt</h1>",
    ]);
}

#[tokio::test]
async fn the_original_is_one_click_away_and_back() {
    let house = house(TextPolicy::Full, made(&BODY)).await;
    let page = house.get("/articles/1/original").await;
    assert_eq!(page.status, StatusCode::OK);
    page.has(&[
        "<h1 lang=\"en\">Bridge closed</h1>",
        "<b>Original auf Englisch</b>",
        "<a href=\"/articles/1/bridge-closed\">Übersetzung zeigen</a>",
        "<a href=\"/articles/1/translation\">Nebeneinander</a>",
        "<link rel=\"canonical\" href=\"https://news.example/articles/1/bridge-closed\">",
        "hreflang=\"en\" href=\"/en/articles/1/bridge-closed\"",
        "<div class=\"body\" lang=\"en\">",
    ]);
    page.lacks(&["ai-disclosure", "Brücke", "ld+json"]);
}

#[tokio::test]
async fn both_texts_stand_side_by_side_in_their_languages() {
    let house = house(TextPolicy::Full, made(&BODY)).await;
    let page = house.get("/articles/1/translation").await;
    assert_eq!(page.status, StatusCode::OK);
    page.has(&[
        "<h2 class=\"vh\" id=\"s1\">Überschrift</h2>",
        "<div class=\"body\" lang=\"en\"><p>Bridge closed</p></div>",
        "data-translated-by=\"mockel\"><p>Brücke gesperrt</p></div>",
        "<h2 class=\"vh\" id=\"s2\">Abschnitt 1</h2>",
        "<p>Der Hafen <b>ruht</b>.</p></div>",
        "<div class=\"body\" lang=\"en\"><p>The harbour rests.",
        "<a href=\"/articles/1/original\">Original zeigen</a>",
        "href=\"/articles/1/translation.json\"",
        "noindex",
    ]);
    // A picture that is not kept is not there, and neither is its row.
    page.lacks(&["Abschnitt 2", "bote.example/kran"]);
}

#[tokio::test]
async fn the_record_is_for_programs() {
    let house = house(TextPolicy::Full, signed(made(&BODY))).await;
    let reply = house.get("/articles/1/translation.json").await;
    assert_eq!(reply.header("content-type"), "application/json");
    let record = json(&reply.body);
    for (pointer, expected) in [
        ("/from", "en"),
        ("/to", "de"),
        ("/url", "https://news.example/articles/1/bridge-closed"),
        ("/engines/0/engine", "mockel"),
        ("/engines/0/model", "m-7"),
        ("/review/by", "Ida <Quill>"),
        ("/ai_disclosure", "ai-assisted"),
        ("/title/original", "Bridge closed"),
        ("/title/translation", TITLE),
        ("/segments/0/translation", BODY[0]),
    ] {
        assert_eq!(record.pointer(pointer), Some(&expected.into()), "{pointer}");
    }
    assert_eq!(record["glossary"], 4);
    assert_eq!(record["review"]["edits"], 1);
    let house = self::house(TextPolicy::Headline, made(&BODY)).await;
    let record = json(&house.get("/articles/1/translation.json").await.body);
    assert_eq!(record["title"]["translation"], TITLE);
    assert_eq!(record.get("segments"), None, "the policy keeps the text");
}

#[tokio::test]
async fn where_there_is_no_translation_the_way_leads_to_the_article() {
    let house = house(TextPolicy::Full, made(&BODY)).await;
    for path in ["/en/articles/1/original", "/en/articles/1/translation"] {
        let page = house.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        page.has(&[
            "No translation here",
            "href=\"/en/articles/1/bridge-closed\"",
        ]);
    }
    let record = house.get("/en/articles/1/translation.json").await;
    assert_eq!(record.status, StatusCode::NOT_FOUND);
    assert_eq!(record.header("content-type"), "application/problem+json");
    for path in ["/articles/9/original", "/articles/9/translation"] {
        assert_eq!(house.get(path).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn an_article_called_as_one_of_its_pages_is_found_all_the_same() {
    for (title, path) in [
        ("Original", "/articles/1/original-"),
        ("Translation", "/articles/1/translation-"),
    ] {
        let house = House::open().await;
        let outlet = Outlet::new("bote", TextPolicy::Full);
        house
            .publish(&outlet, &[Report::new(title, "Wortlaut.")])
            .await;
        let page = house.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        page.has(&["Wortlaut."]);
    }
}

#[tokio::test]
async fn what_a_picture_shows_is_told_in_the_readers_language() {
    let house = House::open().await;
    let outlet = Outlet {
        lang: "en",
        images: true,
        ..Outlet::new("bote", TextPolicy::Headline)
    };
    let reports = [Report::new("Bridge closed", "The harbour rests.")];
    let ids = house.publish(&outlet, &reports).await;
    house.keep_picture(&"ab".repeat(16)).await;
    let told = Translation {
        alt: Some("Ein Kran".to_owned()),
        caption: Some("Am Hafen".to_owned()),
        ..made(&[])
    };
    house.translate(ids[0], &[told]).await;
    let page = house.get("/articles/1/bridge-closed").await;
    page.has(&[
        "alt=\"Ein Kran\" ai-disclosure=\"ai-generated\"",
        "data-translated-by=\"mockel\">Am Hafen</span>",
    ]);
    let original = house.get("/articles/1/original").await;
    original.has(&[
        "alt=\"A crane\" lang=\"en\"",
        "<span lang=\"en\">At the quay</span>",
    ]);
    let both = house.get("/articles/1/translation").await;
    both.has(&["Bildunterschrift", "<p>Am Hafen</p>", "<p>At the quay</p>"]);
}

#[tokio::test]
async fn feeds_carry_the_label_in_words_and_for_machines() {
    let house = house(TextPolicy::Full, made(&BODY)).await;
    let label = "Maschinell übersetzt aus dem Englischen, nicht geprüft.";
    let atom = house.get("/latest.atom").await;
    atom.has(&[
        "<entry xml:lang=\"de\"><title>Brücke gesperrt</title>",
        "<category scheme=\"https://www.w3.org/community/ai-content-disclosure/\" term=\"ai-generated\"",
        "<category scheme=\"http://cv.iptc.org/newscodes/digitalsourcetype\" term=\"trainedAlgorithmicMedia\"",
        "<link rel=\"via\" href=\"https://outlet.example/bridge-closed\"/>",
        "hreflang=\"en\" href=\"https://news.example/articles/1/original\"",
        &format!("<content type=\"html\">&lt;p&gt;&lt;em&gt;{label}&lt;/em&gt;&lt;/p&gt;"),
        &format!("<summary>{label} Der Hafen ruht.</summary>"),
    ]);
    let rss = house.get("/sources/bote.rss").await;
    rss.has(&[
        "<item xml:lang=\"de\"><title>Brücke gesperrt</title>",
        "<dc:language>de</dc:language>",
        &format!("<description>{label}&lt;br&gt;Der Hafen ruht.</description>"),
        ">ai-generated</category>",
    ]);
    let feed = json(&house.get("/front.json").await.body);
    let item = &feed["items"][0];
    assert_eq!(item["language"], "de");
    assert_eq!(item["summary"], "Der Hafen ruht.");
    let content = item["content_html"].as_str().expect("text");
    assert!(
        content.starts_with(&format!("<p><em>{label}</em></p>")),
        "{content}"
    );
    let told = &item["_depesche"]["translation"];
    assert_eq!(told["from"], "en");
    assert_eq!(told["ai_disclosure"], "ai-generated");
    assert_eq!(told["reviewed"], false);
    assert_eq!(told["engines"][0]["engine"], "mockel");
    house
        .get("/en/latest.atom")
        .await
        .lacks(&["<category", "Brücke"]);
}

#[tokio::test]
async fn in_a_feed_words_that_stay_say_their_language() {
    let stays = Translation {
        title: None,
        ..made(&[])
    };
    let house = house(TextPolicy::Headline, stays).await;
    let atom = house.get("/latest.atom").await;
    atom.has(&[
        "<entry xml:lang=\"de\"><title xml:lang=\"en\">Bridge closed</title>",
        "nicht geprüft. Die Überschrift steht im Original. Der Hafen ruht.</summary>",
    ]);
}
