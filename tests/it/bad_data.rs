//! Well-formed XML that says impossible things: findings, or records left out and counted with their place.

use crate::common::package::Package;
use crate::common::{Place, analyze_with, changed, findings, found};
use serde_json::{Value, json};

#[test]
fn characters_that_xml_forbids_are_findings() {
    let rooms = changed("ChatRooms.xml", "What is new", "What\0 is\u{8} new");
    let analysis = analyze_with("ChatRooms.xml", rooms, "").exits(0).json();
    let finding = findings(&analysis, "invalid-text")[0];
    assert_eq!(finding["object"]["id"], "57");
    assert_eq!(
        (
            &finding["details"]["character"],
            &finding["details"]["count"]
        ),
        (&json!("U+0000"), &json!(2))
    );
    let messages = changed("ChatMessages.xml", "Closing", "Clo&#x0;sing\u{1}");
    let analysis = analyze_with("ChatMessages.xml", messages, "")
        .exits(0)
        .json();
    let finding = findings(&analysis, "invalid-text")[0];
    assert_eq!(
        finding["object"],
        json!({"kind": "message", "id": "1", "name": ""})
    );
    assert_eq!(
        (&finding["details"]["room"], &finding["details"]["count"]),
        (&json!("58"), &json!(2))
    );
}

#[test]
fn categories_in_a_circle() {
    let circle = r#"<Pool><Categories><Category id="1" parentId="1"><Name>Contoso</Name></Category>
        <Category id="2" parentId="3"><Name>Sales</Name></Category><Category id="3" parentId="4"><Name>East</Name></Category>
        <Category id="4" parentId="2"><Name>Desk 4</Name></Category></Categories></Pool>"#;
    let analysis = analyze_with("Categories.xml", circle, "").exits(1).json();
    assert_eq!(found(&analysis, "orphan"), ["2", "3", "4"]);
    let cases = findings(&analysis, "orphan");
    assert!(
        cases
            .iter()
            .all(|finding| finding["details"]["case"] == "category-cycle")
    );
}

#[test]
fn groups_in_a_circle() {
    let circle = r#"<Pool><AdAffiliations><User id="20"><Groups><Group id="20"/><Group id="21"/></Groups></User>
        <User id="21"><Groups><Group id="20"/></Groups></User></AdAffiliations></Pool>"#;
    let analysis = analyze_with("AdAffiliations.xml", circle, "")
        .exits(0)
        .json();
    assert_eq!(found(&analysis, "unknown-principal"), ["21"]);
}

#[test]
fn ids_that_name_nobody() {
    let rooms = changed(
        "ChatRooms.xml",
        r#"<Principal id="10" "#,
        r#"<Principal id="999" "#,
    );
    let analysis = analyze_with("ChatRooms.xml", rooms, "").exits(0).json();
    assert_eq!(found(&analysis, "unknown-principal"), ["999"]);
    assert_eq!(found(&analysis, "room-without-manager"), ["57"]);
    let messages = changed(
        "ChatMessages.xml",
        r#"<ChatRoom id="58">"#,
        r#"<ChatRoom id="5800">"#,
    );
    let analysis = analyze_with("ChatMessages.xml", messages, "")
        .exits(1)
        .json();
    assert_eq!(found(&analysis, "orphan"), ["5800"]);
    let rooms = changed(
        "ChatRooms.xml",
        r#"id="58" parentId="2""#,
        r#"id="58" parentId="77""#,
    );
    let analysis = analyze_with("ChatRooms.xml", rooms, "").exits(1).json();
    assert_eq!(found(&analysis, "orphan"), ["58"]);
}

#[test]
fn records_that_cannot_be_used_are_counted_with_their_place() {
    for (member, from, to, what) in [
        (
            "AdUsers.xml",
            r#"principalId="11" "#,
            "",
            "a user without an id",
        ),
        (
            "AdUsers.xml",
            r#"principalId="11" "#,
            r#"principalId=" " "#,
            "a user without an id",
        ),
        (
            "AdUsers.xml",
            r#"principalId="11" "#,
            r#"principalId="10" "#,
            "a second user with the id 10",
        ),
        (
            "ChatRooms.xml",
            r#"id="58""#,
            r#"id="57""#,
            "a second room with the id 57",
        ),
        (
            "Addins.xml",
            "</Addins>",
            r#"<Addin id="A1"/></Addins>"#,
            "a second add-in with the id A1",
        ),
        (
            "Categories.xml",
            r#"id="2" parent"#,
            r#"id="1" parent"#,
            "a second category with the id 1",
        ),
        (
            "ChatRooms.xml",
            r#"id="20" "#,
            "",
            "a role without the id of its principal",
        ),
        (
            "AdAffiliations.xml",
            r#"<Group id="20"/>"#,
            "<Group/>",
            "an affiliation without the id of its group",
        ),
    ] {
        analyze_with(member, changed(member, from, to), "")
            .exits(4)
            .says(&["1 record was skipped", what, member, ", byte "]);
    }
    // A list of messages without its room: the list and its message.
    let list = changed("ChatMessages.xml", r#"<ChatRoom id="58">"#, "<ChatRoom>");
    let outcome = analyze_with("ChatMessages.xml", list, "").exits(4);
    let outcome = outcome.says(&["2 records were skipped", "1 message that names no room"]);
    assert_eq!(outcome.json()["totals"]["messages"], 2);
}

#[test]
fn a_bare_member_is_an_input_too() {
    let place = Place::new();
    Package::clean().unpack(&place.path(""));
    let analysis = place.pchat("analyze ChatRooms.xml --format json").exits(0);
    let analysis = analysis.says(&["Not in this input: users"]).json();
    assert_eq!(analysis["input"]["name"], "ChatRooms.xml");
    assert_eq!(analysis["totals"]["rooms"], 2);
    assert_eq!(analysis["totals"]["first_message"], Value::Null);
}

#[test]
fn blank_ids_name_neither_a_room_nor_an_author() {
    let blank = changed("ChatMessages.xml", r#"userId="10""#, r#"userId=" ""#);
    let outcome = analyze_with("ChatMessages.xml", blank, "").exits(0);
    assert!(found(&outcome.json(), "unknown-principal").is_empty());
    let list = changed("ChatMessages.xml", r#"<ChatRoom id="58">"#, "<ChatRoom>");
    let list = list.replacen("<Message ", r#"<Message channelId="" "#, 9);
    let outcome = analyze_with("ChatMessages.xml", list, "").exits(4);
    outcome.says(&["1 message that names no room"]);
}
