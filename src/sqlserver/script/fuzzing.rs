//! Reads scripts in pieces of any size, and tells what they hold in one line for each row: for the fuzz target and for
//! the tests.

use crate::wording::Sentence;
use std::sync::Arc;

use super::Script;
use crate::pool::schema::published;
use crate::sqlserver::rows::form::{Fault, Piece, Read, RowForm, Rows};
use crate::sqlserver::{Row, Table, Value};

/// What was read.
#[derive(Debug, Default, PartialEq)]
pub struct Contents {
    /// `table(column, column): value, value`
    pub rows: Vec<String>,
    /// Where each row begins.
    pub at: Vec<usize>,
    /// Where something is wrong, in which table, and what.
    pub faults: Vec<(usize, String, String)>,
    pub tables: Vec<String>,
    pub notices: Vec<Sentence>,
    /// `what table, count at place`
    pub unread: Vec<String>,
}

struct Taker {
    contents: Contents,
    skip: bool,
}

impl Rows for Taker {
    fn row(&mut self, table: &Arc<Table>, row: &Row<'_>) -> bool {
        let columns: Vec<&str> = table.columns.iter().map(|column| &*column.name).collect();
        let values: Vec<String> = row.values().map(shown).collect();
        let (columns, values) = (columns.join(", "), values.join(", "));
        self.contents
            .rows
            .push(format!("{}({columns}): {values}", table.name));
        self.contents.at.push(row.at);
        true
    }

    fn fault(&mut self, fault: Fault) -> bool {
        assert!(!fault.what.to_string().is_empty());
        let what = fault.described(true).to_string();
        self.contents
            .faults
            .push((fault.at, fault.table.into(), what));
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

fn scan(form: &Script, bytes: &[u8], first: bool, last: bool, skip: bool) -> (Read, Contents) {
    let mut taker = Taker {
        contents: Contents::default(),
        skip,
    };
    let read = form.read(Piece { bytes, last, first }, &mut taker);
    (read, taker.contents)
}

/// Reads a script that is cut at these places, each piece at first with nothing known of those before.
pub fn in_pieces(text: &[u8], cuts: &[usize], skip: bool) -> Contents {
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (text.len() + 1)).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    if cuts.len() == 1 {
        cuts.push(text.len());
    }
    let form = Script::new(published());
    let count = cuts.len() - 1;
    let mut early: Vec<_> = cuts
        .windows(2)
        .enumerate()
        .map(|(at, cut)| scan(&form, &text[cut[0]..cut[1]], at == 0, at + 1 == count, skip))
        .collect();
    let mut contents = Contents::default();
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
        contents.rows.extend(part.rows);
        contents.at.extend(part.at.into_iter().map(|at| begin + at));
        let faults = part.faults.into_iter();
        contents
            .faults
            .extend(faults.map(|(at, table, what)| (begin + at, table, what)));
        if !skip && !contents.faults.is_empty() {
            break;
        }
        begin += read.end;
    }
    let tables = form.tables();
    let column = |column: &crate::sqlserver::Column| {
        let sql_type = column.sql_type.map(|it| it.to_string());
        let null = if column.nullable { "" } else { " not null" };
        format!("{} {}{null}", column.name, sql_type.unwrap_or_default())
    };
    contents.tables = tables
        .iter()
        .map(|table| {
            let columns: Vec<String> = table.columns.iter().map(column).collect();
            format!("{}: {}", table.name, columns.join(", "))
        })
        .collect();
    contents.notices = form.notices();
    let unread = form.unread().into_iter().map(|unread| {
        let table = unread.table.map(|it| it.to_string()).or(unread.file);
        let table = table.unwrap_or_else(|| "?".to_owned());
        format!("{} {table}, {} at {}", unread.what, unread.count, unread.at)
    });
    contents.unread = unread.collect();
    contents
}

/// A script, behind two bytes that say where it is cut: it is the same in pieces as in one.
pub fn script(data: &[u8]) {
    let Some((cuts, text)) = data.split_at_checked(2) else {
        return;
    };
    let cuts: Vec<usize> = cuts
        .iter()
        .map(|cut| usize::from(*cut) * text.len() / 255)
        .collect();
    for skip in [false, true] {
        assert_eq!(in_pieces(text, &cuts, skip), in_pieces(text, &[], skip));
    }
}
