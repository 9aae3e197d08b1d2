//! What sqlcmd and Management Studio write behind the rows: a blank line, and how many rows there are.

/// What stands behind the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Trailer {
    /// Where the rows end.
    pub begin: usize,
    /// How many rows it says there are.
    pub rows: Option<u64>,
}

/// Where the rows end, and how many there are said to be: recognized by its form, as it is in the language of the
/// server.
pub(super) fn find(bytes: &[u8]) -> Trailer {
    let mut found = Trailer {
        begin: bytes.len(),
        rows: None,
    };
    let mut rest = bytes;
    // There is one for each statement; that of the rows stands first.
    loop {
        let mut end = lines_end(rest, rest.len());
        let mut start = line_start(rest, end);
        // Management Studio also says when it was done.
        if tells_time(&rest[start..end]) {
            end = lines_end(rest, start);
            start = line_start(rest, end);
        }
        let Some(rows) = rows_in(&rest[start..end]) else {
            return found;
        };
        // Only behind a blank line; a piece may begin with that.
        let before = lines_end(rest, start);
        let ends = rest[before..start].iter().filter(|byte| **byte == b'\n');
        let begin = match (before, ends.count()) {
            (_, 0) | (1.., 1) => return found,
            (0, _) => 0,
            _ => row_end(rest, before),
        };
        found = Trailer {
            begin,
            rows: Some(rows),
        };
        rest = &rest[..begin];
    }
}

/// Whether this may be the beginning of it, as far as it is there.
pub(super) fn may_begin(bytes: &[u8], from: usize, row: &[u8]) -> bool {
    let rest = bytes.get(from..).and_then(|rest| rest.strip_prefix(row));
    matches!(rest, Some([] | [b'(', ..]))
}

/// `(12 rows affected)`, in whatever language: in parentheses, with words and one number. `(Righe interessate: 12)` has
/// it at the end.
fn rows_in(line: &[u8]) -> Option<u64> {
    let inner = line.strip_prefix(b"(")?.strip_suffix(b")")?;
    if inner.len() > 120 || inner.contains(&b'\n') {
        return None;
    }
    let mut numbers = inner
        .split(|byte| !byte.is_ascii_digit())
        .filter(|number| !number.is_empty());
    let number = numbers.next()?;
    let words = inner
        .iter()
        .any(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
    let plain = inner
        .iter()
        .all(|byte| !matches!(byte, b',' | b';' | b'\t' | b'|' | b'"'));
    if numbers.next().is_some() || !words || !plain {
        return None;
    }
    str::from_utf8(number).ok()?.parse().ok()
}

/// `Completion time: 2020-03-01T10:00:00`, in whatever language.
fn tells_time(line: &[u8]) -> bool {
    let Some(colon) = line.windows(2).position(|pair| pair == b": ") else {
        return false;
    };
    let (words, time) = (&line[..colon], &line[colon + 2..]);
    let digit = |at: usize| time.get(at).is_some_and(u8::is_ascii_digit);
    let sign = |at: usize, sign: u8| time.get(at) == Some(&sign);
    words.len() < 80
        && time.len() < 50
        && !words
            .iter()
            .any(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b';' | b'\t' | b'|'))
        && digit(0)
        && sign(4, b'-')
        && sign(7, b'-')
        && sign(10, b'T')
        && sign(13, b':')
}

/// Where the line that ends here begins.
fn line_start(bytes: &[u8], end: usize) -> usize {
    memchr::memrchr(b'\n', &bytes[..end]).map_or(0, |at| at + 1)
}

/// Without the line ends before this place.
fn lines_end(bytes: &[u8], end: usize) -> usize {
    let ends = bytes[..end].iter().rev();
    end - ends
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .count()
}

/// With one line end behind this place.
fn row_end(bytes: &[u8], at: usize) -> usize {
    match &bytes[at..] {
        [b'\r', b'\n', ..] => at + 2,
        [b'\n', ..] => at + 1,
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> &str {
        &text[..find(text.as_bytes()).begin]
    }

    #[test]
    fn the_number_of_rows_is_no_row() {
        assert_eq!(rows("1,a\r\n\r\n(1 rows affected)\r\n"), "1,a\r\n");
        assert_eq!(rows("1,a\n\n(12 Zeilen betroffen)\n"), "1,a\n");
        assert_eq!(
            rows("1,a\r\n\r\n(1 row affected)\r\n\r\n\r\nCompletion time: 2020-03-01T10:00:00\r\n"),
            "1,a\r\n"
        );
        assert_eq!(rows("\r\n(0 rows affected)\r\n"), "");
        for said in [
            "(12 row(s) affected)",
            "(12 Zeilen betroffen)",
            "(12 lignes affectées)",
            "(Righe interessate: 12)",
            "(12 行受影响)",
            "(12개 행이 영향을 받음)",
            "(12 rows affected)\r\n\r\nAbschlusszeit: 2020-03-01T10:00:00.1234567+01:00",
            "(12 rows affected)\r\n\r\n(1 row affected)",
        ] {
            let text = format!("1,a\r\n\r\n{said}\r\n");
            let found = find(text.as_bytes());
            assert_eq!((found.begin, found.rows), (5, Some(12)), "{said}");
        }
    }

    #[test]
    fn whatever_else_is_data() {
        for text in [
            "1,a\r\n",
            "1,(2 rows)\n",
            "1,a\n(1 rows affected)\n",
            "(1 rows affected)\n",
            "",
            "1,a\n\n(rows)\n",
        ] {
            assert_eq!(rows(text), text);
        }
    }
}
