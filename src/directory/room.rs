use super::{Grant, Id, ScopeEntry, Settings};

/// A chat room (`tblNode` with `nodeType` 0; reference: database-schema, 4.10).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// `nodeID`, as the input spells it.
    pub id: Id,
    /// `nodeGuid`, where the input gives it; the file store's folders are named after it.
    pub guid: Option<Id>,
    /// The id of its category.
    pub category: Option<Id>,
    /// Its own name, without any prefix.
    pub name: String,
    /// Description.
    pub description: String,
    /// The legacy topic, which the target has no place for.
    pub topic: String,
    /// Marked as disabled: "not to be migrated".
    pub disabled: bool,
    /// Settings as stored here; absent ones are inherited from the category.
    pub settings: Settings,
    /// The id of its add-in.
    pub addin: Option<Id>,
    /// `roleDefinerId`: where the list of members starts that holds here; legacy data only.
    pub role_definer: Option<Id>,
    /// `overrideMember`: a new list of members starts here; legacy data only.
    pub override_member: Option<bool>,
    /// Explicit roles on this room.
    pub roles: Vec<Grant>,
    /// The legacy room's own scope. Empty: the category's.
    pub scope: Vec<ScopeEntry>,
}
