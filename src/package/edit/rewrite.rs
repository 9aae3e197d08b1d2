//! Writes a member anew, with the changes made.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use super::asides::Asides;
use super::editor::Editor;
use super::encode::Encoded;
use super::fault::{Fault, Other};
use super::out::Out;
use super::reread::{Reread, Writing};
use crate::directory::{ContentKind, Id, ObjectKind};
use crate::input::members::Member;
use crate::input::{Error, Progress};
use crate::package::edit::edits::Edits;
use crate::package::read::assemble::Assembly;
use crate::package::read::chunks::{Chunk, Spot};
use crate::package::read::names::Names;
use crate::package::read::scan::Seen;
use crate::package::{Expected, Failure, Layout};
use crate::reading::{MemberReading, Message, Survey};
use crate::time::Ticks;
use crate::xml::markup;
use crate::xml::token::changed;

/// What a member is rewritten with.
pub(super) struct Rewriting<'a> {
    pub layout: &'a Layout,
    pub names: &'a Names,
    pub edits: &'a Edits<'a>,
    pub since: Option<Ticks>,
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
        Error::new(Fault::NotWritten)
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

    fn fault(&mut self, _fault: &markup::Fault, _at: Spot<'_>) -> Result<(), Error> {
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
    let room = room.to_owned();
    Error::new(Fault::MessageInside { room })
}

fn without_room_inside() -> Error {
    Error::new(Fault::RoomlessInside)
}

/// The messages of the package that is written: those of members that are written anew are counted on the way, those of
/// copies were when their bytes were read.
#[derive(Debug, Default)]
pub(super) struct Messages {
    /// In whatever room.
    kept: u64,
    /// Of no room at all: the plan knows nothing of them.
    without_room: u64,
    left_out: u64,
}

impl Messages {
    /// A member is copied as it is.
    pub fn copied(&mut self, known: Option<&MemberReading>) {
        self.kept += known.map_or(0, read_in);
        self.without_room += known.map_or(0, |known| known.without_room);
    }

    /// A member was written anew: makes sure that no message was lost on the way.
    pub fn rewritten(
        &mut self,
        known: Option<&MemberReading>,
        done: &Rewritten,
    ) -> Result<(), Failure> {
        let (read, found) = (known.map_or(0, read_in), done.kept + done.left_out);
        if found != read {
            let member = known.map_or_else(String::new, |known| known.name.clone());
            let other = Other::Messages {
                member,
                found,
                read,
            };
            return Err(Error::new(other).into());
        }
        self.kept += done.kept;
        self.without_room += known.map_or(0, |known| known.without_room);
        self.left_out += done.left_out;
        Ok(())
    }

    /// Makes sure that they are those of the plan.
    pub fn check(&self, expected: Expected) -> Result<(), Failure> {
        let in_rooms = self.kept.saturating_sub(self.without_room);
        expected.check(in_rooms, self.left_out)
    }
}

/// How many messages were read in a member.
fn read_in(known: &MemberReading) -> u64 {
    let messages = known
        .holds
        .iter()
        .filter(|(kind, _)| *kind == ContentKind::Messages);
    messages.map(|(_, count)| count).sum()
}

/// Looks at every message whether it goes.
pub(super) struct Selecting<'a> {
    pub since: Option<Ticks>,
    pub edits: &'a Edits<'a>,
}

/// The messages of a run that go.
#[derive(Debug, Default)]
pub(super) struct Selection {
    pub gone: Vec<Gone>,
    /// A room that is kept, and is named by a message that is.
    pub kept_room: Option<Id>,
}

/// A message that goes.
#[derive(Debug)]
pub(super) struct Gone {
    /// Where it stands in the chunk.
    pub range: Range<usize>,
    /// Whether it names its room; one of no room at all stays: where it belongs is not known.
    pub names_room: bool,
}

impl Survey for Selecting<'_> {
    type Run = Selection;
    type Total = ();

    fn begin(&self) -> Selection {
        Selection::default()
    }

    fn message(&self, run: &mut Selection, message: &Message<'_>) {
        let room = message.own_room();
        let is_old = || self.since.is_some_and(|since| message.is_before(since));
        let is_left_out =
            || room.is_some_and(|room| self.edits.leaves_out_room(room.decode().trim()));
        if is_old() || is_left_out() {
            run.gone.push(Gone {
                range: message.at..message.at + message.raw.len(),
                names_room: room.is_some(),
            });
        } else if let (None, Some(room)) = (&run.kept_room, room) {
            run.kept_room = Some(room.decode().trim().into());
        }
    }

    fn finish(&self, _total: &mut (), _room: Option<&str>, _run: Selection) {}

    fn merge(&self, _total: &mut (), _later: ()) {}
}
