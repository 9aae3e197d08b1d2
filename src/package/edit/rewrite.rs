//! Writes a member anew, with the changes made.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use super::asides::Asides;
use super::editor::Editor;
use super::edits::Edits;
use super::encode::Encoded;
use super::out::Out;
use super::reread::{Reread, Writing};
use super::select::{Selecting, Selection};
use crate::directory::{Id, ObjectKind};
use crate::input::members::Member;
use crate::input::{Error, Progress};
use crate::package::read::assemble::Assembly;
use crate::package::read::chunks::{Chunk, Spot};
use crate::package::read::names::Names;
use crate::package::read::scan::Seen;
use crate::package::{Failure, Layout};
use crate::time::Ticks;
use crate::xml::markup::Fault;
use crate::xml::token::changed;

/// What a member is rewritten with.
pub(super) struct Rewriting<'a> {
    pub layout: &'a Layout,
    pub names: &'a Names,
    pub edits: &'a Edits<'a>,
    pub since: Option<Ticks>,
    pub threads: usize,
    /// For temporary files.
    pub folder: &'a Path,
    pub progress: &'a Progress,
}

/// What became of a member.
#[derive(Debug, Default)]
pub(super) struct Rewritten {
    /// Whether anything in it became different.
    pub edited: bool,
    /// The objects whose changes were made in it.
    pub done: BTreeSet<(ObjectKind, Id)>,
    /// How many messages it has no more.
    pub left_out: u64,
    /// How many it has: counted as they were written.
    pub kept: u64,
}

impl Rewriting<'_> {
    /// Writes the member with its changes.
    pub fn write(&self, member: &Member, out: impl Write + Send) -> Result<Rewritten, Failure> {
        let selecting = Selecting {
            since: self.since,
            edits: self.edits,
        };
        let reread = Reread {
            layout: self.layout,
            names: self.names,
            survey: &selecting,
            threads: self.threads,
            progress: self.progress,
        };
        let rewriter = reread.read(member, |mark, detected| {
            Ok(Rewriter {
                editor: Editor::new(self.layout, self.edits, self.since.is_some()),
                sink: Sink {
                    out: Encoded::new(Asides::new(out, self.folder), mark, detected)?,
                    failed: None,
                },
                left_out: 0,
                kept: 0,
            })
        })?;
        let Editor { edited, done, .. } = rewriter.editor;
        Ok(Rewritten {
            edited,
            done,
            left_out: rewriter.left_out,
            kept: rewriter.kept,
        })
    }
}

/// Puts the pieces of a member together again.
struct Rewriter<'a, W> {
    editor: Editor<'a>,
    sink: Sink<W>,
    left_out: u64,
    kept: u64,
}

/// Where the pieces go.
struct Sink<W> {
    out: Encoded<Asides<W>>,
    /// Why the output could not be written.
    failed: Option<io::Error>,
}

impl<W: Write> Sink<W> {
    fn flush(&mut self, out: &mut Out) -> Result<(), Error> {
        let (text, marks) = out.take();
        let mut from = 0;
        for (at, mark) in marks {
            self.write(&text[from..at])?;
            from = at;
            let marked = self.out.out.mark(mark);
            marked.map_err(|cause| self.fail(cause))?;
        }
        self.write(&text[from..])?;
        out.reuse(text);
        Ok(())
    }

    fn fail(&mut self, cause: io::Error) -> Error {
        self.failed = Some(cause);
        Error::new("the output cannot be written")
    }

    fn write(&mut self, text: &[u8]) -> Result<(), Error> {
        let written = self.out.write(text);
        written.map_err(|cause| self.fail(cause))
    }
}

impl<W> Writing for Rewriter<'_, W> {
    fn failed(&mut self) -> Option<io::Error> {
        self.sink.failed.take()
    }
}

impl<W: Write> Assembly<Selection> for Rewriter<'_, W> {
    fn rest(&mut self, chunk: &Chunk, range: Range<usize>) -> Result<(), Error> {
        let Rewriter { editor, sink, .. } = self;
        editor.read(&chunk.text[range], |out| sink.flush(out))?;
        sink.flush(&mut editor.out)
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
            if let Some(kept) = &run.kept_room {
                return Err(message_inside(kept));
            }
            // No decision said that one of no room goes.
            if room.is_none() && seen.without_room > 0 {
                return Err(without_room_inside());
            }
            self.left_out += seen.messages;
            return Ok(());
        }
        self.kept += seen.messages;
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
            self.left_out += 1;
            self.kept -= 1;
            from = gone.range.end;
        }
        let kept = &chunk.text[from..range.end];
        if !kept.is_empty() {
            self.editor.out.put(b"");
            self.sink.flush(&mut self.editor.out)?;
            return self.sink.write(kept);
        }
        self.sink.flush(&mut self.editor.out)
    }

    fn fault(&mut self, _fault: &Fault, _at: Spot<'_>) -> Result<(), Error> {
        Err(changed())
    }

    fn finish(&mut self, _end: Spot<'_>, cut_off: bool, _counted: bool) -> Result<(), Error> {
        if cut_off {
            return Err(changed());
        }
        self.editor.finish()?;
        self.sink.flush(&mut self.editor.out)
    }
}

fn message_inside(room: &str) -> Error {
    Error::new(format!(
        "a message of room {room} stands inside something that is left out"
    ))
    .expected(
        "that its room is left out too, or that it stands in its room or in a list of messages",
    )
    .hint("keep what is around it, or exclude both")
}

fn without_room_inside() -> Error {
    Error::new("a message that names no room stands inside something that is left out")
        .expected("that it stands in its room, names it, or stands in a list of messages")
        .hint("keep what is around it: nobody knows whether it is to go, too")
}
