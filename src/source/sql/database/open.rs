//! From files to databases: which of them belong together, and what each database says of itself.

use std::collections::BTreeSet;

use super::backup::{self, Media, Medium};
use super::bytes::u32_at;
use super::catalogue::{self, Catalogue, release};
use super::facts::DatabaseFacts;
use super::file::PlainFile;
use super::page::{PAGE, kind};
use super::storage::{Bytes, Storage};
use super::{Database, OpenedDatabase, compressed, data_files, intact};
use crate::source::Error;
use crate::source::package::archive::Member;
use crate::source::sql::options::ExtractOptions;
use crate::source::sql::recognise::What;
use crate::source::sql::schema;
use crate::source::sql::table::TableName;

/// What a file of a database is, by its first bytes (reference: sql-extracts, 1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// `.mdf`, `.ndf` or `.ldf`.
    Data,
    /// `.bak`, as it is.
    Backup,
    /// `.bak`, compressed.
    CompressedBackup,
}

impl FileKind {
    /// What a file is that begins like this.
    pub fn of(head: &[u8]) -> Option<Self> {
        // Page 0: other files that begin with these two bytes have something else where its number stands.
        let is_page_0 = u32_at(head, 32).unwrap_or_default() == 0;
        match head {
            [1, kind::FILE_HEADER, ..] if is_page_0 => Some(FileKind::Data),
            _ if head.starts_with(b"TAPE") => Some(FileKind::Backup),
            _ if head.starts_with(b"MSSQLBAK") => Some(FileKind::CompressedBackup),
            _ => None,
        }
    }
}

/// A database of which the files were put together: where its pages are, and what was said of them.
pub(super) struct Found {
    /// Its first file.
    pub member: Member,
    /// The others.
    pub others: Vec<(Member, What)>,
    pub storage: Storage,
    pub catalogue: Catalogue,
    /// What is known of its files.
    pub facts: DatabaseFacts,
    pub notices: Vec<String>,
}

/// Opens the databases in these files.
///
/// # Errors
/// Where files of a database are missing, or one cannot be read.
pub(crate) fn open(
    files: Vec<(Member, FileKind)>,
    options: &ExtractOptions,
) -> Result<Vec<OpenedDatabase>, Error> {
    let (data, backups): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|(_, kind)| *kind == FileKind::Data);
    let data = data.into_iter().map(|(member, _)| member).collect();
    let mut found = data_files::open(data)?;
    found.extend(open_backups(backups, options.set)?);
    let mut opened: Vec<OpenedDatabase> = Vec::new();
    for found in found {
        let next = opened_of(found, options);
        for other in &opened {
            if let Some(table) = shared(other, &next) {
                return Err(given_twice(table, &other.database, &next.database));
            }
        }
        opened.push(next);
    }
    Ok(opened)
}

/// The databases of these backups: those of one medium together.
fn open_backups(files: Vec<(Member, FileKind)>, set: Option<u32>) -> Result<Vec<Found>, Error> {
    let mut groups: Vec<Vec<Looked>> = Vec::new();
    for (member, kind) in files {
        let name = member.name.clone();
        let looked = look(member, kind).map_err(|error| error.in_member(&name))?;
        let group = groups.iter_mut().find(|group| looked.belongs_to(group));
        match group {
            Some(group) => group.push(looked),
            None => groups.push(vec![looked]),
        }
    }
    let opened = groups.into_iter().map(|group| open_backup(group, set));
    opened.collect()
}

/// A file of a backup, and what its blocks say.
struct Looked {
    member: Member,
    medium: Medium,
    media: Media,
    notices: Vec<String>,
}

impl Looked {
    /// Whether these are other files over which the same backups are striped.
    fn belongs_to(&self, group: &[Looked]) -> bool {
        let same = |other: &Looked| other.media.media_set == self.media.media_set;
        self.media.families > 1 && group.iter().any(same)
    }
}

fn look(member: Member, kind: FileKind) -> Result<Looked, Error> {
    let path = member.path().unwrap_or_else(|| member.name.as_ref());
    let file =
        PlainFile::open(path).map_err(|cause| Error::io("the file cannot be opened", cause))?;
    let compressed = kind == FileKind::CompressedBackup;
    let mut notices = Vec::new();
    let bytes: Box<dyn Bytes> = if compressed {
        let container = compressed::open(&member.name, Box::new(file))?;
        notices.clone_from(&container.notices);
        Box::new(container)
    } else {
        Box::new(file)
    };
    let media = backup::look(&*bytes, &member.name)?;
    let medium = Medium {
        name: member.name.clone(),
        bytes,
        compressed,
    };
    Ok(Looked {
        member,
        medium,
        media,
        notices,
    })
}

fn open_backup(group: Vec<Looked>, set: Option<u32>) -> Result<Found, Error> {
    let compressed = group.iter().any(|looked| looked.medium.compressed);
    let files: Vec<String> = group
        .iter()
        .map(|looked| looked.member.name.clone())
        .collect();
    let (mut members, mut media, mut notices) = (Vec::new(), Vec::new(), Vec::new());
    for looked in group {
        members.push(looked.member);
        media.push((looked.medium, looked.media));
        notices.extend(looked.notices);
    }
    let of_first = |error: Error| error.or_in_member(files.first().map_or("", String::as_str));
    let backup = backup::open(media, set).map_err(of_first)?;
    notices.extend(backup.notices);
    let catalogue = catalogue_of(&backup.storage, &notices).map_err(of_first)?;
    let mut others = members.split_off(1).into_iter();
    let Some(member) = members.pop() else {
        unreachable!("a group begins with a file");
    };
    Ok(Found {
        member,
        catalogue,
        others: others
            .by_ref()
            .map(|member| (member, What::OfDatabase))
            .collect(),
        storage: backup.storage,
        facts: DatabaseFacts {
            kind: if compressed {
                "compressed backup"
            } else {
                "backup"
            },
            files,
            backup: Some(backup.facts),
            ..DatabaseFacts::default()
        },
        notices,
    })
}

/// Reads the catalogue. Why it cannot be read is often what was noticed before: the file was cut off.
///
/// # Errors
/// Where it cannot be read.
pub(super) fn catalogue_of(storage: &Storage, notices: &[String]) -> Result<Catalogue, Error> {
    catalogue::read(storage).map_err(|mut error| {
        if error.expected.is_empty() && !notices.is_empty() {
            error.expected = format!("a whole file. {}", notices.join(" "));
        }
        error
    })
}

/// The database as its catalogue describes it.
fn opened_of(found: Found, options: &ExtractOptions) -> OpenedDatabase {
    let Found {
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
        mut tables,
        mut damaged,
        notices: of_catalogue,
        ..
    } = catalogue;
    notices.extend(of_catalogue);
    for column in tables.iter_mut().flat_map(|table| &mut table.columns) {
        column.page = column.page.or(options.code_page);
    }
    damaged.extend(intact::maps(&storage));
    damaged.sort_by_key(|(page, _)| *page);
    damaged.dedup_by_key(|(page, _)| *page);
    notices.push(not_replayed(&facts).to_owned());
    for table in &tables {
        if let Some(problem) = &table.problem {
            let name = &table.table.name;
            notices.push(format!("{name} cannot be read: {problem}."));
        }
    }
    let facts = DatabaseFacts {
        name,
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

/// What it can mean that the log is left alone (reference: sql-extracts, 6.8).
fn not_replayed(facts: &DatabaseFacts) -> &'static str {
    match facts.backup {
        None => {
            "The log was not replayed. If the database was detached, or its server shut down in order, nothing is missing; else the last changes may be missing, and changes that were never committed may show."
        }
        Some(_) => {
            "The log in the backup was not replayed. What changed while the backup was made may be missing, and changes that were never committed may show."
        }
    }
}

/// A table that has rows in both, and matters.
fn shared<'a>(one: &'a OpenedDatabase, other: &OpenedDatabase) -> Option<&'a TableName> {
    let lower = |name: &TableName| name.to_string().to_lowercase();
    let others: BTreeSet<String> = with_rows(other).map(lower).collect();
    with_rows(one).find(|name| !schema::is_other(&name.name) && others.contains(&lower(name)))
}

/// The names of the tables that have rows.
fn with_rows(opened: &OpenedDatabase) -> impl Iterator<Item = &TableName> {
    let tables = opened.tables.iter().filter(|stored| stored.rows > 0);
    tables.map(|stored| &stored.table.name)
}

/// Two databases with the same tables are two states of one, or two pools: read together they would be neither.
fn given_twice(table: &TableName, one: &Database, other: &Database) -> Error {
    let what = |database: &Database| {
        let DatabaseFacts {
            name, kind, backup, ..
        } = &database.facts;
        let date = backup.as_ref().map(|backup| format!(" of {}", backup.date));
        let date = date.unwrap_or_default();
        format!("{} (database {name}, {kind}{date})", database.name())
    };
    Error::new(format!(
        "two databases hold rows of {table}: {} and {}",
        what(one),
        what(other)
    ))
    .expected("one database for each pool")
    .hint("give one of them: of two backups the newer one")
}
