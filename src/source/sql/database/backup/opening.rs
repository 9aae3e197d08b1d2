//! From the files of a backup to the pages of its database.

use super::choosing::{choose, readable};
use super::media::{Media, Medium, Set};
use super::placing::place;
use super::stripes;
use crate::source::Error;
use crate::source::sql::database::facts::{BackupFacts, SetFacts};
use crate::source::sql::database::storage::Storage;

/// A backup.
pub(crate) struct Backup {
    /// Its pages.
    pub storage: Storage,
    /// What it says of itself.
    pub facts: BackupFacts,
    /// Sentences for people about what was chosen, and what is missing.
    pub notices: Vec<String>,
}

/// Opens a backup: the files over which it is spread, which may hold several; the last one that has all pages, unless another
/// one is wanted.
///
/// # Errors
/// Where files are missing or do not belong together, there is no such backup, or it cannot be read: an incremental one, one
/// of the log, one that is protected or damaged.
pub(crate) fn open(mut media: Vec<(Medium, Media)>, wanted: Option<u32>) -> Result<Backup, Error> {
    stripes::complete(&media)?;
    media.sort_by_key(|(_, own)| own.family);
    let (files, told): (Vec<_>, Vec<_>) = media.into_iter().unzip();
    let (Some(medium), Some(first)) = (files.first(), told.first()) else {
        return Err(Error::new("no file of the backup was given"));
    };
    let set = choose(medium, first, wanted)?;
    let mut sets = vec![set];
    for (file, own) in files.iter().zip(&told).skip(1) {
        sets.push(same_of(file, own, set)?);
    }
    let placed = place(&files, &sets);
    if placed.map.runs().is_empty() {
        return Err(Error::new(format!(
            "none of the pages of backup {} says which one it is",
            set.number
        ))
        .in_member(&medium.name)
        .expected("pages of a database, with their headers")
        .hint("the backup is damaged or encrypted: use another one"));
    }
    let (major, minor) = set.server;
    let facts = BackupFacts {
        date: set.date.clone(),
        server: format!("{major}.{minor}"),
        stripes: first.families.max(1),
        set: set.number,
        sets: first.sets.iter().map(told_of).collect(),
        pages: set.pages(),
        pages_there: placed.there,
    };
    let mut notices = Vec::new();
    if wanted.is_none() && first.sets.len() > 1 {
        notices.push(format!(
            "The file holds {} backups. Number {} of {} was read; --set chooses another.",
            first.sets.len(),
            set.number,
            set.date
        ));
    }
    notices.extend(missing(&facts, &files, &sets));
    if placed.lost > 0 {
        notices.push(format!(
            "{} times 8 pages do not say which ones they are, and were left out.",
            placed.lost
        ));
    }
    for (file, own) in files.iter().zip(&told) {
        notices.extend(flaws(file, own));
    }
    let sources = files.into_iter().map(|file| file.bytes).collect();
    Ok(Backup {
        storage: Storage::new(sources, placed.map),
        facts,
        notices,
    })
}

/// One of the backups of a file, for people.
fn told_of(set: &Set) -> SetFacts {
    SetFacts {
        number: set.number,
        kind: set.kind.name(),
        name: set.name.clone(),
        database: set.database.clone(),
        date: set.date.clone(),
    }
}

/// The part of the same backup in another file.
fn same_of<'a>(file: &Medium, own: &'a Media, set: &Set) -> Result<&'a Set, Error> {
    let same = own.sets.iter().find(|it| it.number == set.number);
    let same = same.filter(|it| it.date == set.date && it.database == set.database);
    let Some(same) = same else {
        return Err(Error::new(format!("backup {} of {} has no part in this file", set.number, set.date))
            .in_member(&file.name)
            .expected("the other part of a striped backup")
            .hint("the file is cut short, or was written to later than the others: copy all files again at once"));
    };
    readable(same, own).map_err(|error| error.in_member(&file.name))?;
    Ok(same)
}

/// What is missing of the pages.
fn missing(facts: &BackupFacts, files: &[Medium], sets: &[&Set]) -> Option<String> {
    let BackupFacts {
        pages, pages_there, ..
    } = facts;
    let cut = files.iter().zip(sets).find(|(_, set)| !set.is_whole);
    match cut.map(|(file, _)| &file.name) {
        Some(name) if pages_there < pages => Some(format!(
            "{name} ends within the backup: of its {pages} pages {pages_there} are there, and what is on the others is missing."
        )),
        Some(name) => Some(format!(
            "{name} ends within the backup: pages that changed while it was made may be there in an earlier state."
        )),
        None if pages_there < pages => Some(format!(
            "The backup says that it has {pages} pages, and {pages_there} are there: what is on the others is missing."
        )),
        None if *pages == 0 => Some(
            "The backup does not say how many pages it has: whether all are there is not known."
                .to_owned(),
        ),
        None => None,
    }
}

/// What is wrong with the blocks of a file.
fn flaws(file: &Medium, own: &Media) -> Option<String> {
    let name = &file.name;
    let of = match file.compressed {
        true => " of what it decodes to",
        false => "",
    };
    if let Some(at) = own.damaged {
        return Some(format!(
            "{name} is damaged at byte {at}{of}: what stands behind it was not looked at."
        ));
    }
    let at = own.doubtful?;
    Some(format!(
        "In {name}, the header at byte {at}{of} is damaged, but those that follow it are not."
    ))
}
