//! Format files: what `bcp` was told about the fields of a data file (reference: sql-extracts, 3).

use super::table::Column;

/// A format file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FormatFile {
    /// The fields of a row, in the order of the data file.
    pub fields: Vec<Field>,
    /// The columns that fields go to, in the order of the table; a field that goes to none is read and dropped.
    pub columns: Vec<Column>,
}

/// A field of the data file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// How its value is written.
    pub host: Host,
    /// How many bytes say how long it is: 0, 1, 2, 4 or 8.
    pub prefix: u8,
    /// How long it may be, in bytes; 0 where that is not said. Without prefix and terminator it is just so long.
    pub length: u32,
    /// What stands behind it, decoded: `\t`, `\r\n`. Empty where nothing does.
    pub terminator: Vec<u8>,
    /// Which of [`FormatFile::columns`] it goes to.
    pub column: Option<usize>,
}

/// How a field is written in the data file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Host {
    /// Text in the code page of the file (`SQLCHAR`).
    Char,
    /// Text in UTF-16 (`SQLNCHAR`).
    NChar,
    /// The value of this type as it is.
    Native(super::table::Kind),
}
