//! What is said at the end: what was assumed, and what was noticed.

use super::Delimited;
use super::notes::{CUTS, Note};
use super::value::Nulls;

impl Delimited {
    pub(super) fn told(&self) -> Vec<String> {
        let mut told = self.assumed.clone();
        told.extend(self.nulls());
        let count = |note| self.notes.get(note);
        let last = || match self.table.columns.last() {
            Some(column) => column.name.to_string(),
            None => String::new(),
        };
        match count(Note::LineEnds) {
            0 => {}
            lines => told.push(format!(
                "{} a value of {}, as what follows does not begin like a row; this is an inference: nothing in the file marks where values end",
                times(lines, "a row terminator was taken as part of", "row terminators were taken as part of"),
                last(),
            )),
        }
        match count(Note::FieldEnds) {
            0 => {}
            fields => told.push(format!(
                "{} a value of {}, as all columns before it are numbers; this is an inference: nothing in the file marks where values end",
                times(fields, "a field terminator was taken as part of", "field terminators were taken as part of"),
                last(),
            )),
        }
        if count(Note::Unended) > 0 {
            told.push(
                "the last row has no row terminator: check that the file was not cut off there"
                    .to_owned(),
            );
        }
        for (length, exactly, longer) in CUTS {
            // Where others are longer, it is chance.
            if count(longer) == 0 {
                told.extend(cut(length, count(exactly)));
            }
        }
        told
    }

    /// How NULL was told from the rest.
    fn nulls(&self) -> Option<String> {
        let words = self.notes.get(Note::Words);
        match (self.nulls, words) {
            (Nulls::Word, words) => Some(format!(
                "the word NULL was taken for NULL where a column may be NULL, and an empty field in a column of text for an empty string, as no other way \
to write NULL fits the file; {}; a text that is just this word cannot be told apart",
                times(words, "it stands there once", "times it stands there"),
            )),
            (Nulls::Empty, 0) => None,
            (Nulls::Empty, words) => Some(times(
                words,
                "the word NULL was taken for NULL in a column that holds no text",
                "times the word NULL was taken for NULL in columns that hold no text",
            )),
        }
    }
}

/// Values that were probably cut.
fn cut(length: usize, exactly: u64) -> Option<String> {
    let shown = match length {
        8000 => "8,000".to_owned(),
        65535 => "65,535".to_owned(),
        _ => length.to_string(),
    };
    let tool = match length {
        65535 => "Management Studio cuts values of a grid there",
        _ => "sqlcmd and Management Studio cut there",
    };
    let values = times(exactly, "1 value is", "values are");
    (exactly > 0).then(|| {
        format!(
            "{values} exactly {shown} characters long, and none is longer: {tool} unless told otherwise"
        )
    })
}

fn times(count: u64, one: &str, many: &str) -> String {
    match count {
        1 => one.to_owned(),
        _ => format!("{count} {many}"),
    }
}
