//! What several rules ask of roles.

use std::collections::HashSet;

use super::holdings::Holdings;
use super::{Finding, Object, Rule, details};
use crate::directory::{Directory, Grant, Principal, PrincipalKind, PrincipalRef, Principals};

/// The principals that a scope admits or denies.
pub(super) fn in_scopes(directory: &Directory) -> HashSet<PrincipalRef> {
    let categories = directory.categories.iter().map(|it| &it.scope);
    let rooms = directory.rooms.iter().map(|it| &it.scope);
    let entries = categories.chain(rooms).flatten();
    entries.map(|entry| entry.principal).collect()
}

details! {
    /// A principal and all it holds.
    pub(super) struct Holder {
        case: &'static str,
        uri: String,
        roles: u64,
        rooms: u64,
        manages: u64,
        messages: u64,
    }
}

/// A finding about a principal and all it holds.
pub(super) fn holder(
    rule: &Rule,
    principals: &Principals,
    at: PrincipalRef,
    principal: &Principal,
    holdings: &Holdings,
) -> Finding {
    rule.finding(
        Object::principal(principals, at),
        Holder {
            case: kind_case(principal.kind),
            uri: principal.uri.clone(),
            roles: holdings.roles,
            rooms: holdings.rooms,
            manages: holdings.manages,
            messages: holdings.messages,
        },
    )
}

/// The case of a rule whose cases are kinds of principals.
pub(super) fn kind_case(kind: PrincipalKind) -> &'static str {
    match kind {
        PrincipalKind::User | PrincipalKind::FederatedUser => "user",
        PrincipalKind::Group | PrincipalKind::FederatedGroup => "group",
        PrincipalKind::System | PrincipalKind::Domain | PrincipalKind::Folder => "other",
    }
}

/// How many principals that can act in the target pool have a certain role among these.
pub(super) fn usable(
    principals: &Principals,
    roles: &[Grant],
    has_role: impl Fn(&Grant) -> bool,
) -> usize {
    let usable = |grant: &&Grant| has_role(grant) && principals.is_usable(grant.principal);
    roles.iter().filter(usable).count()
}
