//! Which one of the backups in a file is read.

use super::media::{Kind, Media, Medium, Set};
use super::walk::damaged;
use crate::source::Error;

/// Chooses a backup: the one that is wanted, else the last one that has all pages.
///
/// # Errors
/// Where there is no such backup, or it cannot be read.
pub(super) fn choose<'a>(
    medium: &Medium,
    media: &'a Media,
    wanted: Option<u32>,
) -> Result<&'a Set, Error> {
    let chosen = match wanted {
        Some(number) => media.sets.iter().find(|set| set.number == number),
        None => (media.sets.iter().rev())
            .find(|set| set.kind.has_all_pages())
            .or(media.sets.last()),
    };
    let Some(set) = chosen else {
        let number = wanted.unwrap_or_default();
        return Err(Error::new(format!("the file holds no backup {number}"))
            .in_member(&medium.name)
            .expected(format!("--set with one of: {}", list(&media.sets)))
            .hint("leave out --set to read the last full one"));
    };
    readable(set, media).map_err(|error| error.in_member(&medium.name))?;
    Ok(set)
}

/// Makes sure that a backup can be read.
pub(super) fn readable(set: &Set, media: &Media) -> Result<(), Error> {
    let number = set.number;
    let what = |what: &str| Error::new(format!("backup {number} of the file {what}"));
    let other = || match media.sets.len() {
        0 | 1 => String::new(),
        _ => format!("; the file holds: {}", list(&media.sets)),
    };
    match set.kind {
        Kind::Differential => {
            return Err(what("is a differential one: it has only the pages that changed since the last full one")
                .expected(format!("a full backup{}", other()))
                .hint("give the full backup that it is based on, without the changes since; or restore both on a server, and make a full backup there"));
        }
        Kind::Log => {
            return Err(what("is one of the log: it has no pages")
                .expected(format!("a full backup{}", other()))
                .hint("give the full backup that it is based on; or restore both on a server, and make a full backup there"));
        }
        Kind::Full | Kind::CopyOnly | Kind::Other => {}
    }
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
        let whole = |it: &&Set| it.is_whole && it.kind.has_all_pages();
        if let Some(earlier) = media.sets.iter().rev().find(whole) {
            let Set { number, date, .. } = earlier;
            error.hint += &format!("; --set {number} reads the one before, of {date}");
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

/// Backups, for people.
fn list(sets: &[Set]) -> String {
    // A file that is written to each night holds hundreds.
    const SHOWN: usize = 12;
    let line = |set: &Set| {
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
