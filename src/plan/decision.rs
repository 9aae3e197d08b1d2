use crate::rules::ObjectKind;

/// The id of a decision about all findings of its rule and kind that have no decision of their own.
pub const EVERY: &str = "*";

/// What somebody decided about one finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The finding's rule.
    pub rule: &'static str,
    /// The kind of the finding's object.
    pub kind: ObjectKind,
    /// The object's id.
    pub id: String,
    /// What to do.
    pub action: Action,
}

/// What can be done about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing: what the import itself would do.
    Keep,
    /// Another name: the whole name that the object is to have afterwards.
    Rename(String),
    /// Leave out the room or category, with what is below it.
    Exclude,
    /// Take roles away: which ones, the rule says.
    Drop,
    /// Switch on the invitations of the room's category, so that the room keeps its own.
    EnableInvitations,
}

/// A decision that cannot be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which one, by its place in the list.
    pub decision: usize,
    /// The other one that it contradicts, if any.
    pub other: Option<usize>,
    /// Why, as a sentence without its full stop.
    pub reason: String,
}
