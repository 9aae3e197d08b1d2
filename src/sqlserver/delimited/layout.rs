//! How the rows of a file are laid out, and where their fields are.

pub(super) mod faults;
pub(super) mod joint;
pub(super) mod own;
pub(super) mod padded;
pub(super) mod plain;
pub(super) mod quoted;

use super::begins::Begin;
use super::class::Class;
use super::ends::Ends;
use super::notes::Notes;
use super::trailer;
use crate::sqlserver::delimited::layout::joint::Header;
use crate::sqlserver::rows::form::Fault;

/// What tells fields and rows apart.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub way: Way,
    pub ends: Ends,
    /// What the fields hold, as far as that is known; [`Class::Text`] where it is not.
    pub classes: Vec<Class>,
    pub begin: Begin,
    /// The names of the columns, where the file has a header.
    pub header: Header,
    /// Whether the last field is free text: a row ends there only where what follows begins like a row.
    pub free: bool,
    /// Whether field terminators in the last field are data: all others are numbers.
    pub takes_fields: bool,
    /// Whether a tool may have said at the end how many rows there are.
    pub trailer: bool,
}

/// How fields are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// As they are: a field ends at its terminator, the last one at that of the row.
    Plain,
    /// Between quotes where they need it.
    Quoted,
    /// Filled with blanks up to these widths, in characters.
    Padded(Vec<usize>),
    /// Each with its own end, as a format file says.
    Own(Vec<Stop>),
}

/// Where a field of a format file ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    At(Box<[u8]>),
    /// After so many characters.
    After(usize),
}

/// A stretch of text that holds rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    pub bytes: &'a [u8],
    /// Whether nothing follows.
    pub last: bool,
}

/// Where a field is, without its quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub from: usize,
    pub to: usize,
    pub quotes: Quotes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    No,
    Around,
    /// Also inside, doubled.
    Doubled,
}

/// What was found where a row begins.
#[derive(Debug)]
pub(super) enum Step {
    /// A row; the next one begins there.
    Row { next: usize },
    /// A row that does not end here.
    Incomplete,
    /// No row; reading can go on there.
    Fault { fault: Fault, next: usize },
}

impl Span {
    pub fn plain(from: usize, to: usize) -> Self {
        Span {
            from,
            to,
            quotes: Quotes::No,
        }
    }
}

impl Layout {
    /// How many fields a row has.
    pub fn fields(&self) -> usize {
        self.classes.len()
    }

    /// The fields of the row that begins here; there is at least one byte of it.
    #[inline]
    pub fn split(
        &self,
        text: Text<'_>,
        from: usize,
        spans: &mut Vec<Span>,
        notes: &mut Notes,
    ) -> Step {
        spans.clear();
        if self.trailer && !text.last && trailer::may_begin(text.bytes, from, &self.ends.row) {
            return Step::Incomplete;
        }
        match &self.way {
            Way::Plain => plain::split(self, text, from, spans, notes),
            Way::Quoted => quoted::split(self, text, from, spans, notes),
            Way::Padded(widths) => padded::split(self, widths, text, from, spans),
            Way::Own(stops) => own::split(stops, text, from, spans),
        }
    }

    /// The text without what stands behind its rows: blank lines, and the number of rows that sqlcmd tells; and that.
    pub fn rows_of<'a>(&self, text: Text<'a>) -> (&'a [u8], Option<u64>) {
        if !text.last {
            return (text.bytes, None);
        }
        let mut bytes = text.bytes;
        let mut said = None;
        if self.trailer {
            let found = trailer::find(bytes);
            bytes = &bytes[..found.begin];
            said = found.rows;
        }
        // A line end of its own is no row, where a row has more than one field.
        if self.fields() > 1 && !self.free && !matches!(self.way, Way::Own(_)) {
            let row = &self.ends.row;
            while let Some(rest) = bytes.strip_suffix(&**row)
                && (rest.is_empty() || rest.ends_with(row))
            {
                bytes = rest;
            }
        }
        (bytes, said)
    }
}
