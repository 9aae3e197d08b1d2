//! Data files: which `.ndf` belongs to which `.mdf`, and whether all are there.

use super::address::PageAddress;
use super::bytes::{u16_at, u32_at};
use super::catalogue::{self, DataFile};
use super::facts::DatabaseFacts;
use super::file::PlainFile;
use super::open::Unread;
use super::page::{PAGE, Page, kind};
use super::record::Record;
use super::storage::{Bytes, Map, Run, Storage, page_buffer};
use crate::source::Error;
use crate::source::package::archive::Member;
use crate::source::sql::recognise::What;

/// The file that the boot page and the catalogue are in.
const PRIMARY: u16 = 1;

/// A data file, not yet part of a database.
struct Found {
    member: Member,
    file: PlainFile,
    id: u16,
    pages: u32,
    /// What was noticed.
    notices: Vec<String>,
}

/// Opens the databases of these files: each `.mdf` with the `.ndf` that belong to it.
///
/// # Errors
/// Where one cannot be opened, or a file of a database is missing.
pub(super) fn open(members: Vec<Member>) -> Result<Vec<Unread>, Error> {
    let (mut primaries, mut secondaries, mut logs) = (Vec::new(), Vec::new(), Vec::new());
    for member in members {
        match look(&member).map_err(|error| error.in_member(&member.name))? {
            None => logs.push(member),
            Some((file, id, pages, notices)) => {
                let found = Found {
                    member,
                    file,
                    id,
                    pages,
                    notices,
                };
                if id == PRIMARY {
                    primaries.push(found);
                } else {
                    secondaries.push(found);
                }
            }
        }
    }
    let lone = primaries.len() == 1;
    let mut databases = Vec::new();
    for primary in primaries {
        let name = primary.member.name.clone();
        let database = join(primary, &mut secondaries, lone);
        databases.push(database.map_err(|error| error.in_member(&name))?);
    }
    if let Some(left) = secondaries.first() {
        return Err(Error::new(format!(
            "this is data file number {} of a database, and the file with its catalogue is not among the input",
            left.id
        ))
        .in_member(&left.member.name)
        .expected("the primary data file (.mdf) with it")
        .hint("give both: pchat analyze mgc.mdf mgc_2.ndf, or their folder"));
    }
    match databases.first_mut() {
        Some(database) => {
            database
                .others
                .extend(logs.into_iter().map(|log| (log, What::Log)));
        }
        None => {
            if let Some(log) = logs.first() {
                return Err(Error::new("this is a log file of a database, or a data file that was overwritten: it has no map of its pages")
                    .in_member(&log.name)
                    .expected("a data file: the .mdf, and the .ndf where there are some")
                    .hint("give the .mdf; the log alone holds no tables"));
            }
        }
    }
    Ok(databases)
}

/// The file with its id and its number of pages; `None` for a log.
fn look(member: &Member) -> Result<Option<(PlainFile, u16, u32, Vec<String>)>, Error> {
    let unreadable = |cause| Error::io("the file cannot be read", cause);
    let path = member.path().unwrap_or_else(|| member.name.as_ref());
    let file = PlainFile::open(path).map_err(unreadable)?;
    let pages = u32::try_from(file.length() / PAGE as u64).unwrap_or(u32::MAX);
    if pages < 2 {
        return Err(Error::new(format!("the file has {} bytes, which is less than two pages", file.length()))
            .expected("a whole data file")
            .hint("copy it again from where it was, and compare the sizes; SQL Server must have let go of it (detach the database, or stop the service)"));
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
        notices.push(format!(
            "The file ends in the middle of a page, behind {pages} whole ones."
        ));
    }
    let declared = Page::check(&mut header, PageAddress::new(id, 0))
        .ok()
        .and_then(declared_pages);
    if let Some(declared) = declared.filter(|declared| *declared > pages) {
        notices.push(format!("The file was cut off: it says that it has {declared} pages, and holds {pages}. What is on the others is missing."));
    }
    Ok(Some((file, id, pages, notices)))
}

/// How many pages the file header page says there are (reference: sql-extracts, 6.8).
fn declared_pages(page: Page<'_>) -> Option<u32> {
    let record = Record::parse(page.record(0).ok()??).ok()?;
    u32_at(record.variable(4).ok()??.bytes, 0)
}

/// A database of its primary file and those of the others that belong to it.
fn join(primary: Found, others: &mut Vec<Found>, lone: bool) -> Result<Unread, Error> {
    let mut map = Map::default();
    map.add(all_pages(primary.id, primary.pages, 0));
    let sources: Vec<Box<dyn Bytes>> = vec![Box::new(primary.file)];
    let mut notices = primary.notices;
    let storage = Storage::new(sources, map);
    let catalogue = catalogue::read(&storage)?;
    let (mut sources, mut map) = storage.into_parts();
    let mut facts = DatabaseFacts {
        kind: "data file",
        files: vec![primary.member.name.clone()],
        ..DatabaseFacts::default()
    };
    let mut joined = Vec::new();
    for file in catalogue
        .files
        .iter()
        .filter(|file| file.is_data && file.id != PRIMARY)
    {
        let Some(at) = others.iter().position(|other| belongs(other, file, lone)) else {
            return Err(missing(&catalogue.name, file));
        };
        let other = others.remove(at);
        map.add(all_pages(other.id, other.pages, sources.len()));
        sources.push(Box::new(other.file));
        let name = &other.member.name;
        notices.extend(
            other
                .notices
                .iter()
                .map(|notice| format!("{name}: {notice}")),
        );
        facts.files.push(name.clone());
        joined.push((other.member, What::OfDatabase));
    }
    Ok(Unread {
        member: primary.member,
        others: joined,
        storage: Storage::new(sources, map),
        facts,
        notices,
    })
}

fn all_pages(file: u16, count: u32, source: usize) -> Run {
    Run {
        first: PageAddress::new(file, 0),
        count,
        source,
        at: 0,
    }
}

/// Whether this is that file of the database: the only database there is, or one that knows it by its name.
fn belongs(found: &Found, file: &DataFile, lone: bool) -> bool {
    let own_name = |path: &str| {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        name.to_lowercase()
    };
    found.id == file.id && (lone || own_name(&found.member.name) == own_name(&file.physical))
}

fn missing(database: &str, file: &DataFile) -> Error {
    let DataFile {
        id,
        logical,
        physical,
        ..
    } = file;
    let name = physical.rsplit(['/', '\\']).next().unwrap_or(physical);
    Error::new(format!(
        "the database {database} also needs its data file number {id} ({logical}), which is not among the input"
    ))
    .expected(format!("{name}, as the server called it"))
    .hint("give all data files of the database, or the folder that they are in; a full backup holds all of them")
}
