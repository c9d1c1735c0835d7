//! The small words and the letters by which languages are told.
//!
//! Small words stand in every sentence and seldom in names, so few of them tell more than many
//! n-grams do, and nobody needs to be trained to correct them.

use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::FixedState;

/// How many languages are told by their words.
pub(super) const COUNT: usize = LANGUAGES.len();

/// What a letter that only one language has is worth, beside a word that only one has.
const LETTER: f32 = 0.5;

/// Longer words are not small. In bytes.
const MAX_BYTES: usize = 12;

/// A language's tag, its letters beyond ASCII, its small words.
#[rustfmt::skip]
const LANGUAGES: [(&str, &str, &str); 16] = [
    // English.
    (
        "en",
        "",
        "the of and to in is that for with as was on are by this be at from has have not but \
         they his her will an who after what how why over more about its it you we i our \
         their she he were which can would been or if than all new says said say could out up \
         into just your my me him now when where there do does did no off against until again \
         before first two years while under those these being only s t",
    ),
    // German.
    (
        "de",
        "äöüß",
        "der die das und ist nicht von mit den dem des ein eine einen einem einer für auf im \
         in zu sich auch wird werden bei nach aus wie zum zur über vor oder sind hat haben \
         war es sie er wir ich um als am an dass noch nur gegen wegen warum kann mehr so aber \
         was durch unter bis beim vom ins seit wenn ihr ihre sein seine man wurde wieder \
         zwischen ohne kein keine neue jetzt alle drei mehrere erste jahre während trotz sagt",
    ),
    // French.
    (
        "fr",
        "éèêëàâçîïôùûüœ",
        "le la les de des et est une un du que qui dans pour pas au aux en sur ce cette ces \
         avec son sa ses par plus il elle on ne se ont sont leur leurs mais ou où été comme \
         après nous vous je d l qu à a être fait entre tout sans selon contre depuis chez \
         vers sous avant très aussi quand deux si",
    ),
    // Spanish.
    (
        "es",
        "áéíóúüñ",
        "el la los las de y en que un una es por para con del se al su sus más como pero este \
         esta esto fue son no lo le les ha han hay está están tras entre ser sin sobre \
         también hasta desde cuando muy a o e qué yo si ya según contra donde todo años dos \
         nos me te mi era",
    ),
    // Italian.
    (
        "it",
        "àèéìòù",
        "il lo gli i la le di e che è un una uno in per con non del della dei delle degli \
         dello nel nella nei al alla alle agli si da dal dalla dai sono come più ma ha hanno \
         anche questo questa sul sulla su l d dell nell all dall sull ed essere stato a o se \
         mi ci dopo tra fra suo sua suoi cosa perché contro era già",
    ),
    // Dutch.
    (
        "nl",
        "ë",
        "de het een en van is dat niet in op te met voor zijn aan er om ook naar bij door uit \
         over maar nog wordt worden heeft hebben was als dan geen tot deze die wat meer we ik \
         je of dit zich ze hij haar kan zal onder na tegen hun waar werd zo weer moet kunnen \
         veel waarom hoe nieuwe tussen zonder wel",
    ),
    // Portuguese.
    (
        "pt",
        "ãõçáéíóúâêôà",
        "o a os as de e que do da em um uma para com por não no na nos nas se dos das mais \
         como mas ao à aos às foi ser são pelo pela pelos seu sua seus é também tem têm já há \
         sobre entre até pode ou quando muito está estão eu isso ele ela sem após depois diz \
         contra anos nem só me lhe era",
    ),
    // Polish.
    (
        "pl",
        "ąćęłńóśźż",
        "w i na z się do nie jest że to od po za przez dla jak o ale są był była było być \
         oraz który która które może tylko już czy co ze tym tego jego jej a u pod także \
         przed nad tak bez roku we gdy ma będzie przy ich lub tej aby lat jednak kto dlaczego \
         sobie mu mnie jeszcze",
    ),
    // Swedish.
    (
        "sv",
        "åäö",
        "och att det i en som på är av för med den till inte har om ett de jag var från kan \
         så men vi nu efter hur vad ska skall eller sin sitt sina över mot när mer också vid \
         under man han hon du blir bli blev sig hade ut upp detta denna dessa mycket bara \
         alla någon något några utan mellan varför inom enligt säger nya igen därför hela \
         flera första tre år medan trots hos",
    ),
    // Danish.
    (
        "da",
        "åæø",
        "og at det i en som på er af for med den til ikke har om et de jeg var fra kan så men \
         vi nu efter hvordan hvad hvor skal eller sin sit sine over mod når mere også ud blev \
         bliver blevet ved under man han hun du vil være sig mig dig op dette der denne disse \
         meget nogle noget nogen uden mellem hvorfor ifølge siger sagde fik få ind kun alle \
         havde end her nye lige selv indtil igen derfor oplyser hele flere første tre år mens \
         selvom",
    ),
    // Norwegian.
    (
        "nb",
        "åæø",
        "og å det i en som på er av for med den til ikke har om et de jeg var fra kan så men \
         vi nå etter hvordan hva hvor skal eller sin sitt sine over mot når mer også ut ble \
         blir blitt ved under man han hun du vil være vært seg meg deg opp dette der denne \
         disse mye noen noe uten mellom hvorfor ifølge sier sa fikk få inn bare alle hadde \
         enn her nye selv at ei igjen derfor opplyser hele flere første tre år mens fram \
         selvom hvis",
    ),
    // Finnish.
    (
        "fi",
        "äö",
        "ja on ei että oli se hän ovat mutta kun niin kuin myös joka jos tai sen nyt vain \
         mitä ole olla tämä tämän sekä kanssa mukaan jo voi hänen sitä jotka mikä en ne siitä \
         miksi miten uusi ennen jälkeen vielä kuten ettei olisi olivat",
    ),
    // Czech.
    (
        "cs",
        "áčďéěíňóřšťúůýž",
        "a se na v je že to s z do o k i by ve pro za jsem ale jako jeho po který která které \
         není od při podle tak byl byla bylo byly jsou už také bude si co kdy však nebo až \
         mezi ze než jen jak proč má aby roku před jejich této ke nad pod lidí více kde",
    ),
    // Hungarian.
    (
        "hu",
        "áéíóöőúüű",
        "a az és hogy nem is egy van meg de ez volt csak már mint el még lehet kell azt pedig \
         után aki ha vagy szerint ki e be fel sem nagy ezt ami majd között miért lesz új több \
         lett mert ezért ellen olyan ne amely így",
    ),
    // Romanian.
    (
        "ro",
        "ăâîșțşţ",
        "de și în la a cu o pe nu că din care este pentru mai un se sunt au al ale cele după \
         fost ce sau prin fi între lui unei unui ca să am dar i le si in sa ar cel cea când \
         fără către despre doar foarte acest această va vor are",
    ),
    // Turkish.
    (
        "tr",
        "çğıöşü",
        "ve bir bu da de için ile çok ne daha olarak olan gibi kadar en sonra ama var o mi mı \
         değil her ise ya ben yeni oldu göre olduğu ki şu iki yok nasıl neden",
    ),
];

/// How much each language's words and letters stand out in a text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scores([f32; COUNT]);

impl Scores {
    /// Looks at every word of a text. What several languages share counts for each of them by its
    /// part.
    pub(super) fn of(text: &str) -> Self {
        let table = Table::get();
        let (mut scores, mut word, mut seen) = (Self::default(), Word::default(), 0);
        for c in text.chars() {
            if c.is_ascii_alphabetic() {
                word.capitals += u32::from(c.is_ascii_uppercase());
                word.push(c.to_ascii_lowercase());
            } else if c.is_ascii() || !c.is_alphabetic() {
                scores.end(&mut word, table);
            } else {
                for letter in c.to_lowercase() {
                    word.push(letter);
                    scores.hear(letter, &mut seen, table);
                }
            }
        }
        scores.end(&mut word, table);
        scores
    }

    /// The languages that have any of it, with how much.
    pub(super) fn all(self) -> impl Iterator<Item = (&'static str, f32)> {
        let tags = LANGUAGES.iter().map(|(tag, ..)| *tag);
        tags.zip(self.0).filter(|(_, score)| *score > 0.0)
    }

    fn end(&mut self, word: &mut Word, table: &Table) {
        if let Some(mask) = word.get().and_then(|word| table.words.get(word)) {
            self.add(*mask, 1.0);
        }
        (word.length, word.capitals) = (0, 0);
    }

    /// Counts a letter once: how often it stands in a text says more of the text than of its
    /// language.
    fn hear(&mut self, letter: char, seen: &mut u64, table: &Table) {
        if let Some((number, mask)) = table.letters.get(&letter)
            && *seen & (1 << number) == 0
        {
            *seen |= 1 << number;
            self.add(*mask, LETTER);
        }
    }

    fn add(&mut self, mut mask: u16, worth: f32) {
        let part = worth / f32::from(u16::try_from(mask.count_ones()).unwrap_or(1));
        while mask != 0 {
            self.0[mask.trailing_zeros() as usize] += part;
            mask &= mask - 1;
        }
    }
}

/// A word as far as it is small.
#[derive(Debug, Default)]
struct Word {
    bytes: [u8; MAX_BYTES],
    length: usize,
    capitals: u32,
}

impl Word {
    fn push(&mut self, c: char) {
        if c.is_ascii() && self.length < MAX_BYTES {
            self.bytes[self.length] = c as u8;
            self.length += 1;
            return;
        }
        let end = self.length + c.len_utf8();
        if let Some(room) = self.bytes.get_mut(self.length..end) {
            c.encode_utf8(room);
        }
        self.length = end;
    }

    /// `None` where there is none, or it is longer; or where it is an abbreviation: "AI", "US".
    fn get(&self) -> Option<&[u8]> {
        let word = self.bytes.get(..self.length)?;
        (!word.is_empty() && self.capitals < 2).then_some(word)
    }
}

/// How many small words of a language are enough to see that a block is in it, shared ones in parts.
const SPOKEN: f32 = 2.0;

/// Whether small words of a listed language stand in markup. It ends at the first few, which are
/// most often in the first line.
pub(super) fn is_spoken(markup: &str, tag: &str) -> bool {
    let Some(at) = LANGUAGES.iter().position(|(listed, ..)| *listed == tag) else {
        return false;
    };
    let table = Table::get();
    let (mut scores, mut word, mut is_tag) = (Scores::default(), Word::default(), false);
    for c in markup.chars() {
        if is_tag {
            is_tag = c != '>';
            continue;
        }
        if c.is_ascii_alphabetic() {
            word.push(c.to_ascii_lowercase());
            continue;
        }
        if !c.is_ascii() && c.is_alphabetic() {
            c.to_lowercase().for_each(|letter| word.push(letter));
            continue;
        }
        is_tag = c == '<';
        scores.end(&mut word, table);
        if scores.0[at] >= SPOKEN {
            return true;
        }
    }
    false
}

/// Whether its words are among those that are known.
pub(super) fn is_listed(tag: &str) -> bool {
    LANGUAGES.iter().any(|(listed, ..)| *listed == tag)
}

/// Which languages have a word or a letter: a bit each. A letter has a number.
#[derive(Debug)]
struct Table {
    words: HashMap<&'static [u8], u16, FixedState>,
    letters: HashMap<char, (u32, u16), FixedState>,
}

impl Table {
    fn get() -> &'static Self {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(Self::new)
    }

    fn new() -> Self {
        let mut table = Self {
            words: HashMap::default(),
            letters: HashMap::default(),
        };
        for (at, (_, letters, words)) in LANGUAGES.iter().enumerate() {
            for word in words.split_whitespace() {
                *table.words.entry(word.as_bytes()).or_default() |= 1 << at;
            }
            for letter in letters.chars() {
                let number = u32::try_from(table.letters.len()).unwrap_or_default();
                table.letters.entry(letter).or_insert((number, 0)).1 |= 1 << at;
            }
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, MAX_BYTES, Scores, Table};

    #[test]
    fn every_word_can_be_found() {
        for (tag, letters, words) in LANGUAGES {
            for word in words.split_whitespace() {
                assert!(word.len() <= MAX_BYTES, "{tag}: {word}");
                assert!(word.chars().all(char::is_alphabetic), "{tag}: {word}");
                assert_eq!(word, word.to_lowercase(), "{tag}");
            }
            assert_eq!(letters, letters.to_lowercase(), "{tag}");
        }
        // Each has a bit in a number of 64.
        assert!(Table::get().letters.len() <= 64);
    }

    #[test]
    fn what_languages_share_counts_in_parts() {
        let scores: Vec<_> = Scores::of("Und ikke: ß, ß, IST").all().collect();
        assert_eq!(scores, [("de", 1.5), ("da", 0.5), ("nb", 0.5)]);
    }
}
