use std::collections::BTreeSet;

use serde::Serialize;
use serde::ser::Serializer;

use super::super::plan::Simulation;
use super::Manifest;
use crate::directory::{Directory, natural_order};
use crate::plan::{Edit, Plan, Subject};

/// The rooms that are kept, and those that only messages name, written one by one.
pub(super) struct Rooms<'a>(pub(super) &'a Manifest<'a>);

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    name: Option<&'a str>,
    messages: u64,
    left_out: u64,
    digest: String,
}

impl Serialize for Rooms<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Simulation {
            directory, plan, ..
        } = self.0.simulation;
        let kept = kept(directory, plan).into_iter();
        let rooms = kept.map(|(id, name)| (id, Some(name)));
        let unknown = self.unknown().into_iter().map(|id| (id, None));
        serializer.collect_seq(rooms.chain(unknown).map(|(id, name)| {
            let digest = self.0.digests.of(id);
            let history = self.0.history.rooms.get(id);
            Entry {
                id,
                name,
                messages: digest.messages,
                left_out: history.map_or(0, |room| room.before_cutoff),
                digest: digest.to_string(),
            }
        }))
    }
}

impl Rooms<'_> {
    /// The rooms that only messages name, in the order of their ids.
    fn unknown(&self) -> Vec<&str> {
        let Manifest {
            simulation,
            history,
            digests,
            ..
        } = self.0;
        // All messages of a room may be from before the date: then it has no digest.
        let ids: BTreeSet<&str> = (history.rooms.keys().chain(digests.rooms.keys()))
            .map(|id| &**id)
            .filter(|id| simulation.directory.room(id).is_none())
            .collect();
        let mut ids: Vec<&str> = ids.into_iter().collect();
        ids.sort_by(|a, b| natural_order(a, b));
        ids
    }
}

/// The rooms that are kept, in the order of their ids, with the names that they have afterwards.
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
