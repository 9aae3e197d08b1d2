//! How the rows of a table lie in a file: where each value begins and ends.

use std::sync::Arc;

use super::codec::Codec;
use super::fault::RowFault;
use crate::sqlserver::Table;
use crate::sqlserver::rows::form::Fault;

/// The fields of a row, one after another.
#[derive(Clone, Debug)]
pub(crate) struct RowLayout {
    /// The table that the rows are of.
    pub table: Arc<Table>,
    /// The fields, in the order of the file.
    pub fields: Vec<Field>,
    /// Which field each column of the table is.
    pub columns: Vec<usize>,
}

/// A field of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// What it is called, for people.
    pub name: Box<str>,
    /// How its end is found.
    pub extent: Extent,
    /// How many bytes its value may have.
    pub most: usize,
    /// What follows it.
    pub after: Box<[u8]>,
    /// What its bytes are.
    pub codec: Codec,
}

/// How the end of a field is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// It has always so many bytes.
    Fixed(usize),
    /// So many bytes say how many bytes it has: 1, 2, 4 or 8.
    Prefix(u8),
    /// It ends before this.
    Until(Box<[u8]>),
}

/// Where a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub from: usize,
    pub to: usize,
    pub state: State,
}

/// What kind of span it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Null,
    Plain,
    /// Its length was not known when it was written: it comes in chunks, each with its own length.
    Chunks,
}

/// Why a row has no end.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The bytes end in this field, whose row goes on.
    More {
        field: usize,
        /// How many bytes of its value are missing, where that is known.
        missing: Option<usize>,
    },
    /// This cannot be such a row.
    Bad(Box<Fault>),
}

/// The length of a value whose length is not known.
const UNKNOWN: u64 = u64::MAX - 1;

impl RowLayout {
    /// Finds the values of the row that begins at `from`, and its end.
    pub fn walk(&self, bytes: &[u8], from: usize, spans: &mut Vec<Span>) -> Result<usize, Stop> {
        spans.clear();
        let mut at = from;
        for (number, field) in self.fields.iter().enumerate() {
            let more = |missing| Stop::More {
                field: number,
                missing,
            };
            let span = field.span(bytes, at).map_err(|end| match end {
                End::Missing(missing) => more(missing),
                End::Length(length) => self.bad(at, field.wrong_length(length)),
            })?;
            at = span.to;
            if let Extent::Until(terminator) = &field.extent {
                at += terminator.len();
            }
            if !field.after.is_empty() {
                let behind = bytes.get(at..at + field.after.len());
                match behind {
                    Some(behind) if *behind == *field.after => {}
                    Some(_) => {
                        let field = field.name.to_string();
                        return Err(self.bad(at, RowFault::NoTerminator { field }));
                    }
                    None => return Err(more(None)),
                }
                at += field.after.len();
            }
            spans.push(span);
        }
        Ok(at)
    }

    fn bad(&self, at: usize, what: RowFault) -> Stop {
        let fault = Fault::new(at, what).in_table(&self.table);
        Stop::Bad(Box::new(fault.fatal()))
    }

    /// How many bits of a row are checked at least: how much it tells that a file can be read as such rows.
    pub fn checked(&self) -> u32 {
        let bits = |field: &Field| {
            let length = match (&field.extent, field.codec.size()) {
                (Extent::Fixed(_), _) => 0,
                (Extent::Prefix(bytes), Some(_)) => u32::from(*bytes) * 8,
                (Extent::Prefix(bytes), None) => u32::from(*bytes) * 8 / 2,
                (Extent::Until(_), _) => 1,
            };
            length + field.codec.checked()
        };
        self.fields.iter().map(bits).sum()
    }
}

/// Why a field has no end.
enum End {
    Missing(Option<usize>),
    /// It cannot have so many bytes.
    Length(u64),
}

impl Field {
    #[inline]
    fn span(&self, bytes: &[u8], at: usize) -> Result<Span, End> {
        let plain = |from, to| Span {
            from,
            to,
            state: State::Plain,
        };
        match &self.extent {
            Extent::Fixed(length) => {
                reach(bytes, at, *length)?;
                Ok(plain(at, at + length))
            }
            Extent::Prefix(width) => {
                let from = at + usize::from(*width);
                let length = prefix(bytes, at, *width).ok_or(End::Missing(None))?;
                let null = u64::MAX >> (64 - 8 * u32::from(*width));
                if length == null {
                    return Ok(Span {
                        from,
                        to: from,
                        state: State::Null,
                    });
                }
                if length == UNKNOWN && *width == 8 && self.codec.size().is_none() {
                    return self.chunks(bytes, from);
                }
                let length = self.length(length)?;
                reach(bytes, from, length)?;
                Ok(plain(from, from + length))
            }
            Extent::Until(terminator) => {
                let to = self.find(bytes, at, terminator).ok_or(End::Missing(None))?;
                // As in the character form: nothing is NULL, and a zero character is nothing.
                let state = match &bytes[at..to] {
                    [] => State::Null,
                    _ => State::Plain,
                };
                let from = match &bytes[at..to] {
                    [0] | [0, 0] => to,
                    _ => at,
                };
                Ok(Span { from, to, state })
            }
        }
    }

    /// A length that a value of this field can have.
    #[inline]
    fn length(&self, length: u64) -> Result<usize, End> {
        let fits = usize::try_from(length)
            .ok()
            .filter(|length| *length <= self.most);
        let right = match (fits, self.codec.size()) {
            (Some(length), Some(size)) => length == size,
            (Some(length), None) => length % 2 == 0 || self.codec != Codec::Utf16,
            (None, _) => false,
        };
        match fits {
            Some(length) if right => Ok(length),
            _ => Err(End::Length(length)),
        }
    }

    #[cold]
    fn wrong_length(&self, length: u64) -> RowFault {
        RowFault::WrongLength {
            field: self.name.to_string(),
            length,
            size: self.codec.size(),
            is_even: self.codec == Codec::Utf16,
            most: self.most,
        }
    }

    fn chunks(&self, bytes: &[u8], from: usize) -> Result<Span, End> {
        let mut at = from;
        let mut total = 0;
        loop {
            let length = prefix(bytes, at, 4).ok_or(End::Missing(None))?;
            at += 4;
            if length == 0 {
                break;
            }
            total += length;
            if total > self.most as u64 {
                return Err(End::Length(total));
            }
            reach(bytes, at, length as usize)?;
            at += length as usize;
        }
        if self.codec == Codec::Utf16 && total % 2 != 0 {
            return Err(End::Length(total));
        }
        Ok(Span {
            from,
            to: at,
            state: State::Chunks,
        })
    }

    /// Where the terminator stands; that of UTF-16 only between characters.
    fn find(&self, bytes: &[u8], from: usize, terminator: &[u8]) -> Option<usize> {
        let rest = bytes.get(from..)?;
        let step = if self.codec == Codec::Utf16 { 2 } else { 1 };
        let mut at = 0;
        loop {
            let place = at + memchr::memmem::find(rest.get(at..)?, terminator)?;
            if place % step == 0 {
                return Some(from + place);
            }
            at = place + 1;
        }
    }
}

fn reach(bytes: &[u8], from: usize, length: usize) -> Result<(), End> {
    let there = bytes.len().saturating_sub(from);
    if there < length {
        return Err(End::Missing(Some(length - there)));
    }
    Ok(())
}

/// The number before a value.
#[inline]
fn prefix(bytes: &[u8], at: usize, width: u8) -> Option<u64> {
    let rest = bytes.get(at..)?;
    Some(match width {
        1 => (*rest.first()?).into(),
        2 => u16::from_le_bytes(*rest.first_chunk()?).into(),
        4 => u32::from_le_bytes(*rest.first_chunk()?).into(),
        _ => u64::from_le_bytes(*rest.first_chunk()?),
    })
}

/// The chunks of such a span.
pub(crate) fn chunks(bytes: &[u8], span: Span) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes.get(span.from..span.to).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, behind) = rest.split_first_chunk()?;
        let length = u32::from_le_bytes(*length) as usize;
        let (chunk, behind) = behind.split_at_checked(length)?;
        rest = behind;
        (length > 0).then_some(chunk)
    })
}
