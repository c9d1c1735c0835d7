//! Which languages a feed's articles are in.

use std::fmt;

use crate::Lang;

/// From how many articles on they tell what is usual.
const MIN_HEARD: u32 = 4;

/// How many articles are remembered; then the older ones count half.
const MAX_HEARD: u32 = 100;

/// No feed has more; a database row could.
const MAX_LANGUAGES: usize = 16;

/// How many of a feed's last articles were in which language, as far as their texts alone told.
///
/// It is kept with the feed: what it declares is often what its software was delivered with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Languages(Vec<(Lang, u32)>);

impl Languages {
    /// Counts an article. The older ones count ever less.
    pub fn hear(&mut self, lang: &Lang) {
        let has_room = self.0.len() < MAX_LANGUAGES;
        match self.0.iter_mut().find(|(known, _)| known == lang) {
            Some((_, count)) => *count += 1,
            None if has_room => self.0.push((lang.clone(), 1)),
            None => {}
        }
        if self.sum() > MAX_HEARD {
            self.0.iter_mut().for_each(|(_, count)| *count /= 2);
            self.0.retain(|(_, count)| *count > 0);
        }
    }

    /// The language of three articles of five; `None` where there is none, or too few are known.
    pub fn usual(&self) -> Option<&Lang> {
        let (lang, count) = self.0.iter().max_by_key(|(_, count)| *count)?;
        let sum = self.sum();
        (sum >= MIN_HEARD && count * 5 >= sum * 3).then_some(lang)
    }

    /// Reads what [`fmt::Display`] wrote ("de 40 en 2"); what makes no sense is left out.
    pub fn parse(text: &str) -> Self {
        let words: Vec<_> = text.split(' ').take(2 * MAX_LANGUAGES).collect();
        let pairs = words.chunks_exact(2).filter_map(|pair| {
            let count: u32 = pair[1].parse().ok()?;
            Some((Lang::parse(pair[0])?, count.min(MAX_HEARD)))
        });
        Self(pairs.collect())
    }

    fn sum(&self) -> u32 {
        self.0.iter().map(|(_, count)| count).sum()
    }
}

impl fmt::Display for Languages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (lang, count)) in self.0.iter().enumerate() {
            let space = if at == 0 { "" } else { " " };
            write!(f, "{space}{lang} {count}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Languages;
    use crate::Lang;

    fn check(known: &str, heard: &str, usual: Option<&str>) -> String {
        let mut languages = Languages::parse(known);
        for lang in heard.split_whitespace().filter_map(Lang::parse) {
            languages.hear(&lang);
        }
        assert_eq!(languages.usual().map(Lang::as_str), usual, "{languages}");
        languages.to_string()
    }

    #[test]
    fn three_of_five_are_usual() {
        assert_eq!(check("", "de de en de en", Some("de")), "de 3 en 2");
        check("", "de de en en", None);
        check("", "de de de", None);
        check("", "", None);
    }

    #[test]
    fn the_older_ones_count_ever_less() {
        assert_eq!(check("de 99 fr 1", "en", Some("de")), "de 49");
        check("de 100", &"en ".repeat(110), Some("en"));
    }

    #[test]
    fn what_makes_no_sense_is_left_out() {
        assert_eq!(check("de x 12 9 en 7 fr", "", Some("en")), "en 7");
        assert_eq!(
            check("de 4294967295 en 4294967295", "", None),
            "de 100 en 100"
        );
    }
}
