use serde::Serialize;

use crate::wording::wording;

wording! {
    in "records";
    /// A kind of thing that a pool or its input has.
    #[derive(Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
