//! Messages that say the same have the same digest, and no others.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use xxhash_rust::xxh3::xxh3_128;

use super::{Digest, Digests, MessageDigests, Statistics, Survey};
use crate::migration::ReadOptions;
use crate::package::read_member;
use crate::seeded::cases;
use crate::time::Ticks;

const EXACT: MessageDigests = MessageDigests {
    since: None,
    imported: false,
};
const IMPORTED: MessageDigests = MessageDigests {
    since: None,
    imported: true,
};

fn survey<S: Survey>(survey: &S, messages: &str) -> S::Total {
    let text = format!("<Pool><ChatMessages>{messages}</ChatMessages></Pool>");
    let options = ReadOptions::default();
    let reader = std::io::Cursor::new(text.into_bytes());
    let reading = read_member("ChatMessages.xml", reader, options.of_package(), survey).unwrap();
    assert_eq!(reading.skipped.count, 0);
    reading.total
}

/// The digest of room 57.
fn room(digests: &MessageDigests, messages: &str) -> Digest {
    let messages = format!(r#"<ChatRoom id="57">{messages}</ChatRoom>"#);
    survey(digests, &messages).of("57")
}

const MESSAGE: &str = r#"<Message id="7" date="2012-05-01T13:45:10Z" userId="17" isAlert="1"><Content>a &amp; b</Content><Rtf>{a}</Rtf></Message>"#;

#[test]
fn spelling_and_place_do_not_count() {
    let expected = room(&EXACT, MESSAGE);
    assert_eq!(expected.messages, 1);
    for same in [
        r#"<Message userId=" 17 " isAlert="true" id="&#55;" date="634714767100000000"><Rtf><![CDATA[{a}]]></Rtf><Content>a &#38; b</Content></Message>"#,
        r#"<Message><id>7</id><date>May  1 2012  1:45:10PM</date><userId>17</userId><isAlert>1</isAlert><Content>a<!-- --> <![CDATA[&]]> b</Content><Rtf>{a}</Rtf></Message>"#,
    ] {
        assert_eq!(room(&EXACT, same), expected, "{same}");
    }
    let flat = MESSAGE.replace("<Message ", r#"<Message channelId="57" "#);
    assert_eq!(survey(&EXACT, &flat).of("57"), expected);
}

#[test]
fn every_field_counts() {
    let expected = room(&EXACT, MESSAGE);
    for (from, to) in [
        (r#"id="7""#, r#"id="8""#),
        (r#"id="7""#, ""),
        ("13:45:10Z", "13:45:10.0000001Z"),
        (r#"date="2012-05-01T13:45:10Z""#, ""),
        (r#"userId="17""#, r#"userId="18""#),
        (r#"userId="17""#, ""),
        (r#"isAlert="1""#, r#"isAlert="0""#),
        ("a &amp; b", "a &amp; B"),
        ("a &amp; b", ""),
        ("<Content>a &amp; b</Content>", ""),
        ("<Rtf>{a}</Rtf>", "<Rtf/>"),
        ("<Rtf>{a}</Rtf>", ""),
    ] {
        let other = MESSAGE.replace(from, to);
        assert_ne!(room(&EXACT, &other), expected, "{from} -> {to}");
    }
    let empty = MESSAGE.replace("{a}", "");
    let absent = MESSAGE.replace("<Rtf>{a}</Rtf>", "");
    assert_ne!(room(&EXACT, &empty), room(&EXACT, &absent));
    // What ends one field cannot begin the next.
    let split =
        |content, rtf| format!("<Message><Content>{content}</Content><Rtf>{rtf}</Rtf></Message>");
    assert_ne!(
        room(&EXACT, &split("ab", "c")),
        room(&EXACT, &split("a", "bc"))
    );
    // No known form: the text counts.
    let forms = ["yesterday", "today"].map(|date| format!(r#"<Message id="7" date="{date}"/>"#));
    assert_ne!(room(&EXACT, &forms[0]), room(&EXACT, &forms[1]));
}

#[test]
fn authors_are_known_whether_or_not_any_room_is() {
    let mut total = Digests::default();
    total.authors.number("17");
    let later = format!(
        r#"<ChatRoom id="57">{}</ChatRoom>"#,
        MESSAGE.replace("17", "18")
    );
    EXACT.merge(&mut total, survey(&EXACT, &later));
    assert_eq!(total.authors.iter().collect::<Vec<_>>(), ["17", "18"]);
    assert_eq!(total.of("57").messages, 1);
}

#[test]
fn a_message_twice_is_not_one_message() {
    let once = room(&EXACT, MESSAGE);
    let twice = room(&EXACT, &MESSAGE.repeat(2));
    assert_eq!((twice.messages, twice.sum == once.sum), (2, false));
}

#[test]
fn after_an_import_ids_do_not_count_and_authors_are_told_apart() {
    let other_ids = MESSAGE.replace(r#"id="7""#, r#"id="900""#);
    assert_eq!(room(&IMPORTED, MESSAGE), room(&IMPORTED, &other_ids));
    let other_author = MESSAGE.replace(r#"userId="17""#, r#"userId="4""#);
    assert_eq!(room(&IMPORTED, MESSAGE), room(&IMPORTED, &other_author));
    let no_author = r#"<Message id="8"/>"#;
    let all =
        format!(r#"<ChatRoom id="57">{MESSAGE}{other_author}{MESSAGE}{no_author}</ChatRoom>"#);
    let digests = survey(&IMPORTED, &all);
    let one = room(&IMPORTED, MESSAGE);
    let of = |author: Option<&str>| {
        let author = author.map(|id| digests.authors.find(id).unwrap());
        digests.rooms["57"].authors[&author]
    };
    assert_eq!(of(Some("4")), one);
    assert_eq!((of(Some("17")).messages, of(None).messages), (2, 1));
    let lines = |end: &str| MESSAGE.replace("a &amp; b", &format!("a{end}b"));
    assert_eq!(
        room(&IMPORTED, &lines("\r\n")),
        room(&IMPORTED, &lines("\n"))
    );
    assert_ne!(
        room(&IMPORTED, &lines("&#xD;\n")),
        room(&IMPORTED, &lines("\n"))
    );
    assert_ne!(room(&EXACT, &lines("\r\n")), room(&EXACT, &lines("\n")));
}

#[test]
fn statistics_and_digests_of_one_pass_leave_out_the_same_messages() {
    let dates = ["2012-05-01", "2012-05-02", "1999-01-01", "yesterday", ""];
    let messages: String = (dates.iter().enumerate())
        .map(|(id, date)| format!(r#"<Message id="{id}" date="{date}"><Content/></Message>"#))
        .collect();
    let messages = format!(r#"<ChatRoom id="57">{messages}<Message id="9"/></ChatRoom>"#);
    let since = Ticks::parse("2012-05-02");
    let both = (
        Statistics {
            since,
            kept_only: true,
            ..Statistics::default()
        },
        MessageDigests {
            since,
            imported: false,
        },
    );
    let (history, digests) = survey(&both, &messages);
    assert_eq!(history.messages_in("57"), 5);
    assert_eq!(digests.of("57").messages, 5);
    assert_eq!(digests.messages(), 5);
}

/// Everything of the digests, in an order of its own.
fn shown(digests: &Digests) -> Vec<String> {
    let rooms = digests.rooms.iter().map(|(id, room)| {
        let mut authors = BTreeMap::new();
        #[expect(clippy::iter_over_hash_type, reason = "into a sorted map")]
        for (author, digest) in &room.authors {
            let author = author.map(|author| digests.authors.name(author));
            authors.insert(author, format!("{} {digest}", digest.messages));
        }
        format!("{id} {:?} {authors:?}", room.all)
    });
    rooms.collect()
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn order_and_pieces_do_not_count(
        written in vec((select(&["7", "8"][..]), 0..3_u8, select(&["5", "6", ""][..])), 0..40),
        cuts in vec(any::<Index>(), 0..5),
        imported in any::<bool>(),
    ) {
        let digests = MessageDigests { since: None, imported };
        let spelled: Vec<String> = (written.iter())
            .map(|(room, text, author)| format!(r#"<Message channelId="{room}" userId="{author}"><Content>{text}</Content></Message>"#))
            .collect();
        let whole = survey(&digests, &spelled.concat());
        let reversed: String = spelled.iter().rev().map(String::as_str).collect();
        let reversed = survey(&digests, &reversed);
        prop_assert_eq!(shown(&reversed), shown(&whole));
        // Something between two messages ends a run, and the end of a member joins totals.
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(spelled.len() + 1)).collect();
        cuts.sort_unstable();
        let mut pieces = Digests::default();
        let mut start = 0;
        for end in cuts.into_iter().chain([spelled.len()]) {
            digests.merge(&mut pieces, survey(&digests, &spelled[start..end].join("<!-- -->")));
            start = end;
        }
        prop_assert_eq!(shown(&pieces), shown(&whole));
    }
}

/// One field of a record as `docs/manifest.md` describes it.
fn field(form: u8, value: &[u8]) -> Vec<u8> {
    let length = (value.len() as u64).to_le_bytes();
    [&[form], &length[..], value].concat()
}

#[test]
fn what_is_hashed_is_what_the_documentation_says() {
    assert_eq!(xxh3_128(b""), 0x99aa_06d3_0147_98d8_6001_c324_468d_497f);
    let ticks = 634_714_767_100_000_000_i64.to_le_bytes();
    let text = |text: &str| xxh3_128(text.as_bytes()).to_le_bytes();
    let full = [
        field(1, b"7"),
        field(1, b"17"),
        field(1, &ticks),
        field(1, &[1]),
        field(1, &text("a & b")),
        field(1, &text("{a}")),
    ];
    let none = || field(0, b"");
    let sparse = [
        none(),
        none(),
        field(2, b"yesterday"),
        field(1, &[0]),
        field(1, &text("")),
        none(),
    ];
    let sparse_message = r#"<Message userId=" " date=" yesterday "><Content/></Message>"#;
    let hashes = [&full, &sparse].map(|fields| xxh3_128(&fields.concat()));
    assert_eq!(room(&EXACT, MESSAGE).sum, hashes[0]);
    assert_eq!(room(&EXACT, sparse_message).sum, hashes[1]);
    let both = room(&EXACT, &format!("{sparse_message}{MESSAGE}"));
    assert_eq!(both.sum, hashes[0].wrapping_add(hashes[1]));

    let page = include_str!("../../docs/manifest.md");
    let hex = |bytes: &[u8]| -> String { bytes.iter().map(|byte| format!("{byte:02x}")).collect() };
    let record: Vec<String> = (full.iter())
        .map(|field| {
            let (form, rest) = field.split_at(1);
            let (length, value) = rest.split_at(8);
            format!("{} {} {}", hex(form), hex(length), hex(value))
        })
        .collect();
    assert!(page.contains(MESSAGE));
    assert!(page.contains(&record.join("\n")), "{}", record.join("\n"));
    let digest = room(&EXACT, MESSAGE).to_string();
    assert!(page.contains(&format!("`{digest}`")), "{digest}");
}
