//! Extracts that are text, written anew: all that is said in them becomes something else, and stays how it is written.

mod collect;
mod names;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use self::collect::{Edit, Edits, RowRewriter};
use super::extract::Extract;
use super::files::Files;
use super::pieces::SIZE;
use super::recognise::{self};
use super::stream::{Carry, Stream};
use crate::input::buffers::Buffers;
use crate::input::encodings::{Encoding, utf16};
use crate::input::members::Member;
use crate::input::{Error, Progress};
use crate::sqlserver::collector::Context;
use crate::sqlserver::rows::rewrite::{Columns, LeftOutCounts, Replace, Rewrite, Texts};
use crate::sqlserver::{Options, Published, Table, Take};
use crate::threads;
use crate::wording::wording;

pub(super) use self::names::{in_header, in_trailer, is_public};

wording! {
    in "extract";
    /// Why an extract cannot be written anew.
    enum Problem {
        /// It is no text of its own.
        NoPlainText { method: String },
        /// It is not what was read.
        Changed,
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
            let is_text =
                |stream: &Stream| stream.bacpac.is_none() && stream.form.rewriter().is_some();
            if !matches!(extract, Extract::Stream(stream) if is_text(stream)) {
                let method = extract.method();
                let error = Error::new(Problem::NoPlainText { method });
                return Err(error.in_member(extract.name()));
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

    /// Whether a file has rows of nothing but tables that are not known.
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
    ) -> Result<LeftOutCounts, Error> {
        let stream = self.streams().find(|stream| stream.member.name == name);
        let Some((stream, form)) = stream.and_then(|it| Some((it, it.form.rewriter()?))) else {
            return Err(changed());
        };
        let (buffers, ended) = (Buffers::new(SIZE), AtomicBool::new(false));
        let collector = RowRewriter {
            form,
            by,
            published: self.published,
        };
        let context = Context::new(&collector, options, &buffers, progress);
        let mut pieces = stream.pieces(&context)?;
        let (mut carry, mut left_out) = (Carry::default(), LeftOutCounts::new());
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
    form: &dyn Rewrite,
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

/// The byte order mark that the file begins with. What is in a code page is in UTF-8 afterwards, and says so: the page
/// may not have the new letters.
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
    Error::new(Problem::Changed)
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
