//! Which format file belongs to which data file.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use super::file::{Other, OtherKind, Stated, StatedBy, own_name, start, stem};
use super::format_file::{FormatFile, LARGEST, looks_like_format_file};
use super::options::ExtractOptions;
use crate::input::members::{Member, unreadable};
use crate::input::{self, Error};
use crate::wording::wording;

/// Bytes by which a format file is known.
const HEAD: u64 = 4096;

wording! {
    in "format-file";
    /// Why a format file cannot be used.
    enum Problem {
        /// One was given for several data files.
        ForSeveral { files: usize },
        /// The system cannot read it.
        Unreadable,
    }
}

/// The format files of an input.
pub(super) struct Formats {
    /// By the name of the data file without its extension, in lower case; each with its own name.
    by_stem: BTreeMap<String, (String, FormatFile)>,
    /// The one that was named, for all files.
    named: Option<(String, FormatFile)>,
}

impl Formats {
    /// Takes the format files out of the members.
    pub fn take(
        members: &mut Vec<Member>,
        others: &mut Vec<Other>,
        options: &ExtractOptions,
    ) -> Result<Self, Error> {
        let mut by_stem = BTreeMap::new();
        let mut rest = Vec::with_capacity(members.len());
        for member in members.drain(..) {
            if !looks_like_format_file(&start(&member)?) {
                rest.push(member);
                continue;
            }
            let mut raw = Vec::new();
            let read = member.open()?.take(LARGEST).read_to_end(&mut raw);
            read.map_err(|cause| unreadable(cause, raw.len() as u64).in_member(&member.name))?;
            let format = FormatFile::parse(&member.name, &raw)?;
            let name = own_name(&member.name).to_owned();
            by_stem.insert(stem(&member.name).to_lowercase(), (name, format));
            others.push(Other {
                member,
                what: OtherKind::Format,
            });
        }
        *members = rest;
        // A file that is given by itself may have its own beside it.
        for member in members.iter() {
            let stem = stem(&member.name).to_lowercase();
            if let (false, Some(path)) = (by_stem.contains_key(&stem), member.path()) {
                let beside = beside(path)?;
                by_stem.extend(beside.map(|format| (stem, format)));
            }
        }
        let named = options
            .format_file
            .as_deref()
            .map(read_format)
            .transpose()?;
        if named.is_some() && members.len() > 1 {
            let files = members.len();
            return Err(Error::new(Problem::ForSeveral { files }));
        }
        Ok(Formats { by_stem, named })
    }

    /// The collations that they name for names.
    pub fn collations(&self) -> Vec<Stated> {
        let formats = self.by_stem.values().chain(&self.named);
        let stated = formats.filter_map(|(file, format)| {
            let name = format.collation.clone()?;
            let by = StatedBy::FormatFile { file: file.clone() };
            Some(Stated { name, by })
        });
        stated.collect()
    }

    /// The one that says how this data file is written.
    pub fn of(&self, name: &str) -> Option<&FormatFile> {
        let named = self.named.as_ref();
        let found = named.or_else(|| self.by_stem.get(&stem(name).to_lowercase()));
        found.map(|(_, format)| format)
    }
}

/// The format file beside a data file.
fn beside(path: &Path) -> Result<Option<(String, FormatFile)>, Error> {
    for ending in ["fmt", "xml"] {
        let path = path.with_extension(ending);
        let mut head = Vec::new();
        let read = fs::File::open(&path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
        if read.is_ok() && looks_like_format_file(&head) {
            return read_format(&path).map(Some);
        }
    }
    Ok(None)
}

fn read_format(path: &Path) -> Result<(String, FormatFile), Error> {
    let shown = || path.display().to_string();
    let bytes =
        fs::read(path).map_err(|cause| Error::io(Problem::Unreadable, cause).in_input(shown()))?;
    Ok((input::own_name(path), FormatFile::parse(&shown(), &bytes)?))
}
