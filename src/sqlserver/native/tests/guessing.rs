//! Files without a format file: which table, which generation, and how it was written.

use std::io::Cursor;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::open;
use super::super::testing::{Style, put, read, wide};
use crate::input::Error;
use crate::input::encodings::{Detected, Encoding};
use crate::input::members::Member;
use crate::pool::schema;
use crate::pool::schema::{Generation, published};
use crate::seeded::cases;
use crate::sqlserver::extract::Extract;
use crate::sqlserver::file::{Head, Opened};
use crate::sqlserver::stream::Stream;
use crate::sqlserver::{ExtractOptions, Kind, Table};

const DETECTED: Detected = Detected {
    encoding: Encoding::Binary,
    bom: 0,
};

/// 2011-01-01 12:00, in ticks.
const NOON: u64 = 634_294_800_000_000_000;

fn opened(name: &str, bytes: &[u8], whole: bool) -> Result<Opened, Error> {
    let head = Head {
        name,
        bytes,
        whole,
        published: published(),
    };
    open(&head, None, &ExtractOptions::default())
}

/// A file, with the form that it seems to have.
fn extract(name: &str, bytes: &[u8], whole: bool) -> Extract {
    let Opened { form, method } = opened(name, bytes, whole).unwrap();
    Extract::Stream(Stream {
        bacpac: None,
        member: Member::from_reader(name, Box::new(Cursor::new(bytes.to_vec()))),
        detected: DETECTED,
        form,
        method,
        end_mark: Default::default(),
    })
}

/// What a file is, its rows, and what is said about it.
fn guessed(name: &str, bytes: &[u8]) -> (String, Vec<Vec<String>>, Vec<String>) {
    let extract = extract(name, bytes, true);
    let (words, _) = read(&extract, 1 << 20, false).unwrap();
    let rows = words.into_iter().map(|(_, row)| row).collect();
    let notices = extract.notices().iter().map(ToString::to_string).collect();
    (extract.method(), rows, notices)
}

fn known(generation: Generation, name: &str) -> Arc<Table> {
    let mut tables = schema::tables(generation);
    Arc::clone(tables.find(|it| &*it.name.name == name).unwrap())
}

/// Some rows of a known table. `all_null`: as if each column could be NULL; `without`: leaves a column out.
fn rows(table: &Table, style: Style, count: u8, all_null: bool, without: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for row in 0..count {
        for (at, column) in table.columns.iter().enumerate() {
            if &*column.name == without {
                continue;
            }
            let mut column = column.clone();
            column.nullable |= all_null;
            let text = format!("{} {row}", column.name);
            let sql_type = column.sql_type.unwrap();
            let value = match sql_type.kind {
                Kind::Bit => vec![row % 2],
                Kind::SmallInt => vec![row, 0],
                Kind::Int if column.name.to_lowercase().contains("typeid") => vec![row, 0, 0, 0],
                // The place of a principal among its own groups.
                Kind::Int if &*column.name == "index" && row % 2 == 0 => vec![0xFF; 4],
                Kind::Int => vec![row, at as u8, 0, 0],
                Kind::BigInt if column.name.to_lowercase() == "chatid" => {
                    vec![row, 0, 0, 0, 0, 0, 0, 0]
                }
                Kind::BigInt => (NOON + u64::from(row)).to_le_bytes().to_vec(),
                Kind::DateTime => vec![0x62, 0xA0, 0, 0, row, 0, 0, 0],
                Kind::UniqueIdentifier => vec![row; 16],
                Kind::VarChar if style == Style::Native => text.into_bytes(),
                _ => wide(&text),
            };
            put(&column, Some(&value), style, &mut bytes);
        }
    }
    bytes
}

#[test]
fn each_table_is_known_in_each_form() {
    for known in &schema::published().tables {
        let name = &*known.table.name.name;
        let generation = known.of;
        for (style, all_null) in [
            (Style::Native, false),
            (Style::Wide, false),
            (Style::Native, true),
        ] {
            let bytes = rows(&known.table, style, 30, all_null, "");
            let (method, rows, notices) = guessed(&format!("dbo.{name}-1.bcp"), &bytes);
            assert_eq!(rows.len(), 30, "{method}");
            assert_eq!(rows[7].len(), known.table.columns.len(), "{method}");
            assert!(method.contains(&format!("{name} of")), "{method}");
            let said = format!("{method} {}", notices.join(" "));
            assert!(said.contains(generation), "{name}: {said}");
        }
    }
}

#[test]
fn the_chat_table_tells_how_it_was_written() {
    let chat = known(Generation::Current, "tblChat");
    let (method, _, _) = guessed("x.bin", &rows(&chat, Style::Native, 3, false, ""));
    assert_eq!(method, "bcp native (-n), tblChat of Persistent Chat (2013)");
    let (method, rows_of, _) = guessed("tblChat.bcp", &rows(&chat, Style::Wide, 3, false, ""));
    assert_eq!(method, "bcp native (-N), tblChat of Persistent Chat (2013)");
    assert_eq!(rows_of[2][5..], ["'content 2'", "'rtf 2'"]);
}

#[test]
fn text_without_a_sign_of_its_kind_is_looked_at_value_by_value() {
    let chat = known(Generation::Current, "tblChat");
    let row = |rtf: Option<&[u8]>| {
        let mut bytes = Vec::new();
        let values: [&[u8]; 6] = [
            &[1, 0, 0, 0],
            &[1, 0, 0, 0, 0, 0, 0, 0],
            &NOON.to_le_bytes(),
            &[3, 0, 0, 0],
            &[0],
            &wide("Hi"),
        ];
        for (column, value) in chat.columns.iter().zip(values) {
            put(column, Some(value), Style::Native, &mut bytes);
        }
        put(&chat.columns[6], rtf, Style::Native, &mut bytes);
        bytes
    };
    // What the head shows has no RTF.
    let head = row(None).repeat(20);
    let Opened { form, method } = opened("tblChat.bcp", &head, false).unwrap();
    assert_eq!(method, "bcp native, tblChat of Persistent Chat (2013)");
    assert!(
        form.notices()[0]
            .to_string()
            .contains("with -n or with -N cannot be told")
    );
    let bytes = [head, row(Some(br"{\rtf1}")), row(Some(&wide(r"{\rtf1}")))].concat();
    let extract = Extract::Stream(Stream {
        bacpac: None,
        member: Member::from_reader("tblChat.bcp", Box::new(Cursor::new(bytes))),
        detected: DETECTED,
        form,
        method,
        end_mark: Default::default(),
    });
    let (words, _) = read(&extract, 1 << 20, false).unwrap();
    let rtf: Vec<&str> = words.iter().map(|(_, row)| row[6].as_str()).collect();
    assert_eq!(rtf[19..], ["NULL", r"'{\rtf1}'", r"'{\rtf1}'"]);
}

#[test]
fn a_column_that_only_one_generation_has_may_be_missing() {
    let principal = known(Generation::Current, "tblPrincipal");
    let bytes = rows(&principal, Style::Native, 4, false, "prinDisplayName");
    let (method, rows, _) = guessed("tblPrincipal.dat", &bytes);
    assert!(
        method.ends_with(
            "tblPrincipal of Persistent Chat (2013), without the column prinDisplayName"
        ),
        "{method}"
    );
    assert_eq!(
        (rows.len(), rows[0].len()),
        (4, principal.columns.len() - 1)
    );
}

fn refused(name: &str, bytes: &[u8]) -> String {
    match opened(name, bytes, true) {
        Err(error) => error.to_string(),
        Ok(opened) => panic!("read as {}", opened.method),
    }
}

#[test]
fn what_fits_nothing_says_how_far_it_comes() {
    let chat = known(Generation::Current, "tblChat");
    let mut bytes = rows(&chat, Style::Native, 3, false, "");
    let end = bytes.len();
    bytes.extend_from_slice(&[7; 40]);
    let said = refused("tblChat.bcp", &bytes);
    assert!(
        said.contains("tblChat of Persistent Chat (2013), to row 4, where content has the length 506381209866536711"),
        "{said}"
    );
    assert!(
        said.contains("format nul -x") && said.contains("--format-file"),
        "{said}"
    );
    // Cut off in the last row: it is no other form.
    let extract = extract("tblChat.bcp", &bytes[..end - 1], true);
    let said = read(&extract, 1 << 20, false).unwrap_err().to_string();
    assert!(
        said.contains("the file ends in the middle of a row, in rtf"),
        "{said}"
    );
    assert!(
        said.contains(&format!("byte {}, in dbo.tblChat, row 3", end - 1)),
        "{said}"
    );
    assert!(said.contains("one more byte of it"), "{said}");
}

#[test]
fn two_tables_of_one_form_need_a_name() {
    let roles = known(Generation::Current, "tblPrincipalRole");
    let bytes = rows(&roles, Style::Native, 9, false, "");
    let said = refused("roles.bcp", &bytes);
    assert!(said.contains("do not give the same rows"), "{said}");
    assert!(
        said.contains("tblPrincipalRole of") && said.contains("tblScopePrincipal of"),
        "{said}"
    );
    let (method, _, _) = guessed("tblPrincipalRole.bcp", &bytes);
    assert_eq!(
        method,
        "bcp native, tblPrincipalRole of Persistent Chat (2013)"
    );
}

#[test]
fn roles_are_no_affiliations_whatever_the_file_is_called() {
    let roles = known(Generation::Current, "tblPrincipalRole");
    let bytes = rows(&roles, Style::Native, 9, false, "");
    let said = refused("tblPrincipalAffiliations.bcp", &bytes);
    assert!(
        said.contains("index is not -1, and is so nowhere") && said.contains("--format-file"),
        "{said}"
    );
    let affiliations = known(Generation::Current, "tblPrincipalAffiliations");
    let bytes = rows(&affiliations, Style::Native, 99, false, "");
    refused("tblPrincipalRole.bcp", &bytes);
}

#[test]
fn nothing_is_a_table_without_rows() {
    let (method, rows, _) = guessed("tblChat.bcp", b"");
    assert!(method.starts_with("bcp native") && rows.is_empty());
    refused("nameless", b"");
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    /// Whatever the file is called: what it would take for them to pass stands in `plausible.rs`.
    #[test]
    fn bytes_at_random_are_never_believed(bytes in vec(any::<u8>(), 1..5000), whole: bool, table in 0..18_usize) {
        let name = &schema::published().tables[table].table.name.name;
        for name in [&format!("{name}.bcp"), "x"] {
            if let Ok(opened) = opened(name, &bytes, whole) {
                prop_assert!(false, "{name} of {} bytes is read as {}", bytes.len(), opened.method);
            }
        }
    }

    /// So many of a length that rows of three or four numbers fit.
    #[test]
    fn nor_are_a_few_numbers_at_random(numbers in vec(any::<u32>(), 1..60), table in 0..18_usize) {
        let bytes: Vec<u8> = numbers.iter().flat_map(|it| it.to_le_bytes()).collect();
        let name = &schema::published().tables[table].table.name.name;
        for name in [&format!("{name}.bcp"), "x"] {
            prop_assert!(opened(name, &bytes, true).is_err());
        }
    }

    #[test]
    fn nor_is_any_byte_again_and_again(byte: u8, length in 1..3000_usize, table in 0..18_usize) {
        prop_assume!(byte > 0);
        let name = &schema::published().tables[table].table.name.name;
        let file = format!("{name}.bcp");
        prop_assert!(opened(&file, &vec![byte; length], true).is_err());
    }
}

#[test]
fn rows_are_believed_by_their_values() {
    let scope = |rows: &[[i32; 3]]| -> Vec<u8> {
        rows.iter()
            .flatten()
            .flat_map(|it| it.to_le_bytes())
            .collect()
    };
    let good = [[5, 12, 1], [6, 13, 1]];
    let (method, _, _) = guessed("tblScopePrincipal.bcp", &scope(&good));
    assert!(
        method.contains("tblScopePrincipal of Group Chat"),
        "{method}"
    );
    let said = refused(
        "tblScopePrincipal.bcp",
        &scope(&[[-5, 12, 1], [-6, -13, 1]]),
    );
    assert!(
        said.contains("3 of 6 cannot be right, the first in row 1, where scopeNodeID is -5"),
        "{said}"
    );
    // Two letters of UTF-16 make a number of millions.
    refused("tblScopePrincipal.bcp", &wide("Chat Administrators ab"));
    // Without a name so few numbers may be anything.
    refused("x.bin", &scope(&good));
    let chat = known(Generation::Current, "tblChat");
    let mut bytes = rows(&chat, Style::Native, 30, false, "");
    // A clock that stood wrong once is no other form; neither is a number that leads to no row.
    guessed(
        "tblScopePrincipal.bcp",
        &scope(&[[5, 12, 1], [6, 999_999_999, 1], [7, 12, 1]]),
    );
    bytes[12..20].copy_from_slice(&1_u64.to_le_bytes());
    guessed("tblChat.bcp", &bytes);
    let mut row = rows(&chat, Style::Native, 1, false, "");
    row[12..20].copy_from_slice(&1_u64.to_le_bytes());
    let said = refused("tblChat.bcp", &row.repeat(30));
    assert!(
        said.contains("30 of 150 cannot be right, the first in row 1, where chatDate is 1"),
        "{said}"
    );
}
