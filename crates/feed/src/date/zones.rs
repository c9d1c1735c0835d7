//! The names of zones.

/// How many minutes a zone is ahead of UTC.
///
/// A name with several meanings has the one of RFC 822 (`CST`), else of most people who write it
/// (`IST` is India's, `BST` Britain's in summer). The military letters are left out: RFC 822 had
/// their signs wrong, so nobody knows what is meant (RFC 2822, 4.3).
#[rustfmt::skip]
pub(super) fn minutes(name: &str) -> Option<i32> {
    Some(match name {
        "hst" => -600,
        "akst" | "hdt" => -540,
        "pt" | "pst" | "akdt" => -480,
        "mt" | "mst" | "pdt" => -420,
        "ct" | "cst" | "mdt" => -360,
        "et" | "est" | "cdt" | "cot" => -300,
        "at" | "ast" | "edt" | "clt" | "vet" | "bot" | "amt" => -240,
        "nst" => -210,
        "adt" | "art" | "brt" | "clst" | "uyt" | "gft" => -180,
        "ndt" => -150,
        "brst" | "pmdt" | "fnt" => -120,
        "azot" => -60,
        "z" | "ut" | "utc" | "gmt" | "wet" | "zulu" | "гмт" => 0,
        "west" | "cet" | "met" | "mez" | "bst" | "wat" => 60,
        "cest" | "mest" | "mesz" | "eet" | "oez" | "cat" | "sast" => 120,
        "eest" | "oesz" | "msk" | "мск" | "trt" | "eat" | "idt" | "fet" => 180,
        "irst" => 210,
        "msd" | "samt" | "gst" | "azt" => 240,
        "aft" | "irdt" => 270,
        "pkt" | "uzt" | "yekt" => 300,
        "ist" => 330,
        "npt" => 345,
        "bdt" | "omst" | "almt" => 360,
        "mmt" => 390,
        "wib" | "ict" | "krat" | "novt" => 420,
        "wita" | "awst" | "hkt" | "sgt" | "myt" | "pht" | "irkt" => 480,
        "jst" | "kst" | "yakt" => 540,
        "acst" => 570,
        "aest" | "chst" | "vlat" => 600,
        "acdt" => 630,
        "aedt" | "magt" => 660,
        "nzst" | "pett" => 720,
        "nzdt" => 780,
        _ => return None,
    })
}
