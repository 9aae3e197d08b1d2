//! Tables: names, columns and their types.

use std::fmt;
use std::str::FromStr;

use crate::wording::wording;

/// A table as an extract describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What it is called.
    pub name: TableName,
    /// Its columns, in the order of the values of a row.
    pub columns: Vec<Column>,
}

/// A table's name. Names are compared without regard to case.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableName {
    /// The schema, such as `dbo`; empty where the extract does not say.
    pub schema: Box<str>,
    /// Its own name.
    pub name: Box<str>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: Box<str>,
    /// Its type, where the extract or the published schema says.
    pub sql_type: Option<SqlType>,
    /// Whether it may be NULL, as far as is known.
    pub nullable: bool,
}

/// A type of SQL Server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SqlType {
    /// Which one.
    pub kind: Kind,
    /// The length of character and binary types, in characters or bytes; `None` for `max` and where there is none.
    pub length: Option<u16>,
    /// Whether it is `(max)`.
    pub max: bool,
    /// The precision of `decimal` and `numeric`.
    pub precision: u8,
    /// The scale of `decimal` and `numeric`, or how many digits a second has.
    pub scale: u8,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// The types by name (reference: sql-extracts, 6.5).
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind {
            $(#[doc = concat!("`", $name, "`.")] $kind,)*
        }

        impl Kind {
            /// Its name in SQL.
            pub fn word(self) -> &'static str {
                match self {
                    $(Kind::$kind => $name,)*
                }
            }

            /// The type of this name, in any case.
            pub fn parse(name: &str) -> Option<Kind> {
                let is = |word: &str| name.eq_ignore_ascii_case(word);
                $(if is($name) {
                    return Some(Kind::$kind);
                })*
                match () {
                    () if is("rowversion") => Some(Kind::Timestamp),
                    () if is("integer") => Some(Kind::Int),
                    () if is("dec") => Some(Kind::Decimal),
                    () if is("double precision") => Some(Kind::Float),
                    () if is("sysname") => Some(Kind::NVarChar),
                    () => None,
                }
            }
        }
    };
}

kinds! {
    TinyInt = "tinyint",
    SmallInt = "smallint",
    Int = "int",
    BigInt = "bigint",
    Bit = "bit",
    Real = "real",
    Float = "float",
    Money = "money",
    SmallMoney = "smallmoney",
    Decimal = "decimal",
    Numeric = "numeric",
    Date = "date",
    Time = "time",
    DateTime = "datetime",
    SmallDateTime = "smalldatetime",
    DateTime2 = "datetime2",
    DateTimeOffset = "datetimeoffset",
    UniqueIdentifier = "uniqueidentifier",
    Char = "char",
    VarChar = "varchar",
    Text = "text",
    NChar = "nchar",
    NVarChar = "nvarchar",
    NText = "ntext",
    Binary = "binary",
    VarBinary = "varbinary",
    Image = "image",
    Xml = "xml",
    Timestamp = "timestamp",
    SqlVariant = "sql_variant",
    Udt = "udt",
}

impl Kind {
    /// Whether its values are characters.
    pub fn is_text(self) -> bool {
        use Kind::{Char, NChar, NText, NVarChar, Text, VarChar, Xml};
        matches!(self, Char | VarChar | Text | NChar | NVarChar | NText | Xml)
    }
}

impl SqlType {
    /// A type without length, precision and scale.
    pub const fn plain(kind: Kind) -> Self {
        SqlType {
            kind,
            length: None,
            max: false,
            precision: 0,
            scale: 0,
        }
    }

    /// Whether it is `(max)`, or one of the old types that have no limit.
    pub fn is_unlimited(self) -> bool {
        self.max
            || matches!(
                self.kind,
                Kind::Text | Kind::NText | Kind::Image | Kind::Xml
            )
    }
}

wording! {
    in "values";
    /// Why a text is no type.
    pub enum UnknownType {
        /// SQL Server has no type of this name, or one that is not known.
        Type {
            /// The text.
            text: String,
        },
    }
}

impl FromStr for SqlType {
    type Err = UnknownType;

    /// From SQL: `int`, `nvarchar(256)`, `varchar(max)`, `decimal(10, 2)`.
    fn from_str(text: &str) -> Result<Self, UnknownType> {
        let unknown = || UnknownType::Type {
            text: text.to_owned(),
        };
        let (name, arguments) = match text.trim().split_once('(') {
            None => (text.trim(), ""),
            Some((name, rest)) => (
                name.trim(),
                rest.trim_end().strip_suffix(')').ok_or_else(unknown)?,
            ),
        };
        let kind = Kind::parse(name).ok_or_else(unknown)?;
        let mut found = SqlType::plain(kind);
        if name.eq_ignore_ascii_case("sysname") {
            found.length = Some(128);
        }
        // What SQL Server takes where nothing is said.
        if matches!(kind, Kind::Decimal | Kind::Numeric) {
            found.precision = 18;
        } else if matches!(kind, Kind::Time | Kind::DateTime2 | Kind::DateTimeOffset) {
            found.scale = 7;
        }
        let mut numbers = arguments
            .split(',')
            .map(str::trim)
            .filter(|it| !it.is_empty());
        let Some(first) = numbers.next() else {
            return Ok(found);
        };
        let number = |text: &str| text.parse::<u16>().map_err(|_| unknown());
        match kind {
            Kind::Decimal | Kind::Numeric => {
                found.precision = number(first)?.try_into().map_err(|_| unknown())?;
                if let Some(scale) = numbers.next() {
                    found.scale = number(scale)?.try_into().map_err(|_| unknown())?;
                }
            }
            Kind::Time | Kind::DateTime2 | Kind::DateTimeOffset => {
                found.scale = number(first)?.try_into().map_err(|_| unknown())?;
            }
            // The precision of a float says how many bytes it has.
            Kind::Float if number(first)? <= 24 => found.kind = Kind::Real,
            Kind::Float => {}
            _ if first.eq_ignore_ascii_case("max") => found.max = true,
            _ => found.length = Some(number(first)?),
        }
        Ok(found)
    }
}

impl fmt::Display for SqlType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.word())?;
        match self.kind {
            Kind::Decimal | Kind::Numeric => write!(f, "({}, {})", self.precision, self.scale),
            Kind::Time | Kind::DateTime2 | Kind::DateTimeOffset => write!(f, "({})", self.scale),
            _ if self.max => f.write_str("(max)"),
            _ => match self.length {
                Some(length) => write!(f, "({length})"),
                None => Ok(()),
            },
        }
    }
}

impl Table {
    /// Where the column of this name stands.
    pub fn column(&self, name: &str) -> Option<usize> {
        let mut columns = self.columns.iter();
        columns.position(|column| column.name.eq_ignore_ascii_case(name))
    }
}

impl TableName {
    /// A name in a schema; an empty one where that is not known.
    pub fn new(schema: &str, name: &str) -> Self {
        TableName {
            schema: schema.into(),
            name: name.into(),
        }
    }

    /// Whether the user means this one by `Name` or `schema.Name`, in any case.
    pub fn is(&self, wanted: &str) -> bool {
        self.name.eq_ignore_ascii_case(wanted)
            || !self.schema.is_empty() && self.to_string().eq_ignore_ascii_case(wanted)
    }
}

impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.schema.is_empty() {
            write!(f, "{}.", self.schema)?;
        }
        f.write_str(&self.name)
    }
}

/// Whether so many letters more, less or other ones make a name of another one, whatever their case.
pub(crate) fn is_nearly(wanted: &str, found: &str, most: usize) -> bool {
    // A letter has four bytes at most.
    if found.len() > 4 * (wanted.len() + most) {
        return false;
    }
    let found: Vec<char> = found.chars().collect();
    let mut before: Vec<usize> = (0..=found.len()).collect();
    for (row, letter) in wanted.chars().enumerate() {
        let mut diagonal = row;
        let mut left = row + 1;
        let mut line = vec![left];
        for (at, other) in found.iter().enumerate() {
            let changed = diagonal + usize::from(!letter.eq_ignore_ascii_case(other));
            diagonal = before[at + 1];
            left = changed.min(diagonal + 1).min(left + 1);
            line.push(left);
        }
        before = line;
    }
    before.last().is_some_and(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_is_told_from_two() {
        for near in ["tblChat", "TBLCHBT", "tblCht", "tblCha\u{161}", "tblChatt"] {
            assert!(is_nearly("tblChat", near, 1), "{near}");
        }
        for far in ["", "tblRoles", "tblCab", "tblChatOld", "chat"] {
            assert!(!is_nearly("tblChat", far, 1), "{far}");
        }
    }
}
