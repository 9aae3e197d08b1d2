//! The way of a file through the threads: cut into pieces, read at once, put together in order.

use std::marker::PhantomData;
use std::sync::Arc;

use super::encoding::{Detected, Encoding};
use super::form::{Fault, Form, Learned, Piece, Rows};
use super::pieces::{Block, LARGEST_ROW, Pieces, too_large};
use super::row::Row;
use super::table::Table;
use crate::source::package::archive::Member;
use crate::source::package::buffers::Buffers;
use crate::source::pipeline::{self, Work};
use crate::source::{Error, Progress, ReadOptions, Skipped};

/// What is made of rows.
pub(crate) trait Collector: Sync {
    /// What is made of the rows of one piece.
    type Part: Send;
    /// What is made of a whole file.
    type Total: Send + Default;

    /// A piece begins.
    fn begin(&self) -> Self::Part;

    /// Takes a row; refuses it where it cannot be used. The place of the fault is that of the row.
    fn row(&self, part: &mut Self::Part, table: &Arc<Table>, row: &Row<'_>) -> Result<(), Fault>;

    /// A piece is complete; they come in the order of the file.
    fn finish(&self, total: &mut Self::Total, part: Self::Part) -> Result<(), Error>;
}

/// A file, or a part of one, that holds rows.
pub(crate) struct Extract {
    /// Where its bytes are.
    pub member: Member,
    /// How its text is encoded.
    pub detected: Detected,
    /// What finds its rows.
    pub form: Box<dyn Form>,
    /// What it is, for people: `script`, `CSV, comma, with header`.
    pub method: String,
}

impl Extract {
    /// Whether there may be rows of such a table: a form that knows its tables beforehand may have none of them.
    pub fn may_hold(&self, wanted: impl Fn(&Table) -> bool) -> bool {
        self.form.learns() || self.form.tables().iter().any(|table| wanted(table))
    }
}

/// What all files share.
pub(crate) struct Context<'a, C> {
    pub collector: &'a C,
    /// Whether rows that cannot be read are stepped over and counted.
    pub skip: bool,
    pub buffers: &'a Buffers,
    pub progress: &'a Progress,
}

impl<'a, C> Context<'a, C> {
    /// What files are read with.
    pub fn new(
        collector: &'a C,
        options: &ReadOptions,
        buffers: &'a Buffers,
        progress: &'a Progress,
    ) -> Self {
        Context {
            collector,
            skip: options.skip_damaged,
            buffers,
            progress,
        }
    }
}

/// What became of a file.
pub(crate) type Outcome<C> = Result<(<C as Collector>::Total, Skipped), Error>;

/// A file to read.
pub(crate) struct Job<'a, C> {
    pub extract: &'a Extract,
    pub context: &'a Context<'a, C>,
}

/// Reads all files. What became of them stands in their order.
pub(crate) fn read_all<C: Collector>(jobs: Vec<Job<'_, C>>, threads: usize) -> Vec<Outcome<C>> {
    pipeline::run(threads, &Reading(PhantomData), jobs)
}

/// Reads one file; what is made of its pieces is finished in their order.
pub(crate) fn read_in_order<C: Collector>(job: &Job<'_, C>, threads: usize) -> Outcome<C> {
    let mut pieces = job.pieces()?;
    let mut sink = Sink::<C>::new(job.extract, job.context);
    let read = pipeline::ordered(
        threads,
        || pieces.next(),
        |block| scan(block, job.extract, job.context),
        |scanned| sink.take(scanned),
    );
    read.map_err(|error| error.in_member(&job.extract.member.name))?;
    Ok((sink.total, sink.skipped))
}

struct Reading<'a, C>(PhantomData<fn(Job<'a, C>)>);

/// What became of a piece.
pub(crate) struct Scanned<P> {
    block: Block,
    part: P,
    rows: u64,
    end: usize,
    faults: Vec<(Fault, u64)>,
    learned: Learned,
}

/// Where the pieces of a file go.
struct Sink<'a, C: Collector> {
    extract: &'a Extract,
    context: &'a Context<'a, C>,
    total: C::Total,
    skipped: Skipped,
    /// Rows so far, those that were stepped over included.
    rows: u64,
    /// What is left of a piece that ended in the middle of a row.
    carry: Option<Block>,
    /// How long it must have grown before it is worth another look.
    enough: usize,
}

impl<'a, C: Collector> Work for Reading<'a, C> {
    type Job = Job<'a, C>;
    type Source = (Pieces<'a>, &'a Extract, &'a Context<'a, C>);
    type Item = (Block, &'a Extract, &'a Context<'a, C>);
    type Worked = Scanned<C::Part>;
    type Sink = Sink<'a, C>;
    type Outcome = Outcome<C>;
    type Error = Error;

    fn size(&self, job: &Self::Job) -> u64 {
        job.extract.member.bytes
    }

    fn open(&self, job: Self::Job) -> Result<(Self::Source, Self::Sink), Outcome<C>> {
        let Job { extract, context } = job;
        let pieces = job.pieces().map_err(Err)?;
        let sink = Sink::new(extract, context);
        Ok(((pieces, extract, context), sink))
    }

    fn produce(
        &self,
        (pieces, extract, context): &mut Self::Source,
    ) -> Result<Option<Self::Item>, Error> {
        Ok(pieces.next()?.map(|block| (block, *extract, *context)))
    }

    fn left(&self, (pieces, extract, _): &Self::Source) -> u64 {
        extract.member.bytes.saturating_sub(pieces.start)
    }

    fn work(&self, (block, extract, context): Self::Item) -> Self::Worked {
        scan(block, extract, context)
    }

    fn consume(&self, sink: &mut Self::Sink, scanned: Self::Worked) -> Result<(), Error> {
        sink.take(scanned)
    }

    fn close(&self, _: Self::Source, sink: Self::Sink, end: Result<(), Error>) -> Outcome<C> {
        end.map(|()| (sink.total, sink.skipped))
    }
}

impl<'a, C: Collector> Job<'a, C> {
    fn pieces(&self) -> Result<Pieces<'a>, Error> {
        let Job { extract, context } = self;
        Pieces::new(
            &extract.member,
            extract.detected,
            &*extract.form,
            context.buffers,
            context.progress,
        )
    }
}

/// Reads the rows of a piece.
fn scan<C: Collector>(
    block: Block,
    extract: &Extract,
    context: &Context<'_, C>,
) -> Scanned<C::Part> {
    let encoding = extract.detected.encoding;
    let mut taker = Taker {
        context,
        part: context.collector.begin(),
        // It was looked at as a whole, or made so.
        is_utf8: matches!(encoding, Encoding::Utf8 { .. } | Encoding::Page(_)),
        rows: 0,
        faults: Vec::new(),
    };
    let piece = Piece {
        bytes: &block.bytes,
        last: block.last,
        first: block.first,
    };
    let fault = not_utf8(encoding, &block.bytes).or_else(|| undefined(encoding, &block.bytes));
    if let Some(fault) = fault {
        taker.faults.push((fault, 0));
    }
    let read = if taker.faults.is_empty() {
        extract.form.read(piece, &mut taker)
    } else {
        Default::default()
    };
    let Taker {
        part, rows, faults, ..
    } = taker;
    Scanned {
        part,
        rows,
        faults,
        end: read.end,
        learned: read.learned,
        block,
    }
}

/// Text that was taken for UTF-8 as nobody said otherwise, and is not.
fn not_utf8(encoding: Encoding, bytes: &[u8]) -> Option<Fault> {
    let Encoding::Utf8 { certain } = encoding else {
        return None;
    };
    if simdutf8::basic::from_utf8(bytes).is_ok() {
        return None;
    }
    let at = simdutf8::compat::from_utf8(bytes).err()?.valid_up_to();
    if certain {
        let what = format!(
            "the byte {:02X} is no UTF-8, which the text is said to be",
            bytes[at]
        );
        let fault = Fault::new(at, what)
            .expected("UTF-8 throughout")
            .hint("copy the file again from where it was extracted: it was damaged, or two texts of different encodings were joined");
        return Some(fault.fatal());
    }
    let fault = Fault::new(at, format!("the byte {:02X} is no UTF-8, and nothing says which code page it is in", bytes[at]))
        .expected("UTF-8, UTF-16 with a byte order mark, or a code page that somebody names")
        .hint("say it with --code-page: 850 or 437 for what bcp -c and sqlcmd write in Western Europe or the United States, 1252 for bcp -C ACP and for most scripts");
    Some(fault.fatal())
}

/// Text with bytes that the code page does not have: it is in another one.
fn undefined(encoding: Encoding, bytes: &[u8]) -> Option<Fault> {
    let at = encoding.undefined(bytes).next()?;
    let fault = Fault::new(
        at,
        format!(
            "there are bytes here that {} does not define",
            encoding.name()
        ),
    )
    .expected("text in that code page")
    .hint("give another one with --code-page");
    Some(fault.fatal())
}

/// Takes the rows of a piece for a collector.
struct Taker<'c, 'a, C: Collector> {
    context: &'c Context<'a, C>,
    part: C::Part,
    /// Whether the text is UTF-8 throughout.
    is_utf8: bool,
    rows: u64,
    /// Faults, each with the number of rows before it in the piece.
    faults: Vec<(Fault, u64)>,
}

impl<C: Collector> Rows for Taker<'_, '_, C> {
    #[inline]
    fn row(&mut self, table: &Arc<Table>, row: &Row<'_>) -> bool {
        let row = &row.with_utf8(self.is_utf8);
        match self.context.collector.row(&mut self.part, table, row) {
            Ok(()) => {
                self.rows += 1;
                true
            }
            Err(fault) => self.fault(Fault {
                at: row.at,
                table: table.name.to_string(),
                ..fault
            }),
        }
    }

    fn fault(&mut self, fault: Fault) -> bool {
        let goes_on = self.context.skip && !fault.fatal;
        self.faults.push((fault, self.rows));
        self.rows += 1;
        goes_on
    }
}

impl<'a, C: Collector> Sink<'a, C> {
    fn new(extract: &'a Extract, context: &'a Context<'a, C>) -> Self {
        Sink {
            extract,
            context,
            total: C::Total::default(),
            skipped: Skipped::default(),
            rows: 0,
            carry: None,
            enough: 0,
        }
    }

    /// Takes the next piece, as it was read.
    fn take(&mut self, mut scanned: Scanned<C::Part>) -> Result<(), Error> {
        let (extract, context) = (self.extract, self.context);
        if let Some(before) = self.carry.take() {
            // The piece was read as if it began with a row. It does not: once more, from there.
            let mut bytes = before.bytes;
            bytes.extend_from_slice(&scanned.block.bytes);
            let block = Block {
                bytes,
                start: before.start,
                first: before.first,
                last: scanned.block.last,
            };
            if block.bytes.len() < self.enough && !block.last {
                self.carry = Some(block);
                return Ok(());
            }
            scanned = scan(block, extract, context);
        }
        while !extract.form.accept(std::mem::take(&mut scanned.learned)) {
            scanned = scan(scanned.block, extract, context);
        }
        let Scanned {
            block,
            part,
            rows,
            end,
            faults,
            ..
        } = scanned;
        context.collector.finish(&mut self.total, part)?;
        for (fault, before) in faults {
            let row = self.rows + before + 1;
            self.fault(fault, &block, row)?;
        }
        self.rows += rows;
        if !block.last && end < block.bytes.len() {
            let start = block.start + extract.detected.encoding.raw_len(&block.bytes[..end]);
            let rest = block.bytes[end..].to_vec();
            if rest.len() >= LARGEST_ROW {
                return Err(too_large().at(start));
            }
            self.enough = (2 * rest.len()).min(LARGEST_ROW);
            self.carry = Some(Block {
                bytes: rest,
                start,
                first: block.first && end == 0,
                last: false,
            });
        } else {
            context.buffers.give(block.bytes);
        }
        Ok(())
    }

    /// A row that cannot be read: an error, or one more that is left out.
    fn fault(&mut self, fault: Fault, block: &Block, row: u64) -> Result<(), Error> {
        let encoding = self.extract.detected.encoding;
        let at = fault.at.min(block.bytes.len());
        let byte = block.start + encoding.raw_len(&block.bytes[..at]);
        let table = match fault.table.as_str() {
            "" => format!("row {row}"),
            table => format!("{table}, row {row}"),
        };
        if self.context.skip && !fault.fatal {
            let name = &self.extract.member.name;
            let place = format!("{}: {name}, byte {byte}, in {table}", fault.what);
            self.skipped.note(1, place);
            return Ok(());
        }
        Err(Error::new(fault.what)
            .at(byte)
            .inside(table)
            .expected(fault.expected)
            .hint(fault.hint))
    }
}
