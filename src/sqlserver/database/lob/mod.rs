//! Values that lie outside of their record (reference: sql-extracts, 6.6).
//!
//! A value is a tree: its inner places say where its parts are and how long, its leaves are the parts. What a link says of
//! a length must be so. A value can thus not become longer than its root says; and that must not be more than a row may
//! have, nor more than is in the whole database.

mod cache;
mod fault;
mod node;
#[cfg(test)]
mod tests;
mod walk;

use cache::Cache;
use fault::{LobFault, PartFault};
use node::Node;
use walk::{Link, Walk};

use super::page::kind::{LOB_MIX, LOB_TREE};
use super::storage::Storage;
use crate::sqlserver::database::address::RowAddress;
use crate::sqlserver::database::lob::node::Pointer;
use crate::wording::Sentence;

/// Reads values that lie outside of their records.
pub(super) struct Lobs<'s> {
    storage: &'s Storage,
    cache: Cache,
    walk: Walk,
}

impl<'s> Lobs<'s> {
    /// Reads from this database.
    pub fn new(storage: &'s Storage) -> Self {
        Lobs {
            storage,
            cache: Cache::default(),
            // A part is of one row only.
            walk: Walk::new(storage.size()),
        }
    }

    /// Begins a row.
    pub fn begin_row(&mut self) {
        self.walk.begin_row();
    }

    /// Appends the value that a pointer leads to; `false` where it is NULL.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn read(&mut self, pointer: &[u8], value: &mut Vec<u8>) -> Result<bool, Sentence> {
        match Pointer::parse(pointer).ok_or_else(|| unknown(pointer))? {
            Pointer::Text(at) => self.walk.begin_at(at),
            Pointer::Root(links) => self.walk.begin_with(links)?,
        }
        while let Some(link) = self.walk.next() {
            if !self.part(link, value)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Reads a part, or where its own parts are. `false` where it says that there is no value.
    fn part(&mut self, link: Link, value: &mut Vec<u8>) -> Result<bool, LobFault> {
        let RowAddress { page: at, slot } = link.at;
        let page = self.cache.page(self.storage, at);
        let page = page.map_err(|damage| LobFault::PartDamaged { page: at, damage })?;
        let wrong = |what| LobFault::WrongPart {
            slot,
            page: at,
            what,
        };
        if !matches!(page.kind(), LOB_MIX | LOB_TREE) {
            return Err(wrong(PartFault::OtherPage));
        }
        let record = page.record(slot).ok().flatten();
        let record = record.ok_or_else(|| wrong(PartFault::NothingThere))?;
        let node = Node::parse(record).map_err(wrong)?;
        let length = match node {
            Node::Data(data) => data.len() as u64,
            Node::Links(links) => links.total(),
            Node::Null if link.length.is_none() => return Ok(false),
            Node::Null => return Err(wrong(PartFault::NoValueThere)),
        };
        match link.length {
            None => self.walk.expect(length)?,
            Some(said) if said == length => {}
            Some(said) => return Err(wrong(PartFault::OtherLength { length, said })),
        }
        match node {
            Node::Data(data) => value.extend_from_slice(data),
            Node::Links(links) => {
                self.walk.follow(links, link.depth).map_err(wrong)?;
            }
            Node::Null => {}
        }
        Ok(true)
    }
}

#[cold]
fn unknown(pointer: &[u8]) -> LobFault {
    LobFault::Nowhere {
        length: pointer.len(),
        kind: pointer.first().copied().unwrap_or_default(),
    }
}
