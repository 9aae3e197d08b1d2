//! What is said at the end: what was assumed, and what was noticed.

use super::Delimited;
use super::longest::Longest;
use super::notes::Note;
use super::value::Nulls;
use crate::sqlserver::Column;
use crate::sqlserver::rows::numbers::SpreadsheetDamage;
use crate::wording::{Sentence, wording, words};

/// How many values of one length are no chance, where nothing else speaks for it.
const SEVERAL: u64 = 3;
/// The same text again and again is a message of a program, if it is not longer than this.
const REPEATED: usize = 256;

wording! {
    in "text-rows";
    /// What was noticed in a file.
    enum Notice {
        /// Terminators of rows were taken as text of the last column.
        LineEnds { ends: u64, column: String },
        /// Terminators of fields were.
        FieldEnds { ends: u64, column: String },
        /// Nothing ends the last row.
        Unended,
        /// The word NULL stands for NULL, so many times, and an empty field for an empty text.
        NullByWord { times: u64 },
        /// The word NULL is no value of the column that it stands in.
        NullWords { times: u64 },
        /// Several values are of one length, and none is longer.
        Longest { values: String, several: bool, column: String, characters: String, why: CutBy },
    }
}

wording! {
    in "text-rows";
    /// What cuts values at a length.
    enum CutBy {
        /// `sqlcmd`, or Management Studio.
        SqlcmdOrStudio,
        /// `sqlcmd`.
        Sqlcmd,
        /// Excel.
        Excel,
        /// Management Studio.
        Grid,
        /// The same, where it has not been set.
        GridUnlessSet,
        /// That is not known.
        Something,
    }
}

impl CutBy {
    /// What is known to cut there.
    fn at(length: usize) -> Option<CutBy> {
        match length {
            256 => Some(CutBy::SqlcmdOrStudio),
            8000 => Some(CutBy::Sqlcmd),
            32767 => Some(CutBy::Excel),
            43679 => Some(CutBy::Grid),
            65535 => Some(CutBy::GridUnlessSet),
            _ => None,
        }
    }
}

impl Delimited {
    pub(super) fn all_notices(&self) -> Vec<Sentence> {
        let mut notices: Vec<Sentence> = self.assumed.clone();
        notices.extend(self.nulls().map(Sentence::from));
        let count = |note| Some(self.notes.get(note)).filter(|count| *count > 0);
        let last = || match self.table.columns.last() {
            Some(column) => column.name.to_string(),
            None => String::new(),
        };
        let lines = count(Note::LineEnds).map(|ends| Notice::LineEnds {
            ends,
            column: last(),
        });
        let fields = count(Note::FieldEnds).map(|ends| Notice::FieldEnds {
            ends,
            column: last(),
        });
        let unended = count(Note::Unended).map(|_| Notice::Unended);
        let own = [lines, fields, unended].into_iter().flatten();
        notices.extend(own.map(Sentence::from));
        for damage in SpreadsheetDamage::ALL {
            let values = count(Note::of(damage));
            notices.extend(values.map(|values| damage.of_several(values).into()));
        }
        let longest = self.notes.longest();
        let most = longest.iter().map(|it| it.length).max().unwrap_or(0);
        let cut = longest.iter().filter_map(|it| self.cut(it, most));
        notices.extend(cut.map(Sentence::from));
        notices
    }

    /// How NULL was told from the rest.
    fn nulls(&self) -> Option<Notice> {
        match (self.nulls, self.notes.get(Note::Words)) {
            (Nulls::Word, times) => Some(Notice::NullByWord { times }),
            (Nulls::Empty, 0) => None,
            (Nulls::Empty, times) => Some(Notice::NullWords { times }),
        }
    }

    /// What it may mean that these values have the same length, and none of the column is longer. `most`: the longest
    /// value of all columns.
    fn cut(&self, longest: &Longest, most: usize) -> Option<Notice> {
        let Longest { length, count, .. } = *longest;
        let column = self.treated(longest.column)?;
        let limit = column.sql_type.and_then(|sql_type| sql_type.length);
        // The column holds no more; or less, and then it is not what the schema says.
        if limit.is_some_and(|limit| length >= usize::from(limit)) {
            return None;
        }
        let usual = CutBy::at(length);
        let repeated = !longest.differ && (length < REPEATED || longest.whole);
        // Where the file has longer values, a single one is chance.
        let known = usual.is_some() && length == most;
        if !known && (count < SEVERAL || repeated) {
            return None;
        }
        let words = words();
        Some(Notice::Longest {
            values: words.number(count),
            several: count > 1,
            column: column.name.to_string(),
            characters: words.number(length as u64),
            why: usual.unwrap_or(CutBy::Something),
        })
    }

    /// The column of the field with this number.
    fn treated(&self, field: u16) -> Option<&Column> {
        let field = usize::from(field);
        let fields = self.treatments.get(..=field)?;
        fields[field].as_ref()?;
        let at = fields.iter().flatten().count() - 1;
        self.table.columns.get(at)
    }
}
