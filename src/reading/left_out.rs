use crate::directory::Repeated;
use crate::wording::{Sentence, wording};

wording! {
    in "records";
    /// Why a record was left out, and what it is.
    pub(crate) enum LeftOut {
        /// A user has no id.
        UserWithoutId,
        /// A group has no id.
        GroupWithoutId,
        /// Whose groups these are is not said.
        AffiliationsWithoutId,
        /// A category has no id.
        CategoryWithoutId,
        /// A room has no id.
        RoomWithoutId,
        /// An add-in has no id.
        AddinWithoutId,
        /// A message has no id.
        MessageWithoutId,
        /// Who has the role is not said.
        RoleOfNone,
        /// Whom the scope admits or denies is not said.
        ScopeOfNone,
        /// In which group a principal is, is not said.
        AffiliationToNone,
        /// A user before it has the same id.
        SecondUser { id: String },
        /// A group before it has the same id.
        SecondGroup { id: String },
        /// A user or group before it has the same id.
        SecondPrincipal { id: String },
        /// A category before it has the same id.
        SecondCategory { id: String },
        /// A room before it has the same id.
        SecondRoom { id: String },
        /// An add-in before it has the same id.
        SecondAddin { id: String },
        /// A category or room before it has the same id, and this is a category.
        SecondNodeCategory { id: String },
        /// A category or room before it has the same id, and this is a room.
        SecondNodeRoom { id: String },
    }
}

wording! {
    in "records";
    /// What was left out, with where it stood.
    pub(crate) enum Located {
        /// In a member or table as a whole.
        Within { what: Sentence, cause: Option<String>, place: String },
        /// At a byte of a member.
        AtByte { what: Sentence, cause: Option<String>, member: String, byte: u64 },
    }
}

impl From<Repeated> for LeftOut {
    fn from(repeated: Repeated) -> Self {
        match repeated {
            Repeated::Principal(id) => LeftOut::SecondPrincipal { id: id.into() },
            Repeated::Category(id) => LeftOut::SecondCategory { id: id.into() },
            Repeated::Room(id) => LeftOut::SecondRoom { id: id.into() },
            Repeated::Addin(id) => LeftOut::SecondAddin { id: id.into() },
        }
    }
}
