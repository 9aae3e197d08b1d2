//! Writes a member anew, with the changes made.

use std::io::Write;
use std::ops::Range;

use super::editor::Editor;
use super::edits::Edits;
use super::encode::{Encoded, check};
use super::select::{Selecting, Selection};
use super::token::changed;
use crate::directory::{Id, Ticks};
use crate::rules::ObjectKind;
use crate::source::package::archive::{Member, read_some};
use crate::source::package::assemble::{Assembly, Context, assemble};
use crate::source::package::chunks::{CHUNK, Chunk, Chunks, HEAD, Spot, detect};
use crate::source::package::layout::Layout;
use crate::source::package::markup::Fault;
use crate::source::package::scan::{Names, Seen};
use crate::source::{Error, Progress};

/// What a member is rewritten with.
pub(super) struct Rewriting<'a> {
    pub layout: &'a Layout,
    pub names: &'a Names,
    pub edits: &'a Edits,
    pub since: Option<Ticks>,
    pub threads: usize,
    pub progress: &'a Progress,
}

/// What became of a member.
#[derive(Debug, Default)]
pub(super) struct Rewritten {
    /// Whether anything in it became different.
    pub edited: bool,
    /// The objects whose changes were made in it.
    pub done: Vec<(ObjectKind, Id)>,
}

impl Rewriting<'_> {
    /// Writes the member with its changes.
    pub fn write(&self, member: &Member, out: impl Write) -> Result<Rewritten, Error> {
        let mut reader = member.open()?;
        let mut head = vec![0; HEAD];
        let (length, damage) = read_some(&mut reader, &mut head);
        if let Some(cause) = damage {
            return Err(Error::io("the member cannot be read", cause).in_member(&member.name));
        }
        head.truncate(length);
        let detected = detect(&head)?;
        check(member, detected)?;
        let selecting = Selecting {
            since: self.since,
            edits: self.edits,
        };
        let context = Context {
            layout: self.layout,
            names: self.names,
            survey: &selecting,
            skip: false,
            chunk: CHUNK,
            progress: self.progress,
        };
        let mark = &head[..detected.bom];
        let mut chunks = Chunks::new(reader, &head, detected, &context);
        let mut rewriter = Rewriter {
            editor: Editor::new(self.layout, self.edits),
            out: Encoded::new(out, mark, detected).map_err(cannot_write)?,
        };
        assemble(&mut chunks, &context, self.threads, &mut rewriter)?;
        if chunks.ragged {
            return Err(Error::new("the member ends in the middle of a character")
                .in_member(&member.name)
                .expected("a whole member")
                .hint("export or copy the package again"));
        }
        let Editor { edited, done, .. } = rewriter.editor;
        Ok(Rewritten {
            edited,
            done: done.into_iter().collect(),
        })
    }
}

/// An error of the output: its cause says which, and that it was not the input.
pub(super) fn cannot_write(cause: std::io::Error) -> Error {
    Error::io(CANNOT_WRITE, cause)
}

/// How such an error is known.
pub(super) const CANNOT_WRITE: &str = "the output cannot be written";

/// Puts the pieces of a member together again.
struct Rewriter<'a, W> {
    editor: Editor<'a>,
    out: Encoded<W>,
}

impl<W: Write> Rewriter<'_, W> {
    fn flush(&mut self) -> Result<(), Error> {
        let written = self.editor.out.written();
        self.out.write(written).map_err(cannot_write)?;
        written.clear();
        Ok(())
    }
}

impl<W: Write> Assembly<Selection> for Rewriter<'_, W> {
    fn rest(&mut self, chunk: &Chunk, range: Range<usize>) -> Result<(), Error> {
        self.editor.read(&chunk.text[range])?;
        self.flush()
    }

    fn run(
        &mut self,
        chunk: &Chunk,
        range: Range<usize>,
        run: Selection,
        seen: &Seen,
    ) -> Result<(), Error> {
        let Some(room) = self.editor.messages(&seen.name)? else {
            return self.rest(chunk, range);
        };
        if self.editor.skips() {
            return Ok(());
        }
        let mut from = range.start;
        for gone in run
            .gone
            .iter()
            .filter(|gone| gone.names_room || room.is_some())
        {
            // With the white space before it.
            let kept = chunk.text[from..gone.range.start].trim_ascii_end();
            if kept.is_empty() {
                self.editor.out.drop_blanks();
            } else {
                self.editor.out.put(kept);
            }
            self.editor.edited = true;
            from = gone.range.end;
        }
        let kept = &chunk.text[from..range.end];
        if !kept.is_empty() {
            self.editor.out.put(b"");
            self.flush()?;
            return self.out.write(kept).map_err(cannot_write);
        }
        self.flush()
    }

    fn fault(&mut self, _fault: &Fault, _at: Spot<'_>) -> Result<(), Error> {
        Err(changed())
    }

    fn finish(&mut self, _end: Spot<'_>, cut_off: bool, _told: bool) -> Result<(), Error> {
        if cut_off {
            return Err(changed());
        }
        self.editor.finish()?;
        self.flush()
    }
}
