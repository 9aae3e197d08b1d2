//! What the threads do with members.

use std::marker::PhantomData;
use std::sync::Arc;

use super::ahead::{Ahead, Around};
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
    type Item = (Chunk, &'a Context<'a, S>, Option<Arc<Around>>);
    type Worked = (Chunk, Scanned<S::Run>, Vec<Ahead<'a>>);
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
            (chunk, source.context, source.whereabouts.get())
        }))
    }

    fn left(&self, source: &Self::Source) -> u64 {
        source.member.bytes.saturating_sub(source.at)
    }

    fn work(&self, (chunk, context, around): Self::Item) -> Self::Worked {
        let (chunk, scanned) = context.scan(chunk);
        let read = |around| Ahead::all(&chunk, &scanned, &around, context);
        let ahead = around.map(read).unwrap_or_default();
        (chunk, scanned, ahead)
    }

    fn consume(
        &self,
        sink: &mut Self::Sink,
        (chunk, scanned, ahead): Self::Worked,
    ) -> Result<(), Error> {
        let Sink {
            carry, consumer, ..
        } = sink;
        consumer.ahead.clear();
        // Behind what is left of the chunk before, places mean something else.
        if carry.is_empty() {
            consumer.ahead.extend(ahead);
        }
        carry.take((chunk, scanned), consumer.context, consumer)?;
        sink.whereabouts.set(&consumer.elements);
        Ok(())
    }

    fn close(&self, source: Self::Source, sink: Self::Sink, end: Result<(), Error>) -> Outcome<S> {
        close(source, sink, end)
    }
}
