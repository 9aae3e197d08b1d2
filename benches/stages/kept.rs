//! Messages that were found already, to measure what is done with them without finding them again.

use std::io::Cursor;
use std::ops::Range;

use pchat::migration::ReadOptions;
use pchat::package::read_member;
use pchat::reading::{Message, Survey, Text, TextForm};

/// The messages of a member, in runs as the reader hands them over.
pub struct Kept {
    runs: Vec<(Option<String>, Run)>,
}

/// Messages that follow each other.
#[derive(Default)]
pub struct Run {
    text: Vec<u8>,
    messages: Vec<Places>,
}

/// Where a message and its fields stand in the text of the run.
struct Places {
    raw: Range<usize>,
    fields: [Option<(Range<usize>, TextForm)>; 7],
}

struct Keep;

impl Survey for Keep {
    type Run = Run;
    type Total = Vec<(Option<String>, Run)>;

    fn begin(&self) -> Run {
        Run::default()
    }

    fn message(&self, run: &mut Run, message: &Message<'_>) {
        let start = run.text.len();
        run.text.extend_from_slice(message.raw);
        let Message {
            room,
            id,
            date,
            author,
            alert,
            content,
            rtf,
            raw,
            ..
        } = message;
        // A field is a part of the message's own text.
        let place = |field: Text<'_>| {
            let from = start + field.raw.as_ptr() as usize - raw.as_ptr() as usize;
            (from..from + field.raw.len(), field.form)
        };
        run.messages.push(Places {
            raw: start..run.text.len(),
            fields: [room, id, date, author, alert, content, rtf].map(|field| field.map(place)),
        });
    }

    fn finish(&self, total: &mut Self::Total, room: Option<&str>, run: Run) {
        total.push((room.map(str::to_owned), run));
    }

    fn merge(&self, total: &mut Self::Total, later: Self::Total) {
        total.extend(later);
    }
}

impl Kept {
    pub fn of(xml: &[u8]) -> Self {
        let text = Cursor::new(xml.to_vec());
        let reading = read_member(
            "ChatMessages.xml",
            text,
            ReadOptions::default().of_package(),
            &Keep,
        )
        .expect("the generated messages can be read");
        Kept {
            runs: reading.total,
        }
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        let counts = self.runs.iter().map(|(_, run)| run.messages.len() as u64);
        counts.sum()
    }

    /// Shows them to a survey.
    pub fn fold<S: Survey>(&self, survey: &S) -> S::Total {
        let mut total = S::Total::default();
        for (room, kept) in &self.runs {
            let mut run = survey.begin();
            for places in &kept.messages {
                survey.message(&mut run, &places.message(&kept.text));
            }
            survey.finish(&mut total, room.as_deref(), run);
        }
        total
    }
}

impl Places {
    fn message<'a>(&self, text: &'a [u8]) -> Message<'a> {
        let [room, id, date, author, alert, content, rtf] = self.fields.each_ref().map(|field| {
            field.as_ref().map(|(range, form)| Text {
                raw: &text[range.clone()],
                form: *form,
            })
        });
        Message {
            room,
            id,
            date,
            author,
            alert,
            content,
            rtf,
            raw: &text[self.raw.clone()],
            at: self.raw.start,
        }
    }
}
