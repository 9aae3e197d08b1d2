//! A sheet that is written, cell by cell.

use std::collections::BTreeMap;
use std::io;

use rust_xlsxwriter::{DataValidation, IgnoreError, Table, TableColumn, TableStyle, Worksheet};

use super::looks::{Look, Looks};
use super::{io_error, texts};
use crate::time::Ticks;

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column<'a> {
    /// Its head.
    pub(crate) name: &'a str,
    /// How wide it is, in characters.
    pub(crate) width: u16,
    /// How its texts look.
    pub(crate) look: Look,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cell<'a> {
    /// Nothing.
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A count.
    Number(u64),
    /// A text: never a formula, whatever it begins with.
    Text(&'a str),
    /// A point in time, in UTC as all of them here.
    Time(Ticks),
}

/// Where the days of a spreadsheet are counted from, in days since 0001-01-01: 1899-12-30.
const FIRST_DAY: i64 = 693_593;

/// Ticks of a day.
const DAY: i64 = 864_000_000_000;

/// The first day that all spreadsheets count alike: 1900-03-01. Excel has a day before it that there never was.
const FIRST_SURE: i64 = 61;

/// Larger numbers would be rounded.
const MOST_EXACT: u64 = 999_999_999_999_999;

/// How high a line is, in points.
const HEIGHT: f64 = 15.0;

/// How many lines of a cell are shown.
const MOST_LINES: usize = 12;

/// How many places of a sheet have one drop-down in common: more would make its list of places too long.
const TOGETHER: usize = 500;

/// A column, and words that may be chosen in it.
type Choice = (u16, Vec<&'static str>);

/// A sheet that is written, cell by cell.
pub(crate) struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    looks: &'a Looks,
    columns: Vec<(Look, u16)>,
    /// Whether it is a page of names and values, without a table.
    is_page: bool,
    /// How many rows have a place.
    rows: u32,
    row: u32,
    column: u16,
    /// How many lines the texts of the row need.
    lines: usize,
    /// Where one of these words may be chosen: from which row to which.
    choices: BTreeMap<Choice, Vec<(u32, u32)>>,
}

impl<'a> Sheet<'a> {
    pub(super) fn with_table(
        sheet: &'a mut Worksheet,
        looks: &'a Looks,
        columns: &[Column<'_>],
        rows: usize,
    ) -> io::Result<Self> {
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        let last_column = u16::try_from(columns.len().max(1) - 1).unwrap_or(u16::MAX);
        let heads = texts::heads(columns.iter().map(|column| column.name));
        let heads: Vec<TableColumn> = heads
            .into_iter()
            .map(|head| {
                let column = TableColumn::new().set_header(head);
                column.set_header_format(looks.head.clone())
            })
            .collect();
        let mut table = || -> Result<(), rust_xlsxwriter::XlsxError> {
            for (at, column) in (0..).zip(columns) {
                sheet.set_column_width(at, column.width)?;
                // Cells without a look of their own have that of their column: so nothing is looked up for each of them.
                sheet.set_column_format(at, looks.of(column.look))?;
            }
            sheet.set_freeze_panes(1, 0)?;
            sheet.set_landscape().set_print_fit_to_pages(1, 0);
            sheet.set_repeat_rows(0, 0)?;
            // Ids are texts, even where all their characters are digits.
            let last_row = rows.max(1);
            let ignored = IgnoreError::NumberStoredAsText;
            sheet.ignore_error_range(0, 0, last_row, last_column, ignored)?;
            let table = Table::new()
                .set_columns(&heads)
                .set_style(TableStyle::Light1);
            sheet.add_table(0, 0, last_row, last_column, &table)?;
            Ok(())
        };
        table().map_err(io_error)?;
        Ok(Sheet {
            sheet,
            looks,
            columns: columns.iter().map(|it| (it.look, it.width)).collect(),
            is_page: false,
            rows,
            row: 1,
            column: 0,
            lines: 1,
            choices: BTreeMap::new(),
        })
    }

    pub(super) fn plain(
        sheet: &'a mut Worksheet,
        looks: &'a Looks,
        widths: &[u16],
    ) -> io::Result<Self> {
        for (at, width) in (0..).zip(widths) {
            sheet.set_column_width(at, *width).map_err(io_error)?;
            let look = looks.of(Look::Wrapped);
            sheet.set_column_format(at, look).map_err(io_error)?;
        }
        sheet.set_print_fit_to_pages(1, 0);
        Ok(Sheet {
            sheet,
            looks,
            columns: widths.iter().map(|width| (Look::Wrapped, *width)).collect(),
            is_page: true,
            rows: u32::MAX,
            row: 0,
            column: 0,
            lines: 1,
            choices: BTreeMap::new(),
        })
    }

    /// The next cell of the row. Rows that have no place are left out.
    pub(crate) fn cell(&mut self, cell: Cell<'_>) -> io::Result<()> {
        let (row, column) = (self.row, self.column);
        self.column += 1;
        if row > self.rows {
            return Ok(());
        }
        let shape = self.columns.get(usize::from(column));
        if let (Cell::Text(text), Some((Look::Wrapped, width))) = (cell, shape) {
            self.lines = self.lines.max(lines(text, *width));
        }
        let (sheet, looks) = (&mut *self.sheet, self.looks);
        let written = match cell {
            Cell::Nothing => return Ok(()),
            Cell::Flag(flag) => sheet.write_boolean(row, column, flag),
            Cell::Number(number) if number > MOST_EXACT => {
                sheet.write_string(row, column, number.to_string())
            }
            // Beside its name, and not at the other end of its cell.
            Cell::Number(number) if self.is_page => {
                sheet.write_number_with_format(row, column, number as f64, &looks.number_beside)
            }
            Cell::Number(number) => sheet.write_number(row, column, number as f64),
            Cell::Text(text) => sheet.write_string(row, column, texts::fitting(text)),
            Cell::Time(time) => match day(time) {
                Some(day) if self.is_page => {
                    sheet.write_number_with_format(row, column, day, &looks.time_beside)
                }
                Some(day) => sheet.write_number_with_format(row, column, day, &looks.time),
                None => sheet.write_string(row, column, time.to_string()),
            },
        };
        written.map(drop).map_err(io_error)
    }

    /// Which column the next cell is in, from 0.
    pub(crate) fn column(&self) -> usize {
        usize::from(self.column)
    }

    /// The next cell of the row, with a text that can be replaced by another of these words.
    pub(crate) fn choice(&mut self, text: &str, words: Vec<&'static str>) -> io::Result<()> {
        if self.row <= self.rows && !words.is_empty() {
            let places = self.choices.entry((self.column, words)).or_default();
            match places.last_mut() {
                Some((_, last)) if *last + 1 == self.row => *last = self.row,
                _ => places.push((self.row, self.row)),
            }
        }
        self.cell(Cell::Text(text))
    }

    /// A heading, alone in its row.
    pub(crate) fn title(&mut self, text: &str) -> io::Result<()> {
        let text = texts::fitting(text);
        self.sheet
            .write_string_with_format(self.row, 0, text, &self.looks.title)
            .map_err(io_error)?;
        self.end_row()
    }

    /// The next row.
    pub(crate) fn end_row(&mut self) -> io::Result<()> {
        // Not every spreadsheet finds out how high a row has to be.
        if self.lines > 1 && self.row <= self.rows {
            let height = HEIGHT * self.lines as f64;
            self.sheet
                .set_row_height(self.row, height)
                .map_err(io_error)?;
        }
        self.row += 1;
        self.column = 0;
        self.lines = 1;
        Ok(())
    }

    /// No more rows.
    pub(crate) fn end(self) -> io::Result<()> {
        for ((column, words), places) in &self.choices {
            let of_words = DataValidation::new()
                .allow_list_strings(words)
                .map_err(io_error)?;
            let letter = rust_xlsxwriter::utility::column_number_to_name(*column);
            for places in places.chunks(TOGETHER) {
                let range = |(first, last): &(u32, u32)| {
                    format!("{letter}{}:{letter}{}", first + 1, last + 1)
                };
                let ranges: Vec<String> = places.iter().map(range).collect();
                let of_places = of_words.clone().set_multi_range(ranges.join(" "));
                let (first, last) = (places[0].0, places[places.len() - 1].1);
                self.sheet
                    .add_data_validation(first, *column, last, *column, &of_places)
                    .map_err(io_error)?;
            }
        }
        Ok(())
    }
}

/// How many lines a text needs in a column of so many characters, but not without end.
fn lines(text: &str, width: u16) -> usize {
    let lines = text.lines().take(MOST_LINES);
    // Of usual letters more fit than of digits, by which widths are counted.
    let width = usize::from(width + width / 8).max(1);
    let count = |line: &str| line.chars().count().div_ceil(width);
    let needed: usize = lines.map(|line| count(line).max(1)).sum();
    needed.clamp(1, MOST_LINES)
}

/// The time as a spreadsheet counts: days, with the time of day as a fraction.
fn day(time: Ticks) -> Option<f64> {
    let ticks = time.0 - FIRST_DAY * DAY;
    let day = ticks.div_euclid(DAY);
    (day >= FIRST_SURE).then(|| day as f64 + ticks.rem_euclid(DAY) as f64 / DAY as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_spreadsheets_count() {
        let of = |text| day(Ticks::parse(text).unwrap());
        assert_eq!(of("1900-03-01"), Some(61.0));
        assert_eq!(of("2012-05-01T12:00"), Some(41_030.5));
        assert_eq!(of("1900-02-28"), None);
        assert_eq!(of("9999-12-31"), Some(2_958_465.0));
    }
}
