//! Rows in binary: what `bcp -n`, `bcp -N` and bacpac agree on, and where they differ (reference: sql-extracts, 4 and 5).

use std::io;

use super::Value;
use crate::generate::Fault;
use crate::sqlserver::{Column, Kind, Table};
use crate::time::Ticks;

/// How a binary dialect differs from the others.
#[derive(Clone, Copy)]
pub(super) struct Native {
    /// All text is UTF-16, that of `varchar` too.
    wide: bool,
    /// A bit has a length before it, even where it cannot be NULL.
    bit_length: bool,
}

pub(super) const BCP: Native = Native {
    wide: false,
    bit_length: false,
};
pub(super) const WIDE_BCP: Native = Native { wide: true, ..BCP };
pub(super) const BACPAC: Native = Native {
    wide: true,
    bit_length: true,
};

/// A row: one value after the other, with its length before it where the type has no fixed one, or where it can be NULL.
pub(super) fn row(
    native: Native,
    table: &Table,
    values: &[Value<'_>],
    out: &mut Vec<u8>,
) -> io::Result<()> {
    for (value, column) in values.iter().zip(&table.columns) {
        one(native, column, *value, out).ok_or_else(|| {
            let fault = Fault::TooLarge {
                table: table.name.to_string(),
                column: column.name.to_string(),
                value: format!("{value:?}"),
            };
            io::Error::new(io::ErrorKind::InvalidData, fault)
        })?;
    }
    Ok(())
}

/// `None` for a value that the column cannot hold.
fn one(native: Native, column: &Column, value: Value<'_>, out: &mut Vec<u8>) -> Option<()> {
    let sql_type = column.sql_type?;
    let optional = usize::from(column.nullable);
    let prefix = match sql_type.kind {
        Kind::Bit if native.bit_length => 1,
        Kind::Bit | Kind::SmallInt | Kind::Int | Kind::BigInt | Kind::DateTime => optional,
        Kind::UniqueIdentifier => 1,
        Kind::VarChar | Kind::NVarChar if sql_type.max => 8,
        Kind::VarChar | Kind::NVarChar => 2,
        _ => return None,
    };
    let begin = out.len();
    // The length comes when it is known.
    out.extend(std::iter::repeat_n(0, prefix));
    match (sql_type.kind, value) {
        (_, Value::Null) if column.nullable => {
            out[begin..].fill(0xFF);
            return Some(());
        }
        (Kind::Bit, Value::Int(number)) => out.push(u8::from(number != 0)),
        (Kind::SmallInt, Value::Int(number)) => {
            out.extend(i16::try_from(number).ok()?.to_le_bytes());
        }
        (Kind::Int, Value::Int(number)) => out.extend(i32::try_from(number).ok()?.to_le_bytes()),
        (Kind::BigInt, Value::Int(number)) => out.extend(number.to_le_bytes()),
        (Kind::DateTime, Value::Text(text)) => {
            let (days, parts) = sql_datetime(text)?;
            out.extend(days.to_le_bytes());
            out.extend(parts.to_le_bytes());
        }
        (Kind::UniqueIdentifier, Value::Text(text)) => out.extend(guid(text)?),
        (Kind::VarChar, Value::Text(text)) if !native.wide => out.extend(text.as_bytes()),
        (Kind::VarChar | Kind::NVarChar, Value::Text(text)) => {
            out.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        }
        _ => return None,
    }
    let length = (out.len() - begin - prefix) as u64;
    let limit = if prefix == 0 { 64 } else { 8 * prefix as u32 };
    // All ones would be NULL.
    if limit < 64 && length >= (1 << limit) - 1 {
        return None;
    }
    out[begin..begin + prefix].copy_from_slice(&length.to_le_bytes()[..prefix]);
    Some(())
}

/// A `datetime` as days since 1900 and 300ths of a second.
pub(super) fn sql_datetime(text: &str) -> Option<(i32, u32)> {
    const DAY: i64 = 864_000_000_000;
    let (at, first) = (Ticks::parse(text)?, Ticks::from_civil(1900, 1, 1, 0)?);
    let since = at.0 - first.0;
    let rest = since.rem_euclid(DAY);
    let days = i32::try_from(since.div_euclid(DAY)).ok()?;
    Some((days, u32::try_from((rest * 3 + 50_000) / 100_000).ok()?))
}

/// A GUID's bytes: the first three groups begin with the lowest.
fn guid(text: &str) -> Option<[u8; 16]> {
    let digits: String = text.split('-').collect();
    let mut bytes = u128::from_str_radix(&digits, 16).ok()?.to_be_bytes();
    bytes[..4].reverse();
    bytes[4..6].reverse();
    bytes[6..8].reverse();
    (digits.len() == 32).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(sql_type: &str, nullable: bool) -> Column {
        Column {
            name: "c".into(),
            sql_type: Some(sql_type.parse().unwrap()),
            nullable,
        }
    }

    fn written(native: Native, column: &Column, value: Value<'_>) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        one(native, column, value, &mut out).map(|()| out)
    }

    #[test]
    fn values_are_as_the_real_tools_write_them() {
        let time = column("datetime", true);
        let at = Value::Text("2004-05-23 14:25:10.123");
        let days_and_parts = [8, 0xf0, 0x94, 0, 0, 0x2d, 0xa0, 0xed, 0];
        assert_eq!(written(BCP, &time, at).unwrap(), days_and_parts);
        let long = column("varchar(max)", true);
        let text = written(BCP, &long, Value::Text("ab")).unwrap();
        assert_eq!(text, [2, 0, 0, 0, 0, 0, 0, 0, b'a', b'b']);
        let wide = written(WIDE_BCP, &long, Value::Text("ab")).unwrap();
        assert_eq!(wide, [4, 0, 0, 0, 0, 0, 0, 0, b'a', 0, b'b', 0]);
        assert_eq!(written(BCP, &long, Value::Null).unwrap(), [0xFF; 8]);
        let bit = column("bit", false);
        assert_eq!(written(BCP, &bit, Value::Int(1)).unwrap(), [1]);
        assert_eq!(written(BACPAC, &bit, Value::Int(1)).unwrap(), [1, 1]);
    }

    #[test]
    fn what_a_column_cannot_hold_is_not_written() {
        for (sql_type, value) in [
            ("int", Value::Null),
            ("int", Value::Int(1 << 40)),
            ("smallint", Value::Text("5")),
            ("uniqueidentifier", Value::Text("6F9619FF")),
            ("datetime", Value::Text("yesterday")),
            ("image", Value::Text("")),
        ] {
            assert_eq!(
                written(BCP, &column(sql_type, false), value),
                None,
                "{sql_type}"
            );
        }
        let long = "x".repeat(40_000);
        let limited = column("nvarchar(256)", false);
        assert_eq!(written(BCP, &limited, Value::Text(&long)), None);
    }
}
