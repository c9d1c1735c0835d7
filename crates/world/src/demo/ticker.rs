//! Short notices from templates, when all that was written is published: each different, and each
//! in German and English.

mod town;
mod trade;

use super::script::Script;

/// A notice: whose it is, what it says, and what it says in the other language.
pub(super) struct Notice {
    pub(super) outlet: usize,
    pub(super) original: Script,
    pub(super) translation: Script,
}

/// The notice with this number.
pub(super) fn notice(number: u64) -> Notice {
    let figures = Figures(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let (outlet, [original, translation]) = match number % 4 {
        0 => (2, trade::market(number, figures)),
        1 => (0, town::tide(number, figures)),
        2 => (1, trade::grid(number, figures)),
        _ => (0, town::traffic(number, figures)),
    };
    Notice {
        outlet,
        original,
        translation,
    }
}

/// A choice of words: in the outlet's language, then in the other.
type Words = [&'static str; 2];

/// Figures that look like measurements and are the same in each run.
struct Figures(u64);

impl Figures {
    fn next(&mut self, from: u64, to: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        from + self.0 % (to - from)
    }

    fn pick(&mut self, of: &[Words]) -> Words {
        let index = self.next(0, of.len() as u64);
        of[usize::try_from(index).unwrap_or_default()]
    }
}

fn written(
    kind: &str,
    number: u64,
    tags: &[&str],
    title: String,
    teaser: String,
    blocks: [String; 2],
) -> Script {
    Script {
        slug: format!("{kind}-{number}"),
        title,
        teaser,
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        blocks: blocks.into(),
        ..Script::default()
    }
}
