//! The database of Group Chat as a server would have it, made of an extract as CSV.

// Tests and benches use their own part of this.
#![allow(dead_code)]

use std::fs;
use std::path::Path;

use crate::sqlserver::{Database, Row, Table, Value};

/// The tables of a pool.
#[derive(Clone)]
pub struct Pool {
    pub tables: Vec<Rows>,
}

/// A table and its rows.
#[derive(Clone)]
pub struct Rows {
    pub name: String,
    /// `nodeID int not null`.
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

/// The clustered indexes: what the product has is not published. One is not unique, and some tables are heaps.
const KEYS: [(&str, &[&str]); 4] = [
    ("tblNode", &["nodeID"]),
    ("tblPrincipal", &["prinID"]),
    ("tblPrincipalAffiliations", &["principalID"]),
    ("tblChat", &["channelID", "chatID"]),
];

impl Pool {
    /// The tables in a folder of CSV files; their columns are those of the published schema.
    pub fn open(folder: &Path, generation: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let schema = fs::read_to_string(root.join("src/pool/schema.toml")).expect("there");
        let schema: toml::Table = schema.parse().expect("TOML");
        let published = schema[generation].as_array().expect("tables");
        let notes =
            "table = 'tblContosoNotes'\ncolumns = ['noteID int not null', 'note nvarchar(100)']";
        let notes = toml::Value::Table(notes.parse().expect("TOML"));
        let tables = published.iter().chain([&notes]).map(|table| {
            let name = table["table"].as_str().expect("a name").to_owned();
            let columns = table["columns"].as_array().expect("columns").iter();
            let columns = columns.map(|it| it.as_str().expect("a column").to_owned());
            let text = fs::read_to_string(folder.join(format!("dbo.{name}.csv"))).expect("a file");
            Rows::parse(name, columns.collect(), &text)
        });
        Pool {
            tables: tables.collect(),
        }
    }

    pub fn table(&self, name: &str) -> &Rows {
        let mut tables = self.tables.iter();
        tables
            .find(|it| it.name == name)
            .expect("a table of this name")
    }

    /// The same with other rows of the chat.
    pub fn with_chat(&self, change: impl FnOnce(&mut Vec<Row>)) -> Self {
        let mut pool = self.clone();
        let chat = pool.tables.iter_mut().find(|it| it.name == "tblChat");
        change(&mut chat.expect("a chat").rows);
        pool
    }

    pub fn database(&self, version: u16) -> Database {
        self.database_with(version, |_, table| table)
    }

    /// Its database with some tables changed.
    pub fn database_with(&self, version: u16, change: impl Fn(&str, Table) -> Table) -> Database {
        let empty = Database::new("mgc", version);
        self.tables.iter().fold(empty, |database, rows| {
            database.table(change(&rows.name, rows.clustered()))
        })
    }
}

impl Rows {
    fn parse(name: String, columns: Vec<String>, csv: &str) -> Self {
        let mut lines = records(csv).into_iter();
        let header = lines.next().expect("a header");
        assert_eq!(header.len(), columns.len(), "{name}");
        let row = |fields: Vec<Option<String>>| {
            let pairs = fields.into_iter().zip(&columns);
            pairs.map(|(field, column)| value(field, column)).collect()
        };
        let rows = lines.map(row).collect();
        Rows {
            name,
            columns,
            rows,
        }
    }

    /// As a heap.
    pub fn heap(&self) -> Table {
        let columns: Vec<&str> = self.columns.iter().map(String::as_str).collect();
        Table::new(&format!("dbo.{}", self.name), &columns).rows(self.rows.clone())
    }

    /// With the index that it has here.
    pub fn clustered(&self) -> Table {
        let Some((_, key)) = KEYS.iter().find(|(name, _)| *name == self.name) else {
            return self.heap();
        };
        // The generations spell some columns otherwise.
        let spelled = |key: &&str| {
            let names = self.columns.iter().filter_map(|it| it.split(' ').next());
            let mut names = names.filter(|name| name.eq_ignore_ascii_case(key));
            names.next().expect("a column of the key")
        };
        let key: Vec<&str> = key.iter().map(spelled).collect();
        let table = self.heap().key(&key).rows(self.rows.clone());
        match self.name.as_str() {
            "tblPrincipalAffiliations" => table.not_unique(),
            _ => table,
        }
    }
}

/// The fields of CSV; one that is empty and not quoted is NULL.
fn records(csv: &str) -> Vec<Vec<Option<String>>> {
    let mut records = Vec::new();
    let mut record = Vec::new();
    let mut rest = csv.trim_start_matches('\u{feff}');
    while !rest.is_empty() {
        let field;
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut text = String::new();
            rest = quoted;
            loop {
                let (part, behind) = rest.split_once('"').expect("a closing quote");
                text.push_str(part);
                rest = behind;
                let Some(more) = rest.strip_prefix('"') else {
                    break;
                };
                text.push('"');
                rest = more;
            }
            field = Some(text);
        } else {
            let end = rest.find([',', '\r', '\n']).unwrap_or(rest.len());
            field = Some(rest[..end].to_owned()).filter(|text| !text.is_empty());
            rest = &rest[end..];
        }
        record.push(field);
        if let Some(more) = rest.strip_prefix(',') {
            rest = more;
        } else {
            rest = rest.trim_start_matches('\r');
            rest = rest.strip_prefix('\n').unwrap_or(rest);
            records.push(std::mem::take(&mut record));
        }
    }
    records
}

fn value(field: Option<String>, column: &str) -> Value {
    let Some(text) = field else {
        return Value::Null;
    };
    match column.split(' ').nth(1).expect("a type") {
        "datetime" => Value::Bytes(date_time(&text)),
        "uniqueidentifier" => Value::Bytes(identifier(&text)),
        kind if kind.contains("char") => Value::Text(text),
        _ => Value::Int(text.parse().expect("a number")),
    }
}

/// 300th parts of a second, then days since 1900 (reference: sql-extracts, 6.5).
fn date_time(text: &str) -> Vec<u8> {
    let numbers: Vec<i64> = (text.split(['-', ' ', ':', '.']))
        .map(|it| it.parse().expect("a number"))
        .collect();
    let [year, month, day, hour, minute, second, thousandths] = numbers[..] else {
        unreachable!("{text}");
    };
    // Days of the Gregorian calendar, with March as the first month.
    let (y, m) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;
    let since_1900 = days - 693_901;
    let ticks = ((hour * 60 + minute) * 60 + second) * 300 + (thousandths * 3 + 5) / 10;
    let mut bytes = (ticks as u32).to_le_bytes().to_vec();
    bytes.extend((since_1900 as i32).to_le_bytes());
    bytes
}

/// The first three groups are numbers, the lowest byte first.
fn identifier(text: &str) -> Vec<u8> {
    let digits: String = text.chars().filter(|it| *it != '-').collect();
    let pairs = (0..16).map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16));
    let mut bytes: Vec<u8> = pairs.map(|it| it.expect("hex digits")).collect();
    bytes[..4].reverse();
    bytes[4..6].reverse();
    bytes[6..8].reverse();
    bytes
}
