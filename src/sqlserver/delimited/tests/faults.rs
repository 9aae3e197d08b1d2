//! Rows and files that cannot be read.

use super::File;

const TYPES: &str = "tblRoleType.csv";

#[track_caller]
fn says(error: &str, parts: &[&str]) {
    for part in parts {
        assert!(error.contains(part), "{part}: {error}");
    }
}

#[test]
fn too_many_fields_are_counted() {
    let text = "rtypeID,rtypeDesc,rtypeAllowedPermSet\r\n1,Member,8\r\n2,Man,ager,16\r\n3,x,1\r\n";
    let error = File::new(TYPES, text).bad();
    says(
        &error,
        &[
            "the row has 4 fields",
            "3 fields",
            "dbo.tblRoleType, row 2",
            "byte 51",
            "bcp -w",
        ],
    );
    let got = File::new(TYPES, text).skipping().good();
    assert_eq!((got.rows.len(), got.skipped.count), (2, 1));
}

#[test]
fn too_few_fields_are_counted() {
    for text in [
        "1,Member,8\r\n2,Manager\r\n3,Voiced,8\r\n4,x,1\r\n",
        "1\tMember\t8\r\n2\tManager\r\n3\tVoiced\t8\r\n4\tx\t1\r\n",
    ] {
        let error = File::new(TYPES, text).bad();
        says(&error, &["the row has 2 fields", "3 fields", "row 2"]);
        let got = File::new(TYPES, text).skipping().good();
        assert_eq!(got.column("rtypeID"), ["'1'", "'3'", "'4'"], "{text}");
    }
}

#[test]
fn a_quote_that_never_ends_is_placed_where_it_begins() {
    let text = "1,\"a, b\",8\r\n2,\"c, d\",8\r\n3,\"Manager,16\r\n4,x,1\r\n";
    let file = File::new(TYPES, text);
    says(&file.bad(), &["no quote ends it", "byte 26", "row 3"]);
    assert_eq!(
        file.skipping().good().column("rtypeID"),
        ["'1'", "'2'", "'4'"]
    );
}

#[test]
fn reading_goes_on_where_a_row_begins() {
    let text = "1,\"a, b\",8\r\n2,\"c\r\nd\" e,8\r\n3,\"Manager,16\r\n4,\"x, y\",1\r\n5,z,1\r\n";
    let got = File::new(TYPES, text).skipping().good();
    assert_eq!(got.column("rtypeID"), ["'1'", "'4'", "'5'"]);
    assert_eq!(got.skipped.count, 2);
}

#[test]
fn text_behind_a_closing_quote_is_a_fault() {
    let file = File::new(
        TYPES,
        "1,\"Member\",8\r\n2,\"Man\" ager,16\r\n3,\"x\",1\r\n",
    );
    says(&file.bad(), &["text stands behind the quote", "byte 21"]);
    assert_eq!(file.skipping().good().rows.len(), 2);
}

#[test]
fn a_file_that_was_cut_off_is_told() {
    for text in [
        "1,Member,8\r\n2,Manager,16\r\n3,Voi",
        "1\tMember\t8\r\n2\tManager\t16\r\n3\tVoi",
    ] {
        let error = File::new(TYPES, text).bad();
        says(
            &error,
            &[
                "the file ends in the middle of a row",
                "field 2 of 3",
                "row 3",
            ],
        );
    }
    // The last row may do without its end.
    assert_eq!(
        File::new(TYPES, "1,Member,8\r\n2,Manager,16")
            .good()
            .rows
            .len(),
        2
    );
    assert_eq!(
        File::new(TYPES, "1,Member,8\r\n2,Manager,16\r\n\r\n")
            .good()
            .rows
            .len(),
        2
    );
}

#[test]
fn a_message_may_look_like_a_row_only_by_its_beginning() {
    let text = "1\t10\t633979008000000000\t5\t0\tlist:\r\n1\tone\r\n2\ttwo\r\n1\t11\t633979008010000000\t6\t1\tx\r\n";
    let got = File::new("tblChat.dat", text).good();
    assert_eq!(
        got.column("content"),
        ["'list:\r\n1\tone\r\n2\ttwo'", "'x'"]
    );
    assert!(got.says("2 row terminators were taken as part of"));
}

#[test]
fn a_known_table_with_other_columns_is_refused() {
    let error = File::new("tblChat.csv", "a,b\r\nc,d\r\n").bad();
    says(
        &error,
        &[
            "dbo.tblChat",
            "6 or 7 columns",
            "comma, CRLF",
            "--field-terminator",
            "--row-terminator",
            "--format-file",
        ],
    );
}

#[test]
fn two_ways_that_fit_alike_are_refused() {
    let error = File::new("things.txt", "a|b~c\r\nd|e~f\r\n").bad();
    says(
        &error,
        &[
            "two ways that fit alike",
            "|, CRLF (2 columns)",
            "~, CRLF",
            "--field-terminator",
        ],
    );
}

#[test]
fn text_without_fields_is_refused() {
    says(
        &File::new("readme.txt", "Some words.\r\nOthers.\r\n").bad(),
        &["readme"],
    );
}

#[test]
fn terminators_that_say_nothing_are_refused() {
    let file = File::new(TYPES, "1,Member,8\r\n");
    says(
        &file.clone().terminators("", r"\n").bad(),
        &["--field-terminator is empty"],
    );
    says(&file.terminators(",", ",").bad(), &["the same terminator"]);
}

#[test]
fn lines_that_sqlcmd_broke_are_told() {
    let text = "rtypeID\r\n rtypeDesc \r\n-----------\r\n ----------\r\n 1\r\n Member    \r\n";
    says(
        &File::new("tblRoleType.txt", text).bad(),
        &["broken", "-w 65535"],
    );
}

const CHAT: &str = "channelId,chatId,chatDate,userId,isAlert,content";

/// One line that does not fit is named, and all others keep their meaning.
#[test]
fn a_quoted_file_stays_one() {
    let rows = "20,1,633987936000000000,105,0,\"Good morning, all\"\n20,2,634133079100000000,106,1,Hello\n20,3,634598838000000000,105,0,\"Say \"\"yes\"\"\"\n";
    for line in [
        "Timeout expired",
        "Timeout expired\n",
        "Msg 207, Level 16, State 1\nInvalid column\n",
        "20,4,634598838000000000,105,0,\"never ends\n",
        "20,4,634598838000000000,105,0,\"blank\" \n",
        &format!("{CHAT}\n"),
    ] {
        for text in [
            format!("{CHAT}\n{rows}{line}"),
            format!("{CHAT}\n{rows}{line}\n"),
        ] {
            let file = File::new("tblChat.csv", text);
            says(&file.bad(), &["dbo.tblChat, row 4"]);
            let got = file.skipping().good();
            assert_eq!(
                got.column("content"),
                ["'Good morning, all'", "'Hello'", "'Say \"yes\"'"],
                "{line}"
            );
            assert!(got.skipped.count > 0, "{line}");
        }
    }
}

#[test]
fn the_rows_are_as_many_as_the_line_below_says() {
    let text = |rows| format!("1,Member,8\r\n2,\"a, b\",16\r\n\r\n({rows} Zeilen betroffen)\r\n");
    assert_eq!(File::new(TYPES, text(2)).good().rows.len(), 2);
    let file = File::new(TYPES, text(5));
    says(&file.bad(), &["2 rows are in the file", "says 5"]);
    assert_eq!(file.skipping().good().skipped.count, 3);
}

#[test]
fn the_longest_values_may_be_cut_at_any_length() {
    let row = |id: u32, text: String| format!("20,{id},633987936000000000,105,0,{text}\n");
    let file = |texts: Vec<String>| {
        let rows = (1..).zip(texts).map(|(id, text)| row(id, text));
        File::new(
            "tblChat.csv",
            format!("{CHAT}\n{}", rows.collect::<String>()),
        )
        .good()
    };
    let cut = |letter: &str| letter.repeat(501);
    let got = file(vec![cut("a"), cut("b"), cut("c"), "short".into()]);
    assert!(
        got.says("3 values of content are exactly 501"),
        "{:?}",
        got.notices
    );
    for whole in [
        vec![cut("a"), cut("b"), "short".into()],
        vec![cut("a"), cut("b"), cut("c"), "d".repeat(502)],
        vec![format!("{}.", cut("a")); 3],
        vec!["a".repeat(12), "b".repeat(12), "c".repeat(12)],
    ] {
        let got = file(whole);
        assert!(!got.says("exactly"), "{:?}", got.notices);
    }
}
