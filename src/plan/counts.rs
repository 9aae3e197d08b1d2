use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{ChangeKind, Edit, Plan, Subject};
use crate::directory::{Directory, History};

/// How much would be kept, left out and changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Categories, the root included.
    pub categories: ObjectCounts,
    /// Rooms.
    pub rooms: ObjectCounts,
    /// Messages, those of unknown rooms included.
    pub messages: MessageCounts,
    /// Roles that are given, each principal and object counted.
    pub roles_granted: u64,
    /// Roles that are taken away.
    pub roles_revoked: u64,
    /// Changes that would not be noticed: what was inherited is written down.
    pub unnoticed: u64,
    /// Changes that the import makes; the package keeps what it was.
    pub by_import: u64,
    #[serde(serialize_with = "by_name")]
    changes: [u64; ChangeKind::ALL.len()],
}

/// How many objects would be kept and left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ObjectCounts {
    /// Those that are kept.
    pub kept: u64,
    /// Those that are left out.
    pub left_out: u64,
}

/// How many messages would be kept and left out, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MessageCounts {
    /// Those that are kept.
    pub kept: u64,
    /// Those that are left out.
    pub left_out: u64,
    /// Of these, those from before the cut-off date, in whatever room.
    pub before_cutoff: u64,
    /// Of these, those that would be kept if their rooms were.
    pub in_rooms_left_out: u64,
}

impl Counts {
    /// Counts what the plan does. `history` is that of the evidence the plan was made from: it counts the messages that
    /// are kept, and `before_cutoff` beside them.
    pub fn new(directory: &Directory, history: &History, plan: &Plan) -> Self {
        let mut counts = Counts::default();
        counts.categories.kept = directory.categories.len() as u64;
        counts.rooms.kept = directory.rooms.len() as u64;
        for change in &plan.changes {
            counts.changes[ChangeKind::of(&change.edit) as usize] += 1;
            counts.unnoticed += u64::from(!change.noticed);
            counts.by_import += u64::from(change.by() == "import");
            match (&change.edit, change.subject) {
                (Edit::LeftOut { messages }, Subject::Room(_)) => {
                    counts.rooms.leave_out();
                    counts.messages.in_rooms_left_out += messages;
                }
                (Edit::LeftOut { .. }, Subject::Category(_)) => counts.categories.leave_out(),
                (Edit::Granted { principals, .. }, _) => {
                    counts.roles_granted += principals.len() as u64;
                }
                (Edit::Revoked { principals, .. }, _) => {
                    counts.roles_revoked += principals.len() as u64;
                }
                _ => {}
            }
        }
        let messages = &mut counts.messages;
        messages.before_cutoff = history.rooms.values().map(|room| room.before_cutoff).sum();
        messages.left_out = messages.before_cutoff + messages.in_rooms_left_out;
        messages.kept = (history.messages()).saturating_sub(messages.in_rooms_left_out);
        counts
    }

    /// How many changes the conversion makes: those of the import are not among them.
    pub fn made(&self) -> u64 {
        self.changes.iter().sum::<u64>() - self.by_import
    }

    /// How many changes of this kind there are, those of the import among them.
    pub fn of(&self, kind: ChangeKind) -> u64 {
        self.changes[kind as usize]
    }
}

impl ObjectCounts {
    fn leave_out(&mut self) {
        self.kept = self.kept.saturating_sub(1);
        self.left_out += 1;
    }
}

fn by_name<S: Serializer>(
    changes: &[u64; ChangeKind::ALL.len()],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(changes.len()))?;
    for (kind, count) in ChangeKind::ALL.into_iter().zip(changes) {
        map.serialize_entry(kind.word(), count)?;
    }
    map.end()
}
