//! Where the head of a record is damaged, the next one is looked for, so that not all behind it is lost. That the right one
//! was taken shows later: pages have their own addresses and checksums.

use crate::input::Error;
use crate::sqlserver::database::address::u32_at;
use crate::sqlserver::database::compressed::fault::ContainerFault;
use crate::sqlserver::database::compressed::index;
use crate::sqlserver::database::compressed::index::CompressedPiece;
use crate::sqlserver::database::compressed::records::{HEAD, LEAST, MOST, Record, Version};
use crate::sqlserver::database::compressed::walk::Walk;

/// How often this is done for a file: what is damaged more often is hardly worth it.
pub(super) const MOST_RESUMED: usize = 32;

/// How many records must follow each other to be believed.
const ENOUGH: usize = 4;

/// How long a payload may be.
const LONGEST: u64 = u16::MAX as u64;

/// Finds the record behind the one at this place, which cannot be; corrects the one before it, if it may be that one's
/// length that is wrong, and adds what is lost between. `None` where no record is found, or more than one is lost.
pub(super) fn resume(walk: &mut Walk<'_>, at: u64) -> Result<Option<u64>, Error> {
    let head = walk.version.head();
    let from = match walk.last {
        Some(last) => last + head + u64::from(LEAST),
        None => at + 1,
    };
    let end = (at + 2 * (head + LONGEST)).min(walk.file.length());
    let mut bytes = vec![0; end.saturating_sub(from) as usize];
    walk.file
        .read(from, &mut bytes)
        .map_err(|error| Error::io(ContainerFault::CannotRead, error).at(from))?;
    for place in memchr::memchr2_iter(0x21, b'S', &bytes) {
        let next = from + place as u64;
        if next != at && is_start(walk.version, &bytes[place..]) && chain(walk, next)? {
            return Ok(mend(walk, at, next, &bytes[place..]).then_some(next));
        }
    }
    Ok(None)
}

/// Whether a record may begin with these bytes; what stands behind them is left to [`chain`].
fn is_start(version: Version, bytes: &[u8]) -> bool {
    match bytes {
        [0x21, ..] => version == Version::One || u32_at(bytes, 20).is_none_or(|zero| zero == 0),
        _ => bytes.starts_with(b"SFMB"),
    }
}

/// Whether records follow each other from here on, or up to the end of the file.
fn chain(walk: &Walk<'_>, from: u64) -> Result<bool, Error> {
    let mut at = from;
    for _ in 0..ENOUGH {
        let (record, next) = walk.record(at)?;
        let fits = match record {
            Record::Data { .. } => true,
            Record::Mark => at.is_multiple_of(walk.block),
            Record::Padding { .. } => next.is_multiple_of(walk.block),
            Record::End => true,
            Record::Unknown(_) => false,
        };
        if !fits || next > walk.file.length() {
            return Ok(false);
        }
        if next == walk.file.length() {
            return Ok(true);
        }
        at = next;
    }
    Ok(true)
}

/// Puts into the index what lies between the last record that is known and the next one; whether it can.
fn mend(walk: &mut Walk<'_>, at: u64, next: u64, found: &[u8]) -> bool {
    let head = walk.version.head();
    if let Some(last) = walk.last {
        let length = next - last - head;
        if length <= LONGEST && (next < at || !is_whole(walk, None) && is_whole(walk, Some(length)))
        {
            // It is the length of the last one that is wrong.
            walk.index.lengthen(length as u16);
            return true;
        }
    }
    if found.starts_with(b"SFMB") || (walk.last.is_none() && next == at + walk.block) {
        // A padding, an end or a mark: nothing of the tape is lost.
        return true;
    }
    // A piece. It may be whole, if only its kind is wrong.
    let Some(length) = next.checked_sub(at + head).filter(|it| *it <= LONGEST) else {
        return false;
    };
    let mut own = [0; HEAD];
    let sectors = match walk.file.read(at, &mut own) {
        Ok(()) if (1..=MOST).contains(&own[1]) => own[1],
        _ => MOST,
    };
    walk.index.add(sectors, at, length as u16);
    true
}

/// Whether the last piece can be decoded, with the length that it has or another one.
fn is_whole(walk: &Walk<'_>, length: Option<u64>) -> bool {
    let last = walk.index.count().checked_sub(1);
    let last = last.and_then(|number| walk.index.piece(number));
    last.is_some_and(|last| {
        let length = length.map_or(last.length, |length| length as usize);
        index::piece(walk.file, walk.version, CompressedPiece { length, ..last }).is_ok()
    })
}
