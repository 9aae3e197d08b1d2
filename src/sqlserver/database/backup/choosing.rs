//! Which one of the backups in a file is read.

use super::media::{BackupKind, BackupSet, Guid, Lineage, Media, Medium};
use super::walk::damaged;
use crate::input::Error;

/// The backup of this number.
///
/// # Errors
/// Where there is no such backup, or it cannot be read.
pub(super) fn choose<'a>(
    medium: &Medium,
    media: &'a Media,
    number: u32,
) -> Result<&'a BackupSet, Error> {
    let chosen = media.sets.iter().find(|set| set.number == number);
    let Some(set) = chosen else {
        return Err(no_such(number, &media.sets).in_member(&medium.name));
    };
    readable(set, media).map_err(|error| error.in_member(&medium.name))?;
    Ok(set)
}

/// Makes sure that a backup can be read.
pub(super) fn readable(set: &BackupSet, media: &Media) -> Result<(), Error> {
    let number = set.number;
    let what = |what: &str| Error::new(format!("backup {number} of the file {what}"));
    if set.has_password {
        return Err(what("is protected by a password")
            .expected("a backup without a password")
            .hint("restore it on a server (RESTORE ... WITH PASSWORD), and make a backup there without a password"));
    }
    if set.is_encrypted {
        return Err(what("is encrypted")
            .expected("a backup that is not encrypted")
            .hint("restore it on a server that has the certificate, and make a backup there without WITH ENCRYPTION"));
    }
    if set.is_packed {
        return Err(what("is compressed in a way that is not known")
            .expected("pages as they are, or a backup that SQL Server itself compressed")
            .hint("restore it on a server, and make a backup there: BACKUP DATABASE ... WITH NO_COMPRESSION"));
    }
    if let Some(at) = media.damaged.filter(|_| !set.is_whole) {
        let mut error = damaged(what("is damaged, and its pages cannot be told apart"), at);
        let whole = |it: &&BackupSet| it.is_whole && it.kind.has_all_pages();
        if let Some(earlier) = media.sets.iter().rev().find(whole) {
            let BackupSet { number, date, .. } = earlier;
            let hint = format!(
                "{}; --set {number} reads the one before, of {date}",
                error.advice()
            );
            error = error.hint(hint);
        }
        return Err(error);
    }
    if set.regions.is_empty() && media.families <= 1 {
        return Err(what("has no pages")
            .expected("the pages of a database")
            .hint("the file is cut short: copy it again, or use another backup"));
    }
    Ok(())
}

pub(super) fn no_such(number: u32, sets: &[BackupSet]) -> Error {
    Error::new(format!("the file holds no backup {number}"))
        .expected(format!("--set with one of: {}", list(sets)))
        .hint("leave out --set to read the last full one")
}

/// Why a backup without all pages is not read alone.
pub(super) fn alone(set: &BackupSet, sets: &[BackupSet]) -> Error {
    let number = set.number;
    let other = match sets.len() {
        0 | 1 => String::new(),
        _ => format!("; the file holds: {}", list(sets)),
    };
    let Lineage {
        base, base_guid, ..
    } = set.lineage;
    let of = match set.database.as_str() {
        "" => String::new(),
        name => format!(" of {name}"),
    };
    if set.kind == BackupKind::Log {
        return Error::new(format!(
            "backup {number} of the file is one of the log{of}, of {}: it has no pages",
            set.date
        ))
        .expected(format!("a full backup{other}"))
        .hint("give the full backup before it, and the last differential one: they hold all that is read. What changed after these stands in the log only: where that is needed, restore all of them on a server, and make a full backup there");
    }
    let which = match base_guid == Guid::default() {
        true => String::new(),
        false => {
            format!(", the one of the checkpoint {base} (CheckpointLSN in RESTORE HEADERONLY)")
        }
    };
    Error::new(format!(
        "backup {number} of the file is a differential one{of}, of {}: it has only the pages that changed since the last full one",
        set.date
    ))
    .expected(format!("the full backup that it is based on with it{which}{other}"))
    .hint("give the full backup that it is based on together with it: pchat analyze FULL.bak DIFF.bak; or restore both on a server, and make a full backup there")
}

/// Backups, for people.
pub(super) fn list(sets: &[BackupSet]) -> String {
    // A file that is written to each night holds hundreds.
    const SHOWN: usize = 12;
    let line = |set: &BackupSet| {
        let parts = [
            set.number.to_string(),
            format!("({})", set.kind.name()),
            set.database.clone(),
            set.date.clone(),
        ];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" ")
    };
    let hidden = sets.len().saturating_sub(SHOWN);
    let lines = sets.iter().skip(hidden).map(line);
    let lines = lines.collect::<Vec<_>>().join(", ");
    match hidden {
        0 => lines,
        _ => format!("{hidden} earlier ones, {lines}"),
    }
}
