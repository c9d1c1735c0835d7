use depesche_model::{Lang, Languages};

use super::{evident, language, prior};

const GERMAN: &str = "Die Brücke am Hafen bleibt bis zum Freitag gesperrt, weil die Arbeiten an \
    den Lagern länger dauern als geplant. Das teilte die Stadt am Montag mit. Fußgänger kommen \
    weiterhin hinüber, Autos müssen den Umweg über die Uferstraße nehmen, und die Busse fahren \
    im Takt von zwanzig Minuten.";

/// Headlines as they stand in feeds: short, with names, without a teaser.
#[rustfmt::skip]
const HEADLINES: [(&str, &str); 30] = [
    ("de", "Brücke am Hafen bleibt bis Freitag gesperrt"),
    ("de", "Warum die Strompreise wieder steigen"),
    ("de", "Mara Quill wird neue Chefin der Hafenbahn"),
    ("en", "Harbour bridge stays closed until Friday"),
    ("en", "Why electricity prices are rising again"),
    ("en", "Mara Quill named new head of harbour railway"),
    ("fr", "Le pont du port reste fermé jusqu’à vendredi"),
    ("fr", "Pourquoi les prix de l’électricité augmentent"),
    ("fr", "Mara Quill prend la tête des chemins de fer du port"),
    ("es", "El puente del puerto seguirá cerrado hasta el viernes"),
    ("es", "Por qué vuelve a subir el precio de la luz"),
    ("es", "Mara Quill, nueva directora de los ferrocarriles"),
    ("it", "Il ponte del porto resta chiuso fino a venerdì"),
    ("it", "Perché i prezzi dell’energia aumentano ancora"),
    ("it", "Mara Quill alla guida delle ferrovie del porto"),
    ("nl", "Brug bij de haven blijft tot vrijdag dicht"),
    ("nl", "Waarom de stroomprijzen weer stijgen"),
    ("nl", "Mara Quill wordt de nieuwe baas van het havenspoor"),
    ("pt", "Ponte do porto continua fechada até sexta-feira"),
    ("pt", "Por que os preços da luz estão subindo de novo"),
    ("pt", "Mara Quill é a nova diretora da ferrovia do porto"),
    ("pl", "Most w porcie pozostanie zamknięty do piątku"),
    ("pl", "Dlaczego ceny prądu znowu rosną"),
    ("pl", "Mara Quill nową szefową kolei portowej"),
    ("sv", "Hamnbron är stängd till och med fredag"),
    ("sv", "Därför stiger elpriserna igen"),
    ("sv", "Mara Quill blir ny chef för hamnbanan"),
    ("da", "Havnebroen er lukket indtil fredag, oplyser kommunen"),
    ("nb", "Havnebrua er stengt til fredag, opplyser kommunen"),
    ("nb", "Derfor øker strømprisene igjen etter nyttår"),
];

/// Headlines that could be in another language too, but for their claim.
const UNCERTAIN: [(&str, &str); 5] = [
    ("da", "Derfor stiger priserne på strøm igen efter nytår"),
    ("da", "Mara Quill bliver ny chef for havnebanen"),
    ("nb", "Mara Quill blir ny sjef for havnebanen"),
    ("de", "Mara Quill"),
    ("en", "Tidewater 2.0: Update"),
];

fn check(text: &str, claimed: &str, expected: &str) {
    let found = language(text, Lang::parse(claimed).as_ref());
    let found = found.as_ref().map_or("", Lang::as_str);
    assert_eq!(found, expected, "claimed {claimed:?}: {text}");
}

#[test]
fn a_true_claim_stands_by_the_shortest_headline() {
    for (lang, headline) in HEADLINES.into_iter().chain(UNCERTAIN) {
        check(headline, lang, lang);
    }
    let names = "Émilie Grandpont trifft Giovanni Portofino in Rotterdam";
    check(names, "de", "de");
    check("Studie: El Niño wird stärker", "de", "de");
}

#[test]
fn a_claim_that_lies_is_found_out() {
    for (lang, headline) in HEADLINES {
        check(headline, if lang == "en" { "de" } else { "en" }, lang);
    }
    check(GERMAN, "en", "de");
    check(GERMAN, "da", "de");
}

#[test]
fn what_is_uncertain_stays_open_without_a_claim() {
    for (lang, headline) in HEADLINES {
        check(headline, "", lang);
    }
    for (_, headline) in UNCERTAIN {
        check(headline, "", "");
    }
}

#[test]
fn what_is_no_text_is_in_no_language() {
    for text in ["", "7.2.1", "v3", "…", "2026-03-01 12:00", "🎉🎉", "€ 4,20"] {
        for claimed in ["", "en"] {
            check(text, claimed, "");
        }
    }
    for text in [
        "Ok",
        "libfoo 2.4.1",
        "fn main() { print!(x) }",
        "HTTP/2 500",
        "Zoë Köhler",
    ] {
        check(text, "", "");
    }
}

#[test]
fn a_script_of_its_own_tells() {
    for claimed in ["", "en"] {
        check("Мост в порту закрыт до пятницы", claimed, "ru");
        check("Міст у порту зачинено до п’ятниці", claimed, "uk");
        check("Η γέφυρα του λιμανιού παραμένει κλειστή", claimed, "el");
        check("港の橋は金曜日まで閉鎖される", claimed, "ja");
        check("الجسر في الميناء مغلق حتى يوم الجمعة", claimed, "ar");
    }
}

#[test]
fn what_we_cannot_recognise_is_believed() {
    check(GERMAN, "lb", "lb");
    check(
        "Hamnebrua er stengd til fredag, opplyser kommunen",
        "nn",
        "nn",
    );
    check(
        "Havnebrua er stengt til fredag, opplyser kommunen",
        "no",
        "no",
    );
}

#[test]
fn a_text_in_two_languages_is_the_claimed_one() {
    let both = format!(
        "{GERMAN} The bridge by the harbour stays closed until Friday because the \
        works on its bearings take longer than they had planned, and that was what the city said \
        on Monday. It is open for those who walk, and the buses of the town go every twenty \
        minutes from the market."
    );
    check(&both, "en", "en");
    check(&both, "de", "de");
}

#[test]
fn few_words_are_no_evidence() {
    let found = |text| evident(text).as_ref().map(ToString::to_string);
    assert_eq!(found(GERMAN).as_deref(), Some("de"));
    assert_eq!(
        found("Das teilte die Stadt am Montag mit und sagte nicht mehr").as_deref(),
        Some("de")
    );
    assert_eq!(found("Die Hard in Berlin"), None);
    assert_eq!(found(""), None);
}

#[test]
fn what_a_feed_is_usually_in_is_believed_before_what_it_declares() {
    let check = |declared: &str, history: &str, expected: &str| {
        let (declared, history) = (Lang::parse(declared), Languages::parse(history));
        let found = prior(declared.as_ref(), &history);
        assert_eq!(found.map_or("", Lang::as_str), expected, "{history}");
    };
    check("en", "de 20 en 1", "de");
    check("en", "de 2", "en");
    check("en", "de 10 fr 10", "en");
    check("", "de 20", "de");
    check("", "", "");
    // One of the two that are called so, and one that small words cannot tell.
    check("no", "nb 20", "no");
    check("lb", "de 20", "lb");
}
