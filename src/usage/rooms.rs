use crate::directory::History;
use crate::rules::Evidence;
use crate::time::Ticks;

/// Years after which a room counts as silent.
const YEARS: [u32; 4] = [1, 2, 3, 5];

/// How many messages the rooms have.
#[derive(Debug, Default)]
pub struct RoomSizes {
    /// Rooms without any.
    pub empty: u64,
    /// Rooms with 1 to 9, 10 to 99, 100 to 999 messages, and so on, up to the largest.
    pub by_digits: Vec<u64>,
}

/// Rooms in which nothing was written for so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silent {
    /// Years before the last message of the whole pool.
    pub years: u32,
    /// Rooms with messages, the last of which is older than that.
    pub rooms: u64,
}

impl RoomSizes {
    pub(super) fn of(evidence: &Evidence<'_>) -> Self {
        let mut sizes = RoomSizes::default();
        if !evidence.directory.parts.messages {
            return sizes;
        }
        for room in &evidence.directory.rooms {
            match evidence.history.messages_in(&room.id).checked_ilog10() {
                None => sizes.empty += 1,
                Some(digits) => {
                    let digits = digits as usize;
                    if sizes.by_digits.len() <= digits {
                        sizes.by_digits.resize(digits + 1, 0);
                    }
                    sizes.by_digits[digits] += 1;
                }
            }
        }
        sizes
    }
}

pub(super) fn silent(history: &History) -> Vec<Silent> {
    let Some(last) = history.last() else {
        return Vec::new();
    };
    let lasts: Vec<Ticks> = (history.rooms.values())
        .filter_map(|room| room.last)
        .collect();
    let count = |years| {
        let (year, month, day) = last.date();
        // The 29th of February of a year that has none is the first of March.
        let then = Ticks::from_civil(year - i64::from(years), month, day, 0)
            .or_else(|| Ticks::from_civil(year - i64::from(years), 3, 1, 0))?;
        Some(Silent {
            years,
            rooms: lasts.iter().filter(|it| **it < then).count() as u64,
        })
    };
    YEARS.into_iter().filter_map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::RoomHistory;
    use crate::rules::testing::Pool;

    #[test]
    fn rooms_are_counted_by_the_digits_of_their_messages() {
        let mut pool = Pool::new();
        pool.category("2", "1", "IT");
        for (id, messages) in [("10", 0), ("11", 9), ("12", 10), ("13", 99), ("14", 1_000)] {
            pool.room(id, "2", id);
            pool.write(id, "5", messages);
        }
        let sizes = RoomSizes::of(&pool.evidence());
        assert_eq!((sizes.empty, &*sizes.by_digits), (1, &[1, 2, 0, 1][..]));
    }

    #[test]
    fn silence_is_counted_back_from_the_last_message() {
        let mut history = History::default();
        for (id, last) in [
            ("1", "2012-02-29"),
            ("2", "2011-02-28"),
            ("3", "2006-12-31"),
        ] {
            let last = Ticks::parse(last);
            history.rooms.insert(
                id.into(),
                RoomHistory {
                    last,
                    ..RoomHistory::default()
                },
            );
        }
        let rooms: Vec<_> = silent(&history)
            .iter()
            .map(|it| (it.years, it.rooms))
            .collect();
        assert_eq!(rooms, [(1, 2), (2, 1), (3, 1), (5, 1)]);
    }
}
