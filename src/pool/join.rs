//! Puts what was read of the files together.

use crate::wording::Sentence;
use std::sync::Arc;

use super::binding::Meaning;
use super::fault::{FileKind, Notice};
use super::file_read::{FileRead, plain};
use super::{generations, nearly};
use crate::directory::{StatedCollation, Unclaimed, UnclaimedReason};
use crate::input::{Error, Skipped, Stamps};
use crate::pool::{Built, Pool, Records, build, is_known, makes_pool, unknown_columns};
use crate::reading::{InputKind, MemberReading, MemberState, Reading, Survey};
use crate::sqlserver::extract::Extract;
use crate::sqlserver::file::{Other, OtherKind, Stated};
use crate::sqlserver::files::{Files, left_out, promised, some_table};
use crate::sqlserver::reading::Outcome;
use crate::sqlserver::rows::table_rows::TableRows;
use crate::sqlserver::unread::unread;
use crate::sqlserver::{Options, Table, Unreadable};

/// Whether an extract is read where only the chats matter. Of a database, tables of other things are left alone: how
/// many rows they have stands in its catalogue. Of a bacpac, those that cannot be read.
pub(super) fn is_read(extract: &Extract) -> bool {
    let counted = matches!(extract, Extract::Table(_));
    let can_wait = counted || extract.problem().is_some();
    !can_wait || extract.may_hold(is_known)
}

/// Puts the files together, in their order. There is an outcome for each extract that is read.
pub(super) fn join<S: Survey>(
    files: Files,
    outcomes: Vec<Option<Outcome<Pool<'_, S>>>>,
    survey: &S,
    options: Options<'_>,
) -> Result<Reading<S::Total>, Error> {
    let mut reading = Reading {
        input: String::new(),
        kind: InputKind::Extract,
        directory: Default::default(),
        total: S::Total::default(),
        members: Vec::new(),
        unclaimed: Vec::new(),
        notices: Vec::new(),
        skipped: files.skipped,
        databases: (files.databases.iter())
            .map(|it| it.facts.clone())
            .collect(),
        unreadable: Vec::new(),
        collation: None,
        is_empty: false,
        misnamed: None,
        stamps: Stamps::default(),
    };
    let mut read: Vec<FileRead<'_>> = files.bacpacs.iter().map(FileRead::of_bacpac).collect();
    for (extract, outcome) in files.extracts.iter().zip(outcomes) {
        let uncounted = outcome.is_none();
        let (total, skipped) = outcome
            .transpose()
            .map_err(|error| error.in_member(extract.name()))?
            .unwrap_or_default();
        survey.merge(&mut reading.total, total.survey);
        let found = (!uncounted).then(|| total.tables.sum());
        reading.notices.extend(extract.miscounted(found, &skipped));
        let file = FileRead::of(extract, &mut read);
        if let Some(file) = file {
            file.skipped += skipped.count;
            file.records.absorb(total.records);
            file.tables.absorb(total.tables);
            let rows = if uncounted { extract.counted() } else { 0 };
            for table in extract.tables() {
                file.tables.add(&table, rows);
            }
            if let Some(problem) = extract.problem() {
                file.cannot_read(extract, &problem);
            }
        }
        reading.skipped.merge(skipped);
    }
    let mut records = Records::default();
    let mut tables = TableRows::default();
    for (at, file) in read.into_iter().enumerate() {
        if let Some(bacpac) = files.bacpacs.get(at) {
            let rows = file.unreadable.is_empty().then(|| file.tables.sum());
            promised(bacpac, rows, file.skipped)?;
        }
        let (of_file, of_tables) = reading.file(file);
        records.absorb(of_file);
        tables.absorb(of_tables);
    }
    some_table(tables.list(), &files.databases, &files.others)?;
    let notes = left_out(&files.others, &files.aside);
    reading.notices.extend(notes);
    reading.notices.extend(files.notices);
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
    reading.notices.extend(
        nearly::notices(tables.list())
            .into_iter()
            .map(Sentence::from),
    );
    reading
        .notices
        .extend(generations::notice(tables.list()).map(Sentence::from));
    let mut stated = files.collations;
    stated.extend(files.extracts.iter().filter_map(Extract::collation));
    reading
        .notices
        .extend(differing(&stated).map(Sentence::from));
    reading.collation = stated.iter().find_map(followed);
    if reading.collation.is_none() {
        reading
            .notices
            .extend(stated.first().map(not_followed).map(Sentence::from));
    }
    Ok(reading)
}

/// A collation that is stated and known.
fn followed(stated: &Stated) -> Option<StatedCollation> {
    let collation = stated.name.parse().ok()?;
    let by = stated.by.to_string();
    Some(StatedCollation { collation, by })
}

/// That none of those that are stated is known.
fn not_followed(Stated { name, by }: &Stated) -> Notice {
    Notice::UnknownCollation {
        name: name.clone(),
        by: by.clone(),
    }
}

/// That several collations are stated.
fn differing(stated: &[Stated]) -> Option<Notice> {
    let first = stated.first()?;
    let other = stated
        .iter()
        .find(|it| !it.name.eq_ignore_ascii_case(&first.name))?;
    Some(Notice::TwoCollations {
        name: first.name.clone(),
        by: first.by.clone(),
        other: other.name.clone(),
        other_by: other.by.clone(),
    })
}

impl<T> Reading<T> {
    /// Takes over a file with rows: gives its records and tables back.
    fn file(&mut self, file: FileRead<'_>) -> (Records, TableRows) {
        let FileRead {
            member,
            mut records,
            tables,
            notices,
            unreadable,
            ..
        } = file;
        let name = &member.name;
        let notices = notices.into_iter();
        self.notices.extend(notices.map(|notice| {
            Sentence::from(Notice::OfFile {
                file: name.clone(),
                notice,
            })
        }));
        let census = census(tables.list(), &unreadable);
        let unknown = std::mem::take(&mut records.unknown_values);
        let claimed = |path: String, count, reason| Unclaimed {
            member: name.clone(),
            path,
            count,
            reason,
        };
        let paths = census.iter();
        (self.unclaimed)
            .extend(paths.map(|(path, count, reason)| claimed(path.clone(), *count, *reason)));
        let all_known = census.is_empty() && unknown.is_empty() && unreadable.is_empty();
        let state = state(tables.list(), all_known);
        self.unreadable.extend(unreadable);
        let values = unknown.into_iter();
        (self.unclaimed).extend(
            values.map(|(column, count)| claimed(column, count, UnclaimedReason::UnknownValue)),
        );
        let census = census.into_iter();
        self.members.push(MemberReading {
            state,
            holds: records.holds(tables.list()),
            census: census.map(|(path, count, _)| (path, count)).collect(),
            ..member
        });
        (records, tables)
    }

    /// Takes over a file without rows.
    fn other(&mut self, other: Other) {
        let Other { member, what } = other;
        let name = &member.name;
        if what == OtherKind::Unknown {
            self.unclaimed.push(Unclaimed {
                member: name.clone(),
                path: String::new(),
                count: 1,
                reason: UnclaimedReason::NoExtract,
            });
        }
        let (state, method) = match what {
            OtherKind::Format => (MemberState::Understood, FileKind::FormatFile.to_string()),
            OtherKind::Log => (MemberState::NoExtract, FileKind::Log.to_string()),
            OtherKind::Backup => (MemberState::NoExtract, FileKind::Backup.to_string()),
            OtherKind::OfDatabase => (MemberState::Understood, FileKind::OfDatabase.to_string()),
            OtherKind::Foreign(foreign) => (MemberState::NoExtract, foreign.what.to_string()),
            OtherKind::Unknown => (MemberState::NoExtract, String::new()),
        };
        self.members.push(MemberReading {
            method,
            state,
            ..plain(&member)
        });
    }
}

/// Whether the tables are those of the chat database, and nothing of a pool is in them.
fn is_empty(rows: &[(Arc<Table>, u64)], skipped: &Skipped) -> bool {
    let known = rows.iter().any(|(table, _)| is_used(table));
    let has = |(table, rows): &(Arc<Table>, u64)| *rows > 0 && makes_pool(table);
    known && skipped.count == 0 && !rows.iter().any(has)
}

/// Whether rows of a table are read.
fn is_used(table: &Table) -> bool {
    makes_pool(table) || Meaning::of(table) == Meaning::RoleType
}

/// Tables and columns that the schema does not have, with the number of rows. Tables of which it is not known are left
/// to the remarks.
fn census(
    rows: &[(Arc<Table>, u64)],
    unreadable: &[Unreadable],
) -> Vec<(String, u64, UnclaimedReason)> {
    let mut census = Vec::new();
    for (table, count) in rows {
        if !is_known(table) {
            let name = table.name.to_string();
            let is_uncounted = |it: &Unreadable| it.rows.is_none() && it.table == name;
            if unreadable.iter().any(is_uncounted) {
                continue;
            }
            census.push((name, *count, UnclaimedReason::UnknownTable));
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
    let known = rows.iter().any(|(table, _)| is_known(table));
    if known {
        MemberState::PartlyUnderstood
    } else {
        MemberState::NotUnderstood
    }
}
