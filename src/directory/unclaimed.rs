/// A piece of the input that no reader claims: something is there that is not understood.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unclaimed {
    /// The member of the input it is in.
    pub member: String,
    /// The element path, attribute path or value form; empty where the whole member is not understood.
    pub path: String,
    /// How often.
    pub count: u64,
    /// Why it is not understood.
    pub reason: UnclaimedReason,
}

impl Unclaimed {
    /// What stands behind the path of a field that has its value already, by another attribute or element: this one is
    /// not read.
    pub const AGAIN: &'static str = " (again)";

    /// The same of a field of a message.
    pub const AGAIN_IN_MESSAGE: &'static str = " (again, in a message)";

    /// Whether it is a field of an object that has its value already. A change of the field may change these as
    /// well.
    pub fn is_again(&self) -> bool {
        self.path.ends_with(Unclaimed::AGAIN)
    }
}

/// Why a piece of the input is not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnclaimedReason {
    /// The whole member is something else than XML.
    NotXml,
    /// The member is well-formed XML, but nothing in it is known.
    UnknownMember,
    /// An element or attribute that the layout does not name.
    UnknownPath,
    /// A known field with a value of no known form.
    UnknownValue,
    /// The whole file is no extract of a database.
    NoExtract,
    /// A table that the published schema does not have.
    UnknownTable,
    /// A column that the published schema does not have, of a table that it has.
    UnknownColumn,
}

impl UnclaimedReason {
    /// The word for it in results that programs read.
    pub fn word(self) -> &'static str {
        match self {
            UnclaimedReason::NotXml => "not-xml",
            UnclaimedReason::UnknownMember => "unknown-member",
            UnclaimedReason::UnknownPath => "unknown-path",
            UnclaimedReason::UnknownValue => "unknown-value",
            UnclaimedReason::NoExtract => "no-extract",
            UnclaimedReason::UnknownTable => "unknown-table",
            UnclaimedReason::UnknownColumn => "unknown-column",
        }
    }
}
