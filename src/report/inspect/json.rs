//! `inspect --format json`: one object, whose shape is a promise (`docs/json.md`, `schema/inspection.schema.json`).

use crate::wording::Sentence;
use std::io::{self, Write};

use serde::Serialize;

use super::super::json::{LeftOut, Member, pretty};
use super::super::{InputSummary, MemberSummary};
use super::Inspection;
use crate::directory::{ContentKind, Unclaimed};
use crate::sqlserver::{BackupFacts, DamagedPages, DatabaseFacts, SetFacts, Unreadable};
use crate::wording::in_english;

/// The version of the shape.
const SCHEMA: u32 = 1;

/// Writes everything that was found.
pub fn write(out: &mut dyn Write, inspection: &Inspection<'_>) -> io::Result<()> {
    in_english(|| {
        let Inspection {
            input,
            census,
            unreadable,
            skipped,
            notices,
        } = *inspection;
        let document = Document {
            schema: SCHEMA,
            input: Input::from(input),
            databases: input.databases.iter().map(Database::from).collect(),
            unreadable_tables: unreadable.iter().map(Table::from).collect(),
            not_understood: census.iter().map(NotUnderstood::from).collect(),
            skipped: LeftOut::from(skipped),
            notices,
        };
        pretty(out, &document)
    })
}

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    input: Input<'a>,
    databases: Vec<Database<'a>>,
    unreadable_tables: Vec<Table<'a>>,
    not_understood: Vec<NotUnderstood<'a>>,
    skipped: LeftOut<'a>,
    notices: &'a [Sentence],
}

#[derive(Serialize)]
struct Input<'a> {
    name: &'a str,
    kind: &'a str,
    members: Vec<MemberWithForms<'a>>,
    missing: &'a [ContentKind],
}

impl<'a> From<&'a InputSummary> for Input<'a> {
    fn from(input: &'a InputSummary) -> Self {
        Input {
            name: &input.name,
            kind: input.kind.word(),
            members: input.members.iter().map(MemberWithForms::from).collect(),
            missing: &input.missing,
        }
    }
}

#[derive(Serialize)]
struct MemberWithForms<'a> {
    #[serde(flatten)]
    member: Member<'a>,
    forms: &'a [String],
}

impl<'a> From<&'a MemberSummary> for MemberWithForms<'a> {
    fn from(summary: &'a MemberSummary) -> Self {
        MemberWithForms {
            member: Member::from(summary),
            forms: &summary.forms,
        }
    }
}

#[derive(Serialize)]
struct Database<'a> {
    name: &'a str,
    kind: &'a str,
    files: &'a [String],
    version: u16,
    release: Option<&'a str>,
    created_as: u16,
    created_by: Option<&'a str>,
    pages: u64,
    damaged: Option<Damaged<'a>>,
    backup: Option<Backup<'a>>,
}

impl<'a> From<&'a DatabaseFacts> for Database<'a> {
    fn from(facts: &'a DatabaseFacts) -> Self {
        let first = facts.files.first().map_or("", String::as_str);
        let backup = facts.backup.as_ref();
        Database {
            name: &facts.name,
            kind: facts.kind.word(),
            files: &facts.files,
            version: facts.version,
            release: facts.release,
            created_as: facts.created_as,
            created_by: facts.created_by,
            pages: facts.pages,
            damaged: facts.damaged.as_ref().map(Damaged::from),
            backup: backup.map(|backup| Backup::new(backup, first)),
        }
    }
}

#[derive(Serialize)]
struct Damaged<'a> {
    count: u64,
    first: &'a [Sentence],
}

impl<'a> From<&'a DamagedPages> for Damaged<'a> {
    fn from(damaged: &'a DamagedPages) -> Self {
        Damaged {
            count: damaged.count,
            first: &damaged.first,
        }
    }
}

#[derive(Serialize)]
struct Backup<'a> {
    date: &'a str,
    server: &'a str,
    stripes: u16,
    set: u32,
    pages: u64,
    pages_there: u64,
    sets: Vec<Set<'a>>,
}

impl<'a> Backup<'a> {
    /// A backup in files of which this is the first.
    fn new(facts: &'a BackupFacts, first: &'a str) -> Self {
        Backup {
            date: &facts.date,
            server: &facts.server,
            stripes: facts.stripes,
            set: facts.set,
            pages: facts.pages,
            pages_there: facts.pages_there,
            sets: facts.sets.iter().map(|set| Set::new(set, first)).collect(),
        }
    }
}

#[derive(Serialize)]
struct Set<'a> {
    file: &'a str,
    number: u32,
    kind: &'a str,
    database: &'a str,
    date: &'a str,
    name: &'a str,
    read: bool,
}

impl<'a> Set<'a> {
    fn new(set: &'a SetFacts, first: &'a str) -> Self {
        Set {
            file: if set.file.is_empty() {
                first
            } else {
                &set.file
            },
            number: set.number,
            kind: set.kind.word(),
            database: &set.database,
            date: &set.date,
            name: &set.name,
            read: set.is_read,
        }
    }
}

#[derive(Serialize)]
struct Table<'a> {
    member: &'a str,
    table: &'a str,
    rows: Option<u64>,
    why: &'a Sentence,
}

impl<'a> From<&'a Unreadable> for Table<'a> {
    fn from(table: &'a Unreadable) -> Self {
        Table {
            member: &table.member,
            table: &table.table,
            rows: table.rows,
            why: &table.why,
        }
    }
}

#[derive(Serialize)]
struct NotUnderstood<'a> {
    member: &'a str,
    path: Option<&'a str>,
    count: u64,
    reason: &'a str,
}

impl<'a> From<&'a Unclaimed> for NotUnderstood<'a> {
    fn from(unclaimed: &'a Unclaimed) -> Self {
        NotUnderstood {
            member: &unclaimed.member,
            path: Some(unclaimed.path.as_str()).filter(|path| !path.is_empty()),
            count: unclaimed.count,
            reason: unclaimed.reason.word(),
        }
    }
}
