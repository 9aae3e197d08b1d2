//! Files of text, read as any file is: in pieces of any size.

mod cuts;
mod dialects;
mod faults;
mod notices;
mod nulls;
mod real;
mod round_trip;

use crate::wording::Sentence;
use std::io::Cursor;
use std::sync::Arc;

use crate::input::buffers::Buffers;
use crate::input::encodings::{Encoding, detect};
use crate::input::members::Member;
use crate::input::{Error, Progress, Skipped};
use crate::pool::schema::published;
use crate::sqlserver::collector::{Collector, Context};
use crate::sqlserver::extract::Extract;
use crate::sqlserver::file::Head;
use crate::sqlserver::format_file::FormatFile;
use crate::sqlserver::reading::{ExtractJob, read_in_order};
use crate::sqlserver::rows::form::Fault;
use crate::sqlserver::stream::Stream;
use crate::sqlserver::{ExtractOptions, Row, Table, Value};

/// A file, and how it is to be read.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub name: &'static str,
    pub bytes: Vec<u8>,
    pub options: ExtractOptions,
    pub format: Option<FormatFile>,
    pub skip: bool,
    /// How long pieces are.
    pub piece: usize,
}

/// What was read.
#[derive(Debug, PartialEq)]
pub(super) struct Got {
    pub method: String,
    pub table: Table,
    pub rows: Vec<Vec<String>>,
    pub notices: Vec<Sentence>,
    pub skipped: Skipped,
}

struct Shown;

impl Collector for Shown {
    type Part = Vec<Vec<String>>;
    type Total = Vec<Vec<String>>;

    fn begin(&self) -> Self::Part {
        Vec::new()
    }

    fn row(&self, part: &mut Self::Part, table: &Arc<Table>, row: &Row<'_>) -> Result<(), Fault> {
        assert_eq!(row.len(), table.columns.len());
        part.push(row.values().map(show).collect());
        Ok(())
    }

    fn finish(&self, total: &mut Self::Total, part: Self::Part) -> Result<(), Error> {
        total.extend(part);
        Ok(())
    }
}

/// `NULL`, or the value between quotes; numbers without.
fn show(value: Value<'_>) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Text(text) => format!("'{}'", String::from_utf8_lossy(text)),
        other => format!("{other:?}"),
    }
}

impl File {
    pub fn new(name: &'static str, bytes: impl AsRef<[u8]>) -> Self {
        File {
            name,
            bytes: bytes.as_ref().to_vec(),
            options: ExtractOptions::default(),
            format: None,
            skip: false,
            piece: 1 << 20,
        }
    }

    pub fn in_pieces(&self, piece: usize) -> Self {
        let piece = piece.max(1);
        File {
            piece,
            ..self.clone()
        }
    }

    pub fn skipping(self) -> Self {
        File { skip: true, ..self }
    }

    pub fn terminators(mut self, field: &str, row: &str) -> Self {
        self.options.field_terminator = Some(field.to_owned());
        self.options.row_terminator = Some(row.to_owned());
        self
    }

    pub fn read(&self) -> Result<Got, Error> {
        let detected = detect(&self.bytes, None);
        let mut text = Vec::new();
        let raw = &self.bytes[detected.bom..];
        match detected.encoding {
            Encoding::Utf8 { .. } => text.extend_from_slice(raw),
            encoding => {
                encoding.decode(raw, true, &mut text);
            }
        }
        let head = Head {
            name: self.name,
            bytes: &text,
            whole: true,
            published: published(),
        };
        let opened = super::open(&head, self.format.as_ref(), &self.options)?;
        let extract = Extract::Stream(Stream {
            bacpac: None,
            member: Member::from_reader(self.name, Box::new(Cursor::new(self.bytes.clone()))),
            detected,
            form: opened.form,
            method: opened.method,
            end_mark: Default::default(),
        });
        let (buffers, progress) = (Buffers::new(self.piece), Progress::default());
        let context = Context {
            collector: &Shown,
            skip: self.skip,
            skip_pages: self.skip,
            show_content: true,
            buffers: &buffers,
            progress: &progress,
        };
        let job = ExtractJob {
            extract: &extract,
            context: &context,
        };
        let (rows, skipped) = read_in_order(&job)?;
        let [table] = &extract.tables()[..] else {
            panic!("one table");
        };
        Ok(Got {
            method: extract.method(),
            table: (**table).clone(),
            rows,
            notices: extract.notices(),
            skipped,
        })
    }

    /// What is read of a good file.
    pub fn good(&self) -> Got {
        match self.read() {
            Ok(got) => got,
            Err(error) => panic!("{error}"),
        }
    }

    /// What is said of a bad one.
    pub fn bad(&self) -> String {
        match self.read() {
            Ok(got) => panic!("{got:?}"),
            Err(error) => error.to_string(),
        }
    }
}

impl Got {
    /// The names of the columns.
    pub fn columns(&self) -> Vec<&str> {
        let columns = self.table.columns.iter();
        columns.map(|column| &*column.name).collect()
    }

    /// The values of the column of this name.
    pub fn column(&self, name: &str) -> Vec<&str> {
        let at = self.table.column(name).expect("a column of this name");
        self.rows.iter().map(|row| row[at].as_str()).collect()
    }

    /// Whether one of the notices says this.
    pub fn says(&self, what: &str) -> bool {
        self.notices
            .iter()
            .any(|notice| notice.to_string().contains(what))
    }
}
