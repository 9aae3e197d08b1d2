//! The tables of an extract as they are, whatever database they are from.

use std::path::PathBuf;
use std::sync::Arc;

use super::counted::{Count, Counted};
use super::extract::Extract;
use super::files::{Files, left_out, promised, some_table};
use super::once::{ReadOnce, RowKeys, read_once};
use super::unread::unread;
use super::{is_extract, open, shown};
use crate::input::{Error, Progress, Skipped, Stamps};
use crate::sqlserver::extract::uncounted;
use crate::sqlserver::rows::table_rows::TableRows;
use crate::sqlserver::{Options, Table, TableName};
use crate::wording::{Sentence, wording};

/// A table and how many rows it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name and columns.
    pub table: Arc<Table>,
    /// How many rows; `None` where they cannot be read, and nothing else says it.
    pub rows: Option<u64>,
}

/// What was read.
#[derive(Debug, Default)]
pub struct RowsReading {
    /// The tables, in the order of the input.
    pub tables: Vec<Listed>,
    /// Remarks on the input: sentences.
    pub notices: Vec<Sentence>,
    /// Rows that had to be left out.
    pub skipped: Skipped,
}

/// The tables of an extract, without their numbers of rows where it is possible to tell without reading all of them.
///
/// # Errors
/// Where it cannot be read: see [`Error`].
pub(crate) fn describe<K: RowKeys>(
    input: &[PathBuf],
    options: Options<'_>,
) -> Result<RowsReading, Error> {
    let progress = Progress::default();
    let files = in_input(input, || open_extract(input, options, &progress))?;
    if files.extracts.iter().any(Extract::learns) {
        return list::<K>(input, options, &progress);
    }
    let mut tables = TableRows::default();
    for table in files.bacpacs.iter().flat_map(|bacpac| &bacpac.tables) {
        tables.add(table, 0);
    }
    for table in files.extracts.iter().flat_map(Extract::tables) {
        tables.add(&table, 0);
    }
    Ok(RowsReading {
        tables: listed(tables, &[]),
        notices: Vec::new(),
        skipped: files.skipped,
    })
}

fn listed(tables: TableRows, uncounted: &[TableName]) -> Vec<Listed> {
    let tables = tables.into_list().into_iter();
    tables
        .map(|(table, rows)| {
            let is_counted = !uncounted.contains(&table.name);
            Listed {
                rows: is_counted.then_some(rows),
                table,
            }
        })
        .collect()
}

wording! {
    in "extract";
    /// What is said of an input.
    enum Remark {
        /// It is a package.
        Package,
        /// What was noticed in a file.
        Noticed { member: String, what: Sentence },
    }
}

/// A package has no tables.
pub(super) fn open_extract(
    input: &[PathBuf],
    options: Options<'_>,
    progress: &Progress,
) -> Result<Files, Error> {
    if !is_extract(input, options.limits, options.published)? {
        return Err(Error::new(Remark::Package));
    }
    open(input, options, progress)
}

/// Lists the tables of an extract.
///
/// # Errors
/// Where it cannot be read: see [`Error`].
pub(crate) fn list<K: RowKeys>(
    input: &[PathBuf],
    options: Options<'_>,
    progress: &Progress,
) -> Result<RowsReading, Error> {
    in_input(input, || {
        let open = || open_extract(input, options, progress);
        let ReadOnce {
            files,
            outcomes,
            notice,
        } = read_once(options, progress, open, is_counted, Count::<K>)?;
        let mut reading = RowsReading {
            skipped: files.skipped.clone(),
            notices: notice.into_iter().collect(),
            ..RowsReading::default()
        };
        let mut tables = TableRows::default();
        let mut of_bacpacs = vec![(Some(0), 0); files.bacpacs.len()];
        let mut not_counted = Vec::new();
        for table in files.bacpacs.iter().flat_map(|bacpac| &bacpac.tables) {
            tables.add(table, 0);
        }
        for (extract, outcome) in files.extracts.iter().zip(outcomes) {
            let uncounted = outcome.is_none();
            let (Counted { rows, .. }, skipped) = outcome
                .transpose()
                .map_err(|error| error.in_member(extract.name()))?
                .unwrap_or_default();
            let known = if uncounted { extract.counted() } else { 0 };
            for table in extract.tables() {
                tables.add(&table, known);
            }
            let found = (!uncounted).then(|| rows.sum());
            if let Extract::Stream(stream) = extract {
                let of_bacpac = stream.bacpac.and_then(|number| of_bacpacs.get_mut(number));
                if let Some((all, left)) = of_bacpac {
                    *all = all.zip(found).map(|(all, found)| all + found);
                    *left += skipped.count;
                }
                if let Some(problem) = extract.problem() {
                    for table in extract.tables() {
                        cannot_read(
                            &table.name,
                            &problem,
                            &mut not_counted,
                            &mut reading.notices,
                        );
                    }
                }
            }
            reading.notices.extend(extract.miscounted(found, &skipped));
            tables.absorb(rows);
            reading.skipped.merge(skipped);
        }
        for (bacpac, (found, left)) in files.bacpacs.iter().zip(of_bacpacs) {
            promised(bacpac, found, left)?;
        }
        reading.notices.extend(notices(&files));
        some_table(tables.list(), &files.databases, &files.others)?;
        reading.tables = listed(tables, &not_counted);
        let is_listed = |table: &Table| {
            let mut tables = reading.tables.iter();
            tables.any(|listed| {
                listed
                    .table
                    .name
                    .name
                    .eq_ignore_ascii_case(&table.name.name)
            })
        };
        let (notices, not_carried_out) = unread(&files.extracts, is_listed);
        reading.notices.extend(notices);
        reading.skipped.merge(not_carried_out);
        Ok(reading)
    })
}

pub(super) fn in_input<T>(
    input: &[PathBuf],
    read: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    let stamps = Stamps::of(input);
    let read = read().map_err(|error| error.or_in_input(|| shown(input)));
    stamps.check()?;
    read
}

/// Whether the rows of an extract can be counted by reading them. Where they cannot, the others are shown all the same.
fn is_counted(extract: &Extract) -> bool {
    extract.problem().is_none()
}

/// Notes that the rows of a table of a bacpac cannot be read; it may have several parts.
fn cannot_read(
    table: &TableName,
    problem: &Sentence,
    known: &mut Vec<TableName>,
    notices: &mut Vec<Sentence>,
) {
    if !known.contains(table) {
        notices.push(uncounted(table, problem));
        known.push(table.clone());
    }
}

pub(super) fn notices(files: &Files) -> Vec<Sentence> {
    let mut notices = left_out(&files.others, &files.aside);
    notices.extend(files.notices.iter().cloned());
    for extracts in files.extracts.chunk_by(Extract::is_of_one_file) {
        for extract in &extracts[..1] {
            let of_file = |what| {
                let member = extract.name().to_owned();
                Remark::Noticed { member, what }.into()
            };
            notices.extend(extract.notices().into_iter().map(of_file));
        }
    }
    notices
}
