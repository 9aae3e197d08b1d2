//! Principals of another Active Directory forest: source and target must lie in the same one.

use super::{Basis, Evidence, Finding, NotRun, Object, grants};
use crate::directory::{Map, Principal, PrincipalRef};

/// Without `--forest` the forest is a guess: what the domains of most principals end in, two labels of it. Domains
/// such as `contoso.co.uk` defeat it, so a finding that rests on it is inferred.
pub(super) fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let directory = evidence.directory;
    NotRun::NoPrincipals.unless(directory.parts.principals())?;
    let placed: Vec<(PrincipalRef, &Principal, String)> = (directory.principals.iter())
        .map(|(at, principal)| (at, principal, domain(&principal.ad_path)))
        .filter(|(_, _, domain)| !domain.is_empty())
        .collect();
    let given = &evidence.options.forests;
    let (forests, basis) = if given.is_empty() {
        let domains = placed.iter().map(|(_, _, domain)| domain.as_str());
        let most = most_common(domains).ok_or(NotRun::NoForest)?;
        (vec![most.to_owned()], Basis::Inferred)
    } else {
        let forests = given.iter().map(|forest| forest.to_lowercase());
        (forests.collect(), Basis::Documented)
    };
    let holdings = grants::holdings(evidence);
    let is_foreign = |domain: &str| !forests.iter().any(|forest| lies_in(domain, forest));
    let in_scopes = grants::in_scopes(directory);
    // Whoever holds nothing loses nothing, as after a decision that took it all away.
    let holds = |at: &PrincipalRef| holdings[at.0 as usize].roles > 0 || in_scopes.contains(at);
    let foreign = (placed.iter()).filter(|(at, _, domain)| is_foreign(domain) && holds(at));
    Ok(foreign
        .map(|(at, principal, domain)| {
            Finding::new(
                "foreign-forest",
                Object::principal(&directory.principals, *at),
                [
                    domain.as_str().into(),
                    forests.join(", ").into(),
                    principal.ad_path.as_str().into(),
                    holdings[at.0 as usize].roles.into(),
                ],
            )
            .with_basis(basis)
        })
        .collect())
}

/// The domain of a distinguished name: its `DC` parts with dots between them, in lower case; empty without any.
fn domain(distinguished_name: &str) -> String {
    let mut labels = Vec::new();
    for part in parts(distinguished_name) {
        if let Some((attribute, value)) = part.split_once('=')
            && attribute.trim().eq_ignore_ascii_case("dc")
        {
            labels.push(value.trim().to_lowercase());
        }
    }
    labels.join(".")
}

/// The parts of a distinguished name; a comma after a backslash does not end one.
fn parts(distinguished_name: &str) -> impl Iterator<Item = &str> {
    let mut escaped = false;
    distinguished_name.split(move |c| {
        let ends = c == ',' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })
}

fn lies_in(domain: &str, forest: &str) -> bool {
    domain
        .strip_suffix(forest)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// The last two labels that more than half of the domains end in.
fn most_common<'a>(domains: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts: Map<&str, usize> = Map::default();
    let mut all = 0;
    for domain in domains {
        let dots = domain.rmatch_indices('.').map(|(at, _)| at + 1);
        let last_two = &domain[dots.take(2).nth(1).unwrap_or(0)..];
        *counts.entry(last_two).or_default() += 1;
        all += 1;
    }
    let most = counts.into_iter().find(|(_, count)| count * 2 > all);
    most.map(|(domain, _)| domain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::PrincipalKind;
    use crate::rules::testing::Pool;

    fn pool(paths: &[&str]) -> Pool {
        let mut pool = Pool::new();
        for (id, path) in (5..).zip(paths) {
            pool.principal(&id.to_string(), PrincipalKind::User, |user| {
                user.ad_path = (*path).to_owned();
            });
            pool.grant("1", &id.to_string(), "member");
        }
        pool
    }

    const PATHS: [&str; 4] = [
        "CN=U5,OU=IT,DC=emea,DC=contoso,DC=com",
        r"CN=U\,DC=x,dc=Contoso, DC = com",
        "CN=U7,DC=notcontoso,DC=com",
        "",
    ];

    #[test]
    fn a_given_forest_holds_its_domains_and_those_below() {
        let mut pool = pool(&PATHS);
        pool.options.forests = vec!["Contoso.com".into()];
        pool.grant("1", "7", "member creator");
        assert_eq!(
            pool.says("foreign-forest"),
            [
                "error documented principal 7: domain=notcontoso.com forest=contoso.com ad_path=CN=U7,DC=notcontoso,DC=com roles=3"
            ]
        );
        pool.options.forests.push("notcontoso.com".into());
        assert!(pool.says("foreign-forest").is_empty());
    }

    #[test]
    fn most_of_the_domains_make_a_guess() {
        assert_eq!(
            pool(&PATHS).says("foreign-forest"),
            [
                "error inferred principal 7: domain=notcontoso.com forest=contoso.com ad_path=CN=U7,DC=notcontoso,DC=com roles=1"
            ]
        );
        let half = pool(&PATHS[1..3]);
        assert_eq!(half.not_run("foreign-forest"), Some(NotRun::NoForest));
    }

    #[test]
    fn who_holds_nothing_is_not_listed_but_who_stands_in_a_scope_is() {
        let mut pool = Pool::new();
        pool.options.forests = vec!["contoso.com".into()];
        for id in ["5", "6", "7"] {
            pool.principal(id, PrincipalKind::User, |user| {
                user.ad_path = "CN=U,DC=litware,DC=com".into();
            });
        }
        pool.category("2", "1", "IT");
        pool.grant("2", "5", "manager");
        pool.scope("2", "6", false);
        let says = pool.says("foreign-forest");
        let whom = |line: &String| line.split(':').next().unwrap().to_owned();
        let whom: Vec<String> = says.iter().map(whom).collect();
        assert_eq!(
            whom,
            [
                "error documented principal 5",
                "error documented principal 6"
            ]
        );
    }

    #[test]
    fn a_domain_is_read_from_a_distinguished_name() {
        for (name, expected) in [
            (PATHS[0], "emea.contoso.com"),
            (PATHS[1], "contoso.com"),
            (r"CN=U\\,DC=Contoso", "contoso"),
            ("O=Contoso", ""),
        ] {
            assert_eq!(domain(name), expected, "{name}");
        }
    }
}
