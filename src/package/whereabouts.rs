use super::layout::{Entity, EntityLayout, Field, Layout};

/// Where messages and their rooms stand by a layout, for code that reads a package another way.
#[derive(Debug)]
pub(crate) struct Whereabouts<'l> {
    message: Option<&'l EntityLayout>,
    rooms: Vec<&'l EntityLayout>,
}

impl<'l> Whereabouts<'l> {
    pub fn new(layout: &'l Layout) -> Self {
        let rooms = [Entity::Room, Entity::MessageRoom];
        Whereabouts {
            message: layout.entity(Entity::Message),
            rooms: rooms.iter().filter_map(|it| layout.entity(*it)).collect(),
        }
    }

    /// Whether an element of this name may be a message or a room.
    pub fn may_be(&self, name: &str) -> bool {
        let mut all = self.rooms.iter().chain(&self.message);
        all.any(|layout| layout.at.iter().any(|at| at.last() == name))
    }

    /// Whether the element of this path is a message.
    pub fn is_message(&self, path: &[&str]) -> bool {
        self.message.is_some_and(|layout| is_at(layout, path))
    }

    /// Whether the element of this path is a room, or names one.
    pub fn is_room(&self, path: &[&str]) -> bool {
        self.rooms.iter().any(|layout| is_at(layout, path))
    }

    /// Whether an attribute or child of this name is a message's id, the room that it names, or its date; of a room,
    /// only the second: its id.
    pub fn asks_for(&self, name: &str, of_message: bool) -> (bool, bool, bool) {
        let is = |layout: &EntityLayout, field| {
            let mut fields = layout.fields.iter().filter(|known| known.field == field);
            fields.any(|known| matches!(&known.path[..], [only] if **only == *name))
        };
        if !of_message {
            let is_id = self.rooms.iter().any(|layout| is(layout, Field::Id));
            return (false, is_id, false);
        }
        let is = |field| self.message.is_some_and(|layout| is(layout, field));
        (is(Field::Id), is(Field::Room), is(Field::Date))
    }
}

fn is_at(layout: &EntityLayout, path: &[&str]) -> bool {
    layout.at.iter().any(|at| at.matches(path))
}
