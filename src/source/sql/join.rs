//! Puts what was read of the files together.

use std::sync::Arc;

use super::database::Database;
use super::extract::Extract;
use super::generations;
use super::pool::{Built, Pool, ROLE_TYPES, Records, build, kind_of, makes_pool, unknown_columns};
use super::reading::Outcome;
use super::recognise::{Files, Other, What};
use super::table::Table;
use super::table_rows::TableRows;
use super::unread::unread;
use crate::directory::{Unclaimed, UnclaimedReason};
use crate::source::package::archive::Member;
use crate::source::{Error, MemberReading, MemberState, ReadOptions, Reading, Skipped, Survey};
use crate::source::{aside, foreign};

/// What was read of one file, or of one database.
struct FileRead<'a> {
    /// One of its extracts: a database has one for each table.
    extract: &'a Extract,
    records: Records,
    tables: TableRows,
}

/// Whether an extract is read where only the chats matter. Of a database, tables of other things are left alone: how many
/// rows they have stands in its catalogue.
pub(super) fn is_read(extract: &Extract) -> bool {
    match extract {
        Extract::Stream(_) => true,
        Extract::Table(rows) => kind_of(&rows.stored.table).is_some(),
    }
}

/// Puts the files together, in their order. There is an outcome for each extract that is read.
pub(super) fn join<S: Survey>(
    files: Files,
    outcomes: Vec<Option<Outcome<Pool<'_, S>>>>,
    survey: &S,
    options: &ReadOptions,
) -> Result<Reading<S::Total>, Error> {
    let mut reading = Reading {
        input: String::new(),
        kind: "sql",
        directory: Default::default(),
        total: S::Total::default(),
        members: Vec::new(),
        unclaimed: Vec::new(),
        notices: Vec::new(),
        skipped: files.skipped,
        databases: (files.databases.iter())
            .map(|it| it.facts.clone())
            .collect(),
        is_empty: false,
    };
    let mut read: Vec<FileRead<'_>> = Vec::new();
    for (extract, outcome) in files.extracts.iter().zip(outcomes) {
        let uncounted = outcome.is_none();
        let (total, skipped) = outcome
            .transpose()
            .map_err(|error| error.in_member(extract.name()))?
            .unwrap_or_default();
        survey.merge(&mut reading.total, total.survey);
        let is_same = |file: &FileRead<'_>| file.extract.is_of_one_file(extract);
        if !read.last().is_some_and(is_same) {
            read.push(FileRead {
                extract,
                records: Records::default(),
                tables: TableRows::default(),
            });
        }
        let found = (!uncounted).then(|| total.tables.sum());
        reading.notices.extend(extract.miscounted(found, &skipped));
        reading.skipped.merge(skipped);
        if let Some(file) = read.last_mut() {
            file.records.absorb(total.records);
            file.tables.absorb(total.tables);
            let rows = if uncounted { extract.counted() } else { 0 };
            for table in extract.tables() {
                file.tables.add(&table, rows);
            }
        }
    }
    let mut records = Records::default();
    let mut tables = TableRows::default();
    for table in &files.tables {
        tables.add(table, 0);
    }
    for file in read {
        let (of_file, of_tables) = reading.file(file);
        records.absorb(of_file);
        tables.absorb(of_tables);
    }
    promised(files.promised, tables.sum(), &reading.skipped)?;
    some_table(tables.list(), &files.databases, &files.others)?;
    let notes = left_out(&files.others, &files.aside);
    reading.notices.extend(notes);
    for other in files.others {
        reading.other(other);
    }
    let Built {
        directory,
        unknown_values,
        skipped,
    } = build(records, tables.list())?;
    for (column, count) in unknown_values {
        reading.unclaimed.push(Unclaimed {
            member: column.split('.').next().unwrap_or_default().to_owned(),
            path: column,
            count,
            reason: UnclaimedReason::UnknownValue,
        });
    }
    reading.directory = directory;
    reading.skipped.merge(skipped);
    reading.is_empty = is_empty(tables.list(), &reading.skipped) && !options.extract.allow_empty;
    let (notices, not_carried_out) = unread(&files.extracts, is_used);
    reading.notices.extend(notices);
    reading.skipped.merge(not_carried_out);
    reading.notices.extend(generations::notice(tables.list()));
    Ok(reading)
}

impl<T> Reading<T> {
    /// Takes over a file with rows: gives its records and tables back.
    fn file(&mut self, file: FileRead<'_>) -> (Records, TableRows) {
        let FileRead {
            extract,
            mut records,
            tables,
        } = file;
        let name = extract.name();
        let notices = extract.notices().into_iter();
        self.notices
            .extend(notices.map(|notice| format!("{name}: {notice}")));
        let census = census(tables.list());
        let unknown = std::mem::take(&mut records.unknown_values);
        let claimed = |path: String, count, reason| Unclaimed {
            member: name.to_owned(),
            path,
            count,
            reason,
        };
        let paths = census.iter();
        (self.unclaimed)
            .extend(paths.map(|(path, count, reason)| claimed(path.clone(), *count, *reason)));
        let state = state(tables.list(), census.is_empty() && unknown.is_empty());
        let values = unknown.into_iter();
        (self.unclaimed).extend(
            values.map(|(column, count)| claimed(column, count, UnclaimedReason::UnknownValue)),
        );
        let census = census.into_iter();
        self.members.push(MemberReading {
            state,
            holds: records.holds(tables.list()),
            census: census.map(|(path, count, _)| (path, count)).collect(),
            ..before(extract)
        });
        (records, tables)
    }

    /// Takes over a file without rows.
    fn other(&mut self, other: Other) {
        let Other { member, what } = other;
        let name = &member.name;
        if what == What::Unknown {
            self.unclaimed.push(Unclaimed {
                member: name.clone(),
                path: String::new(),
                count: 1,
                reason: UnclaimedReason::NoExtract,
            });
        }
        let (state, method) = match what {
            What::Format => (MemberState::Understood, "format file"),
            What::Log => (MemberState::NoExtract, "log of the database, not replayed"),
            What::Backup => (
                MemberState::NoExtract,
                "backup that is not read: see the remarks",
            ),
            What::OfDatabase => (MemberState::Understood, "one more file of the database"),
            What::Foreign(foreign) => (MemberState::NoExtract, foreign.what),
            What::Unknown => (MemberState::NoExtract, ""),
        };
        self.members.push(MemberReading {
            method: method.to_owned(),
            state,
            ..plain(&member)
        });
    }
}

/// What is said of files that were not read: one note for those that are something else, and one for those that were not
/// looked at.
pub(super) fn left_out(others: &[Other], aside: &[String]) -> Vec<String> {
    let foreign: Vec<_> = others
        .iter()
        .filter_map(|other| match other.what {
            What::Foreign(foreign) => Some((&*other.member.name, foreign)),
            _ => None,
        })
        .collect();
    let notes = [foreign::note(&foreign), aside::note(aside)];
    notes.into_iter().flatten().collect()
}

/// What is known of a file before anything in it is.
fn plain(member: &Member) -> MemberReading {
    MemberReading {
        name: member.name.clone(),
        bytes: member.bytes,
        packed: member.packed,
        crc: member.crc(),
        method: String::new(),
        encoding: String::new(),
        state: MemberState::NotUnderstood,
        holds: Vec::new(),
        census: Vec::new(),
    }
}

/// What is known of the file of an extract before its rows are read.
fn before(extract: &Extract) -> MemberReading {
    let (member, encoding) = match extract {
        Extract::Stream(stream) => (&stream.member, stream.detected.encoding.name()),
        Extract::Table(rows) => (&rows.database.member, String::new()),
    };
    MemberReading {
        method: extract.method(),
        encoding,
        ..plain(member)
    }
}

/// Whether the tables are those of the chat database, and nothing of a pool is in them.
fn is_empty(rows: &[(Arc<Table>, u64)], skipped: &Skipped) -> bool {
    let known = rows.iter().any(|(table, _)| kind_of(table).is_some());
    let has = |(table, rows): &(Arc<Table>, u64)| *rows > 0 && makes_pool(table);
    known && skipped.count == 0 && !rows.iter().any(has)
}

/// Whether rows of a table are read.
fn is_used(table: &Table) -> bool {
    makes_pool(table) || kind_of(table) == Some(ROLE_TYPES)
}

/// A script that tells of no table at all is none with rows: of routines, or of another product.
pub(super) fn some_table(
    tables: &[(Arc<Table>, u64)],
    databases: &[Arc<Database>],
    others: &[Other],
) -> Result<(), Error> {
    if !tables.is_empty() || !databases.is_empty() || !others.is_empty() {
        return Ok(());
    }
    Err(Error::new("there is no table and no row in it: no INSERT, and no CREATE TABLE in the words of SQL Server")
        .expected("a script with the rows of tables, as the wizard Generate Scripts writes it with Schema and data")
        .hint("procedures and settings alone hold no data; of another product's database, extract the tables as CSV"))
}

/// Makes sure that all rows were there that the input says it holds.
pub(super) fn promised(promised: Option<u64>, found: u64, skipped: &Skipped) -> Result<(), Error> {
    match promised {
        Some(promised) if promised != found + skipped.count => Err(Error::new(format!(
            "the tables have {found} rows, where Origin.xml says {promised}"
        ))
        .expected("all parts of the bacpac, each as long as it was written")
        .hint("copy the bacpac again, or export it again")),
        _ => Ok(()),
    }
}

/// Tables and columns that the schema does not have, with the number of rows.
fn census(rows: &[(Arc<Table>, u64)]) -> Vec<(String, u64, UnclaimedReason)> {
    let mut census = Vec::new();
    for (table, count) in rows {
        if kind_of(table).is_none() {
            census.push((
                table.name.to_string(),
                *count,
                UnclaimedReason::UnknownTable,
            ));
        }
        for column in unknown_columns(table) {
            let path = format!("{}.{column}", table.name.name);
            census.push((path, *count, UnclaimedReason::UnknownColumn));
        }
    }
    census
}

fn state(rows: &[(Arc<Table>, u64)], all_known: bool) -> MemberState {
    if rows.is_empty() {
        return MemberState::NotUnderstood;
    }
    if all_known {
        return MemberState::Understood;
    }
    let known = rows.iter().any(|(table, _)| kind_of(table).is_some());
    if known {
        MemberState::PartlyUnderstood
    } else {
        MemberState::NotUnderstood
    }
}
