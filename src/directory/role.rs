use super::Map;
use crate::directory::ids::PrincipalRef;

/// The roles one principal holds on one category or room (rows of `tblPrincipalRole`, pivoted).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Who.
    pub principal: PrincipalRef,
    /// Role `Manager`.
    pub manager: bool,
    /// Role `Member`.
    pub member: bool,
    /// Role `Creator` (may create rooms; Persistent Chat only).
    pub creator: bool,
    /// Role `Voiced`: presenter of an auditorium.
    pub presenter: bool,
}

/// How many roles are looked through one after the other.
const SHORT: usize = 16;

impl Grant {
    /// How many roles this is: one row each in the database.
    pub fn count(&self) -> u64 {
        u64::from(self.manager)
            + u64::from(self.member)
            + u64::from(self.creator)
            + u64::from(self.presenter)
    }

    /// One grant for each principal, in the order of first sight: an input may list every role apart.
    pub fn merged(roles: &[Grant]) -> Vec<Grant> {
        let mut grants: Vec<Grant> = Vec::with_capacity(roles.len());
        // Nearly all have a few.
        let is_short = roles.len() <= SHORT;
        let mut at: Map<PrincipalRef, usize> = Map::default();
        for role in roles {
            let known = match is_short {
                true => grants.iter().position(|it| it.principal == role.principal),
                false => at.get(&role.principal).copied(),
            };
            let Some(known) = known else {
                if !is_short {
                    at.insert(role.principal, grants.len());
                }
                grants.push(*role);
                continue;
            };
            let grant = &mut grants[known];
            grant.manager |= role.manager;
            grant.member |= role.member;
            grant.creator |= role.creator;
            grant.presenter |= role.presenter;
        }
        grants
    }
}

/// One line of a scope: a principal admitted or denied (row of `tblScopePrincipal`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScopeEntry {
    /// Who.
    pub principal: PrincipalRef,
    /// Denied rather than admitted. Legacy data knows no denial.
    pub denied: bool,
}
