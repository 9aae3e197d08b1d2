//! Values that lie outside of their record (reference: sql-extracts, 6.6).
//!
//! A value is a tree: its inner places say where its parts are and how long, its leaves are the parts. What a link says of
//! a length must be so. A value can thus not become longer than its root says; and that must not be more than a row may
//! have, nor more than is in the whole database.

mod cache;
mod node;
#[cfg(test)]
mod tests;
mod walk;

use std::fmt::Display;

use cache::Cache;
use node::Node;
use walk::{Link, Walk};

use super::page::kind::{LOB_MIX, LOB_TREE};
use super::storage::Storage;
use crate::sqlserver::database::lob::node::Pointer;

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
    /// Where it cannot be read: a clause.
    pub fn read(&mut self, pointer: &[u8], value: &mut Vec<u8>) -> Result<bool, String> {
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
    fn part(&mut self, link: Link, value: &mut Vec<u8>) -> Result<bool, String> {
        let at = link.at;
        let page = self.cache.page(self.storage, at.page);
        let page =
            page.map_err(|damage| format!("page {}, where a part of it is, {damage}", at.page))?;
        let wrong = |what: &dyn Display| {
            let (slot, page) = (at.slot, at.page);
            format!("a part of it should be in slot {slot} of page {page}, and {what}")
        };
        if !matches!(page.kind(), LOB_MIX | LOB_TREE) {
            return Err(wrong(&"that page is of another kind"));
        }
        let record = page.record(at.slot).ok().flatten();
        let record = record.ok_or_else(|| wrong(&"nothing is there"))?;
        let node = Node::parse(record).map_err(|what| wrong(&what))?;
        let length = match node {
            Node::Data(data) => data.len() as u64,
            Node::Links(links) => links.total(),
            Node::Null if link.length.is_none() => return Ok(false),
            Node::Null => return Err(wrong(&"it says that there is no value")),
        };
        match link.length {
            None => self.walk.expect(length)?,
            Some(said) if said == length => {}
            Some(said) => return Err(wrong(&format!("it has {length} bytes, not {said}"))),
        }
        match node {
            Node::Data(data) => value.extend_from_slice(data),
            Node::Links(links) => {
                let followed = self.walk.follow(links, link.depth);
                followed.map_err(|what| wrong(&what))?;
            }
            Node::Null => {}
        }
        Ok(true)
    }
}

#[cold]
fn unknown(pointer: &[u8]) -> String {
    let kind = pointer.first().copied().unwrap_or_default();
    let length = pointer.len();
    format!(
        "it is elsewhere, and the {length} bytes that say where (kind {kind}) lead nowhere that pchat knows"
    )
}
