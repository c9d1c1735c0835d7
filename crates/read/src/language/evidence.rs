//! What speaks for which language: three witnesses that err in different ways.
//!
//! `whichlang` is right most often, and never says how sure it is; it knows sixteen languages.
//! `whatlang` knows seventy and says how sure it is, which in a headline is seldom. The small words
//! ([`super::words`]) are silent where there are none, and hardly ever wrong.
//!
//! What each is worth was found on 300 sentences of each of sixteen languages, one half for the
//! search and the other to prove it.

use depesche_model::Lang;
use whatlang::{Detector, Script};

use super::words::{Scores, is_listed};

/// What the word of each is worth, beside a small word that only one language has.
const WORD: f32 = 1.3;
const WHICHLANG: f32 = 0.6;
const WHATLANG: f32 = 0.5;
const WHATLANG_SURE: f32 = 1.0;

/// What `whatlang` looks at, in bytes: it takes some 100 ns for each.
const MAX_BYTES: usize = 600;

/// The languages that a text may be in, with what speaks for each.
#[derive(Debug, Default)]
pub(super) struct Evidence<'a>(Vec<(&'a str, f32)>);

impl<'a> Evidence<'a> {
    /// Hears all three. A language that was claimed is thought of, whichever it is.
    pub(super) fn of(text: &str, claimed: Option<&Lang>) -> Self {
        let beginning = &text[..text.floor_char_boundary(MAX_BYTES)];
        let mut evidence = Self::default();
        let which = which(text);
        match whatlang::detect_script(beginning) {
            Some(Script::Latin) => {
                for (tag, score) in Scores::of(text).all() {
                    evidence.add(tag, score * WORD);
                }
                let found = latin(claimed).detect(beginning);
                evidence.hear(found.as_ref());
                if is_listed(which) {
                    evidence.add(which, WHICHLANG);
                }
            }
            Some(_) => {
                let found = whatlang::detect(beginning);
                evidence.hear(found.as_ref());
                // Of scripts that it does not know it names a language all the same.
                if found.is_some_and(|found| tag(found.lang()) == which) {
                    evidence.add(which, WHICHLANG);
                }
            }
            None => {}
        }
        evidence
    }

    /// The small words alone.
    pub(super) fn of_words(text: &str) -> Self {
        Self(Scores::of(text).all().collect())
    }

    /// Something more that speaks for a language.
    pub(super) fn add(&mut self, tag: &'a str, score: f32) {
        match self.0.iter_mut().find(|(known, _)| *known == tag) {
            Some((_, sum)) => *sum += score,
            None => self.0.push((tag, score)),
        }
    }

    /// The language for which most speaks, with how far it leads.
    pub(super) fn best(&self) -> Option<(Lang, f32)> {
        let mut best: Option<(&str, f32)> = None;
        let mut second = 0.0_f32;
        for (tag, score) in &self.0 {
            match best {
                Some((_, most)) if most >= *score => second = second.max(*score),
                _ => {
                    second = best.map_or(0.0, |(_, most)| most);
                    best = Some((tag, *score));
                }
            }
        }
        let (tag, score) = best?;
        Some((Lang::parse(tag)?, score - second))
    }

    fn hear(&mut self, found: Option<&whatlang::Info>) {
        if let Some(found) = found {
            #[expect(clippy::cast_possible_truncation, reason = "it is between 0 and 1")]
            let sure = found.confidence() as f32;
            self.add(tag(found.lang()), WHATLANG + WHATLANG_SURE * sure);
        }
    }
}

/// What `whichlang` says, which always says something.
pub(super) fn which(text: &str) -> &'static str {
    use whichlang::Lang as L;
    match whichlang::detect_language(text) {
        L::Ara => "ar",
        L::Cmn => "zh",
        L::Deu => "de",
        L::Eng => "en",
        L::Fra => "fr",
        L::Hin => "hi",
        L::Ita => "it",
        L::Jpn => "ja",
        L::Kor => "ko",
        L::Nld => "nl",
        L::Por => "pt",
        L::Rus => "ru",
        L::Spa => "es",
        L::Swe => "sv",
        L::Tur => "tr",
        L::Vie => "vi",
    }
}

/// Whether anybody here could tell a language.
pub(super) fn is_known(lang: &Lang) -> bool {
    TAGS.iter().any(|(_, tag)| *tag == lang.as_str())
}

/// What tells the languages of the Latin script apart: the fewer it may name, the better.
fn latin(claimed: Option<&Lang>) -> Detector {
    let listed = TAGS.iter().filter(|(_, tag)| {
        is_listed(tag) || claimed.is_some_and(|claimed| claimed.as_str() == *tag)
    });
    Detector::with_allowlist(listed.map(|(lang, _)| *lang).collect())
}

fn tag(lang: whatlang::Lang) -> &'static str {
    let found = TAGS.iter().find(|(known, _)| *known == lang);
    found.map_or("und", |(_, tag)| tag)
}

/// The names that `whatlang` gives and ours.
#[rustfmt::skip]
const TAGS: [(whatlang::Lang, &str); 70] = {
    use whatlang::Lang as L;
    [
        (L::Epo, "eo"), (L::Eng, "en"), (L::Rus, "ru"), (L::Cmn, "zh"), (L::Spa, "es"),
        (L::Por, "pt"), (L::Ita, "it"), (L::Ben, "bn"), (L::Fra, "fr"), (L::Deu, "de"),
        (L::Ukr, "uk"), (L::Kat, "ka"), (L::Ara, "ar"), (L::Hin, "hi"), (L::Jpn, "ja"),
        (L::Heb, "he"), (L::Yid, "yi"), (L::Pol, "pl"), (L::Amh, "am"), (L::Jav, "jv"),
        (L::Kor, "ko"), (L::Nob, "nb"), (L::Dan, "da"), (L::Swe, "sv"), (L::Fin, "fi"),
        (L::Tur, "tr"), (L::Nld, "nl"), (L::Hun, "hu"), (L::Ces, "cs"), (L::Ell, "el"),
        (L::Bul, "bg"), (L::Bel, "be"), (L::Mar, "mr"), (L::Kan, "kn"), (L::Ron, "ro"),
        (L::Slv, "sl"), (L::Hrv, "hr"), (L::Srp, "sr"), (L::Mkd, "mk"), (L::Lit, "lt"),
        (L::Lav, "lv"), (L::Est, "et"), (L::Tam, "ta"), (L::Vie, "vi"), (L::Urd, "ur"),
        (L::Tha, "th"), (L::Guj, "gu"), (L::Uzb, "uz"), (L::Pan, "pa"), (L::Aze, "az"),
        (L::Ind, "id"), (L::Tel, "te"), (L::Pes, "fa"), (L::Mal, "ml"), (L::Ori, "or"),
        (L::Mya, "my"), (L::Nep, "ne"), (L::Sin, "si"), (L::Khm, "km"), (L::Tuk, "tk"),
        (L::Aka, "ak"), (L::Zul, "zu"), (L::Sna, "sn"), (L::Afr, "af"), (L::Lat, "la"),
        (L::Slk, "sk"), (L::Cat, "ca"), (L::Tgl, "tl"), (L::Hye, "hy"), (L::Cym, "cy"),
    ]
};

#[cfg(test)]
mod tests {
    use super::{Evidence, TAGS};

    #[test]
    fn every_language_has_a_tag_of_its_own() {
        for (at, (lang, tag)) in TAGS.iter().enumerate() {
            let same = |(other, other_tag): &&(_, _)| other == lang || other_tag == tag;
            assert_eq!(TAGS.iter().filter(same).count(), 1, "{at}: {tag}");
        }
        assert_eq!(TAGS.len(), whatlang::Lang::all().len());
    }

    #[test]
    fn the_best_leads_the_second() {
        let mut evidence = Evidence::default();
        assert!(evidence.best().is_none());
        for (tag, score) in [("de", 1.0), ("en", 2.0), ("fr", 1.5), ("de", 2.0)] {
            evidence.add(tag, score);
        }
        let (lang, lead) = evidence.best().expect("there is a best");
        assert_eq!((lang.as_str(), lead), ("de", 1.0));
    }
}
