//! Data files: which `.ndf` belongs to which `.mdf`, and whether all are there.

use super::address::PageAddress;
use super::catalogue::DataFile;
use super::facts::{DatabaseFacts, DatabaseKind};
use super::fault::{FileFault, Noticed};
use super::file::PlainFile;
use crate::sqlserver::database::address::{u16_at, u32_at};
use crate::sqlserver::database::found::{FoundDatabase, catalogue_of};
use crate::wording::Sentence;

use super::page::{PAGE, Page, kind};
use super::record::Record;
use super::storage::{Bytes, Map, Storage, StoredRun, page_buffer};
use crate::input::Error;
use crate::input::members::Member;
use crate::sqlserver::file::{OtherKind, own_name};

/// The file that the boot page and the catalogue are in.
const PRIMARY: u16 = 1;

/// A data file, not yet part of a database.
struct Looked {
    file: PlainFile,
    id: u16,
    pages: u32,
    /// What was noticed.
    notices: Vec<Sentence>,
}

/// Opens the databases of these files: each `.mdf` with the `.ndf` that belong to it.
///
/// # Errors
/// Where one cannot be opened, or a file of a database is missing.
pub(super) fn open(members: Vec<Member>) -> Result<Vec<FoundDatabase>, Error> {
    let (mut primaries, mut secondaries, mut logs) = (Vec::new(), Vec::new(), Vec::new());
    for member in members {
        match look(&member).map_err(|error| error.in_member(&member.name))? {
            None => logs.push(member),
            Some(looked) if looked.id == PRIMARY => primaries.push((member, looked)),
            Some(looked) => secondaries.push((member, looked)),
        }
    }
    let lone = primaries.len() == 1;
    let mut databases = Vec::new();
    for (member, primary) in primaries {
        let name = member.name.clone();
        let database = join(member, primary, &mut secondaries, lone);
        databases.push(database.map_err(|error| error.in_member(&name))?);
    }
    if let Some((member, left)) = secondaries.first() {
        return Err(Error::new(FileFault::NoPrimary { number: left.id }).in_member(&member.name));
    }
    match databases.first_mut() {
        Some(database) => {
            database
                .others
                .extend(logs.into_iter().map(|log| (log, OtherKind::Log)));
        }
        None => {
            if let Some(log) = logs.first() {
                return Err(Error::new(FileFault::OnlyLog).in_member(&log.name));
            }
        }
    }
    Ok(databases)
}

/// What a file is; `None` for a log.
fn look(member: &Member) -> Result<Option<Looked>, Error> {
    let unreadable = |cause| Error::io(FileFault::CannotRead, cause);
    let path = member.path().unwrap_or_else(|| member.name.as_ref());
    let file = PlainFile::open(path).map_err(unreadable)?;
    let pages = u32::try_from(file.length() / PAGE as u64).unwrap_or(u32::MAX);
    if pages < 2 {
        let bytes = file.length();
        return Err(Error::new(FileFault::TooSmall { bytes }));
    }
    let mut header = page_buffer();
    file.read(0, &mut header[..]).map_err(unreadable)?;
    let id = u16_at(&header[..], 36).unwrap_or_default();
    let mut second = [0; 2];
    file.read(PAGE as u64, &mut second).map_err(unreadable)?;
    // A data file has the first map of its pages there, a log has not.
    if second != [1, kind::PFS] {
        let is_log = member.name.to_lowercase().ends_with(".ldf");
        if is_log || id != PRIMARY {
            return Ok(None);
        }
    }
    let mut notices = Vec::new();
    if !file.length().is_multiple_of(PAGE as u64) {
        notices.push(Noticed::CutPage { pages }.into());
    }
    let declared = Page::check(&mut header, PageAddress::new(id, 0))
        .ok()
        .and_then(declared_pages);
    if let Some(declared) = declared.filter(|declared| *declared > pages) {
        notices.push(Noticed::CutFile { declared, pages }.into());
    }
    Ok(Some(Looked {
        file,
        id,
        pages,
        notices,
    }))
}

/// How many pages the file header page says there are (reference: sql-extracts, 6.8).
fn declared_pages(page: Page<'_>) -> Option<u32> {
    let record = Record::parse(page.record(0).ok()??).ok()?;
    u32_at(record.variable(4).ok()??.bytes, 0)
}

/// Files that are put together.
#[derive(Default)]
struct Joined {
    members: Vec<Member>,
    ids: Vec<u16>,
    sources: Vec<Box<dyn Bytes>>,
    map: Map,
    notices: Vec<Sentence>,
}

impl Joined {
    fn add(&mut self, member: Member, looked: Looked) {
        let Looked {
            file,
            id,
            pages,
            notices,
        } = looked;
        self.map.add(StoredRun {
            first: PageAddress::new(id, 0),
            count: pages,
            source: self.sources.len(),
            at: 0,
        });
        self.sources.push(Box::new(file));
        self.ids.push(id);
        let is_first = self.members.is_empty();
        let notices = notices.into_iter().map(|notice| match is_first {
            true => notice,
            false => Noticed::OfFile {
                file: member.name.clone(),
                notice,
            }
            .into(),
        });
        self.notices.extend(notices);
        self.members.push(member);
    }
}

/// A database of its primary file and those of the others that belong to it: all of them, where it is the only one.
fn join(
    member: Member,
    primary: Looked,
    others: &mut Vec<(Member, Looked)>,
    lone: bool,
) -> Result<FoundDatabase, Error> {
    let mut joined = Joined::default();
    joined.add(member, primary);
    if lone {
        for (member, other) in others.drain(..) {
            joined.add(member, other);
        }
    }
    let mut storage = Storage::new(joined.sources, joined.map);
    let mut catalogue = catalogue_of(&storage, &joined.notices)?;
    let needed = catalogue.files.iter().filter(|file| file.is_data);
    let missing_files: Vec<_> = needed
        .filter(|file| !joined.ids.contains(&file.id))
        .collect();
    let absent = |file: &&DataFile| !others.iter().any(|other| is_called(other, file));
    let absent: Vec<_> = missing_files.iter().copied().filter(absent).collect();
    if !absent.is_empty() {
        return Err(missing(&catalogue.name, &absent));
    }
    if !missing_files.is_empty() {
        (joined.sources, joined.map) = storage.into_parts();
        for file in missing_files {
            let place = others.iter().position(|other| is_called(other, file));
            let at = place.ok_or_else(|| missing(&catalogue.name, &[file]))?;
            let (member, other) = others.remove(at);
            joined.add(member, other);
        }
        storage = Storage::new(joined.sources, joined.map);
        // Some of it may be in the others.
        catalogue = catalogue_of(&storage, &joined.notices)?;
    }
    let files = joined.members.iter().map(|member| member.name.clone());
    let facts = DatabaseFacts {
        kind: DatabaseKind::DataFile,
        files: files.collect(),
        ..DatabaseFacts::default()
    };
    let mut members = joined.members.into_iter();
    let Some(member) = members.next() else {
        unreachable!("the primary file is the first one");
    };
    Ok(FoundDatabase {
        member,
        catalogue,
        others: members
            .map(|member| (member, OtherKind::OfDatabase))
            .collect(),
        storage,
        facts,
        notices: joined.notices,
    })
}

/// Whether this is that file of a database, which knows it by its number and by its name.
fn is_called((member, looked): &(Member, Looked), file: &DataFile) -> bool {
    let name = |path| own_name(path).to_lowercase();
    looked.id == file.id && name(&member.name) == name(&file.physical)
}

fn missing(database: &str, files: &[&DataFile]) -> Error {
    let numbers = files
        .iter()
        .map(|DataFile { id, logical, .. }| format!("{id} ({logical})"));
    let names = files
        .iter()
        .map(|file| file.physical.rsplit(['/', '\\']).next().unwrap_or_default());
    Error::new(FileFault::MissingFiles {
        database: database.to_owned(),
        several: files.len() > 1,
        numbers: numbers.collect(),
        names: names.map(str::to_owned).collect(),
    })
}
