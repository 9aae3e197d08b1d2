//! How a pool is used: what was written when, what a cut-off date would leave out, which rooms are silent, who writes,
//! how long names are. Figures for people who decide; no rule depends on them.

mod activity;
mod names;
mod people;
mod rooms;

pub use activity::{Activity, LeftOutBefore, Period};
pub use names::NameLengths;
pub use people::{FederatedOrganisation, Writer};
pub use rooms::{RoomSizes, Silent};

use crate::rules::Evidence;

/// How a pool is used.
#[derive(Debug, Default)]
pub struct Usage {
    /// What was written when; nothing where that was not counted day by day.
    pub activity: Option<Activity>,
    /// How many messages the rooms have.
    pub sizes: RoomSizes,
    /// How many rooms have been silent for how long.
    pub silent: Vec<Silent>,
    /// Who wrote most, the most first.
    pub writers: Vec<Writer>,
    /// How many people wrote anything.
    pub writing: u64,
    /// Other organisations whose people and groups are in the pool, the largest first.
    pub federated: Vec<FederatedOrganisation>,
    /// How long names are.
    pub names: NameLengths,
}

impl Usage {
    /// Of a pool and its history.
    pub fn of(evidence: &Evidence<'_>) -> Usage {
        let (writers, writing) = people::writers(evidence);
        Usage {
            activity: Activity::of(evidence.history),
            sizes: RoomSizes::of(evidence),
            silent: rooms::silent(evidence.history),
            writers,
            writing,
            federated: people::federated(&evidence.directory.principals),
            names: NameLengths::of(evidence),
        }
    }
}
