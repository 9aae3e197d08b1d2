use crate::time::{Day, Ticks};

/// How many messages were written on each day, in UTC; those without a plausible time are on none.
#[derive(Clone, Debug, Default)]
pub struct Days {
    // Plausible times are of a few hundred years: a place for each day, as each message needs one.
    first: Option<Day>,
    counts: Vec<DayCount>,
}

/// Messages of one day or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayCount {
    /// Messages.
    pub messages: u64,
    /// Their text without markup, in bytes of UTF-8.
    pub bytes: u64,
}

impl DayCount {
    /// Adds others.
    pub fn add(&mut self, more: DayCount) {
        self.messages += more.messages;
        self.bytes += more.bytes;
    }
}

impl Days {
    /// Counts a message of this time with so many bytes of text.
    pub fn count(&mut self, time: Ticks, bytes: u64) {
        self.day(time.day()).add(DayCount { messages: 1, bytes });
    }

    /// Adds those of other messages.
    pub fn merge(&mut self, others: Days) {
        if self.first.is_none() {
            *self = others;
            return;
        }
        for (day, count) in others.iter() {
            self.day(day).add(count);
        }
    }

    /// Each day on which there were messages, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Day, DayCount)> {
        let days = self.first.into_iter().flat_map(|first| {
            let counts = self.counts.iter().zip(0..);
            counts.map(move |(count, at)| (first.plus(at), *count))
        });
        days.filter(|(_, count)| count.messages > 0)
    }

    /// The place of a day.
    fn day(&mut self, day: Day) -> &mut DayCount {
        let first = *self.first.get_or_insert(day);
        let at = match usize::try_from(day.since(first)) {
            Ok(at) => at,
            Err(_) => {
                let earlier = first.since(day) as usize;
                let places = std::iter::repeat_n(DayCount::default(), earlier);
                self.counts.splice(..0, places);
                self.first = Some(day);
                0
            }
        };
        if at >= self.counts.len() {
            self.counts.resize(at + 1, DayCount::default());
        }
        &mut self.counts[at]
    }
}
