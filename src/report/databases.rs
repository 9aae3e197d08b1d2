//! What data files and backups say of their databases.

use std::io;

use super::Catalogue;
use super::page::{BOLD, Column, PLAIN, Page};
use super::visible::visible;
use crate::sqlserver::{BackupFacts, DamagedPages, DatabaseFacts, SetFacts};

/// How many damaged pages are named.
const NAMED: usize = 10;

/// Each database with its version, its backup and its damaged pages.
pub(super) fn databases(
    page: &mut Page<'_>,
    databases: &[DatabaseFacts],
    texts: &Catalogue,
) -> io::Result<()> {
    let words = texts.texts();
    for database in databases {
        page.blank()?;
        let name = visible(&database.name);
        let title = texts.fill(&words.database, &[("name", name.as_ref().into())]);
        page.paragraph(0, BOLD, "", &title)?;
        let mut rows = Vec::new();
        let mut row = |title, value: String| rows.push(vec![texts.fill(title, &[]), value]);
        row(
            &words.database_version,
            version(database.version, database.release),
        );
        row(
            &words.database_created,
            version(database.created_as, database.created_by),
        );
        if let Some(collation) = &database.collation {
            row(&words.database_collation, collation.clone());
        }
        if database.files.len() > 1 {
            let files = database.files.join(", ");
            row(&words.database_files, visible(&files).into_owned());
        }
        if let Some(backup) = &database.backup {
            row(&words.backup_date, backup.date.clone());
            row(
                &words.backup_server,
                format!("SQL Server {}", backup.server),
            );
        }
        row(&words.pages, texts.number(database.pages));
        if let Some(damaged) = &database.damaged {
            row(&words.pages_damaged, texts.number(damaged.count));
        }
        page.table(2, None, rows, &[Column::default(), Column::default()])?;
        if let Some(backup) = database.backup.as_ref().filter(|it| it.sets.len() > 1) {
            sets(page, backup, texts)?;
        }
        if let Some(DamagedPages { count, first }) = &database.damaged {
            for what in first.iter().take(NAMED) {
                page.paragraph(2, PLAIN, "· ", &visible(&what.to_string()))?;
            }
            let left = count - first.len().min(NAMED) as u64;
            if left > 0 {
                let more = texts.fill(&words.skipped_left, &[("count", left.into())]);
                page.paragraph(2, PLAIN, "", &more)?;
            }
        }
    }
    Ok(())
}

/// `655, SQL Server 2008`.
fn version(number: u16, release: Option<&str>) -> String {
    match release {
        Some(release) => format!("{number}, {release}"),
        None => number.to_string(),
    }
}

/// The backups in the file, and which of them was read.
fn sets(page: &mut Page<'_>, backup: &BackupFacts, texts: &Catalogue) -> io::Result<()> {
    let words = texts.texts();
    page.paragraph(2, PLAIN, "", &texts.fill(&words.backup_sets, &[]))?;
    let row = |set: &SetFacts| {
        let read = if set.is_read {
            texts.fill(&words.backup_read, &[])
        } else {
            String::new()
        };
        vec![
            set.number.to_string(),
            set.kind.to_string(),
            visible(&set.database).into_owned(),
            set.date.clone(),
            visible(&set.name).into_owned(),
            visible(&set.file).into_owned(),
            read,
        ]
    };
    let number = Column {
        right: true,
        ..Column::default()
    };
    let mut shape = vec![number];
    shape.resize_with(7, Column::default);
    page.table(4, None, backup.sets.iter().map(row).collect(), &shape)
}
