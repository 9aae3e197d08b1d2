//! Whether text begins like a row: where a line end may be data, what follows it tells.

use super::class::{Class, LONGEST};
use super::ends::{self, Ends};

/// The columns before the first one of text.
#[derive(Clone, Debug, Default)]
pub(super) struct Begin {
    columns: Vec<Leading>,
    field: Box<[u8]>,
    row: Box<[u8]>,
    quotes: bool,
}

/// A column with which a row begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leading {
    pub class: Class,
    /// Whether it may be empty, or the word NULL.
    pub nullable: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    Yes,
    No,
    /// The text ends before there is an answer.
    Unknown,
}

impl Begin {
    /// Rows that begin with these columns, each with its end. `quotes`: their values may stand between quotes.
    pub fn new(columns: Vec<Leading>, ends: &Ends, quotes: bool) -> Self {
        Begin {
            columns,
            field: ends.field.clone(),
            row: ends.row.clone(),
            quotes,
        }
    }

    /// Whether there is anything to tell by.
    pub fn tells(&self) -> bool {
        !self.columns.is_empty()
    }

    /// Whether a row may begin here. Where one value of several is not what it should be, a row begins all the same: it is
    /// one that cannot be read, and no part of the text before it. A line end is in none of these values: so what follows
    /// the line does not matter, nor whether it is there.
    pub fn check(&self, bytes: &[u8], from: usize) -> Likeness {
        let (field, row) = (&*self.field, &*self.row);
        let mut at = from;
        let mut misfits = 0;
        for column in &self.columns {
            let rest = bytes.get(at..).unwrap_or_default();
            let window = &rest[..rest.len().min(LONGEST + field.len())];
            let Some(length) = ends::near(field, window) else {
                return if window.len() == rest.len() && ends::near(row, window).is_none() {
                    Likeness::Unknown
                } else {
                    Likeness::No
                };
            };
            let value = &rest[..length];
            if !self.may_be(*column, value) {
                misfits += 1;
                if misfits > self.columns.len() / MISFITS || ends::near(row, value).is_some() {
                    return Likeness::No;
                }
            }
            at += length + field.len();
        }
        Likeness::Yes
    }

    fn may_be(&self, column: Leading, value: &[u8]) -> bool {
        let inner = value
            .strip_prefix(b"\"")
            .and_then(|value| value.strip_suffix(b"\""));
        let value = inner.filter(|_| self.quotes).unwrap_or(value);
        let null = value.is_empty() || value == b"NULL";
        if null {
            column.nullable
        } else {
            column.class.fits(value)
        }
    }
}

/// One value of so many may be damaged.
const MISFITS: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_begins_with_what_its_columns_hold() {
        let leading = |class, nullable| Leading { class, nullable };
        let columns = vec![leading(Class::Whole, false), leading(Class::Guid, true)];
        let begin = Begin::new(columns, &Ends::new(b"\t", b"\r\n"), false);
        let check = |text: &str| begin.check(text.as_bytes(), 0);
        assert_eq!(
            check("1\t6F9619FF-8B86-D011-B42D-00C04FC964FF\trest"),
            Likeness::Yes
        );
        assert_eq!(check("1\t\trest"), Likeness::Yes);
        assert_eq!(check("1\tNULL\trest"), Likeness::Yes);
        assert_eq!(check("\t\trest"), Likeness::No);
        assert_eq!(check("1\tno guid\trest"), Likeness::No);
        assert_eq!(check("1\r\n2\t\t"), Likeness::No);
        assert_eq!(check("1\t6F9619FF-8B86"), Likeness::Unknown);
        assert_eq!(check(""), Likeness::Unknown);
        assert_eq!(check(&"x".repeat(200)), Likeness::No);
    }

    /// Wherever the text is cut, it is not the line behind that tells.
    #[test]
    fn a_row_does_not_begin_on_the_line_before() {
        let whole = Leading {
            class: Class::Whole,
            nullable: false,
        };
        let begin = Begin::new(vec![whole; 5], &Ends::new(b",", b"\r\n"), false);
        let check = |text: &str| begin.check(text.as_bytes(), 0);
        assert_eq!(check("1x,2,3,4,5,text"), Likeness::Yes);
        assert_eq!(check("of text\r\n1,2,3,4,5,text"), Likeness::No);
        assert_eq!(check("of text\r\n"), Likeness::No);
    }
}
