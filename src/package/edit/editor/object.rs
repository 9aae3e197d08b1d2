use super::super::edits::{Flags, NewValue, ObjectEdits, PartEdit, PartEdits};
use crate::directory::Id;
use crate::package::layout::{Entity, Field, Part};

/// A record that has not ended yet.
pub(super) struct Object<'a> {
    pub entity: Entity,
    pub id: Option<Id>,
    /// How many elements are open where its children stand.
    pub depth: usize,
    /// The prefix of its tag.
    pub prefix: Vec<u8>,
    /// Fields that are to have another value, wherever they come.
    pub fields: Vec<NewField>,
    /// The white space before its first child.
    pub indent: Option<Vec<u8>>,
    /// It was set aside, to stand behind the category around it.
    pub aside: bool,
    pub roles: List<'a>,
    pub scope: List<'a>,
}

/// A field that is to have another value.
pub(super) struct NewField {
    pub field: Field,
    pub value: NewValue,
    /// It is nowhere yet, and has to be written before the record ends.
    pub missing: bool,
}

/// What was seen of a list of roles, or of a scope, and what is to become of it.
#[derive(Default)]
pub(super) struct List<'a> {
    pub edits: PartEdits<'a>,
    /// There is an element for it.
    pub seen: bool,
    /// What an entry is called, and the white space before it.
    pub entry: Option<(Vec<u8>, Vec<u8>)>,
}

impl<'a> List<'a> {
    fn new(edits: Option<&ObjectEdits<'a>>, part: Part) -> Self {
        List {
            edits: edits.map(|edits| edits.part(part)).unwrap_or_default(),
            ..List::default()
        }
    }

    /// What is to become of this principal's entries.
    pub(super) fn edit(&mut self, id: &str) -> Option<&mut PartEdit<'a>> {
        let at = self.edits.binary_search_by_key(&id, |edit| edit.id).ok()?;
        self.edits.get_mut(at)
    }

    /// Entries that are to be there and were not seen, by id, and their flags.
    pub(super) fn missing(&self) -> impl Iterator<Item = (&'a str, Flags)> {
        let missing = self.edits.iter().filter(|edit| !edit.done);
        missing.flat_map(|edit| edit.new_entries().map(|flags| (edit.id, flags)))
    }
}

impl<'a> Object<'a> {
    /// One in which nothing becomes different.
    pub(super) fn plain(entity: Entity, id: Option<Id>, depth: usize) -> Self {
        Object::new(entity, id, depth, None)
    }

    /// One with these changes.
    pub(super) fn new(
        entity: Entity,
        id: Option<Id>,
        depth: usize,
        edits: Option<&ObjectEdits<'a>>,
    ) -> Self {
        Object {
            entity,
            id,
            depth,
            prefix: Vec::new(),
            fields: Vec::new(),
            indent: None,
            aside: false,
            roles: List::new(edits, Part::Roles),
            scope: List::new(edits, Part::Scope),
        }
    }

    /// Fields that are nowhere yet, and are to be there.
    pub(super) fn missing_fields(&self) -> impl Iterator<Item = &NewField> {
        self.fields.iter().filter(|field| field.missing)
    }

    pub(super) fn list(&mut self, part: Part) -> Option<&mut List<'a>> {
        match part {
            Part::Roles => Some(&mut self.roles),
            Part::Scope => Some(&mut self.scope),
            Part::Groups => None,
        }
    }

    /// Whether entries are to be there, and no element for them was seen.
    pub(super) fn lacks_entries(&self, part: Part) -> bool {
        let list = match part {
            Part::Roles => &self.roles,
            Part::Scope => &self.scope,
            Part::Groups => return false,
        };
        !list.seen && list.missing().next().is_some()
    }
}
