//! What stands in elements, and their ends.

use super::super::chunks::Spot;
use super::Elements;
use crate::input::Error;
use crate::package::layout::Entity;
use crate::package::paths::Claim;
use crate::package::read::fault::Fault;
use crate::package::read::names::add;

impl Elements<'_> {
    /// Counts references that XML does not define, by where they stand: in this attribute, or else in the open element.
    pub(super) fn note_undefined(&mut self, attribute: Option<&str>, count: u64) {
        let Some(open) = self.open.last().filter(|_| count > 0) else {
            return;
        };
        let mut path = self.paths.text(open.path);
        if let Some(attribute) = attribute {
            path.push_str("/@");
            path.push_str(attribute);
        }
        add(&mut self.undefined, path, count);
    }

    pub(super) fn end(&mut self, name: &str, at: Spot<'_>) -> Result<(), Error> {
        if self.open.is_empty() {
            let name = name.to_owned();
            return self.damaged(Error::new(Fault::LoneEnd { name }).at(at.place()));
        }
        if self.innermost() != name {
            let what = Fault::OtherEnd {
                name: name.to_owned(),
                open: self.innermost().to_owned(),
            };
            self.damaged(Error::new(what).at(at.place()).inside(self.inside()))?;
            // Go on as if the elements inside had been closed; ignore an end without any beginning.
            if !self.is_open(name) {
                return Ok(());
            }
            while self.innermost() != name {
                self.close(at);
            }
        }
        self.close(at);
        Ok(())
    }

    /// Whether an element of this name is open.
    fn is_open(&self, name: &str) -> bool {
        let ends = self.open.iter().skip(1).map(|open| open.name);
        let ends = ends.chain([self.names.len()]);
        let mut names = self.open.iter().zip(ends);
        names.any(|(open, end)| &self.names[open.name..end] == name)
    }

    pub(super) fn close(&mut self, at: Spot<'_>) {
        let Some(open) = self.open.pop() else { return };
        self.names.truncate(open.name);
        let claim = self.paths.claim(open.path);
        let done = match claim {
            Claim::Field(..) => {
                if self.put(claim, open.text) {
                    self.paths.count_again(open.path);
                }
                Ok(())
            }
            Claim::Part(_) => self
                .entities
                .last_mut()
                .map_or(Ok(()), |record| record.end_part(&mut self.records)),
            Claim::Entity(_) => self.entities.pop().map_or(Ok(()), |mut record| {
                let taken = self.records.take(&mut record);
                self.spare.push(record);
                taken
            }),
            Claim::Container | Claim::Unclaimed => Ok(()),
        };
        if let Err(refusal) = done {
            let place = self.at_byte(refusal, at.place());
            self.skipped.note(1, || place.to_string());
        }
    }

    pub(super) fn put(&mut self, claim: Claim, value: String) -> bool {
        let (Claim::Field(field, rank), Some(record)) = (claim, self.entities.last_mut()) else {
            return false;
        };
        let fields = match record.part {
            Some(_) => &mut record.part_fields,
            None => &mut record.fields,
        };
        fields.put(field, rank, value)
    }

    pub(super) fn text(&mut self, text: &str, at: Spot<'_>) -> Result<(), Error> {
        let Some(open) = self.open.last_mut() else {
            return self.text_outside(text, at);
        };
        match self.paths.claim(open.path) {
            Claim::Field(..) => open.text.push_str(text),
            // What stands in an element that is not claimed is counted with the element.
            Claim::Unclaimed => {}
            _ if text.trim_ascii().is_empty() => {}
            _ => self.paths.count_extra(open.path, "text()", 1),
        }
        Ok(())
    }

    /// Text that no element is around: nothing but blanks may stand there.
    pub(super) fn text_outside(&mut self, text: &str, at: Spot<'_>) -> Result<(), Error> {
        const MARK: char = '\u{FEFF}';
        let is_blank = |c: char| c.is_ascii_whitespace() || c == MARK;
        self.odd.marks_outside |= text.contains(MARK);
        if text.chars().all(is_blank) {
            return Ok(());
        }
        let what = match self.roots {
            0 => Fault::TextBefore,
            _ => Fault::TextBehind,
        };
        self.damaged(Error::new(what).at(at.place()))
    }

    pub(super) fn note_part(&mut self, entity: Entity) {
        let parts = &mut self.parts;
        match entity {
            Entity::User => parts.users = true,
            Entity::Group => parts.groups = true,
            Entity::Affiliation => parts.affiliations = true,
            Entity::Category => parts.categories = true,
            Entity::Room => parts.rooms = true,
            Entity::Addin => parts.addins = true,
            Entity::MessageRoom | Entity::Message => parts.messages = true,
        }
        // They are written inside.
        let nodes = parts.categories || parts.rooms;
        (parts.roles, parts.scopes) = (nodes, nodes);
    }
}
