//! Categories and rooms that were decided to stay behind.

use super::ground::Ground;
use super::{Change, Edit, Subject};
use crate::rules::Basis;

/// What is below a category has changes of its own; so the messages are counted with the rooms alone.
pub(super) fn changes(ground: &Ground<'_>) -> Vec<Change> {
    let Ground {
        evidence, choices, ..
    } = ground;
    let directory = evidence.directory;
    let categories = (0..directory.categories.len() as u32).filter_map(|at| {
        let decision = choices.category_left_out(at)?;
        Some((Subject::Category(at), 0, decision))
    });
    let rooms = (0..).zip(&directory.rooms).filter_map(|(at, room)| {
        let decision = choices.room_left_out(at)?;
        let messages = evidence.history.messages_in(&room.id);
        Some((Subject::Room(at), messages, decision))
    });
    categories
        .chain(rooms)
        .map(|(subject, messages, decision)| Change {
            subject,
            edit: Edit::LeftOut { messages },
            rule: choices.rule(decision),
            basis: Basis::Documented,
        })
        .collect()
}
