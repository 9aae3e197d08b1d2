use crate::wording::Bilingual;

/// How many places are named; more are only counted.
const NAMED: usize = 20;

/// What of the input had to be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// How many records and pages.
    pub count: u64,
    /// How many of these are pages of data files: how many records were on them is not known.
    pub pages: u64,
    /// The first of them: what and where.
    pub places: Vec<Bilingual>,
}

impl Skipped {
    /// Notes records that are left out.
    pub fn note(&mut self, count: u64, place: impl Fn() -> String) {
        self.count += count;
        if self.places.len() < NAMED {
            self.places.push(Bilingual::new(place));
        }
    }

    /// Notes a page that is left out.
    pub fn note_page(&mut self, place: impl Fn() -> String) {
        self.pages += 1;
        self.note(1, place);
    }

    /// Adds those of a later part of the input.
    pub fn merge(&mut self, later: Skipped) {
        self.count += later.count;
        self.pages += later.pages;
        let room = NAMED.saturating_sub(self.places.len());
        self.places.extend(later.places.into_iter().take(room));
    }
}
