//! A row per form, a line per way of writing it.

mod iso;
mod languages;
mod written;

use super::parse;

/// Each of the texts is this instant; an empty one is no date.
fn check(expected: &str, texts: &[&str]) {
    for text in texts {
        let read = parse(text).map_or(String::new(), |at| at.to_string());
        assert_eq!(read, expected, "{text}");
    }
}

#[test]
fn rfc_822_is_read() {
    check(
        "2024-01-02T03:04:05Z",
        &[
            "Tue, 02 Jan 2024 03:04:05 GMT",
            "Tue, 02 Jan 2024 03:04:05 UTC",
            "Tue, 02 Jan 2024 03:04:05 UT",
            "Tue, 02 Jan 2024 03:04:05 Z",
            "Tue, 02 Jan 2024 03:04:05 +0000",
            "Tue, 02 Jan 2024 03:04:05 -0000",
            "Tue, 02 Jan 2024 03:04:05",
            "Tue, 2 Jan 2024 03:04:05 GMT",
            "Tue,  2 Jan 2024 03:04:05 GMT",
            "tue, 02 jan 2024 03:04:05 gmt",
            "TUE, 02 JAN 2024 03:04:05 GMT",
            "02 Jan 2024 03:04:05 GMT",
            "2 Jan 2024 03:04:05",
            "Tue, 02 Jan 24 03:04:05 GMT",
            "Tue, 02 Jan 124 03:04:05 GMT",
            "Tuesday, 02-Jan-24 03:04:05 GMT",
            "Tue, 02-Jan-2024 03:04:05 GMT",
            "Tuesday, 02 January 2024 03:04:05 GMT",
            "Tue, 02 Jan 2024 05:04:05 +0200",
            "Tue, 02 Jan 2024 05:04:05 +02:00",
            "Tue, 02 Jan 2024 05:04:05 +02",
            "Tue, 02 Jan 2024 05:04:05 +2",
            "Tue, 02 Jan 2024 05:04:05 + 0200",
            "Tue, 02 Jan 2024 05:04:05+0200",
            "Tue, 02 Jan 2024 05:04:05 GMT+0200",
            "Tue, 02 Jan 2024 05:04:05 GMT+02:00",
            "Tue, 02 Jan 2024 05:04:05 GMT+2",
            "Tue, 02 Jan 2024 05:04:05 GMT +0200",
            "Tue, 02 Jan 2024 05:04:05 UTC+02:00",
            "Tue, 02 Jan 2024 05:04:05 +0200 (EET)",
            "Tue, 02 Jan 2024 05:04:05 +0200 (EST)",
            "Mon, 01 Jan 2024 21:34:05 -0530",
            "Mon, 01 Jan 2024 21:34:05 \u{2212}0530",
            "Tue, 02 Jan 2024 03:04:05.000 GMT",
            "Tue,02 Jan 2024 03:04:05 GMT",
            "Tue 02 Jan 2024 03:04:05 GMT",
            "Tue. 02 Jan. 2024 03:04:05 GMT",
            "Tue, 02 Jan, 2024 03:04:05 GMT",
            "Tue, 02 Jan 2024, 03:04:05 GMT",
            "Tue , 02 Jan 2024 , 03:04:05 GMT",
            "Tue, Jan 02 2024 03:04:05 GMT",
            "Tue, 02Jan2024 03:04:05 GMT",
            "  Tue, 02 Jan 2024 03:04:05 GMT\n",
            "Tue,\n\t02 Jan\r\n 2024   03:04:05\tGMT",
            "Tue,\u{a0}02\u{a0}Jan\u{a0}2024\u{a0}03:04:05\u{a0}GMT",
            "\u{feff}Tue, 02 Jan 2024 03:04:05 GMT\u{200e}",
            "Tue, 02 Jan 2024 3:4:5 GMT",
            "Tue, 02 Jan 2024 03:04:05 Etc/GMT",
        ],
    );
    check(
        "2024-01-02T03:04:00Z",
        &["Tue, 02 Jan 2024 03:04 GMT", "2 Jan 24 03:04 +0000"],
    );
    check(
        "2024-01-02T00:00:00Z",
        &["Tue, 02 Jan 2024", "2 Jan 2024", "02 Jan 24"],
    );
}

#[test]
fn a_weekday_may_be_wrong_or_misspelt() {
    check(
        "2024-01-02T03:04:05Z",
        &[
            "Wed, 02 Jan 2024 03:04:05 GMT",
            "Tues, 02 Jan 2024 03:04:05 GMT",
            "Teusday, 02 Jan 2024 03:04:05 GMT",
            "Xyz, 02 Jan 2024 03:04:05 GMT",
            "January, 02 Jan 2024 03:04:05 GMT",
            ", 02 Jan 2024 03:04:05 GMT",
            "Tue, 02 Janury 2024 03:04:05 GMT",
            "Th 3, 02 thg 1 2024 03:04:05 GMT",
        ],
    );
}

#[test]
fn zones_are_known_by_name() {
    check(
        "2024-01-02T12:00:00Z",
        &[
            "Tue, 02 Jan 2024 07:00:00 EST",
            "Tue, 02 Jan 2024 08:00:00 EDT",
            "Tue, 02 Jan 2024 06:00:00 CST",
            "Tue, 02 Jan 2024 07:00:00 CDT",
            "Tue, 02 Jan 2024 05:00:00 MST",
            "Tue, 02 Jan 2024 06:00:00 MDT",
            "Tue, 02 Jan 2024 04:00:00 PST",
            "Tue, 02 Jan 2024 05:00:00 PDT",
            "Tue, 02 Jan 2024 07:00:00 ET",
            "Tue, 02 Jan 2024 04:00:00 PT",
            "Tue, 02 Jan 2024 08:00:00 AST",
            "Tue, 02 Jan 2024 08:30:00 NST",
            "Tue, 02 Jan 2024 03:00:00 AKST",
            "Tue, 02 Jan 2024 02:00:00 HST",
            "Tue, 02 Jan 2024 09:00:00 BRT",
            "Tue, 02 Jan 2024 12:00:00 WET",
            "Tue, 02 Jan 2024 13:00:00 BST",
            "Tue, 02 Jan 2024 13:00:00 CET",
            "Tue, 02 Jan 2024 13:00:00 MEZ",
            "Tue, 02 Jan 2024 13:00:00 MET",
            "Tue, 02 Jan 2024 14:00:00 CEST",
            "Tue, 02 Jan 2024 14:00:00 MESZ",
            "Tue, 02 Jan 2024 14:00:00 EET",
            "Tue, 02 Jan 2024 15:00:00 EEST",
            "Tue, 02 Jan 2024 15:00:00 MSK",
            "Вт, 02 янв 2024 15:00:00 МСК",
            "Tue, 02 Jan 2024 17:30:00 IST",
            "Tue, 02 Jan 2024 19:00:00 WIB",
            "Tue, 02 Jan 2024 20:00:00 HKT",
            "Tue, 02 Jan 2024 20:00:00 SGT",
            "Tue, 02 Jan 2024 21:00:00 JST",
            "Tue, 02 Jan 2024 21:00:00 KST",
            "Tue, 02 Jan 2024 22:00:00 AEST",
            "Tue, 02 Jan 2024 23:00:00 AEDT",
            "Wed, 03 Jan 2024 01:00:00 NZDT",
            "Tue, 02 Jan 2024 13:00:00 (CET)",
            "2024-01-02 13:00:00 CET",
            "2024-01-02T13:00:00 CET",
            "2 January 2024 at 7:00 AM EST",
        ],
    );
    check("2024-01-02T05:00:00Z", &["Tue, 02 Jan 2024 EST"]);
}

#[test]
fn military_and_unknown_zones_are_utc() {
    check(
        "2024-01-02T03:04:05Z",
        &[
            "Tue, 02 Jan 2024 03:04:05 A",
            "Tue, 02 Jan 2024 03:04:05 M",
            "Tue, 02 Jan 2024 03:04:05 N",
            "Tue, 02 Jan 2024 03:04:05 Y",
            "Tue, 02 Jan 2024 03:04:05 XYZT",
            "Tue, 02 Jan 2024 03:04:05 Unknown/Nowhere",
        ],
    );
}

#[test]
fn what_programs_print_is_read() {
    check(
        "2024-01-02T03:04:05Z",
        &[
            "Tue Jan  2 03:04:05 2024",
            "Tue Jan 02 03:04:05 GMT 2024",
            "Mon Jan 01 22:04:05 EST 2024",
            "Tue Jan 02 04:04:05 CET 2024",
            "Tue Jan 02 05:04:05 GMT+02:00 2024",
            "Tue Jan 02 05:04:05 +0200 2024",
            "Tue Jan 02 2024 04:04:05 GMT+0100 (CET)",
            "Tue Jan 02 2024 04:04:05 GMT+0100 (Central European Standard Time)",
            "Tue Jan 02 2024 10:04:05 GMT+0700 (Novosibirsk Standard Time)",
            "Tue Jan 02 2024 04:04:05 GMT+0100 (Mitteleurop\u{e4}ische Normalzeit)",
            "Tue, 2024/01/02 03:04:05 GMT",
            "Mon, 2024/01/01 22:04:05 EST",
            "Jan 2, 2024 3:04:05 AM",
            "Jan 2, 2024, 3:04:05\u{202f}AM",
            "1/2/2024 3:04:05 AM",
            "1/2/2024, 3:04:05 AM",
            "01/02/2024 03:04:05",
            "02.01.2024 03:04:05",
            "02.01.2024, 03:04:05",
            "2.1.2024 3:04:05",
            "02.01. 2024 3:04:05",
            "January 2 th 2024, 3:04:05",
            "2024年1月2日-3:04:05",
            "2. 1. 2024 3:04:05",
            "02.01.2024 03.04.05",
            "02-01-2024 03:04:05",
            "02-Jan-2024 03:04:05",
            "02/Jan/2024:03:04:05 +0000",
            "2024-01-02 03:04:05 +0000 UTC",
            "Tuesday, January 2, 2024 at 3:04:05 AM GMT",
            "Tuesday, January 2, 2024 3:04:05 AM",
            "January 2nd, 2024 3:04:05 a.m.",
            "Tue 02 Jan 2024 03:04:05 AM UTC",
            "03:04:05 02 Jan 2024",
            "03:04:05, 2 January 2024",
            "03:04:05 - 2 January 2024",
            "3:04:05 AM 1/2/2024",
            "03:04:05 2024-01-02",
            "03:04:05 02.01.2024",
            "03:04:05 02-Jan-2024",
            "Published: 2 Jan 2024 03:04:05",
            "Date:2024-01-02 03:04:05",
            "\"2024-01-02 03:04:05\"",
        ],
    );
}

#[test]
fn numbers_alone_are_unix_time() {
    check(
        "2024-01-02T03:04:05Z",
        &["1704164645", "1704164645000", "1704164645.5"],
    );
    check("2024-01-02T03:04:05.678Z", &["1704164645678"]);
    check(
        "",
        &[
            "17041646451",
            "170416464",
            "1",
            "17",
            "123",
            "99999999999999999999999",
        ],
    );
}

#[test]
fn numbers_say_which_is_the_day() {
    check("2024-01-02T00:00:00Z", &["1/2/2024", "01/02/24"]);
    check(
        "2024-02-01T00:00:00Z",
        &["1.2.2024", "01.02.24", "1-2-2024", "01-02-2024"],
    );
    check(
        "2024-01-13T00:00:00Z",
        &[
            "13/1/2024",
            "1/13/2024",
            "13.1.2024",
            "1.13.2024",
            "13-01-2024",
            "2024-13-01",
            "13/01/24",
        ],
    );
    check(
        "2024-02-01T00:00:00Z",
        &[
            "Thu 1/2/2024",
            "Thursday, 01/02/2024",
            "Do, 01/02/2024",
            "jeu. 01/02/2024",
        ],
    );
    check(
        "2024-01-02T00:00:00Z",
        &["Tue 1/2/2024", "Fri 1/2/2024", "Di, 02/01/2024"],
    );
    check(
        "2003-02-01T00:00:00Z",
        &["03-02-01", "01.02.03", "02/01/03", "Sat, 2003-02-01"],
    );
    check(
        "1999-12-31T00:00:00Z",
        &["31.12.99", "12/31/99", "99-12-31", "31-12-99"],
    );
}

#[test]
fn years_of_two_digits_are_near() {
    check("2049-01-02T00:00:00Z", &["2 Jan 49"]);
    check("1950-01-02T00:00:00Z", &["2 Jan 50"]);
    check(
        "1999-01-02T00:00:00Z",
        &["2 Jan 99", "99 Jan 2", "Jan 2, '99", "2 Jan \u{2019}99"],
    );
    check("2000-01-02T00:00:00Z", &["2 Jan 00", "2 Jan 100"]);
}

#[test]
fn halves_of_the_day_are_read() {
    check(
        "2024-01-02T15:04:00Z",
        &[
            "Jan 2, 2024 3:04 PM",
            "Jan 2, 2024 3:04PM",
            "2024-01-02T3:04 PM",
            "2024-01-02T03:04:00 PM",
            "Jan 2, 2024 3:04pm",
            "Jan 2, 2024 3:04 p.m.",
            "Jan 2, 2024 3:04 P. M.",
            "Jan 2, 2024 3:04p",
            "Jan 2, 2024 03:04 p.m",
            "Jan 2, 2024 15:04 PM",
            "2024-01-02 PM 3:04",
            "2 \u{399}\u{3b1}\u{3bd} 2024 3:04 \u{3bc}.\u{3bc}.",
            "2/ene/2024 3:04 p.\u{a0}m.",
            "Tue, 2 Jan 2024 3:04 pm UTC",
            "Tue, 2 Jan 2024 4:04 pm CET",
        ],
    );
    check(
        "2024-01-02T15:00:00Z",
        &[
            "Jan 2, 2024 3 PM",
            "Jan 2, 2024 3pm",
            "3 p.m., January 2, 2024",
        ],
    );
    check(
        "2024-01-02T00:04:00Z",
        &["Jan 2, 2024 12:04 AM", "Jan 2, 2024 12:04 a.m."],
    );
    check(
        "2024-01-02T12:04:00Z",
        &["Jan 2, 2024 12:04 PM", "am 2. Januar 2024 um 12:04 Uhr"],
    );
}

#[test]
fn the_ends_of_days_and_minutes_are_read() {
    check(
        "2024-01-03T00:00:00Z",
        &[
            "Tue, 02 Jan 2024 24:00:00 GMT",
            "2024-01-02T24:00:00Z",
            "2024-01-02 24:00",
            "20240102T240000Z",
        ],
    );
    check(
        "2024-01-02T00:30:00Z",
        &["2024-01-02 24:30:00", "Tue, 02 Jan 2024 24:30:00 GMT"],
    );
    check(
        "2016-12-31T23:59:59Z",
        &["2016-12-31T23:59:60Z", "Sat, 31 Dec 2016 23:59:60 GMT"],
    );
    check("2024-02-29T00:00:00Z", &["29 Feb 2024", "2024-060"]);
}

#[test]
fn the_bounds_of_time_are_kept() {
    check(
        "0001-01-01T00:00:00Z",
        &["0001-01-01T00:00:00Z", "1 Jan 0001"],
    );
    check("0099-12-31T23:00:01Z", &["Fri, 01 Jan 0100 00:00:01 +0100"]);
    check("9999-12-29T00:00:00Z", &["9999-12-29"]);
    check(
        "",
        &[
            "0000-01-01",
            "9999-12-31T23:59:59-99:99",
            "31 Dec 9999 23:59:59 -9999",
        ],
    );
}

#[test]
fn what_cannot_be_is_none() {
    check(
        "",
        &[
            "",
            " ",
            "yesterday",
            "soon",
            "3 hours ago",
            "0000-00-00",
            "0000-00-00 00:00:00",
            "Wed, 31 Dec 0000 00:00:00 GMT",
            "32 Mar 2024",
            "0 Mar 2024",
            "00 Mar 2024",
            "30 Feb 2024",
            "2023-02-29",
            "29 Feb 2023 10:00",
            "2024-13-13",
            "2024-00-10",
            "2024-366T25",
            "2023-366",
            "2024-000",
            "2024-W54-1",
            "2024-W01-8",
            "6 Mar 2024 25:00",
            "6 Mar 2024 10:61",
            "6 Mar 2024 10:00:61",
            "2024-03-06T25:00:00Z",
            "2024-03-06T10:60:00Z",
            "2024-03-06T10:xx:00Z",
            "2024-03-06T10:00:00+00:xx",
            "2024-03-06T10:00:00+0060",
            "6 Mar 2024 1:2:3:4 GMT",
            "6 Mar 2024 10:00:00 +zz:00",
            "6 zzz 2024 10:00:00 GMT",
            "Mar x 2024 10:00:00 GMT",
            "6 Mar zz 10:00:00 GMT",
            "2024-xx-06",
            "Wed 2024",
            "10:00:00",
            "6 Mar",
            "March",
            "1.2.3",
            "127.0.0.1",
            "013",
            "22413",
            "Dé Máirt, 02 Ean 2024",
            "3 02 1 2024",
            "/Date(1704164645000)/ and more",
            "GMT",
            "T",
            "+0100",
            "::::",
            "-",
        ],
    );
}

#[test]
fn a_long_text_is_read_to_a_bound() {
    let long = |begin: &str| format!("{begin}{}", " and so on".repeat(100_000));
    check("2024-01-02T03:04:05Z", &[&long("2024-01-02T03:04:05Z")]);
    check(
        "",
        &[&long("Jan"), &"1".repeat(1_000_000), &"é".repeat(1_000_000)],
    );
    let cut = format!("2 Jan{} 2024", " ".repeat(92)); // The bound is within the year.
    check("", &[&cut]);
}
