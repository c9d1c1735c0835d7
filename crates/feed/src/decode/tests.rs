use proptest::prelude::*;

use super::{MAX_TEXT_BYTES, decode};

fn check(bytes: &[u8], content_type: Option<&str>, expected: &str) {
    assert_eq!(decode(bytes, content_type).text, expected);
}

/// A text in an encoding that declares nothing.
fn check_guess(encoding: &str, text: &str) {
    let encoding = encoding_rs::Encoding::for_label(encoding.as_bytes()).expect("an encoding");
    let (bytes, _, is_lossy) = encoding.encode(text);
    assert!(!is_lossy, "{text}");
    let decoded = decode(&bytes, Some("text/xml"));
    assert_eq!(decoded.text, text, "{}", encoding.name());
    let complaint = decoded.complaint.expect("a guess is told");
    assert!(complaint.contains(encoding.name()), "{complaint}");
}

/// One letter under labels, which have spaces between them.
fn check_labels(labels: &str, byte: u8, expected: char) {
    for label in labels.split(' ') {
        let mut bytes = format!("<?xml encoding='{label}'?>").into_bytes();
        bytes.push(byte);
        let text = decode(&bytes, None).text;
        assert_eq!(text.chars().last(), Some(expected), "{label}");
    }
}

#[test]
fn the_bytes_go_before_the_declaration() {
    for encoding in ["iso-8859-1", "utf-16", "koi8-r", "bogus", "437"] {
        let text = format!("<?xml encoding='{encoding}'?>ü");
        check(text.as_bytes(), None, &text);
    }
    check(
        b"\xef\xbb\xbf\xc3\xa4",
        Some("text/xml; charset=iso-8859-1"),
        "ä",
    );
}

#[test]
fn declared_encodings_are_believed_where_the_bytes_allow() {
    check(
        b"\xcf\xf0\xe8",
        Some("text/xml; charset=\"windows-1251\""),
        "При",
    );
    check(b"<meta charset=koi8-r>\xd0", None, "<meta charset=koi8-r>п");
    // A server's default value does not hide what the document knows.
    check(
        b"<?xml encoding='windows-1251'?>\xcf",
        Some("text/xml; charset=ISO-8859-1"),
        "<?xml encoding='windows-1251'?>П",
    );
    // A mark that a script's file brought with it.
    check(
        b"\xef\xbb\xbf<?xml encoding='windows-1251'?>\xcf",
        None,
        "<?xml encoding='windows-1251'?>П",
    );
}

#[test]
fn utf8_with_strays_stays_utf8() {
    check(
        b"<?xml encoding='utf-8'?>Gr\xfc\xdfe \x93x\x94",
        None,
        "<?xml encoding='utf-8'?>Grüße “x”",
    );
    check("ä \u{fc}".as_bytes(), None, "ä ü");
    check("Café".as_bytes(), None, "Café");
    check(b"Caf\xc3\xa9 Gr\xfc\xdfe", None, "Café Grüße");
    check(
        b"<?xml encoding='iso-8859-1'?>Caf\xc3\xa9 Gr\xfc\xdfe",
        None,
        "<?xml encoding='iso-8859-1'?>Café Grüße",
    );
}

#[test]
fn a_single_stray_is_read_as_windows_1252() {
    for (bytes, expected) in [
        (&b"don\x92t"[..], "don’t"),
        (b"caf\xe9", "café"),
        (b"and so on\x85", "and so on…"),
        (b"A \x96 B", "A – B"),
        (b"20 \xb0C", "20 °C"),
        (b"\xa9 2026", "© 2026"),
        (b"10 \x80", "10 €"),
        (b"se\xf1or", "señor"),
        (b"\xa0", "\u{a0}"),
        (b"\x93Stop\x94, \x84nein\x93", "“Stop”, „nein“"),
        (b"\xabstop\xbb", "«stop»"),
    ] {
        check(bytes, None, expected);
    }
}

#[test]
fn a_character_that_was_cut_is_no_stray() {
    check("Мост з\u{fffd}...".as_bytes(), None, "Мост з\u{fffd}...");
    check(
        b"\xd0\x9c\xd0\xbe\xd1\x81\xd1\x82 \xd0... \xd0\xb7",
        None,
        "Мост \u{fffd}... з",
    );
    check(b"\xe2\x80\x9cx\xe2\x80...", None, "“x\u{fffd}...");
    check(b"caf\xe9\xa0: \xc3\xa9", None, "café\u{a0}: é");
    let cut = decode(b"\xc3\xa4\xc3", None);
    assert_eq!(cut.text, "ä");
    assert!(cut.complaint.is_some());
}

#[test]
fn what_nobody_declares_is_guessed() {
    let russian = "Мост у гавани остаётся закрытым до пятницы, сообщили в понедельник городские \
                   власти. Пешеходы могут пройти.";
    check_guess("windows-1251", russian);
    check_guess("koi8-u", russian);
    check_guess(
        "windows-1253",
        "Η γέφυρα του λιμανιού παραμένει κλειστή μέχρι την Παρασκευή.",
    );
    check_guess(
        "windows-1255",
        "הגשר ליד הנמל יישאר סגור עד יום שישי, הודיעה העירייה.",
    );
    check_guess(
        "windows-874",
        "สะพานใกล้ท่าเรือจะปิดจนถึงวันศุกร์ เทศบาลแจ้งเมื่อวันจันทร์",
    );
    let japanese = "港の橋は金曜日まで閉鎖されると、市が月曜日に発表した。歩行者は通行できる。";
    check_guess("shift_jis", japanese);
    check_guess("euc-jp", japanese);
    check_guess(
        "euc-kr",
        "항구의 다리는 금요일까지 폐쇄된다고 시가 월요일에 밝혔다.",
    );
    check_guess(
        "gbk",
        "市政府星期一表示，港口的桥梁将关闭到星期五，行人可以通行。",
    );
    check_guess(
        "big5",
        "市政府星期一表示，港口的橋樑將關閉到星期五，行人可以通行。",
    );
}

#[test]
fn the_language_helps_the_guess() {
    let head = b"<rss><channel><language>pl</language><title>";
    let title = b"Most zamkni\xeaty, \xbf\xf3\xb3w \xbfyje";
    let text = decode(&[&head[..], title].concat(), None).text.into_owned();
    assert!(text.ends_with("Most zamknięty, żółw żyje"), "{text}");
}

#[test]
fn many_faults_prove_a_declaration_wrong() {
    let russian = encoding_rs::WINDOWS_1251
        .encode("Мост у гавани остаётся закрытым до пятницы.")
        .0;
    for declared in ["big5", "euc-jp", "euc-kr", "shift_jis"] {
        let head = format!("<?xml encoding='{declared}'?>");
        let bytes = [head.as_bytes(), &russian].concat();
        check(
            &bytes,
            None,
            &format!("{head}Мост у гавани остаётся закрытым до пятницы."),
        );
    }
}

#[test]
fn wide_encodings_are_seen_with_and_without_a_mark() {
    check(b"\xff\xfe<\0\xe4\0", None, "<ä");
    check(b"\xfe\xff\0<\0\xe4", None, "<ä");
    check(b"<\0\xe4\0", None, "<ä");
    check(b"\0<\0\xe4", None, "<ä");
    check(b"\n\0<\0a\0>\0", None, "\n<a>");
    check(b"\xff\xfe\0\0<\0\0\0\xe4\0\0\0", None, "<ä");
    check(b"\0\0\xfe\xff\0\0\0<", None, "<");
    check(b"<\0\0\0\xe4\0\0\0", None, "<ä");
    check(b"\0\0\0<\0\0\0\xe4", None, "<ä");
}

#[test]
fn a_wide_text_may_be_cut_anywhere_and_a_mark_may_lie() {
    let cut = decode(b"\xff\xfe<\0\xe4\0a", None);
    assert_eq!(cut.text, "<ä");
    assert!(cut.complaint.is_some());
    check(b"\xff\xfe<?xml?>\xc3\xa4", None, "<?xml?>ä");
    check(b"<a>\0\0</a>", None, "<a>\0\0</a>");
    check(b"\0", None, "\0");
    check(b"\xff\xfe", None, "");
}

#[test]
fn japanese_in_seven_bits_is_seen_by_its_escapes() {
    check(b"\x1b$B9A\x1b(B", None, "港");
    check(b"\x1b[1mx", None, "\x1b[1mx");
    check("\u{1b}$B ä".as_bytes(), None, "\u{1b}$B ä");
}

#[test]
fn labels_are_understood_as_people_write_them() {
    check_labels(
        "windows_1251 cp-1251 win1251 WIN-1251 ms-cyrl 1251",
        0xcf,
        'П',
    );
    check_labels(
        "8859_2 iso8859_2 ISO_8859-2 latin2 iso_8859-2:1987",
        0xb1,
        'ą',
    );
    check_labels("latin-9", 0xa4, '€');
    check_labels("mac_cyrillic", 0x80, 'А');
    check_labels("x-mac-roman MacRoman", 0x80, 'Ä');
    check_labels("koi8_r", 0xd0, 'п');
    check_labels("utf-7", 0xe4, 'ä');
}

#[test]
fn the_pages_of_dos_are_known() {
    check_labels("437 cp437 IBM437 cspc8codepage437 CP-437 dos437", 0x80, 'Ç');
    check_labels("cp852", 0xa5, 'ą');
    check_labels("cspc850multilingual", 0xe1, 'ß');
    check_labels("cp866", 0x80, 'А');
    check_labels("x-mac-ce", 0x80, 'Ä');
}

#[test]
fn a_mainframes_text_is_read() {
    // <?xml encoding='cp500'?>[
    let bytes = b"\x4c\x6f\xa7\x94\x93\x40\x85\x95\x83\x96\x84\x89\x95\x87\x7e\x7d\x83\x97\xf5\xf0\xf0\x7d\x6f\x6e\x4a\x25";
    check(bytes, None, "<?xml encoding='cp500'?>[\n");
}

#[test]
fn controls_that_were_meant_as_quotation_marks_are_those() {
    check(
        "don\u{92}t \u{a0}\u{81}".as_bytes(),
        None,
        "don’t \u{a0}\u{81}",
    );
    check(
        b"<?xml encoding='iso-8859-2'?>\x84\xb1",
        None,
        "<?xml encoding='iso-8859-2'?>„ą",
    );
    check(
        b"<?xml encoding='iso-8859-2'?>\x9d\xb9",
        None,
        "<?xml encoding='iso-8859-2'?>ťą",
    );
}

#[test]
fn long_texts_are_cut_between_characters() {
    let check = |bytes: Vec<u8>, content_type: Option<&str>| {
        let decoded = decode(&bytes, content_type);
        assert!((MAX_TEXT_BYTES - 3..=MAX_TEXT_BYTES).contains(&decoded.text.len()));
        assert!(decoded.complaint.is_some());
    };
    check(vec![b'a'; MAX_TEXT_BYTES + 1], None);
    check(
        "a".bytes()
            .chain("ä".repeat(MAX_TEXT_BYTES / 2).bytes())
            .collect(),
        None,
    );
    check(
        vec![0xe4; MAX_TEXT_BYTES],
        Some("text/xml; charset=windows-1251"),
    );
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>, charset in "[a-z0-9_-]{0,12}") {
        let content_type = format!("text/xml; charset={charset}");
        for content_type in [None, Some(&*content_type)] {
            let decoded = decode(&bytes, content_type);
            prop_assert!(decoded.text.len() <= 4 * bytes.len());
        }
    }

    #[test]
    fn valid_utf8_is_left_as_it_is(text in "[a-zäß€中И\u{1F600} <>&]{1,40}") {
        prop_assert_eq!(&decode(text.as_bytes(), Some("text/xml; charset=big5")).text, &text);
    }
}
