//! The way of a member through the threads: cut into chunks, scanned at once, put together in order.

use std::ops::Range;

use super::chunks::{Chunk, Chunks, Spot};
use super::fault::Excess;
use super::scan::{Piece, Scanned, Seen, scan};
use crate::input::{Error, limits};
use crate::package::read::context::Context;
use crate::reading::Survey;
use crate::threads;
use crate::xml::markup::Fault;

/// Takes the pieces of a member in their order; together they are the whole text.
pub(crate) trait Assembly<R> {
    /// A stretch of the chunk without messages: whole tags and texts.
    fn rest(&mut self, chunk: &Chunk, range: Range<usize>) -> Result<(), Error>;

    /// Messages that follow each other.
    fn run(&mut self, chunk: &Chunk, range: Range<usize>, run: R, seen: &Seen)
    -> Result<(), Error>;

    /// Something that is no XML.
    fn fault(&mut self, fault: &Fault, at: Spot<'_>) -> Result<(), Error>;

    /// The member ends. `cut_off`: in the middle of a tag or message. `counted`: why is known already, and counted.
    fn finish(&mut self, end: Spot<'_>, cut_off: bool, counted: bool) -> Result<(), Error>;
}

impl<S: Survey> Context<'_, S> {
    /// Finds what is in a chunk.
    pub fn scan(&self, chunk: Chunk) -> (Chunk, Scanned<S::Run>) {
        let scanned = scan(&chunk.text, self.names, self.survey, self.skip);
        (chunk, scanned)
    }
}

/// Takes a member's chunks apart and hands the pieces over.
pub(crate) fn assemble<S: Survey>(
    chunks: &mut Chunks<'_>,
    context: &Context<'_, S>,
    assembly: &mut (impl Assembly<S::Run> + Send),
) -> Result<(), Error> {
    let mut carry = Carry::default();
    threads::ordered(
        || chunks.next(),
        |chunk| context.scan(chunk),
        |scanned| carry.take(scanned, context, assembly),
    )
}

/// What is left of a chunk that ended in the middle of something.
#[derive(Default)]
pub(crate) struct Carry {
    text: Option<Chunk>,
    /// How long it must have grown before it is worth another look: twice as long as the last time, so that a message
    /// of many chunks is not read again with every one of them.
    enough: usize,
}

impl Carry {
    /// Whether the chunk before ended where something ends.
    pub fn is_empty(&self) -> bool {
        self.text.is_none()
    }

    /// Takes the next chunk, as it was scanned, and hands over its pieces.
    pub fn take<S: Survey>(
        &mut self,
        (mut chunk, mut found): (Chunk, Scanned<S::Run>),
        context: &Context<'_, S>,
        assembly: &mut impl Assembly<S::Run>,
    ) -> Result<(), Error> {
        if let Some(before) = self.text.take() {
            // The chunk was scanned as if it began outside of everything. It did not: once more, from there.
            chunk = chunk.behind(before)?;
            if chunk.text.len() < self.enough && !chunk.last {
                self.text = Some(chunk);
                return Ok(());
            }
            (chunk, found) = context.scan(chunk);
        }
        for piece in found.pieces {
            match piece {
                Piece::Rest(range) => assembly.rest(&chunk, range)?,
                Piece::Run { range, run, seen } => assembly.run(&chunk, range, run, &seen)?,
            }
        }
        for fault in &found.faults {
            assembly.fault(fault, chunk.spot(fault.at))?;
        }
        let cut_off = found.end < chunk.text.len();
        if chunk.last {
            let end = chunk.spot(found.end);
            return assembly.finish(end, cut_off, chunk.broken_off);
        }
        if !cut_off {
            context.buffers.give(chunk.text);
        } else {
            let at = chunk.place(found.end);
            let rest = chunk.tail(found.end);
            let most = context.limits.text;
            if rest.text.len() > most {
                return Err(limits::beyond(Excess::LongTag { most }, "text", most).at(at));
            }
            self.enough = (2 * rest.text.len()).min(most);
            self.text = Some(rest);
        }
        Ok(())
    }
}
