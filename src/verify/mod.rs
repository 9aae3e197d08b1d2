//! Compares what was promised with what is there: every category, room, add-in, principal, role, scope and setting, and
//! the messages of every room.
//!
//! What was promised is a [`crate::directory::Directory`] (the plan applied to the source) and the digests of the
//! messages that are kept; what is there is read from the result. [`Pairs`] says which object of one is which of the
//! other, [`pool`] compares the objects, [`rooms`] the digests, and [`Search`] finds the messages behind digests that
//! differ. [`manifest`] holds the result against what the manifest beside it says, and [`second`] reads both another way.

mod compared;
mod counts;
mod difference;
pub mod manifest;
mod messages;
mod nodes;
mod pairs;
mod pool;
#[cfg(test)]
mod pool_tests;
mod principals;
mod rooms;
mod search;
#[cfg(test)]
mod search_tests;
pub mod second;
mod sheet;
#[cfg(test)]
mod testing;
mod unclaimed;

pub use compared::{ComparedRoom, RoomThere, compared_rooms};
pub use counts::{Aspect, Counts, by_aspect};
pub use difference::Difference;
pub use messages::{Listing, list};
pub use pairs::{Matching, Pairs, Side};
pub use pool::pool;
pub use rooms::{RoomPair, Rooms, rooms};
pub use search::{Collector, Search, Seen, Sums, Suspects};
pub use unclaimed::{Leeway, is_unknown, members, names, unclaimed};
