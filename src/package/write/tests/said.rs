//! Messages made by hand, and messages of a package, as a source of messages that name their rooms.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::messages::{MessageText, Run};
use crate::input::Error;
use crate::reading::{Digests, Message, MessageDigests, Survey, Text};

/// A message as the database has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    pub room: String,
    pub id: Option<Vec<u8>>,
    pub date: Option<Vec<u8>>,
    pub author: Option<Vec<u8>>,
    pub alert: Option<Vec<u8>>,
    pub content: Option<Vec<u8>>,
    pub rtf: Option<Vec<u8>>,
}

impl Said {
    pub fn new(room: &str, content: &str) -> Self {
        Said {
            room: room.to_owned(),
            id: Some(b"1".to_vec()),
            date: Some(b"634714407101200000".to_vec()),
            author: Some(b"10".to_vec()),
            alert: Some(b"0".to_vec()),
            content: Some(content.as_bytes().to_vec()),
            rtf: None,
        }
    }

    fn message(&self) -> Message<'_> {
        fn text(raw: &Option<Vec<u8>>) -> Option<Text<'_>> {
            raw.as_deref().map(|raw| Text {
                raw,
                ..Text::default()
            })
        }
        Message {
            room: Some(Text {
                raw: self.room.as_bytes(),
                ..Text::default()
            }),
            id: text(&self.id),
            date: text(&self.date),
            author: text(&self.author),
            alert: text(&self.alert),
            content: text(&self.content),
            rtf: text(&self.rtf),
            ..Message::default()
        }
    }
}

/// Shows the messages to a survey, and hands over its runs of so many messages.
pub(super) fn each_run<S: Survey>(
    survey: &S,
    said: &[Said],
    run: usize,
    mut take: impl FnMut(S::Run) -> Result<(), Error>,
) -> Result<(), Error> {
    for said in said.chunks(run) {
        let mut run = survey.begin();
        for said in said {
            survey.message(&mut run, &said.message());
        }
        take(run)?;
    }
    Ok(())
}

/// What the messages add up to.
pub(super) fn digests(said: &[Said]) -> Digests {
    let survey = MessageDigests::default();
    let mut total = Digests::default();
    let add = |run| {
        survey.finish(&mut total, None, run);
        Ok(())
    };
    each_run(&survey, said, 1, add).unwrap();
    total
}

/// Keeps the runs of a package's messages, which name their rooms.
pub(super) struct Gather<'a>(pub &'a MessageText<'a>);

impl Survey for Gather<'_> {
    type Run = Run;
    type Total = Vec<Run>;

    fn begin(&self) -> Run {
        self.0.begin()
    }

    fn message(&self, run: &mut Run, message: &Message<'_>) {
        self.0.message(run, message);
    }

    fn finish(&self, total: &mut Vec<Run>, _room: Option<&str>, run: Run) {
        total.push(run);
    }

    fn merge(&self, total: &mut Vec<Run>, later: Vec<Run>) {
        total.extend(later);
    }
}

const PIECES: [&[u8]; 16] = [
    b"some words ",
    b"&",
    b"<",
    b">",
    b"\"",
    b"'",
    b"\r\n",
    b"\n",
    b"\t",
    b"\0",
    b"\x01",
    b"\xEF\xBF\xBF",
    b"\xED\xA0\xBD",
    b"\xFF",
    "é😀".as_bytes(),
    b"]]><![CDATA[",
];

/// Messages of few rooms, with texts of everything that databases hold.
pub(super) fn any_messages() -> impl Strategy<Value = Said> {
    let text = || option::of(vec(select(&PIECES[..]), 0..6).prop_map(|it| it.concat()));
    let room = select(vec!["57", "57", "57", "58", "a&\"b\u{1}", " 57 ", "", " "]);
    let id = option::of("[0-9]{0,3}".prop_map(String::into_bytes));
    let dates = ["634714407101200000", "2012-05-01 08:00:00", "", "never"];
    let date = option::of(select(dates.to_vec()).prop_map(|it| it.as_bytes().to_vec()));
    let alerts = ["0", "1", "True", "y"];
    let alert = option::of(select(alerts.to_vec()).prop_map(|it| it.as_bytes().to_vec()));
    let fields = (room, id, date, text(), alert, text(), text());
    fields.prop_map(|(room, id, date, author, alert, content, rtf)| Said {
        room: room.to_owned(),
        id,
        date,
        author,
        alert,
        content,
        rtf,
    })
}
