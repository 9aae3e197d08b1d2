//! The header of sqlcmd: names, and below them a line of dashes.

/// What the dashes tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dashes {
    /// The line of names.
    pub header: std::ops::Range<usize>,
    /// How wide the columns are.
    pub widths: Vec<usize>,
    /// What stands between them.
    pub separator: Vec<u8>,
    /// What ends a line.
    pub row: &'static [u8],
    /// Where the rows begin.
    pub body: usize,
}

/// The dashes in the second line from here on.
pub(super) fn dashes(bytes: &[u8], from: usize) -> Option<Dashes> {
    let (header, second) = line(bytes, from)?;
    let (line, body) = line(bytes, second)?;
    let row: &[u8] = if bytes[..body].ends_with(b"\r\n") {
        b"\r\n"
    } else {
        b"\n"
    };
    let text = std::str::from_utf8(&bytes[line])
        .ok()?
        .trim_end_matches(' ');
    let separator = text.chars().find(|char| *char != '-');
    let runs: Vec<&str> = match separator {
        None => vec![text],
        Some(separator) => text.split(separator).collect(),
    };
    let all_dashes = |run: &&str| !run.is_empty() && run.bytes().all(|byte| byte == b'-');
    if !runs.iter().all(all_dashes) {
        return None;
    }
    let separator = separator.unwrap_or(' ');
    Some(Dashes {
        header,
        widths: runs.iter().map(|run| run.len()).collect(),
        separator: separator.to_string().into_bytes(),
        row,
        body,
    })
}

/// Whether there are dashes further down: the lines were broken where they were too long.
pub(super) fn is_wrapped(bytes: &[u8], from: usize) -> bool {
    let mut at = from;
    let mut count = 0;
    while let Some((range, next)) = line(bytes, at) {
        let text = bytes[range].trim_ascii_end();
        let dashes = text.iter().all(|byte| matches!(byte, b'-' | b' '));
        if dashes && text.starts_with(b"--") && count > 1 {
            return true;
        }
        count += 1;
        at = next;
        if count > 50 {
            break;
        }
    }
    false
}

/// The line that begins here without its end, and where the next one begins.
fn line(bytes: &[u8], from: usize) -> Option<(std::ops::Range<usize>, usize)> {
    let rest = bytes.get(from..)?;
    let end = memchr::memchr(b'\n', rest)?;
    let length = if rest[..end].ends_with(b"\r") {
        end - 1
    } else {
        end
    };
    Some((from..from + length, from + end + 1))
}

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
    fn dashes_tell_widths_and_separator() {
        let text =
            b"id          name      \r\n----------- ----------\r\n          1 Contoso   \r\n";
        let found = dashes(text, 0).unwrap();
        assert_eq!(
            (found.widths, found.separator),
            (vec![11, 10], b" ".to_vec())
        );
        assert_eq!((found.row, found.body), (&b"\r\n"[..], 48));
        let found = dashes(b"id|name\n--|----\n1|x\n", 0).unwrap();
        assert_eq!((found.widths, found.separator), (vec![2, 4], b"|".to_vec()));
        assert_eq!(dashes(b"id|name\n1|-\n", 0), None);
        assert_eq!(dashes(b"id,name\n\n1,2\n", 0), None);
    }

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
