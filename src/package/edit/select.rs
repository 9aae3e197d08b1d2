//! Which messages go: those before the cut-off date, and those of rooms that are left out.

use std::ops::Range;

use super::edits::Edits;
use crate::directory::Id;
use crate::reading::{Message, Survey};
use crate::time::Ticks;

/// Looks at every message whether it goes.
pub(super) struct Selecting<'a> {
    pub since: Option<Ticks>,
    pub edits: &'a Edits<'a>,
}

/// The messages of a run that go.
#[derive(Debug, Default)]
pub(super) struct Selection {
    pub gone: Vec<Gone>,
    /// A room that is kept, and is named by a message that is.
    pub kept_room: Option<Id>,
}

/// A message that goes.
#[derive(Debug)]
pub(super) struct Gone {
    /// Where it stands in the chunk.
    pub range: Range<usize>,
    /// Whether it names its room; one of no room at all stays: where it belongs is not known.
    pub names_room: bool,
}

impl Survey for Selecting<'_> {
    type Run = Selection;
    type Total = ();

    fn begin(&self) -> Selection {
        Selection::default()
    }

    fn message(&self, run: &mut Selection, message: &Message<'_>) {
        let room = message.own_room();
        let is_old = || self.since.is_some_and(|since| message.is_before(since));
        let is_left_out =
            || room.is_some_and(|room| self.edits.leaves_out_room(room.decode().trim()));
        if is_old() || is_left_out() {
            run.gone.push(Gone {
                range: message.at..message.at + message.raw.len(),
                names_room: room.is_some(),
            });
        } else if let (None, Some(room)) = (&run.kept_room, room) {
            run.kept_room = Some(room.decode().trim().into());
        }
    }

    fn finish(&self, _total: &mut (), _room: Option<&str>, _run: Selection) {}

    fn merge(&self, _total: &mut (), _later: ()) {}
}
