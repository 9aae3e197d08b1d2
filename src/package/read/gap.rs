//! What stands between two values of a message.

use super::message::Ranks;
use crate::package::read::names::{Names, Unknown};

use crate::package::layout::Field;
use crate::xml::markup::{attributes, end_tag, is_namespace, local, tag_name};

/// What comes behind a gap.
pub(super) enum Then<'t> {
    /// An attribute's value, up to this quote.
    Attribute(u8, Option<Field>),
    /// What stands in the child of this name, up to its end tag.
    Content(&'t [u8], Option<Field>),
    /// What stands in a child that is an empty element: nothing.
    Empty(Option<Field>),
    /// Nothing: the message has ended. What it is called, and what the layout does not name in it.
    End(&'t [u8], Unknown),
}

/// Finds the gaps of a message that the general reader has read.
pub(super) struct Gaps<'t, 'n> {
    pub text: &'t [u8],
    /// What the message is called, with its prefix.
    pub name: &'t [u8],
    pub names: &'n Names,
    pub unknown: &'n Unknown,
    /// Values before the gap: a later one counts only where it is of a better rank.
    pub ranks: Ranks,
}

impl<'t> Gaps<'t, '_> {
    /// Where the gap ends that the message begins with, and what comes then.
    pub fn first(&mut self, at: usize) -> Option<(usize, Then<'t>)> {
        self.attribute(at + 1 + self.name.len())
    }

    /// Where the gap at `at` ends, and what comes then. `None` where something else is in the message than attributes
    /// and children with nothing but text in them.
    pub fn behind(&mut self, value: &Then<'t>, at: usize) -> Option<(usize, Then<'t>)> {
        match value {
            Then::Attribute(..) => self.attribute(at + 1),
            Then::Content(name, _) => {
                let found = tag_name(self.text, at).ok()?;
                let end = self.text[at + 1] == b'/';
                let end = end.then(|| end_tag(self.text, at, found, name).ok())?;
                self.child(end?)
            }
            Then::Empty(_) => self.child(at),
            Then::End(..) => None,
        }
    }

    /// Inside the start tag: an attribute, or its end.
    fn attribute(&mut self, from: usize) -> Option<(usize, Then<'t>)> {
        let at = self.behind_blanks(from)?;
        match self.text[at..] {
            [b'>', ..] => return self.child(at + 1),
            [b'/', b'>', ..] => return Some((at + 2, self.end())),
            _ => {}
        }
        let equals = at + self.text[at..].iter().position(|byte| *byte == b'=')?;
        let open = self.behind_blanks(equals + 1)?;
        let name = self.text[at..equals].trim_ascii_end();
        let known = (!is_namespace(name)).then(|| self.field(name));
        Some((open + 1, Then::Attribute(self.text[open], known.flatten())))
    }

    /// Between the children: one, or the end.
    fn child(&mut self, from: usize) -> Option<(usize, Then<'t>)> {
        let tag = self.behind_blanks(from)?;
        let name = tag_name(self.text, tag).ok()?;
        match self.text.get(tag..tag + 2)? {
            b"</" => {
                let end = end_tag(self.text, tag, name, self.name).ok()?;
                return Some((end, self.end()));
            }
            [b'<', b'!' | b'?'] => return None,
            [b'<', _] if !self.names.is_message(local(name)) => {}
            _ => return None,
        }
        let (end, empty) = attributes(self.text, tag + 1 + name.len(), |_, _| {}).ok()?;
        let field = self.field(name);
        let then = if empty {
            Then::Empty(field)
        } else {
            Then::Content(name, field)
        };
        Some((end, then))
    }

    fn end(&self) -> Then<'t> {
        Then::End(self.name, self.unknown.clone())
    }

    /// The field of this name, where its value counts.
    fn field(&mut self, name: &[u8]) -> Option<Field> {
        let (field, rank) = self.names.field(local(name))?;
        self.ranks.improve(field, rank).then_some(field)
    }

    fn behind_blanks(&self, from: usize) -> Option<usize> {
        let rest = self.text.get(from..)?;
        let blanks = rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
        Some(from + blanks)
    }
}
