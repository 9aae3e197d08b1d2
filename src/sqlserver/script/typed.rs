//! Values as their column's type has them, in the form that all extracts share.

use std::ops::AddAssign;

use super::decimals;
use super::moments::{self, Moment};
use crate::input::encodings::utf16;
use crate::sqlserver::rows::numbers;
use crate::sqlserver::rows::row::Cells;
use crate::sqlserver::{Kind, SqlType, Value};

/// What was noticed, and how often.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Noticed {
    /// Dates that stay as they are written.
    pub dates: u64,
    /// Values that are `DEFAULT`.
    pub defaults: u64,
    /// INSERT statements into temporary tables and variables.
    pub temporary: u64,
    /// `UNION` without `ALL`.
    pub unions: u64,
    /// The end of the script in the middle of a line.
    pub unended: u64,
}

impl AddAssign for Noticed {
    fn add_assign(&mut self, more: Noticed) {
        self.dates += more.dates;
        self.defaults += more.defaults;
        self.temporary += more.temporary;
        self.unions += more.unions;
        self.unended += more.unended;
    }
}

/// Takes text, or a number as it is written, into a column. `at`: where it stands in the piece, if it stands there.
pub(super) fn put_text(
    text: &[u8],
    at: Option<usize>,
    sql_type: Option<SqlType>,
    cells: &mut Cells,
    noticed: &mut Noticed,
) {
    let Some(sql_type) = sql_type else {
        return put_as_it_is(text, at, cells);
    };
    let taken = match sql_type.kind {
        Kind::TinyInt | Kind::SmallInt | Kind::Int | Kind::BigInt => decimals::whole(text)
            .map(|number| cells.int(number))
            .is_some(),
        Kind::Bit => bit(text).map(|bit| cells.int(bit.into())).is_some(),
        Kind::Real | Kind::Float => {
            let number = float(text, sql_type.kind);
            number.map(|number| cells.float(number)).is_some()
        }
        Kind::Money | Kind::SmallMoney => cells.try_text(|out| money(text, out)),
        Kind::Decimal | Kind::Numeric => {
            cells.try_text(|out| decimals::put(text, sql_type.scale, out))
        }
        Kind::Date
        | Kind::Time
        | Kind::DateTime
        | Kind::SmallDateTime
        | Kind::DateTime2
        | Kind::DateTimeOffset => {
            let taken = cells.try_text(|out| Moment::from_iso(text)?.put(sql_type, out));
            noticed.dates += u64::from(!taken);
            taken
        }
        Kind::UniqueIdentifier => {
            let bare = text.strip_prefix(b"{").and_then(|it| it.strip_suffix(b"}"));
            let spelled = bare.is_some() || text.iter().any(u8::is_ascii_lowercase);
            let upper = bare.unwrap_or(text).iter().map(u8::to_ascii_uppercase);
            spelled
                && cells.try_text(|out| {
                    out.extend(upper);
                    Some(())
                })
        }
        _ => false,
    };
    if !taken {
        put_as_it_is(text, at, cells);
    }
}

fn put_as_it_is(text: &[u8], at: Option<usize>, cells: &mut Cells) {
    match at {
        Some(at) => cells.text(at, at + text.len()),
        None => cells.make_text(|out| out.extend_from_slice(text)),
    }
}

/// Takes binary into a column: SQL Server understands it as what the type's own bytes are.
pub(super) fn put_bytes(bytes: &[u8], sql_type: Option<SqlType>, cells: &mut Cells) {
    if !sql_type.is_some_and(|sql_type| put_typed_bytes(bytes, sql_type, cells)) {
        cells.make_bytes(|out| out.extend_from_slice(bytes));
    }
}

fn put_typed_bytes(bytes: &[u8], sql_type: SqlType, cells: &mut Cells) -> bool {
    let big_endian = || {
        let number = |number: i64, byte: &u8| number << 8 | i64::from(*byte);
        (bytes.len() <= 8).then(|| bytes.iter().fold(0, number))
    };
    match sql_type.kind {
        Kind::TinyInt | Kind::BigInt | Kind::Bit => match (big_endian(), sql_type.kind) {
            (None, _) => return false,
            (Some(number), Kind::Bit) => cells.int((number != 0).into()),
            (Some(number), _) => cells.int(number),
        },
        Kind::Int | Kind::SmallInt => match big_endian() {
            Some(number) if sql_type.kind == Kind::Int && bytes.len() <= 4 => {
                cells.int((number as i32).into());
            }
            Some(number) if bytes.len() <= 2 => cells.int((number as i16).into()),
            _ => return false,
        },
        Kind::Money | Kind::SmallMoney => match (big_endian(), bytes.len()) {
            (Some(units), 8) => cells.make_text(|out| numbers::money(units, out)),
            (Some(units), 4) => {
                let units = i64::from(units as i32);
                cells.make_text(|out| numbers::money(units, out));
            }
            _ => return false,
        },
        Kind::UniqueIdentifier => {
            let Ok(bytes) = <&[u8; 16]>::try_from(bytes) else {
                return false;
            };
            cells.make_text(|out| numbers::unique_identifier(bytes, out));
        }
        kind if kind.is_text() && kind != Kind::Xml => return put_characters(bytes, kind, cells),
        kind => {
            return cells.try_text(|out| moments::put_binary(bytes, kind, out));
        }
    }
    true
}

/// Characters that are written as binary. Of those in a code page only ASCII is certain.
fn put_characters(bytes: &[u8], kind: Kind, cells: &mut Cells) -> bool {
    let wide = matches!(kind, Kind::NChar | Kind::NVarChar | Kind::NText);
    if wide && bytes.len().is_multiple_of(2) {
        cells.make_text(|out| utf16::decode(bytes, true, true, out));
    } else if !wide && bytes.is_ascii() {
        cells.make_text(|out| out.extend_from_slice(bytes));
    } else {
        return false;
    }
    true
}

/// Takes a value of another type into a column.
pub(super) fn put(
    value: Value<'_>,
    sql_type: Option<SqlType>,
    cells: &mut Cells,
    noticed: &mut Noticed,
) {
    match value {
        Value::Null => cells.null(),
        Value::Int(number) => match sql_type {
            Some(sql_type) => put_text(
                number.to_string().as_bytes(),
                None,
                Some(sql_type),
                cells,
                noticed,
            ),
            None => cells.int(number),
        },
        Value::Float(number) => match sql_type.map(|sql_type| sql_type.kind) {
            None | Some(Kind::Float | Kind::Real) => cells.float(number),
            _ => put_text(
                number.to_string().as_bytes(),
                None,
                sql_type,
                cells,
                noticed,
            ),
        },
        Value::Text(text) => put_text(text, None, sql_type, cells, noticed),
        Value::Bytes(bytes) => put_bytes(bytes, sql_type, cells),
    }
}

fn bit(text: &[u8]) -> Option<bool> {
    match decimals::whole(text) {
        Some(number) => Some(number != 0),
        None if text.eq_ignore_ascii_case(b"true") => Some(true),
        None if text.eq_ignore_ascii_case(b"false") => Some(false),
        None => None,
    }
}

fn float(text: &[u8], kind: Kind) -> Option<f64> {
    let text = str::from_utf8(text.trim_ascii()).ok()?;
    // Rust knows names of numbers, SQL does not.
    if text
        .bytes()
        .any(|byte| byte.is_ascii_alphabetic() && !matches!(byte, b'e' | b'E'))
    {
        return None;
    }
    let number = match kind {
        Kind::Real => text.parse::<f32>().ok()?.into(),
        _ => text.parse::<f64>().ok()?,
    };
    number.is_finite().then_some(number)
}

fn money(text: &[u8], out: &mut Vec<u8>) -> Option<()> {
    const SCALE: u8 = 4;
    decimals::put(text, SCALE, out).or_else(|| {
        // In a string there may be a currency, and commas between the digits.
        let plain: Vec<u8> = text
            .iter()
            .filter(|byte| !matches!(byte, b'$' | b','))
            .copied()
            .collect();
        decimals::put(&plain, SCALE, out)
    })
}
