//! Lists are read in pieces, by several threads: what comes of it is what one thread reads of the whole.

use std::fmt::Write as _;
use std::io::Cursor;

use proptest::collection::vec;
use proptest::prelude::*;

use super::members::options;
use crate::package::read::chunks::CHUNK;
use crate::package::read::read_in_chunks;
use crate::reading::NoSurvey;
use crate::seeded::cases;
use crate::threads::within;

/// Everything that is known of a member, as text.
fn read(text: &str, chunk: usize, threads: usize, skip: bool) -> String {
    let member = Cursor::new(text.as_bytes().to_vec());
    let options = options(skip).of_package();
    let read = || read_in_chunks("a.xml", Box::new(member), options, &NoSurvey, chunk);
    let reading = match within(threads, read).unwrap() {
        Ok(reading) => reading,
        Err(error) => return error.to_string(),
    };
    let directory = &reading.directory;
    let mut shown = String::new();
    for at in directory.principals.references() {
        let groups: Vec<_> = directory.principals.affiliations.of(at).collect();
        let (id, record) = (directory.principals.id(at), directory.principals.get(at));
        writeln!(shown, "{at:?} {id} {record:?} {groups:?}").unwrap();
    }
    write!(
        shown,
        "{:#?}\n{:#?}\n{:#?}\n{:#?}\n{:#?}\n{:#?}",
        directory.rooms,
        directory.undefined,
        reading.members,
        reading.unclaimed,
        reading.notices,
        reading.skipped
    )
    .unwrap();
    shown
}

/// An entry of a list, and what may be odd about it.
fn entry() -> impl Strategy<Value = String> {
    let id = 0..400_u32;
    prop_oneof![
        12 => id.clone().prop_map(|id| format!(
            "<User principalId=\"{id}\" type=\"5\"><Uri>sip:u{id}@contoso.com</Uri><Name>User {id} &amp; co.</Name></User>\n"
        )),
        2 => id.clone().prop_map(|id| format!("<User principalId=\"{id}\" colour=\"{}\"/>", id % 3)),
        1 => id.clone().prop_map(|id| format!("<User principalId=\"{id}\"><Odd{}>text</Odd{0}></User>", id % 2)),
        1 => id.clone().prop_map(|id| format!("<User principalId=\"{id}\" type=\"{id}x\" disabled=\"2\"><Name>&nbsp;</Name></User>")),
        1 => Just("<User><Name>without an id</Name></User>".to_owned()),
        1 => Just("<!-- <User principalId=\"7\"> -->".to_owned()),
        1 => id.clone().prop_map(|id| format!("<User principalId=\"{id}\"><Name><![CDATA[<User principalId=\"8\"/>]]></Name></User>")),
        1 => id.prop_map(|id| format!("<Users><User principalId=\"{id}\"/></Users>")),
        1 => Just("<User principalId=\"9\"><Name>never closed</User>".to_owned()),
    ]
}

fn member() -> impl Strategy<Value = String> {
    let lists = vec((any::<bool>(), vec(entry(), 0..60)), 1..4);
    lists.prop_map(|lists| {
        let mut text = "<Pool>".to_owned();
        for (wrapped, entries) in lists {
            let (open, close) = match wrapped {
                true => ("<Inner><AdUsers>", "</AdUsers></Inner>"),
                false => ("<AdUsers>", "</AdUsers>"),
            };
            text.push_str(open);
            entries.iter().for_each(|entry| text.push_str(entry));
            text.push_str(close);
        }
        text + "</Pool>"
    })
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn lists_in_pieces_are_the_lists_as_a_whole(text in member(), chunk in 30..900_usize) {
        for skip in [false, true] {
            let whole = read(&text, CHUNK, 1, skip);
            prop_assert_eq!(read(&text, chunk, 1, skip), whole.as_str());
            prop_assert_eq!(read(&text, chunk, 3, skip), whole);
        }
    }
}

#[test]
fn rooms_and_affiliations_in_pieces_are_those_of_the_whole() {
    let mut text = "<Pool><AdAffiliations>".to_owned();
    for id in 0..80 {
        let kind = if id % 9 == 0 { "Group" } else { "User" };
        let groups: String = (0..id % 5)
            .map(|at| format!("<Group id=\"{}\"/>", 300 + at))
            .collect();
        write!(
            text,
            "<{kind} id=\"{id}\"><Groups>{groups}</Groups></{kind}>"
        )
        .unwrap();
    }
    text.push_str("</AdAffiliations><ChatRooms>");
    for id in 0..80 {
        let roles: String = (0..id % 7)
            .map(|at| {
                format!(
                    "<Principal id=\"{}\" isManager=\"{}\" isMember=\"1\"/>",
                    90 - at,
                    at % 2
                )
            })
            .collect();
        let room = format!("<Name>Room {id}</Name><Roles>{roles}</Roles>");
        write!(
            text,
            "<ChatRoom id=\"{id}\" isDisabled=\"{}\">{room}</ChatRoom>",
            id % 2
        )
        .unwrap();
    }
    text.push_str("</ChatRooms></Pool>");
    let whole = read(&text, CHUNK, 1, false);
    for chunk in [100, 333, 1_000, 4_000] {
        for threads in [1, 2, 5] {
            assert_eq!(
                read(&text, chunk, threads, false),
                whole,
                "{chunk}, {threads}"
            );
        }
    }
}
