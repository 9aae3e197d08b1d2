//! The messages: made into XML by all threads, written by one.

use std::io;

use super::list::Xml;
use crate::directory::Directory;
use crate::reading::{LineEnds, Message, Survey, Text, TextForm};
use crate::time::Ticks;
use crate::xml::escape;

/// Makes XML of the messages that are kept.
pub(crate) struct MessageText<'a> {
    /// Messages before this time are left out.
    pub since: Option<Ticks>,
    /// The pool as the source has it.
    pub before: &'a Directory,
    /// The pool as it is afterwards: without the rooms that are left out.
    pub after: &'a Directory,
}

/// The messages of a run, as XML.
#[derive(Debug, Default)]
pub(crate) struct Run {
    text: Vec<u8>,
    /// The room of the first message in the text; empty where it has none, as ids never are.
    first: String,
    /// The room of the last one.
    last: String,
    latest: Latest,
    counts: Counts,
    scratch: Vec<u8>,
}

/// The room of the message that was looked at last: the next one is mostly of the same.
#[derive(Debug, Default)]
struct Latest {
    /// As the message has it.
    raw: Vec<u8>,
    form: TextForm,
    /// Its id.
    id: String,
    /// Whether its messages are left out.
    gone: bool,
}

/// How many messages there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Written, as messages of a room.
    pub written: u64,
    /// Left out.
    pub left_out: u64,
}

impl Survey for MessageText<'_> {
    type Run = Run;
    type Total = ();

    fn begin(&self) -> Run {
        Run::default()
    }

    fn message(&self, run: &mut Run, message: &Message<'_>) {
        self.look_at_room(run, message.own_room().unwrap_or_default());
        let is_old = || self.since.is_some_and(|since| message.is_before(since));
        if run.latest.gone || is_old() {
            run.counts.left_out += 1;
            return;
        }
        run.enter();
        run.message(message);
    }

    fn finish(&self, _total: &mut (), _room: Option<&str>, _run: Run) {}

    fn merge(&self, _total: &mut (), _later: ()) {}
}

impl MessageText<'_> {
    fn look_at_room(&self, run: &mut Run, room: Text<'_>) {
        let latest = &mut run.latest;
        if latest.raw == room.raw && latest.form == room.form {
            return;
        }
        latest.raw.clear();
        latest.raw.extend_from_slice(room.raw);
        latest.form = room.form;
        latest.id.clear();
        latest.id.push_str(room.decode().trim());
        latest.gone =
            self.before.room(&latest.id).is_some() && self.after.room(&latest.id).is_none();
    }
}

impl Run {
    /// The next message is of the room that was looked at last.
    fn enter(&mut self) {
        let id = &self.latest.id;
        if self.text.is_empty() {
            self.first.clone_from(id);
        } else if self.last == *id {
            return;
        } else {
            between(&self.last, id, &mut self.text);
        }
        self.last.clone_from(id);
    }

    fn message(&mut self, message: &Message<'_>) {
        // What names no room is of none: it is kept, but where it belongs is not known.
        self.counts.written += u64::from(!self.last.is_empty());
        self.text.extend_from_slice(b"<Message");
        self.attribute(b" id=\"", message.id);
        self.attribute(b" date=\"", message.date);
        self.attribute(b" userId=\"", message.author);
        self.attribute(b" isAlert=\"", message.alert);
        if message.content.is_none() && message.rtf.is_none() {
            self.text.extend_from_slice(b"/>");
            return;
        }
        self.text.push(b'>');
        self.element(b"<Content>", message.content, b"</Content>");
        self.element(b"<Rtf>", message.rtf, b"</Rtf>");
        self.text.extend_from_slice(b"</Message>");
    }

    fn attribute(&mut self, start: &[u8], value: Option<Text<'_>>) {
        let Some(value) = value else { return };
        self.text.extend_from_slice(start);
        escape::value(plain(value, &mut self.scratch), &mut self.text);
        self.text.push(b'"');
    }

    fn element(&mut self, start: &[u8], content: Option<Text<'_>>, end: &[u8]) {
        let Some(content) = content else { return };
        self.text.extend_from_slice(start);
        escape::content(plain(content, &mut self.scratch), &mut self.text);
        self.text.extend_from_slice(end);
    }
}

/// What the text says. Plain text says what it is, also where it is no UTF-8: half of a surrogate pair stays half of one.
fn plain<'s, 't: 's>(text: Text<'t>, scratch: &'s mut Vec<u8>) -> &'s [u8] {
    match text.form {
        TextForm::Plain | TextForm::Utf8 => text.raw,
        TextForm::Xml | TextForm::XmlAttribute => text.decode_in(scratch, LineEnds::AsWritten),
    }
}

/// What stands between the messages of two rooms. Messages of no room stand outside of all.
fn between(last: &str, next: &str, out: &mut Vec<u8>) {
    if !last.is_empty() {
        out.extend_from_slice(b"</ChatRoom>");
    }
    if !next.is_empty() {
        out.extend_from_slice(b"<ChatRoom id=\"");
        escape::value(next.as_bytes(), out);
        out.extend_from_slice(b"\">");
    }
}

/// Puts the runs together.
#[derive(Debug, Default)]
pub(super) struct Scribe {
    /// The room whose element is open.
    open: String,
    pub counts: Counts,
    scratch: Vec<u8>,
}

impl Scribe {
    /// The next messages.
    pub fn take(&mut self, run: Run, xml: &mut Xml<'_>) -> io::Result<()> {
        self.counts.written += run.counts.written;
        self.counts.left_out += run.counts.left_out;
        if run.text.is_empty() {
            return Ok(());
        }
        self.go_to(&run.first, xml);
        self.open = run.last;
        xml.long(&run.text)
    }

    /// There are no more.
    pub fn end(&mut self, xml: &mut Xml<'_>) {
        self.go_to("", xml);
    }

    fn go_to(&mut self, room: &str, xml: &mut Xml<'_>) {
        if self.open != room {
            self.scratch.clear();
            between(&self.open, room, &mut self.scratch);
            xml.raw(&self.scratch);
        }
    }
}
