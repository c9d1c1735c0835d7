//! Looks for selectors on a page: one walk from the top for each way, however it is made.
//!
//! An element knows which beginnings of the way lead to it, its parent, what stands around it and
//! before it, one bit for each step: so it is decided from what was decided before, and nobody goes
//! back.

use std::collections::HashMap;

use html5ever::LocalName;

use super::Selector;
use super::selector::{Compound, Has, Stands, Step, Test, Way};
use crate::tree::{Element, Id, Tree};

/// Looks for selectors on one page.
pub(crate) struct Finder<'t> {
    tree: &'t Tree,
    /// The elements' places among their siblings, where a selector asks for one.
    places: Option<Vec<Places>>,
}

/// An element's places, from 1: among all and among those of its name, from either end.
#[derive(Clone, Copy, Default)]
struct Places {
    all: [u32; 2],
    of_type: [u32; 2],
}

impl<'t> Finder<'t> {
    pub(crate) fn new(tree: &'t Tree) -> Self {
        Self { tree, places: None }
    }

    /// The elements that one of the selectors finds, in the page's order, without those that stand
    /// in another of them.
    pub(crate) fn outermost(&mut self, selectors: &[Selector]) -> Vec<Id> {
        let mut is_found = vec![false; self.tree.len()];
        for way in selectors.iter().flat_map(|selector| &selector.ways) {
            self.mark(way, &mut is_found);
        }
        let mut is_inside = vec![false; self.tree.len()];
        let mut found = Vec::new();
        for id in self.tree.subtree(Tree::ROOT) {
            let at = id as usize;
            let parent = self.tree.parent(id).map(|parent| parent as usize);
            is_inside[at] = parent.is_some_and(|parent| is_inside[parent] || is_found[parent]);
            if is_found[at] && !is_inside[at] {
                found.push(id);
            }
        }
        found
    }

    fn mark(&mut self, way: &Way, is_found: &mut [bool]) {
        let steps = &way.0;
        if self.places.is_none() && steps.iter().any(|step| asks_for_a_place(&step.is)) {
            self.places = Some(places(self.tree));
        }
        let holders: Vec<_> = steps.iter().map(|step| self.holders(&step.is)).collect();
        let mut walk = Walk {
            here: vec![0_u32; self.tree.len()],
            around: vec![0_u32; self.tree.len()],
        };
        let goal = 1 << (steps.len() - 1);
        for parent in self.tree.subtree(Tree::ROOT) {
            let within = walk.around[parent as usize] | walk.here[parent as usize];
            let (mut previous, mut earlier) = (0, 0);
            for child in self.tree.children(parent) {
                let Some(element) = self.tree.element(child) else {
                    continue;
                };
                let before = [within, walk.here[parent as usize], previous, earlier];
                let mut here = 0;
                for (at, step) in steps.iter().enumerate() {
                    if leads(step, at, before) && self.is(child, element, &step.is, &holders[at]) {
                        here |= 1 << at;
                    }
                }
                walk.here[child as usize] = here;
                walk.around[child as usize] = within;
                is_found[child as usize] |= here & goal != 0;
                previous = here;
                earlier |= here;
            }
        }
    }

    /// For each `:has(…)` of a compound, which elements hold such a one.
    fn holders(&self, compound: &Compound) -> Vec<Vec<bool>> {
        let has = compound.iter().filter_map(|test| match test {
            Test::Has(has) => Some(has),
            _ => None,
        });
        has.map(|has| self.holding(has)).collect()
    }

    fn holding(&self, has: &Has) -> Vec<bool> {
        let mut holds = vec![false; self.tree.len()];
        for id in self.tree.subtree(Tree::ROOT) {
            let element = self.tree.element(id);
            if !element.is_some_and(|element| self.is_one(id, element, &has.any)) {
                continue;
            }
            let around = self.tree.ancestors(id);
            for above in around.take(if has.is_child { 1 } else { usize::MAX }) {
                // Whatever is above is marked already.
                if std::mem::replace(&mut holds[above as usize], true) {
                    break;
                }
            }
        }
        holds
    }

    fn is_one(&self, id: Id, element: &Element, any: &[Compound]) -> bool {
        any.iter().any(|one| self.is(id, element, one, &[]))
    }

    /// Whether all of a compound is true of an element.
    fn is(&self, id: Id, element: &Element, compound: &Compound, holders: &[Vec<bool>]) -> bool {
        let mut holders = holders.iter();
        compound.iter().all(|test| match test {
            Test::Name(name) => **element.local() == **name,
            Test::Class(class) => {
                let classes = element.attribute("class");
                // Most have none of it, and looking for bytes is ten times as fast as for words.
                memchr::memmem::find(classes.as_bytes(), class.as_bytes()).is_some()
                    && classes.split_ascii_whitespace().any(|word| word == class)
            }
            Test::Attribute(attribute) => attribute.is_of(element),
            Test::Place(place) => {
                let places = self.places.as_ref().map(|places| places[id as usize]);
                let places = places.unwrap_or_default();
                let counted = if place.is_of_type {
                    places.of_type
                } else {
                    places.all
                };
                place.is_at(counted[usize::from(place.is_from_end)])
            }
            Test::Not(any) => !self.is_one(id, element, any),
            Test::Is(any) => self.is_one(id, element, any),
            Test::Has(_) => holders.next().is_some_and(|holds| holds[id as usize]),
        })
    }
}

/// Which steps of a way lead to an element, and to what stands around it, a bit for each.
struct Walk {
    here: Vec<u32>,
    around: Vec<u32>,
}

/// Whether the step before leads to where this one may be.
fn leads(step: &Step, at: usize, [within, parent, previous, earlier]: [u32; 4]) -> bool {
    if at == 0 {
        return true;
    }
    let before = match step.stands {
        Stands::Within => within,
        Stands::Child => parent,
        Stands::Next => previous,
        Stands::Later => earlier,
    };
    before & (1 << (at - 1)) != 0
}

fn asks_for_a_place(compound: &Compound) -> bool {
    compound.iter().any(|test| match test {
        Test::Place(_) => true,
        Test::Not(any) | Test::Is(any) | Test::Has(Has { any, .. }) => {
            any.iter().any(asks_for_a_place)
        }
        _ => false,
    })
}

fn places(tree: &Tree) -> Vec<Places> {
    let mut places = vec![Places::default(); tree.len()];
    for parent in tree.subtree(Tree::ROOT) {
        let mut children: Vec<_> = tree.children(parent).collect();
        for end in 0..2 {
            let mut names: HashMap<&LocalName, u32> = HashMap::new();
            let elements = children
                .iter()
                .filter_map(|id| Some((*id, tree.name(*id)?)));
            for (before, (id, name)) in (0..).zip(elements) {
                let of_type = names.entry(name).or_default();
                *of_type += 1;
                places[id as usize].all[end] = before + 1;
                places[id as usize].of_type[end] = *of_type;
            }
            children.reverse();
        }
    }
    places
}

#[cfg(test)]
mod tests;
