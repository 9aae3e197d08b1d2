//! Types by their numbers (reference: sql-extracts, 6.5).

use crate::sqlserver::{Kind, SqlType};

/// The length that stands for `max`.
const MAX: i16 = -1;

/// The type of a column, by the number of the type that SQL Server has for it, or of what an alias stands for. `None` for
/// a number that is not known.
pub(super) fn sql_type(xtype: u8, length: i16, precision: u8, scale: u8) -> Option<SqlType> {
    use Kind::{
        Binary, Char, DateTime2, DateTimeOffset, Decimal, NChar, NVarChar, Numeric, Time,
        VarBinary, VarChar,
    };
    let kind = kind(xtype)?;
    let mut found = SqlType::plain(kind);
    let bytes = u16::try_from(length).ok();
    match kind {
        NChar | NVarChar => found.length = bytes.map(|bytes| bytes / 2),
        Char | VarChar | Binary | VarBinary => found.length = bytes,
        Decimal | Numeric => (found.precision, found.scale) = (precision, scale),
        Time | DateTime2 | DateTimeOffset => found.scale = scale,
        _ => {}
    }
    found.max = length == MAX && matches!(kind, NVarChar | VarChar | VarBinary);
    Some(found)
}

fn kind(xtype: u8) -> Option<Kind> {
    Some(match xtype {
        34 => Kind::Image,
        35 => Kind::Text,
        36 => Kind::UniqueIdentifier,
        40 => Kind::Date,
        41 => Kind::Time,
        42 => Kind::DateTime2,
        43 => Kind::DateTimeOffset,
        48 => Kind::TinyInt,
        52 => Kind::SmallInt,
        56 => Kind::Int,
        58 => Kind::SmallDateTime,
        59 => Kind::Real,
        60 => Kind::Money,
        61 => Kind::DateTime,
        62 => Kind::Float,
        98 => Kind::SqlVariant,
        99 => Kind::NText,
        104 => Kind::Bit,
        106 => Kind::Decimal,
        108 => Kind::Numeric,
        122 => Kind::SmallMoney,
        127 => Kind::BigInt,
        165 => Kind::VarBinary,
        167 => Kind::VarChar,
        173 => Kind::Binary,
        175 => Kind::Char,
        189 => Kind::Timestamp,
        231 => Kind::NVarChar,
        239 => Kind::NChar,
        240 => Kind::Udt,
        241 => Kind::Xml,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_those_of_sql() {
        for (xtype, length, precision, scale, expected) in [
            (231, 512, 0, 0, "nvarchar(256)"),
            (231, -1, 0, 0, "nvarchar(max)"),
            (167, 10, 0, 0, "varchar(10)"),
            (239, 10, 0, 0, "nchar(5)"),
            (165, -1, 0, 0, "varbinary(max)"),
            (106, 9, 12, 4, "decimal(12, 4)"),
            (42, 8, 27, 7, "datetime2(7)"),
            (61, 8, 23, 3, "datetime"),
            (99, 16, 0, 0, "ntext"),
            (241, -1, 0, 0, "xml"),
            (62, 8, 53, 0, "float"),
            (189, 8, 0, 0, "timestamp"),
        ] {
            let found = sql_type(xtype, length, precision, scale).unwrap();
            assert_eq!(found, expected.parse().unwrap(), "{expected}");
        }
        assert_eq!(sql_type(255, 8, 0, 0), None);
    }
}
