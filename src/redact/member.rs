//! A member written anew, with its values replaced.

use std::collections::HashSet;
use std::io::{self, Write};
use std::ops::Range;

use super::Failure;
use super::elements::Elements;
use super::messages::{Messages, Run};
use super::value::Values;
use crate::convert::package::encode::{Encoded, check};
use crate::convert::package::token::changed;
use crate::source::limits::Limits;
use crate::source::package::archive::{Member, read_some};
use crate::source::package::assemble::{Assembly, Context, assemble};
use crate::source::package::buffers::Buffers;
use crate::source::package::chunks::{CHUNK, Chunk, Chunks, HEAD, Spot, detect};
use crate::source::package::layout::Layout;
use crate::source::package::markup::Fault;
use crate::source::package::scan::{Names, Seen};
use crate::source::{Error, Progress};

/// What a member is rewritten with.
pub(super) struct Rewriting<'a> {
    pub layout: &'a Layout,
    pub names: &'a Names,
    pub values: &'a Values,
    pub threads: usize,
    pub progress: &'a Progress,
}

impl Rewriting<'_> {
    /// Writes the member; gives how many comments, instructions and declarations were left out. `unclaimed` is what nobody
    /// claims in it.
    pub fn write(
        &self,
        member: &Member,
        unclaimed: &HashSet<&str>,
        out: impl Write + Send,
    ) -> Result<u64, Failure> {
        let mut reader = member.open()?;
        let mut head = vec![0; HEAD];
        let (length, damage) = read_some(&mut reader, &mut head);
        if let Some(cause) = damage {
            return Err(Error::io("the member cannot be read", cause).into());
        }
        head.truncate(length);
        let detected = detect(&head)?;
        check(member, detected)?;
        let messages = Messages {
            values: self.values,
            names: self.names,
        };
        let context = Context {
            layout: self.layout,
            names: self.names,
            survey: &messages,
            skip: false,
            // It was read within its limits.
            limits: Limits {
                text: usize::MAX,
                ..Limits::default()
            },
            buffers: &Buffers::new(CHUNK),
            progress: self.progress,
        };
        let mark = detected.mark(&head);
        let mut chunks = Chunks::new(reader, &head, detected, &context);
        let mut rewriter = Rewriter {
            elements: Elements::new(self.layout, self.values, unclaimed),
            out: Encoded::new(out, mark, detected).map_err(Failure::Output)?,
            failed: None,
        };
        let read = assemble(&mut chunks, &context, self.threads, &mut rewriter);
        if let Some(cause) = rewriter.failed {
            return Err(Failure::Output(cause));
        }
        read?;
        Ok(rewriter.elements.asides)
    }
}

/// Puts the pieces of a member together again.
struct Rewriter<'a, W> {
    elements: Elements<'a>,
    out: Encoded<W>,
    /// Why the output could not be written.
    failed: Option<io::Error>,
}

impl<W: Write> Rewriter<'_, W> {
    fn flush(&mut self) -> Result<(), Error> {
        let (text, _) = self.elements.out.take();
        self.write(&text)?;
        self.elements.out.reuse(text);
        Ok(())
    }

    fn write(&mut self, text: &[u8]) -> Result<(), Error> {
        self.out.write(text).map_err(|cause| {
            self.failed = Some(cause);
            Error::new("the output cannot be written")
        })
    }
}

impl<W: Write> Assembly<Run> for Rewriter<'_, W> {
    fn rest(&mut self, chunk: &Chunk, range: Range<usize>) -> Result<(), Error> {
        self.elements.read(&chunk.text[range])?;
        self.flush()
    }

    fn run(
        &mut self,
        chunk: &Chunk,
        range: Range<usize>,
        run: Run,
        seen: &Seen,
    ) -> Result<(), Error> {
        if !self.elements.messages(&seen.name) {
            return self.rest(chunk, range);
        }
        self.elements.out.put(b"");
        let mut from = range.start;
        for (at, message) in run {
            // White space stands between.
            self.elements.out.put(&chunk.text[from..at.start]);
            self.elements.out.put(&message);
            from = at.end;
        }
        self.elements.out.put(&chunk.text[from..range.end]);
        self.flush()
    }

    fn fault(&mut self, _fault: &Fault, _at: Spot<'_>) -> Result<(), Error> {
        Err(changed())
    }

    fn finish(&mut self, _end: Spot<'_>, cut_off: bool, _told: bool) -> Result<(), Error> {
        if cut_off {
            return Err(changed());
        }
        self.elements.finish()?;
        self.flush()
    }
}
