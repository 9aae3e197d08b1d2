//! Principals that share one SIP address or one user principal name.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{
    Basis, Evidence, Finding, LISTED, NotRun, Object, Rule, Severity, Value, choice, details,
    grants, with_rest,
};
use crate::directory::{
    Grant, Map, Principal, PrincipalRef, Principals, address_key, natural_order,
};
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "duplicate-principal",
    severity: Severity::Warning,
    basis: Basis::Documented,
    step: None,
    columns: Found::COLUMNS,
    choices: choice::DROP,
    check,
};

details! {
    struct Found {
        case: &'static str,
        value: String,
        others: Value,
    }
}

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let directory = evidence.directory;
    NotRun::NoPrincipals.unless(directory.parts.principals())?;
    let principals = &directory.principals;
    let uris = shared(principals, "uri", |it| &it.uri);
    let upns = shared(principals, "upn", |it| &it.user_principal_name);
    Ok([uris, upns].concat())
}

/// Disabled users who may give way, each with a twin that is in use: one of the same address or user principal name that has
/// all their roles. Those in a scope are not among them: whom a scope admits would change.
pub(crate) fn replaced(evidence: &Evidence<'_>) -> Map<PrincipalRef, PrincipalRef> {
    let directory = evidence.directory;
    let principals = &directory.principals;
    let users = || principals.iter().filter(|(_, it)| it.kind.is_user());
    let mut twins: Map<PrincipalRef, Vec<PrincipalRef>> = Map::default();
    let values: [fn(&Principal) -> &str; 2] = [|it| &it.uri, |it| &it.user_principal_name];
    for value in values {
        let disabled = users().filter(|(_, user)| user.disabled);
        let wanted = disabled.map(|(_, user)| address_key(value(user)));
        let wanted = wanted.filter(|key| !key.is_empty());
        let mut equals: Map<Cow<'_, str>, Vec<PrincipalRef>> =
            wanted.map(|key| (key, Vec::new())).collect();
        for (at, user) in users() {
            if principals.is_usable(at)
                && let Some(group) = equals.get_mut(&address_key(value(user)))
            {
                group.push(at);
            }
        }
        for (at, user) in users().filter(|(_, user)| user.disabled) {
            let in_use = equals.get(&address_key(value(user)));
            twins
                .entry(at)
                .or_default()
                .extend(in_use.into_iter().flatten());
        }
    }
    twins.retain(|_, in_use| !in_use.is_empty());
    if twins.is_empty() {
        return Map::default();
    }
    let in_scopes = grants::in_scopes(directory);
    twins.retain(|at, _| !in_scopes.contains(at));
    let categories = directory.categories.iter().map(|it| &it.roles);
    for roles in categories.chain(directory.rooms.iter().map(|it| &it.roles)) {
        for grant in roles {
            if let Some(in_use) = twins.get_mut(&grant.principal) {
                in_use.retain(|twin| has_all(roles, *twin, grant));
            }
        }
    }
    let first = |(at, in_use): (_, Vec<PrincipalRef>)| {
        let by_id = |twin: &PrincipalRef, other: &PrincipalRef| {
            natural_order(principals.id(*twin), principals.id(*other))
        };
        Some((at, in_use.into_iter().min_by(by_id)?))
    };
    twins.into_iter().filter_map(first).collect()
}

/// Whether a principal has all roles of this grant among these.
fn has_all(roles: &[Grant], whom: PrincipalRef, grant: &Grant) -> bool {
    let own = || roles.iter().filter(|it| it.principal == whom);
    (!grant.manager || own().any(|it| it.manager))
        && (!grant.member || own().any(|it| it.member))
        && (!grant.creator || own().any(|it| it.creator))
        && (!grant.presenter || own().any(|it| it.presenter))
}

/// A finding for each principal that has a value together with others.
fn shared(
    principals: &Principals,
    case: &'static str,
    value: fn(&Principal) -> &str,
) -> Vec<Finding> {
    // Most values are not shared: only of those that are there is a list.
    let mut first: Map<Cow<'_, str>, PrincipalRef> = Map::default();
    let mut groups: BTreeMap<PrincipalRef, Vec<PrincipalRef>> = BTreeMap::new();
    for (at, principal) in principals.iter() {
        let key = address_key(value(principal));
        // An absent value is not shared.
        if key.is_empty() {
            continue;
        }
        let first = *first.entry(key).or_insert(at);
        if first != at {
            groups.entry(first).or_insert_with(|| vec![first]).push(at);
        }
    }
    let mut findings = Vec::new();
    for mut group in groups.into_values() {
        group.sort_by(|a, b| natural_order(principals.id(*a), principals.id(*b)));
        for at in &group {
            let Some(principal) = principals.get(*at) else {
                continue;
            };
            let others = group.iter().filter(|other| *other != at);
            let listed = others.take(LISTED);
            let listed = listed.map(|other| principals.id(*other).to_owned());
            findings.push(RULE.finding(
                Object::principal(principals, *at),
                Found {
                    case,
                    value: value(principal).to_owned(),
                    others: with_rest(listed.collect(), group.len() - 1),
                },
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::directory::PrincipalKind;
    use crate::rules::testing::Pool;

    /// Who gives way to whom, in a pool where 5 is disabled and 6 has its address.
    fn replaced(change: impl FnOnce(&mut Pool)) -> Vec<(String, String)> {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        pool.room("10", "2", "News");
        for (id, disabled) in [("5", true), ("6", false), ("7", false)] {
            pool.principal(id, PrincipalKind::User, |user| {
                user.uri = "sip:a@contoso.com".into();
                user.disabled = disabled;
            });
        }
        pool.grant("10", "5", "member presenter");
        pool.grant("2", "5", "creator");
        pool.grant("10", "6", "member presenter manager");
        pool.grant("2", "6", "creator");
        change(&mut pool);
        let principals = &pool.directory.principals;
        let id = |at| principals.id(at).to_owned();
        let found = super::replaced(&pool.evidence()).into_iter();
        found.map(|(at, twin)| (id(at), id(twin))).collect()
    }

    #[test]
    fn a_disabled_twin_gives_way_to_the_one_that_has_all_its_roles() {
        let gives_way = [("5".to_owned(), "6".to_owned())];
        assert_eq!(replaced(|_| {}), gives_way);
        let without_roles = |pool: &mut Pool| {
            pool.directory.rooms[0].roles.clear();
            pool.directory.categories[1].roles.clear();
        };
        assert_eq!(replaced(without_roles), gives_way);
    }

    #[test]
    fn a_twin_that_would_lose_something_stays() {
        let user = |pool: &mut Pool, id: &str, change: fn(&mut crate::directory::Principal)| {
            let at = pool.directory.principals.find(id).unwrap();
            change(pool.directory.principals.get_mut(at).unwrap());
        };
        let none: [(String, String); 0] = [];
        assert_eq!(replaced(|pool| pool.scope("2", "5", false)), none);
        assert_eq!(replaced(|pool| pool.scope("10", "5", true)), none);
        assert_eq!(replaced(|pool| pool.grant("1", "5", "manager")), none);
        let in_use = |pool: &mut Pool| user(pool, "5", |it| it.disabled = false);
        assert_eq!(replaced(in_use), none);
        let both_gone = |pool: &mut Pool| user(pool, "6", |it| it.disabled = true);
        assert_eq!(replaced(both_gone), none);
        let federated =
            |pool: &mut Pool| user(pool, "6", |it| it.kind = PrincipalKind::FederatedUser);
        assert_eq!(replaced(federated), none);
        let another = |pool: &mut Pool| user(pool, "6", |it| it.uri = "sip:b@contoso.com".into());
        assert_eq!(replaced(another), none);
    }

    #[test]
    fn equal_addresses_and_names_are_found_whatever_their_case() {
        let mut pool = Pool::new();
        for (id, uri, upn) in [
            ("10", "sip:A@contoso.com", "a@contoso.com"),
            ("9", "sip:a@contoso.com", ""),
            ("8", "sip:a@CONTOSO.com", "A@contoso.com"),
            ("7", "sip:b@contoso.com", "b@contoso.com"),
            ("6", "", ""),
            ("5", "", ""),
        ] {
            pool.principal(id, PrincipalKind::User, |user| {
                user.uri = uri.into();
                user.user_principal_name = upn.into();
            });
        }
        assert_eq!(
            pool.says("duplicate-principal"),
            [
                "warning documented principal 8: case=uri value=sip:a@CONTOSO.com others=[9, 10]",
                "warning documented principal 8: case=upn value=A@contoso.com others=[10]",
                "warning documented principal 9: case=uri value=sip:a@contoso.com others=[8, 10]",
                "warning documented principal 10: case=uri value=sip:A@contoso.com others=[8, 9]",
                "warning documented principal 10: case=upn value=a@contoso.com others=[8]",
            ]
        );
    }
}
