//! How many messages are written: by this the manifest's counts are those of the package, not only of what was read.

use super::rewrite::Rewritten;
use crate::package::layout::Entity;
use crate::package::writing::inconsistent;
use crate::package::{Expected, Failure};
use crate::reading::MemberReading;

/// The messages of the package that is written: those of members that are written anew are counted on the way, those of
/// copies were when their bytes were read.
#[derive(Debug, Default)]
pub(super) struct Messages {
    /// In whatever room.
    kept: u64,
    /// Of no room at all: the plan knows nothing of them.
    without_room: u64,
    left_out: u64,
}

impl Messages {
    /// A member is copied as it is.
    pub fn copied(&mut self, known: Option<&MemberReading>) {
        self.kept += known.map_or(0, read_in);
        self.without_room += known.map_or(0, |known| known.without_room);
    }

    /// A member was written anew: makes sure that no message was lost on the way.
    pub fn rewritten(
        &mut self,
        known: Option<&MemberReading>,
        done: &Rewritten,
    ) -> Result<(), Failure> {
        let (read, found) = (known.map_or(0, read_in), done.kept + done.left_out);
        if found != read {
            let name = known.map_or("", |known| &known.name);
            return Err(inconsistent(format!(
                "{found} messages of {name} would be kept or left out, where {read} were read"
            )));
        }
        self.kept += done.kept;
        self.without_room += known.map_or(0, |known| known.without_room);
        self.left_out += done.left_out;
        Ok(())
    }

    /// Makes sure that they are those of the plan.
    pub fn check(&self, expected: Expected) -> Result<(), Failure> {
        let in_rooms = self.kept.saturating_sub(self.without_room);
        expected.check(in_rooms, self.left_out)
    }
}

/// How many messages were read in a member.
fn read_in(known: &MemberReading) -> u64 {
    let messages = known
        .holds
        .iter()
        .filter(|(kind, _)| *kind == Entity::Message.list());
    messages.map(|(_, count)| count).sum()
}
