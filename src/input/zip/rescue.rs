//! A zip without its directory: cut, or never finished. What stands in front of the data of each entry says enough to read
//! it, if nothing was changed in it.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use memchr::memmem;

use super::fault::{Fault, Why};
use super::{Entry, EntryHeader, Zip, cannot_read, check, encrypted, method, names};
use crate::input::Error;

/// Bytes of the header in front of the data, before the name (APPNOTE.TXT, 4.3.7).
const FIXED: usize = 30;
/// The size of an entry of which nothing says what it was.
pub(crate) const UNKNOWN: u64 = u64::MAX;
const SIGNATURE: [u8; 4] = *b"PK\x03\x04";
/// What begins the sizes behind the data, where they were not known before.
const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";
/// What may begin behind the data of an entry: its sizes, the next entry, or one of the parts of the directory.
const BEGINNINGS: [[u8; 4]; 6] = [
    DESCRIPTOR,
    SIGNATURE,
    *b"PK\x01\x02",
    *b"PK\x05\x06",
    *b"PK\x06\x06",
    *b"PK\x06\x08",
];
/// Bytes looked through at a time: few at first, as the next entry mostly begins where the last one ends.
const FIRST_PIECE: u64 = 64;
const LARGEST_PIECE: u64 = 1 << 20;

/// Reads all entries that begin with a header. That there is no directory is damage.
pub(super) fn read(file: File, why: Why) -> Result<Zip, Error> {
    let size = file.metadata().map_err(cannot_read)?.len();
    let mut zip = Zip::default();
    zip.damage
        .push(Error::new(Fault::NoDirectory { why, size }));
    let mut file = BufReader::new(file);
    let mut at = 0;
    while let Some(local) = next(&mut file, at).map_err(cannot_read)? {
        let name = names::decoded(&local.name);
        let (packed, bytes, crc) = match local.sizes {
            Some(sizes) => sizes,
            None => descriptor(&mut file, local.data)
                .map_err(cannot_read)?
                // Nothing says where it ends: it is cut.
                .unwrap_or((size - local.data, UNKNOWN, 0)),
        };
        at = local.data.saturating_add(packed);
        if name.ends_with('/') {
            continue;
        }
        if local.encrypted {
            return Err(encrypted(&name));
        }
        zip.entries.push(Entry {
            place: zip.entries.len(),
            start: local.data,
            method: method(local.method).map_err(|error| error.in_member(&name))?,
            header: EntryHeader {
                crc,
                packed,
                method: local.method,
                name: local.name,
                ..EntryHeader::plain(&name, bytes)
            },
            name,
        });
    }
    check::one_of_each_name(&mut zip);
    names::note_astray(&mut zip);
    Ok(zip)
}

/// What stands in front of the data of an entry.
struct Local {
    name: Vec<u8>,
    encrypted: bool,
    method: u16,
    /// Where the data begin.
    data: u64,
    /// Packed and unpacked bytes, and the checksum; none where they stand behind the data.
    sizes: Option<(u64, u64, u32)>,
}

/// The first header from here on.
fn next(file: &mut BufReader<File>, from: u64) -> io::Result<Option<Local>> {
    let Some((at, _)) = find(file, from, &[SIGNATURE])? else {
        return Ok(None);
    };
    file.seek(SeekFrom::Start(at))?;
    let mut fixed = [0; FIXED];
    if read_whole(file, &mut fixed)?.is_none() {
        return Ok(None);
    }
    let short = |at: usize| u16::from_le_bytes([fixed[at], fixed[at + 1]]);
    let long = |at: usize| u32::from(short(at)) | u32::from(short(at + 2)) << 16;
    let (name, extra) = (usize::from(short(26)), usize::from(short(28)));
    let mut rest = vec![0; name + extra];
    if read_whole(file, &mut rest)?.is_none() {
        return Ok(None);
    }
    let flags = short(6);
    let behind = flags & 8 != 0;
    let (packed, bytes) = large(&rest[name..], long(18), long(22));
    Ok(Some(Local {
        encrypted: flags & 1 != 0,
        method: short(8),
        data: at + (FIXED + name + extra) as u64,
        sizes: (!behind || packed > 0).then_some((packed, bytes, long(14))),
        name: rest[..name].to_vec(),
    }))
}

/// The sizes, which stand in the extra field 1 where four bytes are not enough (APPNOTE.TXT, 4.5.3).
fn large(mut extra: &[u8], packed: u32, bytes: u32) -> (u64, u64) {
    let (mut large_packed, mut large_bytes) = (u64::from(packed), u64::from(bytes));
    while let Some((head, rest)) = extra.split_first_chunk::<4>() {
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let Some(field) = rest.get(..length) else {
            break;
        };
        if head[..2] == [1, 0] {
            let mut numbers = field.chunks_exact(8).filter_map(|it| it.first_chunk());
            let mut take = |size: &mut u64| {
                if let Some(number) = numbers.next() {
                    *size = u64::from_le_bytes(*number);
                }
            };
            if bytes == u32::MAX {
                take(&mut large_bytes);
            }
            if packed == u32::MAX {
                take(&mut large_packed);
            }
        }
        extra = &rest[length..];
    }
    (large_packed, large_bytes)
}

/// What stands behind data that begin here: packed and unpacked bytes, and the checksum. A signature in front of it is usual,
/// but may be missing (APPNOTE.TXT, 4.3.9.3): then it ends where something else begins. The packed size tells it from the same
/// bytes inside of the data.
fn descriptor(file: &mut BufReader<File>, data: u64) -> io::Result<Option<(u64, u64, u32)>> {
    let mut from = data;
    loop {
        let found = find(file, from, &BEGINNINGS)?;
        let at = match &found {
            Some((at, _)) => *at,
            None => file.seek(SeekFrom::End(0))?,
        };
        let sizes = match found {
            Some((_, DESCRIPTOR)) => {
                file.seek(SeekFrom::Start(at + DESCRIPTOR.len() as u64))?;
                let mut fields = Vec::new();
                file.by_ref().take(LARGE).read_to_end(&mut fields)?;
                sizes(&fields, at - data)
            }
            _ => unmarked(file, data, at)?,
        };
        if sizes.is_some() || found.is_none() {
            return Ok(sizes);
        }
        from = at + 1;
    }
}

/// A checksum, and two sizes of four bytes each, or of eight.
const SMALL: u64 = 12;
const LARGE: u64 = 20;

/// The same from a descriptor without signature that ends here.
fn unmarked(
    file: &mut BufReader<File>,
    data: u64,
    end: u64,
) -> io::Result<Option<(u64, u64, u32)>> {
    for length in [LARGE, SMALL] {
        let Some(packed) = end.checked_sub(data + length) else {
            continue;
        };
        file.seek(SeekFrom::Start(data + packed))?;
        let mut fields = Vec::new();
        file.by_ref().take(length).read_to_end(&mut fields)?;
        let found = sizes(&fields, packed);
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// Packed and unpacked bytes, and the checksum, where the fields are those of data of this packed size.
fn sizes(fields: &[u8], packed: u64) -> Option<(u64, u64, u32)> {
    let short = |at: usize| {
        let bytes = fields.get(at..)?.first_chunk()?;
        Some(u32::from_le_bytes(*bytes))
    };
    let long = |at: usize| {
        let bytes = fields.get(at..)?.first_chunk()?;
        Some(u64::from_le_bytes(*bytes))
    };
    let large = long(12).filter(|_| long(4) == Some(packed));
    let small = || short(8).filter(|_| short(4).map(u64::from) == Some(packed));
    let bytes = large.or_else(|| small().map(u64::from))?;
    Some((packed, bytes, short(0)?))
}

/// Reads so many bytes; none where the file ends before them.
fn read_whole<'a>(file: &mut impl Read, into: &'a mut [u8]) -> io::Result<Option<&'a [u8]>> {
    match file.read_exact(into) {
        Ok(()) => Ok(Some(into)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

/// Where one of these stands first from here on, and which.
fn find(
    file: &mut BufReader<File>,
    from: u64,
    wanted: &[[u8; 4]],
) -> io::Result<Option<(u64, [u8; 4])>> {
    file.seek(SeekFrom::Start(from))?;
    let (mut at, mut piece, mut size) = (from, Vec::new(), FIRST_PIECE);
    loop {
        let kept = piece.len();
        file.by_ref().take(size).read_to_end(&mut piece)?;
        size = (size * 4).min(LARGEST_PIECE);
        // All of them begin alike.
        for begins in memmem::find_iter(&piece, b"PK") {
            if let Some(found) = piece[begins..].first_chunk()
                && wanted.contains(found)
            {
                return Ok(Some((at + begins as u64, *found)));
            }
        }
        if piece.len() == kept {
            return Ok(None);
        }
        // One may begin in this piece and end in the next.
        let done = piece.len() - 3.min(piece.len());
        piece.drain(..done);
        at += done as u64;
    }
}
