//! The way of rows through the threads: taken apart, read at once, put together in order.

use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::sync::atomic::Ordering;

use super::database::{PAGE, PageAddress, PageRun, Runs};
use super::extract::Extract;
use super::pieces::{Block, Pieces};
use super::stored_rows::{ScannedPages, StoredRows};
use super::stream::{Carry, Scanned, Stream};
use crate::input::{Error, Skipped};
use crate::sqlserver::collector::{Collector, Context, Noted};
use crate::threads;
use crate::threads::Work;
use crate::wording::{Sentence, wording};

wording! {
    in "extract";
    /// What is left out, and where it is.
    pub(crate) enum LeftOut {
        /// A row, or rows of a page; the byte as a text, as the first one has the number 0.
        OfRow { what: Sentence, member: String, byte: Option<String>, place: RowPlace },
        /// Whatever is wrong with a file.
        OfFile { what: Sentence, member: String },
        /// Rows that a file says it has.
        Promised { found: u64, said: u64 },
    }
}

wording! {
    in "extract";
    /// Where rows are.
    pub(crate) enum RowPlace {
        /// In a file, counted from 1.
        Row { table: String, row: u64 },
        /// In a database.
        Page { table: String, page: Option<String> },
    }
}

/// What became of a file.
pub(crate) type Outcome<C> = Result<(<C as Collector>::Total, Skipped), Error>;

/// A file to read.
pub(crate) struct ExtractJob<'a, C> {
    pub extract: &'a Extract,
    pub context: &'a Context<'a, C>,
}

/// Reads those of the files that are wanted. What became of them stands in the order of all; `None` for the others.
pub(crate) fn read_wanted<C: Collector>(
    extracts: &[Extract],
    wanted: impl Fn(&Extract) -> bool,
    context: &Context<'_, C>,
) -> Vec<Option<Outcome<C>>> {
    let is_wanted: Vec<bool> = extracts.iter().map(wanted).collect();
    let jobs = extracts.iter().zip(&is_wanted);
    let jobs = jobs
        .filter(|(_, wanted)| **wanted)
        .map(|(extract, _)| ExtractJob { extract, context });
    let mut outcomes = threads::run(&Reading(PhantomData), jobs.collect()).into_iter();
    let outcome = |wanted: bool| wanted.then(|| outcomes.next()).flatten();
    is_wanted.into_iter().map(outcome).collect()
}

/// Reads one file; what is made of its pieces is finished in their order, and rows of a table with an index come in the
/// order of its keys.
pub(crate) fn read_in_order<C: Collector>(job: &ExtractJob<'_, C>) -> Outcome<C> {
    let ExtractJob { extract, context } = job;
    let mut items = Items::of(job, true)?;
    let mut sink = Sink::<C>::new(extract, context);
    let read = threads::ordered(
        || items.next(),
        |item| work(item, context),
        |worked| sink.take(worked),
    );
    read.map_err(|error| error.in_member(extract.name()))?;
    Ok((sink.total, sink.skipped))
}

/// Where pieces come from.
enum Items<'a> {
    Pieces(&'a Stream, Box<Pieces<'a>>),
    Pages(&'a StoredRows, Box<Runs<'a>>),
}

/// What is read at once.
enum Item<'a> {
    Block(&'a Stream, Block),
    Pages(&'a StoredRows, PageRun),
}

/// What became of it.
enum Worked<'a, P> {
    Block(&'a Stream, Scanned<P>),
    Pages(&'a StoredRows, ScannedPages<P>),
}

impl<'a> Items<'a> {
    fn of<C>(job: &ExtractJob<'a, C>, ordered: bool) -> Result<Self, Error> {
        Ok(match job.extract {
            Extract::Stream(stream) => Items::Pieces(stream, Box::new(stream.pieces(job.context)?)),
            Extract::Table(rows) => Items::Pages(rows, Box::new(rows.runs(ordered)?)),
        })
    }

    fn next(&mut self) -> Result<Option<Item<'a>>, Error> {
        Ok(match self {
            Items::Pieces(stream, pieces) => pieces.next()?.map(|block| Item::Block(stream, block)),
            Items::Pages(rows, runs) => runs.next().map(|run| Item::Pages(rows, run)),
        })
    }
}

fn work<'a, C: Collector>(item: Item<'a>, context: &Context<'_, C>) -> Worked<'a, C::Part> {
    match item {
        Item::Block(stream, block) => Worked::Block(stream, stream.scan(block, context)),
        Item::Pages(rows, run) => Worked::Pages(rows, rows.scan(run, context)),
    }
}

struct Reading<'a, C>(PhantomData<fn(ExtractJob<'a, C>)>);

/// Where what was read goes.
struct Sink<'a, C: Collector> {
    extract: &'a Extract,
    context: &'a Context<'a, C>,
    total: C::Total,
    skipped: Skipped,
    /// Rows so far, those that were stepped over included.
    rows: u64,
    carry: Carry,
    /// Pages that were met and are damaged: of an index, some are met twice.
    damaged: BTreeSet<PageAddress>,
}

impl<'a, C: Collector> Work for Reading<'a, C> {
    type Job = ExtractJob<'a, C>;
    type Source = (Items<'a>, ExtractJob<'a, C>, u64);
    type Item = (Item<'a>, &'a Context<'a, C>);
    type Worked = Worked<'a, C::Part>;
    type Sink = Sink<'a, C>;
    type Outcome = Outcome<C>;
    type Error = Error;

    fn size(&self, job: &Self::Job) -> u64 {
        job.extract.bytes()
    }

    fn open(&self, job: Self::Job) -> Result<(Self::Source, Self::Sink), Outcome<C>> {
        let items = Items::of(&job, false).map_err(Err)?;
        let sink = Sink::new(job.extract, job.context);
        Ok(((items, job, 0), sink))
    }

    fn produce(&self, (items, job, done): &mut Self::Source) -> Result<Option<Self::Item>, Error> {
        let item = items.next()?;
        *done = match (&items, &item) {
            (Items::Pieces(_, pieces), _) => pieces.start,
            (_, Some(Item::Pages(_, run))) => *done + (run.pages.len() * PAGE) as u64,
            _ => *done,
        };
        Ok(item.map(|item| (item, job.context)))
    }

    fn left(&self, (_, job, done): &Self::Source) -> u64 {
        job.extract.bytes().saturating_sub(*done)
    }

    fn work(&self, (item, context): Self::Item) -> Self::Worked {
        work(item, context)
    }

    fn consume(&self, sink: &mut Self::Sink, worked: Self::Worked) -> Result<(), Error> {
        sink.take(worked)
    }

    fn close(&self, _: Self::Source, sink: Self::Sink, end: Result<(), Error>) -> Outcome<C> {
        end.map(|()| (sink.total, sink.skipped))
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
            carry: Carry::default(),
            damaged: BTreeSet::new(),
        }
    }

    /// Takes what became of the next piece.
    fn take(&mut self, worked: Worked<'a, C::Part>) -> Result<(), Error> {
        match worked {
            Worked::Block(stream, scanned) => self.take_block(stream, scanned),
            Worked::Pages(rows, scanned) => self.take_pages(rows, scanned),
        }
    }

    fn take_block(&mut self, stream: &Stream, scanned: Scanned<C::Part>) -> Result<(), Error> {
        let settled = stream.settle(scanned, &mut self.carry, self.context);
        let Some(Scanned {
            block, found, end, ..
        }) = settled
        else {
            return Ok(());
        };
        if block.end_mark {
            stream.end_mark.store(true, Ordering::Relaxed);
        }
        self.context.collector.finish(&mut self.total, found.part)?;
        for noted in found.faults {
            let row = self.rows + noted.rows + 1;
            let table = noted.fault.table.to_string();
            let place = RowPlace::Row { table, row };
            let byte = stream.byte_of(noted.fault.at, &block);
            self.fault(noted, Some(byte), place)?;
        }
        self.rows += found.rows;
        if block.last {
            self.compare(stream)?;
        }
        stream.keep(block, end, &mut self.carry, self.context)
    }

    /// Compares the rows with what the file says of them.
    fn compare(&mut self, stream: &Stream) -> Result<(), Error> {
        let Some(said) = stream.form.said().filter(|said| *said != self.rows) else {
            return Ok(());
        };
        let what = LeftOut::Promised {
            found: self.rows,
            said,
        };
        if !self.context.skip {
            return Err(Error::new(what));
        }
        let missing = said.saturating_sub(self.rows).max(1);
        let (what, member) = (what.into(), self.extract.name().to_owned());
        let place = LeftOut::OfFile { what, member };
        self.skipped.note(missing, || place.to_string());
        Ok(())
    }

    fn take_pages(
        &mut self,
        rows: &StoredRows,
        scanned: ScannedPages<C::Part>,
    ) -> Result<(), Error> {
        let ScannedPages { pages, found } = scanned;
        self.context.collector.finish(&mut self.total, found.part)?;
        for noted in found.faults {
            let page = noted.fault.page;
            if page.is_some_and(|page| !self.damaged.insert(page)) {
                continue;
            }
            let table = rows.stored.table.name.to_string();
            let page = pages.get(noted.fault.at / PAGE);
            let page = page.filter(|_| noted.fault.page.is_none());
            let page = page.map(PageAddress::to_string);
            let place = RowPlace::Page { table, page };
            self.fault(noted, None, place)?;
        }
        Ok(())
    }

    /// Something that cannot be read: an error, or one more that is left out.
    fn fault(&mut self, noted: Noted, byte: Option<u64>, place: RowPlace) -> Result<(), Error> {
        let Noted {
            fault,
            stepped_over,
            ..
        } = noted;
        if !stepped_over {
            let error = fault.error(self.context.show_content);
            let error = error.inside(place.to_string());
            let Some(byte) = byte else {
                return Err(error);
            };
            let error = error.at(byte);
            return Err(match self.extract.line_of_byte(byte) {
                Some(line) => error.on_line(line),
                None => error,
            });
        }
        let left_out = LeftOut::OfRow {
            what: fault.described(self.context.show_content),
            member: self.extract.name().to_owned(),
            byte: byte.map(|byte| byte.to_string()),
            place,
        };
        if fault.page.is_some() {
            self.skipped.note_page(|| left_out.to_string());
        } else {
            self.skipped.note(1, || left_out.to_string());
        }
        Ok(())
    }
}
