/// How many places are named; more are only counted.
const NAMED: usize = 20;

/// Records of the input that had to be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// How many.
    pub count: u64,
    /// The first of them: what and where.
    pub places: Vec<String>,
}

impl Skipped {
    /// Notes records that are left out.
    pub fn note(&mut self, count: u64, place: String) {
        self.count += count;
        if self.places.len() < NAMED {
            self.places.push(place);
        }
    }

    /// Adds those of a later part of the input.
    pub fn merge(&mut self, later: Skipped) {
        self.count += later.count;
        let room = NAMED.saturating_sub(self.places.len());
        self.places.extend(later.places.into_iter().take(room));
    }
}
