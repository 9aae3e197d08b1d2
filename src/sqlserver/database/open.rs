//! From files to databases: which of them belong together, and what each database says of itself.

use std::collections::BTreeSet;

use super::catalogue::{Catalogue, release};
use super::facts::DatabaseFacts;
use super::fault::{FileFault, GivenDatabase, Noticed};
use super::page::PAGE;
use super::{Database, OpenedDatabase, backups, data_files, intact};
use crate::input::Error;
use crate::input::members::Member;
use crate::sqlserver::database::found::{FileKind, FoundDatabase};
use crate::sqlserver::{Options, Published, TableName};

/// Opens the databases in these files.
///
/// # Errors
/// Where files of a database are missing, or one cannot be read.
pub(crate) fn open(
    files: Vec<(Member, FileKind)>,
    options: Options<'_>,
) -> Result<Vec<OpenedDatabase>, Error> {
    let (data, of_backups): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|(_, kind)| *kind == FileKind::Data);
    let data = data.into_iter().map(|(member, _)| member).collect();
    let mut found = data_files::open(data)?;
    if let Some(wanted) = &options.extract.database {
        let is_wanted =
            |found: &FoundDatabase| found.catalogue.name.to_lowercase() == wanted.to_lowercase();
        if of_backups.is_empty() && !found.iter().any(is_wanted) {
            let names = found.iter().map(|found| found.catalogue.name.clone());
            return Err(backups::no_database(wanted, names.collect()));
        }
        found.retain(is_wanted);
    }
    found.extend(backups::open(of_backups, options, !found.is_empty())?);
    let mut opened: Vec<OpenedDatabase> = Vec::new();
    for found in found {
        let next = opened_of(found, options);
        for other in &opened {
            if let Some(table) = shared(other, &next, options.published) {
                return Err(given_twice(table, &other.database, &next.database));
            }
        }
        opened.push(next);
    }
    Ok(opened)
}

/// The database as its catalogue describes it.
fn opened_of(found: FoundDatabase, options: Options<'_>) -> OpenedDatabase {
    let FoundDatabase {
        member,
        others,
        storage,
        catalogue,
        facts,
        mut notices,
    } = found;
    let Catalogue {
        version,
        created_as,
        name,
        collation,
        mut tables,
        mut damaged,
        notices: of_catalogue,
        ..
    } = catalogue;
    notices.extend(of_catalogue);
    for column in tables.iter_mut().flat_map(|table| &mut table.columns) {
        column.page = column.page.or(options.extract.code_page);
    }
    damaged.extend(intact::maps(&storage));
    damaged.sort_by_key(|(page, _)| *page);
    damaged.dedup_by_key(|(page, _)| *page);
    // What it can mean that the log is left alone: reference, sql-extracts, 6.8.
    let no_replay = match facts.backup {
        None => Noticed::NoReplay,
        Some(_) => Noticed::BackupNoReplay,
    };
    notices.push(no_replay.into());
    for table in &tables {
        if let Some(problem) = &table.problem {
            let no_rows = Noticed::NoRows {
                table: table.table.name.to_string(),
                why: problem.clone().into(),
            };
            notices.push(no_rows.into());
        }
    }
    let facts = DatabaseFacts {
        name,
        collation,
        version,
        release: release(version),
        created_as,
        created_by: release(created_as),
        pages: storage.size() / PAGE as u64,
        ..facts
    };
    OpenedDatabase {
        database: Database {
            member,
            storage,
            facts,
            notices,
            damaged,
        },
        tables,
        others,
    }
}

/// A table that has rows in both, and matters.
fn shared<'a>(
    one: &'a OpenedDatabase,
    other: &OpenedDatabase,
    published: &Published,
) -> Option<&'a TableName> {
    let lower = |name: &TableName| name.to_string().to_lowercase();
    let others: BTreeSet<String> = with_rows(other).map(lower).collect();
    with_rows(one).find(|name| !published.is_other(&name.name) && others.contains(&lower(name)))
}

/// The names of the tables that have rows.
fn with_rows(opened: &OpenedDatabase) -> impl Iterator<Item = &TableName> {
    let tables = opened.tables.iter().filter(|stored| stored.rows > 0);
    tables.map(|stored| &stored.table.name)
}

/// What it is called where one is chosen by its name: a backup has it too.
fn called(database: &Database) -> &str {
    let backup = database.facts.backup.as_ref();
    let sets = backup.into_iter().flat_map(|backup| &backup.sets);
    let mut read = sets.filter(|set| set.is_read && !set.database.is_empty());
    read.next()
        .map_or(&database.facts.name, |set| &set.database)
}

/// Two databases with the same tables are two states of one, or two pools: read together they would be neither.
fn given_twice(table: &TableName, one: &Database, other: &Database) -> Error {
    let given = |database: &Database| {
        let DatabaseFacts { kind, backup, .. } = &database.facts;
        GivenDatabase::Given {
            file: database.name().to_owned(),
            name: called(database).to_owned(),
            kind: *kind,
            is_backup: backup.is_some(),
            date: backup
                .as_ref()
                .map_or_else(String::new, |it| it.date.clone()),
        }
    };
    let [one_name, other_name] = [one, other].map(called);
    Error::new(FileFault::GivenTwice {
        table: table.to_string(),
        one: given(one),
        other: given(other),
        same_name: one_name.eq_ignore_ascii_case(other_name),
        one_name: one_name.to_owned(),
        other_name: other_name.to_owned(),
    })
}
