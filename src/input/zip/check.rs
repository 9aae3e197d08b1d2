//! What a zip's directory says, held against what is there.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use rawzip::{ReaderAt, ZipEntry};

use super::fault::{Fault, Oddity};
use super::{Zip, names};
use crate::input::Error;

/// The end of a directory counts its entries with so many numbers, unless it has a second end.
const COUNTED: u64 = 1 << 16;

/// Where an entry lies: from the header in front of its data to their end.
pub(super) struct Span {
    pub place: usize,
    pub name: String,
    pub from: u64,
    pub to: u64,
}

/// Whether the header in front of the data has the name that the directory has.
pub(super) fn names_agree<R: ReaderAt>(
    listed: &[u8],
    local: &ZipEntry<'_, R>,
    buffer: &mut [u8],
) -> Option<Error> {
    let header = local.local_header(buffer).ok()?;
    let own = header.file_path().as_bytes();
    if own == listed {
        return None;
    }
    let (own, listed) = (names::decoded(own), names::decoded(listed));
    Some(Error::new(Fault::TwoNames { own }).in_member(&listed))
}

/// Compares how many entries there are with what the directory's end says: what is there counts.
pub(super) fn count(said: u64, found: usize, zip: &mut Zip) {
    let found = found as u64;
    if said == found {
        return;
    }
    // With more entries than the end has numbers for, it begins anew, unless a second end says how many there are.
    if said == found % COUNTED {
        zip.notices.push(Oddity::CountWrapped { found }.into());
    } else if said < found {
        zip.notices.push(Oddity::More { said, found }.into());
    } else {
        zip.damage.push(Error::new(Fault::Fewer { said, found }));
    }
}

/// Whether entries lie side by side in front of the directory, with no other one between them.
pub(super) fn spans(
    mut spans: Vec<Span>,
    directory: u64,
    file: &mut File,
    zip: &mut Zip,
) -> io::Result<()> {
    spans.sort_by_key(|span| (span.from, span.to));
    let mut end = 0;
    let mut before: Option<&Span> = None;
    for span in &spans {
        if span.from < end {
            let other = before.map_or_else(String::new, |before| before.name.clone());
            zip.damage
                .push(Error::new(Fault::Shared { other }).in_member(&span.name));
            zip.entries.retain(|entry| entry.place != span.place);
            continue;
        }
        gap(file, end, span.from, zip)?;
        if span.to > directory {
            zip.damage
                .push(Error::new(Fault::IntoDirectory).in_member(&span.name));
        }
        end = span.to;
        before = Some(span);
    }
    gap(file, end, directory, zip)
}

/// What may stand behind the data of an entry: its checksum and sizes, with a signature or without, in four or eight bytes
/// each (APPNOTE.TXT, 4.3.9). At the beginning of the file there is none.
const DESCRIPTORS: [usize; 5] = [0, 12, 16, 20, 24];

/// An entry that lies between others and that the directory does not list.
fn gap(file: &mut File, from: u64, to: u64, zip: &mut Zip) -> io::Result<()> {
    const SIGNATURE: &[u8] = b"PK\x03\x04";
    let most = (DESCRIPTORS[DESCRIPTORS.len() - 1] + SIGNATURE.len()) as u64;
    if to.saturating_sub(from) < SIGNATURE.len() as u64 {
        return Ok(());
    }
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::new();
    file.by_ref()
        .take((to - from).min(most))
        .read_to_end(&mut bytes)?;
    let is_entry = DESCRIPTORS.iter().any(|at| {
        bytes
            .get(*at..)
            .is_some_and(|rest| rest.starts_with(SIGNATURE))
    });
    if is_entry {
        zip.damage.push(Error::new(Fault::Unlisted).at(from));
    }
    Ok(())
}

/// Leaves out all but the first member of a name.
pub(super) fn one_of_each_name(zip: &mut Zip) {
    let mut known = HashSet::with_capacity(zip.entries.len());
    let damage = &mut zip.damage;
    zip.entries.retain(|entry| {
        let is_new = known.insert(entry.name.clone());
        if !is_new {
            damage.push(Error::new(Fault::SameName).in_member(&entry.name));
        }
        is_new
    });
}
