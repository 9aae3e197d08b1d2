//! Rooms in which users or groups of other organisations have roles: the room is migrated, they cannot enter it.

use super::{Basis, Evidence, Finding, NotRun, Rule, Severity, choice, details, grants};
use crate::directory::{PrincipalRef, RoomHistory, natural_order};
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "federated-room",
    severity: Severity::Warning,
    basis: Basis::Documented,
    step: Some("prepare, 6"),
    columns: Found::COLUMNS,
    choices: choice::EXCLUDE,
    check,
};

details! {
    struct Found {
        case: &'static str,
        federated: usize,
        principals: Vec<String>,
        other_managers: usize,
        other_members: usize,
        messages: u64,
    }
}

/// Only the room's own roles count: which roles of its categories reach it after the import is not documented.
fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let directory = evidence.directory;
    NotRun::NoRooms.unless(directory.parts.rooms)?;
    NotRun::NoPrincipals.unless(directory.parts.principals())?;
    NotRun::NoRoles.unless(directory.parts.roles)?;
    let principals = &directory.principals;
    let is_federated = |at| {
        principals
            .get(at)
            .is_some_and(|principal| principal.kind.is_federated())
    };
    let mut findings = Vec::new();
    for room in &directory.rooms {
        let mut federated: Vec<PrincipalRef> = (room.roles.iter())
            .filter(|grant| grant.count() > 0 && is_federated(grant.principal))
            .map(|grant| grant.principal)
            .collect();
        if federated.is_empty() {
            continue;
        }
        federated.sort_by(|a, b| natural_order(principals.id(*a), principals.id(*b)));
        let ids: Vec<String> = (federated.iter())
            .map(|at| principals.id(*at).to_owned())
            .collect();
        let managers = grants::usable(principals, &room.roles, |grant| grant.manager);
        let members = grants::usable(principals, &room.roles, |grant| grant.member);
        let none_left = managers == 0 && members == 0;
        let case = if none_left {
            "nobody-left"
        } else {
            "others-left"
        };
        let messages = evidence
            .history
            .rooms
            .get(&room.id)
            .map_or(0, |history| written_by(evidence, history, federated));
        let finding = RULE.finding(
            room.into(),
            Found {
                case,
                federated: ids.len(),
                principals: ids,
                other_managers: managers,
                other_members: members,
                messages,
            },
        );
        findings.push(if none_left {
            finding.with_severity(Severity::Error)
        } else {
            finding
        });
    }
    Ok(findings)
}

/// How many messages of a room come from these principals or, where they are groups, from their users.
fn written_by(
    evidence: &Evidence<'_>,
    history: &RoomHistory,
    mut federated: Vec<PrincipalRef>,
) -> u64 {
    let principals = &evidence.directory.principals;
    federated.sort_unstable();
    let is_theirs = |author: &u32| {
        let Some(at) = principals.find(evidence.history.authors.name(*author)) else {
            return false;
        };
        federated.binary_search(&at).is_ok()
            || (principals.affiliations.of(at)).any(|group| federated.binary_search(&group).is_ok())
    };
    let written = history
        .authors
        .iter()
        .filter(|(author, _)| is_theirs(author));
    written.map(|(_, messages)| messages).sum()
}

#[cfg(test)]
mod tests {
    use crate::directory::PrincipalKind;
    use crate::rules::testing::Pool;

    fn pool() -> Pool {
        let mut pool = Pool::new();
        pool.user("5");
        pool.user("6");
        pool.principal("8", PrincipalKind::User, |user| user.disabled = true);
        pool.principal("70", PrincipalKind::FederatedUser, |_| {});
        pool.principal("7", PrincipalKind::FederatedUser, |_| {});
        pool.principal("11", PrincipalKind::FederatedGroup, |_| {});
        pool.belongs("70", &["70", "11"]);
        pool.category("2", "1", "IT");
        pool.room("10", "2", "News");
        pool
    }

    #[test]
    fn others_left_is_a_warning() {
        let mut pool = pool();
        pool.grant("10", "70", "member");
        pool.grant("10", "7", "manager");
        pool.grant("10", "5", "manager member");
        pool.grant("10", "6", "member");
        pool.write("10", "7", 3);
        pool.write("10", "70", 2);
        pool.write("10", "5", 9);
        assert_eq!(
            pool.says("federated-room"),
            [
                "warning documented room 10: case=others-left federated=2 principals=[7, 70] other_managers=1 other_members=2 messages=5"
            ]
        );
    }

    #[test]
    fn a_room_with_none_left_is_an_error_and_disabled_or_unknown_ones_do_not_count() {
        let mut pool = pool();
        pool.grant("10", "11", "member");
        pool.grant("10", "8", "manager member");
        pool.grant("10", "99", "manager");
        pool.grant("2", "5", "manager member");
        pool.write("10", "70", 2);
        assert_eq!(
            pool.says("federated-room"),
            [
                "error documented room 10: case=nobody-left federated=1 principals=[11] other_managers=0 other_members=0 messages=2"
            ]
        );
    }

    #[test]
    fn a_room_without_federated_roles_is_none() {
        let mut pool = pool();
        pool.grant("2", "7", "member");
        pool.grant("10", "5", "member");
        pool.grant("10", "7", "");
        assert!(pool.says("federated-room").is_empty());
    }
}
