//! Extracts of the database: scripts, CSV and other separated text, what `bcp` and `sqlcmd` write, bacpac.
//!
//! Each form finds rows in its kind of file; from there on all are the same: rows of tables become a
//! [`Directory`](crate::directory::Directory) and a stream of messages in one place (`pool/`).

mod bacpac;
mod code_page;
mod database;
mod delimited;
mod encoding;
mod foreign;
mod form;
mod format_file;
mod formats;
#[cfg(test)]
mod fuzzing;
#[cfg(test)]
mod fuzzing_tests;
mod generations;
#[cfg(any(test, fuzzing))]
mod in_pieces;
mod listing;
mod native;
mod numbers;
mod options;
mod pieces;
mod pool;
mod reading;
mod recognise;
mod row;
pub mod schema;
mod script;
mod table;
mod table_rows;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use self::foreign::Foreign;
use self::pieces::SIZE;
use self::pool::{Built, MESSAGES, Pool, Records, Total, build, kind_of, unknown_columns};
use self::reading::{Context, Extract, Job, Outcome, read_all, read_in_order};
use self::recognise::{EXPECTED, Files, Other, What};
use self::table_rows::TableRows;
use super::package::buffers::Buffers;
use super::{Error, MemberReading, MemberState, Progress, ReadOptions, Reading, Skipped, Survey};
use crate::directory::{Unclaimed, UnclaimedReason};

#[cfg(fuzzing)]
#[doc(hidden)]
pub use database::catalogue::fuzzing::catalogue as fuzz_catalogue;
#[cfg(fuzzing)]
#[doc(hidden)]
pub use delimited::fuzzing::delimited as fuzz_delimited;
pub use encoding::CodePage;
pub use listing::{Listed, RowsReading, Take, WriteRow, describe, list, rows};
#[cfg(fuzzing)]
#[doc(hidden)]
pub use native::fuzzing::native as fuzz_native;
pub use options::ExtractOptions;
pub use row::{Row, Value};
#[cfg(fuzzing)]
#[doc(hidden)]
pub use script::fuzzing::script as fuzz_script;
pub use table::{Column, Kind, SqlType, Table, TableName};

pub(super) use recognise::is_extract;

/// Reads an extract.
pub(super) fn read<S: Survey>(
    input: &[PathBuf],
    options: &ReadOptions,
    survey: &S,
    progress: &Progress,
) -> Result<Reading<S::Total>, Error> {
    let shown = shown(input);
    let read = || {
        let files = open(input, options, progress)?;
        holds_chats(&files)?;
        let pool = Pool {
            survey,
            only_messages: false,
        };
        let buffers = Buffers::new(SIZE);
        let context = Context::new(&pool, options, &buffers, progress);
        let jobs = files.extracts.iter().map(|extract| Job {
            extract,
            context: &context,
        });
        let outcomes = read_all(jobs.collect(), options.threads);
        join(files, outcomes, survey)
    };
    let reading = read().map_err(|error| error.or_in_input(|| shown.clone()))?;
    Ok(Reading {
        input: shown,
        ..reading
    })
}

/// Reads the messages of an extract once more, and hands over what a survey makes of them, in order.
pub(crate) fn messages_in_order<S: Survey>(
    input: &[PathBuf],
    options: &ReadOptions,
    survey: &S,
    progress: &Progress,
    each: &mut (dyn FnMut(S::Run) -> Result<(), Error> + Send),
) -> Result<(), Error> {
    let files = open(input, options, progress)?;
    let messages = pool::Messages::new(survey, each);
    let buffers = Buffers::new(SIZE);
    let context = Context::new(&messages, options, &buffers, progress);
    for extract in &files.extracts {
        if !extract.may_hold(|table| kind_of(table) == Some(MESSAGES)) {
            progress.advance(extract.member.bytes);
            continue;
        }
        let job = Job {
            extract,
            context: &context,
        };
        read_in_order(&job, options.threads)?;
    }
    Ok(())
}

/// Makes sure that there may be a table of the schema: else any text that somebody names would be read as one.
fn holds_chats(files: &Files) -> Result<(), Error> {
    let known = |table: &Table| kind_of(table).is_some();
    let may = |extract: &Extract| extract.may_hold(known);
    if files.extracts.iter().any(may) || files.tables.iter().any(|table| known(table)) {
        return Ok(());
    }
    Err(Error::new("this is neither an export package nor an extract with tables of the chat database")
        .expected(EXPECTED)
        .hint("a file that does not say which table it holds has to be called like the table: dbo.tblChat.csv; pchat tables shows the tables of any extract"))
}

/// Looks into all files.
fn open(input: &[PathBuf], options: &ReadOptions, progress: &Progress) -> Result<Files, Error> {
    let files = recognise::open(input, &options.extract)?;
    let all = files.extracts.iter().map(|extract| extract.member.bytes);
    progress.expect(all.fold(0, u64::saturating_add));
    Ok(files)
}

/// The paths as they were given, for messages.
pub(super) fn shown(input: &[PathBuf]) -> String {
    let paths = input.iter().map(|path| path.display().to_string());
    paths.collect::<Vec<_>>().join(", ")
}

/// Puts the files together, in the order of their names.
fn join<S: Survey>(
    files: Files,
    outcomes: Vec<Outcome<Pool<'_, S>>>,
    survey: &S,
) -> Result<Reading<S::Total>, Error> {
    let mut reading = Reading {
        input: String::new(),
        kind: "sql",
        directory: Default::default(),
        total: S::Total::default(),
        members: Vec::new(),
        unclaimed: Vec::new(),
        notices: Vec::new(),
        skipped: Skipped::default(),
    };
    let mut records = Records::default();
    let mut tables = TableRows::default();
    for table in &files.tables {
        tables.add(table, 0);
    }
    let mut values = BTreeMap::new();
    for (extract, outcome) in files.extracts.iter().zip(outcomes) {
        let name = &extract.member.name;
        let (total, skipped) = outcome.map_err(|error| error.in_member(name))?;
        let Total {
            survey: messages,
            records: mut own,
            tables: mut rows,
        } = total;
        for table in extract.form.tables() {
            rows.add(&table, 0);
        }
        let rows = rows.into_list();
        survey.merge(&mut reading.total, messages);
        reading.skipped.merge(skipped);
        let notices = extract.form.notices().into_iter();
        reading
            .notices
            .extend(notices.map(|notice| format!("{name}: {notice}")));
        let census = census(&rows);
        let unknown = std::mem::take(&mut own.unknown_values);
        let claimed = |path: &str, count, reason| Unclaimed {
            member: name.clone(),
            path: path.to_owned(),
            count,
            reason,
        };
        let paths = census.iter();
        (reading.unclaimed)
            .extend(paths.map(|(path, count, reason)| claimed(path, *count, *reason)));
        let state = state(&rows, census.is_empty() && unknown.is_empty());
        for (column, count) in unknown {
            reading
                .unclaimed
                .push(claimed(&column, count, UnclaimedReason::UnknownValue));
            *values.entry(column).or_insert(0) += count;
        }
        reading
            .members
            .push(member(extract, &own, &rows, state, census));
        records.absorb(own);
        for (table, count) in rows {
            tables.add(&table, count);
        }
    }
    promised(files.promised, tables.sum(), &reading.skipped)?;
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
    reading.notices.extend(generations::notice(tables.list()));
    Ok(reading)
}

impl<T> Reading<T> {
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
            What::Foreign(Foreign { what, hint, .. }) => {
                let notice = format!("{name} is {what}, and was not read: {hint}.");
                self.notices.push(notice);
                (MemberState::NoExtract, "")
            }
            What::Unknown => (MemberState::NoExtract, ""),
        };
        self.members.push(MemberReading {
            name: name.clone(),
            bytes: member.bytes,
            packed: member.packed,
            crc: member.crc(),
            method: method.to_owned(),
            encoding: String::new(),
            state,
            holds: Vec::new(),
            census: Vec::new(),
        });
    }
}

/// Makes sure that all rows were there that the input says it holds.
fn promised(promised: Option<u64>, found: u64, skipped: &Skipped) -> Result<(), Error> {
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

fn member(
    extract: &Extract,
    records: &Records,
    rows: &[(Arc<Table>, u64)],
    state: MemberState,
    census: Vec<(String, u64, UnclaimedReason)>,
) -> MemberReading {
    let member = &extract.member;
    MemberReading {
        name: member.name.clone(),
        bytes: member.bytes,
        packed: member.packed,
        crc: member.crc(),
        method: extract.method.clone(),
        encoding: extract.detected.encoding.name(),
        state,
        holds: records.holds(rows),
        census: census
            .into_iter()
            .map(|(path, count, _)| (path, count))
            .collect(),
    }
}
