//! Which one of the backups in a file is read.

use super::fault::{BackupFault, SetLine, Sets};
use super::media::{BackupSet, Guid, Media, Medium};
use crate::input::Error;
use crate::sqlserver::BackupKind;

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
    if set.has_password {
        return Err(Error::new(BackupFault::Password { number }));
    }
    if set.is_encrypted {
        return Err(Error::new(BackupFault::Encrypted { number }));
    }
    if set.is_packed {
        return Err(Error::new(BackupFault::Packed { number }));
    }
    if let Some(at) = media.damaged.filter(|_| !set.is_whole) {
        let whole = |it: &&BackupSet| it.is_whole && it.kind.has_all_pages();
        let earlier = media.sets.iter().rev().find(whole);
        let fault = BackupFault::Damaged {
            number,
            earlier: earlier.map(|earlier| earlier.number),
            earlier_date: earlier.map_or_else(String::new, |earlier| earlier.date.clone()),
        };
        return Err(Error::new(fault).at(at));
    }
    if set.regions.is_empty() && media.families <= 1 {
        return Err(Error::new(BackupFault::NoPages { number }));
    }
    Ok(())
}

pub(super) fn no_such(number: u32, sets: &[BackupSet]) -> Error {
    let sets = list(sets);
    Error::new(BackupFault::NoSuch { number, sets })
}

/// Why a backup without all pages is not read alone.
pub(super) fn alone(set: &BackupSet, sets: &[BackupSet]) -> Error {
    let BackupSet {
        number,
        database,
        date,
        lineage,
        ..
    } = set;
    let (number, database, date) = (*number, database.clone(), date.clone());
    let sets = (sets.len() > 1).then(|| list(sets));
    if set.kind == BackupKind::Log {
        return Error::new(BackupFault::LogAlone {
            number,
            database,
            date,
            sets,
        });
    }
    let is_known = lineage.base_guid != Guid::default();
    Error::new(BackupFault::DifferentialAlone {
        number,
        database,
        date,
        checkpoint: is_known.then(|| lineage.base.to_string()),
        sets,
    })
}

/// The backups of a file.
fn list(sets: &[BackupSet]) -> Sets {
    // A file that is written to each night holds hundreds.
    const SHOWN: usize = 12;
    let line = |set: &BackupSet| SetLine::Set {
        number: set.number,
        kind: set.kind,
        database: set.database.clone(),
        date: set.date.clone(),
    };
    let earlier = sets.len().saturating_sub(SHOWN);
    let shown = sets.iter().skip(earlier).map(line);
    Sets::Listed {
        earlier,
        sets: shown.map(|line| line.to_string()).collect(),
    }
}
