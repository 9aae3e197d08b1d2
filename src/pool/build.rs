//! Puts the rows together.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::binding::Meaning;
use super::fault::{Fault, Passed};
use super::values::{Node, Records};
use crate::directory::{Category, Directory, Grant, Map, Parts, PrincipalRef, Room, ScopeEntry};
use crate::input::{Error, Skipped};
use crate::reading::{LeftOut, Located};
use crate::sqlserver::Table;

/// What the tables say.
#[derive(Debug, Default)]
pub struct Built {
    pub directory: Directory,
    /// Values of no known form: the column and how often.
    pub unknown_values: BTreeMap<String, u64>,
    pub skipped: Skipped,
}

/// Makes a directory of the rows; `tables` are those that the extract has, even without rows.
pub fn build(records: Records, tables: &[(Arc<Table>, u64)]) -> Result<Built, Error> {
    let has = |role: Meaning| tables.iter().any(|(table, _)| Meaning::of(table) == role);
    let mut built = Built {
        unknown_values: records.unknown_values,
        ..Built::default()
    };
    if !records.roles.is_empty() && records.role_types.is_empty() {
        return Err(Error::new(Fault::NoRoleTypes));
    }
    let directory = &mut built.directory;
    let skipped = &mut built.skipped;
    for (id, principal) in records.principals {
        if directory.principals.describe(&id, principal).is_none() {
            let what = LeftOut::SecondPrincipal { id: id.into() };
            let place = within(what, "tblPrincipal");
            skipped.note(1, || place.to_string());
        }
    }
    affiliations(directory, records.affiliations);
    for addin in records.addins {
        let id = addin.id.clone();
        if !directory.add_addin(addin) {
            let what = LeftOut::SecondAddin { id: id.into() };
            let place = within(what, "tblSiopWhiteList");
            skipped.note(1, || place.to_string());
        }
    }
    let types = role_types(&records.role_types);
    let mut roles: Map<i32, Vec<Grant>> = Map::default();
    for (node, principal, kind) in records.roles {
        let principal = directory.principals.refer(&principal.to_string());
        match types.get(&kind) {
            Some(kind) => roles.entry(node).or_default().push(grant(principal, *kind)),
            None => {
                let column = "tblPrincipalRole.prinRoleTypeID".to_owned();
                *built.unknown_values.entry(column).or_default() += 1;
            }
        }
    }
    let mut scopes: Map<i32, Vec<ScopeEntry>> = Map::default();
    for (node, principal, denied) in records.scopes {
        let principal = directory.principals.refer(&principal.to_string());
        let entry = ScopeEntry { principal, denied };
        scopes.entry(node).or_default().push(entry);
    }
    for node in records.nodes {
        let at = node.id.parse::<i32>().ok();
        let roles = at.and_then(|at| roles.remove(&at)).unwrap_or_default();
        let roles = Grant::merged(&roles);
        let scope = at.and_then(|at| scopes.remove(&at)).unwrap_or_default();
        let (id, is_category) = (node.id.clone(), node.is_category);
        let fresh = directory.category(&id).is_none()
            && directory.room(&id).is_none()
            && add_node(directory, node, roles, scope);
        if !fresh {
            let id = id.into();
            let what = match is_category {
                true => LeftOut::SecondNodeCategory { id },
                false => LeftOut::SecondNodeRoom { id },
            };
            let place = within(what, "tblNode");
            skipped.note(1, || place.to_string());
        }
    }
    let without_node = left(&roles) + left(&scopes);
    // Without nodes nothing is said about those of a role.
    if has(Meaning::Node) && without_node > 0 {
        let count = without_node;
        skipped.note(count, || Passed::OfNoNode { count }.to_string());
    }
    directory.parts = Parts {
        users: has(Meaning::Principal),
        groups: has(Meaning::Principal),
        affiliations: has(Meaning::Affiliations),
        categories: has(Meaning::Node),
        rooms: has(Meaning::Node),
        roles: has(Meaning::Roles),
        scopes: has(Meaning::Scope),
        addins: has(Meaning::Addins),
        messages: has(Meaning::Chat),
    };
    Ok(built)
}

/// What is left out of this table.
fn within(what: LeftOut, table: &str) -> Located {
    Located::Within {
        what: what.into(),
        cause: None,
        place: table.to_owned(),
    }
}

#[expect(
    clippy::iter_over_hash_type,
    reason = "a sum does not depend on the order"
)]
fn left<T>(lists: &Map<i32, Vec<T>>) -> u64 {
    let mut count = 0;
    for list in lists.values() {
        count += list.len() as u64;
    }
    count
}

/// The groups of each principal. Nearly all principals have a row that says they belong to themselves (`index` -1;
/// reference: database-schema, 4.9): that says nothing.
fn affiliations(directory: &mut Directory, mut pairs: Vec<(i32, i32)>) {
    pairs.retain(|(principal, affiliation)| principal != affiliation);
    pairs.sort_by_key(|(principal, _)| *principal);
    let mut groups = Vec::new();
    for list in pairs.chunk_by(|a, b| a.0 == b.0) {
        let of = directory.principals.refer(&list[0].0.to_string());
        groups.clear();
        for (_, affiliation) in list {
            groups.push(directory.principals.refer(&affiliation.to_string()));
        }
        directory.principals.affiliations.set(of, &mut groups);
    }
}

/// What a number of `tblRoleType` stands for.
#[derive(Clone, Copy)]
enum RoleKind {
    Manager,
    Member,
    Creator,
    Presenter,
}

impl RoleKind {
    /// That of this description.
    fn parse(text: &str) -> Option<RoleKind> {
        let is = |word: &str| text.trim().eq_ignore_ascii_case(word);
        match () {
            () if is("Manager") => Some(RoleKind::Manager),
            () if is("Member") => Some(RoleKind::Member),
            () if is("Creator") => Some(RoleKind::Creator),
            () if is("Voiced") => Some(RoleKind::Presenter),
            () => None,
        }
    }
}

/// Whether this is the description of a role that is known.
pub fn is_role_type(text: &str) -> bool {
    RoleKind::parse(text).is_some()
}

/// By their descriptions: the numbers are not published (reference: database-schema, 3.4).
fn role_types(types: &[(i32, String)]) -> Map<i32, RoleKind> {
    let types = types.iter();
    types
        .filter_map(|(number, text)| Some((*number, RoleKind::parse(text)?)))
        .collect()
}

/// One role of one principal.
fn grant(principal: PrincipalRef, kind: RoleKind) -> Grant {
    Grant {
        principal,
        manager: matches!(kind, RoleKind::Manager),
        member: matches!(kind, RoleKind::Member),
        creator: matches!(kind, RoleKind::Creator),
        presenter: matches!(kind, RoleKind::Presenter),
    }
}

fn add_node(
    directory: &mut Directory,
    node: Node,
    roles: Vec<Grant>,
    scope: Vec<ScopeEntry>,
) -> bool {
    let Node {
        id,
        is_category,
        guid,
        parent,
        name,
        description,
        topic,
        disabled,
        settings,
        addin,
        role_definer,
        override_member,
        restrict_child_create,
    } = node;
    if is_category {
        return directory.add_category(Category {
            id,
            guid,
            parent,
            name,
            description,
            settings,
            role_definer,
            override_member,
            restrict_child_create,
            roles,
            scope,
        });
    }
    directory.add_room(Room {
        id,
        guid,
        category: parent,
        name,
        description,
        topic,
        disabled,
        settings,
        addin,
        role_definer,
        override_member,
        roles,
        scope,
    })
}
