use super::Id;

/// A registered add-in: a web page shown beside a room (`tblSiopWhiteList`; reference: database-schema, 4.15).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addin {
    /// `siopID`.
    pub id: Id,
    /// Display name; the column holds 50 UTF-16 units.
    pub name: String,
    /// Address; the column holds 255 UTF-16 units, and the target takes `http` and `https` only.
    pub url: String,
}
