use super::PrincipalRef;

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

impl Grant {
    /// How many roles this is: one row each in the database.
    pub fn count(&self) -> u64 {
        u64::from(self.manager)
            + u64::from(self.member)
            + u64::from(self.creator)
            + u64::from(self.presenter)
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
