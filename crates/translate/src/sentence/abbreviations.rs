//! Words with a stop that ends no sentence.

use depesche_model::Lang;

/// What an abbreviation's stop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Never the end of a sentence: something has to follow ("Dr.", "e.g.").
    BeforeWord,
    /// None before a number ("No. 5").
    BeforeNumber,
    /// The end of one, too, if the next word is one that sentences begin with ("U.S.", "etc.").
    Anywhere,
}

/// What a word is, of which a stop was cut off.
pub(super) fn abbreviation(word: &str, lang: &Lang) -> Option<Abbreviation> {
    use Abbreviation::{Anywhere, BeforeNumber, BeforeWord};
    let (before_word, before_number, anywhere) = lists(lang);
    let lower = word.to_lowercase();
    let has = |list: &str| list.split_ascii_whitespace().any(|known| known == lower);
    if lang.as_str() == "fr" && word == "M" || has(before_word) {
        return Some(BeforeWord);
    }
    if has(before_number) {
        return Some(BeforeNumber);
    }
    // Initials, "z. B.", "U.S.", "a.m.": letters with a stop after each.
    let mut letters = word.split('.');
    let is_letters = letters.all(|part| part.chars().nth(1).is_none()) && !word.is_empty();
    (is_letters || has(anywhere)).then_some(Anywhere)
}

/// Whether a stop after a number makes it an ordinal ("am 3. März").
pub(super) fn has_ordinals(lang: &Lang) -> bool {
    const TAGS: [&str; 16] = [
        "de", "da", "nb", "nn", "no", "fi", "cs", "sk", "sl", "hr", "sr", "hu", "pl", "et", "lv",
        "is",
    ];
    TAGS.contains(&lang.as_str())
}

/// Whether a capital on this word says that a sentence begins: it is a small word that has none
/// else. A list without doubtful cases: "In" yes, "Will" no.
pub(super) fn is_beginning(word: &str, lang: &Lang) -> bool {
    let list = match lang.as_str() {
        "de" => DE_BEGINNINGS,
        "fr" => FR_BEGINNINGS,
        "es" => ES_BEGINNINGS,
        _ => EN_BEGINNINGS,
    };
    list.split_ascii_whitespace().any(|known| known == word)
}

/// Before a word, before a number, anywhere. What a language has not, English has: its titles are
/// written everywhere.
fn lists(lang: &Lang) -> (&'static str, &'static str, &'static str) {
    match lang.as_str() {
        "de" => (DE_BEFORE_WORD, DE_BEFORE_NUMBER, DE_ANYWHERE),
        "fr" => (FR_BEFORE_WORD, FR_BEFORE_NUMBER, FR_ANYWHERE),
        "es" => (ES_BEFORE_WORD, ES_BEFORE_NUMBER, ES_ANYWHERE),
        _ => (EN_BEFORE_WORD, EN_BEFORE_NUMBER, EN_ANYWHERE),
    }
}

const EN_BEFORE_WORD: &str = "dr mr mrs ms mx prof gen sen rep gov lt col sgt capt cpl maj cmdr adm \
    rev hon pres supt det insp st mt ft messrs mme mlle vs v e.g i.e eg ie cf viz approx ave blvd";
const EN_BEFORE_NUMBER: &str = "no nos vol vols pp p fig figs sec ch art para ca c op eq";
const EN_ANYWHERE: &str = "etc inc co corp ltd llc plc jr sr bros dept univ est assn ph.d m.d b.a m.a \
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun a.m p.m u.s u.k u.n \
    al min max tel ext";
const EN_BEGINNINGS: &str = "The A An This That These Those He She It They We You I His Her Its Their \
    Our My There Here In On At By For From With Without As If When While After Before Since Until \
    But And Or So Yet However Then Now Not No What Why How Where Although Because During Despite \
    According Both Each Many Most Some All Also Once";

const DE_BEFORE_WORD: &str = "dr prof hr hrn fr frl st dipl ing med rer nat phil jur habil bzw ca vgl \
    ggf evtl inkl exkl zzgl abzgl sog röm kath ev geb gest verw mr mrs ms gebr lt gem insb bspw str \
    allg amtl ehem engl franz dt österr schweiz europ intern mind max u.a z.b d.h v.a i.d";
const DE_BEFORE_NUMBER: &str =
    "nr nrn abs art bd kap ziff abb tab s tel kto anm az lfd hs lit vers";
const DE_ANYWHERE: &str = "usw etc mio mrd bio tsd jh jhd std min sek ff f co inc ltd corp jr sr hrsg \
    jan feb mrz apr jun jul aug sep sept okt nov dez mo di mi do fr sa so chr ges";
const DE_BEGINNINGS: &str = "Der Die Das Den Dem Des Ein Eine Einen Einem Einer Er Sie Es Wir Ihr Ich \
    Man In Im An Am Auf Aus Bei Beim Mit Nach Vor Von Vom Zu Zum Zur Über Unter Für Gegen Ohne Um \
    Durch Seit Bis Während Wegen Trotz Und Aber Oder Denn Doch Sondern Auch Noch Nur Schon So Dann \
    Da Dort Hier Jetzt Nun Wenn Als Weil Dass Ob Obwohl Damit Dabei Dafür Dagegen Darum Daher \
    Deshalb Danach Zudem Dieser Diese Dieses Diesen Diesem Jeder Jede Jedes Kein Keine Nicht Wer \
    Was Wie Wo Warum Ihre Ihr Sein Seine Mein Meine Unser Unsere Alle Viele Manche Einige Mehr";

const FR_BEFORE_WORD: &str =
    "mm dr pr me mgr st ste gén col cap lt env cf p.ex p ex av apr bd éd vs c.-à-d";
const FR_BEFORE_NUMBER: &str = "no nos n art pp vol chap fig tél réf";
const FR_ANYWHERE: &str = "etc inc ltd cie janv févr juil sept oct nov déc hab env j.-c j.c";
const FR_BEGINNINGS: &str = "Le La Les L Un Une Des Du De Ce Cet Cette Ces Il Elle Ils Elles On Nous \
    Vous Je Son Sa Ses Leur Leurs Dans En À Au Aux Par Pour Sur Sous Avec Sans Depuis Pendant Après \
    Avant Mais Et Ou Donc Or Car Si Quand Lorsque Comme Selon Que Qui Quoi Pourquoi C D S Plus Tous";

const ES_BEFORE_WORD: &str = "sr sra srta sres dr dra prof lic ing gral cnel cap d da dña ud uds vd av \
    avda c p pág ej p.ej aprox vs cf dpto ee";
const ES_BEFORE_NUMBER: &str = "núm no art págs vol cap fig tel";
const ES_ANYWHERE: &str =
    "etc uu ee.uu inc ltd cía s.a ene feb mar abr jun jul ago sept oct nov dic";
const ES_BEGINNINGS: &str = "El La Los Las Un Una Unos Unas Lo Este Esta Estos Estas Ese Esa Él Ella \
    Ellos Ellas Su Sus En A Al De Del Por Para Con Sin Sobre Desde Hasta Tras Según Entre Durante \
    Pero Y O Si Cuando Mientras Como Aunque Porque También Ya No Qué Quién Cómo Dónde Todos Nosotros";
