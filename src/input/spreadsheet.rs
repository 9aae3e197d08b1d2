//! Tables as spreadsheets save them: encodings, separators, and the line that something stands in.

/// The text of a file: UTF-8, or UTF-16 with a byte order mark, which is left out. A code page cannot be told from the
/// bytes, so it is refused rather than guessed: then this is the first byte that does not fit, where it is known.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, Option<usize>> {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding != encoding_rs::UTF_8 => encoding
            .decode_without_bom_handling_and_without_replacement(&bytes[mark..])
            .map(Into::into)
            .ok_or(None),
        mark => {
            let start = mark.map_or(0, |(_, mark)| mark);
            let text = std::str::from_utf8(&bytes[start..]);
            text.map(str::to_owned)
                .map_err(|error| Some(start + error.valid_up_to()))
        }
    }
}

/// What may separate columns; of equals the first one.
pub(crate) const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// What may stand above the header.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Preamble {
    /// Its bytes.
    pub(crate) length: usize,
    /// What separates cells, by its own word.
    pub(crate) separator: Option<u8>,
}

/// The lines above the header: `sep=;`, by which Excel is told what separates cells, and `#TYPE`, which Export-Csv of
/// Windows PowerShell writes unless told not to.
pub(crate) fn preamble(table: &str) -> Preamble {
    let mut preamble = Preamble::default();
    let mut at = 0;
    for line in table.split_inclusive('\n') {
        at += line.len();
        // A spreadsheet that took it for a row puts quotation marks around it, and separators behind.
        let line = line.trim_end_matches(['\r', '\n']);
        let word = line.trim_start_matches('"');
        let starts = |with: &str| {
            let start = word.get(..with.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(with))
        };
        if starts("sep=") {
            preamble.separator = word.as_bytes().get(4).copied().filter(u8::is_ascii);
        } else if !starts("#TYPE ") && !line.is_empty() {
            break;
        }
        if !line.is_empty() {
            preamble.length = at;
        }
    }
    preamble
}

/// The first line that is not empty.
pub(crate) fn header(table: &str) -> &str {
    let mut lines = table.lines();
    lines.find(|line| !line.is_empty()).unwrap_or_default()
}

/// What separates the header's columns: commas, but semicolons or tabs where the system's language has it so.
pub(crate) fn separator(table: &str) -> u8 {
    let header = header(table);
    let mut quoted = false;
    let mut counts = SEPARATORS.map(|separator| (separator, 0));
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        for (separator, count) in &mut counts {
            *count += usize::from(!quoted && byte == *separator);
        }
    }
    // The first of equals, for a header of one column.
    counts
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(separator, _)| separator)
}

/// The line, from 1, of the row that begins at this offset. The CSV library counts lines before it has read the second
/// half of a Windows line end.
pub(crate) fn line_of(text: &str, offset: usize) -> u64 {
    Lines::default().of(text, offset)
}

/// The lines of rows that are asked for in their order, without counting from the beginning for each of them.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    at: usize,
    ends: u64,
}

impl Lines {
    /// The line, from 1, of the row that begins at this offset.
    pub(crate) fn of(&mut self, text: &str, offset: usize) -> u64 {
        let bytes = text.as_bytes();
        let is_end = |byte: &&u8| matches!(byte, b'\r' | b'\n');
        let offset = offset.min(bytes.len());
        let start = offset + bytes[offset..].iter().take_while(is_end).count();
        let passed = bytes[self.at..start].iter();
        self.ends += passed.filter(|byte| **byte == b'\n').count() as u64;
        self.at = start;
        self.ends + 1
    }
}

/// The offset of a quotation mark that opens a field and is closed nowhere, so that everything behind it is one field.
pub(crate) fn unclosed_quote(text: &str, separator: u8) -> Option<usize> {
    let mut opened = None;
    let mut begins = true;
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        match (opened, byte) {
            (None, b'"') if begins => opened = Some(at),
            // Two of them stand for one.
            (Some(_), b'"') if bytes.next_if(|(_, next)| *next == b'"').is_none() => opened = None,
            _ => {}
        }
        begins = opened.is_none() && (byte == separator || matches!(byte, b'\r' | b'\n'));
    }
    opened
}

/// Whether a spreadsheet would take the text for a formula, or lose its beginning.
pub(crate) fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unicode_is_read_and_a_code_page_refused() {
        assert_eq!(decode("Büro".as_bytes()), Ok("Büro".into()));
        assert_eq!(decode("\u{feff}Büro".as_bytes()), Ok("Büro".into()));
        assert_eq!(decode(b"\xff\xfeB\0\xfc\0"), Ok("Bü".into()));
        assert_eq!(decode(b"\xef\xbb\xbfB\xfcro"), Err(Some(4)));
        assert_eq!(decode(b"\xff\xfeB\0\xfc"), Err(None));
    }

    #[test]
    fn what_stands_above_the_header_is_known() {
        let of = |table| {
            let Preamble { length, separator } = preamble(table);
            (length, separator)
        };
        assert_eq!(of("sep=;\r\nrule;kind\r\n"), (7, Some(b';')));
        assert_eq!(of("\"SEP=|\"\nrule|kind\n"), (8, Some(b'|')));
        assert_eq!(of("#TYPE System.Object\nrule\n"), (20, None));
        assert_eq!(of("\nrule,sep=;\n"), (0, None));
    }

    #[test]
    fn lines_are_those_that_an_editor_shows() {
        let text = "a\r\nb\r\n\r\nc\n";
        assert_eq!(line_of(text, 0), 1);
        // Where the library says that a row begins: behind the first half of the end of the last.
        assert_eq!(line_of(text, 2), 2);
        let mut lines = Lines::default();
        assert_eq!([lines.of(text, 2), lines.of(text, 5)], [2, 4]);
    }

    #[test]
    fn only_quotes_that_open_a_field_have_to_be_closed() {
        assert_eq!(
            unclosed_quote("a,\"b \"\"c\"\"\",\"\"\nd,5\" disk\n", b','),
            None
        );
        assert_eq!(unclosed_quote("a;\"b\nc;d\n", b';'), Some(2));
        assert_eq!(unclosed_quote("a;\"b\"\"\n", b';'), Some(2));
    }
}
