use crate::rules::ObjectKind;
use crate::wording::wording;

wording! {
    in "plan";
    /// Why something that was decided cannot be done.
    #[derive(PartialEq, Eq)]
    pub enum Impossible {
        /// The root category is to be renamed or left out.
        IsRoot,
        /// Objects of the kind cannot be changed in this way.
        NoSuchDeed {
            /// Of what kind the object is.
            kind: ObjectKind,
            /// Its id.
            id: String,
            /// What was decided.
            deed: Deed,
            /// For which rule.
            rule: &'static str,
        },
        /// Two decisions give one object different names.
        TwoNames {
            /// The name of the first decision.
            one: String,
            /// That of the second one.
            other: String,
        },
        /// The input does not contain the scope of a room.
        UnknownScope,
        /// The last entry that closes a scope would be removed.
        ScopeOpened {
            /// Of what kind the object with the scope is.
            kind: ObjectKind,
            /// Its id.
            id: String,
        },
        /// The input has no fields of an object that its messages refer to.
        OnlyMentioned {
            /// Of what kind the object is.
            kind: ObjectKind,
            /// Its id.
            id: String,
        },
        /// The input has no such object.
        NotThere {
            /// Of what kind the object is.
            kind: ObjectKind,
            /// Its id.
            id: String,
            /// Whether the id begins or ends with blanks, which are not visible without quotation marks.
            has_blanks: bool,
        },
        /// The new name is empty.
        EmptyName,
        /// The new name has a character that no name can have.
        BadName {
            /// Which one.
            character: BadCharacter,
        },
        /// A room's category cannot send invitations.
        NoInvitations {
            /// The room's id.
            room: String,
            /// Why.
            why: NoInvitations,
        },
    }
}

wording! {
    in "plan";
    /// What is decided about an object.
    #[derive(PartialEq, Eq)]
    pub enum Deed {
        /// It stays as it is.
        Kept,
        /// It gets another name.
        Renamed,
        /// It is left out.
        LeftOut,
        /// Roles are taken away.
        LosesRoles,
        /// It sends invitations.
        Invites,
    }
}

wording! {
    in "plan";
    /// A character that no name can have.
    #[derive(PartialEq, Eq)]
    pub enum BadCharacter {
        /// The end of a line.
        LineBreak,
        /// A tab.
        Tab,
        /// Another one.
        Other {
            /// Its number in Unicode, in hexadecimal digits.
            code: String,
        },
    }
}

wording! {
    in "plan";
    /// Why a room's category cannot send invitations.
    #[derive(PartialEq, Eq)]
    pub enum NoInvitations {
        /// The categories above the room form a circle.
        Circle,
        /// The room belongs to the root category.
        BelowRoot,
        /// The input does not have the category.
        NoCategory,
    }
}
