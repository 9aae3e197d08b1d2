//! How the bytes of one value become a value (reference: sql-extracts, 4).

use crate::input::CodePage;
use crate::input::encodings::{Encoding, utf16};
use crate::sqlserver::rows::numbers;
use crate::sqlserver::rows::row::Cells;

/// What the bytes of a value are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Codec {
    TinyInt,
    SmallInt,
    Int,
    BigInt,
    Bit,
    Real,
    Float,
    Money,
    SmallMoney,
    DateTime,
    SmallDateTime,
    Date,
    Time(Clock),
    DateTime2(Clock),
    DateTimeOffset(Clock),
    /// With the scale that the column has, where that is known.
    Decimal {
        scale: Option<u8>,
    },
    Identifier,
    /// Text in the code page of the file.
    Page,
    Utf16,
    /// Text in the code page or in UTF-16, for each value as its bytes say: nothing else tells.
    Either,
    Binary,
}

/// How the time of day is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    /// How many digits a second has.
    pub scale: u8,
    /// How many it has in the file.
    pub stored: u8,
}

/// Why bytes are no value of their type.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// There is no such value.
    Value,
    /// This byte is beyond ASCII, and no code page was named.
    NoPage(u8),
}

impl Clock {
    /// As bcp writes it, and SQL Server keeps it.
    pub fn of_scale(scale: u8) -> Self {
        Clock {
            scale,
            stored: scale,
        }
    }

    /// The finest scale of which a time has so many bytes.
    pub fn finest(bytes: usize) -> Option<u8> {
        match bytes {
            3 => Some(2),
            4 => Some(4),
            5 => Some(7),
            _ => None,
        }
    }

    /// How many bytes a time has.
    pub fn size(self) -> usize {
        match self.stored {
            0..=2 => 3,
            3 | 4 => 4,
            _ => 5,
        }
    }

    /// The units of the column's own scale, from bytes of which the time comes first.
    fn units(self, bytes: &[u8]) -> Option<u64> {
        let units = number(bytes.get(..self.size())?);
        let finer = 10_u64.pow(self.stored.checked_sub(self.scale)?.into());
        units.is_multiple_of(finer).then_some(units / finer)
    }
}

impl Codec {
    /// How many bytes every value has.
    pub fn size(self) -> Option<usize> {
        Some(match self {
            Codec::TinyInt | Codec::Bit => 1,
            Codec::SmallInt => 2,
            Codec::Date => 3,
            Codec::Int | Codec::Real | Codec::SmallMoney | Codec::SmallDateTime => 4,
            Codec::BigInt | Codec::Float | Codec::Money | Codec::DateTime => 8,
            Codec::Time(clock) => clock.size(),
            Codec::DateTime2(clock) => clock.size() + 3,
            Codec::DateTimeOffset(clock) => clock.size() + 5,
            Codec::Identifier => 16,
            Codec::Decimal { .. } => 19,
            Codec::Page | Codec::Utf16 | Codec::Either | Codec::Binary => return None,
        })
    }

    /// How many bits of a value are as good as fixed: how much it tells that they are right.
    pub fn checked(self) -> u32 {
        match self {
            Codec::Bit => 7,
            Codec::DateTime => 12,
            Codec::SmallDateTime => 5,
            Codec::Decimal { .. } => 20,
            _ => 0,
        }
    }

    /// Puts the value of these bytes, which begin at `at` of the piece, among the others.
    #[inline]
    pub fn decode(
        self,
        bytes: &[u8],
        at: usize,
        page: Option<CodePage>,
        cells: &mut Cells,
    ) -> Result<(), Wrong> {
        match self {
            Codec::Int => cells.int(i32::from_le_bytes(fixed(bytes)?).into()),
            Codec::BigInt => cells.int(i64::from_le_bytes(fixed(bytes)?)),
            Codec::SmallInt => cells.int(i16::from_le_bytes(fixed(bytes)?).into()),
            Codec::TinyInt => cells.int(u8::from_le_bytes(fixed(bytes)?).into()),
            Codec::Bit => match bytes {
                [bit @ 0..=1] => cells.int((*bit).into()),
                _ => return Err(Wrong::Value),
            },
            Codec::Real => cells.float(f32::from_le_bytes(fixed(bytes)?).into()),
            Codec::Float => cells.float(f64::from_le_bytes(fixed(bytes)?)),
            Codec::Utf16 | Codec::Either if self.is_utf16(bytes) => utf16_text(bytes, cells)?,
            Codec::Page | Codec::Either if bytes.is_ascii() => cells.text(at, at + bytes.len()),
            Codec::Page | Codec::Either => page_text(bytes, page, cells)?,
            Codec::Binary => cells.bytes(at, at + bytes.len()),
            _ => cells
                .make_text(|text| self.spell(bytes, text))
                .ok_or(Wrong::Value)?,
        }
        Ok(())
    }

    /// The same of bytes that do not stand in the piece as they are.
    pub fn decode_apart(
        self,
        bytes: &[u8],
        page: Option<CodePage>,
        cells: &mut Cells,
    ) -> Result<(), Wrong> {
        match self {
            Codec::Binary => cells.make_bytes(|made| made.extend_from_slice(bytes)),
            Codec::Page | Codec::Either if bytes.is_ascii() && !self.is_utf16(bytes) => {
                cells.make_text(|text| text.extend_from_slice(bytes));
            }
            _ => return self.decode(bytes, 0, page, cells),
        }
        Ok(())
    }

    fn is_utf16(self, bytes: &[u8]) -> bool {
        self == Codec::Utf16 || self == Codec::Either && is_utf16(bytes)
    }

    /// The value as SQL Server prints it.
    fn spell(self, bytes: &[u8], text: &mut Vec<u8>) -> Option<()> {
        match self {
            Codec::Money => {
                let [high, low] = halves(bytes)?;
                numbers::money(i64::from(high) << 32 | i64::from(low as u32), text);
                Some(())
            }
            Codec::SmallMoney => {
                let units = i32::from_le_bytes(*bytes.first_chunk()?);
                numbers::money(units.into(), text);
                Some(())
            }
            Codec::DateTime => {
                let [days, ticks] = halves(bytes)?;
                numbers::datetime(days, ticks as u32, text)
            }
            Codec::SmallDateTime => {
                let days = u16::from_le_bytes(*bytes.first_chunk()?);
                let minutes = u16::from_le_bytes(*bytes.last_chunk()?);
                numbers::small_datetime(days, minutes, text)
            }
            Codec::Date => numbers::date(number(bytes) as u32, text),
            Codec::Time(clock) => numbers::time(clock.units(bytes)?, clock.scale, text),
            Codec::DateTime2(clock) => {
                let days = number(bytes.get(clock.size()..)?);
                numbers::datetime2(clock.units(bytes)?, days as u32, clock.scale, text)
            }
            Codec::DateTimeOffset(clock) => {
                let (days, offset) = bytes.get(clock.size()..)?.split_at_checked(3)?;
                let offset = i16::from_le_bytes(*offset.first_chunk()?);
                let units = clock.units(bytes)?;
                numbers::datetime_offset(units, number(days) as u32, offset, clock.scale, text)
            }
            Codec::Decimal { scale: expected } => {
                let ([precision, scale, sign @ 0..=1], magnitude) = bytes.split_first_chunk()?
                else {
                    return None;
                };
                let magnitude = u128::from_le_bytes(*magnitude.first_chunk()?);
                let fits = 10_u128
                    .checked_pow((*precision).into())
                    .is_some_and(|beyond| magnitude < beyond);
                if !fits || scale > precision || expected.is_some_and(|it| it != *scale) {
                    return None;
                }
                numbers::decimal(*sign == 1, magnitude, *scale, text)
            }
            Codec::Identifier => {
                numbers::unique_identifier(bytes.first_chunk()?, text);
                Some(())
            }
            _ => None,
        }
    }
}

/// Whether text of an unknown kind is UTF-16: then its ASCII characters have zero bytes, which other text has not.
pub(super) fn is_utf16(bytes: &[u8]) -> bool {
    bytes.len().is_multiple_of(2) && memchr::memchr(0, bytes).is_some()
}

fn utf16_text(bytes: &[u8], cells: &mut Cells) -> Result<(), Wrong> {
    let decoded = cells.make_text(|text| utf16::decode(bytes, true, true, text));
    if decoded.ragged {
        return Err(Wrong::Value);
    }
    Ok(())
}

fn page_text(bytes: &[u8], page: Option<CodePage>, cells: &mut Cells) -> Result<(), Wrong> {
    let Some(page) = page else {
        let beyond = bytes.iter().find(|byte| !byte.is_ascii());
        return Err(Wrong::NoPage(beyond.copied().unwrap_or_default()));
    };
    if page.is_utf8()
        && let Err(wrong) = simdutf8::compat::from_utf8(bytes)
    {
        let byte = bytes.get(wrong.valid_up_to());
        return Err(Wrong::NoPage(byte.copied().unwrap_or_default()));
    }
    cells.make_text(|text| Encoding::Page(page).decode(bytes, true, text));
    Ok(())
}

fn fixed<const N: usize>(bytes: &[u8]) -> Result<[u8; N], Wrong> {
    bytes.try_into().map_err(|_| Wrong::Value)
}

/// The two signed halves of eight bytes.
fn halves(bytes: &[u8]) -> Option<[i32; 2]> {
    let (first, second) = bytes.split_first_chunk()?;
    Some([
        i32::from_le_bytes(*first),
        i32::from_le_bytes(*second.first_chunk()?),
    ])
}

/// A number of up to eight bytes, with its last byte first.
pub(super) fn number(bytes: &[u8]) -> u64 {
    let digits = bytes.iter().rev();
    digits.fold(0, |number, byte| number << 8 | u64::from(*byte))
}
