//! What is read of a file before its columns are known.

use super::Form;
use crate::decisions::fault::Fault;
use crate::decisions::place::Place;

/// The cells of a file, as texts.
pub(super) struct Records {
    pub(super) form: Form,
    /// The first row.
    pub(super) head: (Place, Vec<String>),
    /// The others; or what is wrong with one of their cells.
    pub(super) rows: Vec<(Place, Result<Vec<String>, Fault>)>,
}

/// Where the column of this name stands.
pub(super) fn places_of(head: &[String], name: &str) -> impl Iterator<Item = usize> {
    let is_it = move |cell: &&String| cell.trim().eq_ignore_ascii_case(name);
    let cells = head.iter().enumerate();
    cells.filter(move |(_, cell)| is_it(cell)).map(|(at, _)| at)
}
