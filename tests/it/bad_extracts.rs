//! Extracts that cannot be read: the message says what is wrong and where, and nothing is half done.

use crate::common::{Outcome, Place};

const CHAT: &str = "channelID,chatID,chatDate,userId,isAlert,content\r\n";
const GOOD: &str = "20,1,634294368000000000,7,0,Good morning\r\n";

fn chat(rows: &str) -> Place {
    let place = Place::new();
    place.write("dbo.tblChat.csv", format!("{CHAT}{GOOD}{rows}"));
    place
}

fn analyze(place: &Place, options: &str) -> Outcome {
    place.pchat(&format!(
        "analyze dbo.tblChat.csv --fail-on never {options}"
    ))
}

#[test]
fn a_row_with_too_many_fields_is_named_or_counted() {
    let place = Place::new();
    let rows = "1,1,1,Contoso,\r\n2,1,0,Sales,more,and more\r\n3,1,0,Support,\r\n";
    place.write(
        "tblNode.csv",
        format!("nodeID,parentID,nodeType,nodeName,nodeDesc\r\n{rows}"),
    );
    let outcome = place.pchat("analyze tblNode.csv --fail-on never");
    outcome.fails(3, &["6", "5", "tblNode.csv", "tblNode, row 2", "byte"]);
    place
        .pchat("analyze tblNode.csv --fail-on never --skip-bad-rows")
        .exits(4)
        .prints(&["1 category", "1 room"]);
}

#[test]
fn a_number_that_is_none_names_its_column() {
    let place = chat("20,two,634294368000000000,7,0,Hello\r\n");
    let said = ["chatID", "tblChat, row 2", "byte 92", "--show-content"];
    let hidden = analyze(&place, "").exits(3).says(&said);
    assert!(!hidden.stderr.contains("two"), "{}", hidden.stderr);
    analyze(&place, "--show-content").fails(3, &["chatID is no whole number: two"]);
    analyze(&place, "--skip-bad-rows")
        .exits(4)
        .prints(&["1 message"]);
}

#[test]
fn an_unknown_code_page_has_to_be_said() {
    let place = Place::new();
    let mut content = format!("{CHAT}20,1,634294368000000000,7,0,").into_bytes();
    content.extend_from_slice(b"B\x81ro\r\n");
    place.write("dbo.tblChat.csv", &content);
    analyze(&place, "").fails(3, &["81", "--code-page", "tblChat.csv"]);
    analyze(&place, "--code-page 850")
        .exits(0)
        .prints(&["1 message"]);
    analyze(&place, "--code-page 12").exits(2).says(&["12"]);
    let rows = place.pchat("tables dbo.tblChat.csv --table tblChat --format csv --code-page 850");
    assert!(rows.exits(0).text().ends_with(",Büro\n"));
}

#[test]
fn a_string_that_never_ends_is_placed_where_it_begins() {
    let place = Place::new();
    let insert = "INSERT [dbo].[tblChat] ([channelID], [chatID], [chatDate], [userId], [isAlert], [content]) VALUES";
    place.write(
        "mgc.sql",
        format!("{insert} (20, 1, 634294368000000000, 7, 0, N'Hi')\nGO\n{insert} (20, 2, 634294368000000001, 7, 0, N'Oh)\nGO\n"),
    );
    place
        .pchat("analyze mgc.sql --fail-on never")
        .fails(3, &["never ends", "mgc.sql", "byte"]);
}

#[test]
fn what_is_no_extract_is_said_to_be_none() {
    let place = Place::new();
    place.write("mgc.mdf", [0x01, 0x0F, 0, 0, 8, 2, 0, 0]);
    place.write("mgc.bak", b"TAPE\0\0\x03\0");
    place.write(
        "lfs.bak",
        "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n",
    );
    place.write("empty.csv", "");
    for (name, says) in [
        ("mgc.mdf", "data file"),
        ("mgc.bak", "backup"),
        ("lfs.bak", "git lfs pull"),
        ("empty.csv", "empty"),
    ] {
        place
            .pchat(&format!("analyze {name}"))
            .fails(3, &[says, name]);
    }
}

#[test]
fn roles_need_the_table_that_explains_their_numbers() {
    let place = Place::new();
    place.write(
        "tblNode.csv",
        "nodeID,parentID,nodeType,nodeName\n1,1,1,Root\n2,1,0,Sales\n",
    );
    place.write(
        "tblPrincipalRole.csv",
        "prinRoleNodeID,prinRolePrinID,prinRoleTypeID,prinRoleUpdatedBy\n2,7,11,1\n",
    );
    place
        .pchat("analyze .")
        .fails(3, &["tblRoleType", "extract tblRoleType too"]);
    place.write(
        "tblRoleType.csv",
        "rtypeID,rtypeDesc,rtypeAllowedPermSet\n11,Manager,0\n",
    );
    place
        .pchat("analyze . --fail-on never")
        .exits(0)
        .prints(&["1 room"]);
}

#[test]
fn a_column_that_is_missing_is_named() {
    let place = Place::new();
    place.write(
        "tblChat.csv",
        "channelID,chatID,userId,isAlert,content\n20,1,7,0,Hi\n",
    );
    place
        .pchat("analyze tblChat.csv")
        .fails(3, &["no column chatDate", "tblChat.csv"]);
}

#[test]
fn text_that_ends_within_a_character_or_a_row_is_not_taken_for_whole() {
    let place = chat("");
    let text = format!("{CHAT}{GOOD}").into_bytes();
    let wide: Vec<u8> = (text.iter()).flat_map(|byte| [*byte, 0]).collect();
    let bytes = [&b"\xFF\xFE"[..], &wide[..wide.len() - 1]].concat();
    let length = bytes.len() - 1;
    place.write("dbo.tblChat.csv", bytes);
    let at = format!("byte {length}");
    analyze(&place, "").fails(
        3,
        &[
            "middle of a character",
            "dbo.tblChat.csv",
            &at,
            "copy it again",
        ],
    );
    place.write("dbo.tblChat.csv", &text[..text.len() - 5]);
    analyze(&place, "").exits(0).says(&["no row terminator"]);
}

#[test]
fn text_that_is_said_to_be_utf8_and_is_not() {
    let place = Place::new();
    let mut content = format!("\u{feff}{CHAT}20,1,634294368000000000,7,0,").into_bytes();
    content.extend_from_slice(b"B\x81ro\r\n");
    place.write("dbo.tblChat.csv", &content);
    analyze(&place, "").fails(
        3,
        &[
            "81",
            "is said to be",
            "dbo.tblChat.csv",
            "byte",
            "copy the file again",
        ],
    );
}

/// What a spreadsheet leaves of a value: the column, the value, and what is said of it.
const DAMAGED: [(&str, &str, &str); 8] = [
    ("chatDate", "6.33988E+17", "rounded"),
    ("chatDate", "\"6,33988E+17\"", "rounded"),
    ("chatDate", "31.12.2012 08:15", "day and month"),
    ("userId", "#NAME?", "formula"),
    ("isAlert", "WAHR", "in its own language"),
    ("isAlert", "vrai", "in its own language"),
    ("isAlert", "VERO", "in its own language"),
    ("isAlert", "########", "too narrow"),
];

#[test]
fn what_a_spreadsheet_made_of_a_value_is_refused_and_shown_by_tables() {
    for (column, value, said) in DAMAGED {
        let whole = [
            ("chatDate", "634294368000000000"),
            ("userId", "7"),
            ("isAlert", "0"),
        ];
        let values = whole.map(|(name, whole)| if name == column { value } else { whole });
        let place = chat(&format!("20,2,{},Good morning\r\n", values.join(",")));
        let shown = value.trim_matches('"');
        analyze(&place, "").fails(
            3,
            &[said, shown, column, "row 2", "extract the table again"],
        );
        place
            .pchat("tables dbo.tblChat.csv")
            .exits(0)
            .says(&["1 value", "extract the table again"]);
    }
}

#[test]
fn words_that_tools_of_sql_server_write_are_flags() {
    let place = chat("20,2,634294368000000000,7,True,a\r\n20,3,634294368000000000,7,FALSE,b\r\n");
    place.write(
        "dbo.tblNode.csv",
        "nodeID,parentID,nodeType,nodeName\r\n1,1,True,Contoso\r\n20,1,false,Announcements\r\n",
    );
    place
        .pchat("analyze dbo.tblChat.csv dbo.tblNode.csv --fail-on never --report report")
        .exits(0);
    let rooms = String::from_utf8(place.read("report/rooms.csv")).expect("text");
    let mut lines = rooms.lines().map(|line| line.split(','));
    let at = lines
        .next()
        .and_then(|mut names| names.position(|it| it == "alerts"));
    let alerts = lines.next().and_then(|mut room| room.nth(at?));
    assert_eq!(alerts, Some("1"), "{rooms}");
    analyze(&chat("20,2,634294368000000000,7,ja,a\r\n"), "")
        .fails(3, &["isAlert", "neither 0 nor 1: 2 characters", "row 2"]);
}

#[test]
fn a_date_in_the_language_of_a_machine_is_refused() {
    for date in ["31.12.2012 08:15", "12/31/2012 8:15 AM", "31-12-2012"] {
        let place = Place::new();
        let header = "prinID,prinTypeID,prinUri,prinVerifiedOn";
        let principals = format!("{header}\r\n7,1,sip:user@contoso.com,{date}\r\n");
        place.write("tblPrincipal.csv", principals);
        place.pchat("analyze tblPrincipal.csv").fails(
            3,
            &["local date", date, "prinVerifiedOn", "row 1", "CONVERT"],
        );
        place
            .pchat("tables tblPrincipal.csv")
            .exits(0)
            .says(&["local dates", "CONVERT"]);
    }
}

#[test]
fn a_script_that_was_cut_is_said_to_end_in_the_middle_of_a_statement() {
    let place = Place::new();
    let whole = "INSERT [dbo].[tblNode] ([nodeID], [parentID]) VALUES (1, 1)\nGO\nINSERT [dbo].[tblNode] ([nodeID], [parentID]) VALUES (2, 1)";
    for (left_out, expected) in [
        (1, "`,` or `)` behind a value"),
        (7, "the values of a row"),
        (14, "VALUES with literal values"),
        (15, "`,` or `)` in the list of columns"),
    ] {
        place.write("mgc.sql", &whole[..whole.len() - left_out]);
        place.pchat("tables mgc.sql").fails(
            3,
            &[
                "the script ends in the middle of a statement",
                "mgc.sql, line 3",
                expected,
                "compare the sizes",
            ],
        );
    }
}
