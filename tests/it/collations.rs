//! Text in the code page of its collation, and what happens where nobody knows that.

use crate::common::Place;
use crate::sqlserver::{Backup, Column, Database, Set, Table, Value};

/// `Indic_General_90_CI_AS`, which is for Unicode alone.
const WITHOUT: i64 = 184_373;

/// A number that no collation has.
const UNKNOWN: i64 = 0xD0EE;

/// A table with the same bytes in columns of these collations.
fn database(collations: &[(&str, i64)], bytes: &[u8]) -> Database {
    let columns = collations
        .iter()
        .map(|(name, id)| Column::collated(&format!("{name} varchar(max) not null"), *id));
    let first = Column::parse("id int not null");
    let columns = [first].into_iter().chain(columns).collect();
    let row = |id: i64, bytes: &[u8]| {
        let texts = collations.iter().map(|_| Value::Bytes(bytes.to_vec()));
        [Value::Int(id)].into_iter().chain(texts).collect()
    };
    let rows = vec![row(1, b"plain"), row(2, bytes)];
    Database::new("mgc", 655).table(Table::of("dbo.tblNotes", columns).rows(rows))
}

#[test]
fn a_collation_that_nobody_knows_is_an_error_with_its_number_until_the_code_page_is_said() {
    for (id, number) in [(WITHOUT, "184373 (0x2D035)"), (UNKNOWN, "53486 (0xD0EE)")] {
        let place = Place::new();
        let database = || database(&[("note", id)], &[0xE9]);
        place.write("mgc.mdf", database().mdf());
        let set = Set::new("mgc", 655).file(1, database().mdf());
        place.write("mgc.bak", Backup::new(vec![set]).bak());
        for name in ["mgc.mdf", "mgc.bak"] {
            let rows = format!("tables {name} --table tblNotes --format csv");
            // Also where rows may be stepped over: all of them would be.
            for options in ["", "--skip-bad-rows"] {
                place.pchat(&format!("{rows} {options}")).exits(3).says(&[
                    "note holds the byte E9",
                    number,
                    "--code-page",
                    name,
                ]);
            }
            for (page, text) in [(1252, "é"), (1250, "é"), (1253, "ι"), (850, "Ú")] {
                let said = place.pchat(&format!("{rows} --code-page {page}"));
                let expected = format!("id,note\r\n1,plain\r\n2,{text}\r\n");
                let found = said.exits(0).text().replace("\r\n", "\n");
                assert_eq!(found, expected.replace("\r\n", "\n"), "{page}");
            }
        }
    }
}

#[test]
fn without_text_beyond_ascii_the_code_page_does_not_matter() {
    let place = Place::new();
    place.write("mgc.mdf", database(&[("note", UNKNOWN)], b"also").mdf());
    place
        .pchat("tables mgc.mdf --table tblNotes --format csv")
        .exits(0)
        .prints(&["1,plain", "2,also"]);
}

#[test]
fn each_column_is_read_in_the_code_page_of_its_own_collation() {
    let place = Place::new();
    // Latin1_General_CI_AS, Cyrillic_General_CI_AS, Greek_CI_AS, Upper_Sorbian_100_CI_AS, SQL_Latin1_General_CP850_BIN2.
    let collations = [
        ("latin", 0xD008),
        ("cyrillic", 0xD015),
        ("greek", 0xD007),
        ("sorbian", 0x4_D053),
        ("western", 0x2800_0808),
    ];
    place.write("mgc.mdf", database(&collations, &[0xE9]).mdf());
    let rows = "tables mgc.mdf --table tblNotes --format csv";
    place.pchat(rows).exits(0).prints(&["2,é,й,ι,é,Ú"]);
    // What is known stays as it is.
    let line = format!("{rows} --code-page 437");
    place.pchat(&line).exits(0).prints(&["2,é,й,ι,é,Ú"]);
}

/// Native and character form of the same row, each with its format file: a number, and text in this collation.
fn bcp(place: &Place, collation: &str, text: &[u8]) {
    let length = (text.len() as u16).to_le_bytes();
    place.write("native.bcp", [&[7, 0, 0, 0], &length[..], text].concat());
    place.write(
        "native.fmt",
        format!("10.0\n2\n1 SQLINT 0 4 \"\" 1 id \"\"\n2 SQLCHAR 2 50 \"\" 2 note {collation}\n"),
    );
    place.write("text.dat", [b"7\t", text, b"\r\n"].concat());
    place.write(
        "text.fmt",
        format!("10.0\n2\n1 SQLCHAR 0 12 \"\\t\" 1 id \"\"\n2 SQLCHAR 0 50 \"\\r\\n\" 2 note {collation}\n"),
    );
}

#[test]
fn the_collation_in_a_format_file_says_the_code_page() {
    let place = Place::new();
    let rows = |name: &str, options: &str| {
        let (stem, _) = name.split_once('.').expect("an extension");
        let input = format!("{name} {stem}.fmt");
        let rows = format!("tables {input} --table {stem} --format csv");
        place.pchat(&format!("{rows} {options}"))
    };
    for (collation, text) in [
        ("French_CI_AS", "7,é"),
        ("Cyrillic_General_CI_AS", "7,й"),
        ("SQL_Latin1_General_CP850_CI_AS", "7,Ú"),
    ] {
        bcp(&place, collation, &[0xE9]);
        // It is found beside the data file, too.
        let alone = place.pchat("tables native.bcp --table native --format csv");
        assert_eq!(alone.exits(0).text(), rows("native.bcp", "").text());
        // It is said, as bcp may have been told another one.
        let said = rows("native.bcp", "").exits(0).prints(&[text]);
        said.says(&["is read in", "collations which the format file names"]);
        for name in ["native.bcp", "text.dat"] {
            let said = rows(name, "--code-page 1253");
            said.exits(0).prints(&["7,ι"]);
        }
        // Text is what its client made of it, whatever the columns have.
        let refused = rows("text.dat", "").exits(3);
        refused.says(&["E9", "--code-page", "text.dat"]);
    }
    // One that has no code page, and one that nobody knows.
    for collation in ["Indic_General_90_CI_AS", "Litware_CI_AS", "\"\""] {
        bcp(&place, collation, &[0xE9]);
        for name in ["native.bcp", "text.dat"] {
            rows(name, "").exits(3).says(&["E9", "--code-page", name]);
        }
    }
}
