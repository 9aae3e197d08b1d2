//! What the threads do with members.

use std::marker::PhantomData;

use super::assemble::Carry;
use super::chunks::{Chunk, Chunks, Detected};
use super::member::{Consumer, Parsed, close, open};
use super::scan::Scanned;
use crate::input::Error;
use crate::input::members::Member;
use crate::package::read::context::Context;
use crate::reading::Survey;
use crate::threads::Work;

/// What became of a member.
pub(super) type Outcome<S> = Result<Box<Parsed<<S as Survey>::Total>>, Error>;

/// A member to read.
pub(super) struct Job<'a, S> {
    pub member: &'a Member,
    pub context: &'a Context<'a, S>,
}

/// Reads members: what the threads do with them.
pub(super) struct Parsing<'a, S>(PhantomData<fn(Job<'a, S>)>);

impl<S> Default for Parsing<'_, S> {
    fn default() -> Self {
        Parsing(PhantomData)
    }
}

/// Where the chunks of a member come from.
pub(super) struct Source<'a, S> {
    pub member: &'a Member,
    pub context: &'a Context<'a, S>,
    pub chunks: Chunks<'a>,
    /// How far they got, in the member's own bytes.
    pub at: u64,
}

/// Where they go.
pub(super) struct Sink<'a, S: Survey> {
    pub detected: Detected,
    pub carry: Carry,
    pub consumer: Consumer<'a, S>,
}

impl<'a, S: Survey> Work for Parsing<'a, S> {
    type Job = Job<'a, S>;
    type Source = Source<'a, S>;
    type Item = (Chunk, &'a Context<'a, S>);
    type Worked = (Chunk, Scanned<S::Run>);
    type Sink = Sink<'a, S>;
    type Outcome = Outcome<S>;
    type Error = Error;

    fn size(&self, job: &Self::Job) -> u64 {
        job.member.bytes
    }

    fn open(&self, job: Self::Job) -> Result<(Self::Source, Self::Sink), Outcome<S>> {
        open(job)
    }

    fn produce(&self, source: &mut Self::Source) -> Result<Option<Self::Item>, Error> {
        let chunk = source.chunks.next()?;
        Ok(chunk.map(|chunk| {
            source.at = chunk.start;
            (chunk, source.context)
        }))
    }

    fn left(&self, source: &Self::Source) -> u64 {
        source.member.bytes.saturating_sub(source.at)
    }

    fn work(&self, (chunk, context): Self::Item) -> Self::Worked {
        context.scan(chunk)
    }

    fn consume(&self, sink: &mut Self::Sink, scanned: Self::Worked) -> Result<(), Error> {
        let Sink {
            carry, consumer, ..
        } = sink;
        carry.take(scanned, consumer.context, consumer)
    }

    fn close(&self, source: Self::Source, sink: Self::Sink, end: Result<(), Error>) -> Outcome<S> {
        close(source, sink, end)
    }
}
