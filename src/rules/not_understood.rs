//! What no reader claims: it is kept, but nothing here knows what it means.

use super::{
    Basis, Evidence, Finding, NotRun, Object, ObjectKind, Rule, Severity, choice, details,
};
use crate::directory::Unclaimed;
use crate::rules::details::Details;

pub(crate) const RULE: Rule = Rule {
    id: "not-understood",
    severity: Severity::Info,
    basis: Basis::Documented,
    step: None,
    columns: Found::COLUMNS,
    choices: choice::NONE,
    check,
};

details! {
    struct Found {
        case: &'static str,
        path: Option<String>,
        count: u64,
    }
}

fn check(evidence: &Evidence<'_>) -> Result<Vec<Finding>, NotRun> {
    let mut unclaimed: Vec<&Unclaimed> = evidence.unclaimed.iter().collect();
    unclaimed.sort();
    Ok(unclaimed.into_iter().map(finding).collect())
}

fn finding(unclaimed: &Unclaimed) -> Finding {
    // The whole member has no path.
    let path = Some(unclaimed.path.as_str()).filter(|path| !path.is_empty());
    RULE.finding(
        Object::new(ObjectKind::Member, &unclaimed.member, &unclaimed.path),
        Found {
            case: unclaimed.reason.word(),
            path: path.map(str::to_owned),
            count: unclaimed.count,
        },
    )
}

#[cfg(test)]
mod tests {
    use crate::directory::{Unclaimed, UnclaimedReason};
    use crate::rules::testing::Pool;

    #[test]
    fn members_and_paths_are_listed_in_order() {
        let mut pool = Pool::new();
        assert!(pool.says("not-understood").is_empty());
        for (member, path, count, reason) in [
            (
                "b.xml",
                "Pool/Rooms/Colour",
                7,
                UnclaimedReason::UnknownPath,
            ),
            (
                "b.xml",
                "Pool/Rooms/@kind",
                1,
                UnclaimedReason::UnknownValue,
            ),
            ("a.bin", "", 1, UnclaimedReason::NotXml),
            ("c.xml", "", 1, UnclaimedReason::UnknownMember),
        ] {
            pool.unclaimed.push(Unclaimed {
                member: member.into(),
                path: path.into(),
                count,
                reason,
            });
        }
        assert_eq!(
            pool.says("not-understood"),
            [
                "info documented member a.bin: case=not-xml path=- count=1",
                "info documented member b.xml: case=unknown-value path=Pool/Rooms/@kind count=1",
                "info documented member b.xml: case=unknown-path path=Pool/Rooms/Colour count=7",
                "info documented member c.xml: case=unknown-member path=- count=1",
            ]
        );
    }
}
