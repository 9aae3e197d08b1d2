use std::collections::BTreeSet;

use crate::directory::{Directory, History, natural_order};
use crate::plan::{Edit, Plan, Subject};
use crate::reading::{Digest, Digests};

/// What a manifest says of a room.
#[derive(Clone, Copy, Debug)]
pub struct RoomEntry<'a> {
    /// The room's id.
    pub id: &'a str,
    /// The name that it has afterwards; none where only messages name the room.
    pub name: Option<&'a str>,
    /// How many of its messages were left out by date.
    pub left_out: u64,
    /// The messages that are kept.
    pub digest: Digest,
}

/// The rooms that are kept, and then those that only messages name; both in the order of their ids. The plan was made from
/// this directory and this history, which counts the messages that are left out by date; the digests are those of the
/// messages that are kept.
pub fn rooms<'a>(
    directory: &'a Directory,
    plan: &'a Plan,
    history: &'a History,
    digests: &'a Digests,
) -> impl Iterator<Item = RoomEntry<'a>> {
    let kept = kept(directory, plan).into_iter();
    let rooms = kept.map(|(id, name)| (id, Some(name)));
    let unknown = unknown(directory, history, digests).into_iter();
    let all = rooms.chain(unknown.map(|id| (id, None)));
    all.map(|(id, name)| RoomEntry {
        id,
        name,
        left_out: history.rooms.get(id).map_or(0, |room| room.before_cutoff),
        digest: digests.of(id),
    })
}

/// The rooms that are kept, with the names that they have afterwards.
fn kept<'a>(directory: &'a Directory, plan: &'a Plan) -> Vec<(&'a str, &'a str)> {
    let names = directory.rooms.iter().map(|room| Some(room.name.as_str()));
    let mut names: Vec<Option<&str>> = names.collect();
    for change in &plan.changes {
        let Subject::Room(at) = change.subject else {
            continue;
        };
        match &change.edit {
            Edit::LeftOut { .. } => names[at as usize] = None,
            Edit::Name { after, .. } => names[at as usize] = Some(after),
            _ => {}
        }
    }
    let rooms = directory.rooms.iter().zip(names);
    let mut kept: Vec<(&str, &str)> = rooms
        .filter_map(|(room, name)| Some((&*room.id, name?)))
        .collect();
    kept.sort_by(|(a, _), (b, _)| natural_order(a, b));
    kept
}

/// The rooms that only messages name.
fn unknown<'a>(directory: &Directory, history: &'a History, digests: &'a Digests) -> Vec<&'a str> {
    // All messages of a room may be from before the date: then it has no digest.
    let ids: BTreeSet<&str> = (history.rooms.keys().chain(digests.rooms.keys()))
        .map(|id| &**id)
        .filter(|id| directory.room(id).is_none())
        .collect();
    let mut ids: Vec<&str> = ids.into_iter().collect();
    ids.sort_by(|a, b| natural_order(a, b));
    ids
}
