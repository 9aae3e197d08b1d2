//! `verify` finds whatever is not as promised, and nothing else.

use insta::assert_snapshot;

use crate::common::package::Package;
use crate::common::{Outcome, Place, pchat};

/// Compares the clean package with another one.
fn verify(result: &Package, options: &str) -> Outcome {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    place.write("result.zip", result.zip());
    place.pchat(&format!("verify pool.zip result.zip {options}"))
}

/// The lines of the CSV below its header.
fn differences(outcome: &Outcome) -> Vec<String> {
    let text = outcome.text();
    let mut lines = text.lines().map(str::to_owned);
    let header = lines.next();
    assert_eq!(
        header.as_deref(),
        Some("kind,id,name,field,expected,found,room")
    );
    lines.collect()
}

const SECOND: &str = r#"<Message id="2" date="2011-03-01T08:00:05Z" userId="11"><Content>Morning &amp; welcome</Content></Message>"#;

#[test]
fn everything_there_is_0_and_said_in_one_glance() {
    let outcome = verify(&Package::clean(), "").exits(0);
    assert_snapshot!(outcome.text());
    assert_eq!(outcome.stderr, "");
    let outcome = verify(&Package::clean(), "--format csv").exits(0);
    assert_eq!(differences(&outcome), [""; 0]);
}

#[test]
fn a_package_in_another_spelling_is_the_same() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    let spelled = Package::clean().edit(
        "ChatMessages.xml",
        "2011-03-01T08:00:05Z",
        "634345632050000000",
    );
    let spelled = spelled.edit(
        "ChatMessages.xml",
        "Morning &amp; welcome",
        "<![CDATA[Morning & welcome]]>",
    );
    spelled.unpack(&place.path("result"));
    place.pchat("verify pool.zip result").exits(0);
}

#[test]
fn every_damage_is_5_and_named() {
    for (member, from, to, expected) in [
        (
            "ChatMessages.xml",
            SECOND,
            "",
            "room,57,News,messages,2,1,|message,2,,message,1,0,57",
        ),
        (
            "ChatMessages.xml",
            SECOND,
            &SECOND.repeat(2),
            "room,57,News,messages,2,3,|message,2,,message,1,2,57",
        ),
        (
            "ChatMessages.xml",
            "welcome",
            "welcomf",
            "room,57,News,digest|message,2,,content,,,57",
        ),
        (
            "ChatMessages.xml",
            "08:00:05Z",
            "08:00:06Z",
            "room,57,News,digest|message,2,,time,2011-03-01T08:00:05Z,2011-03-01T08:00:06Z,57",
        ),
        (
            "ChatRooms.xml",
            r#" isManager="1" isMember="1"/>"#,
            r#" isMember="1"/>"#,
            "room,57,News,manager,10,,",
        ),
        (
            "ChatRooms.xml",
            "<Name>Desk",
            "<Name>Desks",
            "room,58,Desk,name,Desk,Desks,",
        ),
        (
            "ChatRooms.xml",
            r#"id="58" parentId="2" isDisabled="0""#,
            r#"id="58" parentId="2" isDisabled="1""#,
            "room,58,Desk,disabled,false,true,",
        ),
        (
            "Categories.xml",
            r#"id="2" parentId="1" invite="1""#,
            r#"id="2" parentId="1" invite="0""#,
            "category,2,Sales,invite,true,false,",
        ),
        (
            "AdAffiliations.xml",
            r#"<Group id="20"/>"#,
            "",
            "principal,10,User 10,affiliation,20,,",
        ),
    ] {
        let result = Package::clean().edit(member, from, to);
        let outcome = verify(&result, "--format csv").exits(5);
        let found = differences(&outcome);
        let expected: Vec<&str> = expected.split('|').collect();
        assert_eq!(found.len(), expected.len(), "{found:?}");
        // Of digests only the beginning is known.
        let as_expected = |(found, expected): (&String, &&str)| found.starts_with(expected);
        assert!(found.iter().zip(&expected).all(as_expected), "{found:?}");
        verify(&result, "")
            .exits(5)
            .prints(&["Not everything is as promised"]);
    }
    let rooms = Package::clean().text("ChatRooms.xml");
    let start = rooms.find(r#"<ChatRoom id="58""#).expect("the room");
    let room = &rooms[start..rooms.find("</ChatRooms>").expect("its end")];
    let outcome = verify(
        &Package::clean().edit("ChatRooms.xml", room, ""),
        "--format csv",
    );
    assert_eq!(
        differences(&outcome.exits(5)),
        ["room,58,Desk,object,true,false,"]
    );
    let outcome = verify(&Package::clean().without("Addins.xml"), "--format csv");
    assert_eq!(
        differences(&outcome.exits(5)),
        ["member,addins,,object,true,false,"]
    );
}

#[test]
fn the_promise_is_the_converted_pool_not_the_source() {
    let place = Place::new();
    let nested = |name: &str, parent: &str, room: &str| {
        let category = format!(
            r#"<Category id="3" parentId="{parent}"><Name>{name}</Name></Category></Categories>"#
        );
        Package::clean()
            .edit("Categories.xml", "</Categories>", &category)
            .edit(
                "ChatRooms.xml",
                r#"id="58" parentId="2""#,
                r#"id="58" parentId="3""#,
            )
            .edit("ChatRooms.xml", "<Name>Desk", &format!("<Name>{room}"))
    };
    place.write("pool.zip", nested("Bonds", "2", "Desk").zip());
    let flat = nested("Sales Bonds", "1", "Sales Bonds Desk");
    // What holds by inheritance is written down.
    let flat = flat.edit(
        "Categories.xml",
        r#"id="3" parentId="1""#,
        r#"id="3" parentId="1" invite="1""#,
    );
    place.write("flat.zip", flat.zip());
    place.pchat("verify pool.zip flat.zip").exits(0);
    let outcome = place
        .pchat("verify pool.zip pool.zip --format csv")
        .exits(5);
    let expected = [
        "category,3,Sales Bonds,name,Sales Bonds,Bonds,",
        "category,3,Sales Bonds,parent,1,2,",
        "category,3,Sales Bonds,invite,true,,",
        "room,58,Sales Bonds Desk,name,Sales Bonds Desk,Desk,",
    ];
    assert_eq!(differences(&outcome), expected);
}

#[test]
fn messages_before_the_date_are_to_be_gone() {
    let without = Package::clean().edit("ChatMessages.xml", SECOND, "");
    let first = r#"<Message id="1" date="2011-03-01T08:00:00Z" userId="10"><Content>Good morning</Content></Message>"#;
    let without = without.edit("ChatMessages.xml", first, "");
    verify(&without, "--since 2012-01-01").exits(0);
    let outcome = verify(&Package::clean(), "--since 2012-01-01 --format csv").exits(5);
    assert_eq!(differences(&outcome), ["room,57,News,messages,0,2,"]);
}

/// What the target might export after the import: other ids, and a room of its own.
fn imported() -> Package {
    Package::clean()
        .map(|name, content| {
            let text = String::from_utf8(content).expect("UTF-8");
            let ids = ["10", "11", "20", "57", "58", "A1"];
            let other =
                |text: String, id: &&str| text.replace(&format!("\"{id}\""), &format!("\"9{id}\""));
            let text = ids.iter().fold(text, other);
            (name.to_owned(), text.into_bytes())
        })
        .edit(
            "ChatRooms.xml",
            "</ChatRooms>",
            r#"<ChatRoom id="99" parentId="2"><Name>Target</Name></ChatRoom></ChatRooms>"#,
        )
}

#[test]
fn an_export_of_the_target_is_compared_by_what_travels() {
    verify(&imported(), "--imported").exits(0).prints(&[
        "an export of the target after the import",
        "1 object that only the target has",
    ]);
    verify(&imported(), "").exits(5).prints(&[
        "No room of the source is there under its id.",
        "pchat verify pool.zip result.zip --imported",
    ]);
    let lost = imported().edit("ChatMessages.xml", "Closing", "Closed");
    let outcome = verify(&lost, "--imported --format csv").exits(5);
    assert_eq!(differences(&outcome)[1], "message,1,,content,,,58");
}

#[test]
fn the_json_fits_its_schema() {
    let schema = serde_json::from_str(include_str!("../../schema/verification.schema.json"));
    let validator = jsonschema::validator_for(&schema.expect("JSON")).expect("a schema");
    let damaged = Package::clean().edit("ChatMessages.xml", SECOND, "");
    for (result, equal) in [(Package::clean(), true), (damaged, false)] {
        let outcome = verify(&result, "--format json").exits(if equal { 0 } else { 5 });
        let json = outcome.json();
        assert!(validator.is_valid(&json), "{json}");
        assert_eq!(json["equal"], equal);
        assert_eq!(json["counts"]["messages"], 3);
    }
}

#[test]
fn the_number_of_threads_does_not_show() {
    let place = Place::new();
    place.generate("pool.zip", (60, 80, 2_000), "");
    place.generate("other.zip", (60, 80, 2_001), "");
    for format in ["table", "csv", "json"] {
        let run = |threads: u32| {
            let line = format!("verify pool.zip other.zip --format {format} --threads {threads}");
            place.pchat(&line).exits(5).text()
        };
        assert_eq!(run(1), run(4));
    }
}

#[test]
fn what_cannot_be_read_is_3_and_what_is_left_out_is_4() {
    let place = Place::new();
    place.write("pool.zip", Package::clean().zip());
    for line in ["verify pool.zip nowhere.zip", "verify nowhere.zip pool.zip"] {
        place.pchat(line).fails(3, &["nowhere.zip"]);
    }
    let lost = Package::clean().edit("ChatRooms.xml", r#"<ChatRoom id="58" "#, "<ChatRoom ");
    let messages = Package::clean().text("ChatMessages.xml");
    let start = messages.find(r#"<ChatRoom id="58""#).expect("the room");
    let end = messages.find("</ChatMessages>").expect("its end");
    let lost = lost.edit("ChatMessages.xml", &messages[start..end], "");
    place.write("lost.zip", lost.zip());
    let outcome = place.pchat("verify lost.zip lost.zip").exits(4);
    outcome.says(&["lost.zip: 1 record was skipped"]);
}

#[test]
fn a_second_reading_agrees_with_the_first_however_the_package_is_written() {
    let place = Place::new();
    let spellings = [
        "",
        "utf-16le,iso-times,elements,default-namespace,stored",
        "utf-16be,cdata,comments,deflate64,split",
        "utf-8-bom,indented,prefixed,data-descriptors,per-room,datetime-times",
        "nested,inner-folder,zip64,cp437-names",
    ];
    for (at, spelling) in spellings.into_iter().enumerate() {
        let (pool, new) = (format!("pool{at}.zip"), format!("new{at}.zip"));
        place.generate(&pool, (20, 30, 500), spelling);
        place
            .pchat(&format!(
                "convert {pool} -o {new} --since 2010-01-01 --fail-on never"
            ))
            .exits(0);
        let line = format!("verify {pool} {new} --since 2010-01-01 --thorough --format json");
        let json = place.pchat(&line).exits(0).json();
        assert!(json["counts"]["second"].as_u64() > Some(40), "{json}");
    }
}

#[test]
fn what_only_a_second_reading_sees() {
    let without_z = Package::clean().edit("ChatMessages.xml", "08:00:05Z", "08:00:05");
    verify(&without_z, "").exits(0);
    let outcome = verify(&without_z, "--thorough --format csv").exits(5);
    let expected = [
        "room,57,News,second_dates_utc,2,1,",
        "room,57,News,second_dates_other,0,1,",
    ];
    assert_eq!(differences(&outcome), expected);
    let text = Package::clean().text("ChatMessages.xml");
    let text = text.replace(SECOND, "").replace(
        r#"<Message id="1" date="2011"#,
        &format!(r#"{SECOND}<Message id="1" date="2011"#),
    );
    let outcome = verify(
        &Package::clean().with("ChatMessages.xml", text),
        "--thorough",
    );
    outcome
        .exits(0)
        .prints(&["In 1 room the messages come in another order, which is no difference: 57."]);
}

#[test]
fn what_nobody_understands_is_counted_and_goes_with_what_is_left_out() {
    let place = Place::new();
    let from = r#"date="2011-03-01T08:00:00Z" userId="10""#;
    let pool = Package::clean().edit("ChatMessages.xml", from, &format!(r#"{from} flag="x""#));
    place.write("pool.zip", pool.zip());
    place.write("lost.zip", Package::clean().zip());
    let outcome = place
        .pchat("verify pool.zip lost.zip --format csv")
        .exits(5);
    let expected = "member,ChatMessages.xml,Message/@flag,not_understood,1,0,";
    assert_eq!(differences(&outcome), [expected]);
    place
        .pchat("verify pool.zip lost.zip")
        .exits(5)
        .prints(&["Members, unknown parts", "1 → 0"]);
    place
        .pchat("convert pool.zip -o new.zip --since 2012-01-01")
        .exits(0);
    place
        .pchat("verify pool.zip new.zip --since 2012-01-01 --thorough")
        .exits(0);
    // More of it was never promised.
    let outcome = place
        .pchat("verify lost.zip pool.zip --format csv")
        .exits(5);
    assert_eq!(
        differences(&outcome),
        ["member,ChatMessages.xml,Message/@flag,not_understood,0,1,"]
    );
}

#[test]
fn a_member_of_another_name_is_a_difference() {
    let addins = Package::clean().text("Addins.xml");
    let renamed = Package::clean()
        .without("Addins.xml")
        .with("Extensions.xml", addins);
    let outcome = verify(&renamed, "--format csv").exits(5);
    let expected = [
        "member,Addins.xml,,object,true,false,",
        "member,Extensions.xml,,object,false,true,",
    ];
    assert_eq!(differences(&outcome), expected);
}

#[test]
fn people_read_names_beside_the_ids_of_a_difference() {
    // Nobody is made a manager of all rooms, and no category is moved, without a conversion.
    let line = "verify samples/contoso.zip samples/contoso.zip";
    let table = pchat(line).exits(5);
    table.prints(&[
        "manager: 101 “User 01 (IT)”, ",
        "parent: 1 “Contoso” → 3 “IT”",
    ]);
    let json = pchat(&format!("{line} --format json")).exits(5).json();
    let of = |it: &&serde_json::Value| it["field"] == "parent" && it["object"]["id"] == "4";
    let difference = json["differences"]
        .as_array()
        .and_then(|all| all.iter().find(of));
    assert_eq!(difference.expect("it is there")["expected"], "1");
}
