//! A value written down.

use std::io::Write;

use crate::report::harmless::harmless;
use crate::report::visible;
use crate::sqlserver::Value;

/// For CSV in a spreadsheet: no text is a formula, and none acts on what shows it.
pub fn csv_for_spreadsheets(out: &mut Vec<u8>, value: Value<'_>, separator: u8) {
    let Value::Text(text) = value else {
        return csv(out, value, separator);
    };
    let text = String::from_utf8_lossy(text);
    csv(out, Value::Text(harmless(&text).as_bytes()), separator);
}

/// For CSV: NULL is nothing at all, an empty text is `""`.
pub fn csv(out: &mut Vec<u8>, value: Value<'_>, separator: u8) {
    let Value::Text(text) = value else {
        return plain(out, value);
    };
    let quote = |byte: &u8| *byte == separator || matches!(byte, b'"' | b'\r' | b'\n');
    let spaced = text.first() == Some(&b' ') || text.last() == Some(&b' ');
    if !text.is_empty() && !spaced && !text.iter().any(quote) {
        return plain(out, value);
    }
    out.push(b'"');
    let text = String::from_utf8_lossy(text);
    out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
    out.push(b'"');
}

/// For JSON. Binary is a text of hexadecimal digits behind `0x`, as in SQL.
pub fn json(out: &mut Vec<u8>, value: Value<'_>) {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Text(text) => {
            let text = String::from_utf8_lossy(text);
            // A string can always be written.
            let _ = serde_json::to_writer(out, &text);
        }
        Value::Bytes(_) => {
            out.push(b'"');
            plain(out, value);
            out.push(b'"');
        }
        Value::Float(number) if !number.is_finite() => out.extend_from_slice(b"null"),
        Value::Int(_) | Value::Float(_) => plain(out, value),
    }
}

/// How many characters of a value people see.
const LONGEST: usize = 200;

/// For people, on one line.
pub fn shown(value: Value<'_>) -> String {
    let mut text = Vec::new();
    plain(&mut text, value);
    match value {
        Value::Null => "NULL".to_owned(),
        _ => {
            let text = String::from_utf8_lossy(&text);
            match text.char_indices().nth(LONGEST) {
                Some((end, _)) => format!("{}…", visible(&text[..end])),
                None => visible(&text).into_owned(),
            }
        }
    }
}

fn plain(out: &mut Vec<u8>, value: Value<'_>) {
    // Writing to memory does not fail.
    let _ = match value {
        Value::Null => Ok(()),
        Value::Int(number) => write!(out, "{number}"),
        Value::Float(number) => write!(out, "{number}"),
        Value::Text(text) => out.write_all(String::from_utf8_lossy(text).as_bytes()),
        Value::Bytes(bytes) => {
            out.extend_from_slice(b"0x");
            bytes.iter().try_for_each(|byte| write!(out, "{byte:02X}"))
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_csv(value: Value<'_>) -> String {
        let mut out = Vec::new();
        csv(&mut out, value, b',');
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn null_and_empty_text_differ_in_csv() {
        assert_eq!(in_csv(Value::Null), "");
        assert_eq!(in_csv(Value::Text(b"")), "\"\"");
        assert_eq!(in_csv(Value::Text(b"NULL")), "NULL");
        assert_eq!(in_csv(Value::Text(b"a \"b\", c")), "\"a \"\"b\"\", c\"");
        assert_eq!(in_csv(Value::Text(b" a")), "\" a\"");
        assert_eq!(in_csv(Value::Bytes(&[0, 0xAB])), "0x00AB");
        assert_eq!(in_csv(Value::Int(-7)), "-7");
    }

    #[test]
    fn no_text_is_a_formula_in_a_spreadsheet() {
        let mut out = Vec::new();
        csv_for_spreadsheets(&mut out, Value::Text(b"=1,2\x1b"), b',');
        csv_for_spreadsheets(&mut out, Value::Int(-7), b',');
        assert_eq!(String::from_utf8(out).unwrap(), "\"'=1,2\u{241b}\"-7");
    }

    #[test]
    fn json_values_are_what_they_are() {
        let written = |value| {
            let mut out = Vec::new();
            json(&mut out, value);
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written(Value::Null), "null");
        assert_eq!(written(Value::Int(12)), "12");
        assert_eq!(written(Value::Float(0.5)), "0.5");
        assert_eq!(written(Value::Text("é\"\n".as_bytes())), "\"é\\\"\\n\"");
        assert_eq!(written(Value::Bytes(&[1])), "\"0x01\"");
    }

    #[test]
    fn what_people_see_does_not_act_on_the_terminal() {
        assert_eq!(shown(Value::Text(b"a\x1b[1m")), "a\u{241b}[1m");
        assert_eq!(shown(Value::Null), "NULL");
    }
}
