//! What the threads do with members.

use std::marker::PhantomData;

use super::chunks::Chunk;
use super::member::{close, open};
use super::scan::Scanned;
use crate::input::Error;
use crate::package::read::context::Context;
use crate::package::read::member::{MemberJob, Outcome, Sink, Source};
use crate::reading::Survey;
use crate::threads::Work;

/// Reads members: what the threads do with them.
pub(super) struct Parsing<'a, S>(PhantomData<fn(MemberJob<'a, S>)>);

impl<S> Default for Parsing<'_, S> {
    fn default() -> Self {
        Parsing(PhantomData)
    }
}

impl<'a, S: Survey> Work for Parsing<'a, S> {
    type Job = MemberJob<'a, S>;
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
