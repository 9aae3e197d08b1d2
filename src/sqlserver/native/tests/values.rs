//! Values of all types, written and read.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::testing::{Style, file, put, read, table, values, wide};
use super::super::{Native, RowLayout, Rules};
use crate::seeded::cases;
use crate::sqlserver::native::Codec;

fn rules(style: Style) -> Rules {
    let characters = match style {
        Style::Native => Codec::Page,
        Style::Wide => Codec::Utf16,
        Style::Bacpac => return Rules::Bacpac,
    };
    Rules::Bcp {
        characters,
        nullable: false,
    }
}

fn form(columns: &[&str], style: Style) -> Native {
    Native::new(RowLayout::new(table("t", columns), rules(style)).unwrap())
}

/// A value: as bytes, and in words.
type Example = (Vec<u8>, String);

/// Types, each with values.
fn examples(style: Style) -> Vec<(&'static str, Vec<Example>)> {
    let text = |text: &str| {
        let bytes = match style {
            Style::Native => text.as_bytes().to_vec(),
            _ => wide(text),
        };
        (bytes, format!("'{text}'"))
    };
    let nation = |text: &str| (wide(text), format!("'{text}'"));
    let raw = |bytes: &[u8], word: &str| (bytes.to_vec(), word.to_owned());
    let decimal = |positive: u8, magnitude: u128| {
        let mut bytes = vec![10, 2, positive];
        bytes.extend_from_slice(&magnitude.to_le_bytes());
        bytes
    };
    let day = &734_653_u32.to_le_bytes()[..3];
    // 08:15:00.12, in hundredths; a bacpac has always units of 100 ns.
    let time = match style {
        Style::Bacpac => 297_001_200_000_u64.to_le_bytes()[..5].to_vec(),
        _ => 2_970_012_u64.to_le_bytes()[..3].to_vec(),
    };
    let offset = [&time, day, &120_i16.to_le_bytes()].concat();
    let mut examples = vec![
        ("tinyint", vec![raw(&[255], "255")]),
        ("smallint", vec![raw(&(-2_i16).to_le_bytes(), "-2")]),
        (
            "int",
            vec![raw(&(-3_i32).to_le_bytes(), "-3"), raw(&[1, 0, 0, 0], "1")],
        ),
        (
            "bigint",
            vec![raw(&i64::MIN.to_le_bytes(), "-9223372036854775808")],
        ),
        ("bit", vec![raw(&[0], "0"), raw(&[1], "1")]),
        ("real", vec![raw(&1.5_f32.to_le_bytes(), "1.5")]),
        ("float", vec![raw(&(-0.1_f64).to_le_bytes(), "-0.1")]),
        (
            "money",
            vec![
                raw(&[0, 0, 0, 0, 0x48, 0xE8, 1, 0], "'12.5000'"),
                raw(&[0xFF; 8], "'-0.0001'"),
                raw(&[1, 0, 0, 0, 0, 0, 0, 0x80], "'644245.0944'"),
            ],
        ),
        (
            "smallmoney",
            vec![raw(&(-125_000_i32).to_le_bytes(), "'-12.5000'")],
        ),
        (
            "decimal(10, 2)",
            vec![
                (decimal(1, 1250), "'12.50'".to_owned()),
                (decimal(0, 5), "'-0.05'".to_owned()),
            ],
        ),
        (
            "datetime",
            vec![raw(
                &[0x62, 0xA0, 0, 0, 0xD5, 0xF4, 0x87, 0],
                "'2012-05-31 08:15:00.123'",
            )],
        ),
        (
            "smalldatetime",
            vec![raw(&[0x62, 0xA0, 0xEF, 1], "'2012-05-31 08:15:00'")],
        ),
        ("date", vec![raw(day, "'2012-05-31'")]),
        ("time(2)", vec![raw(&time, "'08:15:00.12'")]),
        (
            "datetime2(2)",
            vec![raw(&[&time, day].concat(), "'2012-05-31 08:15:00.12'")],
        ),
        (
            "datetimeoffset(2)",
            vec![raw(&offset, "'2012-05-31 10:15:00.12 +02:00'")],
        ),
        (
            "uniqueidentifier",
            vec![raw(&[0; 16], "'00000000-0000-0000-0000-000000000000'")],
        ),
        ("char(3)", vec![text("abc")]),
        ("varchar(20)", vec![text(""), text("{\\rtf1}")]),
        ("varchar(max)", vec![text("more than eight characters")]),
        ("text", vec![text("x")]),
        ("nchar(2)", vec![nation("ü ")]),
        (
            "nvarchar(256)",
            vec![nation(""), nation("日本"), nation("Contoso 😀")],
        ),
        ("nvarchar(max)", vec![nation(&"long ".repeat(60))]),
        ("ntext", vec![nation("n")]),
        ("xml", vec![nation("<a/>")]),
        ("binary(2)", vec![raw(&[0, 0xFF], "0x00FF")]),
        (
            "varbinary(max)",
            vec![raw(&[], "0x"), raw(&[7; 3], "0x070707")],
        ),
        ("image", vec![raw(&[1], "0x01")]),
        ("timestamp", vec![raw(&[9; 8], "0x0909090909090909")]),
    ];
    examples
        .iter_mut()
        .for_each(|(_, values)| values.truncate(3));
    examples
}

/// Columns, and rows of them: which example of each column, or none.
#[derive(Debug)]
struct Rows {
    style: Style,
    columns: Vec<String>,
    bytes: Vec<u8>,
    /// Where each row ends.
    ends: Vec<usize>,
    words: Vec<Vec<String>>,
}

fn rows() -> impl Strategy<Value = Rows> {
    let column = (0..30_usize, any::<bool>());
    let picks = vec(option::weighted(0.8, 0..3_usize), 8);
    (
        select(vec![Style::Native, Style::Wide, Style::Bacpac]),
        vec(column, 1..8),
        vec(picks, 0..20),
    )
        .prop_map(|(style, columns, picked)| {
            let examples = examples(style);
            let columns: Vec<(String, usize)> = columns
                .iter()
                .enumerate()
                .map(|(at, (kind, nullable))| {
                    let not_null = if *nullable { "" } else { " not null" };
                    (format!("c{at} {}{not_null}", examples[*kind].0), *kind)
                })
                .collect();
            let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
            let table = table("t", &names);
            let mut rows = Rows {
                style,
                bytes: Vec::new(),
                ends: Vec::new(),
                words: Vec::new(),
                columns: names.iter().map(|it| (*it).to_owned()).collect(),
            };
            for picks in picked {
                let mut words = Vec::new();
                for ((column, (_, kind)), pick) in table.columns.iter().zip(&columns).zip(picks) {
                    let values = &examples[*kind].1;
                    let value = match pick {
                        None if column.nullable => None,
                        pick => Some(&values[pick.unwrap_or(0) % values.len()]),
                    };
                    put(
                        column,
                        value.map(|(bytes, _)| &bytes[..]),
                        style,
                        &mut rows.bytes,
                    );
                    words.push(value.map_or_else(|| "NULL".to_owned(), |(_, word)| word.clone()));
                }
                rows.ends.push(rows.bytes.len());
                rows.words.push(words);
            }
            rows
        })
}

fn form_of(rows: &Rows) -> Native {
    let columns: Vec<&str> = rows.columns.iter().map(String::as_str).collect();
    form(&columns, rows.style)
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn what_is_written_is_read(rows in rows(), size in 1..300_usize) {
        prop_assert_eq!(&values(form_of(&rows), &rows.bytes), &rows.words);
        // Pieces of any size give the same.
        let (words, _) = read(&file(form_of(&rows), &rows.bytes), size, false).unwrap();
        let words: Vec<_> = words.into_iter().map(|(_, words)| words).collect();
        prop_assert_eq!(&words, &rows.words);
    }

    #[test]
    fn a_file_that_is_cut_is_an_error(rows in rows(), at in any::<prop::sample::Index>(), size in 1..300_usize) {
        prop_assume!(!rows.bytes.is_empty());
        let at = at.index(rows.bytes.len());
        let whole = rows.ends.iter().filter(|end| **end <= at).count();
        let is_end = at == 0 || rows.ends.contains(&at);
        match read(&file(form_of(&rows), &rows.bytes[..at]), size, false) {
            Ok((words, _)) => prop_assert!(is_end && words.len() == whole),
            Err(error) => {
                prop_assert!(!is_end);
                prop_assert_eq!(error.place.byte, Some(at as u64));
                prop_assert_eq!(&error.place.path, &format!("dbo.t, row {}", whole + 1));
                prop_assert!(error.what.to_string().starts_with("the file ends in the middle of a row, in c"));
            }
        }
    }

    #[test]
    fn any_bytes_are_rows_or_an_error(
        rows in rows(),
        flips in vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        tail in vec(any::<u8>(), 0..40),
        size in 1..300_usize,
    ) {
        let mut bytes = rows.bytes.clone();
        for (at, byte) in flips {
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
        }
        bytes.extend(tail);
        let outcome = |size, skip| match read(&file(form_of(&rows), &bytes), size, skip) {
            Ok((words, skipped)) => Ok((words, skipped.count)),
            Err(error) => Err(error.to_string()),
        };
        for skip in [false, true] {
            prop_assert_eq!(outcome(size, skip), outcome(1 << 20, skip));
        }
    }
}

#[test]
fn a_value_of_unknown_length_comes_in_chunks() {
    let columns = [
        "a xml",
        "b varbinary(max)",
        "c varchar(max)",
        "d int not null",
    ];
    let mut bytes = Vec::new();
    let mut chunks = |parts: &[&[u8]]| {
        bytes.extend_from_slice(&(u64::MAX - 1).to_le_bytes());
        for part in parts {
            bytes.extend_from_slice(&(part.len() as u32).to_le_bytes());
            bytes.extend_from_slice(part);
        }
        bytes.extend_from_slice(&[0; 4]);
    };
    let xml = wide("<a>😀</a>");
    chunks(&[&xml[..7], &xml[7..9], &xml[9..]]);
    chunks(&[&[1, 2], &[3]]);
    chunks(&[]);
    bytes.extend_from_slice(&[5, 0, 0, 0]);
    let rows = values(form(&columns, Style::Native), &bytes);
    assert_eq!(rows, [["'<a>😀</a>'", "0x010203", "''", "5"]]);
}

fn error(columns: &[&str], style: Style, bytes: &[u8]) -> String {
    let error = read(&file(form(columns, style), bytes), 1 << 20, false);
    error.unwrap_err().to_string()
}

#[test]
fn errors_say_what_is_wrong_where() {
    let two = ["a int", "b nvarchar(2)"];
    let said = error(
        &two,
        Style::Native,
        &[4, 1, 0, 0, 0, 2, 0, 65, 0, 5, 1, 0, 0, 0, 0],
    );
    assert!(said.contains("a has the length 5"), "{said}");
    assert!(said.contains("rows.bcp, byte 9, in dbo.t, row 2"), "{said}");
    assert!(said.contains("expected: 4 bytes, or NULL"), "{said}");
    let said = error(&two, Style::Native, &[0xFF, 3, 0]);
    assert!(
        said.contains("b has the length 3") && said.contains("even number"),
        "{said}"
    );
    let said = error(&two, Style::Native, &[0xFF, 6, 0]);
    assert!(said.contains("at most 4"), "{said}");
    let said = error(&two, Style::Native, &[4, 1, 0]);
    assert!(said.contains("in the middle of a row, in a"), "{said}");
    assert!(said.contains("2 more bytes of it"), "{said}");
    let said = error(
        &["a varchar(max)"],
        Style::Native,
        &[0, 0, 0, 0, 0, 0, 0, 1],
    );
    assert!(
        said.contains("a has the length 72057594037927936"),
        "{said}"
    );
    let said = error(&["a varchar(9)"], Style::Native, &[1, 0, 0xFC]);
    assert!(
        said.contains("a holds the byte FC") && said.contains("--code-page"),
        "{said}"
    );
}

#[test]
fn a_value_that_cannot_be_is_stepped_over() {
    for (column, wrong, right) in [
        ("a bit not null", vec![2], vec![1]),
        (
            "a datetime not null",
            vec![0, 0, 0, 0, 0, 130, 139, 1],
            vec![0; 8],
        ),
        ("a smalldatetime not null", vec![0, 0, 0xA0, 5], vec![0; 4]),
        ("a date", vec![3, 0xFF, 0xFF, 0xFF], vec![3, 0, 0, 0]),
    ] {
        let bytes = [&right[..], &wrong, &right].concat();
        let said = error(&[column], Style::Native, &bytes);
        assert!(said.contains("row 2"), "{said}");
        let (words, skipped) =
            read(&file(form(&[column], Style::Native), &bytes), 9, true).unwrap();
        assert_eq!((words.len(), skipped.count), (2, 1), "{column}");
    }
    let mut decimal = vec![19, 4, 2, 1];
    decimal.extend_from_slice(&12345_u128.to_le_bytes());
    let said = error(&["a decimal(4, 2)"], Style::Native, &decimal);
    assert!(said.contains("a is no decimal(4, 2)"), "{said}");
}

#[test]
fn text_of_a_code_page_is_decoded() {
    let form = Native {
        page: "1252".parse().ok(),
        ..form(&["a varchar(9)", "b varchar(max)"], Style::Native)
    };
    let mut bytes = b"\x01\0\xFC".to_vec();
    bytes.extend_from_slice(&[
        0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 0, 0, 0, 0xE4, 0, 0, 0, 0,
    ]);
    assert_eq!(values(form, &bytes), [["'ü'", "'ä'"]]);
}
