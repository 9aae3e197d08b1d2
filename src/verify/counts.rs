use serde::Serialize;

/// How much was compared, whether or not it is equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Categories.
    pub categories: u64,
    /// Rooms.
    pub rooms: u64,
    /// Add-ins.
    pub addins: u64,
    /// Users, groups and other principals.
    pub principals: u64,
    /// Roles on categories and rooms.
    pub roles: u64,
    /// Scope entries.
    pub scopes: u64,
    /// Settings of categories and rooms.
    pub settings: u64,
    /// Affiliations.
    pub affiliations: u64,
    /// Messages.
    pub messages: u64,
    /// Members of which nothing is known, and paths in others of which nothing is known.
    pub members: u64,
    /// What the manifest says: sizes, checksums, counts, names and digests.
    pub manifest: u64,
    /// What was read a second time: members, and rooms with messages.
    pub second: u64,
    /// Objects that only the result has, where it may have more.
    pub only_in_result: u64,
    /// Roles of ids that nobody has, where such ids cannot be matched.
    pub of_nobody: u64,
}
