//! Decisions at work: each does what it says, and one that cannot be carried out stops everything.

use crate::common::package::Package;
use crate::common::{Outcome, Place};
use serde_json::Value;

/// Below Sales: Bonds with the room News, below that Emerging Markets with the room Desk; beside them the room Floor.
fn pool() -> Package {
    let categories = r#"<Category id="3" parentId="2" invite="1"><Name>Bonds</Name></Category><Category id="4" parentId="3" invite="1"><Name>Emerging Markets</Name></Category>"#;
    let room = r#"<ChatRoom id="59" parentId="2"><Name>Floor</Name><Desc/><Roles><Principal id="10" isManager="1"/></Roles></ChatRoom></ChatRooms>"#;
    let message = r#"<ChatRoom id="59"><Message id="1" date="2012-01-02T09:30:00Z" userId="10"><Content>Quiet</Content></Message></ChatRoom></ChatMessages>"#;
    Package::clean()
        .edit(
            "Categories.xml",
            "\n</Categories>",
            &format!("\n{categories}\n</Categories>"),
        )
        .edit(
            "ChatRooms.xml",
            r#"id="57" parentId="2""#,
            r#"id="57" parentId="3""#,
        )
        .edit(
            "ChatRooms.xml",
            r#"id="58" parentId="2""#,
            r#"id="58" parentId="4""#,
        )
        .edit("ChatRooms.xml", "</ChatRooms>", room)
        .edit("ChatMessages.xml", "</ChatMessages>", message)
}

/// A run with decisions, and where it was.
struct Run {
    place: Place,
    outcome: Outcome,
}

impl Run {
    fn new(package: &Package, rows: &str, options: &str) -> Self {
        let place = Place::new();
        place.write("pool.zip", package.zip());
        let header = "rule,kind,id,name,action,value,note\n";
        place.write("decisions.csv", format!("{header}{rows}\n"));
        let line = format!("convert pool.zip -o out.zip --decisions decisions.csv {options}");
        let outcome = place.pchat(&line);
        Run { place, outcome }
    }

    /// Makes sure that the result is what was promised.
    #[track_caller]
    fn proved(self, code: i32) -> (Package, Value) {
        self.outcome.exits(code);
        let line = "verify pool.zip out.zip --quiet --decisions decisions.csv";
        self.place.pchat(line).exits(0);
        let manifest = serde_json::from_slice(&self.place.read("out.manifest.json"));
        let package = Package::open(self.place.read("out.zip"));
        (package, manifest.expect("JSON"))
    }
}

/// What became of one member.
#[track_caller]
fn assert_edited(package: &Package, before: &Package, member: &str, edits: &[(&str, &str)]) {
    let expected = edits.iter().fold(before.clone(), |expected, (from, to)| {
        expected.edit(member, from, to)
    });
    assert_eq!(package.text(member), expected.text(member));
}

#[test]
fn a_category_that_is_left_out_takes_along_all_that_is_below_it() {
    let (after, manifest) =
        Run::new(&pool(), "nested-category,category,3,Bonds,exclude,,", "").proved(0);
    assert_eq!(
        after.text("Categories.xml"),
        Package::clean().text("Categories.xml")
    );
    for member in ["ChatRooms.xml", "ChatMessages.xml"] {
        let text = after.text(member);
        let rooms: Vec<&str> = text
            .split("<ChatRoom id=\"")
            .skip(1)
            .map(|it| &it[..2])
            .collect();
        assert_eq!(rooms, ["59"], "{member}");
    }
    let counts = &manifest["counts"];
    assert_eq!(counts["categories"]["left_out"], 2);
    assert_eq!(counts["rooms"]["left_out"], 2);
    let messages =
        serde_json::json!({ "kept": 1, "left_out": 3, "before_cutoff": 0, "in_rooms_left_out": 3 });
    assert_eq!(counts["messages"], messages);
}

/// A pool whose XML has categories and rooms in categories; `attribute` is of the innermost room.
fn nested_elements(attribute: &str) -> Package {
    Package::clean().with(
        "Categories.xml",
        format!(
            r#"<Pool><Categories><Category id="1" parentId="1"><Name>Contoso</Name>
<Category id="2"><Name>Sales</Name></Category>
<Category id="3"><Name>Bonds</Name><Category id="4"><Name>Markets</Name>
 <ChatRoom id="60"{attribute}><Name>Old</Name><Message id="1" date="2012-01-02T09:30:00Z" userId="10"/></ChatRoom>
</Category></Category></Category></Categories></Pool>"#
        ),
    )
}

#[test]
fn what_stands_inside_of_the_element_of_a_category_goes_with_it() {
    let row = "manual,category,3,Bonds,exclude,,";
    let (after, manifest) = Run::new(&nested_elements(""), row, "").proved(0);
    let categories = r#"<Pool><Categories><Category id="1" parentId="1"><Name>Contoso</Name>
<Category id="2"><Name>Sales</Name></Category></Category></Categories></Pool>"#;
    assert_eq!(after.text("Categories.xml"), categories);
    assert_eq!(manifest["counts"]["rooms"]["left_out"], 1);
    assert_eq!(manifest["counts"]["messages"]["left_out"], 1);
}

#[test]
fn what_stands_there_but_belongs_elsewhere_is_not_lost() {
    let row = "manual,category,3,Bonds,exclude,,";
    let run = Run::new(&nested_elements(r#" parentId="2""#), row, "");
    let what = "room 60 stands inside something that is left out";
    run.outcome
        .fails(3, &[what, "Categories.xml", "what to do"]);
    assert!(!run.place.path("out.zip").exists());
}

#[test]
fn a_room_that_is_left_out_takes_along_its_messages_from_another_member() {
    let before = Package::clean().edit(
        "ChatRooms.xml",
        r#"id="58" parentId="2" isDisabled="0""#,
        r#"id="58" parentId="2" isDisabled="1""#,
    );
    // Some members are no XML, or only look like it.
    let before = before
        .with("Notes.txt", "5 < 6")
        .with("Report.html", "<html><br></html>");
    let (after, manifest) = Run::new(&before, "disabled-room,room,58,Desk,exclude,,", "").proved(0);
    assert_eq!(manifest["counts"]["messages"]["left_out"], 1);
    let cut = |member: &str, room: &str, end: &str| {
        let text = before.text(member);
        let start = text.find(room).expect("the room");
        let end = text.find(end).expect("its end");
        text[..start].trim_end().to_owned() + "\n" + &text[end..]
    };
    let expected = before
        .clone()
        .with(
            "ChatRooms.xml",
            cut("ChatRooms.xml", r#"<ChatRoom id="58""#, "</ChatRooms>"),
        )
        .with(
            "ChatMessages.xml",
            cut(
                "ChatMessages.xml",
                r#"<ChatRoom id="58""#,
                "</ChatMessages>",
            ),
        );
    assert_eq!(after, expected);
}

#[test]
fn a_federated_user_who_is_dropped_loses_roles_and_keeps_messages() {
    let user = r#"<User principalId="12" type="7"><Uri>sip:user12@litware.com</Uri><Name>User 12</Name></User>"#;
    let role = r#"<Principal id="12" isManager="1" isMember="1"/>"#;
    let before = Package::clean()
        .edit("AdUsers.xml", "</AdUsers>", &format!("{user}</AdUsers>"))
        .edit(
            "ChatRooms.xml",
            r#"<Principal id="20""#,
            &format!(r#"{role}<Principal id="20""#),
        )
        .edit(
            "ChatMessages.xml",
            r#"17:45:00Z" userId="11""#,
            r#"17:45:00Z" userId="12""#,
        );
    let (after, manifest) = Run::new(&before, "federated-user,principal,12,,drop,,", "").proved(0);
    assert_edited(&after, &before, "ChatRooms.xml", &[(role, "")]);
    let disabled = [(
        r#"principalId="12" type="7""#,
        r#"principalId="12" type="7" disabled="1""#,
    )];
    assert_edited(&after, &before, "AdUsers.xml", &disabled);
    assert_edited(&after, &before, "ChatMessages.xml", &[]);
    assert_eq!(manifest["counts"]["roles_revoked"], 2);
}

#[test]
fn invitations_are_turned_on_for_one_room_and_for_no_other() {
    let before = Package::clean()
        .edit(
            "Categories.xml",
            r#"id="2" parentId="1" invite="1""#,
            r#"id="2" parentId="1" invite="0""#,
        )
        .edit(
            "ChatRooms.xml",
            r#"id="57" parentId="2""#,
            r#"id="57" parentId="2" invite="1""#,
        );
    let row = |action: &str| format!("invitation-mismatch,room,57,News,{action},,");
    let (after, _) = Run::new(&before, &row("enable-invitations"), "").proved(0);
    let on = [(
        r#"id="2" parentId="1" invite="0""#,
        r#"id="2" parentId="1" invite="1""#,
    )];
    assert_edited(&after, &before, "Categories.xml", &on);
    let rooms = after.text("ChatRooms.xml");
    let tag = |id: &str| {
        let start = rooms
            .find(&format!("<ChatRoom id=\"{id}\""))
            .expect("the room");
        rooms[start..].split('>').next().unwrap_or_default()
    };
    assert!(!tag("57").contains("invite"), "{}", tag("57"));
    assert!(tag("58").contains(r#"invite="0""#), "{}", tag("58"));

    let (kept, _) = Run::new(&before, &row("keep"), "").proved(0);
    assert_edited(
        &kept,
        &before,
        "ChatRooms.xml",
        &[(r#" invite="1""#, r#" invite="0""#)],
    );
    assert_eq!(kept.text("Categories.xml"), before.text("Categories.xml"));
}

#[test]
fn a_name_given_by_hand_is_the_whole_name() {
    let before = pool().edit("ChatRooms.xml", "<Name>Desk</Name>", "<Name>Floor</Name>");
    let rows = "nested-category,category,4,,rename,\"=Märkte, \"\"neu\"\" <&>\",\nmanual,room,58,,rename,Desk,";
    let (after, _) = Run::new(&before, rows, "").proved(0);
    let categories = after.text("Categories.xml");
    assert!(
        categories.contains("<Name>Sales Bonds</Name>"),
        "{categories}"
    );
    assert!(
        categories.contains("<Name>=Märkte, \"neu\" &lt;&amp;&gt;</Name>"),
        "{categories}"
    );
    let rooms = after.text("ChatRooms.xml");
    let names = rooms
        .split("<Name>")
        .skip(1)
        .map(|it| it.split("</Name>").next());
    let names: Vec<&str> = names.flatten().collect();
    assert_eq!(names, ["Sales Bonds News", "Desk", "Floor"]);
}

#[test]
fn what_is_kept_too_long_remains_and_is_said() {
    let long = "x".repeat(300);
    let before = Package::clean().edit("ChatRooms.xml", "<Name>Desk", &format!("<Name>{long}"));
    for (options, code) in [("", 1), ("--fail-on never", 0), ("--fail-on warning", 1)] {
        let run = Run::new(&before, "long-name,room,58,,keep,,", options);
        let outcome = run
            .place
            .pchat("convert pool.zip --what-if --format json --decisions decisions.csv");
        let remaining = outcome.exits(1).json()["remaining"].clone();
        assert_eq!(remaining[0]["rule"], "long-name");
        assert_eq!(remaining.as_array().map(Vec::len), Some(1));
        let (after, manifest) = run.proved(code);
        assert_eq!(after, before);
        assert_eq!(manifest["remaining"]["error"], 1);
    }
    Run::new(&before, "long-name,room,58,,rename,Desk,", "").proved(0);
}

#[test]
fn a_decision_that_cannot_be_carried_out_is_2_with_its_line_and_nothing_is_written() {
    for (rows, parts) in [
        (
            "manual,room,57,,keep,,\nlong-name,room,99,,rename,Desk,",
            &["decisions.csv, line 3: the input has no room with the id 99"][..],
        ),
        (
            "manual,category,3,,rename,A,\nnested-category,category,3,,rename,B,",
            &["decisions.csv, line 3: it is to be called both “A” and “B”; see line 2 too"],
        ),
        (
            "manual,category,1,,exclude,,",
            &["decisions.csv, line 2: the root category can be neither renamed nor left out"],
        ),
        (
            "topic-lost,room,57,,drop,,",
            &["decisions.csv, line 2: ", "keep, exclude"],
        ),
        (
            "long-name,room,57,,rename,,",
            &["decisions.csv, line 2: ", "name"],
        ),
        (
            "no-rule,room,57,,keep,,",
            &["decisions.csv, line 2: ", "no-rule"],
        ),
        (
            "topic-lost,room,57,,keep,,\ntopic-lost,room,57,,exclude,,",
            &["decisions.csv, line 3: ", "line 2"],
        ),
    ] {
        let run = Run::new(&pool(), rows, "");
        run.outcome.fails(2, parts);
        assert_eq!(run.place.list(""), ["decisions.csv", "pool.zip"]);
        for line in ["convert pool.zip --what-if", "verify pool.zip pool.zip"] {
            let line = format!("{line} --decisions decisions.csv");
            run.place.pchat(&line).fails(2, parts);
        }
    }
    let place = Place::new();
    place.write("pool.zip", pool().zip());
    place
        .pchat("convert pool.zip -o out.zip --decisions none.csv")
        .fails(
            2,
            &[
                "none.csv: there is no such file",
                "pchat analyze INPUT --decisions FILE writes one",
            ],
        );
}
