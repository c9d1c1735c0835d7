//! The trade paper's and the money desk's notices: power and prices.

use super::{Figures, written};
use crate::demo::script::Script;

pub(super) fn grid(number: u64, mut figures: Figures) -> [Script; 2] {
    let wind = figures.next(900, 4200);
    let load = figures.next(1800, 3900);
    let price = figures.next(12, 118);
    let [viel_wind, much_wind] = [thousands(wind, '.'), thousands(wind, ',')];
    let [viel_last, much_load] = [thousands(load, '.'), thousands(load, ',')];
    let german = written(
        "netzlage",
        number,
        &["Netz", "Kurzmeldung"],
        format!("Netzlage {number}: {viel_wind} Megawatt Wind, {viel_last} Megawatt Last"),
        format!("Im Kurzfristhandel kostet die Megawattstunde {price} Euro."),
        [
            format!(
                "Die Windparks an der Küste speisen {viel_wind} Megawatt ein, die Last im \
                 Netzgebiet liegt bei {viel_last} Megawatt."
            ),
            format!(
                "Im Kurzfristhandel kostet die Megawattstunde Strom {price} Euro. Eingriffe in \
                 die Fahrpläne der Kraftwerke sind nicht angekündigt."
            ),
        ],
    );
    let english = written(
        "netzlage",
        number,
        &[],
        format!("Grid {number}: {much_wind} megawatts of wind, {much_load} megawatts of load"),
        format!("On the intraday market a megawatt-hour costs {price} euros."),
        [
            format!(
                "The wind farms on the coast are feeding in {much_wind} megawatts; the load in \
                 the grid area stands at {much_load} megawatts."
            ),
            format!(
                "On the intraday market a megawatt-hour of electricity costs {price} euros. No \
                 intervention in the schedules of power stations has been announced."
            ),
        ],
    );
    [german, english]
}

/// A number with its thousands set off: `3.235` in German, `3,235` in English.
fn thousands(number: u64, separator: char) -> String {
    match number {
        0..1000 => number.to_string(),
        _ => format!("{}{separator}{:03}", number / 1000, number % 1000),
    }
}

pub(super) fn market(number: u64, mut figures: Figures) -> [Script; 2] {
    let (points, tenths) = (figures.next(0, 3), figures.next(1, 9));
    let [way, richtung] = figures.pick(&[["up", "höher"], ["down", "niedriger"]]);
    let volume = figures.next(40, 260);
    let english = written(
        "tape",
        number,
        &["Markets", "Tape"],
        format!("Tape {number}: Corrant basket {way} {points}.{tenths} per cent"),
        format!("Volume on the three largest venues came to {volume} million."),
        [
            format!(
                "The basket of tokens quoted in Corrant dollars was {way} {points}.{tenths} per \
                 cent over the past half hour, on volume of {volume} million."
            ),
            "Spreads were unchanged, and no venue reported an interruption. Traders described \
             the session as quiet."
                .to_owned(),
        ],
    );
    let german = written(
        "tape",
        number,
        &[],
        format!("Ticker {number}: Corrant-Korb {points},{tenths} Prozent {richtung}"),
        format!("An den drei größten Plätzen wurden {volume} Millionen umgesetzt."),
        [
            format!(
                "Der Korb der Token, die in Corrant-Dollar notieren, stand in der letzten halben \
                 Stunde {points},{tenths} Prozent {richtung}, bei einem Umsatz von {volume} \
                 Millionen."
            ),
            "Die Spannen blieben unverändert, und kein Platz meldete eine Unterbrechung. Händler \
             sprachen von einem ruhigen Verlauf."
                .to_owned(),
        ],
    );
    [english, german]
}
