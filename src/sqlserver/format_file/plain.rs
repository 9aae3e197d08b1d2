//! Format files that are no XML: a line for each field.

use super::super::collation::{code_page_of_name, is_of_names};
use super::{Field, FormatFile, Host, words};
use crate::input::Error;
use crate::sqlserver::Column;

const LINE: &str = "number, host type, prefix length, length, terminator in quotes, number of the column, its name and its collation";

/// The version that the first line of such a file is; nothing else stands in it.
pub(super) fn version(line: &str) -> Option<u8> {
    let (major, minor) = line.trim().split_once('.')?;
    let digits = |text: &str| text.len() <= 2 && text.bytes().all(|it| it.is_ascii_digit());
    if !digits(major) || !digits(minor) || minor.is_empty() {
        return None;
    }
    major.parse().ok().filter(|major| (6..=17).contains(major))
}

pub(super) fn parse(text: &str) -> Result<FormatFile, Error> {
    let mut lines = text.lines().zip(1..);
    let wrong = |line: usize, what: &str, expected: &str| {
        Error::new(what)
            .inside(format!("line {line}"))
            .expected(expected)
    };
    let first = lines.next().and_then(|(line, _)| version(line));
    if first.is_none() {
        return Err(wrong(
            1,
            "the file is no format file of bcp",
            "a version such as 11.0 alone on the first line, or XML with BCPFORMAT",
        ));
    }
    let count = lines
        .next()
        .and_then(|(line, _)| line.trim().parse::<usize>().ok());
    let count = count.ok_or_else(|| {
        wrong(
            2,
            "the line is no number of fields",
            "how many fields a row has",
        )
    })?;
    let mut fields: Vec<Described<'_>> = Vec::new();
    let mut last = 2;
    for (line, number) in lines {
        last = number;
        if line.trim().is_empty() {
            continue;
        }
        let field = field(line).map_err(|what| wrong(number, &what, LINE))?;
        fields.push(field);
    }
    if fields.len() != count || count == 0 {
        let what = format!(
            "the file describes {} fields, and its second line says {count}",
            fields.len()
        );
        return Err(wrong(last, &what, "a line for each field"));
    }
    Ok(in_order(fields))
}

/// One line.
fn field(line: &str) -> Result<Described<'_>, String> {
    let mut rest = Rest(line);
    let _order = rest.number("the number of the field")?;
    let name = rest.word().unwrap_or_default();
    let host =
        words::host(name).ok_or_else(|| format!("{name:?} is not a host type that pchat knows"))?;
    let prefix = rest.number("the prefix length")?;
    if !matches!(prefix, 0 | 1 | 2 | 4 | 8) {
        return Err(format!(
            "{prefix} is no length of a prefix: these have 0, 1, 2, 4 or 8 bytes"
        ));
    }
    let length = rest.number("the length")?;
    let terminator = rest
        .quoted()
        .ok_or("the terminator does not stand in quotes")?;
    let terminator = words::terminator(terminator).ok_or_else(|| format!("{terminator:?} is no terminator: behind a backslash stands one of t, n, r, 0, \\ and \""))?;
    let column = rest.number("the number of the column")?;
    let (name, collation) = rest.name();
    let field = Field {
        page: code_page_of_name(collation).filter(|_| host == Host::Char),
        host,
        prefix: prefix as u8,
        length,
        terminator,
        column: None,
    };
    Ok(Described {
        field,
        column,
        name,
        collation,
    })
}

/// What a line says.
struct Described<'a> {
    field: Field,
    /// The number of its column in the table; 0 where it goes to none.
    column: u32,
    name: &'a str,
    collation: &'a str,
}

/// The columns in the order of the table.
fn in_order(described: Vec<Described<'_>>) -> FormatFile {
    let mut order: Vec<usize> = (0..described.len()).collect();
    order.retain(|at| described.get(*at).is_some_and(|it| it.column > 0));
    order.sort_by_key(|at| described.get(*at).map(|it| it.column));
    let mut places = vec![None; described.len()];
    for (place, at) in order.iter().enumerate() {
        if let Some(of_field) = places.get_mut(*at) {
            *of_field = Some(place);
        }
    }
    let mut file = FormatFile::default();
    for (described, place) in described.into_iter().zip(places) {
        let Described {
            mut field,
            name,
            collation,
            ..
        } = described;
        if is_of_names(name) && !matches!(collation, "" | "\"\"") {
            file.collation = Some(collation.to_owned());
        }
        field.column = place;
        file.columns.push(Column {
            name: name.into(),
            // It is not given wholly: a decimal, or a time, has a scale.
            sql_type: None,
            nullable: true,
        });
        file.fields.push(field);
    }
    file.columns = order
        .iter()
        .filter_map(|at| file.columns.get(*at).cloned())
        .collect();
    file
}

/// What is left of a line.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn word(&mut self) -> Option<&'a str> {
        let rest = self.0.trim_start();
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        self.0 = behind;
        Some(word).filter(|word| !word.is_empty())
    }

    fn number(&mut self, what: &str) -> Result<u32, String> {
        let word = self.word().ok_or_else(|| format!("{what} is missing"))?;
        word.parse()
            .map_err(|_| format!("{what} is {word:?}, and that is no number"))
    }

    fn quoted(&mut self) -> Option<&'a str> {
        let rest = self.0.trim_start().strip_prefix('"')?;
        let mut escaped = false;
        let end = rest.find(|it: char| {
            let ends = it == '"' && !escaped;
            escaped = it == '\\' && !escaped;
            ends
        })?;
        self.0 = &rest[end + 1..];
        Some(&rest[..end])
    }

    /// The name of the column, which may hold blanks, and the collation behind it, which may be `""`.
    fn name(self) -> (&'a str, &'a str) {
        let rest = self.0.trim();
        let (name, collation) = rest
            .rsplit_once(char::is_whitespace)
            .map_or((rest, ""), |(name, collation)| (name.trim_end(), collation));
        let name = name
            .strip_prefix('"')
            .and_then(|name| name.strip_suffix('"'))
            .unwrap_or(name);
        (name, collation)
    }
}
