//! Lines that some tools write before the header.

/// What stands before the header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Prelude {
    /// How long it is.
    pub length: usize,
    /// The separator in the line `sep=` for Excel.
    pub separator: Option<Vec<u8>>,
}

/// Looks for `#TYPE ...` of PowerShell's Export-Csv, `sep=;` for Excel, and sqlcmd's word about the database.
pub(super) fn prelude(bytes: &[u8]) -> Prelude {
    let mut found = Prelude::default();
    while let Some(end) = memchr::memchr(b'\n', &bytes[found.length..]) {
        let line = bytes[found.length..found.length + end].trim_ascii_end();
        let separator = line
            .strip_prefix(b"sep=")
            .filter(|it| it.len() == 1 && found.length == 0);
        let known = separator.is_some()
            || line.starts_with(b"#TYPE ")
            || line.starts_with(b"Changed database context to ");
        if !known {
            break;
        }
        found.separator = found.separator.or(separator.map(<[u8]>::to_vec));
        found.length += end + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_lines_are_left_out() {
        assert_eq!(
            prelude(b"#TYPE System.Data.DataRow\r\n\"a\"\r\n").length,
            27
        );
        let excel = prelude(b"sep=;\r\na;b\r\n");
        assert_eq!((excel.length, excel.separator), (7, Some(b";".to_vec())));
        assert_eq!(
            prelude(b"Changed database context to 'mgc'.\nid\n").length,
            35
        );
        assert_eq!(prelude(b"#1,a\n"), Prelude::default());
    }
}
