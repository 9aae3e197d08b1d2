//! What lies at one place of a value that is outside of its record (reference: sql-extracts, 6.6).

use super::super::address::RowAddress;
use super::super::bytes::{slice_at, u16_at};
use super::super::record::{RecordKind, kind_of};

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
    /// Looks at a fragment; behind it there may be more bytes. Says as a clause what is wrong with it.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, &'static str> {
        const CUT: &str = "it is cut off";
        let status = bytes.first().ok_or(CUT)?;
        if kind_of(*status) != RecordKind::Fragment {
            return Err("something else is there");
        }
        let length = u16_at(bytes, 2).ok_or(CUT)?;
        let bytes = bytes.get(..length.into()).ok_or(CUT)?;
        Ok(match u16_at(bytes, 12).ok_or(CUT)? {
            kind::SMALL_ROOT => {
                let length = u16_at(bytes, 14).ok_or(CUT)?;
                Node::Data(slice_at(bytes, 20, length.into()).ok_or(CUT)?)
            }
            kind::DATA => Node::Data(bytes.get(14..).ok_or(CUT)?),
            kind::INTERNAL => Node::Links(Links::parse(bytes, 20, 16)?),
            kind::LARGE_ROOT | kind::OLD_LARGE_ROOT => Node::Links(Links::parse(bytes, 24, 12)?),
            kind::NULL => Node::Null,
            _ => return Err("it is of a kind that pchat does not know"),
        })
    }
}

impl<'a> Links<'a> {
    /// The links of a fragment, of which the first one is at `from`. The level that it says is not needed, as their
    /// lengths say all; how deep it goes is counted.
    fn parse(fragment: &'a [u8], from: usize, size: usize) -> Result<Self, &'static str> {
        const WRONG: &str = "it says more links than it has room for";
        let most = u16_at(fragment, 14).ok_or(WRONG)?;
        let count = u16_at(fragment, 16).filter(|count| *count <= most);
        let length = usize::from(count.ok_or(WRONG)?) * size;
        let bytes = slice_at(fragment, from, length).ok_or(WRONG)?;
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
