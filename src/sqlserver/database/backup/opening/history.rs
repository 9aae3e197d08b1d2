//! Which state of each database is read, where there are several backups of it: chosen by what the backups say of
//! themselves.

use std::cmp::Reverse;

use super::super::choosing::{alone, no_such};
use super::super::fault::BackupFault;
use super::super::media::{BackupSet, Called, LogPlace};
use super::super::notice::Noticed;
use super::{Link, Volume};
use crate::input::Error;
use crate::sqlserver::BackupKind;
use crate::wording::Sentence;

/// What the user asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// The backup of a file, by its number.
    pub set: Option<u32>,
    /// The database, by its name.
    pub database: Option<String>,
}

/// A state of a database that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct State {
    /// Its name, and when it was as it is.
    pub database: String,
    pub date: String,
    pub full: Link,
    /// The differential backup that goes over the full one.
    pub differential: Option<Link>,
}

impl State {
    /// The last backup of it.
    pub fn last(&self) -> Link {
        self.differential.unwrap_or(self.full)
    }
}

/// What there is of all databases.
#[derive(Debug, Default)]
pub(crate) struct History {
    /// The newest state of each database.
    pub newest: Vec<State>,
    /// What is left alone.
    pub notices: Vec<Sentence>,
    /// Why of some nothing can be read.
    pub refused: Vec<Error>,
}

/// A backup, and where it is.
#[derive(Clone, Copy)]
struct Found<'a> {
    link: Link,
    volume: &'a Volume,
    set: &'a BackupSet,
}

/// A full backup, and a differential one that rests on it.
type Pair<'a> = (Found<'a>, Option<Found<'a>>);

/// The last one of the two.
fn last<'a>((full, differential): &Pair<'a>) -> Found<'a> {
    differential.unwrap_or(*full)
}

impl Found<'_> {
    fn called(&self) -> Called {
        self.set.called(self.volume.name())
    }

    fn is_of(&self, other: &Found<'_>) -> bool {
        let lower = |set: &BackupSet| set.database.to_lowercase();
        self.set.lineage.database == other.set.lineage.database
            && lower(self.set) == lower(other.set)
    }

    /// Later ones are newer: by their date, and as they lie there. In which order the files were given does not matter.
    fn age(&self) -> (&str, LogPlace, u32, Reverse<&str>) {
        let BackupSet {
            date,
            lineage,
            number,
            ..
        } = self.set;
        (
            date,
            lineage.checkpoint,
            *number,
            Reverse(self.volume.name()),
        )
    }
}

impl History {
    /// Sorts the backups of these files out.
    ///
    /// # Errors
    /// Where there is none of what is wanted, or two that were given together do not belong together.
    pub fn of(volumes: &[Volume], wanted: &Wanted) -> Result<Self, Error> {
        let mut all: Vec<Found<'_>> = (volumes.iter().enumerate())
            .flat_map(|(at, volume)| {
                volume.sets().iter().map(move |set| Found {
                    link: Link {
                        volume: at,
                        set: set.number,
                    },
                    volume,
                    set,
                })
            })
            .collect();
        all.sort_by(|one, other| one.age().cmp(&other.age()));
        let mut history = History::default();
        let mut databases: Vec<Vec<Found<'_>>> = Vec::new();
        for found in &all {
            match databases.iter_mut().find(|own| own[0].is_of(found)) {
                Some(own) => own.push(*found),
                None => databases.push(vec![*found]),
            }
        }
        if let Some(name) = &wanted.database {
            let is_wanted =
                |own: &Vec<Found<'_>>| own[0].set.database.to_lowercase() == name.to_lowercase();
            databases.retain(is_wanted);
        }
        if let Some(number) = wanted.set
            && let Some(first) = volumes.first()
            && !all.iter().any(|found| found.set.number == number)
        {
            let error = no_such(number, first.sets());
            return Err(error.in_member(first.name()));
        }
        let pair = all.len() == 2;
        for own in &databases {
            history.database(own, &all, wanted.set, pair)?;
        }
        if history.newest.is_empty() && !history.refused.is_empty() {
            return Err(history.refused.remove(0));
        }
        Ok(history)
    }

    /// Chooses the newest state of a database.
    fn database(
        &mut self,
        own: &[Found<'_>],
        all: &[Found<'_>],
        number: Option<u32>,
        pair: bool,
    ) -> Result<(), Error> {
        let asked = |found: &&Found<'_>| number.is_none_or(|number| found.set.number == number);
        let mut states: Vec<Pair<'_>> = Vec::new();
        let mut orphans = Vec::new();
        for found in own.iter().filter(asked) {
            match found.set.kind {
                BackupKind::Log => {}
                BackupKind::Differential => {
                    match own.iter().find(|full| found.set.rests_on(full.set)) {
                        Some(full) => states.push((*full, Some(*found))),
                        None => orphans.push(*found),
                    }
                }
                _ => states.push((*found, None)),
            }
        }
        let newest = states
            .iter()
            .max_by(|one, other| last(one).age().cmp(&last(other).age()));
        let Some(newest) = newest else {
            let asked = own.iter().rev().find(asked);
            let Some(found) = orphans.last().or(asked) else {
                return Ok(());
            };
            let full = all.iter().find(|other| other.set.kind.has_all_pages());
            let error = match full.filter(|full| pair && full.link.volume != found.link.volume) {
                Some(full) if found.set.kind == BackupKind::Differential => {
                    return Err(apart(full, found));
                }
                _ => alone(found.set, found.volume.sets()).in_member(found.volume.name()),
            };
            self.refused.push(error);
            return Ok(());
        };
        let chosen = last(newest);
        for orphan in orphans.iter().rev() {
            let is_elsewhere = orphan.link.volume != chosen.link.volume;
            if is_elsewhere && number.is_none() && (pair || orphan.set.date > chosen.set.date) {
                return Err(apart(&newest.0, orphan));
            }
        }
        self.rest(own, newest, number);
        self.newest.push(State {
            database: chosen.set.database.clone(),
            date: chosen.set.date.clone(),
            full: newest.0.link,
            differential: newest.1.map(|found| found.link),
        });
        Ok(())
    }

    /// Lists what is not read of a database, in files that nothing is read of.
    fn rest(&mut self, own: &[Found<'_>], newest: &Pair<'_>, number: Option<u32>) {
        let chosen = last(newest);
        let is_read = |found: &Found<'_>| {
            let read = [Some(newest.0.link), newest.1.map(|found| found.link)];
            read.contains(&Some(found.link))
        };
        for found in own.iter().filter(|found| !is_read(found)) {
            let is_elsewhere = found.link.volume != chosen.link.volume;
            let backup = found.called();
            let notice = match found.set.kind {
                BackupKind::Log if found.set.date >= chosen.set.date && number.is_none() => {
                    Noticed::LaterLog {
                        backup,
                        date: chosen.set.date.clone(),
                    }
                }
                _ if !is_elsewhere => continue,
                BackupKind::Log => Noticed::NotNeeded { backup },
                BackupKind::Differential
                    if !own.iter().any(|full| found.set.rests_on(full.set)) =>
                {
                    Noticed::WithoutFull { backup }
                }
                _ => Noticed::Older { backup },
            };
            self.notices.push(notice.into());
        }
    }
}

/// Why two backups are not read together.
fn apart(full: &Found<'_>, differential: &Found<'_>) -> Error {
    let fault = BackupFault::Apart {
        differential: differential.called(),
        full: full.called(),
        base: differential.set.lineage.base.to_string(),
        checkpoint: full.set.lineage.checkpoint.to_string(),
    };
    Error::new(fault).in_member(differential.volume.name())
}
