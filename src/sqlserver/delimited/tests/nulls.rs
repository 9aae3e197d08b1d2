//! NULL, the empty string, and the word NULL.

use super::File;

const HEADER: &str = "prinID,prinUri,prinName,prinPoolID\r\n";

fn principals(rows: &str) -> File {
    File::new("tblPrincipal.csv", format!("{HEADER}{rows}"))
}

#[test]
fn bcp_writes_nothing_for_null_and_a_nul_for_nothing() {
    let got = File::new("things.dat", "1\t\t2\r\n2\t\0\t3\r\n").good();
    assert_eq!(got.rows, [["'1'", "NULL", "'2'"], ["'2'", "''", "'3'"]]);
}

#[test]
fn the_word_is_null_where_it_stands_for_a_number() {
    let got = principals("1,sip:a,NULL,NULL\r\n2,NULL,,3\r\n").good();
    // A name that is never NULL is just what it says.
    assert_eq!(got.rows[0], ["'1'", "'sip:a'", "NULL", "NULL"]);
    assert_eq!(got.rows[1], ["'2'", "'NULL'", "''", "'3'"]);
    assert!(
        got.says("the word NULL was taken for NULL"),
        "{:?}",
        got.notices
    );
    assert!(got.says("2 times it stands there"), "{:?}", got.notices);
}

#[test]
fn else_the_word_is_text_and_an_empty_field_null() {
    let got = principals("1,,,\r\n2,sip:b,NULL,3\r\n3,sip:c,\"\",3\r\n").good();
    assert_eq!(got.rows[0], ["'1'", "''", "NULL", "NULL"]);
    assert_eq!(got.column("prinName"), ["NULL", "'NULL'", "''"]);
    assert_eq!(got.notices, Vec::<String>::new());
}

#[test]
fn a_quoted_word_is_text() {
    let got = principals("1,sip:a,\"NULL\",NULL\r\n").good();
    assert_eq!(got.column("prinName"), ["'NULL'"]);
}
