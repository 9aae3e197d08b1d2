//! Members in forms that the samples do not have.

use proptest::prelude::*;

use super::rewrite::Rewriting;
use crate::directory::History;
use crate::input::Progress;
use crate::input::members::Member;
use crate::migration::ReadOptions;
use crate::migration::conversion::edits;
use crate::package::read::names::Names;
use crate::package::{Failure, Layout, read_member};
use crate::plan::{Action, Decision, Plan};
use crate::reading::{Reading, Statistics};
use crate::rules::{Evidence, ObjectKind, Options};
use crate::time::Ticks;

fn read(xml: &[u8]) -> Reading<History> {
    let options = ReadOptions::default();
    let survey = Statistics::default();
    let bytes = std::io::Cursor::new(xml.to_vec());
    read_member("a.xml", bytes, options.of_package(), &survey).unwrap()
}

fn rewrite(xml: &[u8], decisions: &[Decision]) -> Vec<u8> {
    try_rewrite(xml, decisions).unwrap()
}

/// The member written anew, or why it is not.
fn try_rewrite(xml: &[u8], decisions: &[Decision]) -> Result<Vec<u8>, String> {
    let reading = read(xml);
    let options = Options::default();
    let evidence = Evidence::new(&reading.directory, &reading.total, &options);
    let plan = Plan::new(&evidence, decisions).unwrap();
    let layout = Layout::built_in();
    let edits = edits::of(&plan, &reading.directory);
    let rewriting = Rewriting {
        layout: &layout,
        names: &Names::new(&layout),
        edits: &edits,
        since: None::<Ticks>,
        progress: &Progress::default(),
        folder: &std::env::temp_dir(),
    };
    let member = Member::from_reader("a.xml", Box::new(std::io::Cursor::new(xml.to_vec())));
    let mut out = Vec::new();
    match rewriting.write(&member, &mut out) {
        Err(Failure::Input(error)) => return Err(error.what.to_string()),
        rewritten => {
            let done = rewritten.unwrap().done;
            for (kind, id) in edits.objects() {
                assert!(done.contains(&(kind, id.clone())), "{} {id}", kind.word());
            }
        }
    }
    Ok(out)
}

#[track_caller]
fn becomes(before: &str, after: &str) {
    becomes_with(before, &[], after);
}

#[track_caller]
fn becomes_with(before: &str, decisions: &[Decision], after: &str) {
    let found = String::from_utf8(rewrite(before.as_bytes(), decisions)).unwrap();
    assert_eq!(found, after);
    let again = String::from_utf8(rewrite(after.as_bytes(), &[])).unwrap();
    assert_eq!(again, after, "the second time");
}

fn rename(kind: ObjectKind, id: &str, name: &str) -> Decision {
    Decision {
        rule: "name-conflict",
        kind,
        id: id.into(),
        action: Action::Rename(name.into()),
    }
}

#[test]
fn a_nested_category_gets_its_parents_names_and_nothing_else_changes() {
    becomes(
        "<?xml version='1.0'?>\n<Pool a='1'><Categories ><Category id='1' parentId='1'/>\
         <Category id='2' parentId='1'><Name>R&amp;D</Name></Category>\
         <Category  id = '3'\n parentId=\"2\" x='y'><!-- c --><Name><![CDATA[A<B]]>&#x8;</Name><Desc/>&gt;</Category>\
         </Categories></Pool>\n",
        "<?xml version='1.0'?>\n<Pool a='1'><Categories ><Category id='1' parentId='1'/>\
         <Category id='2' parentId='1'><Name>R&amp;D</Name></Category>\
         <Category  id = '3'\n parentId=\"1\" x='y'><!-- c --><Name>R&amp;D <![CDATA[A<B]]>&#x8;</Name><Desc/>&gt;</Category>\
         </Categories></Pool>\n",
    );
}

#[test]
fn a_category_inside_another_one_comes_to_stand_behind_it() {
    becomes(
        "<Pool><Categories>\n <Category id=\"2\"><Name>A</Name>\n  <Category id=\"3\"><Name>B</Name>\
         <Category id=\"4\"><Name>C</Name></Category></Category>\n  <ChatRoom id=\"9\"><Name>r</Name></ChatRoom>\n </Category>\n</Categories></Pool>",
        "<Pool><Categories>\n <Category id=\"2\"><Name>A</Name>\n  <ChatRoom id=\"9\"><Name>r</Name></ChatRoom>\n </Category>\
         \n  <Category id=\"3\"><Name>A B</Name></Category><Category id=\"4\"><Name>A B C</Name></Category>\n</Categories></Pool>",
    );
}

#[test]
fn below_the_root_s_own_element_it_stays() {
    becomes(
        "<Pool><Categories><Category id=\"1\" parentId=\"1\"><Category id=\"2\"><Name>A</Name>\
         <Category id=\"3\"><Name>B</Name></Category></Category></Category></Categories></Pool>",
        "<Pool><Categories><Category id=\"1\" parentId=\"1\"><Category id=\"2\"><Name>A</Name>\
         </Category><Category id=\"3\"><Name>A B</Name></Category></Category></Categories></Pool>",
    );
}

#[test]
fn a_category_that_moves_names_its_old_parent_no_more() {
    for (before, after) in [
        (
            "<Category id='3' parentId='2'>",
            "<Category id='3' parentId='1'>",
        ),
        (
            "<Category id='3'><parentId>2</parentId>",
            "<Category id='3'><parentId>1</parentId>",
        ),
    ] {
        becomes(
            &format!(
                "<Pool><Categories><Category id='1' parentId='1'><Category id='2'><Name>A</Name>\
                 {before}<Name>B</Name></Category></Category></Category></Categories></Pool>"
            ),
            &format!(
                "<Pool><Categories><Category id='1' parentId='1'><Category id='2'><Name>A</Name></Category>\
                 {after}<Name>A B</Name></Category></Category></Categories></Pool>"
            ),
        );
    }
}

#[test]
fn a_child_that_names_the_parent_gets_no_attribute_beside_it() {
    let root = "<Pool><Categories><Category id='1' parentId='1'/>\
                <Category id='2' parentId='1'><Name>A</Name></Category>";
    let first =
        |name: &str| format!("<Category id='3' parentId='2'><Name>{name}</Name></Category>");
    let moved = first("A B").replace("'2'", "'1'");
    for (before, after) in [
        // Of two with one id the first one counts, and both get what is new.
        (
            "<Category id='3'><parentId>2</parentId><Name>C</Name></Category>",
            "<Category id='3'><parentId>1</parentId><Name>A C</Name></Category>",
        ),
        (
            "<Category id='3'/>",
            "<Category id='3' parentId=\"1\"><Name>A B</Name></Category>",
        ),
    ] {
        becomes(
            &format!("{root}{}{before}</Categories></Pool>", first("B")),
            &format!("{root}{moved}{after}</Categories></Pool>"),
        );
    }
    becomes(
        &format!(
            "{root}<Category id='3'><parentId>2</parentId><Name>B</Name></Category></Categories></Pool>"
        ),
        &format!(
            "{root}<Category id='3'><parentId>1</parentId><Name>A B</Name></Category></Categories></Pool>"
        ),
    );
}

#[test]
fn what_is_said_twice_is_said_twice_afterwards() {
    becomes_with(
        "<Pool><AdUsers><User principalId='7' type='7'><disabled>0</disabled></User></AdUsers>\
         <Addins><Addin id='a' Name='b'><Name>b</Name><Name>b</Name></Addin></Addins></Pool>",
        &[rename(ObjectKind::Addin, "a", "c")],
        "<Pool><AdUsers><User principalId='7' type='7' disabled=\"1\"><disabled>1</disabled></User></AdUsers>\
         <Addins><Addin id='a' Name='c'><Name>c</Name><Name>c</Name></Addin></Addins></Pool>",
    );
}

const USERS: &str = "<AdUsers><User principalId='5'/><User principalId='6'/></AdUsers>";

fn rooms(rooms: &str) -> String {
    format!(
        "<Pool>{USERS}<Categories><Category id='1' parentId='1'><Name>Root</Name><Roles>\
         <Principal id='5' isManager='1'/><Principal id='6' isManager='1'/></Roles></Category>\
         <Category id='2' parentId='1'><Name>IT</Name></Category></Categories><ChatRooms>{rooms}</ChatRooms></Pool>"
    )
}

#[test]
fn managers_of_the_root_are_added_where_roles_belong() {
    for (before, after) in [
        // Beside those who are there, with the same indentation.
        (
            "<ChatRoom id='9' parentId='2'><Name>r</Name><Roles>\n  <Principal id='7' isMember='1'/>\n</Roles></ChatRoom>",
            "<ChatRoom id='9' parentId='2'><Name>r</Name><Roles>\n  <Principal id='7' isMember='1'/>\n  \
             <Principal id=\"5\" isManager=\"1\"/>\n  <Principal id=\"6\" isManager=\"1\"/>\n</Roles></ChatRoom>",
        ),
        // A principal who has another role keeps the element.
        (
            "<ChatRoom id='9' parentId='2'><Name>r</Name><Roles><Principal id='5' isMember='1' isManager='0'/>\
             <Principal id='6' isMember='1' x='y' /></Roles></ChatRoom>",
            "<ChatRoom id='9' parentId='2'><Name>r</Name><Roles><Principal id='5' isMember='1' isManager='1'/>\
             <Principal id='6' isMember='1' x='y' isManager=\"1\" /></Roles></ChatRoom>",
        ),
        // An empty list.
        (
            "<ChatRoom id='9' parentId='2'><Name>r</Name><Desc>d</Desc><Roles/><Topic/></ChatRoom>",
            "<ChatRoom id='9' parentId='2'><Name>r</Name><Desc>d</Desc><Roles><Principal id=\"5\" isManager=\"1\"/>\
             <Principal id=\"6\" isManager=\"1\"/></Roles><Topic/></ChatRoom>",
        ),
        // None yet: behind the description, or the name, with nothing in between.
        (
            "<ChatRoom id='9' parentId='2'>\n <Name>r</Name><Desc>d</Desc>\n <Other/>\n</ChatRoom>",
            "<ChatRoom id='9' parentId='2'>\n <Name>r</Name><Desc>d</Desc><Roles><Principal id=\"5\" isManager=\"1\"/>\
             <Principal id=\"6\" isManager=\"1\"/></Roles>\n <Other/>\n</ChatRoom>",
        ),
        (
            "<ChatRoom id='9' parentId='2'><Name>r</Name></ChatRoom>",
            "<ChatRoom id='9' parentId='2'><Name>r</Name><Roles><Principal id=\"5\" isManager=\"1\"/>\
             <Principal id=\"6\" isManager=\"1\"/></Roles></ChatRoom>",
        ),
        (
            "<p:ChatRoom xmlns:p='x' id='9' parentId='2'/>",
            "<p:ChatRoom xmlns:p='x' id='9' parentId='2'><p:Roles><p:Principal id=\"5\" isManager=\"1\"/>\
             <p:Principal id=\"6\" isManager=\"1\"/></p:Roles></p:ChatRoom>",
        ),
        // Everything as elements, messages inside.
        (
            "<ChatRoom><Name>r</Name><id>9</id><parentId>2</parentId><Roles><Principal><isMember>true</isMember>\
             <id>5</id></Principal></Roles><Message id='1'/></ChatRoom>",
            "<ChatRoom><Name>r</Name><id>9</id><parentId>2</parentId><Roles><Principal><isMember>true</isMember>\
             <id>5</id><isManager>true</isManager></Principal><Principal><id>6</id><isManager>true</isManager></Principal></Roles><Message id='1'/></ChatRoom>",
        ),
    ] {
        becomes(&rooms(before), &rooms(after));
    }
}

#[test]
fn roles_are_added_behind_a_new_name_too() {
    becomes_with(
        &rooms("<ChatRoom id='9' parentId='2'><Name>r</Name> <Topic/></ChatRoom>"),
        &[rename(ObjectKind::Room, "9", "new")],
        &rooms(
            "<ChatRoom id='9' parentId='2'><Name>new</Name><Roles><Principal id=\"5\" isManager=\"1\"/>\
             <Principal id=\"6\" isManager=\"1\"/></Roles> <Topic/></ChatRoom>",
        ),
    );
}

#[test]
fn whom_a_scope_admits_and_denies_is_written_down_as_both() {
    let categories = |parent: &str, name: &str, scope: &str| {
        format!(
            "<Pool>{USERS}<Categories><Category id='1' parentId='1'/><Category id='2' parentId='1'><Name>A</Name>\
             <Scope><Principal id='5' isDenied='1'/><Principal id='6'/><Principal id='5'/><Principal id='6'/></Scope></Category>\
             <Category id='3' parentId='{parent}'><Name>{name}</Name>{scope}</Category></Categories></Pool>"
        )
    };
    becomes(
        &categories("2", "B", ""),
        &categories(
            "1",
            "A B",
            "<Scope><Principal id=\"5\"/><Principal id=\"5\" isDenied=\"1\"/><Principal id=\"6\"/></Scope>",
        ),
    );
}

#[test]
fn names_are_escaped_as_their_place_needs_it() {
    becomes_with(
        &rooms(
            "<ChatRoom id='9' parentId='2'><Name>r&#8;</Name><Roles><Principal id='5' isManager='1'/><Principal id='6' isManager='1'/></Roles></ChatRoom>",
        ),
        &[rename(ObjectKind::Room, "9", "<\"R&D\">\u{8}")],
        &rooms(
            "<ChatRoom id='9' parentId='2'><Name>&lt;\"R&amp;D\"&gt;&#x8;</Name><Roles><Principal id='5' isManager='1'/><Principal id='6' isManager='1'/></Roles></ChatRoom>",
        ),
    );
    becomes_with(
        "<Pool><Addins><Addin id='c'><Name/></Addin><Addin id='a' Name='b'/></Addins></Pool>",
        &[
            rename(ObjectKind::Addin, "a", "'\"<"),
            rename(ObjectKind::Addin, "c", "new"),
        ],
        "<Pool><Addins><Addin id='c'><Name>new</Name></Addin><Addin id='a' Name='&#x27;&quot;&lt;'/></Addins></Pool>",
    );
}

fn exclude(kind: ObjectKind, id: &str) -> Decision {
    Decision {
        rule: "disabled-room",
        kind,
        id: id.into(),
        action: Action::Exclude,
    }
}

#[test]
fn a_field_that_stands_in_several_places_is_changed_in_all_of_them() {
    becomes(
        "<Pool><Categories><Category id='1' parentId='1'/><Category id='2' parentId='1'><Name>A</Name></Category>\
         <Category id='3' parentId='2'><parentId>7</parentId><Name>B</Name></Category></Categories></Pool>",
        "<Pool><Categories><Category id='1' parentId='1'/><Category id='2' parentId='1'><Name>A</Name></Category>\
         <Category id='3' parentId='1'><parentId>1</parentId><Name>A B</Name></Category></Categories></Pool>",
    );
    becomes(
        &rooms(
            "<ChatRoom id='9' parentId='2'><Name>r</Name><Roles><Principal id='5' isManager='0'><isManager>1</isManager></Principal>\
             <Principal id='6' isManager='1'/></Roles></ChatRoom>",
        ),
        &rooms(
            "<ChatRoom id='9' parentId='2'><Name>r</Name><Roles><Principal id='5' isManager='1'><isManager>1</isManager></Principal>\
             <Principal id='6' isManager='1'/></Roles></ChatRoom>",
        ),
    );
}

#[test]
fn the_best_candidate_for_an_id_counts_also_where_it_comes_later() {
    becomes(
        "<Pool><AdUsers><User id='5' type='7'><Name>n</Name><principalId>6</principalId></User></AdUsers></Pool>",
        "<Pool><AdUsers><User id='5' type='7' disabled=\"1\"><Name>n</Name><principalId>6</principalId></User></AdUsers></Pool>",
    );
}

#[test]
fn a_nested_category_that_names_its_parent_too_names_the_new_one() {
    becomes(
        "<Pool><Categories><Category id='2'><Name>A</Name><Category id='3' parentId='2'><Name>B</Name></Category>\
         </Category></Categories></Pool>",
        "<Pool><Categories><Category id='2'><Name>A</Name></Category><Category id='3'><Name>A B</Name></Category>\
         </Categories></Pool>",
    );
}

#[test]
fn a_scope_that_admits_and_denies_somebody_is_inherited_as_it_is() {
    becomes(
        "<Pool><Categories><Category id='1' parentId='1'/><Category id='2' parentId='1'><Name>A</Name><Scope>\
         <Principal id='5'/><Principal id='5' isDenied='1'/></Scope></Category>\
         <Category id='3' parentId='2'><Name>B</Name></Category></Categories></Pool>",
        "<Pool><Categories><Category id='1' parentId='1'/><Category id='2' parentId='1'><Name>A</Name><Scope>\
         <Principal id='5'/><Principal id='5' isDenied='1'/></Scope></Category>\
         <Category id='3' parentId='1'><Name>A B</Name><Scope><Principal id=\"5\"/><Principal id=\"5\" isDenied=\"1\"/></Scope>\
         </Category></Categories></Pool>",
    );
}

#[test]
fn roles_are_added_once_behind_the_last_of_several_names() {
    becomes(
        &rooms(
            "<ChatRoom id='9' parentId='2'><Name>r</Name><Other/><Name>s</Name><!-- c --><Desc>d</Desc></ChatRoom>",
        ),
        &rooms(
            "<ChatRoom id='9' parentId='2'><Name>r</Name><Other/><Name>s</Name><!-- c --><Desc>d</Desc>\
             <Roles><Principal id=\"5\" isManager=\"1\"/><Principal id=\"6\" isManager=\"1\"/></Roles></ChatRoom>",
        ),
    );
}

#[test]
fn nothing_that_is_kept_goes_with_what_is_left_out() {
    let nested = "<Pool><ChatRooms><ChatRoom id='8'><Name>a</Name><ChatRoom id='9'><Name>b</Name></ChatRoom></ChatRoom>\
                  <ChatRoom id='7'/></ChatRooms></Pool>";
    let error = try_rewrite(nested.as_bytes(), &[exclude(ObjectKind::Room, "8")]);
    let what = "room 9 stands inside something that is left out";
    assert_eq!(error, Err(what.to_owned()));
    let both = ["8", "9"].map(|id| exclude(ObjectKind::Room, id));
    becomes_with(
        nested,
        &both,
        "<Pool><ChatRooms><ChatRoom id='7'/></ChatRooms></Pool>",
    );

    let message = "<Pool><ChatRooms><ChatRoom id='8'><Message id='1'/><Message id='2' channelId='9'/></ChatRoom>\
                   <ChatRoom id='9'/></ChatRooms></Pool>";
    let error = try_rewrite(message.as_bytes(), &[exclude(ObjectKind::Room, "8")]);
    let what = "a message of room 9 stands inside something that is left out";
    assert_eq!(error, Err(what.to_owned()));
    becomes_with(message, &both, "<Pool><ChatRooms></ChatRooms></Pool>");

    let without_room = "<Pool><ChatRooms><ChatRoom id='8'><ChatRoom><Message id='1'/></ChatRoom></ChatRoom></ChatRooms></Pool>";
    let error = try_rewrite(without_room.as_bytes(), &[exclude(ObjectKind::Room, "8")]);
    let what = "a message that names no room stands inside something that is left out";
    assert_eq!(error, Err(what.to_owned()));
}

#[test]
fn what_is_there_twice_is_not_moved() {
    for categories in [
        "<Category id='2'><Category id='3'/><Category id='4'><Category id='3'/></Category></Category>",
        // A second root, in a category that moves.
        "<Category id='1' parentId='1'/><Category id='2'><Category id='3'><Category id='1'><Category id='4' invite='1'/>\
         </Category></Category></Category>",
    ] {
        let xml = format!("<Pool><Categories>{categories}</Categories></Pool>");
        let error = try_rewrite(xml.as_bytes(), &[]).unwrap_err();
        assert!(error.starts_with("there are two of category "), "{error}");
    }
}

#[test]
fn what_is_left_out_goes_with_the_white_space_before_it() {
    becomes_with(
        "<Pool>\n<ChatRooms>\n <ChatRoom id='8'/>\n <ChatRoom id='9'><Message id='1'/></ChatRoom>\n</ChatRooms>\n\
         <ChatMessages>\n <ChatRoom id='9'>\n  <Message id='2'/>\n </ChatRoom>\n <Message id='3' channelId='8'/>\n \
         <Message id='4' channelId='9'/>\n <Message id='5' channelId='8'/>\n <Message id='6'/></ChatMessages></Pool>",
        &[exclude(ObjectKind::Room, "9")],
        "<Pool>\n<ChatRooms>\n <ChatRoom id='8'/>\n</ChatRooms>\n\
         <ChatMessages>\n <Message id='3' channelId='8'/>\n <Message id='5' channelId='8'/>\n <Message id='6'/></ChatMessages></Pool>",
    );
}

/// No export writes that; it goes through all the same.
#[test]
fn messages_in_an_entry_of_a_room_in_an_entry_stay_where_they_are() {
    let message = "<Message id='1'><Content>c</Content></Message>";
    for inner in ["<ChatRoom>", "<ChatRoom id='8'>"] {
        let xml = format!(
            "<Pool><ChatRooms><ChatRoom id='9'><Roles><Principal id='5'>{inner}<Name>n</Name><Roles><Principal id='6'>\
             <Unknown/>{message}</Principal></Roles></ChatRoom></Principal></Roles></ChatRoom></ChatRooms></Pool>"
        );
        becomes(&xml, &xml);
    }
}

proptest! {
    /// Whatever stands in it: a member that no change is about comes out as it went in.
    #[test]
    fn what_does_not_change_comes_out_as_it_went_in(
        parts in prop::collection::vec(prop_oneof![
            Just("<ChatRoom id='9'>"), Just("</ChatRoom>"), Just("<Name>n</Name>"), Just(" \n "), Just("<Roles>"),
            Just("</Roles>"), Just("<Principal id='5' isMember='1'/>"), Just("<Principal id='5'>"), Just("</Principal>"),
            Just("<!-- <a> -->"), Just("<![CDATA[<x>]]>"), Just("text &amp; &#x8;"), Just("<Message id='1'><Content>c</Content></Message>"),
            Just("<Unknown a=\">\"/>"), Just("<Topic/>"), Just("<id>7</id>"), Just("<ChatRoom>"),
        ], 0..30),
    ) {
        // Close what is open, drop what ends nothing.
        let mut open: Vec<&str> = Vec::new();
        let mut xml = "<Pool><ChatRooms>".to_owned();
        for part in parts {
            if let Some(name) = part.strip_prefix("</") {
                if open.last().is_none_or(|last| !name.starts_with(last)) {
                    continue;
                }
                open.pop();
            } else if part.starts_with('<') && !part.contains("/") && !part.contains("<!") {
                open.push(part[1..].split([' ', '>']).next().unwrap());
            }
            xml.push_str(part);
        }
        while let Some(name) = open.pop() {
            xml.push_str(&format!("</{name}>"));
        }
        xml.push_str("</ChatRooms></Pool>");
        prop_assert_eq!(String::from_utf8(rewrite(xml.as_bytes(), &[])).unwrap(), xml);
    }
}
