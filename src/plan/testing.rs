//! What a plan says of a pool built by hand, as lines of text.

use super::{Action, Change, Decision, Plan, Refusal};
use crate::rules::testing::{Pool, shown};
use crate::rules::{MANUAL, ObjectKind, Options};

/// A decision about an object, such as `("disabled-room", "room 10", Action::Exclude)`.
pub(crate) fn decision((rule, object, action): (&str, &str, Action)) -> Decision {
    let (kind, id) = object.split_once(' ').unwrap();
    let kinds = [
        ObjectKind::Category,
        ObjectKind::Room,
        ObjectKind::Principal,
        ObjectKind::Addin,
        ObjectKind::Message,
        ObjectKind::Member,
    ];
    Decision {
        rule: match rule {
            MANUAL => MANUAL,
            rule => crate::rules::find(rule).unwrap().id,
        },
        kind: kinds.into_iter().find(|it| it.word() == kind).unwrap(),
        id: id.into(),
        action,
    }
}

impl Pool {
    /// The plan without any decision.
    pub fn plan(&self) -> Plan {
        self.decide([]).unwrap()
    }

    /// The plan with these decisions.
    pub fn decide<const N: usize>(
        &self,
        decisions: [(&str, &str, Action); N],
    ) -> Result<Plan, Refusal> {
        Plan::new(&self.evidence(), &decisions.map(decision))
    }

    /// The changes of a rule, one line each: basis, object, field, before and after.
    pub fn planned<const N: usize>(
        &self,
        rule: &str,
        decisions: [(&str, &str, Action); N],
    ) -> Vec<String> {
        let plan = self.decide(decisions).unwrap();
        let changes = plan.changes.iter().filter(|change| change.rule == rule);
        changes.map(|change| self.line(change)).collect()
    }

    /// Why these decisions are refused.
    pub fn refuses<const N: usize>(&self, decisions: [(&str, &str, Action); N]) -> String {
        let Refusal {
            decision,
            other,
            reason,
        } = self.decide(decisions).unwrap_err();
        let other = other.map_or(String::new(), |other| format!(" against {other}"));
        format!("{decision}{other}: {reason}")
    }

    /// The pool as it is after the plan.
    pub fn after(self, plan: &Plan) -> Pool {
        let mut history = self.history;
        plan.apply_to_history(&self.directory, &mut history);
        Pool {
            directory: plan.apply(&self.directory),
            history,
            options: Options {
                since: None,
                ..self.options
            },
            ..self
        }
    }

    fn line(
        &self,
        Change {
            subject,
            edit,
            basis,
            ..
        }: &Change,
    ) -> String {
        let object = subject.object(&self.directory);
        format!(
            "{} {} {}: {} {} -> {}",
            basis.word(),
            object.kind.word(),
            object.id,
            edit.field(),
            shown(&edit.before(&self.directory)),
            shown(&edit.after(&self.directory)),
        )
    }
}
