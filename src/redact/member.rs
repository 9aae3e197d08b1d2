//! A member written anew, with its values replaced.

use std::collections::HashSet;
use std::io::{self, Write};
use std::ops::Range;

use super::Fault as Refused;
use super::elements::Elements;
use super::messages::{Messages, Replacements};
use super::value::Values;
use crate::input::members::Member;
use crate::input::{Error, Progress};
use crate::package::edit::encode::Encoded;
use crate::package::edit::reread::{Reread, Writing};
use crate::package::read::assemble::Assembly;
use crate::package::read::chunks::{Chunk, Spot};
use crate::package::read::names::Names;
use crate::package::read::scan::Seen;
use crate::package::{Failure, Layout};
use crate::xml::markup::Fault;
use crate::xml::token::changed;

/// What a member is rewritten with.
pub(super) struct Rewriting<'a> {
    pub layout: &'a Layout,
    pub names: &'a Names,
    pub values: &'a Values,
    pub progress: &'a Progress,
}

impl Rewriting<'_> {
    /// Writes the member; gives how many comments, instructions and declarations were left out. `unclaimed` is what no
    /// reader claims in it.
    pub fn write(
        &self,
        member: &Member,
        unclaimed: &HashSet<&str>,
        out: impl Write + Send,
    ) -> Result<u64, Failure> {
        let messages = Messages {
            values: self.values,
            names: self.names,
        };
        let reread = Reread {
            layout: self.layout,
            names: self.names,
            survey: &messages,
            progress: self.progress,
        };
        let rewriter = reread.read(member, |mark, detected| {
            Ok(Rewriter {
                elements: Elements::new(self.layout, self.values, unclaimed),
                out: Encoded::new(out, mark, detected)?,
                failed: None,
            })
        })?;
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
            Error::new(Refused::CannotWrite)
        })
    }
}

impl<W> Writing for Rewriter<'_, W> {
    fn failed(&mut self) -> Option<io::Error> {
        self.failed.take()
    }
}

impl<W: Write> Assembly<Replacements> for Rewriter<'_, W> {
    fn rest(&mut self, chunk: &Chunk, range: Range<usize>) -> Result<(), Error> {
        self.elements.read(&chunk.text[range])?;
        self.flush()
    }

    fn run(
        &mut self,
        chunk: &Chunk,
        range: Range<usize>,
        run: Replacements,
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

    fn finish(&mut self, _end: Spot<'_>, cut_off: bool, _counted: bool) -> Result<(), Error> {
        if cut_off {
            return Err(changed());
        }
        self.elements.finish()?;
        self.flush()
    }
}
