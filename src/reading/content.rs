//! What kinds of content are called in sentences of readers.

use crate::directory::ContentKind;
use crate::wording::wording;

wording! {
    in "records";
    /// What a kind of content is called.
    pub(crate) enum Content {
        Users,
        Groups,
        Affiliations,
        Categories,
        Rooms,
        Roles,
        Scopes,
        ScopeEntries,
        Addins,
        Messages,
        RoleTypes,
        UnneededRows,
        UnknownRows,
    }
}

impl From<ContentKind> for Content {
    fn from(kind: ContentKind) -> Self {
        match kind {
            ContentKind::Users => Content::Users,
            ContentKind::Groups => Content::Groups,
            ContentKind::Affiliations => Content::Affiliations,
            ContentKind::Categories => Content::Categories,
            ContentKind::Rooms => Content::Rooms,
            ContentKind::Roles => Content::Roles,
            ContentKind::Scopes => Content::Scopes,
            ContentKind::ScopeEntries => Content::ScopeEntries,
            ContentKind::Addins => Content::Addins,
            ContentKind::Messages => Content::Messages,
            ContentKind::RoleTypes => Content::RoleTypes,
            ContentKind::UnneededRows => Content::UnneededRows,
            ContentKind::UnknownRows => Content::UnknownRows,
        }
    }
}
