use serde::Serialize;

use crate::directory::{Addin, Category, Directory, PrincipalRef, Principals, Room};

/// What kind of thing a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ObjectKind {
    /// A category.
    Category,
    /// A chat room.
    Room,
    /// A user, group or other holder of roles.
    Principal,
    /// An add-in.
    Addin,
    /// A message.
    Message,
    /// A member of the input: a file of the package, a table of the extract.
    Member,
}

impl ObjectKind {
    /// Its name, as in JSON and CSV.
    pub fn word(self) -> &'static str {
        match self {
            ObjectKind::Category => "category",
            ObjectKind::Room => "room",
            ObjectKind::Principal => "principal",
            ObjectKind::Addin => "addin",
            ObjectKind::Message => "message",
            ObjectKind::Member => "member",
        }
    }
}

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
