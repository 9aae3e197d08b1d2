//! Records: their tags, their fields, and what they lack when they end.

use super::super::edits::{FieldEdit, NewValue, kind_of};
use super::super::entry::{child, decoded};
use super::super::fault::{self, Fault};
use super::super::out::Mark;
use super::super::spelling::{Owner, attribute_value, content};
use super::Editor;
use super::held::{FoundId, Held};
use super::object::{NewField, Object};
use crate::directory::Id;
use crate::input::Error;
use crate::package::layout::{Entity, Field, Part};
use crate::package::paths::Claim;
use crate::reading::TextForm;
use crate::xml::markup::{local, prefix};
use crate::xml::token::{Kind, TagEdit, Token, attributes_of};
use crate::xml::write::end_tag;

/// What the attributes of a record's tag say.
struct Attributes<'t> {
    id: Option<FoundId>,
    /// Those that the layout knows: place, field, value, and the value as it is written.
    known: Vec<(usize, Field, String, &'t [u8])>,
}

impl<'a> Editor<'a> {
    pub(super) fn start_object(
        &mut self,
        token: Token<'_>,
        path: usize,
        entity: Entity,
        known_id: Option<Option<Id>>,
    ) -> Result<(), Error> {
        let owner = Owner::Entity(entity);
        let Attributes { id, known } = self.attributes(token, path, owner);
        let is_room = matches!(entity, Entity::Room | Entity::MessageRoom);
        let matters = self.edits.any(entity)
            || self.selects && is_room
            || self.edits.moves_categories()
            || self.skips();
        let certain = id.as_ref().is_some_and(|id| id.rank == 0) || token.kind == Kind::Empty;
        if !certain && known_id.is_none() && matters {
            self.held = Some(Held::Id {
                tokens: vec![token.into()],
                open: vec![path],
                value: None,
                best: id,
            });
            return Ok(());
        }
        let id = known_id.unwrap_or_else(|| id.and_then(FoundId::id));
        let edits = id.as_deref().and_then(|id| self.edits.of(entity, id));
        if let (Some(_), Some(id), Some(kind)) = (edits, &id, kind_of(entity)) {
            self.edited = true;
            self.done.insert((kind, id.clone()));
        }
        if edits.is_some_and(|edits| edits.left_out) {
            self.leave_out(token, path, entity, id);
            return Ok(());
        }
        if let (true, Some(id)) = (self.skips(), &id) {
            return Err(stands_inside(entity, id));
        }
        if let Some(id) = &id {
            self.note_order(entity, id);
        }
        let above = edits.and_then(|edits| self.moves_below(entity, edits));
        let aside = above.is_some();
        let parent_given = above.as_ref().is_some_and(|it| self.tells_parent(it));
        if above.is_some() {
            self.out.mark(Mark::Aside);
            self.moved = true;
            self.above_asides = above;
        }
        let fields = edits.map_or(&[][..], |edits| &edits.fields);
        let (mut tag, fields) = self.edit_tag(token.kind, owner, &known, fields, parent_given);
        let object = Object {
            prefix: prefix(token.name).to_owned(),
            fields,
            aside,
            ..Object::new(entity, id, self.open.len() + 1, edits)
        };
        if token.kind == Kind::Start {
            self.out.put(&tag.apply(token));
            self.push(path);
            self.objects.push(object);
            return Ok(());
        }
        tag.open = object.missing_fields().next().is_some()
            || [Part::Roles, Part::Scope]
                .into_iter()
                .any(|part| object.lacks_entries(part));
        self.out.put(&tag.apply(token));
        if tag.open {
            self.objects.push(object);
            self.end_object();
            self.out.put(&end_tag(token.name));
        }
        if aside {
            self.out.mark(Mark::Back);
        }
        Ok(())
    }

    /// The element goes. What is in it is still looked at: everything in there has to go too.
    fn leave_out(&mut self, token: Token<'_>, path: usize, entity: Entity, id: Option<Id>) {
        self.out.drop_blanks();
        if token.kind == Kind::Empty {
            return;
        }
        self.mute();
        let depth = self.open.len() + 1;
        self.objects.push(Object::plain(entity, id, depth));
        self.push(path);
    }

    /// What the attributes of a record's tag say.
    fn attributes<'t>(&mut self, token: Token<'t>, path: usize, owner: Owner) -> Attributes<'t> {
        let mut known = Vec::new();
        let mut id = None;
        for (at, attribute) in attributes_of(token).into_iter().enumerate() {
            let name = String::from_utf8_lossy(local(attribute.name));
            let Claim::Field(field, rank) = self.paths.attribute(path, &name) else {
                continue;
            };
            let value = decoded(attribute.value, TextForm::XmlAttribute);
            self.spelling.learn(owner, field, true, attribute.name);
            self.spelling.learn_value(field, &value);
            if field == Field::Id {
                FoundId::note(&mut id, rank, &value);
            }
            known.push((at, field, value, attribute.value));
        }
        Attributes { id, known }
    }

    /// What becomes of a record's tag, and of fields that are children or have to become some. A field may stand in several
    /// places, of which one counts: all of them get the new value.
    fn edit_tag(
        &self,
        kind: Kind,
        owner: Owner,
        known: &[(usize, Field, String, &[u8])],
        edits: &[FieldEdit],
        parent_given: bool,
    ) -> (TagEdit, Vec<NewField>) {
        let mut tag = TagEdit::default();
        let mut fields = Vec::new();
        for FieldEdit {
            field,
            value,
            existed,
        } in edits
        {
            let there = known.iter().filter(|(_, known, ..)| known == field);
            let mut missing = *value != NewValue::Absent;
            // Where it stands says what it is below of.
            missing &= !(parent_given && *field == Field::Parent);
            for (at, _, old, raw) in there {
                missing = false;
                match value {
                    NewValue::Absent => tag.remove.push(*at),
                    value => tag.set.push((*at, self.attribute(value, old, raw))),
                }
            }
            let form = self.spelling.form(owner, *field);
            // A parent may be given by the place of the element alone.
            let by_place = *field == Field::Parent && self.categories_around().next().is_some();
            let in_child = *existed && kind == Kind::Start && !by_place;
            if missing && form.attribute && !in_child {
                let value = attribute_value(&self.spelling.value(value));
                tag.insert.push((form.name, value));
                missing = false;
            }
            fields.push(NewField {
                field: *field,
                value: value.clone(),
                missing,
            });
        }
        (tag, fields)
    }

    /// A new value for an attribute. A name that only gets something in front keeps the spelling of the rest.
    pub(super) fn attribute(&self, value: &NewValue, old: &str, raw: &[u8]) -> Vec<u8> {
        match value.prefix_to(old) {
            Some(prefix) => [&attribute_value(prefix), raw].concat(),
            None => attribute_value(&self.spelling.value(value)),
        }
    }

    /// Writes what the object lacks, before its end.
    pub(super) fn end_object(&mut self) {
        for part in [Part::Roles, Part::Scope] {
            let lacks = |object: &Object<'_>| object.lacks_entries(part);
            if self.objects.last().is_some_and(lacks) {
                self.add_list(part);
            }
        }
        let Some(object) = self.objects.pop() else {
            return;
        };
        for NewField { field, value, .. } in object.missing_fields() {
            let form = self.spelling.form(Owner::Entity(object.entity), *field);
            let value = content(&self.spelling.value(value));
            let child = child(&object.prefix, &form, &value);
            let indent = object.indent.as_deref().unwrap_or_default();
            self.out.put_before_blanks(&[indent, &child].concat());
        }
    }

    pub(super) fn start_field(&mut self, token: Token<'_>, path: usize, field: Field) {
        let Some(object) = self.objects.last_mut() else {
            return;
        };
        self.spelling
            .learn(Owner::Entity(object.entity), field, false, token.local());
        let empty = token.kind == Kind::Empty;
        let new = object.fields.iter_mut().find(|new| new.field == field);
        let Some(NewField { value, missing, .. }) = new else {
            self.out.put(token.raw);
            if empty {
                self.behind_field(field);
            } else {
                self.push(path);
            }
            return;
        };
        let first = std::mem::take(missing);
        let value = value.clone();
        if value == NewValue::Absent {
            self.out.drop_blanks();
            if !empty {
                self.mute();
                self.push(path);
            }
            return;
        }
        let open = TagEdit {
            open: empty,
            ..TagEdit::default()
        };
        self.out.put(&open.apply(token));
        let new = content(&self.spelling.value(&value));
        if empty {
            self.out.put(&[new, end_tag(token.name)].concat());
            self.behind_field(field);
        } else if first
            && let NewValue::Text { before, after } = &value
            && let Some(prefix) = after.strip_suffix(before.as_str())
            && !before.is_empty()
        {
            self.out.put(&content(prefix));
            self.push(path);
        } else {
            self.out.put(&new);
            self.push(path);
            if let Some(open) = self.open.last_mut() {
                open.replaced = true;
            }
        }
    }

    /// A field has ended: roles that have no place yet belong behind the name and the description.
    pub(super) fn behind_field(&mut self, field: Field) {
        let Some(object) = self.objects.last() else {
            return;
        };
        let is_place = matches!(field, Field::Name | Field::Description);
        if is_place && self.open.len() == object.depth && object.lacks_entries(Part::Roles) {
            self.held = Some(Held::Roles {
                tokens: Vec::new(),
                depth: 0,
            });
        }
    }
}

/// What is kept stands in something that goes: no place in the member is certain to mean the same for it.
fn stands_inside(entity: Entity, id: &str) -> Error {
    let object = fault::Object::new(kind_of(entity), id);
    Error::new(Fault::ObjectInside { object })
}
