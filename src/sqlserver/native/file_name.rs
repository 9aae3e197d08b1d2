//! Which table a file is of, by its name.

use crate::sqlserver::{Published, TableName};

/// The table that a file of this name holds: `tblChat.bcp`, `dbo.tblChat.dat`, `mgc.dbo.tblChat.bcp`, and
/// `tblChat-2.bcp` for a part of one.
pub(crate) fn table_of(file: &str, published: &Published) -> TableName {
    let parts: Vec<&str> = file.split('.').collect();
    let known = parts.iter().rposition(|part| {
        let name = without_number(part);
        published.has(name) || published.is_other(name)
    });
    // Of tables that are not of the schema: what stands before the ending.
    let at = known.unwrap_or(parts.len().saturating_sub(2));
    let name = parts.get(at).copied().unwrap_or_default();
    let schema = at.checked_sub(1).and_then(|before| parts.get(before));
    TableName::new(
        schema.copied().unwrap_or_default(),
        if known.is_some() {
            without_number(name)
        } else {
            name
        },
    )
}

/// Whether a file of this name holds a table that is known.
pub(crate) fn is_known(file: &str, published: &Published) -> bool {
    published.has(&table_of(file, published).name)
}

/// The name without the number of a part: `-2`, `_2`, ` (2)`.
fn without_number(name: &str) -> &str {
    let digit = |it: char| it.is_ascii_digit();
    let bare = name.strip_suffix(')').unwrap_or(name);
    let front = bare.trim_end_matches(digit);
    let cut = front.trim_end_matches([' ', '-', '_', '(']);
    if front.len() == bare.len() || cut.len() == front.len() || cut.is_empty() {
        return name;
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pool::schema::published;

    #[test]
    fn the_name_tells_the_table() {
        for (file, expected) in [
            ("tblChat.bcp", "tblChat"),
            ("TBLCHAT", "TBLCHAT"),
            ("dbo.tblChat.dat", "dbo.tblChat"),
            ("mgc.dbo.tblChat.bcp", "dbo.tblChat"),
            ("mgc.dbo.tblChat", "dbo.tblChat"),
            ("tblChat-2.bcp", "tblChat"),
            ("tblChat_02.dat", "tblChat"),
            ("tblChat (2).dat", "tblChat"),
            ("tblLogs.bcp", "tblLogs"),
            ("Order Details.bcp", "Order Details"),
            ("dbo.Sales2.bcp", "dbo.Sales2"),
            ("Orders-2.bcp", "Orders-2"),
            ("x", "x"),
            ("", ""),
        ] {
            assert_eq!(table_of(file, published()).to_string(), expected);
        }
    }
}
