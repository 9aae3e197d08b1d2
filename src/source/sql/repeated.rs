//! Messages that several files have: compared by their keys, room by room.

use super::extract::Extract;
use super::pool::{MESSAGES, MessageKeys, Pool, Twice, kind_of};
use super::reading::Outcome;
use crate::source::Survey;

/// Whether several files may have messages: only then they are compared.
pub(super) fn may_repeat(extracts: &[Extract]) -> bool {
    let may = |extract: &&Extract| extract.may_hold(|table| kind_of(table) == Some(MESSAGES));
    extracts.iter().filter(may).count() > 1
}

/// What the files have in common.
#[derive(Default)]
pub(super) struct Repeated {
    /// For each file the messages that an earlier one has.
    pub elsewhere: Vec<MessageKeys>,
    /// One for each file that has such.
    pub twice: Vec<Twice>,
    /// What is to be said where not all messages could be compared.
    pub notice: Option<String>,
}

/// Compares what was read of the files, in their order.
pub(super) fn compare<S: Survey>(
    extracts: &[Extract],
    outcomes: &[Option<Outcome<Pool<'_, S>>>],
) -> Repeated {
    let none = MessageKeys::default();
    let keys = |outcome: &'_ Option<Outcome<Pool<'_, S>>>| match outcome {
        Some(Ok((total, _))) => total.keys.clone(),
        _ => MessageKeys::default(),
    };
    let keys: Vec<MessageKeys> = outcomes.iter().map(keys).collect();
    let mut before = none;
    let mut found = Repeated::default();
    for (at, (extract, own)) in extracts.iter().zip(&keys).enumerate() {
        let shared = own.shared(&before);
        if let Some((room, id)) = shared.first() {
            let has = |keys: &MessageKeys| {
                let ids = keys.rooms.get(&room);
                ids.is_some_and(|ids| ids.contains(id))
            };
            let first = keys[..at].iter().position(has).unwrap_or_default();
            found.twice.push(Twice {
                table: "tblChat",
                first: format!("message {id} of room {room}"),
                files: [extracts[first].name().to_owned(), extract.name().to_owned()],
                count: shared.count(),
            });
        }
        found.elsewhere.push(shared);
        for (room, ids) in &own.rooms {
            before.add(*room, ids.clone());
        }
    }
    let files = keys.iter().filter(|keys| !keys.rooms.is_empty()).count();
    let gaps = before.rooms.values().filter(|ids| ids.gave_up()).count();
    found.notice = (files > 1 && gaps > 0).then(|| {
        format!("The ids of the messages of {gaps} room(s) have so many gaps that not all were compared: messages that two files have may have been missed.")
    });
    found
}
