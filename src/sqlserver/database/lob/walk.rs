//! The way through the parts of a value, and how far it may go.

use super::super::address::RowAddress;
use super::fault::{LobFault, PartFault};
use super::node::Links;
use crate::sqlserver::pieces::LARGEST_ROW;
use crate::wording::Sentence;

/// How deep a tree may be, counted in links. That of 2 GB has four: an inner place has room for 500 links.
const DEEPEST: u8 = 8;

/// What is still to be read.
pub(super) struct Walk {
    /// Parts of a value, the next one last.
    links: Vec<Link>,
    /// How many bytes may still come for the row.
    of_row: u64,
    /// How many may still come for all rows.
    of_all: u64,
}

/// A part of a value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub at: RowAddress,
    /// How many bytes it has; `None` where nothing says it before it is read.
    pub length: Option<u64>,
    /// How many links lead to it.
    pub depth: u8,
}

impl Walk {
    /// For rows whose values have so many bytes in all.
    pub fn new(of_all: u64) -> Self {
        Walk {
            links: Vec::new(),
            of_row: LARGEST_ROW as u64,
            of_all,
        }
    }

    /// Begins a row.
    pub fn begin_row(&mut self) {
        self.of_row = LARGEST_ROW as u64;
    }

    /// Begins a value that is all at one place.
    pub fn begin_at(&mut self, at: RowAddress) {
        self.links.clear();
        self.links.push(Link {
            at,
            length: None,
            depth: 1,
        });
    }

    /// Begins a value whose parts are there.
    pub fn begin_with(&mut self, links: Links<'_>) -> Result<(), Sentence> {
        self.links.clear();
        self.expect(links.total())?;
        Ok(self.follow(links, 0)?)
    }

    /// The next part.
    pub fn next(&mut self) -> Option<Link> {
        self.links.pop()
    }

    /// A value has so many bytes.
    ///
    /// # Errors
    /// Where it cannot have so many.
    pub fn expect(&mut self, length: u64) -> Result<(), LobFault> {
        let row = self.of_row.checked_sub(length);
        self.of_row = row.ok_or(LobFault::TooLong {
            length,
            most: LARGEST_ROW as u64,
        })?;
        let all = self.of_all.checked_sub(length);
        self.of_all = all.ok_or(LobFault::MoreThanAll { length })?;
        Ok(())
    }

    /// Goes on with these parts, to which so many links lead.
    ///
    /// # Errors
    /// Where they cannot be.
    pub fn follow(&mut self, links: Links<'_>, depth: u8) -> Result<(), PartFault> {
        if depth >= DEEPEST {
            return Err(PartFault::TooDeep);
        }
        let from = self.links.len();
        let mut before = 0;
        for (end, at) in links.iter() {
            let length = end.checked_sub(before).ok_or(PartFault::OutOfOrder)?;
            before = end;
            // A part without bytes may lead anywhere.
            if length > 0 {
                self.links.push(Link {
                    at: at.ok_or(PartFault::PartNowhere)?,
                    length: Some(length),
                    depth: depth + 1,
                });
            }
        }
        self.links[from..].reverse();
        Ok(())
    }
}
