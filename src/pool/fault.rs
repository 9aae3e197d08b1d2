//! What is said of the rows of the chat's tables.

use crate::sqlserver::file::StatedBy;
use crate::wording::{Sentence, wording};

wording! {
    in "pool";
    /// What can be wrong with a row or a table.
    pub(super) enum RowFault {
        /// A table lacks a column that its rows make no sense without.
        NoColumn { column: &'static str, columns: Vec<String> },
        /// NULL stands where something has to.
        NullValue { column: &'static str },
        /// A value stands where another kind of value has to.
        OtherValue { column: &'static str },
        /// No whole number stands where one has to; where it is no text either, what it is.
        NoNumber { column: &'static str, found: Option<Found> },
        /// No flag stands where one has to.
        NoFlag { column: &'static str },
        /// No text stands where one has to.
        NoText { column: &'static str },
    }
}

wording! {
    in "pool";
    /// What stands in place of a number.
    pub(super) enum Found {
        /// Nothing.
        Null,
        /// Neither a number nor a text.
        Other,
    }
}

wording! {
    in "pool";
    /// What can be wrong with an input as a whole.
    pub(super) enum Fault {
        /// It is neither a package nor has it tables of the chat's.
        NoChat,
        /// Roles are numbers, and the table that explains them is not there.
        NoRoleTypes,
    }
}

wording! {
    in "pool";
    /// What is said of the tables.
    pub(super) enum Notice {
        /// It is about this file.
        OfFile { file: String, notice: Sentence },
        /// They are of Group Chat, by this.
        GroupChat { by: String },
        /// They are of Persistent Chat, by this.
        PersistentChat { by: String },
        /// They are of both.
        BothChats { old: String, new: String },
        /// A table is not read, and its name is like that of one that would be.
        LikeName { table: String, rows: u64, like: &'static str },
        /// A table is not read, and its columns are those of one that would be.
        LikeColumns { table: String, rows: u64, like: &'static str },
        /// The collation that is stated is not known.
        UnknownCollation { name: String, by: StatedBy },
        /// Collations are stated that differ.
        TwoCollations { name: String, by: StatedBy, other: String, other_by: StatedBy },
    }
}

wording! {
    in "pool";
    /// What is left out, rows as a whole.
    pub(super) enum Passed {
        /// Roles and scopes of categories and rooms that are not there.
        OfNoNode { count: u64 },
    }
}

wording! {
    in "pool";
    /// What a file without rows is.
    pub(super) enum FileKind {
        /// The format file of another one.
        FormatFile,
        /// A log.
        Log,
        /// A backup that is not read.
        Backup,
        /// One more file of a database.
        OfDatabase,
    }
}

wording! {
    in "pool";
    /// A row that was there before, by its key.
    pub(super) enum Named {
        /// A message.
        OfMessage { id: String, room: String },
        /// Of a principal at a category or room.
        AtNode { principal: String, node: String },
        /// Of a principal in a group.
        InGroup { principal: String, group: String },
        /// Of a role type.
        ByNumber { number: String },
        /// Of anything else.
        ById { id: String },
    }
}
