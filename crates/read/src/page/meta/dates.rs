//! When it was published and when it was changed.

use depesche_feed::date;
use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::claim::{Claim, Fact, Place};
use super::data::Piece;
use super::said::{Said, Time};
use super::words::line;

/// The longest line that is looked at for a date, in characters.
const MAX_CHARS: usize = 100;

/// How many claims are kept.
const MAX_CLAIMS: usize = 12;

/// What is said of when it was published, in the order in which it is believed.
pub(super) fn published(
    said: &Said,
    article: &Piece,
    page: &Piece,
    url: &Url,
    known: Option<Timestamp>,
) -> Vec<Claim> {
    let mut found = vec![(Place::Data, article.published.clone())];
    let metas = said.metas.iter().filter(|(name, _)| is_published(name));
    let open_graph = metas.clone().filter(|(name, _)| name.contains("article:"));
    found.extend(open_graph.map(|(_, date)| (Place::OpenGraph, line(date))));
    found.extend(property(said, &["datePublished", "dateCreated"]));
    found.push((Place::PageData, page.published.clone()));
    found.extend(metas.map(|(_, date)| (Place::Meta, line(date))));
    let times = || said.times.iter().filter(|time| !is_change(time));
    found.extend(times().filter(|time| time.is_told).map(machine));
    found.extend(known.map(|at| (Place::Feed, at.to_string())));
    for is_below in [true, false] {
        let times = || times().filter(|time| time.is_below_heading == is_below);
        found.extend(times().map(machine).take(3));
        found.extend(times().map(|time| (Place::Text, line(&time.text))).take(3));
    }
    found.extend(said.lines.iter().map(|text| (Place::Text, text.clone())));
    found.push((Place::Address, in_address(url.path())));
    claims(Fact::Published, found)
}

/// What is said of when it was changed.
pub(super) fn modified(said: &Said, article: &Piece, page: &Piece) -> Vec<Claim> {
    let mut found = vec![(Place::Data, article.modified.clone())];
    let metas = said.metas.iter().filter(|(name, _)| is_modified(name));
    found.extend(metas.map(|(name, date)| {
        let is_open_graph = name.contains("article:") || name.starts_with("og:");
        (
            if is_open_graph {
                Place::OpenGraph
            } else {
                Place::Meta
            },
            line(date),
        )
    }));
    found.extend(property(said, &["dateModified"]));
    found.push((Place::PageData, page.modified.clone()));
    let times = said.times.iter().filter(|time| is_change(time));
    found.extend(times.clone().map(machine).take(2));
    found.extend(times.map(|time| (Place::Text, line(&time.text))).take(2));
    claims(Fact::Modified, found)
}

/// Takes the first date, or the one that the feed has, too, where the first is of another hour; and
/// of the others of its day the one that says the time of day and the zone, where it leaves them out.
pub(super) fn take(claims: &mut [Claim], known: Option<Timestamp>) -> Option<Timestamp> {
    let dates: Vec<Timestamp> = claims
        .iter()
        .map(|claim| date::parse(&claim.says).unwrap_or_default())
        .collect();
    let first = *dates.first()?;
    let is_near = |at: Timestamp, other: Timestamp, limit: SignedDuration| {
        other.duration_since(at).abs() <= limit
    };
    let hour = SignedDuration::from_hours(1);
    let of_feed = |at: usize| {
        known.is_some_and(|known| is_near(dates[at], known, hour))
            && claims[at].place != Place::Feed
            && has_time(&claims[at].says)
    };
    let is_exact = |at: usize| has_time(&claims[at].says) && claims[at].place != Place::Text;
    let of_day =
        |at: usize| is_exact(at) && is_near(first, dates[at], SignedDuration::from_hours(36));
    // The same clock in two zones: the distance is one of whole quarters of an hour.
    let of_clock = |at: usize| {
        is_exact(at)
            && has_zone(&claims[at].says)
            && is_near(first, dates[at], SignedDuration::from_hours(14))
            && dates[at].duration_since(first).as_secs() % 900 == 0
    };
    let all = 0..dates.len();
    let better = all.clone().find(|at| of_feed(*at)).or_else(|| {
        let says = &claims[0].says;
        match (has_time(says), has_zone(says)) {
            (false, _) => all.clone().find(|at| of_day(*at)),
            (true, false) => all.clone().find(|at| of_clock(*at)),
            (true, true) => None,
        }
    });
    let taken = better.unwrap_or(0);
    claims[taken].is_taken = true;
    Some(dates[taken])
}

fn claims(fact: Fact, found: Vec<(Place, String)>) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    for (place, says) in found {
        let is_known = claims.iter().any(|claim| claim.says == says);
        if !is_known && claims.len() < MAX_CLAIMS && is_date(&says) {
            claims.push(Claim::new(fact, place, says));
        }
    }
    claims
}

fn is_date(text: &str) -> bool {
    // A year alone is no date of an article's.
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let oldest = Timestamp::constant(631_152_000, 0);
    digits >= 5
        && text.chars().count() <= MAX_CHARS
        && date::parse(text).is_some_and(|at| at > oldest)
}

fn machine(time: &Time) -> (Place, String) {
    (Place::Time, line(&time.machine))
}

fn property(said: &Said, names: &[&str]) -> Vec<(Place, String)> {
    let known = said
        .properties
        .iter()
        .filter(|(name, _)| names.contains(&name.as_str()));
    known
        .map(|(_, says)| (Place::Microdata, line(says)))
        .collect()
}

/// Whether a meta element says when it was published: there are dozens of names.
fn is_published(name: &str) -> bool {
    const WHOLE: [&str; 8] = [
        "date",
        "dc.date",
        "dcterms.date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date.created",
        "created",
    ];
    let name = name.trim_end_matches(":utc");
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let parts = [
        "publishedtime",
        "publisheddate",
        "publishtime",
        "publishdate",
        "pubdate",
        "datepublished",
        "publicationdate",
    ];
    WHOLE.contains(&name)
        || parts.iter().any(|part| letters.contains(part))
        || matches!(
            letters.as_str(),
            "sailthrudate" | "citationdate" | "articlepublished" | "dateissued" | "articlecreated"
        )
}

fn is_modified(name: &str) -> bool {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let parts = [
        "modifiedtime",
        "updatedtime",
        "datemodified",
        "modifieddate",
        "lastmod",
        "dctermsmodified",
        "dateupdated",
        "updatedate",
        "updatetime",
    ];
    parts.iter().any(|part| letters.contains(part)) || name == "revised"
}

/// Whether a date in the text is one of a change.
fn is_change(time: &Time) -> bool {
    const WORDS: [&str; 14] = [
        "updat",
        "modif",
        "aktualis",
        "geändert",
        "edited",
        "stand:",
        "mis à jour",
        "actualiz",
        "aggiornat",
        "bijgewerkt",
        "oppdatert",
        "uppdater",
        "opdateret",
        "zuletzt",
    ];
    let text = time.text.to_lowercase();
    WORDS
        .iter()
        .any(|word| text.contains(word) || time.hint.contains(word))
}

fn has_time(date: &str) -> bool {
    let digits: usize = date.bytes().filter(u8::is_ascii_digit).count();
    date.contains(':') || (digits >= 10 && digits == date.len())
}

fn has_zone(date: &str) -> bool {
    let Some((_, behind)) = date.split_once(':') else {
        return true;
    };
    behind.contains(['Z', 'z', '+'])
        || behind.contains('-')
        || behind.contains("GMT")
        || behind.contains("UTC")
        || ["CET", "CEST", "EST", "EDT", "PST", "PDT", "BST"]
            .iter()
            .any(|zone| behind.contains(zone))
}

/// The day in an address: "/2024/05/03/bridge", "/2024-05-03-bridge", "/20240503…"; empty where
/// there is none.
fn in_address(path: &str) -> String {
    let parts: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).collect();
    let whole = |parts: &[&str]| is_day(parts).then(|| parts.join("-"));
    let parted = parts.windows(3).find_map(whole);
    let run = |part: &&str| {
        let digits = part.get(..8).filter(|_| matches!(part.len(), 8 | 12..))?;
        whole(&[&digits[..4], &digits[4..6], &digits[6..]])
    };
    parted
        .or_else(|| parts.iter().find_map(run))
        .unwrap_or_default()
}

fn is_day(parts: &[&str]) -> bool {
    let number =
        |part: &str, chars: usize| part.parse::<u32>().ok().filter(|_| part.len() == chars);
    let &[year, month, day] = parts else {
        return false;
    };
    number(year, 4).is_some_and(|year| (1990..2100).contains(&year))
        && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
        && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use url::Url;

    use super::{in_address, modified, published, take};
    use crate::page::meta::claim::{Claim, Fact, Place};
    use crate::page::meta::data::Piece;
    use crate::page::meta::said::{Said, Time};

    fn check(metas: &[(&str, &str)], times: Vec<Time>, data: &str, expected: &str) {
        let said = Said {
            metas: metas
                .iter()
                .map(|(name, says)| ((*name).to_owned(), (*says).to_owned()))
                .collect(),
            times,
            ..Said::default()
        };
        let article = Piece {
            published: data.to_owned(),
            ..Piece::default()
        };
        let url = Url::parse("https://town.example/2024/05/02/bridge").expect("a URL");
        let about = Piece::default();
        let taken = take(&mut published(&said, &article, &about, &url, None), None);
        assert_eq!(
            taken,
            expected.parse::<Timestamp>().ok(),
            "{metas:?} {data}"
        );
    }

    fn shown(text: &str, machine: &str) -> Time {
        Time {
            text: text.to_owned(),
            machine: machine.to_owned(),
            ..Time::default()
        }
    }

    #[test]
    fn structured_data_are_believed_first_and_the_address_last() {
        let metas = [("article:published_time", "2024-05-04T10:00:00Z")];
        check(
            &metas,
            Vec::new(),
            "2024-05-03T10:00:00Z",
            "2024-05-03T10:00:00Z",
        );
        check(&metas, Vec::new(), "", "2024-05-04T10:00:00Z");
        check(
            &[],
            vec![shown("", "2024-05-05T10:00Z")],
            "",
            "2024-05-05T10:00:00Z",
        );
        check(
            &[],
            vec![shown("Freitag, 3. Mai 2024, 10:15 Uhr", "")],
            "",
            "2024-05-03T10:15:00Z",
        );
        check(
            &[],
            vec![shown("vendredi 3 mai 2024", "")],
            "",
            "2024-05-03T00:00:00Z",
        );
        check(&[], Vec::new(), "soon", "2024-05-02T00:00:00Z");
    }

    #[test]
    fn others_complete_the_day_and_the_zone() {
        let metas = [("pubdate", "2024-05-03T10:00:00+02:00")];
        check(&metas, Vec::new(), "2024-05-03", "2024-05-03T08:00:00Z");
        check(
            &metas,
            Vec::new(),
            "2024-05-03T10:00:00",
            "2024-05-03T08:00:00Z",
        );
        check(&metas, Vec::new(), "2024-05-01", "2024-05-01T00:00:00Z");
    }

    #[test]
    fn a_date_of_a_change_is_not_the_date_of_publication() {
        let times = || vec![shown("Updated 4 May 2024", ""), shown("3 May 2024", "")];
        check(&[], times(), "", "2024-05-03T00:00:00Z");
        let said = Said {
            times: times(),
            ..Said::default()
        };
        let changed = take(
            &mut modified(&said, &Piece::default(), &Piece::default()),
            None,
        );
        assert_eq!(changed, "2024-05-04T00:00:00Z".parse().ok());
    }

    #[test]
    fn the_feed_bears_out_one_of_several() {
        let claim = |says: &str| Claim::new(Fact::Published, Place::Data, says.to_owned());
        let mut claims = ["2024-05-03T10:00:00Z", "2024-05-03T08:00:00Z"].map(claim);
        let known = "2024-05-03T08:10:00Z".parse().ok();
        let taken = take(&mut claims, known);
        assert_eq!(taken, "2024-05-03T08:00:00Z".parse().ok());
        assert!(claims[1].is_taken && !claims[0].is_taken);
    }

    #[test]
    fn addresses_hold_days() {
        assert_eq!(in_address("/news/2024/05/03/a"), "2024-05-03");
        assert_eq!(in_address("/a-2024-05-03-12"), "2024-05-03");
        assert_eq!(in_address("/A20240503101500"), "2024-05-03");
        assert_eq!(in_address("/20241399"), "");
        assert_eq!(in_address("/1234567"), "");
    }
}
