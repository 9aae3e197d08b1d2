//! From the files of backups to databases: the newest state of each, and of several the one that holds chats.

use std::sync::Arc;

use super::backup::{
    self, BackupFault, History, Media, Medium, Noticed, State, Stripe, StripeFault, Volume, Wanted,
};
use super::compressed;
use super::facts::{DatabaseFacts, DatabaseKind};
use super::fault::FileFault;
use super::file::PlainFile;
use super::storage::Bytes;
use crate::input::Error;
use crate::input::members::Member;
use crate::sqlserver::database::found::{FileKind, FoundDatabase, catalogue_of};
use crate::sqlserver::file::OtherKind;
use crate::sqlserver::{Options, Published};
use crate::wording::Sentence;

/// A file of a backup, and what its blocks say.
struct Looked {
    member: Member,
    medium: Medium,
    media: Media,
    notices: Vec<Sentence>,
}

/// The files of a volume, without what is read of them.
struct Files {
    members: Vec<Member>,
    compressed: bool,
    notices: Vec<Sentence>,
}

/// The databases of these backups. Where several databases are in them and one holds chats, the others are left alone.
///
/// # Errors
/// Where one cannot be read that is needed.
pub(super) fn open(
    files: Vec<(Member, FileKind)>,
    options: Options<'_>,
    beside_data: bool,
) -> Result<Vec<FoundDatabase>, Error> {
    if files.is_empty() {
        return Ok(Vec::new());
    }
    let (mut volumes, mut all) = (Vec::new(), Vec::new());
    for group in groups(files)? {
        let (volume, files) = volume_of(group)?;
        volumes.push(volume);
        all.push(files);
    }
    let wanted = Wanted {
        set: options.extract.set,
        database: options.extract.database.clone(),
    };
    let history = History::of(&volumes, &wanted)?;
    if history.newest.is_empty() {
        if let Some(name) = wanted.database.as_ref().filter(|_| !beside_data) {
            let sets = volumes.iter().flat_map(Volume::sets);
            return Err(no_database(
                name,
                sets.map(|set| set.database.clone()).collect(),
            ));
        }
        return Ok(Vec::new());
    }
    let (mut found, mut failed) = (Vec::new(), Vec::new());
    for state in &history.newest {
        match read(&volumes, &all, state, &wanted) {
            Ok(read) => found.push((state, read)),
            Err(error) => failed.push((state, error)),
        }
    }
    let mut notices = history.notices;
    let has_chats = found
        .iter()
        .any(|(_, found)| holds_chats(found, options.published));
    if has_chats {
        // What is no pool need not be readable.
        found.retain(|(state, found)| {
            let kept = holds_chats(found, options.published);
            if !kept {
                notices.push(left(state, Noticed::NoChats.into()));
            }
            kept
        });
        let unread = failed.iter();
        notices.extend(unread.map(|(state, error)| left(state, error.what.clone())));
        let refused = history.refused.iter().map(|error| Noticed::Refused {
            file: error.place.member.clone(),
            why: error.what.clone(),
        });
        notices.extend(refused.map(Sentence::from));
    } else if let Some(error) = failed
        .into_iter()
        .map(|(_, error)| error)
        .chain(history.refused)
        .next()
    {
        return Err(error);
    }
    let used = |volume: usize| {
        let links = found
            .iter()
            .flat_map(|(state, _)| [state.full, state.last()]);
        links.into_iter().any(|link| link.volume == volume)
    };
    let mut rest = Vec::new();
    for (at, files) in all.into_iter().enumerate() {
        let what = if used(at) {
            OtherKind::OfDatabase
        } else {
            OtherKind::Backup
        };
        rest.extend(files.members.into_iter().map(|member| (member, what)));
    }
    let mut databases: Vec<FoundDatabase> = found.into_iter().map(|(_, found)| found).collect();
    let firsts: Vec<String> = databases
        .iter()
        .map(|found| found.member.name.clone())
        .collect();
    rest.retain(|(member, _)| !firsts.contains(&member.name));
    if let Some(first) = databases.first_mut() {
        first.others.extend(rest);
        first.notices.extend(notices);
    }
    Ok(databases)
}

/// Why there is no database of this name.
pub(super) fn no_database(name: &str, mut names: Vec<String>) -> Error {
    names.sort();
    names.dedup();
    let name = name.to_owned();
    Error::new(FileFault::NoDatabase { name, names })
}

/// What is said of a database that is not read.
fn left(state: &State, why: Sentence) -> Sentence {
    let notice = Noticed::LeftAlone {
        database: state.database.clone(),
        date: state.date.clone(),
        why,
    };
    notice.into()
}

/// Whether there are tables of chats with rows.
fn holds_chats(found: &FoundDatabase, published: &Published) -> bool {
    let with_rows = found
        .catalogue
        .tables
        .iter()
        .filter(|stored| stored.rows > 0);
    with_rows
        .into_iter()
        .any(|stored| published.has(&stored.table.name.name))
}

/// The files of one medium together.
fn groups(files: Vec<(Member, FileKind)>) -> Result<Vec<Vec<Looked>>, Error> {
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
    let incomplete = |group: &&Vec<Looked>| {
        let families = group.first().map_or(1, |first| first.media.families);
        group.len() < usize::from(families)
    };
    let mut incomplete = groups
        .iter()
        .filter(incomplete)
        .filter_map(|group| group.first());
    if let (Some(one), Some(other)) = (incomplete.next(), incomplete.next()) {
        return Err(apart(one, other));
    }
    Ok(groups)
}

/// Why two stripes are not joined.
fn apart(one: &Looked, other: &Looked) -> Error {
    let stripe = |looked: &Looked| {
        let set = looked.media.sets.last();
        Stripe::Part {
            file: looked.member.name.clone(),
            number: looked.media.family,
            families: looked.media.families,
            has_backup: set.is_some(),
            database: set.map_or_else(String::new, |set| set.database.clone()),
            date: set.map_or_else(String::new, |set| set.date.clone()),
        }
    };
    let fault = StripeFault::TwoIncomplete {
        one: stripe(one),
        other: stripe(other),
    };
    Error::new(fault).in_member(&other.member.name)
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
    let file = PlainFile::open(path).map_err(|cause| Error::io(BackupFault::CannotOpen, cause))?;
    let compressed = kind == FileKind::CompressedBackup;
    let mut notices = Vec::new();
    let bytes: Arc<dyn Bytes> = if compressed {
        let container = compressed::open(&member.name, Box::new(file))?;
        notices.clone_from(&container.notices);
        Arc::new(container)
    } else {
        Arc::new(file)
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

/// Puts the files of a medium together.
fn volume_of(group: Vec<Looked>) -> Result<(Volume, Files), Error> {
    let compressed = group.iter().any(|looked| looked.medium.compressed);
    let (mut members, mut media, mut notices) = (Vec::new(), Vec::new(), Vec::new());
    for looked in group {
        members.push(looked.member);
        media.push((looked.medium, looked.media));
        notices.extend(looked.notices);
    }
    let name = members
        .first()
        .map_or(String::new(), |first| first.name.clone());
    let volume = Volume::of(media).map_err(|error| error.or_in_member(&name))?;
    let files = Files {
        members,
        compressed,
        notices,
    };
    Ok((volume, files))
}

/// Reads a state of a database.
fn read(
    volumes: &[Volume],
    all: &[Files],
    state: &State,
    wanted: &Wanted,
) -> Result<FoundDatabase, Error> {
    let mut own = vec![state.full.volume, state.last().volume];
    own.dedup();
    let of_state = own.iter().filter_map(|at| all.get(*at));
    let mut members: Vec<Member> = Vec::new();
    let (mut notices, mut compressed) = (Vec::new(), false);
    for files in of_state {
        compressed |= files.compressed;
        notices.extend(files.notices.iter().cloned());
        members.extend(files.members.iter().filter_map(Member::of_same_file));
    }
    let files: Vec<String> = members.iter().map(|member| member.name.clone()).collect();
    let of_first = |error: Error| error.or_in_member(files.first().map_or("", String::as_str));
    let backup = backup::read(volumes, state, wanted).map_err(of_first)?;
    notices.extend(backup.notices);
    let catalogue = catalogue_of(&backup.storage, &notices).map_err(of_first)?;
    let Some(member) = members.into_iter().next() else {
        return Err(Error::new(BackupFault::NoOwnFile));
    };
    Ok(FoundDatabase {
        member,
        catalogue,
        others: Vec::new(),
        storage: backup.storage,
        facts: DatabaseFacts {
            kind: if compressed {
                DatabaseKind::CompressedBackup
            } else {
                DatabaseKind::Backup
            },
            files,
            backup: Some(backup.facts),
            ..DatabaseFacts::default()
        },
        notices,
    })
}
