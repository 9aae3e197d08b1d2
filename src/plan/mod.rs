//! What the conversion will change: one list, which `--what-if` prints, `convert` applies and `verify` checks against.
//!
//! Pure: from the model, the statistics, the options and the decisions to a list of [`Change`]s. Nothing here knows of
//! files or formats.

mod actions;
mod change;
mod decision;

use crate::directory::{Directory, History};
use crate::rules::Evidence;

pub use actions::{ActionKind, is_actionable, possible_actions, recommended_action};
pub use change::{Change, Edit, Flag, Role, Subject};
pub use decision::{Action, Decision, Refusal};

/// What the conversion will change.
#[derive(Debug, Default)]
pub struct Plan {
    /// Every change, ordered by [`Subject`] and, for one subject, in the order of the kinds of change.
    pub changes: Vec<Change>,
}

impl Plan {
    /// Works out the changes. The evidence's history counts the messages that are kept, and `before_cutoff` beside them.
    ///
    /// # Errors
    /// Where a decision names something unknown, is impossible, or contradicts another one.
    pub fn new(_evidence: &Evidence<'_>, _decisions: &[Decision]) -> Result<Plan, Refusal> {
        todo!()
    }

    /// The pool as it is afterwards. Ids, references to principals and the order of what remains stay the same.
    pub fn apply(&self, _directory: &Directory) -> Directory {
        todo!()
    }

    /// The history as it is afterwards: without the rooms that are left out.
    pub fn apply_to_history(&self, _directory: &Directory, _history: &mut History) {
        todo!()
    }
}
