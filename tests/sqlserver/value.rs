//! Columns, their types and their values.

use super::bytes::utf16;

/// A type of SQL Server, as far as the catalogue and the tables of the product need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    TinyInt,
    SmallInt,
    Int,
    BigInt,
    Bit,
    DateTime,
    UniqueIdentifier,
    Binary(u16),
    Char(u16),
    NChar(u16),
    VarBinary(u16),
    NVarChar(u16),
    NVarCharMax,
    VarCharMax,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: String,
    pub kind: Type,
    pub nullable: bool,
    /// Dropped: the catalogue does not show it, the rows still have its place.
    pub dropped: bool,
    /// Added when the table had so many rows already: those do not have it.
    pub added_after: usize,
    /// The number of its collation, where that is not the one of the database.
    pub collation: Option<i64>,
}

/// A value. Integers of all widths and bits are `Int`.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Int(i64),
    Text(String),
    /// As they are on the page.
    Bytes(Vec<u8>),
}

impl Type {
    /// The type of a definition such as `nvarchar(256)`.
    pub fn parse(text: &str) -> Self {
        let (word, length) = match text.split_once('(') {
            Some((word, rest)) => (word, rest.trim_end_matches(')')),
            None => (text, ""),
        };
        let number = || length.parse().expect("a length");
        match (word, length) {
            ("tinyint", _) => Type::TinyInt,
            ("smallint", _) => Type::SmallInt,
            ("int", _) => Type::Int,
            ("bigint", _) => Type::BigInt,
            ("bit", _) => Type::Bit,
            ("datetime", _) => Type::DateTime,
            ("uniqueidentifier", _) => Type::UniqueIdentifier,
            ("nvarchar", "max") => Type::NVarCharMax,
            ("varchar", "max") => Type::VarCharMax,
            ("binary", _) => Type::Binary(number()),
            ("char", _) => Type::Char(number()),
            ("nchar", _) => Type::NChar(number()),
            ("varbinary", _) => Type::VarBinary(number()),
            ("nvarchar", _) => Type::NVarChar(number()),
            _ => unreachable!("no type is called {text}"),
        }
    }

    /// Its number and name (reference: sql-extracts, 6.5).
    pub fn number(self) -> (u8, &'static str) {
        match self {
            Type::UniqueIdentifier => (36, "uniqueidentifier"),
            Type::TinyInt => (48, "tinyint"),
            Type::SmallInt => (52, "smallint"),
            Type::Int => (56, "int"),
            Type::DateTime => (61, "datetime"),
            Type::Bit => (104, "bit"),
            Type::BigInt => (127, "bigint"),
            Type::VarBinary(_) => (165, "varbinary"),
            Type::VarCharMax => (167, "varchar"),
            Type::Binary(_) => (173, "binary"),
            Type::Char(_) => (175, "char"),
            Type::NVarChar(_) | Type::NVarCharMax => (231, "nvarchar"),
            Type::NChar(_) => (239, "nchar"),
        }
    }

    /// How many bytes a value may have; -1 for `max`.
    pub fn length(self) -> i64 {
        match self {
            Type::TinyInt | Type::Bit => 1,
            Type::SmallInt => 2,
            Type::Int => 4,
            Type::BigInt | Type::DateTime => 8,
            Type::UniqueIdentifier => 16,
            Type::Binary(n) | Type::Char(n) | Type::VarBinary(n) => n.into(),
            Type::NChar(n) | Type::NVarChar(n) => 2 * i64::from(n),
            Type::NVarCharMax | Type::VarCharMax => -1,
        }
    }

    pub fn is_variable(self) -> bool {
        matches!(self, Type::VarBinary(_) | Type::NVarChar(_)) || self.is_max()
    }

    pub fn is_max(self) -> bool {
        self.length() == -1
    }

    pub fn is_text(self) -> bool {
        let (number, _) = self.number();
        [167, 175, 231, 239].contains(&number)
    }

    pub fn precision(self) -> i64 {
        match self {
            Type::Bit => 1,
            Type::TinyInt => 3,
            Type::SmallInt => 5,
            Type::Int => 10,
            Type::BigInt => 19,
            Type::DateTime => 23,
            _ => 0,
        }
    }

    pub fn scale(self) -> i64 {
        if self == Type::DateTime { 3 } else { 0 }
    }

    /// A value as it is on the page; nothing for NULL.
    pub fn bytes(self, value: &Value) -> Vec<u8> {
        match (value, self) {
            (Value::Null, _) => Vec::new(),
            (Value::Int(number), _) => number.to_le_bytes()[..self.length() as usize].to_vec(),
            (Value::Text(text), Type::NChar(n)) => {
                utf16(&format!("{text:<width$}", width = usize::from(n)))
            }
            (Value::Text(text), Type::Char(_) | Type::VarCharMax) => latin(text),
            (Value::Text(text), _) => utf16(text),
            (Value::Bytes(bytes), _) => bytes.clone(),
        }
    }
}

/// What windows-1252 and Latin-1 have in common.
fn latin(text: &str) -> Vec<u8> {
    text.chars()
        .map(|it| {
            assert!(!('\u{80}'..'\u{a0}').contains(&it), "{it:?}");
            u8::try_from(it).expect("a character of Latin-1")
        })
        .collect()
}

impl Column {
    /// `nodeName nvarchar(256) not null`, as the published tables are listed.
    pub fn parse(definition: &str) -> Self {
        let mut words = definition.split(' ');
        let name = words.next().expect("a name").to_owned();
        Column {
            name,
            kind: Type::parse(words.next().expect("a type")),
            nullable: words.next().is_none(),
            dropped: false,
            added_after: 0,
            collation: None,
        }
    }

    /// The rest of a column that is no more.
    pub fn dropped(definition: &str) -> Self {
        Column {
            dropped: true,
            ..Column::parse(definition)
        }
    }

    /// A column of text with a collation of its own.
    pub fn collated(definition: &str, collation: i64) -> Self {
        Column {
            collation: Some(collation),
            ..Column::parse(definition)
        }
    }

    /// A column that the first rows do not have.
    pub fn added_after(definition: &str, rows: usize) -> Self {
        Column {
            added_after: rows,
            ..Column::parse(definition)
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Value::Int(number)
    }
}
