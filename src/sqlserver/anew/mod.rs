//! Extracts that are text, written anew: all that is said in them becomes something else, and stays how it is written.

mod collect;
mod names;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use self::collect::{Anewly, Edit, Edits};
use super::extract::Extract;
use super::files::Files;
use super::one_table::Take;
use super::pieces::SIZE;
use super::reading::Context;
use super::recognise::{self};
use super::stream::{Carry, Stream};
use crate::input::buffers::Buffers;
use crate::input::encodings::{Encoding, utf16};
use crate::input::members::Member;
use crate::input::{Error, Progress};
use crate::sqlserver::{Options, Published, Row, Table};
use crate::threads;

pub(super) use self::names::{in_header, in_trailer, is_public};

/// What becomes of what an extract says.
pub(crate) trait Replace: Sync {
    /// What a column of a table holds; `None` where it is not known.
    fn holds(&self, table: &Table, column: &str) -> Option<Holds>;

    /// Appends what a value of such a column becomes; it is given as it is written, without the quotes around it. Texts
    /// become as many characters as they have, each of as many bytes of UTF-8.
    fn value(&self, holds: Holds, written: &[u8], out: &mut Vec<u8>);

    /// Whether this is a word, or the name of a table or column, that may stay.
    fn is_public(&self, name: &str) -> bool;

    /// What a name becomes that may not.
    fn name(&self, name: &str) -> String;

    /// What a file of this name is called afterwards.
    fn file(&self, name: &str) -> String;

    /// Whether what nobody understands stays, with its texts replaced.
    fn keeps(&self) -> bool;
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Holds {
    /// How its values are written.
    pub written: Written,
    /// What they mean, as a number that only the [`Replace`] understands that gave it.
    pub meaning: usize,
}

impl Holds {
    /// Text of which nothing else is known.
    pub const TEXT: Holds = Holds {
        written: Written::Text,
        meaning: 0,
    };
}

/// How the values of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// Text that may be anything.
    Text,
    /// Numbers and times: where they stand in binary, they stay.
    Number,
    /// Anything else of a fixed form.
    Other,
}

/// What was left out of a file: what it is, and how often.
pub(crate) type LeftOut = BTreeMap<String, u64>;

/// A table for whoever writes its rows anew.
#[derive(Debug)]
pub(crate) struct Columns {
    /// The name of the table.
    pub name: String,
    /// Whether a generation of the schema has it, with columns that are published.
    pub is_known: bool,
    /// What each column is called and holds; nothing where it is not known.
    pub columns: Vec<(String, Option<Holds>)>,
}

/// Writes what stands in a file anew. What is given was read before, and found to be without fault.
pub(crate) trait Anew: Sync {
    /// Appends a row as it becomes, and says where it ends in its piece.
    fn row(&self, row: &Row<'_>, columns: &Columns, texts: &mut Texts<'_>) -> usize;

    /// Appends a statement without rows, or leaves it out.
    fn statement(&self, statement: &[u8], matters: bool, texts: &mut Texts<'_>) {
        let _ = (statement, matters, texts);
    }

    /// Appends what stands between rows and statements. `begins`: it is the beginning of the file; `dropped`: a row beside it
    /// was left out.
    fn between(&self, text: &[u8], begins: bool, dropped: bool, texts: &mut Texts<'_>);
}

/// Where what is written anew goes.
pub(crate) struct Texts<'a> {
    /// What becomes of what is said.
    pub by: &'a dyn Replace,
    pub out: Vec<u8>,
    /// What did not go there.
    pub left_out: LeftOut,
}

impl Texts<'_> {
    /// Counts something that is left out.
    pub fn leave_out(&mut self, what: impl Into<String>) {
        *self.left_out.entry(what.into()).or_default() += 1;
    }
}

impl Columns {
    fn of(table: &Table, published: &Published, by: &dyn Replace) -> Self {
        let columns = table.columns.iter();
        Columns {
            name: table.name.to_string(),
            is_known: published.has(&table.name.name),
            columns: columns
                .map(|column| (column.name.to_string(), by.holds(table, &column.name)))
                .collect(),
        }
    }
}

/// An extract of which all files are text.
pub(crate) struct Changed {
    files: Files,
    published: &'static Published,
}

impl Changed {
    /// Looks into the files.
    ///
    /// # Errors
    /// Where they cannot be opened, or rows stand in something that is no text.
    pub fn open(input: &[PathBuf], options: Options<'_>) -> Result<Self, Error> {
        let files = recognise::open(input, options)?;
        for extract in &files.extracts {
            let is_text = |stream: &Stream| stream.bacpac.is_none() && stream.form.anew().is_some();
            if !matches!(extract, Extract::Stream(stream) if is_text(stream)) {
                let what = format!(
                    "it is an extract of the database that is no plain text, or text with a format file: {}",
                    extract.method()
                );
                return Err(Error::new(what).in_member(extract.name()));
            }
        }
        Ok(Changed {
            files,
            published: options.published,
        })
    }

    /// The files with rows.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.streams().map(|stream| &stream.member)
    }

    /// The names of those without.
    pub fn others(&self) -> impl Iterator<Item = &str> {
        let others = self.files.others.iter().map(|it| &*it.member.name);
        others.chain(self.files.aside.iter().map(String::as_str))
    }

    fn streams(&self) -> impl Iterator<Item = &Stream> {
        self.files
            .extracts
            .iter()
            .filter_map(|extract| match extract {
                Extract::Stream(stream) => Some(stream),
                Extract::Table(_) => None,
            })
    }

    /// Whether a file has rows of nothing but tables that nobody knows.
    pub fn is_unknown(&self, name: &str) -> bool {
        let stream = self.streams().find(|stream| stream.member.name == name);
        stream.is_some_and(|stream| {
            let tables = stream.form.tables();
            !stream.form.learns()
                && tables
                    .iter()
                    .all(|table| !self.published.has(&table.name.name))
        })
    }

    /// Writes a file anew, piece by piece.
    ///
    /// # Errors
    /// Where it cannot be read as it was read before, or what takes the pieces refuses one.
    pub fn write(
        &self,
        name: &str,
        by: &dyn Replace,
        options: Options<'_>,
        progress: &Progress,
        take: Take<'_>,
    ) -> Result<LeftOut, Error> {
        let stream = self.streams().find(|stream| stream.member.name == name);
        let Some((stream, form)) = stream.and_then(|it| Some((it, it.form.anew()?))) else {
            return Err(changed());
        };
        let (buffers, ended) = (Buffers::new(SIZE), AtomicBool::new(false));
        let collector = Anewly {
            form,
            by,
            published: self.published,
        };
        let context = Context::new(&collector, options, &buffers, progress);
        let mut pieces = stream.pieces(&context)?;
        let (mut carry, mut left_out) = (Carry::default(), LeftOut::new());
        take(mark(stream))?;
        let mut raw = Vec::new();
        let read = threads::ordered(
            options.threads,
            || pieces.next(),
            |block| stream.scan(block, &context),
            |scanned| {
                let Some(mut scanned) = stream.settle(scanned, &mut carry, &context) else {
                    return Ok(());
                };
                if !scanned.found.faults.is_empty() {
                    return Err(changed());
                }
                let mut texts = Texts {
                    by,
                    out: Vec::with_capacity(scanned.block.bytes.len()),
                    left_out: std::mem::take(&mut scanned.found.part.left_out),
                };
                let end = scanned.end;
                let piece = &scanned.block.bytes[..end];
                let Edits { edits, .. } = scanned.found.part;
                put(form, piece, scanned.block.first, edits, &mut texts)?;
                ended.store(scanned.block.last, Ordering::Relaxed);
                for (what, count) in texts.left_out {
                    *left_out.entry(what).or_default() += count;
                }
                raw.clear();
                take(encoded(stream.detected.encoding, &texts.out, &mut raw))?;
                stream.keep(scanned.block, end, &mut carry, &context)
            },
        );
        read.map_err(|error| error.in_member(name))?;
        match ended.load(Ordering::Relaxed) {
            true => Ok(left_out),
            false => Err(changed()),
        }
    }
}

/// Puts the edits of a piece where they belong. Nothing of it goes by unseen.
fn put(
    form: &dyn Anew,
    piece: &[u8],
    first: bool,
    edits: Vec<Edit>,
    texts: &mut Texts<'_>,
) -> Result<(), Error> {
    let (mut at, mut dropped) = (0, false);
    for edit in edits {
        let Range { start, end } = edit.at;
        if start < at || end > piece.len() {
            return Err(changed());
        }
        let begins = first && at == 0;
        form.between(&piece[at..start], begins, dropped || edit.dropped, texts);
        texts.out.extend_from_slice(&edit.new);
        (at, dropped) = (end, edit.dropped);
    }
    form.between(&piece[at..], first && at == 0, dropped, texts);
    Ok(())
}

/// The byte order mark that the file begins with. What is in a code page is in UTF-8 afterwards, and says so: the page may
/// not have the new letters.
fn mark(stream: &Stream) -> &'static [u8] {
    match stream.detected.encoding {
        Encoding::Page(_) => b"\xEF\xBB\xBF",
        _ if stream.detected.bom == 0 => b"",
        Encoding::Utf16 {
            little_endian: true,
        } => b"\xFF\xFE",
        Encoding::Utf16 { .. } => b"\xFE\xFF",
        Encoding::Utf8 { .. } | Encoding::Binary => b"\xEF\xBB\xBF",
    }
}

fn encoded<'a>(encoding: Encoding, text: &'a [u8], raw: &'a mut Vec<u8>) -> &'a [u8] {
    let Encoding::Utf16 { little_endian } = encoding else {
        return text;
    };
    utf16::encode(text, little_endian, raw);
    raw
}

fn changed() -> Error {
    Error::new("the input has changed since it was read")
        .expected("an input that nobody writes to")
        .hint("wait until nobody writes to it any more, and run the command again")
}

/// A table is met again and again.
pub(super) fn columns_of(
    known: &mut Vec<(Arc<Table>, Arc<Columns>)>,
    table: &Arc<Table>,
    of: impl FnOnce() -> Columns,
) -> Arc<Columns> {
    let found = known.iter().rev().find(|(it, _)| Arc::ptr_eq(it, table));
    if let Some((_, columns)) = found {
        return Arc::clone(columns);
    }
    let columns = Arc::new(of());
    known.push((Arc::clone(table), Arc::clone(&columns)));
    columns
}
