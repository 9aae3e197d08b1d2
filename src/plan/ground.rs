use crate::directory::{Category, Parent, Room, Settings};
use crate::rules::{Basis, Evidence};

use crate::plan::choices::Choices;

/// What every kind of change looks at: the evidence, the choices, and what is left when both are put together.
#[derive(Debug)]
pub(super) struct Ground<'a> {
    pub evidence: &'a Evidence<'a>,
    pub choices: Choices<'a>,
    /// By position: whether the way up from a category runs in a circle. Nothing is inherited there.
    in_circle: Vec<bool>,
}

impl<'a> Ground<'a> {
    pub fn new(evidence: &'a Evidence<'a>, choices: Choices<'a>) -> Self {
        let categories = evidence.directory.categories.iter();
        let in_circle = categories.map(|category| evidence.tree.way(category).cyclic);
        Ground {
            evidence,
            choices,
            in_circle: in_circle.collect(),
        }
    }

    /// The categories that stay, the root among them.
    pub fn categories(&self) -> impl Iterator<Item = (u32, &'a Category)> {
        let categories = (0..).zip(&self.evidence.directory.categories);
        categories.filter(|(at, _)| self.choices.category_left_out(*at).is_none())
    }

    /// The categories that stay and inherit from others: neither the root nor those in a circle.
    pub fn heirs(&self) -> impl Iterator<Item = (u32, &'a Category)> {
        self.categories().filter(|(at, category)| {
            !self.evidence.tree.is_root(&category.id) && !self.in_circle[*at as usize]
        })
    }

    /// The rooms that stay.
    pub fn rooms(&self) -> impl Iterator<Item = (u32, &'a Room)> {
        let rooms = (0..).zip(&self.evidence.directory.rooms);
        rooms.filter(|(at, _)| self.choices.room_left_out(*at).is_none())
    }

    /// The rooms that stay and inherit from a category, with its position: the root's too, but none in a circle.
    pub fn rooms_with_category(&self) -> impl Iterator<Item = (u32, &'a Room, usize)> {
        self.rooms().filter_map(|(at, room)| {
            let category = self.evidence.tree.category_above(room)?;
            let above = self.evidence.directory.category_position(&category.id)?;
            (!self.in_circle[above]).then_some((at, room, above))
        })
    }

    /// By position: the setting that holds for each category, its own or the nearest one above, and what that rests on.
    pub fn effective<T: Copy>(
        &self,
        get: impl Fn(&Settings) -> Option<T>,
    ) -> Vec<Option<(T, Basis)>> {
        let tree = &self.evidence.tree;
        let inherited = tree.inherited(|it| get(&it.settings));
        let of = |category| {
            let (setter, value) = inherited.of(category)?;
            // Where the way up breaks off, that it goes on at the root is inferred.
            let inferred = tree.is_root(&setter.id) && !tree.way(category).complete;
            let basis = if inferred {
                Basis::Inferred
            } else {
                Basis::Documented
            };
            Some((value, basis))
        };
        let categories = self.evidence.directory.categories.iter();
        categories.map(of).collect()
    }

    /// Whether a category has another category above it, and not the root.
    pub fn is_nested(&self, category: &'a Category) -> bool {
        matches!(self.evidence.tree.parent(category), Parent::Category(_))
    }
}
