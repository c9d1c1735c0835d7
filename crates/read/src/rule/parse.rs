//! Reads a selector as an operator writes it, and says what is wrong with it.

mod signs;

use super::selector::{Attribute, Compound, Has, Place, Says, Selector, Stands, Step, Test, Way};
use super::{MAX_CHARS, WrongRules};
use signs::{Read, Reading, Wrong, is_of_name};

/// How many steps a way may have: one bit each.
const MAX_STEPS: usize = 32;

/// How deep `:not(…)` and its like may stand in one another.
const MAX_DEPTH: usize = 3;

const KNOWN: &str = ":not(), :is(), :has(), :first-child, :last-child, :only-child, \
                     :nth-child(), :nth-last-child(), and the same with -of-type";

const WORDS: &str =
    "selectors do not look at words; `depesche cuts` lists what repeats, and cuts it";

/// Reads a selector.
pub(super) fn selector(text: &str) -> Result<Selector, WrongRules> {
    let mut reading = Reading {
        chars: text.chars().collect(),
        at: 0,
        depth: 0,
    };
    let wrong = |Wrong { at, reason }| WrongRules::Selector {
        selector: text.chars().take(MAX_CHARS).collect(),
        at: at + 1,
        reason,
    };
    let ways = reading.all().map_err(wrong)?;
    Ok(Selector {
        text: text.to_owned(),
        ways,
    })
}

impl Reading {
    fn all(&mut self) -> Read<Vec<Way>> {
        if self.chars.len() > MAX_CHARS {
            return Self::wrong_at(
                MAX_CHARS,
                format!("it is longer than {MAX_CHARS} characters"),
            );
        }
        if self.chars.contains(&'/') && self.chars.first().is_some_and(|c| "/.".contains(*c)) {
            return self.wrong("this is XPath; a selector is written like \"article .body\"");
        }
        let mut ways = vec![self.way()?];
        while self.takes(',') {
            ways.push(self.way()?);
        }
        match self.peek() {
            None => Ok(ways),
            Some(c) => self.wrong(format!("{c:?} is not expected")),
        }
    }

    fn way(&mut self) -> Read<Way> {
        self.skip_space();
        let mut steps = vec![Step {
            stands: Stands::Within,
            is: self.compound()?,
        }];
        while let Some(stands) = self.combinator() {
            if steps.len() == MAX_STEPS {
                return self.wrong(format!("it has more than {MAX_STEPS} steps"));
            }
            let is = self.compound()?;
            steps.push(Step { stands, is });
        }
        Ok(Way(steps))
    }

    /// What leads to the next compound, where there is one.
    fn combinator(&mut self) -> Option<Stands> {
        let has_space = self.skip_space();
        let stands = match self.peek()? {
            '>' => Stands::Child,
            '+' => Stands::Next,
            '~' => Stands::Later,
            ',' | ')' => return None,
            _ => return has_space.then_some(Stands::Within),
        };
        self.at += 1;
        self.skip_space();
        Some(stands)
    }

    fn compound(&mut self) -> Read<Compound> {
        let began = self.at;
        let mut tests = Vec::new();
        if self.takes('*') {
            // Everything: no condition.
        } else if self.peek().is_some_and(is_of_name) {
            tests.push(Test::Name(self.name("an element")?.to_ascii_lowercase()));
        }
        loop {
            match self.peek() {
                Some('.') => {
                    self.at += 1;
                    tests.push(Test::Class(self.name("a class")?));
                }
                Some('#') => {
                    self.at += 1;
                    tests.push(Test::Attribute(Attribute {
                        name: "id".to_owned(),
                        says: Says::Exactly,
                        value: self.name("an id")?,
                        ignores_case: false,
                    }));
                }
                Some('[') => tests.push(Test::Attribute(self.attribute()?)),
                Some(':') => tests.push(self.pseudo_class()?),
                Some('|') => return self.wrong("names have no namespace here"),
                _ => break,
            }
        }
        if self.at > began {
            return Ok(tests);
        }
        match self.peek() {
            None => self.wrong("it ends where an element is expected"),
            Some('{') => self.wrong("only the selector is wanted, without what stands in { }"),
            Some(c) => self.wrong(format!("an element is expected, not {c:?}")),
        }
    }

    fn attribute(&mut self) -> Read<Attribute> {
        let began = self.at;
        self.at += 1;
        self.skip_space();
        let name = self.name("an attribute")?.to_ascii_lowercase();
        self.skip_space();
        let says = match self.peek() {
            Some(']') => Says::Something,
            Some('=') => Says::Exactly,
            Some('~') => Says::Word,
            Some('|') => Says::Language,
            Some('^') => Says::Begins,
            Some('$') => Says::Ends,
            Some('*') => Says::Holds,
            None => return Self::never_closed(began, '['),
            Some(c) => return self.wrong(format!("= or ] is expected, not {c:?}")),
        };
        let (mut value, mut ignores_case) = (String::new(), false);
        if says != Says::Something {
            self.at += usize::from(says != Says::Exactly);
            self.expects('=')?;
            self.skip_space();
            value = self.value()?;
            self.skip_space();
            ignores_case = self.takes('i') || self.takes('I');
            self.skip_space();
        }
        if self.peek().is_none() {
            return Self::never_closed(began, '[');
        }
        self.expects(']')?;
        Ok(Attribute {
            name,
            says,
            value,
            ignores_case,
        })
    }

    /// A value in quotes, or a word.
    fn value(&mut self) -> Read<String> {
        let Some(quote) = self.peek().filter(|c| "\"'".contains(*c)) else {
            return self.name("a value");
        };
        let began = self.at;
        self.at += 1;
        let mut value = String::new();
        loop {
            match self.peek() {
                None => return Self::never_closed(began, quote),
                Some('\\') => value.push(self.escaped()),
                Some(c) => {
                    self.at += 1;
                    if c == quote {
                        return Ok(value);
                    }
                    value.push(c);
                }
            }
        }
    }

    fn pseudo_class(&mut self) -> Read<Test> {
        let began = self.at;
        self.at += 1;
        if self.peek() == Some(':') {
            return self.wrong("what follows :: is made by style sheets and is not in the page");
        }
        let name = self.name("a condition")?.to_ascii_lowercase();
        match name.as_str() {
            "not" => Ok(Test::Not(self.bracketed(Self::compounds)?)),
            "is" | "where" => Ok(Test::Is(self.bracketed(Self::compounds)?)),
            "has" if self.depth == 0 => Ok(Test::Has(self.bracketed(Self::has)?)),
            "has" => Self::wrong_at(began, ":has() may not stand in another condition"),
            "contains" | "has-text" | "-abp-contains" => Self::wrong_at(began, WORDS),
            _ => match self.place(&name)? {
                Some(test) => Ok(test),
                None => Self::wrong_at(
                    began,
                    format!(":{name} is not known here; known are {KNOWN}"),
                ),
            },
        }
    }

    /// The place that a name like `nth-last-of-type` tells of.
    fn place(&mut self, name: &str) -> Read<Option<Test>> {
        let (is_of_type, name) = match (name.strip_suffix("-of-type"), name.strip_suffix("-child"))
        {
            (Some(name), _) => (true, name),
            (None, Some(name)) => (false, name),
            (None, None) => return Ok(None),
        };
        let place = |(every, first), is_from_end| {
            Test::Place(Place {
                every,
                first,
                is_of_type,
                is_from_end,
            })
        };
        Ok(Some(match name {
            "first" => place((0, 1), false),
            "last" => place((0, 1), true),
            "only" => Test::Is(vec![vec![place((0, 1), false), place((0, 1), true)]]),
            "nth" => place(self.bracketed(Self::every)?, false),
            "nth-last" => place(self.bracketed(Self::every)?, true),
            _ => return Ok(None),
        }))
    }

    fn has(&mut self) -> Read<Has> {
        self.skip_space();
        let is_child = self.takes('>');
        let any = self.compounds()?;
        Ok(Has { is_child, any })
    }

    fn bracketed<T>(&mut self, inside: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        let began = self.at;
        self.expects('(')?;
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return self.wrong("too many conditions stand in one another");
        }
        let read = inside(self)?;
        self.skip_space();
        if self.peek().is_none() {
            return Self::never_closed(began, '(');
        }
        if self.peek() != Some(')') {
            return self.wrong("in brackets there is one element, without those around it");
        }
        self.at += 1;
        self.depth -= 1;
        Ok(read)
    }

    fn compounds(&mut self) -> Read<Vec<Compound>> {
        let mut compounds = Vec::new();
        loop {
            self.skip_space();
            compounds.push(self.compound()?);
            self.skip_space();
            if !self.takes(',') {
                return Ok(compounds);
            }
        }
    }

    /// `3`, `odd`, `2n+1`, `-n+3`.
    fn every(&mut self) -> Read<(i32, i32)> {
        self.skip_space();
        let began = self.at;
        while self.peek().is_some_and(|c| c != ')') {
            self.at += 1;
        }
        let text: String = self.chars[began..self.at].iter().collect();
        let text = text.replace(' ', "").to_ascii_lowercase();
        let read = match text.as_str() {
            "odd" => Some((2, 1)),
            "even" => Some((2, 0)),
            _ => every_and_first(&text),
        };
        let Some(read) = read else {
            return Self::wrong_at(began, "a number is expected, or odd, even, 2n+1");
        };
        Ok(read)
    }
}

/// `3`, `2n`, `-n+3`.
fn every_and_first(text: &str) -> Option<(i32, i32)> {
    let Some((every, first)) = text.split_once('n') else {
        return Some((0, text.parse().ok()?));
    };
    let every = match every {
        "" | "+" => 1,
        "-" => -1,
        every => every.parse().ok()?,
    };
    let first = if first.is_empty() {
        0
    } else {
        first.parse().ok()?
    };
    Some((every, first))
}

#[cfg(test)]
mod tests {
    use super::selector;
    use crate::rule::WrongRules;

    fn check(text: &str, place: usize, words: &str) {
        match selector(text) {
            Err(WrongRules::Selector { at, reason, .. }) => {
                assert!(
                    at == place && reason.contains(words),
                    "{text}: {at} {reason}"
                );
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        check("", 1, "it ends where an element is expected");
        check("div >", 6, "it ends");
        check("div > , p", 7, "not ','");
        check("div..x", 5, "the name of a class is expected, not '.'");
        check("a[href", 2, "[ is never closed");
        check("a[href=\"x]", 8, "\" is never closed");
        check("a[href?=x]", 7, "= or ] is expected");
        check("p:not(.x", 6, "( is never closed");
        check("p:not(.x .y)", 10, "in brackets there is one element");
        check("p:not(:not(:not(:not(a))))", 22, "too many");
        check("p:not(:has(a))", 7, ":has() may not stand");
        check("p:hover", 2, "known are :not()");
        check("p::before", 3, "style sheets");
        check("p:contains('Read more')", 2, "`depesche cuts`");
        check("li:nth-child(x)", 14, "a number is expected");
        check("//div[@class='body']", 1, "XPath");
        check(".ad { display: none }", 5, "without what stands in { }");
        check("svg|a", 4, "namespace");
        check("a)", 2, "')' is not expected");
        check(&"a ".repeat(40), 65, "more than 32 steps");
        check(&"a".repeat(301), 301, "longer than 300");
    }

    #[test]
    fn no_text_makes_it_panic() {
        for text in [
            "\\",
            "#\\",
            "[\\",
            "a[b=\\",
            "\\110000 ",
            ":nth-child(99999999999n-1)",
            "💡.ä",
        ] {
            let _ = selector(text);
        }
    }
}
