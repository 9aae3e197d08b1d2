use serde::{Serialize, Serializer};

use crate::wording::wording;

wording! {
    in "records";
    /// A kind of content that an input holds, or lacks.
    #[derive(Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum ContentKind {
        /// Users.
        Users,
        /// Groups.
        Groups,
        /// The groups that principals belong to.
        Affiliations,
        /// Categories.
        Categories,
        /// Rooms.
        Rooms,
        /// Who has which role in categories and rooms.
        Roles,
        /// Whom the scopes of categories admit, as a kind that is there or missing.
        Scopes,
        /// The same as it is counted: rows of a table of an extract.
        ScopeEntries,
        /// Add-ins.
        Addins,
        /// Messages.
        Messages,
        /// Rows of an extract that say what types of roles there are.
        RoleTypes,
        /// Rows of an extract that are of the schema, and that a migration does not need.
        UnneededRows,
        /// Rows of an extract of which nothing is known.
        UnknownRows,
    }
}

impl ContentKind {
    /// All of them.
    pub const ALL: [ContentKind; 13] = [
        ContentKind::Users,
        ContentKind::Groups,
        ContentKind::Affiliations,
        ContentKind::Categories,
        ContentKind::Rooms,
        ContentKind::Roles,
        ContentKind::Scopes,
        ContentKind::ScopeEntries,
        ContentKind::Addins,
        ContentKind::Messages,
        ContentKind::RoleTypes,
        ContentKind::UnneededRows,
        ContentKind::UnknownRows,
    ];

    /// Whether it makes a part of a pool that may be there or missing as a whole.
    pub fn is_part(self) -> bool {
        use ContentKind::{RoleTypes, ScopeEntries, UnknownRows, UnneededRows};
        !matches!(self, ScopeEntries | RoleTypes | UnneededRows | UnknownRows)
    }

    /// Its stable name, as in JSON and in files of sentences.
    pub fn word(self) -> &'static str {
        match self {
            ContentKind::Users => "users",
            ContentKind::Groups => "groups",
            ContentKind::Affiliations => "affiliations",
            ContentKind::Categories => "categories",
            ContentKind::Rooms => "rooms",
            ContentKind::Roles => "roles",
            ContentKind::Scopes => "scopes",
            ContentKind::ScopeEntries => "scope entries",
            ContentKind::Addins => "addins",
            ContentKind::Messages => "messages",
            ContentKind::RoleTypes => "role types",
            ContentKind::UnneededRows => "rows that are not needed",
            ContentKind::UnknownRows => "other rows",
        }
    }

    /// The kind with this name.
    pub fn of_word(word: &str) -> Option<ContentKind> {
        ContentKind::ALL.into_iter().find(|it| it.word() == word)
    }
}

impl Serialize for ContentKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}
