//! The names of types, and how terminators are written.

use super::Host;
use crate::sqlserver::Kind;

/// The types that format files name. `SQLVARYCHAR` and its like stand in XML only.
const KINDS: [(&str, Kind); 33] = [
    ("SQLTINYINT", Kind::TinyInt),
    ("SQLSMALLINT", Kind::SmallInt),
    ("SQLINT", Kind::Int),
    ("SQLBIGINT", Kind::BigInt),
    ("SQLBIT", Kind::Bit),
    ("SQLFLT4", Kind::Real),
    ("SQLFLT8", Kind::Float),
    ("SQLMONEY", Kind::Money),
    ("SQLMONEY4", Kind::SmallMoney),
    ("SQLDECIMAL", Kind::Decimal),
    ("SQLNUMERIC", Kind::Numeric),
    ("SQLDATETIME", Kind::DateTime),
    ("SQLDATETIM4", Kind::SmallDateTime),
    ("SQLDATE", Kind::Date),
    ("SQLTIME", Kind::Time),
    ("SQLDATETIME2", Kind::DateTime2),
    ("SQLDATETIMEOFFSET", Kind::DateTimeOffset),
    ("SQLUNIQUEID", Kind::UniqueIdentifier),
    ("SQLCHAR", Kind::Char),
    ("SQLVARCHAR", Kind::VarChar),
    ("SQLVARYCHAR", Kind::VarChar),
    ("SQLTEXT", Kind::Text),
    ("SQLNCHAR", Kind::NChar),
    ("SQLNVARCHAR", Kind::NVarChar),
    ("SQLNTEXT", Kind::NText),
    ("SQLBINARY", Kind::Binary),
    ("SQLVARBIN", Kind::VarBinary),
    ("SQLVARYBIN", Kind::VarBinary),
    ("SQLIMAGE", Kind::Image),
    ("SQLXML", Kind::Xml),
    ("SQLTIMESTAMP", Kind::Timestamp),
    ("SQLVARIANT", Kind::SqlVariant),
    ("SQLUDT", Kind::Udt),
];

/// The type of this name, in any case.
pub(crate) fn kind(name: &str) -> Option<Kind> {
    let found = KINDS
        .iter()
        .find(|(word, _)| word.eq_ignore_ascii_case(name));
    found.map(|(_, kind)| *kind)
}

/// How a field of this type is written, in a format file that is no XML.
pub(super) fn host(name: &str) -> Option<Host> {
    Some(match kind(name)? {
        Kind::Char => Host::Char,
        Kind::NChar => Host::NChar,
        kind => Host::Native(kind),
    })
}

/// A terminator as it stands in the data file; `None` where it is not written as format files write it.
pub(super) fn terminator(written: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = written.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'\\' => match rest.next()? {
                b't' => b'\t',
                b'n' => b'\n',
                b'r' => b'\r',
                b'0' => 0,
                byte @ (b'\\' | b'"' | b'\'') => byte,
                _ => return None,
            },
            byte => byte,
        });
    }
    Some(bytes)
}
