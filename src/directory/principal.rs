use std::sync::Arc;

use super::{Affiliations, Id, Ids, natural_order};
use crate::directory::ids::PrincipalRef;

/// What a principal is (`tblPrincipal.prinTypeID`; reference: database-schema, 3.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PrincipalKind {
    /// 4: an internal principal.
    System,
    /// 5 (and 2, 6): a user of the own organisation.
    #[default]
    User,
    /// 7: a user of another organisation; legacy only.
    FederatedUser,
    /// 8: an Active Directory domain.
    Domain,
    /// 9 (and 3): a group.
    Group,
    /// 10: an Active Directory container or organisational unit.
    Folder,
    /// 11: a group of federated users; legacy only.
    FederatedGroup,
}

impl PrincipalKind {
    /// From the stored number; `None` for a number the schema does not give.
    pub fn parse(number: &str) -> Option<Self> {
        Some(match number.trim() {
            "4" => PrincipalKind::System,
            "2" | "5" | "6" => PrincipalKind::User,
            "7" => PrincipalKind::FederatedUser,
            "8" => PrincipalKind::Domain,
            "3" | "9" => PrincipalKind::Group,
            "10" => PrincipalKind::Folder,
            "11" => PrincipalKind::FederatedGroup,
            _ => return None,
        })
    }

    /// The stored number; where several are one kind, the usual one.
    pub fn number(self) -> &'static str {
        match self {
            PrincipalKind::System => "4",
            PrincipalKind::User => "5",
            PrincipalKind::FederatedUser => "7",
            PrincipalKind::Domain => "8",
            PrincipalKind::Group => "9",
            PrincipalKind::Folder => "10",
            PrincipalKind::FederatedGroup => "11",
        }
    }

    /// Its stable name.
    pub fn word(self) -> &'static str {
        match self {
            PrincipalKind::System => "system",
            PrincipalKind::User => "user",
            PrincipalKind::FederatedUser => "federated-user",
            PrincipalKind::Domain => "domain",
            PrincipalKind::Group => "group",
            PrincipalKind::Folder => "folder",
            PrincipalKind::FederatedGroup => "federated-group",
        }
    }

    /// A user or group of another organisation.
    pub fn is_federated(self) -> bool {
        matches!(
            self,
            PrincipalKind::FederatedUser | PrincipalKind::FederatedGroup
        )
    }

    /// A person who can log on.
    pub fn is_user(self) -> bool {
        matches!(self, PrincipalKind::User | PrincipalKind::FederatedUser)
    }
}

/// A user, group or other holder of roles (`tblPrincipal`; reference: database-schema, 4.8).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Principal {
    /// `prinGuid`: the Active Directory object's GUID.
    pub guid: Option<Id>,
    /// What it is.
    pub kind: PrincipalKind,
    /// Disabled for SIP, or its directory object is gone (`prinDisabled` other than 0).
    pub disabled: bool,
    /// `sip:` address, or `ma-grp:` for nearly everything that is no user.
    pub uri: String,
    /// `prinName`: display name in legacy data, common name later.
    pub name: String,
    /// `prinDisplayName`.
    pub display_name: String,
    /// `prinCompanyName`.
    pub company: String,
    /// `prinEmail`.
    pub email: String,
    /// Distinguished name; empty for principals outside Active Directory.
    pub ad_path: String,
    /// `prinADUserPrincipalName`.
    pub user_principal_name: String,
}

impl Principal {
    /// What people know it by: display name, name, address.
    pub fn label(&self) -> &str {
        [&self.display_name, &self.name, &self.uri]
            .into_iter()
            .find(|text| !text.is_empty())
            .map_or("", |text| text)
    }
}

/// All ids of principals that the input names, the records of those it describes, and their affiliations. A clone
/// shares them until one of both is changed.
#[derive(Clone, Debug, Default)]
pub struct Principals {
    ids: Arc<Ids>,
    records: Vec<Option<Arc<Principal>>>,
    /// The groups each principal belongs to.
    pub affiliations: Affiliations,
}

impl Principals {
    /// The reference for this id, noted if new.
    pub fn refer(&mut self, id: &str) -> PrincipalRef {
        if let Some(known) = self.find(id) {
            return known;
        }
        self.records.push(None);
        PrincipalRef(Arc::make_mut(&mut self.ids).add(id))
    }

    /// Takes a record; refuses it (`None`) where that id has one already.
    pub fn describe(&mut self, id: &str, principal: Principal) -> Option<PrincipalRef> {
        let at = self.refer(id);
        self.put(at, Arc::new(principal)).then_some(at)
    }

    /// Takes a record; refuses it (`false`) where that id has one already.
    pub(super) fn put(&mut self, at: PrincipalRef, principal: Arc<Principal>) -> bool {
        let slot = &mut self.records[at.0 as usize];
        let is_new = slot.is_none();
        if is_new {
            *slot = Some(principal);
        }
        is_new
    }

    /// The id of this reference, as the input spells it.
    pub fn id(&self, at: PrincipalRef) -> &str {
        self.ids.name(at.0)
    }

    /// The reference of this id, where the input names it.
    pub fn find(&self, id: &str) -> Option<PrincipalRef> {
        self.ids.find(id).map(PrincipalRef)
    }

    /// The record, where a principal has this id.
    pub fn get(&self, at: PrincipalRef) -> Option<&Principal> {
        self.records[at.0 as usize].as_deref()
    }

    /// The record for changing, where a principal has this id.
    pub fn get_mut(&mut self, at: PrincipalRef) -> Option<&mut Principal> {
        self.records[at.0 as usize].as_mut().map(Arc::make_mut)
    }

    /// What people know this principal by; empty where no principal has the id.
    pub fn label(&self, at: PrincipalRef) -> &str {
        self.get(at).map_or("", Principal::label)
    }

    /// Whether this principal can act in the target pool: known, active, not federated.
    pub fn is_usable(&self, at: PrincipalRef) -> bool {
        self.get(at)
            .is_some_and(|principal| !principal.disabled && !principal.kind.is_federated())
    }

    /// Whether the input names no principal at all.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Takes the records out, in the order of first sight; ids and affiliations stay.
    pub(super) fn take_records(&mut self) -> Vec<(PrincipalRef, Arc<Principal>)> {
        let records = self.records.iter_mut().enumerate();
        let records = records.filter_map(|(at, it)| Some((PrincipalRef(at as u32), it.take()?)));
        records.collect()
    }

    /// Puts references into the order of their ids, each once.
    pub fn sort(&self, references: &mut Vec<PrincipalRef>) {
        references.sort_by(|a, b| natural_order(self.id(*a), self.id(*b)));
        references.dedup();
    }

    /// Every reference, described or not, in the order of first sight.
    pub fn references(&self) -> impl Iterator<Item = PrincipalRef> {
        (0..self.records.len() as u32).map(PrincipalRef)
    }

    /// Every described principal, in the order of first sight.
    pub fn iter(&self) -> impl Iterator<Item = (PrincipalRef, &Principal)> {
        self.references().filter_map(|at| Some((at, self.get(at)?)))
    }
}
