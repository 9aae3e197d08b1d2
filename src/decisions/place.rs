use crate::wording::wording;

wording! {
    in "decisions";
    /// Where a row of a file of decisions begins.
    #[derive(Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Place {
        /// The line of a CSV, from 1.
        Line {
            /// Its number.
            number: u64,
        },
        /// The row of a sheet, from 1.
        Row {
            /// Its number.
            number: u64,
        },
    }
}
