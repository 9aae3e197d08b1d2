//! `CAST` and `CONVERT`, and the names of types.

use super::typed::{self, Noticed};
use crate::sqlserver::rows::row::Cells;
use crate::sqlserver::script::fault::Wanted;
use crate::sqlserver::script::literal::{Literals, close, unhex};
use crate::sqlserver::script::text::{Stop, Text};
use crate::sqlserver::{Kind, SqlType, Value};

impl Literals {
    /// `CAST(value AS type)` or `CONVERT(type, value[, style])`, from behind the word.
    pub fn cast(
        &mut self,
        text: &mut Text<'_>,
        sql_type: Option<SqlType>,
        cells: &mut Cells,
        depth: usize,
        convert: bool,
    ) -> Result<(), Stop> {
        if !text.takes_byte(b'(')? {
            return Err(text.unexpected(Wanted::Opening));
        }
        let mut inner = self.spare.pop().unwrap_or_default();
        inner.clear();
        let (mut to, mut style) = (None, None);
        if convert {
            to = self.named_type(text)?;
            if !text.takes_byte(b',')? {
                return Err(text.unexpected(Wanted::CommaBehindType));
            }
        }
        self.nested(text, None, &mut inner, depth + 1)?;
        if !convert {
            if !text.takes("AS")? {
                return Err(text.unexpected(Wanted::AsType));
            }
            to = self.named_type(text)?;
        } else if text.takes_byte(b',')? {
            text.next()?;
            style = Some(text.word()?);
        }
        close(text)?;
        let row = inner.row(text.bytes, 0);
        let value = row.get(0);
        // A style says how binary is written in text: with or without 0x.
        let hex = match (style, value) {
            (Some(b"1"), Value::Text([b'0', b'x' | b'X', hex @ ..])) => Some(hex),
            (Some(b"2"), Value::Text(hex)) => Some(hex),
            _ => None,
        };
        let binary = |to: SqlType| matches!(to.kind, Kind::Binary | Kind::VarBinary);
        if let Some(hex) =
            hex.filter(|hex| to.is_some_and(binary) && hex.iter().all(u8::is_ascii_hexdigit))
        {
            self.bytes.clear();
            unhex(hex, &mut self.bytes);
            typed::put_bytes(&self.bytes, sql_type, cells);
        } else if to.is_none() || sql_type.is_none() || to == sql_type {
            typed::put(value, sql_type.or(to), cells, &mut self.noticed);
        } else {
            let mut outer = self.spare.pop().unwrap_or_default();
            outer.clear();
            typed::put(value, to, &mut outer, &mut Noticed::default());
            let cast = outer.row(text.bytes, 0).get(0);
            typed::put(cast, sql_type, cells, &mut self.noticed);
            self.spare.push(outer);
        }
        self.spare.push(inner);
        Ok(())
    }

    /// A type; `None` where it is one that is not known, such as a type of the database's own.
    fn named_type(&mut self, text: &mut Text<'_>) -> Result<Option<SqlType>, Stop> {
        text.next()?;
        let (written, known) = &self.cast;
        if !written.is_empty() && text.rest().starts_with(written) {
            text.at += written.len() - 1;
            return Ok(*known);
        }
        let from = text.at;
        let found = sql_type(text)?;
        if let Some(b')' | b',') = text.next()? {
            self.cast.0.clear();
            self.cast.0.extend_from_slice(&text.bytes[from..=text.at]);
            self.cast.1 = found;
        }
        Ok(found)
    }
}

/// A type by name: `int`, `[nvarchar](256)`, `[sys].[datetime]`.
pub(crate) fn sql_type(text: &mut Text<'_>) -> Result<Option<SqlType>, Stop> {
    let Some(object) = text.object()? else {
        return Err(text.unexpected(Wanted::AnyType));
    };
    let mut written = object.name.name.into_string();
    if written.eq_ignore_ascii_case("double") && text.takes("precision")? {
        written.push_str(" precision");
    }
    if text.next()? == Some(b'(') {
        let from = text.at;
        while !matches!(text.next()?, None | Some(b')')) {
            text.token()?;
        }
        close(text)?;
        written.push_str(&String::from_utf8_lossy(&text.bytes[from..text.at]));
    }
    Ok(written.parse().ok())
}
