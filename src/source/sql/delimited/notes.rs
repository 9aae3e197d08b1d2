//! What is noticed while rows are read, counted.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::source::sql::form::Learned;

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
    Exactly256 = "exactly 256",
    Exactly8000 = "exactly 8000",
    Exactly65535 = "exactly 65535",
    Longer256 = "longer 256",
    Longer8000 = "longer 8000",
    Longer65535 = "longer 65535",
}

/// Where tools cut values, and the notes about it.
pub(super) const CUTS: [(usize, Note, Note); 3] = [
    (256, Note::Exactly256, Note::Longer256),
    (8000, Note::Exactly8000, Note::Longer8000),
    (65535, Note::Exactly65535, Note::Longer65535),
];

/// What was noticed in one piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Notes([u64; COUNT]);

/// What was noticed in all of the file.
#[derive(Debug, Default)]
pub(super) struct AllNotes([AtomicU64; COUNT]);

impl Notes {
    #[inline]
    pub fn add(&mut self, note: Note, count: u64) {
        self.0[note as usize] += count;
    }

    /// Whether this was noticed already.
    pub fn has(&self, note: Note) -> bool {
        self.0[note as usize] > 0
    }

    /// How many terminators were taken as data of the last field.
    pub fn inside(&self) -> u64 {
        self.0[Note::LineEnds as usize] + self.0[Note::FieldEnds as usize]
    }

    /// As the driver carries it.
    pub fn learned(self) -> Learned {
        let counts = NAMES.iter().copied().zip(self.0);
        Learned {
            counts: counts.filter(|(_, count)| *count > 0).collect(),
            ..Learned::default()
        }
    }
}

impl AllNotes {
    /// Takes over what was noticed in a piece.
    pub fn take(&self, learned: &Learned) {
        for (name, count) in &learned.counts {
            let places = NAMES.iter().zip(&self.0);
            for (_, place) in places.filter(|(own, _)| *own == name) {
                place.fetch_add(*count, Ordering::Relaxed);
            }
        }
    }

    pub fn get(&self, note: Note) -> u64 {
        self.0[note as usize].load(Ordering::Relaxed)
    }
}
