use std::collections::BTreeMap;

use crate::time::{Day, Ticks};

/// How many messages were written on each day, in UTC; those without a plausible time are on none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Days {
    by_day: BTreeMap<Day, DayCount>,
    // Messages mostly follow each other in time: most are of the day of the one before.
    current: Option<(Day, DayCount)>,
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
        let day = time.day();
        let one = DayCount { messages: 1, bytes };
        match &mut self.current {
            Some((current, count)) if *current == day => count.add(one),
            _ => {
                self.settle();
                self.current = Some((day, one));
            }
        }
    }

    /// Adds those of other messages.
    pub fn merge(&mut self, mut others: Days) {
        self.settle();
        others.settle();
        for (day, count) in others.by_day {
            self.by_day.entry(day).or_default().add(count);
        }
    }

    /// Each day on which there were messages, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Day, DayCount)> {
        debug_assert!(self.current.is_none(), "read before all were merged");
        self.by_day.iter().map(|(day, count)| (*day, *count))
    }

    fn settle(&mut self) {
        if let Some((day, count)) = self.current.take() {
            self.by_day.entry(day).or_default().add(count);
        }
    }
}
