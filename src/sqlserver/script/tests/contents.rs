//! What scripts hold, in one line for each row.

pub use super::super::fuzzing::{Contents, in_pieces};

/// Reads a script in one piece.
pub fn whole(text: &str) -> Contents {
    in_pieces(text.as_bytes(), &[], false)
}

/// The rows of a script without mistakes.
pub fn rows(text: &str) -> Vec<String> {
    let contents = whole(text);
    assert_eq!(contents.faults, [], "{text}");
    contents.rows
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
