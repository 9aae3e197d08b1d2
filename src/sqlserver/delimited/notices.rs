//! What is said at the end: what was assumed, and what was noticed.

use super::Delimited;
use super::longest::Longest;
use super::notes::Note;
use super::value::Nulls;
use crate::sqlserver::Column;
use crate::sqlserver::rows::numbers::SpreadsheetDamage;
use crate::wording::Sentence;

impl Delimited {
    pub(super) fn all_notices(&self) -> Vec<Sentence> {
        let mut notices: Vec<Sentence> = self.assumed.iter().cloned().map(Sentence::from).collect();
        notices.extend(self.nulls());
        let count = |note| self.notes.get(note);
        let last = || match self.table.columns.last() {
            Some(column) => column.name.to_string(),
            None => String::new(),
        };
        match count(Note::LineEnds) {
            0 => {}
            lines => notices.push(format!(
                "{} a value of {}, as what follows does not begin like a row; this is an inference: nothing in the file marks where values end",
                times(lines, "a row terminator was taken as part of", "row terminators were taken as part of"),
                last(),
            ).into()),
        }
        match count(Note::FieldEnds) {
            0 => {}
            fields => notices.push(format!(
                "{} a value of {}, as all columns before it are numbers; this is an inference: nothing in the file marks where values end",
                times(fields, "a field terminator was taken as part of", "field terminators were taken as part of"),
                last(),
            ).into()),
        }
        if count(Note::Unended) > 0 {
            notices.push(
                "the last row has no row terminator: check that the file was not cut off there"
                    .to_owned()
                    .into(),
            );
        }
        for damage in SpreadsheetDamage::ALL {
            let values = count(Note::of(damage));
            if values > 0 {
                notices.push(
                    format!(
                        "{}: {}: {}",
                        times(values, "1 value", "values"),
                        damage.of_several(),
                        damage.hint()
                    )
                    .into(),
                );
            }
        }
        let longest = self.notes.longest();
        let most = longest.iter().map(|it| it.length).max().unwrap_or(0);
        notices.extend(longest.iter().filter_map(|it| self.cut(it, most)));
        notices
    }

    /// How NULL was told from the rest.
    fn nulls(&self) -> Option<Sentence> {
        let words = self.notes.get(Note::Words);
        match (self.nulls, words) {
            (Nulls::Word, words) => Some(format!(
                "the word NULL was taken for NULL where a column may be NULL, and an empty field in a column of text for an empty string, as no other way \
to write NULL fits the file; {}; a text that is just this word cannot be told apart",
                times(words, "it stands there once", "times it stands there"),
            ).into()),
            (Nulls::Empty, 0) => None,
            (Nulls::Empty, words) => Some(times(
                words,
                "the word NULL was taken for NULL in a column that holds no text",
                "times the word NULL was taken for NULL in columns that hold no text",
            ).into()),
        }
    }
}

/// Where tools are known to cut.
const USUAL: [(usize, &str); 5] = [
    (
        256,
        "sqlcmd and Management Studio cut there unless told otherwise",
    ),
    (8000, "sqlcmd cuts there unless told otherwise"),
    (32767, "a cell of Excel holds no more"),
    (43679, "Management Studio cuts values of a grid there"),
    (
        65535,
        "Management Studio cuts values of a grid there unless told otherwise",
    ),
];

/// How many values of one length are no chance, where nothing else speaks for it.
const SEVERAL: u64 = 3;
/// The same text again and again is a message of a program, if it is not longer than this.
const REPEATED: usize = 256;

impl Delimited {
    /// What it may mean that these values have the same length, and none of the column is longer. `most`: the longest
    /// value of all columns.
    fn cut(&self, longest: &Longest, most: usize) -> Option<Sentence> {
        let Longest { length, count, .. } = *longest;
        let column = self.treated(longest.column)?;
        let limit = column.sql_type.and_then(|sql_type| sql_type.length);
        // The column holds no more; or less, and then it is not what the schema says.
        if limit.is_some_and(|limit| length >= usize::from(limit)) {
            return None;
        }
        let usual = USUAL.iter().find(|(usual, _)| *usual == length);
        let repeated = !longest.differ && (length < REPEATED || longest.whole);
        // Where the file has longer values, a single one is chance.
        let known = usual.is_some() && length == most;
        if !known && (count < SEVERAL || repeated) {
            return None;
        }
        let why = usual.map_or("something may have cut them there", |(_, why)| why);
        Some(format!(
            "{} of {} {} exactly {} characters long, and none is longer: {why}; compare with the lengths in the database, and extract the table again with \
bcp or a script",
            if count == 1 {
                "1 value".to_owned()
            } else {
                format!("{} values", grouped(count))
            },
            column.name,
            if count == 1 { "is" } else { "are" },
            grouped(length as u64),
        ).into())
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

/// A number with commas between its thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn times(count: u64, one: &str, many: &str) -> String {
    match count {
        1 => one.to_owned(),
        _ => format!("{count} {many}"),
    }
}
