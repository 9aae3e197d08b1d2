use std::path::PathBuf;

use super::published::Published;
use crate::input::{CodePage, Limits};

/// What has to be said about an extract that does not say it itself. The default says nothing.
#[derive(Clone, Debug, Default)]
pub struct ExtractOptions {
    /// The code page of text that is neither UTF-8 nor UTF-16.
    pub code_page: Option<CodePage>,
    /// The format file that bcp wrote for the data file (`.fmt` or XML).
    pub format_file: Option<PathBuf>,
    /// What stands between two fields, as bcp's `-t`.
    pub field_terminator: Option<String>,
    /// What stands behind a row, as bcp's `-r`.
    pub row_terminator: Option<String>,
    /// Which of several backups in one file, counted from 1.
    pub set: Option<u32>,
    /// Which of several databases, by its name.
    pub database: Option<String>,
    /// Step over damaged pages of data files and backups, and count them: all others can be read without them. A
    /// reading that skips damaged records skips these, too.
    pub skip_pages: bool,
    /// Take tables without a single row for an empty pool, rather than for an extract that was made without its rows.
    pub allow_empty: bool,
    /// Show what stands where something is wrong, be it a piece of a message; else its length only.
    pub show_content: bool,
    /// Look at all pages of data files and backups that are in use, also those that no row is read from.
    pub check_pages: bool,
}

/// How an extract is read.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// Step over damaged records and count them, rather than end with an error.
    pub skip_damaged: bool,
    /// What the input may ask for at most.
    pub limits: &'a Limits,
    /// What it does not say itself.
    pub extract: &'a ExtractOptions,
    /// Tables that are known beforehand.
    pub published: &'static Published,
}
