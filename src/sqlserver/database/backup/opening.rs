//! From the files of a backup to the pages of its database.

pub(super) mod history;

use std::sync::Arc;

use self::history::{State, Wanted};
use super::choosing::{choose, readable};
use super::fault::{BackupFault, StripeFault};
use super::media::{BackupSet, Media, Medium};
use super::notice::Noticed;
use super::placing::{Placed, place};
use super::stripes;
use crate::input::Error;
use crate::sqlserver::database::storage::{Bytes, Map, Storage};
use crate::sqlserver::{BackupFacts, SetFacts};
use crate::wording::Sentence;

/// A backup.
pub(crate) struct Backup {
    /// Its pages.
    pub storage: Storage,
    /// What it says of itself.
    pub facts: BackupFacts,
    /// What was chosen, and what is missing.
    pub notices: Vec<Sentence>,
}

/// The files over which the same backups are spread: often one.
pub(crate) struct Volume {
    files: Vec<Medium>,
    media: Vec<Media>,
}

/// A backup of a volume, as they are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    pub volume: usize,
    pub set: u32,
}

impl Volume {
    /// Puts the files of one medium together.
    ///
    /// # Errors
    /// Where files are missing or do not belong together.
    pub fn of(mut media: Vec<(Medium, Media)>) -> Result<Self, Error> {
        stripes::complete(&media)?;
        media.sort_by_key(|(_, own)| own.family);
        let (files, media) = media.into_iter().unzip();
        Ok(Volume { files, media })
    }

    /// What its first file is called.
    pub fn name(&self) -> &str {
        self.files.first().map_or("", |file| &file.name)
    }

    /// The backups in it.
    pub fn sets(&self) -> &[BackupSet] {
        self.media.first().map_or(&[], |media| &media.sets)
    }

    /// The parts of a backup, in the order of the files.
    fn parts(&self, number: u32) -> Result<Vec<&BackupSet>, Error> {
        let (Some(medium), Some(first)) = (self.files.first(), self.media.first()) else {
            return Err(Error::new(StripeFault::NoFile));
        };
        let set = choose(medium, first, number)?;
        let mut sets = vec![set];
        for (file, own) in self.files.iter().zip(&self.media).skip(1) {
            sets.push(same_of(file, own, set)?);
        }
        Ok(sets)
    }
}

/// Opens the backups of a file, as `--set` chooses. The tests use it.
///
/// # Errors
/// As [`read`].
#[cfg(any(test, fuzzing))]
pub(crate) fn open(media: Vec<(Medium, Media)>, set: Option<u32>) -> Result<Backup, Error> {
    use self::history::{History, Wanted};
    let volumes = vec![Volume::of(media)?];
    let wanted = Wanted {
        set,
        database: None,
    };
    let mut states = History::of(&volumes, &wanted)?.newest;
    // The last one of the file.
    states.sort_by_key(|state| state.last().set);
    let Some(state) = states.pop() else {
        return Err(Error::new(StripeFault::NoFile));
    };
    read(&volumes, &state, &wanted)
}

/// Reads the pages of a full backup, and those of the differential one that rests on it over them.
///
/// # Errors
/// Where one cannot be read: a file of it is missing, or it is protected or damaged.
pub(crate) fn read(volumes: &[Volume], state: &State, wanted: &Wanted) -> Result<Backup, Error> {
    let mut sources: Vec<Box<dyn Bytes>> = Vec::new();
    let mut map = Map::default();
    let mut notices = Vec::new();
    let mut facts = BackupFacts::default();
    let links = [Some(state.full), state.differential];
    for link in links.into_iter().flatten() {
        let Some(volume) = volumes.get(link.volume) else {
            continue;
        };
        let sets = volume.parts(link.set)?;
        let placed = place(&volume.files, &sets);
        let (Some(set), Some(first)) = (sets.first(), volume.media.first()) else {
            continue;
        };
        if placed.map.runs().is_empty() {
            let number = set.number;
            return Err(Error::new(BackupFault::NoPlaces { number }).in_member(volume.name()));
        }
        let (major, minor) = set.server;
        let before = facts;
        facts = BackupFacts {
            date: set.date.clone(),
            server: format!("{major}.{minor}"),
            stripes: first.families.max(1),
            set: set.number,
            sets: Vec::new(),
            pages: set.pages(),
            pages_there: placed.there,
        };
        if Some(link) == state.differential {
            whole(volume, set, &placed, &facts)?;
        }
        notices.extend(missing(&facts, &volume.files, &sets).map(Sentence::from));
        facts.pages += before.pages;
        facts.pages_there += before.pages_there;
        if placed.lost > 0 {
            let extents = placed.lost;
            notices.push(Noticed::Unplaced { extents }.into());
        }
        for (file, own) in volume.files.iter().zip(&volume.media) {
            notices.extend(
                flaws(file, own)
                    .map(Sentence::from)
                    .filter(|flaw| !notices.contains(flaw)),
            );
        }
        map = map.replaced_by(placed.map.behind(sources.len()));
        let files = volume.files.iter();
        sources.extend(files.map(|file| Box::new(Arc::clone(&file.bytes)) as Box<dyn Bytes>));
    }
    facts.sets = facts_of_sets(volumes, state);
    notices.splice(0..0, chosen(volumes, state, wanted).map(Sentence::from));
    Ok(Backup {
        storage: Storage::new(sources, map),
        facts,
        notices,
    })
}

/// Makes sure that a differential backup has all of its pages: where one is missing, the full one has an older state of it.
fn whole(
    volume: &Volume,
    set: &BackupSet,
    placed: &Placed,
    facts: &BackupFacts,
) -> Result<(), Error> {
    if facts.pages_there >= facts.pages && placed.lost == 0 {
        return Ok(());
    }
    let there = facts.pages_there.min(facts.pages);
    let fault = BackupFault::PartOfDifferential {
        backup: set.called(volume.name()),
        pages: facts.pages,
        there: there.saturating_sub(8 * placed.lost),
    };
    Err(Error::new(fault).in_member(volume.name()))
}

/// What was chosen of several.
fn chosen(volumes: &[Volume], state: &State, wanted: &Wanted) -> Option<Noticed> {
    let set = |link: Link| {
        let volume = volumes.get(link.volume)?;
        let set = volume.sets().iter().find(|set| set.number == link.set)?;
        Some((volume, set))
    };
    let (volume, last) = set(state.last())?;
    if state.differential.is_some() {
        let (base, full) = set(state.full)?;
        return Some(Noticed::OverFull {
            differential: last.called(volume.name()),
            full: full.called(base.name()),
        });
    }
    let count = volume.sets().len();
    (wanted.set.is_none() && count > 1).then(|| Noticed::Chosen {
        count,
        number: last.number,
        date: last.date.clone(),
    })
}

/// The backups of the files that are read, for people.
fn facts_of_sets(volumes: &[Volume], state: &State) -> Vec<SetFacts> {
    let mut own = vec![state.full.volume, state.last().volume];
    own.dedup();
    let several = own.len() > 1;
    let of_volume = own.iter().filter_map(|at| Some((*at, volumes.get(*at)?)));
    let sets = of_volume.flat_map(|(at, volume)| {
        volume.sets().iter().map(move |set| {
            let link = Link {
                volume: at,
                set: set.number,
            };
            SetFacts {
                number: set.number,
                kind: set.kind,
                name: set.name.clone(),
                database: set.database.clone(),
                date: set.date.clone(),
                file: if several { volume.name() } else { "" }.to_owned(),
                is_read: link == state.full || Some(link) == state.differential,
            }
        })
    });
    sets.collect()
}

/// The part of the same backup in another file.
fn same_of<'a>(file: &Medium, own: &'a Media, set: &BackupSet) -> Result<&'a BackupSet, Error> {
    let same = own.sets.iter().find(|it| it.number == set.number);
    let same = same.filter(|it| it.date == set.date && it.database == set.database);
    let Some(same) = same else {
        let fault = StripeFault::NoPart {
            number: set.number,
            date: set.date.clone(),
        };
        return Err(Error::new(fault).in_member(&file.name));
    };
    readable(same, own).map_err(|error| error.in_member(&file.name))?;
    Ok(same)
}

/// What is missing of the pages.
fn missing(facts: &BackupFacts, files: &[Medium], sets: &[&BackupSet]) -> Option<Noticed> {
    let (pages, there) = (facts.pages, facts.pages_there);
    let cut = files.iter().zip(sets).find(|(_, set)| !set.is_whole);
    match cut.map(|(file, _)| file.name.clone()) {
        Some(file) if there < pages => Some(Noticed::CutPages { file, pages, there }),
        Some(file) => Some(Noticed::CutStates { file }),
        None if there < pages => Some(Noticed::FewerPages { pages, there }),
        None if pages == 0 => Some(Noticed::PagesUnknown),
        None => None,
    }
}

/// What is wrong with the blocks of a file.
fn flaws(medium: &Medium, own: &Media) -> Option<Noticed> {
    let file = medium.name.clone();
    let is_decoded = medium.compressed;
    match (own.damaged, own.doubtful) {
        (Some(at), _) => Some(Noticed::DamagedAt {
            file,
            at,
            is_decoded,
        }),
        (None, Some(at)) => Some(Noticed::DoubtfulAt {
            file,
            at,
            is_decoded,
        }),
        (None, None) => None,
    }
}
