//! What lies at one place of a value that is outside of its record (reference: sql-extracts, 6.6).

use crate::sqlserver::database::address::RowAddress;

use super::super::record::{RecordKind, kind_of};
use super::fault::PartFault;
use crate::sqlserver::database::address::{slice_at, u16_at};

/// A fragment of a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Node<'a> {
    /// A part of it.
    Data(&'a [u8]),
    /// Where its parts are.
    Links(Links<'a>),
    /// There is no value.
    Null,
}

/// Where the parts of a value are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Links<'a> {
    bytes: &'a [u8],
    /// How many bytes a link has: an address, and before it where the part ends in the whole.
    size: usize,
}

/// How many bytes an address has.
const ADDRESS: usize = 8;

/// Kinds of fragments.
mod kind {
    pub const SMALL_ROOT: u16 = 0;
    pub const INTERNAL: u16 = 2;
    pub const DATA: u16 = 3;
    /// That of SQL Server 2000.
    pub const OLD_LARGE_ROOT: u16 = 4;
    pub const LARGE_ROOT: u16 = 5;
    pub const NULL: u16 = 8;
}

impl<'a> Node<'a> {
    /// Looks at a fragment; behind it there may be more bytes.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, PartFault> {
        use PartFault::CutOff;
        let status = bytes.first().ok_or(CutOff)?;
        if kind_of(*status) != RecordKind::Fragment {
            return Err(PartFault::NoPart);
        }
        let length = u16_at(bytes, 2).ok_or(CutOff)?;
        let bytes = bytes.get(..length.into()).ok_or(CutOff)?;
        Ok(match u16_at(bytes, 12).ok_or(CutOff)? {
            kind::SMALL_ROOT => {
                let length = u16_at(bytes, 14).ok_or(CutOff)?;
                Node::Data(slice_at(bytes, 20, length.into()).ok_or(CutOff)?)
            }
            kind::DATA => Node::Data(bytes.get(14..).ok_or(CutOff)?),
            kind::INTERNAL => Node::Links(Links::parse(bytes, 20, 16)?),
            kind::LARGE_ROOT | kind::OLD_LARGE_ROOT => Node::Links(Links::parse(bytes, 24, 12)?),
            kind::NULL => Node::Null,
            _ => return Err(PartFault::UnknownPart),
        })
    }
}

impl<'a> Links<'a> {
    /// The links of a fragment, of which the first one is at `from`. The level that it says is not needed, as their
    /// lengths say all; how deep it goes is counted.
    fn parse(fragment: &'a [u8], from: usize, size: usize) -> Result<Self, PartFault> {
        let most = u16_at(fragment, 14).ok_or(PartFault::ManyLinks)?;
        let count = u16_at(fragment, 16).filter(|count| *count <= most);
        let length = usize::from(count.ok_or(PartFault::ManyLinks)?) * size;
        let bytes = slice_at(fragment, from, length).ok_or(PartFault::ManyLinks)?;
        Ok(Links { bytes, size })
    }

    /// The links of a root that stands in the record itself.
    pub fn of_root(bytes: &'a [u8]) -> Self {
        Links { bytes, size: 12 }
    }

    /// Where each part ends in the whole, and where it is.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = (u64, Option<RowAddress>)> + 'a {
        self.bytes.chunks_exact(self.size).map(|link| {
            let (end, address) = link.split_at(link.len() - ADDRESS);
            let end = end.iter().rev();
            let end = end.fold(0, |end, byte| end << 8 | u64::from(*byte));
            (end, RowAddress::at(address, 0))
        })
    }

    /// How long all of it is.
    pub fn total(self) -> u64 {
        self.iter().next_back().map_or(0, |(end, _)| end)
    }
}

/// Where a value is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Pointer<'a> {
    /// There it begins: so do `text`, `ntext` and `image` point.
    Text(RowAddress),
    /// Its parts are there.
    Root(Links<'a>),
}

/// How many bytes come before the links of a root.
const HEAD: usize = 12;
/// How many bytes a link of it has.
const LINK: usize = 12;
/// How many links it has at most.
const MOST: usize = 5;

/// The kinds of roots.
const ROW_OVERFLOW: u8 = 2;
const INLINE_ROOT: u8 = 4;

impl<'a> Pointer<'a> {
    /// Looks at a pointer; `None` for one that is not known, or leads nowhere.
    pub fn parse(bytes: &'a [u8]) -> Option<Self> {
        if bytes.len() == 16 {
            return RowAddress::at(bytes, 8).map(Pointer::Text);
        }
        let (head, links) = bytes.split_at_checked(HEAD)?;
        let count = links.len() / LINK;
        let is_known = match *head.first()? {
            // As the reference takes it to be; no real file with such a value was at hand. Where it is otherwise, the
            // lengths will hardly agree.
            ROW_OVERFLOW => count == 1,
            INLINE_ROOT => (1..=MOST).contains(&count),
            _ => false,
        };
        let is_whole = links.len().is_multiple_of(LINK);
        (is_known && is_whole).then_some(Pointer::Root(Links::of_root(links)))
    }
}
