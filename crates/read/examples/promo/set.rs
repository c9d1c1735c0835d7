//! The invented sources: texts out of parts, promotion between and below them. The same in every run.

use crate::lines::{self, Language};

pub(crate) const SOURCES: usize = 10;
const ARTICLES: usize = 20;

#[derive(Clone)]
pub(crate) struct Article {
    pub(crate) title: String,
    pub(crate) parts: Vec<Placed>,
}

/// A block of an article.
#[derive(Clone)]
pub(crate) struct Placed {
    pub(crate) kind: Part,
    /// Which line it is, whatever its numbers and names; of no meaning for texts.
    pub(crate) line: usize,
    markup: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The article's own.
    Text,
    /// Promotion that its shape gives away.
    Shape,
    /// Promotion of the source's own making: known by its repeating.
    Own,
}

impl Article {
    pub(crate) fn markup(&self) -> String {
        self.parts.iter().map(|part| part.markup.as_str()).collect()
    }
}

/// Random numbers that are the same in every run (splitmix64).
pub(crate) struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or(0)
    }

    pub(crate) fn pick<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list[self.below(list.len())]
    }

    fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// The articles of a source, the oldest first.
pub(crate) fn articles(source: usize) -> Vec<Article> {
    let language = lines::LANGUAGES[source % 2];
    let mut random = Random(7_919 * (source as u64 + 1));
    let own: Vec<usize> = (0..3)
        .map(|at| (source / 2 * 2 + at) % language.own.len())
        .collect();
    (0..ARTICLES)
        .map(|_| article(language, &own, &mut random))
        .collect()
}

fn article(language: &Language, own: &[usize], random: &mut Random) -> Article {
    let title = sentence(language, random);
    let mut parts: Vec<Placed> = (0..5 + random.below(6))
        .map(|_| text(format!("<p>{}</p>", paragraph(language, random))))
        .collect();
    true_repeats(language, &mut parts, random);
    for _ in 0..2 {
        let line = random.below(language.shapes.len());
        let at = 1 + random.below(parts.len() - 1);
        parts.insert(
            at,
            placed(
                Part::Shape,
                1_000 + line,
                language.shapes[line],
                language,
                random,
            ),
        );
    }
    for (at, line) in own.iter().enumerate() {
        if random.percent(85) {
            let place = match at {
                0 => 1 + random.below(parts.len() - 1),
                _ => parts.len(),
            };
            let markup = language.own[*line];
            parts.insert(place, placed(Part::Own, *line, markup, language, random));
        }
    }
    let line = random.below(language.ends.len());
    parts.push(placed(
        Part::Shape,
        2_000 + line,
        language.ends[line],
        language,
        random,
    ));
    if random.percent(90) {
        parts.push(placed(Part::Own, 3_000, language.notice, language, random));
    }
    Article { title, parts }
}

/// What an article may have in common with others and is its own all the same.
fn true_repeats(language: &Language, parts: &mut Vec<Placed>, random: &mut Random) {
    if random.percent(15) {
        let quote = random.pick(language.quotes);
        parts.insert(random.below(parts.len()), text(quote.to_owned()));
    }
    if random.percent(40) {
        let at = 1 + random.below(parts.len() - 1);
        let heading = random.pick(language.headings);
        parts.insert(at, text(format!("<h2>{heading}</h2>")));
        let below = paragraph(language, random);
        parts.insert(at + 1, text(format!("<p>{below}</p>")));
    }
    if random.percent(30) {
        let markup = random.pick(language.near);
        parts.insert(1, text(markup.to_owned()));
    }
    if random.percent(50) {
        parts.push(text(random.pick(language.notes).to_owned()));
    }
}

fn text(markup: String) -> Placed {
    Placed {
        kind: Part::Text,
        line: 0,
        markup,
    }
}

fn placed(
    kind: Part,
    line: usize,
    markup: &str,
    language: &Language,
    random: &mut Random,
) -> Placed {
    let markup = markup
        .replace("{n}", &(2 + random.below(90_000)).to_string())
        .replace("{name}", random.pick(&lines::NAMES))
        .replace(
            "{date}",
            &format!("{}{}", 1 + random.below(28), random.pick(language.months)),
        )
        .replace("{title}", &sentence(language, random))
        .replace("{id}", &random.below(1_000_000).to_string());
    Placed { kind, line, markup }
}

fn paragraph(language: &Language, random: &mut Random) -> String {
    let sentences = 2 + random.below(4);
    let mut paragraph: Vec<_> = (0..sentences).map(|_| sentence(language, random)).collect();
    if random.percent(20) {
        let last = paragraph.len() - 1;
        let linked = &paragraph[last];
        let id = random.below(1_000_000);
        paragraph[last] = format!("<a href='https://elsewhere.example/{id}'>{linked}</a>");
    }
    format!("{}.", paragraph.join(". "))
}

/// Five parts of a sentence; two of them the same is seldom, three never.
fn sentence(language: &Language, random: &mut Random) -> String {
    let parts = language.sentence.map(|parts| random.pick(parts));
    let number = 2 + random.below(900);
    parts.join(" ").replace("{n}", &number.to_string())
}
