//! What a format file says of a native data file.

use std::sync::Arc;

use super::super::format_file::{self, FormatFile, Host};
use super::super::pieces::LARGEST_ROW;
use super::codec::{Clock, Codec};
use super::fault::FormatFault;
use super::layout::{Extent, Field, RowLayout};
use super::rules::{Rules, codec};
use crate::input::Error;
use crate::sqlserver::{Column, Kind, SqlType, Table, TableName};

/// How the rows of a table lie in a file, by its format file; and the fields whose scale it does not say.
pub(super) fn layout(
    name: TableName,
    format: &FormatFile,
) -> Result<(RowLayout, Vec<usize>), Error> {
    let mut columns = format.columns.clone();
    let mut places = vec![None; columns.len()];
    let (mut fields, mut unsaid) = (Vec::new(), Vec::new());
    for (at, described) in format.fields.iter().enumerate() {
        let column = described.column.and_then(|column| columns.get_mut(column));
        let field = field(at, described, column.as_deref())?;
        if let (Some(column), Host::Native(kind)) = (column, described.host) {
            let is_clock = matches!(kind, Kind::Time | Kind::DateTime2 | Kind::DateTimeOffset);
            if is_clock && column.sql_type.is_none() {
                unsaid.push(at);
            }
            column.sql_type = column.sql_type.or(known_type(kind, field.codec));
        }
        if let Some(place) = described.column.and_then(|column| places.get_mut(column)) {
            *place = Some(at);
        }
        fields.push(field);
    }
    let places: Option<Vec<usize>> = places.into_iter().collect();
    let table = Arc::new(Table { name, columns });
    match places {
        Some(columns) if !fields.is_empty() => {
            let layout = RowLayout {
                table,
                fields,
                columns,
            };
            Ok((layout, unsaid))
        }
        _ => Err(Error::new(FormatFault::ColumnsWithoutField)),
    }
}

fn field(
    at: usize,
    described: &format_file::Field,
    column: Option<&Column>,
) -> Result<Field, Error> {
    let name = column.map_or_else(
        || FormatFault::Unnamed { number: at + 1 }.to_string(),
        |column| column.name.to_string(),
    );
    let length = described.length as usize;
    let codec = match described.host {
        Host::Char => Codec::Page,
        Host::NChar => Codec::Utf16,
        Host::Native(kind) => {
            let sql_type = column.and_then(|column| column.sql_type);
            native(kind, sql_type.filter(|it| it.kind == kind), length).ok_or_else(|| {
                Error::new(FormatFault::FieldNotRead {
                    field: name.clone(),
                    kind: kind.word(),
                })
            })?
        }
    };
    let terminator = described.terminator.as_slice();
    let extent = match (described.prefix, codec.size()) {
        (0, Some(size)) => Extent::Fixed(size),
        (0, None) if !terminator.is_empty() => Extent::Until(terminator.into()),
        (0, None) if length > 0 => Extent::Fixed(length),
        (0, None) => {
            return Err(Error::new(FormatFault::FieldWithoutEnd { field: name }));
        }
        (prefix @ (1 | 2 | 4 | 8), _) => Extent::Prefix(prefix),
        (prefix, _) => {
            return Err(Error::new(FormatFault::WrongPrefix {
                field: name,
                prefix,
            }));
        }
    };
    let after = match extent {
        Extent::Until(_) => &[],
        _ => terminator,
    };
    Ok(Field {
        name: name.into(),
        most: match codec.size() {
            Some(size) => size,
            None if length > 0 => length,
            None => LARGEST_ROW,
        },
        after: after.into(),
        extent,
        codec,
    })
}

/// What the bytes of this native type are. A format file that is no XML does not tell the scale of a time, and its length
/// leaves a choice: it is taken for the finest one, and the values have to prove it ([`super::scales`]).
fn native(kind: Kind, sql_type: Option<SqlType>, length: usize) -> Option<Codec> {
    const RULES: Rules = Rules::Bcp {
        characters: Codec::Page,
        nullable: false,
    };
    if let Some(sql_type) = sql_type {
        return codec(sql_type, RULES);
    }
    let behind = match kind {
        Kind::Time => 0,
        Kind::DateTime2 => 3,
        Kind::DateTimeOffset => 5,
        _ => return codec(SqlType::plain(kind), RULES),
    };
    let scale = match length {
        // It is not said.
        0 => 7,
        _ => Clock::finest(length.checked_sub(behind)?)?,
    };
    let clock = Clock::of_scale(scale);
    Some(match kind {
        Kind::Time => Codec::Time(clock),
        Kind::DateTime2 => Codec::DateTime2(clock),
        _ => Codec::DateTimeOffset(clock),
    })
}

/// The type of a column of which nothing is known but its values; `None` where they do not tell it.
fn known_type(kind: Kind, codec: Codec) -> Option<SqlType> {
    let scale = match codec {
        Codec::Time(clock) | Codec::DateTime2(clock) | Codec::DateTimeOffset(clock) => clock.scale,
        Codec::Decimal { .. } => return None,
        _ => 0,
    };
    Some(SqlType {
        scale,
        ..SqlType::plain(kind)
    })
}
