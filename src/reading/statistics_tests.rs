//! A history counted in one go is the same as one counted in pieces.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::{Message, Statistics, Survey, Text, TextForm};
use crate::directory::History;
use crate::seeded::cases;
use crate::time::Ticks;

/// The fields of a message: room, id, date, author, alert, content.
type Written = [Option<&'static str>; 6];

const ROOMS: &[&str] = &["7", "8", " 7 ", "&#55;", "general", ""];
const IDS: &[&str] = &[
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "10",
    "11",
    "12",
    "007",
    " 8 ",
    "-3",
    "x",
    "",
    "9223372036854775807",
];
const DATES: &[&str] = &[
    "633482073409535482",
    "2012-05-01T13:45:10.123",
    "2012-05-02",
    "1999-01-01",
    "yesterday",
    "",
    "May  1 2012  1:45PM",
];
const AUTHORS: &[&str] = &["5", "6", "17", " 5", "&#53;", ""];
const ALERTS: &[&str] = &["1", "0", "true", "False", "2"];
const CONTENTS: &[&str] = &[
    "hello",
    "",
    "a\u{8}b",
    "&#1;&#2;",
    "ma-filelink:abc ma-filelink:def",
    "&lt;a href=&quot;ma-filelink:x&quot;&gt;",
    "<![CDATA[\u{fffe}]]>\u{1F600}",
];

fn message(rooms: BoxedStrategy<Option<&'static str>>) -> impl Strategy<Value = Written> {
    let some = |list: &'static [&'static str]| option::weighted(0.9, select(list)).boxed();
    [
        rooms,
        some(IDS),
        some(DATES),
        some(AUTHORS),
        some(ALERTS),
        some(CONTENTS),
    ]
}

/// Messages below a room, those of a flat list, and both mixed. In the mixture none names the room around it: then which
/// of its texts come first would not be known, because messages with and without a room are counted apart.
fn messages() -> impl Strategy<Value = Vec<Written>> {
    let in_rooms = || select(ROOMS).prop_map(Some).boxed();
    prop_oneof![
        vec(message(Just(None).boxed()), 0..60),
        vec(message(in_rooms()), 0..60),
        vec(message(option::of(select(ROOMS)).boxed()), 0..60),
    ]
}

/// The room around all messages.
const AROUND: &str = "57";

fn text(raw: &str, form: TextForm) -> Text<'_> {
    let raw = raw.as_bytes();
    Text { raw, form }
}

fn count(statistics: &Statistics, messages: &[Written], cuts: &[usize]) -> History {
    let mut total = History::default();
    let mut start = 0;
    for end in cuts.iter().copied().chain([messages.len()]) {
        let mut run = statistics.begin();
        for [room, id, date, author, alert, content] in &messages[start..end] {
            let field = |value: &Option<&'static str>| {
                value.map(|value| text(value, TextForm::XmlAttribute))
            };
            let message = Message {
                room: field(room),
                id: field(id),
                date: field(date),
                author: field(author),
                alert: field(alert),
                content: content.map(|content| text(content, TextForm::Xml)),
                ..Message::default()
            };
            statistics.message(&mut run, &message);
        }
        statistics.finish(&mut total, Some(AROUND), run);
        start = end;
    }
    total
}

/// Everything of a history, in an order of its own.
fn shown(history: &History) -> BTreeMap<&str, String> {
    let rooms = history.rooms.iter().map(|(id, room)| {
        let mut authors = BTreeMap::new();
        #[expect(clippy::iter_over_hash_type, reason = "into a sorted map")]
        for (author, count) in &room.authors {
            authors.insert(history.authors.name(*author), count);
        }
        let mut other = room.clone();
        other.authors.clear();
        (&**id, format!("{authors:?} {other:#?}"))
    });
    rooms.collect()
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn however_the_messages_are_split_the_history_is_the_same(
        messages in messages(),
        mut cuts in vec(any::<prop::sample::Index>(), 0..6),
        keep_file_links in any::<bool>(),
        kept_only in any::<bool>(),
    ) {
        let since = Ticks::parse("2012-05-02");
        let statistics = Statistics { since, keep_file_links, kept_only, by_day: false };
        let whole = count(&statistics, &messages, &[]);
        let before: u64 = whole.rooms.values().map(|room| room.before_cutoff).sum();
        let counted = whole.messages() + if kept_only { before } else { 0 };
        prop_assert_eq!(counted, messages.len() as u64);
        let mut cuts: Vec<usize> = cuts.drain(..).map(|cut| cut.index(messages.len() + 1)).collect();
        cuts.sort_unstable();
        let split = count(&statistics, &messages, &cuts);
        prop_assert_eq!(shown(&split), shown(&whole));
        prop_assert_eq!(split.by_author(), whole.by_author());
        // Members of their own, joined: the same again.
        let middle = cuts.first().copied().unwrap_or(0);
        let mut joined = count(&statistics, &messages[..middle], &[]);
        statistics.merge(&mut joined, count(&statistics, &messages[middle..], &[]));
        prop_assert_eq!(shown(&joined), shown(&whole));
    }
}

/// More than are kept of each sort: which ones are kept does not depend on the split either.
#[test]
fn the_notes_kept_of_many_are_the_same_however_they_are_split() {
    let ids: Vec<&'static str> = (0..150)
        .map(|number| &*Box::leak((number * 37 % 150).to_string().into_boxed_str()))
        .collect();
    let written = |id: &&'static str| -> Written {
        [
            None,
            Some(*id),
            Some("never"),
            Some("5"),
            None,
            Some("\u{1}"),
        ]
    };
    let messages: Vec<Written> = ids.iter().chain(&ids).map(written).collect();
    let statistics = Statistics::default();
    let whole = count(&statistics, &messages, &[]);
    assert_eq!(whole.rooms[AROUND].repeated_ids, 150);
    assert_eq!(whole.rooms[AROUND].notes.len(), 300);
    for cuts in [&[150][..], &[1, 2, 3], &[50, 100, 200, 250], &[299]] {
        assert_eq!(shown(&count(&statistics, &messages, cuts)), shown(&whole));
    }
}

/// A message that is left out is seen nowhere: neither its author nor its oddities, only that there was one.
#[test]
fn messages_before_the_cut_off_can_be_counted_apart() {
    let written = |date, author| -> Written {
        [
            None,
            Some("1"),
            Some(date),
            Some(author),
            Some("1"),
            Some("\u{1} ma-filelink:x"),
        ]
    };
    let early = written("2012-05-01", "5");
    let late = [written("2012-05-02", "6"), written("1999-01-01", "17")];
    let statistics = Statistics {
        since: Ticks::parse("2012-05-02"),
        kept_only: true,
        ..Statistics::default()
    };
    let mut kept = count(&statistics, &[early, late[0], early, late[1]], &[]);
    assert_eq!(
        kept.by_author().into_iter().collect::<Vec<_>>(),
        [("17", 1), ("6", 1)]
    );
    let room = kept.rooms.get_mut(AROUND).unwrap();
    assert_eq!(std::mem::take(&mut room.before_cutoff), 2);
    assert_eq!(shown(&kept), shown(&count(&statistics, &late, &[])));
    let nothing_kept = count(&statistics, &[early], &[]);
    assert_eq!(nothing_kept.rooms[AROUND].before_cutoff, 1);
    assert_eq!(nothing_kept.messages(), 0);
}

#[test]
fn a_file_counts_once_however_often_it_is_linked_and_a_word_in_a_text_is_no_link() {
    let says = |id, content| -> Written {
        [
            None,
            Some(id),
            Some("2012-05-02"),
            Some("5"),
            None,
            Some(content),
        ]
    };
    let messages = [
        says("1", "ma-filelink://contoso.com/F00D/plan.docx"),
        says(
            "2",
            "&lt;a href=&quot;ma-filelink://contoso.com/F00D/plan.docx?t=1&quot;&gt;the plan&lt;/a&gt;",
        ),
        says("3", "see (ma-filelink://contoso.com/F00D/plan.docx)."),
        says("4", "ma-filelink://contoso.com/F00D/list.xlsx"),
        says("5", "they begin with ma-filelink: as you know"),
        says("6", "\"ma-filelink:\", 'ma-filelink:' and ma-filelink:..."),
        says("7", "what xma-filelink://contoso.com/no is, nobody knows"),
    ];
    let statistics = Statistics {
        keep_file_links: true,
        ..Statistics::default()
    };
    for cuts in [&[][..], &[1, 3]] {
        let history = count(&statistics, &messages, cuts);
        assert_eq!(history.files(), 2);
        let links: Vec<&str> = (history.rooms[AROUND].file_links.iter())
            .map(String::as_str)
            .collect();
        assert_eq!(
            links,
            [
                "ma-filelink://contoso.com/F00D/list.xlsx",
                "ma-filelink://contoso.com/F00D/plan.docx"
            ]
        );
    }
}
