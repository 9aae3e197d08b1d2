//! The model: principals, categories, rooms, add-ins and what is known of the message history.
//!
//! Plain data without input or output. Sources fill it, rules and plans read it. Nothing here knows of files,
//! XML, SQL or terminals.

mod absorb;
mod addin;
mod affiliation;
mod category;
mod collation;
mod content_kind;
mod cutoff;
mod days;
mod descent;
mod file_link;
mod flatten;
mod garbled;
mod history;
mod ids;
mod inherited;
mod inventory;
mod name;
mod object_kind;
mod pool_names;
mod principal;
mod role;
mod room;
mod scope;
mod settings;
mod tree;
mod uncertain_names;
mod unclaimed;

use std::collections::HashMap;

pub use crate::directory::name::{is_hidden, is_xml_char};
pub use crate::time::Ticks;
pub use absorb::Repeated;
pub use addin::Addin;
pub use affiliation::Affiliations;
pub use category::Category;
pub use collation::{ChosenCollation, Collation, CollationOrigin, StatedCollation, address_key};
pub use content_kind::ContentKind;
pub use cutoff::Cutoff;
pub use days::{DayCount, Days};
pub use descent::Step;
pub use file_link::FileLink;
pub use flatten::{FlatName, Flattener};
pub use garbled::{Damage, damage, misreadings};
pub use history::{Authors, History, IdSet, Note, NoteKind, RoomHistory};
pub use ids::{Ids, PrincipalRef, natural_order};
pub use inherited::Inherited;
pub use inventory::{FileStore, Inventory, InventoryItem, InventoryNames};
pub use name::{NAME_LIMIT, cut, cut_at_word, utf16_len};
pub use object_kind::ObjectKind;
pub use pool_names::{ADDIN_NAME_LIMIT, FinalName, PoolNames};
pub use principal::{Principal, PrincipalKind, Principals};
pub use role::{Grant, ScopeEntry};
pub use room::Room;
pub use scope::{Admission, Scope, Scopes};
pub use settings::{Behavior, Settings, Unclear, Visibility};
pub use tree::{Chain, Parent, Tree, Way};
pub use unclaimed::{Unclaimed, UnclaimedReason};

/// An identifier exactly as the input spells it (`nodeID`, `prinID`, GUID): an opaque string.
pub type Id = Box<str>;

/// A hash map with a randomly seeded fast hash. Its order is random: never iterate it into a result.
pub type Map<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

/// Which kinds of content the input holds at all. A missing kind is a state ("not in this package"), not damage:
/// the export has levels (reference: export-package, 1.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Some user, even an empty list of them.
    pub users: bool,
    /// Some group, even an empty list of them.
    pub groups: bool,
    /// The groups that principals belong to.
    pub affiliations: bool,
    /// Categories.
    pub categories: bool,
    /// Rooms.
    pub rooms: bool,
    /// Who has which role in categories and rooms.
    pub roles: bool,
    /// Whom the scopes of categories admit.
    pub scopes: bool,
    /// Add-ins.
    pub addins: bool,
    /// Messages.
    pub messages: bool,
}

impl Parts {
    /// The union: what either holds.
    pub fn or(self, other: Parts) -> Parts {
        Parts {
            users: self.users || other.users,
            groups: self.groups || other.groups,
            affiliations: self.affiliations || other.affiliations,
            categories: self.categories || other.categories,
            rooms: self.rooms || other.rooms,
            roles: self.roles || other.roles,
            scopes: self.scopes || other.scopes,
            addins: self.addins || other.addins,
            messages: self.messages || other.messages,
        }
    }

    /// Every kind there is.
    pub const ALL: Parts = Parts {
        users: true,
        groups: true,
        affiliations: true,
        categories: true,
        rooms: true,
        roles: true,
        scopes: true,
        addins: true,
        messages: true,
    };

    /// Whether a kind is there; rows that make no part of a pool are none.
    pub fn has(self, kind: ContentKind) -> bool {
        match kind {
            ContentKind::Users => self.users,
            ContentKind::Groups => self.groups,
            ContentKind::Affiliations => self.affiliations,
            ContentKind::Categories => self.categories,
            ContentKind::Rooms => self.rooms,
            ContentKind::Roles => self.roles,
            ContentKind::Scopes | ContentKind::ScopeEntries => self.scopes,
            ContentKind::Addins => self.addins,
            ContentKind::Messages => self.messages,
            ContentKind::RoleTypes | ContentKind::UnneededRows | ContentKind::UnknownRows => false,
        }
    }

    /// The kinds that are not there. Without categories and rooms their roles and scopes are not missed.
    pub fn missing(self) -> Vec<ContentKind> {
        let nodes = self.categories || self.rooms;
        let of_nodes = |kind| matches!(kind, ContentKind::Roles | ContentKind::Scopes);
        let missing = |kind: &ContentKind| !self.has(*kind) && (nodes || !of_nodes(*kind));
        let parts = ContentKind::ALL.into_iter().filter(|kind| kind.is_part());
        parts.filter(missing).collect()
    }

    /// Whether the input says who exists: without it an unknown id means nothing.
    pub fn principals(self) -> bool {
        self.users || self.groups
    }
}

/// Everything the input says about the pool, apart from the messages themselves.
#[derive(Debug, Default)]
pub struct Directory {
    /// Users, groups and whatever else can hold a role; their ids and affiliations.
    pub principals: Principals,
    /// Categories, in the input's order.
    pub categories: Vec<Category>,
    /// Rooms, in the input's order.
    pub rooms: Vec<Room>,
    /// Add-ins, in the input's order.
    pub addins: Vec<Addin>,
    /// Which kinds of content the input holds.
    pub parts: Parts,
    /// Where texts of anything but messages hold references that XML does not define.
    pub undefined: Vec<UndefinedReferences>,
    category_index: Map<Id, u32>,
    room_index: Map<Id, u32>,
    addin_index: Map<Id, u32>,
}

/// References that XML does not define (`&nbsp;`, half of a surrogate pair, a bare `&`): a strict reader of XML
/// stops there, so what they stand for is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndefinedReferences {
    /// The member of the input they are in.
    pub member: String,
    /// The path of their element or attribute.
    pub path: String,
    /// How many there are.
    pub count: u64,
}

impl Directory {
    /// Takes a category; refuses it (`false`) where one of that id is known already.
    #[must_use]
    pub fn add_category(&mut self, category: Category) -> bool {
        if self.category_index.contains_key(&category.id) {
            return false;
        }
        self.category_index
            .insert(category.id.clone(), self.categories.len() as u32);
        self.categories.push(category);
        true
    }

    /// Takes a room; refuses it (`false`) where one of that id is known already.
    #[must_use]
    pub fn add_room(&mut self, room: Room) -> bool {
        if self.room_index.contains_key(&room.id) {
            return false;
        }
        self.room_index
            .insert(room.id.clone(), self.rooms.len() as u32);
        self.rooms.push(room);
        true
    }

    /// Takes an add-in; refuses it (`false`) where one of that id is known already.
    #[must_use]
    pub fn add_addin(&mut self, addin: Addin) -> bool {
        if self.addin_index.contains_key(&addin.id) {
            return false;
        }
        self.addin_index
            .insert(addin.id.clone(), self.addins.len() as u32);
        self.addins.push(addin);
        true
    }

    /// The category of this id.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.category_position(id).map(|at| &self.categories[at])
    }

    /// Where the category of this id stands in [`Directory::categories`].
    pub fn category_position(&self, id: &str) -> Option<usize> {
        self.category_index.get(id).map(|at| *at as usize)
    }

    /// The room of this id.
    pub fn room(&self, id: &str) -> Option<&Room> {
        self.room_position(id).map(|at| &self.rooms[at])
    }

    /// Where the room of this id stands in [`Directory::rooms`].
    pub fn room_position(&self, id: &str) -> Option<usize> {
        self.room_index.get(id).map(|at| *at as usize)
    }

    /// Where the add-in of this id stands in [`Directory::addins`].
    pub fn addin_position(&self, id: &str) -> Option<usize> {
        self.addin_index.get(id).map(|at| *at as usize)
    }
}
