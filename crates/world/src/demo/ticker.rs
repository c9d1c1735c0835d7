//! Short notices from templates, when all that was written is published: each different.

use super::script::Script;

/// The notice with this number: whose it is and what it says.
pub(super) fn script(number: u64) -> (usize, Script) {
    let figures = Figures(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    match number % 4 {
        0 => (2, market(number, figures)),
        1 => (0, tide(number, figures)),
        2 => (1, grid(number, figures)),
        _ => (0, traffic(number, figures)),
    }
}

/// Figures that look like measurements and are the same in each run.
struct Figures(u64);

impl Figures {
    fn next(&mut self, from: u64, to: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        from + self.0 % (to - from)
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let index = self.next(0, of.len() as u64);
        of[usize::try_from(index).unwrap_or_default()]
    }
}

fn tide(number: u64, mut figures: Figures) -> Script {
    let (metres, rest) = (figures.next(1, 4), figures.next(10, 99));
    let wind = figures.pick(&["Südwest", "West", "Nordwest", "Nord", "Ost"]);
    let force = figures.next(3, 9);
    notice(
        number,
        "pegel",
        format!("Pegel {number}: Hochwasser am Alten Kran bei {metres},{rest} Metern"),
        format!("Wind aus {wind}, Stärke {force}; der Südkai bleibt begehbar."),
        &["Hafen", "Pegel"],
        vec![
            format!(
                "Am Alten Kran hat der Pegel {metres},{rest} Meter erreicht. Der Wind kommt aus \
                 {wind} mit Stärke {force}, in Böen ist er eine Stufe stärker."
            ),
            "Das Hafenamt hält die Fluttore am Südkai offen. Wer ein Boot an den Schwimmstegen \
             liegen hat, sollte die Leinen vor der nächsten Tide prüfen."
                .to_owned(),
        ],
    )
}

fn traffic(number: u64, mut figures: Figures) -> Script {
    let place = figures.pick(&[
        "an der Klappbrücke",
        "auf dem Wall",
        "in der Speicherstraße",
        "vor dem Fähranleger",
        "am Bahnübergang Kieler Weg",
    ]);
    let minutes = figures.next(6, 35);
    let reason = figures.pick(&[
        "eine Baustelle der Wasserwerke",
        "ein liegengebliebener Lastwagen",
        "die Verladung eines Rotorblatts",
        "eine Öffnung für zwei Küstenschiffe",
    ]);
    notice(
        number,
        "verkehr",
        format!("Verkehr {number}: {minutes} Minuten Wartezeit {place}"),
        format!("Grund ist {reason}; die Linie 4 fährt einen Umweg."),
        &["Verkehr"],
        vec![
            format!(
                "Wer {place} unterwegs ist, braucht derzeit {minutes} Minuten länger. Grund ist \
                 {reason}."
            ),
            "Die Linie 4 fährt bis auf Weiteres über den Bahnhof, die Haltestelle Rathausmarkt \
             entfällt. Fahrräder kommen durch."
                .to_owned(),
        ],
    )
}

fn grid(number: u64, mut figures: Figures) -> Script {
    let wind = thousands(figures.next(900, 4200));
    let load = thousands(figures.next(1800, 3900));
    let price = figures.next(12, 118);
    notice(
        number,
        "netzlage",
        format!("Netzlage {number}: {wind} Megawatt Wind, {load} Megawatt Last"),
        format!("Im Kurzfristhandel kostet die Megawattstunde {price} Euro."),
        &["Netz", "Kurzmeldung"],
        vec![
            format!(
                "Die Windparks an der Küste speisen {wind} Megawatt ein, die Last im Netzgebiet \
                 liegt bei {load} Megawatt."
            ),
            format!(
                "Im Kurzfristhandel kostet die Megawattstunde Strom {price} Euro. Eingriffe in \
                 die Fahrpläne der Kraftwerke sind nicht angekündigt."
            ),
        ],
    )
}

/// A number as German writes it: `3.235`.
fn thousands(number: u64) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{}.{:03}", number / 1000, number % 1000),
    }
}

fn market(number: u64, mut figures: Figures) -> Script {
    let (points, tenths) = (figures.next(0, 3), figures.next(1, 9));
    let way = figures.pick(&["up", "down"]);
    let volume = figures.next(40, 260);
    notice(
        number,
        "tape",
        format!("Tape {number}: Corrant basket {way} {points}.{tenths} per cent"),
        format!("Volume on the three largest venues came to {volume} million."),
        &["Markets", "Tape"],
        vec![
            format!(
                "The basket of tokens quoted in Corrant dollars was {way} {points}.{tenths} per \
                 cent over the past half hour, on volume of {volume} million."
            ),
            "Spreads were unchanged, and no venue reported an interruption. Traders described \
             the session as quiet."
                .to_owned(),
        ],
    )
}

fn notice(
    number: u64,
    kind: &str,
    title: String,
    teaser: String,
    tags: &[&str],
    blocks: Vec<String>,
) -> Script {
    Script {
        slug: format!("{kind}-{number}"),
        title,
        teaser,
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        blocks,
        ..Script::default()
    }
}
