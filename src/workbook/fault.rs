use crate::wording::wording;

wording! {
    in "workbook";
    /// What stands in a workbook beside what it is about.
    pub(super) enum Mark {
        /// A text goes on for so many UTF-16 units that its cell has no room for.
        Cut { units: usize },
        /// The head of a column that has none, by its number from 1.
        NoHead { number: usize },
    }
}

wording! {
    in "workbook";
    /// Why a workbook cannot be written.
    pub(super) enum NotWritten {
        /// A sheet cannot be kept in a temporary file.
        Temporary,
    }
}

wording! {
    in "workbook";
    /// The name of a sheet: at most 31 characters, and none of `[]:*?/\\`.
    pub(crate) enum SheetName {
        /// What it is all about.
        Summary,
        /// All findings.
        Findings,
        /// What to do about them.
        Decisions,
        /// All rooms.
        Rooms,
        /// All categories.
        Categories,
        /// All principals.
        People,
        /// What a conversion changes.
        Changes,
        /// What was decided.
        Decided,
        /// The findings that remain after it.
        Remains,
        /// What is not as it was promised.
        Differences,
    }
}
