//! What elements of a package are.

use crate::directory::ContentKind;

/// What an element of a known path is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entity {
    User,
    Group,
    Affiliation,
    Category,
    Room,
    Addin,
    /// A room that is named only to say whose messages follow.
    MessageRoom,
    Message,
}

impl Entity {
    /// Those that stand in lists, in the order in which lists are named.
    pub const LISTED: [Entity; 7] = [
        Entity::User,
        Entity::Group,
        Entity::Affiliation,
        Entity::Category,
        Entity::Room,
        Entity::Addin,
        Entity::Message,
    ];

    /// What kind of content a list of them is.
    pub fn kind(self) -> ContentKind {
        match self {
            Entity::User => ContentKind::Users,
            Entity::Group => ContentKind::Groups,
            Entity::Affiliation => ContentKind::Affiliations,
            Entity::Category => ContentKind::Categories,
            Entity::Room => ContentKind::Rooms,
            Entity::Addin => ContentKind::Addins,
            Entity::MessageRoom | Entity::Message => ContentKind::Messages,
        }
    }
}

/// An element inside an entity that has fields of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Roles,
    Scope,
    Groups,
}

impl Part {
    /// What one of them is called.
    pub fn noun(self) -> &'static str {
        match self {
            Part::Roles => "role",
            Part::Scope => "scope entry",
            Part::Groups => "affiliation",
        }
    }
}
