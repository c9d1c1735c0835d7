//! A vocabulary of three languages: some 25,000 word forms, used as often as words are (Zipf).
//!
//! The forms are put together from stems and endings: to an index and a stemmer they cost what
//! real words cost, and nobody can take them for somebody's text.

use super::text::Random;

/// The words of all languages.
#[derive(Debug)]
pub(super) struct Vocabulary {
    languages: [Words; 3],
}

/// The words of one language, the most frequent first.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) tag: &'static str,
    forms: Vec<String>,
    /// How often a word up to this one is used, out of all: rising to 1.
    shares: Vec<f64>,
}

const GERMAN_SMALL: &str = "die der und in zu den das nicht von sie ist des sich mit dem dass er es \
    ein ich auf so eine auch als an nach wie im für man aber aus durch wenn nur war noch werden bei \
    hat wir was wird sein einen welche sind oder zur um haben einer mir über ihm diese einem uns \
    zum kann doch vor";
const GERMAN_STEMS: &str = "hafen netz strom bau stadt rat haus wasser schiff brücke markt preis \
    kraft werk land straße schule bahn bank geld zahl amt dienst recht prüf verkehr schutz licht \
    speicher daten rechen karten steuer arbeit tag nacht sommer winter küsten wind sonnen boden \
    luft wärme gas öl holz stein eisen draht funk bild wort buch blatt brief post boten tor turm \
    wall deich fluss insel berg wald feld garten hof platz weg kreis bezirk kasse konto wechsel \
    handel börsen kurs lauf fahrt flug reise gast bett tisch küche brot milch fisch korn saat \
    ernte vieh pferde hunde vogel spiel sport ball";
const ENGLISH_SMALL: &str = "the of and to in a is that for it as was with be by on not he his but \
    at are this have from or had an they which one you were all her she there would their we him \
    been has when who will no more if out so up said what its about than into them can only other";
const ENGLISH_STEMS: &str = "harbour market bridge power counter signal measure report charge \
    order court number register paper station tower record trade settle light water winter summer \
    season ground field garden corner window ladder timber copper silver metal engine motor vessel \
    ferry anchor cable switch circuit transform model train test learn print mark point round \
    square centre border county council office clerk judge sign letter post mail press price cost \
    value fund bank loan credit debit ledger account audit review check chart plan draft build \
    store load lift haul draw turn form frame bound guard watch call claim name list sort rank \
    match link chain ring band board floor wall gate door lock key board hand foot head line";
const FRENCH_SMALL: &str = "de la le et les des en un du une que est pour qui dans par plus pas au \
    sur ne se ce il sont avec ou son aux ils comme mais nous sa cette entre sans aussi leur tout \
    même après deux elle ces dont été fait être";
const FRENCH_STEMS: &str = "port march pont vill rout mer navir quai grut carg douan march compt \
    pai prêt bourg réseau câbl cour lign point poin mesur calcul port form tourn mont pass pos \
    plac charg plant sign not list class cont mont mand pens parl chant march trac lev lav val \
    vis vid vol voil rang rapport travaill aid ajout allum amen annonc appel approch arrêt assur \
    attach aval avanc bais barr bloqu bord brûl cach cass cess chang chauff cherch command \
    compar condamn consult contrôl coup cré crois dat demand dessin donn dur écout éclair élev \
    emploi envoi équip étud évit expliqu ferm fil fond frapp gard glis gouvern habit imagin";

impl Vocabulary {
    pub(super) fn new() -> Self {
        let german = [
            "", "s", "en", "er", "liste", "frage", "plan", "leitung", "stelle", "ordnung",
        ];
        let english = [
            "", "s", "ed", "ing", "er", "ers", "ment", "able", "less", "ship", "like",
        ];
        let french = [
            "er", "é", "ée", "és", "ant", "ation", "eur", "ement", "age", "ions", "ait",
        ];
        Self {
            languages: [
                Words::new("de", GERMAN_SMALL, compounds(GERMAN_STEMS, &german)),
                Words::new(
                    "en",
                    ENGLISH_SMALL,
                    derived(
                        &["", "re", "over", "under", "out", "mis"],
                        ENGLISH_STEMS,
                        &english,
                    ),
                ),
                Words::new(
                    "fr",
                    FRENCH_SMALL,
                    derived(
                        &["", "re", "dé", "sur", "pré", "entre"],
                        FRENCH_STEMS,
                        &french,
                    ),
                ),
            ],
        }
    }

    /// The words in which a feed is written.
    pub(super) fn of(&self, feed: usize) -> &Words {
        &self.languages[feed % self.languages.len()]
    }

    /// How many different forms there are.
    #[cfg(test)]
    pub(super) fn forms(&self) -> usize {
        let forms = self.languages.iter().flat_map(|words| &words.forms);
        forms.collect::<std::collections::BTreeSet<_>>().len()
    }
}

impl Words {
    fn new(tag: &'static str, small: &str, mut rare: Vec<String>) -> Self {
        Random::new(tag.len() as u64).shuffle(&mut rare);
        let small = small.split_whitespace().map(str::to_owned);
        let forms: Vec<_> = small.chain(rare).collect();
        let mut shares = Vec::with_capacity(forms.len());
        let (mut sum, mut rank) = (0.0, 2.7);
        for _ in &forms {
            sum += 1.0 / rank;
            rank += 1.0;
            shares.push(sum);
        }
        for share in &mut shares {
            *share /= sum;
        }
        Self { tag, forms, shares }
    }

    /// A word, by a number from 0 to 1.
    pub(super) fn pick(&self, share: f64) -> &str {
        let rank = self.shares.partition_point(|upto| *upto < share);
        &self.forms[rank.min(self.forms.len() - 1)]
    }
}

/// Every stem with every other and with each ending, as German does it; nouns have capitals.
fn compounds(stems: &str, endings: &[&str]) -> Vec<String> {
    let stems: Vec<_> = stems.split_whitespace().collect();
    let mut forms = Vec::new();
    for (index, first) in stems.iter().enumerate() {
        forms.extend(
            endings
                .iter()
                .map(|ending| capital(&format!("{first}{ending}"))),
        );
        let others = stems
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index);
        forms.extend(others.map(|(_, second)| capital(&format!("{first}{second}"))));
    }
    forms
}

fn derived(prefixes: &[&str], stems: &str, endings: &[&str]) -> Vec<String> {
    let mut forms = Vec::new();
    for stem in stems.split_whitespace() {
        for prefix in prefixes {
            forms.extend(
                endings
                    .iter()
                    .map(|ending| format!("{prefix}{stem}{ending}")),
            );
        }
    }
    forms.sort();
    forms.dedup();
    forms
}

/// With its first letter as a capital.
pub(super) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;

    #[test]
    fn there_are_many_words_and_few_are_frequent() {
        let vocabulary = Vocabulary::new();
        assert!(vocabulary.forms() >= 20_000, "{}", vocabulary.forms());
        let words = vocabulary.of(1);
        assert_eq!(words.pick(0.0), "the");
        assert!(words.pick(0.999_999).len() > 3);
        let small = words.shares[60];
        assert!((0.3..0.6).contains(&small), "{small}");
    }
}
