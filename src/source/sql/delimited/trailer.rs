//! What sqlcmd and Management Studio write behind the rows: a blank line, and how many rows there are.

/// Where the rows end: before that, if it is there.
pub(super) fn begin(bytes: &[u8]) -> usize {
    let mut end = lines_end(bytes, bytes.len());
    let mut start = line_start(bytes, end);
    // Management Studio also says when it was done.
    if bytes[start..end].starts_with(b"Completion time:") {
        end = lines_end(bytes, start);
        start = line_start(bytes, end);
    }
    if !tells_rows(&bytes[start..end]) {
        return bytes.len();
    }
    // Only behind a blank line; a piece may begin with that.
    let before = lines_end(bytes, start);
    let ends = bytes[before..start].iter().filter(|byte| **byte == b'\n');
    match (before, ends.count()) {
        (_, 0) | (1.., 1) => bytes.len(),
        (0, _) => 0,
        _ => row_end(bytes, before),
    }
}

/// Whether this may be the beginning of it, as far as it is there.
pub(super) fn may_begin(bytes: &[u8], from: usize, row: &[u8]) -> bool {
    let Some(rest) = bytes.get(from..).and_then(|rest| rest.strip_prefix(row)) else {
        return false;
    };
    match rest {
        [] => true,
        [b'(', digits @ ..] => digits.first().is_none_or(u8::is_ascii_digit),
        _ => false,
    }
}

/// `(12 rows affected)`, in whatever language.
fn tells_rows(line: &[u8]) -> bool {
    let inner = line
        .strip_prefix(b"(")
        .and_then(|line| line.strip_suffix(b")"));
    inner.is_some_and(|inner| {
        let digits = inner
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        digits > 0 && inner.get(digits) == Some(&b' ') && inner.len() < 80
    })
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
        &text[..begin(text.as_bytes())]
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
