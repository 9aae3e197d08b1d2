//! Principals that share one SIP address or one user principal name.

use super::{Evidence, Finding, NotRun, Object, list};
use crate::directory::{Map, Principal, PrincipalRef, Principals, address_key, natural_order};

pub(super) fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let directory = evidence.directory;
    NotRun::NoPrincipals.unless(directory.parts.principals())?;
    let principals = &directory.principals;
    let mut sorted: Vec<(PrincipalRef, &Principal)> = principals.iter().collect();
    sorted.sort_by(|(a, _), (b, _)| natural_order(principals.id(*a), principals.id(*b)));
    let uris = shared(principals, &sorted, "uri", |it| &it.uri);
    let upns = shared(principals, &sorted, "upn", |it| &it.user_principal_name);
    Ok([uris, upns].concat())
}

/// A finding for each principal that has a value together with others.
fn shared(
    principals: &Principals,
    sorted: &[(PrincipalRef, &Principal)],
    case: &str,
    value: fn(&Principal) -> &str,
) -> Vec<Finding> {
    let mut equals: Map<String, Vec<PrincipalRef>> = Map::default();
    for (at, principal) in sorted {
        equals
            .entry(address_key(value(principal)))
            .or_default()
            .push(*at);
    }
    // An absent value is nobody's.
    equals.remove("");
    let mut findings = Vec::new();
    for (at, principal) in sorted {
        let value = value(principal);
        let group = equals
            .get(&address_key(value))
            .map_or(&[][..], Vec::as_slice);
        if group.len() < 2 {
            continue;
        }
        let others = group.iter().filter(|other| *other != at);
        let listed = others.take(list::LISTED);
        let listed = listed.map(|other| principals.id(*other).to_owned());
        findings.push(Finding::new(
            "duplicate-principal",
            Object::principal(principals, *at),
            [
                case.into(),
                value.into(),
                list::with_rest(listed.collect(), group.len() - 1),
            ],
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::directory::PrincipalKind;
    use crate::rules::testing::Pool;

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
