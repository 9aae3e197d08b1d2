use super::Text;
use crate::time::Ticks;

/// One message, borrowed from the input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Message<'a> {
    /// The room it names itself; a message without is in the room around it.
    pub room: Option<Text<'a>>,
    /// `chatId`: sequential in its room.
    pub id: Option<Text<'a>>,
    /// `chatDate`, in any of the forms that [`crate::directory::Ticks::parse`] knows.
    pub date: Option<Text<'a>>,
    /// `userId`: the author's principal id.
    pub author: Option<Text<'a>>,
    /// `isAlert`.
    pub alert: Option<Text<'a>>,
    /// The text.
    pub content: Option<Text<'a>>,
    /// The formatted copy.
    pub rtf: Option<Text<'a>>,
    /// Everything of it, as in the input.
    pub raw: &'a [u8],
    /// Where it begins in the piece of text that it was read from, in bytes.
    pub at: usize,
}

impl<'a> Message<'a> {
    /// The room it names itself; a blank id names none.
    pub fn own_room(&self) -> Option<Text<'a>> {
        self.room.filter(|room| !room.is_blank())
    }

    /// Its author; a blank id names none.
    pub fn known_author(&self) -> Option<Text<'a>> {
        self.author.filter(|author| !author.is_blank())
    }

    /// Whether it is a high-priority message.
    pub fn is_alert(&self) -> bool {
        self.alert
            .is_some_and(|text| matches!(text.raw.trim_ascii(), b"1" | b"true" | b"True" | b"TRUE"))
    }

    /// Whether it was written before this time. A message whose time is implausible or cannot be read was not:
    /// that is not known.
    pub fn is_before(&self, time: Ticks) -> bool {
        self.time()
            .is_some_and(|written| written.is_plausibly_before(time))
    }

    /// When it was written, where that is said in a form that is known.
    pub fn time(&self) -> Option<Ticks> {
        let date = self.date?;
        // Most are plain digits. What holds a reference is no time before it is decoded.
        Ticks::parse_bytes(date.raw).or_else(|| Ticks::parse(&date.decode()))
    }
}

/// What a pass over the messages is after: counting, checking, copying, digesting.
///
/// Messages come in runs: messages that follow each other with nothing but white space between them, all of the same
/// surroundings. Runs are folded in parallel, each into a value of its own, and handed over in the order of the input,
/// so that the result does not depend on the number of threads.
pub trait Survey: Sync {
    /// What is made of one run.
    type Run: Send;
    /// What is made of all runs.
    type Total: Send + Default;

    /// A run begins.
    fn begin(&self) -> Self::Run;

    /// A message of the run. Nothing should be allocated for most of them.
    fn message(&self, run: &mut Self::Run, message: &Message<'_>);

    /// A run is complete. `room` is the room around it, for those of its messages that name none themselves.
    fn finish(&self, total: &mut Self::Total, room: Option<&str>, run: Self::Run);

    /// Joins what was made of a later part of the input.
    fn merge(&self, total: &mut Self::Total, later: Self::Total);
}

/// Looks at no message: for a caller that wants the pool only.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSurvey;

impl Survey for NoSurvey {
    type Run = ();
    type Total = ();

    fn begin(&self) {}

    fn message(&self, _run: &mut (), _message: &Message<'_>) {}

    fn finish(&self, _total: &mut (), _room: Option<&str>, _run: ()) {}

    fn merge(&self, _total: &mut (), _later: ()) {}
}

/// Two surveys in one pass.
impl<A: Survey, B: Survey> Survey for (A, B) {
    type Run = (A::Run, B::Run);
    type Total = (A::Total, B::Total);

    fn begin(&self) -> Self::Run {
        (self.0.begin(), self.1.begin())
    }

    fn message(&self, run: &mut Self::Run, message: &Message<'_>) {
        self.0.message(&mut run.0, message);
        self.1.message(&mut run.1, message);
    }

    fn finish(&self, total: &mut Self::Total, room: Option<&str>, run: Self::Run) {
        self.0.finish(&mut total.0, room, run.0);
        self.1.finish(&mut total.1, room, run.1);
    }

    fn merge(&self, total: &mut Self::Total, later: Self::Total) {
        self.0.merge(&mut total.0, later.0);
        self.1.merge(&mut total.1, later.1);
    }
}
