//! Principals of another Active Directory forest: source and target must lie in the same one.

use std::sync::Arc;

use super::{Basis, Evidence, Finding, NotRun, Object, Rule, Severity, choice, details, grants};

use crate::directory::{Map, PrincipalRef};
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "foreign-forest",
    severity: Severity::Error,
    basis: Basis::Documented,
    step: Some("prepare, 1"),
    columns: Found::COLUMNS,
    choices: choice::DROP,
    check,
};

details! {
    struct Found {
        domain: String,
        forest: String,
        ad_path: String,
        roles: u64,
    }
}

/// The principals outside the forest.
#[derive(Debug)]
pub(crate) struct Foreign {
    /// The domains of the forest.
    forests: Vec<String>,
    /// Whether these were guessed. Domains such as `contoso.co.uk` defeat the guess.
    pub guessed: bool,
    /// Who lies outside, whether or not it holds anything, with its domain.
    pub principals: Vec<(PrincipalRef, Arc<str>)>,
}

/// Who lies outside the forest. Without `--forest` that is a guess: what the domains of most principals end in, two labels
/// of it.
pub(crate) fn foreign(evidence: &Evidence<'_>) -> Result<Foreign, NotRun> {
    let directory = evidence.directory;
    NotRun::NoPrincipals.unless(directory.parts.principals())?;
    // Nearly all lie in one of a few domains.
    let mut domains: Map<&str, Arc<str>> = Map::default();
    let mut domain_of = |ad_path| {
        let parts = from_domain(ad_path);
        let known = domains.entry(parts);
        Arc::clone(known.or_insert_with(|| domain(parts).into()))
    };
    let principals = directory.principals.iter();
    let mut principals: Vec<(PrincipalRef, Arc<str>)> = principals
        .map(|(at, principal)| (at, domain_of(&principal.ad_path)))
        .filter(|(_, domain)| !domain.is_empty())
        .collect();
    let given = &evidence.options.forests;
    let forests: Vec<String> = if given.is_empty() {
        let domains = principals.iter().map(|(_, domain)| &**domain);
        let most = most_common(domains).ok_or(NotRun::NoForest)?;
        vec![most.to_owned()]
    } else {
        given.iter().map(|forest| forest.to_lowercase()).collect()
    };
    principals.retain(|(_, domain)| !forests.iter().any(|forest| lies_in(domain, forest)));
    Ok(Foreign {
        forests,
        guessed: given.is_empty(),
        principals,
    })
}

/// A finding that rests on a guess is inferred.
fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let Foreign {
        forests,
        guessed,
        principals,
    } = foreign(evidence)?;
    let directory = evidence.directory;
    let basis = if guessed {
        Basis::Inferred
    } else {
        Basis::Documented
    };
    let holdings = evidence.holdings();
    let in_scopes = grants::in_scopes(directory);
    // A principal that holds nothing loses nothing, as after a decision that took it all away.
    let holds = |at: &PrincipalRef| holdings[at.0 as usize].roles > 0 || in_scopes.contains(at);
    let finding = |(at, domain): &(PrincipalRef, Arc<str>)| {
        let principal = directory.principals.get(*at)?;
        let finding = RULE.finding(
            Object::principal(&directory.principals, *at),
            Found {
                domain: (**domain).to_owned(),
                forest: forests.join(", "),
                ad_path: principal.ad_path.clone(),
                roles: holdings[at.0 as usize].roles,
            },
        );
        Some(finding.with_basis(basis))
    };
    let holders = principals.iter().filter(|(at, _)| holds(at));
    Ok(holders.filter_map(finding).collect())
}

/// A distinguished name from its first `DC` part on, which says the same of its domain.
fn from_domain(distinguished_name: &str) -> &str {
    // With escapes, a part is not what stands between two commas.
    if distinguished_name.contains('\\') {
        return distinguished_name;
    }
    let mut at = 0;
    for part in distinguished_name.split(',') {
        if domain_label(part).is_some() {
            return &distinguished_name[at..];
        }
        at += part.len() + 1;
    }
    ""
}

/// The label in a `DC` part.
fn domain_label(part: &str) -> Option<&str> {
    let (attribute, value) = part.split_once('=')?;
    let is_label = attribute.trim().eq_ignore_ascii_case("dc");
    is_label.then(|| value.trim())
}

/// The domain of a distinguished name: its `DC` parts with dots between them, in lower case; empty without any.
fn domain(distinguished_name: &str) -> String {
    let (mut domain, mut is_first) = (String::new(), true);
    let mut take = |part: &str| {
        if let Some(label) = domain_label(part) {
            if !is_first {
                domain.push('.');
            }
            is_first = false;
            domain.push_str(&label.to_lowercase());
        }
    };
    match distinguished_name.contains('\\') {
        true => parts(distinguished_name).for_each(&mut take),
        // As nearly all are.
        false => distinguished_name.split(',').for_each(&mut take),
    }
    domain
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
