use serde::Serialize;

pub use crate::directory::ObjectKind;

use crate::directory::{Addin, Category, Directory, PrincipalRef, Principals, Room};

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Object {
    /// What kind of thing.
    pub kind: ObjectKind,
    /// Its id, as the input spells it.
    pub id: String,
    /// Its name; may be empty.
    pub name: String,
}

impl Object {
    /// An object of any kind.
    pub fn new(kind: ObjectKind, id: &str, name: &str) -> Self {
        Object {
            kind,
            id: id.to_owned(),
            name: name.to_owned(),
        }
    }
}

impl Object {
    /// A principal, whether or not the input describes it.
    pub fn principal(principals: &Principals, at: PrincipalRef) -> Self {
        Object::new(
            ObjectKind::Principal,
            principals.id(at),
            principals.label(at),
        )
    }

    /// The room of this id, whether or not the input holds it.
    pub fn room(directory: &Directory, id: &str) -> Self {
        let room = directory.room(id);
        room.map_or_else(|| Object::new(ObjectKind::Room, id, ""), Object::from)
    }
}

impl From<&Category> for Object {
    fn from(category: &Category) -> Self {
        Object::new(ObjectKind::Category, &category.id, &category.name)
    }
}

impl From<&Room> for Object {
    fn from(room: &Room) -> Self {
        Object::new(ObjectKind::Room, &room.id, &room.name)
    }
}

impl From<&Addin> for Object {
    fn from(addin: &Addin) -> Self {
        Object::new(ObjectKind::Addin, &addin.id, &addin.name)
    }
}
