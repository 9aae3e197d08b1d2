//! Ids in roles, scopes, affiliations or messages that are those of no known principal.

use super::{
    Basis, Evidence, Finding, NotRun, Object, ObjectKind, Rule, Severity, choice, details,
};
use crate::directory::{Directory, ScopeEntry};
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "unknown-principal",
    severity: Severity::Warning,
    basis: Basis::Inferred,
    step: None,
    columns: Found::COLUMNS,
    choices: choice::DROP,
    check,
};

details! {
    struct Found {
        roles: u64,
        scopes: u64,
        affiliations: u64,
        messages: u64,
    }
}

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let directory = evidence.directory;
    NotRun::NoPrincipals.unless(directory.parts.principals())?;
    let principals = &directory.principals;
    let holdings = evidence.holdings();
    let scopes = in_scopes(directory, holdings.len());
    let affiliations = in_affiliations(directory, holdings.len());
    let finding = |object, [roles, scopes, affiliations, messages]: [u64; 4]| {
        RULE.finding(
            object,
            Found {
                roles,
                scopes,
                affiliations,
                messages,
            },
        )
    };
    let mut findings = Vec::new();
    for at in principals.references() {
        let number = at.0 as usize;
        let mentions = [
            holdings[number].roles,
            scopes[number],
            affiliations[number],
            holdings[number].messages,
        ];
        if principals.get(at).is_none() && mentions.iter().any(|count| *count > 0) {
            findings.push(finding(Object::principal(principals, at), mentions));
        }
    }
    // Authors that nothing else names have no reference.
    for (id, messages) in evidence.history.by_author() {
        if principals.find(id).is_none() && messages > 0 {
            let object = Object::new(ObjectKind::Principal, id, "");
            findings.push(finding(object, [0, 0, 0, messages]));
        }
    }
    Ok(findings)
}

/// How many entries of scopes name each principal.
fn in_scopes(directory: &Directory, references: usize) -> Vec<u64> {
    let mut counts = vec![0; references];
    let categories = directory.categories.iter().map(|category| &category.scope);
    let rooms = directory.rooms.iter().map(|room| &room.scope);
    for ScopeEntry { principal, .. } in categories.chain(rooms).flatten() {
        counts[principal.0 as usize] += 1;
    }
    counts
}

/// How many lists of affiliations each principal has or is on; to be on its own list is no second mention.
fn in_affiliations(directory: &Directory, references: usize) -> Vec<u64> {
    let affiliations = &directory.principals.affiliations;
    let mut counts = vec![0; references];
    for holder in affiliations.holders() {
        counts[holder.0 as usize] += 1;
        for group in affiliations.of(holder).filter(|group| *group != holder) {
            counts[group.0 as usize] += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use crate::rules::NotRun;
    use crate::rules::testing::Pool;

    #[test]
    fn every_mention_of_an_unknown_id_is_counted() {
        let mut pool = Pool::new();
        pool.user("5");
        pool.category("2", "1", "IT");
        pool.room("20", "2", "News");
        pool.grant("20", "99", "manager member");
        pool.grant("2", "99", "member");
        pool.scope("2", "99", false);
        pool.scope("20", "98", true);
        pool.belongs("5", &["5", "98"]);
        pool.belongs("97", &["97"]);
        pool.write("20", "99", 3);
        pool.write("20", "96", 2);
        pool.write("20", "5", 2);
        assert_eq!(
            pool.says("unknown-principal"),
            [
                "warning inferred principal 96: roles=0 scopes=0 affiliations=0 messages=2",
                "warning inferred principal 97: roles=0 scopes=0 affiliations=1 messages=0",
                "warning inferred principal 98: roles=0 scopes=1 affiliations=1 messages=0",
                "warning inferred principal 99: roles=3 scopes=1 affiliations=0 messages=3",
            ]
        );
    }

    #[test]
    fn known_ids_are_none_and_without_principals_all_would_be() {
        let mut pool = Pool::new();
        pool.user("5");
        pool.grant("1", "5", "manager");
        assert!(pool.says("unknown-principal").is_empty());
        pool.directory.parts.users = false;
        pool.directory.parts.groups = false;
        let reason = pool.not_run("unknown-principal");
        assert_eq!(reason, Some(NotRun::NoPrincipals));
    }
}
