//! Format files that are no XML: a line for each field.

use super::super::collation::{code_page_of_name, is_of_names};
use super::fault::{Expected, Part, Problem};
use super::{Field, FormatFile, Host, words};
use crate::input::Error;
use crate::sqlserver::Column;

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
    let wrong = |number: usize, what: Problem| {
        let line = Expected::AtLine { number };
        Error::new(what).inside(line.to_string())
    };
    let first = lines.next().and_then(|(line, _)| version(line));
    if first.is_none() {
        return Err(wrong(1, Problem::NoVersion));
    }
    let said = lines
        .next()
        .and_then(|(line, _)| line.trim().parse::<usize>().ok());
    let said = said.ok_or_else(|| wrong(2, Problem::NoCount))?;
    let mut fields: Vec<Described<'_>> = Vec::new();
    let mut last = 2;
    for (line, number) in lines {
        last = number;
        if line.trim().is_empty() {
            continue;
        }
        let field = field(line).map_err(|what| wrong(number, what).expected(Expected::Line))?;
        fields.push(field);
    }
    if fields.len() != said || said == 0 {
        let fields = fields.len();
        return Err(wrong(last, Problem::OtherCount { fields, said }));
    }
    Ok(in_order(fields))
}

/// One line.
fn field(line: &str) -> Result<Described<'_>, Problem> {
    let mut rest = Rest(line);
    let _order = rest.number(Part::FieldNumber)?;
    let name = rest.word().unwrap_or_default();
    let host = words::host(name).ok_or_else(|| Problem::UnknownHost { name: quoted(name) })?;
    let prefix = rest.number(Part::Prefix)?;
    if !matches!(prefix, 0 | 1 | 2 | 4 | 8) {
        return Err(Problem::PrefixLength { length: prefix });
    }
    let length = rest.number(Part::Length)?;
    let terminator = rest.quoted().ok_or(Problem::NoTerminator)?;
    let terminator = words::terminator(terminator).ok_or_else(|| Problem::WrongTerminator {
        terminator: quoted(terminator),
    })?;
    let column = rest.number(Part::ColumnNumber)?;
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

/// A word as it is shown: in quotes, with backslashes where they are needed.
pub(super) fn quoted(word: &str) -> String {
    format!("{word:?}")
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

    fn number(&mut self, part: Part) -> Result<u32, Problem> {
        let Some(word) = self.word() else {
            return Err(Problem::NumberMissing { part });
        };
        word.parse().map_err(|_| Problem::NoNumber {
            part,
            word: quoted(word),
        })
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
