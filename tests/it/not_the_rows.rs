//! Extracts that are not the rows of a pool as they are: none at all, some twice, some that a script changes afterwards.

use crate::common::Place;

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
                .fails(3, &["no row", "Schema and data", "--allow-empty", input])
                .says_once("no row");
            place.pchat(&format!("{line} --allow-empty")).exits(0);
        }
        place
            .pchat(&format!("inspect {input}"))
            .exits(0)
            .prints(&["no row that makes a pool", "--allow-empty"]);
        let inspected = place.pchat(&format!("inspect {input}")).text();
        assert!(!inspected.contains("Everything in it is understood"));
        place.pchat(&format!("tables {input}")).exits(0);
    }
}

/// A bacpac, unpacked: `origin` says of its rows what a real one says.
fn bacpac(origin: &str, part: Option<&[u8]>) -> Place {
    let column = |name: &str, kind: &str| {
        format!(
            "<Entry><Element Type=\"SqlSimpleColumn\" Name=\"[dbo].[tblPrincipalAffiliations].[{name}]\"><Relationship Name=\"TypeSpecifier\"><Entry><Element Type=\"SqlTypeSpecifier\"><Relationship Name=\"Type\"><Entry><References ExternalSource=\"BuiltIns\" Name=\"[{kind}]\" /></Entry></Relationship></Element></Entry></Relationship></Element></Entry>"
        )
    };
    let columns = [
        column("rtypeID", "int"),
        column("rtypeAllowedPermSet", "bigint"),
    ]
    .concat();
    let place = Place::new();
    std::fs::create_dir_all(place.path("mgc/Data/dbo.tblPrincipalAffiliations")).expect("a folder");
    place.write("mgc/model.xml", format!("<DataSchemaModel><Model><Element Type=\"SqlTable\" Name=\"[dbo].[tblPrincipalAffiliations]\"><Relationship Name=\"Columns\">{columns}</Relationship></Element></Model></DataSchemaModel>"));
    place.write(
        "mgc/Origin.xml",
        format!("<DacOrigin><PackageProperties>{origin}</PackageProperties></DacOrigin>"),
    );
    if let Some(part) = part {
        place.write(
            "mgc/Data/dbo.tblPrincipalAffiliations/TableData-000-00000.BCP",
            part,
        );
    }
    place
}

#[test]
fn a_bacpac_without_rows_is_no_pool() {
    let with_rows = "<ContainsExportedData>true</ContainsExportedData>";
    for (origin, part, option) in [
        (with_rows, None, "tick the tables"),
        (with_rows, Some(&b""[..]), "tick the tables"),
        ("", None, "/p:ExtractAllTableData=true"),
    ] {
        let place = bacpac(origin, part);
        for command in ["analyze", "convert --what-if"] {
            place
                .pchat(&format!("{command} mgc"))
                .fails(3, &["rows", option, "--allow-empty"]);
            place
                .pchat(&format!("{command} mgc --allow-empty"))
                .exits(0);
        }
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
fn rows_whose_statement_or_table_is_damaged_do_not_go_missing_without_a_word() {
    let place = Place::new();
    let node = |insert: &str, id: u32| {
        format!(
            "{insert} ([nodeID], [parentID], [nodeType], [nodeName]) VALUES ({id}, 1, 1, N'Contoso')\nGO\n"
        )
    };
    let first = node("INSERT INTO [dbo].[tblNode]", 1);
    let script = |insert: &str| format!("{first}{}", node(insert, 2));
    for insert in [
        "INSFRT INTO [dbo].[tblNode]",
        "INSERT IMTO [dbo].[tblNode]",
        "[dbo].[tblNode]",
    ] {
        place.write("mgc.sql", script(insert));
        for command in ["analyze", "tables", "convert -o out.zip"] {
            place.pchat(&format!("{command} mgc.sql")).fails(
                3,
                &[
                    "line 3",
                    "in dbo.tblNode",
                    "where only an INSERT has them",
                    "script the table again",
                ],
            );
        }
        place
            .pchat("analyze mgc.sql --skip-bad-rows --fail-on never")
            .exits(4)
            .prints(&["1 category", "1 record", "dbo.tblNode, row 2"]);
    }
    place.write("mgc.sql", script("INSERT\0\0\0\0\0\0.[tblNode]"));
    place.pchat("analyze mgc.sql").fails(
        3,
        &[
            "6 zeros stand here instead of text",
            "line 3",
            "copy the script again",
        ],
    );
    place.write("mgc.sql", script("INSERT [dbo].[tbl\0\0ode]"));
    place
        .pchat("analyze mgc.sql")
        .fails(3, &["2 zeros stand here instead of text", "line 3"]);
    let columns = "[channelID], [chatID], [chatDate], [userId], [isAlert], [content]";
    for (table, like) in [
        ("tblCiat", "its name is nearly tblChat"),
        ("tblChat_2010", "its columns are those of tblChat"),
    ] {
        let rows = format!(
            "INSERT {table} ({columns}) VALUES (2, 1, 634294368000000000, 7, 0, N'x'), (2, 2, 634294368000000000, 7, 0, N'x')"
        );
        place.write("mgc.sql", format!("{first}{rows}"));
        place
            .pchat("analyze mgc.sql --fail-on never")
            .exits(0)
            .says(&[table, "2 rows that were not read", like]);
    }
    place.write(
        "mgc.sql",
        format!("{first}INSERT tblContoso (a) VALUES (1)\nGO\n"),
    );
    let told = place.pchat("analyze mgc.sql --fail-on never").exits(0);
    assert!(!told.stderr.contains("not read"), "{}", told.stderr);
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

#[test]
fn tables_refuses_a_copy_or_leaves_its_rows_out() {
    let place = place();
    place.write("chat.sql", "INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES (20, 3, 634294368000000000, 7, 0, N'x'), (20, 4, 634294368000000000, 7, 0, N'y')\n");
    let refused = &["tblChat", "message 3 of room 20"];
    place
        .pchat("tables .")
        .fails(3, &["dbo.tblChat.csv", "chat.sql", "message 3 of room 20"]);
    place.pchat("tables . --table tblChat").fails(3, refused);
    place
        .pchat("tables . --skip-bad-rows --format csv")
        .exits(4)
        .prints(&["dbo.tblChat,4"]);
    for (format, left) in [("csv", "20,4,"), ("json", "Good morning 2")] {
        let rows = place.pchat(&format!(
            "tables . --skip-bad-rows --table dbo.tblChat --format {format}"
        ));
        rows.exits(4).says(refused).prints(&[left]);
    }
}

/// A file that somebody appended to itself, without its header.
fn appended() -> Place {
    let place = place();
    let chat = format!("{CHAT}{}{}", messages(1..=3), messages(1..=3));
    place.write("dbo.tblChat.csv", chat);
    place
}

#[test]
fn rows_that_one_file_has_twice_are_refused_with_the_row_or_left_out() {
    let place = appended();
    let refused = &[
        "dbo.tblChat.csv",
        "message 1 of room 20",
        "row 4",
        "byte 182",
    ];
    for command in ["analyze", "inspect", "tables", "convert --what-if"] {
        place.pchat(&format!("{command} .")).fails(3, refused);
    }
    place
        .pchat("tables . --table tblChat")
        .fails(3, &["message 1 of room 20"]);
    place
        .pchat("analyze . --fail-on never --skip-bad-rows")
        .exits(4)
        .prints(&["3 messages"]);
    place
        .pchat("tables . --skip-bad-rows --format csv")
        .exits(4)
        .prints(&["dbo.tblChat,3"]);
    let rows = place.pchat("tables . --skip-bad-rows --table tblChat --format csv");
    let rows = rows.exits(4).says(&["message 1 of room 20"]);
    assert_eq!(rows.text().matches("Good morning").count(), 3);
}

#[test]
fn a_row_of_a_small_table_that_is_there_twice_is_refused_or_left_out() {
    let place = Place::new();
    place.write("tblNode.csv", format!("{NODE}{NODES}{NODES}"));
    let refused = &["tblNode", "id 1", "row 3"];
    for command in ["analyze", "tables", "convert --what-if"] {
        place.pchat(&format!("{command} .")).fails(3, refused);
    }
    place
        .pchat("analyze . --fail-on never --skip-bad-rows")
        .exits(4)
        .prints(&["1 room"]);
}

#[test]
fn an_add_in_is_known_by_its_id_however_that_is_spelled() {
    let place = place();
    let id = "33D99099-D338-4578-9D6F-D69CAF487248";
    let row = |id: &str| format!("{id},Prices,https://prices.contoso.com\r\n");
    let (one, other) = (row(id), row(&format!("{{{}}}", id.to_lowercase())));
    place.write(
        "tblSiopWhiteList.csv",
        format!("siopID,siopName,siopUrl\r\n{one}{other}"),
    );
    place
        .pchat("analyze .")
        .fails(3, &["tblSiopWhiteList", id, "row 2"]);
}

#[test]
fn the_first_of_rows_that_a_long_file_has_twice_stays() {
    let place = place();
    let first: String = (1..=12_000)
        .map(|id| format!("20,{id},634294368000000000,7,0,Good morning to all of Contoso\r\n"))
        .collect();
    // Pieces of the file hold rows of both.
    let second = first.replace("Good morning", "Goodbye");
    place.write("dbo.tblChat.csv", format!("{CHAT}{first}{second}"));
    for threads in [1, 4] {
        place
            .pchat(&format!("tables . --threads {threads}"))
            .fails(3, &["message 1 of room 20", "row 12001"]);
        let rows = place.pchat(&format!(
            "tables . --threads {threads} --skip-bad-rows --table tblChat --format csv"
        ));
        let rows = rows.exits(4);
        assert_eq!(rows.text().matches("Good morning").count(), 12_000);
        assert!(!rows.text().contains("Goodbye"));
        place
            .pchat(&format!(
                "analyze . --threads {threads} --fail-on never --skip-bad-rows"
            ))
            .exits(4)
            .prints(&["12,000 messages"]);
    }
}

#[test]
fn rows_that_a_script_inserts_several_times_are_no_whole_result() {
    let place = Place::new();
    let insert = "INSERT [dbo].[tblNode] ([nodeID], [parentID], [nodeType], [nodeName]) VALUES (1, 1, 1, N'Contoso')\n";
    for (script, said) in [
        (format!("{insert}GO 5\n"), "line 2 (GO with a number"),
        (
            format!("DECLARE @i int\nWHILE @i < 5\nBEGIN\n{insert}SET @i = @i + 1\nEND\nGO\n"),
            "line 4 (INSERT in a loop",
        ),
        (
            format!("{insert}GO\nALTER TABLE tblNode DROP COLUMN nodeName\n"),
            "line 3 (ALTER TABLE with DROP COLUMN",
        ),
        (
            format!("{insert}GO\nALTER TABLE tblNode SWITCH TO old\n"),
            "line 3 (ALTER TABLE with SWITCH",
        ),
    ] {
        place.write("mgc.sql", script);
        place.pchat("analyze mgc.sql --fail-on never").exits(4);
        for command in ["inspect", "tables"] {
            place
                .pchat(&format!("{command} mgc.sql"))
                .exits(4)
                .says(&[said, "tblNode"]);
        }
    }
}

#[test]
fn a_table_under_two_names_is_counted_once() {
    let place = Place::new();
    let node = |table: &str, id: u32| {
        format!(
            "INSERT {table} ([nodeID], [parentID], [nodeType], [nodeName]) VALUES ({id}, 1, 1, N'Contoso {id}')\n"
        )
    };
    place.write(
        "mgc.sql",
        [
            node("dbo.tblNode", 1),
            node("dbo.tblNode", 2),
            node("old.tblNode", 3),
        ]
        .concat(),
    );
    place
        .pchat("inspect mgc.sql")
        .exits(0)
        .prints(&["3 categories"]);
}
