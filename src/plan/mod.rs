//! What the conversion will change: one list, which `--what-if` prints, `convert` applies and `verify` checks against.
//!
//! Pure: from the model, the statistics, the options and the decisions to a list of [`Change`]s. Nothing here knows of
//! files or formats.

mod apply;
mod caused;
mod change;
mod choices;
mod counts;
mod decision;
mod ground;
mod impossible;
mod kind;
mod outlook;
mod recommended;

mod cutoff;
mod drop;
mod federated;
mod invitations;
mod left_out;
mod managers;
mod members;
mod names;
mod noticed;
mod parent;
mod scope;
mod settings;
mod topic;
mod visibility;

#[cfg(test)]
mod choices_tests;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use choices::Choices;
use ground::Ground;

use crate::rules::Evidence;

pub use caused::Cause;
pub use change::{Change, Edit, Flag, Role, Subject};
pub use choices::missing;
pub use counts::{Counts, MessageCounts, ObjectCounts};
pub use decision::{Action, Decision, EVERY, Refusal, is_actionable};
pub use impossible::{BadCharacter, Deed, Impossible, NoInvitations};
pub use kind::{ChangeKind, Group};
pub use outlook::Outlook;
pub use recommended::{Reason, Recommendations};

/// What the conversion will change.
#[derive(Debug, Default)]
pub struct Plan {
    /// Every change, ordered by [`Subject`] and, for one subject, in the order of the kinds of change.
    pub changes: Vec<Change>,
    /// Messages before the cut-off date of rooms that the directory does not hold: they are left out too.
    pub orphan_messages_left_out: u64,
}

impl Plan {
    /// Works out the changes. The evidence's history counts the messages that are kept, and `before_cutoff` beside them.
    ///
    /// # Errors
    /// Where a decision names something unknown, is impossible, or contradicts another one.
    pub fn new(evidence: &Evidence<'_>, decisions: &[Decision]) -> Result<Plan, Refusal> {
        let ground = Ground::new(evidence, Choices::new(evidence, decisions)?);
        // A stable sort: the changes of one object stay in this order.
        let kinds = [
            left_out::changes,
            cutoff::changes,
            names::changes,
            parent::changes,
            invitations::changes,
            settings::changes,
            visibility::changes,
            scope::changes,
            members::changes,
            managers::changes,
            drop::changes,
            federated::changes,
            topic::changes,
        ];
        let mut changes: Vec<Change> = kinds.iter().flat_map(|kind| kind(&ground)).collect();
        // What is not understood stays.
        changes.retain(|change| !change.covers_unclear(evidence.directory));
        noticed::mark(&ground, &mut changes);
        changes.sort_by_key(|change| change.subject);
        Ok(Plan {
            changes,
            orphan_messages_left_out: cutoff::orphans(evidence),
        })
    }

    /// Whether elements go with what is changed: what is not understood in them goes along.
    pub fn takes_away(&self) -> bool {
        let goes = |edit: &Edit| {
            matches!(
                edit,
                Edit::LeftOut { .. }
                    | Edit::MessagesLeftOut { .. }
                    | Edit::Revoked { .. }
                    | Edit::ScopeCut { .. }
            )
        };
        self.orphan_messages_left_out > 0 || self.changes.iter().any(|it| goes(&it.edit))
    }
}
