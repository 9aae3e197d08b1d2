//! `model.xml`: the definitions of the tables.

use std::collections::BTreeMap;
use std::io::{BufReader, Read};
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::definitions::{WrittenColumn, WrittenTable, WrittenType};
use super::fault::{Advice, BacpacFault, TableProblem};
use crate::input::Error;
use crate::input::members::Member;
use crate::sqlserver::Table;
use crate::xml::wrong;

/// The longest model that is read: that of a large database has a few MB.
const LONGEST: u64 = 256 << 20;

/// The tables of a bacpac.
pub(super) struct Model {
    /// In the order of the model; with why its rows cannot be read, where that is so.
    pub tables: Vec<(Arc<Table>, Option<TableProblem>)>,
    /// The collation of the database, where the model says it.
    pub collation: Option<String>,
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    /// The types of the elements that are open, and the names of relationships.
    open: Vec<String>,
    /// Whether there was any element.
    begun: bool,
    tables: Vec<WrittenTable>,
    aliases: BTreeMap<String, WrittenType>,
    /// The alias that is being read.
    alias: String,
    collation: Option<String>,
}

impl Model {
    /// Reads it.
    ///
    /// # Errors
    /// Where it is damaged, or describes a column in a way that is not known.
    pub fn read(member: &Member) -> Result<Model, Error> {
        let content = BufReader::new(member.open()?.take(LONGEST));
        let mut reader = Reader::from_reader(content);
        let mut buffer = Vec::new();
        let mut reading = Reading::default();
        loop {
            buffer.clear();
            let event = reader.read_event_into(&mut buffer);
            let at = reader.buffer_position();
            match event.map_err(|error| damaged(&error, at))? {
                Event::Start(element) => {
                    reading.begun = true;
                    let kind = reading.element(&element);
                    reading.open.push(kind);
                }
                Event::Empty(element) => {
                    reading.element(&element);
                }
                Event::End(_) => {
                    reading.open.pop();
                }
                Event::Eof if reading.open.is_empty() && reading.begun => break,
                Event::Eof => {
                    return Err(Error::new(BacpacFault::ModelEnds).at(at));
                }
                _ => {}
            }
        }
        let define = |table: &WrittenTable| {
            let (table, problem) = table.define(&reading.aliases);
            (Arc::new(table), problem)
        };
        Ok(Model {
            tables: reading.tables.iter().map(define).collect(),
            collation: reading.collation,
        })
    }

    /// Where the table stands whose rows are in a folder of this name.
    pub fn table(&self, folder: &str) -> Result<usize, Error> {
        let is = |table: &Table| table.name.to_string() == folder;
        let mut found = (0..).zip(&self.tables).filter(|(_, (table, _))| is(table));
        let table = folder.to_owned();
        match (found.next(), found.next()) {
            (Some((at, _)), None) => Ok(at),
            (None, _) => Err(Error::new(BacpacFault::NoTable { table })),
            (Some(_), Some(_)) => Err(Error::new(BacpacFault::TwoTables { table })),
        }
    }
}

/// Where the columns of a table stand, and their types; the names of elements and relationships from the root.
const TABLE: usize = 2;
const COLUMN: usize = 5;
const SPECIFIER: usize = 8;

impl Reading {
    /// Takes an element, and says what it is: its type, or the name of a relationship.
    fn element(&mut self, element: &BytesStart<'_>) -> String {
        let name = || attribute(element, "Name").unwrap_or_default();
        match element.local_name().as_ref() {
            "Element" => {
                let kind = attribute(element, "Type").unwrap_or_default();
                self.begin(&kind, name());
                kind
            }
            "Property" => {
                let value = attribute(element, "Value").unwrap_or_default();
                self.property(&name(), &value);
                String::new()
            }
            "References" => {
                self.reference(name());
                String::new()
            }
            "Relationship" => name(),
            other => other.to_owned(),
        }
    }

    fn begin(&mut self, kind: &str, name: String) {
        match (self.open.len(), kind) {
            (TABLE, "SqlTable") => self.tables.push(WrittenTable {
                name,
                ..WrittenTable::default()
            }),
            (TABLE, "SqlUserDefinedDataType") => {
                self.aliases.entry(name.clone()).or_default();
                self.alias = name;
            }
            (COLUMN, _) if self.is_in(TABLE, &["SqlTable", "Columns", "Entry"]) => {
                self.column(kind, name);
            }
            (SPECIFIER, "SqlXmlTypeSpecifier") => {
                if let Some(written) = self.column_type() {
                    written.xml = true;
                }
            }
            _ => {}
        }
    }

    /// Whether the open elements from this one on are these.
    fn is_in(&self, from: usize, path: &[&str]) -> bool {
        let open = self.open.iter().skip(from).take(path.len());
        open.eq(path)
    }

    /// The column that is open.
    fn open_column(&mut self) -> Option<&mut WrittenColumn> {
        if !self.is_in(TABLE, &["SqlTable", "Columns", "Entry", "SqlSimpleColumn"]) {
            return None;
        }
        self.tables.last_mut()?.columns.last_mut()
    }

    /// The type whose specifier is open.
    fn column_type(&mut self) -> Option<&mut WrittenType> {
        if !self.is_in(COLUMN + 1, &["TypeSpecifier", "Entry"]) {
            return None;
        }
        Some(&mut self.open_column()?.written)
    }

    /// The alias type that is open.
    fn open_alias(&mut self) -> Option<&mut WrittenType> {
        if !self.is_in(TABLE, &["SqlUserDefinedDataType"]) {
            return None;
        }
        self.aliases.get_mut(&self.alias)
    }

    fn column(&mut self, kind: &str, name: String) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        match kind {
            "SqlSimpleColumn" => table.columns.push(WrittenColumn {
                name,
                nullable: true,
                written: WrittenType::default(),
            }),
            // Has no data.
            "SqlComputedColumn" => {}
            other => {
                table.problem = Some(TableProblem::ColumnKind {
                    column: name,
                    kind: other.to_owned(),
                });
            }
        }
    }

    fn property(&mut self, name: &str, value: &str) {
        let depth = self.open.len();
        let is = value.eq_ignore_ascii_case("true");
        let of_database = depth == TABLE + 1 && self.is_in(TABLE, &["SqlDatabaseOptions"]);
        if of_database && name == "Collation" {
            self.collation = Some(value.to_owned());
        }
        let written = match depth - depth.min(TABLE) {
            1 => self.open_alias(),
            // What a column itself says.
            4 => {
                if let (Some(column), "IsNullable") = (self.open_column(), name) {
                    column.nullable = is;
                }
                None
            }
            7 => self.column_type(),
            _ => None,
        };
        let Some(written) = written else {
            return;
        };
        match name {
            "Length" => written.length = value.parse().ok(),
            "IsMax" => written.max = is,
            "Precision" => written.precision = value.parse().ok(),
            "Scale" => written.scale = value.parse().ok(),
            _ => {}
        }
    }

    fn reference(&mut self, name: String) {
        let written = match self.open.len() {
            5 if self.is_in(TABLE + 1, &["Type", "Entry"]) => self.open_alias(),
            11 if self.is_in(SPECIFIER + 1, &["Type", "Entry"]) => self.column_type(),
            _ => None,
        };
        if let Some(written) = written {
            written.name = name;
        }
    }
}

/// The attribute of this name; `None` where there is none that can be read.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok()??;
    let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// The XML that cannot be read on from this byte.
pub(super) fn damaged(error: &quick_xml::Error, at: u64) -> Error {
    Error::new(wrong::fault(error))
        .at(at)
        .expected(Advice::WholeMember)
        .hint(Advice::CopyAgain)
}
