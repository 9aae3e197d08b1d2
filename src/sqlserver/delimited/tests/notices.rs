//! Values that tools may have cut.

use super::File;

#[test]
fn values_of_certain_lengths_are_counted() {
    let text = |length| "ä".repeat(length);
    let file = format!(
        "1\t1\t1\t5\t0\t{}\t\r\n1\t2\t1\t5\t0\t{}\t\r\n1\t3\t1\t5\t0\tshort\t\r\n",
        text(256),
        text(256)
    );
    let got = File::new("tblChat.dat", &file).good();
    assert!(
        got.says("2 values of content are exactly 256 characters long, and none is longer"),
        "{:?}",
        got.notices
    );
    let file = format!("{file}1\t4\t1\t5\t0\t{}\t{}\r\n", text(8000), text(65535));
    let got = File::new("tblChat.dat", &file).good();
    // Where others are longer, nothing was cut.
    assert!(!got.says("exactly 256"), "{:?}", got.notices);
    assert!(!got.says("exactly 8,000"), "{:?}", got.notices);
    assert!(
        got.says("1 value of rtf is exactly 65,535"),
        "{:?}",
        got.notices
    );
}

#[test]
fn a_column_that_is_just_so_long_is_not_cut() {
    let uri = "x".repeat(256);
    let got = File::new("tblRoleType.dat", format!("1\t{uri}\t8\r\n")).good();
    assert!(!got.says("256"), "{:?}", got.notices);
}

#[test]
fn doubled_quotes_are_one_character() {
    let text = "\"\"".repeat(256);
    let got = File::new(
        "tblChat.csv",
        format!(
            "1,1,1,5,0,\"{text}\",\r\n1,2,1,5,0,\"{}\",\r\n",
            "\"\"".repeat(128)
        ),
    )
    .good();
    assert!(
        got.says("1 value of content is exactly 256"),
        "{:?}",
        got.notices
    );
}
