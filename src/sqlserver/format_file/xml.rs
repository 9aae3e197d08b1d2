//! Format files in XML.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::super::collation::{code_page_of_name, is_of_names};
use super::{Field, FormatFile, Host, words};
use crate::input::Error;
use crate::sqlserver::{Column, Kind, SqlType};
use crate::xml::wrong;

const EXPECTED: &str =
    "BCPFORMAT with a RECORD of FIELDs and a ROW of COLUMNs, as bcp writes it with format nul -x";

/// What the type of a field says of it; the rest stands at its column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Written {
    Native,
    Char,
    NChar,
}

#[derive(Default)]
struct Described {
    fields: Vec<(Written, Field)>,
    /// Where the field of each id stands.
    places: HashMap<String, usize>,
    columns: Vec<Column>,
    /// The collations of fields, by their ids; and that of the column with names that have to be unique.
    collations: HashMap<String, String>,
    of_names: Option<String>,
    inside: bool,
}

pub(super) fn parse(text: &str) -> Result<FormatFile, Error> {
    let mut reader = Reader::from_str(text);
    let mut described = Described::default();
    loop {
        let at = reader.buffer_position() as usize;
        let wrong = |what: String| {
            let line = text.get(..at).unwrap_or(text).matches('\n').count() + 1;
            Error::new(what)
                .inside(format!("line {line}"))
                .expected(EXPECTED)
        };
        match reader.read_event() {
            Err(error) => return Err(wrong(wrong::fault(&error).to_string())),
            Ok(Event::Eof) => break,
            Ok(Event::Start(element) | Event::Empty(element)) => {
                described.element(&element).map_err(wrong)?;
            }
            Ok(_) => {}
        }
    }
    described
        .finish()
        .map_err(|what| Error::new(what).expected(EXPECTED))
}

impl Described {
    fn element(&mut self, element: &BytesStart<'_>) -> Result<(), String> {
        match element.local_name().as_ref() {
            "BCPFORMAT" => self.inside = true,
            "FIELD" => self.field(element)?,
            "COLUMN" => self.column(element)?,
            _ => {}
        }
        Ok(())
    }

    fn field(&mut self, element: &BytesStart<'_>) -> Result<(), String> {
        let id = attribute(element, "ID")?.ok_or("a FIELD has no ID")?;
        let kind = attribute(element, "type")?.unwrap_or_default();
        let (written, end) = match kind.as_str() {
            "NativeFixed" => (Written::Native, ""),
            "NativePrefix" => (Written::Native, "PREFIX_LENGTH"),
            "CharFixed" => (Written::Char, ""),
            "CharPrefix" => (Written::Char, "PREFIX_LENGTH"),
            "CharTerm" => (Written::Char, "TERMINATOR"),
            "NCharFixed" => (Written::NChar, ""),
            "NCharPrefix" => (Written::NChar, "PREFIX_LENGTH"),
            "NCharTerm" => (Written::NChar, "TERMINATOR"),
            _ => {
                return Err(format!(
                    "field {id} has the type {kind:?}, which pchat does not know"
                ));
            }
        };
        let terminator = attribute(element, "TERMINATOR")?.unwrap_or_default();
        let prefix = number(element, "PREFIX_LENGTH")?.unwrap_or_default();
        if end == "TERMINATOR" && terminator.is_empty() {
            return Err(format!("field {id} is {kind} and has no TERMINATOR"));
        }
        if !matches!(
            (prefix, end),
            (0, "" | "TERMINATOR") | (1 | 2 | 4 | 8, "PREFIX_LENGTH")
        ) {
            return Err(format!(
                "field {id} is {kind} and has the PREFIX_LENGTH {prefix}"
            ));
        }
        let length = match end {
            "" => number(element, "LENGTH")?
                .ok_or_else(|| format!("field {id} is {kind} and has no LENGTH"))?,
            _ => number(element, "MAX_LENGTH")?.unwrap_or_default(),
        };
        let terminator = words::terminator(&terminator).ok_or_else(|| {
            format!("field {id} has the TERMINATOR {terminator:?}, which is none")
        })?;
        if self.places.contains_key(&id) {
            return Err(format!("two FIELDs have the ID {id}"));
        }
        let field = Field {
            host: match written {
                // Of a field that goes nowhere nothing more is known, or needed.
                Written::Native => Host::Native(Kind::Binary),
                Written::Char => Host::Char,
                Written::NChar => Host::NChar,
            },
            prefix: prefix as u8,
            length,
            terminator,
            column: None,
            page: attribute(element, "COLLATION")?
                .filter(|_| written == Written::Char)
                .and_then(|name| code_page_of_name(&name)),
        };
        let collation = attribute(element, "COLLATION")?;
        self.collations
            .extend(collation.map(|name| (id.clone(), name)));
        self.places.insert(id, self.fields.len());
        self.fields.push((written, field));
        Ok(())
    }

    fn column(&mut self, element: &BytesStart<'_>) -> Result<(), String> {
        let source = attribute(element, "SOURCE")?.unwrap_or_default();
        let name = attribute(element, "NAME")?.ok_or("a COLUMN has no NAME")?;
        let described = sql_type(element).map_err(|what| format!("column {name}: {what}"))?;
        let place = self.places.get(&source);
        let field = place.and_then(|at| self.fields.get_mut(*at));
        let (written, field) = field.ok_or_else(|| {
            format!("column {name} has the SOURCE {source:?}, and no FIELD has this ID")
        })?;
        if field.column.is_some() {
            return Err(format!("field {source} goes to two columns"));
        }
        if *written == Written::Native {
            let found = described
                .ok_or_else(|| format!("column {name} has no type, and its field is native"))?;
            field.host = Host::Native(found.kind);
        }
        field.column = Some(self.columns.len());
        if is_of_names(&name) {
            self.of_names = self.collations.get(&source).cloned();
        }
        let nullable = attribute(element, "NULLABLE")?;
        self.columns.push(Column {
            name: name.into(),
            sql_type: described.filter(|it| it.scale != UNSAID),
            nullable: nullable.is_none_or(|it| !it.eq_ignore_ascii_case("no")),
        });
        Ok(())
    }

    fn finish(self) -> Result<FormatFile, String> {
        if !self.inside || self.fields.is_empty() {
            return Err("the file is no format file of bcp: it describes no fields".to_owned());
        }
        if self.columns.is_empty() {
            return Err("the format file describes no columns".to_owned());
        }
        Ok(FormatFile {
            fields: self.fields.into_iter().map(|(_, field)| field).collect(),
            columns: self.columns,
            collation: self.of_names,
        })
    }
}

/// The scale of a time where none is said.
const UNSAID: u8 = u8::MAX;

fn sql_type(element: &BytesStart<'_>) -> Result<Option<SqlType>, String> {
    let Some(name) = attribute(element, "type")? else {
        return Ok(None);
    };
    let kind =
        words::kind(&name).ok_or_else(|| format!("{name} is not a type that pchat knows"))?;
    let mut found = SqlType::plain(kind);
    found.length = number(element, "LENGTH")?.and_then(|length| length.try_into().ok());
    let small = |what| -> Result<Option<u8>, String> {
        let number = number(element, what)?;
        Ok(number.and_then(|number| number.try_into().ok()))
    };
    found.precision = small("PRECISION")?.unwrap_or_default();
    let unsaid = match kind {
        Kind::Time | Kind::DateTime2 | Kind::DateTimeOffset => UNSAID,
        _ => 0,
    };
    found.scale = small("SCALE")?.unwrap_or(unsaid);
    Ok(Some(found))
}

/// The attribute of this name, whatever its prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, String> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|error| wrong::attribute_fault(&error).to_string())?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|error| wrong::fault(&error).to_string())?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

fn number(element: &BytesStart<'_>, name: &str) -> Result<Option<u32>, String> {
    let Some(value) = attribute(element, name)? else {
        return Ok(None);
    };
    let number = value.parse();
    number
        .map(Some)
        .map_err(|_| format!("{name} is {value:?}, and that is no number"))
}
