//! Numbers in words: what may stand for digits.

use depesche_model::Lang;

/// What a word after a number makes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// Ten to one of these, without doubt.
    Clear(&'static [i32]),
    /// Ten to this, if it is not a metre or a name.
    Perhaps(i32),
}

/// What the word at the beginning of a text makes of the number before it.
pub(super) fn scale(text: &str, lang: &Lang) -> Option<Scale> {
    let first = text.chars().next()?;
    if let Some(power) = eastern(first) {
        return Some(Scale::Perhaps(power));
    }
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    let word = &text[..end];
    // Abbreviations that are one letter.
    match word {
        "k" | "K" => return Some(Scale::Perhaps(3)),
        "M" | "m" => return Some(Scale::Perhaps(6)),
        "B" | "b" => return Some(Scale::Perhaps(9)),
        "T" => return Some(Scale::Perhaps(12)),
        _ => {}
    }
    let word = word.to_lowercase();
    let starts = |words: &[&str]| words.iter().any(|known| word.starts_with(known));
    let lang = lang.as_str();
    let has = |langs: &[&str]| langs.contains(&lang);
    // "mil millones" is a billion.
    if word == "mil" || starts(&["lakh", "crore"]) {
        let is_many = text[end..].trim_start().to_lowercase().starts_with("mill");
        let power = if is_many { 9 } else { 3 };
        return Some(Scale::Perhaps(match word.as_str() {
            "lakh" | "lakhs" => 5,
            "crore" | "crores" => 7,
            _ => power,
        }));
    }
    if starts(&["trillion", "trilli"]) && has(&["en"])
        || starts(&["billion", "biljoen", "bilione", "bilion", "billón"])
            && has(&["de", "fr", "nl", "it", "es", "da", "sv", "nb"])
    {
        return Some(Scale::Clear(&[12]));
    }
    if starts(&["billion", "bn"]) && has(&["en"])
        || starts(&["milliard", "miljard", "miliard", "mrd", "mld", "mds"])
    {
        return Some(Scale::Clear(&[9]));
    }
    if starts(&[
        "million", "mio", "mln", "miljoen", "milion", "millón", "millones", "milhõ", "milhã",
    ]) || word == "mn"
    {
        return Some(Scale::Clear(&[6]));
    }
    if starts(&[
        "thousand", "tausend", "mille", "mila", "duizend", "tys", "тыс",
    ]) || word == "tsd"
    {
        return Some(Scale::Perhaps(3));
    }
    if starts(&["hundred", "hundert"]) {
        return Some(Scale::Perhaps(2));
    }
    match () {
        () if starts(&["млн", "милли", "міль"]) => Some(Scale::Perhaps(6)),
        () if starts(&["млрд", "мілья"]) => Some(Scale::Perhaps(9)),
        () if starts(&["трлн"]) => Some(Scale::Perhaps(12)),
        () if starts(&["bilh", "bilhõ"]) => Some(Scale::Perhaps(9)),
        () => None,
    }
}

/// What a sign after a number makes of it in Chinese, Japanese, Korean.
fn eastern(sign: char) -> Option<i32> {
    match sign {
        '百' | '백' => Some(2),
        '千' | '천' => Some(3),
        '万' | '萬' | '만' => Some(4),
        '亿' | '億' | '억' => Some(8),
        '兆' | '조' => Some(12),
        _ => None,
    }
}

/// Whether numbers in words of this language are known here.
pub(super) fn is_known(lang: &Lang) -> bool {
    matches!(lang.as_str(), "de" | "en" | "fr")
}

/// Every number that a text says in words, alone and with those beside it ("twenty-five").
///
/// Words of all languages known here are taken together: more is found than was said, which only
/// lets pass what might be right.
pub(super) fn singles(text: &str) -> Vec<u64> {
    let mut found = Vec::new();
    let mut last: Option<u64> = None;
    for word in text
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
    {
        let lower = word.to_lowercase();
        let value = value(&lower).or_else(|| roman(word));
        if let (Some(last), Some(value)) = (last, value) {
            // "quatre-vingts", "two hundred"; "twenty-five", "soixante-dix".
            found.extend(last.checked_mul(value));
            found.extend(last.checked_add(value));
        }
        if let (Some(last), Some(&before), Some(value)) = (last, found.last(), value) {
            found.extend(before.checked_add(value).filter(|_| last > 0));
        }
        found.extend(value);
        // "hundred and five" is said, too.
        if value.is_some() || !matches!(lower.as_str(), "and" | "et" | "und") {
            last = value;
        }
    }
    found
}

/// What one word says.
fn value(word: &str) -> Option<u64> {
    let exact = EXACT
        .iter()
        .find(|(_, words)| words.split(' ').any(|known| known == word));
    if let Some((value, _)) = exact {
        return Some(*value);
    }
    // "siebenundzwanzig", "fünfundzwanzigste"
    if let Some((unit, tens)) = word.split_once("und")
        && let (Some(unit), Some(tens)) = (begun(unit), begun(tens))
        && unit < 10
    {
        return Some(tens + unit);
    }
    let first = begun(word)?;
    // "zweihundert", "dreitausend"
    let times = [
        ("hundert", 100),
        ("tausend", 1_000),
        ("millionen", 1_000_000),
    ];
    let times = times
        .iter()
        .find(|(name, value)| first < *value && word.contains(name));
    Some(times.map_or(first, |(_, value)| first * value))
}

/// What a Roman numeral says (`XXI`, `XXIe`).
fn roman(word: &str) -> Option<u64> {
    let word = word.trim_end_matches(|c: char| c.is_lowercase());
    let letter = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        'C' => Some(100),
        'D' => Some(500),
        'M' => Some(1000),
        _ => None,
    };
    let values: Vec<u64> = word.chars().take(16).map(letter).collect::<Option<_>>()?;
    let next = values.iter().skip(1).chain(&[0]);
    let (plus, minus) = values
        .iter()
        .zip(next)
        .fold((0, 0), |(plus, minus), (value, next)| {
            if value < next {
                (plus, minus + value)
            } else {
                (plus + value, minus)
            }
        });
    plus.checked_sub(minus).filter(|sum| *sum > 0)
}

/// The number with which a word begins: "zwanzigjährig", "fourth", "dreifach", "novembre".
fn begun(word: &str) -> Option<u64> {
    let found = BEGUN.iter().filter_map(|(value, words)| {
        let longest = words
            .split(' ')
            .filter(|known| word.starts_with(known))
            .map(str::len)
            .max();
        longest.map(|len| (len, *value))
    });
    found.max().map(|(_, value)| value)
}

/// Words that are numbers as they are.
const EXACT: [(u64, &str); 16] = [
    (0, "no none kein keine null zéro"),
    (
        1,
        "a an one once first ein eine einen einem einer eines eins einmal un une uno premier première",
    ),
    (
        2,
        "both twice couple pair double half beide beiden beider zweimal paar doppelt deux double halb halbe hälfte second",
    ),
    (
        3,
        "third third thirds trio triple drittel tiers trois dritte dritten",
    ),
    (4, "quarter quarters viertel quart quarts quatre vierte"),
    (6, "six sixth sechs"),
    (7, "sept"),
    (8, "huit acht"),
    (9, "neuf neun"),
    (
        10,
        "dix ten zehn decade decades jahrzehnt jahrzehnte jahrzehnten décennie",
    ),
    (11, "elf onze"),
    (
        12,
        "dozen dozens dutzend douze douzaine noon midday mittag midi",
    ),
    (15, "quinze quinzaine"),
    (24, "midnight mitternacht minuit"),
    (100, "cent cents century hundred hundreds"),
    (1_000, "mille thousand thousands millennium"),
];

/// Beginnings of words; names of months are numbers in dates.
const BEGUN: [(u64, &str); 34] = [
    (0, "zero"),
    (1, "erst premi janu jänn janv ein"),
    (2, "two zwei zwo deux feb fév"),
    (3, "three third drei dritt trois troisi mar mär march"),
    (4, "four vier quatr apr avr"),
    (5, "five fif fünf cinq may mai"),
    (6, "six sech sixi jun jui"),
    (7, "seven sieb septi jul juil"),
    (8, "eigh acht huit aug aoû"),
    (9, "nine nint neun neuv sept"),
    (10, "ten zehn dix oct okt"),
    (11, "eleven elft onz nov"),
    (12, "twel zwölf douz dec dez déc"),
    (13, "thirteen dreizehn treiz"),
    (14, "fourteen vierzehn quatorz"),
    (15, "fifteen fünfzehn quinz"),
    (16, "sixteen sechzehn seiz"),
    (17, "seventeen siebzehn"),
    (18, "eighteen achtzehn"),
    (19, "nineteen neunzehn"),
    (20, "twent zwanzig vingt"),
    (30, "thirt dreißig dreissig trent"),
    (40, "fort vierzig quarant"),
    (50, "fift fünfzig cinquant"),
    (60, "sixt sechzig soixant"),
    (70, "sevent siebzig septant"),
    (80, "eight achtzig huitant"),
    (90, "ninet neunzig nonant"),
    (100, "hundr hundert cent"),
    (1_000, "thousand tausend mill"),
    (1_000_000, "million"),
    (1_000_000_000, "milliard"),
    (12, "dutzend"),
    (10, "jahrzehnt"),
];
