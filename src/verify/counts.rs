use serde::Serialize;

use super::Difference;
use crate::directory::ContentKind;
use crate::plan::{Flag, Role};
use crate::rules::ObjectKind;

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
    /// Roles of ids of no known principal, where such ids cannot be matched.
    #[serde(rename = "of_nobody")]
    pub of_unknown: u64,
}

impl Counts {
    /// How much of an aspect was compared.
    pub fn of(&self, aspect: Aspect) -> u64 {
        match aspect {
            Aspect::Categories => self.categories,
            Aspect::Rooms => self.rooms,
            Aspect::Addins => self.addins,
            Aspect::Principals => self.principals,
            Aspect::Roles => self.roles,
            Aspect::Scopes => self.scopes,
            Aspect::Settings => self.settings,
            Aspect::Affiliations => self.affiliations,
            Aspect::Messages => self.messages,
            Aspect::Members => self.members,
            Aspect::Manifest => self.manifest,
            Aspect::Second => self.second,
        }
    }
}

/// What is compared: differences are grouped by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// Categories and their texts.
    Categories,
    /// Rooms and their texts.
    Rooms,
    /// Add-ins.
    Addins,
    /// Users, groups and other principals.
    Principals,
    /// Roles on categories and rooms.
    Roles,
    /// Scope entries.
    Scopes,
    /// Settings of categories and rooms.
    Settings,
    /// Affiliations.
    Affiliations,
    /// Messages.
    Messages,
    /// Members and paths of which nothing is known.
    Members,
    /// What the manifest says.
    Manifest,
    /// What a second reading gives.
    Second,
}

impl Aspect {
    /// All of them.
    pub const ALL: [Aspect; 12] = [
        Aspect::Categories,
        Aspect::Rooms,
        Aspect::Addins,
        Aspect::Principals,
        Aspect::Roles,
        Aspect::Scopes,
        Aspect::Settings,
        Aspect::Affiliations,
        Aspect::Messages,
        Aspect::Members,
        Aspect::Manifest,
        Aspect::Second,
    ];

    /// Where a difference belongs.
    pub fn of(difference: &Difference) -> Aspect {
        let is = |word: &str| difference.field == word;
        let object = &difference.object;
        if difference.field.starts_with("manifest_") {
            return Aspect::Manifest;
        }
        if difference.field.starts_with("second_") {
            return Aspect::Second;
        }
        match object.kind {
            ObjectKind::Member => Aspect::of_part(&object.id),
            ObjectKind::Message => Aspect::Messages,
            _ if is("messages") || is("digest") || is("authors") => Aspect::Messages,
            _ if Role::ALL.iter().any(|role| is(role.word())) => Aspect::Roles,
            _ if is("scope") || is("scope_denied") => Aspect::Scopes,
            _ if is("affiliation") => Aspect::Affiliations,
            _ if is("behavior") || is("visibility") => Aspect::Settings,
            _ if Flag::ALL.iter().any(|flag| is(flag.word())) => Aspect::Settings,
            ObjectKind::Category => Aspect::Categories,
            ObjectKind::Room => Aspect::Rooms,
            ObjectKind::Addin => Aspect::Addins,
            ObjectKind::Principal => Aspect::Principals,
        }
    }

    /// Where a kind of content belongs that is missing altogether; else it is a member that is not understood.
    pub fn of_part(kind: &str) -> Aspect {
        match ContentKind::of_word(kind) {
            Some(ContentKind::Categories) => Aspect::Categories,
            Some(ContentKind::Rooms) => Aspect::Rooms,
            Some(ContentKind::Addins) => Aspect::Addins,
            Some(ContentKind::Affiliations) => Aspect::Affiliations,
            Some(ContentKind::Messages) => Aspect::Messages,
            Some(ContentKind::Users | ContentKind::Groups) => Aspect::Principals,
            _ => Aspect::Members,
        }
    }

    /// Its stable name.
    pub fn word(self) -> &'static str {
        match self {
            Aspect::Categories => "categories",
            Aspect::Rooms => "rooms",
            Aspect::Addins => "addins",
            Aspect::Principals => "principals",
            Aspect::Roles => "roles",
            Aspect::Scopes => "scopes",
            Aspect::Settings => "settings",
            Aspect::Affiliations => "affiliations",
            Aspect::Messages => "messages",
            Aspect::Members => "members",
            Aspect::Manifest => "manifest",
            Aspect::Second => "second",
        }
    }
}

/// The differences by aspect, in their order. Aspects without any are among them.
pub fn by_aspect(differences: &[Difference]) -> Vec<(Aspect, Vec<&Difference>)> {
    let of = |aspect| {
        differences
            .iter()
            .filter(|it| Aspect::of(it) == aspect)
            .collect()
    };
    Aspect::ALL
        .into_iter()
        .map(|aspect| (aspect, of(aspect)))
        .collect()
}
