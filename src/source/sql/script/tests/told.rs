//! Reads scripts as the driver does, and tells what they hold in one line for each row.

use std::sync::Arc;

use crate::source::sql::form::{Fault, Form, Piece, Read, Rows};
use crate::source::sql::row::{Row, Value};
use crate::source::sql::script::Script;
use crate::source::sql::table::Table;

/// What was read.
#[derive(Debug, Default, PartialEq)]
pub struct Told {
    /// `table(column, column): value, value`
    pub rows: Vec<String>,
    /// Where each row begins.
    pub at: Vec<usize>,
    /// Where something is wrong, in which table, and what.
    pub faults: Vec<(usize, String, String)>,
    pub tables: Vec<String>,
    pub notices: Vec<String>,
}

struct Taker {
    told: Told,
    skip: bool,
}

impl Rows for Taker {
    fn row(&mut self, table: &Arc<Table>, row: &Row<'_>) -> bool {
        let columns: Vec<&str> = table.columns.iter().map(|column| &*column.name).collect();
        let values: Vec<String> = row.values().map(shown).collect();
        let (columns, values) = (columns.join(", "), values.join(", "));
        self.told
            .rows
            .push(format!("{}({columns}): {values}", table.name));
        self.told.at.push(row.at);
        true
    }

    fn fault(&mut self, fault: Fault) -> bool {
        assert!(!fault.what.is_empty());
        self.told.faults.push((fault.at, fault.table, fault.what));
        self.skip && !fault.fatal
    }
}

fn shown(value: Value<'_>) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::Int(number) => number.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Text(text) => format!("'{}'", String::from_utf8_lossy(text)),
        Value::Bytes(bytes) => {
            let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            format!("0x{}", digits.concat())
        }
    }
}

fn scan(form: &Script, bytes: &[u8], first: bool, last: bool, skip: bool) -> (Read, Told) {
    let mut taker = Taker {
        told: Told::default(),
        skip,
    };
    let read = form.read(Piece { bytes, last, first }, &mut taker);
    (read, taker.told)
}

/// Reads a script that is cut at these places, each piece at first with nothing known of those before.
pub fn in_pieces(text: &[u8], cuts: &[usize], skip: bool) -> Told {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (text.len() + 1)).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    if cuts.len() == 1 {
        cuts.push(text.len());
    }
    let form = Script::default();
    let count = cuts.len() - 1;
    let mut early: Vec<_> = cuts
        .windows(2)
        .enumerate()
        .map(|(at, cut)| scan(&form, &text[cut[0]..cut[1]], at == 0, at + 1 == count, skip))
        .collect();
    let mut told = Told::default();
    let mut begin = 0;
    for (at, cut) in cuts.windows(2).enumerate() {
        let last = at + 1 == count;
        let bytes = &text[begin..cut[1]];
        let mut done = std::mem::take(&mut early[at]);
        if begin != cut[0] {
            done = scan(&form, bytes, begin == 0, last, skip);
        }
        while !form.accept(std::mem::take(&mut done.0.learned)) {
            done = scan(&form, bytes, begin == 0, last, skip);
        }
        let (read, part) = done;
        assert!(read.end <= bytes.len());
        told.rows.extend(part.rows);
        told.at.extend(part.at.into_iter().map(|at| begin + at));
        let faults = part.faults.into_iter();
        told.faults
            .extend(faults.map(|(at, table, what)| (begin + at, table, what)));
        if !skip && !told.faults.is_empty() {
            break;
        }
        begin += read.end;
    }
    let tables = form.tables();
    let column = |column: &crate::source::sql::Column| {
        let sql_type = column.sql_type.map(|it| it.to_string());
        let null = if column.nullable { "" } else { " not null" };
        format!("{} {}{null}", column.name, sql_type.unwrap_or_default())
    };
    told.tables = tables
        .iter()
        .map(|table| {
            let columns: Vec<String> = table.columns.iter().map(column).collect();
            format!("{}: {}", table.name, columns.join(", "))
        })
        .collect();
    told.notices = form.notices();
    told
}

/// Reads a script in one piece.
pub fn whole(text: &str) -> Told {
    in_pieces(text.as_bytes(), &[], false)
}

/// The rows of a script without mistakes.
pub fn rows(text: &str) -> Vec<String> {
    let told = whole(text);
    assert_eq!(told.faults, [], "{text}");
    told.rows
}

/// A value as it is read into a column of this type.
pub fn value(literal: &str, sql_type: &str) -> String {
    let text = format!("CREATE TABLE t (a {sql_type})\nGO\nINSERT t (a) VALUES ({literal})\n");
    let rows = rows(&text);
    rows[0].strip_prefix("t(a): ").unwrap().to_owned()
}

/// A value as it is read where nothing is known of its column.
pub fn bare(literal: &str) -> String {
    let rows = rows(&format!("INSERT t (a) VALUES ({literal})"));
    rows[0].strip_prefix("t(a): ").unwrap().to_owned()
}
