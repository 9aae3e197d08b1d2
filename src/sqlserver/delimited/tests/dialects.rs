//! What the tools write.

use super::File;
use crate::sqlserver::Column;
use crate::sqlserver::format_file::{Field, FormatFile, Host};

const CHAT: &str = "tblChat.csv";

#[test]
fn bcp_writes_a_chat_of_the_older_generation() {
    let got = File::new(
        CHAT,
        "1\t10\t633979008000000000\t5\t0\tHello\r\n1\t11\t633979008010000000\t6\t1\tSecond line\r\nhere\tand there\r\n",
    )
    .good();
    assert_eq!(got.table.columns.len(), 6);
    assert_eq!(
        got.column("content"),
        ["'Hello'", "'Second line\r\nhere\tand there'"]
    );
    assert_eq!(got.method, "text, tab, CRLF, no quotes, without header");
    assert!(
        got.says("a row terminator was taken as part of a value of content"),
        "{:?}",
        got.notices
    );
    assert!(got.says("a field terminator was taken as part of a value of content"));
    assert!(got.says("inference"));
}

#[test]
fn bcp_writes_a_chat_of_the_newer_generation() {
    let got = File::new(
        CHAT,
        "1\t10\t634925952000000000\t5\t0\tone\r\ntwo\t{\\rtf1 one\r\ntwo}\r\n1\t11\t634925952010000000\t6\t1\tsecond\t\r\n",
    )
    .good();
    assert_eq!(got.table.columns.len(), 7);
    assert_eq!(got.column("content"), ["'one\r\ntwo'", "'second'"]);
    assert_eq!(got.column("rtf"), ["'{\\rtf1 one\r\ntwo}'", "NULL"]);
}

#[test]
fn quotes_stand_where_they_are_needed() {
    let got = File::new(
        CHAT,
        "channelId,chatId,chatDate,userId,isAlert,content,rtf\r\n1,10,634925952000000000,5,0,\"a, \"\"b\"\"\r\nc\",NULL\r\n1,11,634925952010000000,5,0,plain,NULL\r\n",
    )
    .good();
    assert_eq!(got.column("content"), ["'a, \"b\"\r\nc'", "'plain'"]);
    assert_eq!(got.method, "CSV, comma, CRLF, quotes, with header");
}

#[test]
fn powershell_quotes_everything() {
    let got = File::new(
        "tblRoleType.csv",
        "#TYPE System.Data.DataRow\r\n\"rtypeID\",\"rtypeDesc\",\"rtypeAllowedPermSet\",\"honorsOverride\"\r\n\"1\",\"Member\",\"8\",\"True\"\r\n\"2\",\"\",\"9\",\"False\"\r\n",
    )
    .good();
    assert_eq!(got.rows[0], ["'1'", "'Member'", "'8'", "1"]);
    assert_eq!(got.rows[1], ["'2'", "''", "'9'", "0"]);
}

#[test]
fn quotes_are_data_where_there_is_no_quoting() {
    let got = File::new(
        CHAT,
        "1\t10\t633979008000000000\t5\t0\t\"Hello\" she said\r\n1\t11\t633979008010000000\t6\t1\t\"quoted\"\r\n",
    )
    .good();
    assert_eq!(
        got.column("content"),
        ["'\"Hello\" she said'", "'\"quoted\"'"]
    );
}

#[test]
fn sqlcmd_fills_columns_with_blanks() {
    let text = "rtypeID     rtypeDesc       rtypeAllowedPermSet \r\n----------- --------------- --------------------\r\n          1 Mémber                             8\r\n          2 two words                         16\r\n\r\n(2 rows affected)\r\n";
    let got = File::new("tblRoleType.txt", text).good();
    assert_eq!(got.method, "text of sqlcmd, padded columns, with header");
    assert_eq!(
        got.rows,
        [["'1'", "'Mémber'", "'8'"], ["'2'", "'two words'", "'16'"]]
    );
}

#[test]
fn a_line_end_in_a_padded_column_is_data() {
    let text = "id   text  n \n---- ----- --\n   1 a\nb    1\n   2 😀     2\n";
    let got = File::new("notes.txt", text).good();
    assert_eq!(got.rows, [["'1'", "'a\nb'", "'1'"], ["'2'", "'😀'", "'2'"]]);
}

#[test]
fn sqlcmd_writes_separators() {
    let text = "rtypeID|rtypeDesc|rtypeAllowedPermSet\n-------|---------|-------------------\n1|Member |8\n2|NULL|16\n\n(2 rows affected)\n";
    let got = File::new("tblRoleType.txt", text).good();
    assert_eq!(got.method, "text of sqlcmd, |, with header");
    assert_eq!(got.rows[0], ["'1'", "'Member '", "'8'"]);
    assert_eq!(got.rows.len(), 2);
}

#[test]
fn sqlcmd_without_header_tells_the_number_of_rows() {
    let got = File::new(
        "tblRoleType.txt",
        "1|Member|8\r\n2|Manager|16\r\n\r\n(2 rows affected)\r\n",
    )
    .good();
    assert_eq!(got.rows.len(), 2);
}

#[test]
fn terminators_of_several_characters_are_found() {
    let got = File::new(
        "things.csv",
        "1+|a\nb+|2012-01-01&|\r\n2+|c\td+|2012-01-02&|\r\n",
    )
    .good();
    assert_eq!(
        got.rows,
        [
            ["'1'", "'a\nb'", "'2012-01-01'"],
            ["'2'", "'c\td'", "'2012-01-02'"]
        ]
    );
    assert_eq!(got.columns(), ["column1", "column2", "column3"]);
}

#[test]
fn whatever_terminators_somebody_says_are_taken() {
    let got = File::new("tblRoleType.csv", "1<>Member<>8##2<>Man\nager<>16##")
        .terminators("<>", "##")
        .good();
    assert_eq!(got.rows[1], ["'2'", "'Man\nager'", "'16'"]);
}

#[test]
fn a_header_gives_columns_in_any_order() {
    let got = File::new(
        "dbo.tblRoleType.csv",
        "rtypeDesc;RTYPEID;extra\r\nMember;1;x\r\n",
    )
    .good();
    assert_eq!(got.columns(), ["rtypeDesc", "RTYPEID", "extra"]);
    assert_eq!(got.table.columns[1].sql_type.unwrap().to_string(), "int");
    assert_eq!(got.table.columns[2].sql_type, None);
}

#[test]
fn the_header_of_an_unknown_table_is_inferred_and_said() {
    let got = File::new("prices.csv", "name,price\nx,1.5\ny,2\n").good();
    assert_eq!(got.columns(), ["name", "price"]);
    assert!(got.says("the first row was taken for the header"));
    let got = File::new("prices.csv", "x,1.5\ny,2\n").good();
    assert_eq!(
        (got.rows.len(), got.columns()),
        (2, vec!["column1", "column2"])
    );
    assert!(got.says("no header was found"));
}

#[test]
fn a_file_without_rows_is_a_table_without_rows() {
    let got = File::new("tblSiopWhiteList.csv", "").good();
    assert_eq!(
        (got.rows.len(), &*got.table.name.name),
        (0, "tblSiopWhiteList")
    );
    let got = File::new("tblSiopWhiteList.csv", "siopId,siopName,siopUrl\r\n").good();
    assert_eq!((got.rows.len(), got.columns().len()), (0, 3));
}

#[test]
fn one_column_of_numbers_is_a_table() {
    let got = File::new("tblLastChatId.csv", "12\r\n13\r\n").good();
    assert_eq!(got.rows, [["'12'"], ["'13'"]]);
}

#[test]
fn the_generation_is_that_whose_columns_fit() {
    let older = "4\tMember\t8\t1\t0\r\n";
    assert_eq!(
        File::new("tblRoleType.dat", older).good().columns().len(),
        5
    );
    let newer = "4\tMember\t8\r\n";
    assert_eq!(
        File::new("tblRoleType.dat", newer).good().columns().len(),
        3
    );
}

#[test]
fn uniqueidentifiers_are_upper_case_without_braces() {
    let got = File::new(
        "tblSiopWhiteList.csv",
        "siopId,siopName,siopUrl\n{6f9619ff-8b86-d011-b42d-00c04fc964ff},a,b\n6F9619FF-8B86-D011-B42D-00C04FC964FF,a,b\n",
    )
    .good();
    let wanted = "'6F9619FF-8B86-D011-B42D-00C04FC964FF'";
    assert_eq!(got.column("siopID"), [wanted, wanted]);
}

fn field(terminator: &str, column: Option<usize>) -> Field {
    Field {
        page: None,
        host: Host::Char,
        prefix: 0,
        length: 0,
        terminator: terminator.as_bytes().to_vec(),
        column,
    }
}

fn columns(names: &[&str]) -> Vec<Column> {
    let column = |name: &&str| Column {
        name: (*name).into(),
        sql_type: None,
        nullable: true,
    };
    names.iter().map(column).collect()
}

#[test]
fn a_format_file_is_obeyed() {
    let format = FormatFile {
        fields: vec![
            field("\t", Some(1)),
            field("\t", None),
            field("\r\n", Some(0)),
        ],
        columns: columns(&["rtypeID", "rtypeDesc"]),
        collation: None,
    };
    let mut file = File::new(
        "tblRoleType.dat",
        "Member\tdropped\t1\r\nMan\nager\t\t2\r\n",
    );
    file.format = Some(format);
    let got = file.good();
    assert_eq!(got.columns(), ["rtypeDesc", "rtypeID"]);
    assert_eq!(got.rows, [["'Member'", "'1'"], ["'Man\nager'", "'2'"]]);
}

#[test]
fn each_field_may_have_its_own_end() {
    let mut fixed = field("", Some(2));
    fixed.length = 3;
    let format = FormatFile {
        fields: vec![
            field(",\"", Some(0)),
            field("\",", Some(1)),
            fixed,
            field("\n", Some(3)),
        ],
        columns: columns(&["a", "b", "c", "d"]),
        collation: None,
    };
    let mut file = File::new("things.dat", "1,\"x, y\",äbcrest\n2,\"\",xyz\n");
    file.format = Some(format);
    let got = file.good();
    assert_eq!(
        got.rows,
        [
            ["'1'", "'x, y'", "'äbc'", "'rest'"],
            ["'2'", "NULL", "'xyz'", "NULL"]
        ]
    );
}
