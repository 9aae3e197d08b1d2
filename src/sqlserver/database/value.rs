//! The values of a record (reference: sql-extracts, 6.3 and 6.5).

use super::lob::Lobs;
use super::record::Record;
use super::stored::{Place, StoredColumn, StoredTable};
use crate::input::CodePage;
use crate::sqlserver::database::address::array_at;
use crate::sqlserver::native::{Codec, Rules, Wrong, codec};
use crate::sqlserver::rows::numbers;
use crate::sqlserver::rows::row::Cells;
use crate::sqlserver::{Kind, SqlType};
use crate::wording::Sentence;

/// How the values of a table's rows are read: made once, so that nothing is looked up for a row.
pub(super) struct Decoder {
    columns: Vec<Column>,
}

/// How the values of a column are read.
#[derive(Clone, Copy, Debug)]
struct Column {
    place: Place,
    null_bit: Option<u16>,
    length: u16,
    form: ValueForm,
    page: Option<CodePage>,
}

/// What the bytes of a value are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ValueForm {
    /// The same as in the native form of bcp.
    Native(Codec),
    Money,
    DateTime,
    SmallDateTime,
    Decimal {
        precision: u8,
        scale: u8,
    },
}

/// As bcp writes rows with `-n`.
const BCP: Rules = Rules::Bcp {
    characters: Codec::Page,
    nullable: true,
};

/// Why a row has no values.
#[derive(Debug, PartialEq)]
pub(super) struct Problem {
    /// The number of the column.
    pub column: usize,
    /// What is wrong with its value.
    pub reason: Reason,
}

/// What is wrong with a value.
#[derive(Debug, PartialEq)]
pub(super) enum Reason {
    /// The record ends before it.
    Missing,
    /// The record has no NULL bits.
    NoNullBits,
    /// These bytes are no value of its type.
    Value(Vec<u8>),
    /// It has this byte, which is beyond ASCII, and its code page is not known.
    NoPage(u8),
    /// What holds it cannot be read.
    Unreadable(Sentence),
}

impl ValueForm {
    /// That of a type on a page.
    fn of(sql_type: SqlType) -> Self {
        match sql_type.kind {
            Kind::Money => ValueForm::Money,
            Kind::DateTime => ValueForm::DateTime,
            Kind::SmallDateTime => ValueForm::SmallDateTime,
            Kind::Decimal | Kind::Numeric => ValueForm::Decimal {
                precision: sql_type.precision,
                scale: sql_type.scale,
            },
            // It has a form of its own, which is shown as it is.
            Kind::Xml => ValueForm::Native(Codec::Binary),
            // So have those that bcp does not write.
            _ => ValueForm::Native(codec(sql_type, BCP).unwrap_or(Codec::Binary)),
        }
    }

    /// Puts the value of these bytes among the others.
    #[inline]
    fn decode(self, bytes: &[u8], page: Option<CodePage>, cells: &mut Cells) -> Result<(), Wrong> {
        if let ValueForm::Native(codec) = self {
            if codec.size().is_some_and(|size| size != bytes.len()) {
                return Err(Wrong::Value);
            }
            return codec.decode_apart(bytes, page, cells);
        }
        let is_spelt = cells.try_text(|text| self.spell(bytes, text));
        is_spelt.then_some(()).ok_or(Wrong::Value)
    }

    /// The value as SQL Server prints it, where the page has it otherwise than bcp.
    fn spell(self, bytes: &[u8], text: &mut Vec<u8>) -> Option<()> {
        match self {
            ValueForm::Native(_) => None,
            ValueForm::Money => {
                numbers::money(i64::from_le_bytes(bytes.try_into().ok()?), text);
                Some(())
            }
            ValueForm::DateTime if bytes.len() == 8 => {
                let ticks = u32::from_le_bytes(array_at(bytes, 0)?);
                numbers::datetime(i32::from_le_bytes(array_at(bytes, 4)?), ticks, text)
            }
            ValueForm::SmallDateTime if bytes.len() == 4 => {
                let minutes = u16::from_le_bytes(array_at(bytes, 0)?);
                numbers::small_datetime(u16::from_le_bytes(array_at(bytes, 2)?), minutes, text)
            }
            ValueForm::DateTime | ValueForm::SmallDateTime => None,
            ValueForm::Decimal { precision, scale } => {
                let (sign @ 0..=1, magnitude) = bytes.split_first()? else {
                    return None;
                };
                if !matches!(magnitude.len(), 4 | 8 | 12 | 16) {
                    return None;
                }
                let digits = magnitude.iter().rev();
                let number = digits.fold(0, |number, byte| number << 8 | u128::from(*byte));
                if number >= 10_u128.checked_pow(precision.into())? {
                    return None;
                }
                numbers::decimal(*sign == 1, number, scale, text)
            }
        }
    }
}

impl Decoder {
    /// For the rows of this table.
    pub fn new(table: &StoredTable) -> Self {
        let column = |column: &StoredColumn| Column {
            place: column.place,
            null_bit: column.null_bit,
            length: column.length,
            form: ValueForm::of(column.sql_type),
            page: column.page,
        };
        Decoder {
            columns: table.columns.iter().map(column).collect(),
        }
    }

    /// Fills in the values of a record. What lies elsewhere is put into the buffer on its way.
    ///
    /// # Errors
    /// Where there is no value that could be.
    #[inline]
    pub fn decode(
        &self,
        record: &Record<'_>,
        lobs: &mut Lobs<'_>,
        buffer: &mut Vec<u8>,
        cells: &mut Cells,
    ) -> Result<(), Problem> {
        cells.clear();
        lobs.begin_row();
        for (at, column) in self.columns.iter().enumerate() {
            let decoded = column.decode(record, lobs, buffer, cells);
            decoded.map_err(|reason| Problem { column: at, reason })?;
        }
        Ok(())
    }
}

impl Column {
    #[inline]
    fn decode(
        &self,
        record: &Record<'_>,
        lobs: &mut Lobs<'_>,
        buffer: &mut Vec<u8>,
        cells: &mut Cells,
    ) -> Result<(), Reason> {
        if let Some(bit) = self.null_bit
            && record.is_null(bit)
        {
            if !record.has_null_bits() {
                return Err(Reason::NoNullBits);
            }
            cells.null();
            return Ok(());
        }
        let bytes = match self.place {
            Place::Fixed(at) => record.fixed(at.into(), self.length.into()),
            Place::Bit(at, bit) => {
                let byte = record.fixed(at.into(), 1).and_then(|byte| byte.first());
                let bit = byte.and_then(|byte| byte.checked_shr(bit.into()));
                cells.int((bit.ok_or(Reason::Missing)? & 1).into());
                return Ok(());
            }
            Place::Variable(ordinal) => {
                let stored = record.variable(ordinal);
                match stored.map_err(|what| Reason::Unreadable(what.into()))? {
                    // Empty ones at the end are not stored.
                    None => Some(&[][..]),
                    Some(stored) if stored.is_pointer => {
                        buffer.clear();
                        match lobs.read(stored.bytes, buffer) {
                            Ok(true) => Some(&buffer[..]),
                            Ok(false) => {
                                cells.null();
                                return Ok(());
                            }
                            Err(what) => return Err(Reason::Unreadable(what)),
                        }
                    }
                    Some(stored) => Some(stored.bytes),
                }
            }
        };
        let bytes = bytes.ok_or(Reason::Missing)?;
        let decoded = self.form.decode(bytes, self.page, cells);
        decoded.map_err(|wrong| match wrong {
            Wrong::Value => Reason::value(bytes),
            Wrong::NoPage(byte) => Reason::NoPage(byte),
        })
    }
}

impl Reason {
    /// How many bytes of a value are shown.
    const SHOWN: usize = 20;

    #[cold]
    fn value(bytes: &[u8]) -> Self {
        Reason::Value(bytes.iter().take(Self::SHOWN).copied().collect())
    }
}
