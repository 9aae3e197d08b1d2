//! The members of an input: entries of a zip, files of a folder, or one bare file.

use crate::wording::Sentence;
use std::fs::{self, File};
use std::path::Path;

use super::super::fault::{Excess, Fault, Notice, Wanted};
use super::super::hashed::PackedDigest;
use super::super::zip::{self, UNKNOWN, part_of_a_zip};
use super::{Data, Entry, FREE_OF_RATIO, Member, read_some};
use crate::input::foreign::of_members;
use crate::input::walk::{DEEPEST, FolderEntry, Trouble, walk};
use crate::input::{Error, Limits, is_aside, limits, own_name};

/// What is in a zip or a folder; or one bare file.
pub(crate) struct Listing {
    /// The members, by name.
    pub members: Vec<Member>,
    /// The names of hidden and temporary files, which are never read.
    pub aside: Vec<String>,
    /// What is odd, and changes nothing of what is read.
    pub notices: Vec<Sentence>,
    /// What is damaged: of this, members may be missing or wrong.
    pub damage: Vec<Error>,
}

impl Listing {
    fn of(members: Vec<Member>) -> Self {
        Listing {
            members,
            aside: Vec::new(),
            notices: Vec::new(),
            damage: Vec::new(),
        }
    }

    /// The same where it asks for no more than it may.
    ///
    /// # Errors
    /// Where there are too many members, or one is packed too densely.
    pub fn within(self, limits: &Limits) -> Result<Self, Error> {
        let Limits { entries, ratio, .. } = *limits;
        if self.members.len() > entries {
            let count = self.members.len();
            return Err(limits::beyond(
                Excess::Members { count },
                "entries",
                entries,
            ));
        }
        let most = |member: &Member| member.packed.saturating_mul(ratio as u64);
        // What is small is no burden, however well it is packed. Of a cut member it is not known how large it was to
        // become.
        let known = |it: &Member| it.bytes > FREE_OF_RATIO && it.bytes < UNKNOWN;
        let is_dense = |it: &&Member| known(it) && it.bytes > most(it);
        if let Some(member) = self.members.iter().find(is_dense) {
            let (bytes, packed) = (member.bytes, member.packed);
            let what = Excess::Dense { packed, bytes };
            return Err(limits::beyond(what, "ratio", ratio).in_member(&member.name));
        }
        Ok(self)
    }

    /// The same where nothing is damaged.
    ///
    /// # Errors
    /// The first damage.
    pub fn whole(mut self) -> Result<Self, Error> {
        match self.damage.is_empty() {
            true => Ok(self),
            false => Err(self.damage.swap_remove(0)),
        }
    }
}

/// The same, with the names of what is never read.
///
/// # Errors
/// Where there is none, it is no zip, or a member is encrypted or compressed in a way we do not know.
pub(crate) fn listing(path: &Path) -> Result<Listing, Error> {
    let metadata = fs::metadata(path).map_err(|cause| Error::io(Fault::InputNotOpened, cause))?;
    let mut listing = if metadata.is_dir() {
        folder_members(path)?
    } else {
        let mut first = [0; 4];
        let mut file = open(path)?;
        let (length, damage) = read_some(&mut file, &mut first);
        if let Some(cause) = damage {
            return Err(Error::io(Fault::InputNotRead, cause));
        }
        match &first[..length] {
            [] => return Err(Error::new(Fault::EmptyFile)),
            start if is_zip(start) => zip_members(path)?,
            _ => {
                if let Some(error) = part_of_a_zip(path, &mut file) {
                    return Err(error);
                }
                // A file that is named is read, whatever it is called.
                return Ok(Listing::of(vec![bare_file(path, metadata.len())]));
            }
        }
    };
    listing.members.sort_by(|a, b| a.name.cmp(&b.name));
    let (aside, members): (Vec<_>, Vec<_>) =
        (listing.members.into_iter()).partition(|member| is_aside(&member.name));
    let aside: Vec<String> = aside.into_iter().map(|member| member.name).collect();
    if let (true, false) = (members.is_empty(), listing.damage.is_empty()) {
        return Err(listing.damage.swap_remove(0));
    }
    if members.is_empty() {
        return Err(Error::new(match aside.is_empty() {
            true => Fault::NoMember,
            false => Fault::OnlyAside { names: aside },
        }));
    }
    let names = members.iter().map(|member| &*member.name);
    if let Some(foreign) = of_members(names).filter(|_| !metadata.is_dir()) {
        return Err(foreign.error(Wanted::Package));
    }
    Ok(Listing {
        members,
        aside,
        ..listing
    })
}

/// Whether a file begins like a zip.
pub(super) fn is_zip(start: &[u8]) -> bool {
    matches!(
        start,
        [b'P', b'K', 3, 4] | [b'P', b'K', 5, 6] | [b'P', b'K', 7, 8]
    ) || start == b"PK00"
        || (start.len() < 4 && start.starts_with(b"PK"))
}

pub(super) fn bare_file(path: &Path, bytes: u64) -> Member {
    Member::plain(own_name(path), bytes, Data::File(path.to_owned()))
}

/// What is said of something in a folder that is neither a file nor a folder.
pub(super) fn no_file(kind: fs::FileType) -> Error {
    Error::new(match kind.is_symlink() {
        true => Fault::Link,
        false => Fault::NoFile,
    })
}

pub(super) fn folder_members(folder: &Path) -> Result<Listing, Error> {
    let mut listing = Listing::of(Vec::new());
    for entry in walk(folder) {
        let FolderEntry { name, path, kind } = entry.map_err(not_walked)?;
        if kind.is_dir() {
            continue;
        }
        if kind.is_file() {
            let bytes = fs::symlink_metadata(&path)
                .map_err(|cause| Error::io(Fault::FileNotOpened, cause).in_member(&name))?
                .len();
            listing
                .members
                .push(Member::plain(name, bytes, Data::File(path)));
        } else if !is_aside(&name) {
            let leads_to_folder = fs::metadata(path).is_ok_and(|it| it.is_dir());
            match leads_to_folder {
                true => listing.notices.push(Notice::FolderLink { name }.into()),
                false => listing.damage.push(no_file(kind).in_member(&name)),
            }
        }
    }
    Ok(listing)
}

pub(super) fn not_walked(trouble: Trouble) -> Error {
    let error = match trouble.cause {
        Some(cause) => Error::io(Fault::FolderNotRead, cause),
        None => Error::new(Fault::FolderTooDeep { most: DEEPEST }),
    };
    error.in_input(trouble.folder.display().to_string())
}

/// The members of a zip, with what is odd and what is damaged.
pub(super) fn zip_members(path: &Path) -> Result<Listing, Error> {
    let zip = zip::read(path)?;
    let members = zip.entries.into_iter().map(|entry| Member {
        bytes: entry.header.bytes,
        packed: entry.header.packed,
        method: Some(entry.method),
        data: Data::Entry(Box::new(Entry {
            archive: path.to_owned(),
            astray: zip::astray(&entry),
            place: entry.place,
            start: entry.start,
            method: entry.method,
            header: entry.header,
            digest: PackedDigest::default(),
        })),
        name: entry.name,
    });
    Ok(Listing {
        members: members.collect(),
        aside: Vec::new(),
        notices: zip.notices,
        damage: zip.damage,
    })
}

pub(super) fn open(path: &Path) -> Result<File, Error> {
    File::open(path).map_err(|cause| {
        Error::io(Fault::FileNotOpened, cause).in_input(path.display().to_string())
    })
}
