//! Takes the names out of a byline.

use super::words::line;

/// The most names that one line may hold.
const MAX_NAMES: usize = 16;

/// The longest name, in characters.
const MAX_CHARS: usize = 60;

/// The most words of a name.
const MAX_WORDS: usize = 7;

/// Words before a name, in lower case.
const BEFORE: [&str; 36] = [
    "by",
    "von",
    "vom",
    "par",
    "por",
    "di",
    "da",
    "door",
    "af",
    "av",
    "przez",
    "written",
    "posted",
    "published",
    "reported",
    "story",
    "ein",
    "eine",
    "einem",
    "kommentar",
    "analyse",
    "gastbeitrag",
    "interview",
    "kolumne",
    "essay",
    "reportage",
    "bericht",
    "podcast",
    "aus",
    "and",
    "und",
    "écrit",
    "analysis",
    "opinion",
    "commentary",
    "review",
];

/// Words that make a part no name but what its bearer does, or a thing to click; in lower case.
const ROLES: [&str; 89] = [
    "redakteur",
    "redakteurin",
    "redaktorin",
    "redaktor",
    "reporter",
    "reporterin",
    "editor",
    "editor-in-chief",
    "correspondent",
    "korrespondent",
    "korrespondentin",
    "writer",
    "journalist",
    "journalistin",
    "columnist",
    "kolumnist",
    "kolumnistin",
    "autor",
    "autorin",
    "author",
    "autoren",
    "contributor",
    "producer",
    "staff",
    "chefredakteur",
    "chefredakteurin",
    "ressortleiter",
    "ressortleiterin",
    "leiter",
    "leiterin",
    "volontär",
    "volontärin",
    "praktikant",
    "professor",
    "follow",
    "share",
    "read",
    "min",
    "minutes",
    "comments",
    "comment",
    "updated",
    "published",
    "email",
    "e-mail",
    "twitter",
    "facebook",
    "linkedin",
    "instagram",
    "subscribe",
    "profile",
    "uhr",
    "aktualisiert",
    "stand",
    "rédacteur",
    "rédactrice",
    "journaliste",
    "periodista",
    "redactor",
    "redactora",
    "fellow",
    "director",
    "manage",
    "search",
    "print",
    "subscription",
    "subscriber",
    "sign",
    "login",
    "archive",
    "article",
    "app",
    "store",
    "please",
    "thanks",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
];

/// What ends a name and is no part of it.
const BEHIND: [&str; 4] = [" 기자", " 記者", " 특파원", " 논설위원"];

/// The names in a byline: "By Mara Quill and Jon Reed, Harbour Correspondent | 3 May 2024" holds two.
///
/// Agencies and offices stay. What looks like an address, a date or an occupation goes.
pub(super) fn names(byline: &str) -> Vec<String> {
    let mut found = Vec::new();
    for row in byline.split(['\n', '|', '•', '·', '●', '\t']) {
        for part in parts(&line(row)) {
            let name = bare(&part);
            if is_name(name) && found.len() < MAX_NAMES {
                found.push(name.to_owned());
            }
        }
    }
    found
}

/// The line at its commas and its words for "and".
fn parts(row: &str) -> Vec<String> {
    const AND: [&str; 13] = [
        " and ", " und ", " et ", " y ", " e ", " en ", " og ", " och ", " & ", " / ", " i ",
        " with ", " on ",
    ];
    let mut row = format!("{row} ");
    for and in AND {
        row = row.replace(and, ",").replace(&and.to_uppercase(), ",");
    }
    let parts = row.split([',', ';', '、', '，', '(', ')', '[', ']']);
    parts.map(|part| part.trim().to_owned()).collect()
}

/// Without what stands before and behind a name.
fn bare(part: &str) -> &str {
    let part = match part.split_once(": ") {
        // "Text: Mara Quill"
        Some((label, rest)) if !label.contains(' ') && !starts_as_credit(part) => rest,
        _ => part,
    };
    let mut bare = part.trim_matches(|c: char| c.is_whitespace() || "-–—:*.,\"".contains(c));
    while let Some((first, rest)) = bare.split_once(' ') {
        let word = first.to_lowercase();
        // "Di Stefano" and "Da Silva" are names.
        let is_small = first.starts_with(char::is_lowercase)
            || !matches!(word.as_str(), "di" | "da" | "af" | "av");
        if !is_small || !BEFORE.contains(&word.as_str()) {
            break;
        }
        bare = rest.trim_start();
    }
    for behind in BEHIND {
        bare = bare.strip_suffix(behind).unwrap_or(bare);
    }
    bare.trim()
}

fn is_name(name: &str) -> bool {
    let chars = name.chars().count();
    let words = || name.split_whitespace().map(str::to_lowercase);
    chars > 1
        && chars <= MAX_CHARS
        && words().count() <= MAX_WORDS
        && name.chars().any(char::is_alphabetic)
        && !name.contains(['@', '{', '<', '?', '!', '='])
        && !starts_as_credit(name)
        && !name.contains("://")
        && !name.contains("www.")
        && !words().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        && name.chars().filter(char::is_ascii_digit).count() < 2
        && !words().any(|word| ROLES.contains(&word.trim_end_matches([':', '.'])))
        && !(words().count() == 1 && BEFORE.contains(&name.to_lowercase().as_str()))
        && !matches!(
            name.to_lowercase().as_str(),
            "admin" | "administrator" | "null" | "none" | "undefined"
        )
}

/// Whether it is about a picture or a source: "Image: Harbour Archive".
fn starts_as_credit(name: &str) -> bool {
    const MARKS: [&str; 10] = [
        "image", "images", "foto", "fotos", "photo", "photos", "bild", "picture", "quelle",
        "source",
    ];
    let mark = name
        .split_once(':')
        .map(|(mark, _)| mark.trim().to_lowercase());
    mark.is_some_and(|mark| MARKS.contains(&mark.as_str()))
}

/// Whether it looks like the name of a person: two words or more that begin with capitals, as such
/// names do; of writing without capitals, two or three characters.
pub(super) fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_caseless = |c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase();
    if name.chars().all(is_caseless) {
        return (2..=3).contains(&name.chars().count());
    }
    let capitals = words
        .iter()
        .filter(|word| word.starts_with(char::is_uppercase))
        .count();
    let is_small = |word: &&&str| !word.starts_with(char::is_uppercase);
    (2..=5).contains(&words.len())
        && words.first() != Some(&"The")
        && capitals >= 2
        && words
            .iter()
            .filter(is_small)
            .all(|word| word.chars().count() <= 4)
        && !name.contains([':', '/'])
}

/// The rest of a line that begins as a byline does: "By Mara Quill".
pub(super) fn behind_by(line: &str) -> Option<&str> {
    const BY: [&str; 12] = [
        "By ", "BY ", "by ", "By: ", "Von ", "Von: ", "Par ", "Por ", "Di ", "Door ", "Af ", "Av ",
    ];
    BY.iter().find_map(|by| line.strip_prefix(by))
}

#[cfg(test)]
mod tests {
    use super::names;

    fn check(byline: &str, expected: &[&str]) {
        assert_eq!(names(byline), expected, "{byline}");
    }

    #[test]
    fn names_are_told_from_what_stands_around_them() {
        check("By Mara Quill and Jon Reed", &["Mara Quill", "Jon Reed"]);
        check("Von Mara Quill, Redakteurin", &["Mara Quill"]);
        check("Ein Kommentar von Mara Quill", &["Mara Quill"]);
        check("Mara Quill | 3 May 2024 | 12:15", &["Mara Quill"]);
        check("Mara Quill (mquill@town.example)", &["Mara Quill"]);
        check("mq, dpa", &["mq", "dpa"]);
        check("https://town.example/mara", &[]);
        check("Di Stefano", &["Di Stefano"]);
        check("MARA QUILL AND JON REED", &["MARA QUILL", "JON REED"]);
        check("Harbour Press Agency", &["Harbour Press Agency"]);
        check("by\nMara Quill\nChief Editor\n5 min read", &["Mara Quill"]);
        check(
            "Analysis by Mara Quill on Monday, May 6th, 2024",
            &["Mara Quill"],
        );
        check("Text: Mara Quill", &["Mara Quill"]);
        check("Image: Mara Quill", &[]);
        check("Mara Quill\nPrint this article", &["Mara Quill"]);
        check("김하나 기자", &["김하나"]);
    }
}
