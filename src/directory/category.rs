use super::{Grant, Id, ScopeEntry, Settings};

/// A category (`tblNode` with `nodeType` 1; reference: database-schema, 4.10).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Category {
    /// `nodeID`, as the input spells it.
    pub id: Id,
    /// `nodeGuid`, where the input gives it.
    pub guid: Option<Id>,
    /// The parent's id. The root category is its own parent.
    pub parent: Option<Id>,
    /// Its own name, without any prefix.
    pub name: String,
    /// Description.
    pub description: String,
    /// Settings as stored here; absent ones are inherited.
    pub settings: Settings,
    /// `roleDefinerId`: where the list of members starts that holds here; legacy data only.
    pub role_definer: Option<Id>,
    /// `overrideMember`: a new list of members starts here; legacy data only.
    pub override_member: Option<bool>,
    /// `restrictChildCreate`; legacy data only, and what it becomes in the target is not published.
    pub restrict_child_create: Option<bool>,
    /// Explicit roles on this category.
    pub roles: Vec<Grant>,
    /// Who may be a member below this category. Empty: inherited.
    pub scope: Vec<ScopeEntry>,
}
