//! The town paper's notices: water and traffic.

use super::{Figures, Words, written};
use crate::demo::script::Script;

const WINDS: [Words; 5] = [
    ["Südwest", "the south-west"],
    ["West", "the west"],
    ["Nordwest", "the north-west"],
    ["Nord", "the north"],
    ["Ost", "the east"],
];

pub(super) fn tide(number: u64, mut figures: Figures) -> [Script; 2] {
    let (metres, rest) = (figures.next(1, 4), figures.next(10, 99));
    let [aus, from] = figures.pick(&WINDS);
    let force = figures.next(3, 9);
    let german = written(
        "pegel",
        number,
        &["Hafen", "Pegel"],
        format!("Pegel {number}: Hochwasser am Alten Kran bei {metres},{rest} Metern"),
        format!("Wind aus {aus}, Stärke {force}; der Südkai bleibt begehbar."),
        [
            format!(
                "Am Alten Kran hat der Pegel {metres},{rest} Meter erreicht. Der Wind kommt aus \
                 {aus} mit Stärke {force}, in Böen ist er eine Stufe stärker."
            ),
            "Das Hafenamt hält die Fluttore am Südkai offen. Wer ein Boot an den Schwimmstegen \
             liegen hat, sollte die Leinen vor der nächsten Tide prüfen."
                .to_owned(),
        ],
    );
    let english = written(
        "pegel",
        number,
        &[],
        format!("Gauge {number}: high water of {metres}.{rest} metres at the Old Crane"),
        format!("Wind from {from}, force {force}; the Südkai can still be walked."),
        [
            format!(
                "At the Old Crane the gauge has reached {metres}.{rest} metres. The wind is from \
                 {from} at force {force}, and one step stronger in gusts."
            ),
            "The port authority is keeping the floodgates on the Südkai open. Those who have a \
             boat at the floating jetties should see to their lines before the next tide."
                .to_owned(),
        ],
    );
    [german, english]
}

const PLACES: [Words; 5] = [
    ["an der Klappbrücke", "at the bascule bridge"],
    ["auf dem Wall", "on the ramparts"],
    ["in der Speicherstraße", "in Speicherstraße"],
    ["vor dem Fähranleger", "before the ferry landing"],
    [
        "am Bahnübergang Kieler Weg",
        "at the level crossing on Kieler Weg",
    ],
];

const REASONS: [Words; 4] = [
    [
        "eine Baustelle der Wasserwerke",
        "roadworks of the water company",
    ],
    ["ein liegengebliebener Lastwagen", "a lorry that broke down"],
    [
        "die Verladung eines Rotorblatts",
        "the loading of a rotor blade",
    ],
    [
        "eine Öffnung für zwei Küstenschiffe",
        "an opening for two coasters",
    ],
];

pub(super) fn traffic(number: u64, mut figures: Figures) -> [Script; 2] {
    let [ort, place] = figures.pick(&PLACES);
    let minutes = figures.next(6, 35);
    let [grund, reason] = figures.pick(&REASONS);
    let german = written(
        "verkehr",
        number,
        &["Verkehr"],
        format!("Verkehr {number}: {minutes} Minuten Wartezeit {ort}"),
        format!("Grund ist {grund}; die Linie 4 fährt einen Umweg."),
        [
            format!(
                "Wer {ort} unterwegs ist, braucht derzeit {minutes} Minuten länger. Grund ist \
                 {grund}."
            ),
            "Die Linie 4 fährt bis auf Weiteres über den Bahnhof, die Haltestelle Rathausmarkt \
             entfällt. Fahrräder kommen durch."
                .to_owned(),
        ],
    );
    let english = written(
        "verkehr",
        number,
        &[],
        format!("Traffic {number}: a wait of {minutes} minutes {place}"),
        format!("The reason is {reason}; bus line 4 makes a detour."),
        [
            format!(
                "Anyone travelling {place} needs {minutes} minutes more at present. The reason is \
                 {reason}."
            ),
            "Until further notice line 4 goes by way of the railway station, and the stop at \
             Rathausmarkt is not served. Bicycles can get through."
                .to_owned(),
        ],
    );
    [german, english]
}
