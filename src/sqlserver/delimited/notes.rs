//! What is noticed while rows are read, counted.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use super::longest::{LEAST, Longest};
use crate::sqlserver::rows::form::Learned;
use crate::sqlserver::rows::numbers::SpreadsheetDamage;

macro_rules! notes {
    ($($(#[$doc:meta])* $note:ident = $name:literal,)*) => {
        /// Something that is worth a sentence at the end.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Note {
            $($(#[$doc])* $note,)*
        }

        const NAMES: &[&str] = &[$($name,)*];
        const COUNT: usize = NAMES.len();
    };
}

notes! {
    /// The word NULL was taken for NULL.
    Words = "words",
    /// A row terminator was taken as data of the last field.
    LineEnds = "line ends",
    /// A field terminator was taken as data of the last field.
    FieldEnds = "field ends",
    /// The last row has no terminator.
    Unended = "unended",
    /// A spreadsheet rounded the number.
    Rounded = "rounded",
    /// A spreadsheet wrote an error.
    Errors = "errors",
    /// A spreadsheet had too narrow a column.
    Narrow = "narrow",
    /// A spreadsheet wrote a bit in its language.
    Truths = "truths",
    /// A date stands where a number should.
    Dates = "dates",
    /// A date is written as it is where the machine stands.
    LocalDates = "local dates",
}

impl Note {
    /// The one for this damage.
    pub fn of(damage: SpreadsheetDamage) -> Note {
        match damage {
            SpreadsheetDamage::Rounded => Note::Rounded,
            SpreadsheetDamage::Error => Note::Errors,
            SpreadsheetDamage::Narrow => Note::Narrow,
            SpreadsheetDamage::Truth => Note::Truths,
            SpreadsheetDamage::DateForNumber => Note::Dates,
            SpreadsheetDamage::LocalDate => Note::LocalDates,
        }
    }
}

/// What was noticed in one piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    counts: [u64; COUNT],
    /// The longest values, in the order in which their columns were first met.
    longest: Vec<Longest>,
    /// How many rows there are, as a line behind them says.
    pub said: Option<u64>,
}

/// What was noticed in all of the file.
#[derive(Debug, Default)]
pub(super) struct AllNotes {
    counts: [AtomicU64; COUNT],
    longest: Mutex<Vec<Longest>>,
    said: Mutex<Option<u64>>,
}

impl Notes {
    #[inline]
    pub fn add(&mut self, note: Note, count: u64) {
        self.counts[note as usize] += count;
    }

    /// The longest values of this column so far.
    pub fn longest(&mut self, column: u16) -> &mut Longest {
        column_of(&mut self.longest, column)
    }

    /// How many terminators were taken as data of the last field.
    pub fn inside(&self) -> u64 {
        self.counts[Note::LineEnds as usize] + self.counts[Note::FieldEnds as usize]
    }

    /// As the driver carries it.
    pub fn learned(self) -> Learned {
        let counts = NAMES.iter().copied().zip(self.counts);
        Learned {
            counts: counts.filter(|(_, count)| *count > 0).collect(),
            longest: self.longest,
            said: self.said,
            ..Learned::default()
        }
    }
}

impl AllNotes {
    /// Takes over what was noticed in a piece.
    pub fn take(&self, learned: &Learned) {
        for (name, count) in &learned.counts {
            let places = NAMES.iter().zip(&self.counts);
            for (_, place) in places.filter(|(own, _)| *own == name) {
                place.fetch_add(*count, Ordering::Relaxed);
            }
        }
        *self.said.lock().unwrap_or_else(PoisonError::into_inner) = learned.said;
        let mut all = self.longest.lock().unwrap_or_else(PoisonError::into_inner);
        for longest in &learned.longest {
            column_of(&mut all, longest.column).merge(*longest);
        }
    }

    /// How many rows there are, as the file says.
    pub fn said(&self) -> Option<u64> {
        *self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The longest values of the columns that have long ones, in the order of the columns.
    pub fn longest(&self) -> Vec<Longest> {
        let all = self.longest.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<Longest> = all
            .iter()
            .copied()
            .filter(|it| it.length >= LEAST)
            .collect();
        all.sort_by_key(|it| it.column);
        all
    }

    pub fn get(&self, note: Note) -> u64 {
        self.counts[note as usize].load(Ordering::Relaxed)
    }
}

fn column_of(all: &mut Vec<Longest>, column: u16) -> &mut Longest {
    let at = all.iter().position(|it| it.column == column);
    let at = at.unwrap_or_else(|| {
        all.push(Longest::new(column));
        all.len() - 1
    });
    &mut all[at]
}
