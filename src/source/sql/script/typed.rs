//! Values as their column's type has them, in the form that all extracts share.

use std::ops::AddAssign;

use super::decimals;
use super::moments::Moment;
use crate::source::package::utf16;
use crate::source::sql::row::{Cells, Value};
use crate::source::sql::table::{Kind, SqlType};

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
    /// Statements that would change rows.
    pub changes: u64,
}

impl AddAssign for Noticed {
    fn add_assign(&mut self, more: Noticed) {
        self.dates += more.dates;
        self.defaults += more.defaults;
        self.temporary += more.temporary;
        self.unions += more.unions;
        self.changes += more.changes;
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
    let as_it_is = |cells: &mut Cells| match at {
        Some(at) => cells.text(at, at + text.len()),
        None => cells.make_text(|out| out.extend_from_slice(text)),
    };
    let Some(sql_type) = sql_type else {
        return as_it_is(cells);
    };
    match sql_type.kind {
        Kind::TinyInt | Kind::SmallInt | Kind::Int | Kind::BigInt => match decimals::whole(text) {
            Some(number) => cells.int(number),
            None => as_it_is(cells),
        },
        Kind::Bit => match bit(text) {
            Some(bit) => cells.int(bit.into()),
            None => as_it_is(cells),
        },
        Kind::Real | Kind::Float => match float(text, sql_type.kind) {
            Some(number) => cells.float(number),
            None => as_it_is(cells),
        },
        Kind::Money | Kind::SmallMoney => cells.make_text(|out| {
            if !money(text, out) {
                out.extend_from_slice(text);
            }
        }),
        Kind::Decimal | Kind::Numeric => cells.make_text(|out| {
            if !decimals::render(text, sql_type.scale, out) {
                out.extend_from_slice(text);
            }
        }),
        Kind::Date
        | Kind::Time
        | Kind::DateTime
        | Kind::SmallDateTime
        | Kind::DateTime2
        | Kind::DateTimeOffset => cells.make_text(|out| {
            let moment = Moment::from_iso(text);
            if !moment.is_some_and(|moment| moment.render(sql_type, out)) {
                noticed.dates += 1;
                out.extend_from_slice(text);
            }
        }),
        Kind::UniqueIdentifier => {
            let bare = text.strip_prefix(b"{").and_then(|it| it.strip_suffix(b"}"));
            let upper = !text.iter().any(u8::is_ascii_lowercase);
            match bare {
                None if upper => as_it_is(cells),
                bare => cells.make_text(|out| {
                    out.extend(bare.unwrap_or(text).iter().map(u8::to_ascii_uppercase));
                }),
            }
        }
        _ => as_it_is(cells),
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
            (Some(units), 8) => cells.make_text(|out| decimals::render_money(units, out)),
            (Some(units), 4) => {
                let units = i64::from(units as i32);
                cells.make_text(|out| decimals::render_money(units, out));
            }
            _ => return false,
        },
        Kind::UniqueIdentifier => {
            let Ok(bytes) = <&[u8; 16]>::try_from(bytes) else {
                return false;
            };
            cells.make_text(|out| identifier(bytes, out));
        }
        kind if kind.is_text() && kind != Kind::Xml => return put_characters(bytes, kind, cells),
        kind => {
            let Some((moment, scale)) = Moment::from_binary(bytes, kind) else {
                return false;
            };
            let written = SqlType { scale, ..sql_type };
            return cells.make_text(|out| moment.render(written, out));
        }
    }
    true
}

/// Characters that are written as binary. Of those in a code page only ASCII is certain.
fn put_characters(bytes: &[u8], kind: Kind, cells: &mut Cells) -> bool {
    let wide = matches!(kind, Kind::NChar | Kind::NVarChar | Kind::NText);
    if wide && bytes.len() % 2 == 0 {
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

fn money(text: &[u8], out: &mut Vec<u8>) -> bool {
    const SCALE: u8 = 4;
    if decimals::render(text, SCALE, out) {
        return true;
    }
    // In a string there may be a currency, and commas between the digits.
    let plain: Vec<u8> = text
        .iter()
        .filter(|byte| !matches!(byte, b'$' | b','))
        .copied()
        .collect();
    plain.len() < text.len() && decimals::render(&plain, SCALE, out)
}

fn identifier(bytes: &[u8; 16], out: &mut Vec<u8>) {
    const ORDER: [usize; 16] = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for (place, from) in ORDER.into_iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            out.push(b'-');
        }
        let byte = bytes[from];
        out.extend([HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
    }
}
