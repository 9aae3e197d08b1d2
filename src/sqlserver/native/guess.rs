//! A file without a format file: which of the known tables it can be, and how it was written.

use std::sync::Arc;

use super::codec::{Codec, is_utf16};
use super::fault::{Doubt, Form};
use super::file_name::table_of;
use super::form::{Native, Reader};
use super::layout::{RowLayout, State};
use super::plausible::Sense;
use super::rules::Rules;
use crate::sqlserver::rows::form::{Fault, Piece};
use crate::sqlserver::{Column, Published, PublishedTable, Table};
use crate::wording::wording;

wording! {
    in "native";
    /// What was assumed of a file that does not tell.
    enum Assumed {
        /// Texts of this column with zero bytes are UTF-16, and others are not.
        ZerosAreWide { column: String },
    }
}

/// How many bits of a file must be as a form has them, to say that it is in this form rather than in another one.
pub(super) const CERTAIN: u64 = 64;

/// How many bits must be so where the file's name does not say which table it is of: all tables are tried then, in all
/// their forms, which makes it likelier that one of them fits by chance.
pub(super) const NAMELESS: u64 = 64;

/// One value of so many may be one that cannot be right, in a column and in all: a clock that stood wrong, or a number
/// that leads to no row, is damage of the data, not another form. Numbers of roles and settings lead to rows that must
/// be there.
const ODD_IN_COLUMN: u64 = 2;
const ODD_AMONG_FEW: u64 = 20;
const ODD: u64 = 4;

/// A form that a file may have.
#[derive(Debug)]
pub(super) struct Candidate {
    pub form: Native,
    /// Which version of its database has the table.
    pub of: &'static str,
    /// Whether columns that cannot be NULL are written as if they could.
    nullable: bool,
    /// A column that the file does not have.
    without: Option<Box<str>>,
    /// What the values of each field are like.
    senses: Vec<Sense>,
}

/// How far a file can be read in a form.
#[derive(Debug, Default)]
pub(super) struct Attempt {
    /// Whole rows.
    pub rows: u64,
    /// Where they end.
    pub end: usize,
    /// Why not further, where that is not the end of what there is.
    pub fault: Option<Box<Fault>>,
    /// How many values of each column were looked at, and how many of them cannot be right.
    pub weighed: Vec<(u64, u64)>,
    /// Whether there is a column with too many of those.
    odd_column: bool,
    /// The row of the first of those, and why.
    pub doubt: Option<(u64, Doubt)>,
    /// Rows that say that a principal belongs to itself.
    selves: u64,
    /// How many values are UTF-16, of those that may be that or not, and how many are not.
    utf16: u64,
    page: u64,
}

/// The forms that a file of this name may have, in a fixed order: those of the table that it names, else of all tables.
/// The second list is for where none of the first fits: those lack a column that only one generation has.
pub(super) fn candidates(file: &str, published: &Published) -> [Vec<Candidate>; 2] {
    let named = table_of(file, published).name;
    let mut known: Vec<&PublishedTable> = published.named(&named).collect();
    if known.is_empty() {
        known.extend(&published.tables);
    }
    known.sort_by_key(|known| std::cmp::Reverse(known.version));
    let mut usual = Vec::new();
    let mut unusual = Vec::new();
    for known in known {
        usual.extend(both(known.of, &known.table, None));
        let other: Vec<_> = published
            .named(&known.table.name.name)
            .filter(|other| other.version != known.version)
            .collect();
        for column in &known.table.columns {
            if other
                .iter()
                .all(|other| other.table.column(&column.name).is_none())
            {
                let table = without(&known.table, column);
                unusual.extend(both(known.of, &Arc::new(table), Some(&*column.name)));
            }
        }
    }
    [usual, unusual]
}

fn without(table: &Table, left_out: &Column) -> Table {
    let columns = table.columns.iter();
    Table {
        name: table.name.clone(),
        columns: columns.filter(|it| *it != left_out).cloned().collect(),
    }
}

/// With the columns that may be NULL by the schema, and with all of them.
fn both<'a>(
    of: &'static str,
    table: &'a Arc<Table>,
    without: Option<&'a str>,
) -> impl Iterator<Item = Candidate> + 'a {
    let candidate = move |nullable| {
        let rules = Rules::Bcp {
            characters: Codec::Either,
            nullable,
        };
        let form = Native {
            // Which page it is does not tell whether there are rows; the caller that takes the form says which.
            page: "1252".parse().ok(),
            ..Native::new(RowLayout::new(Arc::clone(table), rules).ok()?)
        };
        Some(Candidate {
            form,
            of,
            nullable,
            without: without.map(Into::into),
            senses: table.columns.iter().map(Sense::of).collect(),
        })
    };
    [false, true].into_iter().filter_map(candidate)
}

impl Candidate {
    /// Reads as many rows as there are.
    pub fn attempt(&self, piece: Piece<'_>) -> Attempt {
        let mut attempt = Attempt::default();
        let mut reader = Reader::default();
        let form = &self.form;
        while attempt.end < piece.bytes.len() {
            match form.row(&mut reader, piece, attempt.end) {
                Ok(Some(end)) => attempt.end = end,
                Ok(None) => break,
                Err((fault, _)) => {
                    attempt.fault = Some(fault);
                    break;
                }
            }
            attempt.rows += 1;
            self.weigh(&reader, piece, &mut attempt);
            for (field, span) in form.layout.fields.iter().zip(&reader.spans) {
                let value = &piece.bytes[span.from..span.to];
                if field.codec != Codec::Either || span.state == State::Null || value.is_empty() {
                    continue;
                }
                if is_utf16(value) {
                    attempt.utf16 += 1;
                } else {
                    attempt.page += 1;
                }
            }
        }
        self.weigh_places(&mut attempt);
        attempt.odd_column = self.senses.iter().zip(&attempt.weighed).any(|(sense, it)| {
            let one_in = if sense.is_of_few() {
                ODD_AMONG_FEW
            } else {
                ODD_IN_COLUMN
            };
            it.1 * one_in > it.0
        });
        attempt
    }

    /// Whether the values of a row can be right.
    fn weigh(&self, reader: &Reader, piece: Piece<'_>, attempt: &mut Attempt) {
        attempt.weighed.resize(self.senses.len(), (0, 0));
        let columns = self.senses.iter().zip(&mut attempt.weighed);
        let columns = columns.zip(&reader.spans).zip(&self.form.layout.fields);
        for (((sense, (seen, odd)), span), field) in columns {
            if span.state != State::Plain || *sense == Sense::Any {
                continue;
            }
            *seen += 1;
            if *sense == Sense::Place {
                attempt.selves += u64::from(piece.bytes[span.from..span.to] == [0xFF; 4]);
            }
            if let Some(doubt) = sense.doubt(&piece.bytes[span.from..span.to], &field.name) {
                *odd += 1;
                attempt.doubt.get_or_insert((attempt.rows, doubt));
            }
        }
    }

    /// Whether the places in lists can be such: every principal but those of the system has a row that says with -1
    /// that it belongs to itself (reference: database-schema, 4.9). Where there is none, the rows are those of another
    /// table.
    fn weigh_places(&self, attempt: &mut Attempt) {
        let place = self.senses.iter().position(|sense| *sense == Sense::Place);
        let Some(place) = place.filter(|_| attempt.rows > 0 && attempt.selves == 0) else {
            return;
        };
        if let Some((seen, odd)) = attempt.weighed.get_mut(place) {
            *odd = *seen;
        }
        let column = self.form.layout.fields[place].name.to_string();
        attempt.doubt.get_or_insert((1, Doubt::NoSelf { column }));
    }

    /// Whether the file is in this form, and cut off within a row.
    pub fn is_cut_off(&self, attempt: &Attempt, piece: Piece<'_>) -> bool {
        let fault = attempt.fault.as_ref();
        fault.is_some_and(|fault| fault.fatal && fault.at == piece.bytes.len())
            && self.evidence(attempt) >= CERTAIN
            && attempt.is_plausible()
    }

    /// What it is: `tblChat of Persistent Chat (2013)`.
    pub fn describe(&self) -> Form {
        Form::Of {
            table: self.form.layout.table.name.name.to_string(),
            product: self.of,
            nullable: self.nullable,
            without: self.without.as_deref().map(str::to_owned),
        }
    }

    /// Whether another form gives the same rows of the same table.
    pub fn agrees(&self, other: &Candidate, piece: Piece<'_>) -> bool {
        let (one, two) = (&self.form, &other.form);
        let names = |form: &Native| -> Vec<String> {
            let columns = form.layout.table.columns.iter();
            columns.map(|it| it.name.to_ascii_lowercase()).collect()
        };
        if one.layout.table.name != two.layout.table.name || names(one) != names(two) {
            return false;
        }
        let mut readers = [Reader::default(), Reader::default()];
        let mut at = 0;
        while at < piece.bytes.len() {
            let [first, second] = &mut readers;
            let ends = [one.row(first, piece, at), two.row(second, piece, at)];
            match ends {
                [Ok(Some(end)), Ok(Some(same))] if end == same => {
                    let rows = [&*first, &*second].map(|it| it.cells.row(piece.bytes, at));
                    if !rows[0].values().eq(rows[1].values()) {
                        return false;
                    }
                    at = end;
                }
                [Ok(None), Ok(None)] => return true,
                _ => return false,
            }
        }
        true
    }

    /// Takes the characters for what all values of the head are, and says so: `-n`, `-N`, or nothing where that does
    /// not matter or cannot be told.
    pub fn settle(&mut self, attempt: &Attempt) -> Option<&'static str> {
        let fields = &mut self.form.layout.fields;
        let mut open = fields
            .iter_mut()
            .filter(|it| it.codec == Codec::Either)
            .peekable();
        let first = open.peek()?.name.clone();
        let (codec, said) = match (attempt.page, attempt.utf16) {
            (1.., 0) => (Codec::Page, "-n"),
            (0, 1..) => (Codec::Utf16, "-N"),
            _ => {
                let column = first.to_string();
                self.form
                    .notices
                    .push(Assumed::ZerosAreWide { column }.into());
                return None;
            }
        };
        for field in open {
            field.codec = codec;
        }
        Some(said)
    }

    /// How much it tells that so many rows can be read and have values that can be right, in bits.
    pub fn evidence_with_values(&self, attempt: &Attempt) -> u64 {
        let values = self.senses.iter().zip(&attempt.weighed);
        let bits = values.map(|(sense, (seen, odd))| u64::from(sense.bits()) * (seen - odd));
        self.evidence(attempt) + bits.sum::<u64>()
    }

    /// How much it tells that so many rows can be read, in bits.
    pub fn evidence(&self, attempt: &Attempt) -> u64 {
        attempt.rows * u64::from(self.form.layout.checked())
    }
}

impl Attempt {
    /// Whether the values can be right, but for a few.
    pub fn is_plausible(&self) -> bool {
        let (seen, odd) = self.values();
        odd * ODD <= seen && !self.odd_column
    }

    /// How many values were looked at, and how many of them cannot be right.
    pub fn values(&self) -> (u64, u64) {
        let columns = self.weighed.iter();
        columns.fold((0, 0), |all, column| (all.0 + column.0, all.1 + column.1))
    }
}
