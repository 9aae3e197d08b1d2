//! Why a package cannot be written with its changes.

use crate::directory::ObjectKind;
use crate::wording::wording;

wording! {
    in "edit";
    /// What stands in the way of the changes.
    pub(crate) enum Fault {
        /// The system cannot read a member.
        NotRead,
        /// A member is not the one that was read before.
        Changed,
        /// What was written back in a member's encoding would be other bytes.
        Encoding { encoding: &'static str },
        /// A member ends within a character.
        HalfCharacter,
        /// The output cannot be written: why, is said where that is known.
        NotWritten,
        /// The messages cannot be written: why, is said where that is known.
        MessagesNotWritten,
        /// A message that stays stands in something that goes.
        MessageInside { room: String },
        /// A message of no room stands in something that goes.
        RoomlessInside,
        /// An object that stays stands in something that goes.
        ObjectInside { object: Object },
        /// An object is there twice, and the order of objects changes.
        MovedTwice { object: Object },
    }
}

wording! {
    in "edit";
    /// What is another one than the plan says.
    pub(crate) enum Other {
        /// An object that changes is not there.
        NoPlace { object: Object },
        /// A member has more or fewer messages than when it was read.
        Messages { member: String, found: u64, read: u64 },
        /// More or fewer messages go than planned.
        LeftOut { found: u64, planned: u64 },
        /// More or fewer messages stay than planned.
        Kept { found: u64, planned: u64 },
    }
}

wording! {
    in "edit";
    /// An object, as a sentence names it.
    pub(crate) enum Object {
        /// One of this kind.
        Known { kind: ObjectKind, id: String },
        /// A list that says whose its entries are.
        ListOf { id: String },
    }
}

impl Object {
    /// That of this kind and id; without a kind it is a list.
    pub fn new(kind: Option<ObjectKind>, id: &str) -> Object {
        let id = id.to_owned();
        match kind {
            Some(kind) => Object::Known { kind, id },
            None => Object::ListOf { id },
        }
    }
}
