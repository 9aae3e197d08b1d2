//! Which form the values of a column have, by its type (reference: sql-extracts, 4 and 5).

use std::sync::Arc;

use super::super::pieces::LARGEST_ROW;
use super::codec::{Clock, Codec};
use super::fault::ColumnProblem;
use super::layout::{Extent, Field, RowLayout};
use crate::sqlserver::{Column, Kind, SqlType, Table};

/// Who wrote the rows: the rules for prefixes and characters differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rules {
    /// bcp.
    Bcp {
        /// What the characters of `char`, `varchar` and `text` are: a code page with `-n`, UTF-16 with `-N`.
        characters: Codec,
        /// Whether every column may be NULL, whatever the table says.
        nullable: bool,
    },
    /// A data part of a bacpac.
    Bacpac,
}

impl RowLayout {
    /// How rows of a table lie in a file, by the types of its columns.
    ///
    /// # Errors
    /// Where a column has a type that is not read, or none.
    pub fn new(table: Arc<Table>, rules: Rules) -> Result<RowLayout, ColumnProblem> {
        let fields: Result<Vec<Field>, ColumnProblem> = table
            .columns
            .iter()
            .map(|column| field(column, rules))
            .collect();
        Ok(RowLayout {
            columns: (0..table.columns.len()).collect(),
            fields: fields?,
            table,
        })
    }
}

fn field(column: &Column, rules: Rules) -> Result<Field, ColumnProblem> {
    let name = &column.name;
    let sql_type = column.sql_type.ok_or_else(|| ColumnProblem::TypeUnknown {
        column: name.to_string(),
    })?;
    let codec = codec(sql_type, rules).ok_or_else(|| ColumnProblem::TypeNotRead {
        column: name.to_string(),
        sql_type: sql_type.to_string(),
    })?;
    let most = most(sql_type, codec);
    let width = match rules {
        Rules::Bcp { nullable, .. } => of_bcp(sql_type, nullable || column.nullable),
        Rules::Bacpac => of_bacpac(sql_type, column.nullable),
    };
    Ok(Field {
        name: name.clone(),
        extent: match width {
            0 => Extent::Fixed(codec.size().unwrap_or(most)),
            width => Extent::Prefix(width),
        },
        most,
        after: Box::default(),
        codec,
    })
}

/// What the bytes of a value of this type are; `None` for types that are not read.
pub(crate) fn codec(sql_type: SqlType, rules: Rules) -> Option<Codec> {
    let clock = match rules {
        Rules::Bcp { .. } => Clock::of_scale(sql_type.scale),
        // Units of 100 ns, whatever the scale.
        Rules::Bacpac => Clock {
            scale: sql_type.scale,
            stored: 7,
        },
    };
    Some(match sql_type.kind {
        Kind::TinyInt => Codec::TinyInt,
        Kind::SmallInt => Codec::SmallInt,
        Kind::Int => Codec::Int,
        Kind::BigInt => Codec::BigInt,
        Kind::Bit => Codec::Bit,
        Kind::Real => Codec::Real,
        Kind::Float => Codec::Float,
        Kind::Money => Codec::Money,
        Kind::SmallMoney => Codec::SmallMoney,
        Kind::Decimal | Kind::Numeric => Codec::Decimal {
            scale: Some(sql_type.scale).filter(|_| sql_type.precision > 0),
        },
        Kind::Date => Codec::Date,
        Kind::Time => Codec::Time(clock),
        Kind::DateTime => Codec::DateTime,
        Kind::SmallDateTime => Codec::SmallDateTime,
        Kind::DateTime2 => Codec::DateTime2(clock),
        Kind::DateTimeOffset => Codec::DateTimeOffset(clock),
        Kind::UniqueIdentifier => Codec::Identifier,
        Kind::Char | Kind::VarChar | Kind::Text => match rules {
            Rules::Bcp { characters, .. } => characters,
            Rules::Bacpac => Codec::Utf16,
        },
        Kind::NChar | Kind::NVarChar | Kind::NText | Kind::Xml => Codec::Utf16,
        Kind::Binary | Kind::VarBinary | Kind::Image | Kind::Timestamp => Codec::Binary,
        // How a bacpac writes it is not known.
        Kind::Udt if rules == Rules::Bacpac => return None,
        Kind::Udt => Codec::Binary,
        Kind::SqlVariant => return None,
    })
}

/// How many bytes a value of this type may have. What has no limit has that of a row: more cannot be read anyway.
fn most(sql_type: SqlType, codec: Codec) -> usize {
    if let Some(size) = codec.size() {
        return size;
    }
    let unit = match codec {
        Codec::Utf16 | Codec::Either => 2,
        _ => 1,
    };
    match sql_type.length {
        Some(length) => usize::from(length) * unit,
        None if sql_type.is_unlimited() || sql_type.kind == Kind::Udt => LARGEST_ROW,
        None if sql_type.kind == Kind::Timestamp => 8,
        // What SQL Server takes where a column has no length.
        None => unit,
    }
}

/// How many bytes bcp writes before a value to say how long it is.
fn of_bcp(sql_type: SqlType, nullable: bool) -> u8 {
    match sql_type.kind {
        Kind::Text | Kind::NText | Kind::Image => 4,
        Kind::Xml | Kind::Udt => 8,
        _ if sql_type.max => 8,
        kind if has_length(kind) => 2,
        // Not certain for a date or time that cannot be NULL; the protocol of SQL Server has no such values without a
        // length either.
        Kind::Decimal
        | Kind::Numeric
        | Kind::UniqueIdentifier
        | Kind::Timestamp
        | Kind::Date
        | Kind::Time
        | Kind::DateTime2
        | Kind::DateTimeOffset => 1,
        _ => u8::from(nullable),
    }
}

/// The same for a bacpac.
fn of_bacpac(sql_type: SqlType, nullable: bool) -> u8 {
    match sql_type.kind {
        Kind::Text | Kind::NText | Kind::Image => 4,
        Kind::Xml | Kind::Udt => 8,
        _ if sql_type.max => 8,
        Kind::Char if !nullable => 0,
        Kind::Timestamp => 2,
        kind if has_length(kind) => 2,
        Kind::Bit | Kind::UniqueIdentifier | Kind::Decimal | Kind::Numeric => 1,
        _ => u8::from(nullable),
    }
}

/// Whether a column of this type has a length of its own.
fn has_length(kind: Kind) -> bool {
    use Kind::{Binary, Char, NChar, NVarChar, VarBinary, VarChar};
    matches!(kind, Char | VarChar | NChar | NVarChar | Binary | VarBinary)
}
