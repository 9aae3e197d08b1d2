//! What a manifest lists: decisions and rooms, and how much remains.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::super::plan::Simulation;
use super::Manifest;
use crate::plan::{Action, Decision};
use crate::rules::{Outcome, Severity};
use crate::verify::manifest;

/// The rooms that are kept, and those that only messages name, written one by one.
pub(super) struct Rooms<'a>(pub(super) &'a Manifest<'a>);

#[derive(Serialize)]
struct Room<'a> {
    id: &'a str,
    name: Option<&'a str>,
    messages: u64,
    left_out: u64,
    digest: String,
}

impl Serialize for Rooms<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Manifest {
            simulation: Simulation {
                directory, plan, ..
            },
            history,
            digests,
            ..
        } = self.0;
        let rooms = manifest::rooms(directory, plan, history, digests);
        serializer.collect_seq(rooms.map(|room| Room {
            id: room.id,
            name: room.name,
            messages: room.digest.messages,
            left_out: room.left_out,
            digest: room.digest.to_string(),
        }))
    }
}

/// What was decided, written one by one.
pub(super) struct Decisions<'a>(pub(super) &'a [Decision]);

impl Serialize for Decisions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|decision| Decided {
            rule: decision.rule,
            kind: decision.kind.word(),
            id: &decision.id,
            action: decision.action.kind().word(),
            value: match &decision.action {
                Action::Rename(name) => Some(name),
                _ => None,
            },
        }))
    }
}

#[derive(Serialize)]
struct Decided<'a> {
    rule: &'a str,
    kind: &'a str,
    id: &'a str,
    action: &'a str,
    value: Option<&'a str>,
}

/// How many findings of each severity remain.
pub(super) struct Remaining<'a>(pub(super) &'a Outcome);

impl Serialize for Remaining<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(Severity::ALL.len()))?;
        for severity in Severity::ALL {
            map.serialize_entry(severity.word(), &self.0.count(severity))?;
        }
        map.end()
    }
}
