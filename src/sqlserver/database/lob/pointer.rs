//! What stands in a record in place of a value that lies elsewhere (reference: sql-extracts, 6.6).

use super::super::address::RowAddress;
use super::node::Links;

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
