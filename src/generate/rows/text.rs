//! One line for a row: CSV, the grid, `sqlcmd`, `bcp` with characters.

use std::fmt::Write as _;

use super::Value;
use crate::generate::form::Dialect;
use crate::sqlserver::Table;

/// What stands before the rows.
pub(super) fn head(dialect: Dialect, table: &Table, out: &mut String) {
    let names = || table.columns.iter().map(|column| &*column.name);
    match dialect {
        Dialect::Csv => {
            let names: Vec<Value<'_>> = names().map(Value::Text).collect();
            row(dialect, &names, out);
        }
        Dialect::Sqlcmd => {
            let dashes: Vec<String> = names().map(|name| "-".repeat(name.len())).collect();
            let names: Vec<&str> = names().collect();
            let _ = write!(out, "{}\r\n{}\r\n", names.join("|"), dashes.join("|"));
        }
        _ => {}
    }
}

/// What `sqlcmd` writes behind the rows.
pub(super) fn tail(rows: u64, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = write!(out, "\r\n({rows} rows affected)\r\n");
}

/// A row with its end.
pub(super) fn row(dialect: Dialect, values: &[Value<'_>], out: &mut String) {
    let between = match dialect {
        Dialect::Csv | Dialect::Grid => ',',
        Dialect::Sqlcmd => '|',
        _ => '\t',
    };
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            out.push(between);
        }
        match (*value, dialect) {
            (Value::Int(number), _) => {
                let _ = write!(out, "{number}");
            }
            (Value::Null, Dialect::Grid | Dialect::Sqlcmd) => out.push_str("NULL"),
            (Value::Null, _) => {}
            (Value::Text(""), Dialect::Csv) => out.push_str("\"\""),
            (Value::Text(""), Dialect::BcpC | Dialect::BcpW) => out.push('\0'),
            (Value::Text(text), Dialect::Csv | Dialect::Grid) => quoted(text, out),
            (Value::Text(text), _) => out.push_str(text),
        }
    }
    out.push_str("\r\n");
}

/// Text of CSV, in quotes where it would not be one field without.
fn quoted(text: &str, out: &mut String) {
    if !text.contains([',', '"', '\r', '\n']) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for (at, piece) in text.split('"').enumerate() {
        if at > 0 {
            out.push_str("\"\"");
        }
        out.push_str(piece);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_csv_is_quoted_where_it_would_not_be_one_field() {
        let values = ["a b", "a,b", "say \"x\"", "a\r\nb", " "].map(Value::Text);
        let mut csv = String::new();
        row(Dialect::Csv, &values, &mut csv);
        assert_eq!(csv, "a b,\"a,b\",\"say \"\"x\"\"\",\"a\r\nb\", \r\n");
        let mut tabs = String::new();
        row(Dialect::BcpC, &values, &mut tabs);
        assert_eq!(tabs, "a b\ta,b\tsay \"x\"\ta\r\nb\t \r\n");
    }
}
