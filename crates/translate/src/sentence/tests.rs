use depesche_model::Lang;
use proptest::prelude::*;

use super::sentences;

/// Checks where a text is cut; `|` stands at the expected ends, after the space.
fn check(lang: &str, marked: &str) {
    let lang = Lang::parse(lang).expect("it is a tag");
    let text = marked.replace('|', "");
    let expected: Vec<_> = marked.split('|').collect();
    assert_eq!(sentences(&text, &lang), expected, "{lang}");
}

#[test]
fn sentences_end_at_their_stops() {
    check(
        "en",
        "The bridge is closed. |It will stay so. |Why? |Nobody knows!",
    );
    check(
        "de",
        "Die Brücke ist gesperrt. |Sie bleibt es. |Warum? |Niemand weiß es!",
    );
    check(
        "fr",
        "Le pont est fermé. |Il le reste. |Pourquoi ? |Personne ne sait !",
    );
    check("es", "El puente está cerrado. |¿Por qué? |¡Nadie lo sabe!");
    check("ru", "Мост закрыт. |Почему? |Никто не знает.");
    check(
        "zh",
        "大桥已经关闭。|没有人知道为什么。|明天开放吗？|不会！",
    );
    check("ja", "橋は閉鎖された。|理由は不明だ。");
    check("hi", "पुल बंद है। |क्यों?");
    check("en", "No stop at the end");
    check("en", "He came in 2019. |Nobody saw him.");
}

#[test]
fn titles_want_their_names() {
    check("en", "Dr. Who is back. |So is Mrs. Quill.");
    check(
        "en",
        "They met Prof. Havenaar and Gen. Rivera. |The talks failed.",
    );
    check("en", "St. Alban is a town.");
    check(
        "de",
        "Das sagte Dr. Quill am Montag. |Prof. Havenaar widersprach.",
    );
    check("de", "Mit Dr. med. Rivera sprach Fr. Quill.");
    check("fr", "M. Grandpont a refusé. |Mme Quill aussi.");
    check(
        "fr",
        "Selon M. Le Havre, tout va bien. |MM. Rivera et Quill doutent.",
    );
    check(
        "es",
        "El Sr. Rivera y la Sra. Quill llegaron. |El Dr. Puerto no.",
    );
}

#[test]
fn abbreviations_end_no_sentence() {
    check("en", "The U.S. Army left. |The U.K. Government stayed.");
    check("en", "Tidewater Inc. Chairman Quill resigned.");
    check("en", "He met e.g. Jonas and others.");
    check("en", "It was Quill vs. Rivera again.");
    check("en", "On Jan. Second they met.");
    check("de", "Obst, z. B. Äpfel, ist teuer. |Gemüse auch.");
    check("de", "Obst, z.\u{a0}B. Äpfel, ist teuer.");
    check("de", "Das gilt u. a. Berlin zufolge, d. h. Bayern nicht.");
    check("de", "Äpfel, Birnen usw. Kosten steigen.");
    check("de", "Die Haltestelle Berliner Str. Ecke Hafen fällt weg.");
    check("de", "Es kostet ca. Zehntausend Euro bzw. Franken.");
    check("fr", "Des fruits, p. ex. Granny, sont chers.");
    check("fr", "Les prix, c.-à-d. Tout, montent.");
    check("es", "Frutas, p. ej. Manzanas, son caras.");
    check("es", "La economía de EE. UU. Crece.");
}

#[test]
fn an_abbreviation_before_a_small_word_ends_one() {
    check("en", "She left the U.S. |The rest stayed.");
    check("en", "It begins at 3 p.m. |He will be there.");
    check("en", "Apples, pears, etc. |They all cost more.");
    check("en", "They bought Tidewater Inc. |In May they sold it.");
    check("de", "Äpfel, Birnen usw. |Die Kosten steigen.");
    check("de", "Er lebt in den U.S. |Das weiß jeder.");
    check("es", "Vive en EE. UU. |El resto no.");
    check("fr", "Des pommes, etc. |Les prix montent.");
}

#[test]
fn initials_are_no_ends() {
    check(
        "en",
        "J. R. Quill and M. Havenaar wrote it. |The paper printed it.",
    );
    check("en", "George W. Rivera spoke.");
    check("de", "E. T. A. Havenaar schrieb es.");
    check("fr", "J. Grandpont et A. Quill.");
}

#[test]
fn ordinals_and_numbers_are_no_ends() {
    check("de", "Am 3. März beginnt es. |Am 4. Mai endet es.");
    check("de", "Der 2. Weltkrieg und das 20. Jahrhundert.");
    check("de", "Er wurde 3. Sieger wurde ein anderer.");
    check(
        "de",
        "Es kamen nur 20. |Die Polizei zählte 30. |Das war 2019. |Polizei und Feuerwehr kamen.",
    );
    check("en", "It grew by 3.5 percent. |Version 2.0 is out.");
    check("de", "Es wuchs um 3,5 Prozent auf 1.234.567 Euro.");
    check("en", "They live at No. 10 Downing. |Was it No. |Maybe.");
    check("de", "Haus Nr. 5 Ecke Abs. 2 Satz.");
    check("en", "See p. 12 Chapter and Fig. 3 Map.");
    check("en", "There were 20. |Police counted 30.");
}

#[test]
fn addresses_are_left_whole() {
    check(
        "en",
        "See https://harbour.example/a?Q=Bridge.Closed&x=1 for more. |Or not.",
    );
    check("en", "Write to post@harbour.example. |The desk answers.");
    check("en", "Node.js and harbour.example are names.");
}

#[test]
fn speech_goes_on_after_its_marks() {
    check("en", "“Stop!” he said. |“Why?” she asked.");
    check(
        "de",
        "„Halt!“, rief er. |„Warum?“ fragte sie. |„Darum.“ |Er ging.",
    );
    check("fr", "« Arrêtez ! » dit-il. |« Pourquoi ? »");
    check("en", "(It was late.) |They left.");
    check("en", "Yahoo! buys nothing.");
    check("en", "Wait... |Then he left. |Wait... and see.");
}

#[test]
fn a_broken_line_is_no_end_and_a_blank_one_is() {
    check("en", "The bridge\nis closed. |Still.");
    check("en", "Mrs.\nQuill came.");
    check("en", "A headline\n\n|A paragraph. |Another.");
    check("en", "The bridge is closed.\n|It is.");
}

#[test]
fn without_words_nothing_is_cut_wrongly() {
    assert!(sentences("", &Lang::parse("en").expect("it is a tag")).is_empty());
    check("en", " ");
    check("en", "...");
    check("de", "1. Äpfel");
}

proptest! {
    #[test]
    fn the_pieces_joined_are_the_text(
        text in r#"(\PC|[.!?\n 。"1aA]){0,80}"#, lang in "en|de|fr|es|ja"
    ) {
        let lang = Lang::parse(&lang).expect("it is a tag");
        let found = sentences(&text, &lang);
        prop_assert_eq!(&found.concat(), &text);
        prop_assert!(found.iter().all(|sentence| !sentence.is_empty()));
    }
}

#[test]
fn a_long_text_takes_no_longer_for_its_length() {
    let lang = Lang::parse("de").expect("it is a tag");
    for unit in [
        ".", ". ", "A. ", "1. 1 ", "?", "\n", "“.", " ", "a", "z. B. ",
    ] {
        let text = unit.repeat(50_000 / unit.len());
        assert_eq!(sentences(&text, &lang).concat().len(), text.len());
    }
}
