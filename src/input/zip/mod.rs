//! The entries of a zip, by its directory: checked against itself and against the headers in front of the data. Nothing
//! is left out because a number said so.

mod check;
mod fault;
mod header;
mod names;
mod partial;
mod rescue;

use std::fs::File;
use std::io::{self, BufReader, Seek, SeekFrom};
use std::path::Path;

use rawzip::{MAX_CENTRAL_DIRECTORY_RECORD_SIZE, ZipArchive};

use self::fault::{Fault, Why};
use super::inflate::Method;
use crate::input::Error;
use crate::wording::Sentence;

pub(super) use fault::{Astray, Broken};
pub(crate) use header::EntryHeader;
pub(super) use names::astray;
pub(super) use partial::part_of_a_zip;
pub(super) use rescue::UNKNOWN;

/// What is in a zip.
#[derive(Debug, Default)]
pub(super) struct Zip {
    /// Its files, in the order of the directory.
    pub entries: Vec<Entry>,
    /// What is odd, and changes nothing of what is read.
    pub notices: Vec<Sentence>,
    /// What is damaged: of this, members may be missing or wrong.
    pub damage: Vec<Error>,
}

/// A file in a zip.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its name, with `/` between folders.
    pub name: String,
    /// Its number in the zip's directory.
    pub place: usize,
    /// Where its data begin.
    pub start: u64,
    pub method: Method,
    pub header: EntryHeader,
}

/// Reads the directory of a zip; where it has none that can be read, what stands in front of the data.
///
/// # Errors
/// Where it cannot be read, is a part of a zip, or a member is encrypted or compressed in a way that we do not know.
pub(super) fn read(path: &Path) -> Result<Zip, Error> {
    let open = || File::open(path).map_err(cannot_read);
    match directory(open()?, open()?) {
        Err(Unreadable::Directory(why)) => match part_of_a_zip(path, &mut open()?) {
            Some(part) => Err(part),
            None => rescue::read(open()?, why),
        },
        Err(Unreadable::Other(error)) => Err(error),
        Ok(zip) => Ok(zip),
    }
}

/// An entry by the header in front of its data.
#[derive(Clone, Debug)]
pub(crate) struct LocalEntry {
    /// Its name, with `/` between folders.
    pub name: String,
    /// Where its data begin.
    pub start: u64,
    /// How long they are.
    pub packed: u64,
    /// How they are compressed: 0, 8 or 9.
    pub method: u16,
}

/// The entries of a zip, without a look at its directory: by what stands in front of their data.
///
/// # Errors
/// As [`read`].
pub(crate) fn local_entries(path: &Path) -> Result<Vec<LocalEntry>, Error> {
    let in_zip = |error: Error| error.or_in_input(|| path.display().to_string());
    let file = File::open(path).map_err(|cause| in_zip(cannot_read(cause)))?;
    let zip = rescue::read(file, Why::NoEnd).map_err(in_zip)?;
    let entries = zip.entries.into_iter().map(|entry| LocalEntry {
        name: entry.name,
        start: entry.start,
        packed: entry.header.packed,
        method: entry.header.method,
    });
    Ok(entries.collect())
}

pub(super) fn cannot_read(cause: io::Error) -> Error {
    Error::io(Fault::CannotRead, cause)
}

enum Unreadable {
    /// The directory as a whole, and why.
    Directory(Why),
    Other(Error),
}

impl From<rawzip::Error> for Unreadable {
    fn from(error: rawzip::Error) -> Self {
        match error.into_kind() {
            rawzip::ErrorKind::IO(cause) if cause.kind() != io::ErrorKind::UnexpectedEof => {
                Unreadable::Other(cannot_read(cause))
            }
            kind => Unreadable::Directory(reason(&kind)),
        }
    }
}

/// Why a directory cannot be read, in our words: those of the library are for programmers.
fn reason(kind: &rawzip::ErrorKind) -> Why {
    use rawzip::ErrorKind;
    match kind {
        ErrorKind::MissingEndOfCentralDirectory => Why::NoEnd,
        ErrorKind::InvalidEndOfCentralDirectory => Why::EndAstray,
        ErrorKind::InvalidSignature { .. } => Why::NoEntry,
        ErrorKind::Eof | ErrorKind::IO(_) => Why::Cut,
        _ => Why::DamagedEntry,
    }
}

/// What stands of an entry in the directory, and where.
struct Listed {
    name: Vec<u8>,
    is_folder: bool,
    encrypted: bool,
    method: u16,
    /// Where its entry in the directory is.
    at: u64,
    packed: u64,
    bytes: u64,
    wayfinder: rawzip::ZipArchiveEntryWayfinder,
    /// Where the header in front of its data is.
    local: u64,
}

fn directory(file: File, for_headers: File) -> Result<Zip, Unreadable> {
    let mut buffer = vec![0; MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
    let archive = ZipArchive::from_file(file, &mut buffer)?;
    let mut listed = Vec::new();
    let mut entries = archive.entries(&mut buffer);
    while let Some(entry) = entries.next_entry()? {
        listed.push(Listed {
            name: entry.file_path().as_bytes().to_vec(),
            is_folder: entry.is_dir(),
            encrypted: entry.flags().is_encrypted(),
            method: entry.compression_method().as_u16(),
            at: entry.central_directory_offset(),
            packed: entry.compressed_size_hint(),
            bytes: entry.uncompressed_size_hint(),
            wayfinder: entry.wayfinder(),
            local: entry.local_header_offset(),
        });
    }
    let mut zip = Zip::default();
    let mut spans = Vec::with_capacity(listed.len());
    let mut headers = BufReader::new(for_headers);
    for (place, listed) in listed.iter().enumerate() {
        let name = names::decoded(&listed.name);
        let local = archive.get_entry(listed.wayfinder);
        let Ok(local) = local else {
            zip.damage
                .push(Error::new(Fault::NoHeader).in_member(&name));
            continue;
        };
        let (start, end) = local.compressed_data_range();
        spans.push(check::Span {
            place,
            name: name.clone(),
            from: listed.local,
            to: end,
        });
        zip.damage
            .extend(check::names_agree(&listed.name, &local, &mut buffer));
        if listed.is_folder || name.ends_with('/') {
            continue;
        }
        if listed.encrypted {
            return Err(Unreadable::Other(encrypted(&name)));
        }
        let method =
            method(listed.method).map_err(|error| Unreadable::Other(error.in_member(&name)))?;
        let header = headers
            .seek(SeekFrom::Start(listed.at))
            .and_then(|_| {
                EntryHeader::read(&mut headers, &listed.name, listed.packed, listed.bytes)
            })
            .map_err(|cause| Unreadable::Other(cannot_read(cause)))?;
        zip.entries.push(Entry {
            name,
            place,
            start,
            method,
            header,
        });
    }
    check::count(archive.entries_hint(), listed.len(), &mut zip);
    check::spans(
        spans,
        archive.directory_offset(),
        headers.get_mut(),
        &mut zip,
    )
    .map_err(|cause| Unreadable::Other(cannot_read(cause)))?;
    check::one_of_each_name(&mut zip);
    names::note_astray(&mut zip);
    Ok(zip)
}

fn encrypted(name: &str) -> Error {
    Error::new(Fault::Encrypted).in_member(name)
}

/// How an entry is compressed.
fn method(number: u16) -> Result<Method, Error> {
    match number {
        0 => Ok(Method::Stored),
        8 => Ok(Method::Deflate),
        9 => Ok(Method::Deflate64),
        number => Err(Error::new(Fault::Method { number })),
    }
}
