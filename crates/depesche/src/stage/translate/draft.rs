//! What of an article is translated, and what becomes of the answers.

use depesche_model::{
    Article, Glossary, Html, Lang, Segment, SegmentKind, Term, TextPolicy, TextState, Translation,
    Translator,
};
use depesche_store::translation::TranslationJob;
use depesche_translate::glossary::terms_in;
use depesche_translate::marked::Marked;
use depesche_translate::sentence::sentences;
use depesche_translate::unit::{Block, Kind, Unit};
use jiff::Timestamp;

use super::work::Need;

/// How much of a whole text is translated for lists before the rest has its turn, in characters.
const BEGINNING: usize = 160;

/// Where more than so many percent of a text's letters could not be translated, the original is
/// shown whole: a mixture would mislead.
const MOST_FAILED: usize = 30;

/// How much of an article is worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// Headline and beginning.
    Headline,
    /// The whole text as well.
    Text,
}

/// What of an article is to be translated into one language.
pub(crate) struct Draft<'j> {
    pub(crate) job: &'j TranslationJob,
    pub(crate) to: Lang,
    from: Lang,
    scope: Scope,
    title: Option<Unit>,
    lead: Option<Unit>,
    /// Whether the lead is a text of its own, and not the beginning of the text.
    has_own_lead: bool,
    alt: Option<Unit>,
    caption: Option<Unit>,
    /// Blocks of the text, by the places of their segments.
    blocks: Vec<(usize, Lang, Block)>,
}

/// Where a unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    Title,
    Lead,
    Alt,
    Caption,
    /// Counted from 1; the unit too, where the segment has several.
    Segment {
        number: u32,
        unit: Option<usize>,
    },
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Title => f.pad("title"),
            Self::Lead => f.pad("lead"),
            Self::Alt => f.pad("alt"),
            Self::Caption => f.pad("caption"),
            Self::Segment { number, unit: None } => f.pad(&number.to_string()),
            Self::Segment {
                number,
                unit: Some(unit),
            } => f.pad(&format!("{number}.{unit}")),
        }
    }
}

/// What came of a unit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Answer {
    /// The translation and who made it (engine and model); `None`: the original stays.
    pub(crate) done: Option<(Marked, (String, String))>,
    /// When it is worth to ask again, where nobody could be asked.
    pub(crate) again_at: Option<Timestamp>,
    /// Whether anybody has said anything, good or bad, now or before.
    pub(crate) is_heard: bool,
}

impl<'j> Draft<'j> {
    /// What is to be done for an article; `None` where its language is not known, or is the one
    /// wanted.
    pub(crate) fn of(
        job: &'j TranslationJob,
        to: &Lang,
        scope: Scope,
        glossary: &Glossary,
    ) -> Option<Self> {
        let from = job.article.language.clone()?;
        if from == *to {
            return None;
        }
        let kept = kept_terms(job, glossary, &from, to);
        let article = &job.article;
        let line = |kind, text: &str| Unit::line(kind, text, &kept);
        let is_whole = shows_whole(job);
        let has_own_lead = !is_whole || !begins_its_text(job);
        let lead = has_own_lead.then(|| beginning(&article.lead, limit(job), &from));
        let lead = lead.and_then(|lead| line(Kind::Lead, lead));
        let picture = article.picture.as_ref().filter(|_| shows_pictures(job));
        Some(Self {
            title: line(Kind::Title, &article.title),
            lead,
            alt: picture.and_then(|picture| line(Kind::Alt, &picture.alt)),
            caption: picture.and_then(|picture| line(Kind::Block, &picture.caption)),
            blocks: if is_whole && (scope == Scope::Text || !has_own_lead) {
                blocks(job, to, &from, scope, &kept)
            } else {
                Vec::new()
            },
            has_own_lead,
            job,
            to: to.clone(),
            from,
            scope,
        })
    }

    /// Its units, each with its language, always in the same order.
    pub(crate) fn units(&self) -> impl Iterator<Item = (&Lang, &Unit)> {
        let lines = [&self.title, &self.lead, &self.alt, &self.caption];
        let lines = lines.into_iter().flatten().map(|unit| (&self.from, unit));
        let blocks = self.blocks.iter();
        let blocks = blocks.flat_map(|(_, from, block)| {
            let units = block.units().iter();
            units.map(move |unit| (from, unit))
        });
        lines.chain(blocks)
    }

    /// Its units, each with its place.
    pub(crate) fn spots(&self) -> impl Iterator<Item = (Spot, &Unit)> {
        let lines = [
            (Spot::Title, &self.title),
            (Spot::Lead, &self.lead),
            (Spot::Alt, &self.alt),
            (Spot::Caption, &self.caption),
        ];
        let lines = lines.into_iter();
        let lines = lines.filter_map(|(spot, unit)| Some((spot, unit.as_ref()?)));
        let blocks = self.blocks.iter().flat_map(|(place, _, block)| {
            let units = block.units();
            let spot = move |unit| Spot::Segment {
                number: u32::try_from(place + 1).unwrap_or(u32::MAX),
                unit: (units.len() > 1).then_some(unit + 1),
            };
            let units = units.iter().enumerate();
            units.map(move |(place, unit)| (spot(place), unit))
        });
        lines.chain(blocks)
    }

    /// What its units need.
    pub(crate) fn needs(&self) -> Vec<Need<'_>> {
        let may_leave = self.job.source.policy.text != TextPolicy::Private;
        let need = |(from, unit)| Need {
            unit,
            from,
            to: &self.to,
            may_leave,
            context: &self.job.article.title,
        };
        self.units().map(need).collect()
    }

    /// The translation, from one answer for each unit.
    pub(crate) fn finish(
        &self,
        answers: &[Answer],
        glossary: u32,
        made_at: Timestamp,
    ) -> Translation {
        let mut answers = answers.iter();
        let mut line = |unit: &Option<Unit>| {
            let unit = unit.as_ref()?;
            let (text, _) = answers.next()?.done.as_ref()?;
            unit.restore_line(text)
        };
        let [title, lead, alt, caption] =
            [&self.title, &self.lead, &self.alt, &self.caption].map(&mut line);
        let rest = answers.as_slice();
        let (body, failed) = self.body(rest);
        let text = match self.scope {
            Scope::Headline => TextState::Untried,
            Scope::Text if failed > MOST_FAILED => TextState::Failed,
            Scope::Text => TextState::Done,
        };
        Translation {
            lang: self.to.clone(),
            from: self.from.clone(),
            version: self.job.article.version,
            title,
            lead: if self.has_own_lead {
                lead
            } else {
                self.lead_of(&body)
            },
            alt,
            caption,
            body: if text == TextState::Done {
                body
            } else {
                Vec::new()
            },
            text,
            engines: Vec::new(),
            glossary,
            made_at,
            review: None,
        }
    }

    /// The blocks in their places, and how many percent of the letters could not be translated.
    fn body(&self, mut answers: &[Answer]) -> (Vec<Option<Html>>, usize) {
        let mut body = vec![None; self.job.body.0.len()];
        let (mut letters, mut failed) = (0, 0);
        for (place, _, block) in &self.blocks {
            let count = block.units().len().min(answers.len());
            let (own, rest) = answers.split_at(count);
            answers = rest;
            let texts: Vec<_> = own
                .iter()
                .map(|answer| answer.done.as_ref().map(|(text, _)| text.clone()))
                .collect();
            body[*place] = block.restore(&texts);
            for (unit, text) in block.units().iter().zip(&texts) {
                let length = letters_of(unit);
                letters += length;
                failed += if text.is_none() || body[*place].is_none() {
                    length
                } else {
                    0
                };
            }
        }
        (body, failed * 100 / letters.max(1))
    }

    /// The beginning of a translated text, up to the first block that stays in the original.
    fn lead_of(&self, body: &[Option<Html>]) -> Option<String> {
        let segments = self.job.body.0.iter().zip(body);
        let shown = segments.filter(|(segment, _)| segment.cut.is_none());
        let mut lead = String::new();
        for (segment, translated) in shown {
            let Some(translated) = translated else {
                // Pictures and code have no words to begin with.
                if segment.html.text().is_empty() {
                    continue;
                }
                break;
            };
            if !lead.is_empty() {
                lead.push(' ');
            }
            translated.text_into(&mut lead);
            if lead.len() >= Article::LEAD_CHARS * 2 {
                break;
            }
        }
        let lead = depesche_model::text::shorten(&lead, Article::LEAD_CHARS).0;
        (!lead.is_empty()).then_some(lead)
    }
}

/// Who translated, the one that did most first.
pub(crate) fn translators(answers: &[Answer]) -> Vec<Translator> {
    let mut translators: Vec<Translator> = Vec::new();
    for (_, (engine, model)) in answers.iter().filter_map(|answer| answer.done.as_ref()) {
        let known = translators
            .iter_mut()
            .find(|one| one.engine == *engine && one.model == *model);
        match known {
            Some(known) => known.units += 1,
            None => translators.push(Translator {
                engine: engine.clone(),
                model: model.clone(),
                units: 1,
            }),
        }
    }
    translators.sort_by_key(|one| std::cmp::Reverse(one.units));
    translators
}

/// Whether the whole text is shown: in public, or to its owner alone.
pub(crate) fn shows_whole(job: &TranslationJob) -> bool {
    let policy = policy(job);
    policy.shows_whole() || policy.text == TextPolicy::Private
}

fn policy(job: &TranslationJob) -> depesche_model::Policy {
    let signs = job.source.restrictions.and(job.article.restrictions);
    job.source.policy.clone().under(signs)
}

fn shows_pictures(job: &TranslationJob) -> bool {
    policy(job).images
}

/// How many characters of the beginning are shown at the most.
fn limit(job: &TranslationJob) -> usize {
    if shows_whole(job) {
        Article::LEAD_CHARS
    } else {
        policy(job).excerpt_limit()
    }
}

/// Whether a lead is the beginning of its text, and not a teaser of the feed's.
fn begins_its_text(job: &TranslationJob) -> bool {
    let text = job.body.text();
    let mut words = text.split_whitespace();
    let lead = job.article.lead.trim_end_matches('…');
    // The last word may be cut.
    let lead: Vec<_> = lead.split_whitespace().collect();
    let whole = lead.len().saturating_sub(1);
    lead.iter()
        .take(whole)
        .all(|word| words.next() == Some(*word))
}

/// The terms that stay as they are, of those that occur in the article.
fn kept_terms(job: &TranslationJob, glossary: &Glossary, from: &Lang, to: &Lang) -> Vec<Term> {
    if glossary.terms.is_empty() {
        return Vec::new();
    }
    let article = &job.article;
    let picture = article.picture.iter();
    let picture = picture.flat_map(|picture| [&*picture.alt, &*picture.caption]);
    let body = job.body.text();
    let mut text = [&*article.title, &*article.lead, &*body].join("\n");
    picture.for_each(|line| {
        text.push('\n');
        text.push_str(line);
    });
    // What a picture in the text shows stands in its markup alone.
    for segment in &job.body.0 {
        if segment.kind == SegmentKind::Figure {
            text.push('\n');
            text.push_str(segment.html.as_str());
        }
    }
    let mut terms = terms_in(&text, glossary, from, to);
    terms.retain(|term| term.translation.is_none());
    terms
}

/// Whole sentences that hold at least what is shown: a sentence that ends in its middle is
/// translated badly.
fn beginning<'t>(text: &'t str, chars: usize, lang: &Lang) -> &'t str {
    if chars == 0 {
        return "";
    }
    let mut end = 0;
    for sentence in sentences(text, lang) {
        end += sentence.len();
        if text[..end].chars().count() >= chars {
            break;
        }
    }
    text[..end].trim()
}

/// The blocks that are worked on: all, or those that lists begin with. What is cut is not paid for;
/// what is in the language wanted stays.
fn blocks(
    job: &TranslationJob,
    to: &Lang,
    from: &Lang,
    scope: Scope,
    kept: &[Term],
) -> Vec<(usize, Lang, Block)> {
    let mut chars = 0;
    let mut blocks = Vec::new();
    for (place, segment) in job.body.0.iter().enumerate() {
        if scope == Scope::Headline && chars >= BEGINNING {
            break;
        }
        let lang = segment.lang.as_ref().unwrap_or(from);
        if segment.cut.is_some() || lang == to {
            continue;
        }
        chars += chars_of(segment);
        blocks.push((place, lang.clone(), Block::of(segment, kept)));
    }
    blocks
}

fn chars_of(segment: &Segment) -> usize {
    segment.html.text().chars().count()
}

fn letters_of(unit: &Unit) -> usize {
    let text = unit.text.plain();
    text.chars().filter(|c| c.is_alphabetic()).count()
}
