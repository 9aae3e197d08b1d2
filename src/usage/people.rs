use std::cmp::Reverse;

use crate::directory::{Map, PrincipalRef, Principals, natural_order};
use crate::rules::Evidence;

/// How many of those who write most are named.
const WRITERS: usize = 20;

/// Somebody who writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Writer {
    /// The principal's id.
    pub id: String,
    /// The principal, where the input names it elsewhere, too.
    pub principal: Option<PrincipalRef>,
    /// Messages.
    pub messages: u64,
}

/// Another organisation whose people are in the pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FederatedOrganisation {
    /// The domain of their addresses; empty where they have none.
    pub domain: String,
    /// Users and groups.
    pub principals: u64,
}

/// Those who wrote most, and how many wrote anything.
pub(super) fn writers(evidence: &Evidence<'_>) -> (Vec<Writer>, u64) {
    let by_author = evidence.history.by_author();
    let mut all: Vec<(&str, u64)> = by_author.into_iter().collect();
    let writing = all.len() as u64;
    all.sort_by(|a, b| {
        Reverse(a.1)
            .cmp(&Reverse(b.1))
            .then_with(|| natural_order(a.0, b.0))
    });
    all.truncate(WRITERS);
    let writer = |(id, messages): (&str, u64)| Writer {
        id: id.to_owned(),
        principal: evidence.directory.principals.find(id),
        messages,
    };
    (all.into_iter().map(writer).collect(), writing)
}

pub(super) fn federated(principals: &Principals) -> Vec<FederatedOrganisation> {
    let mut counts: Map<String, u64> = Map::default();
    for (_, principal) in principals.iter().filter(|(_, it)| it.kind.is_federated()) {
        // What else has an address, such as a group, has none of an organisation.
        let address = principal.uri.strip_prefix("sip:").unwrap_or_default();
        let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
        *counts.entry(domain.trim().to_lowercase()).or_default() += 1;
    }
    let mut organisations: Vec<_> = (counts.into_iter())
        .map(|(domain, principals)| FederatedOrganisation { domain, principals })
        .collect();
    organisations.sort_by(|a, b| {
        let largest = b.principals.cmp(&a.principals);
        largest.then_with(|| a.domain.cmp(&b.domain))
    });
    organisations
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::PrincipalKind;
    use crate::rules::testing::Pool;

    #[test]
    fn organisations_are_told_apart_by_the_domain_of_addresses() {
        let mut pool = Pool::new();
        pool.user("5");
        for (id, uri) in [
            ("6", "sip:a@litware.com"),
            ("7", "sip:b@Litware.com"),
            ("8", "sip:c@fabrikam.com"),
            ("9", "ma-grp:x@u.g"),
        ] {
            pool.principal(id, PrincipalKind::FederatedUser, |it| it.uri = uri.into());
        }
        let found = federated(&pool.directory.principals);
        let found: Vec<_> = found
            .iter()
            .map(|it| (&*it.domain, it.principals))
            .collect();
        assert_eq!(found, [("litware.com", 2), ("", 1), ("fabrikam.com", 1)]);
    }

    #[test]
    fn those_who_write_most_come_first() {
        let mut pool = Pool::new();
        pool.user("5");
        pool.category("2", "1", "IT");
        pool.room("10", "2", "News");
        pool.write("10", "5", 3);
        pool.write("10", "99", 3);
        pool.write("10", "7", 4);
        let (writers, writing) = writers(&pool.evidence());
        let ids: Vec<_> = writers.iter().map(|it| (&*it.id, it.messages)).collect();
        assert_eq!((ids, writing), (vec![("7", 4), ("5", 3), ("99", 3)], 3));
        assert_eq!(writers[0].principal, None);
    }
}
