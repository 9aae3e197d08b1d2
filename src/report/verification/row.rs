use super::Verification;
use crate::plan::{Flag, Role};
use crate::rules::ObjectKind;
use crate::verify::Difference;

/// What is compared, by the lines of the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Row {
    Categories,
    Rooms,
    Addins,
    Principals,
    Roles,
    Scopes,
    Settings,
    Affiliations,
    Messages,
    Members,
    Manifest,
    Second,
}

impl Row {
    pub(super) const ALL: [Row; 12] = [
        Row::Categories,
        Row::Rooms,
        Row::Addins,
        Row::Principals,
        Row::Roles,
        Row::Scopes,
        Row::Settings,
        Row::Affiliations,
        Row::Messages,
        Row::Members,
        Row::Manifest,
        Row::Second,
    ];

    /// Where a difference belongs.
    pub(super) fn of(difference: &Difference) -> Row {
        let is = |word: &str| difference.field == word;
        let object = &difference.object;
        if difference.field.starts_with("manifest_") {
            return Row::Manifest;
        }
        if difference.field.starts_with("second_") {
            return Row::Second;
        }
        match object.kind {
            ObjectKind::Member => Row::of_part(&object.id),
            ObjectKind::Message => Row::Messages,
            _ if is("messages") || is("digest") || is("authors") => Row::Messages,
            _ if Role::ALL.iter().any(|role| is(role.word())) => Row::Roles,
            _ if is("scope") || is("scope_denied") => Row::Scopes,
            _ if is("affiliation") => Row::Affiliations,
            _ if is("behavior") || is("visibility") => Row::Settings,
            _ if Flag::ALL.iter().any(|flag| is(flag.word())) => Row::Settings,
            ObjectKind::Category => Row::Categories,
            ObjectKind::Room => Row::Rooms,
            ObjectKind::Addin => Row::Addins,
            ObjectKind::Principal => Row::Principals,
        }
    }

    /// Where a kind of content belongs that is missing altogether; else it is a member that nobody understands.
    pub(super) fn of_part(kind: &str) -> Row {
        match kind {
            "categories" => Row::Categories,
            "rooms" => Row::Rooms,
            "addins" => Row::Addins,
            "affiliations" => Row::Affiliations,
            "messages" => Row::Messages,
            "users" | "groups" => Row::Principals,
            _ => Row::Members,
        }
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Row::Categories => "categories",
            Row::Rooms => "rooms",
            Row::Addins => "addins",
            Row::Principals => "principals",
            Row::Roles => "roles",
            Row::Scopes => "scopes",
            Row::Settings => "settings",
            Row::Affiliations => "affiliations",
            Row::Messages => "messages",
            Row::Members => "members",
            Row::Manifest => "manifest",
            Row::Second => "second",
        }
    }

    /// How much of it was compared.
    pub(super) fn compared(self, verification: &Verification<'_>) -> u64 {
        let counts = &verification.counts;
        match self {
            Row::Categories => counts.categories,
            Row::Rooms => counts.rooms,
            Row::Addins => counts.addins,
            Row::Principals => counts.principals,
            Row::Roles => counts.roles,
            Row::Scopes => counts.scopes,
            Row::Settings => counts.settings,
            Row::Affiliations => counts.affiliations,
            Row::Messages => counts.messages,
            Row::Members => counts.members,
            Row::Manifest => counts.manifest,
            Row::Second => counts.second,
        }
    }
}
