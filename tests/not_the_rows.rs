//! Extracts that are not the rows of a pool as they are: none at all, some twice, some that a script changes afterwards.

mod common;

use common::Place;

const NODE: &str = "nodeID,parentID,nodeType,nodeName\r\n";
const NODES: &str = "1,1,1,Contoso\r\n20,1,0,Announcements\r\n";
const CHAT: &str = "channelID,chatID,chatDate,userId,isAlert,content\r\n";

/// Messages of room 20 with these ids.
fn messages(ids: std::ops::RangeInclusive<u32>) -> String {
    let row = |id| format!("20,{id},634294368000000000,7,0,Good morning {id}\r\n");
    ids.map(row).collect()
}

fn place() -> Place {
    let place = Place::new();
    place.write("dbo.tblNode.csv", format!("{NODE}{NODES}"));
    place.write("dbo.tblChat.csv", format!("{CHAT}{}", messages(1..=3)));
    place
}

#[test]
fn tables_without_rows_are_no_pool() {
    let place = Place::new();
    place.write("mgc.sql", "CREATE TABLE [dbo].[tblNode]([nodeID] int, [parentID] int, [nodeType] bit, [nodeName] nvarchar(256))\nGO\nINSERT [dbo].[tblRoleType] ([rtypeID], [rtypeDesc]) VALUES (1, N'Manager')\n");
    place.write("tblChat.csv", CHAT);
    for input in ["mgc.sql", "tblChat.csv"] {
        for command in ["analyze", "convert --what-if"] {
            let line = format!("{command} {input}");
            place
                .pchat(&line)
                .fails(3, &["no row", "Schema and data", "--allow-empty", input]);
            place.pchat(&format!("{line} --allow-empty")).exits(0);
        }
        place
            .pchat(&format!("inspect {input}"))
            .exits(0)
            .prints(&["no row that makes a pool"]);
        place.pchat(&format!("tables {input}")).exits(0);
    }
}

#[test]
fn a_part_with_rows_of_one_table_is_read() {
    let place = place();
    place.write("tblPrincipal.csv", "prinID,prinTypeID,prinUri\r\n");
    place
        .pchat("analyze dbo.tblChat.csv --fail-on never")
        .exits(0)
        .prints(&["3 messages"]);
    place
        .pchat("analyze dbo.tblNode.csv tblPrincipal.csv --fail-on never")
        .exits(0)
        .prints(&["1 room"]);
}

#[test]
fn a_copy_of_messages_is_refused_by_name_or_left_out() {
    for copy in ["dbo.tblChat - Copy.csv", "dbo.tblChat (1).csv", "chat.sql"] {
        let place = place();
        if copy.ends_with("sql") {
            place.write(copy, "INSERT tblChat ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (20, 3, 634294368000000000, 7, 0, N'x'), (20, 4, 634294368000000000, 7, 0, N'y')\n");
        } else {
            place.write(copy, place.read("dbo.tblChat.csv"));
        }
        for command in ["analyze .", "inspect .", "convert . --what-if"] {
            place.pchat(command).fails(
                3,
                &["tblChat", copy, "dbo.tblChat.csv", "message", "of room 20"],
            );
        }
        let count = if copy.ends_with("sql") { 4 } else { 3 };
        place
            .pchat("analyze . --fail-on never --skip-bad-rows")
            .exits(4)
            .prints(&[&format!("{count} messages")]);
    }
}

#[test]
fn a_copy_of_a_small_table_is_refused_by_name_or_left_out() {
    let place = place();
    place.write("tblNode (2).csv", format!("{NODE}{NODES}30,1,0,Sales\r\n"));
    place.pchat("analyze .").fails(
        3,
        &[
            "tblNode",
            "tblNode (2).csv",
            "dbo.tblNode.csv",
            "id 1",
            "2 rows",
        ],
    );
    place
        .pchat("analyze . --fail-on never --skip-bad-rows")
        .exits(4)
        .prints(&["2 rooms", "3 messages"]);
}

#[test]
fn parts_of_a_table_are_joined() {
    let place = Place::new();
    place.write("tblNode.csv", format!("{NODE}{NODES}"));
    place.write("tblChat-1.csv", format!("{CHAT}{}", messages(1..=3)));
    place.write("tblChat-2.csv", format!("{CHAT}{}", messages(4..=9)));
    place
        .pchat("analyze . --fail-on never")
        .exits(0)
        .prints(&["9 messages"]);
}

#[test]
fn what_a_script_changes_afterwards_counts_where_the_table_is_used() {
    let place = Place::new();
    let insert = "INSERT [dbo].[tblNode] ([nodeID], [parentID], [nodeType], [nodeName]) VALUES (1, 1, 1, N'Contoso')\nGO\nINSERT [dbo].[tblLogs] ([a]) VALUES (1)\nGO\n";
    let script = |statement: &str| format!("{insert}{statement}\nGO\n");
    place.write("used.sql", script("UPDATE tblNode SET nodeName = N'x'"));
    place.write("other.sql", script("DELETE tblLogs"));
    for command in ["analyze --fail-on never", "inspect", "tables"] {
        place.pchat(&format!("{command} used.sql")).exits(4);
    }
    place
        .pchat("tables used.sql --table tblNode")
        .exits(4)
        .says(&["used.sql", "line 5", "UPDATE, table tblNode"]);
    place
        .pchat("analyze other.sql --fail-on never")
        .exits(0)
        .says(&["line 5", "DELETE, table tblLogs"]);
    place.pchat("tables other.sql --table tblNode").exits(0);
    let wide: Vec<u8> = (script("UPDATE tblNode SET nodeName = N'x'").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    place.write("wide.sql", [&b"\xFF\xFE"[..], &wide].concat());
    place.pchat("tables wide.sql").exits(4).says(&["line 5"]);
}

#[test]
fn a_script_of_routines_alone_is_an_error() {
    let place = Place::new();
    place.write(
        "routines.sql",
        "CREATE PROCEDURE p AS\nINSERT t (a) VALUES (@a)\nGO\n",
    );
    for command in ["inspect", "analyze", "tables"] {
        place
            .pchat(&format!("{command} routines.sql"))
            .fails(3, &["no table and no row", "routines.sql"]);
    }
}
