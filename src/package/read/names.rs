//! The names by which messages are found.

use std::collections::BTreeMap;

use crate::package::Layout;
use crate::package::layout::{Entity, Field};

/// What messages are called and what their fields are called.
#[derive(Debug)]
pub(crate) struct Names {
    /// Local names of message elements.
    pub messages: Vec<Box<str>>,
    fields: Vec<(Box<[u8]>, Field, u8)>,
}

impl Names {
    pub fn new(layout: &Layout) -> Self {
        let Some(message) = layout.entity(Entity::Message) else {
            return Names {
                messages: Vec::new(),
                fields: Vec::new(),
            };
        };
        let mut messages: Vec<Box<str>> = message.at.iter().map(|at| at.last().into()).collect();
        messages.sort_unstable();
        messages.dedup();
        let field = |path: &[Box<str>]| path.concat().into_bytes().into_boxed_slice();
        let fields = message
            .fields
            .iter()
            .map(|known| (field(&known.path), known.field, known.rank))
            .collect();
        Names { messages, fields }
    }

    pub fn is_message(&self, name: &[u8]) -> bool {
        self.messages.iter().any(|known| known.as_bytes() == name)
    }

    pub fn field(&self, name: &[u8]) -> Option<(Field, u8)> {
        self.fields
            .iter()
            .find(|(known, ..)| **known == *name)
            .map(|(_, field, rank)| (*field, *rank))
    }
}

/// What the layout does not name, and how often.
pub(crate) type Unknown = BTreeMap<String, u64>;

/// Counts something unknown; when there are many, under one name.
pub(crate) fn add(unknown: &mut Unknown, path: String, count: u64) {
    if let Some(known) = unknown.get_mut(&path) {
        *known += count;
    } else {
        let path = if unknown.len() < UNKNOWN_KEPT {
            path
        } else {
            "(more)".to_owned()
        };
        *unknown.entry(path).or_default() += count;
    }
}

/// How many different unknown fields are told apart in a run; the rest share one entry.
pub(crate) const UNKNOWN_KEPT: usize = 200;
