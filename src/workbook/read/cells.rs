//! The cells of a sheet.

use std::ops::ControlFlow;

use quick_xml::events::{BytesStart, Event};

use super::contents::{Contents, TextReader, meant};
use super::parts::{Part, add_text, attribute, each_until};
use super::{ReadCell, ReadRow, ReadValue, Unreadable, Wanted};
use crate::time::Ticks;

/// How many columns are looked at.
const MOST_COLUMNS: usize = 256;

/// How many cells all rows may have together.
const MOST_CELLS: usize = 10_000_000;

/// Whether the sheet is wanted, and its rows that hold something.
pub(super) fn read(
    part: Part<'_>,
    contents: &Contents,
    wanted: Wanted<'_>,
) -> Result<(bool, Vec<ReadRow>), Unreadable> {
    let mut reading = Reading {
        contents,
        rows: Vec::new(),
        cells: 0,
        row: 0,
        column: 0,
        open: None,
    };
    let mut is_wanted = None;
    let mut judge = |rows: &[ReadRow]| {
        let texts = || -> Vec<String> { rows[0].cells.iter().map(ReadCell::text).collect() };
        *is_wanted.get_or_insert_with(|| wanted(&texts()))
    };
    each_until(part, |event| {
        reading.look(event)?;
        Ok(match &reading.rows[..] {
            // The first row is whole.
            rows @ [_, _, ..] if !judge(rows) => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        })
    })?;
    let mut rows = reading.rows;
    let is_wanted = !rows.is_empty() && judge(&rows);
    if !is_wanted {
        rows.truncate(1);
    }
    Ok((is_wanted, rows))
}

struct Reading<'a> {
    contents: &'a Contents,
    rows: Vec<ReadRow>,
    cells: usize,
    /// The row that is open, from 1.
    row: u64,
    /// The column of the next cell, from 0.
    column: usize,
    open: Option<Open>,
}

/// The cell that is open.
#[derive(Default)]
struct Open {
    kind: String,
    look: usize,
    value: String,
    has_value: bool,
    is_formula: bool,
    /// Whether the value is open.
    is_inside: bool,
    text: TextReader,
}

impl Reading<'_> {
    fn look(&mut self, event: &Event<'_>) -> Result<(), Unreadable> {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "row" => self.begin_row(element),
                "c" => self.begin_cell(element),
                name => self.inside(name, event),
            },
            Event::Empty(element) => match element.local_name().as_ref() {
                "row" => self.begin_row(element),
                "c" => {
                    self.begin_cell(element);
                    self.open = None;
                    self.column += 1;
                }
                "f" => {
                    if let Some(open) = &mut self.open {
                        open.is_formula = true;
                    }
                }
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "c" => return self.end_cell(),
                "v" => {
                    if let Some(open) = &mut self.open {
                        open.is_inside = false;
                    }
                }
                _ => {
                    if let Some(open) = &mut self.open {
                        open.text.look(event);
                    }
                }
            },
            event => {
                if let Some(open) = &mut self.open {
                    match open.is_inside {
                        true => add_text(&mut open.value, event),
                        false => open.text.look(event),
                    }
                }
            }
        }
        Ok(())
    }

    fn begin_row(&mut self, element: &BytesStart<'_>) {
        let number = attribute(element, "r").and_then(|it| it.parse().ok());
        self.row = number.unwrap_or(self.row + 1);
        self.column = 0;
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>) {
        let of = |name| attribute(element, name);
        if let Some(column) = of("r").as_deref().and_then(column) {
            self.column = column;
        }
        self.open = Some(Open {
            kind: of("t").unwrap_or_default(),
            look: of("s").and_then(|it| it.parse().ok()).unwrap_or_default(),
            ..Open::default()
        });
    }

    fn inside(&mut self, name: &str, event: &Event<'_>) {
        let Some(open) = &mut self.open else { return };
        match name {
            "v" => {
                open.is_inside = true;
                open.has_value = true;
            }
            "f" => open.is_formula = true,
            _ => open.text.look(event),
        }
    }

    fn end_cell(&mut self) -> Result<(), Unreadable> {
        let Some(open) = self.open.take() else {
            return Ok(());
        };
        let column = self.column;
        self.column += 1;
        let is_formula = open.is_formula;
        let cell = ReadCell {
            value: self.value(open)?,
            is_formula,
        };
        if cell == ReadCell::default() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            return Err(Unreadable::TooLarge);
        }
        if self.rows.last().is_none_or(|row| row.number != self.row) {
            self.rows.push(ReadRow {
                number: self.row,
                cells: Vec::new(),
            });
        }
        if let Some(row) = self.rows.last_mut() {
            let before = row.cells.len();
            row.cells
                .resize(before.max(column + 1), ReadCell::default());
            self.cells += row.cells.len() - before;
            row.cells[column] = cell;
        }
        match self.cells > MOST_CELLS {
            true => Err(Unreadable::TooLarge),
            false => Ok(()),
        }
    }

    fn value(&self, mut open: Open) -> Result<ReadValue, Unreadable> {
        let text = |text: String| match text.is_empty() {
            true => ReadValue::Nothing,
            false => ReadValue::Text(text),
        };
        let value = open.value.trim();
        Ok(match open.kind.as_str() {
            "inlineStr" => text(open.text.take()),
            "s" if open.has_value => {
                let shared = value
                    .parse()
                    .ok()
                    .and_then(|at: usize| self.contents.texts.get(at));
                let shared = shared
                    .ok_or_else(|| Unreadable::Damaged(format!("xl/sharedStrings.xml: {value}")))?;
                text(shared.clone())
            }
            "str" => text(meant(&open.value)),
            "b" => ReadValue::Flag(matches!(value, "1" | "true")),
            "e" => ReadValue::Failed(value.to_owned()),
            "d" => ReadValue::Time(value.to_owned()),
            _ if value.is_empty() => ReadValue::Nothing,
            _ => match value.parse::<f64>() {
                Ok(number) if self.contents.of_times.contains(&open.look) => {
                    ReadValue::Time(time(number, self.contents.from_1904))
                }
                Ok(number) => ReadValue::Number(number),
                Err(_) => ReadValue::Text(value.to_owned()),
            },
        })
    }
}

/// The column of a place such as `AB12`, from 0.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let mut column = 0_usize;
    for letter in letters {
        let digit = usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(digit)?;
    }
    column.checked_sub(1)
}

/// A date and time as ISO 8601 has them; the number itself where it is none.
fn time(days: f64, from_1904: bool) -> String {
    const FIRST_DAY: i64 = 693_593;
    const SECONDS: f64 = 86_400.0;
    let first = FIRST_DAY + if from_1904 { 1_462 } else { 0 };
    let seconds = (days * SECONDS).round();
    if !(0.0..2_958_466.0 * SECONDS).contains(&seconds) {
        return days.to_string();
    }
    let seconds = seconds as i64 + first * 86_400;
    let shown = Ticks(seconds.saturating_mul(10_000_000)).to_string();
    let shown = shown.trim_end_matches('Z');
    shown.strip_suffix("T00:00:00").unwrap_or(shown).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_days_are_those_of_spreadsheets() {
        assert_eq!(column("A1"), Some(0));
        assert_eq!(column("XFD1048576"), Some(16_383));
        assert_eq!([column("7"), column("ZZZZZZZZZZZZZZZZZZZZ1")], [None; 2]);
        assert_eq!(time(41_030.5, false), "2012-05-01T12:00:00");
        assert_eq!(time(39_568.0, true), "2012-05-01");
        assert_eq!(time(-1.0, false), "-1");
    }
}
