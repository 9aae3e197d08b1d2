//! A survey that keeps every message as it is: what the reader gives, to be compared with what the oracle tells.

use pchat::reading::{Message, Survey};

use super::oracle::Written;

/// Keeps every message.
pub struct Recorder;

impl Survey for Recorder {
    /// The message's own room, and the message.
    type Run = Vec<(Option<String>, Written)>;
    type Total = Vec<Written>;

    fn begin(&self) -> Self::Run {
        Vec::new()
    }

    fn message(&self, run: &mut Self::Run, message: &Message<'_>) {
        let fields = [
            message.id,
            message.date,
            message.author,
            message.alert,
            message.content,
            message.rtf,
        ];
        let fields = fields.map(|field| field.map(|text| text.decode().into_owned()));
        let room = message.room.map(|room| room.decode().into_owned());
        let written = Written {
            room: String::new(),
            fields,
        };
        run.push((room, written));
    }

    fn finish(&self, total: &mut Self::Total, around: Option<&str>, run: Self::Run) {
        for (own, message) in run {
            if let Some(room) = own.or_else(|| around.map(str::to_owned)) {
                total.push(Written { room, ..message });
            }
        }
    }

    fn merge(&self, total: &mut Self::Total, later: Self::Total) {
        total.extend(later);
    }
}
