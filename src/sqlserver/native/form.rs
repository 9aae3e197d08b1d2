//! Rows in the native form: without header, without terminators.

use std::sync::Arc;

use super::codec::Wrong;
use super::fault::RowFault;
use super::layout::{Field, RowLayout, Span, State, Stop, chunks};
use crate::input::CodePage;
use crate::sqlserver::Table;
use crate::sqlserver::rows::form::{Fault, Piece, Read, RowForm, Rows};
use crate::sqlserver::rows::row::Cells;
use crate::wording::Sentence;

/// A file of rows of one table.
#[derive(Debug)]
pub(crate) struct Native {
    pub layout: RowLayout,
    /// The code page of text that is not UTF-16.
    pub page: Option<CodePage>,
    /// What was assumed.
    pub notices: Vec<Sentence>,
    /// Why the rows of this table cannot be read.
    pub problem: Option<Sentence>,
}

impl Native {
    /// Rows in this form.
    pub fn new(layout: RowLayout) -> Self {
        Native {
            layout,
            page: None,
            notices: Vec::new(),
            problem: None,
        }
    }

    /// Rows that cannot be read. Only their reader needs to know.
    pub fn refused(table: Arc<Table>, problem: Sentence) -> Self {
        let layout = RowLayout {
            table,
            fields: Vec::new(),
            columns: Vec::new(),
        };
        Native {
            problem: Some(problem),
            ..Native::new(layout)
        }
    }
}

impl RowForm for Native {
    fn cut(&self, bytes: &[u8]) -> Option<usize> {
        let mut spans = Vec::new();
        let mut at = 0;
        loop {
            match self.layout.walk(bytes, at, &mut spans) {
                Ok(end) if end > at => at = end,
                // Nothing behind can be found: the reader of the piece says so.
                Ok(_) | Err(Stop::Bad(_)) if at == 0 => return Some(bytes.len()),
                _ => return Some(at).filter(|at| *at > 0),
            }
        }
    }

    fn read(&self, piece: Piece<'_>, rows: &mut dyn Rows) -> Read {
        let mut reader = Reader::default();
        let mut at = 0;
        while at < piece.bytes.len() {
            match self.row(&mut reader, piece, at) {
                Ok(Some(end)) => {
                    let row = reader.cells.row(piece.bytes, at);
                    if !rows.row(&self.layout.table, &row) {
                        break;
                    }
                    at = end;
                }
                Ok(None) => break,
                Err((fault, end)) => {
                    if !rows.fault(*fault) {
                        break;
                    }
                    at = end;
                }
            }
        }
        Read {
            end: at,
            ..Read::default()
        }
    }

    fn tables(&self) -> Vec<Arc<Table>> {
        vec![Arc::clone(&self.layout.table)]
    }

    fn problem(&self) -> Option<Sentence> {
        self.problem.clone()
    }

    fn notices(&self) -> Vec<Sentence> {
        self.notices.clone()
    }
}

/// What is used again for each row.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub cells: Cells,
    pub spans: Vec<Span>,
    joined: Vec<u8>,
}

impl Native {
    /// Reads the row that begins here, and finds its end; `None` where the piece ends before it does. With a fault
    /// comes where the next row would begin.
    pub(super) fn row(
        &self,
        reader: &mut Reader,
        piece: Piece<'_>,
        at: usize,
    ) -> Result<Option<usize>, (Box<Fault>, usize)> {
        let bytes = piece.bytes;
        let stuck = |fault| (fault, bytes.len());
        let end = match self.layout.walk(bytes, at, &mut reader.spans) {
            Ok(end) if end == at => return Err(stuck(self.nothing(at))),
            Ok(end) => end,
            Err(Stop::More { .. }) if !piece.last => return Ok(None),
            Err(Stop::More { field, missing }) => {
                return Err(stuck(self.cut_off(bytes, at, field, missing)));
            }
            Err(Stop::Bad(fault)) => return Err(stuck(fault)),
        };
        reader.cells.clear();
        for place in &self.layout.columns {
            let (Some(field), Some(span)) =
                (self.layout.fields.get(*place), reader.spans.get(*place))
            else {
                reader.cells.null();
                continue;
            };
            let decoded = match span.state {
                State::Null => {
                    reader.cells.null();
                    Ok(())
                }
                State::Plain => {
                    let value = &bytes[span.from..span.to];
                    field
                        .codec
                        .decode(value, span.from, self.page, &mut reader.cells)
                }
                State::Chunks => {
                    reader.joined.clear();
                    for chunk in chunks(bytes, *span) {
                        reader.joined.extend_from_slice(chunk);
                    }
                    field
                        .codec
                        .decode_apart(&reader.joined, self.page, &mut reader.cells)
                }
            };
            decoded.map_err(|wrong| (self.wrong(wrong, field, *span, bytes), end))?;
        }
        Ok(Some(end))
    }

    #[cold]
    fn wrong(&self, wrong: Wrong, field: &Field, span: Span, bytes: &[u8]) -> Box<Fault> {
        let (from, table) = (span.from, &self.layout.table);
        let fault = match wrong {
            Wrong::Value => {
                const SHOWN: usize = 20;
                let value = bytes[span.from..span.to].iter().take(SHOWN);
                let shown: Vec<String> = value.map(|byte| format!("{byte:02X}")).collect();
                let shown = shown.join(" ");
                let what = RowFault::NoValue {
                    field: field.name.to_string(),
                    sql_type: column_type(table, &field.name),
                };
                Fault::new(from, what).found(shown)
            }
            Wrong::NoPage(byte) => {
                let what = RowFault::NoCodePage {
                    field: field.name.to_string(),
                    byte: format!("{byte:02X}"),
                };
                Fault::new(from, what).fatal()
            }
        };
        Box::new(fault.in_table(table))
    }

    #[cold]
    fn cut_off(&self, bytes: &[u8], at: usize, field: usize, missing: Option<usize>) -> Box<Fault> {
        let field = self.layout.fields.get(field);
        let what = RowFault::CutOff {
            field: field.map_or_else(String::new, |field| field.name.to_string()),
            missing,
            before: bytes.len() - at,
        };
        let fault = Fault::new(bytes.len(), what).in_table(&self.layout.table);
        Box::new(fault.fatal())
    }

    #[cold]
    fn nothing(&self, at: usize) -> Box<Fault> {
        let what = self.problem.clone();
        let what = what.unwrap_or_else(|| RowFault::NoColumn.into());
        let fault = Fault::new(at, what).in_table(&self.layout.table);
        Box::new(fault.fatal())
    }
}

fn column_type(table: &Table, name: &str) -> Option<String> {
    let column = table.column(name).and_then(|at| table.columns.get(at))?;
    Some(column.sql_type?.to_string())
}
