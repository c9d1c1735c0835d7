//! What a selector is, read.

use std::fmt;

use crate::tree::Element;

/// A CSS selector, read: one way or several to the elements that it finds.
#[derive(Clone, Debug, PartialEq)]
pub struct Selector {
    pub(super) text: String,
    pub(super) ways: Vec<Way>,
}

/// Steps from the top of a page to an element.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Way(pub(super) Vec<Step>);

/// An element on the way, and how it stands to the one before.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    pub(super) stands: Stands,
    pub(super) is: Compound,
}

/// How an element stands to the one of the step before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// Anywhere in it.
    Within,
    /// `>`: in it, with nothing between.
    Child,
    /// `+`: right after it.
    Next,
    /// `~`: after it, in the same element.
    Later,
}

/// What must all be true of one element.
pub(super) type Compound = Vec<Test>;

/// Something that is true of an element or not.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    /// Its name.
    Name(String),
    /// One of its classes.
    Class(String),
    /// What an attribute says.
    Attribute(Attribute),
    /// Its place among its siblings.
    Place(Place),
    /// `:not(…)`: none of these.
    Not(Vec<Compound>),
    /// `:is(…)`: one of these.
    Is(Vec<Compound>),
    /// `:has(…)`: such an element is in it.
    Has(Has),
}

/// `[name="value"]`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) says: Says,
    pub(super) value: String,
    pub(super) ignores_case: bool,
}

/// How an attribute's value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// It is there.
    Something,
    /// `=`.
    Exactly,
    /// `~=`: one of its words is.
    Word,
    /// `|=`: it is, or goes on with a hyphen.
    Language,
    /// `^=`.
    Begins,
    /// `$=`.
    Ends,
    /// `*=`.
    Holds,
}

/// The `every`th from the `first` on, among the siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) every: i32,
    pub(super) first: i32,
    /// Whether only elements of the same name are counted.
    pub(super) is_of_type: bool,
    pub(super) is_from_end: bool,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Has {
    pub(super) is_child: bool,
    pub(super) any: Vec<Compound>,
}

impl Selector {
    /// As the operator wrote it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// How many conditions it has.
    pub(super) fn conditions(&self) -> usize {
        let steps = self.ways.iter().flat_map(|way| &way.0);
        steps.map(|step| 1.max(conditions(&step.is))).sum()
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn conditions(compound: &[Test]) -> usize {
    let of = |test: &Test| match test {
        Test::Not(any) | Test::Is(any) | Test::Has(Has { any, .. }) => {
            any.iter().map(|one| conditions(one)).sum()
        }
        _ => 1,
    };
    compound.iter().map(of).sum()
}

impl Attribute {
    /// Whether an element says so.
    pub(super) fn is_of(&self, element: &Element) -> bool {
        if !element.has(&self.name) {
            return false;
        }
        let found = element.attribute(&self.name);
        if self.ignores_case {
            self.is_said(&found.to_lowercase(), &self.value.to_lowercase())
        } else {
            self.is_said(found, &self.value)
        }
    }

    fn is_said(&self, found: &str, value: &str) -> bool {
        // The standard: an empty part is in nothing.
        match self.says {
            Says::Something => true,
            Says::Exactly => found == value,
            Says::Word => found.split_ascii_whitespace().any(|word| word == value),
            Says::Language => {
                let rest = found.strip_prefix(value);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            }
            Says::Begins => !value.is_empty() && found.starts_with(value),
            Says::Ends => !value.is_empty() && found.ends_with(value),
            Says::Holds => !value.is_empty() && found.contains(value),
        }
    }
}

impl Place {
    /// Whether the place, from 1, is meant.
    pub(super) fn is_at(self, place: u32) -> bool {
        let beyond = i64::from(place) - i64::from(self.first);
        match i64::from(self.every) {
            0 => beyond == 0,
            every => beyond % every == 0 && beyond / every >= 0,
        }
    }
}
