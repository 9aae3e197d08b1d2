//! A category inside another one comes to stand behind it: the target has no categories in categories.

use super::super::edits::{NewValue, ObjectEdits, kind_of};
use super::super::fault::{self, Fault};
use super::Editor;
use super::object::Object;
use crate::directory::{Id, ObjectKind};
use crate::input::Error;
use crate::package::layout::{Entity, Field};

/// Two objects with one id, and something moves.
pub(super) fn moved_twice(kind: ObjectKind, id: &str) -> Error {
    let object = fault::Object::new(Some(kind), id);
    Error::new(Fault::MovedTwice { object })
}

impl<'a> Editor<'a> {
    /// Notes an object that has come, where the order matters.
    pub(super) fn note_order(&mut self, entity: Entity, id: &Id) {
        let Some(kind) = kind_of(entity).filter(|_| entity != Entity::MessageRoom) else {
            return;
        };
        if self.edits.moves_categories() && !self.seen.insert((kind, id.clone())) {
            self.twice = Some((kind, id.clone()));
        }
    }

    /// Whether what was set aside stands here: nothing is around, or only the category that it belongs to.
    pub(super) fn asides_end(&mut self) -> bool {
        let Some(parent) = &self.above_asides else {
            return false;
        };
        let around = self.categories_around().next();
        let inside = self.objects.iter().any(|object| object.aside);
        let here = !inside && around.is_none_or(|around| parent.is(around.id.as_deref()));
        if here {
            self.above_asides = None;
        }
        here
    }

    /// What a category is to be below of, where it stands in another one.
    pub(super) fn moves_below(&self, entity: Entity, edits: &ObjectEdits<'_>) -> Option<NewValue> {
        let mut fields = edits.fields.iter();
        let parent = &fields.find(|edit| edit.field == Field::Parent)?.value;
        let around = self.categories_around().next()?;
        let moves = entity == Entity::Category && !parent.is(around.id.as_deref());
        moves.then(|| parent.clone())
    }

    /// Whether the place of something that is set aside says what is above it.
    pub(super) fn tells_parent(&self, parent: &NewValue) -> bool {
        let outermost = self.categories_around().last();
        *parent == NewValue::Absent || outermost.is_some_and(|it| parent.is(it.id.as_deref()))
    }

    /// The categories that stand around, the innermost first.
    pub(super) fn categories_around(&self) -> impl Iterator<Item = &Object<'a>> {
        let objects = self.objects.iter().rev();
        objects.filter(|object| object.entity == Entity::Category)
    }
}
