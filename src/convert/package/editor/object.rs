use std::collections::BTreeSet;

use super::super::edits::{NewValue, ObjectEdits};
use crate::directory::Id;
use crate::source::package::layout::{Entity, Field, Part};

/// A record that has not ended yet.
pub(super) struct Object<'a> {
    pub entity: Entity,
    pub id: Option<Id>,
    pub edits: Option<&'a ObjectEdits>,
    /// How many elements are open where its children stand.
    pub depth: usize,
    /// The prefix of its tag.
    pub prefix: Vec<u8>,
    /// What becomes of fields that are children.
    pub fields: Vec<Pending>,
    /// The white space before its first child.
    pub indent: Option<Vec<u8>>,
    /// It was set aside, to stand behind the category around it.
    pub aside: bool,
    pub roles: List,
    pub scope: List,
}

/// A field that is to have another value, wherever the record says it.
pub(super) struct Pending {
    pub field: Field,
    pub value: NewValue,
    /// Nothing has said it yet: it is added before the record ends.
    pub missing: bool,
}

/// What was seen of a list of roles, or of a scope.
#[derive(Default)]
pub(super) struct List {
    /// There is an element for it.
    pub seen: bool,
    /// Principals whose entries are as they are to be.
    pub done: BTreeSet<Id>,
    /// What an entry is called, and the white space before it.
    pub entry: Option<(Vec<u8>, Vec<u8>)>,
}

impl Object<'_> {
    /// Whether it is left out, with everything in it.
    pub(super) fn goes(&self) -> bool {
        self.edits.is_some_and(|edits| edits.left_out)
    }

    pub(super) fn list(&mut self, part: Part) -> Option<&mut List> {
        match part {
            Part::Roles => Some(&mut self.roles),
            Part::Scope => Some(&mut self.scope),
            Part::Groups => None,
        }
    }

    /// Entries that are to be there and were not seen: the principal's id, and their flags.
    pub(super) fn missing(&self, part: Part) -> impl Iterator<Item = (Id, BTreeSet<Field>)> {
        let list = match part {
            Part::Roles => Some(&self.roles),
            Part::Scope => Some(&self.scope),
            Part::Groups => None,
        };
        let edits = self.edits.and_then(|edits| edits.part(part));
        let edits = edits.into_iter().flatten();
        let missing = edits.filter(move |(id, _)| list.is_none_or(|list| !list.done.contains(*id)));
        missing.flat_map(|(id, edit)| edit.entries().map(|flags| (id.clone(), flags)))
    }

    /// Whether entries are to be there, and no element for them was seen.
    pub(super) fn lacks_entries(&self, part: Part) -> bool {
        let seen = match part {
            Part::Roles => self.roles.seen,
            Part::Scope => self.scope.seen,
            Part::Groups => true,
        };
        !seen && self.missing(part).next().is_some()
    }
}
