//! A record: the parts of a row, not yet its values (reference: sql-extracts, 6.3).

use super::damage::RecordFault;
use crate::sqlserver::database::address::u16_at;

/// The record of a row, or of something else that lies among rows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record<'a> {
    bytes: &'a [u8],
    /// Where the fixed part ends.
    fixed_end: usize,
    /// How many columns it has: those that were added later may not be among them.
    columns: u16,
    /// Where the NULL bits begin.
    nulls: usize,
    /// How many variable columns it has.
    variables: u16,
    /// Where their ends stand.
    ends: usize,
    /// Where their values begin, behind all ends.
    values: usize,
}

/// What lies in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RecordKind {
    /// A row.
    Primary,
    /// A row that moved here from where its stub is.
    Forwarded,
    /// Where a row was that moved, with its address.
    Stub,
    /// An entry of an index above the leaves.
    Index,
    /// A part of a value that lies outside of its row.
    Fragment,
    /// Something that was deleted.
    Ghost,
}

/// The value of a variable column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Variable<'a> {
    /// What stands in the record.
    pub bytes: &'a [u8],
    /// Whether that only points to the value.
    pub is_pointer: bool,
}

const HAS_NULLS: u8 = 0x10;
const HAS_VARIABLES: u8 = 0x20;

/// The flag of an end: the value lies elsewhere.
const POINTER: u16 = 0x8000;

/// The kind of a record that begins with this byte.
pub(crate) fn kind_of(status: u8) -> RecordKind {
    match status >> 1 & 7 {
        0 => RecordKind::Primary,
        1 => RecordKind::Forwarded,
        2 => RecordKind::Stub,
        3 => RecordKind::Index,
        4 => RecordKind::Fragment,
        _ => RecordKind::Ghost,
    }
}

impl<'a> Record<'a> {
    /// Looks at a record; behind it there may be more bytes.
    #[inline]
    pub fn parse(bytes: &'a [u8]) -> Result<Self, RecordFault> {
        use RecordFault::BeyondPage;
        let status = *bytes.first().ok_or(BeyondPage)?;
        let fixed_end = usize::from(u16_at(bytes, 2).ok_or(BeyondPage)?);
        let mut record = Record {
            bytes,
            fixed_end,
            columns: 0,
            nulls: fixed_end + 2,
            variables: 0,
            ends: 0,
            values: 0,
        };
        if fixed_end < 4 || fixed_end > bytes.len() {
            return Err(RecordFault::FixedLength);
        }
        let mut at = fixed_end;
        if status & HAS_NULLS != 0 {
            record.columns = u16_at(bytes, at).ok_or(BeyondPage)?;
            at += 2 + usize::from(record.columns).div_ceil(8);
        }
        record.ends = at;
        if status & HAS_VARIABLES != 0 {
            record.variables = u16_at(bytes, at).ok_or(BeyondPage)?;
            record.ends = at + 2;
            at = record.ends + 2 * usize::from(record.variables);
        }
        record.values = at;
        if at > bytes.len() {
            return Err(BeyondPage);
        }
        if kind_of(status) == RecordKind::Forwarded {
            // Its last variable column is the address of its stub, which no column of the table is.
            record.variables = record.variables.saturating_sub(1);
        }
        Ok(record)
    }

    /// Whether the column with this NULL bit, counted from 0, is NULL. Columns that were added after the record was
    /// written are.
    #[inline]
    pub fn is_null(&self, bit: u16) -> bool {
        let byte = self.bytes.get(self.nulls + usize::from(bit / 8));
        bit >= self.columns || byte.is_none_or(|byte| byte >> (bit % 8) & 1 == 1)
    }

    /// Whether it has NULL bits at all.
    pub fn has_null_bits(&self) -> bool {
        self.columns > 0
    }

    /// So many bytes of the fixed part, from this place of the record on.
    #[inline]
    pub fn fixed(&self, at: usize, length: usize) -> Option<&'a [u8]> {
        self.bytes.get(..self.fixed_end)?.get(at..)?.get(..length)
    }

    /// The value of a variable column, counted from 0. `None` where it is not stored: then it is empty, unless it is NULL.
    ///
    /// # Errors
    /// Where it begins behind its end, or goes on beyond the page.
    #[inline]
    pub fn variable(&self, ordinal: u16) -> Result<Option<Variable<'a>>, RecordFault> {
        if ordinal >= self.variables {
            return Ok(None);
        }
        let place = self.ends + 2 * usize::from(ordinal);
        let end = u16_at(self.bytes, place).ok_or(RecordFault::VariableEnd)?;
        let start = match ordinal {
            0 => self.values,
            _ => usize::from(
                u16_at(self.bytes, place - 2).ok_or(RecordFault::VariableEnd)? & !POINTER,
            ),
        };
        let bytes = self.bytes.get(start..usize::from(end & !POINTER));
        Ok(Some(Variable {
            bytes: bytes.ok_or(RecordFault::VariableEnd)?,
            is_pointer: end & POINTER != 0,
        }))
    }

    /// Where it ends: behind its last variable column. None of them begins behind its own end.
    ///
    /// # Errors
    /// Where one does, or goes on beyond the page.
    #[inline]
    pub fn end(&self) -> Result<usize, RecordFault> {
        let ends = self.bytes.get(self.ends..self.values).unwrap_or_default();
        let mut at = self.values;
        for end in ends.as_chunks::<2>().0 {
            let end = usize::from(u16::from_le_bytes(*end) & !POINTER);
            if end < at || end > self.bytes.len() {
                return Err(RecordFault::VariableEnd);
            }
            at = end;
        }
        Ok(at)
    }
}
